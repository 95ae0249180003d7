// The parser's insides, shared by parser.cpp (syntax), classes.cpp (bracket expressions and escapes) and factor.cpp
// (building and simplifying nodes). Methods that can fail return false with error set.
#pragma once

#include <string_view>
#include <vector>

#include "stdlib/regexp/tree.h"

namespace gosub::stdlib::regex {

class Parser {
 public:
  Parser(std::string_view expr, uint16_t flags, Tree& tree) : whole_(expr), flags_(flags), tree_(tree) {}
  bool run();

 private:
  // ---- parser.cpp
  bool item(std::string_view& t, std::string_view lastRepeat, std::string_view* repeat);
  bool group(std::string_view& t);
  bool namedGroup(std::string_view& t, size_t nameAt);
  bool repetition(std::string_view& t, std::string_view lastRepeat);
  bool counted(std::string_view& t, std::string_view lastRepeat, std::string_view* repeat);
  bool applyRepeat(Op op, int min, int max, std::string_view before, std::string_view& after, std::string_view lastRepeat);
  bool backslash(std::string_view& t);
  bool rightParen();
  void verticalBar();
  void openGroup(int cap, std::string_view name = {});

  // ---- classes.cpp
  bool bracket(std::string_view& t);
  bool bracketItem(std::string_view& t, std::string_view whole, RuneSet* set);
  bool escape(std::string_view& t, Rune* r);
  bool hexEscape(std::string_view& t, Rune* r, bool* ok);
  // Each takes a class off the front of t if there is one, and says so in *taken.
  bool takeUnicodeClass(std::string_view& t, RuneSet* set, bool* taken);
  bool takePerlClass(std::string_view& t, RuneSet* set);
  bool takePosixClass(std::string_view& t, RuneSet* set, bool* taken);
  void addNamed(RuneSet* set, const NamedClass& c);
  bool nextRune(std::string_view& t, Rune* r);
  bool checkUTF8(std::string_view s);

  // ---- factor.cpp
  Node* make(Op op);
  void push(Node* n);
  void pushOp(Op op, uint16_t extraFlags = 0);
  void pushLiteral(Rune r);
  void pushClass(RuneSet set);
  bool joinLiterals(Rune r, uint16_t flags);
  void concat();
  void alternate();
  std::vector<Node*> takeTop();
  Node* collapse(std::vector<Node*> subs, Op op);
  std::vector<Node*> factor(std::vector<Node*> subs);
  std::vector<Node*> factorStrings(const std::vector<Node*>& subs);
  std::vector<Node*> factorFirst(const std::vector<Node*>& subs);
  std::vector<Node*> joinClasses(std::vector<Node*> subs);
  Node* withPrefix(Node* prefix, std::vector<Node*> suffixes);
  Node* withoutString(Node* n, size_t runes);
  Node* withoutFirst(Node* n);
  void mergeClass(Node* to, const Node* from);
  void cleanClass(Node* n);
  bool swapBar();
  // Recomputes height and size; checks the limits.
  void measure(Node* n);

  bool fail(const char* code, std::string_view expr) {
    if (tree_.error.code == nullptr) tree_.error = {code, expr};
    return false;
  }
  bool failed() const { return tree_.error.code != nullptr; }

  std::string_view whole_;
  uint16_t flags_;
  Tree& tree_;
  std::vector<Node*> stack_;
  int64_t runes_ = 0;  // in all sets and literals pushed
};

// The texts of regexp/syntax.ErrorCode.
inline constexpr const char* kErrCharRange = "invalid character class range";
inline constexpr const char* kErrEscape = "invalid escape sequence";
inline constexpr const char* kErrNamedCapture = "invalid named capture";
inline constexpr const char* kErrPerlOp = "invalid or unsupported Perl syntax";
inline constexpr const char* kErrRepeatOp = "invalid nested repetition operator";
inline constexpr const char* kErrRepeatSize = "invalid repeat count";
inline constexpr const char* kErrUTF8 = "invalid UTF-8";
inline constexpr const char* kErrMissingBracket = "missing closing ]";
inline constexpr const char* kErrMissingParen = "missing closing )";
inline constexpr const char* kErrMissingArgument = "missing argument to repetition operator";
inline constexpr const char* kErrTrailingBackslash = "trailing backslash at end of expression";
inline constexpr const char* kErrUnexpectedParen = "unexpected )";
inline constexpr const char* kErrNesting = "expression nests too deeply";
inline constexpr const char* kErrLarge = "expression too large";

}  // namespace gosub::stdlib::regex
