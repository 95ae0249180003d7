// reflect.Value.Call and reflect.MakeFunc: calls whose argument words are put together at run time (call.go does that), by
// the convention of runtime/abi/frame.h.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/abi/frame.h"
#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/abi/typedesc.h"

namespace gosub::stdlib::reflect {

// Calls fn with the argument words in `args` ([]unsafe.Pointer) and copies its result words to `results`.
abi::Status callWords(abi::G& g, abi::Results<> out, const abi::FuncVal* fn, abi::Slice args, abi::Slice results);

// A descriptor for made functions of func type t. `stub` is any native's descriptor, of which the new one is a copy that
// runs madeFunction; callMade is call.go's function of that name.
const abi::FuncDesc* madeFuncDesc(abi::G& g, const abi::TypeDesc* t, const abi::FuncVal* stub, const abi::FuncVal* callMade);

// The same for bound methods (boundFunc in call.go): functions of type t that pass on to a method with its receiver word
// before the parameters. They are wrappers: a deferred one recovers where the method would.
const abi::FuncDesc* boundFuncDesc(abi::G& g, const abi::TypeDesc* t, const abi::FuncVal* stub);

// What stands in front of the descriptor of a function made at run time.
struct Promotion;
struct MadeDesc {
  const abi::FuncVal* callMade;  // of made functions
  const Promotion* promotion;    // of promoted methods
  uint32_t hidden;               // argument words that come before the receiver: addresses of results
  abi::FuncDesc desc;
};
inline const MadeDesc& madeDescOf(const abi::FuncDesc* d) {
  return *reinterpret_cast<const MadeDesc*>(reinterpret_cast<const char*>(d) - offsetof(MadeDesc, desc));
}
// A descriptor like that of stub, for functions of func type t, with one receiver word more if so wanted.
MadeDesc* makeDesc(abi::G& g, const abi::TypeDesc* t, bool receiver, const abi::FuncVal* stub, abi::RawNative native);
// A continuation that hands on what the called function returned.
abi::Status passResults(abi::G& g, abi::Word*, const abi::Word* returned, abi::Word* results);

// Gives struct type t, made by StructOf, the methods of its embedded fields, and *t as well.
void promoteMethods(abi::G& g, const abi::TypeDesc* t, const abi::FuncVal* stub);

// The stub itself is never called.
abi::Status makeFuncStub(abi::G& g, abi::Results<> out);

// How a value of the type is passed: calls f(isPointer) for each word. Values in memory are one word, an address.
struct WordShape {
  static constexpr int kMax = 4;
  int count = 0;          // more than kMax: passed in memory
  uint32_t pointers = 0;  // bit per word

  explicit WordShape(const abi::TypeDesc* t) { add(t); }
  bool inMemory() const { return count > kMax; }

 private:
  void add(const abi::TypeDesc* t);
  void push(bool pointer) {
    if (count < kMax && pointer) pointers |= 1u << count;
    count++;
  }
};

}  // namespace gosub::stdlib::reflect
