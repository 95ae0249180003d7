// See stack_objects.h.
#include "interp/stack_objects.h"

#include <algorithm>

#include "runtime/stack/stackmap.h"
#include "runtime/types/table.h"

namespace gosub::interp {

using abi::Word;

StackObjects::StackObjects(const abi::G& g, rt::RootVisitor& heap) : heap_(heap) {
  for (rt::StackSegment* s = g.segment; s != nullptr; s = s->prev)
    segments_.emplace_back(reinterpret_cast<uintptr_t>(s), reinterpret_cast<uintptr_t>(s->top()));
  std::sort(segments_.begin(), segments_.end());
}

bool StackObjects::onStack(const void* p) const {
  auto at = reinterpret_cast<uintptr_t>(p);
  if (segments_.empty() || at < segments_.front().first || at >= segments_.back().second) return false;
  auto it = std::upper_bound(segments_.begin(), segments_.end(), at, [](uintptr_t x, const auto& s) { return x < s.first; });
  return at < (it - 1)->second;
}

void StackObjects::values(const void* base, const abi::TypeDesc* type, size_t count) {
  auto* words = static_cast<const Word*>(base);
  for (size_t i = 0; i < count; i++, words += type->size / 8)
    rt::forEachPointerWord(type, [&](uint64_t w) { pointer(reinterpret_cast<const void*>(words[w])); });
}

void StackObjects::masked(const void* base, const uint64_t* mask, size_t words) {
  auto* p = static_cast<const Word*>(base);
  for (size_t w = 0; w < words; w++)
    if (mask[w / 64] >> (w % 64) & 1) pointer(reinterpret_cast<const void*>(p[w]));
}

void StackObjects::conservative(const void* low, const void* high) {
  for (auto* w = static_cast<const Word*>(low); w < static_cast<const Word*>(high); w++) pointer(reinterpret_cast<const void*>(*w));
}

void StackObjects::add(const rt::Frame& f, uint32_t map) {
  frames_.push_back({f, map, uint32_t(reached_.size())});
  reached_.resize(reached_.size() + f.func->maps->slots.size());
}

void StackObjects::trace() {
  if (pending_.empty()) return;
  std::sort(frames_.begin(), frames_.end(), [](const ScannedFrame& a, const ScannedFrame& b) { return a.frame.fp < b.frame.fp; });
  while (!pending_.empty()) {
    const Word* p = pending_.back();
    pending_.pop_back();
    visitSlotAt(p);
  }
}

void StackObjects::visitSlotAt(const Word* p) {
  auto above = std::upper_bound(frames_.begin(), frames_.end(), p,
                                [](const Word* x, const ScannedFrame& f) { return x < f.frame.fp; });
  if (above == frames_.begin()) return;
  const ScannedFrame& f = *(above - 1);
  if (p >= f.frame.end) return;
  const abi::StackMapTable& t = *f.frame.func->maps;
  auto offset = uint32_t((reinterpret_cast<uintptr_t>(p) - reinterpret_cast<uintptr_t>(f.frame.fp)) / 8);
  auto next = std::upper_bound(t.slots.begin(), t.slots.end(), offset,
                               [](uint32_t x, const abi::SlotMap& s) { return x < s.wordOffset; });
  if (next == t.slots.begin()) return;
  const abi::SlotMap& s = *(next - 1);
  auto slot = uint32_t(&s - t.slots.data());
  if (offset >= s.wordOffset + s.words || t.slotLive(f.map, slot) || reached_[f.firstSlot + slot]) return;
  reached_[f.firstSlot + slot] = 1;
  if (s.type != nullptr) values(f.frame.fp + s.wordOffset, s.type, 1);
}

}  // namespace gosub::interp
