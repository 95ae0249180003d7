// Type descriptors: what the collector, maps, interfaces, reflect and printing know about a Go type.
//
// All descriptors of an instance are interned by its type table (runtime/types): identical Go types have one
// descriptor, so type identity is the address. Descriptors live as long as the instance and are not in the Go heap.
// Fields marked lazy are filled by the type table on demand (typeTable.complete*), since methods of most types are
// never asked for.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>

#include "runtime/abi/value.h"

namespace gosub::abi {

enum class Kind : uint8_t {
#define KIND(name, number, size, rule, text) name = number,
#include "runtime/abi/kinds.def"
#undef KIND
};

enum TypeFlag : uint8_t {
  kTypeNamed = 1,         // has a name (defined type or predeclared)
  kTypeDirect = 2,        // stored directly in an interface's data word
  kTypeComparable = 4,    // == is defined (may still panic for interface parts)
  kTypeRegularMemory = 8, // equality and hash are those of the bytes
  kTypeMethodsReady = 16, // methods below are filled
  kTypeVariadic = 32,     // func types
  kTypeSpelled = 64,      // string below is filled
};

struct StructField {
  String name;
  String pkgPath;        // of unexported fields, else empty
  String tag;
  const TypeDesc* type;
  uint64_t offset;
  bool embedded;
};

// A method of a concrete type, in sorted order: exported before... by name as reflect orders them, then pkgPath.
struct Method {
  String name;
  String pkgPath;              // of unexported methods, else empty
  const TypeDesc* type;        // func type without receiver; lazy (null until asked)
  const FuncDesc* ifaceFunc;   // receiver is an interface's data word
  const FuncDesc* directFunc;  // receiver is a value of the type
};

// A method that an interface type demands, sorted as in Method.
struct InterfaceMethod {
  String name;
  String pkgPath;
  const TypeDesc* type;
};

struct TypeDesc {
  uint64_t size;       // bytes
  uint64_t ptrBytes;   // prefix of the value that can hold pointers; 0: pointer-free
  uint32_t hash;       // of the type's identity; stable within a run
  uint8_t flags;       // TypeFlag
  uint8_t align;
  uint8_t fieldAlign;
  Kind kind;
  // Bit i: word i of the value holds a pointer; (ptrBytes/8 + 63)/64 words. Null for arrays longer than
  // kMaxMaskWords words of pointers: walk elem instead.
  const uint64_t* ptrMask;
  String string;       // as reflect.Type.String prints: "main.T[int]"; lazy for unnamed types (TypeTable::stringOf)
  String name;         // defined and predeclared types: "T", "T[int]"; else empty
  String pkgPath;      // of defined types; else empty
  const TypeDesc* elem;      // Array, Chan, Map (value), Pointer, Slice
  const TypeDesc* key;       // Map
  int64_t len;               // Array: length. Chan: reflect.ChanDir (1 recv, 2 send, 3 both)
  std::span<const StructField> fields;              // Struct
  std::span<const TypeDesc* const> in;              // Func
  std::span<const TypeDesc* const> out;             // Func
  std::span<const InterfaceMethod> interfaceMethods;  // Interface
  mutable std::span<const Method> methods;          // lazy, see kTypeMethodsReady; of T and *T separately
  mutable std::atomic<const TypeDesc*> ptrTo;       // lazy: *T
  mutable std::atomic<uint8_t> lazyFlags;           // TypeFlag bits that appear later
  const void* source;                               // the checker's type, for completing methods; null for reflect's
  String structPkgPath;                             // package of unexported field names (reflect)
  // Map: rt::MapLayout (runtime/map/layout.h), made when first needed; owned by the type table.
  mutable std::atomic<const void*> mapLayout = nullptr;

  bool isDirect() const { return flags & kTypeDirect; }
  bool hasPointers() const { return ptrBytes != 0; }
};

inline constexpr uint64_t kMaxMaskWords = 1024;

}  // namespace gosub::abi
