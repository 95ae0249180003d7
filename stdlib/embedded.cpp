// Look-up of embedded packages and natives. The tables are made by tools/embed_stdlib.py. See embedded.h.
#include "stdlib/embedded.h"

#include <algorithm>
#include <cstdint>
#include <vector>

extern "C" const char gosub_stdlib_text[];

namespace gosub::stdlib {

#define PACKAGE_NATIVES(package) extern const NativeTable kNatives_##package;
#define PACKAGE(path, first, count)
#define FILE_TEXT(name, offset, length)
#include "stdlib_tables.inc"
#undef PACKAGE_NATIVES
#undef PACKAGE
#undef FILE_TEXT

namespace {

struct PackageRow {
  std::string_view path;
  uint32_t first, count;
};
struct FileRow {
  std::string_view name;
  uint32_t offset, length;
};

constexpr PackageRow kPackageRows[] = {
#define PACKAGE_NATIVES(package)
#define PACKAGE(path, first, count) {path, first, count},
#define FILE_TEXT(name, offset, length)
#include "stdlib_tables.inc"
#undef PACKAGE
#undef FILE_TEXT
};
constexpr FileRow kFileRows[] = {
#define PACKAGE(path, first, count)
#define FILE_TEXT(name, offset, length) {name, offset, length},
#include "stdlib_tables.inc"
#undef PACKAGE
#undef FILE_TEXT
#undef PACKAGE_NATIVES
};
constexpr const NativeTable* kNativeTables[] = {
#define PACKAGE_NATIVES(package) &kNatives_##package,
#define PACKAGE(path, first, count)
#define FILE_TEXT(name, offset, length)
#include "stdlib_tables.inc"
#undef PACKAGE
#undef FILE_TEXT
#undef PACKAGE_NATIVES
};

// Built once, read-only afterwards: the rows with their texts' addresses.
struct Tables {
  std::vector<EmbeddedFile> files;
  std::vector<EmbeddedPackage> packages;
  Tables() {
    for (const FileRow& f : kFileRows) files.push_back({f.name, {gosub_stdlib_text + f.offset, f.length}});
    for (const PackageRow& p : kPackageRows)
      packages.push_back({p.path, std::span<const EmbeddedFile>(files).subspan(p.first, p.count)});
  }
};

const Tables& tables() {
  static const Tables kTables;
  return kTables;
}

std::string_view packageOf(std::string_view native) {
  size_t slash = native.rfind('/');
  size_t dot = native.find('.', slash == std::string_view::npos ? 0 : slash);
  return native.substr(0, dot);
}

}  // namespace

std::span<const EmbeddedPackage> allPackages() { return tables().packages; }
std::span<const NativeTable* const> allNatives() { return kNativeTables; }

const EmbeddedPackage* findPackage(std::string_view path) {
  auto& all = tables().packages;
  auto it = std::lower_bound(all.begin(), all.end(), path,
                             [](const EmbeddedPackage& p, std::string_view v) { return p.path < v; });
  return it != all.end() && it->path == path ? &*it : nullptr;
}

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
