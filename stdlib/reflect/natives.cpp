// Natives of package reflect over the type table, heap, maps and channels. Calls and made functions: calls.cpp.
#include "base/unicode.h"
#include "runtime/chan/chan.h"
#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/map/map.h"
#include "runtime/panic/raise.h"
#include "runtime/runtime.h"
#include "runtime/stack/traceback.h"
#include "runtime/types/equal.h"
#include "runtime/types/itab.h"
#include "runtime/types/table.h"
#include "stdlib/natives.h"
#include "stdlib/reflect/calls.h"

namespace gosub::stdlib {

namespace {

using abi::G;
using abi::Results;
using abi::Ret;
using abi::Slice;
using abi::Status;
using abi::String;
using abi::TypeDesc;
using abi::Word;

using reflect::boundFuncDesc;
using reflect::callWords;
using reflect::madeFuncDesc;
using reflect::makeFuncStub;

// ---- types

void completeMethods(G& g, const TypeDesc* t) {
  rt::TypeTable& table = *g.runtime->types;
  size_t n = table.methods(t).size();
  for (size_t i = 0; i < n; i++) table.method(t, i);
}
String typeString(G& g, const TypeDesc* t) { return g.runtime->types->stringOf(t); }
const TypeDesc* makePointerType(G& g, const TypeDesc* t) { return g.runtime->types->pointerTo(t); }
const TypeDesc* makeSliceType(G& g, const TypeDesc* t) { return g.runtime->types->sliceOf(t); }
const TypeDesc* makeArrayType(G& g, int64_t n, const TypeDesc* t) { return g.runtime->types->arrayOf(t, n); }
const TypeDesc* makeChanType(G& g, int64_t dir, const TypeDesc* t) {
  return g.runtime->types->chanOf(t, static_cast<rt::ChanDir>(dir));
}
const TypeDesc* makeMapType(G& g, const TypeDesc* key, const TypeDesc* elem) { return g.runtime->types->mapOf(key, elem); }

std::span<const TypeDesc* const> typeList(Slice s) { return {s.as<const TypeDesc*>(), size_t(s.len)}; }

const TypeDesc* makeFuncType(G& g, Slice in, Slice out, bool variadic) {
  return g.runtime->types->funcOf(typeList(in), typeList(out), variadic);
}

// reflect's fieldDesc, see rtype.go.
struct FieldDesc {
  String name, pkgPath, tag;
  const TypeDesc* type;
  uint64_t offset;
  bool embedded;
};

const TypeDesc* makeStructType(G& g, Slice fields, const abi::FuncVal* stub) {
  std::vector<rt::FieldSpec> specs;
  std::string_view pkgPath;
  for (int64_t i = 0; i < fields.len; i++) {
    const FieldDesc& f = fields.as<FieldDesc>()[i];
    specs.push_back({f.name.view(), f.pkgPath.view(), f.tag.view(), f.type, f.embedded});
    if (f.pkgPath.len > 0) pkgPath = f.pkgPath.view();
  }
  const TypeDesc* t = g.runtime->types->structOf(specs, pkgPath);
  if (stub != nullptr) reflect::promoteMethods(g, t, stub);
  return t;
}

const abi::Itab* findItab(G& g, const TypeDesc* inter, const TypeDesc* type) { return g.runtime->itabs->get(inter, type); }

bool letterRune(int32_t r) { return unicode::isLetter(uint32_t(r)); }

// ---- values

// A program can make types of any size.
Status newObject(G& g, Results<void*> out, const TypeDesc* t) {
  constexpr uint64_t kNeverFails = 1 << 20;
  void* p = t->size <= kNeverFails ? rt::newObject(g, t) : t->size <= rt::kMaxAlloc ? rt::newArray(g, t, 1) : nullptr;
  if (p == nullptr) return rt::outOfMemory(g, t->size);
  out.set(p);
  return abi::kDone;
}
Status zeroObject(G& g, Results<void*> out, const TypeDesc* t) {
  if (t->size > rt::kMaxZeroElem) return newObject(g, out, t);
  out.set(const_cast<void*>(rt::zeroBlock()));
  return abi::kDone;
}

Status newArray(G& g, Results<void*> out, const TypeDesc* t, int64_t n) {
  if (t->size != 0 && uint64_t(n) > rt::kMaxAlloc / t->size) return rt::raiseRuntimeError(g, rt::ErrorId::MakeSliceLen);
  void* p = rt::newArray(g, t, n);
  if (p == nullptr) return rt::outOfMemory(g, t->size * uint64_t(n));
  out.set(p);
  return abi::kDone;
}

void typedMove(G& g, const TypeDesc* t, void* to, const void* from) { rt::typedMove(g, t, to, from); }
void typedClear(G& g, const TypeDesc* t, void* at) { rt::typedClear(g, t, at); }
Status typedEqual(G& g, Results<bool> out, const TypeDesc* t, const void* p, const void* q) {
  return rt::typeEqual(g, out, t, p, q);
}
int64_t sliceCopy(G& g, const TypeDesc* elem, void* to, int64_t toLen, const void* from, int64_t fromLen) {
  return rt::sliceCopy(g, elem, to, toLen, from, fromLen);
}
Status growSlice(G& g, Results<Slice> out, const TypeDesc* elem, void* data, int64_t len, int64_t cap, int64_t add) {
  return rt::growSlice(g, out, elem, data, len, cap, add, 0);
}

// A func value's visible PC: where its function starts.
uint64_t funcPC(const abi::FuncVal* fn) { return rt::entryPc(fn->desc); }

String funcName(const abi::FuncVal* fn) { return fn->desc->name; }

// ---- maps

using rt::Map;

Status makeMap(G& g, Results<Map*> out, const TypeDesc* t, int64_t hint) { return rt::makeMap(g, out, t, hint); }
int64_t mapLen(Map* m) { return rt::mapLen(m); }

Status mapLookup(G& g, Results<void*> out, const TypeDesc* t, Map* m, const void* key) {
  Word found[2];
  Status s = rt::mapAccess2(g, {found}, t, m, key);
  if (s == abi::kDone) out.set(found[1] != 0 ? reinterpret_cast<void*>(found[0]) : nullptr);
  return s;
}

Status mapStore(G& g, Results<>, const TypeDesc* t, Map* m, const void* key, const void* elem) {
  Word slot[1];
  Status s = rt::mapAssign(g, {slot}, t, m, key);
  if (s == abi::kDone) rt::typedMove(g, t->elem, reinterpret_cast<void*>(slot[0]), elem);
  return s;
}

Status mapRemove(G& g, Results<> out, const TypeDesc* t, Map* m, const void* key) { return rt::mapDelete(g, out, t, m, key); }
Status mapClear(G& g, Results<> out, const TypeDesc* t, Map* m) { return rt::mapClear(g, out, t, m); }
Status mapIterStart(G& g, Results<> out, const TypeDesc* t, Map* m, abi::MapIter* it) {
  if (rt::isMarking(g)) rt::shadeWords(g, it, sizeof *it);
  std::memset(static_cast<void*>(it), 0, sizeof *it);
  return rt::mapIterInit(g, out, t, m, it);
}
Status mapIterAdvance(G& g, Results<> out, abi::MapIter* it) { return rt::mapIterNext(g, out, it); }

// ---- channels

using rt::Hchan;

Status makeChan(G& g, Results<Hchan*> out, const TypeDesc* t, int64_t size) { return rt::makeChan(g, out, t, size); }
int64_t chanLen(Hchan* c) { return rt::chanLen(c); }
int64_t chanCap(Hchan* c) { return rt::chanCap(c); }
Status chanClose(G& g, Results<> out, Hchan* c) { return rt::chanClose(g, out, c); }
Status chanSend(G& g, Results<> out, Hchan* c, void* elem) { return rt::chanSend(g, out, c, elem); }
Status chanRecv(G& g, Results<bool> out, Hchan* c, void* elem) { return rt::chanRecv2(g, out, c, elem); }

Status chanTrySend(G& g, Results<bool> out, Hchan* c, void* elem) {
  rt::TryResult r = c == nullptr ? rt::TryResult::WouldBlock : rt::trySend(g, c, elem);
  if (r == rt::TryResult::Closed) return rt::raiseRuntimeError(g, rt::ErrorId::SendClosed);
  out.set(r == rt::TryResult::Ready);
  return abi::kDone;
}

Ret<bool, bool> chanTryRecv(G& g, Hchan* c, void* elem) {
  bool ok = false;
  bool done = c != nullptr && rt::tryRecv(g, c, elem, &ok) == rt::TryResult::Ready;
  return {done, done && ok};
}

Status runtimeSelect(G& g, Results<int64_t, bool> out, Slice cases, int64_t sends, int64_t recvs, bool block) {
  return rt::selectGo(g, out, cases.as<rt::SelectCase>(), sends, recvs, block);
}

const NativeRow kRows[] = {
#include "stdlib/reflect/natives.def"
};

}  // namespace

NATIVE_TABLE(reflect, kRows)

}  // namespace gosub::stdlib
