// Functions that have no source: adapters between a method and how it is called. All forward their parameters and hidden result pointers as
// they are; what differs is where the receiver comes from.
#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"

namespace gosub::ir {

using types::BasicKind;

// Calls with the parameter words from `first` on behind c.words, and returns what it returns.
void Builder::forward(const PreparedCall& c, uint32_t first) {
  std::vector<Value*> args;
  if (c.kind != PreparedCall::Static) {
    nilCheck(c.callee);
    args.push_back(c.callee);
  }
  for (Value* p : resultPtrs_)
    if (p != nullptr) args.push_back(p);
  args.insert(args.end(), c.words.begin(), c.words.end());
  for (uint32_t i = first; i < sym_->params.size(); i++) args.push_back(param(i));
  const std::vector<Ty>& results = sym_->results;
  Op op = c.kind == PreparedCall::Static ? Op::Call : Op::CallIface;
  Value* v = emitList(op, results.size() == 1 ? results[0] : Ty::Void, args, c.method);
  if (c.kind == PreparedCall::Static) v->func = c.func;
  if (results.size() > 1) v->results = f_->arena.copy(results);
  std::vector<Value*> w;
  for (size_t i = 0; i < results.size(); i++) w.push_back(extract(v, int(i)));
  ret(w);
}

// The hidden result pointers; gives the next parameter word.
uint32_t Builder::bindResultPtrs(types::Signature* sig) {
  uint32_t word = 0;
  for (types::Var* r : sig->results->vars) resultPtrs_.push_back(isMemory(r->type) ? param(word++) : nullptr);
  return word;
}

// The call of method fn on v, which has the receiver's type or is an interface's value.
void Builder::forwardTo(types::Func* fn, const GoVal& v, uint32_t first) {
  PreparedCall c(f_->scratch);
  if (types::isInterface(v.type)) {
    c.kind = PreparedCall::Iface;
    c.callee = v.w[0];
    c.method = methodIndexOf(v.type, fn);
    c.words.push_back(v.w[1]);
  } else {
    c.func = program_.function(fn);
    passArg(v, c.words, false);
  }
  forward(c, first);
}

void Builder::buildWrapper() {
  const FuncDetail& d = detailOf(sym_);
  sig_ = d.signature;
  uint32_t word = bindResultPtrs(sig_);
  types::LookupResult r = types::lookupFieldOrMethod(&f_->arena, d.recv, true, d.method->pkg, d.method->name);
  auto* fn = types::as<types::Func>(r.obj);
  GOSUB_CHECK(fn != nullptr);
  types::resolveType(fn);
  std::span<const int> fields(r.path.data(), r.path.size() - 1);
  Type* want = static_cast<types::Signature*>(fn->type)->recv->type;

  // Where the receiver lies: behind a pointer, or in the argument words.
  LValue place;
  GoVal v;
  Type* at = d.recv;
  if (d.ifaceReceiver) {
    place.kind = LValue::Memory;
    place.type = d.recv;
    place.addr = pointee(param(word++));
  } else {
    size_t n = info(d.recv).words();
    Value* w[4];
    for (size_t i = 0; i < n; i++) w[i] = param(word++);
    v = words(d.recv, std::span<Value* const>(w, n));
    if (auto* p = types::as<types::Pointer>(underOf(d.recv)); p != nullptr && fields.empty()) panicIfNil(v.w[0], p->elem, fn);
  }
  for (int i : fields) {
    if (auto* p = types::as<types::Pointer>(underOf(at))) {
      Value* ptr = place.kind == LValue::Memory ? loadLValue(place).w[0] : v.w[0];
      nilCheck(ptr);
      place.kind = LValue::Memory;
      place.type = p->elem;
      place.addr = pointee(ptr);
      at = p->elem;
    }
    if (place.kind == LValue::Memory) {
      place = fieldPlace(place, i);
      at = place.type;
    } else {
      v = field(v, i);
      at = v.type;
    }
  }
  bool wantsPointer = underOf(want)->kind == types::TypeKind::Pointer && !types::isInterface(want);
  bool isPointer = underOf(at)->kind == types::TypeKind::Pointer;
  if (wantsPointer && !isPointer) {
    GOSUB_CHECK(place.kind == LValue::Memory);
    return forwardTo(fn, scalar(want, address(place.addr)), word);
  }
  if (place.kind == LValue::Memory) v = loadLValue(place);
  if (!wantsPointer && isPointer) {
    nilCheck(v.w[0]);
    v = load(pointee(v.w[0]), static_cast<types::Pointer*>(underOf(at))->elem);
  }
  forwardTo(fn, v, word);
}

// (*T).M of a value method, called with nil.
void Builder::panicIfNil(Value* p, Type* t, types::Func* fn) {
  auto* named = types::as<types::Named>(t);
  if (named == nullptr) return;
  Block *none = newBlock(), *some = newBlock();
  branch(compare(Op::Eq, p, nilPtr()), none, some, -1);
  sealAndSet(none);
  std::string_view pkg = named->object->pkg != nullptr ? named->object->pkg->path : std::string_view{};
  std::vector<Value*> args;
  for (std::string_view s : {pkg, named->object->name.text(), fn->name.text()}) {
    args.push_back(dataAddr(s));
    args.push_back(i64(int64_t(s.size())));
  }
  runtimeList(Entry::panicwrap, args, {});
  unreachable();
  sealAndSet(some);
}

void Builder::buildBoundMethod() {
  const FuncDetail& d = detailOf(sym_);
  sig_ = d.signature;
  uint32_t word = bindResultPtrs(sig_);
  std::vector<Ty> types;
  layouts().appendWords(d.recv, types);
  GoVal recv{d.recv, isMemory(d.recv), false, 0, {}};
  if (!types.empty()) {
    Value* closure = emit(Op::ClosurePtr, Ty::Ptr, {});
    for (Ty t : types) {
      recv.w[recv.n] = loadWord(t, {closure, 8 + 8 * int64_t(recv.n), 0});
      recv.n++;
    }
  }
  forwardTo(d.method, recv, word);
}

void Builder::buildMethodExpr() { GOSUB_UNREACHABLE("method expressions are method wrappers"); }

void Builder::buildIfaceMethodExpr() {
  const FuncDetail& d = detailOf(sym_);
  sig_ = d.signature;
  uint32_t word = bindResultPtrs(sig_);
  Value* itab = param(word++);
  Value* data = param(word++);
  forwardTo(d.method, words(d.recv, {itab, data}), word);
}

}  // namespace gosub::ir
