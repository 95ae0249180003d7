// Roots of the instance: providers and globals. See roots.h.
#include "runtime/gc/roots.h"

#include <algorithm>

namespace gosub::rt {

void Roots::add(RootProvider* provider) {
  std::lock_guard lock(mutex_);
  providers_.push_back(provider);
}

void Roots::remove(RootProvider* provider) {
  std::lock_guard lock(mutex_);
  std::erase(providers_, provider);
}

void Roots::addGlobal(void* base, const abi::TypeDesc* type) {
  std::lock_guard lock(mutex_);
  globals_.push_back({base, type});
  globalBytes_.fetch_add(type->ptrBytes, std::memory_order_relaxed);
}

bool Roots::inGlobal(const void* p) const {
  auto at = reinterpret_cast<uintptr_t>(p);
  std::lock_guard lock(mutex_);
  return std::ranges::any_of(globals_, [&](const Global& g) {
    auto base = reinterpret_cast<uintptr_t>(g.base);
    return at >= base && at - base < std::max<uint64_t>(g.type->size, 1);
  });
}

std::vector<Roots::Global> Roots::globals() const {
  std::vector<Global> list;
  std::lock_guard lock(mutex_);
  for (const Global& g : globals_)
    if (g.type->ptrBytes != 0) list.push_back(g);
  return list;
}

void Roots::beforeMark() const {
  for (RootProvider* p : providers_) p->beforeMark();
}

void Roots::visit(RootVisitor& visitor) const {
  for (RootProvider* p : providers_) p->visitRoots(visitor);
}

}  // namespace gosub::rt
