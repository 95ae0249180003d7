// The core of the Builder: blocks, values, memory, SSA variables, homes of local variables, the shell of a function.
#include "frontend/ir/builder.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "frontend/ir/eval.h"

namespace gosub::ir {

namespace {

// A phi that was found to be another value; args[0] is that value. Only while the function is built.
constexpr uint16_t kForwarded = 1;

// With more scalars than this, further variables live in memory: a variable needs phis wherever paths meet, and a function of so many variables
// has as many such places.
constexpr size_t kMaxVars = 1000;


}  // namespace

Builder::Builder(Program& program, FuncSym* sym)
    : program_(program), sym_(sym), f_(std::make_unique<Function>(program.arenaPool())), env_(program.typeEnv(sym)),
      incomplete_(f_->scratch), writes_(f_->scratch), lastWrite_(f_->scratch), blockStates_(f_->scratch), varTypes_(f_->scratch), defs_(f_->scratch),
      phis_(f_->scratch), liveTemps_(f_->scratch), homes_(f_->scratch), homeOf_(f_->scratch), hoisted_(f_->scratch) {
  f_->sym = sym;
  f_->params = sym->params;
  f_->results = sym->results;
  pos_ = sym->pos;
  Block* entry = newBlock();
  seal(entry);
  cur_ = entry;
  state(entry).start = ++clock_;
}

Builder::~Builder() = default;

std::unique_ptr<Function> Builder::run() {
  buildBody();
  finishFunction();
  return std::move(f_);
}

// ---- types ---------------------------------------------------------------------------------------------------------

Builder::Type* Builder::subst(Type* t) {
  if (env_.empty() || t == nullptr) return t;
  auto [it, isNew] = substituted_.try_emplace(t, nullptr);
  if (!isNew) return it->second;
  Type* to = program_.substitute(t, env_);
  substituted_[t] = to;
  return to;
}

Builder::Type* Builder::typeOf(const Expr* e) { return subst(e->type); }

// ---- blocks --------------------------------------------------------------------------------------------------------

Builder::BlockState& Builder::state(Block* b) {
  if (blockStates_.size() <= b->id) blockStates_.resize(size_t(b->id) + 16);
  return blockStates_[b->id];
}

void Builder::setBlock(Block* b) {
  GOSUB_DCHECK(ended_);
  cur_ = b;
  ended_ = false;
  epoch_++;
  state(b).start = ++clock_;
}

void Builder::endBlock() {
  ended_ = true;
  state(cur_).end = ++clock_;
}

// The lowest block that both go through, by the tree as far as it is known.
Block* Builder::commonDominator(Block* a, Block* b) {
  while (a != b) {
    if (a == nullptr || b == nullptr) return nullptr;
    if (state(a).start < state(b).start) std::swap(a, b);
    Block* far = state(a).jump;
    a = far != nullptr && state(far).start >= state(b).start ? far : state(a).dom;
  }
  return a;
}

// All predecessors are there. Those that b dominates do not count: they come from below.
void Builder::linkDominator(Block* b) {
  BlockState& s = state(b);
  Block* dom = nullptr;
  for (Block* p : b->preds) {
    if (s.start != 0) {
      while (p != nullptr && state(p).start > s.start) {
        Block* far = state(p).jump;
        p = far != nullptr && state(far).start >= s.start ? far : state(p).dom;
      }
      if (p == b) continue;
    }
    dom = dom == nullptr ? p : commonDominator(dom, p);
    if (dom == nullptr) return;
  }
  if (dom == nullptr || dom == b || (s.start != 0 && state(dom).end > s.start)) return;
  BlockState& d = state(dom);
  s.dom = dom;
  s.domUntil = ++clock_;
  s.depth = d.depth + 1;
  s.jump = dom;
  s.jumpUntil = s.domUntil;
  if (d.jump == nullptr) return;
  BlockState& j = state(d.jump);
  if (j.jump == nullptr || d.depth - j.depth != j.depth - state(j.jump).depth) return;
  s.jump = j.jump;
  s.jumpUntil = std::max({s.domUntil, d.jumpUntil, j.jumpUntil});
}

// Was the variable written after one time, and not later than the other? "Yes" is a safe answer.
bool Builder::written(Var32 v, uint32_t after, uint32_t until) const {
  if (v >= lastWrite_.size()) return false;
  uint32_t i = lastWrite_[v];
  for (int steps = 0; i != 0 && writes_[i - 1].time > until; i = writes_[i - 1].previous)
    if (++steps == 64) return true;
  return i != 0 && writes_[i - 1].time > after;
}

void Builder::startDeadBlock() {
  Block* b = newBlock();
  seal(b);
  setBlock(b);
}

bool Builder::live() {
  if (ended_) return false;
  return !cur_->preds.empty() || cur_ == f_->blocks[0] || cur_ == f_->recoverBlock || !state(cur_).sealed;
}

void Builder::seal(Block* b) {
  GOSUB_DCHECK(!state(b).sealed);
  state(b).sealed = true;
  linkDominator(b);
  ArenaVector<uint32_t> open(f_->scratch);
  for (uint32_t i = state(b).incomplete; i != 0; i = incomplete_[i - 1].next) open.push_back(i - 1);
  while (!open.empty()) {
    Incomplete c = incomplete_[open.back()];
    open.pop_back();
    addPhiOperands(c.var, c.phi);
    simplifyPhi(c.phi);
  }
}

void Builder::jump(Block* to) {
  if (ended_) return;
  cur_->kind = BlockKind::Jump;
  cur_->pos = pos_;
  addEdge(cur_, to);
  endBlock();
}

void Builder::branch(Value* cond, Block* yes, Block* no, int likely) {
  if (ended_) return;
  if (yes == no) return jump(yes);
  cur_->kind = BlockKind::If;
  cur_->likely = int8_t(likely);
  cur_->pos = pos_;
  cur_->controls.push_back(cond);
  addEdge(cur_, yes);
  addEdge(cur_, no);
  endBlock();
}

void Builder::unreachable() {
  if (ended_) return;
  cur_->kind = BlockKind::Unreachable;
  cur_->pos = pos_;
  endBlock();
}

void Builder::ret(std::span<Value* const> words) {
  if (ended_) return;
  cur_->kind = BlockKind::Return;
  cur_->pos = pos_;
  cur_->controls.assign(words);
  endBlock();
}

void Builder::switchOn(Value* control, std::span<const int64_t> cases, std::span<Block* const> to) {
  if (ended_) return;
  GOSUB_DCHECK(to.size() == cases.size() + 1);
  cur_->kind = BlockKind::Switch;
  cur_->pos = pos_;
  cur_->controls.push_back(control);
  cur_->cases.assign(cases);
  for (Block* b : to) addEdge(cur_, b);
  endBlock();
}

// ---- values --------------------------------------------------------------------------------------------------------

Value* Builder::emitList(Op op, Ty type, std::span<Value* const> args, int64_t imm) {
  if (ended_) startDeadBlock();
  Value* v = f_->newValue(cur_, op, type, args, pos_);
  v->imm = imm;
  if (ir::effectOf(op) == Effect::Call) epoch_++;
  return v;
}

Value* Builder::emit(Op op, Ty type, std::initializer_list<Value*> args, int64_t imm) {
  return emitList(op, type, std::span<Value* const>(args.begin(), args.size()), imm);
}

Value* Builder::intConst(Ty t, int64_t v) {
  GOSUB_DCHECK(isInt(t));
  return emit(Op::ConstInt, t, {}, int64_t(canonical(t, uint64_t(v))));
}

Value* Builder::floatConst(Ty t, double v) {
  uint64_t bits = t == Ty::F32 ? fromF32(float(v)) : fromF64(v);
  return emit(Op::ConstFloat, t, {}, int64_t(bits));
}

Value* Builder::nilPtr() { return emit(Op::ConstNil, Ty::Ptr, {}); }

Value* Builder::zeroOf(Ty t) {
  if (t == Ty::Ptr) return nilPtr();
  return isFloat(t) ? floatConst(t, 0) : intConst(t, 0);
}

Value* Builder::typeAddr(Type* t) {
  Value* v = emit(Op::TypeAddr, Ty::Ptr, {});
  v->goType = program_.keys().canonical(t);
  return v;
}

Value* Builder::itabAddr(Type* inter, Type* concrete) {
  Value* v = emit(Op::ItabAddr, Ty::Ptr, {});
  v->itab = program_.itab(inter, concrete);
  return v;
}

Value* Builder::funcAddr(FuncSym* f) {
  Value* v = emit(Op::FuncAddr, Ty::Ptr, {});
  v->func = f;
  return v;
}

Value* Builder::dataAddr(std::string_view bytes) {
  if (bytes.empty()) return nilPtr();
  Value* v = emit(Op::DataAddr, Ty::Ptr, {});
  v->data = program_.data(bytes);
  return v;
}

Value* Builder::globalAddr(GlobalSym* g, int64_t offset) {
  Value* v = emit(Op::GlobalAddr, Ty::Ptr, {}, offset);
  v->global = g;
  return v;
}

Value* Builder::convertScalar(Value* v, Ty to) {
  return v->type == to ? v : emit(Op::Convert, to, {v});
}

Value* Builder::extract(Value* multi, int i) {
  if (multi->results.empty()) {
    GOSUB_DCHECK(i == 0);
    return multi;
  }
  return emit(Op::Extract, multi->results[size_t(i)], {multi}, i);
}

Value* Builder::runtimeList(Entry e, std::span<Value* const> args, std::span<const Ty> results) {
  GOSUB_DCHECK(abi::kEntries[int(e)].argWords == args.size() && abi::kEntries[int(e)].resultWords == results.size());
  Value* v = emitList(Op::CallRuntime, results.size() == 1 ? results[0] : Ty::Void, args, int64_t(e));
  if (results.size() > 1) v->results = f_->arena.copy(results);
  return v;
}

Value* Builder::runtime(Entry e, std::initializer_list<Value*> args, std::initializer_list<Ty> results) {
  return runtimeList(e, std::span<Value* const>(args.begin(), args.size()),
                     std::span<const Ty>(results.begin(), results.size()));
}

// ---- checks --------------------------------------------------------------------------------------------------------

// Addresses that can't be nil.
static bool neverNil(const Value* p) {
  switch (p->op) {
    case Op::New: case Op::MakeClosure: case Op::SlotAddr: case Op::GlobalAddr: case Op::FuncAddr: case Op::DataAddr:
    case Op::PtrAdd: case Op::PtrIndex: case Op::ItabAddr: case Op::TypeAddr: return true;
    default: return false;
  }
}

void Builder::nilCheck(Value* p) {
  if (!neverNil(p)) emit(Op::NilCheck, Ty::Void, {p});
}

void Builder::boundsCheck(Value* index, Value* len, bool isUnsigned) {
  emit(Op::BoundsCheck, Ty::Void, {index, len}, int64_t(BoundsKind::Index) | (isUnsigned ? kBoundsUnsigned : 0));
}

void Builder::sliceCheck(Value* a, Value* b, BoundsKind kind, bool isUnsigned) {
  emit(Op::SliceCheck, Ty::Void, {a, b}, int64_t(kind) | (isUnsigned ? kBoundsUnsigned : 0));
}

void Builder::divCheck(Value* divisor) {
  if (divisor->op == Op::ConstInt && divisor->imm != 0) return;
  emit(Op::DivCheck, Ty::Void, {divisor});
}

void Builder::shiftCheck(Value* count) {
  if (!isSigned(count->type) || (count->op == Op::ConstInt && count->imm >= 0)) return;
  emit(Op::ShiftCheck, Ty::Void, {count});
}

// ---- memory --------------------------------------------------------------------------------------------------------

Addr Builder::pointee(Value* p) {
  if (p->op == Op::SlotAddr) return {p, 0, kAlwaysFresh};
  // A new object is fresh in the epoch in which it was made.
  return {p, 0, p->op == Op::New || p->op == Op::MakeClosure ? uint32_t(p->epoch) : 0};
}

Value* Builder::address(Addr a) {
  if (a.offset == 0) return a.base;
  if (a.base->op == Op::SlotAddr || a.base->op == Op::GlobalAddr || a.base->op == Op::DataAddr) {
    Value* v = emit(a.base->op, Ty::Ptr, {}, a.base->imm + a.offset);
    v->sym = a.base->sym;
    return v;
  }
  return emit(Op::PtrAdd, Ty::Ptr, {a.base}, a.offset);
}

Addr Builder::slotAddr(uint32_t slot) {
  return {emit(Op::SlotAddr, Ty::Ptr, {}, int64_t(slot) << 32), 0, kAlwaysFresh};
}

bool Builder::tooLargeForFrame(Type* t) {
  uint64_t size = info(t).size;
  return size > kMaxFrameValue || (size > 1024 && slotBytes_ + size > kMaxFrameSlots);
}

uint32_t Builder::newSlot(Type* t, Name name) {
  slotBytes_ += info(t).size;
  f_->slots.push_back({t, name, pos_, info(t).hasPointers});
  return uint32_t(f_->slots.size() - 1);
}

// Slots of one underlying type are interchangeable.
Addr Builder::tempSlot(Type* t) {
  Type* u = underOf(t);
  if (tooLargeForFrame(u)) return newObject(u);
  std::vector<uint32_t>& free = freeTemps_[u];
  uint32_t slot;
  if (free.empty()) {
    slot = newSlot(u, Name{});
  } else {
    slot = free.back();
    free.pop_back();
  }
  liveTemps_.push_back({slot, u});
  return slotAddr(slot);
}

void Builder::releaseTemps(size_t mark) {
  while (liveTemps_.size() > mark) {
    freeTemps_[liveTemps_.back().type].push_back(liveTemps_.back().slot);
    liveTemps_.pop_back();
  }
}

Addr Builder::newObject(Type* t) {
  Value* v = emit(Op::New, Ty::Ptr, {});
  v->goType = program_.keys().canonical(t);
  v->epoch = int32_t(epoch_);
  return {v, 0, epoch_};
}

Value* Builder::loadWord(Ty t, Addr a) { return emit(Op::Load, t, {a.base}, a.offset); }

void Builder::storeWord(Addr a, Value* v) {
  bool raw = v->type != Ty::Ptr || a.fresh == kAlwaysFresh || a.fresh == epoch_;
  emit(raw ? Op::Store : Op::StorePtr, Ty::Void, {a.base, v}, a.offset);
}

GoVal Builder::load(Addr a, Type* t) {
  const TypeInfo& ti = info(t);
  GoVal v{t, ti.memory, false, 0, {}};
  if (ti.memory) {
    v.n = 1;
    v.w[0] = address(a);
    return v;
  }
  for (const Component& c : ti.parts) v.w[v.n++] = loadWord(c.ty, a.at(c.offset));
  return v;
}

void Builder::store(Addr a, const GoVal& v) {
  if (v.memory) {
    Value* move = emit(Op::Move, Ty::Void, {address(a), v.w[0]});
    move->goType = program_.keys().canonical(v.type);
    return;
  }
  const TypeInfo& ti = info(v.type);
  GOSUB_DCHECK(ti.parts.size() == v.n);
  for (size_t i = 0; i < v.n; i++) storeWord(a.at(ti.parts[i].offset), v.w[i]);
}

void Builder::zero(Addr a, Type* t) {
  const TypeInfo& ti = info(t);
  if (!ti.memory) {
    for (const Component& c : ti.parts) storeWord(a.at(c.offset), zeroOf(c.ty));
    return;
  }
  Value* v = emit(Op::Zero, Ty::Void, {address(a)});
  v->goType = program_.keys().canonical(t);
}

// ---- Go values -----------------------------------------------------------------------------------------------------

GoVal Builder::words(Type* t, std::span<Value* const> w) {
  GoVal v{t, false, false, uint8_t(w.size()), {}};
  GOSUB_DCHECK(w.size() <= 4 && info(t).words() == w.size());
  v.memory = info(t).memory;
  for (size_t i = 0; i < w.size(); i++) v.w[i] = w[i];
  return v;
}

GoVal Builder::scalar(Type* t, Value* v) { return words(t, {v}); }

GoVal Builder::zeroValue(Type* t) {
  const TypeInfo& ti = info(t);
  GoVal v{t, ti.memory, ti.memory, 0, {}};
  if (ti.memory) {
    Addr a = tempSlot(t);
    zero(a, t);
    v.w[v.n++] = a.base;
    return v;
  }
  for (const Component& c : ti.parts) v.w[v.n++] = zeroOf(c.ty);
  return v;
}

GoVal Builder::stable(const GoVal& v) {
  if (!v.memory || v.owned) return v;
  GoVal copy = v;
  copy.w[0] = inTemp(v).base;
  copy.owned = true;
  return copy;
}

Addr Builder::inMemory(const GoVal& v) { return v.memory ? addrOf(v) : inTemp(v); }

Addr Builder::inTemp(const GoVal& v) {
  Addr a = tempSlot(v.type);
  store(a, v);
  return a;
}

Addr Builder::inHeap(const GoVal& v) {
  Addr a = newObject(v.type);
  store(a, v);
  return a;
}

void Builder::fieldParts(Type* structType, int index, uint32_t* first, uint32_t* count) {
  auto* s = static_cast<types::Struct*>(underOf(structType));
  *first = 0;
  for (int i = 0; i < index; i++) *first += uint32_t(info(s->fields[size_t(i)]->type).parts.size());
  *count = uint32_t(info(s->fields[size_t(index)]->type).parts.size());
}

GoVal Builder::field(const GoVal& v, int index) {
  auto* s = static_cast<types::Struct*>(underOf(v.type));
  Type* t = s->fields[size_t(index)]->type;
  if (v.memory) return load(addrOf(v).at(info(v.type).fieldOffsets[size_t(index)]), t);
  uint32_t first, count;
  fieldParts(v.type, index, &first, &count);
  return words(t, std::span<Value* const>(v.w + first, count));
}

GoVal Builder::arrayElem(const GoVal& v, Value* index) {
  Type* elem = static_cast<types::Array*>(underOf(v.type))->elem;
  if (!v.memory) return v.n == 0 ? zeroValue(elem) : words(elem, v.words());
  Value* p = emit(Op::PtrIndex, Ty::Ptr, {v.w[0], index}, int64_t(info(elem).size));
  return load({p, 0, 0}, elem);
}

// ---- SSA variables -------------------------------------------------------------------------------------------------

Var32 Builder::newVar(Ty t) {
  varTypes_.push_back(t);
  return Var32(varTypes_.size() - 1);
}

Var32 Builder::newVars(Type* t) {
  Var32 first = Var32(varTypes_.size());
  for (const Component& c : info(t).parts) varTypes_.push_back(c.ty);
  return first;
}

void Builder::writeVar(Var32 v, Value* x) {
  GOSUB_DCHECK(x->type == varTypes_[v]);
  if (ended_) startDeadBlock();
  defs_.set(cur_, v, x);
  if (lastWrite_.size() <= v) lastWrite_.resize(varTypes_.size());
  writes_.push_back({++clock_, lastWrite_[v]});
  lastWrite_[v] = uint32_t(writes_.size());
}

Value* Builder::readVar(Var32 v) {
  if (ended_) startDeadBlock();
  return readVarIn(v, cur_);
}

Value* Builder::newPhi(Var32 v, Block* b) {
  Value* phi = f_->makeValue(Op::Phi, varTypes_[v], {}, b->pos.valid() ? b->pos : pos_);
  phi->block = b;
  phis_.push_back(phi);
  defs_.set(b, v, phi);
  return phi;
}

Value* Builder::readVarIn(Var32 v, Block* b) {
  Value* result = nullptr;
  Block* at = b;
  // Without recursion as long as nothing was written on the way; a chain that bites its tail is unreachable code.
  for (uint32_t steps = 0;; steps++) {
    if (Value** def = defs_.find(at, v)) {
      result = *def = resolved(*def);
      break;
    }
    BlockState& s = state(at);
    if (!s.sealed) {
      result = newPhi(v, at);
      BlockState& open = state(at);
      incomplete_.push_back({v, result, open.incomplete});
      open.incomplete = uint32_t(incomplete_.size());
      break;
    }
    if (at->preds.empty() || steps > f_->nextBlock) {
      Ty t = varTypes_[v];
      Op op = t == Ty::Ptr ? Op::ConstNil : isFloat(t) ? Op::ConstFloat : Op::ConstInt;
      result = f_->insertValue(at, 0, op, t, {}, pos_);
      defs_.set(at, v, result);
      break;
    }
    if (s.jump != nullptr && !written(v, state(s.jump).end, s.jumpUntil)) {
      at = s.jump;
    } else if (at->preds.size() == 1) {
      at = at->preds[0];
    } else if (s.dom != nullptr && !written(v, state(s.dom).end, s.domUntil)) {
      at = s.dom;
    } else {
      Value* phi = newPhi(v, at);
      addPhiOperands(v, phi);
      result = simplifyPhi(phi);
      break;
    }
  }
  if (at != b) defs_.set(b, v, result);
  return result;
}

void Builder::addPhiOperands(Var32 v, Value* phi) {
  Block* b = phi->block;
  std::span<Value*> args = f_->arena.rawArray<Value*>(b->preds.size());
  for (size_t i = 0; i < args.size(); i++) args[i] = readVarIn(v, b->preds[i]);
  phi->args = args;
}

Value* Builder::resolved(Value* v) {
  while (v->op == Op::Phi && (v->flags & kForwarded)) {
    Value* next = v->args[0];
    if (next->op == Op::Phi && (next->flags & kForwarded)) v->args[0] = next->args[0];
    v = next;
  }
  return v;
}

Value* Builder::simplifyPhi(Value* phi) {
  if (phi->flags & kForwarded) return resolved(phi);
  Value* same = nullptr;
  for (Value*& a : phi->args) {
    a = resolved(a);
    if (a == same || a == phi) continue;
    if (same != nullptr) return phi;
    same = a;
  }
  if (same == nullptr) {
    // Only itself: unreachable code.
    if (phi->args.empty()) return phi;
    Ty t = phi->type;
    same = f_->insertValue(phi->block, 0, t == Ty::Ptr ? Op::ConstNil : isFloat(t) ? Op::ConstFloat : Op::ConstInt, t, {}, phi->pos);
  }
  phi->flags |= kForwarded;
  phi->args = f_->arena.copy(std::span<Value* const>(&same, 1));
  return same;
}

void Builder::resolvePhis() {
  // Phis become trivial when others do; what a few rounds do not find, passes do.
  bool changed = true;
  for (int round = 0; changed && round < 8; round++) {
    changed = false;
    for (Value* phi : phis_)
      if (!(phi->flags & kForwarded) && simplifyPhi(phi) != phi) changed = true;
  }
  eraseIf(phis_, [](Value* phi) { return (phi->flags & kForwarded) != 0; });
  placePhis(*f_, phis_);
  for (Block* b : f_->blocks) {
    for (Value* v : b->values)
      for (Value*& a : v->args) a = resolved(a);
    for (Value*& c : b->controls) c = resolved(c);
  }
}

GoVal Builder::readVars(Var32 first, Type* t) {
  GoVal v{t, false, false, 0, {}};
  for (size_t n = info(t).parts.size(); v.n < n; v.n++) v.w[v.n] = readVar(first + v.n);
  return v;
}

void Builder::writeVars(Var32 first, const GoVal& v) {
  for (uint32_t i = 0; i < v.n; i++) writeVar(first + i, v.w[i]);
}

// ---- local variables -----------------------------------------------------------------------------------------------

// A closure may hold a copy of a variable that nobody assigns to any more, if it is no memory.
bool Builder::isBoxed(types::Var* v) {
  if (v->addressTaken || forceBox_.contains(v)) return true;
  if (!v->captured && !rangeCaptured_.contains(v)) return false;
  return v->reassigned || v->isResult || isMemory(subst(v->type));
}

Home* Builder::findHome(types::Var* v) {
  auto it = homeOf_.find(v);
  return it == homeOf_.end() ? nullptr : &homes_[it->second];
}

Home& Builder::home(types::Var* v) {
  Home* h = findHome(v);
  if (h == nullptr)
    GOSUB_UNREACHABLE("%.*s: no home for variable %.*s", int(sym_->name.size()), sym_->name.data(), int(v->name.text().size()),
                      v->name.text().data());
  return *h;
}

void Builder::bindHome(types::Var* v, const Home& h) {
  auto [it, isNew] = homeOf_.try_emplace(v, uint32_t(homes_.size()));
  if (isNew) {
    homes_.push_back(h);
  } else {
    homes_[it->second] = h;
  }
}

Home& Builder::declare(types::Var* v) {
  Home* known = findHome(v);
  if (known == nullptr) {
    Home h;
    h.type = subst(v->type);
    if (isPackageVar(v) || isBoxed(v) || tooLargeForFrame(h.type)) {
      h.kind = Home::Box;
      h.first = newVar(Ty::Ptr);
    } else if (isMemory(h.type) || declaredScalars_ > kMaxVars) {
      h.kind = Home::Slot;
      h.slot = newSlot(h.type, v->name);
    } else {
      h.kind = Home::Ssa;
      h.first = newVars(h.type);
      declaredScalars_ += info(h.type).parts.size();
    }
    bindHome(v, h);
    known = findHome(v);
  }
  if (known->kind == Home::Box) {
    Value* object = isPackageVar(v) ? globalAddr(program_.global(v)) : newObject(known->type).base;
    if (known->addrInSlot) {
      storeWord(slotAddr(known->slot), object);
    } else {
      writeVar(known->first, object);
    }
  }
  return *known;
}

void Builder::declareZero(types::Var* v) {
  Home& h = declare(v);
  if (isPackageVar(v)) zero(homeAddr(h), h.type);
  if (h.kind == Home::Slot) zero(slotAddr(h.slot), h.type);
  if (h.kind == Home::Ssa) writeVars(h.first, zeroValue(h.type));
}

void Builder::declareAs(types::Var* v, const GoVal& value) { writeHome(declare(v), value); }

Addr Builder::homeAddr(const Home& h) {
  if (h.kind == Home::Slot) return slotAddr(h.slot);
  GOSUB_DCHECK(h.kind == Home::Box);
  if (h.addrInSlot) return {loadWord(Ty::Ptr, slotAddr(h.slot)), 0, 0};
  return pointee(readVar(h.first));
}

GoVal Builder::readHome(const Home& h) {
  if (h.kind == Home::Ssa) return readVars(h.first, h.type);
  return load(homeAddr(h), h.type);
}

void Builder::writeHome(const Home& h, const GoVal& v) {
  if (h.kind == Home::Ssa) return writeVars(h.first, v);
  store(homeAddr(h), v);
}

Value* Builder::boxAddr(types::Var* v) {
  Home& h = home(v);
  GOSUB_CHECK(h.kind == Home::Box);
  return homeAddr(h).base;
}

// ---- function shell ------------------------------------------------------------------------------------------------

void Builder::buildBody() {
  switch (sym_->kind) {
    case FuncKind::Declared: {
      types::Func* fn = sym_->object;
      auto* sig = static_cast<types::Signature*>(fn->type);
      hasRangeFunc(fn->syntaxDecl->body);
      buildParams(sig);
      buildFunctionBody(fn->syntaxDecl->body, sig_);
      return;
    }
    case FuncKind::Literal: {
      FuncDetail& d = detailOf(sym_);
      if (d.loop != nullptr) return buildRangeBody();
      hasRangeFunc(d.literal->body);
      buildParams(static_cast<types::Signature*>(d.literal->type));
      bindCaptures();
      buildFunctionBody(d.literal->body, sig_);
      return;
    }
    case FuncKind::MethodWrapper: return buildWrapper();
    case FuncKind::BoundMethod: return buildBoundMethod();
    case FuncKind::MethodExpr: return buildMethodExpr();
    case FuncKind::IfaceMethodExpr: return buildIfaceMethodExpr();
    case FuncKind::CallThunk: return buildCallThunk();
    case FuncKind::PackageInit: return buildPackageInit();
    case FuncKind::GlobalInit: return buildGlobalInit();
  }
}

// Parameters stand in the entry block, wherever they are asked for.
Value* Builder::param(uint32_t word) {
  if (cur_ == f_->blocks[0]) return emit(Op::Param, sym_->params[word], {}, word);
  Value* v = f_->insertValue(f_->blocks[0], 0, Op::Param, sym_->params[word], {}, sym_->pos);
  v->imm = word;
  return v;
}

void Builder::bindParam(types::Var* v, std::span<Value* const> w) {
  // Unnamed parameters and blank ones are never read.
  if (!v->name || v->name.blank()) return;
  Type* t = subst(v->type);
  GoVal value = words(t, w);
  if (!value.memory || isBoxed(v)) return declareAs(v, value);
  // The copy in the caller's frame is ours.
  Home h;
  h.kind = Home::Box;
  h.type = t;
  h.first = newVar(Ty::Ptr);
  writeVar(h.first, w[0]);
  bindHome(v, h);
}

void Builder::buildParams(types::Signature* sig) {
  sig_ = static_cast<types::Signature*>(subst(sig));
  uint32_t word = 0;
  for (types::Var* r : sig->results->vars) resultPtrs_.push_back(isMemory(subst(r->type)) ? param(word++) : nullptr);
  auto bind = [&](types::Var* v) {
    size_t n = info(subst(v->type)).words();
    Value* w[4];
    for (size_t i = 0; i < n; i++) w[i] = param(word++);
    bindParam(v, std::span<Value* const>(w, n));
  };
  if (sig->recv != nullptr) bind(sig->recv);
  for (types::Var* p : sig->params->vars) bind(p);
  declareResults(sig);
}

void Builder::bindCaptures() {
  const FuncDetail& d = detailOf(sym_);
  if (d.captures.empty()) return;
  Value* closure = emit(Op::ClosurePtr, Ty::Ptr, {});
  for (const Capture& c : d.captures) {
    Home h;
    h.type = subst(c.var->type);
    Addr at{closure, 8 + 8 * int64_t(c.word), 0};
    if (c.byRef) {
      h.kind = Home::Box;
      h.first = newVar(Ty::Ptr);
      writeVar(h.first, loadWord(Ty::Ptr, at));
    } else {
      h.kind = Home::Ssa;
      h.first = newVars(h.type);
      uint32_t i = 0;
      for (const Component& part : info(h.type).parts) {
        writeVar(h.first + i, loadWord(part.ty, at.at(8 * i)));
        i++;
      }
    }
    bindHome(c.var, h);
  }
}

void Builder::returnValues(std::span<const GoVal> values) {
  std::vector<Value*> w;
  for (size_t i = 0; i < values.size(); i++) {
    const GoVal& v = values[i];
    if (v.memory) {
      store({resultPtrs_[i], 0, 0}, v);
    } else {
      w.insert(w.end(), v.w, v.w + v.n);
    }
  }
  ret(w);
}

void Builder::finishFunction() {
  unreachable();
  for (Block* b : f_->blocks)
    if (!state(b).sealed) seal(b);
  resolvePhis();
  removeUnreachable(*f_);
  renumber(*f_);
}

}  // namespace gosub::ir
