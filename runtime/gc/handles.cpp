// The handle table. See handles.h.
#include "runtime/gc/handles.h"

namespace gosub::rt {

Handles::Id Handles::make(const void* object) {
  std::lock_guard lock(mutex_);
  Id id = free_;
  if (id == 0) {
    id = Id(slots_.size());
    slots_.emplace_back();
  } else {
    free_ = slots_[id].nextFree;
  }
  slots_[id] = {object, 0};
  return id;
}

void* Handles::get(Id id) const {
  std::lock_guard lock(mutex_);
  return const_cast<void*>(slots_[id].object);
}

void Handles::set(Id id, const void* object) {
  std::lock_guard lock(mutex_);
  slots_[id].object = object;
}

void Handles::release(Id id) {
  std::lock_guard lock(mutex_);
  slots_[id] = {nullptr, free_};
  free_ = id;
}

void Handles::visitRoots(RootVisitor& visitor) {
  for (const Slot& s : slots_) visitor.pointer(s.object);
}

}  // namespace gosub::rt
