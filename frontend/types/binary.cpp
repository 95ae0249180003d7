// Binary operators: arithmetic and logic, comparisons, shifts; constant folding included.
#include "frontend/types/checker_impl.h"
#include "frontend/types/sizes.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

using syntax::Expr;
using syntax::Token;

namespace {

bool isUnknown(const ConstValue* v) { return kindOf(v) == ConstKind::Unknown; }

// The kind of a type, as messages about operators name it.
std::string kindText(Type* t, const Qualifier& q) {
  switch (under(t)->kind) {
    case TypeKind::Array: return "array";
    case TypeKind::Slice: return "slice";
    case TypeKind::Struct: return "struct";
    case TypeKind::Pointer: return "pointer";
    case TypeKind::Signature: return "func";
    case TypeKind::Map: return "map";
    case TypeKind::Chan: return "chan";
    case TypeKind::Interface: return isTypeParam(t) ? "type parameter " + typeString(t, q) : "interface";
    default: return typeString(t, q);
  }
}

}  // namespace

// ---- Arithmetic and logic --------------------------------------------------------------------------------------

// e is null for lhs op= rhs.
void Checker::Impl::binary(Operand& x, Expr* e, Expr* lhs, Expr* rhs, Token op, Pos opPos) {
  Operand y;
  expr(x, lhs);
  expr(y, rhs);
  if (x.invalid()) return;
  if (y.invalid()) {
    x.mode = Mode::Invalid;
    x.expr = y.expr;
    return;
  }
  if (isShift(op)) return shift(x, y, e, op);
  matchTypes(x, y);
  if (x.invalid()) return;
  if (isComparison(op)) return comparison(x, y, op);

  if (x.type != y.type && !identical(x.type, y.type)) return mismatchedTypes(x, y, e, op, opPos);
  if (!binaryOperatorApplies(x, op)) {
    invalidOp(x, Code::UndefinedOp, "operator %s not defined on %s", tokenText(op), x);
    x.mode = Mode::Invalid;
    return;
  }
  bool divides = op == Token::Div || op == Token::Rem;
  if (divides && y.isConstant() && (x.isConstant() || allInteger(x.type)) && sign(y.val) == 0 && !isUnknown(y.val)) {
    invalidOp(y, Code::DivisionByZero, "division by zero");
    x.mode = Mode::Invalid;
    return;
  }
  if (x.isConstant() && y.isConstant()) return constantBinary(x, y, e, op, opPos);
  x.mode = Mode::Value;
  x.val = nullptr;
}

bool Checker::Impl::binaryOperatorApplies(Operand& x, Token op) {
  switch (op) {
    case Token::Add: return allNumericOrString(x.type);
    case Token::Sub:
    case Token::Mul:
    case Token::Div: return allNumeric(x.type);
    case Token::Rem:
    case Token::And:
    case Token::Or:
    case Token::Xor:
    case Token::AndNot: return allInteger(x.type);
    case Token::AndAnd:
    case Token::OrOr: return allBoolean(x.type);
    default: return false;
  }
}

void Checker::Impl::mismatchedTypes(Operand& x, Operand& y, Expr* e, Token op, Pos) {
  if (isValid(x.type) && isValid(y.type)) {
    if (e != nullptr) {
      invalidOp(x, Code::MismatchedTypes, "%s (mismatched types %s and %s)", e, x.type, y.type);
    } else {
      invalidOp(x, Code::MismatchedTypes, "%s %s= %s (mismatched types %s and %s)", x.expr, tokenText(op), y.expr,
                x.type, y.type);
    }
  }
  x.mode = Mode::Invalid;
}

void Checker::Impl::constantBinary(Operand& x, const Operand& y, Expr* e, Token op, Pos opPos) {
  ConstPool& pool = world.constants();
  if (isUnknown(x.val) || isUnknown(y.val)) {
    x.val = makeUnknown(pool);
    return;
  }
  if ((op == Token::Div || op == Token::Rem) && isComplex(x.type)) {
    // The square of the divisor's absolute value may underflow to zero.
    const ConstValue* re = realPart(pool, y.val);
    const ConstValue* im = imagPart(pool, y.val);
    if (sign(binaryOp(pool, re, Token::Mul, re, false)) == 0 && sign(binaryOp(pool, im, Token::Mul, im, false)) == 0) {
      invalidOp(y, Code::DivisionByZero, "division by zero");
      x.mode = Mode::Invalid;
      return;
    }
  }
  x.val = binaryOp(pool, x.val, op, y.val, op == Token::Div && isInteger(x.type));
  x.expr = e != nullptr ? e : x.expr;
  overflow(x, opPos);
}

// ---- Comparisons -----------------------------------------------------------------------------------------------

namespace {

struct ComparisonFault {
  const Operand* at = nullptr;  // null: none
  Code code = Code::UndefinedOp;
  std::string cause;
};

}  // namespace

void Checker::Impl::comparison(Operand& x, Operand& y, Token op, bool switchCase) {
  if (!isValid(x.type) || !isValid(y.type)) {
    x.mode = Mode::Invalid;
    return;
  }
  if (switchCase) op = Token::Eql;
  ComparisonFault fault;
  bool equality = op == Token::Eql || op == Token::Neq;
  if (x.type != y.type && !assignableTo(x, y.type, nullptr, nullptr) && !assignableTo(y, x.type, nullptr, nullptr)) {
    fault = {&y, Code::MismatchedTypes, str("mismatched types %s and %s", x.type, y.type)};
  } else if (equality && (x.isNil() || y.isNil())) {
    // Only "nil == nil" can fail here.
    if (!hasNil(x.isNil() ? y.type : x.type)) fault.at = &y;
  } else if (equality && !comparable(x.type)) {
    fault = {&x, Code::UndefinedOp, incomparableCause(x.type)};
  } else if (equality && !comparable(y.type)) {
    fault = {&y, Code::UndefinedOp, incomparableCause(y.type)};
  } else if (!equality && !allOrdered(x.type)) {
    fault.at = &x;
  } else if (!equality && !allOrdered(y.type)) {
    fault.at = &y;
  }
  if (fault.at != nullptr) {
    if (fault.cause.empty()) {
      if (isTypeParam(x.type) || isTypeParam(y.type)) {
        if (!isTypeParam(x.type)) fault.at = &y;
        fault.cause = str("type parameter %s is not comparable with %s", fault.at->type, tokenText(op));
      } else {
        fault.cause = str("operator %s not defined on %s", tokenText(op), kindText(fault.at->type, qualifier));
      }
    }
    if (switchCase) {
      errorf(x, fault.code, "invalid case %s in switch on %s (%s)", x.expr, y.expr, fault.cause);
    } else {
      invalidOp(*fault.at, fault.code, "%s %s %s (%s)", x.expr, tokenText(op), y.expr, fault.cause);
    }
    x.mode = Mode::Invalid;
    return;
  }
  if (x.isConstant() && y.isConstant()) {
    bool unknown = isUnknown(x.val) || isUnknown(y.val);
    ConstPool& pool = world.constants();
    x.val = unknown ? makeUnknown(pool) : makeBool(pool, compare(pool, x.val, op, y.val));
  } else {
    x.mode = Mode::Value;
    x.val = nullptr;
    if (isUntyped(x.type)) updateExprType(x.expr, defaultType(world, x.type), true);
    if (isUntyped(y.type)) updateExprType(y.expr, defaultType(world, y.type), true);
  }
  x.type = world.basic(BasicKind::UntypedBool);
}

// Why values of t can't be compared; empty when there is nothing to add.
std::string Checker::Impl::incomparableCause(Type* t) {
  switch (under(t)->kind) {
    case TypeKind::Slice:
    case TypeKind::Signature:
    case TypeKind::Map: return kindText(t, qualifier) + " can only be compared to nil";
    default: break;
  }
  Incomparable why;
  comparable(t, true, &why);
  return incomparableText(why, qualifier);
}

// ---- Shifts ----------------------------------------------------------------------------------------------------

// e is null for lhs op= rhs.
void Checker::Impl::shift(Operand& x, Operand& y, Expr* e, Token op) {
  ConstPool& pool = world.constants();
  auto fail = [&x] { x.mode = Mode::Invalid; };
  const ConstValue* xval = x.isConstant() ? toInt(pool, x.val) : nullptr;
  if (!allInteger(x.type) && !(isUntyped(x.type) && xval != nullptr && kindOf(xval) == ConstKind::Int)) {
    invalidOp(x, Code::InvalidShiftOperand, "shifted operand %s must be integer", x);
    return fail();
  }

  // The count: an integer, or an untyped constant that fits a uint.
  const ConstValue* count = nullptr;
  if (y.isConstant()) {
    count = toInt(pool, y.val);
    if (kindOf(count) == ConstKind::Int && sign(count) < 0) {
      invalidOp(y, Code::InvalidShiftCount, "negative shift count %s", y);
      return fail();
    }
    if (isUntyped(y.type)) {
      representable(y, world.basic(BasicKind::Uint));
      if (y.invalid()) return fail();
    }
  } else if (allInteger(y.type)) {
    if (!allUnsigned(y.type) && !verifyVersion(startPos(y), 13, "invalid operation: signed shift count %s", y))
      return fail();
  } else if (isUntyped(y.type)) {
    convertUntyped(y, world.basic(BasicKind::Uint));
    if (y.invalid()) return fail();
  } else {
    invalidOp(y, Code::InvalidShiftCount, "shift count %s must be integer", y);
    return fail();
  }

  if (x.isConstant() && y.isConstant()) {
    if (isUnknown(x.val) || isUnknown(y.val)) {
      x.val = makeUnknown(pool);
      if (!isInteger(x.type)) x.type = world.basic(BasicKind::UntypedInt);
      return;
    }
    // Enough to write down the smallest float64.
    constexpr uint64_t kMaxCount = 1023 - 1 + 52;
    uint64_t n;
    if (!uint64Val(count, &n) || n > kMaxCount) {
      invalidOp(y, Code::InvalidShiftCount, "invalid shift count %s", y);
      return fail();
    }
    if (!isInteger(x.type)) x.type = world.basic(BasicKind::UntypedInt);
    x.val = types::shift(pool, xval, op, unsigned(n));
    if (e != nullptr) x.expr = e;
    overflow(x, e != nullptr ? e->pos : startPos(x));
    return;
  }

  // The count is computed: its type must be known.
  if (isUntyped(y.type)) updateExprType(y.expr, world.basic(BasicKind::Uint), true);
  if (x.isConstant() && isUntyped(x.type)) {
    // x gets the type that it would have without the shift, once that is known.
    if (x.expr != nullptr && x.expr->type != nullptr && isUntyped(x.expr->type))
      x.expr->checkerBits |= kUntypedShiftLhs;
    x.mode = Mode::Value;
    x.val = nullptr;
    return;
  }
  if (!allInteger(x.type)) {
    invalidOp(x, Code::InvalidShiftOperand, "shifted operand %s must be integer", x);
    return fail();
  }
  x.mode = Mode::Value;
  x.val = nullptr;
}

}  // namespace gosub::types
