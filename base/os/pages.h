// Memory from the system in whole pages, zeroed. Sizes are multiples of kPage. Thread-safe.
#pragma once

#include <cstddef>

namespace gosub::os {

inline constexpr size_t kPage = 4096;

// Reserved address space whose pages come when they are first written. Null: there is no more.
void* mapPages(size_t bytes);
void unmapPages(void* p, size_t bytes);

// Gives memory to all these pages at once, which costs a tenth of the page faults that it saves. A hint: where the system
// cannot, they come one by one.
void backPages(void* p, size_t bytes);

// Backs what malloc's heap grows by, for phases that allocate much. One thread at a time.
class HeapGrowth {
 public:
  // Since the last call; the first one only looks where the heap ends.
  void back();

 private:
  char* end_ = nullptr;
};

}  // namespace gosub::os
