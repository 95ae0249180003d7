// Liveness, coalescing and words. See allocate.h.
#include "interp/allocate.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/check.h"
#include "interp/agenda.h"
#include "interp/assemble.h"
#include "runtime/abi/frame.h"

namespace gosub::interp {

namespace {

constexpr int32_t kUnassigned = INT32_MIN;

// Calls f on the registers (virtual ones) that an instruction reads.
template <class F>
void forEachSource(const Mir& mir, const MInst& m, F&& f) {
  for (VReg s : m.s) {
    if (s == kNoReg) break;  // and so are those behind it
    if (isVirtual(s)) f(s);
  }
  if (m.kind == MKind::Call) {
    for (const MSrc& a : mir.calls[m.extra].args)
      if (a.kind == MSrc::Reg && isVirtual(a.reg)) f(a.reg);
  } else if (m.kind == MKind::Return) {
    for (const MSrc& a : mir.returns[m.extra])
      if (a.kind == MSrc::Reg && isVirtual(a.reg)) f(a.reg);
  }
}

template <class F>
void forEachResult(const Mir& mir, const MInst& m, F&& f) {
  if (isVirtual(m.d[0])) f(m.d[0]);
  if (isVirtual(m.d[1])) f(m.d[1]);
  if (m.kind == MKind::Call)
    for (VReg r : mir.calls[m.extra].results)
      if (r != kNoReg) f(r);
}

// A set of small numbers that gives the least one.
class FreeSet {
 public:
  explicit FreeSet(Arena& arena) : bits_(arena) {}
  void add(uint32_t n) {
    while (bits_.size() <= n / 64) bits_.push_back(0);
    bits_[n / 64] |= uint64_t{1} << (n % 64);
  }
  // Takes the least one out; kNone: empty.
  uint32_t take() {
    for (uint32_t i = 0; i < bits_.size(); i++) {
      if (bits_[i] == 0) continue;
      uint32_t n = 64 * i + uint32_t(std::countr_zero(bits_[i]));
      bits_[i] &= bits_[i] - 1;
      return n;
    }
    return kNone;
  }

 private:
  ArenaVector<uint64_t> bits_;
};

class Allocator {
 public:
  explicit Allocator(const Mir& mir)
      : mir_(mir), arena_(mir.arena), a_(arena_), regs_(uint32_t(mir.regCount())), slotReg_(arena_), slotOrder_(arena_), needs_(arena_),
        needHead_(arena_), definedIn_(arena_), last_(arena_), fixed_(arena_), noOutgoing_(arena_), outgoing_(arena_), windows_(arena_) {}

  Allocation run() {
    findSlots();
    scanBlocks();
    spread();
    coalesce();
    useOutgoing();
    assign();
    layout();
    return std::move(a_);
  }

 private:
  // Slots with pointers take part in liveness as registers behind the real ones: from the beginning to where code last names
  // them, directly or as an address.
  void findSlots();
  void excludeRecovered();
  uint32_t slotAt(int64_t offset) const;
  template <class F>
  void slotUse(const MSrc& s, F&& f) const;
  template <class F>
  void slotUseAt(int64_t offset, F&& f) const;
  template <class F>
  void forEachUse(const MInst& m, F&& f) const;

  void scanBlocks();
  void spread();
  void addNeed(uint32_t reg, uint32_t block, uint32_t until);
  void addSegment(uint32_t reg, uint32_t from, uint32_t to);
  // Where the register at hand lives; arrays are by block.
  struct Reach {
    uint32_t *inStamp, *outStamp;  // it, where it is live at the begin or at the end
    uint32_t* until;               // its last use in a block at whose end it is not live
    uint32_t* work;
    uint64_t* row;                 // a bit for each block at whose begin it is live
    uint32_t low = 0, high = 0;    // the first and the last of these
  };
  void follow(uint32_t reg, Reach& reach);
  void addReached(uint32_t reg, const Reach& reach);

  void coalesce();
  void join(VReg a, VReg b);
  uint32_t find(uint32_t r) {
    while (a_.web[r] != r) r = a_.web[r] = a_.web[a_.web[r]];
    return r;
  }
  bool intersect(uint32_t a, uint32_t b);
  uint32_t mergeLists(uint32_t a, uint32_t b);
  uint32_t endOf(uint32_t web) const;

  void useOutgoing();
  bool tryOutgoing(VReg r, uint32_t offset, uint32_t windowFrom, uint32_t windowTo);

  void assign();
  void layout();

  uint32_t begin(const MBlock& b) const { return 4 * b.first; }
  uint32_t end(const MBlock& b) const { return 4 * b.last + 4; }

  const Mir& mir_;
  Arena& arena_;
  Allocation a_;
  uint32_t regs_;                         // VRegs; then one per slot
  ArenaVector<uint32_t> slotReg_;         // by slot: its register number, or kNone
  ArenaVector<uint32_t> slotOrder_;       // slots by offset
  // Registers that a block needs from its predecessors, or (until == kAtEnd) that a phi behind it wants at its end.
  static constexpr uint32_t kAtEnd = ~0u;
  struct Need { uint32_t block, until, next; };
  ArenaVector<Need> needs_;
  ArenaVector<uint32_t> needHead_;        // by register
  ArenaVector<uint32_t> definedIn_;       // by register: block of its definitions
  ArenaVector<uint32_t> last_;            // by register: its last segment
  ArenaVector<int32_t> fixed_;            // by web: argument number, -1 - distance below fp, or kNotFixed
  ArenaVector<uint8_t> noOutgoing_;       // by VReg: read after the arguments are in place
  uint64_t work_ = 0, workLimit_ = 0;     // bounds the effort of coalescing
  // By offset below fp: the newest of the windows in which its word is taken, linked from late to early.
  ArenaVector<uint32_t> outgoing_;
  ArenaVector<Segment> windows_;
  static constexpr int32_t kNotFixed = INT32_MAX;
};

// ---- liveness ------------------------------------------------------------------------------------------------------------

uint32_t Allocator::slotAt(int64_t offset) const {
  size_t lo = 0, hi = slotOrder_.size();
  while (hi - lo > 1) {
    size_t mid = (lo + hi) / 2;
    if (int64_t(mir_.slots[slotOrder_[mid]].offset) <= offset) lo = mid;
    else hi = mid;
  }
  return slotOrder_[lo];
}

void Allocator::findSlots() {
  size_t n = mir_.slots.size();
  slotReg_.assign(n, kNone);
  a_.slotFirst.assign(n, kNone);
  if (n == 0) return;
  for (uint32_t i = 0; i < n; i++) slotOrder_.push_back(i);
  std::sort(slotOrder_.begin(), slotOrder_.end(), [&](uint32_t x, uint32_t y) { return mir_.slots[x].offset < mir_.slots[y].offset; });
  for (uint32_t i = 0; i < n; i++)
    if (mir_.slots[i].hasPointers) slotReg_[i] = regs_ + i;
  if (mir_.recoverBlock != kNoReg) excludeRecovered();
}

// Any point of the function may lead to recoverBlock, which is reached by no edge: what it names is always live.
void Allocator::excludeRecovered() {
  std::vector<uint8_t> seen(mir_.blocks.size(), 0);
  std::vector<uint32_t> work{mir_.recoverBlock}, named;
  seen[mir_.recoverBlock] = 1;
  auto slot = [&](uint32_t r) {
    if (r >= regs_) named.push_back(r - regs_);
  };
  while (!work.empty()) {
    const MBlock& b = mir_.blocks[work.back()];
    work.pop_back();
    for (uint32_t k = b.first; k <= b.last; k++) forEachUse(mir_.insts[k], slot);
    for (const MPhi& phi : b.phis)
      for (const MSrc& from : phi.from) slotUse(from, slot);
    for (uint32_t next : b.succs)
      if (!std::exchange(seen[next], 1)) work.push_back(next);
  }
  for (uint32_t i : named) slotReg_[i] = kNone;
}

template <class F>
void Allocator::slotUse(const MSrc& s, F&& f) const {
  if (s.kind == MSrc::SlotAddr) slotUseAt(s.imm, f);
}
template <class F>
void Allocator::slotUseAt(int64_t offset, F&& f) const {
  uint32_t r = slotReg_[slotAt(offset)];
  if (r != kNone) f(r);
}

// Registers that the instruction reads, and slots that it mentions.
template <class F>
void Allocator::forEachUse(const MInst& m, F&& f) const {
  forEachSource(mir_, m, f);
  if (slotOrder_.empty()) return;
  if (m.slotBased && m.op != Bc::ZeroSlot) slotUseAt(m.k[0], f);
  for (VReg s : m.s)
    if (s != kNoReg && s & kSlotWord) slotUseAt(int64_t(s & ~kSlotWord) * 8, f);
  for (VReg d : m.d)
    if (d != kNoReg && d & kSlotWord) slotUseAt(int64_t(d & ~kSlotWord) * 8, f);
  if (m.kind == MKind::Call)
    for (const MSrc& s : mir_.calls[m.extra].args) slotUse(s, f);
  else if (m.kind == MKind::Return)
    for (const MSrc& s : mir_.returns[m.extra]) slotUse(s, f);
}

void Allocator::addNeed(uint32_t reg, uint32_t block, uint32_t until) {
  needs_.push_back({block, until, needHead_[reg]});
  needHead_[reg] = uint32_t(needs_.size()) - 1;
}

void Allocator::addSegment(uint32_t reg, uint32_t from, uint32_t to) {
  uint32_t head = a_.first[reg];
  if (head != kNone && a_.segments[head].from <= to + 1) {
    a_.segments[head].from = std::min(from, a_.segments[head].from);
    a_.segments[head].to = std::max(to, a_.segments[head].to);
    return;
  }
  a_.segments.push_back({from, to, head});
  a_.first[reg] = uint32_t(a_.segments.size()) - 1;
  if (head == kNone) last_[reg] = a_.first[reg];
}

// One scan of every block, backwards: segments from definitions to the last uses in their blocks, and which registers a block
// needs from its predecessors. All definitions of a register are in one block.
void Allocator::scanBlocks() {
  uint32_t total = regs_ + uint32_t(mir_.slots.size());
  a_.first.assign(total, kNone);
  last_.assign(total, kNone);
  needHead_.assign(total, kNone);
  definedIn_.assign(total, kNone);
  ArenaVector<uint32_t> liveUntil(arena_), live(arena_);
  liveUntil.assign(total, 0);  // 0: not live
  for (uint32_t b = uint32_t(mir_.blocks.size()); b-- > 0;) {
    const MBlock& mb = mir_.blocks[b];
    live.clear();
    auto define = [&](uint32_t r, uint32_t at) {
      addSegment(r, at, liveUntil[r] == 0 ? at + 1 : liveUntil[r]);
      liveUntil[r] = 0;
      definedIn_[r] = b;
    };
    for (uint32_t k = mb.last + 1; k-- > mb.first;) {
      const MInst& m = mir_.insts[k];
      forEachResult(mir_, m, [&](uint32_t r) { define(r, m.earlyDef ? 4 * k : 4 * k + 2); });
      forEachUse(m, [&](uint32_t r) {
        if (liveUntil[r] != 0) return;
        liveUntil[r] = 4 * k + 1;
        live.push_back(r);
      });
    }
    uint32_t top = 4 * mb.first + 2;
    for (const MPhi& phi : mb.phis) {
      define(phi.d, top);
      for (size_t i = 0; i < phi.from.size(); i++) {
        const MSrc& from = phi.from[i];
        auto needed = [&](uint32_t r) { addNeed(r, mb.preds[i], kAtEnd); };
        if (from.kind == MSrc::Reg && isVirtual(from.reg)) needed(from.reg);
        slotUse(from, needed);
      }
    }
    if (b == 0)
      for (VReg r : mir_.params)
        if (r != kNoReg) define(r, top);
    for (uint32_t r : live) {
      if (liveUntil[r] == 0) continue;
      addNeed(r, b, liveUntil[r]);
      liveUntil[r] = 0;
    }
  }
}

// Segments of the registers that live in more than one block.
void Allocator::spread() {
  uint32_t n = uint32_t(mir_.blocks.size());
  auto stamps = [&] {
    std::span<uint32_t> list = arena_.rawArray<uint32_t>(n);
    std::fill(list.begin(), list.end(), kNone);
    return list.data();
  };
  Reach reach{stamps(), stamps(), arena_.rawArray<uint32_t>(n).data(), arena_.rawArray<uint32_t>(n).data(),
              arena_.makeArray<uint64_t>(n / 64 + 1).data()};
  for (uint32_t r = 0; r < needHead_.size(); r++) {
    if (needHead_[r] == kNone) continue;
    follow(r, reach);
    addReached(r, reach);
  }
  for (size_t i = 0; i < mir_.slots.size(); i++)
    if (slotReg_[i] != kNone) a_.slotFirst[i] = a_.first[slotReg_[i]];
}

// From each need backwards to the definition.
void Allocator::follow(uint32_t r, Reach& reach) {
  const MBlock* blocks = mir_.blocks.data();
  Reach x = reach;  // in registers: there are several times as many places to visit as instructions
  uint32_t definedIn = definedIn_[r], todo = 0;
  x.low = uint32_t(mir_.blocks.size()), x.high = 0;
  auto liveAtBegin = [&](uint32_t b) {
    x.inStamp[b] = r;
    x.row[b / 64] |= uint64_t{1} << (b % 64);
    x.low = std::min(x.low, b);
    x.high = std::max(x.high, b);
    x.work[todo++] = b;
  };
  auto liveAtEnd = [&](uint32_t b) {
    if (x.outStamp[b] == r) return;
    x.outStamp[b] = r;
    if (definedIn != b && x.inStamp[b] != r) liveAtBegin(b);
  };
  for (uint32_t i = needHead_[r]; i != kNone; i = needs_[i].next) {
    const Need& need = needs_[i];
    if (need.until == kAtEnd) {
      liveAtEnd(need.block);
    } else {
      x.until[need.block] = need.until;
      if (x.inStamp[need.block] != r) liveAtBegin(need.block);
    }
  }
  while (todo > 0)
    for (uint32_t p : blocks[x.work[--todo]].preds) liveAtEnd(p);
  reach = x;
}

// The last segment grows as long as its neighbour follows. Blocks that the definition dominates stand behind its own.
void Allocator::addReached(uint32_t r, const Reach& x) {
  const MBlock* blocks = mir_.blocks.data();
  uint32_t definedIn = definedIn_[r], last = last_[r];
  Segment at{0, 0, kNone};
  if (last != kNone) at = a_.segments[last];
  if (definedIn != kNone && x.outStamp[definedIn] == r) at.to = end(blocks[definedIn]);
  for (uint32_t w = x.low / 64; w <= x.high / 64; w++) {
    for (uint64_t bits = std::exchange(x.row[w], 0); bits != 0; bits &= bits - 1) {
      uint32_t b = 64 * w + uint32_t(std::countr_zero(bits));
      uint32_t from = begin(blocks[b]), to = x.outStamp[b] == r ? end(blocks[b]) : x.until[b];
      if (last != kNone && at.to + 1 >= from) {
        at.to = std::max(at.to, to);
        continue;
      }
      uint32_t node = uint32_t(a_.segments.size());
      if (last == kNone) a_.first[r] = node;
      else a_.segments[last] = {at.from, at.to, node};
      a_.segments.emplace_back();
      last = node;
      at = {from, to, kNone};
    }
  }
  last_[r] = last;
  if (last != kNone) a_.segments[last] = at;
}

// ---- coalescing ----------------------------------------------------------------------------------------------------------

bool Allocator::intersect(uint32_t a, uint32_t b) {
  uint32_t i = a_.first[a], j = a_.first[b];
  while (i != kNone && j != kNone) {
    work_++;
    const Segment &x = a_.segments[i], &y = a_.segments[j];
    if (x.to <= y.from) i = x.next;
    else if (y.to <= x.from) j = y.next;
    else return true;
  }
  return false;
}

// One ascending list of both (which don't intersect); neighbours that touch become one.
uint32_t Allocator::mergeLists(uint32_t a, uint32_t b) {
  uint32_t head = kNone, tail = kNone;
  while (a != kNone || b != kNone) {
    work_++;
    uint32_t& from = b == kNone || (a != kNone && a_.segments[a].from < a_.segments[b].from) ? a : b;
    uint32_t node = from;
    from = a_.segments[node].next;
    a_.segments[node].next = kNone;
    if (tail != kNone && a_.segments[tail].to + 1 >= a_.segments[node].from) {
      a_.segments[tail].to = std::max(a_.segments[tail].to, a_.segments[node].to);
      continue;
    }
    if (tail == kNone) head = node;
    else a_.segments[tail].next = node;
    tail = node;
  }
  return head;
}

void Allocator::join(VReg x, VReg y) {
  if (!isVirtual(x) || !isVirtual(y) || mir_.isPtr[x] != mir_.isPtr[y]) return;
  uint32_t a = find(x), b = find(y);
  if (a == b || work_ > workLimit_) return;
  if (fixed_[a] != kNotFixed && fixed_[b] != kNotFixed) return;
  if (a_.first[a] == kNone || a_.first[b] == kNone || intersect(a, b)) return;
  a_.first[a] = mergeLists(a_.first[a], a_.first[b]);
  a_.first[b] = kNone;
  a_.web[b] = a;
  noOutgoing_[a] |= noOutgoing_[b];
  if (fixed_[a] == kNotFixed) fixed_[a] = fixed_[b];
}

void Allocator::coalesce() {
  a_.web.resize(regs_);
  for (uint32_t i = 0; i < regs_; i++) a_.web[i] = i;
  fixed_.assign(regs_, kNotFixed);
  noOutgoing_.assign(regs_, 0);
  workLimit_ = 64 * (uint64_t(mir_.insts.size()) + a_.segments.size()) + 4096;
  for (size_t i = 0; i < mir_.params.size(); i++)
    if (mir_.params[i] != kNoReg) fixed_[mir_.params[i]] = int32_t(i);
  // Innermost loops first.
  struct Pair { uint32_t depth; VReg a, b; };
  ArenaVector<Pair> pairs(arena_);
  for (const MBlock& mb : mir_.blocks) {
    for (const MPhi& phi : mb.phis)
      for (size_t i = 0; i < phi.from.size(); i++)
        if (phi.from[i].kind == MSrc::Reg && isVirtual(phi.from[i].reg))
          pairs.push_back({std::min(mir_.blocks[mb.preds[i]].depth, 30u), phi.d, phi.from[i].reg});
    for (uint32_t k = mb.first; k <= mb.last; k++) {
      const MInst& m = mir_.insts[k];
      if (m.kind == MKind::Plain && m.op == Bc::Move && isVirtual(m.d[0]) && isVirtual(m.s[0]))
        pairs.push_back({std::min(mb.depth, 30u), m.d[0], m.s[0]});
      if (m.kind == MKind::Call && isVirtual(m.s[0])) noOutgoing_[m.s[0]] = 1;
    }
  }
  uint32_t deepest = 0;
  for (const Pair& p : pairs) deepest = std::max(deepest, p.depth);
  for (uint32_t depth = deepest + 1; depth-- > 0;)
    for (const Pair& p : pairs)
      if (p.depth == depth) join(p.a, p.b);
}

uint32_t Allocator::endOf(uint32_t web) const {
  uint32_t i = a_.first[web];
  while (a_.segments[i].next != kNone) i = a_.segments[i].next;
  return a_.segments[i].to;
}

// ---- the words of arguments and results below fp -----------------------------------------------------------------------

bool Allocator::tryOutgoing(VReg r, uint32_t offset, uint32_t windowFrom, uint32_t windowTo) {
  uint32_t w = find(r);
  if (fixed_[w] != kNotFixed || noOutgoing_[w] || a_.first[w] == kNone) return false;
  const Segment& s = a_.segments[a_.first[w]];
  if (s.next != kNone || s.from < windowFrom || s.to > windowTo) return false;
  for (uint32_t i = outgoing_[offset]; i != kNone && windows_[i].to > windowFrom; i = windows_[i].next)
    if (windows_[i].from < s.to && s.from < windows_[i].to) return false;
  windows_.push_back({s.from, s.to, outgoing_[offset]});
  outgoing_[offset] = uint32_t(windows_.size()) - 1;
  fixed_[w] = -1 - int32_t(offset);
  return true;
}

// A value that is made after the last call and dies at the next one may live in the word where that one wants it; a result
// may stay where it is until the next call.
void Allocator::useOutgoing() {
  outgoing_.assign(mir_.maxOut + 1, kNone);
  uint32_t before = 0;                // position behind the last clobber
  uint32_t last = kNone;              // call whose results wait for the end of their window
  auto results = [&](uint32_t until) {
    if (last == kNone) return;
    const MCall& c = mir_.calls[mir_.insts[last].extra];
    for (size_t j = 0; j < c.results.size(); j++)
      if (c.results[j] != kNoReg) tryOutgoing(c.results[j], uint32_t(c.results.size() - j), 4 * last + 2, until);
  };
  for (const MBlock& mb : mir_.blocks) {
    for (uint32_t k = mb.first; k <= mb.last; k++) {
      const MInst& m = mir_.insts[k];
      if (m.kind == MKind::Branch && pollsAtBranch(mir_, uint32_t(&mb - mir_.blocks.begin()))) {
        results(4 * k);
        before = 4 * k + 2;
        last = kNone;
        continue;
      }
      if (!m.clobbersOut && !m.safepoint) continue;
      if (m.kind == MKind::Call) {
        const MCall& c = mir_.calls[m.extra];
        for (size_t i = 0; i < c.args.size(); i++)
          if (c.args[i].kind == MSrc::Reg && isVirtual(c.args[i].reg)) {
            uint32_t w = find(c.args[i].reg);
            // Only when it dies here: else it could not stay.
            if (a_.first[w] != kNone && a_.segments[a_.first[w]].to == 4 * k + 1)
              tryOutgoing(c.args[i].reg, uint32_t(c.args.size() - i), before, 4 * k + 1);
          }
      }
      results(4 * k + 1);
      before = 4 * k + 2;
      last = m.kind == MKind::Call ? k : kNone;
    }
  }
  results(4 * uint32_t(mir_.insts.size()));
}

// ---- words -----------------------------------------------------------------------------------------------------------------

// Words ("colors") are numbered: arguments first, then locals. One sweep over the positions.
void Allocator::assign() {
  uint32_t args = mir_.argWords;
  // Pairs of positions are enough: of what ends at 4k + 1 (sources) may be reused from 4k + 2 on, but not at 4k.
  uint32_t pairs = 2 * uint32_t(mir_.insts.size()) + 3;
  auto isWeb = [&](uint32_t r) { return a_.web[r] == r && a_.first[r] != kNone && fixed_[r] >= 0; };
  auto start = [&](uint32_t w) { return a_.segments[a_.first[w]].from / 2; };
  // Of those that begin together, the fixed ones come first.
  Agenda begins(arena_, pairs), ends(arena_, pairs);
  for (uint32_t r = regs_; r-- > 0;)
    if (isWeb(r) && fixed_[r] == kNotFixed) begins.add(start(r), r);
  struct Color { uint32_t until = 0, webs = kNone, count = 0; };  // webs: the newest one, linked by nextOfColor
  ArenaVector<Color> colors(arena_);
  colors.resize(args);
  // Arguments whose parameter is not used are free; the others at the end of their webs.
  FreeSet free(arena_);
  for (uint32_t i = args; i-- > 0;) {
    uint32_t w = mir_.params[i] == kNoReg ? kNone : find(mir_.params[i]);
    if (w != kNone && isWeb(w)) begins.add(start(w), w);
    else free.add(i);
  }
  ArenaVector<int32_t> colorOf(arena_);
  colorOf.assign(regs_, -1);
  ArenaVector<uint32_t> nextOfColor(arena_);
  nextOfColor.assign(regs_, kNone);
  auto give = [&](uint32_t w, uint32_t c) {
    colorOf[w] = int32_t(c);
    Color& color = colors[c];
    nextOfColor[w] = std::exchange(color.webs, w);
    color.count++;
    uint32_t until = (endOf(w) + 1) / 2;
    if (until <= color.until) return;
    color.until = until;
    ends.add(until, c);
  };
  // A word whose webs have a hole where w lives; kNone: none of the first ones.
  auto withHole = [&](uint32_t w) {
    for (uint32_t c = 0; c < colors.size() && c < 24; c++) {
      if (colors[c].count > 8) continue;
      bool clash = false;
      for (uint32_t other = colors[c].webs; other != kNone && !clash; other = nextOfColor[other]) clash = intersect(w, other);
      if (!clash) return c;
    }
    return kNone;
  };
  auto place = [&](uint32_t w) {
    if (fixed_[w] != kNotFixed) return give(w, uint32_t(fixed_[w]));
    uint32_t c = free.take();
    if (c == kNone) c = withHole(w);
    if (c == kNone) {
      c = uint32_t(colors.size());
      colors.emplace_back();
    }
    give(w, c);
  };
  for (uint32_t at = 0; at < pairs; at++) {
    ends.each(at, [&](uint32_t c) {
      if (colors[c].until != at) return;  // prolonged meanwhile
      colors[c].webs = kNone;
      colors[c].count = 0;
      free.add(c);
    });
    begins.each(at, place);
  }
  a_.localWords = uint32_t(colors.size()) - args;
  // Results that are not returned one by one are gathered in the first locals.
  if (mir_.resultWords >= 2) a_.localWords = std::max(a_.localWords, mir_.resultWords);
  a_.word.assign(regs_, kUnassigned);
  for (uint32_t r = 0; r < regs_; r++) {
    uint32_t w = find(r);
    if (fixed_[w] < 0) a_.word[r] = fixed_[w] + 1;
    else if (colorOf[w] >= 0) a_.word[r] = colorOf[w];
  }
}

void Allocator::layout() {
  uint32_t args = mir_.argWords, link = abi::kFrameLinkWords;
  uint64_t words = link + a_.localWords + mir_.slotWords + args + 1;
  a_.far = words > 32700;
  uint32_t scratch = a_.far ? kScratchWords : 0;
  a_.scratch = link;
  uint32_t locals = link + scratch;
  a_.localWords += scratch;
  a_.slotBase = link + a_.localWords;
  uint32_t used = a_.slotBase + uint32_t(mir_.slotWords) + args;
  a_.frameWords = (used + 1) & ~1u;
  a_.argBase = a_.frameWords - args;
  for (uint32_t r = 0; r < regs_; r++) {
    int32_t& w = a_.word[r];
    if (w == kUnassigned || w < 0) continue;
    w = uint32_t(w) < args ? int32_t(a_.argBase) + w : int32_t(locals) + w - int32_t(args);
  }
}

}  // namespace

Allocation allocate(const Mir& mir) { return Allocator(mir).run(); }

}  // namespace gosub::interp
