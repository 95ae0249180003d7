// Finalizers. See finalizer.h.
#include "runtime/gc/finalizer.h"

#include <string>

#include "runtime/gc/mark.h"
#include "runtime/heap/alloc.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/types/itab.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::Eface;
using abi::G;
using abi::Kind;
using abi::TypeDesc;
using abi::Word;

bool Finalizers::set(void* object, FinalizerCall call) {
  // The cycle has done so for those that were there when it began.
  if (runtime_.marking.load(std::memory_order_relaxed)) {
    Marker marker(*runtime_.heap);
    marker.markContents(object);
    marker.pointer(call.fn);
  }
  std::lock_guard lock(mutex_);
  return byObject_.emplace(object, call).second;
}

void Finalizers::remove(void* object) {
  std::lock_guard lock(mutex_);
  byObject_.erase(object);
}

bool Finalizers::pending() const {
  std::lock_guard lock(mutex_);
  return !queue_.empty();
}

bool Finalizers::take(FinalizerCall* call) {
  std::lock_guard lock(mutex_);
  if (queue_.empty()) return false;
  *call = queue_.front();
  queue_.pop_front();
  return true;
}

int Finalizers::argumentWords(const FinalizerCall& call, Word* words) {
  const TypeDesc* param = call.fnType->in[0];
  if (param->kind != Kind::Interface) {
    words[0] = reinterpret_cast<Word>(call.object);
    return 1;
  }
  const void* first = call.pointerType;
  if (!param->interfaceMethods.empty()) first = runtime_.itabs->get(param, call.pointerType);
  words[0] = reinterpret_cast<Word>(first);
  words[1] = reinterpret_cast<Word>(call.object);
  return 2;
}

void Finalizers::visitRoots(RootVisitor& visitor) {
  for (const FinalizerCall& c : queue_) {
    visitor.pointer(c.fn);
    visitor.pointer(c.object);
  }
}

void Finalizers::markDependents(MarkView& view) {
  std::lock_guard lock(mutex_);
  for (auto& [object, call] : byObject_) {
    view.markContents(object);
    view.markFrom(const_cast<abi::FuncVal*>(call.fn));
  }
}

void Finalizers::afterMark(MarkView& view) {
  std::vector<FinalizerCall> dead;
  for (auto& [object, call] : byObject_)
    if (!view.isMarked(object)) dead.push_back(call);
  for (const FinalizerCall& c : dead) {
    byObject_.erase(c.object);
    view.markFrom(c.object);
    queue_.push_back(c);
  }
}

namespace {

// Whether a value of pointer type `given` may be passed to a parameter of type `param`.
bool accepts(Runtime& rt, const TypeDesc* param, const TypeDesc* given) {
  if (param == given) return true;
  if (param->kind == Kind::Interface) return param->interfaceMethods.empty() || rt.itabs->implements(param, given);
  bool oneUnnamed = !(param->flags & abi::kTypeNamed) || !(given->flags & abi::kTypeNamed);
  return param->kind == Kind::Pointer && oneUnnamed && param->elem == given->elem;
}

// What is wrong with the function for an object of type `given`; empty if nothing is.
std::string functionError(Runtime& rt, const TypeDesc* fn, const TypeDesc* given) {
  if (fn->kind != Kind::Func) return "second argument is " + typeText(fn) + ", not a function";
  std::string cannot = "cannot pass " + typeText(given) + " to finalizer " + typeText(fn);
  if (fn->flags & abi::kTypeVariadic) return cannot + " because dotdotdot";
  if (fn->in.size() != 1 || !accepts(rt, fn->in[0], given)) return cannot;
  return {};
}

// A small pointer-free object may share a block with others in gc's allocator, so gc takes any address inside.
bool mayBeInner(const TypeDesc* elem) { return elem->ptrBytes == 0 && elem->size < 16; }

}  // namespace

abi::Status setFinalizer(G& g, abi::Results<>, Eface object, Eface finalizer) {
  Runtime& rt = *g.runtime;
  auto fail = [&](const std::string& what) { return fatal(g, "runtime.SetFinalizer: " + what); };
  if (object.type == nullptr) return fail("first argument is nil");
  if (object.type->kind != Kind::Pointer) return fail("first argument is " + typeText(object.type) + ", not pointer");
  HeapObject found = rt.heap->find(object.data);
  if (found.base == nullptr) {
    if (object.data == zeroBase() || rt.roots->inGlobal(object.data)) return abi::kDone;
    return fail("pointer not in allocated block");
  }
  if (found.base != object.data && !mayBeInner(object.type->elem))
    return fail("pointer not at beginning of allocated block");
  if (finalizer.type == nullptr) {
    rt.finalizers->remove(object.data);
    return abi::kDone;
  }
  if (std::string error = functionError(rt, finalizer.type, object.type); !error.empty()) return fail(error);
  FinalizerCall call{static_cast<const abi::FuncVal*>(finalizer.data), finalizer.type, object.type, object.data};
  if (!rt.finalizers->set(object.data, call)) return fail("finalizer already set");
  return abi::kDone;
}

}  // namespace gosub::rt
