// What panics and tracebacks ask of the program: types of package runtime, source lines, functions by number.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "engine/frontend.h"
#include "engine/link.h"
#include "runtime/panic/support.h"

namespace gosub::engine {

class PanicSupport final : public rt::PanicSupport {
 public:
  PanicSupport(Frontend& frontend, ir::Program& program, Link& link)
      : frontend_(frontend), program_(program), link_(link) {}

  const abi::TypeDesc* runtimeType(rt::RuntimeType which) override;
  rt::Location locate(uint32_t pos) override;
  const abi::FuncDesc* function(uint32_t id) override;

 private:
  const abi::TypeDesc* find(rt::RuntimeType which);

  Frontend& frontend_;
  ir::Program& program_;
  Link& link_;
  const abi::TypeDesc* types_[size_t(rt::RuntimeType::Count)] = {};
  std::mutex absoluteLock_;  // guards what follows
  std::unordered_map<std::string_view, std::string> absolute_;  // by logical file name
};

}  // namespace gosub::engine
