// Natives of package internal/poll: the scheduler's poller.
#include "runtime/sched/fatal.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/scheduler.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace poller {

namespace {

using abi::G;
using abi::Results;
using abi::Ret;
using abi::Status;
using rt::PollMode;

rt::Netpoll& netpoll(G& g) { return rt::schedulerOf(g).netpoll(); }

Ret<uint64_t, uint64_t> pollOpen(G& g, int64_t fd) {
  uint64_t id = 0;
  int error = netpoll(g).open(int(fd), &id);
  return {id, uint64_t(error)};
}
void pollClose(G& g, uint64_t id) { netpoll(g).close(id); }
void pollReset(G& g, uint64_t id, int64_t mode) { netpoll(g).reset(id, PollMode(mode)); }
Status pollWait(G& g, Results<>, uint64_t id, int64_t mode) { return netpoll(g).wait(g, id, PollMode(mode)); }
void pollEvict(G& g, uint64_t id, int64_t mode) { netpoll(g).evict(id, PollMode(mode)); }

const NativeRow kRows[] = {
#include "stdlib/internal/poll/natives.def"
};

}  // namespace

}  // namespace poller

NATIVE_TABLE(internal_poll, poller::kRows)

}  // namespace gosub::stdlib
