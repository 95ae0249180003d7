// Every row of ops.def through the encoder: pure operations at every type, with constants in either place and as branch
// conditions, compared with eval.h; the others by name, so that a new row without a test fails here.
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "frontend/ir/eval.h"
#include "interp/test_support.h"

using namespace gosub;
using namespace gosub::interp;
using ir::Op;
using ir::Ty;

namespace {

constexpr Ty kInts[] = {Ty::I8, Ty::U8, Ty::I16, Ty::U16, Ty::I32, Ty::U32, Ty::I64, Ty::U64};
constexpr Ty kFloats[] = {Ty::F32, Ty::F64};
constexpr Ty kAll[] = {Ty::I8, Ty::U8, Ty::I16, Ty::U16, Ty::I32, Ty::U32, Ty::I64, Ty::U64, Ty::F32, Ty::F64};

const std::vector<uint64_t>& samples(Ty t) {
  static std::vector<uint64_t> lists[16];
  std::vector<uint64_t>& list = lists[int(t)];
  if (!list.empty()) return list;
  if (t == Ty::F64 || t == Ty::F32) {
    for (double d : {0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -3.75, 1e10, -1e10, 4e9, 1e19, -1e19, 1e300, 3.4e38, 9.3e18, 127.9, 255.5, 65536.25,
                     double(INFINITY), -double(INFINITY), double(NAN), 5e-324})
      list.push_back(t == Ty::F64 ? ir::fromF64(d) : ir::fromF32(float(d)));
    return list;
  }
  for (uint64_t v : {uint64_t{0}, uint64_t{1}, uint64_t{2}, uint64_t{3}, uint64_t{7}, uint64_t{8}, uint64_t{10}, uint64_t{16}, uint64_t{31},
                     uint64_t{32}, uint64_t{63}, uint64_t{64}, uint64_t{100}, uint64_t{127}, uint64_t{128}, uint64_t{255}, uint64_t{256},
                     uint64_t{32767}, uint64_t{32768}, uint64_t{40000}, uint64_t{65535}, uint64_t{2147483647}, uint64_t{2147483648},
                     uint64_t{4294967295}, uint64_t{0x123456789abcdef0}, uint64_t{0x7fffffffffffffff}, uint64_t{0x8000000000000000},
                     ~uint64_t{0}, ~uint64_t{1}, ~uint64_t{6}, ~uint64_t{127}, ~uint64_t{32767}}) {
    uint64_t c = ir::canonical(t, v);
    if (std::find(list.begin(), list.end(), c) == list.end()) list.push_back(c);
  }
  return list;
}

// One function: parameters where the mask says so, constants elsewhere, the operation, its result returned; or, for a
// condition, 1 or 0 by a branch.
uint64_t runCase(Op op, Ty ty, const std::vector<Ty>& argTypes, const std::vector<uint64_t>& args, unsigned constMask, bool branch) {
  ir::Function f;
  ir::Layouts layouts;
  ir::FuncSym sym{};
  sym.name = "f";
  f.sym = &sym;
  std::vector<uint64_t> actual;
  ir::Block* b = f.newBlock();
  std::vector<ir::Value*> operands;
  for (size_t i = 0; i < args.size(); i++) {
    Ty t = argTypes[i];
    if (constMask >> i & 1) {
      operands.push_back(f.newValue(b, ir::isFloat(t) ? Op::ConstFloat : Op::ConstInt, t, {}, Pos{}));
      operands.back()->imm = int64_t(args[i]);
    } else {
      operands.push_back(f.newValue(b, Op::Param, t, {}, Pos{}));
      operands.back()->imm = int64_t(actual.size());
      actual.push_back(args[i]);
      f.params.push_back(t);
    }
  }
  ir::Value* v = f.newValue(b, op, ty, operands, Pos{});
  f.results.push_back(branch ? Ty::I64 : ty);
  auto ret = [&](ir::Block* at, ir::Value* r) {
    at->kind = ir::BlockKind::Return;
    at->controls.push_back(r);
  };
  if (branch) {
    ir::Block *yes = f.newBlock(), *no = f.newBlock();
    b->kind = ir::BlockKind::If;
    b->controls.push_back(v);
    ir::addEdge(b, yes);
    ir::addEdge(b, no);
    for (auto [at, k] : {std::pair{yes, 1}, {no, 0}}) {
      ir::Value* c = f.newValue(at, Op::ConstInt, Ty::I64, {}, Pos{});
      c->imm = k;
      ret(at, c);
    }
  } else {
    ret(b, v);
  }
  ir::renumber(f);
  sym.params = f.params;
  sym.results = f.results;
  TestMachine machine(layouts);
  std::string bad = machine.add(f);
  INFO(bad);
  REQUIRE(bad == "");
  return machine.run(&sym, actual, 1)[0];
}

bool sameResult(Ty t, uint64_t a, uint64_t b) {
  if (a == b) return true;
  if (t == Ty::F64) return std::isnan(ir::asF64(a)) && std::isnan(ir::asF64(b));
  if (t == Ty::F32) return std::isnan(ir::asF32(a)) && std::isnan(ir::asF32(b));
  return false;
}

size_t g_checked = 0;
std::set<Op> g_seen;

void check(Op op, Ty ty, const std::vector<Ty>& types, const std::vector<uint64_t>& args) {
  uint64_t want;
  if (!ir::evalPure(op, ty, types[0], args.data(), args.size(), &want)) return;
  g_seen.insert(op);
  unsigned masks = args.size() == 3 ? 2 : (1u << args.size()) - 1;  // not all constant
  for (unsigned mask = 0; mask < masks; mask++) {
    uint64_t got = runCase(op, ty, types, args, mask, false);
    g_checked++;
    if (!sameResult(ty, got, want)) {
      INFO(ir::info(op).name << " " << ir::tyName(ty) << " of " << ir::tyName(types[0]) << " " << std::hex << args[0] << " "
                             << (args.size() > 1 ? args[1] : 0) << " constants " << mask << ": " << got << ", want " << want);
      REQUIRE(false);
    }
    bool compare = op >= Op::Eq && op <= Op::Ge;
    if (!compare) continue;
    got = runCase(op, ty, types, args, mask, true);
    INFO("branch on " << ir::info(op).name << " of " << ir::tyName(types[0]) << " " << std::hex << args[0] << " " << args[1] << " constants "
                      << mask);
    REQUIRE(got == want);
  }
}

// All pairs of samples are many functions; a fixed random part of them is enough, extremes included.
void checkPairs(Op op, Ty ty, Ty a, Ty b, size_t most) {
  std::mt19937 random(unsigned(int(op) * 1000 + int(a) * 20 + int(b)));
  const auto &xs = samples(a), &ys = samples(b);
  size_t total = xs.size() * ys.size();
  for (size_t i = 0; i < total; i++)
    if (total <= most || random() % total < most) check(op, ty, {a, b}, {xs[i / ys.size()], ys[i % ys.size()]});
}

}  // namespace

TEST_CASE("pure operations at every type") {
  for (Op op : {Op::Add, Op::Sub, Op::Mul, Op::Div, Op::Mod, Op::And, Op::Or, Op::Xor, Op::AndNot, Op::Min, Op::Max, Op::CopySign,
                Op::MulHi})
    for (Ty t : kAll) {
      if (op == Op::MulHi && t != Ty::U64) continue;
      checkPairs(op, t, t, t, 150);
    }
  for (Op op : {Op::Shl, Op::Shr, Op::RotL})
    for (Ty t : kInts)
      for (Ty n : kInts) checkPairs(op, t, t, n, op == Op::RotL && n == Ty::U64 ? 60 : 40);
  for (Op op : {Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge})
    for (Ty t : kAll) checkPairs(op, Ty::U8, t, t, 120);
  for (Op op : {Op::Neg, Op::Not, Op::Bswap, Op::Sqrt, Op::Floor, Op::Ceil, Op::Trunc, Op::FAbs, Op::Copy})
    for (Ty t : kAll)
      for (uint64_t x : samples(t)) check(op, t, {t}, {x});
  for (Op op : {Op::Clz, Op::Ctz, Op::Popcnt})
    for (Ty t : kInts)
      for (uint64_t x : samples(t)) check(op, Ty::I64, {t}, {x});
  for (uint64_t x : {0, 1}) check(Op::BoolNot, Ty::U8, {Ty::U8}, {x});
  for (Ty from : kAll)
    for (Ty to : kAll)
      for (uint64_t x : samples(from)) check(Op::Convert, to, {from}, {x});
  for (auto [from, to] : {std::pair{Ty::F64, Ty::U64}, {Ty::F64, Ty::I64}, {Ty::U64, Ty::F64}, {Ty::I64, Ty::F64}, {Ty::F32, Ty::U32},
                          {Ty::F32, Ty::I32}, {Ty::U32, Ty::F32}, {Ty::I32, Ty::F32}})
    for (uint64_t x : samples(from)) check(Op::Bitcast, to, {from}, {x});
  for (Ty t : kAll)
    for (uint64_t c : {0, 1}) check(Op::Select, t, {Ty::U8, t, t}, {c, samples(t)[1], samples(t)[2]});
  for (Ty t : kFloats)
    for (size_t i = 0; i < 60; i++) {
      const auto& s = samples(t);
      check(Op::FMA, t, {t, t, t}, {s[i % s.size()], s[(i * 7 + 3) % s.size()], s[(i * 5 + 2) % s.size()]});
    }
  INFO(g_checked);
  // Rows that are no arithmetic; their tests are elsewhere (random_test.cpp, encode_test.cpp, testdata/ir, testdata/run).
  std::set<Op> elsewhere = {
      Op::ConstInt,    Op::ConstFloat,  Op::ConstNil,  Op::FuncAddr,   Op::GlobalAddr,  Op::TypeAddr,   Op::ItabAddr,    Op::DataAddr,
      Op::SlotAddr,    Op::Param,       Op::ClosurePtr, Op::Phi,       Op::PtrToInt,    Op::IntToPtr,   Op::Load,        Op::Store,
      Op::StorePtr,    Op::Move,        Op::Zero,      Op::PtrAdd,     Op::PtrIndex,    Op::NilCheck,   Op::BoundsCheck, Op::SliceCheck,
      Op::DivCheck,    Op::ShiftCheck,  Op::New,       Op::MakeClosure, Op::Call,       Op::CallClosure, Op::CallIface,  Op::CallRuntime,
      Op::Extract,     Op::Go,          Op::DeferPush, Op::RunDefers,  Op::Recover,     Op::Panic,      Op::Poll,        Op::KeepAlive,
      Op::AtomicLoad,  Op::AtomicStore, Op::AtomicXchg, Op::AtomicAdd, Op::AtomicCas,   Op::AtomicAnd,  Op::AtomicOr};
  for (int i = 0; i < int(Op::Count); i++) {
    INFO(ir::info(Op(i)).name);
    CHECK(g_seen.count(Op(i)) + elsewhere.count(Op(i)) == 1);
  }
}
