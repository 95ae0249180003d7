// print, println and panic values. See print.h.
#include "runtime/print/print.h"

#include <cmath>
#include <cstdio>
#include <cstring>

#include "runtime/runtime.h"
#include "runtime/sched/park.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::Eface;
using abi::G;
using abi::Kind;
using abi::TypeDesc;

namespace {

constexpr int kDigits = 7;

// Brings d into [1, 10) by steps of ten; returns the exponent. Stepwise as gc does it: the digits depend on it.
int normalize(double* d) {
  int exponent = 0;
  for (; *d >= 10; exponent++) *d /= 10;
  for (; *d < 1; exponent--) *d *= 10;
  return exponent;
}

// Adds half of the last digit, which may lead to a tenth digit place.
void roundUp(double* d, int* exponent) {
  double half = 5;
  for (int i = 0; i < kDigits; i++) half /= 10;
  *d += half;
  if (*d >= 10) (*exponent)++, *d /= 10;
}

}  // namespace

std::string formatFloat(double d) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d > 0 ? "+Inf" : "-Inf";
  std::string s = std::signbit(d) ? "-" : "+";
  d = std::fabs(d);
  int exponent = 0;
  if (d != 0) {
    exponent = normalize(&d);
    roundUp(&d, &exponent);
  }
  for (int i = 0; i < kDigits; i++) {
    int digit = int(d);
    if (i == 1) s += '.';
    s += char('0' + digit);
    d = (d - digit) * 10;
  }
  char text[8];
  std::snprintf(text, sizeof text, "e%c%03d", exponent < 0 ? '-' : '+', std::abs(exponent));
  return s + text;
}

std::string formatComplex(double re, double im) { return "(" + formatFloat(re) + formatFloat(im) + "i)"; }

std::string formatPointer(const void* p) {
  char text[20];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(reinterpret_cast<uintptr_t>(p)));
  return text;
}

namespace {

template <class T>
T load(const void* p) {
  T t;
  std::memcpy(&t, p, sizeof t);
  return t;
}

}  // namespace

std::string formatBasic(const TypeDesc* type, const void* p) {
  switch (type->kind) {
    case Kind::Bool: return load<bool>(p) ? "true" : "false";
    case Kind::Int: case Kind::Int64: return std::to_string(load<int64_t>(p));
    case Kind::Int8: return std::to_string(load<int8_t>(p));
    case Kind::Int16: return std::to_string(load<int16_t>(p));
    case Kind::Int32: return std::to_string(load<int32_t>(p));
    case Kind::Uint: case Kind::Uint64: case Kind::Uintptr: return std::to_string(load<uint64_t>(p));
    case Kind::Uint8: return std::to_string(load<uint8_t>(p));
    case Kind::Uint16: return std::to_string(load<uint16_t>(p));
    case Kind::Uint32: return std::to_string(load<uint32_t>(p));
    case Kind::Float32: return formatFloat(load<float>(p));
    case Kind::Float64: return formatFloat(load<double>(p));
    case Kind::Complex64: return formatComplex(load<float>(p), load<float>(static_cast<const char*>(p) + 4));
    case Kind::Complex128: return formatComplex(load<double>(p), load<double>(static_cast<const char*>(p) + 8));
    case Kind::String: return std::string(load<abi::String>(p).view());
    default: return {};
  }
}

std::string formatPanicValue(Eface value) {
  if (value.type == nullptr) return "nil";
  const TypeDesc* t = value.type;
  std::string type = typeText(t);
  bool basic = (t->kind >= Kind::Bool && t->kind <= Kind::Complex128) || t->kind == Kind::String;
  if (!basic) return "(" + type + ") " + formatPointer(value.data);
  std::string text = formatBasic(t, value.data);
  if (t->pkgPath.len == 0) return text;
  return t->kind == Kind::String ? type + "(\"" + text + "\")" : type + "(" + text + ")";
}

namespace {

// Outside of printbegin and printend each piece is written at once.
void emit(G& g, std::string_view text) {
  SchedState& s = *g.sched;
  if (s.printDepth == 0) return g.runtime->writeStderr(text);
  if (s.printing == nullptr) s.printing = new std::string;
  *s.printing += text;
}

}  // namespace

void printBegin(G& g) { g.sched->printDepth++; }

void printEnd(G& g) {
  SchedState& s = *g.sched;
  if (s.printDepth == 0 || --s.printDepth > 0 || s.printing == nullptr) return;
  g.runtime->writeStderr(*s.printing);
  s.printing->clear();
}

void printBool(G& g, bool b) { emit(g, b ? "true" : "false"); }
void printInt(G& g, int64_t i) { emit(g, std::to_string(i)); }
void printUint(G& g, uint64_t i) { emit(g, std::to_string(i)); }
void printFloat(G& g, double d) { emit(g, formatFloat(d)); }
void printComplex(G& g, double re, double im) { emit(g, formatComplex(re, im)); }
void printString(G& g, abi::String s) { emit(g, s.view()); }
void printPointer(G& g, const void* p) { emit(g, formatPointer(p)); }
void printSlice(G& g, const void* data, int64_t len, int64_t cap) {
  emit(g, "[" + std::to_string(len) + "/" + std::to_string(cap) + "]" + formatPointer(data));
}
void printEface(G& g, const void* type, const void* data) {
  emit(g, "(" + formatPointer(type) + "," + formatPointer(data) + ")");
}
void printSpace(G& g) { emit(g, " "); }
void printNewline(G& g) { emit(g, "\n"); }

}  // namespace gosub::rt
