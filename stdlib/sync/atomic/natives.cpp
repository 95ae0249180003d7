// Natives of package sync/atomic. Direct calls are IR operations (frontend/ir/intrinsics.def); these serve function values.
#include "runtime/heap/barrier.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::G;

template <class T>
T load(T* p) { return __atomic_load_n(p, __ATOMIC_SEQ_CST); }
template <class T>
void store(T* p, T v) { __atomic_store_n(p, v, __ATOMIC_SEQ_CST); }
template <class T>
T swap(T* p, T v) { return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST); }
template <class T>
bool compareAndSwap(T* p, T old, T next) {
  return __atomic_compare_exchange_n(p, &old, next, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
template <class T>
T add(T* p, T v) { return __atomic_add_fetch(p, v, __ATOMIC_SEQ_CST); }
template <class T>
T andBits(T* p, T v) { return __atomic_fetch_and(p, v, __ATOMIC_SEQ_CST); }
template <class T>
T orBits(T* p, T v) { return __atomic_fetch_or(p, v, __ATOMIC_SEQ_CST); }

// Pointers go through the barrier.
void storePointer(G& g, void** p, void* v) {
  rt::storePtr(g, p, v);
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
void* swapPointer(G& g, void** p, void* v) { return rt::swapPtr(g, p, v); }
bool compareAndSwapPointer(G& g, void** p, void* old, void* next) { return rt::compareAndSwapPtr(g, p, old, next); }

const NativeRow kRows[] = {
#include "stdlib/sync/atomic/natives.def"
};

}  // namespace

NATIVE_TABLE(sync_atomic, kRows)

}  // namespace gosub::stdlib
