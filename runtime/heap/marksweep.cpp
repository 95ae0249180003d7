// Allocation and sweeping of the precise heap; marking is in mark.cpp. See marksweep.h.
#include "runtime/heap/marksweep.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "base/check.h"
#include "base/poison.h"
#include "runtime/gc/finalizer.h"
#include "runtime/gc/mark.h"
#include "runtime/gc/weak.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::TypeDesc;

namespace {

// The goal is never below this at GOGC=100, so that small programs don't collect at all.
constexpr uint64_t kMinHeap = 4 << 20;

template <class Clock>
uint64_t nanoseconds() {
  return uint64_t(std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count());
}

}  // namespace

MarkSweepHeap::MarkSweepHeap(Runtime& runtime) : Heap(runtime) { updateGoal(); }

MarkSweepHeap::~MarkSweepHeap() {
  for (Span* s : spans_) {
    unpoison(reinterpret_cast<void*>(s->start), s->pages * kPageSize);
    std::free(s->types);
    delete s;
  }
  for (Span* s : freeSpans_) delete s;
}

Span* MarkSweepHeap::newSpan(size_t pages, int sizeClass, size_t elemSize, bool scan) {
  PageHeap::Run run = pages_.allocate(pages);
  if (run.start == 0) return nullptr;
  if (freeSpans_.empty()) freeSpans_.push_back(new Span);
  Span* s = freeSpans_.back();
  freeSpans_.pop_back();
  std::memset(s, 0, sizeof *s);
  s->start = run.start;
  s->elemSize = elemSize;
  s->pages = pages;
  s->count = sizeClass == 0 ? 1 : uint32_t(pages * kPageSize / elemSize);
  s->divMagic = sizeClass == 0 ? 0 : uint32_t(~uint32_t{0} / elemSize + 1);
  s->sizeClass = uint8_t(sizeClass);
  s->scan = scan;
  s->needZero = !run.zeroed;
  s->freeBits = s->count >= 64 ? ~uint64_t{0} : (uint64_t{1} << s->count) - 1;
  if (scan) s->types = static_cast<const TypeDesc**>(std::calloc(s->count, sizeof(TypeDesc*)));
  spanMetadata_ += sizeof *s + (scan ? s->count * sizeof(TypeDesc*) : 0);
  inUse_ += pages * kPageSize;
  pages_.setSpan(s->start, pages, s);
  spans_.push_back(s);
  poison(reinterpret_cast<void*>(s->start), pages * kPageSize);
  return s;
}

// The caller takes it out of spans_.
void MarkSweepHeap::deleteSpan(Span* s) {
  unpoison(reinterpret_cast<void*>(s->start), s->pages * kPageSize);
  spanMetadata_ -= sizeof *s + (s->scan ? s->count * sizeof(TypeDesc*) : 0);
  inUse_ -= s->pages * kPageSize;
  pages_.free(s->start, s->pages);
  std::free(s->types);
  freeSpans_.push_back(s);
}

// The next free slot, or null when the span is full.
inline void* MarkSweepHeap::nextSlot(Span* s, uint32_t* index) {
  uint32_t word = s->freeIndex / 64;
  while (s->freeBits == 0) {
    if (++word * 64 >= s->count) {
      s->freeIndex = s->count;
      return nullptr;
    }
    uint64_t valid = s->count - word * 64 >= 64 ? ~uint64_t{0} : (uint64_t{1} << (s->count % 64)) - 1;
    s->freeBits = ~s->used[word] & valid;
  }
  uint32_t i = word * 64 + uint32_t(__builtin_ctzll(s->freeBits));
  s->freeBits &= s->freeBits - 1;
  // Stays in the word that freeBits is about: with the word used up the search goes on behind it.
  s->freeIndex = i + 1;
  if (s->freeIndex % 64 == 0) {
    uint32_t next = s->freeIndex / 64;
    if (s->freeIndex < s->count) {
      uint64_t valid = s->count - next * 64 >= 64 ? ~uint64_t{0} : (uint64_t{1} << (s->count % 64)) - 1;
      s->freeBits = ~s->used[next] & valid;
    }
  }
  *index = i;
  return s->slot(i);
}

Span* MarkSweepHeap::refill(SpanList& list, int sizeClass, bool scan) {
  if (!list.partial.empty()) {
    list.current = list.partial.back();
    list.partial.pop_back();
  } else {
    list.current = newSpan(kClassPages[sizeClass], sizeClass, kClassSize[sizeClass], scan);
  }
  return list.current;
}

void MarkSweepHeap::countAllocation(int sizeClass, size_t bytes) {
  stats_.bySize[sizeClass].mallocs++;
  live_ += bytes;
  if (live_ >= goal_) [[unlikely]] wants_ = true;
  if (stress_ != 0 && --stress_ == 0) [[unlikely]] {
    stress_ = runtime_.config.gcStress;
    wants_ = true;
  }
}

void* MarkSweepHeap::allocate(size_t bytes, const TypeDesc* type) {
  if (bytes > kMaxSmallSize) return allocateLarge(bytes, type);
  bool scan = type != nullptr && type->ptrBytes != 0;
  int sizeClass = sizeClassOf(bytes);
  SpanList& list = lists_[scan][sizeClass];
  void* p = nullptr;
  uint32_t index = 0;
  Span* s = list.current;
  while (s == nullptr || (p = nextSlot(s, &index)) == nullptr) {
    s = refill(list, sizeClass, scan);
    if (s == nullptr) return nullptr;
  }
  size_t size = s->elemSize;
  unpoison(p, size);
  if (s->needZero) std::memset(p, 0, size);
  if (scan) s->types[index] = type;
  countAllocation(sizeClass, size);
  return p;
}

void* MarkSweepHeap::allocateLarge(size_t bytes, const TypeDesc* type) {
  size_t pages = (bytes + kPageSize - 1) / kPageSize;
  bool scan = type != nullptr && type->ptrBytes != 0;
  Span* s = newSpan(pages, 0, pages * kPageSize, scan);
  if (s == nullptr) return nullptr;
  s->freeIndex = 1;
  s->freeBits = 0;
  void* p = s->slot(0);
  unpoison(p, s->elemSize);
  if (s->needZero) std::memset(p, 0, s->elemSize);
  if (scan) s->types[0] = type;
  largeTotal_ += s->elemSize;
  countAllocation(0, s->elemSize);
  return p;
}

bool MarkSweepHeap::locate(uintptr_t p, Span** span, uint32_t* index) const {
  Span* s = pages_.spanOf(p);
  if (s == nullptr) return false;
  uint32_t i = s->indexOf(p);
  if (i >= s->count || !s->isAllocated(i)) return false;
  *span = s;
  *index = i;
  return true;
}

HeapObject MarkSweepHeap::find(const void* p) const {
  Span* s;
  uint32_t i;
  if (!locate(reinterpret_cast<uintptr_t>(p), &s, &i)) return {};
  return {s->slot(i), s->elemSize, s->scan ? s->types[i] : nullptr};
}

// Slots `bits` of one word of the span die.
void MarkSweepHeap::freeSlots(Span* s, size_t word, uint64_t bits) {
  uint64_t n = uint64_t(__builtin_popcountll(bits));
  stats_.bySize[s->sizeClass].frees += n;
  if (!runtime_.config.clobberFree && !kPoisons) return;
  for (; bits != 0; bits &= bits - 1) {
    void* p = s->slot(uint32_t(word * 64) + uint32_t(__builtin_ctzll(bits)));
    if (runtime_.config.clobberFree) {
      auto* w = static_cast<uint32_t*>(p);
      for (size_t i = 0; i < s->elemSize / 4; i++) w[i] = 0xdeadbeef;
      s->needZero = true;
    } else {
      poison(p, s->elemSize);  // what is clobbered is there to be looked at
    }
  }
}

bool MarkSweepHeap::sweepSpan(Span* s) {
  uint32_t live = 0;
  for (size_t word = 0; word * 64 < s->count; word++) {
    uint32_t below = s->freeIndex > word * 64 ? s->freeIndex - uint32_t(word * 64) : 0;
    uint64_t allocated = s->used[word] | (below >= 64 ? ~uint64_t{0} : (uint64_t{1} << below) - 1);
    if (s->count - word * 64 < 64) allocated &= (uint64_t{1} << (s->count % 64)) - 1;
    uint64_t dead = allocated & ~s->mark[word];
    if (dead != 0) freeSlots(s, word, dead);
    s->used[word] = s->mark[word];
    s->mark[word] = 0;
    live += uint32_t(__builtin_popcountll(s->used[word]));
  }
  s->live = live;
  live_ += live * s->elemSize;
  if (live == 0) return false;
  s->freeIndex = 0;
  s->freeBits = ~s->used[0] & (s->count >= 64 ? ~uint64_t{0} : (uint64_t{1} << s->count) - 1);
  s->needZero = true;
  return true;
}

void MarkSweepHeap::sweep() {
  for (auto& row : lists_)
    for (SpanList& list : row) {
      list.current = nullptr;
      list.partial.clear();
    }
  live_ = 0;
  size_t kept = 0;
  for (Span* s : spans_) {
    if (!sweepSpan(s)) {
      deleteSpan(s);
      continue;
    }
    spans_[kept++] = s;
    if (s->sizeClass == 0) s->freeIndex = 1, s->freeBits = 0;
    else if (s->live < s->count) lists_[s->scan][s->sizeClass].partial.push_back(s);
    else s->freeIndex = s->count, s->freeBits = 0;
  }
  spans_.resize(kept);
}

void MarkSweepHeap::collect() {
  uint64_t begin = nanoseconds<std::chrono::steady_clock>();
  if (runtime_.config.verifyHeap) verify();
  marked_ = 0;
  Marker marker(*this);
  runtime_.roots->visit(marker);
  marker.drain();
  runtime_.finalizers->markDependents(marker);
  runtime_.weak->afterMark(marker);
  runtime_.finalizers->afterMark(marker);
  sweep();
  wants_ = false;
  updateGoal();
  if (runtime_.config.verifyHeap) verify();
  pages_.release(size_t(goal_ / 8 + (1 << 20)));
  stats_.lastGcUnixNs = nanoseconds<std::chrono::system_clock>();
  uint64_t pause = nanoseconds<std::chrono::steady_clock>() - begin;
  stats_.pauseNs[collections_ % 256] = pause;
  stats_.pauseEnd[collections_ % 256] = stats_.lastGcUnixNs;
  stats_.pauseTotalNs += pause;
  collections_++;
}

void MarkSweepHeap::release() { pages_.release(0); }

void MarkSweepHeap::updateGoal() {
  const RuntimeConfig& c = runtime_.config;
  uint64_t live = marked_;
  if (c.gcPercent < 0) {
    goal_ = UINT64_MAX;
  } else {
    uint64_t percent = uint64_t(c.gcPercent);
    goal_ = std::max(live + live / 100 * percent + live % 100 * percent / 100, kMinHeap * percent / 100);
  }
  if (c.memoryLimit != INT64_MAX) {
    uint64_t other = spanMetadata_ + pages_.metadata();
    uint64_t limit = uint64_t(std::max<int64_t>(c.memoryLimit, 0));
    uint64_t room = limit > other ? limit - other : 0;
    // Above the limit the heap still gets a little room, so that the program makes progress.
    goal_ = std::min(goal_, std::max(room, live + std::max<uint64_t>(live / 10, 1 << 16)));
  }
  stress_ = c.gcStress;
  if (live_ >= goal_) wants_ = true;
}

HeapStats MarkSweepHeap::stats() const {
  HeapStats s = stats_;
  s.totalAlloc = largeTotal_;
  for (int c = 0; c < kSizeClasses; c++) {
    s.totalAlloc += s.bySize[c].mallocs * kClassSize[c];
    s.mallocs += s.bySize[c].mallocs;
    s.frees += s.bySize[c].frees;
  }
  s.collections = collections_;
  s.forced = forced_;
  s.released = pages_.released();
  s.live = live_;
  s.sys = pages_.mapped() - pages_.released();
  s.inUse = inUse_;
  s.metadata = spanMetadata_ + pages_.metadata();
  s.nextGoal = goal_;
  return s;
}

void MarkSweepHeap::verify() const {
  for (const Span* s : spans_) verifySpan(s);
}

void MarkSweepHeap::verifySpan(const Span* s) const {
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
void MarkSweepHeap::verifyObject(const Span* s, uint32_t i) const {
  const TypeDesc* t = s->types[i];
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
