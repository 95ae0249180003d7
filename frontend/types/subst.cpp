// The substitution walk: one function per composite type, each giving back its argument when nothing changed.
// Receivers are left alone (named.cpp sets those of expanded methods): an interface's methods have the interface as
// receiver, and following it would not end.
#include "frontend/types/subst.h"

#include "frontend/types/checker.h"
#include "frontend/types/construct.h"

namespace gosub::types {

namespace {

class Subster {
 public:
  Subster(World& world, const SubstMap& map) : world_(world), arena_(world.arena), map_(map) {}

  Type* type(Type* t) {
    // An element may be missing in a pathological declaration that is looked at before it is set up.
    if (t == nullptr) return world_.basic(BasicKind::Invalid);
    switch (t->kind) {
      case TypeKind::Basic: return t;
      case TypeKind::Array: return array(static_cast<Array*>(t));
      case TypeKind::Slice: return slice(static_cast<Slice*>(t));
      case TypeKind::Struct: return structType(static_cast<Struct*>(t));
      case TypeKind::Pointer: return pointer(static_cast<Pointer*>(t));
      case TypeKind::Tuple: return tuple(static_cast<Tuple*>(t));
      case TypeKind::Signature: return signature(static_cast<Signature*>(t));
      case TypeKind::Union: return unionType(static_cast<Union*>(t));
      case TypeKind::Interface: return interfaceType(static_cast<Interface*>(t));
      case TypeKind::Map: return mapType(static_cast<Map*>(t));
      case TypeKind::Chan: return chan(static_cast<Chan*>(t));
      case TypeKind::Named: return named(static_cast<Named*>(t));
      case TypeKind::TypeParam: return map_.lookup(static_cast<TypeParam*>(t));
    }
    return t;
  }

  Tuple* tuple(Tuple* t) {
    if (t == nullptr) return t;
    std::span<Var*> vars = each(t->vars, [this](Var* v) { return var(v); });
    return vars.data() == t->vars.data() ? t : newTuple(arena_, vars);
  }

 private:
  // The span itself when f changes no element, else a copy with all results.
  template <class T, class F>
  std::span<T> each(std::span<T> in, F&& f) {
    std::span<T> out = in;
    for (size_t i = 0; i < in.size(); i++) {
      T changed = f(in[i]);
      if (changed == in[i]) continue;
      if (out.data() == in.data()) out = arena_.copy(std::span<const T>(in));
      out[i] = changed;
    }
    return out;
  }

  Var* var(Var* v) {
    Type* t = type(v->type);
    return t == v->type ? v : substVar(world_, v, t);
  }

  Func* func(Func* f) {
    Type* t = type(f->type);
    return t == f->type ? f : substFunc(world_, f, t);
  }

  Type* array(Array* a) {
    Type* elem = type(a->elem);
    return elem == a->elem ? a : newArray(arena_, elem, a->length);
  }
  Type* slice(Slice* s) {
    Type* elem = type(s->elem);
    return elem == s->elem ? s : newSlice(arena_, elem);
  }
  Type* pointer(Pointer* p) {
    Type* elem = type(p->elem);
    return elem == p->elem ? p : newPointer(arena_, elem);
  }
  Type* chan(Chan* c) {
    Type* elem = type(c->elem);
    return elem == c->elem ? c : newChan(arena_, c->dir, elem);
  }
  Type* mapType(Map* m) {
    Type* key = type(m->key);
    Type* elem = type(m->elem);
    return key == m->key && elem == m->elem ? m : newMap(arena_, key, elem);
  }

  Type* structType(Struct* s) {
    std::span<Var*> fields = each(s->fields, [this](Var* v) { return var(v); });
    if (fields.data() == s->fields.data()) return s;
    auto* copy = newNode<Struct>(arena_);
    copy->fields = fields;
    copy->tags = s->tags;
    return copy;
  }

  Type* signature(Signature* s) {
    Tuple* params = tuple(s->params);
    Tuple* results = tuple(s->results);
    if (params == s->params && results == s->results) return s;
    auto* copy = arena_.make<Signature>(*s);
    copy->lowered = nullptr;
    copy->params = params;
    copy->results = results;
    return copy;
  }

  Type* unionType(Union* u) {
    bool changed = false;
    std::span<UnionTerm> terms = arena_.copy(std::span<const UnionTerm>(u->terms));
    for (UnionTerm& t : terms) {
      Type* to = type(t.type);
      changed = changed || to != t.type;
      t.type = to;
    }
    if (!changed) return u;
    auto* copy = newNode<Union>(arena_);
    copy->terms = terms;
    return copy;
  }

  Type* interfaceType(Interface* i) {
    std::span<Func*> methods = each(i->methods, [this](Func* f) { return func(f); });
    std::span<Type*> embeddeds = each(i->embeddeds, [this](Type* t) { return type(t); });
    if (methods.data() == i->methods.data() && embeddeds.data() == i->embeddeds.data()) return i;
    auto* copy = newNode<Interface>(arena_);
    copy->methods = methods;
    copy->embeddeds = embeddeds;
    copy->embedPos = i->embedPos;
    copy->implicit = i->implicit;
    copy->complete = i->complete;
    copy->checker = i->checker;
    return copy;
  }

  Type* named(Named* n) {
    if (n->typeArgs.empty()) return map_.local != nullptr ? map_.local(map_.context, n) : n;
    size_t want = n->origin->typeParams.size();
    if (want != 0 && want != n->typeArgs.size()) return world_.basic(BasicKind::Invalid);  // reported elsewhere
    std::span<Type*> args = each(n->typeArgs, [this](Type* t) { return type(t); });
    if (args.data() == n->typeArgs.data()) return n;
    Named* inst = world_.instantiate(n->origin, args);
    if (!inst->pos.valid()) inst->pos = n->pos;
    return inst;
  }

  World& world_;
  Arena& arena_;
  const SubstMap& map_;
};

}  // namespace

Type* subst(World& world, Type* t, const SubstMap& map) {
  if (map.from.empty()) return t;
  return Subster(world, map).type(t);
}

Tuple* substTuple(World& world, Tuple* t, const SubstMap& map) {
  if (map.from.empty()) return t;
  return Subster(world, map).tuple(t);
}

Signature* instantiateSignature(World& world, Signature* generic, std::span<Type* const> typeArgs) {
  SubstMap map{generic->typeParams, typeArgs};
  Subster subster(world, map);
  auto* copy = world.arena.make<Signature>(*generic);
  copy->lowered = nullptr;
  copy->typeParams = {};
  copy->params = subster.tuple(generic->params);
  copy->results = subster.tuple(generic->results);
  return copy;
}

Var* substVar(World& world, Var* v, Type* type) {
  Var* copy = world.arena.make<Var>(*v);
  copy->type = type;
  copy->lowered = nullptr;
  copy->originField = v->originField != nullptr ? v->originField : v;
  return copy;
}

Func* substFunc(World& world, Func* f, Type* type) {
  Func* copy = world.arena.make<Func>(*f);
  copy->type = type;
  copy->lowered = nullptr;
  copy->origin = f->origin != nullptr ? f->origin : f;
  copy->syntaxDecl = nullptr;
  return copy;
}

}  // namespace gosub::types
