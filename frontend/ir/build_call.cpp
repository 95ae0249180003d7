// Calls, method calls, arguments, function literals and what they capture, method values and expressions.
//
// What a closure captures: a variable that nobody assigns to any more by value (its scalars), others by the address of their box.
// Captured word i lies at byte 8 + 8 * i of the FuncVal.
#include <algorithm>

#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::ir {

using syntax::NodeKind;

namespace {

types::Selection* methodSelection(syntax::Expr* f, types::SelectionKind kind) {
  auto* s = syntax::as<syntax::SelectorExpr>(f);
  return s != nullptr && s->selection != nullptr && s->selection->kind == kind ? s->selection : nullptr;
}

// A call that stands for several arguments: f(g()).
bool isMulti(std::span<syntax::Expr* const> args) {
  return args.size() == 1 && types::as<types::Tuple>(args[0]->type) != nullptr &&
         syntax::as<syntax::CallExpr>(syntax::unparen(args[0])) != nullptr;
}

types::Type* receiverType(types::Func* fn) {
  types::resolveType(fn);
  auto* sig = static_cast<types::Signature*>(fn->type);
  return sig->recv != nullptr ? sig->recv->type : nullptr;
}

bool isPointerType(types::Type* t) { return types::under(t)->kind == types::TypeKind::Pointer; }

}  // namespace

// ---- entry points --------------------------------------------------------------------------------------------------

void Builder::orderCallee(syntax::CallExpr* e) {
  Expr* f = syntax::unparen(e->fun);
  if (isTypeExpr(f)) return;
  if (auto* s = syntax::as<syntax::SelectorExpr>(f); s != nullptr && s->selection != nullptr) {
    if (s->selection->kind != types::SelectionKind::MethodExpr) order(s->x);
  } else if (builtinOf(e) == nullptr) {
    order(f);
  }
}

void Builder::orderCall(syntax::CallExpr* e) {
  Expr* f = syntax::unparen(e->fun);
  orderCallee(e);
  if (isMulti(e->args)) return;
  // Variables among the arguments are looked at only where a later argument could change them.
  size_t last = e->args.size();
  while (last > 0 && !hoists(e->args[last - 1])) last--;
  if (last == 0) return;
  auto* sig = isTypeExpr(f) || builtinOf(e) != nullptr ? nullptr : types::as<types::Signature>(underOf(typeOf(e->fun)));
  for (size_t i = 0; i < last; i++) {
    if (sig != nullptr && i + 1 < last) {
      orderAs(e->args[i], paramType(sig, i, e->hasDots));
    } else {
      order(e->args[i]);
    }
  }
}

// The type that argument i is converted to.
Builder::Type* Builder::paramType(types::Signature* sig, size_t i, bool hasDots) {
  std::span<types::Var* const> params = sig->params->vars;
  if (!sig->variadic || hasDots || i + 1 < params.size()) return params[i]->type;
  return static_cast<types::Slice*>(underOf(params.back()->type))->elem;
}

GoVal Builder::call(syntax::CallExpr* e) {
  if (isConversion(e)) return conversionCall(e);
  if (types::Builtin* b = builtinOf(e)) return builtinCall(e, b->id);
  std::vector<GoVal> r = callMulti(e);
  return r.empty() ? GoVal{} : r[0];
}

std::vector<GoVal> Builder::callMulti(syntax::CallExpr* e) {
  At at(*this, e->pos);
  PreparedCall c = resolveCallee(e);
  if (ended_) startDeadBlock();
  Block* block = cur_;
  size_t mark = cur_->values.size();
  ArenaVector<GoVal> args = argValues(e, c.sig);
  if (c.kind == PreparedCall::Static && c.object != nullptr && c.words.empty()) {
    GoVal r;
    if (intrinsic(c.object, args, c.sig, &r)) return r.type == nullptr ? std::vector<GoVal>{} : std::vector<GoVal>{r};
  }
  for (const GoVal& a : args) passArg(a, c.words, false);
  std::vector<Value*> kept = keptPointers(c, block, mark);
  std::vector<GoVal> results = emitCall(c);
  for (Value* p : kept) emit(Op::KeepAlive, Ty::Void, {p});
  return results;
}

// For go and defer: unlike those of other calls, the operands are evaluated one by one, and keep the values they have then.
PreparedCall Builder::prepareCall(syntax::CallExpr* e, bool heapArgs) {
  At at(*this, e->pos);
  orderCallee(e);
  PreparedCall c = resolveCallee(e, heapArgs);
  if (c.kind == PreparedCall::Iface) nilCheck(c.callee);
  if (!isMulti(e->args))
    for (Expr* a : e->args) orderOperand(a);
  for (const GoVal& a : argValues(e, c.sig)) passArg(a, c.words, heapArgs);
  return c;
}

void Builder::orderOperand(Expr* e) {
  order(e);
  e = syntax::unparen(e);
  if (e->constVal != nullptr || types::Mode(e->mode) == types::Mode::NilValue || (e->checkerBits & kHoistedBit)) return;
  GoVal v = stable(value(e));
  e->checkerBits |= kHoistedBit;
  hoisted_[e] = v;
}

// ---- the callee ----------------------------------------------------------------------------------------------------

FuncSym* Builder::funcOf(types::Func* fn, types::Instance* instance) {
  GOSUB_CHECK(fn != nullptr);
  if (instance == nullptr) return program_.function(fn);
  std::vector<Type*> args;
  for (Type* t : instance->typeArgs) args.push_back(subst(t));
  return program_.function(fn, args);
}

// A declared function that an expression names, with its type arguments; null: none.
types::Func* Builder::namedFunction(Expr* f, types::Instance** instance) {
  f = syntax::unparen(f);
  *instance = nullptr;
  if (auto* i = syntax::as<syntax::IndexExpr>(f)) {
    if (i->instance == nullptr) return nullptr;
    types::Func* fn = namedFunction(i->x, instance);
    *instance = i->instance;
    return fn;
  }
  if (auto* n = syntax::as<syntax::NameExpr>(f)) {
    *instance = n->instance;
    return types::as<types::Func>(n->object);
  }
  auto* s = syntax::as<syntax::SelectorExpr>(f);
  if (s == nullptr || s->selection != nullptr) return nullptr;
  *instance = s->instance != nullptr ? s->instance : s->sel->instance;
  return types::as<types::Func>(s->sel->object);
}

PreparedCall Builder::resolveCallee(syntax::CallExpr* e, bool heapArgs) {
  PreparedCall c(f_->scratch);
  c.pos = e->pos;
  Expr* f = syntax::unparen(e->fun);
  types::Instance* instance;
  if (types::Func* fn = namedFunction(f, &instance)) {
    c.func = funcOf(fn, instance);
    c.object = fn;
    c.sig = program_.signatureOf(c.func);
    return c;
  }
  if (methodSelection(f, types::SelectionKind::MethodVal) != nullptr) {
    resolveMethod(static_cast<syntax::SelectorExpr*>(f), heapArgs, &c);
    return c;
  }
  c.sig = static_cast<types::Signature*>(underOf(typeOf(e->fun)));
  GOSUB_CHECK(c.sig->kind == types::TypeKind::Signature);
  if (methodSelection(f, types::SelectionKind::MethodExpr) != nullptr) {
    c.func = methodExprSym(static_cast<syntax::SelectorExpr*>(f));
    return c;
  }
  c.kind = PreparedCall::Closure;
  c.callee = value(f).w[0];
  if (c.callee->op == Op::FuncAddr) {
    c.kind = PreparedCall::Static;
    c.func = c.callee->func;
    c.callee = nullptr;
  }
  return c;
}

types::Func* Builder::concreteMethod(types::Selection* s, Type* recv, std::span<const int>* path) {
  auto* fn = static_cast<types::Func*>(s->obj);
  if (env_.empty()) {
    *path = s->path;
    return fn;
  }
  types::LookupResult r = types::lookupFieldOrMethod(&f_->arena, recv, true, fn->pkg, fn->name);
  auto* found = types::as<types::Func>(r.obj);
  GOSUB_CHECK(found != nullptr);
  types::resolveType(found);
  *path = r.path;
  return found;
}

// Follows the embedded fields of x.m and gives the receiver as the method wants it: an interface's value, a pointer or a value.
GoVal Builder::receiverOf(Expr* x, std::span<const int> fields, types::Func* fn) {
  Type* want = receiverType(fn);
  bool wantsPointer = want != nullptr && isPointerType(want);
  bool isVar = addressable(x);
  if (wantsPointer) {
    // The end of the path may be a pointer already.
    Type* end = pathType(typeOf(x), fields);
    if (!isPointerType(end)) {
      LValue place = pathPlace(x, fields);
      GOSUB_CHECK(place.kind == LValue::Memory);
      return scalar(program_.pointerTo(end), address(place.addr));
    }
  }
  GoVal v = isVar && !fields.empty() ? loadLValue(pathPlace(x, fields)) : followPath(value(x), fields);
  if (wantsPointer || want == nullptr || types::isInterface(want) || types::isInterface(v.type)) return v;
  if (isPointerType(v.type) && !isPointerType(want)) {
    nilCheck(v.w[0]);
    return load(pointee(v.w[0]), static_cast<types::Pointer*>(underOf(v.type))->elem);
  }
  return v;
}

// The type at the end of a path of fields.
Builder::Type* Builder::pathType(Type* t, std::span<const int> fields) {
  for (int i : fields) {
    if (auto* p = types::as<types::Pointer>(underOf(t))) t = p->elem;
    t = static_cast<types::Struct*>(underOf(t))->fields[size_t(i)]->type;
  }
  return t;
}

int Builder::methodIndexOf(Type* inter, types::Func* fn) {
  int i = types::findMethod(types::typeSet(static_cast<types::Interface*>(types::under(inter)))->methods, fn->pkg, fn->name);
  GOSUB_CHECK(i >= 0);
  return i;
}

void Builder::resolveMethod(syntax::SelectorExpr* s, bool heapArgs, PreparedCall* c) {
  At at(*this, s->pos);
  std::span<const int> path;
  types::Func* fn = concreteMethod(s->selection, typeOf(s->x), &path);
  std::span<const int> fields = path.first(path.size() - 1);
  GoVal recv = receiverOf(s->x, fields, fn);
  auto* sig = static_cast<types::Signature*>(fn->type);
  c->object = fn;
  if (types::isInterface(recv.type)) {
    c->kind = PreparedCall::Iface;
    c->callee = recv.w[0];
    c->method = methodIndexOf(recv.type, fn);
    c->sig = static_cast<types::Signature*>(subst(sig));
    c->words.push_back(recv.w[1]);
    c->hasReceiver = true;
    return;
  }
  c->func = program_.function(fn);
  c->sig = program_.signatureOf(c->func);
  passArg(recv, c->words, heapArgs);
  c->hasReceiver = true;
}

// ---- arguments -----------------------------------------------------------------------------------------------------

// Converted to the parameters' types, those of "..." collected in a slice.
ArenaVector<GoVal> Builder::argValues(syntax::CallExpr* e, types::Signature* sig) {
  std::span<types::Var* const> params = sig->params->vars;
  bool spread = sig->variadic && !e->hasDots;
  size_t fixed = spread ? params.size() - 1 : params.size();
  ArenaVector<GoVal> out(f_->scratch), rest(f_->scratch);
  out.reserve(params.size());
  Type* restType = spread ? params.back()->type : nullptr;
  Type* restElem = spread ? static_cast<types::Slice*>(underOf(restType))->elem : nullptr;
  auto add = [&](size_t i, const GoVal& v) { (i < fixed ? out : rest).push_back(v); };
  if (isMulti(e->args)) {
    std::vector<GoVal> values = multiValue(e->args[0]);
    for (size_t i = 0; i < values.size(); i++) add(i, assignConv(values[i], i < fixed ? params[i]->type : restElem));
  } else {
    for (size_t i = 0; i < e->args.size(); i++) add(i, valueAs(e->args[i], i < fixed ? params[i]->type : restElem));
  }
  if (spread) out.push_back(variadicSlice(restType, rest));
  return out;
}

GoVal Builder::variadicSlice(Type* sliceType, std::span<const GoVal> rest) {
  if (rest.empty()) return zeroValue(sliceType);
  Type* elem = static_cast<types::Slice*>(underOf(sliceType))->elem;
  int64_t n = int64_t(rest.size());
  Addr array = newObject(program_.arrayOf(elem, n));
  uint64_t size = info(elem).size;
  for (size_t i = 0; i < rest.size(); i++) store(array.at(i * size), rest[i]);
  return words(sliceType, {array.base, i64(n), i64(n)});
}

void Builder::passArg(const GoVal& v, ArenaVector<Value*>& words, bool heap) {
  if (!v.memory) {
    words.insert(words.end(), v.words());
    return;
  }
  if (heap) {
    words.push_back(inHeap(v).base);
  } else if (v.owned && v.w[0]->op == Op::SlotAddr) {
    words.push_back(v.w[0]);  // nobody else's: it may become the callee's
  } else {
    words.push_back(inTemp(v).base);
  }
}

std::vector<GoVal> Builder::emitCall(const PreparedCall& c) {
  At at(*this, c.pos);
  ArenaVector<Value*> args(f_->scratch);
  args.reserve(c.words.size() + c.sig->results->vars.size() + 1);
  if (c.kind != PreparedCall::Static) {
    nilCheck(c.callee);
    args.push_back(c.callee);
  }
  std::vector<GoVal> results;
  results.reserve(c.sig->results->vars.size());
  ArenaVector<Ty> scalars(f_->scratch);
  for (types::Var* r : c.sig->results->vars) {
    GoVal v{r->type, isMemory(r->type), false, 0, {}};
    if (v.memory) {
      v.owned = true;
      v.w[v.n++] = tempSlot(r->type).base;
      args.push_back(v.w[0]);
    } else {
      for (const Component& part : info(r->type).parts) scalars.push_back(part.ty);
    }
    results.push_back(v);
  }
  for (Value* w : c.words) args.push_back(w);
  Op op = c.kind == PreparedCall::Static ? Op::Call : c.kind == PreparedCall::Closure ? Op::CallClosure : Op::CallIface;
  Value* v = emitList(op, scalars.size() == 1 ? scalars[0] : Ty::Void, args, c.method);
  if (c.kind == PreparedCall::Static) v->func = c.func;
  if (scalars.size() > 1) v->results = f_->arena.copy(std::span<const Ty>(scalars));
  int word = 0;
  for (GoVal& r : results) {
    if (r.memory) continue;
    for (size_t n = info(r.type).parts.size(); r.n < n; r.n++) r.w[r.n] = extract(v, word++);
  }
  return results;
}

std::vector<GoVal> Builder::callFunction(FuncSym* f, types::Signature* sig, std::span<const GoVal> args) {
  PreparedCall c(f_->scratch);
  c.func = f;
  c.sig = sig;
  c.pos = pos_;
  for (const GoVal& a : args) passArg(a, c.words, false);
  return emitCall(c);
}

std::vector<GoVal> Builder::callClosure(Value* fn, types::Signature* sig, std::span<const GoVal> args) {
  PreparedCall c(f_->scratch);
  c.kind = PreparedCall::Closure;
  c.callee = fn;
  c.sig = sig;
  c.pos = pos_;
  for (const GoVal& a : args) passArg(a, c.words, false);
  return emitCall(c);
}

// ---- function literals ---------------------------------------------------------------------------------------------

namespace {

// The variables of enclosing functions that a literal uses; kept in FuncLit::lowered.
struct FreeVars {
  std::span<types::Var* const> vars;
};

class FreeVarWalk {
 public:
  FreeVarWalk(Arena& arena, std::vector<types::Var*>& out) : arena_(arena), out_(out) {}

  template <class Outside>
  void walk(syntax::Node* n, const Outside& outside) {
    if (auto* name = syntax::as<syntax::NameExpr>(n)) {
      auto* v = types::as<types::Var>(name->object);
      if (v != nullptr && !v->isField && v->funcNode != nullptr && !isPackageVar(v) && outside(v)) add(v);
      return;
    }
    if (auto* lit = syntax::as<syntax::FuncLit>(n)) {
      for (types::Var* v : of(lit, arena_))
        if (outside(v)) add(v);
      return;
    }
    syntax::forEachChild(n, [&](syntax::Node* child) { walk(child, outside); });
  }

  static std::span<types::Var* const> of(syntax::FuncLit* lit, Arena& arena) {
    if (lit->lowered != nullptr) return static_cast<FreeVars*>(lit->lowered)->vars;
    std::vector<types::Var*> vars;
    FreeVarWalk w(arena, vars);
    syntax::forEachChild(lit, [&](syntax::Node* child) { w.walk(child, [&](types::Var* v) { return v->funcNode != lit; }); });
    auto* kept = arena.make<FreeVars>();
    kept->vars = arena.copy(std::span<types::Var* const>(vars));
    lit->lowered = kept;
    return kept->vars;
  }

 private:
  void add(types::Var* v) {
    if (std::find(out_.begin(), out_.end(), v) == out_.end()) out_.push_back(v);
  }

  Arena& arena_;
  std::vector<types::Var*>& out_;
};

}  // namespace

void Builder::freeVars(syntax::Node* root, std::vector<types::Var*>& out, syntax::Node* owner) {
  if (owner == nullptr) owner = root;
  Pos begin = syntax::startPos(owner), end = syntax::endPos(owner);
  FreeVarWalk(program_.arena(), out).walk(root, [&](types::Var* v) { return v->pos < begin || v->pos > end; });
}

std::span<types::Var* const> Builder::freeVarsOf(syntax::FuncLit* lit) { return FreeVarWalk::of(lit, program_.arena()); }

std::vector<Capture> Builder::captureList(std::span<types::Var* const> vars, std::vector<Ty>* words) {
  std::vector<Capture> out;
  for (types::Var* v : vars) {
    Home& h = home(v);
    GOSUB_CHECK(h.kind == Home::Box || !isMemory(h.type));
    out.push_back({v, h.kind == Home::Box, uint32_t(words->size())});
    if (h.kind == Home::Box) {
      words->push_back(Ty::Ptr);
    } else {
      layouts().appendWords(h.type, *words);
    }
  }
  return out;
}

bool Builder::capturesNothing(Program& program, syntax::FuncLit* lit) { return FreeVarWalk::of(lit, program.arena()).empty(); }

GoVal Builder::funcLit(syntax::FuncLit* e) {
  FuncSym* sym = program_.literal(e, sym_);
  std::vector<Ty> types;
  detailOf(sym).captures = captureList(freeVarsOf(e), &types);
  sym->captures = program_.captureStruct(types);
  return closure(sym, typeOf(e));
}

GoVal Builder::closure(FuncSym* sym, Type* t) {
  std::vector<Value*> captured;
  for (const Capture& c : detailOf(sym).captures) {
    Home& h = home(c.var);
    if (c.byRef) {
      captured.push_back(homeAddr(h).base);
    } else {
      GoVal x = readHome(h);
      captured.insert(captured.end(), x.w, x.w + x.n);
    }
  }
  if (captured.empty()) return scalar(t, funcAddr(sym));
  Value* v = emitList(Op::MakeClosure, Ty::Ptr, captured);
  v->func = sym;
  v->epoch = int32_t(epoch_);
  return scalar(t, v);
}

// ---- method values and expressions ---------------------------------------------------------------------------------

GoVal Builder::methodValue(syntax::SelectorExpr* e) {
  std::span<const int> path;
  types::Func* fn = concreteMethod(e->selection, typeOf(e->x), &path);
  GoVal recv = receiverOf(e->x, path.first(path.size() - 1), fn);
  if (types::isInterface(recv.type)) nilCheck(recv.w[0]);
  FuncSym* sym = program_.boundMethod(recv.type, fn);
  if (recv.memory) recv.w[0] = inHeap(recv).base;
  if (recv.n == 0) return scalar(typeOf(e), funcAddr(sym));
  Value* v = emitList(Op::MakeClosure, Ty::Ptr, recv.words());
  v->func = sym;
  v->epoch = int32_t(epoch_);
  return scalar(typeOf(e), v);
}

FuncSym* Builder::methodExprSym(syntax::SelectorExpr* e) {
  Type* recv = subst(e->selection->recv);
  std::span<const int> path;
  types::Func* fn = concreteMethod(e->selection, recv, &path);
  return program_.methodExpr(recv, fn, static_cast<types::Signature*>(underOf(typeOf(e))));
}

GoVal Builder::methodExprValue(syntax::SelectorExpr* e) { return scalar(typeOf(e), funcAddr(methodExprSym(e))); }

}  // namespace gosub::ir
