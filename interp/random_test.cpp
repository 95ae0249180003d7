// Random programs in IR, run by a small interpreter of IR (the meaning) and as bytecode: finds errors in liveness,
// coalescing, parallel moves, block order and fusion, which no list of cases would.
#include <catch2/catch.hpp>

#include <random>

#include "frontend/ir/eval.h"
#include "frontend/ir/print.h"
#include "frontend/ir/verify.h"
#include "frontend/types/construct.h"
#include "interp/disasm.h"
#include "interp/test_support.h"

using namespace gosub;
using namespace gosub::interp;
using ir::Block;
using ir::BlockKind;
using ir::Op;
using ir::Ty;
using ir::Value;

namespace {

constexpr int kMemoryWords = 16;

struct Program {
  Arena arena;
  ir::Layouts layouts;
  std::vector<std::unique_ptr<ir::Function>> funcs;
  std::vector<std::unique_ptr<ir::FuncSym>> syms;
  std::vector<std::string> names;
  types::Type* intType = nullptr;
  types::Type* arrayType = nullptr;
};

class Generator {
 public:
  Generator(Program& p, unsigned seed) : p_(p), random_(seed) {}

  void function(int index) {
    p_.names.push_back("f" + std::to_string(index));
    p_.syms.push_back(std::make_unique<ir::FuncSym>());
    p_.funcs.push_back(std::make_unique<ir::Function>());
    f_ = p_.funcs.back().get();
    f_->sym = p_.syms.back().get();
    f_->sym->name = p_.arena.copy(std::string_view(p_.names.back()));
    at_ = f_->newBlock();
    vars_.clear();
    f_->params.push_back(Ty::Ptr);
    memory_ = param(Ty::Ptr);
    int params = pick(7);
    for (int i = 0; i < params; i++) {
      Ty t = type();
      f_->params.push_back(t);
      vars_.push_back(param(t));
    }
    while (vars_.size() < 3 || pick(3) != 0) vars_.push_back(constant(type(), pick(20) - 10));
    if (pick(2) == 0) {
      f_->slots.push_back({p_.arrayType, Name{}, Pos{}});
      Value* s = add(Op::SlotAddr, Ty::Ptr, {});
      add(Op::Zero, Ty::Void, {s})->goType = p_.arrayType;
    }
    int results = pick(5) == 0 ? 5 + pick(3) : 1 + pick(4);
    for (int i = 0; i < results; i++) f_->results.push_back(type());
    budget_ = std::getenv("GOSUB_TEST_SMALL") != nullptr ? 8 + pick(18) : 12 + pick(60);
    statements(0);
    finish();
    f_->sym->params = f_->params;
    f_->sym->results = f_->results;
    ir::renumber(*f_);
  }

 private:
  int pick(int n) { return int(random_() % unsigned(n)); }
  Ty type() {
    static constexpr Ty kTypes[] = {Ty::I64, Ty::I64, Ty::I64, Ty::I64, Ty::U64, Ty::I32, Ty::U8, Ty::F64, Ty::I16, Ty::U32};
    return kTypes[pick(10)];
  }
  Value* add(Op op, Ty t, std::initializer_list<Value*> args) {
    std::vector<Value*> list(args);
    return f_->newValue(at_, op, t, list, Pos{});
  }
  Value* param(Ty t) {
    Value* v = add(Op::Param, t, {});
    v->imm = int64_t(f_->params.size()) - 1;
    return v;
  }
  Value* constant(Ty t, int64_t k) {
    if (ir::isFloat(t)) {
      Value* v = add(Op::ConstFloat, t, {});
      v->imm = int64_t(ir::fromF64(double(k)));
      return v;
    }
    Value* v = add(Op::ConstInt, t, {});
    v->imm = int64_t(ir::canonical(t, uint64_t(k)));
    return v;
  }
  Value* as(Ty t, Value* v) { return v->type == t ? v : add(Op::Convert, t, {v}); }
  Value* someVar() { return vars_[size_t(pick(int(vars_.size())))]; }
  Value* operand(Ty t) {
    if (pick(4) == 0) return constant(t, pick(8) == 0 ? int64_t(uint64_t(random_()) * random_()) : pick(40) - 20);
    return as(t, someVar());
  }
  Value* condition() {
    Ty t = type();
    static constexpr Op kOps[] = {Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge};
    if (pick(5) == 0) {
      Ty n = pick(2) == 0 ? Ty::I64 : Ty::I32;
      Value* bits = add(pick(2) ? Op::And : Op::Mod, n, {as(n, someVar()), constant(n, int64_t{1} << pick(6))});
      return add(kOps[pick(2)], Ty::U8, {bits, constant(n, 0)});
    }
    Value* a = as(t, someVar());
    Value* c = add(kOps[pick(6)], Ty::U8, {a, operand(t)});
    return pick(4) == 0 ? add(Op::BoolNot, Ty::U8, {c}) : c;
  }
  Value* expression(Ty t) {
    if (ir::isFloat(t)) {
      static constexpr Op kOps[] = {Op::Add, Op::Sub, Op::Mul, Op::Min};
      Value* a = operand(t);
      if (pick(3) == 0) {
        Value* m = add(Op::Mul, t, {operand(t), operand(t)});
        return add(pick(2) ? Op::Add : Op::Sub, t, {a, m});
      }
      return add(kOps[pick(4)], t, {a, operand(t)});
    }
    static constexpr Op kOps[] = {Op::Add, Op::Add, Op::Add, Op::Sub, Op::Sub, Op::Mul, Op::And, Op::Or, Op::Xor, Op::AndNot, Op::Max, Op::Shl, Op::Shr};
    Op op = kOps[pick(13)];
    if (op == Op::Shl || op == Op::Shr) return add(op, t, {operand(t), constant(Ty::U64, pick(70))});
    return add(op, t, {operand(t), operand(t)});
  }
  Value* index() {
    Value* i = add(Op::And, Ty::I64, {as(Ty::I64, someVar()), constant(Ty::I64, kMemoryWords - 1)});
    if (pick(2) == 0) add(Op::BoundsCheck, Ty::Void, {i, constant(Ty::I64, kMemoryWords)});
    return i;
  }
  // Floats have the upper half of the memory for themselves: integers read as floats would be NaNs, whose payloads depend on
  // the order of operands, which means nothing.
  Value* element(Ty t = Ty::I64) {
    if (t == Ty::F64) {
      Value* base = add(Op::PtrAdd, Ty::Ptr, {memory_});
      base->imm = 8 * kMemoryWords;
      Value* a = add(Op::PtrIndex, Ty::Ptr, {base, index()});
      a->imm = 8;
      return a;
    }
    bool slot = !f_->slots.empty() && pick(2) == 0;
    Value* base = slot ? add(Op::SlotAddr, Ty::Ptr, {}) : memory_;
    if (pick(4) == 0) {
      Value* a = add(Op::PtrAdd, Ty::Ptr, {base});
      a->imm = 8 * pick(kMemoryWords);
      return a;
    }
    Value* i = index();
    Value* a = add(Op::PtrIndex, Ty::Ptr, {base, i});
    a->imm = 8;
    return a;
  }

  void statements(int depth) {
    int n = 1 + pick(5);
    for (int i = 0; i < n && budget_ > 0; i++) statement(depth);
  }

  void statement(int depth) {
    budget_--;
    if (pick(5) == 0) return pick(3) == 0 ? swapElements() : update();
    switch (pick(depth > 3 ? 7 : 12)) {
      case 0: case 1: case 2: assign(); break;
      case 3: {
        size_t a = size_t(pick(int(vars_.size()))), b = size_t(pick(int(vars_.size())));
        if (vars_[a]->type == vars_[b]->type) std::swap(vars_[a], vars_[b]);
        break;
      }
      case 4: load(); break;
      case 5: {
        Value* at = element();
        add(Op::Store, Ty::Void, {at, as(Ty::I64, someVar())});
        break;
      }
      case 6: call(); break;
      case 7: case 8: conditional(depth); break;
      case 9: case 10: loop(depth); break;
      default: switchStatement(depth);
    }
  }

  // memory[e] = memory[e] op x, or an operation with operands in memory; sometimes with a nil check or something between.
  void update() {
    Ty t = pick(2) == 0 ? Ty::F64 : Ty::I64;
    Value* at = element(t);
    if (pick(3) == 0) add(Op::NilCheck, Ty::Void, {at});
    Value* v = add(Op::Load, t, {at});
    Value* at2 = pick(3) == 0 ? element(t) : at;
    if (pick(4) == 0) add(Op::NilCheck, Ty::Void, {memory_});
    Value* x = pick(3) == 0 ? add(Op::Load, t, {at2}) : operand(t);
    if (pick(3) == 0) x = add(Op::Mul, t, {x, operand(t)});
    Value* r = pick(2) == 0 ? add(pick(3) ? Op::Add : Op::Sub, t, {v, x}) : add(pick(3) ? Op::Add : Op::Mul, t, {x, v});
    if (pick(4) == 0) add(Op::Store, Ty::Void, {element(), as(Ty::I64, someVar())});
    if (pick(3) != 0) {
      add(Op::Store, Ty::Void, {at, r});
      return;
    }
    size_t i = size_t(pick(int(vars_.size())));
    vars_[i] = as(vars_[i]->type, r);
  }
  void swapElements() {
    Value *i = index(), *j = index();
    auto at = [&](Value* k) {
      Value* a = add(Op::PtrIndex, Ty::Ptr, {memory_, k});
      a->imm = 8;
      return a;
    };
    Value* a = add(Op::Load, Ty::I64, {at(i)});
    if (pick(3) == 0) j = index();
    Value* b = add(Op::Load, Ty::I64, {at(j)});
    if (pick(4) == 0) add(Op::Store, Ty::Void, {element(), as(Ty::I64, someVar())});
    add(Op::Store, Ty::Void, {at(i), b});
    add(Op::Store, Ty::Void, {at(j), pick(6) == 0 ? as(Ty::I64, someVar()) : a});
  }

  void assign() {
    size_t i = size_t(pick(int(vars_.size())));
    vars_[i] = expression(vars_[i]->type);
  }
  void load() {
    size_t i = size_t(pick(int(vars_.size())));
    Ty t = vars_[i]->type;
    vars_[i] = as(t, add(Op::Load, Ty::I64, {element()}));
  }
  void call() {
    if (p_.funcs.size() < 2) return assign();
    ir::FuncSym* callee = p_.syms[size_t(pick(int(p_.syms.size()) - 1))].get();
    std::vector<Value*> args{memory_};
    for (size_t i = 1; i < callee->params.size(); i++) args.push_back(operand(callee->params[i]));
    bool one = callee->results.size() == 1;
    Value* c = f_->newValue(at_, Op::Call, one ? callee->results[0] : Ty::Void, args, Pos{});
    c->func = callee;
    if (!one) c->results = f_->arena.copy(callee->results);
    for (size_t j = 0; j < callee->results.size(); j++) {
      if (pick(4) == 0) continue;
      Value* r = c;
      if (!one) {
        r = add(Op::Extract, callee->results[j], {c});
        r->imm = int64_t(j);
      }
      size_t i = size_t(pick(int(vars_.size())));
      vars_[i] = as(vars_[i]->type, r);
    }
  }

  Block* jumpFrom(Block* from, Block* to) {
    from->kind = BlockKind::Jump;
    ir::addEdge(from, to);
    return to;
  }

  using Env = std::vector<Value*>;
  // Joins environments at a block whose predecessors are in the same order.
  void join(const std::vector<Env>& envs) {
    for (size_t i = 0; i < vars_.size(); i++) {
      bool same = true;
      for (const Env& e : envs) same = same && e[i] == envs[0][i];
      if (same) {
        vars_[i] = envs[0][i];
        continue;
      }
      std::vector<Value*> args;
      for (const Env& e : envs) args.push_back(e[i]);
      Value* phi = f_->makeValue(Op::Phi, envs[0][i]->type, args, Pos{});
      phi->block = at_;
      size_t where = 0;
      while (where < at_->values.size() && at_->values[where]->op == Op::Phi) where++;
      at_->values.insert(at_->values.begin() + where, phi);
      vars_[i] = phi;
    }
  }

  void branch(Value* c, Block* yes, Block* no) {
    at_->kind = BlockKind::If;
    at_->controls.push_back(c);
    at_->likely = int8_t(pick(3) - 1);
    ir::addEdge(at_, yes);
    ir::addEdge(at_, no);
  }

  void conditional(int depth) {
    Value* c = condition();
    Env before = vars_;
    Block *yes = f_->newBlock(), *end = f_->newBlock();
    std::vector<Env> envs;
    if (pick(2) == 0) {
      Block* no = f_->newBlock();
      branch(c, yes, no);
      at_ = no;
      statements(depth + 1);
      jumpFrom(at_, end);
      envs.push_back(vars_);
    } else {
      branch(c, yes, end);
      envs.push_back(before);
    }
    vars_ = before;
    at_ = yes;
    if (pick(3) != 0) statements(depth + 1);
    jumpFrom(at_, end);
    envs.push_back(vars_);
    at_ = end;
    join(envs);
  }

  void switchStatement(int depth) {
    Value* c = as(Ty::I64, someVar());
    int n = 1 + pick(8);
    Env before = vars_;
    Block *from = at_, *end = f_->newBlock();
    std::vector<Env> envs;
    from->kind = BlockKind::Switch;
    from->controls.push_back(c);
    int64_t k = pick(10) - 5;
    for (int i = 0; i <= n; i++) {
      if (i < n) from->cases.push_back(k);
      k += pick(4) == 0 ? 1 + pick(100000) : 1;
      if (pick(3) == 0) {
        ir::addEdge(from, end);
        envs.push_back(before);
        continue;
      }
      Block* b = f_->newBlock();
      ir::addEdge(from, b);
      at_ = b;
      vars_ = before;
      statements(depth + 1);
      jumpFrom(at_, end);
      envs.push_back(vars_);
    }
    at_ = end;
    join(envs);
  }

  // A loop that ends: a counter beside the condition.
  void loop(int depth) {
    Value* zero = constant(Ty::I64, 0);
    Block *header = f_->newBlock(), *body = f_->newBlock(), *exit = f_->newBlock();
    Env before = vars_;
    jumpFrom(at_, header);
    at_ = header;
    std::vector<Value*> phis;
    auto phi = [&](Value* initial) {
      Value* args[2] = {initial, initial};
      phis.push_back(f_->newValue(header, Op::Phi, initial->type, args, Pos{}));
      return phis.back();
    };
    for (Value*& v : vars_) v = phi(v);
    Value* counter = phi(zero);
    bool bottom = pick(4) == 0, endless = pick(4) == 0;
    std::vector<Env> exits;
    Value* limit = constant(Ty::I64, 1 + pick(6));
    if (!bottom && !endless) {
      if (pick(3) == 0) statements(depth + 2);
      Value* c = add(Op::Lt, Ty::U8, {counter, limit});
      branch(c, body, exit);
      exits.push_back(vars_);
    } else {
      jumpFrom(at_, body);
    }
    at_ = body;
    statements(depth + 1);
    if (endless) {
      Block* more = f_->newBlock();
      Value* c = add(Op::Ge, Ty::U8, {counter, limit});
      branch(c, exit, more);
      exits.push_back(vars_);
      at_ = more;
      if (pick(2) == 0) statements(depth + 1);
    }
    Value* next = add(Op::Add, Ty::I64, {counter, constant(Ty::I64, 1)});
    Value* again = bottom && !endless ? add(Op::Le, Ty::U8, {next, limit}) : nullptr;
    if (pick(5) != 0) add(Op::Poll, Ty::Void, {});
    Env end = vars_;
    if (again != nullptr) {
      branch(again, header, exit);
      exits.push_back(vars_);
    } else {
      jumpFrom(at_, header);
    }
    for (size_t i = 0; i < end.size(); i++) phis[i]->args[1] = end[i];
    phis.back()->args[1] = next;
    at_ = exit;
    join(exits);
  }

  void finish() {
    at_->kind = BlockKind::Return;
    std::vector<Value*> list;
    for (Ty t : f_->results) list.push_back(pick(5) == 0 ? constant(t, pick(3)) : as(t, someVar()));
    at_->controls.assign(list);
  }

  Program& p_;
  std::mt19937 random_;
  ir::Function* f_ = nullptr;
  Block* at_ = nullptr;
  Value* memory_ = nullptr;
  Env vars_;
  int budget_ = 0;
};

// What the IR means.
class Meaning {
 public:
  explicit Meaning(Program& p) : p_(p) {}
  uint64_t steps = 0;

  std::vector<uint64_t> run(ir::FuncSym* sym, const std::vector<uint64_t>& args) {
    ir::Function* f = nullptr;
    for (auto& g : p_.funcs)
      if (g->sym == sym) f = g.get();
    std::vector<uint64_t> v(f->nextValue);
    std::vector<std::vector<uint64_t>> slots(f->slots.size(), std::vector<uint64_t>(kMemoryWords));
    std::unordered_map<const Value*, std::vector<uint64_t>> multi;
    Block *b = f->blocks[0], *from = nullptr;
    for (;;) {
      if (from != nullptr) {
        size_t i = edge_;
        std::vector<uint64_t> phis;
        for (Value* x : b->values)
          if (x->op == Op::Phi) phis.push_back(v[x->args[i]->id]);
        size_t k = 0;
        for (Value* x : b->values)
          if (x->op == Op::Phi) v[x->id] = phis[k++];
      }
      for (Value* x : b->values) {
        steps++;
        auto arg = [&](size_t i) { return v[x->args[i]->id]; };
        switch (x->op) {
          case Op::Phi: case Op::Poll: break;
          case Op::NilCheck: break;
          case Op::BoundsCheck: REQUIRE(arg(0) < arg(1)); break;
          case Op::ConstInt: case Op::ConstFloat: v[x->id] = uint64_t(x->imm); break;
          case Op::Param: v[x->id] = args[size_t(x->imm)]; break;
          case Op::SlotAddr: v[x->id] = reinterpret_cast<uint64_t>(slots[size_t(x->imm >> 32)].data()); break;
          case Op::Zero: std::memset(reinterpret_cast<void*>(arg(0)), 0, kMemoryWords * 8); break;
          case Op::PtrAdd: v[x->id] = arg(0) + uint64_t(x->imm); break;
          case Op::PtrIndex: v[x->id] = arg(0) + arg(1) * uint64_t(x->imm); break;
          case Op::Load: v[x->id] = *reinterpret_cast<uint64_t*>(arg(0)); break;
          case Op::Store: *reinterpret_cast<uint64_t*>(arg(0)) = arg(1); break;
          case Op::Extract: v[x->id] = multi[x->args[0]][size_t(x->imm)]; break;
          case Op::Call: {
            std::vector<uint64_t> list;
            for (Value* a : x->args) list.push_back(v[a->id]);
            std::vector<uint64_t> r = run(x->func, list);
            if (x->results.empty()) v[x->id] = r[0];
            else multi[x] = r;
            break;
          }
          default: {
            uint64_t list[3] = {};
            for (size_t i = 0; i < x->args.size(); i++) list[i] = arg(i);
            REQUIRE(ir::evalPure(x->op, x->type, x->args[0]->type, list, x->args.size(), &v[x->id]));
          }
        }
      }
      size_t s = 0;
      switch (b->kind) {
        case BlockKind::Jump: break;
        case BlockKind::If: s = v[b->controls[0]->id] != 0 ? 0 : 1; break;
        case BlockKind::Switch:
          s = b->cases.size();
          for (size_t i = 0; i < b->cases.size(); i++)
            if (b->cases[i] == int64_t(v[b->controls[0]->id])) s = i;
          break;
        default: {
          std::vector<uint64_t> out;
          for (Value* r : b->controls) out.push_back(v[r->id]);
          return out;
        }
      }
      from = b;
      // Which of several edges to the same block.
      size_t nth = 0;
      for (size_t i = 0; i < s; i++) nth += b->succs[i] == b->succs[s];
      Block* to = b->succs[s];
      for (edge_ = 0;; edge_++)
        if (to->preds[edge_] == b && nth-- == 0) break;
      b = to;
    }
  }

 private:
  Program& p_;
  size_t edge_ = 0;
};

bool same(Ty t, uint64_t a, uint64_t b) {
  if (a == b) return true;
  return t == Ty::F64 && std::isnan(ir::asF64(a)) && std::isnan(ir::asF64(b));
}

void runSeed(unsigned seed) {
  Program p;
  auto* basic = types::newNode<types::Basic>(p.arena);
  basic->basic = types::BasicKind::Int;
  p.intType = basic;
  p.arrayType = types::newArray(p.arena, basic, kMemoryWords);
  Generator generator(p, seed);
  for (int i = 0; i < 3; i++) generator.function(i);
  TestMachine machine(p.layouts);
  std::string text;
  for (auto& f : p.funcs) {
    ir::printFunction(text, *f);
    std::string broken = ir::verify(*f);
    if (broken != "") {
      INFO(text << broken);
      REQUIRE(broken == "");
    }
    std::string bad = machine.add(*f, {.describeLive = seed % 2 == 0});
    disassemble(text, machine.last(), f->sym->name);
    if (bad != "") {
      INFO("seed " << seed << "\n" << text << bad);
      REQUIRE(bad == "");
    }
  }
  std::mt19937 random(seed);
  for (int round = 0; round < 3; round++) {
    ir::Function& f = *p.funcs.back();
    std::vector<uint64_t> memory(2 * kMemoryWords), copy;
    for (size_t i = 0; i < memory.size(); i++) memory[i] = i < kMemoryWords ? random() % 50 : ir::fromF64(double(random() % 50));
    copy = memory;
    std::vector<uint64_t> args{reinterpret_cast<uint64_t>(memory.data())};
    for (size_t i = 1; i < f.params.size(); i++)
      args.push_back(f.params[i] == Ty::F64 ? ir::fromF64(double(random() % 100)) : ir::canonical(f.params[i], random() % 30 - 10));
    Meaning meaning(p);
    std::vector<uint64_t> want = meaning.run(f.sym, args);
    args[0] = reinterpret_cast<uint64_t>(copy.data());
    std::vector<uint64_t> got = machine.run(f.sym, args, f.results.size());
    bool ok = memory == copy;
    for (size_t i = 0; i < want.size(); i++) ok = ok && same(f.results[i], got[i], want[i]);
    if (ok) continue;
    std::string difference;
    for (size_t i = 0; i < want.size(); i++) difference += std::to_string(int64_t(got[i])) + " want " + std::to_string(int64_t(want[i])) + "; ";
    for (size_t i = 0; i < memory.size(); i++)
      if (memory[i] != copy[i])
        difference += "[" + std::to_string(i) + "] " + std::to_string(int64_t(copy[i])) + " want " + std::to_string(int64_t(memory[i])) + "; ";
    INFO("seed " << seed << "\n" << text << difference);
    REQUIRE(ok);
  }
}

}  // namespace

TEST_CASE("random programs") {
  unsigned from = 1, count = 3000;
  if (const char* s = std::getenv("GOSUB_TEST_SEED")) {
    from = unsigned(std::atoi(s));
    count = 1;
  }
  if (const char* s = std::getenv("GOSUB_TEST_COUNT")) count = unsigned(std::atoi(s));
  for (unsigned i = 0; i < count; i++) runSeed(from + i);
}
