// Build constraints of files. See build_context.h; the expression parser is frontend/syntax/constraint.h.
#include "frontend/load/build_context.h"

#include <algorithm>

#include "base/version.h"
#include "frontend/syntax/constraint.h"

namespace gosub::load {

namespace {

constexpr std::string_view kKnownOs[] = {"aix",   "android", "darwin",  "dragonfly", "freebsd", "hurd",
                                         "illumos", "ios",   "js",      "linux",     "nacl",    "netbsd",
                                         "openbsd", "plan9", "solaris", "wasip1",    "windows", "zos"};
constexpr std::string_view kKnownArch[] = {
    "386",    "amd64",   "amd64p32", "arm",   "armbe", "arm64",   "arm64be", "loong64", "mips",  "mipsle",
    "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390",
    "s390x",  "sparc",   "sparc64",  "wasm"};

template <size_t N>
bool among(const std::string_view (&list)[N], std::string_view s) {
  return std::find(std::begin(list), std::end(list), s) != std::end(list);
}

bool isGoVersionTag(std::string_view tag) {
  static constexpr std::string_view kPrefix = "go1.";
  if (!tag.starts_with(kPrefix) || tag.size() == kPrefix.size() || tag.size() > kPrefix.size() + 3) return false;
  int minor = 0;
  for (char c : tag.substr(kPrefix.size())) {
    if (c < '0' || c > '9') return false;
    minor = minor * 10 + (c - '0');
  }
  return minor >= 1 && minor <= kLangMinor;
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

// The comments in front of the first token of a file.
struct Header {
  std::string_view goBuild;
  int goBuildLines = 0;
  std::vector<std::string_view> plusBuild;  // only those followed by a blank line count
};

void lineComment(std::string_view line, Header* h, std::vector<std::string_view>* block) {
  std::string_view expression;
  if (syntax::goBuildExpression(line, &expression)) {
    h->goBuild = expression;
    h->goBuildLines++;
    return;
  }
  std::string_view text = trim(line.substr(2));
  static constexpr std::string_view kPlus = "+build";
  if (text.starts_with(kPlus) && (text.size() == kPlus.size() || text[kPlus.size()] == ' ' || text[kPlus.size()] == '\t'))
    block->push_back(text.substr(kPlus.size()));
}

Header readHeader(std::string_view text) {
  Header h;
  std::vector<std::string_view> block;  // "+build" lines since the last blank one
  bool inComment = false;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    size_t newline = text.find('\n');
    std::string_view line = trim(text.substr(0, newline));
    text = newline == std::string_view::npos ? std::string_view() : text.substr(newline + 1);
    if (line.empty() && !inComment) {
      h.plusBuild.insert(h.plusBuild.end(), block.begin(), block.end());
      block.clear();
    }
    if (!inComment && line.starts_with("//")) {
      lineComment(line, &h, &block);
      continue;
    }
    // General comments, possibly several in a line.
    while (!line.empty()) {
      if (inComment) {
        size_t end = line.find("*/");
        if (end == std::string_view::npos) break;
        inComment = false;
        line = trim(line.substr(end + 2));
      } else if (line.starts_with("/*")) {
        inComment = true;
        line.remove_prefix(2);
      } else if (line.starts_with("//")) {
        break;
      } else {
        return h;
      }
    }
  }
  return h;
}

}  // namespace

bool isGoFileName(std::string_view name) {
  return name.ends_with(".go") && !name.starts_with('_') && !name.starts_with('.');
}

bool isTestFile(std::string_view name) { return name.ends_with("_test.go"); }

bool BuildContext::holds(std::string_view tag) const {
  static constexpr std::string_view kPortable[] = {"purego", "math_big_pure_go", "appengine"};
  if (portable_ && among(kPortable, tag)) return true;
  if (tag == "linux" || (tag == "amd64" && !portable_) || tag == "unix" || tag == "gc" || isGoVersionTag(tag)) return true;
  return std::find(tags_.begin(), tags_.end(), tag) != tags_.end();
}

// name_OS_ARCH.go, name_OS.go, name_ARCH.go; the first part never counts.
bool BuildContext::matchesName(std::string_view name) const {
  name = name.substr(0, name.find('.'));
  size_t first = name.find('_');
  if (first == std::string_view::npos) return true;
  name.remove_prefix(first);
  if (name.ends_with("_test")) name.remove_suffix(5);
  size_t at = name.rfind('_');
  if (at == std::string_view::npos) return true;
  std::string_view last = name.substr(at + 1), rest = name.substr(0, at);
  size_t before = rest.rfind('_');
  std::string_view second = before == std::string_view::npos ? std::string_view() : rest.substr(before + 1);
  if (among(kKnownArch, last)) return holds(last) && (!among(kKnownOs, second) || holds(second));
  return !among(kKnownOs, last) || holds(last);
}

// Lines are and-ed, the words of a line or-ed, the parts between commas and-ed.
bool BuildContext::matchesPlusBuild(const std::vector<std::string_view>& lines) const {
  auto term = [&](std::string_view t) {
    bool negated = t.starts_with('!');
    if (negated) t.remove_prefix(1);
    return !t.empty() && holds(t) != negated;
  };
  auto word = [&](std::string_view w) {
    for (;;) {
      size_t comma = w.find(',');
      if (!term(w.substr(0, comma))) return false;
      if (comma == std::string_view::npos) return true;
      w.remove_prefix(comma + 1);
    }
  };
  for (std::string_view line : lines) {
    bool any = false;
    for (line = trim(line); !line.empty(); line = trim(line)) {
      size_t end = std::min(line.find_first_of(" \t"), line.size());
      any |= word(line.substr(0, end));
      line.remove_prefix(end);
    }
    if (!any) return false;
  }
  return true;
}

bool BuildContext::matchesText(std::string_view text, std::string* error) const {
  Header h = readHeader(text);
  if (h.goBuildLines > 1) {
    *error = "multiple //go:build comments";
    return false;
  }
  if (h.goBuildLines == 0) return matchesPlusBuild(h.plusBuild);
  syntax::BuildConstraint c(h.goBuild);
  if (!c.ok()) *error = "parsing //go:build line: " + c.error();
  return c.eval([this](std::string_view tag) { return holds(tag); });
}

}  // namespace gosub::load
