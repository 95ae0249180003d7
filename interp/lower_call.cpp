// Lowering of calls, closures, goroutines, deferred calls and panics. See lower.h.
#include "base/check.h"
#include "interp/lower.h"
#include "runtime/abi/entries.h"

namespace gosub::interp {

using ir::Op;
using ir::Ty;
using ir::Value;

namespace {

enum Effect : uint8_t { leaf, fallible, blocking };

constexpr Effect kEntryEffects[] = {
#define ENTRY(name, fn, resultWords, argWords, effect) effect,
#include "runtime/abi/entries.def"
#undef ENTRY
};

int64_t bitsOf(const void* p) { return int64_t(reinterpret_cast<uintptr_t>(p)); }

}  // namespace

// A call: the operands from firstArg on are the argument words.
MInst& Lowering::emitCall(Value* v, Bc op, size_t firstArg) {
  MCall call;
  call.args = mir_.arena.rawArray<MSrc>(v->args.size() - firstArg);
  for (size_t i = firstArg; i < v->args.size(); i++) call.args[i - firstArg] = source(v->args[i]);
  call.results = mir_.arena.rawArray<VReg>(ir::resultCount(v));
  std::fill(call.results.begin(), call.results.end(), kNoReg);
  if (call.results.size() == 1 && v->results.empty()) {
    call.results[0] = regs_[v->id];
  } else {
    for (Value* e = firstExtract_[v->id]; e != nullptr; e = nextExtract_[e->id])
      if (regs_[e->id] != kNoReg) call.results[size_t(e->imm)] = regs_[e->id];
  }
  mir_.maxOut = std::max(mir_.maxOut, uint32_t(std::max(call.args.size(), call.results.size())));
  MInst& m = emit(op);
  m.kind = MKind::Call;
  m.safepoint = m.clobbersOut = true;
  m.extra = uint32_t(mir_.calls.size());
  mir_.calls.push_back(call);
  return m;
}

bool Lowering::lowerCall(Value* v) {
  switch (v->op) {
    case Op::Call: {
      abi::FuncDesc* f = linker_.func(v->func);
      emitCall(v, f->flags & abi::kFuncNative ? Bc::CallNative : Bc::Call, 0).k[2] = bitsOf(f);
      break;
    }
    case Op::CallClosure: {
      VReg fn = use(v->args[0]);
      emitCall(v, Bc::CallClosure, 1).s[0] = fn;
      break;
    }
    case Op::CallIface: {
      VReg itab = use(v->args[0]);
      MInst& m = emitCall(v, Bc::CallIface, 1);
      m.s[0] = itab;
      m.k[2] = v->imm;
      break;
    }
    case Op::CallRuntime: {
      bool isLeaf = kEntryEffects[v->imm] == leaf;
      MInst& m = emitCall(v, isLeaf ? Bc::CallRtLeaf : Bc::CallRt, 0);
      m.safepoint = !isLeaf;
      m.k[2] = bitsOf(reinterpret_cast<const void*>(linker_.runtimeEntry(int(v->imm))));
      break;
    }
    case Op::Recover: emitCall(v, Bc::Recover, 0); break;
    case Op::MakeClosure: lowerMakeClosure(v); break;
    case Op::Go: case Op::DeferPush: {
      VReg fn = use(v->args[0]);
      MInst& m = emitOp(v->op == Op::Go ? Bc::Go : Bc::Defer, kNoReg, fn);
      m.safepoint = m.clobbersOut = true;
      break;
    }
    case Op::RunDefers: {
      MInst& m = emit(Bc::RunDefers);
      m.safepoint = m.clobbersOut = true;
      break;
    }
    case Op::Panic: {
      VReg type = use(v->args[0]), data = use(v->args[1]);
      emitOp(Bc::Panic, kNoReg, type, data).clobbersOut = true;
      break;
    }
    case Op::Poll: {
      MInst& m = emit(Bc::Poll);
      m.safepoint = m.clobbersOut = true;
      break;
    }
    default: return false;
  }
  return true;
}

// The captured words lie behind the descriptor as in the struct type of the captures; stores to a fresh object or to a
// slot need no barrier.
void Lowering::lowerMakeClosure(Value* v) {
  abi::FuncDesc* f = linker_.func(v->func);
  const ir::TypeInfo* captures = v->func->captures != nullptr ? &layouts_.of(v->func->captures) : nullptr;
  bool inSlot = v->imm != 0;
  int64_t slot = inSlot ? int64_t(mir_.slots[size_t(v->imm - 1)].offset) : 0;
  // Operands first: constants among them may need words.
  ArenaVector<VReg> words(mir_.arena);
  for (Value* a : v->args) words.push_back(use(a));
  VReg d = def(v);
  if (inSlot) {
    MInst& address = emit(Bc::SlotAddr);
    address.d[0] = d;
    address.slotBased = true;
    address.k[0] = slot;
    MInst& m = emitOp(Bc::InitClosure, kNoReg, d);
    m.k[0] = bitsOf(f);
  } else {
    MInst& m = emit(Bc::MakeClosure);
    m.d[0] = d;
    m.k[0] = bitsOf(linker_.closureType(v->func));
    m.k[1] = bitsOf(f);
  }
  if (words.empty()) return;
  GOSUB_CHECK(captures != nullptr);
  size_t word = 0;
  auto store = [&](Ty t, int64_t offset) {
    int bytes = ir::sizeOf(t);
    Bc op = Bc(int(Bc::Store64) + (bytes == 8 ? 0 : bytes == 4 ? 1 : bytes == 2 ? 2 : 3));
    emitImm(op, kNoReg, d, 8 + offset).s[1] = words[word++];
  };
  // Each captured word is a scalar field, or, of memory class, several: the struct is flattened field by field.
  auto* fields = types::as<types::Struct>(types::under(v->func->captures));
  for (size_t i = 0; i < fields->fields.size() && word < words.size(); i++) {
    const ir::TypeInfo& t = layouts_.of(fields->fields[i]->type);
    int64_t base = int64_t(captures->fieldOffsets[i]);
    for (const ir::Component& c : t.parts) store(c.ty, base + c.offset);
  }
  GOSUB_CHECK(word == words.size());
}

}  // namespace gosub::interp
