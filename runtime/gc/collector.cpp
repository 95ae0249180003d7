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
#include "runtime/stack/alloc.h"

namespace gosub::rt {

namespace {

uint64_t unixNow() {
  return uint64_t(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
}

}  // namespace

Collector::Collector(Runtime& runtime) : runtime_(runtime), heap_(*runtime.heap), born_(monotonicNow()) {}

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
    runCycle(!done.empty());
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
  startTrace(forced);
  wholeCycle(since);
  if (forced) heap_.finishSweep();
  if (runtime_.config.verifyHeap) heap_.verify();
  leave();
  return true;
}

// Stopped.
void Collector::wholeCycle(int64_t since) {
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
  if (runtime_.config.stopTheWorld == 2) heap_.finishSweep();
  countPause(since);
  trace_.stop1 = pause_;
  finishStats();
}

// ---- a concurrent cycle, on the collector's thread --------------------------------------------------------------------

void Collector::runCycle(bool forced) {
  heap_.finishSweep();
  startTrace(forced);
  if (runtime_.config.stopTheWorld != 0) {
    if (!world_->stop()) return;
    requested_ = false;
    wholeCycle(monotonicNow());
    world_->start();
  } else {
    if (!begin()) return;
    markBeside();
  }
  if (runtime_.finalizers->pending() && !shutdown_) world_->notifyFinalizers();
  sweep();
}

void Collector::markBeside() {
  {
    Marker marker(heap_);
    for (const auto& [base, type] : runtime_.roots->globals()) marker.values(base, type, 1);
    runtime_.finalizers->markDependents(marker);
  }
  while (mark() && !tryEnd()) {
  }
}

bool Collector::begin() {
  if (!world_->stop()) return false;
  int64_t since = monotonicNow();
  requested_ = false;
  if (runtime_.config.verifyHeap) heap_.verify();
  liveAtStart_ = heap_.liveBytes();
  trace_.liveAtStart = liveAtStart_;
  trace_.goal = heap_.goal();
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
  trace_.stop1 = pause_;
  marking_ = monotonicNow();
  if (runtime_.config.gcPacerTrace > 0) {
    AssistInput in{liveAtStart_, expected_, 0, liveAtStart_, heap_.goal()};
    pacerTrace_ = {assistRatio(in), 0, expected_, liveAtStart_, heap_.goal(), 0, 0, 0};
    runtime_.writeStderr(pacerBeginLine(pacerTrace_));
  }
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
    // Go code gets three quarters of the time meanwhile.
    if (n == 0 && !world_->nothingRuns()) std::this_thread::sleep_for(std::chrono::nanoseconds(3 * kStop));
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
  if (finished) {
    trace_.stop2 = monotonicNow() - since;
    trace_.mark = since - marking_;
    trace_.background = trace_.mark;
    finishStats();
  }
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
  trace_.liveAtEnd = heap_.liveBytes();
  heap_.finishMarking(scanned);
  trace_.marked = heap_.marked();
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
  scavenge();
}

// In the background, a little at a time.
void Collector::scavenge() {
  uint64_t before = heap_.released();
  while (!shutdown_.load(std::memory_order_relaxed) && !requested_ && heap_.releaseExcess()) {
  }
  if (runtime_.config.scavengeTrace > 0) traceRelease(before, false);
}

void Collector::releaseAll() {
  uint64_t before = heap_.released();
  heap_.release();
  if (runtime_.config.scavengeTrace > 0) traceRelease(before, true);
}

void Collector::traceRelease(uint64_t before, bool forced) {
  HeapStats s = heap_.stats();
  uint64_t work = s.released > before ? s.released - before : 0;
  runtime_.writeStderr(scavengeLine(work, s.released, s.inUse, s.sys, forced));
}

void Collector::startTrace(bool forced) {
  trace_ = {};
  trace_.number = stats().cycles + 1;
  trace_.begin = monotonicNow() - born_;
  trace_.forced = forced;
  trace_.liveAtStart = heap_.liveBytes();
  trace_.goal = heap_.goal();
  trace_.procs = world_ != nullptr ? world_->procs() : 1;
  trace_.stacks = runtime_.stacks->inUse();
  trace_.globals = runtime_.roots->globalBytes();
  pause_ = 0;
  assistNs_ = 0;
}

void Collector::countPause(int64_t since) { pause_ += monotonicNow() - since; }

// The cycle's marking has ended, the world is stopped.
void Collector::finishStats() {
  trace_.assists = assistNs_;
  gcCpu_ += pause_ * trace_.procs + trace_.assists + trace_.background;
  double all = double(monotonicNow() - born_) * std::max(trace_.procs, 2);
  double fraction = std::min(1.0, double(gcCpu_) / all);
  trace_.percent = int(fraction * 100);
  if (runtime_.config.gcTrace > 0) runtime_.writeStderr(gcLine(trace_));
  if (runtime_.config.gcPacerTrace > 0) {
    pacerTrace_.end = trace_.liveAtEnd;
    pacerTrace_.scanned = scanned_;
    pacerTrace_.percent = trace_.percent;
    runtime_.writeStderr(pacerEndLine(pacerTrace_));
  }
  std::lock_guard lock(mutex_);
  stats_.cpuFraction = fraction;
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
  int64_t since = monotonicNow();
  Marker& marker = cache.marker();
  uint64_t n = marker.drain(uint64_t(debt));
  marker.flush();
  assistNs_.fetch_add(monotonicNow() - since, std::memory_order_relaxed);
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
