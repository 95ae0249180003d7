// Sizes, alignments, field offsets, pointer masks and comparison flags: gc's layout on amd64.
#include <algorithm>

#include "base/check.h"
#include "runtime/types/table_impl.h"

namespace gosub::rt {

using abi::Kind;
using abi::TypeDesc;

namespace {

enum class PtrRule : uint8_t { None, Ptr, FirstWord, BothWords, Walk };

struct KindFacts {
  uint64_t size;
  PtrRule rule;
};
constexpr KindFacts kFacts[] = {
#define KIND(name, number, size, rule, text) {size, PtrRule::rule},
#include "runtime/abi/kinds.def"
#undef KIND
};

// Masks of the kinds whose pointers don't depend on parts.
constexpr uint64_t kFirstWordMask[1] = {1};
constexpr uint64_t kBothWordsMask[1] = {3};

uint64_t alignUp(uint64_t n, uint64_t align) { return (n + align - 1) & ~(align - 1); }

void setSimpleMask(TypeDesc* t, PtrRule rule) {
  if (rule == PtrRule::None || rule == PtrRule::Walk) return;
  t->ptrBytes = rule == PtrRule::BothWords ? 16 : 8;
  t->ptrMask = rule == PtrRule::BothWords ? kBothWordsMask : kFirstWordMask;
}

uint8_t kindFlags(Kind k) {
  switch (k) {
    case Kind::Slice: return 0;
    case Kind::Func: case Kind::Map: return abi::kTypeDirect;
    case Kind::Pointer: case Kind::Chan: case Kind::UnsafePointer:
      return abi::kTypeDirect | abi::kTypeComparable | abi::kTypeRegularMemory;
    case Kind::Float32: case Kind::Float64: case Kind::Complex64: case Kind::Complex128:
    case Kind::String: case Kind::Interface:
      return abi::kTypeComparable;
    default: return abi::kTypeComparable | abi::kTypeRegularMemory;
  }
}

void layoutArray(TypeDesc* t) {
  const TypeDesc* e = t->elem;
  uint64_t n = uint64_t(t->len);
  t->size = e->size * n;
  t->align = t->fieldAlign = e->align;
  t->ptrBytes = e->ptrBytes != 0 && n > 0 ? e->size * (n - 1) + e->ptrBytes : 0;
  t->flags |= e->flags & (abi::kTypeComparable | abi::kTypeRegularMemory);
  if (n == 1) t->flags |= e->flags & abi::kTypeDirect;
}

// Offsets; a trailing field of size 0 gets a byte of padding, so that its address is not past the object.
void layoutFields(TypeDesc* t) {
  uint64_t at = 0, align = 1, covered = 0;
  bool regular = true, comparable = true, endsInZero = false;
  for (const abi::StructField& constField : t->fields) {
    auto& f = const_cast<abi::StructField&>(constField);
    at = alignUp(at, f.type->fieldAlign);
    f.offset = at;
    at += f.type->size;
    covered += f.type->size;
    endsInZero = f.type->size == 0;
    align = std::max<uint64_t>(align, f.type->fieldAlign);
    comparable &= bool(f.type->flags & abi::kTypeComparable);
    regular &= bool(f.type->flags & abi::kTypeRegularMemory) && f.name.view() != "_";
    if (f.type->ptrBytes != 0) t->ptrBytes = f.offset + f.type->ptrBytes;
  }
  if (endsInZero && at > 0) at++;
  t->size = alignUp(at, align);
  t->align = t->fieldAlign = uint8_t(align);
  if (comparable) t->flags |= abi::kTypeComparable;
  if (regular && covered == t->size) t->flags |= abi::kTypeRegularMemory;
  if (t->fields.size() == 1) t->flags |= t->fields[0].type->flags & abi::kTypeDirect;
}

}  // namespace

// Lays the type out now, or when its parts are known.
void TypeTable::fillLayout(TypeDesc* t) {
  if (!dependsOnIncomplete(t)) return layout(t);
  impl_->incomplete.insert(t);
  impl_->pending.push_back(t);
}

bool TypeTable::dependsOnIncomplete(const TypeDesc* t) const {
  if (t->kind == Kind::Array) return !isComplete(t->elem);
  if (t->kind != Kind::Struct) return false;
  return std::ranges::any_of(t->fields, [&](auto& f) { return !isComplete(f.type); });
}

void TypeTable::completePending() {
  for (bool progress = true; progress;) {
    progress = false;
    for (size_t i = 0; i < impl_->pending.size(); i++) {
      TypeDesc* t = impl_->pending[i];
      if (dependsOnIncomplete(t)) continue;
      impl_->pending[i] = impl_->pending.back();
      impl_->pending.pop_back();
      impl_->incomplete.erase(t);
      layout(t);
      progress = true;
      i--;
    }
  }
}

void TypeTable::layout(TypeDesc* t) {
  const KindFacts& facts = kFacts[int(t->kind)];
  uint8_t keep = t->flags & (abi::kTypeNamed | abi::kTypeVariadic);
  t->flags = keep;
  if (facts.rule != PtrRule::Walk) {
    t->size = facts.size;
    t->align = t->fieldAlign = uint8_t(std::min<uint64_t>(facts.size, 8));
    if (t->kind == Kind::Complex64) t->align = t->fieldAlign = 4;
    t->flags |= kindFlags(t->kind);
    return setSimpleMask(t, facts.rule);
  }
  if (t->kind == Kind::Array) layoutArray(t);
  else layoutFields(t);
  buildMask(t);
}

void TypeTable::buildMask(TypeDesc* t) {
  t->ptrMask = nullptr;
  uint64_t words = t->ptrBytes / 8;
  if (words == 0 || (t->kind == Kind::Array && words > abi::kMaxMaskWords)) return;
  auto mask = impl_->arena.makeArray<uint64_t>((words + 63) / 64);
  auto set = [&](uint64_t w) { mask[w / 64] |= uint64_t{1} << (w % 64); };
  if (t->kind == Kind::Array) {
    for (int64_t i = 0; i < t->len; i++) forEachPointerWord(t->elem, set, uint64_t(i) * (t->elem->size / 8));
  } else {
    for (auto& f : t->fields) forEachPointerWord(f.type, set, f.offset / 8);
  }
  t->ptrMask = mask.data();
}

}  // namespace gosub::rt
