// Interned names: equal spellings have equal pointers, so that scopes and field look-ups compare words.
// One Interner belongs to one instance (frontend lock); names live as long as it does.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/arena.h"

namespace gosub {

struct NameEntry {
  std::string_view text;  // NUL-terminated in memory
  uint32_t hash;
  bool exported;          // first rune is an upper-case letter (Unicode class Lu)
};

// A name is a pointer to its entry; null is "no name". The blank identifier is an ordinary name, "_".
class Name {
 public:
  constexpr Name() = default;
  explicit constexpr Name(const NameEntry* e) : entry_(e) {}
  std::string_view text() const { return entry_ ? entry_->text : std::string_view{}; }
  uint32_t hash() const { return entry_ ? entry_->hash : 0; }
  bool exported() const { return entry_ && entry_->exported; }
  bool blank() const { return entry_ && entry_->text == "_"; }
  explicit operator bool() const { return entry_ != nullptr; }
  bool operator==(const Name&) const = default;
  const NameEntry* entry() const { return entry_; }

 private:
  const NameEntry* entry_ = nullptr;
};

class Interner {
 public:
  Interner();
  Name intern(std::string_view text);

 private:
  void grow();
  Arena arena_;
  std::vector<const NameEntry*> table_;  // open addressing, power of two
  size_t count_ = 0;
};

}  // namespace gosub

template <>
struct std::hash<gosub::Name> {
  size_t operator()(gosub::Name n) const { return n.hash(); }
};
