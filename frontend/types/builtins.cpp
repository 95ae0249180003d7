// Calls of builtin functions, those of package unsafe included: one function per builtin. Each gets the operand that
// becomes the result, with the first argument in it where the arguments are ordinary values, and gives false after
// an error. The list with argument counts is builtins.def.
#include <algorithm>

#include "frontend/types/checker_impl.h"
#include "frontend/types/construct.h"
#include "frontend/types/format.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

using syntax::CallExpr;
using syntax::Expr;

namespace {

struct BuiltinInfo {
  uint8_t nargs;
  bool variadic;
};

constexpr BuiltinInfo kBuiltins[] = {
#define BUILTIN(id, name, nargs, variadic) {nargs, variadic},
#include "frontend/types/builtins.def"
};

// make, new and Offsetof look at their argument expressions themselves.
bool evaluatesArgs(BuiltinId id) {
  return id != BuiltinId::Make && id != BuiltinId::New && id != BuiltinId::UnsafeOffsetof;
}

std::string spelled(BuiltinId id) {
  return (id >= BuiltinId::UnsafeAdd ? "unsafe." : "") + std::string(builtinName(id));
}

}  // namespace

// One call being checked.
class BuiltinCall {
 public:
  BuiltinCall(Checker::Impl& check, Operand& x, CallExpr* call, BuiltinId id)
      : check_(check), world_(check.world), x_(x), call_(call), id_(id) {}

  bool run() {
    if (call_->hasDots && id_ != BuiltinId::Append) {
      check_.errorf(startPos(call_), Code::InvalidDotDotDot,
                    "invalid operation: invalid use of ... with built-in %s", builtinName(id_));
      check_.use(call_->args);
      return false;
    }
    return collect() && checkCount() && dispatch();
  }

 private:
  using Fn = std::initializer_list<Type*>;

  static Pos startPos(const syntax::Node* n) { return syntax::startPos(n); }
  static Pos startPos(const Operand& x) { return types::startPos(x); }

  template <class... Args>
  bool fail(const Operand& at, Code code, const char* fmt, const Args&... args) {
    check_.errorf(startPos(at), code, fmt, args...);
    return false;
  }
  template <class... Args>
  bool failAt(const syntax::Node* at, Code code, const char* fmt, const Args&... args) {
    check_.errorf(startPos(at), code, fmt, args...);
    return false;
  }

  bool collect() {
    nargs_ = call_->args.size();
    if (!evaluatesArgs(id_)) return true;
    args_ = check_.exprList(call_->args);
    nargs_ = args_.size();
    for (const Operand& a : args_)
      if (a.invalid()) return false;
    if (nargs_ > 0) x_ = args_[0];
    return true;
  }

  bool checkCount() {
    BuiltinInfo info = kBuiltins[size_t(id_)];
    const char* what = nargs_ < info.nargs ? "not enough" : !info.variadic && nargs_ > info.nargs ? "too many" : nullptr;
    if (what == nullptr) return true;
    return failAt(call_, Code::WrongArgCount, "invalid operation: %s arguments for %s (expected %d, found %d)", what,
                  static_cast<Expr*>(call_), int(info.nargs), nargs_);
  }

  bool dispatch() {
    switch (id_) {
      case BuiltinId::Append: return append();
      case BuiltinId::Cap:
      case BuiltinId::Len: return lenCap();
      case BuiltinId::Clear: return clear();
      case BuiltinId::Close: return close();
      case BuiltinId::Complex: return complex();
      case BuiltinId::Copy: return copy();
      case BuiltinId::Delete: return deleteKey();
      case BuiltinId::Imag:
      case BuiltinId::Real: return realImag();
      case BuiltinId::Make: return make();
      case BuiltinId::Max:
      case BuiltinId::Min: return minMax();
      case BuiltinId::New: return newValue();
      case BuiltinId::Panic: return panic();
      case BuiltinId::Print:
      case BuiltinId::Println: return print();
      case BuiltinId::Recover: return recover();
      case BuiltinId::UnsafeAdd: return unsafeAdd();
      case BuiltinId::UnsafeAlignof: return unsafeAlignof();
      case BuiltinId::UnsafeOffsetof: return unsafeOffsetof();
      case BuiltinId::UnsafeSizeof: return unsafeSizeof();
      case BuiltinId::UnsafeSlice: return unsafeSlice();
      case BuiltinId::UnsafeSliceData: return unsafeSliceData();
      case BuiltinId::UnsafeString: return unsafeString();
      case BuiltinId::UnsafeStringData: return unsafeStringData();
      case BuiltinId::Count: break;
    }
    return false;
  }

  // ---- Results -------------------------------------------------------------------------------------------------

  Basic* basic(BasicKind k) { return world_.basic(k); }

  bool value(Type* t) {
    x_.mode = Mode::Value;
    x_.type = t;
    x_.val = nullptr;
    return true;
  }
  bool noValue() {
    x_.mode = Mode::NoValue;
    return true;
  }
  bool constant(BasicKind k, int64_t v) {
    x_.mode = Mode::Constant;
    x_.val = makeInt64(world_.constants(), v);
    x_.type = basic(k);
    return true;
  }

  // The signature this call has, for those who read the AST; untyped arguments count as their default types.
  Signature* makeSignature(Type* result, std::span<Type* const> params, bool variadic = false) {
    std::vector<Var*> vars;
    for (Type* t : params) vars.push_back(newParam(world_.arena, defaultType(world_, t)));
    std::span<Var*> results;
    if (result != nullptr) {
      Var* v = newParam(world_.arena, result);
      results = world_.arena.copy(std::span<Var* const>(&v, 1));
    }
    return newSignature(world_.arena, newTuple(world_.arena, world_.arena.copy(vars)),
                        newTuple(world_.arena, results), variadic);
  }
  void record(Type* result, Fn params) {
    check_.recordBuiltinType(call_->fun, makeSignature(result, std::span<Type* const>(params.begin(), params.size())));
  }
  void record(Type* result, std::span<Type* const> params) {
    check_.recordBuiltinType(call_->fun, makeSignature(result, params));
  }

  bool assign(Operand& x, Type* t) {
    check_.assignment(x, t, "argument to " + spelled(id_));
    return !x.invalid();
  }

  // ---- Slices, maps, channels ----------------------------------------------------------------------------------

  bool append() {
    Type* s = x_.type;
    auto* slice = as<Slice>(coreType(s));
    if (slice == nullptr) return appendTarget(s);
    if (nargs_ == 2 && call_->hasDots && appendsString(s)) return value(s);
    Type* params[] = {s, newSlice(world_.arena, slice->elem)};
    Signature* sig = makeSignature(s, params, true);
    // After errors here the result type is known all the same.
    check_.builtinArguments(call_, sig, args_);
    check_.recordBuiltinType(call_->fun, sig);
    return value(s);
  }

  bool appendTarget(Type* s) {
    std::string cause;
    if (x_.isNil()) {
      cause = "have untyped nil";
    } else if (!isTypeParam(s)) {
      cause = check_.str("have %s", x_);
    } else if (Type* core = coreType(s)) {
      cause = check_.str("%s has core type %s", x_, core);
    } else {
      cause = check_.str("%s has no core type", x_);
    }
    return fail(x_, Code::InvalidAppend, "first argument to append must be a slice; %s", cause);
  }

  // append([]byte, string...)
  bool appendsString(Type* s) {
    if (!check_.assignableTo(x_, newSlice(world_.arena, world_.byteType), nullptr, nullptr)) return false;
    Operand& y = args_[1];
    Type* core = coreString(world_, y.type);
    if (core == nullptr || !isString(core)) return false;
    if (isUntyped(y.type)) check_.updateExprType(y.expr, defaultType(world_, y.type), true);
    Type* params[] = {s, y.type};
    check_.recordBuiltinType(call_->fun, makeSignature(s, params, true));
    return true;
  }

  bool hasLength(Type* u) const {
    if (u == nullptr) return false;
    bool len = id_ == BuiltinId::Len;
    Type* t = arrayPtrDeref(u);
    switch (t->kind) {
      case TypeKind::Basic: return len && isString(t);
      case TypeKind::Map: return len;
      case TypeKind::Array:
      case TypeKind::Slice:
      case TypeKind::Chan: return true;
      default: return false;
    }
  }

  // Constant for constant strings, and for arrays in expressions without calls and receives.
  bool lenCap() {
    Type* u = arrayPtrDeref(under(x_.type));
    bool ok = isTypeParam(x_.type)
                  ? forEachUnder(typeSet(static_cast<TypeParam*>(x_.type)), [this](Type* t) { return hasLength(t); })
                  : hasLength(u);
    if (!ok) {
      if (!isValid(u)) return false;
      Code code = id_ == BuiltinId::Len ? Code::InvalidLen : Code::InvalidCap;
      return fail(x_, code, "invalid argument: %s for %s", x_, builtinName(id_));
    }
    if (x_.isConstant()) {
      if (isUntyped(x_.type)) check_.updateExprType(x_.expr, defaultType(world_, x_.type), true);
      return constant(BasicKind::Int, int64_t(stringVal(x_.val).size()));
    }
    if (auto* a = as<Array>(u); a != nullptr && !isTypeParam(x_.type) && !check_.hasCallOrRecv) {
      if (a->length >= 0) return constant(BasicKind::Int, a->length);
      constant(BasicKind::Int, 0);
      x_.val = makeUnknown(world_.constants());
      return true;
    }
    record(basic(BasicKind::Int), {x_.type});
    return value(basic(BasicKind::Int));
  }

  bool clear() {
    check_.verifyVersion(startPos(call_->fun), 21, "clear");
    bool ok = underIs(x_.type, [this](Type* u) {
      if (u != nullptr && (u->kind == TypeKind::Map || u->kind == TypeKind::Slice)) return true;
      return fail(x_, Code::InvalidClear,
                  "invalid argument: cannot clear %s: argument must be (or constrained by) map or slice", x_);
    });
    if (!ok) return false;
    record(nullptr, {x_.type});
    return noValue();
  }

  bool close() {
    bool ok = underIs(x_.type, [this](Type* u) {
      auto* c = as<Chan>(u);
      if (c == nullptr) return fail(x_, Code::InvalidClose, "invalid operation: cannot close non-channel %s", x_);
      if (c->dir != ChanDir::RecvOnly) return true;
      return fail(x_, Code::InvalidClose, "invalid operation: cannot close receive-only channel %s", x_);
    });
    if (!ok) return false;
    record(nullptr, {x_.type});
    return noValue();
  }

  bool copy() {
    Operand& y = args_[1];
    auto* dst = as<Slice>(coreType(x_.type));
    Type* core = coreString(world_, y.type);
    if (core != nullptr && isString(core)) core = newSlice(world_.arena, world_.byteType);
    auto* src = as<Slice>(core);
    if (dst == nullptr || src == nullptr)
      return fail(x_, Code::InvalidCopy, "invalid argument: copy expects slice arguments; found %s and %s", x_, y);
    if (!identical(dst->elem, src->elem))
      return fail(x_, Code::InvalidCopy,
                  "invalid argument: arguments to copy %s and %s have different element types %s and %s", x_, y,
                  dst->elem, src->elem);
    if (isUntyped(y.type)) check_.updateExprType(y.expr, defaultType(world_, y.type), true);
    record(basic(BasicKind::Int), {x_.type, y.type});
    return value(basic(BasicKind::Int));
  }

  bool deleteKey() {
    Type* map = x_.type;
    Type* key = nullptr;
    bool ok = underIs(map, [&](Type* u) {
      auto* m = as<Map>(u);
      if (m == nullptr) return fail(x_, Code::InvalidDelete, "invalid argument: %s is not a map", x_);
      if (key != nullptr && !identical(m->key, key))
        return fail(x_, Code::InvalidDelete, "invalid argument: maps of %s must have identical key types", x_);
      key = m->key;
      return true;
    });
    if (!ok) return false;
    x_ = args_[1];
    if (!assign(x_, key)) return false;
    record(nullptr, {map, key});
    return noValue();
  }

  bool make() {
    Expr* arg0 = call_->args[0];
    Type* t = check_.varType(arg0);
    if (!isValid(t)) return false;
    Type* core = coreType(t);
    size_t least;
    if (core == nullptr) {
      return failAt(arg0, Code::InvalidMake, "invalid argument: cannot make %s: no core type", arg0);
    } else if (core->kind == TypeKind::Slice) {
      least = 2;
    } else if (core->kind == TypeKind::Map || core->kind == TypeKind::Chan) {
      least = 1;
    } else {
      return failAt(arg0, Code::InvalidMake, "invalid argument: cannot make %s; type must be slice, map, or channel",
                    arg0);
    }
    if (nargs_ < least || nargs_ > least + 1)
      return failAt(call_, Code::WrongArgCount, "invalid operation: %s expects %d or %d arguments; found %d",
                    static_cast<Expr*>(call_), least, least + 1, nargs_);
    makeSizes(t);
    return value(t);
  }

  void makeSizes(Type* t) {
    std::vector<Type*> types{t};
    std::vector<int64_t> sizes;
    for (Expr* arg : call_->args.subspan(1)) {
      int64_t size = -1;
      types.push_back(check_.indexValue(arg, -1, &size));
      if (size >= 0) sizes.push_back(size);
    }
    if (sizes.size() == 2 && sizes[0] > sizes[1])
      failAt(call_->args[1], Code::SwappedMakeArgs, "invalid argument: length and capacity swapped");
    record(t, types);
  }

  bool newValue() {
    Type* t = check_.varType(call_->args[0]);
    if (!isValid(t)) return false;
    Type* p = newPointer(world_.arena, t);
    record(p, {t});
    return value(p);
  }

  // ---- Numbers -------------------------------------------------------------------------------------------------

  // f over the type, or over all types of a type parameter's set (not supported by the language yet, but checked on).
  template <class F>
  Type* applyTypeFunc(F f) {
    auto* p = as<TypeParam>(x_.type);
    if (p == nullptr) return f(x_.type);
    std::vector<UnionTerm> terms;
    bool ok = forEachTerm(p, [&](const UnionTerm* t) {
      Type* r = t != nullptr ? f(t->type) : nullptr;
      if (r != nullptr) terms.push_back({t->tilde, r});
      return r != nullptr;
    });
    if (!ok) return nullptr;
    Code code = id_ == BuiltinId::Real ? Code::InvalidReal
                : id_ == BuiltinId::Imag ? Code::InvalidImag
                                         : Code::InvalidComplex;
    check_.softErrorf(startPos(x_), code, "%s not supported as argument to %s for go1.18 (see go.dev/issue/50937)", x_,
                      builtinName(id_));
    return resultParam(p, terms);
  }

  Type* resultParam(TypeParam* like, std::span<const UnionTerm> terms) {
    Arena& arena = world_.arena;
    auto* name = newNode<TypeName>(arena);
    name->color = Color::Black;
    name->pkg = check_.pkg;
    name->name = like->object->name;
    Type* u = check_.makeUnion(terms);
    auto* bound = newNode<Interface>(arena);
    bound->embeddeds = arena.copy(std::span<Type* const>(&u, 1));
    bound->complete = true;
    bound->checker = check_.pkg->checker;
    return newTypeParam(arena, name, like->index, bound, world_.nextTypeParamId++);
  }

  bool complex() {
    Operand& y = args_[1];
    if (!matchComplexArgs(y)) return false;
    if (!identical(x_.type, y.type))
      return fail(x_, Code::InvalidComplex, "invalid operation: %s (mismatched types %s and %s)",
                  static_cast<Expr*>(call_), x_.type, y.type);
    Type* result = applyTypeFunc([this](Type* t) -> Type* {
      if (isBasicKind(t, BasicKind::Float32)) return basic(BasicKind::Complex64);
      if (isBasicKind(t, BasicKind::Float64)) return basic(BasicKind::Complex128);
      return isBasicKind(t, BasicKind::UntypedFloat) ? basic(BasicKind::UntypedComplex) : nullptr;
    });
    if (result == nullptr)
      return fail(x_, Code::InvalidComplex, "invalid argument: arguments have type %s, expected floating-point",
                  x_.type);
    if (x_.isConstant() && y.isConstant()) {
      ConstPool& pool = world_.constants();
      x_.val = binaryOp(pool, toFloat(pool, x_.val), syntax::Token::Add, makeImag(pool, toFloat(pool, y.val)), false);
    } else {
      x_.mode = Mode::Value;
      x_.val = nullptr;
      record(result, {x_.type, x_.type});
    }
    x_.type = result;
    return true;
  }

  // Untyped arguments take the other's type; two untyped constants become floats; other untyped values (shifts whose
  // type is open) must be float64 and will fail.
  bool matchComplexArgs(Operand& y) {
    bool ux = isUntyped(x_.type), uy = isUntyped(y.type);
    if (ux && uy && x_.isConstant() && y.isConstant()) {
      toUntypedFloat(x_);
      toUntypedFloat(y);
    } else if (ux && uy) {
      check_.convertUntyped(x_, basic(BasicKind::Float64));
      check_.convertUntyped(y, basic(BasicKind::Float64));
    } else if (ux) {
      check_.convertUntyped(x_, y.type);
    } else if (uy) {
      check_.convertUntyped(y, x_.type);
    }
    return !x_.invalid() && !y.invalid();
  }

  void toUntypedFloat(Operand& x) {
    if (isNumeric(x.type) && sign(imagPart(world_.constants(), x.val)) == 0) x.type = basic(BasicKind::UntypedFloat);
  }

  bool realImag() {
    if (isUntyped(x_.type)) {
      if (!x_.isConstant()) {
        check_.convertUntyped(x_, basic(BasicKind::Complex128));
        if (x_.invalid()) return false;
      } else if (isNumeric(x_.type)) {
        x_.type = basic(BasicKind::UntypedComplex);
      }
    }
    Type* result = applyTypeFunc([this](Type* t) -> Type* {
      if (isBasicKind(t, BasicKind::Complex64)) return basic(BasicKind::Float32);
      if (isBasicKind(t, BasicKind::Complex128)) return basic(BasicKind::Float64);
      return isBasicKind(t, BasicKind::UntypedComplex) ? basic(BasicKind::UntypedFloat) : nullptr;
    });
    bool real = id_ == BuiltinId::Real;
    if (result == nullptr)
      return fail(x_, real ? Code::InvalidReal : Code::InvalidImag,
                  "invalid argument: argument has type %s, expected complex type", x_.type);
    if (x_.isConstant()) {
      x_.val = real ? realPart(world_.constants(), x_.val) : imagPart(world_.constants(), x_.val);
    } else {
      x_.mode = Mode::Value;
      record(result, {x_.type});
    }
    x_.type = result;
    return true;
  }

  bool minMax() {
    check_.verifyVersion(startPos(call_->fun), 21, "%s", builtinName(id_));
    for (size_t i = 0; i < args_.size(); i++) {
      Operand& a = args_[i];
      if (!allOrdered(a.type))
        return fail(a, Code::InvalidMinMaxOperand, "invalid argument: %s cannot be ordered", a);
      if (i > 0 && !combine(a)) return false;
    }
    if (!x_.isConstant()) {
      x_.mode = Mode::Value;
      if (!assign(x_, check_.emptyInterface())) return false;
    }
    for (Operand& a : args_) check_.updateExprType(a.expr, x_.type, true);
    if (!x_.isConstant()) record(x_.type, std::vector<Type*>(nargs_, x_.type));
    return true;
  }

  bool combine(Operand& a) {
    check_.matchTypes(x_, a);
    if (x_.invalid()) return false;
    if (!identical(x_.type, a.type))
      return fail(a, Code::MismatchedTypes,
                  "invalid argument: mismatched types %s (previous argument) and %s (type of %s)", x_.type, a.type,
                  a.expr);
    if (!x_.isConstant() || !a.isConstant()) {
      x_.mode = Mode::Value;
      x_.val = nullptr;
      return true;
    }
    syntax::Token op = id_ == BuiltinId::Max ? syntax::Token::Gtr : syntax::Token::Lss;
    if (compare(world_.constants(), a.val, op, x_.val)) x_ = a;
    return true;
  }

  // ---- Panics, printing ----------------------------------------------------------------------------------------

  bool panic() {
    check_.markPanic(call_);
    if (!assign(x_, check_.emptyInterface())) return false;
    record(nullptr, {check_.emptyInterface()});
    return noValue();
  }

  bool recover() {
    record(check_.emptyInterface(), {});
    return value(check_.emptyInterface());
  }

  bool print() {
    std::vector<Type*> params;
    for (Operand& a : args_) {
      if (!assign(a, nullptr)) return false;
      params.push_back(a.type);
    }
    record(nullptr, params);
    return noValue();
  }

  // ---- Package unsafe ------------------------------------------------------------------------------------------

  bool unsafeAdd() {
    check_.verifyVersion(startPos(call_->fun), 17, "unsafe.Add");
    Type* p = basic(BasicKind::UnsafePointer);
    if (!assign(x_, p)) return false;
    Operand& y = args_[1];
    if (!check_.isValidIndex(y, Code::InvalidUnsafeAdd, "length", true)) return false;
    record(p, {p, y.type});
    return value(p);
  }

  bool unsafeAlignof() {
    if (!assign(x_, nullptr)) return false;
    if (!hasVarSize(x_.type)) return constant(BasicKind::Uintptr, alignOf(x_.type));
    record(basic(BasicKind::Uintptr), {x_.type});
    return value(basic(BasicKind::Uintptr));
  }

  bool unsafeSizeof() {
    if (!assign(x_, nullptr)) return false;
    if (hasVarSize(x_.type)) {
      record(basic(BasicKind::Uintptr), {x_.type});
      return value(basic(BasicKind::Uintptr));
    }
    int64_t size = sizeOf(x_.type);
    if (size < 0) return fail(x_, Code::TypeTooLarge, "%s is too large", x_);
    return constant(BasicKind::Uintptr, size);
  }

  bool unsafeOffsetof() {
    Expr* arg = call_->args[0];
    auto* sel = syntax::as<syntax::SelectorExpr>(syntax::unparen(arg));
    if (sel == nullptr) {
      failAt(arg, Code::BadOffsetofSyntax, "invalid argument: %s is not a selector expression", arg);
      check_.use(call_->args);
      return false;
    }
    check_.expr(x_, sel->x);
    if (x_.invalid()) return false;
    Type* base = derefStructPtr(x_.type);
    LookupResult r = lookupFieldOrMethod(&world_.arena, base, false, check_.pkg, sel->sel->name);
    if (r.obj == nullptr)
      return fail(x_, Code::MissingFieldOrMethod, "invalid argument: %s has no single field %s", base, sel->sel->name);
    if (as<Func>(r.obj) != nullptr)
      return failAt(arg, Code::InvalidOffsetof, "invalid argument: %s is a method value", arg);
    if (r.indirect)
      return fail(x_, Code::InvalidOffsetof, "invalid argument: field %s is embedded via a pointer in %s",
                  sel->sel->name, base);
    check_.recordFieldSelection(sel, base, r.obj, r.path, x_.mode == Mode::Variable);
    if (hasVarSize(base)) {
      record(basic(BasicKind::Uintptr), {r.obj->type});
      return value(basic(BasicKind::Uintptr));
    }
    int64_t offset = offsetOf(base, r.path);
    if (offset < 0) return fail(x_, Code::TypeTooLarge, "%s is too large", x_);
    return constant(BasicKind::Uintptr, offset);
  }

  bool unsafeSlice() {
    check_.verifyVersion(startPos(call_->fun), 17, "unsafe.Slice");
    auto* p = as<Pointer>(coreType(x_.type));
    if (p == nullptr) return fail(x_, Code::InvalidUnsafeSlice, "invalid argument: %s is not a pointer", x_);
    Operand& y = args_[1];
    if (!check_.isValidIndex(y, Code::InvalidUnsafeSlice, "length", false)) return false;
    Type* s = newSlice(world_.arena, p->elem);
    record(s, {p, y.type});
    return value(s);
  }

  bool unsafeSliceData() {
    check_.verifyVersion(startPos(call_->fun), 20, "unsafe.SliceData");
    auto* s = as<Slice>(coreType(x_.type));
    if (s == nullptr) return fail(x_, Code::InvalidUnsafeSliceData, "invalid argument: %s is not a slice", x_);
    Type* p = newPointer(world_.arena, s->elem);
    record(p, {s});
    return value(p);
  }

  bool unsafeString() {
    check_.verifyVersion(startPos(call_->fun), 20, "unsafe.String");
    Type* p = newPointer(world_.arena, world_.byteType);
    if (!assign(x_, p)) return false;
    Operand& y = args_[1];
    if (!check_.isValidIndex(y, Code::InvalidUnsafeString, "length", false)) return false;
    record(basic(BasicKind::String), {p, y.type});
    return value(basic(BasicKind::String));
  }

  bool unsafeStringData() {
    check_.verifyVersion(startPos(call_->fun), 20, "unsafe.StringData");
    if (!assign(x_, basic(BasicKind::String))) return false;
    Type* p = newPointer(world_.arena, world_.byteType);
    record(p, {basic(BasicKind::String)});
    return value(p);
  }

  Checker::Impl& check_;
  World& world_;
  Operand& x_;
  CallExpr* call_;
  BuiltinId id_;
  size_t nargs_ = 0;
  OperandList args_;
};

bool Checker::Impl::builtin(Operand& x, CallExpr* call, BuiltinId id) {
  // len and cap of an array are constant unless the argument has calls or receives.
  bool outer = hasCallOrRecv;
  bool scoped = id == BuiltinId::Len || id == BuiltinId::Cap;
  if (scoped) hasCallOrRecv = false;
  bool ok = BuiltinCall(*this, x, call, id).run();
  if (scoped) hasCallOrRecv = outer;
  return ok;
}

}  // namespace gosub::types
