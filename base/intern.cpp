// Interner's table. See intern.h.
#include "base/intern.h"

#include "base/unicode.h"

namespace gosub {

static uint32_t hashText(std::string_view s) {
  uint32_t h = 2166136261u;
  for (unsigned char c : s) h = (h ^ c) * 16777619u;
  return h;
}

static bool startsUpper(std::string_view s) {
  if (s.empty()) return false;
  unsigned char c = static_cast<unsigned char>(s[0]);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return unicode::isUpper(unicode::decode(s).rune);
}

Interner::Interner() : table_(1024, nullptr) {}

Name Interner::intern(std::string_view text) {
  uint32_t h = hashText(text);
  size_t mask = table_.size() - 1;
  for (size_t i = h & mask;; i = (i + 1) & mask) {
    const NameEntry* e = table_[i];
    if (e == nullptr) {
      NameEntry* made = arena_.make<NameEntry>(arena_.copy(text), h, startsUpper(text));
      table_[i] = made;
      if (++count_ * 2 > table_.size()) grow();
      return Name(made);
    }
    if (e->hash == h && e->text == text) return Name(e);
  }
}

void Interner::grow() {
  std::vector<const NameEntry*> bigger(table_.size() * 2, nullptr);
  size_t mask = bigger.size() - 1;
  for (const NameEntry* e : table_) {
    if (e == nullptr) continue;
    size_t i = e->hash & mask;
    while (bigger[i] != nullptr) i = (i + 1) & mask;
    bigger[i] = e;
  }
  table_ = std::move(bigger);
}

}  // namespace gosub
