// Instance: one Go world. It owns the frontend, the program's symbols, the runtime, the interpreter and everything they
// made; closing it frees all of that. Source is added piece by piece through frontend(); start() links and initialises
// what is new.
//
// Thread rule: one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/frontend.h"
#include "engine/link.h"
#include "engine/panic_support.h"
#include "frontend/ir/program.h"
#include "interp/interpreter.h"
#include "runtime/host.h"
#include "runtime/runtime.h"
#include "runtime/sched/scheduler.h"
#include "runtime/sched/sema.h"

namespace gosub::engine {

struct InstanceOptions {
  FrontendOptions frontend;
  rt::RuntimeConfig runtime;
  rt::Host host;  // arguments and environment
  ir::ProgramOptions program;
};

// Settings of the runtime that the environment (GOGC, GOMEMLIMIT, GODEBUG) and `extraDebug` (GODEBUG text) ask for. False:
// malformed GOMEMLIMIT.
bool configure(rt::RuntimeConfig* config, const std::vector<std::string>& env, std::string_view extraDebug);

class Instance {
 public:
  explicit Instance(InstanceOptions options);
  ~Instance();
  Instance(const Instance&) = delete;

  Frontend& frontend() { return *frontend_; }
  ir::Program& program() { return *program_; }
  Link& link() { return *link_; }
  rt::Runtime& runtime() { return runtime_; }
  rt::Scheduler& scheduler() { return *scheduler_; }
  int exitCode() const { return scheduler_->exitCode(); }
  interp::Interpreter& interpreter() { return *interpreter_; }

  // Notes frontend().units(), those without errors, as to be initialised.
  void addUnits();
  // addUnits, then initialises what is noted and, with callMain, calls main.main of the (only) root; runs goroutines until that
  // has returned. Exit: the program ended early, and exitCode() of the scheduler says how.
  rt::RunEnd run(bool callMain);
  // A function made by the engine itself; the symbol lives as long as the instance.
  ir::FuncSym* newSymbol(std::string_view name);
  // Runs fn (no arguments) on a new goroutine to its end.
  rt::RunEnd runFunction(const abi::FuncVal* fn);

  // Lowers every function of the root packages, and what they instantiate, to bytecode. Runs nothing.
  void lowerAll();
  // The descriptors of all functions declared in a package, generic ones excepted.
  std::vector<ir::FuncSym*> functionsOf(const Unit& unit);

 private:
  ir::FuncSym* startSymbol(bool callMain);
  void fillEmbeds(const Unit& unit);  // embed.cpp

  InstanceOptions options_;
  std::unique_ptr<Frontend> frontend_;
  std::unique_ptr<ir::Program> program_;
  rt::Runtime runtime_;
  std::unique_ptr<Link> link_;
  std::unique_ptr<PanicSupport> panics_;
  std::unique_ptr<interp::Interpreter> interpreter_;
  std::unique_ptr<rt::Scheduler> scheduler_;
  rt::SemaTable semas_;
  std::vector<types::Package*> pending_;  // not initialised yet
  std::vector<std::unique_ptr<ir::FuncSym>> starts_;
};

}  // namespace gosub::engine
