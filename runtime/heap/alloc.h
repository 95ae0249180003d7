// Allocation for natives, the interpreter and runtime entries. Memory comes zeroed; allocating is no safepoint, so raw
// pointers stay good until the native returns. Storing them into other heap objects goes through barrier.h.
//
// Running out of memory ends the instance with Go's fatal. The entries that take a size from Go code, or say that they may return
// null, leave it to the caller; the others always return memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/abi/typedesc.h"
#include "runtime/abi/value.h"
#include "runtime/runtime.h"

namespace gosub::rt {

// The largest object; longer requests are Go panics ("len out of range").
inline constexpr uint64_t kMaxAlloc = uint64_t{1} << 48;

// One zeroed value of the type. Types of size 0 all get the address of zeroBase().
void* newObject(abi::G& g, const abi::TypeDesc* type);
// n >= 0 adjacent values; n * size must not exceed kMaxAlloc. Null when out of memory.
void* newArray(abi::G& g, const abi::TypeDesc* elem, int64_t n);
// Pointer-free zeroed bytes. Null when out of memory.
void* allocNoScan(abi::G& g, size_t bytes);
// A Go string with a copy of the text.
abi::String newString(abi::G& g, std::string_view text);
// A []byte with a copy of the text.
abi::Slice newBytes(abi::G& g, std::string_view text);
// The same without a goroutine at hand (engine, tests).
void* newObject(Runtime& runtime, const abi::TypeDesc* type);
void* newArray(Runtime& runtime, const abi::TypeDesc* elem, int64_t n);
void* allocNoScan(Runtime& runtime, size_t bytes);
abi::String newString(Runtime& runtime, std::string_view text);

// Where all objects of size 0 are.
void* zeroBase();
// kMaxZeroElem bytes that stay zero, for reads of absent values.
inline constexpr uint64_t kMaxZeroElem = 1024;
const void* zeroBlock();

// What gc's allocator would give for a request of so many bytes: cap() of grown slices shows it.
size_t roundUpSize(size_t bytes);
// gc's growth rule for append: the capacity in elements before rounding.
int64_t nextSliceCap(int64_t newLen, int64_t oldCap);

// entries.def
abi::Status makeSlice(abi::G& g, abi::Results<void*> out, const abi::TypeDesc* elem, int64_t len, int64_t cap);
abi::Status growSlice(abi::G& g, abi::Results<abi::Slice> out, const abi::TypeDesc* elem, void* oldData, int64_t oldLen,
                      int64_t oldCap, int64_t added, abi::Word unused);
int64_t sliceCopy(abi::G& g, const abi::TypeDesc* elem, void* dst, int64_t dstLen, const void* src, int64_t srcLen);
void sliceClear(abi::G& g, const abi::TypeDesc* elem, void* data, int64_t len);
abi::Status unsafeSliceCheck(abi::G& g, abi::Results<> out, const abi::TypeDesc* elem, void* ptr, int64_t len);
abi::Status unsafeStringCheck(abi::G& g, abi::Results<> out, void* ptr, int64_t len);

// "runtime: out of memory" and Go's fatal; returns kExit.
abi::Status outOfMemory(abi::G& g, uint64_t bytes);

}  // namespace gosub::rt
