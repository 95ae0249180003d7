// Stacks and program counters for Go code, over runtime/stack/traceback.h. See trace.h.
#include "stdlib/runtime/trace.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <new>
#include <vector>

#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/runtime.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/traceback.h"
#include "runtime/types/table.h"

namespace gosub::stdlib::trace {

using abi::FuncDesc;
using abi::G;
using abi::Ret;
using abi::Slice;
using abi::String;

int64_t stack(G& g, Slice buf, bool all) {
  std::string text = rt::stackText(g, all);
  int64_t n = std::min(buf.len, int64_t(text.size()));
  if (n > 0) std::memcpy(buf.data, text.data(), size_t(n));
  return n;
}

int64_t callers(G& g, int64_t skip, Slice pcs) {
  return int64_t(rt::callers(g, size_t(std::max<int64_t>(skip, 0)), pcs.as<uintptr_t>(), size_t(pcs.len)));
}

namespace {

// Descriptors that stand for functions where they were inlined: by physical function and name.
struct InlinedFuncs final : rt::Extension {
  explicit InlinedFuncs(rt::Runtime&) {}
  rt::Lock lock{rt::LockRank::Leaf};
  std::map<std::pair<const FuncDesc*, std::string_view>, GoFunc*> known;
};

GoFunc* inlinedFunc(rt::Runtime& runtime, const rt::CallSite& site) {
  auto& funcs = rt::extension<InlinedFuncs>(runtime);
  rt::LockGuard guard(funcs.lock);
  GoFunc*& f = funcs.known[{site.physical, site.function.view()}];
  if (f == nullptr) {
    auto* d = new (runtime.types->allocate(sizeof(FuncDesc), alignof(FuncDesc))) FuncDesc{};
    d->id = site.physical->id;
    d->startPos = site.physical->startPos;
    d->codeWords = site.physical->codeWords;
    d->name = site.function;
    f = d;
  }
  return f;
}

// Whether pc is one of f's: its entry, or up to just behind the last instruction.
bool inside(const FuncDesc* f, uint64_t pc) {
  uint64_t bytes = pc & ((uint64_t{1} << rt::kPcInlineShift) - 1);
  return bytes <= 8 * uint64_t(f->codeWords) + 1;
}

bool site(G& g, uint64_t pc, rt::CallSite* out) {
  const FuncDesc* f = rt::funcOfPc(*g.runtime, pc);
  return f != nullptr && inside(f, pc) && rt::locatePc(*g.runtime, pc, 0, out);
}

}  // namespace

bool locate(G& g, GoLocation* out, uint64_t pc) {
  rt::CallSite s;
  if (!site(g, pc, &s)) return false;
  String file = rt::newString(g, s.where.file);
  rt::storePtr(g, &out->function.data, s.function.data);
  out->function.len = s.function.len;
  rt::storePtr(g, &out->file.data, file.data);
  out->file.len = file.len;
  out->line = s.where.line;
  out->startLine = s.startLine;
  out->entry = rt::entryPc(s.physical);
  rt::storePtr(g, &out->func, s.inlined ? nullptr : s.physical);
  return true;
}

GoFunc* funcOf(G& g, uint64_t pc) {
  rt::CallSite s;
  if (!site(g, pc, &s)) return nullptr;
  bool atEntry = pc == rt::entryPc(s.physical);
  return s.inlined && !atEntry ? inlinedFunc(*g.runtime, s) : s.physical;
}

String funcName(GoFunc* f) { return f->name; }
uint64_t funcEntry(GoFunc* f) { return rt::entryPc(f); }

Ret<String, int64_t> funcLine(G& g, GoFunc* f, uint64_t pc) {
  rt::CallSite s;
  if (!site(g, pc, &s) || s.physical->id != f->id) return {rt::newString(g, "?"), 0};
  return {rt::newString(g, s.where.file), s.where.line};
}

int64_t goroutineStacks(G& g, Slice records) {
  constexpr size_t kDepth = 32;  // of runtime.StackRecord
  std::vector<G*> list{&g};
  rt::Scheduler& scheduler = *g.runtime->scheduler;
  if (scheduler.goroutineCount() > records.len) return scheduler.goroutineCount();
  scheduler.stopTheWorld();
  scheduler.forEachG([&](G& other) {
    if (&other != &g && !other.sched->system) list.push_back(&other);
  });
  if (int64_t(list.size()) > records.len) list.resize(size_t(records.len));
  auto* to = records.as<uintptr_t>();
  for (G* one : list) {
    size_t n = one->sched->started ? rt::callers(*one, 0, to, kDepth) : 0;
    if (n == 0) to[n++] = one->sched->entry != nullptr ? rt::entryPc(one->sched->entry->desc) + 1 : 0;
    std::fill(to + n, to + kDepth, uintptr_t{0});
    to += kDepth;
  }
  scheduler.startTheWorld();
  return int64_t(list.size());
}

}  // namespace gosub::stdlib::trace
