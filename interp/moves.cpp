// Parallel moves: all sources are read before any target is written. See assembler.h.
#include <algorithm>

#include "base/check.h"
#include "interp/assembler.h"

namespace gosub::interp {

void Assembler::addMove(int32_t to, const MSrc& from) {
  moves_.push_back({to, from.kind, from.kind == MSrc::Reg ? wordOf(from.reg) : 0, from.imm});
}

void Assembler::flushMoves() {
  eraseIf(moves_, [](const Move& m) { return m.kind == MSrc::Reg && m.to == m.from; });
  if (moves_.empty()) return;
  ordered_.clear();
  orderMoves();
  emitMoves();
  emitConstants();
  moves_.clear();
}

// Puts moves of words in an order in which none overwrites what a later one reads; cycles are done by swaps here.
void Assembler::orderMoves() {
  int32_t least = INT32_MAX, most = INT32_MIN;
  size_t count = 0;
  for (const Move& m : moves_) {
    if (m.kind != MSrc::Reg) continue;
    count++;
    least = std::min({least, m.to, m.from});
    most = std::max({most, m.to, m.from});
  }
  if (count == 0) return;
  if (count == 1) {
    for (const Move& m : moves_)
      if (m.kind == MSrc::Reg) ordered_.push_back(m);
    return;
  }
  size_t range = size_t(most - least) + 1;
  if (readers_.size() < range) {
    readers_.resize(range);
    byTarget_.assign(range, kNone);
  }
  auto at = [&](int32_t w) { return size_t(w - least); };
  for (uint32_t i = 0; i < moves_.size(); i++) {
    const Move& m = moves_[i];
    if (m.kind != MSrc::Reg) continue;
    readers_[at(m.from)]++;
    byTarget_[at(m.to)] = i;
  }
  ready_.clear();
  for (uint32_t i = uint32_t(moves_.size()); i-- > 0;)
    if (moves_[i].kind == MSrc::Reg && readers_[at(moves_[i].to)] == 0) ready_.push_back(i);
  size_t done = 0;
  while (!ready_.empty()) {
    Move m = moves_[ready_.back()];
    ready_.pop_back();
    ordered_.push_back(m);
    done++;
    byTarget_[at(m.to)] = kNone;
    if (--readers_[at(m.from)] == 0 && byTarget_[at(m.from)] != kNone) ready_.push_back(byTarget_[at(m.from)]);
  }
  if (done < count) {
    emitMoves();
    ordered_.clear();
    for (const Move& m : moves_) {
      if (m.kind != MSrc::Reg || byTarget_[at(m.to)] == kNone) continue;
      Move step = m;
      while (step.from != m.to) {
        emitSwap(step.to, step.from);
        byTarget_[at(step.to)] = kNone;
        step = moves_[byTarget_[at(step.from)]];
      }
      byTarget_[at(step.to)] = kNone;
    }
  }
  for (const Move& m : moves_)
    if (m.kind == MSrc::Reg) readers_[at(m.from)] = 0;
}

void Assembler::emitMoves() {
  for (size_t i = 0; i < ordered_.size();) {
    const Move& m = ordered_[i];
    size_t left = ordered_.size() - i;
    if (words_.far || left == 1) {
      emitMove(m.to, m.from);
      i++;
      continue;
    }
    int32_t step = ordered_[i + 1].to - m.to;
    size_t run = 1;
    if (step == 1 || step == -1) {
      int32_t n = 1;
      for (; run < left; run++, n++) {
        const Move& x = ordered_[i + run];
        if (x.to != m.to + n * step || x.from != m.from + n * step) break;
      }
    }
    int32_t low = step == -1 ? int32_t(run) - 1 : 0;
    if (run == 2) {
      put(Bc::MovePair, m.to - low, m.from - low);
      i += 2;
    } else if (run > 2) {
      put(Bc::MoveBlock, m.to - low, m.from - low, int(run));
      i += run;
    } else {
      const Move& x = ordered_[i + 1];
      put(Bc::Move2, m.to, m.from, x.to);
      put64(uint16_t(x.from));
      i += 2;
    }
  }
  ordered_.clear();
}

void Assembler::emitMove(int32_t to, int32_t from) {
  if (near(to) && near(from)) return put(Bc::Move, to, from);
  // Scratch word 7 is for moves alone.
  int32_t via = near(from) ? from : near(to) ? to : int32_t(words_.scratch + 7);
  if (via != from) {
    put(Bc::MoveFromFar, via);
    put64(uint64_t(int64_t(from)));
  }
  if (via != to) {
    put(Bc::MoveToFar, via);
    put64(uint64_t(int64_t(to)));
  }
}

void Assembler::emitSwap(int32_t a, int32_t b) {
  if (near(a) && near(b)) return put(Bc::Swap, a, b);
  int32_t x = int32_t(words_.scratch + 5), y = int32_t(words_.scratch + 6);
  emitMove(x, a);
  emitMove(y, b);
  emitMove(a, y);
  emitMove(b, x);
}

// Constants come last: their targets are read by no move any more.
void Assembler::emitConstants() {
  for (size_t i = 0; i < moves_.size(); i++) {
    const Move& m = moves_[i];
    if (m.kind == MSrc::Imm) {
      size_t run = 1;
      if (m.imm == 0 && near(m.to))
        while (i + run < moves_.size() && moves_[i + run].kind == MSrc::Imm && moves_[i + run].imm == 0 &&
               moves_[i + run].to == m.to + int32_t(run))
          run++;
      if (run > 1) {
        put64(encodeK(Bc::ZeroSlot, 0, m.to * 8));
        put64(run * 8);
        i += run - 1;
        continue;
      }
      constant(m.to, m.imm);
    } else if (m.kind == MSrc::SlotAddr) {
      int32_t at = near(m.to) ? m.to : int32_t(words_.scratch);
      put64(encodeK(Bc::SlotAddr, at, int32_t(m.imm + int64_t(words_.slotBase) * 8)));
      if (at != m.to) emitMove(m.to, at);
    }
  }
}

}  // namespace gosub::interp
