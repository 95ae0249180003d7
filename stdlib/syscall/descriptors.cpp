// Which system calls make descriptors. See descriptors.h.
#include "stdlib/syscall/descriptors.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace gosub::stdlib::syscalls {

using abi::Word;

namespace {

enum class Makes { Nothing, Result, Pair, OnFcntl };

// What a call makes; `pair`: which argument points to two descriptors.
Makes kindOf(Word number, int* pair) {
  switch (number) {
    case SYS_open: case SYS_openat: case SYS_openat2: case SYS_creat: case SYS_open_by_handle_at: case SYS_socket: case SYS_accept:
    case SYS_accept4: case SYS_dup: case SYS_dup2: case SYS_dup3: case SYS_epoll_create: case SYS_epoll_create1: case SYS_eventfd:
    case SYS_eventfd2: case SYS_timerfd_create: case SYS_signalfd: case SYS_signalfd4: case SYS_inotify_init: case SYS_inotify_init1:
    case SYS_memfd_create: case SYS_pidfd_open: case SYS_pidfd_getfd: case SYS_fanotify_init: case SYS_userfaultfd:
      return Makes::Result;
    case SYS_pipe: case SYS_pipe2:
      *pair = 1;
      return Makes::Pair;
    case SYS_socketpair:
      *pair = 4;
      return Makes::Pair;
    case SYS_fcntl:
      return Makes::OnFcntl;
    default:
      return Makes::Nothing;
  }
}

}  // namespace

bool concernsDescriptors(Word number) {
  int pair = 0;
  return number == SYS_close || kindOf(number, &pair) != Makes::Nothing;
}

Descriptors::~Descriptors() {
  for (size_t fd = 0; fd < open_.size(); fd++)
    if (open_[fd]) ::close(int(fd));
}

void Descriptors::opened(int fd) {
  constexpr int kStandard = 3;  // whatever they become, they are the process's
  if (fd < kStandard) return;
  rt::LockGuard guard(lock_);
  if (size_t(fd) >= open_.size()) open_.resize(size_t(fd) + 1);
  open_[size_t(fd)] = true;
}

void Descriptors::closed(int fd) {
  rt::LockGuard guard(lock_);
  if (fd >= 0 && size_t(fd) < open_.size()) open_[size_t(fd)] = false;
}

void Descriptors::beforeCall(const Word* call) {
  if (call[0] == SYS_close) closed(int(call[1]));
}

void Descriptors::afterCall(const Word* call, Word result) {
  int pair = 0;
  switch (kindOf(call[0], &pair)) {
    case Makes::Result: return opened(int(result));
    case Makes::Pair: {
      auto* fds = reinterpret_cast<const int*>(call[pair]);
      opened(fds[0]);
      return opened(fds[1]);
    }
    case Makes::OnFcntl:
      if (call[2] == F_DUPFD || call[2] == F_DUPFD_CLOEXEC) opened(int(result));
      return;
    case Makes::Nothing: return;
  }
}

}  // namespace gosub::stdlib::syscalls
