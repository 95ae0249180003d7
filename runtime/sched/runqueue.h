// RunQueue: the goroutines that a P is going to run, and one that runs before them. Its P puts and takes without a lock; other
// Ps steal half of it at once.
//
// Invariants
//   RUNQ-1  ring_[i % kSize] holds a goroutine for head_ <= i < tail_. Only the owner writes tail_ and slots; whoever moves
//           head_ by compare-and-swap owns what was before it.
//   RUNQ-2  Fairness: what next_ runs shares the time slice of whoever put it there, so that two goroutines which wake each
//           other can't keep the queue waiting.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "runtime/abi/g.h"

namespace gosub::rt {

class RunQueue {
 public:
  static constexpr uint32_t kSize = 256;
  using Batch = std::array<abi::G*, kSize / 2 + 1>;

  bool empty() const {
    for (;;) {
      uint32_t head = head_.load(std::memory_order_acquire), tail = tail_.load(std::memory_order_acquire);
      abi::G* next = next_.load(std::memory_order_acquire);
      if (tail == tail_.load(std::memory_order_acquire)) return head == tail && next == nullptr;
    }
  }
  uint32_t size() const { return tail_.load(std::memory_order_relaxed) - head_.load(std::memory_order_relaxed); }
  bool hasNext() const { return next_.load(std::memory_order_relaxed) != nullptr; }

  // The owner's: at the end. False when full: the caller takes `spill` away (takeHalf) first.
  bool push(abi::G* g) {
    uint32_t head = head_.load(std::memory_order_acquire), tail = tail_.load(std::memory_order_relaxed);
    if (tail - head >= kSize) return false;
    ring_[tail % kSize].store(g, std::memory_order_relaxed);
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }
  // The owner's: g runs next. Gives whoever was to run next.
  abi::G* exchangeNext(abi::G* g) { return next_.exchange(g, std::memory_order_acq_rel); }
  // The owner's: *isNext says whether it came from next_.
  abi::G* pop(bool* isNext) {
    abi::G* g = next_.load(std::memory_order_relaxed);
    *isNext = g != nullptr && next_.compare_exchange_strong(g, nullptr, std::memory_order_acq_rel);
    if (*isNext) return g;
    for (;;) {
      uint32_t head = head_.load(std::memory_order_acquire), tail = tail_.load(std::memory_order_relaxed);
      if (head == tail) return nullptr;
      g = ring_[head % kSize].load(std::memory_order_relaxed);
      if (head_.compare_exchange_strong(head, head + 1, std::memory_order_acq_rel)) return g;
    }
  }
  // Anybody's: half of the ring, oldest first, or nothing.
  uint32_t takeHalf(Batch& batch) {
    for (;;) {
      uint32_t head = head_.load(std::memory_order_acquire), tail = tail_.load(std::memory_order_acquire);
      uint32_t n = tail - head;
      n -= n / 2;
      if (n == 0) return 0;
      if (n > kSize / 2) continue;  // head and tail were read at different times
      for (uint32_t i = 0; i < n; i++) batch[i] = ring_[(head + i) % kSize].load(std::memory_order_relaxed);
      if (head_.compare_exchange_strong(head, head + n, std::memory_order_acq_rel)) return n;
    }
  }
  // Anybody's: what runs next.
  abi::G* takeNext() {
    abi::G* g = next_.load(std::memory_order_acquire);
    return g != nullptr && next_.compare_exchange_strong(g, nullptr, std::memory_order_acq_rel) ? g : nullptr;
  }

 private:
  std::atomic<uint32_t> head_{0}, tail_{0};
  std::atomic<abi::G*> next_{nullptr};
  std::array<std::atomic<abi::G*>, kSize> ring_ = {};
};

}  // namespace gosub::rt
