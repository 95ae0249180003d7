// Stack segments: slabs, free lists, growth. See alloc.h.
#include "runtime/stack/alloc.h"

#include <sys/mman.h>

#include <bit>

#include "base/check.h"
#include "base/os/pages.h"
#include "base/poison.h"
#include "runtime/sched/preempt.h"

namespace gosub::rt {

using abi::G;

namespace {

constexpr size_t kSlab = size_t{1} << 20;    // of segments that are carved from slabs
constexpr size_t kMaxCarved = size_t{32} << 10;
constexpr size_t kKeepLarge = size_t{8} << 20;  // free bytes of larger ones that are kept

}  // namespace

// Index of a size in the free lists; sizes that are not kFirstBytes * 4^i have none.
namespace {

int sizeIndex(size_t bytes, int sizes) {
  size_t units = bytes / StackPool::kFirstBytes;
  if (bytes % StackPool::kFirstBytes != 0 || !std::has_single_bit(units) || std::countr_zero(units) % 2 != 0) return -1;
  int i = std::countr_zero(units) / 2;
  return i < sizes ? i : -1;
}

}  // namespace

StackPool::~StackPool() {
  for (int i = 0; i < kSizes; i++) {
    size_t bytes = kFirstBytes << (2 * i);
    if (bytes <= kMaxCarved) continue;
    while (Free* f = free_[i]) {
      free_[i] = f->next;
      os::unmapPages(f, bytes);
    }
  }
  for (auto [p, n] : slabs_) os::unmapPages(p, n);
}

void* StackPool::takeMemory(size_t bytes) {
  int i = sizeIndex(bytes, kSizes);
  void* p = nullptr;
  if (i >= 0 && free_[i] != nullptr) {
    p = free_[i];
    free_[i] = free_[i]->next;
    if (bytes > kMaxCarved) freeLarge_ -= bytes;
  } else if (i >= 0 && bytes <= kMaxCarved) {
    Slab& slab = carved_[i];
    if (slab.left < bytes) {
      slab.at = static_cast<char*>(os::mapPages(kSlab));
      if (slab.at == nullptr) return nullptr;
      slab.left = kSlab;
      slabs_.emplace_back(slab.at, kSlab);
      mapped_ += kSlab;
    }
    p = slab.at;
    slab.at += bytes;
    slab.left -= bytes;
  } else {
    p = os::mapPages(bytes);
    if (p == nullptr) return nullptr;
    // A deep recursion touches all of it: fewer, larger faults.
    if (bytes >= (size_t{8} << 20)) madvise(p, bytes, MADV_HUGEPAGE);
    mapped_ += bytes;
  }
  inUse_ += bytes;
  return p;
}

StackSegment* StackPool::take(size_t bytes) {
  lock_.lock();
  void* p = takeMemory(bytes);
  lock_.unlock();
  if (p == nullptr) return nullptr;
  unpoison(p, bytes);
  auto* s = static_cast<StackSegment*>(p);
  *s = {nullptr, nullptr, nullptr, bytes, bytes};
  return s;
}

void StackPool::give(StackSegment* s) {
  size_t bytes = s->bytes;
  LockGuard guard(lock_);
  inUse_ -= bytes;
  int i = sizeIndex(bytes, kSizes);
  bool large = bytes > kMaxCarved;
  if (i < 0 || (large && freeLarge_ + bytes > kKeepLarge)) {
    os::unmapPages(s, bytes);
    mapped_ -= bytes;
    return;
  }
  if (large) freeLarge_ += bytes;
  auto* f = reinterpret_cast<Free*>(s);
  f->next = free_[i];
  free_[i] = f;
  poison(f + 1, bytes - sizeof *f);
}

StackSegment* StackPool::first() {
  StackSegment* s = take(kFirstBytes);
  GOSUB_CHECK(s != nullptr);
  return s;
}

void StackPool::setCurrent(G& g, StackSegment* s) {
  g.segment = s;
  g.trueLimit = s->limit();
  g.limit.store(g.trueLimit, std::memory_order_seq_cst);
  if (g.preempt.load(std::memory_order_seq_cst) != 0) g.limit.store(abi::kPollLimit, std::memory_order_relaxed);
}

bool StackPool::grow(G& g, size_t frameWords, size_t maxStack) {
  StackSegment* s = g.segment;
  size_t needed = sizeof(StackSegment) + 8 * (frameWords + StackSegment::kSlackWords) + 64;
  if (StackSegment* next = s->next) {
    if (next->bytes >= needed && next->total <= std::bit_floor(maxStack)) {
      setCurrent(g, next);
      return true;
    }
    trim(g);
  }
  size_t bytes = s->bytes * growth_;
  if (bytes > kMaxSegment) bytes = kMaxSegment;
  while (bytes < needed) bytes *= 4;
  size_t most = std::bit_floor(maxStack), left = most > s->total ? (most - s->total) & ~size_t{4095} : 0;
  if (bytes > left) bytes = left;
  if (bytes < needed) return false;
  StackSegment* next = take(bytes);
  if (next == nullptr) return false;
  next->prev = s;
  next->total = s->total + bytes;
  s->next = next;
  setCurrent(g, next);
  return true;
}

void StackPool::unwindTo(G& g, const abi::Word* fp) {
  StackSegment* s = g.segment;
  while (!s->holds(fp)) s = s->prev;
  if (s != g.segment) setCurrent(g, s);
}

void StackPool::trim(G& g) {
  StackSegment* s = g.segment->next;
  g.segment->next = nullptr;
  while (s != nullptr) {
    StackSegment* next = s->next;
    give(s);
    s = next;
  }
}

void StackPool::release(G& g) {
  trim(g);
  for (StackSegment* s = g.segment; s != nullptr;) {
    StackSegment* prev = s->prev;
    give(s);
    s = prev;
  }
  g.segment = nullptr;
}

}  // namespace gosub::rt
