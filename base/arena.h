// Arena: bump allocation for objects that live and die together (the AST of a package, the types of an
// instance, the IR of a function). Objects are never destroyed one by one, so only trivially destructible
// types may be made in it; arrays are copied in as spans.
// Not thread-safe: an arena belongs to one owner at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gosub {

class Arena {
 public:
  explicit Arena(size_t firstBlock = 16 * 1024) : nextBlock_(firstBlock) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  void* allocate(size_t size, size_t align) {
    uintptr_t p = (cursor_ + align - 1) & ~(align - 1);
    if (p + size > end_ || cursor_ == 0) return allocateSlow(size, align);
    cursor_ = p + size;
    return reinterpret_cast<void*>(p);
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

 private:
  void* allocateSlow(size_t size, size_t align) {
    size_t block = nextBlock_;
    if (size + align > block) block = size + align;
    if (nextBlock_ < (size_t{1} << 20)) nextBlock_ *= 2;
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
    reserved_ += block;
    cursor_ = reinterpret_cast<uintptr_t>(blocks_.back().get());
    end_ = cursor_ + block;
    uintptr_t p = (cursor_ + align - 1) & ~(align - 1);
    cursor_ = p + size;
    return reinterpret_cast<void*>(p);
  }

  uintptr_t cursor_ = 0;
  uintptr_t end_ = 0;
  size_t nextBlock_;
  size_t reserved_ = 0;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
};

}  // namespace gosub
