// Sets of runes as lists of ranges, in the forms that the parser goes through, and the Unicode tables behind named classes
// and case folding (unicode_tables.inc, made by tools/gen_regexp_tables.py).
#pragma once

#include <cstdint>
#include <string_view>
#include <algorithm>
#include <initializer_list>
#include <vector>

namespace gosub::stdlib::regex {

using Rune = int32_t;
inline constexpr Rune kMaxRune = 0x10FFFF;

// The next rune of r's folding orbit; r itself if it is alone.
Rune simpleFold(Rune r);
// The least rune of r's orbit.
Rune leastFold(Rune r);

// Ranges as pairs lo, hi. A set is clean when they are ascending and neither overlap nor touch.
class RuneSet {
 public:
  std::vector<Rune> pairs;

  bool empty() const { return pairs.empty(); }
  size_t ranges() const { return pairs.size() / 2; }
  Rune lo(size_t i) const { return pairs[2 * i]; }
  Rune hi(size_t i) const { return pairs[2 * i + 1]; }
  bool is(std::initializer_list<Rune> wanted) const { return std::equal(pairs.begin(), pairs.end(), wanted.begin(), wanted.end()); }
  bool has(Rune r) const;

  // Adds a range, joining it to one of the last two if it touches them.
  void add(Rune lo, Rune hi);
  // Adds a range and all that is equal to its runes under folding.
  void addFolded(Rune lo, Rune hi);
  void addSet(const RuneSet& clean);
  void addNegated(const RuneSet& clean);
  void clean();
  void negate();  // of a clean set
};

// A class of runes with a name: \d, [:alpha:], \p{Greek}.
struct NamedClass {
  RuneSet set;   // clean
  bool negated = false;
};

// "\\d" or "[:alpha:]" or "[:^alpha:]". False: there is none of that name.
bool perlClass(std::string_view name, NamedClass* out);
bool posixClass(std::string_view name, NamedClass* out);

// The ranges of a category or script ("Any" included), and of what equals one of its runes under folding; not clean.
bool unicodeClass(std::string_view name, RuneSet* out, RuneSet* folded);

}  // namespace gosub::stdlib::regex
