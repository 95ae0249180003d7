// Arena: bump allocation for objects that live and die together (the AST of a package, the types of an
// instance, the IR of a function). Objects are never destroyed one by one, so only trivially destructible
// types may be made in it; arrays are copied in as spans.
// Not thread-safe: an arena belongs to one owner at a time.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/os/pages.h"
#include "base/poison.h"

namespace gosub {

// The head of each piece of memory of an arena. Large ones are whole pages, which get their memory in steps as the arena
// reaches them.
struct ArenaChunk {
  ArenaChunk* previous;
  size_t size;    // in bytes, the head included
  size_t backed;  // bytes from the begin that may be used; the rest is not backed yet

  static constexpr size_t kLeastMapped = 64 * 1024, kLeastStep = 16 * 1024;
  // A quarter of it: what an arena will not need any more is not worth its pages.
  static size_t stepOf(size_t size) { return std::max(size / 4 / os::kPage * os::kPage, kLeastStep); }

  static bool isMapped(size_t size) { return size >= kLeastMapped && size % os::kPage == 0; }
  static ArenaChunk* make(size_t size) {
    bool mapped = isMapped(size);
    auto* c = static_cast<ArenaChunk*>(mapped ? os::mapPages(size) : ::operator new(size));
    GOSUB_CHECK(c != nullptr);
    if (mapped) os::backPages(c, stepOf(size));
    *c = {nullptr, size, mapped ? stepOf(size) : size};
    return c;
  }
  static void free(ArenaChunk* c) {
    if (isMapped(c->size)) os::unmapPages(c, c->size);
    else ::operator delete(c);
  }

  // Backs so much more that `bytes` in all can be used.
  void back(size_t bytes) {
    size_t step = stepOf(size), to = std::min((bytes + step - 1) / step * step, size);
    os::backPages(reinterpret_cast<char*>(this) + backed, to - backed);
    backed = to;
  }
};

class ArenaPool;

class Arena {
 public:
  explicit Arena(size_t firstBlock = 16 * 1024, ArenaPool* pool = nullptr) : nextBlock_(firstBlock), pool_(pool) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() { freeAll(chunk_); }

  void* allocate(size_t size, size_t align) {
    uintptr_t p = (cursor_ + align - 1) & ~(align - 1);
    if (p + size + kGap > end_ || cursor_ == 0) return allocateSlow(size, align);
    return take(p, size);
  }

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>, "arena objects are never destroyed");
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  // Value-initialised array.
  template <class T>
  std::span<T> makeArray(size_t n) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (n == 0) return {};
    T* p = static_cast<T*>(allocate(sizeof(T) * n, alignof(T)));
    for (size_t i = 0; i < n; i++) new (p + i) T{};
    return {p, n};
  }

  // Uninitialised.
  template <class T>
  std::span<T> rawArray(size_t n) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    return n == 0 ? std::span<T>() : std::span<T>(static_cast<T*>(allocate(sizeof(T) * n, alignof(T))), n);
  }

  template <class T>
  std::span<T> copy(std::span<const T> from) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (from.empty()) return {};
    T* p = static_cast<T*>(allocate(sizeof(T) * from.size(), alignof(T)));
    std::memcpy(static_cast<void*>(p), from.data(), sizeof(T) * from.size());
    return {p, from.size()};
  }
  template <class T>
  std::span<T> copy(const std::vector<T>& from) {
    return copy(std::span<const T>(from));
  }

  std::string_view copy(std::string_view s) {
    if (s.empty()) return {};
    char* p = static_cast<char*>(allocate(s.size() + 1, 1));
    std::memcpy(p, s.data(), s.size());
    p[s.size()] = 0;
    return {p, s.size()};
  }

  size_t bytesReserved() const { return reserved_; }
  ArenaPool* pool() const { return pool_; }

  // Forgets all objects; the newest chunk, which is the largest, is kept for the next ones.
  void reset() {
    if (chunk_ == nullptr) return;
    freeAll(std::exchange(chunk_->previous, nullptr));
    poisonBody(chunk_);
    reserved_ = chunk_->size;
    use(chunk_);
  }
  // Forgets all objects and gives the memory back.
  void release() {
    freeAll(std::exchange(chunk_, nullptr));
    cursor_ = end_ = 0;
    reserved_ = 0;
  }

 private:
  // Poisoned bytes between neighbours.
  static constexpr size_t kGap = kPoisons ? 16 : 0;

  static void poisonBody(ArenaChunk* c) { poison(c + 1, c->backed - sizeof *c); }

  void* take(uintptr_t p, size_t size) {
    cursor_ = p + size + kGap;
    unpoison(reinterpret_cast<void*>(p), size);
    return reinterpret_cast<void*>(p);
  }

  void freeAll(ArenaChunk* list);
  [[gnu::noinline]] void* allocateSlow(size_t size, size_t align);
  void use(ArenaChunk* c) {
    cursor_ = reinterpret_cast<uintptr_t>(c + 1);
    end_ = reinterpret_cast<uintptr_t>(c) + c->backed;
  }

  uintptr_t cursor_ = 0;
  uintptr_t end_ = 0;
  size_t nextBlock_;
  size_t reserved_ = 0;
  ArenaChunk* chunk_ = nullptr;
  ArenaPool* pool_;
};

// Chunks between arenas that come and go one after the other: the next one starts with memory that is still in the cache.
// Outlives its arenas; not thread-safe.
class ArenaPool {
 public:
  ArenaPool() = default;
  ArenaPool(const ArenaPool&) = delete;
  ArenaPool& operator=(const ArenaPool&) = delete;
  ~ArenaPool() {
    for (size_t i = 0; i < kSizes; i++) {
      if (isCarved(kSmallest << i)) continue;
      for (ArenaChunk* list = free_[i]; list != nullptr;) ArenaChunk::free(std::exchange(list, list->previous));
    }
  }

  // At least so large.
  ArenaChunk* take(size_t size) {
    size_t i = indexOf(size);
    if (i < kSizes && size == kSmallest << i && free_[i] != nullptr) return std::exchange(free_[i], free_[i]->previous);
    if (!isCarved(size)) return ArenaChunk::make(size);
    auto* c = static_cast<ArenaChunk*>(small_.allocate(size, alignof(std::max_align_t)));
    *c = {nullptr, size, size};
    return c;
  }
  void give(ArenaChunk* c) {
    size_t i = indexOf(c->size);
    bool kept = i < kSizes && (isCarved(c->size) || c->size == kSmallest << i);
    if (kept) c->previous = std::exchange(free_[i], c);
    else if (!isCarved(c->size)) ArenaChunk::free(c);
  }

 private:
  static constexpr size_t kSmallest = 1024, kSizes = 11;  // powers of two from 1 KB to 1 MB
  static bool isCarved(size_t size) { return size < ArenaChunk::kLeastMapped; }
  // Of the largest of these sizes that is not above the one given; kSizes or more: there is none.
  static size_t indexOf(size_t size) { return size_t(std::bit_width(size / kSmallest)) - 1; }

  ArenaChunk* free_[kSizes] = {};
  Arena small_;  // of which the smaller chunks are parts
};

inline void Arena::freeAll(ArenaChunk* list) {
  while (list != nullptr) {
    ArenaChunk* c = std::exchange(list, list->previous);
    poisonBody(c);
    if (pool_ != nullptr) pool_->give(c);
    else ArenaChunk::free(c);
  }
}

inline void* Arena::allocateSlow(size_t size, size_t align) {
  size_t needed = size + align + kGap;
  if (chunk_ != nullptr && chunk_->backed < chunk_->size) {
    size_t used = cursor_ - reinterpret_cast<uintptr_t>(chunk_);
    if (used + needed <= chunk_->size) {
      size_t before = chunk_->backed;
      chunk_->back(used + needed);
      poison(reinterpret_cast<char*>(chunk_) + before, chunk_->backed - before);
      end_ = reinterpret_cast<uintptr_t>(chunk_) + chunk_->backed;
      return take((cursor_ + align - 1) & ~(align - 1), size);
    }
  }
  size_t block = std::max(nextBlock_, sizeof(ArenaChunk) + needed);
  if (block >= ArenaChunk::kLeastMapped) block = (block + os::kPage - 1) / os::kPage * os::kPage;
  if (nextBlock_ < (size_t{1} << 20)) nextBlock_ *= 2;
  ArenaChunk* c = pool_ != nullptr ? pool_->take(block) : ArenaChunk::make(block);
  c->previous = std::exchange(chunk_, c);
  poisonBody(c);
  reserved_ += block;
  use(c);
  if (cursor_ + needed > end_) c->back(sizeof(ArenaChunk) + needed), end_ = reinterpret_cast<uintptr_t>(c) + c->backed;
  return take((cursor_ + align - 1) & ~(align - 1), size);
}

}  // namespace gosub
