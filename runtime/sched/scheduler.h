// The scheduler, first form: one P. Goroutines run on the thread that called run(); blocking natives run on worker
// threads while others go on; a monitor thread ends time slices once two goroutines are runnable.
//
// Invariants
//   SCHED-1  A G is on at most one of: run queue, a wait (sudogs), a timer, a worker.
//   SCHED-2  Only the run loop moves a G from Running; natives only say what they want by their Status.
//   SCHED-3  The run loop, channels, timers and semaphores are touched only by the thread inside run(); other threads hand
//            work over through post().
// What runs a goroutine (the interpreter) is behind Executor, so that runtime/ does not depend on interp/.
#pragma once

#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/gc/roots.h"
#include "runtime/gc/world.h"
#include "runtime/sched/park.h"
#include "runtime/sched/timer.h"

namespace gosub::rt {

struct Runtime;
class Netpoll;

class Executor {
 public:
  virtual ~Executor() = default;
  // Makes a G ready to call fn (no arguments, no results) on a fresh stack.
  virtual void prepare(abi::G& g, const abi::FuncVal* fn) = 0;
  // Runs g until it stops. kDone: its entry function returned or Goexit finished; kPark, kYield, kExit.
  virtual abi::Status enter(abi::G& g) = 0;
  // What its frames, deferred calls and panics hold, for the collector.
  virtual void visitFrames(abi::G& g, RootVisitor& visitor) = 0;
  // Gives the stack back. The G itself is the scheduler's.
  virtual void release(abi::G& g) = 0;
};

// Why run() came back.
enum class RunEnd : uint8_t {
  Finished,  // the goroutine waited for has returned
  Exit,      // os.Exit or a fatal: exitCode is set
  Stopped,   // requestStop
};

class Scheduler final : public RootProvider, public World {
 public:
  Scheduler(Runtime& runtime, Executor& executor);
  ~Scheduler() override;
  Scheduler(const Scheduler&) = delete;

  // A new goroutine that will call fn; it is put on the run queue. Creator may be null.
  abi::G* spawn(const abi::FuncVal* fn, abi::G* creator);
  abi::G* spawnSystem(const abi::FuncVal* fn);

  // Runs goroutines until `until` has finished. The first call decides which goroutine is main (id 1).
  RunEnd run(abi::G* until);

  // Makes a parked goroutine runnable, as the next one to run: whoever was to run next goes to the end of the queue.
  void ready(abi::G& g);
  void readyNext(abi::G& g) { ready(g); }
  void readyLast(abi::G& g);  // at the end of the queue
  // From any thread: run `fn` on the scheduler's thread soon.
  void post(std::function<void()> fn);
  // From any thread: make run() come back.
  void requestStop();
  // Ends the instance: natives call this, then return kExit.
  void exit(int code) { exitCode_ = code, exiting_ = true; }
  int exitCode() const { return exitCode_; }
  bool exiting() const { return exiting_; }
  // The end is a panic or fatal, and GOTRACEBACK=crash wants the process to die by SIGABRT.
  void exitByCrash();
  // In a signal handler: the program is to end with a report of the signal, as Go's do. True: it has been written (all goroutines
  // wait), and the process can end with status 2. Else goroutines stop at their next poll and run() returns.
  bool fatalSignal(int signal);
  // The same from a native of the goroutine that runs; returns kExit.
  abi::Status dieOf(int signal);
  bool crashed() const { return crashed_; }

  // The instance's threads; more than config.maxThreads are not started.
  int64_t threadCount() const { return 1 + int64_t(workers_.size()) + monitor_.joinable() + (netpoll_ != nullptr); }
  // debug.SetMaxThreads. kExit when there are more already.
  abi::Status setMaxThreads(int64_t n);
  // Whether a worker is inside a native that blocks: the destructor waits for it.
  bool inSystemCalls() const { return blockingCount_ > 0; }
  // Executes a raw native that may block: inline when nothing else could run, else on a worker while g waits.
  // The worker reads the arguments where they are; results come to their place on the scheduler's thread, since a collection
  // may look at the frame meanwhile.
  abi::Status callBlocking(abi::G& g, abi::RawNative fn, abi::Word* args, abi::Word* results, uint32_t resultWords);

  abi::G* current() const { return current_; }
  abi::G* mainG() const { return main_; }
  void mainExited() { mainGone_ = true; }  // main called Goexit
  int goroutineCount() const { return userCount_; }
  bool othersRunnable() const { return next_ != nullptr || queueHead_ != nullptr; }
  Executor& executor() { return executor_; }
  TimerHeap& timers() { return timers_; }
  // True when a blocking call made by the running goroutine would hold up nobody.
  bool alone() const { return userCount_ == 1 && queueHead_ == nullptr && timers_.empty(); }
  // Something outside (descriptor, signal) may still wake goroutines: while held, waiting for it is no deadlock.
  void holdAlive() { externalWaits_++; }
  void releaseAlive() { externalWaits_--; }
  Netpoll& netpoll();  // started by the first use
  Runtime& runtime() { return runtime_; }
  template <class F>
  void forEachG(F f) {
    for (abi::G* g = allHead_; g != nullptr; g = g->sched->allNext) f(*g);
  }

  // Poll slow path: called with the reasons taken from G::preempt. kYield or kDone.
  abi::Status poll(abi::G& g, uint32_t reasons);

  Sudog* acquireSudog();
  void releaseSudog(Sudog* s);
  uint64_t random();  // per scheduler, seedable for reproducible runs
  void seed(uint64_t s) { random_ = s | 1; }

  // Timers.
  void visitRoots(RootVisitor& visitor) override;

  // ---- World
  bool stop() override;
  void start() override;
  void notifyFinalizers() override;
  int procs() const override { return 1; }
  bool nothingRuns() const override { return idling_.load(std::memory_order_relaxed); }
  void beginStackScan() override { scanNext_ = allHead_; }
  bool scanStacks(RootVisitor& visitor, int64_t until) override;
  void visitGoroutine(abi::G& g, RootVisitor& visitor) override;
  // Of the thread inside run(), at a safepoint: collects where the heap wants it here, waits where the collector wants it.
  void safepoint();

 private:
  // Between the two the thread inside run() touches nothing that the collector looks at. The second waits while the world is stopped.
  void enterSafe();
  void leaveSafe();
  abi::G* newG();
  void keepAncestors(abi::G& g, abi::G& creator);
  void finish(abi::G& g);
  void releaseWaits(SchedState& state);
  void setStatus(abi::G& g, GStatus to);
  void enqueue(abi::G& g);
  void enqueueNext(abi::G& g);
  abi::G* dequeue();
  void runPosted();
  bool idle();  // waits for a timer or post; false: deadlock
  void runOne(abi::G& g);
  void startMonitor();
  void monitorLoop();
  void startWorker();
  abi::Status threadsExhausted();
  void workerLoop();
  void deadlock();
  void reportSignal(int signal);

  static constexpr uint32_t kBlockingResults = 4;
  struct Blocking {
    abi::G* g;
    abi::RawNative fn;
    abi::Word* args;
    abi::Word* results;
    uint32_t resultWords;
  };

  Runtime& runtime_;
  Executor& executor_;
  abi::G* current_ = nullptr;
  abi::G* main_ = nullptr;
  abi::G* next_ = nullptr;        // runs before the queue and within the time slice of whoever put it here
  abi::G* queueHead_ = nullptr;
  abi::G* queueTail_ = nullptr;
  abi::G* allHead_ = nullptr;
  std::vector<abi::G*> freeGs_;
  std::vector<Sudog*> freeSudogs_;
  TimerHeap timers_;
  uint64_t nextId_ = 1;
  int userCount_ = 0;
  int exitCode_ = 0;
  bool exiting_ = false;
  bool crashed_ = false;
  bool mainGone_ = false;
  uint64_t random_;
  uint32_t tick_ = 0;
  bool inheritSlice_ = false;

  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::vector<std::function<void()>> posted_;
  std::atomic<bool> hasPosted_{false};
  std::atomic<bool> stop_{false};
  std::vector<Blocking> blockingQueue_;
  std::condition_variable workerWake_;
  std::vector<std::thread> workers_;
  int idleWorkers_ = 0;
  int blockingCount_ = 0;  // goroutines in callBlocking on workers; only the scheduler's thread
  int externalWaits_ = 0;  // holdAlive; only the scheduler's thread
  std::unique_ptr<Netpoll> netpoll_;
  bool shutdown_ = false;

  std::atomic<int> fatalSignal_{0};
  std::atomic<bool> idling_{false};       // the thread inside run() waits in idle()
  std::atomic<pthread_t> thread_{};       // which that is

  std::mutex worldMutex_;                 // guards what follows
  std::condition_variable worldChanged_;
  std::atomic<bool> stopWanted_{false};
  bool safe_ = false;
  bool closing_ = false;
  abi::G* scanNext_ = nullptr;            // of the stack scan; while the world is stopped

  std::thread monitor_;
  std::condition_variable monitorWake_;
  std::atomic<abi::G*> slice_{nullptr};   // the G whose slice the monitor watches
  std::atomic<uint64_t> sliceId_{0};
};

}  // namespace gosub::rt
