// go:embed patterns. See embed_files.h.
#include "frontend/load/embed_files.h"

#include <algorithm>

#include "base/os/file.h"
#include "base/unicode.h"

namespace gosub::load {

// ---- Globs ----------------------------------------------------------------------------------------------------

namespace {

struct Rune {
  uint32_t value = 0;
  bool ok = false;
};

Rune takeRune(std::string_view* s) {
  if (s->empty()) return {};
  unicode::Decoded d = unicode::decode(*s);
  s->remove_prefix(size_t(d.size));
  return {d.rune, true};
}

// One end of a range in a class, with its backslash.
Rune takeClassRune(std::string_view* p) {
  if (p->empty() || (*p)[0] == '-' || (*p)[0] == ']') return {};
  if ((*p)[0] == '\\') p->remove_prefix(1);
  return takeRune(p);
}

// Behind '['. False if malformed.
bool matchClass(std::string_view* p, uint32_t rune, bool* matched) {
  bool negated = p->starts_with('^');
  if (negated) p->remove_prefix(1);
  *matched = false;
  for (int n = 0;; n++) {
    if (p->starts_with(']') && n > 0) {
      p->remove_prefix(1);
      *matched = *matched != negated;
      return true;
    }
    Rune low = takeClassRune(p), high = low;
    if (low.ok && p->starts_with('-')) {
      p->remove_prefix(1);
      high = takeClassRune(p);
    }
    if (!low.ok || !high.ok) return false;
    *matched |= low.value <= rune && rune <= high.value;
  }
}

// Matches everything up to the next '*'. Advances both on success.
bool matchChunk(std::string_view* p, std::string_view* name, bool* malformed) {
  while (!p->empty() && (*p)[0] != '*') {
    char c = (*p)[0];
    p->remove_prefix(1);
    if (c == '[') {
      Rune r = takeRune(name);
      bool matched = false;
      if (!matchClass(p, r.value, &matched)) {
        *malformed = true;
        return false;
      }
      if (!r.ok || !matched || r.value == '/') return false;
    } else if (c == '?') {
      Rune r = takeRune(name);
      if (!r.ok || r.value == '/') return false;
    } else {
      if (c == '\\') {
        if (p->empty()) {
          *malformed = true;
          return false;
        }
        c = (*p)[0];
        p->remove_prefix(1);
      }
      if (!name->starts_with(c)) return false;
      name->remove_prefix(1);
    }
  }
  return true;
}

// Syntax only, so that a pattern is rejected whatever the names are.
bool wellFormed(std::string_view p) {
  while (!p.empty()) {
    char c = p[0];
    p.remove_prefix(1);
    bool matched;
    if (c == '[' && !matchClass(&p, 0, &matched)) return false;
    if (c == '\\' && p.empty()) return false;
    if (c == '\\') p.remove_prefix(1);
  }
  return true;
}

}  // namespace

bool globMatch(std::string_view p, std::string_view name, bool* malformed) {
  if (!matchChunk(&p, &name, malformed)) return false;
  if (p.empty()) return name.empty();
  while (p.starts_with('*')) p.remove_prefix(1);
  for (;;) {
    if (p.empty()) return name.find('/') == std::string_view::npos;
    if (globMatch(p, name, malformed)) return true;
    if (*malformed || name.empty() || name[0] == '/') return false;
    name.remove_prefix(1);
  }
}

// ---- Patterns -------------------------------------------------------------------------------------------------

namespace {

// A slash-separated relative path without "." and ".." and without empty parts.
bool validPath(std::string_view path) {
  if (!unicode::valid(path) || path.empty()) return false;
  while (true) {
    size_t slash = path.find('/');
    std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

bool badName(std::string_view name) {
  static constexpr std::string_view kControl[] = {"", ".bzr", ".hg", ".git", ".svn"};
  if (std::find(std::begin(kControl), std::end(kControl), name) != std::end(kControl)) return true;
  // What may not be in a module's archive: "\"'*<>?`|/\\:" and everything not printable.
  for (std::string_view rest = name; !rest.empty();) {
    unicode::Decoded d = unicode::decode(rest);
    rest.remove_prefix(size_t(d.size));
    if (d.rune < 0x80) {
      if (d.rune < 0x20 || d.rune == 0x7F || std::string_view("\"'*<>?`|/\\:").find(char(d.rune)) != std::string_view::npos)
        return true;
    } else if (!unicode::isLetter(d.rune)) {
      return true;
    }
  }
  return name.ends_with('.') || name == "." || name == "..";
}

class PatternResolver {
 public:
  PatternResolver(const std::string& dir, std::vector<EmbeddedData>* files, std::string* error)
      : dir_(dir), files_(files), error_(error) {}

  bool run(std::string_view pattern) {
    static constexpr std::string_view kAll = "all:";
    hidden_ = pattern.starts_with(kAll);
    if (hidden_) pattern.remove_prefix(kAll.size());
    if (!validPath(pattern)) return fail("invalid pattern syntax");
    if (!wellFormed(pattern)) return fail("syntax error in pattern");
    std::vector<std::string> found;
    expand("", pattern, &found);
    for (const std::string& name : found)
      if (!add(name)) return false;
    if (found.empty()) return fail("no matching files found");
    std::sort(files_->begin(), files_->end(),
              [](const EmbeddedData& a, const EmbeddedData& b) { return a.name < b.name; });
    return true;
  }

 private:
  bool fail(std::string message) {
    *error_ = std::move(message);
    return false;
  }
  std::string full(const std::string& name) const { return dir_ + "/" + name; }
  void expand(const std::string& prefix, std::string_view pattern, std::vector<std::string>* found);
  bool add(const std::string& name);
  bool checkPath(const std::string& name, const std::string& what);
  int addTree(const std::string& name);

  const std::string& dir_;
  std::vector<EmbeddedData>* files_;
  std::string* error_;
  bool hidden_ = false;  // "all:": files beginning with '.' or '_' in directories, too
};

// Pushes the paths below prefix that match, part by part.
void PatternResolver::expand(const std::string& prefix, std::string_view pattern, std::vector<std::string>* found) {
  size_t slash = pattern.find('/');
  std::string_view part = pattern.substr(0, slash);
  std::vector<os::DirEntry> entries;
  std::string ignored;
  os::listDir(prefix.empty() ? dir_ : full(prefix), &entries, &ignored);
  for (const os::DirEntry& e : entries) {
    bool malformed = false;
    if (!globMatch(part, e.name, &malformed)) continue;
    std::string name = prefix.empty() ? e.name : prefix + "/" + e.name;
    if (slash == std::string_view::npos)
      found->push_back(std::move(name));
    else
      expand(name, pattern.substr(slash + 1), found);
  }
}

// Everything from the file up to the package's directory must be fit for a module's archive.
bool PatternResolver::checkPath(const std::string& name, const std::string& what) {
  std::string prefix = "cannot embed " + what + " " + name + ": ";
  for (std::string part = name; part != "."; part = os::dirName(part)) {
    if (os::fileKind(full(part) + "/go.mod") != os::FileKind::None) return fail(prefix + "in different module");
    if (part != name && os::linkKind(full(part)) != os::FileKind::Directory)
      return fail(prefix + "in non-directory " + part);
    std::string base(os::baseName(part));
    if (badName(base)) return fail(prefix + (part == name ? "invalid name " : "in invalid directory ") + base);
  }
  return true;
}

bool PatternResolver::add(const std::string& name) {
  os::FileKind kind = os::linkKind(full(name));
  if (!checkPath(name, kind == os::FileKind::Directory ? "directory" : "file")) return false;
  if (kind == os::FileKind::Regular) {
    files_->push_back({name, full(name)});
    return true;
  }
  if (kind != os::FileKind::Directory) return fail("cannot embed irregular file " + name);
  if (addTree(name) == 0) return fail("cannot embed directory " + name + ": contains no embeddable files");
  return true;
}

int PatternResolver::addTree(const std::string& name) {
  std::vector<os::DirEntry> entries;
  std::string ignored;
  os::listDir(full(name), &entries, &ignored);
  int count = 0;
  for (const os::DirEntry& e : entries) {
    if (badName(e.name) || (!hidden_ && (e.name[0] == '.' || e.name[0] == '_'))) continue;
    std::string child = name + "/" + e.name;
    os::FileKind kind = os::linkKind(full(child));
    if (kind == os::FileKind::Regular) {
      files_->push_back({child, full(child)});
      count++;
    } else if (kind == os::FileKind::Directory && os::fileKind(full(child) + "/go.mod") == os::FileKind::None) {
      count += addTree(child);
    }
  }
  return count;
}

}  // namespace

bool resolveEmbedPattern(const std::string& packageDir, std::string_view pattern, std::vector<EmbeddedData>* files,
                         std::string* error) {
  return PatternResolver(packageDir, files, error).run(pattern);
}

}  // namespace gosub::load
