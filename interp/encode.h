// From an IR function to bytecode: the entry point of the translation, what it needs from the engine, what it gives.
//
// Steps, one file each: lower.cpp (IR -> bytecode instructions on virtual words, with fusion), allocate.cpp (liveness,
// coalescing, words of the frame), stackmaps.cpp (live pointers at safepoints), assemble.cpp (block layout, jumps, final
// words). The result names instance addresses (descriptors, types, globals), so code is per instance.
#pragma once

#include <cstdint>
#include <span>

#include "base/arena.h"
#include "frontend/ir/ir.h"
#include "frontend/ir/layout.h"
#include "runtime/abi/frame.h"
#include "runtime/abi/native.h"
#include "runtime/abi/typedesc.h"
#include "runtime/stack/stackmap.h"

namespace gosub::interp {

// Addresses of the things that IR names symbolically. Implemented by the engine (and by tests).
class Linker {
 public:
  virtual ~Linker() = default;
  virtual abi::FuncDesc* func(ir::FuncSym* sym) = 0;
  virtual void* global(ir::GlobalSym* sym) = 0;
  virtual const abi::TypeDesc* type(types::Type* type) = 0;
  virtual const abi::Itab* itab(const ir::ItabSym* sym) = 0;
  virtual const void* data(ir::DataSym* sym) = 0;
  virtual abi::RawNative runtimeEntry(int index) = 0;
  // The type of a FuncVal of sym: {uintptr; captured values}.
  virtual const abi::TypeDesc* closureType(ir::FuncSym* sym) = 0;
};

// Outgoing words that every frame may use below its fp without asking: the slack of a stack segment covers them.
inline constexpr uint32_t kOutSlack = 16;

struct EncodeOptions {
  bool describeLive = false;  // maps also say which words are live at all (clobberdead)
};

// Bytecode of one function with its tables. `lines` has entries at instructions that can call, panic or poll; the place of a return
// address is looked up at the address - 1. `maps` is keyed by return addresses of calls (what follows the call instruction; for RunDefers
// that is RunDefersNext) and by the addresses of polled instructions. Map 0 holds for a frame that is stopped elsewhere, in a panic. Installed in a FuncDesc by
// Interpreter::install.
struct Code {
  std::span<const uint64_t> words;
  std::span<const abi::LineEntry> lines;
  const abi::StackMapTable* maps = nullptr;
  std::span<const uint64_t> argPtrMask;
  uint32_t frameWords = 0;
  uint32_t outWords = 0;        // most words below fp that a call uses
  int64_t recoverOffset = -1;  // of the recover block; -1: none
};

// What the code consists of is made in `to`.
Code encode(ir::Function& f, Linker& linker, ir::Layouts& layouts, const EncodeOptions& options, Arena& to);

}  // namespace gosub::interp
