// See pages.h.
#include "base/os/pages.h"

#include <errno.h>
#include <sys/mman.h>

#include "base/poison.h"

namespace gosub::os {

void* mapPages(size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

void unmapPages(void* p, size_t bytes) {
  unpoison(p, bytes);
  munmap(p, bytes);
}

void backPages(void* p, size_t bytes) {
#ifdef MADV_POPULATE_WRITE
  int before = errno;
  madvise(p, bytes, MADV_POPULATE_WRITE);
  errno = before;
#endif
}

}  // namespace gosub::os
