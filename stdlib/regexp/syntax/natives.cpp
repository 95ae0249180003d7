// Natives of regexp/syntax: the parser's tree as a list of numbers, see parse.go.
#include <cstring>
#include <vector>

#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"
#include "stdlib/natives.h"
#include "stdlib/regexp/tree.h"

namespace gosub::stdlib {

namespace regex {
namespace {

using abi::G;
using abi::Slice;
using abi::String;

class Encoder {
 public:
  explicit Encoder(std::string_view expr) : expr_(expr) {}
  std::vector<int32_t> list;

  void node(const Node& n) {
    int name = n.name.empty() ? 0 : int(n.name.data() - expr_.data());
    const std::vector<Rune>& runes = n.op == Op::CharClass ? n.set.pairs : n.literal;
    list.insert(list.end(), {int(n.op), n.flags, n.min, n.max, n.cap, name, int(n.name.size()), int(runes.size())});
    list.insert(list.end(), runes.begin(), runes.end());
    list.push_back(int(n.subs.size()));
    for (const Node* s : n.subs) node(*s);
  }

 private:
  std::string_view expr_;
};

void storeText(G& g, String* to, std::string_view text) {
  String s = rt::newString(g, text);
  rt::storePtr(g, &to->data, s.data);
  to->len = s.len;
}

Slice parseTree(G& g, String expr, uint16_t flags, String* error) {
  Tree tree = parse(expr.view(), flags);
  if (tree.error.code != nullptr) {
    storeText(g, &error[0], tree.error.code);
    storeText(g, &error[1], tree.error.expr);
    return {};
  }
  Encoder e(expr.view());
  e.node(*tree.root);
  int64_t n = int64_t(e.list.size());
  void* data = rt::newArray(g, g.runtime->types->int32Type(), n);
  std::memcpy(data, e.list.data(), size_t(n) * 4);
  return {data, n, n};
}

const NativeRow kRows[] = {
#include "stdlib/regexp/syntax/natives.def"
};

}  // namespace
}  // namespace regex

NATIVE_TABLE(regexp_syntax, regex::kRows)

}  // namespace gosub::stdlib
