// Logical frames, Callers, tracebacks. See traceback.h.
#include "runtime/stack/traceback.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "runtime/panic/panic.h"
#include "runtime/runtime.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/static_code.h"

namespace gosub::rt {

using abi::FuncDesc;
using abi::G;

namespace {

const abi::LineEntry* lineAt(const FuncDesc* f, uint32_t offset) {
  const abi::LineEntry *first = f->lines, *last = first + f->lineCount;
  auto* it = std::upper_bound(first, last, offset, [](uint32_t pc, const abi::LineEntry& e) { return pc < e.pc; });
  return it == first ? nullptr : it - 1;
}

Location place(Runtime& runtime, const FuncDesc* f, uint32_t pos) {
  if (pos == 0 && f->flags & abi::kFuncRuntime) return {"runtime/asm_amd64.s", 1};
  if (runtime.panics == nullptr || pos == 0) return {"?", 0};
  return runtime.panics->locate(pos);
}

}  // namespace

namespace {

// Functions of package runtime that gc's stacks show and that have no frames here.
struct StandIn : FuncDesc {
  StandIn(std::string_view text, uint32_t number) : FuncDesc{} {
    self = this;
    id = UINT32_MAX - 1 - number;
    codeWords = 1;
    flags = abi::kFuncRuntime;
    name = {reinterpret_cast<const uint8_t*>(text.data()), int64_t(text.size())};
  }
};
const StandIn kGoexit("runtime.goexit", 0);    // the bottom of every stack
const StandIn kGopanic("runtime.gopanic", 1);  // between a deferred call and the function that panicked
constexpr uint32_t kMaxInlineDepth = (1u << (kPcFuncShift - kPcInlineShift)) - 1;

}  // namespace

CallSite callSiteAt(Runtime& runtime, const FuncDesc* f, uint32_t offset, uint32_t depth) {
  CallSite site;
  site.physical = f;
  site.depth = depth;
  site.function = f->name;
  const abi::LineEntry* e = lineAt(f, offset);
  uint32_t pos = e != nullptr ? e->pos : f->startPos, start = f->startPos;
  uint32_t inlined = e != nullptr ? e->inlined : 0;
  for (; depth > 0 && inlined != 0; depth--) {
    pos = f->inlineTree[inlined - 1].callPos;
    inlined = f->inlineTree[inlined - 1].parent;
  }
  if (inlined != 0) {
    site.function = f->inlineTree[inlined - 1].name;
    start = f->inlineTree[inlined - 1].startPos;
    site.inlined = site.more = true;
  }
  site.where = place(runtime, f, pos);
  site.startLine = place(runtime, f, start).line;
  return site;
}

// ---- logical program counters

uintptr_t logicalPc(const Frame& f) {
  return entryPc(f.func) + 8 * uintptr_t(f.offset()) + (f.isReturn ? 0 : 2);
}

const FuncDesc* funcOfPc(Runtime& runtime, uintptr_t pc) {
  uintptr_t id = pc >> kPcFuncShift;
  for (const StandIn* f : {&kGoexit, &kGopanic})
    if (id == uintptr_t(f->id) + 1) return f;
  if (id == 0 || runtime.panics == nullptr) return nullptr;
  return runtime.panics->function(uint32_t(id - 1));
}

bool locatePc(Runtime& runtime, uintptr_t pc, uint32_t depth, CallSite* site) {
  const FuncDesc* f = funcOfPc(runtime, pc);
  if (f == nullptr) return false;
  uintptr_t low = pc & 0xFFFFFFFF;
  uint32_t skipped = uint32_t(low >> kPcInlineShift);
  uint32_t bytes = uint32_t(low & ((uintptr_t{1} << kPcInlineShift) - 1));
  // Each inlined call has a pc of its own.
  if (depth > 0) return false;
  *site = callSiteAt(runtime, f, (bytes == 0 ? 0 : bytes - 1) / 8, skipped);
  site->more = false;
  return true;
}

namespace {

// The word offset of the instruction that a frame is at.
uint32_t placeOf(const Frame& f) {
  uint32_t at = f.offset();
  return f.isReturn && at > 0 ? at - 1 : at;
}

// Wrappers themselves are not shown, but what was inlined into them is.
bool hidden(const CallSite& site) { return !site.inlined && (site.physical->flags & abi::kFuncWrapper) != 0; }

}  // namespace

size_t callers(G& g, size_t skip, uintptr_t* pcs, size_t n) {
  size_t count = 0;
  FrameWalker walker(g);
  for (Frame f; count < n && walker.next(&f);) {
    if (f.kind == Frame::Native) continue;
    if (f.beneathPanic) {
      if (skip > 0) skip--;
      else pcs[count++] = entryPc(&kGopanic) + 2;
    }
    CallSite site;
    uint32_t depth = 0;
    do {
      site = callSiteAt(*g.runtime, f.func, placeOf(f), depth);
      if (hidden(site)) break;
      if (skip > 0) skip--;
      else if (count < n) pcs[count++] = logicalPc(f) + (uintptr_t(depth) << kPcInlineShift);
    } while (site.more && ++depth <= kMaxInlineDepth);
  }
  // What goroutines return to.
  if (skip == 0 && count < n) pcs[count++] = entryPc(&kGoexit) + 2;
  return count;
}

// ---- texts

namespace {

std::string hex(uint64_t v) {
  char text[20];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(v));
  return text;
}

bool isRuntimeFunction(std::string_view name) {
  // Exported functions of package runtime are shown: a program calls them.
  constexpr std::string_view kPrefix = "runtime.";
  if (!name.starts_with(kPrefix)) return false;
  return name.size() > kPrefix.size() && !(name[kPrefix.size()] >= 'A' && name[kPrefix.size()] <= 'Z');
}

bool shown(std::string_view name, const TraceOptions& options) {
  return options.level >= 2 || !isRuntimeFunction(name);
}

std::string callText(const CallSite& site, const Frame& f) {
  std::string s(site.function.view());
  s += site.inlined || f.func->argWords > 0 ? "(...)" : "()";
  s += "\n\t" + std::string(site.where.file) + ":" + std::to_string(site.where.line);
  if (!site.inlined) s += " +" + hex(8 * uint64_t(f.offset()));
  return s + "\n";
}

std::string panicText(const PanicRecord* p) {
  if (p->goexit) return "runtime.Goexit()\n\truntime/panic.go:626 +0x5e\n";
  auto word = [](const void* v) { return hex(reinterpret_cast<uintptr_t>(v)); };
  return "panic({" + word(p->value.type) + ", " + word(p->value.data) + "})\n\truntime/panic.go:770 +0x132\n";
}

// The lines of a goroutine's calls. Long stacks keep their ends.
void appendCalls(std::string& out, G& g, const TraceOptions& options) {
  size_t half = options.maxFrames / 2, total = 0;
  std::vector<std::string> tail;  // ring of the last ones
  size_t next = 0;
  auto add = [&](std::string&& text) {
    if (total++ < half) {
      out += text;
    } else if (tail.size() < half) {
      tail.push_back(std::move(text));
    } else {
      tail[next] = std::move(text);
      next = (next + 1) % half;
    }
  };
  const PanicRecord* panic = g.panics;
  FrameWalker walker(g);
  for (Frame f; walker.next(&f);) {
    while (f.beneathPanic && panic != nullptr && panic->fp != f.fp) panic = panic->link;
    if (f.beneathPanic && panic != nullptr) {
      add(panicText(panic));
      panic = panic->link;
    }
    CallSite site;
    uint32_t depth = 0;
    do {
      site = callSiteAt(*g.runtime, f.func, placeOf(f), depth++);
      if (!hidden(site) && shown(site.function.view(), options)) add(callText(site, f));
    } while (site.more);
  }
  if (total > 2 * half) out += "..." + std::to_string(total - 2 * half) + " frames elided...\n";
  for (size_t i = 0; i < tail.size(); i++) out += tail[(next + i) % tail.size()];
}

std::string statusText(G& g) {
  const SchedState& s = *g.sched;
  switch (s.status) {
    case GStatus::Waiting:
      if (s.reason != WaitReason::None) return waitReasonText(s.reason);
      return "waiting";
    case GStatus::Idle: return "idle";
    case GStatus::Runnable: return "runnable";
    case GStatus::Running: return "running";
    case GStatus::Syscall: return "syscall";
    case GStatus::Dead: return "dead";
  }
  return "???";
}

void appendCreator(std::string& out, G& g, const TraceOptions& options) {
  const SchedState& s = *g.sched;
  if (s.createdBy == nullptr) return;
  const FuncDesc* f = abi::versionOf(s.createdBy, s.createdPc);
  auto* code = f->code();
  uint32_t offset = s.createdPc >= code && s.createdPc < code + f->codeWords ? uint32_t(s.createdPc - code) : 0;
  CallSite site = callSiteAt(*g.runtime, f, offset, 0);
  if (!shown(site.function.view(), options)) return;
  out += "created by " + std::string(site.function.view()) + " in goroutine " + std::to_string(s.parentId) + "\n\t" +
         std::string(site.where.file) + ":" + std::to_string(site.where.line) + " +" + hex(8 * (offset + 1)) + "\n";
}

void appendAncestors(std::string& out, G& g, const TraceOptions& options) {
  if (g.sched->ancestors == nullptr) return;
  for (const Ancestor& a : *g.sched->ancestors) {
    out += "[originating from goroutine " + std::to_string(a.id) + "]:\n";
    for (uintptr_t pc : a.pcs) {
      CallSite site;
      if (!locatePc(*g.runtime, pc, 0, &site) || !shown(site.function.view(), options)) continue;
      out += std::string(site.function.view()) + "(...)\n\t" + std::string(site.where.file) + ":" +
             std::to_string(site.where.line) + " +" + hex(pc & ((uintptr_t{1} << kPcInlineShift) - 1)) + "\n";
    }
  }
}

}  // namespace

void appendGoroutine(std::string& out, G& g, const TraceOptions& options) {
  out += "goroutine " + std::to_string(g.id) + " [" + statusText(g);
  constexpr int64_t kMinute = 60'000'000'000;
  int64_t waited = g.sched->waitSince != 0 && g.sched->status == GStatus::Waiting ? monotonicNow() - g.sched->waitSince : 0;
  if (waited >= kMinute) out += ", " + std::to_string(waited / kMinute) + " minutes";
  if (g.sched->lockedToThread) out += ", locked to thread";
  out += "]:\n";
  if (g.sched->started) {
    appendCalls(out, g, options);
  } else {
    const FuncDesc* f = g.sched->entry->desc;
    Location where = place(*g.runtime, f, f->startPos);
    out += std::string(f->name.view()) + "()\n\t" + std::string(where.file) + ":" + std::to_string(where.line) + " +0x0\n";
  }
  appendCreator(out, g, options);
  appendAncestors(out, g, options);
}

void appendOthers(std::string& out, Runtime& runtime, const G* except, const TraceOptions& options) {
  std::vector<G*> list;
  runtime.scheduler->forEachG([&](G& g) {
    if (&g != except && (options.level >= 2 || !g.sched->system)) list.push_back(&g);
  });
  std::sort(list.begin(), list.end(), [](const G* a, const G* b) { return a->id < b->id; });
  for (G* g : list) {
    out += "\n";
    appendGoroutine(out, *g, options);
  }
}

std::string stackText(G& g) {
  std::string out;
  appendGoroutine(out, g, TraceOptions{g.runtime->config.traceLevel, 100});
  return out;
}

}  // namespace gosub::rt
