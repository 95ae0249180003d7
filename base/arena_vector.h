// ArenaVector: the part of std::vector that lists inside arena objects need. Elements are trivially copyable; memory that a
// growing list leaves behind stays in the arena until that ends. Moving steals the elements, copying is spelled assign().
// What was moved from is empty and keeps its arena. Without an arena (made by default) it can only be assigned to.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <type_traits>

#include "base/arena.h"

namespace gosub {

template <class T>
class ArenaVector {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  using value_type = T;
  using iterator = T*;

  ArenaVector() = default;
  explicit ArenaVector(Arena& arena) : arena_(&arena) {}
  ArenaVector(const ArenaVector&) = delete;
  ArenaVector& operator=(const ArenaVector&) = delete;
  ArenaVector(ArenaVector&& o) : data_(o.data_), size_(o.size_), capacity_(o.capacity_), arena_(o.arena_) { o.drop(); }
  ArenaVector& operator=(ArenaVector&& o) {
    data_ = o.data_, size_ = o.size_, capacity_ = o.capacity_, arena_ = o.arena_;
    o.drop();
    return *this;
  }

  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }
  T& front() { return data_[0]; }
  const T& front() const { return data_[0]; }
  T& back() { return data_[size_ - 1]; }
  const T& back() const { return data_[size_ - 1]; }

  void reserve(size_t n) {
    if (n > capacity_) grow(n);
  }
  void clear() { size_ = 0; }
  void push_back(T x) {
    if (size_ == capacity_) grow(std::max<size_t>(size_ + 1, 4));
    data_[size_++] = x;
  }
  T& emplace_back() {
    push_back(T{});
    return back();
  }
  void pop_back() { size_--; }
  // New elements are value-initialised.
  void resize(size_t n) {
    reserve(n);
    for (size_t i = size_; i < n; i++) data_[i] = T{};
    size_ = uint32_t(n);
  }
  void assign(size_t n, T x) {
    reserve(n);
    std::fill_n(data_, n, x);
    size_ = uint32_t(n);
  }
  void assign(std::span<const T> from) {
    reserve(from.size());
    std::copy(from.begin(), from.end(), data_);
    size_ = uint32_t(from.size());
  }
  void insert(T* at, T x) { *open(at, 1) = x; }
  void insert(T* at, std::span<const T> from) { std::copy(from.begin(), from.end(), open(at, from.size())); }
  void erase(T* at) {
    std::copy(at + 1, end(), at);
    size_--;
  }
  template <class F>
  friend void eraseIf(ArenaVector& v, F&& gone) {
    v.size_ = uint32_t(std::remove_if(v.begin(), v.end(), gone) - v.begin());
  }

 private:
  void drop() { data_ = nullptr, size_ = capacity_ = 0; }

  // Out of line: there are many places that may grow.
  [[gnu::noinline]] void grow(size_t n) {
    size_t capacity = std::max<size_t>(n, size_t{capacity_} * 2);
    T* to = static_cast<T*>(arena_->allocate(capacity * sizeof(T), alignof(T)));
    std::copy(begin(), end(), to);
    data_ = to;
    capacity_ = uint32_t(capacity);
  }

  // Room for n elements before `at`.
  T* open(T* at, size_t n) {
    size_t i = size_t(at - data_);
    if (size_ + n > capacity_) grow(size_ + n);
    std::copy_backward(data_ + i, data_ + size_, data_ + size_ + n);
    size_ += uint32_t(n);
    return data_ + i;
  }

  T* data_ = nullptr;
  uint32_t size_ = 0, capacity_ = 0;
  Arena* arena_ = nullptr;
};

}  // namespace gosub
