// Sweeping: what a collection has not marked becomes free, span by span.
#include <algorithm>
#include <cstdio>

#include "base/check.h"
#include "base/poison.h"
#include "runtime/heap/heap.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::rt {

// GODEBUG=allocfreetrace=1
void Heap::traceFree(const void* p, size_t size) {
  char line[80];
  int n = std::snprintf(line, sizeof line, "tracefree(%p, 0x%zx)\n\n", p, size);
  runtime_.writeStderr({line, size_t(n)});
}

// Slots `bits` of one word of the span die.
void Heap::freeSlots(Span* s, size_t word, uint64_t bits) {
  if (!runtime_.config.clobberFree && !runtime_.config.allocFreeTrace && !kPoisons) return;
  for (; bits != 0; bits &= bits - 1) {
    void* p = s->slot(uint32_t(word * 64) + uint32_t(__builtin_ctzll(bits)));
    if (runtime_.config.allocFreeTrace) traceFree(p, s->elemSize);
    if (runtime_.config.clobberFree) {
      auto* w = static_cast<uint32_t*>(p);
      for (size_t i = 0; i < s->elemSize / 4; i++) w[i] = 0xdeadbeef;
      s->needZero = true;
    } else {
      poison(p, s->elemSize);  // what is clobbered is there to be looked at
    }
  }
}

// As if everything were marked.
bool Heap::keepAll(Span* s) {
  for (size_t word = 0; word < s->words(); word++) {
    uint64_t allocated = s->allocatedBits(word);
    s->used[word].store(allocated, std::memory_order_release);
    s->mark[word].store(0, std::memory_order_relaxed);
  }
  return true;
}

bool Heap::sweepSpan(Span* s) {
  if (runtime_.config.neverFree || runtime_.config.onePerPage) return keepAll(s);
  uint64_t live = 0, dead = 0;
  for (size_t word = 0; word < s->words(); word++) {
    uint64_t marked = s->mark[word].load(std::memory_order_relaxed);
    uint64_t freed = s->allocatedBits(word) & ~marked;
    if (freed != 0) freeSlots(s, word, freed);
    s->used[word].store(marked, std::memory_order_release);
    s->mark[word].store(0, std::memory_order_relaxed);
    live += uint64_t(__builtin_popcountll(marked));
    dead += uint64_t(__builtin_popcountll(freed));
  }
  frees_[s->sizeClass].fetch_add(dead, std::memory_order_relaxed);
  freedBytes_.fetch_add(dead * s->elemSize, std::memory_order_relaxed);
  if (live == 0) return false;
  s->needZero = true;
  if (s->sizeClass == 0) return true;
  s->freeIndex.store(0, std::memory_order_release);
  s->freeBits = ~s->used[0].load(std::memory_order_relaxed) & s->validBits(0);
  return true;
}

// Stopped, after marking: nothing is swept, and caches hold nothing.
void Heap::startSweep() {
  for (auto& row : central_)
    for (Central& c : row) c.startSweep();
  updateGoal();
  uint64_t room = goal_ > live_ ? goal_ - live_ : 0;
  bytesPerSweep_ = int64_t(std::min<uint64_t>(room / (inUse_ / kPageSize + 1), kPageSize));
  sweepCredit_ = 0;
  sweepClass_ = 0;
}

bool Heap::sweepOne() {
  for (uint32_t i; (i = sweepClass_.load(std::memory_order_acquire)) < 2 * kSizeClasses;) {
    Central& c = central(i);
    if (Span* s = c.takeUnswept()) {
      if (sweepSpan(s)) c.add(s);
      else deleteSpan(s);
      return true;
    }
    sweepClass_.compare_exchange_strong(i, i + 1);
  }
  return false;
}

// Allocations sweep in proportion, so that the next collection finds everything swept.
void Heap::sweepForAllocation(size_t bytes) {
  if (sweepClass_.load(std::memory_order_relaxed) == 2 * kSizeClasses) return;
  if (sweepCredit_.fetch_sub(int64_t(bytes), std::memory_order_relaxed) > 0) return;
  while (sweepCredit_.load(std::memory_order_relaxed) <= 0) {
    if (!sweepOne()) return;
    sweepCredit_.fetch_add(bytesPerSweep_, std::memory_order_relaxed);
  }
}

// A swept span of the class with free slots, if there is one among the next unswept ones. After some that are full a new one is
// the quicker way.
Span* Heap::sweepNext(Central& central) {
  constexpr int kTries = 100;
  for (int i = 0; i < kTries; i++) {
    Span* s = central.takeUnswept();
    if (s == nullptr) return nullptr;
    if (!sweepSpan(s)) {
      deleteSpan(s);
    } else if (s->hasFreeSlot()) {
      return s;
    } else {
      central.add(s);
    }
  }
  return nullptr;
}

// ---- verification -----------------------------------------------------------------------------------------------------

void Heap::verify() {
  finishSweep();
  forEachSpan([this](const Span* s) { verifySpan(s); });
}

void Heap::beginCheck() {
  markedBefore_ = markedNow_;
  forEachSpan([this](Span* s) {
    auto& saved = checked_[s];
    for (size_t w = 0; w < s->words(); w++) saved[w] = s->mark[w].exchange(0, std::memory_order_relaxed);
  });
}

void Heap::endCheck() {
  forEachSpan([this](Span* s) {
    auto& saved = checked_[s];
    for (size_t w = 0; w < s->words(); w++) {
      uint64_t again = s->mark[w].exchange(saved[w], std::memory_order_relaxed);
      GOSUB_CHECK((again & ~saved[w]) == 0);  // else the barrier has missed a store
    }
  });
  checked_.clear();
  markedNow_ = markedBefore_;
}

void Heap::verifySpan(const Span* s) const {
  GOSUB_CHECK(pages_.spanOf(s->start) == s && pages_.spanOf(s->start + s->pages * kPageSize - 1) == s);
  GOSUB_CHECK(s->freeIndex <= s->count);
  GOSUB_CHECK(s->scan == (s->types != nullptr));
  for (uint32_t i = 0; i < s->count; i++) {
    GOSUB_CHECK(!s->isMarked(i));
    if (s->scan && s->isAllocated(i)) verifyObject(s, i);
  }
}

// No pointer of a live-looking object may lead into the middle of a free slot. (To its start it may: that is what a
// pointer past the end of the neighbour looks like.)
void Heap::verifyObject(const Span* s, uint32_t i) const {
  const abi::TypeDesc* t = s->typeOf(i);
  GOSUB_CHECK(t != nullptr && t->ptrBytes != 0 && t->size <= s->elemSize);
  auto* words = static_cast<const uintptr_t*>(s->slot(i));
  for (size_t offset = 0; offset + t->size <= s->elemSize; offset += t->size) {
    forEachPointerWord(t, [&](uint64_t w) {
      uintptr_t p = words[offset / 8 + w];
      const Span* target = pages_.spanOf(p);
      if (target == nullptr) return;
      uint32_t index = target->indexOf(p);
      bool free = index < target->count && !target->isAllocated(index);
      GOSUB_CHECK(!free || p == reinterpret_cast<uintptr_t>(target->slot(index)));
    });
  }
}

}  // namespace gosub::rt
