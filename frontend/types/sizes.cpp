// gc's layout rules on amd64: words of 8 bytes, natural alignment, a byte of padding after a trailing field of size
// zero (so that its address stays inside the object).
#include "frontend/types/sizes.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "frontend/types/predicates.h"

namespace gosub::types {

namespace {

constexpr int64_t kWord = 8;
constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

int64_t basicSize(BasicKind k) {
  switch (k) {
    case BasicKind::Bool:
    case BasicKind::Int8:
    case BasicKind::Uint8: return 1;
    case BasicKind::Int16:
    case BasicKind::Uint16: return 2;
    case BasicKind::Int32:
    case BasicKind::Uint32:
    case BasicKind::Float32: return 4;
    case BasicKind::Complex128:
    case BasicKind::String: return 16;
    default: return 8;
  }
}

int64_t basicAlign(BasicKind k) {
  switch (k) {
    case BasicKind::Complex64: return 4;
    case BasicKind::Complex128:
    case BasicKind::String: return 8;
    default: return basicSize(k);
  }
}

// -1 when it does not fit.
int64_t roundUp(int64_t n, int64_t align) { return n < 0 || n > kMax - (align - 1) ? -1 : (n + align - 1) & ~(align - 1); }

int64_t addSizes(int64_t a, int64_t b) { return a < 0 || b < 0 || a > kMax - b ? -1 : a + b; }

struct Layout {
  int64_t size;   // -1: too large
  int64_t align;  // -1: depends on a type parameter
};

constexpr Layout kOpen{kWord, -1};

Layout layoutOf(Type* t);

Layout computeArray(Array* a) {
  Layout elem = layoutOf(a->elem);
  if (elem.align < 0) return kOpen;
  if (a->length <= 0) return {0, elem.align};
  if (elem.size <= 0) return elem;
  return {elem.size > kMax / a->length ? -1 : elem.size * a->length, elem.align};
}

// Is the layout of a type literal final? What a name stands for may still be in the making.
bool isSettled(Type* t) {
  if (auto* a = as<Array>(t)) return a->align != 0;
  if (auto* s = as<Struct>(t)) return s->align != 0;
  return t->kind != TypeKind::Named && t->kind != TypeKind::TypeParam;
}

// Kept in the type, as structLayout does.
Layout arrayLayout(Array* a) {
  if (a->align == 0) {
    Layout l = computeArray(a);
    if (!isSettled(a->elem)) return l;
    a->size = l.size;
    a->align = l.align;
  }
  return {a->size, a->align};
}

Layout computeStruct(Struct* s) {
  int64_t end = 0, align = 1;
  bool zeroTail = false;
  for (Var* f : s->fields) {
    Layout l = layoutOf(f->type);
    if (l.align < 0) return kOpen;
    align = std::max(align, l.align);
    if (end >= 0) end = addSizes(roundUp(end, l.align), l.size);
    zeroTail = l.size == 0;
  }
  if (zeroTail && end > 0) end = addSizes(end, 1);
  return {roundUp(end, align), align};
}

// Kept in the type: nested structs would be laid out again and again.
Layout structLayout(Struct* s) {
  if (s->align == 0) {
    Layout l = computeStruct(s);
    if (s->declaring) return l;
    s->size = l.size;
    s->align = l.align;
  }
  return {s->size, s->align};
}

Layout layoutOf(Type* t) {
  if (isTypeParam(t)) return kOpen;
  Type* u = under(t);
  switch (u->kind) {
    case TypeKind::Basic: return {basicSize(static_cast<Basic*>(u)->basic), basicAlign(static_cast<Basic*>(u)->basic)};
    case TypeKind::Array: return arrayLayout(static_cast<Array*>(u));
    case TypeKind::Struct: return structLayout(static_cast<Struct*>(u));
    case TypeKind::Slice: return {3 * kWord, kWord};
    case TypeKind::Interface: return {2 * kWord, kWord};
    default: return {kWord, kWord};
  }
}

}  // namespace

int64_t alignOf(Type* t) { return layoutOf(t).align; }
int64_t sizeOf(Type* t) { return layoutOf(t).size; }
bool isOpen(Type* t) { return layoutOf(t).align < 0; }

void fieldOffsets(std::span<Var* const> fields, std::span<int64_t> offsets) {
  int64_t end = 0;
  for (size_t i = 0; i < fields.size(); i++) {
    offsets[i] = end < 0 ? -1 : roundUp(end, alignOf(fields[i]->type));
    end = addSizes(offsets[i], sizeOf(fields[i]->type));
  }
}

int64_t fieldOffset(Struct* s, int index) {
  int64_t end = 0;
  for (int i = 0;; i++) {
    Type* f = s->fields[size_t(i)]->type;
    int64_t at = end < 0 ? -1 : roundUp(end, alignOf(f));
    if (i == index) return at;
    end = addSizes(at, sizeOf(f));
  }
}

int64_t offsetOf(Type* t, std::span<const int> path) {
  int64_t offset = 0;
  for (int index : path) {
    auto* s = as<Struct>(under(t));
    offset = addSizes(offset, fieldOffset(s, index));
    if (offset < 0) return -1;
    t = s->fields[size_t(index)]->type;
  }
  return offset;
}

namespace {

// Cycles run through Named types only: one that is met again while open is infinite, one that was finished keeps
// its answer.
class VarSize {
 public:
  bool of(Type* t) {
    auto* n = as<Named>(t);
    if (n == nullptr) return structure(t);
    for (auto& [seen, result] : seen_)
      if (seen == n) return result;
    size_t at = seen_.size();
    seen_.push_back({n, true});
    bool result = structure(t);
    seen_[at].second = result;
    return result;
  }

 private:
  bool structure(Type* t) {
    Type* u = under(t);
    if (auto* a = as<Array>(u)) return of(a->elem);
    if (auto* s = as<Struct>(u)) {
      for (Var* f : s->fields)
        if (of(f->type)) return true;
      return false;
    }
    return isTypeParam(t);
  }

  std::vector<std::pair<Named*, bool>> seen_;
};

}  // namespace

bool hasVarSize(Type* t) { return VarSize().of(t); }

}  // namespace gosub::types
