// Checking a package: whole, or one declaration or body at a time. Collecting names is in resolver.cpp, declarations
// are in decl.cpp.
#include "frontend/types/checker.h"

#include <unordered_set>

#include "frontend/syntax/parser.h"
#include "frontend/types/checker_impl.h"

namespace gosub::types {

Checker::Checker(World& world, Package* pkg, CheckConfig config)
    : impl_(std::make_unique<Impl>(*this, world, pkg, std::move(config))) {}
Checker::~Checker() = default;

World& Checker::world() const { return impl_->world; }
Package* Checker::package() const { return impl_->pkg; }
void Checker::collect(std::span<syntax::File* const> files) { impl_->collect(files); }
void Checker::checkAll() { impl_->checkAll(); }
void Checker::resolve(Object* obj) { impl_->resolve(obj); }
void Checker::checkBody(Func* fn) { impl_->checkBody(fn); }
void Checker::parseBody(Func* fn) {
  if (fn->origin != nullptr) fn = fn->origin;
  impl_->parseLater(fn);
  if (fn->syntaxDecl != nullptr) impl_->parseBody(fn->syntaxDecl);
}
Initializer Checker::initializer(Var* v) {
  impl_->resolve(v);
  DeclInfo* d = impl_->info(v);
  if (d == nullptr || d->init == nullptr) return {};
  std::span<Var*> lhs = d->lhs;
  if (lhs.empty()) lhs = impl_->world.arena.copy(std::span<Var* const>(&v, 1));
  return {lhs, d->init};
}
std::span<const Initializer> Checker::initOrder() {
  if (impl_->pkg->lazy && !impl_->pkg->complete) impl_->initOrderLazy();
  return impl_->pkg->initOrder;
}

Object* lookupPackage(Package* pkg, Name name) {
  Object* o = pkg->scope != nullptr ? lookupIn(pkg->scope, name) : nullptr;
  resolveType(o);
  return o;
}

Checker::Impl::Impl(Checker& checker, World& world, Package* pkg, CheckConfig config)
    : self(checker), world(world), pkg(pkg), config(std::move(config)), qualifier(pkg) {
  names = {world.names.intern("init"), world.names.intern("main"), world.names.intern("iota")};
  pkg->langMinor = this->config.langMinor;
  if (pkg->scope == nullptr) pkg->scope = newScope(world.arena, world.universe, {}, {});
}

// ---- Whole packages --------------------------------------------------------------------------------------------

void Checker::Impl::checkAll() {
  runDepth++;
  size_t top = delayedTop();
  checkPackageObjects();
  processDelayed(top);
  checkBodies();
  computeInitOrder();
  unusedImports();
  if (!reported) checkMono();
  if (!reported) checkLate();
  filesChecked = files.size();
  objectsChecked = objects.size();
  pkg->complete = true;
  runDepth--;
}

// The top-level statements of a script come first: they declare variables that functions refer to.
void Checker::Impl::checkBodies() {
  if (config.ignoreFuncBodies) return;
  if (script != nullptr) checkFuncBody(script);
  for (size_t i = objectsChecked; i < objects.size(); i++)
    if (auto* fn = as<Func>(objects[i])) checkFuncBody(fn);
}

void Checker::Impl::processDelayed(size_t from) {
  for (size_t i = from; i < world.delayed.size(); i++) {
    World::Delayed action = world.delayed[i];  // running it may add others
    action.run(action.closure);
  }
  world.delayed.resize(from);
}

// ---- One at a time ---------------------------------------------------------------------------------------------

void Checker::Impl::resolve(Object* obj) {
  if (obj->color == Color::Black) return;
  Run run(*this);
  objDecl(obj);
}

void Checker::Impl::checkBody(Func* fn) {
  if (fn->origin != nullptr) fn = fn->origin;
  if (fn->bodyState != 0) return;
  parseLater(fn);
  if (fn->syntaxDecl == nullptr) return;
  Run run(*this);
  objDecl(fn);
  checkFuncBody(fn);
}

void Checker::Impl::parseBody(syntax::FuncDecl* d) {
  if (d->bodySkipped) syntax::parseBody({world.arena, world.names, world.diags}, *world.sources.fileOf(d->pos), d);
}

// The function's signature is set up.
void Checker::Impl::checkFuncBody(Func* fn) {
  syntax::FuncDecl* d = fn->syntaxDecl;
  if (fn->bodyState != 0 || d == nullptr || !d->hasBody()) return;
  fn->bodyState = 1;
  parseBody(d);
  if (d->body != nullptr && fn->type != nullptr) {
    size_t top = delayedTop();
    funcBody(info(fn), d, info(fn)->file, static_cast<Signature*>(fn->type), d->body, nullptr);
    processDelayed(top);
  }
  fn->bodyState = 2;
}

// Of a lazy package: only what the variables need is checked.
void Checker::Impl::initOrderLazy() {
  Run run(*this);
  std::vector<Object*> todo;
  for (Object* o : objects)
    if (o->kind == ObjectKind::Var && info(o)->init != nullptr) todo.push_back(o);
  std::unordered_set<Object*> seen(todo.begin(), todo.end());
  while (!todo.empty()) {
    Object* o = todo.back();
    todo.pop_back();
    size_t top = delayedTop();
    objDecl(o);
    processDelayed(top);
    if (auto* fn = as<Func>(o)) checkFuncBody(fn);
    for (Object* dep : info(o)->dependencies())
      if (dep->kind != ObjectKind::Const && seen.insert(dep).second) todo.push_back(dep);
  }
  computeInitOrder();
  pkg->complete = true;
}

}  // namespace gosub::types
