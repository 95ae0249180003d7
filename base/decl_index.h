// DeclIndex: what a package imports and where the declarations stand in its files, so that one can be parsed when it is first
// named and the others never, and a file of which nothing is named is never looked at. Made when the library is embedded (tools/embed), read by the checker of lazy packages. Plain tables,
// used where they lie in the binary.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

namespace gosub {

// Bytes of DeclIndex::text.
struct TextRef {
  uint32_t offset, length;
};

struct IndexedFile {
  TextRef name;  // base name: "print.go"
  TextRef text;  // NUL-terminated
};

// One top-level declaration, grouped ones whole.
struct DeclUnit {
  uint32_t file;   // of the package
  uint32_t begin;  // byte of the file: the directives above it or its keyword
};

struct IndexedName {
  uint32_t text, length;  // the name: bytes of DeclIndex::text
  uint32_t unit;
};

// A method, by its receiver's base type.
struct IndexedMethod : IndexedName {
  uint32_t methodText, methodLength;  // its own name
  uint32_t flags;
  static constexpr uint32_t kPointer = 1;  // receiver
  static constexpr uint32_t kLater = 2;    // can be entered by its name alone and parsed when its type is asked for: no type parameters
};

struct DeclIndex {
  const char* text = nullptr;
  std::string_view packageName;
  std::span<const IndexedFile> files;
  std::span<const TextRef> imports;      // distinct paths, sorted; without "unsafe"
  std::span<const DeclUnit> units;
  std::span<const IndexedName> names;    // declared at package level, sorted
  std::span<const IndexedMethod> methods;  // by the name of the receiver's base type, sorted; in source order for each
  std::span<const uint32_t> inits;       // units of init functions; blank names are not indexed

  std::string_view textOf(TextRef r) const { return {text + r.offset, r.length}; }
  std::string_view nameOf(const IndexedName& n) const { return {text + n.text, n.length}; }
  // The rows of a table with that name.
  template <class Row>
  std::span<const Row> find(std::span<const Row> table, std::string_view name) const {
    auto less = [this](const Row& a, std::string_view b) { return nameOf(a) < b; };
    auto it = std::lower_bound(table.begin(), table.end(), name, less);
    auto end = it;
    while (end != table.end() && nameOf(*end) == name) ++end;
    return {it, end};
  }
};

}  // namespace gosub
