// Indexed packages (Package::index): a declaration is parsed and its names entered when one of them is first looked up. A
// type comes with all of its methods, whose bodies stay unparsed until they are checked.
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
  const DeclUnit& u = pkg->index->units[unit];
  syntax::ParseOptions options;
  options.skipBodies = true;
  options.standardLibrary = true;
  const FileInfo& f = files[u.file];
  Scope* fileScope = f.scope;
  auto decls = syntax::parseDeclaration({world.arena, world.names, world.diags}, *f.file->source, u.begin, options);
  for (syntax::Decl* d : decls) {
    collectDecl(d, fileScope);
    if (auto* t = syntax::as<syntax::TypeDecl>(d)) enterMethods(t->name->name.text());
  }
  associateMethods();
}

void Checker::Impl::enterMethods(std::string_view typeName) {
  syntax::ParseOptions options;
  options.skipBodies = true;
  options.standardLibrary = true;
  for (const IndexedName& row : pkg->index->find(pkg->index->methods, typeName)) {
    const DeclUnit& u = pkg->index->units[row.unit];
    const FileInfo& f = files[u.file];
    auto decls = syntax::parseDeclaration({world.arena, world.names, world.diags}, *f.file->source, u.begin, options);
    for (syntax::Decl* d : decls) collectDecl(d, f.scope);
  }
}

}  // namespace gosub::types
