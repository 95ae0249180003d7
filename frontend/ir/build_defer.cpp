// go, defer and what they do to a function: results in memory, the ways out through RunDefers, the recover block, suspended calls.
//
// A deferred or started call is a function value without parameters: the function itself when it takes and returns nothing, else a closure of a
// CallThunk that holds the evaluated function and arguments (SuspendedCall).
#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/ir/range_loop.h"
#include "frontend/types/construct.h"
#include "runtime/abi/frame.h"

namespace gosub::ir {

using namespace syntax;

// What a CallThunk calls (FuncDetail::thunk). Its captured words: the callee unless static, then the argument words.
struct SuspendedCall {
  bool builtin;
  types::BuiltinId id;                 // builtins: their operands are captured as values of argTypes
  std::span<types::Type*> argTypes;
  types::Type* result;                 // of the builtin
  bool hasDots;
  PreparedCall::Kind kind;
  FuncSym* func;
  int method;
  types::Func* object;
  types::Signature* sig;
  size_t count;                        // captured words of the call itself; others are only kept alive
  std::span<Ty> words;
};

// ---- results -------------------------------------------------------------------------------------------------------------

void Builder::declareResults(types::Signature* sig) {
  f_->hasDefer = hasDefer_;
  if (hasDefer_) sym_->flags |= abi::kFuncHasDefer;
  for (size_t i = 0; i < sig->results->vars.size(); i++) {
    types::Var* v = sig->results->vars[i];
    resultVars_.push_back(v);
    if (rangeReturns_) forceBox_.insert(v);
    // With defer, a recovered panic continues in recoverBlock, which sees memory only.
    if (hasDefer_ && resultPtrs_[i] != nullptr) {
      uint32_t slot = newSlot(basic(types::BasicKind::UnsafePointer), Name{});
      storeWord(slotAddr(slot), resultPtrs_[i]);
      resultPtrSlots_.push_back(slot + 1);
    } else {
      resultPtrSlots_.push_back(0);
    }
    bool named = v->name && !v->name.blank();
    if (!hasDefer_ && !rangeReturns_ && !named) continue;  // never seen but by its return statement
    if (hasDefer_) bindResultHome(v);
    declareZero(v);
  }
}

// A home in memory that recoverBlock can name.
void Builder::bindResultHome(types::Var* v) {
  Home h;
  h.type = subst(v->type);
  if (isBoxed(v) || tooLargeForFrame(h.type)) {
    h.kind = Home::Box;
    h.addrInSlot = true;
    h.slot = newSlot(basic(types::BasicKind::UnsafePointer), Name{});
  } else {
    h.kind = Home::Slot;
    h.slot = newSlot(h.type, v->name);
  }
  bindHome(v, h);
}

void Builder::emitReturn() {
  if (hasDefer_) emit(Op::RunDefers, Ty::Void, {});
  std::vector<Value*> w;
  for (size_t i = 0; i < resultVars_.size(); i++) {
    Home* h = findHome(resultVars_[i]);
    GoVal v = h != nullptr ? readHome(*h) : zeroValue(subst(resultVars_[i]->type));
    if (v.memory) {
      Value* to = resultPtrSlots_[i] != 0 ? loadWord(Ty::Ptr, slotAddr(resultPtrSlots_[i] - 1)) : resultPtrs_[i];
      store({to, 0, 0}, v);
    } else {
      w.insert(w.end(), v.w, v.w + v.n);
    }
  }
  ret(w);
}

// Where control continues in this function after a deferred call has recovered a panic: the remaining deferred calls, then the return.
void Builder::buildRecoverBlock() {
  if (!hasDefer_) return;
  if (live()) unreachable();
  Block* b = newBlock();
  f_->recoverBlock = b;
  startUnlinked(b);
  emitReturn();
}

void Builder::startUnlinked(Block* b) {
  ended_ = true;
  seal(b);
  setBlock(b);
}

// ---- go and defer -----------------------------------------------------------------------------------------------------------

void Builder::goStmt(CallStmt* s) {
  Value* fn = suspend(cast<CallExpr>(unparen(s->call)), true);
  if (fn != nullptr) emit(Op::Go, Ty::Void, {fn});
}

void Builder::deferStmt(CallStmt* s) {
  Value* fn = suspend(cast<CallExpr>(unparen(s->call)), false);
  if (fn != nullptr) pushDefer(fn);
}

void Builder::pushDefer(Value* fn) {
  if (rangeLoop_ == nullptr) emit(Op::DeferPush, Ty::Void, {fn});
  else runtime(Entry::rangedeferpush, {boxAddr(rangeLoop_->root->deferToken), fn});
}

// uintptr(unsafe.Pointer(p)) as an argument keeps p alive for the call of functions without Go bodies and of those that ask for it.
std::vector<Value*> Builder::keptPointers(const PreparedCall& c, Block* block, size_t mark) {
  std::vector<Value*> kept;
  if (c.kind != PreparedCall::Static || c.object == nullptr) return kept;
  const FuncDecl* d = (c.object->origin != nullptr ? c.object->origin : c.object)->syntaxDecl;
  if (d == nullptr) return kept;
  bool keeps = !d->hasBody();
  for (const Directive& directive : d->directives)
    keeps = keeps || directive.verb() == "go:uintptrescapes" || directive.verb() == "go:uintptrkeepalive";
  if (!keeps) return kept;
  for (Block* b : {block, cur_}) {
    for (size_t i = b == block ? mark : 0; i < b->values.size(); i++)
      if (b->values[i]->op == Op::PtrToInt) kept.push_back(b->values[i]->args[0]);
    if (b == cur_) break;
  }
  return kept;
}

// Null: nothing is to be called (conversions).
Value* Builder::suspend(CallExpr* e, bool isGo) {
  SuspendedCall call{};
  std::vector<Value*> captured;
  if (isConversion(e)) {
    effects(e);
    return nullptr;
  }
  if (types::Builtin* b = builtinOf(e)) {
    call.builtin = true;
    call.id = b->id;
    call.hasDots = e->hasDots;
    call.result = e->type != nullptr && types::Mode(e->mode) != types::Mode::NoValue ? typeOf(e) : nullptr;
    std::vector<GoVal> args = builtinOperands(e, b->id);
    call.argTypes = program_.arena().makeArray<Type*>(args.size());
    for (size_t i = 0; i < args.size(); i++) {
      call.argTypes[i] = args[i].type;
      if (args[i].memory) captured.push_back(address(inHeap(args[i])));
      else captured.insert(captured.end(), args[i].w, args[i].w + args[i].n);
    }
  } else {
    if (ended_) startDeadBlock();
    Block* block = cur_;
    size_t mark = cur_->values.size();
    PreparedCall c = prepareCall(e, true);
    bool plain = c.kind == PreparedCall::Closure && c.words.empty() && c.sig->results->vars.empty();
    if (plain) return c.callee;  // whether it is nil is found out when it is called
    if (c.kind == PreparedCall::Static && c.words.empty() && c.sig->results->vars.empty()) return funcAddr(c.func);
    if (c.kind == PreparedCall::Closure && isGo) nilCheck(c.callee);
    call.kind = c.kind;
    call.func = c.func;
    call.method = c.method;
    call.object = c.object;
    call.sig = c.sig;
    if (c.kind != PreparedCall::Static) captured.push_back(c.callee);
    captured.insert(captured.end(), c.words.begin(), c.words.end());
    call.count = captured.size();
    for (Value* p : keptPointers(c, block, mark)) captured.push_back(p);  // alive as long as the closure
  }
  std::vector<Ty> words;
  for (Value* v : captured) words.push_back(v->type);
  call.words = program_.arena().copy(words);
  FuncSym* thunk = program_.callThunk(sym_, program_.arena().make<SuspendedCall>(call), e, isGo ? "gowrap" : "deferwrap");
  thunk->captures = program_.captureStruct(words);
  if (captured.empty()) return funcAddr(thunk);
  Value* v = emitList(Op::MakeClosure, Ty::Ptr, captured);
  v->func = thunk;
  return v;
}

void Builder::buildCallThunk() {
  auto& call = *static_cast<SuspendedCall*>(detailOf(sym_).thunk);
  sig_ = program_.signatureOf(sym_);
  std::vector<Value*> captured;
  if (!call.words.empty()) {
    Value* closure = emit(Op::ClosurePtr, Ty::Ptr, {});
    for (size_t i = 0; i < call.words.size(); i++) captured.push_back(loadWord(call.words[i], {closure, 8 + 8 * int64_t(i), 0}));
  }
  if (call.builtin) {
    std::vector<GoVal> args;
    size_t at = 0;
    for (Type* t : call.argTypes) {
      size_t n = info(t).words();
      args.push_back(words(t, std::span<Value* const>(captured).subspan(at, n)));
      at += n;
    }
    builtinOn(call.id, args, call.result, call.hasDots);
  } else {
    PreparedCall c(f_->scratch);
    c.kind = call.kind;
    c.func = call.func;
    c.method = call.method;
    c.object = call.object;
    c.sig = call.sig;
    c.pos = pos_;
    size_t first = 0;
    if (c.kind != PreparedCall::Static) c.callee = captured[first++];
    c.words.assign(std::span(captured).subspan(first, call.count - first));
    emitCall(c);
  }
  ret({});
}

}  // namespace gosub::ir
