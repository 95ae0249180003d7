// The tokens and operators of Go, made from tokens.def, and the kinds of literals.
// Scanning is in scanner.h; what a literal's text means (its value) in literal.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace gosub::syntax {

enum class Token : uint8_t {
#define TOKEN(name, text) name,
#define KEYWORD(name, text) name,
#define OPERATOR(name, text, precedence) name,
#include "frontend/syntax/tokens.def"
};

// "(" "func" "&^" ...; "name", "literal", "op" for the classes.
std::string_view tokenText(Token t);
// 1 to 5 for binary operators, else 0.
int precedence(Token t);

constexpr bool isKeyword(Token t) { return t >= Token::Break && t <= Token::Var; }
constexpr bool isOperator(Token t) { return t >= Token::Def; }
constexpr bool isComparison(Token t) { return t >= Token::Eql && t <= Token::Geq; }
constexpr bool isShift(Token t) { return t == Token::Shl || t == Token::Shr; }

static_assert(static_cast<int>(Token::Var) < 64, "grammar tokens must fit a 64-bit set");

enum class LitKind : uint8_t { Int, Float, Imag, Rune, String };

}  // namespace gosub::syntax
