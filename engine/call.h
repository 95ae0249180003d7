// Calls from C++ into Go functions of plain types: a small Go function is made for each callee, which loads the arguments from
// a buffer of the instance, makes the call and stores the results there. The buffer is a global of the instance, so that what
// it holds stays alive until the next call.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/instance.h"

namespace gosub::engine {

class Caller {
 public:
  explicit Caller(Instance& instance);

  // More words than this can't be passed.
  static constexpr size_t kWords = 32;
  abi::Word* buffer() const { return buffer_; }
  // Arguments are the first words of the buffer; afterwards the results are. Runs goroutines until fn has returned.
  rt::RunEnd call(types::Func* fn);

 private:
  const abi::FuncVal* adapter(types::Func* fn);

  Instance& instance_;
  ir::GlobalSym global_;
  abi::Word* buffer_;
  std::unordered_map<types::Func*, const abi::FuncVal*> adapters_;
};

}  // namespace gosub::engine
