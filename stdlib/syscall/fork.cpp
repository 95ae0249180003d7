// fork and exec. The child makes nothing but system calls, since other threads of the host may hold locks. It reports a failure through a close-on-exec pipe; end of file means that exec succeeded.
#include "stdlib/syscall/fork.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "runtime/abi/g.h"
#include "runtime/runtime.h"
#include "stdlib/syscall/descriptors.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define GOSUB_FORK_ASAN 1
#endif
#endif

namespace gosub::stdlib::syscalls {

namespace {

// The child's frames lie on the parent's stack and are never left: AddressSanitizer would go on guarding their variables when the
// parent uses the same words.
void forgetFrames() {
#ifdef GOSUB_FORK_ASAN
  __asan_handle_no_return();
#endif
}

constexpr int kCapabilityVersion = 0x20080522;
struct CapHeader {
  uint32_t version;
  int32_t pid;
};
struct CapData {
  uint32_t effective, permitted, inheritable;
};

long call(long n, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) { return ::syscall(n, a, b, c, d, e); }

struct Child {
  const char* path;
  char** argv;
  char** envv;
  const ForkSpec& spec;
  int* files;       // spec.files as the child changes them
  int report;       // where errno goes
  int go;           // read before anything else when the parent writes id mappings; -1 without
  pid_t parent;
  sigset_t mask;    // to restore

  [[noreturn]] void fail(int error) {
    ssize_t ignored = ::write(report, &error, sizeof error);
    (void)ignored;
    forgetFrames();
    for (;;) call(SYS_exit_group, 253);
  }
  void must(long result) {
    if (result < 0) fail(errno);
  }

  void resetSignals() {
    // What the host handles goes back to the default; what it ignores stays ignored, as exec leaves it.
    for (int s = 1; s < NSIG; s++) {
      struct sigaction now;
      if (sigaction(s, nullptr, &now) != 0 || now.sa_handler == SIG_DFL || now.sa_handler == SIG_IGN) continue;
      now = {};
      now.sa_handler = SIG_DFL;
      sigaction(s, &now, nullptr);
    }
    pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  }

  void waitForMappings() {
    if (go < 0) return;
    int error = 0;
    ssize_t n;
    do n = ::read(go, &error, sizeof error);
    while (n < 0 && errno == EINTR);
    if (n != sizeof error) fail(n < 0 ? errno : EINVAL);
    if (error != 0) fail(error);
  }

  void sessionAndGroup() {
    if (spec.flags & kSetsid) must(call(SYS_setsid));
    if (spec.flags & (kSetpgid | kForeground)) must(call(SYS_setpgid, 0, spec.pgid));
    if (spec.flags & kForeground) {
      int pgrp = int(spec.pgid);
      if (pgrp == 0) pgrp = int(call(SYS_getpid));
      must(call(SYS_ioctl, spec.ctty, TIOCSPGRP, long(&pgrp)));
    }
  }

  void places() {
    if (spec.cwd >= 0) must(call(SYS_fchdir, spec.cwd));
    if (spec.unshareFlags != 0) must(call(SYS_unshare, long(spec.unshareFlags)));
    if (spec.chroot != nullptr) must(call(SYS_chroot, long(spec.chroot)));
  }

  // The C library's setuid would change all threads: these are raw on purpose.
  void identity() {
    if (spec.capCount > 0) must(call(SYS_prctl, PR_SET_KEEPCAPS, 1));
    if (spec.flags & kCredential) {
      if (spec.flags & kGroups) must(call(SYS_setgroups, spec.groupCount, long(spec.groups)));
      must(call(SYS_setgid, spec.gid));
      must(call(SYS_setuid, spec.uid));
    }
    if (spec.capCount > 0) ambientCaps();
  }

  void ambientCaps() {
    CapHeader header{kCapabilityVersion, 0};
    CapData data[2] = {};
    must(call(SYS_capget, long(&header), long(data)));
    for (int64_t i = 0; i < spec.capCount; i++) {
      CapData& d = data[(spec.caps[i] >> 5) & 1];
      d.permitted |= 1u << (spec.caps[i] & 31);
      d.inheritable |= 1u << (spec.caps[i] & 31);
    }
    must(call(SYS_capset, long(&header), long(data)));
    for (int64_t i = 0; i < spec.capCount; i++) must(call(SYS_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, long(spec.caps[i])));
  }

  void deathSignal() {
    if (spec.deathSignal == 0) return;
    must(call(SYS_prctl, PR_SET_PDEATHSIG, spec.deathSignal));
    if (call(SYS_getppid) != parent) call(SYS_kill, call(SYS_getpid), spec.deathSignal);
  }

  // Descriptor i becomes files[i]. First those that would be overwritten move out of the way, then all go to their places.
  void descriptors() {
    int next = int(spec.fileCount);
    for (int64_t i = 0; i < spec.fileCount; i++) next = std::max(next, files[i] + 1);
    report = moveAway(report, next);
    for (int64_t i = 0; i < spec.fileCount; i++)
      if (files[i] >= 0 && files[i] < i) files[i] = moveAway(files[i], next);
    for (int64_t i = 0; i < spec.fileCount; i++) {
      if (files[i] < 0) {
        call(SYS_close, i);
      } else if (files[i] == i) {
        must(call(SYS_fcntl, i, F_SETFD, 0));
      } else {
        must(call(SYS_dup3, files[i], i, 0));
      }
    }
    // Standard streams that are not given are closed.
    for (int64_t i = spec.fileCount; i < 3; i++) call(SYS_close, i);
  }

  int moveAway(int fd, int& next) {
    long n = call(SYS_fcntl, fd, F_DUPFD_CLOEXEC, next);
    must(n);
    next = std::max(next, int(n) + 1);
    return int(n);
  }

  [[noreturn]] void run() {
    resetSignals();
    waitForMappings();
    sessionAndGroup();
    places();
    identity();
    if (spec.dir != nullptr) must(call(SYS_chdir, long(spec.dir)));
    deathSignal();
    descriptors();
    if (spec.flags & kNoctty) must(call(SYS_ioctl, 0, TIOCNOTTY, 0));
    if (spec.flags & kSetctty) must(call(SYS_ioctl, spec.ctty, TIOCSCTTY, 1));
    if (spec.flags & kPtrace) must(call(SYS_ptrace, PTRACE_TRACEME));
    forgetFrames();
    call(SYS_execve, long(path), long(argv), long(envv));
    fail(errno);
  }
};

int writeText(const char* file, const char* text) {
  int fd = ::open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return errno;
  ssize_t n = ::write(fd, text, strlen(text));
  int error = n < 0 ? errno : 0;
  ::close(fd);
  return error;
}

int writeMappings(pid_t pid, const ForkSpec& spec) {
  char name[64];
  if (spec.uidMap != nullptr) {
    snprintf(name, sizeof name, "/proc/%d/uid_map", pid);
    if (int e = writeText(name, spec.uidMap)) return e;
  }
  if (spec.gidMap != nullptr) {
    snprintf(name, sizeof name, "/proc/%d/setgroups", pid);
    int e = writeText(name, spec.flags & kAllowSetgroups ? "allow" : "deny");
    if (e != 0 && e != ENOENT) return e;
    snprintf(name, sizeof name, "/proc/%d/gid_map", pid);
    if ((e = writeText(name, spec.gidMap))) return e;
  }
  return 0;
}

void sendError(int fd, int error) {
  ssize_t ignored = ::write(fd, &error, sizeof error);
  (void)ignored;
}

// Without id mappings the child borrows the address space while this thread waits until it has called exec: copying the
// page tables of a large heap would take longer than all the rest.
uint64_t cloneFlags(const ForkSpec& spec, bool mappings) {
  uint64_t flags = spec.cloneFlags | SIGCHLD;
  if (spec.flags & kPidFD) flags |= CLONE_PIDFD;
  if (!mappings && !(flags & CLONE_NEWUSER)) flags |= CLONE_VM | CLONE_VFORK;
  return flags;
}

// Inlined, because the child goes on in this frame: it must not be popped before exec. Returns -errno.
[[gnu::always_inline]] inline long cloneHere(uint64_t flags, int* pidfd) {
  long result;
  register long r10 asm("r10") = 0;
  register long r8 asm("r8") = 0;
  asm volatile("syscall"
               : "=a"(result)
               : "0"(long(SYS_clone)), "D"(flags), "S"(0L), "d"(pidfd), "r"(r10), "r"(r8)
               : "rcx", "r11", "memory");
  return result;
}

void reap(pid_t pid) {
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// What the child had to say: 0 when its end of the pipe closed without a word.
int childError(int fd) {
  int error = 0;
  ssize_t n;
  do n = ::read(fd, &error, sizeof error);
  while (n < 0 && errno == EINTR);
  if (n == 0) return 0;
  return n == sizeof error ? error : EPIPE;
}

}  // namespace

abi::Ret<int64_t, uint64_t> forkExec(abi::G& g, const char* path, char** argv, char** envv, ForkSpec* spec) {
  int report[2], go[2] = {-1, -1};
  if (::pipe2(report, O_CLOEXEC) != 0) return {0, uint64_t(errno)};
  bool mappings = spec->uidMap != nullptr || spec->gidMap != nullptr;
  if (mappings && ::pipe2(go, O_CLOEXEC) != 0) {
    int error = errno;
    ::close(report[0]);
    ::close(report[1]);
    return {0, uint64_t(error)};
  }
  std::vector<int> files(size_t(spec->fileCount) + 1);
  for (int64_t i = 0; i < spec->fileCount; i++) files[size_t(i)] = int(spec->files[i]);
  Child child{path, argv, envv, *spec, files.data(), report[1], go[0], ::getpid(), {}};
  // No handler of the host may run in the child.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &child.mask);
  int pidfd = -1;
  long pid = cloneHere(cloneFlags(*spec, mappings), &pidfd);
  if (pid == 0) child.run();
  int error = pid < 0 ? int(-pid) : 0;
  pthread_sigmask(SIG_SETMASK, &child.mask, nullptr);
  ::close(report[1]);
  if (mappings) {
    ::close(go[0]);
    if (pid > 0) sendError(go[1], writeMappings(pid_t(pid), *spec));
    ::close(go[1]);
  }
  if (pid > 0) {
    error = childError(report[0]);
    if (error != 0) {
      reap(pid_t(pid));
      if (pidfd >= 0) ::close(pidfd);
    } else {
      spec->pidfd = pidfd;
      if (pidfd >= 0) rt::extension<Descriptors>(*g.runtime).opened(pidfd);
    }
  }
  ::close(report[0]);
  if (error != 0) return {0, uint64_t(error)};
  return {pid, 0};
}

}  // namespace gosub::stdlib::syscalls
