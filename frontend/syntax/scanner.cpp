// Tokens other than literals, comments, and the character reader. See scanner.h; literals are in scan_literal.cpp.
//
// Bytes that Go source may not contain (NUL, invalid UTF-8, a byte order mark after the first character) are reported
// and skipped by the reader as if absent, so the rest of the scanner never sees them.
#include "frontend/syntax/scanner.h"

#include <array>
#include <cstring>

#include "base/unicode.h"
#include "frontend/syntax/scan_classes.h"

namespace gosub::syntax {

namespace {

constexpr size_t kKeywordSlots = 128;

struct KeywordTable {
  uint32_t multiplier = 0;
  std::array<Token, kKeywordSlots> slots{};
};

constexpr size_t keywordHash(uint32_t multiplier, const char* s, size_t n) {
  uint32_t h = (uint32_t(static_cast<unsigned char>(s[0])) << 8 | static_cast<unsigned char>(s[1])) * 31 + uint32_t(n);
  return (h * multiplier >> 16) % kKeywordSlots;
}

// Finds a multiplier without collisions, at compile time.
consteval KeywordTable makeKeywordTable() {
  constexpr std::pair<Token, std::string_view> kKeywords[] = {
#define KEYWORD(name, text) {Token::name, text},
#include "frontend/syntax/tokens.def"
  };
  for (uint32_t m = 0x9E37;; m += 2) {
    KeywordTable table;
    table.multiplier = m;
    bool ok = true;
    for (auto [tok, text] : kKeywords) {
      Token& slot = table.slots[keywordHash(m, text.data(), text.size())];
      ok = ok && slot == Token::None;
      slot = tok;
    }
    if (ok) return table;
  }
}

constexpr KeywordTable kKeywordTable = makeKeywordTable();

Token keywordOrName(std::string_view s) {
  if (s.size() < 2) return Token::Name;
  Token t = kKeywordTable.slots[keywordHash(kKeywordTable.multiplier, s.data(), s.size())];
  return t != Token::None && tokenText(t) == s ? t : Token::Name;
}

}  // namespace

Scanner::Scanner(std::string_view text, ScanHandler* handler)
    : begin_(text.data()), end_(text.data() + text.size()), p_(begin_), handler_(handler) {
  static constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) p_ += kByteOrderMark.size();
}

void Scanner::seek(uint32_t at, bool newlineIsSemi) {
  p_ = begin_ + at;
  newlineIsSemi_ = newlineIsSemi;
}

// ---- Reader ---------------------------------------------------------------------------------------------------

// NUL, end of text, or a multi-byte rune.
int32_t Scanner::slowCh() {
  static constexpr uint32_t kByteOrderMark = 0xFEFF;
  for (;;) {
    unsigned char c = static_cast<unsigned char>(*p_);
    if (c == 0) {
      if (p_ == end_) return kEnd;
      error("invalid NUL character");
      p_++;
      continue;
    }
    if (c < 0x80) return c;
    unicode::Decoded d = unicode::decode(std::string_view(p_, size_t(end_ - p_)));
    width_ = d.size;
    if (d.rune == unicode::kRuneError && d.size == 1) {
      error("invalid UTF-8 encoding");
    } else if (d.rune == kByteOrderMark) {
      error("invalid BOM in the middle of the file");
    } else {
      return int32_t(d.rune);
    }
    p_ += width_;
  }
}

// ---- Tokens ---------------------------------------------------------------------------------------------------

void Scanner::skipBlanks(bool newlineEnds) {
  for (;;) {
    int32_t c = ch();
    if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && !newlineEnds))
      p_++;
    else
      return;
  }
}

void Scanner::next() {
  bool newlineEnds = newlineIsSemi_;
  newlineIsSemi_ = false;
  for (;;) {
    skipBlanks(newlineEnds);
    offset = here();
    int32_t c = ch();
    if (c >= 0x80) {
      atIdentifierChar(true);
      advance();
      return identifierSlow();
    }
    if (c < 0) {
      newlineEnds ? newlineSemi("EOF") : void(tok = Token::Eof);
      return;
    }
    switch (kCharClass[c]) {
      case CharClass::Letter: return identifier();
      case CharClass::Digit: return number(false);
      case CharClass::Slash:
        if (slash(newlineEnds)) return;
        continue;
      case CharClass::Punctuation: return punctuation(char(c));
      case CharClass::Bad:
        error("invalid character " + unicode::formatCodePoint(uint32_t(c)));
        p_++;
        continue;
    }
  }
}

void Scanner::operatorToken(Token t, int length) {
  tok = Token::Operator;
  op = t;
  prec = uint8_t(precedence(t));
  p_ += length;
}

void Scanner::operatorOrAssign(Token t, int length) {
  operatorToken(t, length);
  if (*p_ != '=') return;
  p_++;
  tok = Token::AssignOp;
}

void Scanner::plusMinus(Token t) {
  if (p_[1] != *p_) return operatorOrAssign(t, 1);
  operatorToken(t, 2);
  tok = Token::IncOp;
  newlineIsSemi_ = true;
}

void Scanner::dot() {
  if (p_[1] >= '0' && p_[1] <= '9') {
    p_++;
    number(true);
  } else if (p_[1] == '.' && p_[2] == '.') {
    tok = Token::DotDotDot;
    p_ += 3;
  } else {
    single(Token::Dot);
  }
}

void Scanner::punctuation(char c) {
  // p_[1] is readable: the text ends with a NUL, which is no operator character.
  char after = p_[1];
  switch (c) {
    case '\n':
      p_++;
      return newlineSemi("newline");
    case ';':
      p_++;
      return newlineSemi("semicolon");
    case '"': return stringLiteral();
    case '`': return rawString();
    case '\'': return runeLiteral();
    case '(': return single(Token::Lparen);
    case '[': return single(Token::Lbrack);
    case '{': return single(Token::Lbrace);
    case ',': return single(Token::Comma);
    case ')': return closing(Token::Rparen);
    case ']': return closing(Token::Rbrack);
    case '}': return closing(Token::Rbrace);
    case ':':
      single(Token::Colon);
      if (after == '=') single(Token::Define);
      return;
    case '.': return dot();
    case '+': return plusMinus(Token::Add);
    case '-': return plusMinus(Token::Sub);
    case '*':
      operatorOrAssign(Token::Mul, 1);
      if (tok == Token::Operator) tok = Token::Star;
      return;
    case '%': return operatorOrAssign(Token::Rem, 1);
    case '^': return operatorOrAssign(Token::Xor, 1);
    case '&':
      if (after == '&') return operatorToken(Token::AndAnd, 2);
      return after == '^' ? operatorOrAssign(Token::AndNot, 2) : operatorOrAssign(Token::And, 1);
    case '|': return after == '|' ? operatorToken(Token::OrOr, 2) : operatorOrAssign(Token::Or, 1);
    case '<':
      if (after == '=') return operatorToken(Token::Leq, 2);
      if (after == '<') return operatorOrAssign(Token::Shl, 2);
      if (after != '-') return operatorToken(Token::Lss, 1);
      tok = Token::Arrow;
      p_ += 2;
      return;
    case '>':
      if (after == '=') return operatorToken(Token::Geq, 2);
      return after == '>' ? operatorOrAssign(Token::Shr, 2) : operatorToken(Token::Gtr, 1);
    case '=':
      if (after == '=') return operatorToken(Token::Eql, 2);
      return single(Token::Assign);
    case '!': return after == '=' ? operatorToken(Token::Neq, 2) : operatorToken(Token::Not, 1);
    case '~': return operatorToken(Token::Tilde, 1);
  }
}

// ---- Identifiers ----------------------------------------------------------------------------------------------

void Scanner::identifier() {
  const char* p = p_ + 1;
  while (isIdentByte(*p)) p++;
  p_ = p;
  if (static_cast<unsigned char>(*p) - 1u >= 0x7Fu && p != end_) return identifierSlow();
  finishIdentifier();
}

// The rest of an identifier that holds characters beyond ASCII, or bytes that are no characters at all.
void Scanner::identifierSlow() {
  while (atIdentifierChar(false)) advance();
  finishIdentifier();
}

// True for anything beyond ASCII: it was meant to be part of an identifier, even if it may not be.
bool Scanner::atIdentifierChar(bool first) {
  int32_t c = ch();
  if (c < 0x80) return c >= 0 && isIdentByte(char(c));
  if (unicode::isLetter(uint32_t(c))) return true;
  if (!unicode::isDigit(uint32_t(c)))
    error("invalid character " + unicode::formatCodePoint(uint32_t(c)) + " in identifier");
  else if (first)
    error("identifier cannot begin with digit " + unicode::formatCodePoint(uint32_t(c)));
  return true;
}

void Scanner::finishIdentifier() {
  lit = std::string_view(begin_ + offset, here() - offset);
  tok = keywordOrName(lit);
  newlineIsSemi_ = tok == Token::Name || tok == Token::Break || tok == Token::Continue ||
                   tok == Token::Fallthrough || tok == Token::Return;
}

// ---- Comments -------------------------------------------------------------------------------------------------

// At '/': true if it made a token, false if it was a comment.
bool Scanner::slash(bool newlineEnds) {
  if (p_[1] == '/') {
    lineComment();
    return false;
  }
  if (p_[1] != '*') {
    operatorOrAssign(Token::Div, 1);
    return true;
  }
  if (!generalComment() || !newlineEnds) return false;
  newlineSemi("newline");
  return true;
}

void Scanner::lineComment() {
  p_ += 2;
  for (;;) {
    while (!endsLineComment(*p_)) p_++;
    int32_t c = ch();
    if (c < 0 || c == '\n') break;
    advance();
  }
  std::string_view text(begin_ + offset, here() - offset);
  if (text.starts_with("//go:") || text.starts_with("//line ")) handler_->scanDirective(offset, text);
}

// True if it spans lines: then it counts as a newline.
bool Scanner::generalComment() {
  p_ += 2;
  bool newline = false;
  for (;;) {
    int32_t c = ch();
    if (c < 0) {
      errorAt(offset, "comment not terminated");
      return newline;
    }
    if (c == '*' && p_[1] == '/') break;
    newline |= c == '\n';
    advance();
  }
  p_ += 2;
  std::string_view text(begin_ + offset, here() - offset);
  if (text.starts_with("/*line ")) handler_->scanDirective(offset, text);
  return newline;
}

// ---- Whole files ----------------------------------------------------------------------------------------------

bool Scanner::skipBraces(uint32_t* end) {
  const char* p = begin_ + offset;
  int depth = 0;
  while (p < end_) {
    char c = *p++;
    switch (c) {
      case '{': depth++; break;
      case '}':
        if (--depth > 0) break;
        p_ = p;
        *end = here();
        newlineIsSemi_ = true;
        return true;
      case '"':
      case '\'':
        while (p < end_ && *p != c && *p != '\n') p += *p == '\\' ? 2 : 1;
        p++;
        break;
      case '`': {
        const void* q = std::memchr(p, '`', size_t(end_ - p));
        p = q != nullptr ? static_cast<const char*>(q) + 1 : end_;
        break;
      }
      case '/':
        if (*p == '/') {
          const void* q = std::memchr(p, '\n', size_t(end_ - p));
          p = q != nullptr ? static_cast<const char*>(q) : end_;
        } else if (*p == '*') {
          size_t q = std::string_view(p, size_t(end_ - p)).find("*/", 1);
          p = q != std::string_view::npos ? p + q + 2 : end_;
        }
        break;
    }
  }
  return false;
}

}  // namespace gosub::syntax
