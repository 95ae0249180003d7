// Natives of package sync: parking on semaphores and notify lists (runtime/sched/sema.h).
#include <vector>

#include "runtime/gc/roots.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/sched/sema.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::G;
using abi::Results;
using abi::Slice;
using abi::Status;
using abi::String;

Status semacquire(G& g, Results<>, uint32_t* sema, int64_t reason, bool lifo) {
  static constexpr rt::WaitReason kReasons[] = {rt::WaitReason::SyncMutexLock, rt::WaitReason::SyncRWMutexRLock,
                                                rt::WaitReason::SyncRWMutexLock, rt::WaitReason::Semacquire};
  return g.runtime->semas->acquire(g, sema, kReasons[reason & 3], lifo);
}
void semrelease(G& g, uint32_t* sema, bool handoff) { g.runtime->semas->release(g, sema, handoff); }
Status fatalText(G& g, Results<>, String text) { return rt::fatal(g, text.view()); }
int64_t nanotime() { return rt::monotonicNow(); }
uint32_t listAdd(G& g, rt::NotifyList* l) { return g.runtime->semas->notify.add(l); }
Status listWait(G& g, Results<>, rt::NotifyList* l, uint32_t ticket) { return g.runtime->semas->notify.wait(g, l, ticket); }
void listNotifyAll(G& g, rt::NotifyList* l) { g.runtime->semas->notify.notifyAll(g, l); }
void listNotifyOne(G& g, rt::NotifyList* l) { g.runtime->semas->notify.notifyOne(g, l); }

// sync.Pool, see pool.go.
struct Pool {
  int32_t lockState;
  uint32_t lockSema;
  Slice items, older;
  bool listed;
};

// The pools with objects. Before each collection, what was not used since the one before is dropped.
class Pools final : public rt::Extension, public rt::RootProvider {
 public:
  explicit Pools(rt::Runtime& runtime) : runtime_(runtime) { runtime.roots->add(this); }
  ~Pools() override { runtime_.roots->remove(this); }
  void add(Pool* p) {
    rt::LockGuard guard(lock_);
    pools_.push_back(p);
  }

  void beforeMark() override {
    std::erase_if(pools_, [](Pool* p) {
      if (p->lockState != 0) return false;
      p->older = p->items;
      p->items = {};
      p->listed = p->older.len > 0;
      return !p->listed;
    });
  }
  void visitRoots(rt::RootVisitor& visitor) override {
    for (Pool* p : pools_) visitor.pointer(p);
  }

 private:
  rt::Runtime& runtime_;
  rt::Lock lock_{rt::LockRank::Leaf};
  std::vector<Pool*> pools_;
};

void poolList(G& g, Pool* p) { rt::extension<Pools>(*g.runtime).add(p); }

const NativeRow kRows[] = {
#include "stdlib/sync/natives.def"
};

}  // namespace

NATIVE_TABLE(sync, kRows)

}  // namespace gosub::stdlib
