// Parsing of regular expressions: operators, groups, repetitions. See parser.h.
#include "stdlib/regexp/parser.h"

#include "base/unicode.h"

namespace gosub::stdlib::regex {

namespace {

bool isWord(Rune c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

// What t no longer has of s, which it ends.
std::string_view consumed(std::string_view s, std::string_view t) { return s.substr(0, s.size() - t.size()); }

// Whether no repetition inside n, counted together, exceeds `limit` copies.
bool repeatsFit(const Node& n, int limit) {
  if (n.op == Op::Repeat) {
    int m = n.max < 0 ? n.min : n.max;
    if (n.max == 0) return true;
    if (m > limit) return false;
    if (m > 0) limit /= m;
  }
  for (const Node* sub : n.subs)
    if (!repeatsFit(*sub, limit)) return false;
  return true;
}

// Decimal digits without a leading zero; too big a number gives -1.
bool takeInt(std::string_view& s, int* n) {
  if (s.empty() || !isDigit(s[0]) || (s.size() >= 2 && s[0] == '0' && isDigit(s[1]))) return false;
  *n = 0;
  bool big = false;
  for (; !s.empty() && isDigit(s[0]); s.remove_prefix(1)) {
    big = big || *n >= 100000000;
    if (!big) *n = *n * 10 + (s[0] - '0');
  }
  if (big) *n = -1;
  return true;
}

// {n} {n,} {n,m}; max is -1 for no limit, min -1 if a number was too big.
bool takeCounts(std::string_view& s, int* min, int* max) {
  std::string_view t = s.substr(1);
  if (!takeInt(t, min) || t.empty()) return false;
  *max = *min;
  if (t[0] == ',') {
    t.remove_prefix(1);
    if (t.empty()) return false;
    if (t[0] == '}') {
      *max = -1;
    } else {
      if (!takeInt(t, max)) return false;
      if (*max < 0) *min = -1;
    }
  }
  if (t.empty() || t[0] != '}') return false;
  s = t.substr(1);
  return true;
}

}  // namespace

bool equal(const Node& a, const Node& b) {
  if (a.op != b.op || a.subs.size() != b.subs.size()) return false;
  switch (a.op) {
    case Op::EndText:
      if ((a.flags & kWasDollar) != (b.flags & kWasDollar)) return false;
      break;
    case Op::Literal: case Op::CharClass:
      return a.literal == b.literal && a.set.pairs == b.set.pairs;
    case Op::Star: case Op::Plus: case Op::Quest:
      if ((a.flags & kNonGreedy) != (b.flags & kNonGreedy)) return false;
      break;
    case Op::Repeat:
      if ((a.flags & kNonGreedy) != (b.flags & kNonGreedy) || a.min != b.min || a.max != b.max) return false;
      break;
    case Op::Capture:
      if (a.cap != b.cap || a.name != b.name) return false;
      break;
    default: break;
  }
  for (size_t i = 0; i < a.subs.size(); i++)
    if (!equal(*a.subs[i], *b.subs[i])) return false;
  return true;
}

Tree parse(std::string_view expr, uint16_t flags) {
  Tree tree;
  tree.names.push_back({});
  Parser(expr, flags, tree).run();
  return tree;
}

bool Parser::run() {
  if (flags_ & kLiteral) {
    if (!checkUTF8(whole_)) return false;
    Node* n = make(Op::Literal);
    for (std::string_view t = whole_; !t.empty();) {
      Rune r;
      nextRune(t, &r);
      n->literal.push_back(r);
    }
    tree_.root = n;
    return true;
  }
  std::string_view lastRepeat;
  for (std::string_view t = whole_; !t.empty();) {
    std::string_view repeat;
    if (!item(t, lastRepeat, &repeat) || failed()) return false;
    lastRepeat = repeat;
  }
  concat();
  if (swapBar()) stack_.pop_back();
  alternate();
  if (failed()) return false;
  if (stack_.size() != 1) return fail(kErrMissingParen, whole_);
  tree_.root = stack_[0];
  return true;
}

// One operator, group mark or character. *repeat: the repetition that began here.
bool Parser::item(std::string_view& t, std::string_view lastRepeat, std::string_view* repeat) {
  switch (t[0]) {
    case '(':
      if ((flags_ & kPerlX) && t.size() >= 2 && t[1] == '?') return group(t);
      openGroup(int(tree_.names.size()));
      break;
    case '|': verticalBar(); break;
    case ')':
      if (!rightParen()) return false;
      break;
    case '^': pushOp(flags_ & kOneLine ? Op::BeginText : Op::BeginLine); break;
    case '$':
      if (flags_ & kOneLine)
        pushOp(Op::EndText, kWasDollar);
      else
        pushOp(Op::EndLine);
      break;
    case '.': pushOp(flags_ & kDotNL ? Op::AnyChar : Op::AnyCharNotNL); break;
    case '[': return bracket(t);
    case '*': case '+': case '?':
      *repeat = t;
      return repetition(t, lastRepeat);
    case '{': return counted(t, lastRepeat, repeat);
    case '\\': return backslash(t);
    default: {
      Rune r;
      if (!nextRune(t, &r)) return false;
      pushLiteral(r);
      return true;
    }
  }
  t.remove_prefix(1);
  return true;
}

void Parser::openGroup(int cap, std::string_view name) {
  Node* n = make(Op::LeftParen);
  n->flags = flags_;
  n->cap = cap;
  n->name = name;
  if (cap > 0) tree_.names.push_back(name);
  push(n);
}

// (?P<name> or (?<name>; the name begins at nameAt.
bool Parser::namedGroup(std::string_view& t, size_t nameAt) {
  size_t end = t.find('>');
  if (end == t.npos) return checkUTF8(t) && fail(kErrNamedCapture, t);
  std::string_view name = t.substr(nameAt, end - nameAt);
  if (!checkUTF8(name)) return false;
  std::string_view capture = t.substr(0, end + 1);
  if (name.empty()) return fail(kErrNamedCapture, capture);
  for (char c : name)
    if (!isWord(uint8_t(c))) return fail(kErrNamedCapture, capture);
  openGroup(int(tree_.names.size()), name);
  t.remove_prefix(end + 1);
  return true;
}

// (? and what follows: a name, flags, or a group without capture.
bool Parser::group(std::string_view& t) {
  if (t.size() > 4 && t[2] == 'P' && t[3] == '<') return namedGroup(t, 4);
  if (t.size() > 3 && t[2] == '<') return namedGroup(t, 3);
  std::string_view rest = t.substr(2);
  uint16_t set = 0, unset = 0;
  bool negative = false, sawFlag = false;
  while (!rest.empty()) {
    Rune c;
    if (!nextRune(rest, &c)) return false;
    uint16_t& on = negative ? unset : set;
    uint16_t& off = negative ? set : unset;
    auto turn = [&](uint16_t bit, bool inverted = false) {
      uint16_t& a = inverted ? off : on;
      uint16_t& b = inverted ? on : off;
      a |= bit;
      b &= uint16_t(~bit);
      sawFlag = true;
    };
    if (c == 'i') {
      turn(kFoldCase);
    } else if (c == 'm') {
      turn(kOneLine, true);
    } else if (c == 's') {
      turn(kDotNL);
    } else if (c == 'U') {
      turn(kNonGreedy);
    } else if (c == '-' && !negative) {
      negative = true;
      sawFlag = false;
    } else if ((c == ':' || c == ')') && (!negative || sawFlag)) {
      uint16_t next = uint16_t((flags_ | set) & ~unset);
      if (c == ':') openGroup(0);
      flags_ = next;
      t = rest;
      return true;
    } else {
      break;
    }
  }
  return fail(kErrPerlOp, consumed(t, rest));
}

bool Parser::repetition(std::string_view& t, std::string_view lastRepeat) {
  std::string_view before = t, after = t.substr(1);
  Op op = t[0] == '*' ? Op::Star : t[0] == '+' ? Op::Plus : Op::Quest;
  if (!applyRepeat(op, 0, 0, before, after, lastRepeat)) return false;
  t = after;
  return true;
}

bool Parser::counted(std::string_view& t, std::string_view lastRepeat, std::string_view* repeat) {
  constexpr int kMost = 1000;
  std::string_view before = t, after = t;
  int min, max;
  if (!takeCounts(after, &min, &max)) {
    pushLiteral('{');
    t.remove_prefix(1);
    return true;
  }
  if (min < 0 || min > kMost || max > kMost || (max >= 0 && min > max)) return fail(kErrRepeatSize, consumed(before, after));
  if (!applyRepeat(Op::Repeat, min, max, before, after, lastRepeat)) return false;
  *repeat = before;
  t = after;
  return true;
}

// Puts the top of the stack under a repetition. `before` starts at the operator, `after` behind it.
bool Parser::applyRepeat(Op op, int min, int max, std::string_view before, std::string_view& after,
                         std::string_view lastRepeat) {
  uint16_t flags = flags_;
  if (flags_ & kPerlX) {
    if (!after.empty() && after[0] == '?') {
      after.remove_prefix(1);
      flags ^= kNonGreedy;
    }
    if (!lastRepeat.empty()) return fail(kErrRepeatOp, consumed(lastRepeat, after));
  }
  if (stack_.empty() || stack_.back()->pseudo()) return fail(kErrMissingArgument, consumed(before, after));
  Node* n = make(op);
  n->flags = flags;
  n->min = min;
  n->max = max;
  n->subs.push_back(stack_.back());
  stack_.back() = n;
  measure(n);
  if (failed()) return false;
  if (op == Op::Repeat && (min >= 2 || max >= 2) && !repeatsFit(*n, 1000)) return fail(kErrRepeatSize, consumed(before, after));
  return true;
}

bool Parser::backslash(std::string_view& t) {
  if ((flags_ & kPerlX) && t.size() >= 2) {
    Op op = t[1] == 'A'   ? Op::BeginText
            : t[1] == 'b' ? Op::WordBoundary
            : t[1] == 'B' ? Op::NoWordBoundary
            : t[1] == 'z' ? Op::EndText
                          : Op::NoMatch;
    if (op != Op::NoMatch) {
      pushOp(op);
      t.remove_prefix(2);
      return true;
    }
    if (t[1] == 'C') return fail(kErrEscape, t.substr(0, 2));
    if (t[1] == 'Q') {
      size_t end = t.find("\\E", 2);
      std::string_view text = t.substr(2, end == t.npos ? t.npos : end - 2);
      t = end == t.npos ? std::string_view{} : t.substr(end + 2);
      while (!text.empty()) {
        Rune r;
        if (!nextRune(text, &r)) return false;
        pushLiteral(r);
      }
      return true;
    }
  }
  RuneSet set;
  bool taken = false;
  if (!takeUnicodeClass(t, &set, &taken)) return false;
  if (taken || takePerlClass(t, &set)) {
    pushClass(std::move(set));
    return true;
  }
  Rune r;
  if (!escape(t, &r)) return false;
  pushLiteral(r);
  return true;
}

void Parser::verticalBar() {
  concat();
  if (!swapBar()) pushOp(Op::VerticalBar);
}

bool Parser::rightParen() {
  concat();
  if (swapBar()) stack_.pop_back();
  alternate();
  if (failed()) return false;
  size_t n = stack_.size();
  if (n < 2 || stack_[n - 2]->op != Op::LeftParen) return fail(kErrUnexpectedParen, whole_);
  Node* inside = stack_[n - 1];
  Node* paren = stack_[n - 2];
  stack_.resize(n - 2);
  flags_ = paren->flags;
  if (paren->cap == 0) {
    push(inside);
    return true;
  }
  paren->op = Op::Capture;
  paren->subs.push_back(inside);
  push(paren);
  return true;
}

}  // namespace gosub::stdlib::regex
