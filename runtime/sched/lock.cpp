// Waiting on futexes. See lock.h.
#include "runtime/sched/lock.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "base/check.h"

#include "runtime/sched/timer.h"

namespace gosub::rt {

namespace {

constexpr int kSpins = 40;  // a critical section of the runtime is shorter than two system calls

long futex(std::atomic<uint32_t>& word, int op, uint32_t value, const timespec* until = nullptr) {
  return syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), op | FUTEX_PRIVATE_FLAG, value, until, nullptr,
                 FUTEX_BITSET_MATCH_ANY);
}

bool severalProcessors() {
  static const bool kSeveral = std::thread::hardware_concurrency() > 1;
  return kSeveral;
}

}  // namespace

void Lock::lockSlow() {
  for (int i = severalProcessors() ? kSpins : 0; i > 0; i--) {
    uint32_t free = kFree;
    if (state_.compare_exchange_strong(free, kHeld, std::memory_order_acquire)) return;
    __builtin_ia32_pause();
  }
  while (state_.exchange(kContended, std::memory_order_acquire) != kFree) futex(state_, FUTEX_WAIT, kContended);
}

#ifndef NDEBUG

namespace {

// The locks that this thread holds, in the order in which it took them.
thread_local std::vector<const Lock*> held;

const char* nameOf(LockRank r) {
  static constexpr const char* kNames[] = {
#define LOCKRANK(name, why) #name,
#include "runtime/lock_ranks.def"
#undef LOCKRANK
  };
  return kNames[size_t(r)];
}

}  // namespace

void Lock::noteTaken() {
  for (const Lock* other : held) {
    bool inOrder = other->rank_ < rank_ || (rank_ == LockRank::Channel && other->rank_ == rank_ && other < this);
    if (!inOrder) GOSUB_UNREACHABLE("lock %s taken under %s", nameOf(rank_), nameOf(other->rank_));
  }
  held.push_back(this);
}

void Lock::noteReleased() {
  auto it = std::find(held.begin(), held.end(), this);
  if (it == held.end()) GOSUB_UNREACHABLE("lock %s released by a thread that does not hold it", nameOf(rank_));
  held.erase(it);
}

#endif

void Lock::wakeOne() { futex(state_, FUTEX_WAKE, 1); }

bool Note::sleepUntil(int64_t when) {
  timespec until{when / 1'000'000'000, when % 1'000'000'000};
  for (;;) {
    uint32_t yes = 1;
    if (woken_.compare_exchange_strong(yes, 0, std::memory_order_acquire)) return true;
    if (when != INT64_MAX && monotonicNow() >= when) return false;
    futex(woken_, FUTEX_WAIT_BITSET, 0, when != INT64_MAX ? &until : nullptr);  // CLOCK_MONOTONIC, absolute
  }
}

void Note::wake() {
  if (woken_.exchange(1, std::memory_order_release) == 0) futex(woken_, FUTEX_WAKE, 1);
}

}  // namespace gosub::rt
