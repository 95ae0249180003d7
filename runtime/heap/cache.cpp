// Allocation. See cache.h.
#include "runtime/heap/cache.h"

#include <cstring>

#include "base/poison.h"
#include "runtime/gc/mark.h"
#include "runtime/heap/heap.h"

namespace gosub::rt {

using abi::TypeDesc;

HeapCache::HeapCache(Heap& heap) : heap_(heap) {}
HeapCache::~HeapCache() = default;

Marker& HeapCache::marker() {
  if (marker_ == nullptr) marker_ = std::make_unique<Marker>(heap_);
  return *marker_;
}

void* HeapCache::allocate(size_t bytes, const TypeDesc* type) {
  bool scan = type != nullptr && type->ptrBytes != 0;
  if (bytes > heap_.maxSmall_) [[unlikely]] return allocateLarge(bytes, type);
  if (!scan && bytes < kTinyBlock) return allocateTiny(bytes);
  return allocateSmall(bytes, type, scan);
}

void* HeapCache::allocateSmall(size_t bytes, const TypeDesc* type, bool scan) {
  int sizeClass = sizeClassOf(bytes);
  Entry& e = entries_[scan][sizeClass];
  uint32_t index;
  void* p;
  while (e.span == nullptr || (p = e.span->nextSlot(&index)) == nullptr) {
    if (!heap_.refill(&e.span, sizeClass, scan)) return nullptr;
  }
  Span* s = e.span;
  size_t size = s->elemSize;
  unpoison(p, size);
  if (s->needZero) std::memset(p, 0, size);
  if (scan) s->types[index].store(type, std::memory_order_relaxed);
  s->publish(index);
  e.mallocs.add(1);
  count(size);
  return p;
}

// Small pointer-free objects share a block, which lives as long as any of them. Alignment as the size allows: an object of
// 12 bytes may hold an 8-byte field at its end, which must be atomic.
void* HeapCache::allocateTiny(size_t bytes) {
  size_t align = bytes % 8 == 0 ? 8 : bytes == 12 ? 8 : bytes % 4 == 0 ? 4 : bytes % 2 == 0 ? 2 : 1;
  size_t pad = -tiny_ & (align - 1);
  if (pad + bytes <= tinyLeft_) {
    auto* p = reinterpret_cast<void*>(tiny_ + pad);
    tiny_ += pad + bytes;
    tinyLeft_ -= pad + bytes;
    tinyMallocs_.add(1);
    return p;
  }
  void* block = allocateSmall(kTinyBlock, nullptr, false);
  if (block != nullptr && kTinyBlock - bytes > tinyLeft_) {
    tiny_ = reinterpret_cast<uintptr_t>(block) + bytes;
    tinyLeft_ = kTinyBlock - bytes;
  }
  return block;
}

void* HeapCache::allocateLarge(size_t bytes, const TypeDesc* type) {
  Span* s = heap_.newLarge(bytes, type);
  if (s == nullptr) return nullptr;
  entries_[0][0].mallocs.add(1);
  count(s->elemSize);
  return s->slot(0);
}

void HeapCache::settle() {
  uint64_t now = allocated_.get();
  uint64_t news = now - settled_.get();
  settled_.add(news);
  limit_.store(now + heap_.settle(*this, news), std::memory_order_relaxed);
}

}  // namespace gosub::rt
