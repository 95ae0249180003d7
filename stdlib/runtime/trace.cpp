// Stacks and program counters for Go code, over runtime/stack/traceback.h. See trace.h.
#include "stdlib/runtime/trace.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <new>
#include <vector>

#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/traceback.h"
#include "runtime/types/table.h"

namespace gosub::stdlib::trace {

using abi::FuncDesc;
using abi::G;
using abi::Results;
using abi::Ret;
using abi::Slice;
using abi::Status;
using abi::String;

namespace {

int64_t copyText(Slice buf, const std::string& text) {
  int64_t n = std::min(buf.len, int64_t(text.size()));
  if (n > 0) std::memcpy(buf.data, text.data(), size_t(n));
  return n;
}

// Work for a stopped world, and its result. The goroutine waits meanwhile: its arguments keep what the slice refers to.
struct Stopped {
  Slice to;
  std::string text;
  int64_t result = 0;
};

template <class F>
Status whileStopped(G& g, abi::Word* results, Stopped* s, F work) {
  Status status = rt::schedulerOf(g).withWorldStopped(g, rt::WaitReason::None, work);
  g.sched->results = results;
  g.sched->completionData = s;
  g.sched->completion = [](G& self, abi::Word* words) {
    std::unique_ptr<Stopped> done(static_cast<Stopped*>(self.sched->completionData));
    *words = abi::Word(done->result);
    return abi::kDone;
  };
  return status;
}

}  // namespace

Status stack(G& g, Results<int64_t> out, Slice buf, bool all) {
  std::string own = rt::stackText(g);
  if (!all) {
    out.set(copyText(buf, own));
    return abi::kDone;
  }
  auto* s = new Stopped{buf, std::move(own)};
  return whileStopped(g, out.words, s, [s, &g] {
    rt::appendOthers(s->text, *g.runtime, &g, rt::TraceOptions{g.runtime->config.traceLevel, 100});
    s->result = copyText(s->to, s->text);
  });
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

namespace {

constexpr size_t kDepth = 32;  // of runtime.StackRecord

void fillRecord(const G& g, uintptr_t* to) {
  size_t n = g.sched->started ? rt::callers(const_cast<G&>(g), 0, to, kDepth) : 0;
  if (n == 0) to[n++] = g.sched->entry != nullptr ? rt::entryPc(g.sched->entry->desc) + 1 : 0;
  std::fill(to + n, to + kDepth, uintptr_t{0});
}

int64_t fillRecords(G& g, Slice records) {
  std::vector<G*> list{&g};
  g.runtime->scheduler->forEachG([&](G& other) {
    if (&other != &g && !other.sched->system) list.push_back(&other);
  });
  if (int64_t(list.size()) > records.len) return int64_t(list.size());
  auto* to = records.as<uintptr_t>();
  for (const G* one : list) {
    fillRecord(*one, to);
    to += kDepth;
  }
  return int64_t(list.size());
}

}  // namespace

Status goroutineStacks(G& g, Results<int64_t> out, Slice records) {
  auto* s = new Stopped{records, {}};
  return whileStopped(g, out.words, s, [s, &g] { s->result = fillRecords(g, s->to); });
}

}  // namespace gosub::stdlib::trace
