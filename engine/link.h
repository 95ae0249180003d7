// Link: from the symbols of the IR to addresses in one instance. Function descriptors, globals, static data, types and
// itabs are made when they are first mentioned; a function is lowered when it is first called.
//
// LINK-1  A symbol has one address for the life of the instance; descriptors and globals never move.
// LINK-2  Lowering runs no Go code except the initialisers of lazily initialised globals, which run to their end before
//         the function that refers to them does.
// LINK-3  Everything here is done under the type table's lock, or by the host while no goroutine runs.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/arena.h"
#include "base/os/pages.h"
#include "engine/frontend.h"
#include "engine/type_link.h"
#include "frontend/ir/program.h"
#include "interp/encode.h"
#include "interp/interpreter.h"
#include "runtime/abi/native.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::engine {

class Link final : public interp::Linker, public interp::Lowerer, public MethodCode {
 public:
  Link(Frontend& frontend, ir::Program& program, rt::Runtime& runtime);
  ~Link() override;

  std::recursive_mutex& mutex() { return runtime_.types->mutex(); }
  void setInterpreter(interp::Interpreter* interpreter) { interpreter_ = interpreter; }

  // interp::Linker
  abi::FuncDesc* func(ir::FuncSym* sym) override;
  void* global(ir::GlobalSym* sym) override;
  const abi::TypeDesc* type(types::Type* type) override;
  const abi::Itab* itab(const ir::ItabSym* sym) override;
  const void* data(ir::DataSym* sym) override;
  abi::RawNative runtimeEntry(int index) override;
  const abi::TypeDesc* closureType(ir::FuncSym* sym) override;

  // interp::Lowerer
  bool lower(abi::FuncDesc* desc) override;
  // The same without running initialisers of the globals that it refers to.
  bool lowerOnly(abi::FuncDesc* desc);

  // MethodCode
  const abi::FuncDesc* methodCode(types::Type* receiver, types::Func* method, bool ifaceReceiver) override;

  // Bytecode of a function that the caller made itself (start-up code); its symbol needs a name and words.
  void install(ir::FuncSym* sym, ir::Function& body);

  // By number; null: none. From any thread.
  abi::FuncDesc* function(uint32_t id) const;
  // Called with all code before it is installed; for checks and dumps.
  std::function<void(const ir::Function&, const interp::Code&)> onCode;

 private:
  // Code that is made but can't be called yet, because the globals that it uses are not initialised.
  struct Unpublished {
    abi::FuncDesc* func;
    abi::FuncDesc* target;  // func, or the descriptor of its quick code
    const uint64_t* code;   // null: nothing was made
    uint32_t frameWords;
  };
  Unpublished compile(abi::FuncDesc* d, std::vector<ir::GlobalSym*>* globals);
  static void publish(const Unpublished& u);
  bool publishEarly(abi::FuncDesc* d);
  abi::FuncDesc* newDesc(ir::FuncSym* sym);
  void bindNative(abi::FuncDesc* d, const abi::NativeRow& row);
  ir::FuncSym* linknamed(ir::FuncSym* sym);
  void installBodyless(abi::FuncDesc* d, ir::FuncSym* sym);
  Unpublished makeCode(abi::FuncDesc* d, ir::Function& f);
  void installCode(abi::FuncDesc* d, ir::Function& f) { publish(makeCode(d, f)); }
  void initialise(ir::GlobalSym* g);
  void fillImage(const ir::GlobalSym& g);
  const void* relocTarget(const ir::Reloc& r);
  void* storage(size_t bytes);

  Frontend& frontend_;
  ir::Program& program_;
  rt::Runtime& runtime_;
  TypeLink types_;
  interp::Interpreter* interpreter_ = nullptr;
  Arena arena_;
  os::HeapGrowth heap_;
  // Descriptors by number, in pieces each twice as long as the one before; in arena_.
  static constexpr uint32_t kFirstPiece = 64;
  std::array<std::atomic<abi::FuncDesc*>, 26> pieces_ = {};
  abi::FuncDesc* place(uint32_t id) const;
  std::atomic<uint32_t> funcCount_{0};
  std::vector<Unpublished> unpublished_;  // innermost initialisation last
  std::vector<std::pair<void*, size_t>> blocks_;  // of globals
  std::byte* block_ = nullptr;      // rest of the current one
  size_t blockLeft_ = 0;
};

}  // namespace gosub::engine
