// Stack maps: a sweep over positions keeps the set of live words and copies it at each safepoint. See stackmaps.h.
#include "interp/stackmaps.h"

#include <algorithm>

#include "base/check.h"
#include "interp/agenda.h"

namespace gosub::interp {

namespace {

class Maps {
 public:
  Maps(const Mir& mir, const Allocation& words, Linker& linker, bool describeLive, abi::StackMapTable* t)
      : mir_(mir), words_(words), linker_(linker), describeLive_(describeLive), t_(t), slotBits_(mir.arena), pointers_(mir.arena),
        live_(mir.arena), order_(mir.arena), before_(mir.arena), mapOf_(mir.arena), table_(mir.arena), slots_(mir.arena), pcs_(mir.arena),
        index_(mir.arena), maps_(mir.arena), liveMaps_(mir.arena) {}

  void run(std::span<const Safepoint> safepoints, Arena& to) {
    t_->argWords = mir_.argWords;
    t_->localWords = localWords();
    listSlots();
    uint32_t bits = t_->localWords + t_->argWords + uint32_t(slots_.size());
    t_->mapWords = (bits + 63) / 64;
    pointers_.assign(t_->mapWords, 0);
    live_.assign(describeLive_ ? t_->mapWords : 0, 0);
    addMapZero();
    sortSafepoints(safepoints);
    sweep(safepoints);
    publish(safepoints);
    t_->slots = to.copy(std::span<const abi::SlotMap>(slots_));
    t_->pcs = to.copy(std::span<const uint32_t>(pcs_));
    t_->index = to.copy(std::span<const uint32_t>(index_));
    t_->maps = to.copy(std::span<const uint64_t>(maps_));
    t_->live = to.copy(std::span<const uint64_t>(liveMaps_));
  }

 private:
  struct SlotBit { uint32_t bit, first; bool pointers; };

  bool isPointerWeb(uint32_t web) const { return mir_.isPtr[web]; }

  // Without the live sets only words that ever hold a pointer matter.
  uint32_t localWords() const {
    uint32_t n = 0;
    for (uint32_t w = 0; w < words_.web.size(); w++) {
      if (words_.web[w] != w || words_.first[w] == kNone || !(describeLive_ || isPointerWeb(w))) continue;
      int32_t at = words_.word[w];
      if (at >= abi::kFrameLinkWords && at < int32_t(words_.slotBase)) n = std::max(n, uint32_t(at) + 1 - abi::kFrameLinkWords);
    }
    return n;
  }

  void listSlots() {
    ArenaVector<uint32_t> order(mir_.arena);
    for (uint32_t i = 0; i < mir_.slots.size(); i++) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return mir_.slots[a].offset < mir_.slots[b].offset; });
    for (uint32_t i : order) {
      const MSlot& s = mir_.slots[i];
      if (!s.hasPointers && !describeLive_) continue;
      uint32_t bit = t_->localWords + t_->argWords + uint32_t(slots_.size());
      slots_.push_back({words_.slotBase + uint32_t(s.offset / 8), s.words, linker_.type(s.type)});
      slotBits_.push_back({bit, s.hasPointers ? words_.slotFirst[i] : kNone, s.hasPointers});
    }
  }

  uint32_t bitOf(int32_t word) const {
    if (word >= int32_t(words_.argBase)) return t_->localWords + uint32_t(word) - words_.argBase;
    if (word < abi::kFrameLinkWords) return kNone;  // below fp
    uint32_t local = uint32_t(word) - abi::kFrameLinkWords;
    return local < t_->localWords ? local : kNone;
  }

  void set(std::span<uint64_t> map, uint32_t bit, bool on) {
    uint64_t mask = uint64_t{1} << (bit % 64);
    if (on) map[bit / 64] |= mask;
    else map[bit / 64] &= ~mask;
  }

  void addSlotBits(std::span<uint64_t> map) {
    for (const SlotBit& s : slotBits_)
      if (s.first == kNone) set(map, s.bit, true);
  }

  // A frame stopped in a panic: what its recover block may look at is in slots.
  void addMapZero() {
    maps_.assign(t_->mapWords, 0);
    if (mir_.hasDefer) addSlotBits(maps_);
    if (describeLive_) liveMaps_.assign(maps_);
  }

  // order_: by position. before_: by instruction, how many of them are at earlier ones.
  void sortSafepoints(std::span<const Safepoint> safepoints) {
    order_.resize(safepoints.size());
    for (uint32_t i = 0; i < order_.size(); i++) order_[i] = i;
    auto earlier = [&](uint32_t a, uint32_t b) { return safepoints[a].position < safepoints[b].position; };
    if (!std::is_sorted(order_.begin(), order_.end(), earlier)) std::sort(order_.begin(), order_.end(), earlier);
    before_.reserve(mir_.insts.size() + 2);
    for (uint32_t i = 0; i < order_.size(); i++)
      while (before_.size() <= safepoints[order_[i]].position / 4) before_.push_back(i);
    while (before_.size() < mir_.insts.size() + 2) before_.push_back(uint32_t(order_.size()));
  }

  // The first safepoint (in order_) at the position or behind it.
  uint32_t firstAt(uint32_t position, std::span<const Safepoint> safepoints) const {
    uint32_t i = before_[position / 4];
    while (i < order_.size() && safepoints[order_[i]].position < position) i++;
    return i;
  }

  void sweep(std::span<const Safepoint> safepoints) {
    // By safepoint: 2 * bit + (1: of a pointer).
    Agenda begins(mir_.arena, uint32_t(order_.size()) + 1), ends(mir_.arena, uint32_t(order_.size()) + 1);
    auto add = [&](uint32_t first, uint32_t bit, bool pointer) {
      for (uint32_t i = first; i != kNone; i = words_.segments[i].next) {
        uint32_t from = firstAt(words_.segments[i].from, safepoints), to = firstAt(words_.segments[i].to, safepoints);
        if (from == to) continue;
        begins.add(from, 2 * bit + pointer);
        ends.add(to, 2 * bit + pointer);
      }
    };
    for (uint32_t w = 0; w < words_.web.size(); w++) {
      bool pointer = isPointerWeb(w);
      if (words_.web[w] != w || words_.first[w] == kNone || !(pointer || describeLive_)) continue;
      uint32_t bit = bitOf(words_.word[w]);
      if (bit != kNone) add(words_.first[w], bit, pointer);
    }
    for (const SlotBit& s : slotBits_)
      if (s.first != kNone) add(s.first, s.bit, true);
    addSlotBits(pointers_);
    if (describeLive_) addSlotBits(live_);
    auto toggle = [&](uint32_t what, bool on) {
      if ((what & 1) != 0) set(pointers_, what / 2, on);
      if (describeLive_) set(live_, what / 2, on);
    };
    mapOf_.resize(order_.size());
    for (uint32_t i = 0; i < order_.size(); i++) {
      bool same = i > 0 && begins.empty(i) && ends.empty(i);
      // Where one ends as another begins in the same word, the end comes first.
      ends.each(i, [&](uint32_t what) { toggle(what, false); });
      begins.each(i, [&](uint32_t what) { toggle(what, true); });
      mapOf_[order_[i]] = same ? mapOf_[order_[i - 1]] : intern();
    }
  }

  // Number of the map that equals the present sets.
  uint32_t intern() {
    size_t count = t_->mapWords == 0 ? 1 : maps_.size() / t_->mapWords;
    if (t_->mapWords == 0) return 0;
    if (table_.size() < 2 * (count + 1)) rehash(count);
    size_t mask = table_.size() - 1;
    for (size_t at = hash(pointers_.data(), describeLive_ ? live_.data() : nullptr) & mask;; at = (at + 1) & mask) {
      if (table_[at] == kNone) {
        table_[at] = uint32_t(count);
        maps_.insert(maps_.end(), pointers_);
        liveMaps_.insert(liveMaps_.end(), live_);
        return uint32_t(count);
      }
      if (equals(table_[at])) return table_[at];
    }
  }

  bool equals(uint32_t map) const {
    size_t at = size_t(map) * t_->mapWords;
    return std::equal(pointers_.begin(), pointers_.end(), maps_.begin() + int64_t(at)) &&
           (!describeLive_ || std::equal(live_.begin(), live_.end(), liveMaps_.begin() + int64_t(at)));
  }

  size_t hash(const uint64_t* a, const uint64_t* b) const {
    uint64_t h = 0;
    for (uint32_t i = 0; i < t_->mapWords; i++) {
      h = (h ^ a[i]) * 0x9e3779b97f4a7c15ull;
      if (b != nullptr) h = (h ^ b[i]) * 0xbf58476d1ce4e5b9ull;
      h ^= h >> 31;
    }
    return size_t(h);
  }

  void rehash(size_t count) {
    size_t n = 16;
    while (n < 4 * (count + 1)) n *= 2;
    table_.assign(n, kNone);
    for (uint32_t map = 0; map < count; map++) {
      size_t at = size_t(map) * t_->mapWords;
      size_t i = hash(&maps_[at], describeLive_ ? &liveMaps_[at] : nullptr) & (n - 1);
      while (table_[i] != kNone) i = (i + 1) & (n - 1);
      table_[i] = map;
    }
  }

  void publish(std::span<const Safepoint> safepoints) {
    pcs_.reserve(safepoints.size());
    index_.reserve(safepoints.size());
    for (uint32_t i = 0; i < safepoints.size(); i++) {
      GOSUB_DCHECK(i == 0 || safepoints[i - 1].pc <= safepoints[i].pc);
      // A poll right behind a call: what lives across the call lives at the poll.
      if (!pcs_.empty() && pcs_.back() == safepoints[i].pc) {
        GOSUB_DCHECK(index_.back() == mapOf_[i]);
        continue;
      }
      pcs_.push_back(safepoints[i].pc);
      index_.push_back(mapOf_[i]);
    }
  }

  const Mir& mir_;
  const Allocation& words_;
  Linker& linker_;
  bool describeLive_;
  abi::StackMapTable* t_;
  ArenaVector<SlotBit> slotBits_;
  ArenaVector<uint64_t> pointers_, live_;
  ArenaVector<uint32_t> order_, before_, mapOf_;
  ArenaVector<uint32_t> table_;
  // Of the table in the making.
  ArenaVector<abi::SlotMap> slots_;
  ArenaVector<uint32_t> pcs_, index_;
  ArenaVector<uint64_t> maps_, liveMaps_;
};

}  // namespace

const abi::StackMapTable* makeStackMaps(const Mir& mir, const Allocation& words, std::span<const Safepoint> safepoints, Linker& linker,
                                        bool describeLive, Arena& to) {
  auto* t = to.make<abi::StackMapTable>();
  Maps(mir, words, linker, describeLive, t).run(safepoints, to);
  return t;
}

}  // namespace gosub::interp
