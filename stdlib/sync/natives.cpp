// Natives of package sync: parking on semaphores and notify lists (runtime/sched/sema.h).
#include "runtime/heap/heap.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/sched/sema.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::G;
using abi::Results;
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
uint32_t gcCycles(G& g) { return g.runtime->heap->collections(); }

const NativeRow kRows[] = {
#include "stdlib/sync/natives.def"
};

}  // namespace

NATIVE_TABLE(sync, kRows)

}  // namespace gosub::stdlib
