// The form of the embedded library's index, as tools/embed writes it and embedded.cpp reads it: arrays of 32-bit words in the
// order of Header, so that nothing has to be relocated or built at start-up. Texts are offsets into the text blob.
#pragma once

#include <cstdint>

#include "base/decl_index.h"

namespace gosub::stdlib {

struct IndexedPackage {
  TextRef path, name;
  uint32_t firstFile, fileCount;
  uint32_t firstImport, importCount;
  uint32_t firstUnit, unitCount;
  uint32_t firstName, nameCount;
  uint32_t firstMethod, methodCount;
  uint32_t firstInit, initCount;
};

struct IndexHeader {
  uint32_t packages, files, imports, units, names, methods, inits;  // numbers of entries, in the order in which they follow
};

}  // namespace gosub::stdlib
