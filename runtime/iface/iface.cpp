// Interface values. See iface.h.
#include "runtime/iface/iface.h"

#include <array>
#include <cstring>

#include "runtime/heap/alloc.h"
#include "runtime/panic/raise.h"
#include "runtime/runtime.h"
#include "runtime/types/itab.h"

namespace gosub::rt {

using abi::Eface;
using abi::G;
using abi::Itab;
using abi::Results;
using abi::Status;
using abi::TypeDesc;
using abi::Word;

namespace {

// Boxes of small values, of any size up to a word.
constexpr std::array<Word, 256> kSmallBoxes = [] {
  std::array<Word, 256> a{};
  for (size_t i = 0; i < a.size(); i++) a[i] = i;
  return a;
}();

}  // namespace

Status assertE2I(G& g, Results<const Itab*> out, const TypeDesc* inter, const TypeDesc* type) {
  if (type == nullptr) return raiseTypeAssertion(g, nullptr, nullptr, inter, {});
  Itabs& itabs = *g.runtime->itabs;
  const Itab* tab = itabs.get(inter, type);
  if (tab == nullptr) return raiseTypeAssertion(g, nullptr, type, inter, itabs.missingMethod(inter, type));
  out.set(tab);
  return abi::kDone;
}

const Itab* assertE2I2(G& g, const TypeDesc* inter, const TypeDesc* type) {
  return type == nullptr ? nullptr : g.runtime->itabs->get(inter, type);
}

Status panicDotType(G& g, Results<>, const TypeDesc* have, const TypeDesc* want, const TypeDesc* inter) {
  return raiseTypeAssertion(g, inter, have, want, {});
}

void* boxWord(G& g, const TypeDesc* type, Word word) {
  if (word < kSmallBoxes.size()) return const_cast<Word*>(&kSmallBoxes[word]);
  void* p = newObject(g, type);
  std::memcpy(p, &word, type->size);
  return p;
}

Eface makeEface(G& g, const TypeDesc* type, const void* value) {
  if (type->isDirect()) {
    void* word;
    std::memcpy(&word, value, sizeof word);
    return {type, word};
  }
  if (type->size <= 8 && type->size > 0) {
    Word word = 0;
    std::memcpy(&word, value, type->size);
    return {type, boxWord(g, type, word)};
  }
  void* p = newObject(g, type);
  std::memcpy(p, value, type->size);
  return {type, p};
}

}  // namespace gosub::rt
