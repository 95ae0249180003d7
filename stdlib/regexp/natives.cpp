// Natives of package regexp: expressions are parsed here (parser.h), matched by RE2.
//
// Compiled expressions belong to the instance, in a table that drops the ones not used for longest: a Go Regexp only has
// a number, and what is gone is compiled again. So no Go object owns C++ memory.
#include <re2/re2.h>

#include <algorithm>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/unicode.h"
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

// regexp.Regexp, see regexp.go.
struct GoRegexp {
  String expr;
  String prefix;
  Slice names;  // of strings
  uint64_t id;
  bool posix, longest, prefixComplete;
};

// regexp/syntax.Error.
struct GoSyntaxError {
  String code, expr;
};

uint16_t flagsOf(bool posix) { return posix ? 0 : kPerl; }

// The same expression in its two ways to match, each made when it is first asked for.
class Compiled {
 public:
  explicit Compiled(std::string pattern) : pattern_(std::move(pattern)), insideRunes_(pattern_.find("\\B") != pattern_.npos) {}
  // RE2 may find \B between the bytes of a rune, where Go does not look.
  bool insideRunes() const { return insideRunes_; }
  const RE2& get(bool longest) {
    std::unique_ptr<RE2>& slot = forms_[longest];
    if (slot == nullptr) {
      RE2::Options options(RE2::Quiet);
      options.set_longest_match(longest);
      options.set_max_mem(64 << 20);
      slot = std::make_unique<RE2>(pattern_, options);
    }
    return *slot;
  }

 private:
  std::string pattern_;
  bool insideRunes_;
  std::unique_ptr<RE2> forms_[2];
};

class Table final : public rt::Extension {
 public:
  explicit Table(rt::Runtime&) {}

  // 0: RE2 finds it too large, which can only be with large ones; small ones are compiled when they are first used.
  // Equal expressions have equal numbers, so that Regexps are equal as far as reflect.DeepEqual looks.
  uint64_t add(const GoRegexp& re, const Node& root) {
    std::lock_guard lock(mutex_);
    uint64_t id = std::hash<std::string_view>()(re.expr.view()) << 1 | re.posix;
    auto it = byId_.find(id);
    if (it != byId_.end() && it->second->expr == re.expr.view()) return id;
    put(id, re.expr.view(), toRE2(root));
    return root.size < 500 || entries_.front().compiled->get(false).ok() ? id : 0;
  }
  // Keeps the result alive while it is used, whatever happens to the table. Called from worker threads too.
  std::shared_ptr<Compiled> get(const GoRegexp& re, const RE2** form) {
    std::lock_guard lock(mutex_);
    auto it = byId_.find(re.id);
    if (it == byId_.end() || it->second->expr != re.expr.view()) {
      Tree tree = parse(re.expr.view(), flagsOf(re.posix));
      put(re.id, re.expr.view(), tree.root != nullptr ? toRE2(*tree.root) : "(?:)");
    } else if (it->second != entries_.begin()) {
      entries_.splice(entries_.begin(), entries_, it->second);
    }
    std::shared_ptr<Compiled> c = entries_.front().compiled;
    *form = &c->get(re.longest);
    return c;
  }

 private:
  static constexpr size_t kMost = 1000;
  struct Entry {
    uint64_t id;
    std::string expr;
    std::shared_ptr<Compiled> compiled;
  };
  // Expressions with the same number, which a hash may give them, take each other's place.
  void put(uint64_t id, std::string_view expr, std::string pattern) {
    if (auto it = byId_.find(id); it != byId_.end()) entries_.erase(it->second);
    entries_.push_front({id, std::string(expr), std::make_shared<Compiled>(std::move(pattern))});
    byId_[id] = entries_.begin();
    if (entries_.size() > kMost) {
      byId_.erase(entries_.back().id);
      entries_.pop_back();
    }
  }
  std::mutex mutex_;
  std::list<Entry> entries_;  // the one used last is first
  std::unordered_map<uint64_t, std::list<Entry>::iterator> byId_;
};

// ---- compiling

void setNames(G& g, GoRegexp* re, const Tree& tree) {
  int64_t n = int64_t(tree.names.size());
  auto* names = static_cast<String*>(rt::newArray(g, g.runtime->types->stringType(), n));
  for (int64_t i = 0; i < n; i++) {
    String name = rt::newString(g, tree.names[size_t(i)]);
    rt::storePtr(g, &names[i].data, name.data);
    names[i].len = name.len;
  }
  rt::storePtr(g, &re->names.data, names);
  re->names.len = re->names.cap = n;
}

void storeString(G& g, String* to, String s) {
  rt::storePtr(g, &to->data, s.data);
  to->len = s.len;
}

// Fills re from its expr and posix; false with the error when it is none. Texts of RE2's never appear.
bool compileInto(G& g, GoRegexp* re, GoSyntaxError* error) {
  Tree tree = parse(re->expr.view(), flagsOf(re->posix));
  if (tree.error.code != nullptr) {
    storeString(g, &error->code, rt::newString(g, tree.error.code));
    storeString(g, &error->expr, rt::newString(g, tree.error.expr));
    return false;
  }
  std::string prefix;
  re->prefixComplete = literalPrefix(*tree.root, &prefix);
  storeString(g, &re->prefix, rt::newString(g, prefix));
  setNames(g, re, tree);
  re->id = rt::extension<Table>(*g.runtime).add(*re, *tree.root);
  if (re->id != 0) return true;
  storeString(g, &error->code, rt::newString(g, "expression too large"));
  storeString(g, &error->expr, re->expr);
  return false;
}

// ---- matching

// Text as RE2 has to see it: Go matches an invalid byte as U+FFFD, which RE2 does not.
class Subject {
 public:
  explicit Subject(std::string_view text) : text_(text) {
    if (text.empty()) text_ = "";  // RE2 takes null for a group that is not part of the match
    if (!unicode::valid(text)) repair();
  }
  std::string_view text() const { return text_; }
  // Between offsets in the Go text and in text().
  size_t inner(size_t at) const {
    size_t shift = 0;
    for (size_t i : invalid_) {
      if (i - shift >= at) break;  // invalid_ has offsets in text(), each of which made it two bytes longer
      shift += 2;
    }
    return at + shift;
  }
  int64_t outer(size_t at) const {
    size_t before = size_t(std::lower_bound(invalid_.begin(), invalid_.end(), at) - invalid_.begin());
    return int64_t(at - 2 * before);
  }

 private:
  void repair() {
    std::string_view rest = text_;
    while (!rest.empty()) {
      unicode::Decoded d = unicode::decode(rest);
      if (d.rune == unicode::kRuneError && d.size == 1) {
        invalid_.push_back(repaired_.size());
        repaired_ += "\xEF\xBF\xBD";
      } else {
        repaired_.append(rest.substr(0, size_t(d.size)));
      }
      rest.remove_prefix(size_t(d.size));
    }
    text_ = repaired_;
  }
  std::string_view text_;
  std::string repaired_;
  std::vector<size_t> invalid_;
};

// regexp.finder, see find.go.
struct Finder {
  int64_t at;       // where to go on
  int64_t lastEnd;  // of the match before, -1: none
  int64_t pairs;    // positions wanted per match
  Table* table;     // set by prepare
  bool done;
};

void prepare(G& g, Finder* f) { f->table = &rt::extension<Table>(*g.runtime); }

bool isInsideRune(std::string_view s, size_t at) { return at < s.size() && (uint8_t(s[at]) & 0xC0) == 0x80; }

// Finds as many matches as `out` has room for; the finder remembers where it is. Returns their number. An empty match right
// behind another match does not count.
int64_t find(GoRegexp* re, String text, Finder* f, Slice out) {
  const RE2* form;
  std::shared_ptr<Compiled> keep = f->table->get(*re, &form);
  Subject subject(text.view());
  re2::StringPiece all(subject.text().data(), subject.text().size());
  constexpr int kInline = 16;
  int groups = int(f->pairs), asked = groups == 0 && keep->insideRunes() ? 1 : groups;
  re2::StringPiece few[kInline];
  std::vector<re2::StringPiece> many;
  re2::StringPiece* found = few;
  if (groups > kInline) {
    many.resize(size_t(groups));
    found = many.data();
  }
  auto* to = out.as<int64_t>();
  int64_t room = groups == 0 ? 1 : out.len / (2 * groups), n = 0;
  size_t at = subject.inner(size_t(f->at));
  while (n < room && !f->done) {
    if (at > all.size() || !form->Match(all, at, all.size(), RE2::UNANCHORED, found, asked)) {
      f->done = true;
      break;
    }
    if (asked > 0 && isInsideRune(subject.text(), size_t(found[0].data() - all.data()))) {
      at = size_t(found[0].data() - all.data()) + 1;
      continue;
    }
    if (groups == 0) return 1;
    size_t start = size_t(found[0].data() - all.data()), end = start + found[0].size();
    bool counts = true;
    if (end == at) {  // empty
      counts = subject.outer(start) != f->lastEnd;
      int size = at < all.size() ? unicode::decode(subject.text().substr(at)).size : 1;
      at += size_t(size);
    } else {
      at = end;
    }
    f->lastEnd = subject.outer(end);
    if (!counts) continue;
    for (int i = 0; i < groups; i++) {
      bool none = found[i].data() == nullptr;
      *to++ = none ? -1 : subject.outer(size_t(found[i].data() - all.data()));
      *to++ = none ? -1 : subject.outer(size_t(found[i].data() - all.data()) + found[i].size());
    }
    n++;
  }
  f->at = at > all.size() ? int64_t(text.len) + 1 : subject.outer(at);
  return n;
}

const NativeRow kRows[] = {
#include "stdlib/regexp/natives.def"
};

}  // namespace
}  // namespace regex

NATIVE_TABLE(regexp, regex::kRows)

}  // namespace gosub::stdlib
