// Calling through reflect. See calls.h.
#include "stdlib/reflect/calls.h"

#include <cstring>
#include <iterator>
#include <new>
#include <vector>

#include "base/check.h"
#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/runtime.h"
#include "runtime/sched/callgo.h"
#include "runtime/types/table.h"

namespace gosub::stdlib::reflect {

using abi::FuncDesc;
using abi::FuncVal;
using abi::G;
using abi::Kind;
using abi::Results;
using abi::Slice;
using abi::Status;
using abi::TypeDesc;
using abi::Word;

void WordShape::add(const TypeDesc* t) {
  if (count > kMax) return;
  switch (t->kind) {
    case Kind::Chan: case Kind::Func: case Kind::Map: case Kind::Pointer: case Kind::UnsafePointer:
      push(true);
      return;
    case Kind::String: case Kind::Slice:
      push(true);
      push(false);
      if (t->kind == Kind::Slice) push(false);
      return;
    case Kind::Interface:
      push(true);
      push(true);
      return;
    case Kind::Complex64: case Kind::Complex128:
      push(false);
      push(false);
      return;
    case Kind::Array:
      if (t->len == 1) add(t->elem);
      if (t->len > 1 && t->elem->size > 0) count = kMax + 1;
      return;
    case Kind::Struct:
      for (const abi::StructField& f : t->fields) add(f.type);
      return;
    default:
      push(false);
  }
}

// ---- Value.Call

namespace {

// callWords' own argument words.
enum { kFn, kArgs, kArgsLen, kArgsCap, kResults, kResultsLen };

Status keepResults(G& g, Word* arguments, const Word* returned, Word*) {
  Word* to = reinterpret_cast<Word*>(arguments[kResults]);
  for (Word i = 0; i < arguments[kResultsLen]; i++)
    rt::storePtr(g, to + i, reinterpret_cast<const void*>(returned[i]));
  return abi::kDone;
}

}  // namespace

Status callWords(G& g, Results<>, const FuncVal* fn, Slice args, Slice results) {
  GOSUB_CHECK(args.len == fn->desc->argWords && results.len == fn->desc->resultWords);
  return rt::callGo(g, fn, args.as<Word>(), keepResults);
}

// ---- MakeFunc

namespace {

// callMade returns the result words as a slice, so that nothing of them is in the frame before all are there.
Status returnWords(G&, Word*, const Word* returned, Word* results) {
  const Word* words = reinterpret_cast<const Word*>(returned[0]);
  int64_t n = int64_t(returned[1]);
  for (int64_t i = 0; i < n; i++) results[i] = words[i];
  return abi::kDone;
}

int madeFunction(G* g, Word* args, Word*) {
  const FuncVal* made = g->callFn;
  return rt::callGoWith(*g, madeDescOf(made->desc).callMade, returnWords, made, args);
}

// call.go's boundFunc.
struct BoundFunc {
  const FuncDesc* desc;
  const FuncVal* method;
  Word receiver;
};

int boundFunction(G* g, Word* args, Word*) {
  auto* bound = reinterpret_cast<const BoundFunc*>(g->callFn);
  size_t hidden = madeDescOf(bound->desc).hidden, n = bound->desc->argWords;
  Word* words = g->sched->callWords;
  // Not on this stack, since they are read after the return; nothing collects in between.
  if (n + 1 > std::size(g->sched->callWords)) words = static_cast<Word*>(rt::allocNoScan(*g, 8 * (n + 1)));
  std::memcpy(words, args, 8 * hidden);
  words[hidden] = bound->receiver;
  std::memcpy(words + hidden + 1, args + hidden, 8 * (n - hidden));
  return rt::callGo(*g, bound->method, words, passResults);
}

// One row of bits for the argument words: hidden result addresses first.
struct Signature {
  std::vector<bool> pointers;
  int resultWords = 0;
  uint32_t hidden = 0;

  Signature(const TypeDesc* t, bool receiver) {
    for (const TypeDesc* r : t->out) {
      WordShape shape(r);
      if (shape.inMemory())
        pointers.push_back(true);
      else
        resultWords += shape.count;
    }
    hidden = uint32_t(pointers.size());
    if (receiver) pointers.push_back(true);
    for (const TypeDesc* p : t->in) {
      WordShape shape(p);
      if (shape.inMemory())
        pointers.push_back(true);
      else
        for (int i = 0; i < shape.count; i++) pointers.push_back(shape.pointers >> i & 1);
    }
  }
};

}  // namespace

// The results of the native in whose frame this runs are those of the function it called.
Status passResults(G& g, Word*, const Word* returned, Word* results) {
  const FuncDesc* d = reinterpret_cast<const FuncVal*>(g.fp[abi::kFrameFuncVal])->desc;
  std::memmove(results, returned, size_t(d->resultWords) * 8);
  return abi::kDone;
}

MadeDesc* makeDesc(G& g, const TypeDesc* t, bool receiver, const FuncVal* stub, abi::RawNative native) {
  rt::TypeTable& table = *g.runtime->types;
  Signature signature(t, receiver);
  size_t argWords = signature.pointers.size(), maskWords = (argWords + 63) / 64;
  auto* mask = static_cast<uint64_t*>(table.allocate(8 * (maskWords + 1), 8));
  for (size_t i = 0; i <= maskWords; i++) mask[i] = 0;
  for (size_t i = 0; i < argWords; i++)
    if (signature.pointers[i]) mask[i / 64] |= uint64_t{1} << (i % 64);

  auto* made = static_cast<MadeDesc*>(table.allocate(sizeof(MadeDesc), alignof(MadeDesc)));
  made->callMade = nullptr;
  made->promotion = nullptr;
  made->hidden = signature.hidden;
  FuncDesc* d = new (&made->desc) FuncDesc{};
  const FuncDesc& from = *stub->desc;
  d->self = d;
  d->setBegin(from.code(), uint32_t(abi::nativeFrameWords(uint32_t(argWords))));
  d->entry.store(from.entry.load(std::memory_order_relaxed), std::memory_order_relaxed);
  d->argWords = uint16_t(argWords);
  d->resultWords = uint16_t(signature.resultWords);
  d->flags = uint16_t(from.flags | abi::kFuncNative | abi::kFuncWrapper | abi::kFuncClosure);
  d->captureWords = 2;  // of madeFunc and boundFunc in call.go
  d->startPos = from.startPos;
  d->id = from.id;
  d->name = from.name;
  d->argPtrMask = mask;
  d->native = native;
  d->owner = from.owner;
  return made;
}

const FuncDesc* madeFuncDesc(G& g, const TypeDesc* t, const FuncVal* stub, const FuncVal* callMade) {
  MadeDesc* made = makeDesc(g, t, false, stub, madeFunction);
  made->callMade = callMade;
  // What it calls may recover, as if the made function itself were that.
  const_cast<FuncDesc*>(callMade->desc)->flags |= abi::kFuncWrapper;
  return &made->desc;
}

const FuncDesc* boundFuncDesc(G& g, const TypeDesc* t, const FuncVal* stub) {
  return &makeDesc(g, t, false, stub, boundFunction)->desc;
}

Status makeFuncStub(G&, Results<>) { return abi::kDone; }

}  // namespace gosub::stdlib::reflect
