// The embedded library: Go files of stdlib/, as the build put them into the binary, and the natives of its packages.
// Read-only data; find() is a binary search.
#pragma once

#include <span>
#include <string_view>

#include "stdlib/natives.h"

namespace gosub::stdlib {

struct EmbeddedFile {
  std::string_view name;  // base name: "print.go"
  std::string_view text;
};

struct EmbeddedPackage {
  std::string_view path;  // import path
  std::span<const EmbeddedFile> files;
};

// Null when the package is not embedded.
const EmbeddedPackage* findPackage(std::string_view path);
std::span<const EmbeddedPackage> allPackages();

// The native of "path.Func" or "path.(*T).Method"; null when there is none.
const NativeRow* findNative(std::string_view name);
std::span<const NativeTable* const> allNatives();

}  // namespace gosub::stdlib
