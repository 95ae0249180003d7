// Slots to SSA values. A slot qualifies when its address is used for nothing but loads, stores and clearing of whole scalars that do not overlap
// each other; each scalar then becomes a variable in SSA form. Moves of small values between slots are split into scalars first.
//
// The values are found on demand (Braun et al., "Simple and efficient construction of SSA form"): a load that no store of its block precedes asks
// the predecessors; where several meet, a phi is made, and phis that turn out to merge one value only are removed at the end. What
// recoverBlock reaches keeps its slots: any point of the function that may panic leads there.
//
// Near linear: each (block, scalar) pair is asked for at most once, and only on the way from loads up to stores.
#include <algorithm>

#include "base/check.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/value_table.h"

namespace gosub::ir {

namespace {

constexpr size_t kMaxScalars = 16;  // of a type that is moved scalar by scalar

// All scalars of a type, in memory order; false when there are more than kMaxScalars.
bool scalarsOf(types::Type* t, uint32_t base, Layouts& layouts, ArenaVector<Component>& out) {
  const TypeInfo& info = layouts.of(t);
  if (!info.memory) {
    for (const Component& c : info.parts) out.push_back({c.ty, base + c.offset});
    return out.size() <= kMaxScalars;
  }
  types::Type* u = types::under(t);
  if (auto* a = types::as<types::Array>(u)) {
    uint64_t stride = layouts.of(a->elem).size;
    if (a->length > int64_t(kMaxScalars)) return false;
    for (int64_t i = 0; i < a->length; i++)
      if (!scalarsOf(a->elem, base + uint32_t(uint64_t(i) * stride), layouts, out)) return false;
    return true;
  }
  auto* s = types::as<types::Struct>(u);
  if (s == nullptr) return false;
  for (size_t i = 0; i < s->fields.size(); i++)
    if (!scalarsOf(s->fields[i]->type, base + uint32_t(info.fieldOffsets[i]), layouts, out)) return false;
  return true;
}

// slot and offset that an address value denotes.
struct Place {
  int slot = -1;
  int64_t offset = 0;
};

Place placeOf(const Value* v) {
  int64_t offset = 0;
  while (v->op == Op::PtrAdd || v->op == Op::Copy) {
    if (v->op == Op::PtrAdd) offset += v->imm;
    v = v->args[0];
  }
  if (v->op != Op::SlotAddr) return {};
  return {int(v->imm >> 32), offset + int64_t(uint32_t(v->imm))};
}

class Promoter {
 public:
  Promoter(Function& f, Layouts& layouts)
      : f_(f), layouts_(layouts), clears_(f.scratch), types_(f.scratch), replacement_(f.scratch), atEnd_(f.scratch), atStart_(f.scratch),
        path_(f.scratch), reads_(f.scratch), phis_(f.scratch) {}

  bool run() {
    // What the builder left in memory because there is so much of it stays there.
    constexpr size_t kMaxWork = 30'000'000;
    if (f_.slots.empty() || f_.slots.size() * f_.blocks.size() > kMaxWork) return false;
    slots_ = f_.scratch.makeArray<SlotState>(f_.slots.size());
    for (SlotState& s : slots_) {
      s.good = true;
      s.scalars = ArenaVector<Component>(f_.scratch);
    }
    excludeRecovered();
    collect();
    if (!choose()) return false;
    splitMoves();
    scanBlocks();
    fillReads();
    removeTrivialPhis();
    rewrite();
    dropSlots();
    return true;
  }

 private:
  static constexpr uint32_t kNone = ~0u;

  struct SlotState {
    bool good = false;
    ArenaVector<Component> scalars;
    uint32_t first = 0;  // number of the first scalar among all variables
  };

  // ---- which

  void excludeRecovered() {
    if (f_.recoverBlock == nullptr) return;
    std::vector<uint8_t> seen(f_.nextBlock, 0);
    std::vector<Block*> work{f_.recoverBlock};
    seen[f_.recoverBlock->id] = 1;
    while (!work.empty()) {
      Block* b = work.back();
      work.pop_back();
      for (Value* v : b->values)
        if (v->op == Op::SlotAddr) slots_[size_t(v->imm >> 32)].good = false;
      // An address made elsewhere may be used here.
      for (Value* v : b->values)
        for (Value* a : v->args)
          if (Place p = placeOf(a); p.slot >= 0) slots_[size_t(p.slot)].good = false;
      for (Block* s : b->succs)
        if (!seen[s->id]) seen[s->id] = 1, work.push_back(s);
    }
  }

  void reject(const Value* address) {
    Place p = placeOf(address);
    if (p.slot >= 0) slots_[size_t(p.slot)].good = false;
  }

  void access(const Value* address, int64_t imm, Ty type) {
    Place p = placeOf(address);
    if (p.slot < 0 || !slots_[size_t(p.slot)].good) return;
    addScalar(slots_[size_t(p.slot)], p.offset + imm, type);
  }

  void addScalar(SlotState& s, int64_t offset, Ty type) {
    int64_t end = offset + sizeOf(type);
    for (const Component& c : s.scalars) {
      if (c.offset == offset && c.ty == type) return;
      if (int64_t(c.offset) < end && offset < int64_t(c.offset) + sizeOf(c.ty)) {
        s.good = false;
        return;
      }
    }
    // Outside of the slot is what a check before it keeps from being reached.
    auto size = int64_t(layouts_.of(f_.slots[size_t(&s - slots_.data())].type).size);
    if (offset < 0 || end > size || s.scalars.size() >= 4 * kMaxScalars) s.good = false;
    else s.scalars.push_back({type, uint32_t(offset)});
  }

  // Every scalar of type t at the address.
  bool accessAll(const Value* address, types::Type* t) {
    Place p = placeOf(address);
    if (p.slot < 0 || !slots_[size_t(p.slot)].good) return false;
    ArenaVector<Component> list(f_.scratch);
    if (!scalarsOf(t, 0, layouts_, list)) return false;
    for (const Component& c : list) addScalar(slots_[size_t(p.slot)], p.offset + c.offset, c.ty);
    return true;
  }

  void collect() {
    for (Block* b : f_.blocks) {
      for (Value* v : b->values) {
        switch (v->op) {
          case Op::SlotAddr: case Op::PtrAdd: case Op::Copy: case Op::NilCheck: break;
          case Op::Load: access(v->args[0], v->imm, v->type); break;
          case Op::Store: case Op::StorePtr:
            reject(v->args[1]);
            access(v->args[0], v->imm, v->args[1]->type);
            break;
          case Op::Zero: clears_.push_back(v); break;
          case Op::Move:
            if (!accessAll(v->args[0], v->goType)) reject(v->args[0]);
            if (!accessAll(v->args[1], v->goType)) reject(v->args[1]);
            break;
          case Op::MakeClosure:
            if (v->imm != 0) slots_[size_t(v->imm - 1)].good = false;
            [[fallthrough]];
          default:
            for (Value* a : v->args) reject(a);
        }
      }
      for (Value* c : b->controls) reject(c);
    }
    // A clear that covers a scalar in part keeps the slot in memory.
    for (Value* v : clears_) {
      Place p = placeOf(v->args[0]);
      if (p.slot < 0) continue;
      SlotState& s = slots_[size_t(p.slot)];
      int64_t end = p.offset + int64_t(layouts_.of(v->goType).size);
      for (const Component& c : s.scalars) {
        int64_t from = c.offset, to = from + sizeOf(c.ty);
        if (from < end && p.offset < to && (from < p.offset || to > end)) s.good = false;
      }
    }
  }

  bool choose() {
    uint32_t n = 0;
    for (SlotState& s : slots_) {
      if (!s.good) continue;
      s.first = n;
      for (const Component& c : s.scalars) types_.push_back(c.ty);
      n += uint32_t(s.scalars.size());
      any_ = true;
    }
    return any_;
  }

  bool promoted(const Value* address) const {
    Place p = placeOf(address);
    return p.slot >= 0 && slots_[size_t(p.slot)].good;
  }

  // The variable that an access of the address at imm means; -1: not promoted.
  int variable(const Value* address, int64_t imm) const {
    Place p = placeOf(address);
    if (p.slot < 0 || !slots_[size_t(p.slot)].good) return -1;
    const SlotState& s = slots_[size_t(p.slot)];
    for (size_t i = 0; i < s.scalars.size(); i++)
      if (s.scalars[i].offset == p.offset + imm) return int(s.first + i);
    GOSUB_UNREACHABLE("access of slot %d at %ld was not seen", p.slot, long(p.offset + imm));
  }

  // ---- moves to and from promoted slots become loads and stores of scalars

  void splitMoves() {
    for (Block* b : f_.blocks) {
      bool any = std::any_of(b->values.begin(), b->values.end(), [&](Value* v) {
        return v->op == Op::Move && (promoted(v->args[0]) || promoted(v->args[1]));
      });
      if (!any) continue;
      std::vector<Value*> out;
      for (Value* v : b->values) {
        if (v->op == Op::Move && (promoted(v->args[0]) || promoted(v->args[1]))) splitMove(b, v, out);
        else out.push_back(v);
      }
      b->values.assign(out);
    }
  }

  void splitMove(Block* b, Value* move, std::vector<Value*>& out) {
    ArenaVector<Component> list(f_.scratch);
    scalarsOf(move->goType, 0, layouts_, list);
    Value *to = move->args[0], *from = move->args[1];
    size_t first = out.size();
    auto make = [&](Op op, Ty ty, std::initializer_list<Value*> args, const Component& c) {
      Value* v = f_.makeValue(op, ty, std::span<Value* const>(args.begin(), args.size()), move->pos);
      v->block = b;
      v->imm = c.offset;
      v->inlined = move->inlined;
      out.push_back(v);
    };
    // All loads first: the two may overlap.
    for (const Component& c : list) make(Op::Load, c.ty, {from}, c);
    for (size_t i = 0; i < list.size(); i++) {
      Op op = list[i].ty == Ty::Ptr && placeOf(to).slot < 0 ? Op::StorePtr : Op::Store;
      make(op, Ty::Void, {to, out[first + i]}, list[i]);
    }
  }

  // ---- values at the ends of blocks, and the loads that want a value from before their block

  void scanBlocks() {
    replacement_.assign(f_.nextValue, nullptr);
    ArenaVector<Value*> current(f_.scratch);
    current.assign(types_.size(), nullptr);
    ArenaVector<int> touched(f_.scratch);
    for (Block* b : f_.blocks) {
      for (Value* v : b->values) scanValue(b, v, current, touched);
      for (int var : touched) {
        atEnd_.set(b, uint32_t(var), current[size_t(var)]);
        current[size_t(var)] = nullptr;
      }
      touched.clear();
    }
  }

  void scanValue(Block* b, Value* v, std::span<Value*> current, ArenaVector<int>& touched) {
    auto set = [&](int var, Value* value) {
      if (current[size_t(var)] == nullptr) touched.push_back(var);
      current[size_t(var)] = value;
    };
    int var;
    switch (v->op) {
      case Op::Load:
        if ((var = variable(v->args[0], v->imm)) < 0) return;
        if (current[size_t(var)] != nullptr) replace(v, current[size_t(var)]);
        else reads_.push_back({v, b, var}), set(var, v);
        return;
      case Op::Store: case Op::StorePtr:
        if ((var = variable(v->args[0], v->imm)) >= 0) set(var, v->args[1]);
        return;
      case Op::Zero: {
        Place p = placeOf(v->args[0]);
        if (p.slot < 0 || !slots_[size_t(p.slot)].good) return;
        const SlotState& s = slots_[size_t(p.slot)];
        int64_t end = p.offset + int64_t(layouts_.of(v->goType).size);
        for (size_t i = 0; i < s.scalars.size(); i++)
          if (s.scalars[i].offset >= p.offset && s.scalars[i].offset < end) set(int(s.first + i), zero(s.scalars[i].ty));
        return;
      }
      default: return;
    }
  }

  // Zero constants stand in a list that goes to the front of the entry block at the end (recoverBlock's part has no promoted slots).
  Value* zero(Ty t) {
    Value*& z = zeros_[size_t(t)];
    if (z == nullptr) {
      z = f_.makeValue(t == Ty::Ptr ? Op::ConstNil : isFloat(t) ? Op::ConstFloat : Op::ConstInt, t, {}, Pos{});
      z->block = f_.blocks[0];
    }
    return z;
  }

  void replace(Value* v, Value* by) {
    if (v->id >= replacement_.size()) replacement_.resize(v->id + v->id / 2 + 64);
    replacement_[v->id] = by;
  }
  Value* resolve(Value* v) {
    Value* r = v;
    while (r->id < replacement_.size() && replacement_[r->id] != nullptr) r = replacement_[r->id];
    // Path compression: chains of loads through many blocks would be quadratic else.
    while (v != r) {
      Value* next = replacement_[v->id];
      replacement_[v->id] = r;
      v = next;
    }
    return r;
  }

  struct Read {
    Value* load;
    Block* block;
    int var;
  };
  struct NewPhi {
    Value* phi;
    int var;
  };

  void fillReads() {
    for (const Read& r : reads_) replace(r.load, atStart(r.block, r.var));
    // The operands of a phi may need further phis.
    for (size_t i = 0; i < phis_.size(); i++) {
      NewPhi p = phis_[i];
      Block* b = p.phi->block;
      p.phi->args = f_.arena.rawArray<Value*>(b->preds.size());
      for (size_t k = 0; k < b->preds.size(); k++) p.phi->args[k] = atEnd(b->preds[k], p.var);
    }
  }

  Value* atEnd(Block* b, int var) {
    Value** v = atEnd_.find(b, uint32_t(var));
    return v != nullptr ? *v : atStart(b, var);
  }

  Value* atStart(Block* b, int var) {
    path_.clear();
    Value* found;
    for (;;) {
      if (Value** v = atStart_.find(b, uint32_t(var))) {
        found = *v;
        break;
      }
      path_.push_back(b);
      if (b->preds.empty()) {
        found = zero(types_[size_t(var)]);
        break;
      }
      if (b->preds.size() > 1) {
        found = f_.makeValue(Op::Phi, types_[size_t(var)], {}, b->pos);
        found->block = b;
        phis_.push_back({found, var});
        break;
      }
      b = b->preds[0];
      if (Value** v = atEnd_.find(b, uint32_t(var))) {
        found = *v;
        break;
      }
    }
    for (Block* p : path_) atStart_.set(p, uint32_t(var), found);
    return found;
  }

  // ---- phis of one value

  // Index in phis_ of one that was made here; kNone: another value. The builder's epochs have served.
  uint32_t indexOf(const Value* v) const {
    auto i = uint32_t(v->epoch);
    return v->op == Op::Phi && i < phis_.size() && phis_[i].phi == v ? i : kNone;
  }

  void removeTrivialPhis() {
    struct User {
      uint32_t phi, next;
    };
    ArenaVector<User> users(f_.scratch);
    ArenaVector<uint32_t> firstUser(f_.scratch), work(f_.scratch);
    firstUser.assign(phis_.size(), kNone);
    auto addUser = [&](uint32_t of, uint32_t user) {
      users.push_back({user, firstUser[of]});
      firstUser[of] = uint32_t(users.size()) - 1;
    };
    for (uint32_t i = 0; i < phis_.size(); i++) phis_[i].phi->epoch = int32_t(i);
    for (uint32_t i = 0; i < phis_.size(); i++) {
      for (Value*& a : phis_[i].phi->args) {
        a = resolve(a);
        if (uint32_t of = indexOf(a); of != kNone && of != i) addUser(of, i);
      }
      work.push_back(i);
    }
    while (!work.empty()) {
      uint32_t i = work.back();
      work.pop_back();
      Value* phi = phis_[i].phi;
      if (phi == nullptr) continue;
      Value* same = nullptr;
      bool trivial = true;
      for (Value*& a : phi->args) {
        a = resolve(a);
        if (a == phi || a == same) continue;
        trivial = trivial && same == nullptr;
        same = a;
      }
      if (!trivial) continue;
      replace(phi, same != nullptr ? same : zero(phi->type));
      phis_[i].phi = nullptr;
      uint32_t of = same != nullptr ? indexOf(same) : kNone;
      for (uint32_t u = firstUser[i]; u != kNone; u = users[u].next) {
        uint32_t user = users[u].phi;
        if (phis_[user].phi == nullptr) continue;
        work.push_back(user);
        // They use what stands for the phi now.
        if (of != kNone && of != user) addUser(of, user);
      }
    }
  }

  // ---- the new code

  void rewrite() {
    for (Block* b : f_.blocks) {
      size_t out = 0;
      for (Value* v : b->values) {
        if (gone(v)) continue;
        for (Value*& a : v->args) a = resolve(a);
        b->values[out++] = v;
      }
      b->values.resize(out);
      for (Value*& c : b->controls) c = resolve(c);
    }
    ArenaVector<Value*> kept(f_.scratch);
    for (NewPhi& p : phis_) {
      if (p.phi == nullptr) continue;
      for (Value*& a : p.phi->args) a = resolve(a);
      kept.push_back(p.phi);
    }
    placePhis(f_, kept);
    ArenaVector<Value*>& entry = f_.blocks[0]->values;
    for (Value* z : zeros_)
      if (z != nullptr) entry.insert(entry.begin(), z);
  }

  bool gone(const Value* v) const {
    switch (v->op) {
      case Op::Load: return v->id < replacement_.size() && replacement_[v->id] != nullptr;
      case Op::Store: case Op::StorePtr: case Op::Zero: return promoted(v->args[0]);
      case Op::SlotAddr: return slots_[size_t(v->imm >> 32)].good;
      case Op::NilCheck: case Op::PtrAdd: case Op::Copy: return !v->args.empty() && v->args[0]->type == Ty::Ptr && promoted(v->args[0]);
      default: return false;
    }
  }

  // Slots that are not used any more go; the others are renumbered.
  void dropSlots() {
    std::vector<int64_t> number(f_.slots.size(), -1);
    std::vector<Slot> kept;
    for (size_t i = 0; i < f_.slots.size(); i++) {
      if (slots_[i].good) continue;
      number[i] = int64_t(kept.size());
      kept.push_back(f_.slots[i]);
    }
    for (Block* b : f_.blocks) {
      for (Value* v : b->values) {
        if (v->op == Op::SlotAddr) v->imm = number[size_t(v->imm >> 32)] << 32 | int64_t(uint32_t(v->imm));
        if (v->op == Op::MakeClosure && v->imm != 0) v->imm = number[size_t(v->imm - 1)] + 1;
      }
    }
    f_.slots = std::move(kept);
  }

  Function& f_;
  Layouts& layouts_;
  std::span<SlotState> slots_;
  ArenaVector<Value*> clears_;
  ArenaVector<Ty> types_;  // by variable
  bool any_ = false;
  ArenaVector<Value*> replacement_;
  ValueTable atEnd_, atStart_;
  ArenaVector<Block*> path_;
  ArenaVector<Read> reads_;
  ArenaVector<NewPhi> phis_;
  Value* zeros_[size_t(Ty::Ptr) + 1] = {};
};

}  // namespace

bool promoteSlots(Function& f, PassContext& context) { return Promoter(f, context.layouts).run(); }

}  // namespace gosub::ir
