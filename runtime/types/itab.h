// The itab table: one Itab per (interface type, dynamic type), made when first needed and never freed before the
// instance. Failed searches are remembered too, so that type switches over interfaces stay cheap.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/abi/typedesc.h"
#include "runtime/types/table.h"

namespace gosub::rt {

class Itabs {
 public:
  explicit Itabs(TypeTable& types);
  // Null when `type` lacks a method of `inter`.
  const abi::Itab* get(const abi::TypeDesc* inter, const abi::TypeDesc* type);
  // The first method that is missing, for messages; empty if none is.
  abi::String missingMethod(const abi::TypeDesc* inter, const abi::TypeDesc* type);
  bool implements(const abi::TypeDesc* inter, const abi::TypeDesc* type) { return get(inter, type) != nullptr; }

 private:
  struct Entry {
    std::atomic<const abi::TypeDesc*> inter{nullptr};  // set last
    const abi::TypeDesc* type = nullptr;
    const abi::Itab* tab = nullptr;
  };
  // Open addressing. Read without a lock; changed under the type table's, a larger one is published when it is filled.
  struct Table {
    explicit Table(size_t size) : mask(size - 1), entries(new Entry[size]) {}
    size_t mask;  // size is a power of two
    std::unique_ptr<Entry[]> entries;
    Entry& slotFor(const abi::TypeDesc* inter, const abi::TypeDesc* type) const;
    void put(const abi::TypeDesc* inter, const abi::TypeDesc* type, const abi::Itab* tab) const;
  };
  void grow();
  const abi::Itab* make(const abi::TypeDesc* inter, const abi::TypeDesc* type);
  // Index in the type's methods for each interface method; false at the first that is missing, *missing is its index.
  bool match(const abi::TypeDesc* inter, const abi::TypeDesc* type, std::vector<size_t>* found, size_t* missing);
  bool matches(const abi::TypeDesc* type, size_t i, const abi::InterfaceMethod& want);

  TypeTable& types_;
  std::vector<std::unique_ptr<Table>> tables_;  // older ones may still be read
  std::atomic<const Table*> table_;
  size_t count_ = 0;
};

}  // namespace gosub::rt
