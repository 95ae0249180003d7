// Calls and the instantiation of generic functions. Builtin functions are in builtins.cpp, conversions in
// conversion.cpp, inference in infer.cpp, selectors in selector.cpp.
#include <algorithm>

#include "frontend/types/checker_impl.h"
#include "frontend/types/infer.h"
#include "frontend/types/subst.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

using syntax::CallExpr;
using syntax::Expr;
using syntax::IndexExpr;

// The arguments of a call. Generic functions among them may come with some type arguments.
struct ArgList {
  OperandList args;
  std::vector<std::vector<Type*>> typeArgs;  // empty, or for each argument
  std::span<Type* const> typeArgsOf(size_t i) const {
    return i < typeArgs.size() ? std::span<Type* const>(typeArgs[i]) : std::span<Type* const>();
  }
};

namespace {

Signature* genericSignature(Type* t) {
  auto* sig = as<Signature>(t);
  return sig != nullptr && !sig->typeParams.empty() ? sig : nullptr;
}

}  // namespace

// ---- Instantiation ---------------------------------------------------------------------------------------------

// The type arguments that inst writes for the generic function x. False: reported, x is invalid.
bool Checker::Impl::partialInst(Operand& x, IndexExpr* inst, std::vector<Type*>* typeArgs) {
  if (typeList(inst->indices, typeArgs)) {
    size_t got = typeArgs->size(), want = static_cast<Signature*>(x.type)->typeParams.size();
    if (got <= want) return true;
    errorf(inst->indices[got - 1], Code::WrongTypeArgCount, "got %d type arguments but want %d", got, want);
  }
  x.mode = Mode::Invalid;
  return false;
}

// Instantiates the generic function x with the type arguments that inst (if any) writes and the target tells.
void Checker::Impl::funcInst(const Target* target, Pos pos, Operand& x, IndexExpr* inst) {
  auto* sig = static_cast<Signature*>(x.type);
  Pos at = inst != nullptr ? inst->pos : pos;
  if (inst != nullptr) x.expr = inst;
  bool supported = verifyVersion(at, 18, "function instantiation");
  std::vector<Type*> typeArgs;
  if (inst != nullptr && !partialInst(x, inst, &typeArgs)) return;
  if (typeArgs.size() < sig->typeParams.size()) {
    if (target != nullptr && supported)
      verifyVersion(at, 21, inst != nullptr ? "partially instantiated function in assignment"
                                            : "implicitly instantiated function in assignment");
    if (!inferFromTarget(target, pos, x, sig, &typeArgs)) {
      x.mode = Mode::Invalid;
      return;
    }
  }
  std::span<Expr* const> exprs;
  if (inst != nullptr) exprs = inst->indices;
  x.type = instantiateSig(x.expr->pos, x.expr, sig, typeArgs, exprs);
  x.mode = Mode::Value;
}

// "var v func(int) = f" is inferred like a call g(v) of a generic g whose parameter has the type of f.
bool Checker::Impl::inferFromTarget(const Target* target, Pos pos, Operand& x, Signature* sig,
                                    std::vector<Type*>* typeArgs) {
  std::span<TypeParam*> fresh = renameTypeParams(world, sig->typeParams);
  typeArgs->resize(fresh.size());
  std::vector<Type*> given = *typeArgs;
  Tuple* params = newTuple(world.arena, {});
  Operand arg;
  std::vector<Operand*> args;
  if (target != nullptr) {
    auto* plain = newSignature(world.arena, sig->params, sig->results, sig->variadic);
    Var* param = newParam(world.arena, renamed(world, sig->typeParams, fresh, plain));
    params->vars = world.arena.copy(std::span<Var* const>(&param, 1));
    // The place of the target is that of the function; its name stands for an expression in messages.
    auto* name = world.arena.make<syntax::NameExpr>(x.expr->pos);
    name->name = world.names.intern(target->description);
    arg.mode = Mode::Value;
    arg.type = target->sig;
    arg.expr = name;
    args.push_back(&arg);
  }
  return infer(pos, fresh, given, params, args, target != nullptr, typeArgs);
}

// e: the expression that denotes the function. exprs: the type arguments as written.
Signature* Checker::Impl::instantiateSig(Pos pos, Expr* e, Signature* sig, std::span<Type* const> typeArgs,
                                         std::span<Expr* const> exprs) {
  std::span<Type*> args = world.arena.copy(typeArgs);
  Signature* inst = instantiateSignature(world, sig, args);
  recordInstance(e, args, inst);
  // Constraints can be checked when their types are complete.
  later([this, pos, params = sig->typeParams, args, exprs] {
    std::string cause;
    int bad = verifyInstance(pos, params, args, &cause);
    if (bad < 0) return monoInstance(pos, params, args, exprs);
    bool written = size_t(bad) < exprs.size();
    softErrorf(written ? At(exprs[size_t(bad)]) : At(pos), Code::InvalidTypeArg, "%s", cause);
  });
  return inst;
}

void Checker::Impl::recordInstance(Expr* e, std::span<Type* const> typeArgs, Type* type) {
  auto* inst = world.arena.make<Instance>();
  inst->typeArgs = std::span<Type*>(const_cast<Type**>(typeArgs.data()), typeArgs.size());
  inst->type = type;
  for (;;) {
    switch (e->kind) {
      case syntax::NodeKind::ParenExpr:
        e = static_cast<syntax::ParenExpr*>(e)->x;
        break;
      case syntax::NodeKind::IndexExpr:
        static_cast<IndexExpr*>(e)->instance = inst;
        e = static_cast<IndexExpr*>(e)->x;
        break;
      case syntax::NodeKind::NameExpr: static_cast<syntax::NameExpr*>(e)->instance = inst; return;
      case syntax::NodeKind::SelectorExpr:
        static_cast<syntax::SelectorExpr*>(e)->instance = inst;
        static_cast<syntax::SelectorExpr*>(e)->sel->instance = inst;
        return;
      default: return;
    }
  }
}

// The signature that a builtin has in this call.
void Checker::Impl::recordBuiltinType(Expr* fun, Signature* sig) {
  for (;;) {
    fun->mode = uint8_t(Mode::BuiltinFn);
    fun->type = sig;
    auto* p = syntax::as<syntax::ParenExpr>(fun);
    if (p == nullptr) return;
    fun = p->x;
  }
}

// ---- Calls -----------------------------------------------------------------------------------------------------

ExprClass Checker::Impl::callExpr(Operand& x, CallExpr* e) {
  IndexExpr* inst = nullptr;
  if (auto* index = syntax::as<IndexExpr>(e->fun)) {
    // The type arguments of f[T](args) are looked at together with the arguments.
    if (indexExpr(x, index)) inst = index;
    x.expr = index;
    record(x);
  } else {
    exprOrType(x, e->fun, true);
  }
  ExprClass c = ExprClass::Statement;
  switch (x.mode) {
    case Mode::Invalid: use(e->args); break;
    case Mode::TypeExpr: c = conversionCall(x, e); break;
    case Mode::BuiltinFn: c = builtinCall(x, e); break;
    default: c = functionCall(x, e, inst);
  }
  x.expr = e;
  return c;
}

ExprClass Checker::Impl::conversionCall(Operand& x, CallExpr* e) {
  nonGeneric(x, nullptr);
  if (x.invalid()) return ExprClass::Conversion;
  Type* t = x.type;
  x.mode = Mode::Invalid;
  if (e->args.empty()) {
    errorf(e, Code::WrongArgCount, "missing argument in conversion to %s", t);
    return ExprClass::Conversion;
  }
  if (e->args.size() > 1) {
    use(e->args);
    errorf(e->args.back(), Code::WrongArgCount, "too many arguments in conversion to %s", t);
    return ExprClass::Conversion;
  }
  expr(x, e->args[0]);
  if (x.invalid()) return ExprClass::Conversion;
  auto* i = isTypeParam(t) ? nullptr : as<Interface>(under(t));
  if (i != nullptr && !typeSet(i)->isMethodSet()) {
    errorf(e, Code::MisplacedConstraintIface,
           "cannot use interface %s in conversion (contains specific type constraints or is comparable)", t);
  } else if (e->hasDots) {
    errorf(e->args[0], Code::MisplacedDotDotDot, "invalid use of ... in conversion to %s", t);
  } else {
    conversion(x, t);
  }
  return ExprClass::Conversion;
}

ExprClass Checker::Impl::builtinCall(Operand& x, CallExpr* e) {
  BuiltinId id = x.id;
  if (!builtin(x, e, id)) x.mode = Mode::Invalid;
  if (!x.invalid() && !x.isConstant()) hasCallOrRecv = true;
  switch (id) {
    case BuiltinId::Clear:
    case BuiltinId::Close:
    case BuiltinId::Copy:
    case BuiltinId::Delete:
    case BuiltinId::Panic:
    case BuiltinId::Print:
    case BuiltinId::Println:
    case BuiltinId::Recover: return ExprClass::Statement;
    default: return ExprClass::Expression;
  }
}

ExprClass Checker::Impl::functionCall(Operand& x, CallExpr* e, IndexExpr* inst) {
  auto* sig = as<Signature>(coreType(x.type));
  if (sig == nullptr) {
    invalidOp(x, Code::InvalidCall, "cannot call non-function %s", x);
    x.mode = Mode::Invalid;
    return ExprClass::Statement;
  }
  bool wasGeneric = !sig->typeParams.empty();
  std::vector<Type*> typeArgs;
  std::span<Expr* const> exprs;
  if (inst != nullptr && !callTypeArgs(inst, &sig, &typeArgs, &exprs)) {
    use(e->args);
    x.mode = Mode::Invalid;
    return ExprClass::Statement;
  }
  ArgList args;
  genericExprList(e->args, &args);
  sig = arguments(e, typeArgs, exprs, sig, args);
  if (wasGeneric && sig->typeParams.empty()) {
    for (Expr* f = e->fun; f != nullptr; f = syntax::as<syntax::ParenExpr>(f) != nullptr
                                                 ? static_cast<syntax::ParenExpr*>(f)->x
                                                 : nullptr) {
      f->mode = uint8_t(Mode::Value);
      f->type = sig;
    }
  }
  std::span<Var*> results = varsOf(sig->results);
  x.val = nullptr;
  x.mode = results.empty() ? Mode::NoValue : Mode::Value;
  x.type = results.size() == 1 ? results[0]->type : sig->results;
  hasCallOrRecv = true;
  // After failed inference the result may mention the callee's type parameters.
  if (x.mode == Mode::Value && !sig->typeParams.empty() && isParameterized(sig->typeParams, x.type))
    x.mode = Mode::Invalid;
  return ExprClass::Statement;
}

// The written type arguments of f[T](args). When they are complete, *sig is instantiated here, so that it is known
// whatever the arguments are.
bool Checker::Impl::callTypeArgs(IndexExpr* inst, Signature** sig, std::vector<Type*>* typeArgs,
                                 std::span<Expr* const>* exprs) {
  if (!typeList(inst->indices, typeArgs)) return false;
  size_t got = typeArgs->size(), want = (*sig)->typeParams.size();
  if (got > want) {
    errorf(inst->indices[want], Code::WrongTypeArgCount, "got %d type arguments but want %d", got, want);
    return false;
  }
  *exprs = inst->indices;
  if (got < want) return true;
  verifyVersion(inst->pos, 18, "function instantiation");
  *sig = instantiateSig(inst->pos, inst, *sig, *typeArgs, *exprs);
  typeArgs->clear();
  *exprs = {};
  return true;
}

// ---- Lists of expressions --------------------------------------------------------------------------------------

// A single expression may be a call with several results.
OperandList Checker::Impl::exprList(std::span<Expr* const> list) {
  OperandList out;
  if (list.size() == 1) {
    bool commaOk;
    multiExpr(list[0], false, &out, &commaOk);
    return out;
  }
  out.reserve(list.size());
  for (Expr* e : list) expr(out.add(), e);
  return out;
}

// Like exprList, but generic functions need not be instantiated (completely).
void Checker::Impl::genericExprList(std::span<Expr* const> list, ArgList* out) {
  out->args.reserve(list.size());
  for (size_t i = 0; i < list.size(); i++) {
    Operand& x = out->args.add();
    std::vector<Type*> typeArgs;
    genericArg(x, list[i], &typeArgs);
    if (typeArgs.empty()) continue;
    out->typeArgs.resize(list.size());
    out->typeArgs[i] = std::move(typeArgs);
  }
  if (list.size() != 1) {
    for (Operand& x : out->args) singleValue(x);
    return;
  }
  Operand x = out->args[0];
  auto* tuple = x.invalid() || x.mode != Mode::Value ? nullptr : as<Tuple>(x.type);
  if (tuple == nullptr) return;
  out->args = OperandList();
  for (Var* v : tuple->vars) {
    Operand& part = out->args.add();
    part.mode = Mode::Value;
    part.expr = x.expr;
    part.type = v->type;
  }
}

void Checker::Impl::genericArg(Operand& x, Expr* e, std::vector<Type*>* typeArgs) {
  constexpr unsigned kNotValues =
      1u << unsigned(Mode::NoValue) | 1u << unsigned(Mode::BuiltinFn) | 1u << unsigned(Mode::TypeExpr);
  auto* inst = syntax::as<IndexExpr>(e);
  if (inst == nullptr) {
    rawExpr(x, e, nullptr, nullptr, true);
    return exclude(x, kNotValues);
  }
  x.type = invalid();
  bool generic = indexExpr(x, inst);
  x.expr = e;
  if (generic) {
    // Before go1.21 the missing type arguments had to follow from the written ones.
    auto* sig = static_cast<Signature*>(x.type);
    if (!allowVersion(inst->pos, 21)) {
      funcInst(nullptr, inst->pos, x, inst);
    } else if (partialInst(x, inst, typeArgs) && typeArgs->size() == sig->typeParams.size()) {
      x.type = instantiateSig(inst->pos, inst, sig, *typeArgs, inst->indices);
      typeArgs->clear();
    }
    if (x.invalid()) typeArgs->clear();
  }
  record(x);
  exclude(x, kNotValues);
}

// ---- Arguments -------------------------------------------------------------------------------------------------

namespace {

// The parameters as the arguments meet them: spread, those from the last on go to elements of the "..." one.
struct ParamList {
  std::span<Var* const> vars;
  Type* rest = nullptr;  // element type when spread

  ParamList(Signature* sig, bool spread) : vars(varsOf(sig->params)) {
    if (!spread) return;
    auto* slice = as<Slice>(vars.back()->type);
    rest = slice != nullptr ? slice->elem : vars.back()->type;
    vars = vars.first(vars.size() - 1);
  }
  Type* type(size_t i) const { return i < vars.size() ? vars[i]->type : rest; }

  // One variable for each argument.
  Tuple* tuple(Arena& arena, size_t count) const {
    std::span<Var*> all = arena.makeArray<Var*>(count);
    for (size_t i = 0; i < count; i++) all[i] = i < vars.size() ? vars[i] : newParam(arena, rest);
    return newTuple(arena, all);
  }
};

}  // namespace

bool Checker::Impl::argumentCount(CallExpr* call, Signature* sig, std::span<const Operand> args, bool* spread) {
  size_t want = varsOf(sig->params).size();
  *spread = false;
  if (call->hasDots) {
    if (!sig->variadic) {
      errorf(call, Code::NonVariadicDotDotDot, "cannot use ... in call to non-variadic %s", call->fun);
      return false;
    }
    if (call->args.size() == 1 && args.size() > 1) {
      errorf(call, Code::InvalidDotDotDot, "cannot use ... with %d-valued %s", args.size(), call->args[0]);
      return false;
    }
  } else if (sig->variadic && want > 0) {
    if (args.size() + 1 >= want) {
      *spread = true;
      return true;
    }
    want--;
  }
  if (args.size() == want) return true;
  argumentCountError(call, sig, args, want);
  return false;
}

// gc shows a call without results as what is called.
static Type* typeInSummary(const Operand& x) {
  auto* t = as<Tuple>(x.type);
  auto* call = t != nullptr && t->vars.empty() ? syntax::as<CallExpr>(syntax::unparen(x.expr)) : nullptr;
  return call != nullptr ? call->fun->type : x.type;
}

void Checker::Impl::argumentCountError(CallExpr* call, Signature* sig, std::span<const Operand> args, size_t want) {
  size_t got = args.size();
  At at(call);
  if (got > want) {
    at = At(args[want].expr);
  } else if (got > 0) {
    at = At(args[got - 1].expr);
  }
  std::vector<Type*> have, wanted;
  for (const Operand& a : args) have.push_back(typeInSummary(a));
  for (Var* v : varsOf(sig->params)) wanted.push_back(v->type);
  errorf(at, Code::WrongArgCount, "%s arguments in call to %s\n\thave %s\n\twant %s",
         got > want ? "too many" : "not enough", call->fun, typesSummary(have, false),
         typesSummary(wanted, sig->variadic));
}

// Checks the arguments against the signature, inferring what is missing of the type arguments of the callee and of
// generic functions among the arguments. Gives the (instantiated) signature; sig itself after an error.
Signature* Checker::Impl::arguments(CallExpr* call, std::span<Type* const> typeArgs, std::span<Expr* const> exprs,
                                    Signature* sig, ArgList& list) {
  OperandList& args = list.args;
  bool spread;
  if (!argumentCount(call, sig, args, &spread)) return sig;

  // Type parameters to infer: first those of the callee, then those of each generic argument, all renamed, so that
  // a function may occur several times, as in f(f).
  std::vector<TypeParam*> params;
  std::vector<Type*> given(typeArgs.begin(), typeArgs.end());
  ParamList plain(sig, spread);
  Tuple* renamedParams = nullptr;
  if (!sig->typeParams.empty()) {
    verifyVersion(call->fun->kind == syntax::NodeKind::IndexExpr ? call->fun->pos : call->pos, 18,
                  call->fun->kind == syntax::NodeKind::IndexExpr ? "function instantiation"
                                                                 : "implicit function instantiation");
    std::span<TypeParam*> fresh = renameTypeParams(world, sig->typeParams);
    params.assign(fresh.begin(), fresh.end());
    renamedParams = static_cast<Tuple*>(
        renamed(world, sig->typeParams, fresh, plain.tuple(world.arena, args.size())));
    given.resize(params.size());
  }
  struct GenericArg {
    size_t index;
    Signature* sig;
    size_t first;  // of its type parameters
  };
  std::vector<GenericArg> generic;
  for (size_t i = 0; i < args.size(); i++) {
    Signature* g = args[i].invalid() ? nullptr : genericSignature(args[i].type);
    if (g == nullptr) continue;
    generic.push_back({i, g, params.size()});
    std::span<TypeParam*> fresh = renameTypeParams(world, g->typeParams);
    auto* copy = world.arena.make<Signature>(*static_cast<Signature*>(renamed(world, g->typeParams, fresh, g)));
    copy->lowered = nullptr;
    copy->typeParams = fresh;
    args[i].type = copy;
    std::span<Type* const> partial = list.typeArgsOf(i);
    given.insert(given.end(), partial.begin(), partial.end());
    params.insert(params.end(), fresh.begin(), fresh.end());
    given.resize(params.size());
  }

  Signature* result = sig;
  if (!generic.empty())
    verifyVersion(startPos(args[generic[0].index]), 21, "implicitly instantiated function as argument");
  if (!params.empty()) {
    for (size_t i = 0; i < params.size(); i++) params[i]->index = int(i);
    if (renamedParams == nullptr) renamedParams = plain.tuple(world.arena, args.size());
    std::vector<Operand*> pointers;
    for (Operand& x : args) pointers.push_back(&x);
    std::vector<Type*> inferred;
    if (!infer(call->pos, params, given, renamedParams, pointers, false, &inferred)) return sig;
    size_t n = sig->typeParams.size();
    std::span<Type* const> all(inferred);
    if (n > 0) result = instantiateSig(call->pos, call->fun, sig, all.first(n), exprs);
    for (const GenericArg& g : generic) {
      Operand& x = args[g.index];
      x.type = instantiateSig(call->pos, x.expr, g.sig, all.subspan(g.first, g.sig->typeParams.size()), {});
      record(x);
    }
  }

  ParamList wanted(result, spread);
  Context context("argument to ", call->fun);
  for (size_t i = 0; i < args.size(); i++) assignment(args[i], wanted.type(i), context);
  return result;
}

// append's arguments, against the signature that it has in this call.
void Checker::Impl::builtinArguments(CallExpr* call, Signature* sig, OperandList& args) {
  bool spread;
  if (!argumentCount(call, sig, args, &spread)) return;
  ParamList wanted(sig, spread);
  Context context("argument to ", call->fun);
  for (size_t i = 0; i < args.size(); i++) assignment(args[i], wanted.type(i), context);
}

}  // namespace gosub::types
