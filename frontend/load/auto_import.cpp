// Script mode's automatic imports. See loader_impl.h.
//
// A name before a '.' that the file neither declares at top level nor imports, and that names a package of the
// library, is taken for the package. A local variable of such a name costs an import that is never used; those are
// marked (ImportDecl::automatic), so that nobody complains.
#include <set>

#include "base/os/file.h"
#include "frontend/load/loader_impl.h"
#include "frontend/syntax/literal.h"

namespace gosub::load {

namespace {

using namespace syntax;
using Names = std::set<std::string, std::less<>>;

void collectSelected(Node* n, Names* names) {
  if (auto* s = as<SelectorExpr>(n)) {
    if (auto* x = as<NameExpr>(s->x)) names->emplace(x->name.text());
  }
  forEachChild(n, [&](Node* child) { collectSelected(child, names); });
}

template <class T>
void declareNames(std::span<T*> list, Names* declared) {
  for (auto* x : list)
    if (auto* n = as<NameExpr>(static_cast<Node*>(x))) declared->emplace(n->name.text());
}

void collectDeclared(const Decl* d, Names* declared) {
  if (auto* c = as<ConstDecl>(d)) declareNames(c->names, declared);
  if (auto* v = as<VarDecl>(d)) declareNames(v->names, declared);
  if (auto* t = as<TypeDecl>(d)) declared->emplace(t->name->name.text());
  if (auto* f = as<FuncDecl>(d)) {
    if (f->recv == nullptr) declared->emplace(f->name->name.text());
  }
  auto* i = as<ImportDecl>(d);
  std::string path;
  if (i == nullptr) return;
  if (i->localName != nullptr)
    declared->emplace(i->localName->name.text());
  else if (i->path != nullptr && unquoteString(i->path->text, &path))
    declared->emplace(os::baseName(path));
}

Names declaredNames(const File* file) {
  Names declared;
  for (const Decl* d : file->decls) collectDeclared(d, &declared);
  for (const Stmt* s : file->stmts) {
    if (auto* d = as<DeclStmt>(s)) {
      for (const Decl* decl : d->decls) collectDeclared(decl, &declared);
    }
    if (auto* a = as<AssignStmt>(s)) {
      if (a->op == Token::Def) declareNames(a->lhs, &declared);
    }
  }
  return declared;
}

ImportDecl* makeImport(const ParseContext& context, Pos at, std::string_view path) {
  ImportDecl* d = context.arena.make<ImportDecl>(at);
  d->automatic = true;
  d->path = context.arena.make<BasicLit>(at);
  d->path->litKind = LitKind::String;
  d->path->text = context.arena.copy("\"" + std::string(path) + "\"");
  return d;
}

}  // namespace

void addAutomaticImports(const ParseContext& context, File* file, const EmbeddedSource& library,
                         const LoadOptions& options) {
  Names used, declared = declaredNames(file);
  collectSelected(file, &used);
  std::vector<ImportDecl*> added;
  for (const std::string& name : used) {
    if (declared.contains(name) || (options.isDeclared && options.isDeclared(name))) continue;
    std::string_view path = library.pathOfName(name);
    if (!path.empty()) added.push_back(makeImport(context, file->pos, path));
  }
  if (added.empty()) return;
  std::vector<ImportDecl*> imports(added);
  imports.insert(imports.end(), file->imports.begin(), file->imports.end());
  std::vector<Decl*> decls(added.begin(), added.end());
  decls.insert(decls.end(), file->decls.begin(), file->decls.end());
  file->imports = context.arena.copy(imports);
  file->decls = context.arena.copy(decls);
}

}  // namespace gosub::load
