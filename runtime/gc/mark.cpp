// Marking. See mark.h.
#include "runtime/gc/mark.h"

#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::TypeDesc;

// Reads Go memory that the sanitizer may know as something else's stack or as poisoned neighbours.
__attribute__((no_sanitize("address"))) void Marker::conservative(const void* low, const void* high) {
  auto* end = static_cast<const uintptr_t*>(high);
  for (auto* w = static_cast<const uintptr_t*>(low); w < end; w++) mark(*w);
}

void Marker::masked(const void* base, const uint64_t* mask, size_t words) {
  auto* p = static_cast<const uintptr_t*>(base);
  for (size_t w = 0; w < words; w += 64) {
    uint64_t bits = mask[w / 64];
    if (words - w < 64) bits &= (uint64_t{1} << (words - w)) - 1;
    for (; bits != 0; bits &= bits - 1) mark(p[w + size_t(__builtin_ctzll(bits))]);
  }
}

void Marker::values(const void* base, const TypeDesc* type, size_t count) { scan(base, type, type->size * count); }

// Values of the type one behind the other, as many as fit.
void Marker::scan(const void* base, const TypeDesc* type, size_t bytes) {
  if (type->ptrBytes == 0) return;
  auto* words = static_cast<const uintptr_t*>(base);
  if (type->size == 8) {
    for (size_t i = 0; i < bytes / 8; i++) mark(words[i]);
    return;
  }
  if (type->ptrMask != nullptr && type->ptrBytes <= 64 * 8) {
    uint64_t mask = type->ptrMask[0];
    size_t stride = type->size / 8;
    for (size_t end = bytes / type->size * stride, at = 0; at < end; at += stride)
      for (uint64_t bits = mask; bits != 0; bits &= bits - 1) mark(words[at + size_t(__builtin_ctzll(bits))]);
    return;
  }
  for (size_t at = 0; at + type->size <= bytes; at += type->size)
    forEachPointerWord(type, [&](uint64_t w) { mark(words[at / 8 + w]); });
}

void Marker::drain() {
  while (!stack_.empty()) {
    Work w = stack_.back();
    stack_.pop_back();
    scan(w.span->slot(w.index), w.span->typeOf(w.index), w.span->elemSize);
  }
}

bool Marker::isMarked(const void* object) {
  Span* s;
  uint32_t i;
  return heap_.locate(reinterpret_cast<uintptr_t>(object), &s, &i) && s->isMarked(i);
}

void Marker::markFrom(void* object) {
  mark(reinterpret_cast<uintptr_t>(object));
  drain();
}

void Marker::markContents(const void* object) {
  Span* s;
  uint32_t i;
  if (!heap_.locate(reinterpret_cast<uintptr_t>(object), &s, &i) || !s->scan) return;
  scan(s->slot(i), s->typeOf(i), s->elemSize);
  drain();
}

}  // namespace gosub::rt
