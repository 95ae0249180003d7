// Natives of package syscall: system calls as they are, environment and end of the instance. Starting processes: fork.cpp.
//
// A call that can't block for long is made at once. One that can goes through Scheduler::callBlocking, so that other
// goroutines run meanwhile, unless a look at the descriptor shows that it won't block now: handing a call to another thread costs
// far more than the call. Buffers are Go memory that the caller's frame keeps alive; objects never move.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>

#include "runtime/debugvars.h"
#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/host.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/types/table.h"
#include "stdlib/natives.h"
#include "stdlib/string_list.h"
#include "stdlib/syscall/block.h"
#include "stdlib/syscall/descriptors.h"
#include "stdlib/syscall/fork.h"

namespace gosub::stdlib {

namespace syscalls {

namespace {

using abi::G;
using abi::Results;
using abi::Slice;
using abi::Status;
using abi::String;
using abi::Word;

// The kernel's convention on amd64; rdx is the second result of the few calls that have one.
int64_t enterKernel(const Word* a, int count, uint64_t* second) {
  register uint64_t r10 asm("r10") = count > 3 ? a[4] : 0;
  register uint64_t r8 asm("r8") = count > 3 ? a[5] : 0;
  register uint64_t r9 asm("r9") = count > 3 ? a[6] : 0;
  int64_t result;
  uint64_t rdx = a[3];
  asm volatile("syscall"
               : "=a"(result), "+d"(rdx)
               : "0"(a[0]), "D"(a[1]), "S"(a[2]), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  *second = rdx;
  return result;
}

template <int kCount>
int perform(G*, Word* args, Word* results) {
  uint64_t second;
  int64_t r = enterKernel(args, kCount, &second);
  if (r < 0 && r >= -4095) {
    results[0] = ~Word{0};
    results[1] = 0;
    results[2] = Word(-r);
  } else {
    results[0] = Word(r);
    results[1] = second;
    results[2] = 0;
  }
  return abi::kDone;
}

bool openMayBlock(const char* path, int flags) {
  struct stat st;
  if (flags & (O_NONBLOCK | O_PATH)) return false;
  return ::stat(path, &st) == 0 && S_ISFIFO(st.st_mode);
}

// Whether the call can wait for something outside: other processes, terminals, the network, time.
bool mayBlock(const Word* a) {
  int fd = int(a[1]);
  switch (a[0]) {
    case SYS_read: case SYS_readv: case SYS_recvfrom: case SYS_recvmsg: case SYS_accept: case SYS_accept4:
      return !readyNow(fd, POLLIN);
    case SYS_write: case SYS_sendto:
      return writeMayBlock(fd, a[3]);
    case SYS_writev: case SYS_sendmsg:
      return writeMayBlock(fd, ~uint64_t{0});
    case SYS_wait4:
      return !(a[3] & WNOHANG);
    case SYS_waitid:
      return !(a[4] & WNOHANG);
    case SYS_openat:
      // A named pipe waits for its other end. Relative names that are no such thing in the process's directory are taken for files.
      return openMayBlock(reinterpret_cast<const char*>(a[2]), int(a[3]));
    case SYS_fcntl:
      return a[2] == F_SETLKW;
    case SYS_epoll_wait: case SYS_epoll_pwait:
      return int(a[4]) != 0;
    case SYS_poll:
      return int(a[3]) != 0;
    case SYS_flock:
      return !(a[2] & 4);  // LOCK_NB
    case SYS_connect: case SYS_select: case SYS_pselect6: case SYS_ppoll: case SYS_nanosleep: case SYS_clock_nanosleep:
    case SYS_pause: case SYS_futex: case SYS_sendfile: case SYS_splice: case SYS_tee: case SYS_copy_file_range:
    case SYS_rt_sigsuspend: case SYS_rt_sigtimedwait: case SYS_msgrcv: case SYS_msgsnd: case SYS_semop:
    case SYS_fsync: case SYS_fdatasync: case SYS_sync: case SYS_syncfs: case SYS_getrandom:
      return true;
    default:
      return false;
  }
}

// On the scheduler's thread. Results may lie where the arguments are.
template <int kCount>
int performHere(G* g, Word* args, Word* results) {
  if (!concernsDescriptors(args[0])) return perform<kCount>(g, args, results);
  Word call[kCount + 1];
  std::copy_n(args, kCount + 1, call);
  auto& descriptors = rt::extension<Descriptors>(*g->runtime);
  descriptors.beforeCall(call);
  perform<kCount>(g, args, results);
  if (results[2] == 0) descriptors.afterCall(call, results[0]);
  return abi::kDone;
}

// Calls that may block and make descriptors give one as their result.
Status noteOpened(G& g, Word* results) {
  if (results[2] == 0) rt::extension<Descriptors>(*g.runtime).opened(int(results[0]));
  return abi::kDone;
}

template <int kCount>
int start(G* g, Word* args, Word* results) {
  rt::Scheduler& scheduler = rt::schedulerOf(*g);
  if (scheduler.alone() || !mayBlock(args)) return performHere<kCount>(g, args, results);
  bool opens = args[0] == SYS_openat || args[0] == SYS_accept || args[0] == SYS_accept4;
  return scheduler.callBlocking(*g, &perform<kCount>, args, results, 3, opens ? noteOpened : nullptr);
}

int syscall3(G* g, Word* args, Word* results) { return start<3>(g, args, results); }
int syscall6(G* g, Word* args, Word* results) { return start<6>(g, args, results); }
int rawSyscall3(G* g, Word* args, Word* results) { return performHere<3>(g, args, results); }
int rawSyscall6(G* g, Word* args, Word* results) { return performHere<6>(g, args, results); }

// (fd, []byte) -> (n, errno)
template <int kNumber>
int transfer(G*, Word* args, Word* results) {
  Word call[4] = {kNumber, args[0], args[1], args[2]};
  uint64_t second;
  int64_t r = enterKernel(call, 3, &second);
  results[0] = r < 0 ? ~Word{0} : Word(r);
  results[1] = r < 0 ? Word(-r) : 0;
  return abi::kDone;
}

int readFD(G* g, Word* args, Word* results) {
  rt::Scheduler& scheduler = rt::schedulerOf(*g);
  if (scheduler.alone() || readyNow(int(args[0]), POLLIN)) return transfer<SYS_read>(g, args, results);
  return scheduler.callBlocking(*g, &transfer<SYS_read>, args, results, 2);
}

int writeFD(G* g, Word* args, Word* results) {
  rt::Scheduler& scheduler = rt::schedulerOf(*g);
  if (scheduler.alone() || !writeMayBlock(int(args[0]), args[2])) return transfer<SYS_write>(g, args, results);
  return scheduler.callBlocking(*g, &transfer<SYS_write>, args, results, 2);
}

void setDebug(G& g, String value) {
  rt::applySettings(g.runtime->config, value.view());
}

Slice runtimeEnvs(G& g) {
  const rt::Host* host = g.runtime->host;
  return host == nullptr ? Slice{} : newStringList(g, host->env);
}

Status runtimeExit(G& g, Results<>, int64_t code) {
  rt::schedulerOf(g).exit(int(code));
  return abi::kExit;
}

const NativeRow kRows[] = {
#include "stdlib/syscall/natives.def"
};

}  // namespace

}  // namespace syscalls

NATIVE_TABLE(syscall, syscalls::kRows)

}  // namespace gosub::stdlib
