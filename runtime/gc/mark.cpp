// Marking. See mark.h.
#include "runtime/gc/mark.h"

#include <algorithm>
#include <utility>

#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::TypeDesc;

namespace {

// Go code may write the word meanwhile.
uintptr_t load(const uintptr_t* word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }

}  // namespace

// Reads Go memory that the sanitizer may know as something else's stack or as poisoned neighbours.
__attribute__((no_sanitize("address"))) void Marker::conservative(const void* low, const void* high) {
  auto* end = static_cast<const uintptr_t*>(high);
  for (auto* w = static_cast<const uintptr_t*>(low); w < end; w++) mark(load(w));
}

void Marker::masked(const void* base, const uint64_t* mask, size_t words) {
  auto* p = static_cast<const uintptr_t*>(base);
  for (size_t w = 0; w < words; w += 64) {
    uint64_t bits = mask[w / 64];
    if (words - w < 64) bits &= (uint64_t{1} << (words - w)) - 1;
    for (; bits != 0; bits &= bits - 1) mark(load(p + w + size_t(__builtin_ctzll(bits))));
  }
}

void Marker::values(const void* base, const TypeDesc* type, size_t count) { scan(base, type, type->size * count); }

// Values of the type one behind the other, as many as fit.
void Marker::scan(const void* base, const TypeDesc* type, size_t bytes) {
  if (type->ptrBytes == 0) return;
  auto* words = static_cast<const uintptr_t*>(base);
  if (type->size == 8) {
    for (size_t i = 0; i < bytes / 8; i++) mark(load(words + i));
    return;
  }
  if (type->ptrMask != nullptr && type->ptrBytes <= 64 * 8) {
    uint64_t mask = type->ptrMask[0];
    size_t stride = type->size / 8;
    for (size_t end = bytes / type->size * stride, at = 0; at < end; at += stride)
      for (uint64_t bits = mask; bits != 0; bits &= bits - 1) mark(load(words + at + size_t(__builtin_ctzll(bits))));
    return;
  }
  for (size_t at = 0; at + type->size <= bytes; at += type->size)
    forEachPointerWord(type, [&](uint64_t w) { mark(load(words + at / 8 + w)); });
}

namespace {

// A large object is cut where an element ends.
size_t pieceBytes(const TypeDesc* type, size_t about) { return std::max<size_t>(about / type->size, 1) * type->size; }

}  // namespace

void Marker::pushObject(Span* s, uint32_t i) {
  if (s->elemSize <= kPiece) return push({s, i});
  size_t piece = pieceBytes(s->typeOf(0), kPiece);
  for (size_t at = 0, n = 0; at < s->elemSize; at += piece, n++) push({s, uint32_t(n)});
}

uint64_t Marker::scanObject(GreyObject o) {
  Span* s = o.span;
  if (s->elemSize <= kPiece) {
    scan(s->slot(o.index), s->typeOf(o.index), s->elemSize);
    return s->elemSize;
  }
  size_t piece = pieceBytes(s->typeOf(0), kPiece), at = o.index * piece;
  size_t bytes = std::min(piece, s->elemSize - at);
  scan(static_cast<char*>(s->slot(0)) + at, s->typeOf(0), bytes);
  return bytes;
}

void Marker::giveHalf() {
  auto half = queue_.empty();
  while (half->count < GreyBatch::kMax / 2) half->push(batch_->pop());
  queue_.give(std::move(half));
}

void Marker::flush() {
  if (batch_->count != 0) {
    queue_.give(std::move(batch_));
    batch_ = queue_.empty();
  }
  heap_.addMarked(std::exchange(bytes_, 0));
}

uint64_t Marker::drain(uint64_t budget) {
  uint64_t done = 0;
  while (done < budget) {
    if (batch_->count == 0) {
      auto next = queue_.take();
      if (next == nullptr) break;
      queue_.give(std::exchange(batch_, std::move(next)));
    }
    // Others may be out of work while this one has plenty.
    if (batch_->full() && queue_.size() == 0) giveHalf();
    done += scanObject(batch_->pop());
  }
  return done;
}

bool Marker::isMarked(const void* object) {
  Span* s;
  uint32_t i;
  return heap_.locate(reinterpret_cast<uintptr_t>(object), &s, &i) && s->isMarked(i);
}

void Marker::markContents(const void* object) {
  Span* s;
  uint32_t i;
  if (!heap_.locate(reinterpret_cast<uintptr_t>(object), &s, &i) || !s->scan) return;
  scan(s->slot(i), s->typeOf(i), s->elemSize);
}

}  // namespace gosub::rt
