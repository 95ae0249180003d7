// Numbers, runes and strings. See scanner.h. A literal is always recognised to its end as far as that can be told;
// errors only mark it bad. Computing values is literal.cpp's business.
#include "base/unicode.h"
#include "frontend/syntax/scan_classes.h"
#include "frontend/syntax/scanner.h"

namespace gosub::syntax {

namespace {

constexpr unsigned kHasDigits = 1, kHasSeparators = 2;  // results of digits()

const char* baseName(int base) {
  switch (base) {
    case 2: return "binary";
    case 8: return "octal";
    case 10: return "decimal";
    default: return "hexadecimal";
  }
}

// Index of the first '_' that does not stand between digits (a base prefix counts as one), or -1.
int misplacedSeparator(std::string_view s) {
  enum { Digit, Separator, Other } before = Other;
  size_t i = 0;
  bool hex = false;
  if (s.size() >= 2 && s[0] == '0') {
    int32_t x = lowerAscii(s[1]);
    hex = x == 'x';
    if (hex || x == 'o' || x == 'b') before = Digit, i = 2;
  }
  for (; i < s.size(); i++) {
    if (s[i] == '_') {
      if (before != Digit) return int(i);
      before = Separator;
    } else if (isDecimal(s[i]) || (hex && isHex(s[i]))) {
      before = Digit;
    } else {
      if (before == Separator) return int(i) - 1;
      before = Other;
    }
  }
  return before == Separator ? int(s.size()) - 1 : -1;
}

}  // namespace

// The text carries the literal's bytes, invalid ones included.
void Scanner::setLiteral(LitKind kind, bool ok) {
  newlineIsSemi_ = true;
  tok = Token::Literal;
  lit = std::string_view(begin_ + offset, here() - offset);
  bad = !ok;
  litKind = kind;
}

// Digits and separators. Of a base up to 10 all decimal digits are taken; the offset in the literal of the first
// one that is too large goes to *invalid.
unsigned Scanner::digits(int base, int* invalid) {
  unsigned seen = 0;
  for (;; p_++) {
    int32_t c = ch();
    if (c == '_') {
      seen |= kHasSeparators;
    } else if (base <= 10 ? isDecimal(c) : isHex(c)) {
      seen |= kHasDigits;
      if (base < 10 && c >= '0' + base && *invalid < 0) *invalid = int(here() - offset);
    } else {
      return seen;
    }
  }
}

// At 'e' or 'p'. prefix is 0 for a plain decimal literal, else '0', 'x', 'o' or 'b'.
bool Scanner::exponent(int32_t prefix, bool ok, unsigned* digsep) {
  int32_t c = ch(), e = lowerAscii(c);
  if (ok && e == 'e' && prefix != 0 && prefix != '0') {
    error(unicode::quoteRune(uint32_t(c)) + " exponent requires decimal mantissa");
    ok = false;
  } else if (ok && e == 'p' && prefix != 'x') {
    error(unicode::quoteRune(uint32_t(c)) + " exponent requires hexadecimal mantissa");
    ok = false;
  }
  p_++;
  if (ch() == '+' || ch() == '-') p_++;
  int ignored = 0;
  *digsep = digits(10, &ignored) | (*digsep & kHasSeparators);
  if (!(*digsep & kHasDigits) && ok) {
    error("exponent has no digits");
    ok = false;
  }
  return ok;
}

bool Scanner::checkDigits(LitKind kind, int base, int invalid, unsigned digsep) {
  if (kind == LitKind::Int && invalid >= 0) {
    errorAt(offset + uint32_t(invalid), "invalid digit " + unicode::quoteRune(uint32_t(lit[size_t(invalid)])) +
                                            " in " + baseName(base) + " literal");
    return false;
  }
  if (!(digsep & kHasSeparators)) return true;
  int at = misplacedSeparator(lit);
  if (at < 0) return true;
  errorAt(offset + uint32_t(at), "'_' must separate successive digits");
  return false;
}

// At the first digit, or behind the '.' that precedes it.
void Scanner::number(bool seenPoint) {
  bool ok = true;
  LitKind kind = LitKind::Int;
  int base = 10;
  int32_t prefix = 0;
  unsigned digsep = 0;
  int invalid = -1;
  if (!seenPoint) {
    if (ch() == '0') {
      p_++;
      int32_t x = lowerAscii(ch());
      prefix = x == 'x' || x == 'o' || x == 'b' ? x : '0';
      base = x == 'x' ? 16 : x == 'b' ? 2 : 8;
      if (prefix == '0')
        digsep = kHasDigits;
      else
        p_++;
    }
    digsep |= digits(base, &invalid);
    if (ch() == '.') {
      if (prefix == 'o' || prefix == 'b') {
        error(std::string("invalid radix point in ") + baseName(base) + " literal");
        ok = false;
      }
      p_++;
      seenPoint = true;
    }
  }
  if (seenPoint) {
    kind = LitKind::Float;
    digsep |= digits(base, &invalid);
  }
  if (!(digsep & kHasDigits) && ok) {
    error(std::string(baseName(base)) + " literal has no digits");
    ok = false;
  }
  int32_t e = lowerAscii(ch());
  if (e == 'e' || e == 'p') {
    kind = LitKind::Float;
    ok = exponent(prefix, ok, &digsep);
  } else if (prefix == 'x' && kind == LitKind::Float && ok) {
    error("hexadecimal mantissa requires a 'p' exponent");
    ok = false;
  }
  if (ch() == 'i') {
    kind = LitKind::Imag;
    p_++;
  }
  setLiteral(kind, ok);
  if (ok) bad = !checkDigits(kind, base, invalid, digsep);
}

// ---- Runes and strings ----------------------------------------------------------------------------------------

void Scanner::runeLiteral() {
  bool ok = true;
  p_++;
  for (int n = 0;; n++) {
    int32_t c = ch();
    if (c == '\'') {
      if (ok && n == 0) {
        error("empty rune literal or unescaped '");
        ok = false;
      } else if (ok && n != 1) {
        errorAt(offset, "more than one character in rune literal");
        ok = false;
      }
      p_++;
      break;
    }
    if (c == '\\') {
      p_++;
      ok = escape('\'') && ok;
      continue;
    }
    if (c == '\n') {
      if (ok) error("newline in rune literal");
      ok = false;
      break;
    }
    if (c < 0) {
      if (ok) errorAt(offset, "rune literal not terminated");
      ok = false;
      break;
    }
    advance();
  }
  setLiteral(LitKind::Rune, ok);
}

void Scanner::stringLiteral() {
  bool ok = true;
  p_++;
  for (;;) {
    while (!endsString(*p_)) p_++;
    int32_t c = ch();
    if (c == '"') {
      p_++;
      break;
    }
    if (c == '\\') {
      p_++;
      ok = escape('"') && ok;
      continue;
    }
    if (c == '\n') {
      error("newline in string");
      ok = false;
      break;
    }
    if (c < 0) {
      errorAt(offset, "string not terminated");
      ok = false;
      break;
    }
    advance();
  }
  setLiteral(LitKind::String, ok);
}

void Scanner::rawString() {
  bool ok = true;
  p_++;
  for (;;) {
    while (!endsRawString(*p_)) p_++;
    int32_t c = ch();
    if (c == '`') {
      p_++;
      break;
    }
    if (c < 0) {
      errorAt(offset, "string not terminated");
      ok = false;
      break;
    }
    advance();
  }
  setLiteral(LitKind::String, ok);
}

// Behind a backslash. The end of the text is left to the caller to complain about.
bool Scanner::escape(char quote) {
  static constexpr uint32_t kMaxRune = 0x10FFFF;
  int32_t c = ch();
  if (c >= '0' && c <= '7') return escapeDigits(3, 8, 255);
  switch (c) {
    case 'x': p_++; return escapeDigits(2, 16, 255);
    case 'u': p_++; return escapeDigits(4, 16, kMaxRune);
    case 'U': p_++; return escapeDigits(8, 16, kMaxRune);
    case 'a': case 'b': case 'f': case 'n': case 'r': case 't': case 'v': case '\\': p_++; return true;
  }
  if (c < 0) return true;
  if (c == quote) {
    p_++;
    return true;
  }
  error("unknown escape");
  return false;
}

bool Scanner::escapeDigits(int count, uint32_t base, uint32_t max) {
  uint32_t x = 0;
  for (int i = 0; i < count; i++) {
    int32_t c = ch();
    if (c < 0) return true;
    uint32_t d = isDecimal(c) ? uint32_t(c - '0') : isHex(c) ? uint32_t(lowerAscii(c) - 'a' + 10) : base;
    if (d >= base) {
      error("invalid character " + unicode::quoteRune(uint32_t(c)) + " in " + baseName(int(base)) + " escape");
      return false;
    }
    x = x * base + d;
    p_++;
  }
  if (x > max && base == 8) {
    error("octal escape value " + std::to_string(x) + " > 255");
    return false;
  }
  if (x > max || (x >= 0xD800 && x < 0xE000)) {
    error("escape is invalid Unicode code point " + unicode::formatCodePoint(x));
    return false;
  }
  return true;
}

}  // namespace gosub::syntax
