// Look-up of embedded packages and natives. The data is made by tools/embed. See embedded.h and index_format.h.
#include "stdlib/embedded.h"

#include "stdlib/index_format.h"

extern "C" const char gosub_stdlib_text[];
extern "C" const char gosub_stdlib_index[];

namespace gosub::stdlib {

#define PACKAGE_NATIVES(package) extern const NativeTable kNatives_##package;
#include "stdlib_tables.inc"
#undef PACKAGE_NATIVES

namespace {

constexpr const NativeTable* kNativeTables[] = {
#define PACKAGE_NATIVES(package) &kNatives_##package,
#include "stdlib_tables.inc"
#undef PACKAGE_NATIVES
};

const IndexHeader& header() { return *reinterpret_cast<const IndexHeader*>(gosub_stdlib_index); }

// The tables of the index, one behind the other.
struct Tables {
  const IndexedPackage* packages;
  const IndexedFile* files;
  const TextRef* imports;
  const DeclUnit* units;
  const IndexedName* names;
  const IndexedMethod* methods;
  const uint32_t* inits;
};

Tables tables() {
  const IndexHeader& h = header();
  Tables t;
  t.packages = reinterpret_cast<const IndexedPackage*>(gosub_stdlib_index + sizeof h);
  t.files = reinterpret_cast<const IndexedFile*>(t.packages + h.packages);
  t.imports = reinterpret_cast<const TextRef*>(t.files + h.files);
  t.units = reinterpret_cast<const DeclUnit*>(t.imports + h.imports);
  t.names = reinterpret_cast<const IndexedName*>(t.units + h.units);
  t.methods = reinterpret_cast<const IndexedMethod*>(t.names + h.names);
  t.inits = reinterpret_cast<const uint32_t*>(t.methods + h.methods);
  return t;
}

std::string_view textOf(TextRef r) { return {gosub_stdlib_text + r.offset, r.length}; }

std::string_view packageOf(std::string_view native) {
  size_t slash = native.rfind('/', native.find('('));
  size_t dot = native.find('.', slash == std::string_view::npos ? 0 : slash);
  return native.substr(0, dot);
}

}  // namespace

std::string_view EmbeddedPackage::path() const { return textOf(tables().packages[number_].path); }

DeclIndex EmbeddedPackage::index() const {
  Tables t = tables();
  const IndexedPackage& p = t.packages[number_];
  return {gosub_stdlib_text,
          textOf(p.name),
          {t.files + p.firstFile, p.fileCount},
          {t.imports + p.firstImport, p.importCount},
          {t.units + p.firstUnit, p.unitCount},
          {t.names + p.firstName, p.nameCount},
          {t.methods + p.firstMethod, p.methodCount},
          {t.inits + p.firstInit, p.initCount}};
}

uint32_t packageCount() { return header().packages; }

bool findPackage(std::string_view path, EmbeddedPackage* found) {
  uint32_t low = 0, high = packageCount();
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (EmbeddedPackage(middle).path() < path) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  *found = EmbeddedPackage(low);
  return low < packageCount() && found->path() == path;
}

std::span<const NativeTable* const> allNatives() { return kNativeTables; }

const NativeRow* findNative(std::string_view name) {
  std::string_view package = packageOf(name);
  for (const NativeTable* table : kNativeTables) {
    if (table->rows.empty() || packageOf(table->rows.front().name) != package) continue;
    for (const NativeRow& row : table->rows)
      if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace gosub::stdlib
