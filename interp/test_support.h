// For tests of the encoder: addresses for the symbols of an IR text, and a way to run code without an instance (no calls
// of the runtime, one stack segment).
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "frontend/ir/parse.h"
#include "interp/encode.h"
#include "interp/enter.h"
#include "interp/loop.h"
#include "interp/verify.h"
#include "runtime/abi/g.h"

namespace gosub::interp {

class TestLinker final : public Linker {
 public:
  explicit TestLinker(ir::Layouts& layouts) : layouts_(layouts) {}

  abi::FuncDesc* func(ir::FuncSym* sym) override {
    auto& d = funcs_[sym];
    if (d == nullptr) {
      d = std::make_unique<abi::FuncDesc>();
      d->self = d.get();
      d->argWords = uint16_t(sym->params.size());
      d->resultWords = uint16_t(sym->results.size());
      d->flags = sym->flags;
      d->name = {reinterpret_cast<const uint8_t*>(sym->name.data()), int64_t(sym->name.size())};
    }
    return d.get();
  }
  void* global(ir::GlobalSym* sym) override {
    auto& memory = globals_[sym];
    if (memory.empty()) memory.resize(layouts_.of(sym->type).size / 8 + 2);
    return memory.data();
  }
  const abi::TypeDesc* type(types::Type* t) override {
    auto& d = types_[t];
    if (d == nullptr) {
      d = std::make_unique<abi::TypeDesc>();
      d->size = layouts_.of(t).size;
    }
    return d.get();
  }
  const abi::Itab* itab(const ir::ItabSym* sym) override {
    auto& d = itabs_[sym];
    if (d == nullptr) d = std::make_unique<abi::Itab>();
    return d.get();
  }
  const void* data(ir::DataSym* sym) override { return sym->bytes.data(); }
  abi::RawNative runtimeEntry(int) override {
    return [](abi::G*, abi::Word*, abi::Word*) -> int { return abi::kDone; };
  }
  const abi::TypeDesc* closureType(ir::FuncSym* sym) override {
    auto& d = closures_[sym];
    if (d == nullptr) {
      d = std::make_unique<abi::TypeDesc>();
      d->size = 8 + (sym->captures != nullptr ? layouts_.of(sym->captures).size : 0);
    }
    return d.get();
  }

 private:
  ir::Layouts& layouts_;
  std::unordered_map<const void*, std::unique_ptr<abi::FuncDesc>> funcs_;
  std::unordered_map<const void*, std::vector<uint64_t>> globals_;
  std::unordered_map<const void*, std::unique_ptr<abi::TypeDesc>> types_, closures_;
  std::unordered_map<const void*, std::unique_ptr<abi::Itab>> itabs_;
};

// Functions with code, and a stack to run them on.
class TestMachine {
 public:
  explicit TestMachine(ir::Layouts& layouts) : linker(layouts), layouts_(layouts), stack_(1 << 16) {}

  // What verify() says of the code.
  std::string add(ir::Function& f, const EncodeOptions& options = {}) {
    Code code = encode(f, linker, layouts_, options, arena_);
    std::string bad = verify(code);
    codes_.push_back(std::move(code));
    abi::FuncDesc* d = linker.func(f.sym);
    d->setBegin(codes_.back().words.data(), codes_.back().frameWords);
    d->argWords = uint16_t(f.params.size());
    d->resultWords = uint16_t(f.results.size());
    return bad;
  }
  const Code& last() const { return codes_.back(); }

  std::vector<uint64_t> run(ir::FuncSym* sym, const std::vector<uint64_t>& args, size_t results) {
    abi::FuncDesc* d = linker.func(sym);
    abi::G g{};
    for (size_t i = 0; i < stack_.size(); i++) stack_[i] = 0xdeadbeefdeadbeefull;
    abi::Word* base = stack_.data() + stack_.size() - 64;
    base = reinterpret_cast<abi::Word*>(reinterpret_cast<uintptr_t>(base) & ~uintptr_t{15});
    for (size_t i = 0; i < args.size(); i++) base[int64_t(i) - int64_t(args.size())] = args[i];
    abi::Word* fp = base - d->frameWords();
    static const uint64_t kEnd = uint64_t(Bc::GoroutineEnd);
    fp[0] = reinterpret_cast<abi::Word>(&kEnd);
    fp[1] = reinterpret_cast<abi::Word>(base);
    fp[2] = reinterpret_cast<abi::Word>(d);
    g.limit = g.trueLimit = reinterpret_cast<uintptr_t>(stack_.data()) + 4096;
    g.pc = d->code();
    g.fp = fp;
    g.resume = reinterpret_cast<const void*>(&resume);
    status = gosubEnter(&g, kHandlers);
    return {base - results, base};
  }

  TestLinker linker;
  int status = 0;

 private:
  // Takes pc and fp from G: how resumption begins is enter.cpp's business, which loads them already.
  static INTERP_CC int resume(const uint64_t* pc, abi::G* g, abi::Word* fp, Table table, uint64_t) {
    uint64_t word = *pc;
    TAIL table[uint16_t(word)].fn(pc, g, fp, table, word);
  }

  ir::Layouts& layouts_;
  Arena arena_;
  std::deque<Code> codes_;
  std::vector<abi::Word> stack_;
};

}  // namespace gosub::interp
