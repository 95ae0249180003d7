// Making descriptors from checked types. See type_link.h.
#include "engine/type_link.h"

#include <algorithm>
#include <unordered_set>

#include "base/check.h"
#include "frontend/types/construct.h"
#include "frontend/types/lookup.h"
#include "frontend/types/named.h"
#include "frontend/types/typeset.h"

namespace gosub::engine {

using abi::Kind;
using abi::TypeDesc;
using types::as;

TypeLink::TypeLink(types::World& world, rt::TypeTable& table, MethodCode& code)
    : world_(world), table_(table), code_(code) {
  table_.setResolver(this);
}

const TypeDesc* TypeLink::desc(types::Type* t) {
  auto it = known_.find(t);
  if (it != known_.end()) return it->second;
  const TypeDesc* d = make(t);
  known_.emplace(t, d);
  return d;
}

static Kind basicKindOf(types::BasicKind k) {
  using B = types::BasicKind;
  switch (k) {
    case B::Bool: case B::UntypedBool: return Kind::Bool;
    case B::Int: case B::UntypedInt: return Kind::Int;
    case B::Int8: return Kind::Int8;
    case B::Int16: return Kind::Int16;
    case B::Int32: case B::UntypedRune: return Kind::Int32;
    case B::Int64: return Kind::Int64;
    case B::Uint: return Kind::Uint;
    case B::Uint8: return Kind::Uint8;
    case B::Uint16: return Kind::Uint16;
    case B::Uint32: return Kind::Uint32;
    case B::Uint64: return Kind::Uint64;
    case B::Uintptr: return Kind::Uintptr;
    case B::Float32: return Kind::Float32;
    case B::Float64: case B::UntypedFloat: return Kind::Float64;
    case B::Complex64: return Kind::Complex64;
    case B::Complex128: case B::UntypedComplex: return Kind::Complex128;
    case B::String: case B::UntypedString: return Kind::String;
    case B::UnsafePointer: case B::UntypedNil: return Kind::UnsafePointer;
    case B::Invalid: case B::Count: break;
  }
  GOSUB_UNREACHABLE("no descriptor for an invalid type");
}

const TypeDesc* TypeLink::makeBasic(types::Basic* t) { return table_.basic(basicKindOf(t->basic)); }

const TypeDesc* TypeLink::make(types::Type* t) {
  switch (t->kind) {
    case types::TypeKind::Basic: return makeBasic(as<types::Basic>(t));
    case types::TypeKind::Array: {
      auto* a = as<types::Array>(t);
      return table_.arrayOf(desc(a->elem), a->length);
    }
    case types::TypeKind::Slice: return table_.sliceOf(desc(as<types::Slice>(t)->elem));
    case types::TypeKind::Pointer: {
      const TypeDesc* d = table_.pointerTo(desc(as<types::Pointer>(t)->elem));
      table_.setSource(d, t);
      return d;
    }
    case types::TypeKind::Map: {
      auto* m = as<types::Map>(t);
      const TypeDesc* key = desc(m->key);
      return table_.mapOf(key, desc(m->elem));
    }
    case types::TypeKind::Chan: {
      auto* c = as<types::Chan>(t);
      static constexpr rt::ChanDir kDirs[] = {rt::ChanDir::Both, rt::ChanDir::Send, rt::ChanDir::Recv};
      return table_.chanOf(desc(c->elem), kDirs[int(c->dir)]);
    }
    case types::TypeKind::Struct: return makeStruct(as<types::Struct>(t));
    case types::TypeKind::Interface: return makeInterface(as<types::Interface>(t));
    case types::TypeKind::Signature: return makeFunc(as<types::Signature>(t));
    case types::TypeKind::Named: return makeNamed(as<types::Named>(t));
    case types::TypeKind::Tuple: case types::TypeKind::Union: case types::TypeKind::TypeParam: break;
  }
  GOSUB_UNREACHABLE("no descriptor for a type of kind %d", int(t->kind));
}

// A defined type may refer to itself: it is entered before its underlying type is made.
const TypeDesc* TypeLink::makeNamed(types::Named* t) {
  if (t == world_.errorType) return table_.errorType();
  std::string_view path = t->object->pkg != nullptr ? t->object->pkg->path : std::string_view{};
  const TypeDesc* d = table_.newNamed(namedText(t, true), namedText(t, false), path, t);
  known_.emplace(t, d);
  table_.setUnderlying(d, desc(types::under(t)));
  return d;
}

const TypeDesc* TypeLink::makeStruct(types::Struct* t) {
  std::vector<rt::FieldSpec> fields;
  std::string_view unexportedIn;
  for (size_t i = 0; i < t->fields.size(); i++) {
    types::Var* f = t->fields[i];
    std::string_view path = f->name.exported() || f->pkg == nullptr ? std::string_view{} : f->pkg->path;
    if (!path.empty()) unexportedIn = path;
    fields.push_back({f->name.text(), path, i < t->tags.size() ? t->tags[i] : std::string_view{}, desc(f->type),
                      f->embedded});
  }
  const TypeDesc* d = table_.structOf(fields, unexportedIn);
  table_.setSource(d, t);
  return d;
}

const TypeDesc* TypeLink::signatureDesc(types::Func* f) {
  types::resolveType(f);
  return makeFunc(as<types::Signature>(f->type));
}

const TypeDesc* TypeLink::makeInterface(types::Interface* t) {
  std::vector<rt::InterfaceMethodSpec> methods;
  std::string_view unexportedIn;
  for (types::Func* m : types::typeSet(t)->methods) {
    std::string_view path = m->name.exported() || m->pkg == nullptr ? std::string_view{} : m->pkg->path;
    if (!path.empty()) unexportedIn = path;
    methods.push_back({m->name.text(), path, signatureDesc(m)});
  }
  return table_.interfaceOf(methods, unexportedIn);
}

std::vector<const TypeDesc*> TypeLink::descs(types::Tuple* t) {
  std::vector<const TypeDesc*> out;
  if (t != nullptr)
    for (types::Var* v : t->vars) out.push_back(desc(v->type));
  return out;
}

const TypeDesc* TypeLink::makeFunc(types::Signature* s) {
  std::vector<const TypeDesc*> in = descs(s->params);
  return table_.funcOf(in, descs(s->results), s->variadic);
}

// The checker's type whose methods t has. Pointer types that the table made by itself have no source of their own; a pointer
// to a pointer has no methods.
types::Type* TypeLink::sourceOf(const TypeDesc& t) {
  bool isPointer = t.kind == Kind::Pointer && (t.flags & abi::kTypeNamed) == 0;
  if (!isPointer) return static_cast<types::Type*>(const_cast<void*>(t.source));
  auto* source = static_cast<types::Type*>(const_cast<void*>(t.elem->source));
  bool named = (t.elem->flags & abi::kTypeNamed) != 0;
  if (source == nullptr || (t.elem->kind == Kind::Pointer && !named)) return nullptr;
  types::Type*& pointer = pointers_[source];
  if (pointer == nullptr) pointer = types::newPointer(world_.arena, source);
  return pointer;
}

// ---- method sets -------------------------------------------------------------------------------------------------

namespace {

// Every method name that could be in the method set: declared ones and those of embedded fields at any depth.
// Whether it really is (depth, ambiguity, receivers) is for lookupFieldOrMethod to say.
class Candidates {
 public:
  void collect(types::Type* t) {
    if (auto* p = as<types::Pointer>(t)) t = p->elem;
    if (!seen_.insert(t).second) return;
    if (auto* n = as<types::Named>(t))
      for (size_t i = 0; i < types::methodCount(n); i++) add(n->origin->methods[i]);
    types::Type* u = types::under(t);
    if (auto* s = as<types::Struct>(u)) {
      for (types::Var* f : s->fields)
        if (f->embedded) collect(f->type);
    } else if (auto* i = as<types::Interface>(u)) {
      for (types::Func* m : types::typeSet(i)->methods) add(m);
    }
  }
  const std::vector<types::Func*>& list() const { return list_; }

 private:
  void add(types::Func* m) {
    for (types::Func* have : list_)
      if (have->name == m->name && (m->name.exported() || have->pkg == m->pkg)) return;
    list_.push_back(m);
  }
  std::unordered_set<types::Type*> seen_;
  std::vector<types::Func*> list_;
};

bool canHaveMethods(types::Type* t) {
  if (types::as<types::Named>(t) != nullptr || types::as<types::Struct>(t) != nullptr) return true;
  auto* p = as<types::Pointer>(t);
  return p != nullptr && (as<types::Named>(p->elem) != nullptr || as<types::Struct>(p->elem) != nullptr);
}

}  // namespace

void TypeLink::resolveMethods(const TypeDesc& t) {
  types::Type* source = sourceOf(t);
  if (source == nullptr || t.kind == Kind::Interface || !canHaveMethods(source)) return;
  Candidates candidates;
  candidates.collect(source);
  std::vector<abi::Method> methods;
  for (types::Func* m : candidates.list()) {
    types::LookupResult r = types::lookupFieldOrMethod(nullptr, source, false, m->pkg, m->name);
    if (as<types::Func>(r.obj) == nullptr || r.ambiguous || m->name.blank()) continue;
    std::string_view path = m->name.exported() || m->pkg == nullptr ? std::string_view{} : m->pkg->path;
    methods.push_back({table_.internString(m->name.text()), table_.internString(path), nullptr, nullptr, nullptr});
  }
  table_.setMethods(&t, methods);
}

types::Func* TypeLink::methodOf(types::Type* receiver, const abi::Method& m) {
  // An unexported method belongs to the package that declared it, found through the candidates.
  Candidates candidates;
  candidates.collect(receiver);
  for (types::Func* c : candidates.list()) {
    if (c->name.text() != m.name.view()) continue;
    if (!c->name.exported() && c->pkg != nullptr && c->pkg->path != m.pkgPath.view()) continue;
    return as<types::Func>(types::lookupFieldOrMethod(nullptr, receiver, false, c->pkg, c->name).obj);
  }
  return nullptr;
}

const TypeDesc* TypeLink::resolveMethodType(const TypeDesc& t, size_t index) {
  types::Type* source = sourceOf(t);
  types::Func* f = methodOf(source, t.methods[index]);
  return f != nullptr ? signatureDesc(f) : nullptr;
}

void TypeLink::resolveMethodCode(const TypeDesc& t, size_t index, abi::Method* m) {
  types::Type* source = sourceOf(t);
  types::Func* f = methodOf(source, t.methods[index]);
  if (f == nullptr) return;
  m->ifaceFunc = code_.methodCode(source, f, true);
  m->directFunc = code_.methodCode(source, f, false);
}

// ---- names ---------------------------------------------------------------------------------------------------------

namespace {

void appendType(std::string& out, types::Type* t);

void appendNamed(std::string& out, types::Named* t, std::string_view package) {
  if (!package.empty()) (out += package) += '.';
  out += t->object->name.text();
  if (t->typeArgs.empty()) return;
  out += '[';
  for (size_t i = 0; i < t->typeArgs.size(); i++) {
    if (i > 0) out += ',';
    appendType(out, t->typeArgs[i]);
  }
  out += ']';
}

void appendTuple(std::string& out, types::Tuple* t, bool variadic) {
  for (size_t i = 0; t != nullptr && i < t->vars.size(); i++) {
    if (i > 0) out += ", ";
    types::Type* v = t->vars[i]->type;
    if (variadic && i + 1 == t->vars.size() && as<types::Slice>(v) != nullptr) {
      out += "...";
      v = as<types::Slice>(v)->elem;
    }
    appendType(out, v);
  }
}

void appendSignature(std::string& out, types::Signature* s) {
  out += '(';
  appendTuple(out, s->params, s->variadic);
  out += ')';
  size_t n = s->results != nullptr ? s->results->vars.size() : 0;
  if (n == 0) return;
  out += n > 1 ? " (" : " ";
  appendTuple(out, s->results, false);
  if (n > 1) out += ')';
}

// Type arguments are written with full package paths, as gc links them.
void appendType(std::string& out, types::Type* t) {
  if (auto* n = as<types::Named>(t)) {
    appendNamed(out, n, n->object->pkg != nullptr ? n->object->pkg->path : std::string_view{});
  } else if (auto* b = as<types::Basic>(t)) {
    out += b->name == "byte" ? "uint8" : b->name == "rune" ? "int32" : b->name;
  } else if (auto* p = as<types::Pointer>(t)) {
    appendType(out += '*', p->elem);
  } else if (auto* s = as<types::Slice>(t)) {
    appendType(out += "[]", s->elem);
  } else if (auto* a = as<types::Array>(t)) {
    appendType(out += '[' + std::to_string(a->length) + ']', a->elem);
  } else if (auto* m = as<types::Map>(t)) {
    appendType(out += "map[", m->key);
    appendType(out += ']', m->elem);
  } else if (auto* c = as<types::Chan>(t)) {
    static constexpr std::string_view kPrefix[] = {"chan ", "chan<- ", "<-chan "};
    appendType(out += kPrefix[int(c->dir)], c->elem);
  } else if (auto* f = as<types::Signature>(t)) {
    appendSignature(out += "func", f);
  } else if (auto* st = as<types::Struct>(t)) {
    out += st->fields.empty() ? "struct {" : "struct { ";
    for (size_t i = 0; i < st->fields.size(); i++) {
      if (i > 0) out += "; ";
      if (!st->fields[i]->embedded) (out += st->fields[i]->name.text()) += ' ';
      appendType(out, st->fields[i]->type);
    }
    out += st->fields.empty() ? "}" : " }";
  } else if (auto* i = as<types::Interface>(t)) {
    auto methods = types::typeSet(i)->methods;
    out += methods.empty() ? "interface {" : "interface { ";
    for (size_t k = 0; k < methods.size(); k++) {
      if (k > 0) out += "; ";
      out += methods[k]->name.text();
      types::resolveType(methods[k]);
      appendSignature(out, as<types::Signature>(methods[k]->type));
    }
    out += methods.empty() ? "}" : " }";
  }
}

}  // namespace

std::string namedText(types::Named* t, bool withPackage) {
  std::string out;
  bool qualify = withPackage && t->object->pkg != nullptr;
  appendNamed(out, t, qualify ? t->object->pkg->name : std::string_view{});
  return out;
}

}  // namespace gosub::engine
