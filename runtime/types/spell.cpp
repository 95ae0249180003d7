// The spelling of unnamed types, as reflect.Type.String and %T print them. Types can nest deeply, so that what is still to be
// written stands on a list and not on the C++ stack.
#include <vector>

#include "base/unicode.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::Kind;
using abi::TypeDesc;

namespace {

bool isNamed(const TypeDesc& t) { return t.flags & abi::kTypeNamed; }

// The last element of an import path stands for the package's name, which descriptors don't hold.
std::string_view packageName(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

class Speller {
 public:
  std::string run(const TypeDesc* t) {
    rest_.push_back({t, {}});
    while (!rest_.empty()) {
      Part p = std::move(rest_.back());
      rest_.pop_back();
      out_ += p.text;
      if (p.type == nullptr) continue;
      parts_.clear();
      expand(*p.type);
      rest_.insert(rest_.end(), std::make_move_iterator(parts_.rbegin()), std::make_move_iterator(parts_.rend()));
    }
    return std::move(out_);
  }

 private:
  struct Part {
    const TypeDesc* type;  // null: only text
    std::string text;      // before the type
  };
  void add(std::string text) { parts_.push_back({nullptr, std::move(text)}); }
  void add(std::string before, const TypeDesc* t) { parts_.push_back({t, std::move(before)}); }

  void expand(const TypeDesc& t) {
    if (isNamed(t)) return add(std::string(t.string.view()));
    switch (t.kind) {
      case Kind::Pointer: return add("*", t.elem);
      case Kind::Slice: return add("[]", t.elem);
      case Kind::Array: return add("[" + std::to_string(t.len) + "]", t.elem);
      case Kind::Map:
        add("map[", t.key);
        return add("]", t.elem);
      case Kind::Chan: return expandChan(t);
      case Kind::Func:
        add("func");
        return expandSignature(t);
      case Kind::Struct: return expandStruct(t);
      case Kind::Interface: return expandInterface(t);
      default: return;
    }
  }

  void expandChan(const TypeDesc& t) {
    switch (ChanDir(t.len)) {
      case ChanDir::Recv: return add("<-chan ", t.elem);
      case ChanDir::Send: return add("chan<- ", t.elem);
      case ChanDir::Both: break;
    }
    // chan (<-chan T) would otherwise read as chan<- (chan T)
    bool receives = !isNamed(*t.elem) && t.elem->kind == Kind::Chan && ChanDir(t.elem->len) == ChanDir::Recv;
    add(receives ? "chan (" : "chan ", t.elem);
    if (receives) add(")");
  }

  // From the opening parenthesis on: what stands behind "func" or a method's name.
  void expandSignature(const TypeDesc& t) {
    add("(");
    for (size_t i = 0; i < t.in.size(); i++) {
      bool rest = i + 1 == t.in.size() && (t.flags & abi::kTypeVariadic);
      add(std::string(i > 0 ? ", " : "") + (rest ? "..." : ""), rest ? t.in[i]->elem : t.in[i]);
    }
    add(t.out.empty() ? ")" : t.out.size() == 1 ? ") " : ") (");
    for (size_t i = 0; i < t.out.size(); i++) add(i > 0 ? ", " : "", t.out[i]);
    if (t.out.size() > 1) add(")");
  }

  void expandStruct(const TypeDesc& t) {
    add("struct {");
    for (size_t i = 0; i < t.fields.size(); i++) {
      const abi::StructField& f = t.fields[i];
      std::string name(f.embedded ? "" : std::string(f.name.view()) + " ");
      add((i > 0 ? "; " : " ") + name, f.type);
      if (f.tag.len > 0) add(" " + unicode::quote(f.tag.view()));
    }
    add(t.fields.empty() ? "}" : " }");
  }

  void expandInterface(const TypeDesc& t) {
    add("interface {");
    bool first = true;
    for (const abi::InterfaceMethod& m : t.interfaceMethods) {
      add(first ? " " : "; ");
      first = false;
      if (m.pkgPath.len > 0) add(std::string(packageName(m.pkgPath.view())) + ".");
      add(std::string(m.name.view()));
      expandSignature(*m.type);
    }
    add(first ? "}" : " }");
  }

  std::string out_;
  std::vector<Part> rest_;   // the next one last
  std::vector<Part> parts_;  // of the type at hand
};

}  // namespace

std::string typeText(const TypeDesc* t) { return Speller().run(t); }

}  // namespace gosub::rt
