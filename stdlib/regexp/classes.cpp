// Parsing of bracket expressions, named classes and escapes. See parser.h.
#include "base/unicode.h"
#include "stdlib/regexp/parser.h"

namespace gosub::stdlib::regex {

namespace {

Rune hexValue(Rune c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool isOctal(std::string_view t) { return !t.empty() && t[0] >= '0' && t[0] <= '7'; }
bool isAlnum(Rune c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

bool Parser::nextRune(std::string_view& t, Rune* r) {
  unicode::Decoded d = unicode::decode(t);
  if (d.rune == unicode::kRuneError && d.size <= 1) return fail(kErrUTF8, t);
  *r = Rune(d.rune);
  t.remove_prefix(size_t(d.size));
  return true;
}

bool Parser::checkUTF8(std::string_view s) {
  while (!s.empty()) {
    Rune r;
    if (!nextRune(s, &r)) return false;
  }
  return true;
}

bool Parser::hexEscape(std::string_view& t, Rune* r, bool* ok) {
  *ok = false;
  if (t.empty()) return true;
  Rune c, value = 0;
  if (!nextRune(t, &c)) return false;
  if (c != '{') {
    Rune high = hexValue(c);
    if (!nextRune(t, &c)) return false;
    Rune low = hexValue(c);
    *ok = high >= 0 && low >= 0;
    *r = high * 16 + low;
    return true;
  }
  for (int digits = 0;; digits++) {
    if (t.empty()) return true;
    if (!nextRune(t, &c)) return false;
    if (c == '}') {
      *ok = digits > 0;
      *r = value;
      return true;
    }
    Rune v = hexValue(c);
    if (v < 0) return true;
    value = value * 16 + v;
    if (value > kMaxRune) return true;
  }
}

bool Parser::escape(std::string_view& t, Rune* r) {
  std::string_view s = t;
  t.remove_prefix(1);
  if (t.empty()) return fail(kErrTrailingBackslash, {});
  Rune c;
  if (!nextRune(t, &c)) return false;
  bool ok = true;
  switch (c) {
    case 'a': *r = '\a'; break;
    case 'f': *r = '\f'; break;
    case 'n': *r = '\n'; break;
    case 'r': *r = '\r'; break;
    case 't': *r = '\t'; break;
    case 'v': *r = '\v'; break;
    case 'x':
      if (!hexEscape(t, r, &ok)) return false;
      break;
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7':
      // A single digit other than 0 would be a reference to a capture.
      ok = c == '0' || isOctal(t);
      if (!ok) break;
      *r = c - '0';
      for (int i = 0; i < 2 && isOctal(t); i++) {
        *r = *r * 8 + (t[0] - '0');
        t.remove_prefix(1);
      }
      break;
    default:
      ok = c < 0x80 && !isAlnum(c);
      *r = c;
  }
  return ok || fail(kErrEscape, s.substr(0, s.size() - t.size()));
}

void Parser::addNamed(RuneSet* set, const NamedClass& c) {
  RuneSet folded;
  const RuneSet* from = &c.set;
  if (flags_ & kFoldCase) {
    for (size_t i = 0; i < c.set.ranges(); i++) folded.addFolded(c.set.lo(i), c.set.hi(i));
    folded.clean();
    from = &folded;
  }
  if (c.negated)
    set->addNegated(*from);
  else
    set->addSet(*from);
}

bool Parser::takePerlClass(std::string_view& t, RuneSet* set) {
  NamedClass c;
  if (!(flags_ & kPerlX) || t.size() < 2 || t[0] != '\\' || !perlClass(t.substr(1, 1), &c)) return false;
  addNamed(set, c);
  t.remove_prefix(2);
  return true;
}

bool Parser::takePosixClass(std::string_view& t, RuneSet* set, bool* taken) {
  if (t.size() < 2 || t[0] != '[' || t[1] != ':') return true;
  size_t end = t.find(":]", 2);
  if (end == t.npos) return true;
  std::string_view name = t.substr(0, end + 2);
  NamedClass c;
  if (!posixClass(name, &c)) return fail(kErrCharRange, name);
  addNamed(set, c);
  t.remove_prefix(name.size());
  *taken = true;
  return true;
}

// \pL \p{Name} \p{^Name} \P...
bool Parser::takeUnicodeClass(std::string_view& t, RuneSet* set, bool* taken) {
  if (!(flags_ & kUnicodeGroups) || t.size() < 2 || t[0] != '\\' || (t[1] != 'p' && t[1] != 'P')) return true;
  bool negated = t[1] == 'P';
  std::string_view rest = t.substr(2);
  Rune c;
  if (!nextRune(rest, &c)) return false;
  std::string_view name = t.substr(2, t.size() - 2 - rest.size());
  if (c == '{') {
    size_t end = t.find('}');
    if (end == t.npos) return checkUTF8(t) && fail(kErrCharRange, t);
    name = t.substr(3, end - 3);
    rest = t.substr(end + 1);
    if (!checkUTF8(name)) return false;
  }
  std::string_view sequence = t.substr(0, t.size() - rest.size());
  if (name.starts_with('^')) {
    negated = !negated;
    name.remove_prefix(1);
  }
  RuneSet all, folded;
  if (!unicodeClass(name, &all, &folded)) return fail(kErrCharRange, sequence);
  if (flags_ & kFoldCase) {
    all.addSet(folded);
    all.clean();
  }
  if (negated)
    set->addNegated(all);
  else
    set->addSet(all);
  t = rest;
  *taken = true;
  return true;
}

bool Parser::bracketItem(std::string_view& t, std::string_view whole, RuneSet* set) {
  bool taken = false;
  if (t.size() > 2 && !takePosixClass(t, set, &taken)) return false;
  if (taken) return true;
  if (!takeUnicodeClass(t, set, &taken)) return false;
  if (taken || takePerlClass(t, set)) return true;

  auto character = [&](Rune* r) {
    if (t.empty()) return fail(kErrMissingBracket, whole);
    return t[0] == '\\' ? escape(t, r) : nextRune(t, r);
  };
  std::string_view start = t;
  Rune lo, hi;
  if (!character(&lo)) return false;
  hi = lo;
  if (t.size() >= 2 && t[0] == '-' && t[1] != ']') {
    t.remove_prefix(1);
    if (!character(&hi)) return false;
    if (hi < lo) return fail(kErrCharRange, start.substr(0, start.size() - t.size()));
  }
  if (flags_ & kFoldCase)
    set->addFolded(lo, hi);
  else
    set->add(lo, hi);
  return true;
}

bool Parser::bracket(std::string_view& t) {
  std::string_view whole = t;
  t.remove_prefix(1);
  RuneSet set;
  bool negated = t.starts_with('^');
  if (negated) {
    t.remove_prefix(1);
    if (!(flags_ & kClassNL)) set.add('\n', '\n');
  }
  // A ] that comes first stands for itself.
  for (bool first = true; first || t.empty() || t[0] != ']'; first = false) {
    // In POSIX syntax a - that is neither first nor last is an error.
    if (!t.empty() && t[0] == '-' && !(flags_ & kPerlX) && !first && (t.size() == 1 || t[1] != ']')) {
      int size = t.size() > 1 ? unicode::decode(t.substr(1)).size : 0;
      return fail(kErrCharRange, t.substr(0, size_t(1 + size)));
    }
    if (!bracketItem(t, whole, &set)) return false;
  }
  t.remove_prefix(1);
  set.clean();
  if (negated) set.negate();
  pushClass(std::move(set));
  return true;
}

}  // namespace gosub::stdlib::regex
