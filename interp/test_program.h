// A small instance for tests of the interpreter: IR text, a linker for it, a runtime and a scheduler.
#pragma once

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "runtime/entries.h"
#include "frontend/ir/parse.h"
#include "interp/interpreter.h"
#include "runtime/runtime.h"
#include "runtime/sched/callgo.h"
#include "runtime/sched/scheduler.h"
#include "runtime/sched/sema.h"
#include "runtime/types/table.h"

namespace gosub::interp {

class TestProgram : public Linker, public Lowerer {
 public:
  explicit TestProgram(std::string_view text, rt::RuntimeConfig config = {})
      : runtime_(config), interpreter_(runtime_, *this), scheduler_(runtime_, interpreter_) {
    std::string error;
    module_ = ir::parseModule(text, &error);
    if (module_ == nullptr) std::fprintf(stderr, "%s\n", error.c_str());
    GOSUB_CHECK(module_ != nullptr);
    runtime_.scheduler = &scheduler_;
    runtime_.semas = &semas_;
    call_.self = &call_;
    call_.name = name("test.call");
    interpreter_.initNative(&call_, &callTarget, abi::fallible);
    callVal_ = {{&call_}, this};
  }
  ~TestProgram() override {
    for (auto& [k, p] : globals_) std::free(p);
  }

  // Calls a function on a goroutine of its own and runs until it has returned; empty when the instance ended.
  std::vector<abi::Word> call(std::string_view fn, std::vector<abi::Word> args) {
    ir::FuncSym* sym = module_->findFunc(fn);
    GOSUB_CHECK(sym != nullptr);
    target_ = func(sym);
    args_ = std::move(args);
    results_.clear();
    end = scheduler_.run(scheduler_.spawn(reinterpret_cast<const abi::FuncVal*>(&callVal_), nullptr));
    return results_;
  }

  abi::FuncDesc* func(ir::FuncSym* sym) override {
    if (sym->desc != nullptr) return static_cast<abi::FuncDesc*>(sym->desc);
    abi::FuncDesc* d = &funcs_.emplace_back();
    sym->desc = d;
    d->self = d;
    d->argWords = uint16_t(sym->params.size());
    d->resultWords = uint16_t(sym->results.size());
    d->flags = sym->flags;
    d->name = name(sym->name);
    d->owner = sym;
    auto it = natives.find(std::string(sym->name));
    if (it != natives.end()) {
      interpreter_.initNative(d, it->second, abi::fallible);
    } else {
      interpreter_.initLazy(d);
    }
    return d;
  }
  void* global(ir::GlobalSym* sym) override {
    void*& p = globals_[sym];
    if (p == nullptr) {
      p = std::calloc(1, 4096);
    }
    return p;
  }
  const abi::TypeDesc* type(types::Type* t) override;
  const abi::Itab* itab(const ir::ItabSym*) override { return nullptr; }
  const void* data(ir::DataSym*) override { return nullptr; }
  abi::RawNative runtimeEntry(int index) override { return rt::runtimeEntry(index); }
  const abi::TypeDesc* closureType(ir::FuncSym*) override {
    rt::TypeTable& t = *runtime_.types;
    return t.arrayOf(t.unsafePointerType(), 4);
  }
  bool lower(abi::FuncDesc* d) override {
    ir::Function* body = module_->findBody(static_cast<ir::FuncSym*>(d->owner)->name);
    if (body == nullptr) return false;
    interpreter_.install(d, encode(*body, *this, module_->layouts, {runtime_.config.clobberDead}, interpreter_.codeArena()));
    return true;
  }

  std::map<std::string, abi::RawNative> natives;
  rt::RunEnd end = rt::RunEnd::Finished;
  rt::Runtime& runtime() { return runtime_; }
  rt::Scheduler& scheduler() { return scheduler_; }

 private:
  static abi::String name(std::string_view s) {
    return {reinterpret_cast<const uint8_t*>(s.data()), int64_t(s.size())};
  }
  struct CallVal {
    abi::FuncVal val;
    TestProgram* program;
  };
  static int callTarget(abi::G* g, abi::Word*, abi::Word*) {
    TestProgram& p = *reinterpret_cast<CallVal*>(g->callFn)->program;
    return rt::callGo(*g, reinterpret_cast<const abi::FuncVal*>(p.target_), p.args_.data(),
                      [](abi::G& self, abi::Word*, const abi::Word* returned, abi::Word*) {
                        TestProgram& q = static_cast<TestProgram&>(Interpreter::of(self).lowerer());
                        q.results_.assign(returned, returned + q.target_->resultWords);
                        return abi::kDone;
                      });
  }

  rt::Runtime runtime_;
  Interpreter interpreter_;
  rt::Scheduler scheduler_;
  rt::SemaTable semas_;
  std::unique_ptr<ir::Module> module_;
  std::deque<abi::FuncDesc> funcs_;
  std::map<ir::GlobalSym*, void*> globals_;
  abi::FuncDesc call_{};
  CallVal callVal_{};
  abi::FuncDesc* target_ = nullptr;
  std::vector<abi::Word> args_, results_;
};

// Descriptors of the types that IR text can spell without a checker's world: enough for what the tests use.
inline const abi::TypeDesc* TestProgram::type(types::Type* t) {
  rt::TypeTable& table = *runtime_.types;
  if (auto* b = types::as<types::Basic>(t)) {
    return b->info & types::kIsString ? table.stringType() : table.intType();
  }
  if (auto* p = types::as<types::Pointer>(t)) return table.pointerTo(type(p->elem));
  if (auto* s = types::as<types::Slice>(t)) return table.sliceOf(type(s->elem));
  if (auto* a = types::as<types::Array>(t)) return table.arrayOf(type(a->elem), a->length);
  if (auto* c = types::as<types::Chan>(t)) return table.chanOf(type(c->elem), rt::ChanDir::Both);
  if (types::as<types::Interface>(t) != nullptr) return table.emptyInterface();
  if (auto* s = types::as<types::Struct>(t)) {
    std::vector<rt::FieldSpec> fields;
    for (types::Var* f : s->fields) fields.push_back({"F", "", "", type(f->type), false});
    return table.structOf(fields);
  }
  return table.intType();
}

}  // namespace gosub::interp
