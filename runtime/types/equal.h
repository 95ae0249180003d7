// == and hashing of Go values in memory, by descriptor. Interfaces that hold uncomparable values make both fail at run
// time: the functions then name the offending dynamic type, and the callers raise Go's error.
#pragma once

#include <cstdint>
#include <cstring>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/abi/typedesc.h"

namespace gosub::rt {

enum class Equality : uint8_t { Different, Same, Uncomparable };

// Comparison stops at the first difference; parts that may panic are compared in order. *bad is set for Uncomparable.
Equality compareValues(const abi::TypeDesc* t, const void* p, const void* q, const abi::TypeDesc** bad);
Equality compareEface(abi::Eface a, abi::Eface b, const abi::TypeDesc** bad);

// 64 bits of hash; equal values have equal hashes under one seed, +0 and -0 included; NaNs hash at random.
// False: the value holds an unhashable dynamic type, *bad.
struct Hasher {
  uint64_t seed;
  uint64_t nanSalt;                       // changes with each NaN hashed
  const abi::TypeDesc* bad = nullptr;
  bool hash(const abi::TypeDesc* t, const void* p, uint64_t* h);

 private:
  bool hashInterface(const abi::TypeDesc* t, const void* p, uint64_t* h);
  uint64_t hashFloat(double d, uint64_t h);
};

inline uint64_t mix64(uint64_t a, uint64_t b) {
  __uint128_t m = static_cast<__uint128_t>(a) * b;
  return uint64_t(m) ^ uint64_t(m >> 64);
}
inline uint64_t hash64(uint64_t x, uint64_t seed) {
  return mix64(x ^ 0x9E3779B97F4A7C15u, seed ^ 0xD6E8FEB86659FD93u);
}

inline uint64_t load64(const uint8_t* p) {
  uint64_t x;
  std::memcpy(&x, p, 8);
  return x;
}
inline uint64_t load32(const uint8_t* p) {
  uint32_t x;
  std::memcpy(&x, p, 4);
  return x;
}
uint64_t hashLong(const uint8_t* p, uint64_t n, uint64_t seed);
inline uint64_t hashBytes(const void* data, uint64_t n, uint64_t seed) {
  auto* p = static_cast<const uint8_t*>(data);
  if (n > 16) return hashLong(p, n, seed);
  uint64_t a = 0, b = 0;
  if (n >= 8) {
    a = load64(p), b = load64(p + n - 8);
  } else if (n >= 4) {
    a = load32(p), b = load32(p + n - 4);
  } else if (n > 0) {
    a = uint64_t(p[0]) << 16 | uint64_t(p[n / 2]) << 8 | p[n - 1];
  }
  return mix64(a ^ 0x9E3779B97F4A7C15u ^ n, b ^ seed ^ 0xD6E8FEB86659FD93u);
}

// entries.def
bool memEqual(const void* p, const void* q, uint64_t size);
abi::Status typeEqual(abi::G& g, abi::Results<bool> out, const abi::TypeDesc* t, const void* p, const void* q);
abi::Status efaceEqual(abi::G& g, abi::Results<bool> out, abi::Eface a, abi::Eface b);
abi::Status ifaceEqual(abi::G& g, abi::Results<bool> out, abi::Iface a, abi::Iface b);

}  // namespace gosub::rt
