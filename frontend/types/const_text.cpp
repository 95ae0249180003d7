// Literals to constants, and constants as gc's messages print them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>

#include "base/unicode.h"
#include "frontend/syntax/literal.h"
#include "frontend/types/const.h"
#include "frontend/types/const_rep.h"

namespace gosub::types {

using syntax::LitKind;

// ---- Literals --------------------------------------------------------------------------------------------------

namespace {

std::string withoutSeparators(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text)
    if (c != '_') out += c;
  return out;
}

// The base that the prefix gives; strips it.
int baseOf(std::string_view* digits) {
  if (digits->size() < 2 || (*digits)[0] != '0') return 10;
  char c = char((*digits)[1] | 0x20);
  int base = c == 'x' ? 16 : c == 'b' ? 2 : c == 'o' ? 8 : 0;
  digits->remove_prefix(base != 0 ? 2 : 1);
  return base != 0 ? base : 8;
}

const ConstValue* intLiteral(ConstPool& p, std::string_view text) {
  if (text.size() <= 18 && text[0] != '0' && text.find('_') == std::string_view::npos) {
    int64_t v = 0;
    for (char c : text) v = v * 10 + (c - '0');
    return p.int64(v);
  }
  std::string clean = withoutSeparators(text);
  std::string_view digits = clean;
  int base = baseOf(&digits);
  Integer z;
  if (mpz_set_str(z.v, digits.data(), base) != 0) return p.unknown();
  return p.integer(z.v);
}

// Exact value of a decimal or hexadecimal float literal of moderate exponent.
bool exactFloat(const std::string& text, mpq_t out) {
  bool hex = text.size() > 1 && (text[1] | 0x20) == 'x';
  char marker = hex ? 'p' : 'e';
  std::string digits;
  long scale = 0;  // digits after the point
  long exponent = 0;
  bool point = false;
  for (size_t i = hex ? 2 : 0; i < text.size(); i++) {
    char c = text[i];
    if ((c | 0x20) == marker) {
      exponent = std::strtol(text.c_str() + i + 1, nullptr, 10);
      break;
    }
    if (c == '.') {
      point = true;
    } else {
      digits += c;
      if (point) scale++;
    }
  }
  Integer mantissa;
  if (mpz_set_str(mantissa.v, digits.c_str(), hex ? 16 : 10) != 0) return false;
  long shift = hex ? exponent - 4 * scale : exponent - scale;
  Integer power;
  unsigned long magnitude = shift < 0 ? 0 - static_cast<unsigned long>(shift) : static_cast<unsigned long>(shift);
  mpz_ui_pow_ui(power.v, hex ? 2 : 10, magnitude);
  if (shift >= 0) {
    mpz_mul(mantissa.v, mantissa.v, power.v);
    mpq_set_z(out, mantissa.v);
  } else {
    mpq_set_num(out, mantissa.v);
    mpq_set_den(out, power.v);
    mpq_canonicalize(out);
  }
  return true;
}

const ConstValue* floatLiteral(ConstPool& p, std::string_view text) {
  std::string clean = withoutSeparators(text);
  bool hex = clean.size() > 1 && (clean[1] | 0x20) == 'x';
  Floating f;
  mpfr_strtofr(f.v, clean.c_str(), nullptr, hex ? 16 : 10, MPFR_RNDN);
  if (!isSmall(f.v) || mpfr_zero_p(f.v)) return p.floating(f.v);
  Rational q;
  return exactFloat(clean, q.v) ? p.rational(q.v) : p.unknown();
}

// The digits of an imaginary literal are an integer (decimal even with a leading 0) or a float.
const ConstValue* imagLiteral(ConstPool& p, std::string_view text) {
  text.remove_suffix(1);
  bool prefixed = text.size() > 1 && text[0] == '0' && std::string_view("xXbBoO").find(text[1]) != text.npos;
  bool isHex = prefixed && (text[1] | 0x20) == 'x';
  bool isFloat = text.find_first_of(isHex ? ".pP" : ".eE") != text.npos;
  const ConstValue* v;
  if (isFloat || !prefixed) {
    v = floatLiteral(p, text);
    if (!isFloat) v = toInt(p, v);
  } else {
    v = intLiteral(p, text);
  }
  return makeImag(p, v);
}

}  // namespace

const ConstValue* makeFromLiteral(ConstPool& p, std::string_view text, LitKind kind) {
  switch (kind) {
    case LitKind::Int: return intLiteral(p, text);
    case LitKind::Float: return floatLiteral(p, text);
    case LitKind::Imag: return imagLiteral(p, text);
    case LitKind::Rune: {
      uint32_t rune;
      return syntax::unquoteRune(text, &rune) ? p.int64(rune) : p.unknown();
    }
    case LitKind::String: {
      std::string s;
      return syntax::unquoteString(text, &s) ? p.string(s) : p.unknown();
    }
  }
  return p.unknown();
}

// ---- Printing --------------------------------------------------------------------------------------------------

namespace {

std::string integerText(mpz_srcptr z) {
  std::string s(mpz_sizeinbase(z, 10) + 2, '\0');
  mpz_get_str(s.data(), 10, z);
  s.resize(s.find('\0'));
  return s;
}

// Numbers outside the range of float64, to six digits.
std::string hugeFloatText(mpfr_srcptr f) {
  long exp;
  double m = mpfr_get_d_2exp(&exp, f, MPFR_RNDN);
  double d = double(exp) * (M_LN2 / M_LN10);
  auto e = static_cast<long long>(d);
  m *= std::pow(10, d - double(e));
  if (std::fabs(m) < 1 - 0.5e-6) {
    m *= 10;
    e--;
  } else if (std::fabs(m) >= 10) {
    m /= 10;
    e++;
  }
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.6ge%+lld", m, e);
  return buffer;
}

// As few digits as tell it from its neighbours.
std::string shortestText(double d) {
  char buffer[64];
  char* end = std::to_chars(buffer, std::end(buffer), d, std::chars_format::scientific).ptr;
  int exponent = std::atoi(std::find(buffer, end, 'e') + 1);
  if (exponent >= -4 && exponent < 6) end = std::to_chars(buffer, std::end(buffer), d, std::chars_format::fixed).ptr;
  return {buffer, end};
}

std::string floatText(const ConstValue* v) {
  double d = float64Val(v);
  if (std::isinf(d) || (d == 0) != (sign(v) == 0)) return hugeFloatText(Floating(v).v);
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.6g", d);
  // Six digits may make it look like an integer.
  bool whole = v->form == Form::Rat ? mpz_cmp_ui(mpq_denref(v->q), 1) == 0 : mpfr_integer_p(v->f) != 0;
  return whole || std::strchr(buffer, '.') != nullptr ? buffer : shortestText(d);
}

// Quoted, cut after 72 characters.
std::string stringText(std::string_view s) {
  constexpr size_t kMax = 72;
  std::string q = unicode::quote(s);
  size_t count = 0, i = 0;
  size_t cut = 0;
  while (i < q.size()) {
    if (count == kMax - 3) cut = i;
    int size = unicode::decode(std::string_view(q).substr(i)).size;
    i += size_t(size > 0 ? size : 1);
    count++;
  }
  return count > kMax ? q.substr(0, cut) + "..." : q;
}

std::string complexText(const ConstValue* v, std::string (*part)(const ConstValue*)) {
  return "(" + part(v->pair.a) + " + " + part(v->pair.b) + "i)";
}

}  // namespace

std::string toString(const ConstValue* v) {
  switch (v->form) {
    case Form::Unknown: return "unknown";
    case Form::Bool: return v->truth ? "true" : "false";
    case Form::String:
    case Form::Concat: return stringText(stringVal(v));
    case Form::Int64: return std::to_string(v->i);
    case Form::BigInt: return integerText(v->z);
    case Form::Rat:
    case Form::Float: return floatText(v);
    case Form::Complex: return complexText(v, toString);
  }
  return {};
}

std::string exactString(const ConstValue* v) {
  switch (v->form) {
    case Form::String:
    case Form::Concat: return unicode::quote(stringVal(v));
    case Form::Rat: {
      std::string n = integerText(mpq_numref(v->q));
      return mpz_cmp_ui(mpq_denref(v->q), 1) == 0 ? n : n + "/" + integerText(mpq_denref(v->q));
    }
    case Form::Float: {
      char buffer[256];
      mpfr_snprintf(buffer, sizeof buffer, "%.155Rg", v->f);
      return buffer;
    }
    case Form::Complex: return complexText(v, exactString);
    default: return toString(v);
  }
}

}  // namespace gosub::types
