// Objects that are marked but whose contents are not yet scanned, in batches that markers exchange.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace gosub::rt {

struct Span;

struct GreyObject {
  Span* span;
  uint32_t index;  // of the slot; of a large object: the piece
};

struct GreyBatch {
  static constexpr size_t kMax = 256;
  size_t count = 0;
  GreyObject objects[kMax];
  bool full() const { return count == kMax; }
  void push(GreyObject o) { objects[count++] = o; }
  GreyObject pop() { return objects[--count]; }
};

class GreyQueue {
 public:
  // A full or partly filled batch; null when there is none.
  std::unique_ptr<GreyBatch> take() {
    if (size_.load(std::memory_order_acquire) == 0) return nullptr;
    std::lock_guard lock(mutex_);
    if (batches_.empty()) return nullptr;
    auto b = std::move(batches_.back());
    batches_.pop_back();
    size_.store(batches_.size(), std::memory_order_release);
    return b;
  }
  // Also an empty one, which is kept for reuse.
  void give(std::unique_ptr<GreyBatch> b) {
    std::lock_guard lock(mutex_);
    auto& list = b->count == 0 ? spare_ : batches_;
    if (b->count == 0 && spare_.size() >= kSpare) return;
    list.push_back(std::move(b));
    size_.store(batches_.size(), std::memory_order_release);
  }
  std::unique_ptr<GreyBatch> empty() {
    {
      std::lock_guard lock(mutex_);
      if (!spare_.empty()) {
        auto b = std::move(spare_.back());
        spare_.pop_back();
        return b;
      }
    }
    return std::make_unique<GreyBatch>();
  }
  size_t size() const { return size_.load(std::memory_order_acquire); }

 private:
  static constexpr size_t kSpare = 16;
  std::mutex mutex_;
  std::vector<std::unique_ptr<GreyBatch>> batches_, spare_;  // guarded by mutex_
  std::atomic<size_t> size_{0};                              // of batches_
};

}  // namespace gosub::rt
