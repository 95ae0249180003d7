// Wiring of an instance and starting of programs. See instance.h.
#include "engine/instance.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "base/check.h"
#include "frontend/types/lookup.h"
#include "frontend/types/scope.h"
#include "runtime/debugvars.h"

namespace gosub::engine {

namespace {

std::string_view valueOf(const std::vector<std::string>& env, std::string_view name) {
  std::string_view found;
  for (const std::string& e : env)
    if (e.size() > name.size() && e[name.size()] == '=' && std::string_view(e).starts_with(name))
      found = std::string_view(e).substr(name.size() + 1);
  return found;
}

int processorsOf(std::string_view setting) {
  int n = 0;
  auto [end, error] = std::from_chars(setting.data(), setting.data() + setting.size(), n);
  return error == std::errc() && end == setting.data() + setting.size() && n > 0 ? n : rt::usableProcessors();
}

}  // namespace

bool configure(rt::RuntimeConfig* config, const std::vector<std::string>& env, std::string_view extraDebug) {
  rt::applyGogc(*config, valueOf(env, "GOGC"));
  config->procs = processorsOf(valueOf(env, "GOMAXPROCS"));
  rt::applyTraceback(*config, valueOf(env, "GOTRACEBACK"));
  config->debugText = std::string(valueOf(env, "GODEBUG")).append(",").append(extraDebug);
  rt::applyDebugVars(*config, config->debugText);
  std::string_view limit = valueOf(env, "GOMEMLIMIT");
  return limit.empty() || rt::applyMemoryLimit(*config, limit);
}

Instance::Instance(InstanceOptions options)
    : options_(std::move(options)),
      frontend_(std::make_unique<Frontend>(options_.frontend)),
      program_(std::make_unique<ir::Program>(frontend_->world(), options_.program)),
      runtime_(options_.runtime),
      link_(std::make_unique<Link>(*frontend_, *program_, runtime_)),
      panics_(std::make_unique<PanicSupport>(*frontend_, *program_, *link_)),
      interpreter_(std::make_unique<interp::Interpreter>(runtime_, *link_)),
      scheduler_(std::make_unique<rt::Scheduler>(runtime_, *interpreter_)) {
  link_->setInterpreter(interpreter_.get());
  runtime_.scheduler = scheduler_.get();
  runtime_.semas = &semas_;
  runtime_.panics = panics_.get();
  runtime_.host = &options_.host;
  runtime_.engine = this;
  if (options_.runtime.schedSeed != 0) scheduler_->seed(options_.runtime.schedSeed);
}

Instance::~Instance() {
  if (options_.host.signals != nullptr) options_.host.signals->setReceiver({});
}

ir::FuncSym* Instance::newSymbol(std::string_view name) {
  auto owned = std::make_unique<ir::FuncSym>();
  ir::FuncSym* sym = owned.get();
  starts_.push_back(std::move(owned));
  sym->kind = ir::FuncKind::PackageInit;
  sym->name = program_->arena().copy(name);
  sym->flags = abi::kFuncRuntime;
  return sym;
}

void Instance::addUnits() {
  for (const Unit& u : frontend_->units()) {
    if (!u.ok) continue;
    pending_.push_back(u.package);
    fillEmbeds(u);
  }
}

// A function that initialises the new packages in order and then calls main.main. It is the program's first frame, as
// runtime.main is gc's.
ir::FuncSym* Instance::startSymbol(bool callMain) {
  ir::FuncSym* sym = newSymbol("runtime.main");
  ir::Function f;
  f.sym = sym;
  ir::Block* b = f.newBlock();
  auto call = [&](ir::FuncSym* callee) {
    if (callee != nullptr) f.newValue(b, ir::Op::Call, ir::Ty::Void, {}, Pos{})->func = callee;
  };
  frontend_->stack().run([&] {
    for (types::Package* p : pending_) {
      if (!p->lazy) call(program_->packageInit(p));
      for (types::Func* fn : p->initFuncs) call(program_->function(fn));
      // Top-level statements of a script are its main; of one that has a main, an init function.
      bool isInit = std::find(p->initFuncs.begin(), p->initFuncs.end(), p->script) != p->initFuncs.end();
      if (!callMain && p->script != nullptr && !isInit) call(program_->function(p->script));
    }
    if (callMain && !frontend_->roots().empty()) {
      types::Package* pkg = frontend_->packageOf(frontend_->roots().front());
      auto* fn = types::as<types::Func>(types::lookupPackage(pkg, frontend_->names().intern("main")));
      if (fn != nullptr) call(program_->function(fn));
    }
    b->kind = ir::BlockKind::Return;
    link_->install(sym, f);
  });
  pending_.clear();
  return sym;
}

rt::RunEnd Instance::run(bool callMain) {
  addUnits();
  if (runtime_.config.debugDefaults != frontend_->debugSettings()) {
    runtime_.config.debugDefaults = frontend_->debugSettings();
    rt::applySettings(runtime_.config, runtime_.config.debugText);
  }
  return runFunction(reinterpret_cast<const abi::FuncVal*>(link_->func(startSymbol(callMain))));
}

rt::RunEnd Instance::runFunction(const abi::FuncVal* fn) { return scheduler_->run(scheduler_->spawn(fn, nullptr)); }

// ---- compile ------------------------------------------------------------------------------------------------------

namespace {

bool isGeneric(const types::Func& fn) {
  auto* sig = types::as<types::Signature>(fn.type);
  return sig == nullptr || !sig->typeParams.empty() || !sig->recvTypeParams.empty();
}

// Of a package whose declarations are all checked: those that its files hold.
std::vector<types::Func*> writtenFunctions(const load::Package& loaded) {
  std::vector<types::Func*> out;
  for (const load::LoadedFile& file : loaded.files) {
    for (syntax::Decl* d : file.file->decls) {
      auto* fd = syntax::as<syntax::FuncDecl>(d);
      auto* fn = fd != nullptr ? types::as<types::Func>(fd->name->object) : nullptr;
      if (fn != nullptr && fd->body != nullptr) out.push_back(fn);
    }
  }
  return out;
}

// Of an embedded package: enters and checks every declaration.
std::vector<types::Func*> embeddedFunctions(const types::Package& pkg) {
  std::vector<types::Func*> out;
  auto add = [&](types::Func* fn) {
    types::resolveType(fn);
    out.push_back(fn);
  };
  types::enterAll(pkg.scope);
  std::vector<types::Object*> objects;
  types::forEachObject(pkg.scope, [&](types::Object* o) { objects.push_back(o); });
  for (types::Object* o : objects) {
    types::resolveType(o);
    if (auto* fn = types::as<types::Func>(o)) add(fn);
    auto* name = types::as<types::TypeName>(o);
    auto* named = name != nullptr && !name->isAlias ? types::as<types::Named>(name->type) : nullptr;
    if (named == nullptr || named->object != name) continue;
    for (types::Func* m : named->methods) add(m);
  }
  return out;
}

}  // namespace

std::vector<ir::FuncSym*> Instance::functionsOf(const Unit& unit) {
  std::vector<ir::FuncSym*> out;
  for (types::Func* fn : unit.package->lazy ? embeddedFunctions(*unit.package) : writtenFunctions(*unit.loaded))
    if (!isGeneric(*fn)) out.push_back(program_->function(fn));
  if (ir::FuncSym* init = unit.package->lazy ? nullptr : program_->packageInit(unit.package)) out.push_back(init);
  return out;
}

void Instance::lowerAll() {
  std::unordered_set<const types::Package*> wanted;
  frontend_->stack().run([&] {
    for (const Unit& u : frontend_->units()) {
      if (!u.ok || (u.loaded->standard && !u.root)) continue;
      wanted.insert(u.package);
      for (ir::FuncSym* sym : functionsOf(u)) link_->func(sym);
    }
    // Lowering mentions more functions: literals, wrappers, instances of generic functions.
    abi::FuncDesc* d;
    for (uint32_t i = 0; (d = link_->function(i)) != nullptr; i++) {
      auto* sym = static_cast<ir::FuncSym*>(d->owner);
      bool ours = sym->pkg == nullptr || wanted.contains(sym->pkg);
      if (!ours || (d->flags & abi::kFuncNative) != 0) continue;
      if (d->codeWords == 0) link_->lowerOnly(d);
    }
  });
}

}  // namespace gosub::engine
