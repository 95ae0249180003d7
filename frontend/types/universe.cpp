// The World: predeclared types, constants and functions, package unsafe, and what all packages share.
#include "frontend/types/checker.h"
#include "frontend/types/construct.h"
#include "frontend/types/operand.h"
#include "frontend/types/scope.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

namespace {

struct BasicRow {
  unsigned info;
  std::string_view name;
};

constexpr BasicRow kBasics[] = {
#define BASIC(kind, info, name) {info, name},
#include "frontend/types/universe.def"
};
static_assert(std::size(kBasics) == size_t(BasicKind::Count));

}  // namespace

struct UniverseBuilder {
  World& w;

  void build() {
    w.universe = newScope(w.arena, nullptr, {}, {});
    makeUnsafe();
    for (int k = 0; k < int(BasicKind::Count); k++) w.basics_[k] = newBasic(BasicKind(k), kBasics[k].name);
    for (int k = int(BasicKind::Bool); k <= int(BasicKind::String); k++) typeName(kBasics[k].name, w.basics_[k], false);
    w.byteType = newBasic(BasicKind::Uint8, "byte");
    w.runeType = newBasic(BasicKind::Int32, "rune");
    typeName("byte", w.byteType, true);
    typeName("rune", w.runeType, true);
    makeAny();
    makeError();
    makeComparable();
    makeConstants();
    makeBuiltins();
    unsafeType();
  }

 private:
  Basic* newBasic(BasicKind k, std::string_view name) {
    auto* b = newNode<Basic>(w.arena);
    b->basic = k;
    b->info = uint16_t(kBasics[int(k)].info);
    b->name = name;
    return b;
  }

  template <class T>
  T* object(std::string_view name, Type* type) {
    T* o = newNode<T>(w.arena);
    o->color = Color::Black;
    o->name = w.names.intern(name);
    o->type = type;
    return o;
  }

  TypeName* typeName(std::string_view name, Type* type, bool alias) {
    auto* o = object<TypeName>(name, type);
    o->isAlias = alias;
    insertIn(w.arena, w.universe, o);
    return o;
  }

  Interface* interface() {
    auto* t = newNode<Interface>(w.arena);
    t->complete = true;
    t->typeSet = w.arena.make<TypeSet>();
    t->typeSet->terms.all = true;
    return t;
  }

  void makeAny() {
    Interface* any = interface();
    w.anyType = any;
    typeName("any", any, true);
  }

  // type error interface{ Error() string }
  void makeError() {
    TypeName* name = typeName("error", nullptr, false);
    w.errorType = newNamed(w.arena, name);
    Var* result = newParam(w.arena, w.basic(BasicKind::String));
    Signature* sig = newSignature(w.arena, newTuple(w.arena, {}),
                                  newTuple(w.arena, w.arena.copy(std::span<Var* const>(&result, 1))), false);
    sig->recv = newParam(w.arena, w.errorType);
    auto* method = object<Func>("Error", sig);
    method->isInterfaceMethod = true;
    method->origin = method;
    Interface* t = interface();
    t->methods = w.arena.copy(std::span<Func* const>(&method, 1));
    t->typeSet->methods = t->methods;
    w.errorType->underlying = t;
  }

  void makeComparable() {
    TypeName* name = typeName("comparable", nullptr, false);
    w.comparableType = newNamed(w.arena, name);
    Interface* t = interface();
    t->typeSet->comparable = true;
    w.comparableType->underlying = t;
  }

  void constant(std::string_view name, BasicKind kind, const ConstValue* v) {
    auto* o = object<Const>(name, w.basic(kind));
    o->value = v;
    insertIn(w.arena, w.universe, o);
  }

  void makeConstants() {
    ConstPool& pool = w.constants();
    constant("true", BasicKind::UntypedBool, makeBool(pool, true));
    constant("false", BasicKind::UntypedBool, makeBool(pool, false));
    constant("iota", BasicKind::UntypedInt, makeInt64(pool, 0));
    insertIn(w.arena, w.universe, object<Nil>("nil", w.basic(BasicKind::UntypedNil)));
  }

  void makeBuiltins() {
    for (int i = 0; i < int(BuiltinId::Count); i++) {
      auto* o = object<Builtin>(builtinName(BuiltinId(i)), w.basic(BasicKind::Invalid));
      o->id = BuiltinId(i);
      bool isUnsafe = o->id >= BuiltinId::UnsafeAdd;
      if (isUnsafe) o->pkg = w.unsafePackage;
      insertIn(w.arena, isUnsafe ? w.unsafePackage->scope : w.universe, o);
    }
  }

  void makeUnsafe() {
    auto* p = w.arena.make<Package>();
    p->path = p->name = "unsafe";
    p->scope = newScope(w.arena, w.universe, {}, {});
    p->complete = true;
    w.unsafePackage = p;
  }

  void unsafeType() {
    auto* o = object<TypeName>("Pointer", w.basic(BasicKind::UnsafePointer));
    o->pkg = w.unsafePackage;
    insertIn(w.arena, w.unsafePackage->scope, o);
  }
};

World::World(SourceMap& sources, Interner& names, DiagnosticSink& diags)
    : sources(sources),
      names(names),
      diags(diags),
      constants_(newConstPool(), deleteConstPool),
      instances_(newInstanceTable(), deleteInstanceTable) {
  UniverseBuilder{*this}.build();
}

World::~World() = default;

}  // namespace gosub::types
