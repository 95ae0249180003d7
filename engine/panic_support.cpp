// See panic_support.h.
#include "engine/panic_support.h"

#include "frontend/types/scope.h"

namespace gosub::engine {

namespace {

struct TypeRow {
  const char* name;
  bool pointer;
};
constexpr TypeRow kTypes[] = {
    {"errorString", false}, {"plainError", false}, {"boundsError", false}, {"TypeAssertionError", true}, {"PanicNilError", true},
    {"errorAddressString", false},
};
static_assert(std::size(kTypes) == size_t(rt::RuntimeType::Count));

}  // namespace

const abi::TypeDesc* PanicSupport::runtimeType(rt::RuntimeType which) {
  std::lock_guard lock(link_.mutex());
  const abi::TypeDesc*& t = types_[size_t(which)];
  if (t == nullptr) t = find(which);
  return t;
}

const abi::TypeDesc* PanicSupport::find(rt::RuntimeType which) {
  const TypeRow& row = kTypes[size_t(which)];
  const abi::TypeDesc* t = nullptr;
  frontend_.stack().run([&] {
    types::Package* pkg = frontend_.library("runtime");
    if (pkg == nullptr) return;
    auto* name = types::as<types::TypeName>(types::lookupPackage(pkg, frontend_.names().intern(row.name)));
    if (name == nullptr) return;
    t = link_.type(row.pointer ? program_.pointerTo(name->type) : name->type);
  });
  return t;
}

// Tracebacks show absolute names; of the library's files the import path, as gc -trimpath does. Names in brackets, as of
// standard input, and those of //line directives stay as they are.
rt::Location PanicSupport::locate(uint32_t pos) {
  Position p = frontend_.sources().position(Pos{pos});
  if (p.file.empty()) return {"??", p.line};
  const SourceFile* file = frontend_.sources().fileOf(Pos{pos});
  if (p.file[0] == '/' || p.file[0] == '<' || file->external() || p.file != file->name()) return {p.file, p.line};
  std::lock_guard lock(absoluteLock_);
  auto [it, fresh] = absolute_.try_emplace(p.file);
  if (fresh) it->second = frontend_.options().cwd + "/" + std::string(p.file.starts_with("./") ? p.file.substr(2) : p.file);
  return {it->second, p.line};
}

const abi::FuncDesc* PanicSupport::function(uint32_t id) {
  return link_.function(id);
}

}  // namespace gosub::engine
