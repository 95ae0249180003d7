// == and hashing by descriptor. See equal.h.
#include "runtime/types/equal.h"

#include <span>

#include "runtime/panic/raise.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::Eface;
using abi::Iface;
using abi::Kind;
using abi::String;
using abi::TypeDesc;

namespace {

template <class T>
T load(const void* p) {
  T t;
  std::memcpy(&t, p, sizeof t);
  return t;
}
const char* at(const void* p, uint64_t offset) { return static_cast<const char*>(p) + offset; }
Equality same(bool b) { return b ? Equality::Same : Equality::Different; }

// Eface form of a value of any interface type; the layouts differ in the first word only.
Eface loadInterface(const TypeDesc* t, const void* p) {
  auto e = load<Eface>(p);
  if (t->interfaceMethods.empty() || e.type == nullptr) return e;
  return {load<Iface>(p).tab->type, e.data};
}

bool sameLength(const void* p, const void* q) { return load<String>(p).len == load<String>(q).len; }

// What is cheap comes before the contents of strings; a field that may panic stays in its place.
bool endsRun(const TypeDesc* t) {
  return !(t->flags & abi::kTypeRegularMemory) &&
         (t->kind == Kind::Interface || t->kind == Kind::Array || t->kind == Kind::Struct);
}

using Fields = std::span<const abi::StructField>;

bool isPart(const abi::StructField& f, bool strings) {
  return f.name.view() != "_" && (f.type->kind == Kind::String) == strings;
}

bool differInRun(Fields run, const void* p, const void* q) {
  const TypeDesc* bad = nullptr;
  for (const abi::StructField& f : run) {
    const char *a = at(p, f.offset), *b = at(q, f.offset);
    if (isPart(f, false) && compareValues(f.type, a, b, &bad) != Equality::Same) return true;
    if (isPart(f, true) && !sameLength(a, b)) return true;
  }
  for (const abi::StructField& f : run)
    if (isPart(f, true) && compareValues(f.type, at(p, f.offset), at(q, f.offset), &bad) != Equality::Same) return true;
  return false;
}

Equality compareFields(const TypeDesc* t, const void* p, const void* q, const TypeDesc** bad) {
  Fields fields = t->fields;
  for (size_t i = 0; i < fields.size();) {
    size_t end = i;
    while (end < fields.size() && !endsRun(fields[end].type)) end++;
    if (differInRun(fields.subspan(i, end - i), p, q)) return Equality::Different;
    if (end == fields.size()) break;
    const abi::StructField& f = fields[end];
    Equality e = f.name.view() == "_" ? Equality::Same : compareValues(f.type, at(p, f.offset), at(q, f.offset), bad);
    if (e != Equality::Same) return e;
    i = end + 1;
  }
  return Equality::Same;
}

Equality compareElems(const TypeDesc* t, const void* p, const void* q, const TypeDesc** bad) {
  auto offset = [&](int64_t i) { return uint64_t(i) * t->elem->size; };
  if (t->elem->kind == Kind::String)
    for (int64_t i = 0; i < t->len; i++)
      if (!sameLength(at(p, offset(i)), at(q, offset(i)))) return Equality::Different;
  for (int64_t i = 0; i < t->len; i++) {
    Equality e = compareValues(t->elem, at(p, offset(i)), at(q, offset(i)), bad);
    if (e != Equality::Same) return e;
  }
  return Equality::Same;
}

template <class T>
bool equalAs(const void* p, const void* q) {
  return load<T>(p) == load<T>(q);
}

}  // namespace

Equality compareValues(const TypeDesc* t, const void* p, const void* q, const TypeDesc** bad) {
  if (t->flags & abi::kTypeRegularMemory) return same(std::memcmp(p, q, t->size) == 0);
  switch (t->kind) {
    case Kind::Float32: return same(equalAs<float>(p, q));
    case Kind::Float64: return same(equalAs<double>(p, q));
    case Kind::Complex64: return same(equalAs<float>(p, q) && equalAs<float>(at(p, 4), at(q, 4)));
    case Kind::Complex128: return same(equalAs<double>(p, q) && equalAs<double>(at(p, 8), at(q, 8)));
    case Kind::String: {
      auto a = load<String>(p), b = load<String>(q);
      return same(a.len == b.len && memEqual(a.data, b.data, uint64_t(a.len)));
    }
    case Kind::Interface: return compareEface(loadInterface(t, p), loadInterface(t, q), bad);
    case Kind::Array: return compareElems(t, p, q, bad);
    case Kind::Struct: return compareFields(t, p, q, bad);
    default: *bad = t; return Equality::Uncomparable;
  }
}

Equality compareEface(Eface a, Eface b, const TypeDesc** bad) {
  if (a.type != b.type) return Equality::Different;
  if (a.type == nullptr) return Equality::Same;
  if (!(a.type->flags & abi::kTypeComparable)) {
    *bad = a.type;
    return Equality::Uncomparable;
  }
  if (a.type->isDirect()) return same(a.data == b.data);
  // No short cut for equal addresses: a NaN differs from itself.
  return compareValues(a.type, a.data, b.data, bad);
}

uint64_t hashLong(const uint8_t* p, uint64_t n, uint64_t seed) {
  constexpr uint64_t k0 = 0xA0761D6478BD642F, k1 = 0xE7037ED1A0B428DB;
  uint64_t h = seed, left = n;
  for (; left > 16; left -= 16, p += 16) h = mix64(load64(p) ^ k0, load64(p + 8) ^ h);
  return mix64(k1 ^ n, mix64(load64(p + left - 16) ^ k1, load64(p + left - 8) ^ h));
}

uint64_t Hasher::hashFloat(double d, uint64_t h) {
  if (d == 0) return hash64(0, h);
  if (d != d) return hash64(nanSalt = hash64(nanSalt, h), h);
  uint64_t bits;
  std::memcpy(&bits, &d, 8);
  return hash64(bits, h);
}

bool Hasher::hashInterface(const TypeDesc* t, const void* p, uint64_t* h) {
  Eface e = loadInterface(t, p);
  if (e.type == nullptr) {
    *h = hash64(0, *h);
    return true;
  }
  if (!(e.type->flags & abi::kTypeComparable)) {
    bad = e.type;
    return false;
  }
  *h = hash64(e.type->hash, *h);
  return hash(e.type, e.type->isDirect() ? static_cast<const void*>(&e.data) : e.data, h);
}

bool Hasher::hash(const TypeDesc* t, const void* p, uint64_t* h) {
  if (t->flags & abi::kTypeRegularMemory) {
    *h = t->size == 8 ? hash64(load<uint64_t>(p), *h) : t->size == 4 ? hash64(load<uint32_t>(p), *h)
                                                                     : hashBytes(p, t->size, *h);
    return true;
  }
  switch (t->kind) {
    case Kind::Float32: *h = hashFloat(double(load<float>(p)), *h); return true;
    case Kind::Float64: *h = hashFloat(load<double>(p), *h); return true;
    case Kind::Complex64: *h = hashFloat(load<float>(at(p, 4)), hashFloat(load<float>(p), *h)); return true;
    case Kind::Complex128: *h = hashFloat(load<double>(at(p, 8)), hashFloat(load<double>(p), *h)); return true;
    case Kind::String: {
      auto s = load<String>(p);
      *h = hashBytes(s.data, uint64_t(s.len), *h);
      return true;
    }
    case Kind::Interface: return hashInterface(t, p, h);
    case Kind::Array:
      for (int64_t i = 0; i < t->len; i++)
        if (!hash(t->elem, at(p, uint64_t(i) * t->elem->size), h)) return false;
      return true;
    case Kind::Struct:
      for (const abi::StructField& f : t->fields)
        if (f.name.view() != "_" && !hash(f.type, at(p, f.offset), h)) return false;
      return true;
    default: bad = t; return false;
  }
}

bool memEqual(const void* p, const void* q, uint64_t size) { return p == q || size == 0 || std::memcmp(p, q, size) == 0; }

namespace {

abi::Status finish(abi::G& g, abi::Results<bool> out, Equality e, const TypeDesc* bad) {
  if (e == Equality::Uncomparable) return raiseRuntimeError(g, ErrorId::Uncomparable, typeText(bad));
  out.set(e == Equality::Same);
  return abi::kDone;
}

}  // namespace

abi::Status typeEqual(abi::G& g, abi::Results<bool> out, const TypeDesc* t, const void* p, const void* q) {
  const TypeDesc* bad = nullptr;
  Equality e = compareValues(t, p, q, &bad);
  return finish(g, out, e, bad);
}

abi::Status efaceEqual(abi::G& g, abi::Results<bool> out, Eface a, Eface b) {
  const TypeDesc* bad = nullptr;
  Equality e = compareEface(a, b, &bad);
  return finish(g, out, e, bad);
}

abi::Status ifaceEqual(abi::G& g, abi::Results<bool> out, Iface a, Iface b) {
  auto dynamic = [](Iface i) { return i.tab != nullptr ? i.tab->type : nullptr; };
  return efaceEqual(g, out, {dynamic(a), a.data}, {dynamic(b), b.data});
}

}  // namespace gosub::rt
