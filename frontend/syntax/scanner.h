// Scanner: source text -> tokens, one per next(), automatic semicolons included. It reports lexical errors and the
// comments that are directives through a handler and goes on after any error; every byte string is accepted.
// What directives mean is in directives.h, what literals are worth in literal.h.
//
// It is a plain value: copying it saves a place to come back to (the parser's only look-ahead).
// Positions are byte offsets into the file; line starts are SourceFile's business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/source.h"
#include "frontend/syntax/tokens.h"

namespace gosub::syntax {

class ScanHandler {
 public:
  virtual void scanError(uint32_t offset, std::string message) = 0;
  // A comment that begins with "//go:", "//line " or "/*line ": its whole text without the final newline.
  virtual void scanDirective(uint32_t offset, std::string_view comment) = 0;

 protected:
  ~ScanHandler() = default;
};

struct Scanner {
  // The text must be NUL-terminated after its end (std::string's is).
  Scanner(std::string_view text, ScanHandler* handler);

  // Goes on at `offset`; a newline there ends a statement if newlineIsSemi.
  void seek(uint32_t offset, bool newlineIsSemi);
  void next();
  // At '{': moves behind the matching '}' and makes that the last token, looking only at strings, runes, comments
  // and braces; *end is the offset behind it. False, without moving, if there is none. Call next() afterwards.
  bool skipBraces(uint32_t* end);

  // The current token.
  Token tok = Token::None;
  Token op = Token::None;       // of Operator, AssignOp, IncOp, Star
  uint8_t prec = 0;             // of op, for Operator and Star
  LitKind litKind = LitKind::Int;
  bool bad = false;             // Literal with errors
  uint32_t offset = 0;          // where it begins
  std::string_view lit;         // text of Name and Literal; "semicolon", "newline" or "EOF" for Semi

 private:
  // The rune at p_, or -1 at the end of the text.
  int32_t ch() {
    unsigned char c = static_cast<unsigned char>(*p_);
    return c - 1u < 0x7Fu ? c : slowCh();
  }
  int32_t slowCh();
  // Behind the rune that ch() saw last.
  void advance() { p_ += static_cast<unsigned char>(*p_) < 0x80 ? 1 : width_; }
  void skipBlanks(bool newlineEnds);
  void single(Token t) { tok = t, p_++; }
  void closing(Token t) { tok = t, p_++, newlineIsSemi_ = true; }
  void operatorToken(Token t, int length);
  void operatorOrAssign(Token t, int length);
  void newlineSemi(std::string_view what) { tok = Token::Semi, lit = what; }
  bool slash(bool newlineEnds);
  void punctuation(char c);
  void plusMinus(Token t);
  void dot();
  void identifier();
  void identifierSlow();
  bool atIdentifierChar(bool first);
  void finishIdentifier();
  void number(bool seenPoint);
  unsigned digits(int base, int* invalid);
  bool exponent(int32_t prefix, bool ok, unsigned* digsep);
  bool checkDigits(LitKind kind, int base, int invalid, unsigned digsep);
  void runeLiteral();
  void stringLiteral();
  void rawString();
  bool escape(char quote);
  bool escapeDigits(int count, uint32_t base, uint32_t max);
  void lineComment();
  bool generalComment();
  void setLiteral(LitKind kind, bool ok);
  uint32_t here() const { return uint32_t(p_ - begin_); }
  void error(std::string message) { handler_->scanError(here(), std::move(message)); }
  void errorAt(uint32_t at, std::string message) { handler_->scanError(at, std::move(message)); }

  const char* begin_;
  const char* end_;
  const char* p_;
  ScanHandler* handler_;
  int width_ = 0;  // bytes of the rune that slowCh saw
  bool newlineIsSemi_ = false;
};

}  // namespace gosub::syntax
