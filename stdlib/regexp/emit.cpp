// Writing a tree as RE2 reads it. Every class and literal is spelled out as code points, so that RE2's own tables, flags and
// abbreviations play no part.
#include <algorithm>

#include "base/unicode.h"
#include "stdlib/regexp/tree.h"

namespace gosub::stdlib::regex {

namespace {

class Writer {
 public:
  std::string out;

  void node(const Node& n) {
    switch (n.op) {
      case Op::NoMatch: out += "[^\\x00-\\x{10FFFF}]"; break;
      case Op::EmptyMatch: out += "(?:)"; break;
      case Op::Literal: literal(n); break;
      case Op::CharClass: set(n.set); break;
      case Op::AnyCharNotNL: out += "[^\\n]"; break;
      case Op::AnyChar: out += "(?s:.)"; break;
      case Op::BeginLine: out += "(?m:^)"; break;
      case Op::EndLine: out += "(?m:$)"; break;
      case Op::BeginText: out += "\\A"; break;
      case Op::EndText: out += "\\z"; break;
      case Op::WordBoundary: out += "\\b"; break;
      case Op::NoWordBoundary: out += "\\B"; break;
      case Op::Capture: group("(", *n.subs[0]); break;
      case Op::Star: repeat(n, "*"); break;
      case Op::Plus: repeat(n, "+"); break;
      case Op::Quest: repeat(n, "?"); break;
      case Op::Repeat: repeat(n, counts(n)); break;
      case Op::Concat:
        for (const Node* s : n.subs) {
          if (s->op == Op::Alternate)
            group("(?:", *s);
          else
            node(*s);
        }
        break;
      case Op::Alternate:
        for (size_t i = 0; i < n.subs.size(); i++) {
          if (i > 0) out += '|';
          node(*n.subs[i]);
        }
        break;
      case Op::LeftParen: case Op::VerticalBar: break;
    }
  }

 private:
  static std::string counts(const Node& n) {
    std::string text = "{" + std::to_string(n.min);
    if (n.max != n.min) text += n.max < 0 ? "," : "," + std::to_string(n.max);
    return text + "}";
  }
  void group(const char* open, const Node& inside) {
    out += open;
    node(inside);
    out += ')';
  }
  // Under several operators RE2 would see one that it does not allow; groups keep them apart.
  void repeat(const Node& n, const std::string& op) {
    group("(?:", *n.subs[0]);
    out += op;
    if (n.flags & kNonGreedy) out += '?';
  }
  void rune(Rune r) {
    bool plain = (r >= '0' && r <= '9') || (r >= 'A' && r <= 'Z') || (r >= 'a' && r <= 'z') || r == ' ';
    if (plain) {
      out += char(r);
      return;
    }
    char buf[16];
    out += "\\x{";
    char* end = buf + sizeof buf;
    char* p = end;
    do *--p = "0123456789ABCDEF"[r & 15];
    while ((r >>= 4) != 0);
    out.append(p, end);
    out += '}';
  }
  void literal(const Node& n) {
    if (n.literal.empty()) out += "(?:)";
    for (Rune r : n.literal) {
      Rune f = n.folds() ? simpleFold(r) : r;
      if (f == r) {
        rune(r);
        continue;
      }
      out += '[';
      rune(r);
      for (; f != r; f = simpleFold(f)) rune(f);
      out += ']';
    }
  }
  void set(const RuneSet& s) {
    if (s.empty()) {
      out += "[^\\x00-\\x{10FFFF}]";
      return;
    }
    out += '[';
    for (size_t i = 0; i < s.ranges(); i++) {
      rune(s.lo(i));
      if (s.hi(i) == s.lo(i)) continue;
      out += '-';
      rune(s.hi(i));
    }
    out += ']';
  }
};

// Whether simplifying makes an empty match of it.
bool isEmpty(const Node& n) {
  switch (n.op) {
    case Op::EmptyMatch: return true;
    case Op::Star: case Op::Plus: case Op::Quest: return isEmpty(*n.subs[0]);
    case Op::Repeat: return n.max == 0 || isEmpty(*n.subs[0]);
    default: return false;
  }
}

// Without a choice: no alternatives and no repetition but by a fixed count.
bool isLinear(const Node& n) {
  bool fits = n.op <= Op::Capture || n.op == Op::Concat || (n.op == Op::Repeat && n.min == n.max);
  return fits && std::all_of(n.subs.begin(), n.subs.end(), [](const Node* s) { return isLinear(*s); });
}

// Walks the expression as far as only one way leads through it, collecting text.
class PrefixWalk {
 public:
  std::string text;

  // False: the rest may begin differently.
  bool walk(const Node& n) {
    if (isEmpty(n)) return true;
    switch (n.op) {
      case Op::Capture: return walk(*n.subs[0]);
      case Op::Literal:
        for (Rune r : n.literal) {
          if ((n.folds() && simpleFold(r) != r) || r == Rune(unicode::kRuneError)) return false;
          unicode::encode(text, uint32_t(r));
        }
        return true;
      case Op::Concat:
        for (const Node* s : n.subs)
          if (!walk(*s)) return false;
        return true;
      case Op::Plus:
        walk(*n.subs[0]);
        return false;
      case Op::Repeat: {
        for (int i = 0; i < n.min; i++)
          if (!walk(*n.subs[0])) return false;
        return n.max == n.min;
      }
      default: return false;
    }
  }
};

}  // namespace

std::string toRE2(const Node& root) {
  Writer w;
  w.node(root);
  return std::move(w.out);
}

bool literalPrefix(const Node& root, std::string* prefix) {
  PrefixWalk walk;
  // Between both anchors, where there is only one way through.
  const auto& subs = root.subs;
  size_t n = subs.size();
  bool anchored = root.op == Op::Concat && n >= 3 && subs[0]->op == Op::BeginText && subs[n - 1]->op == Op::EndText;
  if (anchored && subs[1]->op == Op::Literal && std::all_of(subs.begin(), subs.end(), [](const Node* s) { return isLinear(*s); })) {
    bool complete = walk.walk(*subs[1]) && n == 3;
    *prefix = std::move(walk.text);
    return complete;
  }
  bool complete = walk.walk(root);
  *prefix = std::move(walk.text);
  return complete;
}

}  // namespace gosub::stdlib::regex
