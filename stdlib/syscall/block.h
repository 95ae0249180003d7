// Whether an operation on a descriptor would wait now. Asking costs less than handing the call to another thread.
#pragma once

#include <poll.h>
#include <sys/stat.h>

#include <cstdint>

namespace gosub::stdlib::syscalls {

inline bool readyNow(int fd, short events) {
  pollfd p{fd, events, 0};
  return ::poll(&p, 1, 0) != 0;  // an error is an answer too
}

// Room in a pipe or socket is known only up to this size.
inline constexpr uint64_t kSurelyFits = 4096;

inline bool writeMayBlock(int fd, uint64_t bytes) {
  struct stat st;
  if (::fstat(fd, &st) != 0 || !(S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode))) return false;
  return bytes > kSurelyFits || !readyNow(fd, POLLOUT);
}

}  // namespace gosub::stdlib::syscalls
