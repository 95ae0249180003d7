// The parse tree of a regular expression, of the shape that Go's package regexp/syntax gives it: runs of literals are one
// node, alternations are factored, single runes are literals.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "stdlib/regexp/runeset.h"

namespace gosub::stdlib::regex {

// Numbers are those of regexp/syntax.Op.
enum class Op : uint8_t {
  NoMatch = 1,
  EmptyMatch,
  Literal,
  CharClass,
  AnyCharNotNL,
  AnyChar,
  BeginLine,
  EndLine,
  BeginText,
  EndText,
  WordBoundary,
  NoWordBoundary,
  Capture,
  Star,
  Plus,
  Quest,
  Repeat,
  Concat,
  Alternate,
  // On the parser's stack only.
  LeftParen = 128,
  VerticalBar,
};

// regexp/syntax.Flags.
enum Flag : uint16_t {
  kFoldCase = 1,
  kLiteral = 2,
  kClassNL = 4,
  kDotNL = 8,
  kOneLine = 16,
  kNonGreedy = 32,
  kPerlX = 64,
  kUnicodeGroups = 128,
  kWasDollar = 256,
  kSimple = 512,
  kPerl = kClassNL | kOneLine | kPerlX | kUnicodeGroups,
};

struct Node {
  Op op;
  uint16_t flags = 0;
  int min = 0, max = 0;          // Repeat; max -1: no limit
  int cap = 0;                   // Capture: its number
  int height = 1;                // of the tree below, this node included
  int64_t size = 1;              // estimated instructions of the compiled form
  std::vector<Rune> literal;     // Literal
  RuneSet set;                   // CharClass
  std::vector<Node*> subs;
  std::string_view name;         // Capture, part of the expression

  bool pseudo() const { return op >= Op::LeftParen; }
  bool folds() const { return flags & kFoldCase; }
  // One rune of some set.
  bool isClass() const {
    return (op == Op::Literal && literal.size() == 1) || op == Op::CharClass || op == Op::AnyCharNotNL || op == Op::AnyChar;
  }
};

bool equal(const Node& a, const Node& b);

// What Go says of an expression that it does not accept.
struct SyntaxError {
  const char* code = nullptr;  // text of regexp/syntax.ErrorCode; null: none
  std::string_view expr;       // the offending part
};

struct Tree {
  std::deque<Node> nodes;
  Node* root = nullptr;
  std::vector<std::string_view> names;  // of the captures; [0] is the whole
  SyntaxError error;
};

// The tree's views point into the expression.
Tree parse(std::string_view expr, uint16_t flags);

// The expression as RE2 has to be given it (UTF-8, no options but longest match).
std::string toRE2(const Node& root);

// The literal text that every match begins with, as the compiled program shows it; whether there is nothing else.
bool literalPrefix(const Node& root, std::string* prefix);

}  // namespace gosub::stdlib::regex
