// Descriptions of operands, and assignability with the reasons that messages give.
#include "frontend/types/operand.h"

#include "frontend/syntax/printer.h"
#include "frontend/types/checker_impl.h"
#include "frontend/types/format.h"
#include "frontend/types/named.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

std::string_view builtinName(BuiltinId id) {
  static constexpr std::string_view kNames[] = {
#define BUILTIN(id, name, nargs, variadic) name,
#include "frontend/types/builtins.def"
  };
  static_assert(std::size(kNames) == size_t(BuiltinId::Count));
  return kNames[size_t(id)];
}

Pos startPos(const Operand& x) { return x.expr != nullptr ? syntax::startPos(x.expr) : Pos{}; }

// ---- Descriptions ----------------------------------------------------------------------------------------------

namespace {

std::string_view modeText(Mode m) {
  switch (m) {
    case Mode::Invalid: return "invalid operand";
    case Mode::NoValue: return "no value";
    case Mode::BuiltinFn: return "built-in";
    case Mode::TypeExpr: return "type";
    case Mode::Constant: return "constant";
    case Mode::Variable: return "variable";
    case Mode::MapIndex: return "map index expression";
    case Mode::Value: return "value";
    case Mode::NilValue: return "nil";
    case Mode::CommaOk: return "comma, ok expression";
    case Mode::CgoFunc: return "cgo function";
  }
  return "";
}

std::string exprText(const Operand& x, const Qualifier& q) {
  if (x.expr != nullptr) return syntax::exprString(x.expr);
  if (x.mode == Mode::BuiltinFn) return std::string(builtinName(x.id));
  if (x.mode == Mode::TypeExpr) return typeString(x.type, q);
  return x.isConstant() ? toString(x.val) : std::string();
}

std::string nilText(const Operand& x, const Qualifier& q) {
  if (!isValid(x.type)) return "nil (with invalid type)";
  auto* b = as<Basic>(x.type);
  if (b != nullptr && b->basic == BasicKind::UntypedNil) return "nil";
  return "nil (of type " + typeString(x.type, q) + ")";
}

// " of type T", and for a type parameter what constrains it.
void writeTypePart(std::string& out, Type* t, const Qualifier& q) {
  if (!isValid(t)) {
    out += " with invalid type";
    return;
  }
  out += isGeneric(t) ? " of generic type " : " of type ";
  writeType(out, t, q);
  auto* p = as<TypeParam>(t);
  if (p == nullptr) return;
  out += " constrained by ";
  writeType(out, p->bound, q);
  auto* bound = as<Interface>(safeUnderlying(p->bound));
  if (bound != nullptr && bound->typeSet != nullptr && bound->typeSet->isEmpty()) out += " with empty type set";
}

bool hasTypePart(const Operand& x) {
  return x.mode != Mode::Invalid && x.mode != Mode::NoValue && x.mode != Mode::BuiltinFn &&
         x.mode != Mode::TypeExpr && x.type != nullptr;
}

}  // namespace

std::string operandString(const Operand& x, const Qualifier& q) {
  if (x.isNil()) return nilText(x, q);
  std::string expr = exprText(x, q);
  std::string out = expr.empty() ? "" : expr + " (";
  bool typePart = hasTypePart(x);
  if (typePart && isUntyped(x.type)) {
    out += static_cast<Basic*>(x.type)->name;
    out += ' ';
    typePart = false;
  }
  out += modeText(x.mode);
  if (x.isConstant() && x.val != nullptr) {
    std::string value = toString(x.val);
    if (value != expr) out += " " + value;
  }
  if (typePart) writeTypePart(out, x.type, q);
  if (!expr.empty()) out += ")";
  return out;
}

// ---- Assignability ---------------------------------------------------------------------------------------------

namespace {

// Puts a line before what is in *cause.
void prependCause(std::string* cause, std::string line) {
  if (cause == nullptr) return;
  if (!cause->empty()) line += "\n\t" + *cause;
  *cause = std::move(line);
}

}  // namespace

// An untyped value fits T when it can be given that type; T a type parameter: every type of its set.
bool Checker::Impl::untypedAssignableTo(const Operand& x, Type* t) {
  auto* p = as<TypeParam>(t);
  if (p == nullptr) return canConvertUntyped(x, t);
  return forEachTerm(p, [&](const UnionTerm* term) { return term != nullptr && canConvertUntyped(x, term->type); });
}

bool Checker::Impl::assignableTo(const Operand& x, Type* t, std::string* cause, Code* code) {
  Code ignored;
  if (code == nullptr) code = &ignored;
  if (x.invalid() || !isValid(t)) return true;
  Type* v = x.type;
  if (identical(v, t)) return true;
  *code = Code::IncompatibleAssign;
  Type* vu = under(v);
  Type* tu = under(t);
  bool vParam = isTypeParam(v), tParam = isTypeParam(t);
  if (isUntyped(vu)) return untypedAssignableTo(x, t);

  bool oneUnnamed = !hasName(v) || !hasName(t);
  if (oneUnnamed && !vParam && !tParam && identical(vu, tu)) return true;

  // Pointers to interfaces come here for their hint.
  if ((tu->kind == TypeKind::Interface && !tParam) || isInterfacePtr(tu)) {
    if (implements(startPos(x), v, t, false, cause)) return true;
    if (!vParam) {
      *code = Code::InvalidIfaceAssign;
      return false;
    }
    if (cause != nullptr) cause->clear();
  }
  if (vu->kind == TypeKind::Interface && !vParam && implements(startPos(x), t, v, false, nullptr)) {
    if (cause != nullptr) *cause = "need type assertion";
    return false;
  }
  auto* vc = as<Chan>(vu);
  auto* tc = as<Chan>(tu);
  if (vc != nullptr && tc != nullptr && vc->dir == ChanDir::Both && identical(vc->elem, tc->elem)) {
    *code = Code::InvalidChanAssign;
    return oneUnnamed;
  }
  if (tParam && !hasName(v)) return assignableToEach(x, static_cast<TypeParam*>(t), cause, code);
  if (vParam && !hasName(t)) return eachAssignableTo(x, static_cast<TypeParam*>(v), t, cause, code);
  return false;
}

// A value of an unnamed type and a type parameter: it must go to every type of the set.
bool Checker::Impl::assignableToEach(const Operand& x, TypeParam* p, std::string* cause, Code* code) {
  return forEachTerm(p, [&](const UnionTerm* term) {
    if (term == nullptr) return false;
    if (assignableTo(x, term->type, cause, code)) return true;
    if (cause != nullptr) prependCause(cause, str("cannot assign %s to %s (in %s)", x.type, term->type, p));
    return false;
  });
}

bool Checker::Impl::eachAssignableTo(const Operand& x, TypeParam* p, Type* t, std::string* cause, Code* code) {
  Operand y = x;
  return forEachTerm(p, [&](const UnionTerm* term) {
    if (term == nullptr) return false;
    y.type = term->type;
    if (assignableTo(y, t, cause, code)) return true;
    if (cause != nullptr) prependCause(cause, str("cannot assign %s (in %s) to %s", term->type, p, t));
    return false;
  });
}

}  // namespace gosub::types
