// Texts and precedences of tokens, from tokens.def. See tokens.h.
#include "frontend/syntax/tokens.h"

namespace gosub::syntax {

std::string_view tokenText(Token t) {
  static constexpr std::string_view kTexts[] = {
#define TOKEN(name, text) text,
#define KEYWORD(name, text) text,
#define OPERATOR(name, text, precedence) text,
#include "frontend/syntax/tokens.def"
  };
  return kTexts[size_t(t)];
}

int precedence(Token t) {
  static constexpr uint8_t kPrecedences[] = {
#define TOKEN(name, text) 0,
#define KEYWORD(name, text) 0,
#define OPERATOR(name, text, precedence) precedence,
#include "frontend/syntax/tokens.def"
  };
  return kPrecedences[size_t(t)];
}

}  // namespace gosub::syntax
