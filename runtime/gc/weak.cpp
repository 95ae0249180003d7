// The weak pointer table. See weak.h.
#include "runtime/gc/weak.h"

#include "runtime/heap/alloc.h"

namespace gosub::rt {

void* WeakTable::handleFor(abi::G& g, void* p) {
  {
    std::lock_guard lock(mutex_);
    if (auto it = handles_.find(p); it != handles_.end()) return it->second;
  }
  auto** handle = static_cast<void**>(allocNoScan(g, sizeof(void*)));
  *handle = p;
  std::lock_guard lock(mutex_);
  return handles_.try_emplace(p, handle).first->second;  // another thread's if it was faster
}

// A handle that nobody holds can go with its entry: a later one for the same object can't be told from it.
void WeakTable::afterMark(MarkView& view) {
  std::erase_if(handles_, [&](auto& entry) {
    auto& [object, handle] = entry;
    if (!view.isMarked(handle)) return true;
    if (view.isMarked(object)) return false;
    *handle = nullptr;
    return true;
  });
}

}  // namespace gosub::rt
