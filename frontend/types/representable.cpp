// Whether a constant fits a basic type, its value rounded to that type, and the overflow messages.
#include <cmath>

#include "frontend/types/checker_impl.h"
#include "frontend/types/format.h"
#include "frontend/types/predicates.h"

namespace gosub::types {

namespace {

struct IntRange {
  int bits;
  bool isSigned;
};

IntRange rangeOf(BasicKind k) {
  switch (k) {
    case BasicKind::Int8: return {8, true};
    case BasicKind::Int16: return {16, true};
    case BasicKind::Int32: return {32, true};
    case BasicKind::Uint8: return {8, false};
    case BasicKind::Uint16: return {16, false};
    case BasicKind::Uint32: return {32, false};
    case BasicKind::Uint:
    case BasicKind::Uint64:
    case BasicKind::Uintptr: return {64, false};
    default: return {64, true};
  }
}

bool fitsInt(const ConstValue* v, BasicKind k) {
  if (k == BasicKind::UntypedInt || k == BasicKind::UntypedRune) return true;
  IntRange r = rangeOf(k);
  if (!r.isSigned) return sign(v) >= 0 && bitLen(v) <= r.bits;
  int64_t i;
  if (!int64Val(v, &i)) return false;
  if (r.bits == 64) return true;
  int64_t limit = int64_t{1} << (r.bits - 1);
  return -limit <= i && i < limit;
}

// The nearest value of the size, as an exact constant; null when it is infinite.
const ConstValue* roundFloat(ConstPool& pool, const ConstValue* v, bool single) {
  double d = single ? double(float32Val(v)) : float64Val(v);
  return std::isfinite(d) ? makeFloat64(pool, d) : nullptr;
}

bool roundTo(ConstPool& pool, const ConstValue* v, bool single, const ConstValue** rounded) {
  const ConstValue* r = roundFloat(pool, v, single);
  if (r != nullptr && rounded != nullptr) *rounded = r;
  return r != nullptr;
}

bool roundComplex(ConstPool& pool, const ConstValue* v, bool single, const ConstValue** rounded) {
  const ConstValue* re = roundFloat(pool, realPart(pool, v), single);
  const ConstValue* im = roundFloat(pool, imagPart(pool, v), single);
  if (re == nullptr || im == nullptr) return false;
  if (rounded != nullptr) *rounded = binaryOp(pool, re, syntax::Token::Add, makeImag(pool, im), false);
  return true;
}

// What an overflow message calls the operation.
const char* operationName(const syntax::Expr* x) {
  auto* o = syntax::as<syntax::Operation>(x);
  if (o == nullptr) return "";
  if (o->unary()) return o->op == syntax::Token::Xor ? "bitwise complement " : "";
  switch (o->op) {
    case syntax::Token::Add: return "addition ";
    case syntax::Token::Sub: return "subtraction ";
    case syntax::Token::Xor: return "bitwise XOR ";
    case syntax::Token::Mul: return "multiplication ";
    case syntax::Token::Shl: return "shift ";
    default: return "";
  }
}

}  // namespace

// *rounded (if not null) becomes the value as the type holds it. It may be the address of v's own variable.
bool Checker::Impl::representableConst(const ConstValue* v, Basic* t, const ConstValue** rounded) {
  ConstPool& pool = world.constants();
  if (kindOf(v) == ConstKind::Unknown) return true;
  if ((t->info & kIsInteger) != 0) {
    const ConstValue* i = kindOf(v) == ConstKind::Int ? v : toInt(pool, v);
    if (kindOf(i) != ConstKind::Int) return false;
    if (rounded != nullptr) *rounded = i;
    return fitsInt(i, t->basic);
  }
  if ((t->info & kIsFloat) != 0) {
    const ConstValue* f = toFloat(pool, v);
    if (kindOf(f) != ConstKind::Float) return false;
    return t->basic == BasicKind::UntypedFloat || roundTo(pool, f, t->basic == BasicKind::Float32, rounded);
  }
  if ((t->info & kIsComplex) != 0) {
    const ConstValue* c = toComplex(pool, v);
    if (kindOf(c) != ConstKind::Complex) return false;
    return t->basic == BasicKind::UntypedComplex || roundComplex(pool, c, t->basic == BasicKind::Complex64, rounded);
  }
  if ((t->info & kIsString) != 0) return kindOf(v) == ConstKind::String;
  return (t->info & kIsBoolean) != 0 && kindOf(v) == ConstKind::Bool;
}

// The constant operand's value as a t, or null and why not.
const ConstValue* Checker::Impl::representation(const Operand& x, Basic* t, Code* code) {
  const ConstValue* v = x.val;
  if (representableConst(x.val, t, &v)) return v;
  if (!isNumeric(x.type) || !isNumeric(t)) {
    *code = Code::InvalidConstVal;
  } else {
    *code = !isInteger(x.type) && isInteger(t) ? Code::TruncatedFloat : Code::NumericOverflow;
  }
  return nullptr;
}

void Checker::Impl::representable(Operand& x, Basic* t) {
  Code code;
  if (const ConstValue* v = representation(x, t, &code)) {
    x.val = v;
    return;
  }
  invalidConversion(code, x, t);
  x.mode = Mode::Invalid;
}

void Checker::Impl::invalidConversion(Code code, const Operand& x, Type* target) {
  const char* fmt = code == Code::TruncatedFloat    ? "%s truncated to %s"
                    : code == Code::NumericOverflow ? "%s overflows %s"
                                                    : "cannot convert %s to type %s";
  errorf(startPos(x), code, fmt, x, target);
}

// After each constant operation: a typed result must fit its type, an untyped one must not grow without bounds.
void Checker::Impl::overflow(Operand& x, Pos opPos) {
  constexpr int kMaxBits = 512;
  if (kindOf(x.val) == ConstKind::Unknown) {
    errorf(opPos, Code::InvalidConstVal, "constant result is not representable");
    return;
  }
  if (isTyped(x.type)) return representable(x, static_cast<Basic*>(under(x.type)));
  if (kindOf(x.val) != ConstKind::Int || bitLen(x.val) <= kMaxBits) return;
  errorf(opPos, Code::InvalidConstVal, "constant %soverflow", operationName(x.expr));
  x.val = makeUnknown(world.constants());
}

}  // namespace gosub::types
