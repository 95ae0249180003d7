// How C++ is called from Go code: natives (bodyless functions of stdlib, natives.def) and runtime entries (entries.def).
//
// A native runs on the thread's own stack, never parks, never calls Go, never throws and never jumps: it returns a
// Status and the caller acts. It is a NoSafepoint region: nothing is collected or moved while it runs, so raw heap pointers
// are safe in it, provided that stores of pointers into the heap go through heap/barrier.h.
//
// Write a native as an ordinary typed function; nativeThunk<&f> makes the raw form. Parameter types: bool, intN_t,
// uintN_t, float, double, pointers, String, Slice, Eface, Iface, Complex64/128, FuncVal*. Forms:
//   R f(params...)                          cannot fail
//   R f(G& g, params...)                    needs the goroutine (to allocate: see runtime/heap/alloc.h)
//   Status f(G& g, Results<A, B..> out, params...)   may panic, park or call Go; writes results through out
// R is void, one of the parameter types, or Ret<A, B, ..> for several results. Structs of up to four scalar words are passed as their scalars
// (declare one parameter per scalar); larger ones by pointer, memory-class results through a leading pointer parameter.
#pragma once

#include <cstdint>
#include <cstring>
#include <tuple>
#include <type_traits>
#include <utility>

#include "runtime/abi/value.h"

namespace gosub::abi {

struct G;

enum Status : int {
  kDone = 0,    // results are written
  kPark = 1,    // the goroutine waits; whoever readies it has written (or will write) the results: see sched/park.h
  kCallGo = 2,  // call g.callGo (FuncVal, arguments), then the continuation: see sched/callgo.h
  kPanic = 3,   // g.panicValue is set: raise it in the caller
  kYield = 4,   // like kPark, but already runnable
  kExit = 5,    // the instance ends (os.Exit, fatal): leave the interpreter
  kGoexit = 6,  // runtime.Goexit: run the deferred calls, then end the goroutine
};

using RawNative = int (*)(G*, Word* args, Word* results);

template <class... T>
using Ret = std::tuple<T...>;

template <class T>
struct WordsOf {
  static constexpr int value = (sizeof(T) + 7) / 8;
};
template <>
struct WordsOf<Complex64> {
  static constexpr int value = 2;
};

template <class T>
T loadWords(const Word* w) {
  if constexpr (std::is_same_v<T, Complex64>) {
    Complex64 c;
    std::memcpy(&c.re, w, 4);
    std::memcpy(&c.im, w + 1, 4);
    return c;
  } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    return static_cast<T>(*w);
  } else {
    T t;
    std::memcpy(&t, w, sizeof(T));
    return t;
  }
}

template <class T>
void storeWords(Word* w, const T& t) {
  if constexpr (std::is_same_v<T, Complex64>) {
    w[0] = w[1] = 0;
    std::memcpy(w, &t.re, 4);
    std::memcpy(w + 1, &t.im, 4);
  } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    *w = static_cast<Word>(static_cast<int64_t>(t));
    if constexpr (std::is_unsigned_v<T> || std::is_same_v<T, bool>) *w = static_cast<Word>(t);
  } else {
    if constexpr (sizeof(T) < 8) *w = 0;
    std::memcpy(w, &t, sizeof(T));
  }
}

template <class... T>
void storeTuple(Word* w, const std::tuple<T...>& t) {
  std::apply([&](const T&... x) { ((storeWords(w, x), w += WordsOf<T>::value), ...); }, t);
}

// Where a failing or parking native puts its results: out.set(a, b). The words stay valid across a park.
template <class... T>
struct Results {
  Word* words;
  void set(const T&... x) const {
    Word* w = words;
    ((storeWords(w, x), w += WordsOf<T>::value), ...);
  }
};

template <class T>
struct IsResults : std::false_type {};
template <class... T>
struct IsResults<Results<T...>> : std::true_type {};
template <class T>
struct IsTuple : std::false_type {};
template <class... T>
struct IsTuple<std::tuple<T...>> : std::true_type {};

template <class T>
struct NativeArg {
  static T get(G*, Word*& args, Word*) {
    T t = loadWords<std::remove_cv_t<T>>(args);
    args += WordsOf<T>::value;
    return t;
  }
};
template <>
struct NativeArg<G&> {
  static G& get(G* g, Word*&, Word*) { return *g; }
};
template <class... T>
struct NativeArg<Results<T...>> {
  static Results<T...> get(G*, Word*&, Word* results) { return {results}; }
};

template <class F>
struct NativeTraits;
template <class R, class... A>
struct NativeTraits<R (*)(A...)> {
  static constexpr int kArgWords =
      ((std::is_same_v<A, G&> || IsResults<A>::value ? 0 : WordsOf<std::remove_reference_t<A>>::value) + ... + 0);
  template <R (*F)(A...)>
  static int call(G* g, Word* args, Word* results) {
    // Braced initialisation orders the reads; arguments and results may overlap, so all are read before the call.
    std::tuple<A...> a{NativeArg<A>::get(g, args, results)...};
    if constexpr (std::is_same_v<R, Status>) {
      return std::apply(F, a);
    } else if constexpr (std::is_void_v<R>) {
      std::apply(F, a);
    } else if constexpr (IsTuple<R>::value) {
      storeTuple(results, std::apply(F, a));
    } else {
      storeWords(results, std::apply(F, a));
    }
    return kDone;
  }
};

template <auto F>
int nativeThunk(G* g, Word* args, Word* results) {
  return NativeTraits<decltype(F)>::template call<F>(g, args, results);
}

// Row of natives.def: NATIVE("strings.IndexByte", strings_IndexByte, effect)
//   effect: leaf      short, no failure
//           fallible  may panic, park or call Go
//           blocking  may block in the operating system: the P is released around it; no Go heap access
struct NativeRow {
  const char* name;  // "import/path.Func" or "import/path.(*T).Method"
  RawNative raw;
  int argWords;
  uint8_t effect;
};
enum NativeEffect : uint8_t { leaf = 0, fallible = 1, blocking = 2 };

}  // namespace gosub::abi
