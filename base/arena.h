// Arena: bump allocation for objects that live and die together (the AST of a package, the types of an
// instance, the IR of a function). Objects are never destroyed one by one, so only trivially destructible
// types may be made in it; arrays are copied in as spans.
// Not thread-safe: an arena belongs to one owner at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/poison.h"

namespace gosub {

// The head of each piece of memory of an arena.
struct ArenaChunk {
  ArenaChunk* previous;
  size_t size;  // in bytes, the head included

  static ArenaChunk* make(size_t size) { return static_cast<ArenaChunk*>(::operator new(size)); }
  static void free(ArenaChunk* c) { ::operator delete(c); }
};

// Chunks between arenas that come and go one after the other: the next one starts with memory that is still in the cache.
// Outlives its arenas; not thread-safe.
class ArenaPool {
 public:
  ArenaPool() = default;
  ArenaPool(const ArenaPool&) = delete;
  ArenaPool& operator=(const ArenaPool&) = delete;
  ~ArenaPool() {
    for (ArenaChunk* list : free_) {
      while (list != nullptr) ArenaChunk::free(std::exchange(list, list->previous));
    }
  }

  ArenaChunk* take(size_t size) {
    ArenaChunk** list = listFor(size);
    if (list == nullptr || *list == nullptr) return ArenaChunk::make(size);
    return std::exchange(*list, (*list)->previous);
  }
  void give(ArenaChunk* c) {
    ArenaChunk** list = listFor(c->size);
    if (list == nullptr) return ArenaChunk::free(c);
    c->previous = *list;
    *list = c;
  }

 private:
  static constexpr size_t kSmallest = 1024, kSizes = 11;
  // Sizes 1 KB to 1 MB are kept.
  ArenaChunk** listFor(size_t size) {
    for (size_t i = 0; i < kSizes; i++)
      if (size == kSmallest << i) return &free_[i];
    return nullptr;
  }
  ArenaChunk* free_[kSizes] = {};
};

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
    cursor_ = reinterpret_cast<uintptr_t>(chunk_ + 1);
    end_ = reinterpret_cast<uintptr_t>(chunk_) + chunk_->size;
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

  static void poisonBody(ArenaChunk* c) { poison(c + 1, c->size - sizeof *c); }

  void* take(uintptr_t p, size_t size) {
    cursor_ = p + size + kGap;
    unpoison(reinterpret_cast<void*>(p), size);
    return reinterpret_cast<void*>(p);
  }

  void freeAll(ArenaChunk* list) {
    while (list != nullptr) {
      ArenaChunk* c = std::exchange(list, list->previous);
      poisonBody(c);
      if (pool_ != nullptr) pool_->give(c);
      else ArenaChunk::free(c);
    }
  }

  [[gnu::noinline]] void* allocateSlow(size_t size, size_t align) {
    size_t block = nextBlock_;
    if (sizeof(ArenaChunk) + size + align + kGap > block) block = sizeof(ArenaChunk) + size + align + kGap;
    if (nextBlock_ < (size_t{1} << 20)) nextBlock_ *= 2;
    ArenaChunk* c = pool_ != nullptr ? pool_->take(block) : ArenaChunk::make(block);
    c->previous = std::exchange(chunk_, c);
    c->size = block;
    poisonBody(c);
    reserved_ += block;
    cursor_ = reinterpret_cast<uintptr_t>(c + 1);
    end_ = reinterpret_cast<uintptr_t>(c) + block;
    return take((cursor_ + align - 1) & ~(align - 1), size);
  }

  uintptr_t cursor_ = 0;
  uintptr_t end_ = 0;
  size_t nextBlock_;
  size_t reserved_ = 0;
  ArenaChunk* chunk_ = nullptr;
  ArenaPool* pool_;
};

}  // namespace gosub
