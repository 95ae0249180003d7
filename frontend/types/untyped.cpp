// Untyped operands: what they become where a type is expected, and how that reaches the expression below.
// Until then the nodes of an untyped expression keep an untyped type; updateExprType() walks down to give them the
// final one. Operands of constant expressions keep theirs: only the value at the top is ever used.
#include "frontend/types/checker_impl.h"
#include "frontend/types/named.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

using syntax::Expr;
using syntax::NodeKind;

// ---- Down the expression ---------------------------------------------------------------------------------------

// t typed, or final: that is what e is from now on. Else the kind of untyped value that it is now. Operands come
// first, so that errors come in gc's order.
void Checker::Impl::updateExprType(Expr* e, Type* t, bool final) {
  if (e == nullptr || e->type == nullptr || !isUntyped(e->type)) return;
  if (auto* p = syntax::as<syntax::ParenExpr>(e)) {
    updateExprType(p->x, t, final);
  } else if (auto* o = syntax::as<syntax::Operation>(e); o != nullptr && e->constVal == nullptr) {
    if (o->unary()) {
      if (o->op != syntax::Token::Mul) updateExprType(o->x, t, final);
    } else if (!isComparison(o->op)) {
      updateExprType(o->x, t, final);
      if (!isShift(o->op)) updateExprType(o->y, t, final);
    }
  }
  if (!final && isUntyped(t)) {
    e->type = t;
  } else {
    finalExprType(e, t);
  }
}

void Checker::Impl::finalExprType(Expr* e, Type* t) {
  Type* old = e->type;
  e->type = t;
  if ((e->checkerBits & kUntypedShiftLhs) != 0) {
    e->checkerBits &= uint16_t(~kUntypedShiftLhs);
    if (!allInteger(t)) {
      invalidOp(e, Code::InvalidShiftOperand, "shifted operand %s (type %s) must be integer", e, t);
      return;
    }
  }
  if (e->constVal == nullptr) return;
  Operand c;
  c.mode = Mode(e->mode);
  c.type = old;
  c.val = e->constVal;
  c.expr = e;
  convertUntyped(c, t);
  if (!c.invalid()) e->constVal = c.val;
}

// ---- Conversion ------------------------------------------------------------------------------------------------

void Checker::Impl::convertUntyped(Operand& x, Type* t) {
  if (x.invalid() || isTyped(x.type)) return;
  const ConstValue* val = nullptr;
  Code code;
  Type* to = implicitType(x, t, &val, &code);
  if (to == nullptr) {
    invalidConversionOf(code, x, t);
    x.mode = Mode::Invalid;
    return;
  }
  if (val != nullptr) {
    x.val = val;
    if (x.expr != nullptr && x.expr->type != nullptr && isUntyped(x.expr->type)) x.expr->constVal = val;
  }
  if (to == x.type) return;
  x.type = to;
  updateExprType(x.expr, to, false);
}

void Checker::Impl::invalidConversionOf(Code code, Operand& x, Type* target) {
  invalidConversion(code, x, isTypeParam(target) ? target : safeUnderlying(target));
}

bool Checker::Impl::canConvertUntyped(const Operand& x, Type* t) {
  const ConstValue* val = nullptr;
  Code code;
  return implicitType(x, t, &val, &code) != nullptr;
}

Type* Checker::Impl::implicitType(const Operand& x, Type* t, const ConstValue** val, Code* code) {
  if (x.invalid() || isTyped(x.type) || !isValid(t)) return x.type;
  *code = Code::InvalidUntypedConversion;
  if (isUntyped(t)) return maxType(x.type, t);
  if (x.isNil()) return hasNil(t) ? t : nullptr;
  Type* u = under(t);
  if (auto* b = as<Basic>(u)) return implicitBasic(x, b, val, code) ? t : nullptr;
  auto* i = as<Interface>(u);
  if (i == nullptr) return nullptr;
  if (isTypeParam(t)) {
    bool ok = forEachUnder(typeSet(i), [&](Type* element) {
      const ConstValue* ignored = nullptr;
      Code why;
      return element != nullptr && implicitType(x, element, &ignored, &why) != nullptr;
    });
    return ok ? t : nullptr;
  }
  // The dynamic value has a concrete type.
  return typeSet(i)->isAll() ? defaultType(world, x.type) : nullptr;
}

bool Checker::Impl::implicitBasic(const Operand& x, Basic* t, const ConstValue** val, Code* code) {
  if (x.isConstant()) {
    *val = representation(x, t, code);
    return *val != nullptr;
  }
  // Results of comparisons and of shifts whose type is open.
  switch (static_cast<Basic*>(x.type)->basic) {
    case BasicKind::UntypedBool: return isBoolean(t);
    case BasicKind::UntypedInt:
    case BasicKind::UntypedRune:
    case BasicKind::UntypedFloat:
    case BasicKind::UntypedComplex: return isNumeric(t);
    case BasicKind::UntypedString: return isString(t);
    default: return false;
  }
}

// ---- Two operands ----------------------------------------------------------------------------------------------

// Gives the operands of a binary operation one type if untyped ones are among them and that may be possible; if it
// turns out to be impossible, x becomes invalid. Types that can never match are left for the caller to report.
void Checker::Impl::matchTypes(Operand& x, Operand& y) {
  if (!mayConvert(x, y)) return;
  convertUntyped(x, y.type);
  if (x.invalid()) return;
  convertUntyped(y, x.type);
  if (y.invalid()) x.mode = Mode::Invalid;
}

bool Checker::Impl::mayConvert(const Operand& x, const Operand& y) {
  if (isTyped(x.type) && isTyped(y.type)) return false;
  if (isNonTypeParamInterface(x.type) || isNonTypeParamInterface(y.type)) return true;
  if (allBoolean(x.type) != allBoolean(y.type)) return false;
  if (allString(x.type) != allString(y.type)) return false;
  if (x.isNil()) return hasNil(y.type);
  if (y.isNil()) return hasNil(x.type);
  return !isPointer(x.type) && !isPointer(y.type);
}

}  // namespace gosub::types
