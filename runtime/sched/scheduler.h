// The scheduler of an instance: goroutines (G) on threads (M) that hold one of GOMAXPROCS processors (P).
//
// The host's thread, inside run(), is the first M; others are started when goroutines are runnable and a P is idle, so an
// instance with one goroutine has one thread. Goroutines run only while the host is inside run(): when it comes back, the world
// is stopped, and the host's thread may touch everything.
//
// Invariants
//   SCHED-1  A G is in at most one of: a run queue, a wait (sudogs), a timer, a thread. It is made runnable only by whoever took it
//            from the place where it waited.
//   SCHED-2  Only the loop of an M moves a G from Running; natives only say what they want by their Status. What makes a parked
//            goroutine visible to others (unlocking its channel, starting its timer) is its ParkCommit, after its state is saved.
//   SCHED-3  Whoever makes a goroutine runnable wakes an M when a P is idle and no M looks for work; the last M that stops looking
//            looks once more after it has said so.
//   SCHED-4  While the world is stopped every P is Stopped, and every goroutine that is not in a blocking native is at a safepoint.
// What runs a goroutine (the interpreter) is behind Executor, so that runtime/ does not depend on interp/.
#pragma once

#include <pthread.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/gc/roots.h"
#include "runtime/gc/world.h"
#include "runtime/runtime.h"
#include "runtime/sched/park.h"
#include "runtime/sched/preempt.h"
#include "runtime/sched/proc.h"

namespace gosub::rt {

struct BlockingCall;
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

// Processors that this process may use: the default of GOMAXPROCS.
int usableProcessors();

// Why run() came back.
enum class RunEnd : uint8_t {
  Finished,  // the goroutine waited for has returned
  Exit,      // os.Exit or a fatal: exitCode is set
  Stopped,   // requestStop
};

class Scheduler final : public RootProvider, public World {
 public:
  static constexpr int kMaxProcs = 1024;

  Scheduler(Runtime& runtime, Executor& executor);
  // Waits for natives that block.
  ~Scheduler() override;
  Scheduler(const Scheduler&) = delete;

  // ---- goroutines
  // A new goroutine that will call fn; it runs next on the calling M. Creator may be null.
  abi::G* spawn(const abi::FuncVal* fn, abi::G* creator);
  // The runtime's own: not counted, and hidden in dumps.
  abi::G* spawnSystem(const abi::FuncVal* fn);
  // Makes a parked goroutine runnable, as the next one of the calling M: whoever was to run next goes to the end of the queue.
  // From any thread.
  void ready(abi::G& g);
  void readyLast(abi::G& g);  // at the end of the queue
  abi::G* mainG() const { return main_; }
  void mainExited() { mainGone_.store(true, std::memory_order_relaxed); }  // main called Goexit
  int64_t goroutineCount() const;
  // Those that have begun or will. While the world is stopped, or else without what happens meanwhile.
  template <class F>
  void forEachG(F f) {
    LockGuard guard(allLock_);
    for (abi::G* g : all_) {
      GStatus status = g->sched->status.load(std::memory_order_acquire);
      if (status != GStatus::Dead && status != GStatus::Idle) f(*g);
    }
  }

  // ---- running. Only the host's thread.
  // Runs goroutines until `until` has finished. The first call decides which goroutine is main (id 1).
  RunEnd run(abi::G* until);
  // From any thread: makes run() come back.
  void requestStop();

  // ---- the end
  // Ends the instance: natives call this, then return kExit. The first code counts.
  void exit(int code);
  int exitCode() const { return exitCode_; }
  bool exiting() const { return exiting_.load(std::memory_order_acquire); }
  // The end is a panic or fatal, and GOTRACEBACK=crash wants the process to die by SIGABRT.
  void exitByCrash();
  bool crashed() const { return crashed_; }
  // In a signal handler: the program is to end with a report of the signal, as Go's do. True: it has been written (all goroutines
  // wait), and the process can end with status 2. Else goroutines stop at their next poll and run() returns.
  bool fatalSignal(int signal);
  // The same from a native of the goroutine that runs; returns kExit.
  abi::Status dieOf(int signal);
  // From any thread: a fatal error, reported by the M that first looks. The text stays.
  void dieSoon(const char* text);

  // ---- the world
  // Stops all other Ms at safepoints. The caller is an M with a P at a safepoint (the loop of an M, a poll, or a native that
  // keeps no pointers), or the host outside of run(). False: somebody else stops it just now; the caller is to reach a safepoint itself.
  bool tryStopTheWorld();
  // The same for a caller that is at a safepoint itself, even if it is in a native: it waits for the other first.
  void stopTheWorld();
  void startTheWorld();
  bool worldIsStopping() const { return stopping_.load(std::memory_order_acquire); }
  // Parks g, stops the world, does the work on the M's loop, and lets g go on behind the others.
  template <class F>
  abi::Status withWorldStopped(abi::G& g, WaitReason reason, F work);
  // For a report that ends the instance: gives the others a moment to stop. Nothing runs after it.
  void freezeTheWorld();
  // Sets the number of Ps; the world is stopped.
  void setProcs(int n);
  int procs() const override { return procs_.load(std::memory_order_relaxed); }
  template <class F>
  void forEachP(F f) {
    for (int i = 0; i < madeProcs_; i++) f(*all_ps_[size_t(i)]);
  }

  // ---- natives
  // Executes a raw native that may block, with the P given up. `after` runs behind it on g, when the results are in their place.
  abi::Status callBlocking(abi::G& g, abi::RawNative fn, abi::Word* args, abi::Word* results, uint32_t resultWords,
                           Completion after = nullptr);
  // True when a blocking call made by the running goroutine would hold up nobody.
  bool alone() const;
  // Whether an M is inside a native that blocks: the destructor waits for it.
  bool inSystemCalls() const { return blocked_.load(std::memory_order_relaxed) > 0; }
  // The instance's threads; more than config.maxThreads are not started.
  int64_t threadCount() const;
  // debug.SetMaxThreads. kExit when there are more already.
  abi::Status setMaxThreads(int64_t n);
  void lockThread(abi::G& g);
  void unlockThread(abi::G& g);
  // Something outside (descriptor, signal) may still wake goroutines: while held, waiting for it is no deadlock.
  void holdAlive() { externalWaits_.fetch_add(1, std::memory_order_relaxed); }
  void releaseAlive() { externalWaits_.fetch_sub(1, std::memory_order_relaxed); }
  Netpoll& netpoll();  // started by the first use

  // ---- timers
  void startTimer(Timer& t, int64_t when, int64_t period);
  bool stopTimer(Timer& t);  // false: was not active

  // ---- the M and P of the calling thread
  static M* currentM();
  abi::G* current() const;   // null outside of run()
  // Its P; outside of run(), and in a report without one, the first.
  P& proc();
  // Goroutines that could run on this P now.
  bool othersRunnable();
  // Poll slow path: called with the reasons taken from G::preempt. kYield, kExit or kDone.
  abi::Status poll(abi::G& g, uint32_t reasons);
  Sudog* acquireSudog();
  void releaseSudog(Sudog* s);
  uint64_t random();  // per P, seedable for reproducible runs
  void seed(uint64_t s);

  Executor& executor() { return executor_; }
  Runtime& runtime() { return runtime_; }

  // Timers.
  void visitRoots(RootVisitor& visitor) override;

  // ---- World: for the collector's thread, which is no M
  bool stop() override;
  void start() override;
  void notifyFinalizers() override;
  bool nothingRuns() const override { return idleCount_.load(std::memory_order_relaxed) == procs(); }
  void beginStackScan() override { scanNext_ = 0; }
  bool scanStacks(RootVisitor& visitor, int64_t until) override;
  void visitGoroutine(abi::G& g, RootVisitor& visitor) override;
  // Of an M at a safepoint: collects where the heap wants it here, waits when the collector is behind.
  void safepoint();

 private:
  struct Slice {  // what the monitor saw of a P
    uint32_t tick = 0;
    bool blocking = false;
    int64_t since = 0;
  };

  // ---- scheduler.cpp
  abi::G* newG();
  abi::G* freeG(P& p);
  uint64_t newId(P& p);
  void keepAncestors(abi::G& g, abi::G& creator);
  void finish(abi::G& g);
  void releaseWaits(SchedState& state);
  void setStatus(abi::G& g, GStatus to);
  void enqueue(abi::G& g, bool next);
  void pushLast(P& p, abi::G* g);
  void pushGlobal(abi::G* g);  // lock_
  void hostWanted();
  void timerStarted(int64_t when);

  // ---- loop.cpp
  void loop(M& m);
  void threadMain(M& m);
  bool mayLeave(M& m);
  void stopSpinning(M& m);
  void runDueTimers(P& p);
  abi::G* localWork(M& m);
  abi::G* globalWork(P& p, uint32_t most);
  abi::G* findRunnable(M& m);
  abi::G* stealFrom(P& from, P& to, bool evenNext);
  abi::G* steal(M& m);
  bool anyWork();
  int64_t nextTimer();
  void stopWithoutWork(M& m);
  void sleepIdle(M& m);
  bool isDeadlock();
  void deadlock();
  void runOne(M& m, abi::G& g);
  void runLocked(M& m);
  void giveToLocked(M& m, abi::G& g);

  // ---- procs.cpp
  void acquire(M& m, P& p);
  P* release(M& m);
  void putIdle(P& p);       // lock_
  P* takeIdle();            // lock_
  void putIdleM(M& m);      // lock_
  M* takeIdleM();           // lock_
  void removeIdleM(M& m);   // lock_
  void startThread(M& m);
  template <class F>
  bool withM(F assign);
  void startM(P* p, bool spinning);
  void startBlocking(abi::G& g);
  void wakeProc();
  void handOff(P& p);
  void giveBack(M& m);
  void dropSpinning(M& m);
  abi::Status threadsExhausted();
  void requestPolls(PreemptBit why);
  void countStopped(P& p);  // lock_
  bool beginStop();
  bool awaitOthers(int64_t until);
  void reacquire(M& m);
  void stopHere(M& m);
  void goOn(M& m, std::vector<M*>* woken);  // lock_
  void stopForHost();
  void refuseNext(M& m);
  void takeFrom(M& m, P& p);
  void retire(P& p);

  // ---- syscall.cpp
  void stopBlocked(P& p);
  P* leaveBlocking(P& old);
  void comeBack(abi::G& g);
  static abi::Status deliver(abi::G& g, abi::Word* results);
  abi::Status delegate(abi::G& g, const BlockingCall& call, abi::Word* results);
  void executeDelegated(M& m);

  // ---- monitor.cpp
  void startMonitor();
  void monitorLoop();
  bool look(std::vector<Slice>& slices, int64_t now);
  bool retake(P& p, int64_t blockedFor);
  void reportSignal(int signal);

  Runtime& runtime_;
  Executor& executor_;
  abi::G* main_ = nullptr;
  std::atomic<bool> ending_{false}, exiting_{false};  // somebody sets the exit code, has set it
  std::atomic<bool> mainGone_{false}, stop_{false}, shutdown_{false};
  int exitCode_ = 0;
  bool crashed_ = false;

  Lock allLock_{LockRank::Goroutines};  // guards what follows
  std::vector<abi::G*> all_;
  std::atomic<uint64_t> nextId_{1};

  std::vector<std::unique_ptr<P>> all_ps_;  // kMaxProcs slots, so that it never moves; those below madeProcs_ are set for good
  std::atomic<int> madeProcs_{0};
  std::atomic<int> procs_{0};

  Lock lock_{LockRank::Sched};  // guards what follows
  P* idlePs_ = nullptr;
  M* idleMs_ = nullptr;
  abi::G* globalHead_ = nullptr;
  abi::G* globalTail_ = nullptr;
  std::vector<std::unique_ptr<M>> ms_;
  M* timerSleeper_ = nullptr;                   // the idle M that sleeps until the next timer
  int stopWait_ = 0;                            // Ps that have not stopped yet

  // Changed under the lock, read without.
  std::atomic<int32_t> globalCount_{0};
  std::atomic<int32_t> idleCount_{0};           // idle Ps
  std::atomic<int64_t> sleepUntil_{INT64_MAX};  // of the timer sleeper
  std::atomic<bool> stopping_{false};           // the world is stopped or about to be

  std::atomic<int32_t> spinning_{0};            // Ms that look for work
  std::atomic<int32_t> blocked_{0};             // goroutines in blocking natives
  std::atomic<int32_t> externalWaits_{0};
  std::atomic<int64_t> threads_{0};             // Ms other than the host's
  std::atomic<bool> worldClaimed_{true};        // by who stops it; by the host while it is outside of run()
  std::atomic<bool> finalizersQueued_{false};   // an M is to notify them
  size_t scanNext_ = 0;                         // index in all_; while the world is stopped
  Note allStopped_;

  // run()
  M host_{*this, true};
  std::atomic<P*> hostP_{nullptr};
  std::atomic<bool> inRun_{false};
  std::atomic<uint64_t> untilId_{0};
  std::atomic<bool> untilDone_{false};

  Lock netpollLock_{LockRank::NetpollMade};
  std::unique_ptr<Netpoll> netpoll_;
  std::atomic<int> fatalSignal_{0};
  std::atomic<const char*> fatalText_{nullptr};  // dieSoon
  std::atomic<bool> reported_{false};           // a fatal signal

  std::thread monitor_;
  std::atomic<bool> monitorStarted_{false};
  Note monitorNote_;
};

template <class F>
abi::Status Scheduler::withWorldStopped(abi::G& g, WaitReason reason, F work) {
  auto commit = [](abi::G& self, void* data) {
    std::unique_ptr<F> task(static_cast<F*>(data));
    Scheduler& s = *self.runtime->scheduler;
    s.stopTheWorld();
    (*task)();
    s.startTheWorld();
    s.readyLast(self);
  };
  return park(g, reason, nullptr, nullptr, commit, new F(std::move(work)));
}

}  // namespace gosub::rt
