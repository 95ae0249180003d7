// irlower: a development tool that lowers everything in packages, and what that refers to, to IR and verifies it after each pass.
//
//   irlower [-O0] [-dump[=NAME]] [-time] [-all] [-lang=go1.N] FILE.go... | DIR | IMPORTPATH...
// -dump prints the IR (of functions whose name contains NAME), -all lowers the packages that are loaded with the named ones, too.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <unordered_set>

#include "engine/frontend.h"
#include "frontend/ir/print.h"
#include "frontend/ir/program.h"
#include "frontend/types/lookup.h"
#include "frontend/types/named.h"
#include "frontend/types/scope.h"
#include "frontend/types/typeset.h"

namespace gosub {

namespace {

struct Options {
  engine::FrontendOptions frontend;
  ir::ProgramOptions program;
  bool dump = false, time = false, all = false;
  std::string name;
  std::vector<std::string> args;
};

// Of the process: other work on the machine does not count.
double cpuSeconds() { return double(std::clock()) / CLOCKS_PER_SEC; }

class Lowerer {
 public:
  Lowerer(engine::Frontend& frontend, const Options& o) : frontend_(frontend), options_(o), program_(frontend.world(), o.program) {}

  void run() {
    for (const engine::Unit& u : frontend_.units()) {
      bool root = std::find(frontend_.roots().begin(), frontend_.roots().end(), u.loaded) != frontend_.roots().end();
      if (u.ok && (root || options_.all)) addPackage(u.package);
    }
    double begin = cpuSeconds();
    while (!work_.empty()) {
      ir::FuncSym* sym = work_.front();
      work_.pop_front();
      lower(sym);
    }
    double seconds = cpuSeconds() - begin;
    if (options_.time)
      std::fprintf(stderr, "%zu functions, %zu values, %zu source lines, %.1f ms, %.0f lines/s\n", functions_, values_, lines_, seconds * 1e3,
                   double(lines_) / seconds);
  }

 private:
  void add(ir::FuncSym* sym) {
    if (seen_.insert(sym).second) work_.push_back(sym);
  }

  void addFunc(types::Func* f) {
    types::resolveType(f);
    auto* sig = types::as<types::Signature>(f->type);
    if (sig == nullptr || !sig->typeParams.empty() || !sig->recvTypeParams.empty()) return;
    add(program_.function(f));
  }

  void addPackage(types::Package* pkg) {
    add(program_.packageInit(pkg));
    for (types::Func* f : pkg->initFuncs) addFunc(f);
    types::enterAll(pkg->scope);
    std::vector<types::Object*> objects;
    for (uint32_t i = 0; i < pkg->scope->capacity; i++)
      if (pkg->scope->table[i] != nullptr) objects.push_back(pkg->scope->table[i]);
    for (types::Object* o : objects) {
      if (pkg->checker != nullptr) pkg->checker->resolve(o);
      if (auto* f = types::as<types::Func>(o)) addFunc(f);
      if (auto* v = types::as<types::Var>(o)) {
        ir::GlobalSym* g = program_.global(v);
        if (g->lazyInit != nullptr) add(g->lazyInit);
      }
      auto* t = types::as<types::TypeName>(o);
      auto* n = t != nullptr && !t->isAlias ? types::as<types::Named>(t->type) : nullptr;
      if (n == nullptr || !types::typeParamsOf(n).empty()) continue;
      for (size_t i = 0; i < types::methodCount(n); i++) addFunc(types::method(n, i));
    }
  }

  void lower(ir::FuncSym* sym) {
    if (!program_.hasBody(sym)) return;
    current() = sym;
    std::unique_ptr<ir::Function> f = program_.build(sym);
    current() = nullptr;
    if (f == nullptr) {
      std::printf("no body: %.*s\n", int(sym->name.size()), sym->name.data());
      return;
    }
    functions_++;
    if (sym->kind == ir::FuncKind::Declared) countLines(sym->object);
    if (options_.dump && sym->name.find(options_.name) != sym->name.npos) {
      std::string text;
      ir::printFunction(text, *f, {&frontend_.sources()});
      std::fputs(text.c_str(), stdout);
    }
    for (const ir::Block* b : f->blocks)
      for (const ir::Value* v : b->values) {
        values_++;
        follow(*v);
      }
  }

  void countLines(types::Func* f) {
    const syntax::FuncDecl* d = f->syntaxDecl;
    if (d == nullptr || d->body == nullptr) return;
    lines_ += size_t(frontend_.sources().position(d->body->rbrace).line - frontend_.sources().position(d->pos).line + 1);
  }

  void follow(const ir::Value& v) {
    switch (ir::info(v.op).sym) {
      case ir::SymKind::Func: add(v.func); break;
      case ir::SymKind::Global: followGlobal(v.global); break;
      case ir::SymKind::Itab: followItab(v.itab); break;
      default: break;
    }
  }

  void followGlobal(ir::GlobalSym* g) {
    if (!globals_.insert(g).second) return;
    if (g->lazyInit != nullptr) add(g->lazyInit);
    if (g->image == nullptr) return;
    for (const ir::Reloc& r : g->image->relocs) {
      if (r.kind == ir::SymKind::Func) add(static_cast<ir::FuncSym*>(const_cast<void*>(r.sym)));
      if (r.kind == ir::SymKind::Global) followGlobal(static_cast<ir::GlobalSym*>(const_cast<void*>(r.sym)));
      if (r.kind == ir::SymKind::Itab) followItab(static_cast<const ir::ItabSym*>(r.sym));
    }
  }

  void followItab(const ir::ItabSym* tab) {
    for (types::Func* m : types::typeSet(static_cast<types::Interface*>(types::under(tab->inter)))->methods) {
      types::LookupResult r = types::lookupFieldOrMethod(nullptr, tab->concrete, false, m->pkg, m->name);
      auto* f = types::as<types::Func>(r.obj);
      if (f == nullptr) continue;
      types::resolveType(f);
      add(program_.methodFunc(tab->concrete, f, true));
    }
  }

 public:
  static ir::FuncSym*& current() {
    static ir::FuncSym* sym = nullptr;
    return sym;
  }

 private:
  engine::Frontend& frontend_;
  const Options& options_;
  ir::Program program_;
  std::deque<ir::FuncSym*> work_;
  std::unordered_set<ir::FuncSym*> seen_;
  std::unordered_set<ir::GlobalSym*> globals_;
  size_t functions_ = 0, values_ = 0, lines_ = 0;
};

Options parse(int argc, char** argv) {
  Options o;
  o.program.verify = true;
  o.frontend.allowBodyless = true;
  engine::fillFromEnvironment(&o.frontend);
  for (int i = 1; i < argc; i++) {
    std::string a = argv[i];
    if (a == "-O0") o.program.optimize = 0;
    else if (a == "-noverify") o.program.verify = false;
    else if (a == "-time") o.time = true;
    else if (a == "-all") o.all = true;
    else if (a == "-script") o.frontend.script = true;
    else if (a == "-dump") o.dump = true;
    else if (a.rfind("-dump=", 0) == 0) o.dump = true, o.name = a.substr(6);
    else if (a.rfind("-lang=go1.", 0) == 0) o.frontend.langMinor = std::atoi(a.c_str() + 10);
    else if (a.rfind("-goroot=", 0) == 0) o.frontend.goroot = a.substr(8);
    else o.args.push_back(a);
  }
  return o;
}

}  // namespace

}  // namespace gosub

int main(int argc, char** argv) {
  using namespace gosub;
  Options o = parse(argc, argv);
  engine::Frontend frontend(o.frontend);
  bool files = !o.args.empty() && o.args[0].size() > 3 && o.args[0].substr(o.args[0].size() - 3) == ".go";
  bool ok = files ? frontend.addFiles(o.args) : frontend.addPackages(o.args);
  if (!ok) {
    for (const std::string& line : frontend.errorLines()) std::fprintf(stderr, "%s\n", line.c_str());
    return 3;
  }
  frontend.stack().run([&] { Lowerer(frontend, o).run(); });
  for (const std::string& line : frontend.errorLines()) std::fprintf(stderr, "%s\n", line.c_str());
  return 0;
}
