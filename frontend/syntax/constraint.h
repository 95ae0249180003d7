// Build constraints: the boolean expressions of "//go:build" lines. Which tags hold is the caller's to say
// (frontend/load); the file-name rules are there, too.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gosub::syntax {

class BuildConstraint {
 public:
  // Parses the expression behind "//go:build". On failure ok() is false and error() says why.
  explicit BuildConstraint(std::string_view expression);

  bool ok() const { return error_.empty(); }
  const std::string& error() const { return error_; }
  bool eval(const std::function<bool(std::string_view tag)>& holds) const;
  // The least N such that the constraint implies go1.N, or -1 if it implies no version.
  int minGoMinor() const;

 private:
  // Postfix: operands before their operator.
  struct Item {
    enum class Kind { Tag, Not, And, Or } kind;
    std::string tag;
    int left = -1, right = -1;  // indices of operands
  };
  int parseOr();
  int parseAnd();
  int parseNot();
  int parseAtom();
  int add(Item::Kind kind, int left, int right);
  int fail(std::string message);
  void nextToken();
  bool evalItem(int i, const std::function<bool(std::string_view)>& holds) const;
  int minVersion(int i, bool negated) const;

  std::string_view rest_;
  std::string_view token_;  // "(" ")" "!" "&&" "||", a tag, or empty at the end
  std::vector<Item> items_;
  int root_ = -1;
  int depth_ = 0;
  std::string error_;
};

// The expression of a line that is a "//go:build" comment; false for any other line.
bool goBuildExpression(std::string_view line, std::string_view* expression);

}  // namespace gosub::syntax
