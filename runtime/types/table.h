// The type table of an instance: makes and interns type descriptors, so that identical Go types have one descriptor
// whoever asks (compiled code, generic instances, reflect, the prompt). Laying out values is done here and nowhere else.
// Not here: equality and hashing of values (equal.h), interface tables (itab.h), methods (the engine's TypeResolver).
//
// Named types are made in two steps, because they may refer to themselves: newNamed, then setUnderlying. In between,
// only what does not need their size may be asked of types that mention them; layouts that depend on them are completed
// by setUnderlying.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "runtime/abi/typedesc.h"

namespace gosub::rt {

// Fills in what only the engine knows. Called at most once per type.
class TypeResolver {
 public:
  virtual ~TypeResolver() = default;
  // The method set of t (named type, pointer to one, or struct with embedded fields, from t.source), given to
  // TypeTable::setMethods in any order. Types without methods: nothing to do.
  virtual void resolveMethods(const abi::TypeDesc& t) = 0;
  // The func type of methods[index] of t, whose `type` is still null. Null: not known.
  virtual const abi::TypeDesc* resolveMethodType(const abi::TypeDesc& t, size_t index) = 0;
  // The code of a method whose functions are still null: sets ifaceFunc and directFunc of *m.
  virtual void resolveMethodCode(const abi::TypeDesc& t, size_t index, abi::Method* m) = 0;
};

// A field as makers are given it; offsets are computed.
struct FieldSpec {
  std::string_view name;
  std::string_view pkgPath;  // of unexported names
  std::string_view tag;
  const abi::TypeDesc* type;
  bool embedded = false;
};

struct InterfaceMethodSpec {
  std::string_view name;
  std::string_view pkgPath;  // of unexported names
  const abi::TypeDesc* type;
};

enum class ChanDir : uint8_t { Recv = 1, Send = 2, Both = 3 };

class TypeTable {
 public:
  TypeTable();
  ~TypeTable();
  TypeTable(const TypeTable&) = delete;

  void setResolver(TypeResolver* resolver) { resolver_ = resolver; }
  // Held while types are made. The resolver is called with it, so everything that makes code or types of an instance holds it:
  // whoever has it goes on to the end without stopping at safepoints.
  std::recursive_mutex& mutex() { return mutex_; }

  // Predeclared types: Bool .. Complex128, String, UnsafePointer. byte is uint8, rune is int32.
  const abi::TypeDesc* basic(abi::Kind kind) const { return basics_[int(kind)]; }
  const abi::TypeDesc* boolType() const { return basic(abi::Kind::Bool); }
  const abi::TypeDesc* intType() const { return basic(abi::Kind::Int); }
  const abi::TypeDesc* uint8Type() const { return basic(abi::Kind::Uint8); }
  const abi::TypeDesc* int32Type() const { return basic(abi::Kind::Int32); }
  const abi::TypeDesc* uintptrType() const { return basic(abi::Kind::Uintptr); }
  const abi::TypeDesc* stringType() const { return basic(abi::Kind::String); }
  const abi::TypeDesc* unsafePointerType() const { return basic(abi::Kind::UnsafePointer); }
  const abi::TypeDesc* emptyInterface();  // interface {}
  const abi::TypeDesc* errorType();       // the predeclared error

  const abi::TypeDesc* pointerTo(const abi::TypeDesc* elem);
  const abi::TypeDesc* sliceOf(const abi::TypeDesc* elem);
  const abi::TypeDesc* arrayOf(const abi::TypeDesc* elem, int64_t len);
  const abi::TypeDesc* chanOf(const abi::TypeDesc* elem, ChanDir dir);
  const abi::TypeDesc* mapOf(const abi::TypeDesc* key, const abi::TypeDesc* elem);
  const abi::TypeDesc* funcOf(std::span<const abi::TypeDesc* const> in, std::span<const abi::TypeDesc* const> out,
                              bool variadic);
  const abi::TypeDesc* structOf(std::span<const FieldSpec> fields, std::string_view pkgPath = {});
  // The complete method set, embedded interfaces merged, in any order.
  const abi::TypeDesc* interfaceOf(std::span<const InterfaceMethodSpec> methods, std::string_view pkgPath = {});

  // A new defined type, distinct from all others; the caller remembers it by its own notion of identity.
  // `string` is what reflect prints ("main.T", "main.G[int]"), `name` "T" or "G[int]".
  const abi::TypeDesc* newNamed(std::string_view string, std::string_view name, std::string_view pkgPath,
                                const void* source);
  void setUnderlying(const abi::TypeDesc* named, const abi::TypeDesc* underlying);
  // The unnamed type behind a named one; t itself if it is unnamed or predeclared.
  const abi::TypeDesc* underlying(const abi::TypeDesc* t) const;
  // False while the size is not known because a named type it contains has no underlying type yet.
  bool isComplete(const abi::TypeDesc* t) const;
  // For types made by structural makers whose methods come from embedded fields: what the resolver will need.
  void setSource(const abi::TypeDesc* t, const void* source);

  // The sorted method set; asks the resolver the first time. Entries' functions may still be null: see method().
  std::span<const abi::Method> methods(const abi::TypeDesc* t);
  void setMethods(const abi::TypeDesc* t, std::span<const abi::Method> methods);
  // Method i with its code and type resolved.
  const abi::Method& method(const abi::TypeDesc* t, size_t i);
  // The func type (without receiver) of method i alone.
  const abi::TypeDesc* methodType(const abi::TypeDesc* t, size_t i);
  // Index in methods(t) or -1. pkgPath counts for unexported names only.
  int64_t findMethod(const abi::TypeDesc* t, abi::String name, abi::String pkgPath);

  // What reflect prints. Unnamed types are spelled when first asked: a deep one's text is as long as the type is deep.
  abi::String stringOf(const abi::TypeDesc* t);

  // A copy of the text that lives as long as the table; equal texts share one copy.
  abi::String internString(std::string_view text);
  // Memory that lives as long as the table.
  void* allocate(size_t bytes, size_t align);

  size_t typeCount() const;

 private:
  struct Impl;
  void fillLayout(abi::TypeDesc* t);
  abi::TypeDesc* newDesc(abi::Kind kind);
  void layout(abi::TypeDesc* t);
  void buildMask(abi::TypeDesc* t);
  bool dependsOnIncomplete(const abi::TypeDesc* t) const;
  void completePending();

  mutable std::recursive_mutex mutex_;  // guards what follows, and fields of descriptors until they are published
  std::unique_ptr<Impl> impl_;
  const abi::TypeDesc* basics_[27] = {};
  TypeResolver* resolver_ = nullptr;
};

// The same where no table is at hand, spelled anew each time.
std::string typeText(const abi::TypeDesc* t);

// Calls f(word offset) for each pointer word in one value of the type.
template <class F>
void forEachPointerWord(const abi::TypeDesc* t, F f, uint64_t baseWord = 0) {
  if (t->ptrBytes == 0) return;
  if (t->ptrMask == nullptr) {  // a long array
    uint64_t stride = t->elem->size / 8;
    for (int64_t i = 0; i < t->len; i++) forEachPointerWord(t->elem, f, baseWord + uint64_t(i) * stride);
    return;
  }
  uint64_t words = t->ptrBytes / 8;
  for (uint64_t w = 0; w < words; w += 64)
    for (uint64_t bits = t->ptrMask[w / 64]; bits != 0; bits &= bits - 1) f(baseWord + w + uint64_t(__builtin_ctzll(bits)));
}

}  // namespace gosub::rt
