// Indexed packages (Package::index): a declaration is parsed and its names entered when one of them is first looked up. A
// type comes with the names of all its methods; they are parsed when their types are asked for, their bodies when they are checked.
#include <algorithm>

#include "base/check.h"
#include "frontend/syntax/parser.h"
#include "frontend/types/checker_impl.h"

namespace gosub::types {

void Checker::Impl::collectIndexed() {
  const DeclIndex& index = *pkg->index;
  files.resize(index.files.size());
  unitsEntered.resize(index.units.size());
  std::span<Package*> imported = world.arena.makeArray<Package*>(index.imports.size());
  for (size_t i = 0; i < imported.size(); i++) imported[i] = config.importPackage(pkg, index.textOf(index.imports[i]), Pos{});
  pkg->imports = imported;
  pkg->scope->indexed = &self;
  for (uint32_t unit : index.inits) enterUnit(unit);
}

SourceFile& Checker::Impl::indexedSource(uint32_t file) {
  FileInfo& f = files[file];
  if (f.source != nullptr) return *f.source;
  const IndexedFile& indexed = pkg->index->files[file];
  std::string name = std::string(pkg->path) + "/" + std::string(pkg->index->textOf(indexed.name));
  f.source = world.sources.addExternal(std::move(name), pkg->index->textOf(indexed.text));
  GOSUB_CHECK(f.source != nullptr);
  return *f.source;
}

Scope* Checker::Impl::indexedScope(uint32_t file) {
  if (files[file].file != nullptr) return files[file].scope;
  syntax::ParseOptions options;
  options.importsOnly = true;
  options.standardLibrary = true;
  SourceFile& source = indexedSource(file);
  Scope* scope = newScope(world.arena, pkg->scope, {}, {});
  files[file].file = syntax::parseFile({world.arena, world.names, world.diags}, source, options);
  files[file].scope = scope;
  collectFile(files[file].file, scope);
  return scope;
}

bool Checker::Impl::enterIndexed(Name name) {
  std::span<const IndexedName> rows = pkg->index->find(pkg->index->names, name.text());
  if (rows.empty() || unitsEntered[rows[0].unit]) return false;
  enterUnit(rows[0].unit);
  return true;
}

void Checker::Impl::enterAllIndexed() {
  for (const IndexedName& n : pkg->index->names) enterUnit(n.unit);
}

void Checker::Impl::enterUnit(uint32_t unit) {
  if (unitsEntered[unit]) return;
  unitsEntered[unit] = true;
  Scope* fileScope = indexedScope(pkg->index->units[unit].file);
  for (syntax::Decl* d : parseUnit(unit)) {
    collectDecl(d, fileScope);
    if (auto* t = syntax::as<syntax::TypeDecl>(d)) enterMethods(t->name->name.text());
  }
  associateMethods();
}

void Checker::Impl::enterMethods(std::string_view typeName) {
  auto rows = pkg->index->find(pkg->index->methods, typeName);
  auto* type = as<TypeName>(lookupIn(pkg->scope, world.names.intern(typeName)));
  bool later = type != nullptr && !type->isAlias && info(type)->methods.empty() &&
               std::all_of(rows.begin(), rows.end(), [](const IndexedMethod& m) { return (m.flags & IndexedMethod::kLater) != 0; });
  if (!later) {
    for (const IndexedMethod& row : rows)
      for (syntax::Decl* d : parseUnit(row.unit)) collectDecl(d, indexedScope(pkg->index->units[row.unit].file));
    return;
  }
  std::span<Func*> methods = world.arena.makeArray<Func*>(rows.size());
  for (size_t i = 0; i < rows.size(); i++) methods[i] = laterMethod(rows[i]);
  info(type)->methods = methods;
}

// Only its name is known, and whether its receiver is a pointer.
Func* Checker::Impl::laterMethod(const IndexedMethod& row) {
  const SourceFile& source = indexedSource(pkg->index->units[row.unit].file);
  const char* name = pkg->index->text + row.methodText;
  auto* m = newNode<Func>(world.arena);
  m->pos = source.pos(uint32_t(name - source.text().data()));
  m->pkg = pkg;
  m->name = world.names.intern({name, row.methodLength});
  m->origin = m;
  m->hasPtrRecv = (row.flags & IndexedMethod::kPointer) != 0;
  DeclInfo* d = newDecl(nullptr);
  d->laterUnit = row.unit + 1;
  m->decl = d;
  m->order = nextOrder++;
  objects.push_back(m);
  return m;
}

void Checker::Impl::parseLater(Func* m) {
  DeclInfo* d = info(m);
  if (d == nullptr || d->laterUnit == 0) return;
  uint32_t unit = std::exchange(d->laterUnit, 0) - 1;
  d->file = indexedScope(pkg->index->units[unit].file);
  std::span<syntax::Decl*> decls = parseUnit(unit);
  GOSUB_CHECK(decls.size() == 1);
  d->func = m->syntaxDecl = syntax::cast<syntax::FuncDecl>(decls[0]);
  d->func->name->object = m;
}

std::span<syntax::Decl*> Checker::Impl::parseUnit(uint32_t unit) {
  const DeclUnit& u = pkg->index->units[unit];
  syntax::ParseOptions options;
  options.skipBodies = true;
  options.standardLibrary = true;
  return syntax::parseDeclaration({world.arena, world.names, world.diags}, indexedSource(u.file), u.begin, options);
}

}  // namespace gosub::types
