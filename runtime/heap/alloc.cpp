// Allocation entries and slices. See alloc.h; the heap itself is in heap.cpp and cache.cpp.
#include "runtime/heap/alloc.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/check.h"
#include "runtime/heap/barrier.h"
#include "runtime/heap/heap.h"
#include "runtime/heap/sizeclass.h"
#include "runtime/panic/raise.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/preempt.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/traceback.h"
#include "runtime/types/table.h"

namespace gosub::rt {

constinit thread_local HeapCache* currentCache = nullptr;

using abi::G;
using abi::Results;
using abi::Slice;
using abi::Status;
using abi::String;
using abi::TypeDesc;

namespace {

// Never written; the address of every object of size 0, and zeroes to read.
alignas(64) constexpr uint8_t kZeroes[kMaxZeroElem] = {};

// The caller cannot fail: it gets memory that is nobody's, the instance ends with Go's fatal, and the goroutine stops at its next
// poll.
void* exhausted(Runtime& runtime, size_t bytes) {
  Scheduler* scheduler = runtime.scheduler;
  abi::G* g = scheduler != nullptr ? scheduler->current() : nullptr;
  void* p = runtime.heap->lastResort(bytes);
  if (g == nullptr || p == nullptr) GOSUB_UNREACHABLE("out of memory");
  if (!scheduler->exiting()) outOfMemory(*g, bytes);
  requestPoll(*g, kPreemptStop);
  return p;
}

void* allocate(Runtime& runtime, size_t bytes, const TypeDesc* type) {
  if (bytes == 0) return zeroBase();
  return cacheOf(runtime).allocate(bytes, type);
}

// GODEBUG=allocfreetrace=1
void traceAllocation(G& g, void* p, size_t bytes, const TypeDesc* type) {
  char head[80];
  std::snprintf(head, sizeof head, "tracealloc(%p, 0x%zx", p, bytes);
  std::string out = head;
  if (type != nullptr) out += ", " + typeText(type);
  out += ")\n";
  appendGoroutine(out, g, {g.runtime->config.traceLevel, 100});
  g.runtime->writeStderr(out + "\n");
}

__attribute__((noinline, cold)) void pollWanted(G& g, void* p, size_t bytes, const TypeDesc* type) {
  if (g.runtime->config.allocFreeTrace) traceAllocation(g, p, bytes, type);
  if (!(g.preempt.load(std::memory_order_relaxed) & kPreemptCollect)) requestPoll(g, kPreemptCollect);
}

// Asks for a poll where the heap wants one.
void* allocate(G& g, size_t bytes, const TypeDesc* type) {
  if (bytes == 0) return zeroBase();
  void* p = cacheOf(*g.runtime).allocate(bytes, type);
  if (g.runtime->heap->wantsPoll()) [[unlikely]] pollWanted(g, p, bytes, type);
  return p;
}

// n elements: false when Go would not even try.
bool totalSize(const TypeDesc* elem, int64_t n, uint64_t* bytes) {
  return n >= 0 && !__builtin_mul_overflow(elem->size, uint64_t(n), bytes) && *bytes <= kMaxAlloc;
}

}  // namespace

void* zeroBase() { return const_cast<uint8_t*>(kZeroes); }
const void* zeroBlock() { return kZeroes; }

void* newObject(G& g, const TypeDesc* type) {
  void* p = allocate(g, type->size, type);
  if (p == nullptr) p = exhausted(*g.runtime, type->size);
  return p;
}
void* newObject(Runtime& runtime, const TypeDesc* type) {
  void* p = allocate(runtime, type->size, type);
  if (p == nullptr) p = exhausted(runtime, type->size);
  return p;
}

void* newArray(G& g, const TypeDesc* elem, int64_t n) { return allocate(g, elem->size * uint64_t(n), elem); }
void* newArray(Runtime& runtime, const TypeDesc* elem, int64_t n) {
  return allocate(runtime, elem->size * uint64_t(n), elem);
}
void* allocNoScan(G& g, size_t bytes) { return allocate(g, bytes, nullptr); }
void* allocNoScan(Runtime& runtime, size_t bytes) { return allocate(runtime, bytes, nullptr); }

String newString(G& g, std::string_view text) {
  if (text.empty()) return {};
  void* p = allocNoScan(g, text.size());
  if (p == nullptr) p = exhausted(*g.runtime, text.size());
  std::memcpy(p, text.data(), text.size());
  return {static_cast<uint8_t*>(p), int64_t(text.size())};
}
String newString(Runtime& runtime, std::string_view text) {
  if (text.empty()) return {};
  void* p = allocNoScan(runtime, text.size());
  if (p == nullptr) p = exhausted(runtime, text.size());
  std::memcpy(p, text.data(), text.size());
  return {static_cast<uint8_t*>(p), int64_t(text.size())};
}

Slice newBytes(G& g, std::string_view text) {
  if (text.empty()) return {zeroBase(), 0, 0};
  size_t cap = roundUpSize(text.size());
  void* p = allocNoScan(g, cap);
  if (p == nullptr) p = exhausted(*g.runtime, cap);
  std::memcpy(p, text.data(), text.size());
  return {p, int64_t(text.size()), int64_t(cap)};
}

size_t roundUpSize(size_t bytes) {
  if (bytes == 0) return 0;
  if (bytes <= kMaxSmallSize) return kClassSize[sizeClassOf(bytes)];
  size_t rounded = (bytes + kPageSize - 1) & ~(kPageSize - 1);
  return rounded < bytes ? bytes : rounded;
}

int64_t nextSliceCap(int64_t newLen, int64_t oldCap) {
  constexpr int64_t kDoubling = 256;
  int64_t twice = int64_t(uint64_t(oldCap) * 2);
  if (newLen > twice) return newLen;
  if (oldCap < kDoubling) return twice;
  uint64_t cap = uint64_t(oldCap);
  while (cap < uint64_t(newLen)) cap += (cap + 3 * kDoubling) / 4;
  return int64_t(cap) <= 0 ? newLen : int64_t(cap);
}

Status outOfMemory(G& g, uint64_t bytes) {
  char text[100];
  std::snprintf(text, sizeof text, "runtime: out of memory: cannot allocate %llu-byte block (%llu in use)\n",
                static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(g.runtime->heap->stats().sys));
  g.runtime->writeFatal(text);
  return fatal(g, "out of memory");
}

Status makeSlice(G& g, Results<void*> out, const TypeDesc* elem, int64_t len, int64_t cap) {
  uint64_t bytes, lenBytes;
  if (!totalSize(elem, cap, &bytes) || len < 0 || len > cap) {
    bool lenIsBad = !totalSize(elem, len, &lenBytes);
    return raiseRuntimeError(g, lenIsBad ? ErrorId::MakeSliceLen : ErrorId::MakeSliceCap);
  }
  void* p = allocate(g, bytes, elem);
  if (p == nullptr) return outOfMemory(g, bytes);
  out.set(p);
  return abi::kDone;
}

Status growSlice(G& g, Results<Slice> out, const TypeDesc* elem, void* oldData, int64_t oldLen, int64_t oldCap,
                 int64_t added, abi::Word) {
  int64_t newLen;
  if (added < 0 || __builtin_add_overflow(oldLen, added, &newLen)) return raiseRuntimeError(g, ErrorId::GrowSliceLen);
  if (elem->size == 0) {
    out.set({oldData != nullptr ? oldData : zeroBase(), newLen, std::max(oldCap, newLen)});
    return abi::kDone;
  }
  if (newLen <= oldCap) {
    out.set({oldData, newLen, oldCap});
    return abi::kDone;
  }
  uint64_t bytes;
  if (!totalSize(elem, nextSliceCap(newLen, oldCap), &bytes)) return raiseRuntimeError(g, ErrorId::GrowSliceLen);
  bytes = roundUpSize(bytes);
  int64_t cap = int64_t(bytes / elem->size);
  void* p = allocate(g, bytes, elem);
  if (p == nullptr) return outOfMemory(g, bytes);
  if (oldLen > 0) std::memcpy(p, oldData, uint64_t(oldLen) * elem->size);
  out.set({p, newLen, cap});
  return abi::kDone;
}

int64_t sliceCopy(G& g, const TypeDesc* elem, void* dst, int64_t dstLen, const void* src, int64_t srcLen) {
  int64_t n = std::min(dstLen, srcLen);
  if (n > 0) typedMove(g, elem, dst, src, size_t(n));
  return n;
}

void sliceClear(G& g, const TypeDesc* elem, void* data, int64_t len) {
  if (len > 0) typedClear(g, elem, data, size_t(len));
}

Status unsafeSliceCheck(G& g, Results<>, const TypeDesc* elem, void* ptr, int64_t len) {
  uint64_t bytes;
  if (len < 0) return raiseRuntimeError(g, ErrorId::UnsafeSliceLen);
  if (ptr == nullptr) return len == 0 ? abi::kDone : raiseRuntimeError(g, ErrorId::UnsafeSliceNil);
  bool overflow = __builtin_mul_overflow(elem->size, uint64_t(len), &bytes);
  if (overflow || bytes > -reinterpret_cast<uintptr_t>(ptr)) return raiseRuntimeError(g, ErrorId::UnsafeSliceLen);
  return abi::kDone;
}

Status unsafeStringCheck(G& g, Results<>, void* ptr, int64_t len) {
  if (len < 0) return raiseRuntimeError(g, ErrorId::UnsafeStringLen);
  if (ptr == nullptr && len > 0) return raiseRuntimeError(g, ErrorId::UnsafeStringNil);
  if (ptr != nullptr && uint64_t(len) > -reinterpret_cast<uintptr_t>(ptr)) return raiseRuntimeError(g, ErrorId::UnsafeStringLen);
  return abi::kDone;
}

}  // namespace gosub::rt
