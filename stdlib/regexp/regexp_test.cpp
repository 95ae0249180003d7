// Tests of the regular expression parser: shapes and errors were taken from Go's regexp/syntax.
#include <string>

#include <catch2/catch.hpp>
#include <re2/re2.h>

#include "stdlib/regexp/tree.h"

using namespace gosub::stdlib::regex;

namespace {

std::string runes(const std::vector<Rune>& r) {
  std::string s;
  char buf[16];
  for (Rune x : r) s += (s.empty() ? "" : " ") + std::string(buf, size_t(snprintf(buf, sizeof buf, "%x", unsigned(x))));
  return s;
}

std::string shape(const Node& n) {
  static const char* const kNames[] = {"?", "no", "emp", "lit", "cc", "dnl", "dot", "bol", "eol", "bot", "eot", "wb",
                                       "nwb", "cap", "star", "plus", "que", "rep", "cat", "alt"};
  std::string s = kNames[int(n.op)];
  if (n.op == Op::Literal) s += (n.folds() ? "i" : "") + std::string("[") + runes(n.literal) + "]";
  if (n.op == Op::CharClass) s += "[" + runes(n.set.pairs) + "]";
  if (n.op == Op::Repeat) s += std::to_string(n.min) + "," + std::to_string(n.max);
  if (n.flags & kNonGreedy && n.op >= Op::Star && n.op <= Op::Repeat) s += "?";
  if (n.subs.empty()) return s;
  s += "{";
  for (const Node* sub : n.subs) s += shape(*sub) + " ";
  s.back() = '}';
  return s;
}

std::string parsed(const char* expr, uint16_t flags = kPerl) {
  Tree t = parse(expr, flags);
  if (t.error.code != nullptr) return std::string(t.error.code) + ": `" + std::string(t.error.expr) + "`";
  return shape(*t.root);
}

}  // namespace

TEST_CASE("regexp trees") {
  CHECK(parsed("abc*?") == "cat{lit[61 62] star?{lit[63]}}");
  CHECK(parsed("abc|abd|aef|bcx|bcy") == "alt{cat{lit[61] alt{cat{lit[62] cc[63 64]} lit[65 66]}} cat{lit[62 63] cc[78 79]}}");
  CHECK(parsed("a|b|.") == "dnl");
  CHECK(parsed("[Aa]") == "liti[41]");
  CHECK(parsed("(?i)k") == "liti[4b]");
  CHECK(parsed("(?P<n>x){2,3}$") == "cat{rep2,3{cap{lit[78]}} eot}");
  CHECK(parsed("(?m)^[^a]") == "cat{bol cc[0 60 62 10ffff]}");
  CHECK(parsed("\\Q+\\E\\x{1F600}") == "lit[2b 1f600]");
  CHECK(parsed("x{,3}") == "lit[78 7b 2c 33 7d]");
}

TEST_CASE("regexp errors") {
  CHECK(parsed("a(b") == "missing closing ): `a(b`");
  CHECK(parsed("a)b") == "unexpected ): `a)b`");
  CHECK(parsed("[a-") == "missing closing ]: `[a-`");
  CHECK(parsed("a**") == "invalid nested repetition operator: `**`");
  CHECK(parsed("|*") == "missing argument to repetition operator: `*`");
  CHECK(parsed("a{1001}") == "invalid repeat count: `{1001}`");
  CHECK(parsed("(a{30}){40}") == "invalid repeat count: `{40}`");
  CHECK(parsed("\\8") == "invalid escape sequence: `\\8`");
  CHECK(parsed("\\") == "trailing backslash at end of expression: ``");
  CHECK(parsed("(?z)") == "invalid or unsupported Perl syntax: `(?z`");
  CHECK(parsed("(?<n") == "invalid named capture: `(?<n`");
  CHECK(parsed("\\pX") == "invalid character class range: `\\pX`");
  CHECK(parsed("\xFF") == "invalid UTF-8: `\xFF`");
  CHECK(parsed(std::string(2000, '(').c_str()) == "missing closing ): `" + std::string(2000, '(') + "`");
  CHECK(parsed((std::string(1001, '(') + std::string(1001, ')')).c_str()).starts_with("expression nests too deeply"));
  CHECK(parsed("((((\\pL{1000}){1000}){1000}){1000})").starts_with("invalid repeat count"));
}

TEST_CASE("regexp as RE2") {
  for (const char* e : {"(?i)straße|k", "[^\\x00-\\x{10FFFF}]", "(?:)*", "(a|b*)*?c{2,}", "\\bx\\B$"}) {
    Tree t = parse(e, kPerl);
    REQUIRE(t.root != nullptr);
    CHECK(RE2(toRE2(*t.root), RE2::Quiet).ok());
  }
  std::string prefix;
  CHECK_FALSE(literalPrefix(*parse("ab+c", kPerl).root, &prefix));
  CHECK(prefix == "ab");
  CHECK(literalPrefix(*parse("(a)b{2}", kPerl).root, &prefix));
  CHECK(prefix == "abb");
}
