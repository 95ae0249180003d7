// The breadth-first search for fields and methods through embedded fields, and missing methods.
//
// A name is found at the shallowest depth where it occurs; twice at that depth is an error. Types met at a shallower
// depth shadow themselves deeper down, which also ends the search in recursive types.
#include "frontend/types/lookup.h"

#include <algorithm>
#include <vector>

#include "base/arena.h"
#include "base/unicode.h"
#include "frontend/types/checker.h"
#include "frontend/types/named.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

namespace {

// Endless nests of ever new instances (type T[P any] struct { *T[[]P] }) are an error that is reported elsewhere.
constexpr int kMaxInstances = 100;

// An embedded type at the depth being searched. `from` and `index` lead back to the type it is embedded in.
struct Embedded {
  Type* type;
  int from;    // in Search::nodes_, -1 for the start
  int index;   // of the embedded field in it
  bool indirect;
  bool multiples;  // the type occurs more than once at this depth
};

class Search {
 public:
  Search(const Package* pkg, Name name, bool foldCase) : pkg_(pkg), name_(name), foldCase_(foldCase) {}

  LookupResult run(Arena* arena, Type* t, bool isPointer, bool addressable) {
    nodes_.push_back({t, -1, -1, isPointer, false});
    size_t begin = 0;
    while (begin < nodes_.size() && instances_ < kMaxInstances) {
      size_t end = nodes_.size();
      for (size_t i = begin; i < end; i++) visit(int(i));
      if (collision_) return ambiguous();
      if (found_ != nullptr) return result(arena, addressable);
      consolidate(end);
      begin = end;
    }
    return {};
  }

 private:
  void visit(int node) {
    Type* t = nodes_[size_t(node)].type;
    if (auto* named = as<Named>(t)) {
      if (std::find(seen_.begin(), seen_.end(), named) != seen_.end()) return;
      seen_.push_back(named);
      if (!named->typeArgs.empty()) instances_++;
      int i = methodIndex(named, pkg_, name_, foldCase_);
      if (i >= 0) return take(node, i, nullptr, named);
    }
    Type* u = under(t);
    if (auto* s = as<Struct>(u)) return visitFields(node, s);
    if (auto* in = as<Interface>(u)) {
      const TypeSet* set = typeSet(in);
      int i = findMethod(set->methods, pkg_, name_, foldCase_);
      if (i >= 0) take(node, i, set->methods[size_t(i)], nullptr);
    }
  }

  void visitFields(int node, Struct* s) {
    for (size_t i = 0; i < s->fields.size(); i++) {
      Var* f = s->fields[i];
      if (sameId(f, pkg_, name_)) {
        take(node, int(i), f, nullptr);
        continue;
      }
      if (found_ != nullptr || !f->embedded || f->type == nullptr) continue;
      bool isPointer;
      Type* t = derefPointer(f->type, &isPointer);
      if (t->kind == TypeKind::Basic) continue;
      const Embedded& e = nodes_[size_t(node)];
      nodes_.push_back({t, node, int(i), e.indirect || isPointer, e.multiples});
    }
  }

  // A declared method of `named` is made only when it is the result (obj null until then).
  void take(int node, int index, Object* obj, Named* named) {
    if (collision_) return;
    if (found_ != nullptr || nodes_[size_t(node)].multiples) {
      collision_ = true;
      return;
    }
    found_ = obj != nullptr ? obj : static_cast<Object*>(method(named, size_t(index)));
    node_ = node;
    index_ = index;
  }

  LookupResult ambiguous() const {
    LookupResult r;
    r.ambiguous = true;
    return r;
  }

  LookupResult result(Arena* arena, bool addressable) const {
    LookupResult r;
    bool indirect = nodes_[size_t(node_)].indirect;
    auto* f = as<Func>(found_);
    if (f != nullptr && f->hasPtrRecv && !indirect && !addressable) {
      r.indirect = true;
      return r;
    }
    r.obj = found_;
    r.indirect = indirect;
    if (arena != nullptr) r.path = path(*arena);
    return r;
  }

  std::span<int> path(Arena& arena) const {
    size_t n = 1;
    for (int i = node_; nodes_[size_t(i)].from >= 0; i = nodes_[size_t(i)].from) n++;
    std::span<int> out = arena.makeArray<int>(n);
    out[--n] = index_;
    for (int i = node_; n > 0; i = nodes_[size_t(i)].from) out[--n] = nodes_[size_t(i)].index;
    return out;
  }

  // Merges equal types of the next depth.
  void consolidate(size_t begin) {
    size_t n = begin;
    for (size_t i = begin; i < nodes_.size(); i++) {
      auto same = std::find_if(nodes_.begin() + long(begin), nodes_.begin() + long(n),
                               [&](const Embedded& e) { return identical(e.type, nodes_[i].type); });
      if (same != nodes_.begin() + long(n)) {
        same->multiples = true;
      } else {
        nodes_[n++] = nodes_[i];
      }
    }
    nodes_.resize(n);
  }

  const Package* pkg_;
  Name name_;
  bool foldCase_;
  std::vector<Embedded> nodes_;
  std::vector<Named*> seen_;
  int instances_ = 0;  // among seen_
  Object* found_ = nullptr;
  int node_ = -1;
  int index_ = -1;
  bool collision_ = false;
};

std::span<int> single(Arena* arena, int i) {
  if (arena == nullptr) return {};
  std::span<int> out = arena->makeArray<int>(1);
  out[0] = i;
  return out;
}

// Depth 0 without allocation: most selectors end here. False: search on.
bool lookupDirect(Arena* arena, Type* t, bool isPointer, bool addressable, const Package* pkg, Name name,
                  LookupResult* r) {
  if (auto* named = as<Named>(t)) {
    int i = methodIndex(named, pkg, name);
    if (i >= 0) {
      Func* f = method(named, size_t(i));
      r->indirect = isPointer;
      if (f->hasPtrRecv && !isPointer && !addressable) {
        r->indirect = true;
        return true;
      }
      r->obj = f;
      r->path = single(arena, i);
      return true;
    }
  }
  auto* s = as<Struct>(under(t));
  if (s == nullptr) return false;
  int i = fieldIndex(s->fields, pkg, name);
  if (i < 0) return false;
  r->obj = s->fields[size_t(i)];
  r->indirect = isPointer;
  r->path = single(arena, i);
  return true;
}

bool equalFold(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; };
  for (size_t i = 0; i < a.size(); i++)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

}  // namespace

LookupResult lookupFieldOrMethodRaw(Arena* arena, Type* t, bool addressable, const Package* pkg, Name name,
                                    bool foldCase) {
  if (name.blank()) return {};
  bool isPointer;
  Type* base = derefPointer(t, &isPointer);
  if (isPointer && isInterface(base)) return {};  // a pointer to an interface has no methods
  LookupResult r;
  if (!foldCase && lookupDirect(arena, base, isPointer, addressable, pkg, name, &r)) return r;
  return Search(pkg, name, foldCase).run(arena, base, isPointer, addressable);
}

// A named pointer type has the fields of its base but no methods.
LookupResult lookupFieldOrMethod(Arena* arena, Type* t, bool addressable, const Package* pkg, Name name,
                                 bool foldCase) {
  if (t->kind == TypeKind::Named) {
    if (auto* p = as<Pointer>(under(t))) {
      LookupResult r = lookupFieldOrMethodRaw(arena, p, false, pkg, name, foldCase);
      return as<Func>(r.obj) != nullptr ? LookupResult{} : r;
    }
  }
  return lookupFieldOrMethodRaw(arena, t, addressable, pkg, name, foldCase);
}

int fieldIndex(std::span<Var* const> fields, const Package* pkg, Name name) {
  if (name.blank()) return -1;
  for (size_t i = 0; i < fields.size(); i++)
    if (fields[i]->name == name && sameId(fields[i], pkg, name)) return int(i);
  return -1;
}

int findMethod(std::span<Func* const> methods, const Package* pkg, Name name, bool foldCase) {
  if (name.blank()) return -1;
  for (size_t i = 0; i < methods.size(); i++) {
    if (sameId(methods[i], pkg, name)) return int(i);
    if (foldCase && equalFold(methods[i]->name.text(), name.text())) return int(i);
  }
  return -1;
}

void resolveType(Object* obj) {
  if (obj == nullptr || obj->type != nullptr || obj->pkg == nullptr || obj->pkg->checker == nullptr) return;
  obj->pkg->checker->resolve(obj);
}

const TypeSet* methodsOf(Type* interfaceType) { return typeSet(static_cast<Interface*>(under(interfaceType))); }

namespace {

// The method of v that only differs in case or is not exported, for the message.
void findAlike(Type* v, MissingMethod* r) {
  r->why = MissingMethod::Why::NotFound;
  Func* alike = as<Func>(lookupFieldOrMethodRaw(nullptr, v, false, r->want->pkg, r->want->name, true).obj);
  if (alike == nullptr) return;
  resolveType(alike);
  r->have = alike;
  r->why = alike->name == r->want->name ? MissingMethod::Why::Unexported : MissingMethod::Why::WrongName;
}

}  // namespace

MissingMethod missingMethodOf(Type* v, Interface* vi, Func* m, bool isStatic) {
  MissingMethod r;
  r.want = m;
  if (vi != nullptr) {
    const TypeSet* set = typeSet(vi);
    int i = findMethod(set->methods, m->pkg, m->name);
    if (i >= 0) {
      r.have = set->methods[size_t(i)];
    } else if (isStatic) {
      r.why = MissingMethod::Why::NotFound;
    }
    return r;
  }
  LookupResult found = lookupFieldOrMethodRaw(nullptr, v, false, m->pkg, m->name, false);
  if (found.obj == nullptr) {
    if (found.ambiguous) {
      r.why = MissingMethod::Why::Ambiguous;
    } else if (found.indirect) {
      r.why = MissingMethod::Why::PointerReceiver;
    } else {
      findAlike(v, &r);
    }
    return r;
  }
  r.have = as<Func>(found.obj);
  if (r.have == nullptr) r.why = MissingMethod::Why::Field;
  return r;
}

MissingMethod missingMethod(Type* v, Type* t, bool isStatic) {
  return missingMethod(v, t, isStatic, [](Type* x, Type* y) { return identical(x, y); });
}

}  // namespace gosub::types
