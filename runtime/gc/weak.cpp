// The weak pointer table. See weak.h.
#include "runtime/gc/weak.h"

#include "runtime/heap/alloc.h"

namespace gosub::rt {

void* WeakTable::handleFor(abi::G& g, void* p) {
  void**& slot = handles_[p];
  if (slot == nullptr) {
    slot = static_cast<void**>(allocNoScan(g, sizeof(void*)));
    *slot = p;
  }
  return slot;
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
