// What the collector sees of goroutines: their frames through stack maps, deferred calls and panics.
#include "base/check.h"
#include "interp/interpreter.h"
#include "interp/loop.h"
#include "interp/stack_objects.h"
#include "runtime/panic/panic.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/walk.h"

namespace gosub::interp {

namespace {

constexpr Word kDeadWord = 0xdeaddeaddeaddeadu;

// The safepoint at which a frame is stopped: the return address of its call, or a polled instruction.
uint32_t safepointOf(const rt::Frame& f) {
  uint32_t at = f.offset();
  if (f.isReturn) return at;
  const uint64_t* insn = f.func->code() + at;
  return isPolled(opcodeOf(*insn)) ? at : at + lengthOf(insn);
}

void scanArgs(const Word* args, const FuncDesc* f, rt::RootVisitor& visitor) {
  if (f->argWords == 0) return;
  if (f->argPtrMask != nullptr) {
    visitor.masked(args, f->argPtrMask, f->argWords);
  } else {
    visitor.conservative(args, args + f->argWords);
  }
}

// The arguments of a native that was called without a frame and has stopped the goroutine.
void scanOutgoing(const rt::Frame& f, rt::RootVisitor& visitor) {
  const uint64_t* insn = f.func->code() + f.offset();
  switch (opcodeOf(*insn)) {
    case Bc::CallNative: {
      auto* d = reinterpret_cast<const FuncDesc*>(insn[1]);
      scanArgs(f.fp - d->argWords, d, visitor);
      break;
    }
    case Bc::CallRt: visitor.conservative(f.fp - field(insn, 0), f.fp); break;
    default: break;
  }
}

template <class F>
void forEachSet(const abi::StackMapTable& t, uint32_t first, uint32_t count, std::span<const uint64_t> bits, uint32_t map,
                F f) {
  const uint64_t* words = bits.data() + size_t(map) * t.mapWords;
  for (uint32_t i = 0; i < count; i++)
    if (words[(first + i) / 64] >> ((first + i) % 64) & 1) f(i);
}

// `invalid` is set when a pointer holds what can be none.
void scanCode(const rt::Frame& f, bool all, StackObjects& objects, bool* invalid) {
  const abi::StackMapTable* t = f.func->maps;
  if (t == nullptr || t->maps.empty()) return;
  uint32_t map = f.kind == rt::Frame::Panicking ? 0 : t->find(safepointOf(f));
  auto pointer = [&](const Word* w) {
    constexpr Word kNilPage = 4096;
    if (*w - 1 < kNilPage - 1) [[unlikely]] *invalid = true;
    objects.pointer(reinterpret_cast<const void*>(*w));
  };
  forEachSet(*t, 0, t->localWords, t->maps, map, [&](uint32_t i) { pointer(f.fp + abi::kFrameLinkWords + i); });
  forEachSet(*t, t->localWords, t->argWords, t->maps, map, [&](uint32_t i) { pointer(f.args() + i); });
  forEachSet(*t, t->localWords + t->argWords, uint32_t(t->slots.size()), t->maps, map, [&](uint32_t i) {
    const abi::SlotMap& s = t->slots[i];
    if (s.type != nullptr && s.type->hasPointers()) objects.values(f.fp + s.wordOffset, s.type, 1);
  });
  if (all || !t->slots.empty()) objects.add(f, map);
}

// Overwrites what the maps call dead and no pointer leads to (RuntimeConfig::clobberDead).
void clobber(const StackObjects::ScannedFrame& scanned, const StackObjects& objects) {
  const rt::Frame& f = scanned.frame;
  const abi::StackMapTable* t = f.func->maps;
  if (t->live.empty() || f.kind != rt::Frame::Code || scanned.map == 0) return;
  auto live = [&](uint32_t i) { return t->isLive(scanned.map, i); };
  for (uint32_t i = 0; i < t->argWords; i++)
    if (!live(t->localWords + i)) f.args()[i] = kDeadWord;
  uint32_t locals = t->localWords;
  for (uint32_t i = 0; i < locals; i++) {
    bool slotWord = false;
    for (const abi::SlotMap& s : t->slots)
      slotWord |= i + abi::kFrameLinkWords >= s.wordOffset && i + abi::kFrameLinkWords < s.wordOffset + s.words;
    if (!slotWord && !live(i)) f.fp[abi::kFrameLinkWords + i] = kDeadWord;
  }
  for (uint32_t k = 0; k < t->slots.size(); k++) {
    const abi::SlotMap& s = t->slots[k];
    if (live(t->localWords + t->argWords + k) || objects.reached(scanned, k)) continue;
    for (uint32_t i = 0; i < s.words; i++) f.fp[s.wordOffset + i] = kDeadWord;
  }
}

}  // namespace

// Not here: this may be the collector's thread, and the world is stopped.
void Interpreter::dieOfInvalidPointer() { runtime_.scheduler->dieSoon("invalid pointer found on stack"); }

void Interpreter::visitFrames(G& g, rt::RootVisitor& visitor) {
  StackObjects objects(g, visitor);
  objects.pointer(g.panicValue.data);
  objects.pointer(g.callFn);
  for (rt::DeferRecord* d = g.defers; d != nullptr; d = d->next) objects.pointer(d->fn);
  for (rt::PanicRecord* p = g.panics; p != nullptr; p = p->link) objects.pointer(p->value.data);
  if (!g.sched->started) return;
  bool top = true, invalid = false;
  rt::FrameWalker walker(g);
  for (rt::Frame f; walker.next(&f); top = false) {
    objects.pointer(reinterpret_cast<const void*>(f.fp[abi::kFrameFuncVal]));
    switch (f.kind) {
      case rt::Frame::Waiting:
      case rt::Frame::Native: scanArgs(f.args(), f.func, objects); break;
      case rt::Frame::Code:
        if (!f.isReturn) scanOutgoing(f, objects);
        [[fallthrough]];
      case rt::Frame::Panicking: scanCode(f, runtime_.config.clobberDead, objects, &invalid);
    }
  }
  objects.trace();
  if (invalid && runtime_.config.invalidPtr) dieOfInvalidPointer();
  if (runtime_.config.clobberDead)
    for (const StackObjects::ScannedFrame& f : objects.frames()) clobber(f, objects);
  if (!top) runtime_.stacks->trim(g);
}

}  // namespace gosub::interp
