// The cycle. See collector.h.
#include "runtime/gc/collector.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "runtime/gc/finalizer.h"
#include "runtime/gc/mark.h"
#include "runtime/gc/pacer.h"
#include "runtime/gc/roots.h"
#include "runtime/gc/weak.h"
#include "runtime/heap/heap.h"
#include "runtime/runtime.h"
#include "runtime/sched/park.h"
#include "runtime/sched/timer.h"

namespace gosub::rt {

namespace {

uint64_t unixNow() {
  return uint64_t(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
}

}  // namespace

Collector::Collector(Runtime& runtime) : runtime_(runtime), heap_(*runtime.heap) {}

Collector::~Collector() { shutdown(); }

void Collector::shutdown() {
  {
    std::lock_guard lock(mutex_);
    shutdown_ = true;
    wake_.notify_all();
    markingEnds_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  world_ = nullptr;
}

bool Collector::marking() const { return runtime_.marking.load(std::memory_order_relaxed); }

GcStats Collector::stats() const {
  std::lock_guard lock(mutex_);
  return stats_;
}

// ---- who runs a cycle -------------------------------------------------------------------------------------------------

void Collector::request() {
  std::lock_guard lock(mutex_);
  if (requested_ || shutdown_) return;
  requested_ = true;
  if (!thread_.joinable()) thread_ = std::thread([this] { threadLoop(); });
  wake_.notify_one();
}

void Collector::request(std::function<void()> done) {
  std::lock_guard lock(mutex_);
  stats_.forced++;
  waiting_.push_back(std::move(done));
  if (!thread_.joinable()) thread_ = std::thread([this] { threadLoop(); });
  wake_.notify_one();
}

bool Collector::enter(bool forced) {
  std::lock_guard lock(mutex_);
  if (active_) return false;
  active_ = true;
  if (forced) stats_.forced++;
  return true;
}

void Collector::leave() {
  std::lock_guard lock(mutex_);
  active_ = false;
  wake_.notify_one();
}

void Collector::threadLoop() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return shutdown_ || (!active_ && (requested_ || !waiting_.empty())); });
    if (shutdown_) return;
    requested_ = false;
    active_ = true;
    auto done = std::exchange(waiting_, {});
    lock.unlock();
    runCycle();
    for (auto& f : done) f();
    leave();
    lock.lock();
  }
}

// A heap of so many bytes is marked within kStop or so.
bool Collector::prefersHere(bool forced) const {
  constexpr uint64_t kSmall = 256 << 10;
  if (runtime_.config.gcStress != 0 || world_ == nullptr) return true;
  return forced && heap_.liveBytes() < kSmall;
}

bool Collector::collectHere(bool forced) {
  if (!enter(forced)) return false;
  int64_t since = monotonicNow();
  pause_ = 0;
  heap_.finishSweep();
  if (runtime_.config.verifyHeap) heap_.verify();
  cycle_++;
  scanned_ = 0;
  heap_.startMarking();
  {
    Marker marker(heap_);
    runtime_.roots->beforeMark();
    runtime_.roots->visit(marker);
    for (const auto& [base, type] : runtime_.roots->globals()) marker.values(base, type, 1);
    if (world_ != nullptr) {
      world_->beginStackScan();
      while (world_->scanStacks(marker, INT64_MAX)) {
      }
    }
    marker.drain();
    runtime_.finalizers->markDependents(marker);
    marker.drain();
    end(marker);
  }
  if (forced) heap_.finishSweep();
  if (runtime_.config.verifyHeap) heap_.verify();
  countPause(since);
  finishStats();
  leave();
  return true;
}

// ---- a concurrent cycle, on the collector's thread --------------------------------------------------------------------

void Collector::runCycle() {
  heap_.finishSweep();
  pause_ = 0;
  if (!begin()) return;
  {
    Marker marker(heap_);
    for (const auto& [base, type] : runtime_.roots->globals()) marker.values(base, type, 1);
    runtime_.finalizers->markDependents(marker);
  }
  while (mark() && !tryEnd()) {
  }
  if (runtime_.finalizers->pending() && !shutdown_) world_->notifyFinalizers();
  sweep();
}

bool Collector::begin() {
  if (!world_->stop()) return false;
  int64_t since = monotonicNow();
  {
    std::lock_guard lock(mutex_);
    requested_ = false;
  }
  if (runtime_.config.verifyHeap) heap_.verify();
  liveAtStart_ = heap_.liveBytes();
  expected_ = uint64_t(double(liveAtStart_) * survival_);
  scanned_ = 0;
  credit_ = 0;
  cycle_++;
  heap_.startMarking();
  {
    Marker marker(heap_);
    runtime_.roots->beforeMark();
    runtime_.roots->visit(marker);
    world_->beginStackScan();
    stacksLeft_ = world_->scanStacks(marker, since + kStop);
  }
  countPause(since);
  world_->start();
  return true;
}

// Until this thread finds nothing more to scan. False: the instance is being closed.
bool Collector::mark() {
  constexpr uint64_t kSlice = 256 << 10;
  Marker marker(heap_);
  for (;;) {
    if (shutdown_.load(std::memory_order_relaxed)) return false;
    uint64_t n = marker.drain(kSlice);
    scanned_.fetch_add(n, std::memory_order_relaxed);
    credit_.fetch_add(int64_t(n), std::memory_order_relaxed);
    if (n != 0 && !stacksLeft_) continue;
    if (!stacksLeft_) return true;
    if (!world_->stop()) return false;
    int64_t since = monotonicNow();
    stacksLeft_ = world_->scanStacks(marker, since + kStop);
    countPause(since);
    world_->start();
  }
}

// True: marking has ended, or the instance is being closed.
bool Collector::tryEnd() {
  if (!world_->stop()) return true;
  int64_t since = monotonicNow();
  bool finished = !heap_.flushMarkers();
  if (finished) {
    Marker marker(heap_);
    end(marker);
  }
  countPause(since);
  if (finished) finishStats();
  world_->start();
  return finished;
}

// Stopped, everything reachable is marked.
void Collector::end(Marker& marker) {
  runtime_.weak->afterMark(marker);
  runtime_.finalizers->afterMark(marker);
  marker.drain();
  marker.flush();
  if (runtime_.config.checkMarks) checkMarks();
  uint64_t scanned = scanned_.load(std::memory_order_relaxed);
  if (scanned != 0 && liveAtStart_ != 0) survival_ = std::min(1.0, double(scanned) / double(liveAtStart_));
  heap_.finishMarking(scanned);
  std::lock_guard lock(mutex_);
  markingEnds_.notify_all();
}

// Stopped: marks again from the roots; nothing may come that was not marked.
void Collector::checkMarks() {
  heap_.beginCheck();
  {
    Marker marker(heap_);
    for (const auto& [base, type] : runtime_.roots->globals()) marker.values(base, type, 1);
    runtime_.roots->visit(marker);
    if (world_ != nullptr) {
      cycle_++;
      world_->beginStackScan();
      while (world_->scanStacks(marker, INT64_MAX)) {
      }
    }
    runtime_.finalizers->markDependents(marker);
    marker.drain();
  }
  heap_.endCheck();
}

// What no allocation has swept meanwhile.
void Collector::sweep() {
  while (!shutdown_.load(std::memory_order_relaxed) && heap_.sweepOne()) {
  }
  while (!shutdown_.load(std::memory_order_relaxed) && !requested_ && heap_.releaseExcess()) {
  }
}

void Collector::countPause(int64_t since) { pause_ += monotonicNow() - since; }

void Collector::finishStats() {
  std::lock_guard lock(mutex_);
  stats_.lastUnixNs = unixNow();
  stats_.pauseNs[stats_.cycles % 256] = uint64_t(pause_);
  stats_.pauseEnd[stats_.cycles % 256] = stats_.lastUnixNs;
  stats_.pauseTotalNs += uint64_t(pause_);
  stats_.cycles++;
}

// ---- goroutines while marking -------------------------------------------------------------------------------------------

void Collector::beforeRun(abi::G& g) {
  SchedState& s = *g.sched;
  if (s.scannedIn == cycle()) return;
  s.scannedIn = cycle();
  Marker marker(heap_);
  world_->visitGoroutine(g, marker);
}

void Collector::assist(HeapCache& cache, uint64_t allocated) {
  AssistInput in{liveAtStart_, expected_, scanned_.load(std::memory_order_relaxed), heap_.liveBytes(), heap_.goal()};
  auto debt = std::min(int64_t(double(allocated) * assistRatio(in)), kMostAssist);
  if (credit_.fetch_sub(debt, std::memory_order_relaxed) >= debt) return;
  Marker& marker = cache.marker();
  uint64_t n = marker.drain(uint64_t(debt));
  marker.flush();
  scanned_.fetch_add(n, std::memory_order_relaxed);
  credit_.fetch_add(int64_t(n), std::memory_order_relaxed);
}

bool Collector::overLimit() const {
  return (requested_.load(std::memory_order_relaxed) || marking()) && heap_.liveBytes() > heap_.goal() + heap_.goal() / 16;
}

void Collector::waitForMarking() {
  std::unique_lock lock(mutex_);
  markingEnds_.wait_for(lock, std::chrono::milliseconds(1), [this] { return shutdown_ || !overLimit(); });
}

}  // namespace gosub::rt
