// The operands of a call or assignment: contiguous, the usual few without a heap allocation.
#pragma once

#include <cstring>
#include <memory>
#include <span>

#include "frontend/types/operand.h"

namespace gosub::types {

class OperandList {
 public:
  OperandList() = default;
  OperandList(const OperandList&) = delete;
  OperandList& operator=(const OperandList&) = delete;
  OperandList(OperandList&& other) noexcept { *this = std::move(other); }
  OperandList& operator=(OperandList&& other) noexcept {
    size_ = other.size_;
    capacity_ = other.capacity_;
    heap_ = std::move(other.heap_);
    if (heap_ == nullptr) std::memcpy(static_cast<void*>(inline_), other.inline_, size_ * sizeof(Operand));
    other.size_ = 0;
    other.capacity_ = kInline;
    return *this;
  }

  // A fresh operand at the end. References to the others do not survive it unless reserve() made room.
  Operand& add() {
    if (size_ == capacity_) grow(capacity_ * 2);
    Operand* x = data() + size_++;
    *x = Operand{};
    return *x;
  }
  void reserve(size_t n) {
    if (n > capacity_) grow(n);
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Operand* data() { return heap_ != nullptr ? heap_.get() : inline_; }
  const Operand* data() const { return heap_ != nullptr ? heap_.get() : inline_; }
  Operand& operator[](size_t i) { return data()[i]; }
  const Operand& operator[](size_t i) const { return data()[i]; }
  Operand* begin() { return data(); }
  Operand* end() { return data() + size_; }
  const Operand* begin() const { return data(); }
  const Operand* end() const { return data() + size_; }
  operator std::span<const Operand>() const { return {data(), size_}; }

 private:
  static constexpr size_t kInline = 4;

  void grow(size_t capacity) {
    auto bigger = std::make_unique<Operand[]>(capacity);
    std::memcpy(static_cast<void*>(bigger.get()), data(), size_ * sizeof(Operand));
    heap_ = std::move(bigger);
    capacity_ = capacity;
  }

  size_t size_ = 0;
  size_t capacity_ = kInline;
  std::unique_ptr<Operand[]> heap_;
  Operand inline_[kInline];
};

}  // namespace gosub::types
