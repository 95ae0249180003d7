// Expressions: the dispatch on their kind, what each context accepts, unary operators, and what is recorded on nodes.
// Binary operators are in binary.cpp, literals in literal.cpp, calls in call.cpp, the types of untyped operands in
// untyped.cpp.
#include "frontend/types/checker_impl.h"
#include "frontend/types/sizes.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

using syntax::Expr;
using syntax::NodeKind;
using syntax::Operation;
using syntax::Token;

namespace {

constexpr unsigned bit(Mode m) { return 1u << unsigned(m); }
constexpr unsigned kNotValues = bit(Mode::NoValue) | bit(Mode::BuiltinFn) | bit(Mode::TypeExpr);

}  // namespace

// ---- By context ------------------------------------------------------------------------------------------------

// One value. target: what the expression is assigned to.
void Checker::Impl::expr(Operand& x, Expr* e, const Target* target) {
  rawExpr(x, e, target, nullptr, false);
  exclude(x, kNotValues);
  singleValue(x);
}

// One value, perhaps a generic function.
void Checker::Impl::genericExpr(Operand& x, Expr* e) {
  rawExpr(x, e, nullptr, nullptr, true);
  exclude(x, kNotValues);
  singleValue(x);
}

// hint: the element type of the composite literal that e is an element of.
void Checker::Impl::exprWithHint(Operand& x, Expr* e, Type* hint) {
  rawExpr(x, e, nullptr, hint, false);
  exclude(x, kNotValues);
  singleValue(x);
}

void Checker::Impl::exprOrType(Operand& x, Expr* e, bool allowGeneric) {
  rawExpr(x, e, nullptr, nullptr, allowGeneric);
  exclude(x, bit(Mode::NoValue));
  singleValue(x);
}

void Checker::Impl::multiExpr(Expr* e, bool allowCommaOk, OperandList* out, bool* commaOk) {
  *commaOk = false;
  Operand x;
  rawExpr(x, e, nullptr, nullptr, false);
  exclude(x, kNotValues);
  auto* tuple = as<Tuple>(x.type);
  if (tuple != nullptr && !x.invalid()) {
    for (Var* v : tuple->vars) {
      Operand& part = out->add();
      part.mode = Mode::Value;
      part.expr = e;
      part.type = v->type;
    }
    return;
  }
  out->add() = x;
  if (!allowCommaOk || (x.mode != Mode::MapIndex && x.mode != Mode::CommaOk)) return;
  *commaOk = true;
  Operand& ok = out->add();
  ok.mode = Mode::Value;
  ok.expr = e;
  ok.type = world.basic(BasicKind::UntypedBool);
}

ExprClass Checker::Impl::rawExpr(Operand& x, Expr* e, const Target* target, Type* hint, bool allowGeneric) {
  ExprClass c = exprInternal(x, e, target, hint);
  if (!allowGeneric) nonGeneric(x, target);
  record(x);
  return c;
}

// A generic type or function is no value, but the target may tell a function's type arguments.
void Checker::Impl::nonGeneric(Operand& x, const Target* target) {
  if (x.invalid() || x.mode == Mode::NoValue || x.type == nullptr) return;
  const char* what;
  if (x.type->kind == TypeKind::Named) {
    if (!isGeneric(x.type)) return;
    what = "type";
  } else if (x.type->kind == TypeKind::Signature) {
    if (static_cast<Signature*>(x.type)->typeParams.empty() || x.mode == Mode::TypeExpr) return;
    if (target != nullptr) return funcInst(target, x.expr->pos, x, nullptr);
    what = "function";
  } else {
    return;
  }
  errorf(x, Code::WrongTypeArgCount, "cannot use generic %s %s without instantiation", what, x.expr);
  x.mode = Mode::Invalid;
  x.type = invalid();
}

// Reports x if its mode is among the bits.
void Checker::Impl::exclude(Operand& x, unsigned modes) {
  if ((modes & bit(x.mode)) == 0) return;
  switch (x.mode) {
    case Mode::NoValue: {
      bool value = (modes & bit(Mode::TypeExpr)) != 0;
      errorf(x, Code::TooManyValues, value ? "%s used as value" : "%s used as value or type", x);
      break;
    }
    case Mode::BuiltinFn: errorf(x, Code::UncalledBuiltin, "%s must be called", x); break;
    case Mode::TypeExpr: errorf(x, Code::NotAnExpr, "%s is not an expression", x); break;
    default: break;
  }
  x.mode = Mode::Invalid;
}

void Checker::Impl::singleValue(Operand& x) {
  if (x.mode != Mode::Value || as<Tuple>(x.type) == nullptr) return;
  errorf(x, Code::TooManyValues, "multiple-value %s in single-value context", x);
  x.mode = Mode::Invalid;
}

bool Checker::Impl::use(std::span<Expr* const> list) {
  bool ok = true;
  for (Expr* e : list) ok = useOne(e) && ok;
  return ok;
}

bool Checker::Impl::useLhs(std::span<Expr* const> list) {
  bool ok = true;
  for (Expr* e : list) ok = useOne(e, true) && ok;
  return ok;
}

// lhs: a name that is assigned to is not used by that.
bool Checker::Impl::useOne(Expr* e, bool lhs) {
  if (e == nullptr) return true;
  Operand x;
  auto* name = syntax::as<syntax::NameExpr>(syntax::unparen(e));
  if (name == nullptr) {
    rawExpr(x, e, nullptr, nullptr, true);
    return !x.invalid();
  }
  if (name->name.blank()) return true;
  Var* v = lhs ? lhsName(name) : nullptr;
  bool used = v != nullptr && v->used;
  exprOrType(x, name, true);
  if (v != nullptr) v->used = used;
  return !x.invalid();
}

// ---- By kind ---------------------------------------------------------------------------------------------------

ExprClass Checker::Impl::exprInternal(Operand& x, Expr* e, const Target* target, Type* hint) {
  x.mode = Mode::Invalid;
  x.type = invalid();
  x.val = nullptr;
  x.expr = e;
  ExprClass c = ExprClass::Expression;
  switch (e->kind) {
    case NodeKind::NameExpr: ident(x, static_cast<syntax::NameExpr*>(e), nullptr, false); break;
    case NodeKind::BasicLit: basicLit(x, static_cast<syntax::BasicLit*>(e)); break;
    case NodeKind::CompositeLit: compositeLit(x, static_cast<syntax::CompositeLit*>(e), hint); break;
    case NodeKind::FuncLit: funcLit(x, static_cast<syntax::FuncLit*>(e)); break;
    case NodeKind::ParenExpr: c = rawExpr(x, static_cast<syntax::ParenExpr*>(e)->x, nullptr, nullptr, false); break;
    case NodeKind::SelectorExpr: selector(x, static_cast<syntax::SelectorExpr*>(e), nullptr, false); break;
    case NodeKind::IndexExpr:
      if (auto* i = static_cast<syntax::IndexExpr*>(e); indexExpr(x, i)) funcInst(target, i->pos, x, i);
      break;
    case NodeKind::SliceExpr: sliceExpr(x, static_cast<syntax::SliceExpr*>(e)); break;
    case NodeKind::AssertExpr: assertExpr(x, static_cast<syntax::AssertExpr*>(e)); break;
    case NodeKind::CallExpr: return callExpr(x, static_cast<syntax::CallExpr*>(e));
    case NodeKind::Operation: {
      auto* o = static_cast<Operation*>(e);
      if (!o->unary()) {
        binary(x, o, o->x, o->y, o->op, o->pos);
      } else if (o->op == Token::Mul) {
        indirection(x, o);
      } else {
        unary(x, o);
        if (o->op == Token::Recv) c = ExprClass::Statement;
      }
      break;
    }
    case NodeKind::TypeSwitchGuard:
      errorf(e, Code::InvalidSyntaxTree, "use of .(type) outside type switch");
      useOne(static_cast<syntax::TypeSwitchGuard*>(e)->x);
      break;
    case NodeKind::DotsType: errorf(e, Code::MisplacedDotDotDot, "invalid use of '...'"); break;
    case NodeKind::KeyValueExpr: errorf(e, Code::InvalidSyntaxTree, "no key:value expected"); break;
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::FuncType:
    case NodeKind::InterfaceType:
    case NodeKind::MapType:
    case NodeKind::ChanType:
      x.type = typ(e);
      x.mode = Mode::TypeExpr;
      break;
    default: break;  // BadExpr: reported by the parser
  }
  x.expr = e;
  return x.invalid() ? ExprClass::Statement : c;
}

// *x, a pointer's variable or a pointer type.
void Checker::Impl::indirection(Operand& x, Operation* e) {
  exprOrType(x, e->x);
  if (x.invalid()) return;
  if (x.mode == Mode::TypeExpr) {
    validVarType(e->x, x.type);
    x.type = newPointer(world.arena, x.type);
    return;
  }
  Type* base = nullptr;
  bool ok = underIs(x.type, [&](Type* u) {
    auto* p = as<Pointer>(u);
    if (p == nullptr) {
      invalidOp(x, Code::InvalidIndirection, "cannot indirect %s", x);
      return false;
    }
    if (base != nullptr && !identical(p->elem, base)) {
      invalidOp(x, Code::InvalidIndirection, "pointers of %s must have identical base types", x);
      return false;
    }
    base = p->elem;
    return true;
  });
  x.mode = ok ? Mode::Variable : Mode::Invalid;
  x.val = nullptr;
  x.type = base;
}

void Checker::Impl::assertExpr(Operand& x, syntax::AssertExpr* e) {
  expr(x, e->x);
  if (x.invalid()) return;
  if (isTypeParam(x.type)) {
    invalidOp(x, Code::InvalidAssert, "cannot use type assertion on type parameter value %s", x);
    x.mode = Mode::Invalid;
    return;
  }
  if (as<Interface>(under(x.type)) == nullptr) {
    invalidOp(x, Code::InvalidAssert, "%s is not an interface", x);
    x.mode = Mode::Invalid;
    return;
  }
  Type* t = varType(e->typeExpr);
  if (!isValid(t)) {
    x.mode = Mode::Invalid;
    return;
  }
  typeAssertion(e, x, t, false);
  x.mode = Mode::CommaOk;
  x.type = t;
}

// x.(t), or case t of a type switch on x: could x hold a t?
void Checker::Impl::typeAssertion(Expr* e, Operand& x, Type* t, bool typeSwitch) {
  std::string cause;
  if (assertableTo(x.type, t, &cause)) return;
  if (typeSwitch) {
    errorf(e, Code::ImpossibleAssert, "impossible type switch case: %s\n\t%s cannot have dynamic type %s %s", e, x, t,
           cause);
  } else {
    errorf(e, Code::ImpossibleAssert, "impossible type assertion: %s\n\t%s does not implement %s %s", e, t, x.type,
           cause);
  }
}

// ---- Unary operators -------------------------------------------------------------------------------------------

void Checker::Impl::unary(Operand& x, Operation* e) {
  expr(x, e->x);
  if (x.invalid()) return;
  Token op = e->op;
  if (op == Token::And) return addressOf(x, e);
  if (op == Token::Recv) return receive(x, e);
  if (op == Token::Tilde) {
    bool integer = allInteger(x.type);
    errorf(e, Code::UndefinedOp,
           integer ? "cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)"
                   : "cannot use ~ outside of interface or type constraint");
    if (!integer) {
      x.mode = Mode::Invalid;
      return;
    }
    op = Token::Xor;
  }
  if (!unaryOperatorApplies(x, op)) {
    invalidOp(x, Code::UndefinedOp, "operator %s not defined on %s", tokenText(op), x);
    x.mode = Mode::Invalid;
    return;
  }
  if (!x.isConstant()) {
    x.mode = Mode::Value;
    return;
  }
  if (kindOf(x.val) == ConstKind::Unknown) return;
  unsigned bits = isUnsigned(x.type) ? unsigned(sizeOf(x.type) * 8) : 0;
  x.val = unaryOp(world.constants(), op, x.val, bits);
  x.expr = e;
  overflow(x, e->pos);
}

bool Checker::Impl::unaryOperatorApplies(Operand& x, Token op) {
  switch (op) {
    case Token::Add:
    case Token::Sub: return allNumeric(x.type);
    case Token::Xor: return allInteger(x.type);
    case Token::Not: return allBoolean(x.type);
    default: return false;
  }
}

// &x: of a variable, or of a composite literal, which then becomes one.
void Checker::Impl::addressOf(Operand& x, Operation* e) {
  bool literal = syntax::unparen(e->x)->kind == NodeKind::CompositeLit;
  if (!literal && x.mode != Mode::Variable) {
    invalidOp(x, Code::UnaddressableOperand, "cannot take address of %s", x);
    x.mode = Mode::Invalid;
    return;
  }
  markAddressTaken(e->x);
  x.mode = Mode::Value;
  x.type = newPointer(world.arena, x.type);
}

void Checker::Impl::receive(Operand& x, Operation* e) {
  Type* u = coreType(x.type);
  auto* c = as<Chan>(u);
  if (c == nullptr || c->dir == ChanDir::SendOnly) {
    const char* fmt = u == nullptr   ? "cannot receive from %s (no core type)"
                      : c == nullptr ? "cannot receive from non-channel %s"
                                     : "cannot receive from send-only channel %s";
    invalidOp(x, Code::InvalidReceive, fmt, x);
    x.mode = Mode::Invalid;
    return;
  }
  x.mode = Mode::CommaOk;
  x.type = c->elem;
  hasCallOrRecv = true;
}

// ---- Variables -------------------------------------------------------------------------------------------------

Var* Checker::Impl::variableHolding(Expr* e) {
  for (;;) {
    e = syntax::unparen(e);
    switch (e->kind) {
      case NodeKind::NameExpr: return as<Var>(static_cast<syntax::NameExpr*>(e)->object);
      case NodeKind::SelectorExpr: {
        auto* s = static_cast<syntax::SelectorExpr*>(e);
        if (s->selection == nullptr) return as<Var>(s->sel->object);
        if (s->selection->kind != SelectionKind::FieldVal || s->selection->indirect) return nullptr;
        e = s->x;
        break;
      }
      case NodeKind::IndexExpr: {
        auto* i = static_cast<syntax::IndexExpr*>(e);
        Type* t = i->x->type;
        if (t == nullptr || (!isTypeParam(t) && as<Array>(under(t)) == nullptr)) return nullptr;
        e = i->x;
        break;
      }
      default: return nullptr;
    }
  }
}

void Checker::Impl::markAddressTaken(Expr* e) {
  if (Var* v = variableHolding(e)) v->addressTaken = true;
}

// ---- What stays on nodes ---------------------------------------------------------------------------------------

void Checker::Impl::record(const Operand& x) {
  Expr* e = x.expr;
  if (e == nullptr) return;
  e->mode = uint8_t(x.mode);
  e->checkerBits &= uint16_t(~kUntypedShiftLhs);
  e->constVal = x.isConstant() ? x.val : nullptr;
  e->type = x.mode == Mode::NoValue ? nullptr : x.invalid() ? invalid() : x.type;
}

// e denotes the type t.
void Checker::Impl::recordType(Expr* e, Type* t) {
  e->mode = uint8_t(Mode::TypeExpr);
  e->constVal = nullptr;
  e->type = t;
}

// e, a v, ok expression, is used as such.
void Checker::Impl::recordCommaOk(Expr* e, Type* value) {
  Var* vars[] = {newParam(world.arena, value), newParam(world.arena, world.basic(BasicKind::Bool))};
  Tuple* t = newTuple(world.arena, world.arena.copy(std::span<Var* const>(vars)));
  for (;;) {
    e->mode = uint8_t(Mode::CommaOk);
    e->type = t;
    auto* p = syntax::as<syntax::ParenExpr>(e);
    if (p == nullptr) return;
    e = p->x;
  }
}

}  // namespace gosub::types
