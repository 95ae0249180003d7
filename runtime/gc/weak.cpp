// The weak pointer table. See weak.h.
#include "runtime/gc/weak.h"

#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"

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

// What nothing else may lead to becomes strong: the collector has to know if it marks.
void* WeakTable::strong(abi::G& g, void* handle) {
  void* p = *static_cast<void**>(handle);
  if (isMarking(g)) shade(g, reinterpret_cast<uintptr_t>(p));
  return p;
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
