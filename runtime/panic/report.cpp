// What an uncaught panic prints, and the end of the instance that it is. See panic.h.
#include <cstdio>

#include "base/check.h"
#include "runtime/panic/panic.h"
#include "runtime/panic/support.h"
#include "runtime/print/print.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/traceback.h"
#include "runtime/types/itab.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::FuncDesc;
using abi::G;
using abi::Status;
using abi::TypeDesc;
using abi::Word;

namespace {

const TypeDesc* stringerType(TypeTable& types) {
  const TypeDesc* text = types.stringType();
  const TypeDesc* out[] = {text};
  InterfaceMethodSpec method{"String", "", types.funcOf({}, out, false)};
  return types.interfaceOf({&method, 1});
}

PanicRecord* askedFor(G& g) {
  for (PanicRecord* p = g.panics; p != nullptr; p = p->link)
    if (p->textAsked && !p->hasText) return p;
  return nullptr;
}

const FuncDesc* textMethod(Runtime& runtime, const TypeDesc* type) {
  for (const TypeDesc* inter : {runtime.types->errorType(), stringerType(*runtime.types)})
    if (const abi::Itab* tab = runtime.itabs->get(inter, type)) return tab->fun[0];
  return nullptr;
}

}  // namespace

const FuncDesc* nextTextMethod(G& g, Word* receiver) {
  for (PanicRecord* p = g.panics; p != nullptr; p = p->link) {
    if (p->goexit || p->textAsked || p->value.type == nullptr) continue;
    const FuncDesc* method = textMethod(*g.runtime, p->value.type);
    if (method == nullptr) continue;
    p->textAsked = true;
    *receiver = reinterpret_cast<Word>(p->value.data);
    return method;
  }
  return nullptr;
}

void setPanicText(G& g, abi::String text) {
  PanicRecord* p = askedFor(g);
  GOSUB_CHECK(p != nullptr);
  p->text = std::string(text.view());
  p->hasText = true;
}

bool panicInText(G& g) {
  return askedFor(g) != nullptr;
}

Status reportPanicInText(G& g) {
  abi::Eface value = g.panics->value;
  std::string text = "panic while printing panic value";
  if (value.type == g.runtime->types->stringType()) {
    text += ": " + formatPanicValue(value);
  } else if (value.type != nullptr) {
    text += ": type " + typeText(value.type);
  }
  return fatal(g, text);
}

namespace {

// Oldest first, each further one with a tab.
void appendChain(std::string& out, const PanicRecord* p) {
  if (p == nullptr) return;
  appendChain(out, p->link);
  if (p->goexit) return;
  bool first = true;
  for (const PanicRecord* q = p->link; q != nullptr; q = q->link) first &= q->goexit;
  if (!first) out += "\t";
  out += "panic: " + (p->hasText ? p->text : formatPanicValue(p->value));
  if (p->recovered) out += " [recovered]";
  out += "\n";
}

std::string signalText(const abi::Word* fp, const uint64_t* at, uintptr_t address) {
  const FuncDesc* f = reinterpret_cast<const abi::FuncVal*>(fp[abi::kFrameFuncVal])->desc;
  auto* code = f->code();
  uintptr_t pc = entryPc(f);
  if (at >= code && at < code + f->codeWords) pc += 8 * uintptr_t(at - code);
  char text[140];
  std::snprintf(text, sizeof text, "[signal SIGSEGV: segmentation violation code=0x1 addr=0x%llx pc=0x%llx]\n",
                static_cast<unsigned long long>(address), static_cast<unsigned long long>(pc));
  return text;
}

void appendSignal(std::string& out, const PanicRecord* p) {
  while (p != nullptr && !p->isFault) p = p->link;
  if (p != nullptr) out += signalText(p->fp, p->pc, p->faultAddress);
}

}  // namespace

Status reportPanic(G& g) {
  Runtime& runtime = *g.runtime;
  std::string out;
  appendChain(out, g.panics);
  appendSignal(out, g.panics);
  TraceOptions options{runtime.config.traceLevel, 100};
  if (options.level > 0) {
    out += "\n";
    appendGoroutine(out, g, options);
    if (runtime.config.traceAll) appendOthers(out, runtime, &g, options);
  }
  runtime.writeFatal(out);
  runtime.scheduler->exitByCrash();
  return abi::kExit;
}

Status fatalFault(G& g, uintptr_t address) {
  char text[60];
  std::snprintf(text, sizeof text, "unexpected fault address 0x%llx\n", static_cast<unsigned long long>(address));
  g.runtime->writeFatal(text);
  return fatal(*g.runtime, "fault", signalText(g.fp, g.pc, address));
}

}  // namespace gosub::rt
