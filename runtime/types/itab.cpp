// Making and finding itabs. See itab.h.
#include "runtime/types/itab.h"

#include "runtime/types/table_impl.h"

namespace gosub::rt {

using abi::Itab;
using abi::TypeDesc;

namespace {

size_t pairHash(const TypeDesc* inter, const TypeDesc* type) {
  auto a = reinterpret_cast<uintptr_t>(inter), b = reinterpret_cast<uintptr_t>(type);
  return size_t(((a >> 4) ^ (b >> 3) * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u >> 20);
}

}  // namespace

Itabs::Itabs(TypeTable& types) : types_(types), table_(256) {}

Itabs::Entry& Itabs::slotFor(const TypeDesc* inter, const TypeDesc* type) {
  size_t mask = table_.size() - 1;
  for (size_t i = pairHash(inter, type) & mask;; i = (i + 1) & mask) {
    Entry& e = table_[i];
    if (e.inter == nullptr || (e.inter == inter && e.type == type)) return e;
  }
}

void Itabs::grow() {
  std::vector<Entry> old(table_.size() * 2);
  old.swap(table_);
  for (const Entry& e : old)
    if (e.inter != nullptr) slotFor(e.inter, e.type) = e;
}

const Itab* Itabs::get(const TypeDesc* inter, const TypeDesc* type) {
  Entry& e = slotFor(inter, type);
  if (e.inter != nullptr) return e.tab;
  const Itab* tab = make(inter, type);
  // The resolver may have come back here for other pairs: look again.
  if ((count_ + 1) * 2 > table_.size()) grow();
  Entry& slot = slotFor(inter, type);
  if (slot.inter == nullptr) {
    slot = {inter, type, tab};
    count_++;
  }
  return slot.tab;
}

const Itab* Itabs::make(const TypeDesc* inter, const TypeDesc* type) {
  std::vector<size_t> found;
  size_t missing;
  if (!match(inter, type, &found, &missing)) return nullptr;
  size_t n = found.size();
  auto* tab = static_cast<Itab*>(types_.allocate(sizeof(Itab) + (n > 0 ? n - 1 : 0) * sizeof(void*), alignof(Itab)));
  tab->inter = inter;
  tab->type = type;
  tab->hash = type->hash;
  tab->count = uint32_t(n);
  tab->fun[0] = nullptr;
  for (size_t i = 0; i < n; i++) tab->fun[i] = types_.method(type, found[i]).ifaceFunc;
  return tab;
}

bool Itabs::matches(const TypeDesc* type, size_t i, const abi::InterfaceMethod& want) {
  const abi::Method& m = types_.methods(type)[i];
  // Both names come from internString.
  return m.name.data == want.name.data && m.pkgPath.data == want.pkgPath.data && types_.methodType(type, i) == want.type;
}

bool Itabs::match(const TypeDesc* inter, const TypeDesc* type, std::vector<size_t>* found, size_t* missing) {
  auto wanted = inter->interfaceMethods;
  size_t have = wanted.empty() ? 0 : types_.methods(type).size(), at = 0;
  // Both lists have the same order, so one pass over the methods is enough.
  for (size_t w = 0; w < wanted.size(); w++) {
    while (at < have && !matches(type, at, wanted[w])) at++;
    if (at == have) {
      *missing = w;
      return false;
    }
    found->push_back(at++);
  }
  return true;
}

abi::String Itabs::missingMethod(const TypeDesc* inter, const TypeDesc* type) {
  std::vector<size_t> found;
  size_t missing;
  if (match(inter, type, &found, &missing)) return {};
  return inter->interfaceMethods[missing].name;
}

}  // namespace gosub::rt
