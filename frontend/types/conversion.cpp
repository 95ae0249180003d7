// Conversions T(x): which are valid, constant ones, and why one is not.
// Implicit conversions of untyped values are in expr.cpp; whether a constant fits a type in representable.cpp.
#include "base/unicode.h"
#include "frontend/types/checker_impl.h"
#include "frontend/types/format.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

// ---- Constants -------------------------------------------------------------------------------------------------

// Whether constant x converts to the (basic) type t; *val becomes the converted value when val is not null.
bool Checker::Impl::constConvertibleTo(const Operand& x, Type* t, const ConstValue** val) {
  auto* b = as<Basic>(under(t));
  if (b == nullptr) return false;
  if (representableConst(x.val, b, val)) return true;
  if (!isInteger(x.type) || !isString(b)) return false;
  if (val != nullptr) {
    uint64_t rune = 0;
    bool valid = uint64Val(x.val, &rune) && rune <= 0x10FFFF;
    std::string text;
    unicode::encode(text, valid ? uint32_t(rune) : unicode::kRuneError);
    *val = makeString(world.constants(), text);
  }
  return true;
}

// T is a type parameter: the constant must convert to each type of its set, and is no constant afterwards.
bool Checker::Impl::constConvertibleToParam(const Operand& x, TypeParam* t, std::string* cause) {
  return forEachUnder(typeSet(t), [&](Type* u) {
    if (u == nullptr) {
      *cause = str("%s does not contain specific types", t);
      return false;
    }
    if (isString(x.type) && isBytesOrRunes(u)) return true;
    if (constConvertibleTo(x, u, nullptr)) return true;
    if (isInteger(x.type) && isInteger(u)) {
      *cause = str("constant %s overflows %s (in %s)", x.val, u, t);
    } else {
      *cause = str("cannot convert %s to type %s (in %s)", x, u, t);
    }
    return false;
  });
}

// ---- Conversion expressions ------------------------------------------------------------------------------------

// The type that an untyped argument has in the end.
Type* Checker::Impl::finalArgumentType(const Operand& x, Type* t, bool wasConstant) {
  auto* b = as<Basic>(x.type);
  if (b != nullptr && b->basic == BasicKind::UntypedNil) return t;
  if (isNonTypeParamInterface(t) || (wasConstant && !isConstType(t))) return defaultType(world, x.type);
  if (x.isConstant() && isInteger(x.type) && allString(t)) return x.type;
  return t;
}

void Checker::Impl::conversion(Operand& x, Type* t) {
  bool constArg = x.isConstant();
  bool ok = false;
  std::string cause;
  if (constArg && isConstType(t)) {
    ok = constConvertibleTo(x, t, &x.val);
    if (!ok && isInteger(x.type) && isInteger(t)) {
      errorf(startPos(x), Code::InvalidConversion, "constant %s overflows %s", x.val, t);
      x.mode = Mode::Invalid;
      return;
    }
  } else if (constArg && isTypeParam(t)) {
    ok = constConvertibleToParam(x, static_cast<TypeParam*>(t), &cause);
    x.mode = Mode::Value;
  } else if (convertibleTo(x, t, &cause)) {
    ok = true;
    x.mode = Mode::Value;
  }
  if (!ok) {
    const char* fmt = cause.empty() ? "cannot convert %s to type %s" : "cannot convert %s to type %s: %s";
    errorf(startPos(x), Code::InvalidConversion, fmt, x, t, cause);
    x.mode = Mode::Invalid;
    return;
  }
  if (isUntyped(x.type)) updateExprType(x.expr, finalArgumentType(x, t, constArg), true);
  x.type = t;
}

namespace {

// The rules that look at the two underlying types only.
bool basicConvertible(Type* vu, Type* tu) {
  if (isIntegerOrFloat(vu) && isIntegerOrFloat(tu)) return true;
  if (isComplex(vu) && isComplex(tu)) return true;
  if ((isInteger(vu) || isBytesOrRunes(vu)) && isString(tu)) return true;
  if (isString(vu) && isBytesOrRunes(tu)) return true;
  if ((isPointer(vu) || isUintptr(vu)) && isUnsafePointer(tu)) return true;
  return isUnsafePointer(vu) && (isPointer(tu) || isUintptr(tu));
}

// Unnamed pointers whose bases have identical underlying types.
bool pointersConvertible(Type* v, Type* t) {
  auto* vp = as<Pointer>(v);
  auto* tp = as<Pointer>(t);
  if (vp == nullptr || tp == nullptr || isTypeParam(vp->elem) || isTypeParam(tp->elem)) return false;
  return identicalIgnoreTags(under(vp->elem), under(tp->elem));
}

}  // namespace

// A slice to an array (go1.20) or to a pointer to one (go1.17). *decided: the rule applies and gives the answer.
bool Checker::Impl::sliceToArray(const Operand& x, Type* vu, Type* tu, std::string* cause, bool* decided) {
  *decided = false;
  auto* s = as<Slice>(vu);
  if (s == nullptr) return false;
  auto* tp = as<Pointer>(tu);
  auto* a = as<Array>(tp != nullptr ? under(tp->elem) : tu);
  if (a == nullptr || !identical(s->elem, a->elem)) return false;
  *decided = true;
  if (allowVersion(startPos(x), tp != nullptr ? 17 : 20)) return true;
  if (cause != nullptr)
    *cause = tp != nullptr ? "conversion of slices to array pointers requires go1.17 or later"
                           : "conversion of slices to arrays requires go1.20 or later";
  return false;
}

bool Checker::Impl::convertibleTo(const Operand& x, Type* t, std::string* cause) {
  if (assignableTo(x, t, cause, nullptr)) return true;
  Type* v = x.type;
  Type* vu = under(v);
  Type* tu = under(t);
  auto* vp = as<TypeParam>(v);
  auto* tp = as<TypeParam>(t);
  if (vp == nullptr && tp == nullptr && identicalIgnoreTags(vu, tu)) return true;
  if (pointersConvertible(v, t) || basicConvertible(vu, tu)) return true;
  bool decided;
  bool toArray = sliceToArray(x, vu, tu, cause, &decided);
  if (decided) return toArray;
  if (vp != nullptr) return eachConvertibleTo(x, vp, t, cause);
  return tp != nullptr && convertibleToEach(x, tp, cause);
}

namespace {

void prependCause(std::string* cause, std::string line) {
  if (!cause->empty()) line += "\n\t" + *cause;
  *cause = std::move(line);
}

}  // namespace

// From every type of a type parameter's set, to t or, t being a type parameter, to every type of its set.
bool Checker::Impl::eachConvertibleTo(const Operand& x, TypeParam* p, Type* t, std::string* cause) {
  auto* tp = as<TypeParam>(t);
  Operand y = x;
  return forEachTerm(p, [&](const UnionTerm* from) {
    if (from == nullptr) return false;
    y.type = from->type;
    if (tp == nullptr) {
      if (convertibleTo(y, t, cause)) return true;
      if (cause != nullptr) prependCause(cause, str("cannot convert %s (in %s) to type %s", from->type, p, t));
      return false;
    }
    return forEachTerm(tp, [&](const UnionTerm* to) {
      if (to == nullptr) return false;
      if (convertibleTo(y, to->type, cause)) return true;
      if (cause != nullptr)
        prependCause(cause, str("cannot convert %s (in %s) to type %s (in %s)", from->type, p, to->type, tp));
      return false;
    });
  });
}

bool Checker::Impl::convertibleToEach(const Operand& x, TypeParam* p, std::string* cause) {
  return forEachTerm(p, [&](const UnionTerm* to) {
    if (to == nullptr) return false;
    if (convertibleTo(x, to->type, cause)) return true;
    if (cause != nullptr) prependCause(cause, str("cannot convert %s to type %s (in %s)", x.type, to->type, p));
    return false;
  });
}

}  // namespace gosub::types
