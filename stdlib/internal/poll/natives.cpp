// Natives of package internal/poll: the scheduler's poller, and the common case of reading and writing.
#include <poll.h>
#include <unistd.h>

#include <atomic>

#include "runtime/abi/g.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/scheduler.h"
#include "stdlib/natives.h"
#include "stdlib/syscall/block.h"

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

// The beginning of FD, fd.go.
struct Descriptor {
  int64_t sysfd;
  std::atomic<int32_t> state;
  std::atomic<int32_t> mutexes[2][2];  // state and semaphore of sync.Mutex, for reading and writing
};

enum : int32_t { kClosed = 1, kOneUser = 2, kLocked = 1 };
// What the caller has to do itself, because somebody came in between.
enum : int64_t { kSettleLock = 1, kSettleUse = 2 };
constexpr int64_t kNotDone = -1;

// Does what a system call can do at once, holding the lock of the direction. kNotDone: the long way is needed.
template <class Call>
Ret<int64_t, int64_t> atOnce(Descriptor* d, PollMode mode, Call call) {
  if (d->state.fetch_add(kOneUser) & kClosed) {
    d->state.fetch_sub(kOneUser);
    return {kNotDone, 0};
  }
  int64_t n = kNotDone, settle = 0;
  int32_t unlocked = 0, locked = kLocked;
  std::atomic<int32_t>& lock = d->mutexes[int(mode)][0];
  if (lock.compare_exchange_strong(unlocked, kLocked)) {
    n = call(int(d->sysfd));
    if (!lock.compare_exchange_strong(locked, 0)) settle |= kSettleLock;
  }
  if (d->state.fetch_sub(kOneUser) - kOneUser == kClosed) settle |= kSettleUse;
  return {n, settle};
}

Ret<int64_t, int64_t> readNow(G& g, Descriptor* d, abi::Slice p) {
  return atOnce(d, PollMode::Read, [&](int fd) -> int64_t {
    if (!rt::schedulerOf(g).alone() && !syscalls::readyNow(fd, POLLIN)) return kNotDone;
    return ::read(fd, p.data, size_t(p.len));
  });
}

Ret<int64_t, int64_t> writeNow(G& g, Descriptor* d, abi::Slice p) {
  return atOnce(d, PollMode::Write, [&](int fd) -> int64_t {
    if (!rt::schedulerOf(g).alone() && syscalls::writeMayBlock(fd, uint64_t(p.len))) return kNotDone;
    return ::write(fd, p.data, size_t(p.len));
  });
}

const NativeRow kRows[] = {
#include "stdlib/internal/poll/natives.def"
};

}  // namespace

}  // namespace poller

NATIVE_TABLE(internal_poll, poller::kRows)

}  // namespace gosub::stdlib
