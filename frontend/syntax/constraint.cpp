// Parser and evaluation of build constraints. See constraint.h.
#include "frontend/syntax/constraint.h"

#include <algorithm>


namespace gosub::syntax {

namespace {

constexpr int kMaxDepth = 1000;

bool isTagByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// N of "go1.N", 0 of "go1", -1 of others.
int goTagMinor(std::string_view tag) {
  static constexpr std::string_view kPrefix = "go1.";
  if (tag == "go1") return 0;
  if (!tag.starts_with(kPrefix) || tag.size() == kPrefix.size() || tag.size() > kPrefix.size() + 6) return -1;
  tag.remove_prefix(kPrefix.size());
  int n = 0;
  for (char c : tag) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - '0');
  }
  return n;
}

}  // namespace

BuildConstraint::BuildConstraint(std::string_view expression) : rest_(expression) {
  nextToken();
  if (ok()) root_ = parseOr();
  if (ok() && !token_.empty()) fail("unexpected token " + std::string(token_));
}

int BuildConstraint::fail(std::string message) {
  if (error_.empty()) error_ = std::move(message);
  token_ = rest_ = {};
  return 0;
}

void BuildConstraint::nextToken() {
  while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t')) rest_.remove_prefix(1);
  size_t n = 0;
  if (rest_.starts_with("&&") || rest_.starts_with("||"))
    n = 2;
  else if (!rest_.empty() && std::string_view("()!").find(rest_[0]) != std::string_view::npos)
    n = 1;
  else
    while (n < rest_.size() && isTagByte(rest_[n])) n++;
  if (n == 0 && !rest_.empty()) {
    if (rest_[0] == '&' || rest_[0] == '|')
      fail("invalid syntax at " + std::string(1, rest_[0]));
    else
      fail("invalid syntax at " + std::string(rest_));
    return;
  }
  token_ = rest_.substr(0, n);
  rest_.remove_prefix(n);
}

int BuildConstraint::add(Item::Kind kind, int left, int right) {
  items_.push_back({kind, {}, left, right});
  return int(items_.size()) - 1;
}

int BuildConstraint::parseOr() {
  int x = parseAnd();
  while (token_ == "||") {
    nextToken();
    x = add(Item::Kind::Or, x, parseAnd());
  }
  return x;
}

int BuildConstraint::parseAnd() {
  int x = parseNot();
  while (token_ == "&&") {
    nextToken();
    x = add(Item::Kind::And, x, parseNot());
  }
  return x;
}

int BuildConstraint::parseNot() {
  if (token_ != "!") return parseAtom();
  nextToken();
  if (token_ == "!") return fail("double negation not allowed");
  return add(Item::Kind::Not, parseNot(), -1);
}

int BuildConstraint::parseAtom() {
  if (token_ == "(") {
    if (++depth_ > kMaxDepth) return fail("build expression too large");
    nextToken();
    int x = parseOr();
    if (token_ != ")") return fail("missing close paren");
    nextToken();
    depth_--;
    return x;
  }
  if (token_.empty()) return fail("unexpected end of expression");
  if (!isTagByte(token_[0])) return fail("unexpected token " + std::string(token_));
  int x = add(Item::Kind::Tag, -1, -1);
  items_[size_t(x)].tag = token_;
  nextToken();
  return x;
}

bool BuildConstraint::evalItem(int i, const std::function<bool(std::string_view)>& holds) const {
  const Item& item = items_[size_t(i)];
  switch (item.kind) {
    case Item::Kind::Tag: return holds(item.tag);
    case Item::Kind::Not: return !evalItem(item.left, holds);
    case Item::Kind::And: return evalItem(item.left, holds) && evalItem(item.right, holds);
    case Item::Kind::Or: return evalItem(item.left, holds) || evalItem(item.right, holds);
  }
  return false;
}

bool BuildConstraint::eval(const std::function<bool(std::string_view)>& holds) const {
  return ok() && root_ >= 0 && evalItem(root_, holds);
}

// Both sides of an "and" hold, so the larger version does; of an "or" only the smaller is sure. Under a negation
// the two change places, and a negated tag implies nothing.
int BuildConstraint::minVersion(int i, bool negated) const {
  const Item& item = items_[size_t(i)];
  switch (item.kind) {
    case Item::Kind::Tag: return negated ? -1 : goTagMinor(item.tag);
    case Item::Kind::Not: return minVersion(item.left, !negated);
    case Item::Kind::And:
    case Item::Kind::Or: {
      int x = minVersion(item.left, negated), y = minVersion(item.right, negated);
      return (item.kind == Item::Kind::And) != negated ? std::max(x, y) : std::min(x, y);
    }
  }
  return -1;
}

int BuildConstraint::minGoMinor() const { return ok() && root_ >= 0 ? minVersion(root_, false) : -1; }

bool goBuildExpression(std::string_view line, std::string_view* expression) {
  static constexpr std::string_view kPrefix = "//go:build";
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r' || line.back() == '\n'))
    line.remove_suffix(1);
  if (!line.starts_with(kPrefix)) return false;
  line.remove_prefix(kPrefix.size());
  if (line.empty() || (line[0] != ' ' && line[0] != '\t')) return line.empty() && (*expression = line, true);
  size_t start = line.find_first_not_of(" \t");
  *expression = line.substr(start);
  return true;
}

}  // namespace gosub::syntax
