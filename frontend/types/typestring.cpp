// Printing of types, in gc's spelling: interface{} without a blank, []T, map[K]V, func(x int, y ...T) (a, b T).
#include "frontend/types/typestring.h"

#include <algorithm>
#include <vector>

#include "base/unicode.h"
#include "frontend/types/checker.h"
#include "frontend/types/named.h"
#include "frontend/types/scope.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

// ---- Qualifier -----------------------------------------------------------------------------------------------

void Qualifier::markImports(const Package* pkg) const {
  if (!seen_.insert(pkg).second) return;
  pathsOfName_[pkg->name].insert(pkg->path);
  for (const Package* imported : pkg->imports) markImports(imported);
}

void Qualifier::write(std::string& out, const Package* pkg) const {
  if (pkg == nullptr || pkg == from_) return;
  if (full()) {
    out += pkg->path;
  } else {
    if (!marked_) markImports(from_);
    marked_ = true;
    auto it = pathsOfName_.find(pkg->name);
    bool unclear = it != pathsOfName_.end() && it->second.size() > 1;
    out += unclear ? unicode::quote(pkg->path) : std::string(pkg->name);
  }
  out += '.';
}

void Qualifier::writeShadowNote(std::string& out, const TypeName* object) const {
  if (full() || from_->checker == nullptr) return;
  World& world = from_->checker->world();
  if (lookupIn(world.universe, object->name) == nullptr) return;
  out += " /* with ";
  out += object->name.text();
  out += " declared at ";
  out += world.sources.toString(object->pos);
  out += " */";
}

// ---- Types ---------------------------------------------------------------------------------------------------

namespace {

class Writer {
 public:
  Writer(std::string& out, const Qualifier& q, const TypeStyle& style) : out_(out), q_(q), style_(style) {}

  void type(Type* t) {
    if (t == nullptr) {
      out_ += "<nil>";
      return;
    }
    if (std::find(open_.begin(), open_.end(), t) != open_.end()) {
      out_ += "<cycle>";
      return;
    }
    open_.push_back(t);
    byKind(t);
    open_.pop_back();
  }

  void signature(Signature* s) {
    if (!s->typeParams.empty()) typeParams(s->typeParams);
    tuple(s->params, s->variadic);
    if (s->results == nullptr || s->results->vars.empty()) return;
    out_ += ' ';
    std::span<Var*> results = s->results->vars;
    if (results.size() == 1 && (!results[0]->name || !style_.paramNames)) {
      type(results[0]->type);
    } else {
      tuple(s->results, false);
    }
  }

 private:
  void byKind(Type* t) {
    switch (t->kind) {
      case TypeKind::Basic: return basic(static_cast<Basic*>(t));
      case TypeKind::Array: return array(static_cast<Array*>(t));
      case TypeKind::Slice: return prefixed("[]", static_cast<Slice*>(t)->elem);
      case TypeKind::Struct: return structType(static_cast<Struct*>(t));
      case TypeKind::Pointer: return prefixed("*", static_cast<Pointer*>(t)->elem);
      case TypeKind::Tuple: return tuple(static_cast<Tuple*>(t), false);
      case TypeKind::Signature:
        out_ += "func";
        return signature(static_cast<Signature*>(t));
      case TypeKind::Union: return unionType(static_cast<Union*>(t));
      case TypeKind::Interface: return interfaceType(static_cast<Interface*>(t));
      case TypeKind::Map: return mapType(static_cast<Map*>(t));
      case TypeKind::Chan: return chan(static_cast<Chan*>(t));
      case TypeKind::Named: return named(static_cast<Named*>(t));
      case TypeKind::TypeParam: return typeParam(static_cast<TypeParam*>(t));
    }
  }

  void prefixed(std::string_view prefix, Type* elem) {
    out_ += prefix;
    type(elem);
  }

  void basic(Basic* t) {
    if (t->basic == BasicKind::UnsafePointer) out_ += "unsafe.";
    out_ += t->name;
  }

  void array(Array* t) {
    out_ += '[';
    out_ += std::to_string(t->length);
    out_ += ']';
    type(t->elem);
  }

  void structType(Struct* t) {
    out_ += "struct{";
    for (size_t i = 0; i < t->fields.size(); i++) {
      if (i > 0) out_ += "; ";
      field(t->fields[i]);
      std::string_view tag = i < t->tags.size() ? t->tags[i] : std::string_view{};
      if (tag.empty()) continue;
      out_ += ' ';
      out_ += unicode::quote(tag);
    }
    out_ += '}';
  }

  void field(Var* f) {
    bool note = q_.full() && style_.packageNotes && !noted_ && !f->name.exported();
    noted_ = noted_ || note;
    if (!f->embedded) {
      out_ += f->name.text();
      out_ += ' ';
    }
    type(f->type);
    if (!note || f->pkg == nullptr) return;
    out_ += " /* package ";
    out_ += f->pkg->path;
    out_ += " */ ";
  }

  void term(const UnionTerm& t) {
    if (t.tilde) out_ += '~';
    type(t.type);
  }

  void unionType(Union* t) {
    for (size_t i = 0; i < t->terms.size(); i++) {
      if (i > 0) out_ += " | ";
      term(t->terms[i]);
    }
  }

  // Predeclared interfaces belong to no checker: any, and what is under comparable.
  bool predeclared(Interface* t) {
    if (t->checker != nullptr || !t->methods.empty() || t->typeSet == nullptr) return false;
    out_ += t->typeSet->comparable ? "interface{comparable}" : "any";
    return true;
  }

  void interfaceType(Interface* t) {
    if (predeclared(t)) return;
    if (t->implicit && t->methods.empty() && t->embeddeds.size() == 1) return type(t->embeddeds[0]);
    out_ += "interface{";
    bool first = true;
    auto separate = [&] {
      if (!first) out_ += "; ";
      first = false;
    };
    for (Func* m : t->methods) {
      separate();
      out_ += m->name.text();
      if (auto* s = as<Signature>(m->type)) signature(s);
    }
    for (Type* e : t->embeddeds) {
      separate();
      type(e);
    }
    out_ += '}';
  }

  void mapType(Map* t) {
    out_ += "map[";
    type(t->key);
    out_ += ']';
    type(t->elem);
  }

  // chan (<-chan T) keeps its parentheses.
  void chan(Chan* t) {
    out_ += t->dir == ChanDir::Both ? "chan " : t->dir == ChanDir::SendOnly ? "chan<- " : "<-chan ";
    auto* inner = as<Chan>(t->elem);
    bool parens = t->dir == ChanDir::Both && inner != nullptr && inner->dir == ChanDir::RecvOnly;
    if (parens) out_ += '(';
    type(t->elem);
    if (parens) out_ += ')';
  }

  void named(Named* t) {
    q_.write(out_, t->object->pkg);
    out_ += t->object->name.text();
    if (!t->typeArgs.empty()) {
      typeList(t->typeArgs);
    } else if (!t->typeParams.empty()) {
      typeParams(t->typeParams);
    }
  }

  void typeList(std::span<Type* const> list) {
    out_ += '[';
    for (size_t i = 0; i < list.size(); i++) {
      if (i > 0) out_ += ", ";
      type(list[i]);
    }
    out_ += ']';
  }

  // Parameters with the same bound share it: [K comparable, V any], [A, B any].
  void typeParams(std::span<TypeParam* const> list) {
    out_ += '[';
    for (size_t i = 0; i < list.size(); i++) {
      if (i > 0) {
        if (list[i]->bound != list[i - 1]->bound) {
          out_ += ' ';
          type(list[i - 1]->bound);
        }
        out_ += ", ";
      }
      type(list[i]);
    }
    if (!list.empty() && list.back()->bound != nullptr) {
      out_ += ' ';
      type(list.back()->bound);
    }
    out_ += ']';
  }

  void typeParam(TypeParam* t) {
    out_ += t->object->name.text();
    q_.writeShadowNote(out_, t->object);
  }

  void tuple(Tuple* t, bool variadic) {
    out_ += '(';
    size_t n = t != nullptr ? t->vars.size() : 0;
    for (size_t i = 0; i < n; i++) {
      if (i > 0) out_ += ", ";
      Var* v = t->vars[i];
      if (v->name && style_.paramNames) {
        out_ += v->name.text();
        out_ += ' ';
      }
      parameter(v->type, variadic && i + 1 == n);
    }
    out_ += ')';
  }

  // append(b, s...) has a last parameter of type string.
  void parameter(Type* t, bool variadic) {
    auto* s = as<Slice>(t);
    if (variadic && s != nullptr) return prefixed("...", s->elem);
    type(t);
    if (variadic) out_ += "...";
  }

  std::string& out_;
  const Qualifier& q_;
  const TypeStyle& style_;
  bool noted_ = false;
  std::vector<Type*> open_;
};

}  // namespace

void writeType(std::string& out, Type* t, const Qualifier& q, const TypeStyle& style) {
  Writer(out, q, style).type(t);
}

void writeSignature(std::string& out, Signature* s, const Qualifier& q, const TypeStyle& style) {
  Writer(out, q, style).signature(s);
}

std::string typeString(Type* t, const Qualifier& q) {
  std::string out;
  writeType(out, t, q);
  return out;
}

std::string typeListString(std::span<Type* const> list, const Qualifier& q) {
  std::string out = "[";
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) out += ", ";
    writeType(out, list[i], q);
  }
  return out + "]";
}

std::string funcString(Func* f, const Qualifier& q, bool packageInfo) {
  std::string out(f->name.text());
  TypeStyle style;
  style.paramNames = false;
  style.packageNotes = packageInfo;
  Qualifier full(nullptr);
  if (auto* s = as<Signature>(f->type)) writeSignature(out, s, packageInfo ? full : q, style);
  return out;
}

std::string termString(const UnionTerm& t, const Qualifier& q) {
  std::string out = t.tilde ? "~" : "";
  writeType(out, t.type, q);
  return out;
}

std::string termListString(const TermList& list, const Qualifier& q) {
  if (list.all) return "𝓤";
  if (list.terms.empty()) return "∅";
  std::string out;
  for (const UnionTerm& t : list.terms) {
    if (!out.empty()) out += " | ";
    out += termString(t, q);
  }
  return out;
}

std::string incomparableText(const Incomparable& why, const Qualifier& q) {
  switch (why.why) {
    case Incomparable::Why::None: return {};
    case Incomparable::Why::Struct: return "struct containing " + typeString(why.type, q) + " cannot be compared";
    case Incomparable::Why::Array: return typeString(why.type, q) + " cannot be compared";
    case Incomparable::Why::EmptyTypeSet: return "empty type set";
    case Incomparable::Why::TypeSet: return "incomparable types in type set";
  }
  return {};
}

std::string typeParamNames(std::span<TypeParam* const> list) {
  std::string out;
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) out += list.size() == 2 ? " and " : i + 1 == list.size() ? ", and " : ", ";
    out += list[i]->object->name.text();
  }
  return out;
}

}  // namespace gosub::types
