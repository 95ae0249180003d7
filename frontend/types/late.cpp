// What gc finds only when it has no other errors: types beyond its limits, wrong directives, missing bodies, a missing
// main.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "frontend/syntax/directives.h"
#include "frontend/types/checker_impl.h"
#include "frontend/types/sizes.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

namespace {

constexpr int64_t kAddressSpace = int64_t{1} << 50;
constexpr int64_t kMaxChanElem = 1 << 16;

// Searches for interface literals whose methods lead back to them without a defined type between.
class InterfaceCycles {
 public:
  bool in(Type* t) {
    if (t == nullptr) return false;
    switch (t->kind) {
      case TypeKind::Interface: return interfaceType(static_cast<Interface*>(t));
      case TypeKind::Array: return in(static_cast<Array*>(t)->elem);
      case TypeKind::Slice: return in(static_cast<Slice*>(t)->elem);
      case TypeKind::Pointer: return in(static_cast<Pointer*>(t)->elem);
      case TypeKind::Chan: return in(static_cast<Chan*>(t)->elem);
      case TypeKind::Map: return in(static_cast<Map*>(t)->key) || in(static_cast<Map*>(t)->elem);
      case TypeKind::Struct: return vars(static_cast<Struct*>(t)->fields);
      case TypeKind::Signature:
        return vars(static_cast<Signature*>(t)->params->vars) || vars(static_cast<Signature*>(t)->results->vars);
      default: return false;
    }
  }

 private:
  bool vars(std::span<Var* const> list) {
    for (Var* v : list)
      if (in(v->type)) return true;
    return false;
  }

  bool interfaceType(Interface* t) {
    auto [it, isNew] = state_.try_emplace(t, true);
    if (!isNew) return it->second;
    for (Func* m : typeSet(t)->methods)
      if (in(m->type)) return true;
    return state_[t] = false;
  }

  std::unordered_map<Interface*, bool> state_;  // true: on the way from the start to here
};

}  // namespace

// A type literal that sizes or cycles may make wrong. At package level, its errors stand at the declaration.
void Checker::Impl::noteLiteral(Type* t, const syntax::Expr* e) {
  bool local = sig != nullptr || path.empty();
  literals.push_back({t, local ? syntax::startPos(e) : path.back()->pos});
}

void Checker::Impl::checkLate() {
  checkLiterals();
  for (size_t i = filesChecked; i < files.size(); i++) {
    if (files[i].file->directives.empty()) continue;
    checkLinknames(files[i].file);
    checkEmbeds(files[i].file);
  }
  for (size_t i = objectsChecked; i < objects.size() && !config.allowBodylessFuncs; i++) {
    auto* fn = as<Func>(objects[i]);
    if (fn == nullptr || fn->syntaxDecl == nullptr || fn->syntaxDecl->hasBody()) continue;
    if (!isLinknamed(fn)) errorf(fn->syntaxDecl->pos, Code::MissingBody, "missing function body");
  }
  if (!config.requireMain || pkg->name != "main") return;
  if (as<Func>(lookupIn(pkg->scope, names.main)) != nullptr) return;
  errorf(Pos{}, Code::InvalidMainDecl, "runtime.main_main·f: function main is undeclared in the main package");
}

namespace {

// What a variable below a go:embed may be: a string, a slice of bytes, an embed.FS.
bool canEmbed(Type* t) {
  auto* named = as<Named>(t);
  if (named != nullptr && named->object->name.text() == "FS" && named->object->pkg != nullptr &&
      named->object->pkg->path == "embed")
    return true;
  Type* u = under(t);
  auto* s = as<Slice>(u);
  return isString(u) || (s != nullptr && isBasicKind(s->elem, BasicKind::Uint8));
}

}  // namespace

void Checker::Impl::checkLinknames(const syntax::File* file) {
  std::unordered_set<std::string_view> seen;
  for (const syntax::Directive& d : file->directives) {
    if (d.verb() != "go:linkname") continue;
    std::string_view local = syntax::parseLinkname(d.text).local;
    Object* o = lookupIn(pkg->scope, world.names.intern(local));
    if (o == nullptr || (o->kind != ObjectKind::Func && o->kind != ObjectKind::Var)) {
      if (config.langMinor >= 18)
        errorf(d.pos, Code::InvalidDirective, "//go:linkname must refer to declared function or variable");
    } else if (!seen.insert(local).second) {
      errorf(d.pos, Code::InvalidDirective, "duplicate //go:linkname for %s", local);
    }
  }
}

void Checker::Impl::checkEmbeds(const syntax::File* file) {
  for (const syntax::Decl* decl : file->decls) {
    auto* v = syntax::as<syntax::VarDecl>(decl);
    if (v == nullptr || v->directives.empty()) continue;
    const syntax::Directive* embed = nullptr;
    for (const syntax::Directive& d : v->directives)
      if (d.verb() == "go:embed") embed = &d;
    if (embed == nullptr) continue;
    if (config.langMinor < 16) {
      versionError(embed->pos, 16, "go:embed");
    } else if (Object* o = v->names[0]->object; o != nullptr && !canEmbed(o->type)) {
      errorf(o, Code::InvalidDirective, "go:embed cannot apply to var of type %s", o->type);
    }
  }
}

// A parameterized type has no size yet; its instances are met where they are laid out.
void Checker::Impl::checkLiterals() {
  InterfaceCycles cycles;
  for (const TypeLiteral& l : literals) {
    if (auto* a = as<Array>(l.type)) {
      if (!isOpen(a) && tooLarge(a))
        errorf(l.pos, Code::TypeTooLarge, "type %s larger than address space", l.type);
    } else if (l.type->kind == TypeKind::Struct) {
      if (!isOpen(l.type) && tooLarge(l.type)) errorf(l.pos, Code::TypeTooLarge, "type %s too large", l.type);
    } else if (auto* c = as<Chan>(l.type)) {
      int64_t size = isOpen(c->elem) ? 0 : sizeOf(c->elem);
      if (size < 0 || size >= kMaxChanElem)
        errorf(l.pos, Code::TypeTooLarge, "channel element type too large (>64kB)");
    } else if (cycles.in(l.type)) {
      errorf(static_cast<Interface*>(l.type)->methods.empty() ? l.pos : static_cast<Interface*>(l.type)->methods[0]->pos,
             Code::InvalidDeclCycle,
             "invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)");
      break;
    }
  }
  literals.clear();
}

bool Checker::Impl::tooLarge(Type* t) const {
  int64_t size = sizeOf(t);
  return size < 0 || size >= kAddressSpace;
}

// Is the body somewhere else, by a "//go:linkname" of the file?
bool Checker::Impl::isLinknamed(const Func* fn) const {
  for (const FileInfo& f : files) {
    for (const syntax::Directive& d : f.file->directives)
      if (syntax::parseLinkname(d.text).local == fn->name.text()) return true;
  }
  return false;
}

}  // namespace gosub::types
