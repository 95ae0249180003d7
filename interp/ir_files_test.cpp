// Files of testdata/ir: IR text that runs without a runtime. The first line, "; eval interp", names who runs it; each line
//
//   ; want: NAME(ARGUMENT, ...) = RESULT
//
// is a call with constants that both must answer so: an evaluator that follows the IR with the meanings of ir/eval.h, and the
// bytecode. GOSUB_TESTDATA names the directory.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "frontend/ir/eval.h"
#include "frontend/ir/verify.h"
#include "interp/test_support.h"

using namespace gosub;
using namespace gosub::interp;
using ir::Op;
using ir::Ty;

namespace {

using Words = std::vector<uint64_t>;

// One call of a function, value by value. No answer: a check failed, or an operation is none that runs without a runtime.
class Evaluation {
 public:
  Evaluation(ir::Module& module, ir::Function& f, const Words& args) : module_(module), f_(f), args_(args), words_(f.nextValue) {
    for (const ir::Slot& s : f.slots) slots_.emplace_back(module.layouts.of(s.type).size / 8 + 1);
  }

  std::optional<Words> run() {
    const ir::Block* from = nullptr;
    for (const ir::Block* b = f_.blocks[0]; b != nullptr;) {
      if (!enter(b, from)) return std::nullopt;
      for (const ir::Value* v : b->values)
        if (v->op != Op::Phi && !step(v)) return std::nullopt;
      if (b->kind == ir::BlockKind::Return) return wordsOf(b->controls);
      from = b;
      b = next(b);
    }
    return std::nullopt;
  }

 private:
  uint64_t of(const ir::Value* v) const { return words_[v->id].empty() ? 0 : words_[v->id][0]; }
  char* address(const ir::Value* v) const { return reinterpret_cast<char*>(of(v->args[0])) + v->imm; }

  Words wordsOf(std::span<ir::Value* const> values) const {
    Words out;
    for (const ir::Value* v : values) out.push_back(of(v));
    return out;
  }

  // All phis take their values at once.
  bool enter(const ir::Block* b, const ir::Block* from) {
    std::vector<std::pair<uint32_t, uint64_t>> taken;
    for (const ir::Value* v : b->values)
      if (v->op == Op::Phi) taken.emplace_back(v->id, of(v->args[ir::predIndex(b, from)]));
    for (auto [id, word] : taken) words_[id] = {word};
    return true;
  }

  const ir::Block* next(const ir::Block* b) const {
    switch (b->kind) {
      case ir::BlockKind::Jump: return b->succs[0];
      case ir::BlockKind::If: return b->succs[of(b->controls[0]) != 0 ? 0 : 1];
      case ir::BlockKind::Switch:
        for (size_t i = 0; i < b->cases.size(); i++)
          if (uint64_t(b->cases[i]) == of(b->controls[0])) return b->succs[i];
        return b->succs.back();
      default: return nullptr;
    }
  }

  bool step(const ir::Value* v) {
    switch (v->op) {
      case Op::ConstInt: case Op::ConstFloat: case Op::ConstNil: return set(v, uint64_t(v->imm));
      case Op::Param: return set(v, args_[size_t(v->imm)]);
      case Op::SlotAddr: return set(v, uint64_t(slots_[size_t(v->imm >> 32)].data()) + uint32_t(v->imm));
      case Op::Extract: return set(v, words_[v->args[0]->id][size_t(v->imm)]);
      case Op::PtrAdd: return set(v, of(v->args[0]) + uint64_t(v->imm));
      case Op::PtrIndex: return set(v, of(v->args[0]) + of(v->args[1]) * uint64_t(v->imm));
      case Op::Poll: case Op::KeepAlive: return true;
      case Op::Call: return call(v);
      case Op::Load: case Op::Store: case Op::StorePtr: case Op::Move: case Op::Zero: return memory(v);
      case Op::NilCheck: case Op::DivCheck: return of(v->args[0]) != 0;
      case Op::ShiftCheck: return int64_t(of(v->args[0])) >= 0;
      case Op::BoundsCheck: return of(v->args[0]) < of(v->args[1]);
      case Op::SliceCheck: return of(v->args[0]) <= of(v->args[1]);
      default: return pure(v);
    }
  }

  bool set(const ir::Value* v, uint64_t word) {
    words_[v->id] = {word};
    return true;
  }

  bool pure(const ir::Value* v) {
    Words operands = wordsOf(v->args);
    uint64_t out;
    Ty from = v->args.empty() ? v->type : v->args[0]->type;
    return ir::evalPure(v->op, v->type, from, operands.data(), operands.size(), &out) && set(v, out);
  }

  bool memory(const ir::Value* v) {
    uint64_t word = 0;
    switch (v->op) {
      case Op::Load:
        std::memcpy(&word, address(v), size_t(ir::sizeOf(v->type)));
        return set(v, ir::canonical(v->type, word));
      case Op::Move: std::memmove(address(v), reinterpret_cast<char*>(of(v->args[1])), module_.layouts.of(v->goType).size); return true;
      case Op::Zero: std::memset(address(v), 0, module_.layouts.of(v->goType).size); return true;
      default:
        word = of(v->args[1]);
        std::memcpy(address(v), &word, size_t(ir::sizeOf(v->args[1]->type)));
        return true;
    }
  }

  bool call(const ir::Value* v) {
    ir::Function* callee = module_.findBody(v->func->name);
    std::optional<Words> results = callee != nullptr ? Evaluation(module_, *callee, wordsOf(v->args)).run() : std::nullopt;
    if (results) words_[v->id] = *results;
    return results.has_value();
  }

  ir::Module& module_;
  ir::Function& f_;
  const Words& args_;
  std::vector<Words> words_;
  std::vector<Words> slots_;
};

struct Call {
  std::string text, name;
  std::vector<std::string> args, results;
};

std::vector<std::string> listOf(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string word; in >> word;) out.push_back(word.ends_with(',') ? word.substr(0, word.size() - 1) : word);
  return out;
}

std::vector<Call> callsOf(const std::string& text) {
  static const std::string kWant = "; want: ";
  std::vector<Call> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(kWant)) continue;
    std::string rest = line.substr(kWant.size());
    size_t open = rest.find('('), close = rest.find(") = ");
    out.push_back({rest, rest.substr(0, open), listOf(rest.substr(open + 1, close - open - 1)), listOf(rest.substr(close + 4))});
  }
  return out;
}

uint64_t wordOf(const std::string& text, Ty t) {
  if (t == Ty::F64) return ir::fromF64(std::strtod(text.c_str(), nullptr));
  if (t == Ty::F32) return ir::fromF32(std::strtof(text.c_str(), nullptr));
  bool negative = text.starts_with('-');
  return ir::canonical(t, negative ? uint64_t(std::strtoll(text.c_str(), nullptr, 0)) : std::strtoull(text.c_str(), nullptr, 0));
}

Words wordsOf(const std::vector<std::string>& texts, const std::vector<Ty>& types) {
  REQUIRE(texts.size() == types.size());
  Words out;
  for (size_t i = 0; i < texts.size(); i++) out.push_back(wordOf(texts[i], types[i]));
  return out;
}

bool isNan(uint64_t w, Ty t) { return t == Ty::F64 ? std::isnan(ir::asF64(w)) : t == Ty::F32 && std::isnan(ir::asF32(w)); }

void compare(const Words& got, const Words& want, const std::vector<Ty>& types) {
  REQUIRE(got.size() == want.size());
  for (size_t i = 0; i < got.size(); i++) {
    if (isNan(got[i], types[i]) && isNan(want[i], types[i])) continue;
    CHECK(int64_t(got[i]) == int64_t(want[i]));
  }
}

void runFile(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  std::string text = content.str(), error;
  std::unique_ptr<ir::Module> module = ir::parseModule(text, &error);
  INFO(path.filename().string() << ": " << error);
  REQUIRE(module != nullptr);
  TestMachine machine(module->layouts);
  for (auto& f : module->bodies) {
    INFO(f->sym->name);
    REQUIRE(ir::verify(*f) == "");
    REQUIRE(machine.add(*f) == "");
  }
  std::string engines = text.substr(0, text.find('\n'));
  std::vector<Call> calls = callsOf(text);
  CHECK(!calls.empty());
  for (const Call& c : calls) {
    INFO(c.text);
    ir::Function* f = module->findBody(c.name);
    REQUIRE(f != nullptr);
    Words args = wordsOf(c.args, f->params), want = wordsOf(c.results, f->results);
    if (engines.find(" eval") != engines.npos) {
      std::optional<Words> got = Evaluation(*module, *f, args).run();
      INFO("eval");
      REQUIRE(got.has_value());
      compare(*got, want, f->results);
    }
    if (engines.find(" interp") != engines.npos) {
      INFO("interp");
      compare(machine.run(f->sym, args, f->results.size()), want, f->results);
    }
  }
}

}  // namespace

TEST_CASE("files of testdata/ir") {
  const char* testdata = std::getenv("GOSUB_TESTDATA");
  REQUIRE(testdata != nullptr);
  size_t files = 0;
  for (const auto& e : std::filesystem::directory_iterator(std::string(testdata) + "/ir")) {
    if (e.path().extension() != ".ir") continue;
    files++;
    runFile(e.path());
  }
  CHECK(files > 0);
}
