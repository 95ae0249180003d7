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

Itabs::Itabs(TypeTable& types) : types_(types) {
  tables_.push_back(std::make_unique<Table>(256));
  table_.store(tables_.back().get(), std::memory_order_release);
}

Itabs::Entry& Itabs::Table::slotFor(const TypeDesc* inter, const TypeDesc* type) const {
  for (size_t i = pairHash(inter, type) & mask;; i = (i + 1) & mask) {
    Entry& e = entries[i];
    const TypeDesc* known = e.inter.load(std::memory_order_acquire);
    if (known == nullptr || (known == inter && e.type == type)) return e;
  }
}

void Itabs::Table::put(const TypeDesc* inter, const TypeDesc* type, const Itab* tab) const {
  Entry& e = slotFor(inter, type);
  e.type = type;
  e.tab = tab;
  e.inter.store(inter, std::memory_order_release);
}

void Itabs::grow() {
  const Table& old = *tables_.back();
  auto larger = std::make_unique<Table>(2 * (old.mask + 1));
  for (size_t i = 0; i <= old.mask; i++)
    if (const Entry& e = old.entries[i]; e.inter != nullptr) larger->put(e.inter, e.type, e.tab);
  tables_.push_back(std::move(larger));
  table_.store(tables_.back().get(), std::memory_order_release);
}

const Itab* Itabs::get(const TypeDesc* inter, const TypeDesc* type) {
  const Entry& known = table_.load(std::memory_order_acquire)->slotFor(inter, type);
  if (known.inter.load(std::memory_order_acquire) != nullptr) return known.tab;
  std::lock_guard lock(types_.mutex());
  const Itab* tab = make(inter, type);
  // The resolver may have come back here for other pairs, and another thread been first: look again.
  if ((count_ + 1) * 2 > tables_.back()->mask) grow();
  const Table& table = *tables_.back();
  if (const Entry& e = table.slotFor(inter, type); e.inter != nullptr) return e.tab;
  table.put(inter, type, tab);
  count_++;
  return tab;
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
  std::lock_guard lock(types_.mutex());
  std::vector<size_t> found;
  size_t missing;
  if (match(inter, type, &found, &missing)) return {};
  return inter->interfaceMethods[missing].name;
}

}  // namespace gosub::rt
