// The machine form of Go values, shared by the interpreter, compiled code, C++ natives and reflect: gc's data layout
// on amd64. Structs here are views of Go memory; they own nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gosub::abi {

struct TypeDesc;
struct FuncDesc;

// One frame slot or argument word.
using Word = uint64_t;

struct String {
  const uint8_t* data = nullptr;
  int64_t len = 0;
  std::string_view view() const { return {reinterpret_cast<const char*>(data), size_t(len)}; }
};

struct Slice {
  void* data = nullptr;
  int64_t len = 0;
  int64_t cap = 0;
  template <class T>
  T* as() const { return static_cast<T*>(data); }
};

// Interface table: one per (interface type, dynamic type). Interned per instance and never freed before it.
struct Itab {
  const TypeDesc* inter;
  const TypeDesc* type;
  uint32_t hash;  // copy of type->hash, for type switches
  uint32_t count;
  const FuncDesc* fun[1];  // `count` entries, in the interface's sorted method order; receiver is the data word
};

// Interface with methods.
struct Iface {
  const Itab* tab = nullptr;
  void* data = nullptr;
};

// Empty interface. `data` holds the value itself when the type is pointer-shaped (TypeDesc::isDirect), else the
// address of an immutable copy.
struct Eface {
  const TypeDesc* type = nullptr;
  void* data = nullptr;
};

// What a func value points to: the descriptor, then the captured values. A FuncDesc begins with a pointer to itself,
// so a top-level function's value is its descriptor's address and needs no allocation.
struct FuncVal {
  const FuncDesc* desc;
  // captured values follow, laid out as a Go struct
};

struct Complex64 {
  float re, im;
};
struct Complex128 {
  double re, im;
};

}  // namespace gosub::abi
