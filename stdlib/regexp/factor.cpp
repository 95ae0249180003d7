// Building the tree: runs of literals, concatenations, alternations with common prefixes factored out. See parser.h.
#include <algorithm>
#include <cstddef>

#include "stdlib/regexp/parser.h"

namespace gosub::stdlib::regex {

namespace {

// Limits on what an expression may grow to: the tree's height, the size of its program, and the runes of its sets.
constexpr int kMaxHeight = 1000;
constexpr int64_t kMaxSize = (128 << 20) / 40;
constexpr int64_t kMaxRunes = (128 << 20) / 4;

int64_t sizeOf(const Node& n) {
  int64_t subs = 0;
  for (const Node* s : n.subs) subs += s->size;
  switch (n.op) {
    case Op::Literal: return int64_t(n.literal.size());
    case Op::Capture: case Op::Star: return 2 + subs;
    case Op::Plus: case Op::Quest: return 1 + subs;
    case Op::Concat: return subs;
    case Op::Alternate: return subs + int64_t(n.subs.size()) - 1;
    case Op::Repeat:
      if (n.max == -1) return n.min == 0 ? 2 + subs : 1 + n.min * subs;
      return n.max * subs + (n.max - n.min);
    default: return 1;
  }
}

// A pair of cases, as [Aa]: what a folded literal of one rune matches.
bool isCasePair(const RuneSet& s) {
  if (s.ranges() == 2 && s.lo(0) == s.hi(0) && s.lo(1) == s.hi(1))
    return simpleFold(s.lo(0)) == s.lo(1) && simpleFold(s.lo(1)) == s.lo(0);
  return s.ranges() == 1 && s.lo(0) + 1 == s.hi(0) && simpleFold(s.lo(0)) == s.hi(0) && simpleFold(s.hi(0)) == s.lo(0);
}

// The literal that begins n, null if none does.
Node* leadingLiteral(Node* n) {
  if (n->op == Op::Concat && !n->subs.empty()) n = n->subs[0];
  return n->op == Op::Literal ? n : nullptr;
}

// What n begins with, null for an empty match.
Node* leadingNode(Node* n) {
  if (n->op == Op::Concat && !n->subs.empty()) n = n->subs[0];
  return n->op == Op::EmptyMatch ? nullptr : n;
}

// Classes, and as many of one: factoring others out would change which way through the expression is preferred.
bool mayFactor(const Node& n) { return n.isClass() || (n.op == Op::Repeat && n.min == n.max && n.subs[0]->isClass()); }

void addLiteral(RuneSet* set, const Node& literal) {
  if (literal.folds())
    set->addFolded(literal.literal[0], literal.literal[0]);
  else
    set->add(literal.literal[0], literal.literal[0]);
}

bool matches(const Node& n, Rune r) {
  switch (n.op) {
    case Op::Literal: return n.literal.size() == 1 && n.literal[0] == r;
    case Op::CharClass: return n.set.has(r);
    case Op::AnyCharNotNL: return r != '\n';
    default: return n.op == Op::AnyChar;
  }
}

}  // namespace

Node* Parser::make(Op op) {
  Node* n = &tree_.nodes.emplace_back();
  n->op = op;
  return n;
}

void Parser::measure(Node* n) {
  n->height = 1;
  for (const Node* s : n->subs) n->height = std::max(n->height, 1 + s->height);
  n->size = std::clamp<int64_t>(sizeOf(*n), 1, kMaxSize * 2);
  if (runes_ > kMaxRunes || n->size > kMaxSize) fail(kErrLarge, whole_);
  if (n->height > kMaxHeight) fail(kErrNesting, whole_);
}

void Parser::push(Node* n) {
  runes_ += int64_t(n->literal.size() + n->set.pairs.size());
  bool single = n->op == Op::CharClass && n->set.ranges() == 1 && n->set.lo(0) == n->set.hi(0);
  if (single || (n->op == Op::CharClass && isCasePair(n->set))) {
    Rune r = n->set.lo(0);
    uint16_t flags = single ? uint16_t(flags_ & ~kFoldCase) : uint16_t(flags_ | kFoldCase);
    if (joinLiterals(r, flags)) return;
    n->op = Op::Literal;
    n->literal.assign(1, r);
    n->set.pairs.clear();
    n->flags = flags;
  } else {
    joinLiterals(-1, 0);
  }
  stack_.push_back(n);
  measure(n);
}

// Before something is pushed, the literal on top can no longer be the operand of a repetition: it joins a literal below.
// With r >= 0 the literal that is free then is used for r, if there is one; the result says so.
bool Parser::joinLiterals(Rune r, uint16_t flags) {
  size_t n = stack_.size();
  if (n < 2) return false;
  Node* top = stack_[n - 1];
  Node* below = stack_[n - 2];
  if (top->op != Op::Literal || below->op != Op::Literal || top->folds() != below->folds()) return false;
  below->literal.insert(below->literal.end(), top->literal.begin(), top->literal.end());
  measure(below);
  if (r >= 0) {
    top->literal.assign(1, r);
    top->flags = flags;
    measure(top);
    return true;
  }
  stack_.pop_back();
  return false;
}

void Parser::pushOp(Op op, uint16_t extraFlags) {
  Node* n = make(op);
  n->flags = flags_;
  push(n);
  n->flags |= extraFlags;
}

void Parser::pushLiteral(Rune r) {
  Node* n = make(Op::Literal);
  n->flags = flags_;
  n->literal.assign(1, flags_ & kFoldCase ? leastFold(r) : r);
  push(n);
}

void Parser::pushClass(RuneSet set) {
  Node* n = make(Op::CharClass);
  n->flags = flags_;
  n->set = std::move(set);
  push(n);
}

// What is on the stack above the last group mark or bar.
std::vector<Node*> Parser::takeTop() {
  size_t i = stack_.size();
  while (i > 0 && !stack_[i - 1]->pseudo()) i--;
  std::vector<Node*> top(stack_.begin() + std::ptrdiff_t(i), stack_.end());
  stack_.resize(i);
  return top;
}

void Parser::concat() {
  joinLiterals(-1, 0);
  std::vector<Node*> subs = takeTop();
  push(subs.empty() ? make(Op::EmptyMatch) : collapse(std::move(subs), Op::Concat));
}

void Parser::alternate() {
  std::vector<Node*> subs = takeTop();
  if (!subs.empty()) cleanClass(subs.back());
  push(subs.empty() ? make(Op::NoMatch) : collapse(std::move(subs), Op::Alternate));
}

// Joins subs under op, those of nodes of the same kind taken in their place.
Node* Parser::collapse(std::vector<Node*> subs, Op op) {
  if (subs.size() == 1) return subs[0];
  Node* n = make(op);
  for (Node* s : subs) {
    if (s->op == op)
      n->subs.insert(n->subs.end(), s->subs.begin(), s->subs.end());
    else
      n->subs.push_back(s);
  }
  if (op == Op::Alternate) {
    n->subs = factor(std::move(n->subs));
    if (n->subs.size() == 1) return n->subs[0];
  }
  measure(n);
  return n;
}

// Whole ranges have nodes of their own.
void Parser::cleanClass(Node* n) {
  if (n->op != Op::CharClass) return;
  n->set.clean();
  if (n->set.is({0, kMaxRune}))
    n->op = Op::AnyChar;
  else if (n->set.is({0, '\n' - 1, '\n' + 1, kMaxRune}))
    n->op = Op::AnyCharNotNL;
  else
    return;
  n->set.pairs.clear();
}

// to = to|from; `to` is the one with the greater op.
void Parser::mergeClass(Node* to, const Node* from) {
  switch (to->op) {
    case Op::AnyCharNotNL:
      if (matches(*from, '\n')) to->op = Op::AnyChar;
      break;
    case Op::CharClass:
      if (from->op == Op::Literal)
        addLiteral(&to->set, *from);
      else
        to->set.addSet(from->set);
      break;
    case Op::Literal: {
      if (from->literal[0] == to->literal[0] && from->flags == to->flags) break;
      to->op = Op::CharClass;
      addLiteral(&to->set, *to);
      addLiteral(&to->set, *from);
      to->literal.clear();
      break;
    }
    default: break;  // AnyChar: nothing to add
  }
}

// With an item on top of a bar: the item goes below it, or, when the one below is a class too, into it. False: no bar.
bool Parser::swapBar() {
  size_t n = stack_.size();
  if (n < 2 || stack_[n - 2]->op != Op::VerticalBar) return false;
  if (n >= 3 && stack_[n - 1]->isClass() && stack_[n - 3]->isClass()) {
    Node* from = stack_[n - 1];
    Node* to = stack_[n - 3];
    if (from->op > to->op) std::swap(from, to);
    stack_[n - 3] = to;
    mergeClass(to, from);
    stack_.pop_back();
    return true;
  }
  if (n >= 3) cleanClass(stack_[n - 3]);
  std::swap(stack_[n - 1], stack_[n - 2]);
  return true;
}

// ---- factoring: ABC|ABD|AEF|BCX|BCY becomes A(?:B[CD]|EF)|BC[XY]

std::vector<Node*> Parser::factor(std::vector<Node*> subs) {
  if (subs.size() < 2) return subs;
  subs = joinClasses(factorFirst(factorStrings(subs)));
  std::vector<Node*> out;
  for (size_t i = 0; i < subs.size(); i++) {
    bool repeatsNext = i + 1 < subs.size() && subs[i]->op == Op::EmptyMatch && subs[i + 1]->op == Op::EmptyMatch;
    if (!repeatsNext) out.push_back(subs[i]);
  }
  return out;
}

Node* Parser::withPrefix(Node* prefix, std::vector<Node*> suffixes) {
  Node* n = make(Op::Concat);
  n->subs = {prefix, collapse(std::move(suffixes), Op::Alternate)};
  measure(n);
  return n;
}

// Neighbours that begin with the same runes.
std::vector<Node*> Parser::factorStrings(const std::vector<Node*>& subs) {
  std::vector<Node*> out;
  for (size_t start = 0; start < subs.size();) {
    Node* lead = leadingLiteral(subs[start]);
    size_t common = lead != nullptr ? lead->literal.size() : 0, end = start + 1;
    for (; common > 0 && end < subs.size(); end++) {
      const Node* other = leadingLiteral(subs[end]);
      if (other == nullptr || other->folds() != lead->folds()) break;
      size_t same = 0, most = std::min(common, other->literal.size());
      while (same < most && lead->literal[same] == other->literal[same]) same++;
      if (same == 0) break;
      common = same;
    }
    if (end == start + 1) {
      out.push_back(subs[start]);
    } else {
      Node* prefix = make(Op::Literal);
      prefix->flags = lead->flags & kFoldCase;
      prefix->literal.assign(lead->literal.begin(), lead->literal.begin() + std::ptrdiff_t(common));
      measure(prefix);
      std::vector<Node*> rest;
      for (size_t i = start; i < end; i++) rest.push_back(withoutString(subs[i], common));
      out.push_back(withPrefix(prefix, std::move(rest)));
    }
    start = end;
  }
  return out;
}

Node* Parser::withoutString(Node* n, size_t runes) {
  if (n->op == Op::Concat && !n->subs.empty()) {
    Node* first = n->subs[0] = withoutString(n->subs[0], runes);
    if (first->op == Op::EmptyMatch) {
      if (n->subs.size() == 2) return n->subs[1];
      n->subs.erase(n->subs.begin());
    }
  } else if (n->op == Op::Literal) {
    n->literal.erase(n->literal.begin(), n->literal.begin() + std::ptrdiff_t(runes));
    if (n->literal.empty()) n->op = Op::EmptyMatch;
  }
  measure(n);
  return n;
}

// Neighbours that begin with the same class.
std::vector<Node*> Parser::factorFirst(const std::vector<Node*>& subs) {
  std::vector<Node*> out;
  for (size_t start = 0; start < subs.size();) {
    Node* lead = leadingNode(subs[start]);
    size_t end = start + 1;
    for (; lead != nullptr && mayFactor(*lead) && end < subs.size(); end++) {
      const Node* other = leadingNode(subs[end]);
      if (other == nullptr || !equal(*lead, *other)) break;
    }
    if (end == start + 1) {
      out.push_back(subs[start]);
    } else {
      std::vector<Node*> rest;
      for (size_t i = start; i < end; i++) rest.push_back(withoutFirst(subs[i]));
      out.push_back(withPrefix(lead, std::move(rest)));
    }
    start = end;
  }
  return out;
}

Node* Parser::withoutFirst(Node* n) {
  if (n->op != Op::Concat || n->subs.empty()) return make(Op::EmptyMatch);
  n->subs.erase(n->subs.begin());
  if (n->subs.size() == 1) return n->subs[0];
  if (n->subs.empty()) n->op = Op::EmptyMatch;
  measure(n);
  return n;
}

// Runs of classes become one class.
std::vector<Node*> Parser::joinClasses(std::vector<Node*> subs) {
  std::vector<Node*> out;
  for (size_t start = 0; start < subs.size();) {
    size_t end = start;
    while (end < subs.size() && subs[end]->isClass()) end++;
    if (end - start >= 2) {
      auto runes = [](const Node* n) { return n->literal.size() + n->set.pairs.size(); };
      size_t most = start;
      for (size_t i = start + 1; i < end; i++)
        if (subs[most]->op < subs[i]->op || (subs[most]->op == subs[i]->op && runes(subs[most]) < runes(subs[i]))) most = i;
      std::swap(subs[start], subs[most]);
      for (size_t i = start + 1; i < end; i++) mergeClass(subs[start], subs[i]);
      cleanClass(subs[start]);
      measure(subs[start]);
    }
    if (end > start) {
      out.push_back(subs[start]);
      start = end;
    } else {
      out.push_back(subs[start++]);
    }
  }
  return out;
}

}  // namespace gosub::stdlib::regex
