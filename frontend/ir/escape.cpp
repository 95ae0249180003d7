// Escape analysis: New and MakeClosure whose pointers do not outlive the function become slots of its frame; the same facts about the
// parameters are kept as the function's EscapeSummary for its callers.
//
// Pointers that may be the same, or of which one is computed from the other, are one class (union-find: Steensgaard's analysis), and each class has
// at most one class of what the memory it points to contains. Stores and loads through a class unify with its contents; phis unify their
// operands. A class *escapes* when one of its members is stored where the function does not see, returned or handed to unknown code; it is
// *outside* when its memory belongs to others (parameters, globals, results of calls): what is stored there escapes. What an escaping
// object contains escapes. Almost linear.
//
// An object made in a loop is one slot only if the object of one iteration is dead when the next is made: every phi that carries its
// pointer, and every object that holds it, must be dominated by the allocation. Objects that must stay in the heap are outside as well: the collector
// finds no frames through the heap.
#include <algorithm>

#include "frontend/ir/dominance.h"
#include "frontend/ir/passes.h"
#include "frontend/types/construct.h"
#include "runtime/abi/entries.h"

namespace gosub::ir {

namespace {

constexpr uint64_t kMaxSlotBytes = 4096;    // of one object
constexpr uint64_t kMaxFrameBytes = 32768;  // of all

enum Flag : uint8_t {
  kEscapes = 1,
  kOutside = 2,
  kStored = 4,   // something was stored there
  kAlloc = 8,    // has a member that this function allocates
  kParam = 16,   // has one that is a parameter or captured
};

enum class ArgUse : uint8_t { Escapes, Reads, Leaks };  // Leaks: the pointer itself is not kept, what it points to may be

// What a runtime entry does with the pointers it gets. Not listed: they escape.
ArgUse runtimeUse(abi::Entry e, size_t arg) {
  using enum abi::Entry;
  switch (e) {
    case slicecopy: return ArgUse::Leaks;  // the copies are unified in call()
    case sliceclear: case streq: case strcmp: case decoderune: case memequal: case typeequal: case efaceeq: case ifaceeq:
    case bytestostring: case stringtobytes: case runestostring: case stringtorunes: case unsafeslice: case unsafestring:
    case mapaccess1: case mapaccess2: case mapaccess1_32: case mapaccess2_32: case mapaccess1_64: case mapaccess2_64:
    case mapaccess1_str: case mapaccess2_str: case mapdelete: case mapdelete_32: case mapdelete_64: case mapdelete_str:
    case printstring: case printpointer: case printslice: case printeface: case chanlen: case chancap: case maplen:
      return ArgUse::Reads;
    case chansend: case chanrecv1: case chanrecv2: case mapassign: case selectgo: case concatn: case mapiternext: case growslice:
      return ArgUse::Leaks;
    case mapiterinit: return arg == 2 ? ArgUse::Leaks : ArgUse::Escapes;
    default: return ArgUse::Escapes;
  }
}

class Escape {
 public:
  Escape(Function& f, PassContext& context)
      : f_(f), layouts_(context.layouts), bodies_(context.bodies), calls_(f.scratch), captures_(f.scratch), held_(f.scratch),
        parent_(f.scratch), contents_(f.scratch), flags_(f.scratch), news_(f.scratch), params_(f.scratch), phis_(f.scratch),
        defers_(f.scratch), chosen_(f.scratch), classes_(f.scratch), links_(f.scratch) {}

  bool run() {
    analyze(kAlloc);
    if (!news_.empty()) decide();
    summarize();
    if (!chosen_.empty()) rewrite();
    return !chosen_.empty();
  }
  void runForSummary() {
    analyze(kAlloc | kParam);
    summarize();
  }

 private:
  static constexpr uint32_t kNone = ~uint32_t{0};

  // interesting: callees are looked into for arguments with these flags.
  void analyze(uint8_t interesting) {
    interesting_ = interesting;
    size_t values = f_.nextValue;
    parent_.resize(values + f_.slots.size());
    for (uint32_t i = 0; i < parent_.size(); i++) parent_[i] = i;
    contents_.assign(parent_.size(), kNone);
    flags_.assign(parent_.size(), 0);
    slotNode_ = uint32_t(values);
    for (Block* b : f_.blocks) {
      for (Value* v : b->values) flow(v);
      if (b->kind == BlockKind::Return)
        for (Value* c : b->controls) escape(c);
    }
    for (Value* v : calls_) {
      if (v->op == Op::MakeClosure) makeClosure(v);
      else call(v);
    }
    joinHeld();
    spread();
  }

  // ---- classes

  uint32_t find(uint32_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  uint32_t node(const Value* v) {
    return find(v->op == Op::SlotAddr ? slotNode_ + uint32_t(v->imm >> 32) : v->id);
  }
  uint32_t makeNode() {
    uint32_t n = uint32_t(parent_.size());
    parent_.push_back(n);
    contents_.push_back(kNone);
    flags_.push_back(0);
    return n;
  }
  void unite(uint32_t a, uint32_t b) {
    // Contents of united classes are united in turn.
    for (;;) {
      a = find(a);
      b = find(b);
      if (a == b) return;
      parent_[b] = a;
      flags_[a] |= flags_[b];
      uint32_t ca = contents_[a], cb = contents_[b];
      if (ca == kNone) contents_[a] = cb;
      if (ca == kNone || cb == kNone) return;
      a = ca;
      b = cb;
    }
  }
  uint32_t contentsOf(uint32_t n) {
    n = find(n);
    if (contents_[n] == kNone) {
      uint32_t c = makeNode();
      contents_[n] = c;
      flags_[c] = flags_[n] & (kEscapes | kOutside);
    }
    return find(contents_[n]);
  }
  void mark(uint32_t n, uint8_t flags) { flags_[find(n)] |= flags; }
  void escape(const Value* v) {
    if (v->type == Ty::Ptr && v->op != Op::ConstNil) mark(node(v), kEscapes);
  }
  void leak(const Value* v) {
    if (v->type == Ty::Ptr && v->op != Op::ConstNil) mark(contentsOf(node(v)), kEscapes);
  }

  // ---- the function's operations

  void flow(Value* v) {
    switch (v->op) {
      case Op::MakeClosure: calls_.push_back(v); [[fallthrough]];
      case Op::New:
        news_.push_back(v);
        mark(node(v), kAlloc);
        break;
      case Op::Param: case Op::ClosurePtr:
        if (v->type != Ty::Ptr) break;
        mark(contentsOf(node(v)), kOutside);
        if (v->op == Op::Param) params_.push_back(v), mark(node(v), kParam);
        else closurePtr_ = v;
        break;
      case Op::GlobalAddr:
        mark(node(v), kEscapes | kOutside);
        break;
      case Op::Phi:
        phis_.push_back(v);
        [[fallthrough]];
      case Op::Select: case Op::PtrAdd: case Op::PtrIndex: case Op::Copy:
        if (v->type != Ty::Ptr) break;
        for (Value* a : v->args)
          if (a->type == Ty::Ptr && a->op != Op::ConstNil) unite(node(v), node(a));
        break;
      case Op::Load: case Op::AtomicLoad:
        if (v->type != Ty::Ptr) break;
        unite(isClosurePtr(v->args[0]) ? captured(v) : contentsOf(node(v->args[0])), node(v));
        break;
      case Op::Store: case Op::StorePtr: case Op::AtomicStore: case Op::AtomicXchg: case Op::AtomicCas:
        store(v);
        break;
      case Op::Move:
        if (!layouts_.of(v->goType).hasPointers) break;
        unite(contentsOf(node(v->args[0])), contentsOf(node(v->args[1])));
        mark(contentsOf(node(v->args[0])), kStored);
        break;
      // Unsafe arithmetic may bring it back.
      case Op::PtrToInt: escape(v->args[0]); break;
      case Op::IntToPtr: mark(node(v), kEscapes | kOutside); break;
      case Op::Extract:
        if (v->type == Ty::Ptr) unite(node(v), node(v->args[0]));
        break;
      case Op::Call: case Op::CallClosure: case Op::CallIface:
        calls_.push_back(v);
        mark(node(v), kEscapes | kOutside);  // the results
        break;
      case Op::CallRuntime: runtimeCall(v); break;
      case Op::Go: case Op::Panic:
        for (Value* a : v->args) escape(a);
        break;
      case Op::Recover: mark(node(v), kEscapes | kOutside); break;
      case Op::DeferPush: defers_.push_back(v); break;
      default: break;
    }
  }

  void store(Value* v) {
    for (size_t i = 1; i < v->args.size(); i++) {
      Value* x = v->args[i];
      if (x->type != Ty::Ptr || x->op == Op::ConstNil) continue;
      uint32_t c = contentsOf(node(v->args[0]));
      unite(c, node(x));
      mark(c, kStored);
    }
    if (v->type == Ty::Ptr) unite(contentsOf(node(v->args[0])), node(v));
  }

  // Asks for the summary only when an argument makes it worth while.
  const EscapeSummary* summaryOf(FuncSym* f, std::span<Value* const> args) {
    if (bodies_ == nullptr) return static_cast<const EscapeSummary*>(f->summary);
    bool wanted = std::any_of(args.begin(), args.end(), [&](Value* a) { return a->type == Ty::Ptr && a->op != Op::ConstNil && reaches(node(a)); });
    return wanted ? bodies_->summary(f) : static_cast<const EscapeSummary*>(f->summary);
  }
  // Whether the class, or what its members point to, is of interest.
  bool reaches(uint32_t n) {
    for (int i = 0; i < 8; i++) {
      n = find(n);
      if ((flags_[n] & (kEscapes | kOutside)) == 0 && (flags_[n] & interesting_) != 0) return true;
      if ((flags_[n] & kParam & interesting_) != 0) return true;
      if (contents_[n] == kNone) return false;
      n = contents_[n];
    }
    return false;
  }

  // Each captured word is a class of its own.
  static bool isClosurePtr(const Value* v) {
    while (v->op == Op::PtrAdd || v->op == Op::Copy) v = v->args[0];
    return v->op == Op::ClosurePtr;
  }
  uint32_t captured(const Value* load) {
    int64_t offset = load->imm;
    for (const Value* v = load->args[0]; v->op != Op::ClosurePtr; v = v->args[0])
      if (v->op == Op::PtrAdd) offset += v->imm;
    for (const Captured& c : captures_)
      if (c.offset == offset) return find(c.node);
    uint32_t n = makeNode();
    captures_.push_back({offset, n});
    mark(n, kParam);
    mark(contentsOf(n), kOutside);
    return n;
  }

  void makeClosure(Value* v) {
    const EscapeSummary* s = summaryOf(v->func, v->args);
    for (size_t i = 0; i < v->args.size(); i++) {
      Value* a = v->args[i];
      if (a->type != Ty::Ptr || a->op == Op::ConstNil) continue;
      held_.push_back({v, a});
      if (s == nullptr || i > 63 || (s->captureEscapes >> i & 1) != 0) escape(a);
      else if ((s->captureLeaks >> i & 1) != 0) leak(a);
    }
  }

  void call(Value* v) {
    if (v->op == Op::Call && v->func == f_.sym && f_.sym != nullptr) return callSelf(v);
    const EscapeSummary* s = v->op == Op::Call ? summaryOf(v->func, v->args) : nullptr;
    // The function value itself is not kept by its body; what it captures is the business of MakeClosure.
    for (size_t i = v->op == Op::Call ? 0 : 1; i < v->args.size(); i++) {
      if (s == nullptr || i > 63 || (s->escapes >> i & 1) != 0) escape(v->args[i]);
      else if ((s->leaks >> i & 1) != 0) leak(v->args[i]);
    }
  }

  // What happens to the arguments is what happens to the parameters here.
  void callSelf(Value* v) {
    for (Value* p : params_)
      if (Value* a = v->args[size_t(p->imm)]; a->op != Op::ConstNil) unite(node(p), node(a));
  }

  void runtimeCall(Value* v) {
    abi::Entry e = abi::Entry(v->imm);
    for (size_t i = 0; i < v->args.size(); i++) {
      switch (runtimeUse(e, i)) {
        case ArgUse::Escapes: escape(v->args[i]); break;
        case ArgUse::Leaks: leak(v->args[i]); break;
        case ArgUse::Reads: break;
      }
    }
    switch (e) {
      // The result may be the old array.
      case abi::Entry::growslice:
        if (v->args[1]->op != Op::ConstNil) unite(node(v), node(v->args[1]));
        mark(contentsOf(node(v)), kOutside);
        return;
      case abi::Entry::slicecopy: {
        uint32_t to = contentsOf(node(v->args[1]));
        unite(to, contentsOf(node(v->args[3])));
        mark(to, kStored);
        return;
      }
      default: results(v, kEscapes | kOutside);
    }
  }

  // Extracts are in the class of their call.
  void results(Value* v, uint8_t flags) { mark(node(v), flags); }

  // ---- consequences

  // Contents of what escapes escape, too, and so does what is stored outside.
  void spread() {
    for (bool changed = true; changed;) {
      changed = false;
      for (uint32_t i = 0; i < parent_.size(); i++) {
        if (parent_[i] != i) continue;
        uint8_t& own = flags_[i];
        if ((own & kOutside) != 0 && (own & kStored) != 0 && (own & kEscapes) == 0) own |= kEscapes, changed = true;
        if (contents_[i] == kNone) continue;
        uint8_t& inner = flags_[find(contents_[i])];
        uint8_t add = own & (kEscapes | kOutside);
        if ((own & kEscapes) != 0) add |= kOutside;
        if ((inner | add) != inner) inner |= add, changed = true;
      }
      for (auto [closure, word] : held_) {
        if ((flags_[node(closure)] & (kEscapes | kOutside)) == 0 || (flags_[node(word)] & kEscapes) != 0) continue;
        mark(node(word), kEscapes);
        changed = true;
      }
    }
  }
  // A closure that is read like other memory.
  void joinHeld() {
    for (auto [closure, word] : held_)
      if (uint32_t c = contents_[node(closure)]; c != kNone) unite(c, node(word));
  }

  bool stays(const Value* v) { return (flags_[node(v)] & (kEscapes | kOutside)) != 0; }

  static bool inFrame(const Value* v) { return v->op == Op::MakeClosure && v->imm != 0; }

  uint64_t bytesOf(const Value* v) {
    if (v->op == Op::New) return layouts_.of(v->goType).size;
    return 8 + (v->func->captures != nullptr ? layouts_.of(v->func->captures).size : 0);
  }

  void decide() {
    bool loops = std::any_of(news_.begin(), news_.end(), [&](Value* v) { return !stays(v); });
    if (!loops) return;
    const Dominance& dom = Dominance::of(f_);
    inLoop_ = blocksInLoops(f_);
    for (Value* v : defers_)
      if (inLoop_[v->block->id]) escape(v->args[0]);
    spread();
    indexClasses();
    // Each object that has to stay in the heap may keep others there.
    for (bool changed = true; changed;) {
      changed = false;
      for (Value* v : news_) {
        if (stays(v) || inFrame(v)) continue;
        if (bytesOf(v) <= kMaxSlotBytes && (!inLoop_[v->block->id] || diesInIteration(v, dom))) continue;
        mark(node(v), kEscapes);
        changed = true;
      }
      if (changed) spread();
    }
    uint64_t total = 0;
    for (Value* v : news_) {
      if (stays(v) || inFrame(v)) continue;
      total += (bytesOf(v) + 7) & ~uint64_t{7};
      if (total > kMaxFrameBytes) {
        // Rare; all or nothing keeps it simple.
        chosen_.clear();
        return;
      }
      chosen_.push_back(v);
    }
  }

  // For each class: its phis, allocations and other sources, and the classes that contain it.
  void indexClasses() {
    classes_.resize(parent_.size());
    for (Value* p : phis_)
      if (p->type == Ty::Ptr) link(classes_[node(p)].phis, p, 0);
    for (Value* v : news_) link(classes_[node(v)].members, v, 0);
    for (uint32_t i = 0; i < f_.slots.size(); i++) classes_[find(slotNode_ + i)].hasSlot = true;
    for (uint32_t i = 0; i < parent_.size(); i++)
      if (parent_[i] == i && contents_[i] != kNone) link(classes_[find(contents_[i])].holders, nullptr, i);
    for (auto [closure, word] : held_) link(classes_[node(word)].holders, nullptr, node(closure));
  }
  void link(uint32_t& list, const Value* value, uint32_t holder) {
    links_.push_back({value, holder, list});
    list = uint32_t(links_.size());
  }
  template <class F>
  bool allOf(uint32_t list, F&& f) const {
    for (uint32_t i = list; i != 0; i = links_[i - 1].next)
      if (!f(links_[i - 1])) return false;
    return true;
  }

  bool diesInIteration(const Value* v, const Dominance& dom) { return carriersDominated(v->block, node(v), dom, 4); }
  bool carriersDominated(const Block* at, uint32_t n, const Dominance& dom, int depth) {
    if (!allOf(classes_[n].phis, [&](const Link& l) { return l.value->block != at && dom.dominates(at, l.value->block); })) return false;
    return allOf(classes_[n].holders, [&](const Link& l) {
      const Class& h = classes_[l.holder];
      if (depth == 0 || l.holder == n || h.hasSlot || h.members == 0) return false;
      bool made = allOf(h.members, [&](const Link& m) { return m.value->block == at || dom.dominates(at, m.value->block); });
      return made && carriersDominated(at, l.holder, dom, depth - 1);
    });
  }

  // ---- results

  void summarize() {
    if (f_.sym == nullptr) return;
    auto* s = static_cast<EscapeSummary*>(f_.sym->summary);
    if (s == nullptr) return;
    EscapeSummary before = *s;
    *s = {0, 0, 0, 0};
    fillSummary(s);
    // Both are right.
    s->escapes &= before.escapes;
    s->leaks &= before.leaks;
    s->captureEscapes &= before.captureEscapes;
    s->captureLeaks &= before.captureLeaks;
  }

  void fillSummary(EscapeSummary* s) {
    for (Value* v : params_) {
      if (v->imm > 63) continue;
      uint64_t bit = uint64_t{1} << v->imm;
      if ((flags_[node(v)] & kEscapes) != 0) s->escapes |= bit;
      if (deepEscapes(node(v))) s->leaks |= bit;
    }
    if (f_.sym->captures == nullptr) return;
    if (closurePtr_ != nullptr && ((flags_[node(closurePtr_)] & kEscapes) != 0 || deepEscapes(node(closurePtr_)))) {
      s->captureEscapes = s->captureLeaks = ~uint64_t{0};
      return;
    }
    const TypeInfo& t = layouts_.of(f_.sym->captures);
    for (const Captured& c : captures_) {
      for (size_t i = 0; i < t.fieldOffsets.size() && i < 64; i++) {
        if (int64_t(t.fieldOffsets[i]) + 8 != c.offset) continue;
        uint64_t bit = uint64_t{1} << i;
        if ((flags_[find(c.node)] & kEscapes) != 0) s->captureEscapes |= bit;
        if (deepEscapes(c.node)) s->captureLeaks |= bit;
      }
    }
  }

  bool deepEscapes(uint32_t n) {
    for (int i = 0; i < 64; i++) {
      n = find(n);
      if (contents_[n] == kNone) return false;
      n = find(contents_[n]);
      if ((flags_[n] & kEscapes) != 0) return true;
    }
    return true;
  }

  void rewrite() {
    for (Value* v : chosen_) {
      if (v->op == Op::New) newToSlot(v);
      else closureToSlot(v);
    }
    std::vector<std::pair<Value*, Value*>>& list = inserts_;
    if (list.empty()) return;
    // Insert the clears behind their slots' addresses, block by block.
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.first->block->id < b.first->block->id; });
    for (size_t i = 0; i < list.size();) {
      Block* b = list[i].first->block;
      size_t end = i;
      while (end < list.size() && list[end].first->block == b) end++;
      std::vector<Value*> out;
      out.reserve(b->values.size() + end - i);
      for (Value* v : b->values) {
        out.push_back(v);
        for (size_t k = i; k < end; k++)
          if (list[k].first == v) out.push_back(list[k].second);
      }
      b->values.assign(out);
      i = end;
    }
  }

  void newToSlot(Value* v) {
    types::Type* t = v->goType;
    v->op = Op::SlotAddr;
    v->sym = nullptr;
    v->imm = int64_t(f_.slots.size()) << 32;
    f_.slots.push_back({t, {}, v->pos, layouts_.of(t).hasPointers});
    Value* zero = f_.makeValue(Op::Zero, Ty::Void, std::span<Value* const>(&v, 1), v->pos);
    zero->goType = t;
    zero->block = v->block;
    zero->inlined = v->inlined;
    inserts_.push_back({v, zero});
  }

  // The slot's type: the code pointer, which the collector need not see, and the captures.
  void closureToSlot(Value* v) {
    auto* word = types::newNode<types::Basic>(f_.arena);
    word->basic = types::BasicKind::Uintptr;
    word->info = types::kIsInteger | types::kIsUnsigned;
    word->name = "uintptr";
    std::vector<types::Var*> fields{types::newVar(f_.arena, Pos{}, nullptr, Name{}, word)};
    if (v->func->captures != nullptr) fields.push_back(types::newVar(f_.arena, Pos{}, nullptr, Name{}, v->func->captures));
    auto* s = types::newNode<types::Struct>(f_.arena);
    s->fields = f_.arena.copy(fields);
    v->imm = int64_t(f_.slots.size()) + 1;
    f_.slots.push_back({s, {}, v->pos, layouts_.of(s).hasPointers});
  }

  struct Captured {
    int64_t offset;
    uint32_t node;
  };
  struct Held {
    const Value* closure;
    const Value* word;
  };

  Function& f_;
  Layouts& layouts_;
  InlineSource* bodies_;
  uint8_t interesting_ = 0;
  ArenaVector<Value*> calls_;  // and closures made
  ArenaVector<Captured> captures_;
  ArenaVector<Held> held_;
  ArenaVector<uint32_t> parent_, contents_;
  ArenaVector<uint8_t> flags_;
  uint32_t slotNode_ = 0;
  const Value* closurePtr_ = nullptr;
  ArenaVector<Value*> news_, params_, phis_, defers_, chosen_;
  ArenaVector<uint8_t> inLoop_;
  // Lists of each class: index + 1 in links_ of the first one; 0: empty.
  struct Link {
    const Value* value;
    uint32_t holder, next;
  };
  struct Class {
    uint32_t phis = 0, members = 0, holders = 0;
    bool hasSlot = false;
  };
  ArenaVector<Class> classes_;
  ArenaVector<Link> links_;
  std::vector<std::pair<Value*, Value*>> inserts_;
};

}  // namespace

bool escape(Function& f, PassContext& context) { return Escape(f, context).run(); }
void summarizeEscapes(Function& f, PassContext& context) {
  Escape(f, context).runForSummary();
  f.scratch.release();
}

}  // namespace gosub::ir
