// Instructions that belong to no function: what descriptors without bytecode point to, and the return words of frames that
// nobody called by an instruction. The interpreter owns the words; the walker and the panic machinery compare addresses.
#pragma once

#include <cstdint>

namespace gosub::rt {

struct StaticCode {
  const uint64_t* lowerStub;      // code of a function that is not lowered yet
  const uint64_t* nativeStub;     // code of a native
  const uint64_t* segmentReturn;  // return word of the first frame of a segment; the true one is StackSegment::returnPc
  const uint64_t* goroutineEnd;   // return word of the first frame of a goroutine or of a nested run
  const uint64_t* callGoReturn;   // ... of what a native asked to call
  const uint64_t* panicReturn;    // ... of deferred calls that a panic or Goexit runs
  const uint64_t* printReturn;    // ... of Error and String methods for the report of an uncaught panic
};

}  // namespace gosub::rt
