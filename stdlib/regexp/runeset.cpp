// Sets of runes. See runeset.h.
#include "stdlib/regexp/runeset.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace gosub::stdlib::regex {

namespace {

struct StrideRange {
  Rune lo, hi, stride;
};
struct NamedRanges {
  const char* name;
  int first, count;
};
struct FoldStep {
  Rune from, to;
};

#include "stdlib/regexp/unicode_tables.inc"

template <size_t N>
bool addTable(const NamedRanges (&table)[N], std::string_view name, RuneSet* out) {
  const NamedRanges* row =
      std::lower_bound(table, table + N, name, [](const NamedRanges& r, std::string_view n) { return r.name < n; });
  if (row == table + N || row->name != name) return false;
  for (int i = row->first; i < row->first + row->count; i++) {
    const StrideRange& r = kRanges[i];
    if (r.stride == 1)
      out->add(r.lo, r.hi);
    else
      for (Rune c = r.lo; c <= r.hi; c += r.stride) out->add(c, c);
  }
  return true;
}

}  // namespace

Rune simpleFold(Rune r) {
  const FoldStep* s = std::lower_bound(std::begin(kFold), std::end(kFold), r, [](const FoldStep& f, Rune x) { return f.from < x; });
  return s != std::end(kFold) && s->from == r ? s->to : r;
}

Rune leastFold(Rune r) {
  Rune least = r;
  for (Rune f = simpleFold(r); f != r; f = simpleFold(f)) least = std::min(least, f);
  return least;
}

bool RuneSet::has(Rune r) const {
  for (size_t i = 0; i < ranges(); i++)
    if (lo(i) <= r && r <= hi(i)) return true;
  return false;
}

// Two ranges back: with folding, the two cases of an alphabet grow side by side.
void RuneSet::add(Rune l, Rune h) {
  for (size_t back = 1; back <= 2 && back <= ranges(); back++) {
    Rune& rl = pairs[pairs.size() - 2 * back];
    Rune& rh = pairs[pairs.size() - 2 * back + 1];
    if (l <= rh + 1 && rl <= h + 1) {
      rl = std::min(rl, l);
      rh = std::max(rh, h);
      return;
    }
  }
  pairs.push_back(l);
  pairs.push_back(h);
}

void RuneSet::addFolded(Rune l, Rune h) {
  const Rune first = kFold[0].from, last = std::end(kFold)[-1].from;
  if ((l <= first && h >= last) || h < first || l > last) {
    add(l, h);
    return;
  }
  if (l < first) {
    add(l, first - 1);
    l = first;
  }
  if (h > last) {
    add(last + 1, h);
    h = last;
  }
  for (Rune c = l; c <= h; c++) {
    add(c, c);
    for (Rune f = simpleFold(c); f != c; f = simpleFold(f)) add(f, f);
  }
}

void RuneSet::addSet(const RuneSet& other) {
  for (size_t i = 0; i < other.ranges(); i++) add(other.lo(i), other.hi(i));
}

void RuneSet::addNegated(const RuneSet& other) {
  Rune next = 0;
  for (size_t i = 0; i < other.ranges(); i++) {
    if (next < other.lo(i)) add(next, other.lo(i) - 1);
    next = other.hi(i) + 1;
  }
  if (next <= kMaxRune) add(next, kMaxRune);
}

void RuneSet::clean() {
  std::vector<std::pair<Rune, Rune>> sorted;
  sorted.reserve(ranges());
  for (size_t i = 0; i < ranges(); i++) sorted.emplace_back(lo(i), hi(i));
  std::sort(sorted.begin(), sorted.end());
  pairs.clear();
  for (auto [l, h] : sorted) {
    if (!pairs.empty() && l <= pairs.back() + 1)
      pairs.back() = std::max(pairs.back(), h);
    else
      pairs.push_back(l), pairs.push_back(h);
  }
}

void RuneSet::negate() {
  RuneSet out;
  out.addNegated(*this);
  pairs.swap(out.pairs);
}

// ---- named classes

namespace {

struct AsciiClass {
  std::string_view name;
  std::initializer_list<Rune> pairs;
};

bool find(std::span<const AsciiClass> table, std::string_view name, RuneSet* out) {
  for (const AsciiClass& c : table) {
    if (c.name != name) continue;
    out->pairs.assign(c.pairs);
    return true;
  }
  return false;
}

}  // namespace

bool perlClass(std::string_view name, NamedClass* out) {
  static constexpr AsciiClass kClasses[] = {
      {"d", {'0', '9'}}, {"s", {'\t', '\n', '\f', '\r', ' ', ' '}}, {"w", {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'}}};
  if (name.size() != 1) return false;
  char letter = name[0];
  out->negated = letter >= 'A' && letter <= 'Z';
  if (out->negated) letter = char(letter + 32);
  return find(kClasses, std::string_view(&letter, 1), &out->set);
}

bool posixClass(std::string_view name, NamedClass* out) {
  static constexpr AsciiClass kClasses[] = {
      {"alnum", {'0', '9', 'A', 'Z', 'a', 'z'}},
      {"alpha", {'A', 'Z', 'a', 'z'}},
      {"ascii", {0, 0x7F}},
      {"blank", {'\t', '\t', ' ', ' '}},
      {"cntrl", {0, 0x1F, 0x7F, 0x7F}},
      {"digit", {'0', '9'}},
      {"graph", {'!', '~'}},
      {"lower", {'a', 'z'}},
      {"print", {' ', '~'}},
      {"punct", {'!', '/', ':', '@', '[', '`', '{', '~'}},
      {"space", {'\t', '\r', ' ', ' '}},
      {"upper", {'A', 'Z'}},
      {"word", {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'}},
      {"xdigit", {'0', '9', 'A', 'F', 'a', 'f'}},
  };
  if (!name.starts_with("[:") || !name.ends_with(":]") || name.size() < 4) return false;
  name = name.substr(2, name.size() - 4);
  out->negated = name.starts_with('^');
  if (out->negated) name.remove_prefix(1);
  return find(kClasses, name, &out->set);
}

bool unicodeClass(std::string_view name, RuneSet* out, RuneSet* folded) {
  if (name == "Any") {
    out->add(0, kMaxRune);
    return true;
  }
  if (addTable(kCategories, name, out)) {
    addTable(kFoldCategory, name, folded);
    return true;
  }
  if (!addTable(kScripts, name, out)) return false;
  addTable(kFoldScript, name, folded);
  return true;
}

}  // namespace gosub::stdlib::regex
