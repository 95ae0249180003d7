// Calls of builtin functions, package unsafe included.
#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/types/sizes.h"

namespace gosub::ir {

using namespace syntax;
using types::BuiltinId;
using types::TypeKind;

namespace {

// make of a slice with a constant capacity up to this many bytes is an array object, which may turn out to fit into the frame.
constexpr int64_t kMaxArrayBytes = 64 << 10;

}  // namespace

GoVal Builder::builtinCall(CallExpr* e, BuiltinId id) {
  At at(*this, e->pos);
  Type* t = types::Mode(e->mode) == types::Mode::NoValue ? nullptr : typeOf(e);
  switch (id) {
    case BuiltinId::Make: return makeCall(e, t);
    case BuiltinId::New: return scalar(t, newObject(typeOf(e->args[0])).base);
    case BuiltinId::Len: case BuiltinId::Cap: return lenOrCap(e, id, t);
    case BuiltinId::UnsafeSizeof: return scalar(t, intConst(Ty::U64, types::sizeOf(typeOf(e->args[0]))));
    case BuiltinId::UnsafeAlignof: return scalar(t, intConst(Ty::U64, types::alignOf(typeOf(e->args[0]))));
    case BuiltinId::UnsafeOffsetof: return scalar(t, intConst(Ty::U64, fieldOffsetOf(cast<SelectorExpr>(unparen(e->args[0])))));
    default: break;
  }
  // x = append(x, make([]T, n)...) and the like need no special form: operands are values.
  std::vector<GoVal> args = builtinOperands(e, id);
  return builtinOn(id, args, t, e->hasDots);
}

int64_t Builder::fieldOffsetOf(SelectorExpr* s) {
  Type* t = typeOf(s->x);
  if (auto* p = types::as<types::Pointer>(underOf(t))) t = p->elem;
  return types::offsetOf(t, s->selection->path);
}

// The operands' values, in order; converted where the function's parameter has a type of its own. Ordered before.
std::vector<GoVal> Builder::builtinOperands(CallExpr* e, BuiltinId id) {
  std::vector<GoVal> args;
  auto* tuple = e->args.size() == 1 ? types::as<types::Tuple>(e->args[0]->type) : nullptr;
  if (tuple != nullptr) {
    args = exprList(e->args, tuple->vars.size());
    for (size_t i = 0; i < args.size(); i++)
      if (Type* to = operandType(e, id, i, args[0].type)) args[i] = assignConv(args[i], to);
    return args;
  }
  for (size_t i = 0; i < e->args.size(); i++) {
    Type* first = args.empty() ? nullptr : args[0].type;
    Type* to = operandType(e, id, i, first);
    order(e->args[i]);
    args.push_back(to != nullptr ? valueAs(e->args[i], to) : value(e->args[i]));
    if (e->args.size() > 1) args.back() = stable(args.back());
  }
  return args;
}

// What operand i is converted to; null: nothing.
Builder::Type* Builder::operandType(CallExpr* e, BuiltinId id, size_t i, Type* first) {
  switch (id) {
    case BuiltinId::Append:
      if (i == 0) return types::Mode(e->args[0]->mode) == types::Mode::NilValue ? typeOf(e) : nullptr;
      if (e->hasDots) return types::Mode(e->args[i]->mode) == types::Mode::NilValue ? typeOf(e) : nullptr;
      return static_cast<types::Slice*>(underOf(first))->elem;
    case BuiltinId::Delete: return i == 1 ? static_cast<types::Map*>(underOf(first))->key : nullptr;
    case BuiltinId::Panic: return program_.world().anyType;
    case BuiltinId::Min: case BuiltinId::Max: return typeOf(e);
    case BuiltinId::Complex: {
      bool wide = info(typeOf(e)).parts[0].ty == Ty::F64;
      return basic(wide ? types::BasicKind::Float64 : types::BasicKind::Float32);
    }
    default: return nullptr;
  }
}

GoVal Builder::builtinOn(BuiltinId id, std::span<const GoVal> args, Type* result, bool hasDots) {
  switch (id) {
    case BuiltinId::Append: return hasDots ? appendSlice(args[0], args[1]) : appendValues(args);
    case BuiltinId::Clear: return clear(args[0]);
    case BuiltinId::Close: runtime(Entry::chanclose, {args[0].w[0]}); return {};
    case BuiltinId::Complex: return words(result, {args[0].w[0], args[1].w[0]});
    case BuiltinId::Real: return scalar(result, args[0].w[0]);
    case BuiltinId::Imag: return scalar(result, args[0].w[1]);
    case BuiltinId::Copy: {
      Type* elem = static_cast<types::Slice*>(underOf(args[0].type))->elem;
      Value* n = runtime(Entry::slicecopy, {typeAddr(elem), args[0].w[0], args[0].w[1], args[1].w[0], args[1].w[1]}, {Ty::I64});
      return scalar(result != nullptr ? result : basic(types::BasicKind::Int), n);
    }
    case BuiltinId::Delete: mapDelete(args[0].type, args[0].w[0], args[1]); return {};
    case BuiltinId::Min: case BuiltinId::Max: return minMax(id, args);
    case BuiltinId::Panic:
      emit(Op::Panic, Ty::Void, {args[0].w[0], args[0].w[1]});
      unreachable();
      return {};
    case BuiltinId::Print: case BuiltinId::Println: print(args, id == BuiltinId::Println); return {};
    case BuiltinId::Recover: {
      Value* v = emit(Op::Recover, Ty::Void, {});
      Ty types[] = {Ty::Ptr, Ty::Ptr};
      v->results = f_->arena.copy(std::span<const Ty>(types));
      return words(result != nullptr ? result : program_.world().anyType, {extract(v, 0), extract(v, 1)});
    }
    case BuiltinId::UnsafeAdd: {
      bool isUnsigned;
      return scalar(result, emit(Op::PtrIndex, Ty::Ptr, {args[0].w[0], indexWord(args[1], &isUnsigned)}, 1));
    }
    case BuiltinId::UnsafeSlice: {
      bool isUnsigned;
      Type* elem = static_cast<types::Pointer*>(underOf(args[0].type))->elem;
      Value* n = indexWord(args[1], &isUnsigned);
      runtime(Entry::unsafeslice, {typeAddr(elem), args[0].w[0], n});
      return words(result, {args[0].w[0], n, n});
    }
    case BuiltinId::UnsafeString: {
      bool isUnsigned;
      Value* n = indexWord(args[1], &isUnsigned);
      runtime(Entry::unsafestring, {args[0].w[0], n});
      return words(result, {args[0].w[0], n});
    }
    case BuiltinId::UnsafeSliceData: case BuiltinId::UnsafeStringData: return scalar(result, args[0].w[0]);
    default: GOSUB_UNREACHABLE("builtin %d on values", int(id));
  }
}

GoVal Builder::lenOrCap(CallExpr* e, BuiltinId id, Type* t) {
  Expr* x = e->args[0];
  Type* u = underOf(typeOf(x));
  types::Type* pointee = u->kind == TypeKind::Pointer ? underOf(static_cast<types::Pointer*>(u)->elem) : u;
  if (auto* a = types::as<types::Array>(pointee)) {
    value(x);  // it contains calls or receives, else it is constant
    return scalar(t, i64(a->length));
  }
  GoVal v = value(x);
  Value* n;
  switch (u->kind) {
    case TypeKind::Map: n = runtime(Entry::maplen, {v.w[0]}, {Ty::I64}); break;
    case TypeKind::Chan: n = runtime(id == BuiltinId::Len ? Entry::chanlen : Entry::chancap, {v.w[0]}, {Ty::I64}); break;
    case TypeKind::Slice: n = v.w[id == BuiltinId::Len ? 1 : 2]; break;
    default: n = v.w[1];
  }
  return scalar(t, n);
}

GoVal Builder::makeCall(CallExpr* e, Type* t) {
  bool isUnsigned;
  Value* sizes[2] = {nullptr, nullptr};
  for (size_t i = 1; i < e->args.size() && i <= 2; i++) sizes[i - 1] = indexValue(e->args[i], &isUnsigned);
  Type* u = underOf(t);
  switch (u->kind) {
    case TypeKind::Map: return scalar(t, runtime(Entry::makemap, {typeAddr(t), sizes[0] != nullptr ? sizes[0] : i64(0)}, {Ty::Ptr}));
    case TypeKind::Chan: return scalar(t, runtime(Entry::makechan, {typeAddr(t), sizes[0] != nullptr ? sizes[0] : i64(0)}, {Ty::Ptr}));
    default: break;
  }
  Type* elem = static_cast<types::Slice*>(u)->elem;
  Value* len = sizes[0];
  Value* cap = sizes[1] != nullptr ? sizes[1] : len;
  uint64_t size = info(elem).size;
  bool fixed = cap->op == Op::ConstInt && cap->imm >= 0 && cap->imm <= kMaxArrayBytes && uint64_t(cap->imm) * size <= uint64_t(kMaxArrayBytes);
  if (fixed && size != 0 && cap->imm != 0) {
    if (cap != len) makeLenCheck(elem, len, cap);
    return words(t, {newObject(program_.arrayOf(elem, cap->imm)).base, len, cap});
  }
  return words(t, {runtime(Entry::makeslice, {typeAddr(elem), len, cap}, {Ty::Ptr}), len, cap});
}

// Panics as makeslice does when the length is bad; the capacity is good.
void Builder::makeLenCheck(Type* elem, Value* len, Value* cap) {
  if (len->op == Op::ConstInt && len->imm >= 0 && len->imm <= cap->imm) return;
  Block* bad = newBlock();
  Block* good = newBlock();
  branch(compare(Op::Le, convertScalar(len, Ty::U64), convertScalar(cap, Ty::U64)), good, bad, 1);
  sealAndSet(bad);
  runtime(Entry::makeslice, {typeAddr(elem), len, cap}, {Ty::Ptr});
  unreachable();
  sealAndSet(good);
}

GoVal Builder::clear(const GoVal& x) {
  if (underOf(x.type)->kind == TypeKind::Map) {
    runtime(Entry::mapclear, {typeAddr(x.type), x.w[0]});
  } else {
    Type* elem = static_cast<types::Slice*>(underOf(x.type))->elem;
    runtime(Entry::sliceclear, {typeAddr(elem), x.w[0], x.w[1]});
  }
  return {};
}

// ---- append ----------------------------------------------------------------------------------------------------------

// Room for `more` further elements: the array, its capacity, and the length with them.
Builder::Grown Builder::grow(const GoVal& s, Type* elem, Value* more) {
  Value* n = binary(Op::Add, s.w[1], more);
  Var32 data = newVar(Ty::Ptr), cap = newVar(Ty::I64);
  Block *full = newBlock(), *ready = newBlock();
  writeVar(data, s.w[0]);
  writeVar(cap, s.w[2]);
  branch(compare(Op::Le, convertScalar(n, Ty::U64), convertScalar(s.w[2], Ty::U64)), ready, full, 1);
  sealAndSet(full);
  Value* g = runtime(Entry::growslice, {typeAddr(elem), s.w[0], s.w[1], s.w[2], more, i64(0)}, {Ty::Ptr, Ty::I64, Ty::I64});
  writeVar(data, extract(g, 0));
  writeVar(cap, extract(g, 2));
  jump(ready);
  sealAndSet(ready);
  return {readVar(data), n, readVar(cap)};
}

GoVal Builder::appendValues(std::span<const GoVal> args) {
  const GoVal& s = args[0];
  if (args.size() == 1) return s;
  Type* elem = static_cast<types::Slice*>(underOf(s.type))->elem;
  Grown g = grow(s, elem, i64(int64_t(args.size() - 1)));
  int64_t size = int64_t(info(elem).size);
  Value* place = emit(Op::PtrIndex, Ty::Ptr, {g.data, s.w[1]}, size);
  for (size_t i = 1; i < args.size(); i++) store({place, size * int64_t(i - 1), 0}, args[i]);
  return words(s.type, {g.data, g.len, g.cap});
}

// The other operand is a slice of the same elements or, for bytes, a string.
GoVal Builder::appendSlice(const GoVal& s, const GoVal& t) {
  Type* elem = static_cast<types::Slice*>(underOf(s.type))->elem;
  Grown g = grow(s, elem, t.w[1]);
  Value* place = emit(Op::PtrIndex, Ty::Ptr, {g.data, s.w[1]}, int64_t(info(elem).size));
  runtime(Entry::slicecopy, {typeAddr(elem), place, t.w[1], t.w[0], t.w[1]}, {Ty::I64});
  return words(s.type, {g.data, g.len, g.cap});
}

// ---- min, max, print ---------------------------------------------------------------------------------------------------

GoVal Builder::minMax(BuiltinId id, std::span<const GoVal> args) {
  GoVal r = args[0];
  bool isString = r.n == 2;
  for (const GoVal& x : args.subspan(1)) {
    if (!isString) {
      r.w[0] = binary(id == BuiltinId::Min ? Op::Min : Op::Max, r.w[0], x.w[0]);
      continue;
    }
    Value* order = runtime(Entry::strcmp, {x.w[0], x.w[1], r.w[0], r.w[1]}, {Ty::I64});
    Value* better = compare(id == BuiltinId::Min ? Op::Lt : Op::Gt, order, i64(0));
    r.w[0] = select(better, x.w[0], r.w[0]);
    r.w[1] = select(better, x.w[1], r.w[1]);
  }
  return r;
}

void Builder::print(std::span<const GoVal> args, bool line) {
  runtime(Entry::printbegin, {});
  for (size_t i = 0; i < args.size(); i++) {
    if (line && i > 0) runtime(Entry::printspace, {});
    printOne(args[i]);
  }
  if (line) runtime(Entry::printnl, {});
  runtime(Entry::printend, {});
}

void Builder::printOne(const GoVal& v) {
  Type* u = underOf(v.type);
  switch (u->kind) {
    case TypeKind::Interface: runtime(Entry::printeface, {v.w[0], v.w[1]}); return;
    case TypeKind::Slice: runtime(Entry::printslice, {v.w[0], v.w[1], v.w[2]}); return;
    case TypeKind::Basic: break;
    default: runtime(Entry::printpointer, {v.w[0]}); return;
  }
  auto part = [&](int i) { return convertScalar(v.w[i], Ty::F64); };
  if (types::isString(u)) runtime(Entry::printstring, {v.w[0], v.w[1]});
  else if (types::isBoolean(u)) runtime(Entry::printbool, {v.w[0]});
  else if (types::isComplex(u)) runtime(Entry::printcomplex, {part(0), part(1)});
  else if (types::isFloat(u)) runtime(Entry::printfloat, {part(0)});
  else if (v.w[0]->type == Ty::Ptr) runtime(Entry::printpointer, {v.w[0]});
  else if (isSigned(v.w[0]->type)) runtime(Entry::printint, {convertScalar(v.w[0], Ty::I64)});
  else runtime(Entry::printuint, {convertScalar(v.w[0], Ty::U64)});
}

}  // namespace gosub::ir
