// Interning makers and the method sets of the type table. Layout of values is in layout.cpp, spelling in spell.cpp.
#include "runtime/types/table.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "base/check.h"
#include "runtime/types/table_impl.h"

namespace gosub::rt {

using abi::Kind;
using abi::TypeDesc;

namespace {

uint32_t mix(uint32_t h, uint32_t x) { return (h ^ x) * 0x9E3779B1u + (h >> 15); }
uint32_t hashText(uint32_t h, std::string_view s) {
  for (char c : s) h = (h ^ uint8_t(c)) * 16777619u;
  return mix(h, uint32_t(s.size()));
}
uint32_t seedOf(Kind k) { return mix(2166136261u, uint32_t(k)); }

bool sameText(abi::String a, std::string_view b) { return a.view() == b; }

bool isExported(std::string_view name) {
  auto d = unicode::decode(name);
  return d.size > 0 && unicode::isUpper(d.rune);
}

}  // namespace

// Exported names first, each group by name, unexported ones of one name by package: the order of itabs and reflect.
bool methodBefore(std::string_view aName, std::string_view aPkg, std::string_view bName, std::string_view bPkg) {
  bool aExported = aPkg.empty() && isExported(aName), bExported = bPkg.empty() && isExported(bName);
  if (aExported != bExported) return aExported;
  if (aName != bName) return aName < bName;
  return aPkg < bPkg;
}

TypeTable::TypeTable() : impl_(std::make_unique<Impl>()) {
  static constexpr struct {
    Kind kind;
    uint64_t size;
    const char* text;
  } kBasics[] = {
#define KIND(name, number, size, rule, text) {Kind::name, size, text},
#include "runtime/abi/kinds.def"
#undef KIND
  };
  for (auto& b : kBasics) {
    bool plain = b.kind >= Kind::Bool && b.kind <= Kind::Complex128;
    if (!plain && b.kind != Kind::String && b.kind != Kind::UnsafePointer) continue;
    TypeDesc* t = newDesc(b.kind);
    t->flags = abi::kTypeNamed;
    t->string = internString(b.text);
    t->name = b.kind == Kind::UnsafePointer ? internString("Pointer") : t->string;
    if (b.kind == Kind::UnsafePointer) t->pkgPath = internString("unsafe");
    t->hash = hashText(seedOf(b.kind), b.text);
    t->size = b.size;
    layout(t);
    basics_[int(b.kind)] = t;
  }
}

TypeTable::~TypeTable() = default;

TypeDesc* TypeTable::newDesc(Kind kind) {
  auto* t = new (impl_->arena.allocate(sizeof(TypeDesc), alignof(TypeDesc))) TypeDesc{};
  t->kind = kind;
  impl_->count++;
  return t;
}

size_t TypeTable::typeCount() const {
  std::lock_guard lock(mutex_);
  return impl_->count;
}

abi::String TypeTable::stringOf(const TypeDesc* t) {
  bool known = (t->flags & abi::kTypeNamed) || (t->lazyFlags.load(std::memory_order_acquire) & abi::kTypeSpelled);
  if (!known) {
    std::lock_guard lock(mutex_);
    const_cast<TypeDesc*>(t)->string = internString(typeText(t));
    t->lazyFlags.fetch_or(abi::kTypeSpelled, std::memory_order_release);
  }
  return t->string;
}

void* TypeTable::allocate(size_t bytes, size_t align) {
  std::lock_guard lock(mutex_);
  return impl_->arena.allocate(bytes, align);
}

abi::String TypeTable::internString(std::string_view text) {
  std::lock_guard lock(mutex_);
  if (text.empty()) return {};
  auto it = impl_->strings.find(text);
  if (it == impl_->strings.end()) it = impl_->strings.insert(impl_->arena.copy(text)).first;
  return {reinterpret_cast<const uint8_t*>(it->data()), int64_t(it->size())};
}

// Looks for a type with the hash that `same` accepts; else makes one and lets `fill` set what distinguishes it.
template <class Same, class Fill>
const TypeDesc* TypeTable::Impl::intern(TypeTable& table, Kind kind, uint32_t hash, Same same, Fill fill) {
  auto [first, last] = interned.equal_range(hash);
  for (auto it = first; it != last; ++it)
    if (it->second->kind == kind && same(*it->second)) return it->second;
  TypeDesc* t = table.newDesc(kind);
  t->hash = hash;
  fill(*t);
  interned.emplace(hash, t);
  table.fillLayout(t);
  return t;
}

const TypeDesc* TypeTable::pointerTo(const TypeDesc* elem) {
  if (const TypeDesc* p = elem->ptrTo.load(std::memory_order_acquire)) return p;
  std::lock_guard lock(mutex_);
  if (const TypeDesc* p = elem->ptrTo.load(std::memory_order_acquire)) return p;
  TypeDesc* t = newDesc(Kind::Pointer);
  t->elem = elem;
  t->hash = mix(seedOf(Kind::Pointer), elem->hash);
  t->source = elem->source;
  fillLayout(t);
  elem->ptrTo.store(t, std::memory_order_release);
  return t;
}

const TypeDesc* TypeTable::sliceOf(const TypeDesc* elem) {
  std::lock_guard lock(mutex_);
  return impl_->intern(
      *this, Kind::Slice, mix(seedOf(Kind::Slice), elem->hash), [&](const TypeDesc& t) { return t.elem == elem; },
      [&](TypeDesc& t) { t.elem = elem; });
}

const TypeDesc* TypeTable::arrayOf(const TypeDesc* elem, int64_t len) {
  std::lock_guard lock(mutex_);
  uint32_t h = mix(mix(mix(seedOf(Kind::Array), elem->hash), uint32_t(len)), uint32_t(len >> 32));
  return impl_->intern(
      *this, Kind::Array, h, [&](const TypeDesc& t) { return t.elem == elem && t.len == len; },
      [&](TypeDesc& t) { t.elem = elem, t.len = len; });
}

const TypeDesc* TypeTable::chanOf(const TypeDesc* elem, ChanDir dir) {
  std::lock_guard lock(mutex_);
  return impl_->intern(
      *this, Kind::Chan, mix(mix(seedOf(Kind::Chan), elem->hash), uint32_t(dir)),
      [&](const TypeDesc& t) { return t.elem == elem && t.len == int64_t(dir); },
      [&](TypeDesc& t) { t.elem = elem, t.len = int64_t(dir); });
}

const TypeDesc* TypeTable::mapOf(const TypeDesc* key, const TypeDesc* elem) {
  std::lock_guard lock(mutex_);
  return impl_->intern(
      *this, Kind::Map, mix(mix(seedOf(Kind::Map), key->hash), elem->hash),
      [&](const TypeDesc& t) { return t.key == key && t.elem == elem; },
      [&](TypeDesc& t) { t.key = key, t.elem = elem; });
}

const TypeDesc* TypeTable::funcOf(std::span<const TypeDesc* const> in, std::span<const TypeDesc* const> out,
                                  bool variadic) {
  std::lock_guard lock(mutex_);
  uint32_t h = mix(seedOf(Kind::Func), uint32_t(in.size() * 2 + variadic));
  for (const TypeDesc* t : in) h = mix(h, t->hash);
  for (const TypeDesc* t : out) h = mix(h + 1, t->hash);
  return impl_->intern(
      *this, Kind::Func, h,
      [&](const TypeDesc& t) {
        return bool(t.flags & abi::kTypeVariadic) == variadic && std::ranges::equal(t.in, in) &&
               std::ranges::equal(t.out, out);
      },
      [&](TypeDesc& t) {
        t.in = impl_->arena.copy(in);
        t.out = impl_->arena.copy(out);
        if (variadic) t.flags |= abi::kTypeVariadic;
      });
}

const TypeDesc* TypeTable::structOf(std::span<const FieldSpec> fields, std::string_view pkgPath) {
  std::lock_guard lock(mutex_);
  uint32_t h = mix(seedOf(Kind::Struct), uint32_t(fields.size()));
  for (const FieldSpec& f : fields) h = mix(hashText(hashText(h, f.name), f.tag), f.type->hash);
  auto same = [&](const TypeDesc& t) {
    return std::ranges::equal(t.fields, fields, [](const abi::StructField& a, const FieldSpec& b) {
      return a.type == b.type && a.embedded == b.embedded && sameText(a.name, b.name) && sameText(a.tag, b.tag) &&
             sameText(a.pkgPath, b.pkgPath);
    });
  };
  return impl_->intern(*this, Kind::Struct, h, same, [&](TypeDesc& t) {
    auto copy = impl_->arena.makeArray<abi::StructField>(fields.size());
    for (size_t i = 0; i < fields.size(); i++) {
      const FieldSpec& f = fields[i];
      copy[i] = {internString(f.name), internString(f.pkgPath), internString(f.tag), f.type, 0, f.embedded};
      if (pkgPath.empty()) pkgPath = f.pkgPath;
    }
    t.fields = copy;
    t.structPkgPath = internString(pkgPath);
  });
}

const TypeDesc* TypeTable::interfaceOf(std::span<const InterfaceMethodSpec> methods, std::string_view pkgPath) {
  std::lock_guard lock(mutex_);
  std::vector<abi::InterfaceMethod> sorted;
  for (const InterfaceMethodSpec& m : methods) sorted.push_back({internString(m.name), internString(m.pkgPath), m.type});
  std::ranges::sort(sorted, [](auto& a, auto& b) {
    return methodBefore(a.name.view(), a.pkgPath.view(), b.name.view(), b.pkgPath.view());
  });
  uint32_t h = mix(seedOf(Kind::Interface), uint32_t(sorted.size()));
  for (auto& m : sorted) h = mix(hashText(h, m.name.view()), m.type->hash);
  auto same = [&](const TypeDesc& t) {
    return std::ranges::equal(t.interfaceMethods, sorted, [](auto& a, auto& b) {
      // Interned texts: equal spellings have equal addresses.
      return a.type == b.type && a.name.data == b.name.data && a.pkgPath.data == b.pkgPath.data;
    });
  };
  return impl_->intern(*this, Kind::Interface, h, same, [&](TypeDesc& t) {
    t.interfaceMethods = impl_->arena.copy(sorted);
    t.structPkgPath = internString(pkgPath);
  });
}

const TypeDesc* TypeTable::emptyInterface() { return interfaceOf({}); }

const TypeDesc* TypeTable::errorType() {
  std::lock_guard lock(mutex_);
  if (impl_->error == nullptr) {
    const TypeDesc* result = stringType();
    InterfaceMethodSpec m{"Error", "", funcOf({}, {&result, 1}, false)};
    impl_->error = newNamed("error", "error", "", nullptr);
    setUnderlying(impl_->error, interfaceOf({&m, 1}));
  }
  return impl_->error;
}

const TypeDesc* TypeTable::newNamed(std::string_view string, std::string_view name, std::string_view pkgPath,
                                    const void* source) {
  std::lock_guard lock(mutex_);
  TypeDesc* t = newDesc(Kind::Invalid);
  t->flags = abi::kTypeNamed;
  t->string = internString(string);
  t->name = internString(name);
  t->pkgPath = internString(pkgPath);
  t->hash = mix(hashText(hashText(seedOf(Kind::Invalid), pkgPath), string), uint32_t(impl_->count));
  t->source = source;
  impl_->incomplete.insert(t);
  return t;
}

void TypeTable::setUnderlying(const TypeDesc* named, const TypeDesc* underlying) {
  std::lock_guard lock(mutex_);
  auto* t = const_cast<TypeDesc*>(named);
  GOSUB_CHECK(impl_->incomplete.contains(t) && t->kind == Kind::Invalid);
  const TypeDesc* u = this->underlying(underlying);
  GOSUB_CHECK(u->kind != Kind::Invalid);
  impl_->underlying[t] = u;
  t->kind = u->kind;
  t->flags |= u->flags & abi::kTypeVariadic;
  t->elem = u->elem;
  t->key = u->key;
  t->len = u->len;
  t->in = u->in;
  t->out = u->out;
  t->interfaceMethods = u->interfaceMethods;
  t->fields = u->fields;
  t->structPkgPath = u->structPkgPath;
  impl_->pending.push_back(t);
  completePending();
}

const TypeDesc* TypeTable::underlying(const TypeDesc* t) const {
  std::lock_guard lock(mutex_);
  auto it = impl_->underlying.find(t);
  return it != impl_->underlying.end() ? it->second : t;
}

bool TypeTable::isComplete(const TypeDesc* t) const {
  std::lock_guard lock(mutex_);
  return !impl_->incomplete.contains(t);
}

void TypeTable::setSource(const TypeDesc* t, const void* source) {
  std::lock_guard lock(mutex_);
  auto* m = const_cast<TypeDesc*>(t);
  if (m->source == nullptr) m->source = source;
}

std::span<const abi::Method> TypeTable::methods(const TypeDesc* t) {
  if (!(t->lazyFlags.load(std::memory_order_acquire) & abi::kTypeMethodsReady)) {
    std::lock_guard lock(mutex_);
    bool ready = (t->lazyFlags.load(std::memory_order_acquire) & abi::kTypeMethodsReady) != 0;
    if (!ready && resolver_ != nullptr) resolver_->resolveMethods(*t);
    t->lazyFlags.fetch_or(abi::kTypeMethodsReady, std::memory_order_release);
  }
  return t->methods;
}

void TypeTable::setMethods(const TypeDesc* t, std::span<const abi::Method> methods) {
  std::lock_guard lock(mutex_);
  auto copy = impl_->arena.copy(methods);
  for (abi::Method& m : copy) m.name = internString(m.name.view()), m.pkgPath = internString(m.pkgPath.view());
  std::ranges::sort(copy, [](auto& a, auto& b) {
    return methodBefore(a.name.view(), a.pkgPath.view(), b.name.view(), b.pkgPath.view());
  });
  t->methods = copy;
  t->lazyFlags.fetch_or(abi::kTypeMethodsReady, std::memory_order_release);
}

const abi::Method& TypeTable::method(const TypeDesc* t, size_t i) {
  auto& m = const_cast<abi::Method&>(methods(t)[i]);
  std::lock_guard lock(mutex_);
  if (m.ifaceFunc == nullptr && resolver_ != nullptr) resolver_->resolveMethodCode(*t, i, &m);
  methodType(t, i);
  return m;
}

const TypeDesc* TypeTable::methodType(const TypeDesc* t, size_t i) {
  auto& m = const_cast<abi::Method&>(methods(t)[i]);
  std::lock_guard lock(mutex_);
  if (m.type == nullptr && resolver_ != nullptr) m.type = resolver_->resolveMethodType(*t, i);
  return m.type;
}

int64_t TypeTable::findMethod(const TypeDesc* t, abi::String name, abi::String pkgPath) {
  auto list = methods(t);
  for (size_t i = 0; i < list.size(); i++)
    if (list[i].name.view() == name.view() && list[i].pkgPath.view() == pkgPath.view()) return int64_t(i);
  return -1;
}

}  // namespace gosub::rt
