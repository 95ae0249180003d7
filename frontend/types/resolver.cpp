// Collecting the package-level declarations: scopes of files, imports, and an object with a DeclInfo for each name.
// Nothing is checked here but what needs no types. Methods are assigned to their types by name.
#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "frontend/syntax/literal.h"
#include "frontend/types/checker_impl.h"

namespace gosub::types {

using syntax::Expr;
using syntax::NameExpr;

void Checker::Impl::collect(std::span<syntax::File* const> newFiles) {
  firstOrder = nextOrder;
  pkg->rounds++;
  initFuncs.clear();
  script = nullptr;
  pkg->script = nullptr;
  size_t firstFile = files.size();
  for (syntax::File* f : newFiles) {
    if (f->packageName == nullptr) continue;
    std::string_view name = f->packageName->name.text();
    if (f->packageName->name.blank()) {
      errorf(f->packageName, Code::BlankPkgName, "invalid package name _");
    } else if (pkg->name.empty()) {
      pkg->name = name;
    } else if (pkg->name != name) {
      errorf(f->packageName, Code::MismatchedPkgName, "package %s; expected package %s", name, pkg->name);
      continue;
    }
    // A version in the file counts unless it would go below an old version of the package.
    int minor = f->goMinor;
    if (minor == config.langMinor || (minor < config.langMinor && config.langMinor < 21)) minor = 0;
    fileVersions |= minor != 0;
    files.push_back({f->source, f, newScope(world.arena, pkg->scope, {}, {}), minor});
  }
  for (size_t i = firstFile; i < files.size(); i++) collectFile(files[i].file, files[i].scope);
  checkFileScopes(firstFile);
  if (pkg->index != nullptr) collectIndexed();
  associateMethods();
  pkg->initFuncs = world.arena.copy(initFuncs);
}

void Checker::Impl::collectFile(syntax::File* file, Scope* fileScope) {
  for (syntax::Decl* d : file->decls) collectDecl(d, fileScope);
  if (file->script && !file->stmts.empty()) collectScript(file, fileScope);
}

void Checker::Impl::collectDecl(syntax::Decl* d, Scope* fileScope) {
  switch (d->kind) {
    case syntax::NodeKind::ImportDecl: return collectImport(static_cast<syntax::ImportDecl*>(d), fileScope);
    case syntax::NodeKind::ConstDecl: return collectConst(static_cast<syntax::ConstDecl*>(d), fileScope);
    case syntax::NodeKind::VarDecl: return collectVar(static_cast<syntax::VarDecl*>(d), fileScope);
    case syntax::NodeKind::TypeDecl: return collectType(static_cast<syntax::TypeDecl*>(d), fileScope);
    case syntax::NodeKind::FuncDecl: return collectFunc(static_cast<syntax::FuncDecl*>(d), fileScope);
    default: return;
  }
}

DeclInfo* Checker::Impl::newDecl(Scope* fileScope) {
  auto* d = world.arena.make<DeclInfo>();
  d->file = fileScope;
  d->stamp = ++world.nextStamp;
  return d;
}

void Checker::Impl::declarePackageObject(NameExpr* name, Object* obj, DeclInfo* d) {
  if (name->name == names.init) {
    errorf(name, Code::InvalidInitDecl, "cannot declare init - must be func");
    return;
  }
  if (name->name == names.main && pkg->name == "main") {
    errorf(name, Code::InvalidMainDecl, "cannot declare main - must be func");
    return;
  }
  obj->decl = d;
  obj->order = nextOrder++;
  objects.push_back(obj);
  declare(pkg->scope, name, obj, Pos{});
}

// ---- Imports ---------------------------------------------------------------------------------------------------

void Checker::Impl::collectImport(syntax::ImportDecl* d, Scope* fileScope) {
  std::string path;
  if (d->path == nullptr || d->path->bad || !syntax::unquoteString(d->path->text, &path)) return;
  std::string problem = syntax::importPathProblem(path);
  if (!problem.empty()) {
    // The loader may have said so in its own words.
    for (const Diagnostic& other : world.diags.raw())
      if (other.pos == d->path->pos) return;
    errorf(d->path, Code::BadImportPath, "invalid import path (%s)", problem);
    return;
  }
  Package* imported = importPath(d, path);
  Name name = d->localName != nullptr ? d->localName->name : world.names.intern(imported->name);
  if (name == names.init) {
    errorf(d, Code::InvalidInitDecl, "cannot import package as init - init must be a func");
    return;
  }
  addImport(imported);
  importInto(d, imported, fileScope, name);
}

// Never null: what can't be imported, which was reported, becomes a package without names.
Package* Checker::Impl::importPath(syntax::ImportDecl* d, std::string_view path) {
  Package* p = config.importPackage ? config.importPackage(pkg, path, d->path->pos) : nullptr;
  if (p != nullptr && !p->name.empty()) return p;
  if (path == "unsafe") return world.unsafePackage;
  if (!config.importPackage)
    errorf(d->path, Code::BrokenImport, "could not import %s (no importer)", path);
  reported = true;
  std::string_view name = path;
  if (name.ends_with('/')) name.remove_suffix(1);
  name.remove_prefix(name.rfind('/') + 1);
  p = world.arena.make<Package>();
  p->path = world.arena.copy(path);
  p->name = world.arena.copy(name);
  p->scope = newScope(world.arena, world.universe, {}, {});
  p->fake = true;
  return p;
}

void Checker::Impl::addImport(Package* imported) {
  std::span<Package*> old = pkg->imports;
  if (std::find(old.begin(), old.end(), imported) != old.end()) return;
  std::span<Package*> grown = world.arena.makeArray<Package*>(old.size() + 1);
  std::copy(old.begin(), old.end(), grown.begin());
  grown.back() = imported;
  pkg->imports = grown;
}

void Checker::Impl::importInto(syntax::ImportDecl* d, Package* imported, Scope* fileScope, Name name) {
  auto* obj = newNode<PkgName>(world.arena);
  obj->color = Color::Black;
  obj->pos = d->pos;
  obj->pkg = pkg;
  obj->name = name;
  obj->type = invalid();
  obj->imported = imported;
  obj->used = imported->fake || d->automatic;
  if (d->localName != nullptr) {
    d->localName->object = obj;
  } else {
    d->implicit = obj;
  }
  imports.push_back(obj);
  if (name.text() != ".") return declare(fileScope, nullptr, obj, Pos{});
  obj->parent = fileScope;
  dotImports.push_back(obj);
  dotImport(d, imported, fileScope);
}

void Checker::Impl::dotImport(syntax::ImportDecl* d, Package* imported, Scope* fileScope) {
  enterAll(imported->scope);
  forEachObject(imported->scope, [&](Object* obj) {
    if (!obj->name.exported()) return;
    if (Object* other = insertIn(world.arena, fileScope, obj)) redeclared(syntax::startPos(d->localName), obj, other);
  });
}

// The dot-import that brought obj into the file, or null.
PkgName* Checker::Impl::dotImportOf(Scope* fileScope, const Object* obj) {
  for (PkgName* p : dotImports)
    if (p->parent == fileScope && p->imported == obj->pkg) return p;
  return nullptr;
}

// Package-level names must differ from those that a file imports.
void Checker::Impl::checkFileScopes(size_t firstFile) {
  for (size_t i = firstFile; i < files.size(); i++) {
    forEachObject(files[i].scope, [&](Object* obj) {
      Object* other = lookupIn(pkg->scope, obj->name);
      if (other == nullptr) return;
      if (config.scriptMode && other->order < firstOrder) return;  // of an earlier entry: hidden
      auto describe = [](const Package* p) {
        return "package " + std::string(p->name) + " (" + unicode::quote(p->path) + ")";
      };
      auto* name = as<PkgName>(obj);
      std::string text = name != nullptr
                             ? str("%s already declared through import of %s", other->name, describe(name->imported))
                             : str("%s already declared through dot-import of %s", other->name, describe(obj->pkg));
      errorfWithDetail(other->pos, Code::DuplicateDecl, std::move(text), name != nullptr ? obj->pos : Pos{},
                       str("other declaration of %s", other->name));
    });
  }
}

// ---- Constants, variables, types -------------------------------------------------------------------------------

void Checker::Impl::collectConst(syntax::ConstDecl* d, Scope* fileScope) {
  syntax::ConstDecl* source = d->source;
  const ConstValue* iotaValue = makeInt64(world.constants(), d->iota);
  for (size_t i = 0; i < d->names.size(); i++) {
    NameExpr* name = d->names[i];
    auto* obj = newObject<Const>(name);
    obj->value = iotaValue;
    DeclInfo* info = newDecl(fileScope);
    info->inherited = source != nullptr && source != d;
    if (source != nullptr) {
      info->typeExpr = source->typeExpr;
      if (i < source->values.size()) info->init = source->values[i];
    }
    declarePackageObject(name, obj, info);
  }
  constArity(d);
}

// Each constant needs a value.
void Checker::Impl::constArity(syntax::ConstDecl* d) {
  std::span<Expr*> values = d->source != nullptr ? d->source->values : std::span<Expr*>();
  if (d->names.size() < values.size()) {
    Expr* extra = values[d->names.size()];
    if (d->source == d) {
      errorf(extra, Code::WrongAssignCount, "extra init expr %s", extra);
    } else {
      errorf(d->pos, Code::WrongAssignCount, "extra init expr at %s", world.sources.toString(extra->pos));
    }
  } else if (d->names.size() > values.size()) {
    NameExpr* name = d->names[values.size()];
    errorf(name, Code::WrongAssignCount, "missing init expr for %s", name->name);
  }
}

void Checker::Impl::varArity(syntax::VarDecl* d) {
  size_t l = d->names.size(), r = d->values.size();
  if (d->typeExpr != nullptr && r == 0) return;
  if (l < r) {
    errorf(d->values[l], Code::WrongAssignCount, "extra init expr %s", d->values[l]);
  } else if (l > r && r != 1) {
    // One value may be a call with several results.
    errorf(d->names[r], Code::WrongAssignCount, "missing init expr for %s", d->names[r]->name);
  }
}

void Checker::Impl::collectVar(syntax::VarDecl* d, Scope* fileScope) {
  std::span<Var*> all = world.arena.makeArray<Var*>(d->names.size());
  // Several variables and one value share the declaration, so that each depends on the same value.
  DeclInfo* shared = nullptr;
  if (d->values.size() == 1) {
    shared = newDecl(fileScope);
    if (all.size() > 1) shared->lhs = all;
    shared->typeExpr = d->typeExpr;
    shared->init = d->values[0];
  }
  for (size_t i = 0; i < all.size(); i++) {
    all[i] = newObject<Var>(d->names[i]);
    DeclInfo* info = shared;
    if (info == nullptr) {
      info = newDecl(fileScope);
      info->typeExpr = d->typeExpr;
      if (i < d->values.size()) info->init = d->values[i];
    }
    declarePackageObject(d->names[i], all[i], info);
  }
  varArity(d);
}

void Checker::Impl::collectType(syntax::TypeDecl* d, Scope* fileScope) {
  if (!d->typeParams.empty()) verifyVersion(syntax::startPos(d->typeParams[0]), 18, "type parameter");
  auto* obj = newObject<TypeName>(d->name);
  obj->isAlias = d->alias;
  DeclInfo* info = newDecl(fileScope);
  info->type = d;
  declarePackageObject(d->name, obj, info);
}

// ---- Functions -------------------------------------------------------------------------------------------------

void Checker::Impl::collectFunc(syntax::FuncDecl* d, Scope* fileScope) {
  auto* obj = newObject<Func>(d->name);
  obj->syntaxDecl = d;
  obj->origin = obj;
  DeclInfo* info = newDecl(fileScope);
  info->func = d;
  obj->decl = info;
  obj->order = nextOrder++;
  objects.push_back(obj);
  if (d->recv == nullptr) {
    collectPlainFunc(d, obj);
    return;
  }
  if (!d->name->name.blank()) methodsToAssociate.push_back(obj);
  d->name->object = obj;
  if (!d->typeParams.empty()) verifyVersion(syntax::startPos(d->typeParams[0]), 18, "type parameter");
}

void Checker::Impl::collectPlainFunc(syntax::FuncDecl* d, Func* obj) {
  Name name = obj->name;
  bool isInit = name == names.init;
  bool versionChecked = false;
  if (isInit || (name == names.main && pkg->name == "main")) {
    Code code = isInit ? Code::InvalidInitDecl : Code::InvalidMainDecl;
    if (!d->typeParams.empty()) {
      softErrorf(d->typeParams[0], code, "func %s must have no type parameters", name);
      versionChecked = true;
    }
    if (!d->typeExpr->params.empty() || !d->typeExpr->results.empty())
      softErrorf(d->name, isInit ? Code::InvalidInitSig : code, "func %s must have no arguments and no return values",
                 name);
  }
  if (isInit) {
    obj->parent = pkg->scope;
    d->name->object = obj;
    initFuncs.push_back(obj);
    if (!d->hasBody()) softErrorf(obj, Code::MissingInitBody, "missing function body");
  } else {
    declare(pkg->scope, d->name, obj, Pos{});
  }
  if (!d->typeParams.empty() && !versionChecked)
    verifyVersion(syntax::startPos(d->typeParams[0]), 18, "type parameter");
}

// ---- Scripts ---------------------------------------------------------------------------------------------------

// The top-level statements become the body of func main; where there is a func main, of an init function.
void Checker::Impl::collectScript(syntax::File* file, Scope* fileScope) {
  Arena& arena = world.arena;
  Pos pos = file->stmts[0]->pos;
  Object* declared = lookupIn(pkg->scope, names.main);
  bool hasMain = declared != nullptr && declared->order >= firstOrder;
  auto* d = arena.make<syntax::FuncDecl>(pos);
  d->name = arena.make<NameExpr>(pos);
  d->name->name = hasMain ? names.init : names.main;
  d->typeExpr = arena.make<syntax::FuncType>(pos);
  d->body = arena.make<syntax::BlockStmt>(pos);
  d->body->list = file->stmts;
  d->body->rbrace = file->eof;
  collectFunc(d, fileScope);
  script = static_cast<Func*>(d->name->object);
  pkg->script = script;
}

// ---- Methods ---------------------------------------------------------------------------------------------------

// Gives each method to the DeclInfo of its receiver's base type. Those of wrong receivers are checked as functions.
void Checker::Impl::associateMethods() {
  struct Pair {
    DeclInfo* type;
    Func* method;
  };
  std::vector<Pair> pairs;
  // Looking for a base type may enter more of an indexed package, methods included.
  std::vector<Func*> methods = std::exchange(methodsToAssociate, {});
  pairs.reserve(methods.size());
  for (Func* m : methods) {
    TypeName* base = resolveBaseType(m->syntaxDecl->recv->typeExpr, &m->hasPtrRecv);
    if (base != nullptr) pairs.push_back({info(base), m});
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.type->stamp < b.type->stamp; });
  for (size_t i = 0; i < pairs.size();) {
    size_t end = i;
    while (end < pairs.size() && pairs[end].type == pairs[i].type) end++;
    std::span<Func*> own = world.arena.makeArray<Func*>(end - i);
    for (size_t k = i; k < end; k++) own[k - i] = pairs[k].method;
    pairs[i].type->methods = own;
    i = end;
  }
}

// The declared type of a receiver T, *T, T[P], through aliases; null when there is none in this package.
TypeName* Checker::Impl::resolveBaseType(Expr* recv, bool* isPointer) {
  *isPointer = false;
  Expr* x = syntax::unparen(recv);
  bool first = true;
  for (int aliases = 0; aliases < kMaxAliases; aliases++) {
    // The receiver itself may have any number of stars and type parameters: wrong ones are reported elsewhere.
    for (;;) {
      x = syntax::unparen(x);
      auto* op = syntax::as<syntax::Operation>(x);
      if (op == nullptr || !op->unary() || op->op != syntax::Token::Mul) break;
      if (*isPointer && !first) return nullptr;
      *isPointer = true;
      x = op->x;
    }
    if (auto* index = syntax::as<syntax::IndexExpr>(x); index != nullptr && first) x = index->x;
    first = false;
    auto* name = syntax::as<NameExpr>(x);
    auto* obj = name != nullptr ? as<TypeName>(lookupIn(pkg->scope, name->name)) : nullptr;
    if (obj == nullptr || info(obj) == nullptr) return nullptr;
    if (!obj->isAlias) return obj;
    x = info(obj)->type->typeExpr;
  }
  return nullptr;
}

}  // namespace gosub::types
