// Struct types: fields, embedded fields, tags.
#include <unordered_map>

#include "base/unicode.h"
#include "frontend/syntax/literal.h"
#include "frontend/types/checker_impl.h"

namespace gosub::types {

using syntax::Expr;
using syntax::NameExpr;

namespace {

// x of *x, or null.
Expr* pointerBase(Expr* e) {
  auto* op = syntax::as<syntax::Operation>(e);
  return op != nullptr && op->unary() && op->op == syntax::Token::Mul ? op->x : nullptr;
}

// The name that an embedded T, *T, p.T, T[A] has as a field; null when it is none of these.
NameExpr* embeddedName(Expr* e) {
  if (Expr* base = pointerBase(e)) return pointerBase(base) == nullptr ? embeddedName(base) : nullptr;
  if (auto* s = syntax::as<syntax::SelectorExpr>(e)) return s->sel;
  if (auto* i = syntax::as<syntax::IndexExpr>(e)) return embeddedName(i->x);
  return syntax::as<NameExpr>(e);
}

// Finds a name that comes twice; big structs don't make it slow.
class FieldNames {
 public:
  explicit FieldNames(size_t count) : hashed_(count > kLinear) {}
  // The earlier field of that name, or null.
  Var* add(Var* f, std::span<Var* const> before) {
    if (f->name.blank()) return nullptr;
    if (hashed_) {
      auto [it, isNew] = byName_.try_emplace(f->name, f);
      return isNew ? nullptr : it->second;
    }
    for (Var* other : before)
      if (other->name == f->name) return other;
    return nullptr;
  }

 private:
  static constexpr size_t kLinear = 16;
  bool hashed_;
  std::unordered_map<Name, Var*> byName_;
};

}  // namespace

void Checker::Impl::structType(Struct* t, syntax::StructType* e) {
  if (e->fields.empty()) return;
  t->declaring = true;
  FieldNames names(e->fields.size());
  std::span<Var*> fields = world.arena.makeArray<Var*>(e->fields.size());
  std::span<std::string_view> tags;
  size_t n = 0;
  Expr* previous = nullptr;
  Type* type = nullptr;
  for (syntax::Field* f : e->fields) {
    // a, b T share the type's expression.
    if (f->typeExpr != previous) type = varType(f->typeExpr);
    previous = f->typeExpr;
    NameExpr* name = f->name != nullptr ? f->name : embeddedName(f->typeExpr);
    if (name == nullptr) {
      errorf(f->typeExpr, Code::InvalidSyntaxTree, "invalid embedded field type %s", f->typeExpr);
      continue;
    }
    Var* field = newVar(world.arena, name->pos, pkg, name->name, type);
    field->isField = true;
    field->embedded = f->name == nullptr;
    if (Var* other = names.add(field, fields.first(n))) {
      errorfWithDetail(field->pos, Code::DuplicateDecl, str("%s redeclared", field->name), other->pos,
                       str("other declaration of %s", field->name));
    } else {
      if (f->tag != nullptr && tags.empty()) tags = world.arena.makeArray<std::string_view>(e->fields.size());
      if (f->tag != nullptr) tags[n] = fieldTag(f->tag);
      fields[n++] = field;
      if (f->name != nullptr) {
        name->object = field;
      } else {
        f->implicit = field;
      }
    }
    if (field->embedded && f->typeExpr->kind != syntax::NodeKind::BadExpr) {
      Pos pos = syntax::startPos(f->typeExpr);
      later([this, pos, type] { checkEmbedded(pos, type); });
    }
  }
  t->fields = fields.first(n);
  t->declaring = false;
  if (!tags.empty()) t->tags = tags.first(n);
}

std::string_view Checker::Impl::fieldTag(syntax::BasicLit* tag) {
  if (tag->bad) return {};
  std::string text;
  if (tag->litKind != syntax::LitKind::String || !syntax::unquoteString(tag->text, &text)) {
    errorf(tag, Code::InvalidSyntaxTree, "incorrect tag syntax: %s", unicode::quote(tag->text));
    return {};
  }
  return world.arena.copy(text);
}

// Once the type is set up: no pointers but *T, and no *I.
void Checker::Impl::checkEmbedded(Pos pos, Type* embedded) {
  bool isPtr;
  Type* t = derefPointer(embedded, &isPtr);
  if (!isValid(t)) return;
  Type* u = under(t);
  switch (u->kind) {
    case TypeKind::Basic:
      if (static_cast<Basic*>(u)->basic == BasicKind::UnsafePointer)
        errorf(pos, Code::InvalidPtrEmbed, "embedded field type cannot be unsafe.Pointer");
      return;
    case TypeKind::Pointer: errorf(pos, Code::InvalidPtrEmbed, "embedded field type cannot be a pointer"); return;
    case TypeKind::Interface:
      if (isTypeParam(t)) {
        errorf(pos, Code::MisplacedTypeParam, "embedded field type cannot be a (pointer to a) type parameter");
      } else if (isPtr) {
        errorf(pos, Code::InvalidPtrEmbed, "embedded field type cannot be a pointer to an interface");
      }
      return;
    default: return;
  }
}

}  // namespace gosub::types
