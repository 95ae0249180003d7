// The embedded library: Go files of stdlib/, as the build put them into the binary, with the index of their declarations, and
// the natives of its packages. Read-only data, used where it lies; look-ups are binary searches.
#pragma once

#include <string_view>
#include <utility>

#include "base/decl_index.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

// One package of the library, by its number.
class EmbeddedPackage {
 public:
  explicit EmbeddedPackage(uint32_t number) : number_(number) {}
  std::string_view path() const;
  DeclIndex index() const;

 private:
  uint32_t number_;
};

uint32_t packageCount();
// False when the package is not embedded.
bool findPackage(std::string_view path, EmbeddedPackage* found);

// The native of "path.Func" or "path.(*T).Method"; null when there is none.
const NativeRow* findNative(std::string_view name);
std::span<const NativeTable* const> allNatives();

}  // namespace gosub::stdlib
