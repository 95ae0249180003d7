// Indexed packages (Package::index): a declaration is parsed and its names entered when one of them is first looked up. A
// type comes with the names of all its methods; they are parsed when their types are asked for, their bodies when they are checked.
#include <algorithm>

#include "base/check.h"
#include "frontend/syntax/parser.h"
#include "frontend/types/checker_impl.h"

namespace gosub::types {

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
  Scope* fileScope = files[pkg->index->units[unit].file].scope;
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
      for (syntax::Decl* d : parseUnit(row.unit)) collectDecl(d, files[pkg->index->units[row.unit].file].scope);
    return;
  }
  std::span<Func*> methods = world.arena.makeArray<Func*>(rows.size());
  for (size_t i = 0; i < rows.size(); i++) methods[i] = laterMethod(rows[i]);
  info(type)->methods = methods;
}

// Only its name is known, and whether its receiver is a pointer.
Func* Checker::Impl::laterMethod(const IndexedMethod& row) {
  const FileInfo& f = files[pkg->index->units[row.unit].file];
  const SourceFile& source = *f.file->source;
  const char* name = pkg->index->text + row.methodText;
  auto* m = newNode<Func>(world.arena);
  m->pos = source.pos(uint32_t(name - source.text().data()));
  m->pkg = pkg;
  m->name = world.names.intern({name, row.methodLength});
  m->origin = m;
  m->hasPtrRecv = (row.flags & IndexedMethod::kPointer) != 0;
  DeclInfo* d = newDecl(f.scope);
  d->laterUnit = row.unit + 1;
  m->decl = d;
  m->order = nextOrder++;
  objects.push_back(m);
  return m;
}

void Checker::Impl::parseLater(Func* m) {
  DeclInfo* d = info(m);
  if (d == nullptr || d->laterUnit == 0) return;
  std::span<syntax::Decl*> decls = parseUnit(std::exchange(d->laterUnit, 0) - 1);
  GOSUB_CHECK(decls.size() == 1);
  d->func = m->syntaxDecl = syntax::cast<syntax::FuncDecl>(decls[0]);
  d->func->name->object = m;
}

std::span<syntax::Decl*> Checker::Impl::parseUnit(uint32_t unit) {
  const DeclUnit& u = pkg->index->units[unit];
  syntax::ParseOptions options;
  options.skipBodies = true;
  options.standardLibrary = true;
  return syntax::parseDeclaration({world.arena, world.names, world.diags}, *files[u.file].file->source, u.begin, options);
}

}  // namespace gosub::types
