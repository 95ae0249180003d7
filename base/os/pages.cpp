// See pages.h.
#include "base/os/pages.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

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

void HeapGrowth::back() {
  char* now = static_cast<char*>(sbrk(0));
  auto page = [](char* p) { return reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(p) + kPage - 1) & ~(kPage - 1)); };
  if (end_ != nullptr && now > end_) backPages(page(end_), size_t(page(now) - page(end_)));
  end_ = now;
}

}  // namespace gosub::os
