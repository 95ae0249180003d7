// The files and imports of one package. See loader_impl.h.
#include <algorithm>

#include "base/os/file.h"
#include "base/unicode.h"
#include "base/version.h"
#include "frontend/load/embed_files.h"
#include "frontend/load/loader_impl.h"
#include "frontend/syntax/directives.h"
#include "frontend/syntax/literal.h"
#include "frontend/syntax/scanner.h"

namespace gosub::load {

namespace {

struct Silent final : syntax::ScanHandler {
  void scanError(uint32_t, std::string) override {}
  void scanDirective(uint32_t, std::string_view) override {}
};

// The name in the package clause; empty if there is none.
std::string_view packageNameOf(std::string_view terminatedText) {
  Silent silent;
  syntax::Scanner scan(terminatedText, &silent);
  scan.next();
  if (scan.tok != syntax::Token::Package) return {};
  scan.next();
  return scan.tok == syntax::Token::Name ? scan.lit : std::string_view();
}

std::string importPathOf(const syntax::ImportDecl* d) {
  std::string path;
  if (d->path == nullptr || d->path->bad || !syntax::unquoteString(d->path->text, &path)) return {};
  return path;
}

bool importsC(const syntax::File* f) {
  return std::any_of(f->imports.begin(), f->imports.end(),
                     [](const syntax::ImportDecl* d) { return importPathOf(d) == "C"; });
}

// Of a Go tree's packages, the files for other systems that are taken instead of those for Linux: what these do inside the kernel
// saves no time here and goes around the embedded internal/poll, of which the rest of such a package needs the common part only.
struct Substitute {
  std::string_view package, leftOut, taken;
};
constexpr Substitute kSubstitutes[] = {
    {"net", "sendfile_linux.go", "sendfile_stub.go"},
    {"net", "splice_linux.go", "splice_stub.go"},
};

enum class Choice : uint8_t { ByConstraints, Taken, LeftOut };

Choice choiceFor(const Package& p, std::string_view file) {
  for (const Substitute& s : kSubstitutes) {
    if (p.origin != Origin::Goroot || p.path != s.package) continue;
    if (file == s.leftOut) return Choice::LeftOut;
    if (file == s.taken) return Choice::Taken;
  }
  return Choice::ByConstraints;
}

}  // namespace

bool hasPackageClause(std::string_view text) {
  Silent silent;
  std::string terminated(text);
  syntax::Scanner scan(terminated, &silent);
  scan.next();
  return scan.tok == syntax::Token::Package;
}

// ---- Names ----------------------------------------------------------------------------------------------------

// As the compiler's messages name files: relative to the working directory if that is shorter, "./x.go" in it.
std::string Loader::Impl::shownName(const std::string& path) const {
  std::string rel = os::relative(options_.cwd, path);
  if (rel.find('/') == std::string::npos) return "./" + rel;
  return rel.size() < path.size() ? rel : path;
}

// As the go command's messages do: without the "./".
std::string Loader::Impl::shownPos(Pos at) const {
  std::string s = sources_.toString(at);
  return s.starts_with("./") ? s.substr(2) : s;
}

void Loader::Impl::setVersion(Package* p, int goMinor) const {
  p->langChosen = p->standard || options_.langMinor > 0 || goMinor >= 0;
  p->langMinor = kLangMinor;
  if (p->standard) return;
  if (options_.langMinor > 0)
    p->langMinor = options_.langMinor;
  else if (goMinor >= 0)
    p->langMinor = std::min(goMinor, kLangMinor);
}

// ---- Packages -------------------------------------------------------------------------------------------------

// `at` is the import that wants it; not valid for roots.
Package* Loader::Impl::load(Location l, Pos at) {
  Package* p = newPackage(l.path, l.origin, l.dir);
  byPath_[p->path] = p;
  p->standard = l.standard;
  setVersion(p, l.goMinor);
  if (p->origin == Origin::Module) p->debugSettings = modules_->debugSettings();
  p->loading = true;
  if (p->origin == Origin::Embedded)
    loadEmbedded(p);
  else
    loadSources(p, l.file, at);
  p->loading = false;
  return p;
}

void Loader::Impl::loadSources(Package* p, const std::string& fileGroup, Pos at) {
  loadDirectory(p, fileGroup, at);
  stack_.push_back(p);
  if (checkPackageNames(p, at)) {
    resolveEmbeds(p);
    loadImports(p);
  }
  stack_.pop_back();
}

void Loader::Impl::addFile(Package* p, std::string shown, std::string path, std::string text, bool script) {
  SourceFile* source = sources_.add(std::move(shown), std::move(text));
  if (source == nullptr) return report({}, "too much source text: 4 GiB is the limit");
  syntax::ParseOptions options;
  options.script = script;
  options.standardLibrary = p->standard;
  size_t before = context_.diags.count();
  syntax::File* file = syntax::parseFile(context_, *source, options);
  p->syntaxErrors |= file->bad;
  p->hasErrors |= context_.diags.count() != before;
  if (script && embedded_ != nullptr) addAutomaticImports(context_, file, *embedded_, options_);
  p->files.push_back({file, source, std::move(path)});
}

void Loader::Impl::loadEmbedded(Package* p) {
  embedded_->find(p->path, &p->index);
  p->name = p->index.packageName;
  for (TextRef r : p->index.imports) {
    std::string_view path = p->index.textOf(r);
    Package* target = find(path);
    if (target == nullptr) {
      Location l;
      l.path = path;
      l.origin = Origin::Embedded;
      l.standard = true;
      target = load(std::move(l), {});
    }
    addImport(p, target);
  }
}

// True if the file is one of the package. onlyPackage, unless empty, is the name its package clause must have.
bool Loader::Impl::readDirectoryFile(Package* p, const std::string& name, const std::string& onlyPackage) {
  std::string path = p->dir + "/" + name, text, error;
  const BuildContext& build = buildOf(*p, name);
  Choice choice = choiceFor(*p, name);
  if (choice == Choice::LeftOut || (choice == Choice::ByConstraints && !build.matchesName(name))) return false;
  if (!os::readFile(path, &text, &error)) {
    report({}, "open " + shownName(path) + ": " + error);
    p->hasErrors = true;
    return true;
  }
  bool matches = build.matchesText(text, &error) || choice == Choice::Taken;
  if (!error.empty()) {
    report({}, name + ": " + error);
    p->hasErrors = true;
    return true;
  }
  if (!matches || (!onlyPackage.empty() && packageNameOf(text) != onlyPackage)) return false;
  addFile(p, shownName(path), path, std::move(text), false);
  if (!importsC(p->files.back().file)) return true;
  p->files.pop_back();  // as with CGO_ENABLED=0
  return false;
}

// A Go tree's files for an architecture may rely on assembly, their own package's or another's. Those for an operating system as
// well tell what its calls are there, and those of internal/goarch what an architecture is.
const BuildContext& Loader::Impl::buildOf(const Package& p, const std::string& file) const {
  bool ofSystem = !p.assembly && (file.find("_linux") != file.npos || p.path == "internal/goarch");
  return p.origin == Origin::Goroot && !ofSystem ? portableBuild_ : build_;
}

bool Loader::Impl::hasAssembly(const std::string& dir, const std::vector<os::DirEntry>& entries) const {
  return std::any_of(entries.begin(), entries.end(), [&](const os::DirEntry& e) {
    std::string text, error;
    return e.kind == os::FileKind::Regular && e.name.ends_with(".s") && build_.matchesName(e.name) &&
           os::readFile(dir + "/" + e.name, &text, &error) && build_.matchesText(text, &error);
  });
}

// fileGroup, unless empty, is a file of the directory: the package is that and the others of the same name.
void Loader::Impl::loadDirectory(Package* p, const std::string& fileGroup, Pos at) {
  std::vector<os::DirEntry> entries;
  std::string error, onlyPackage;
  if (!os::listDir(p->dir, &entries, &error)) return report(at, "open " + p->dir + ": " + error);
  if (!fileGroup.empty()) {
    std::string text;
    if (os::readFile(p->dir + "/" + fileGroup, &text, &error)) onlyPackage = packageNameOf(text);
  }
  p->assembly = p->origin == Origin::Goroot && hasAssembly(p->dir, entries);
  int goFiles = 0, used = 0, tests = 0;
  for (const os::DirEntry& e : entries) {
    if (e.kind != os::FileKind::Regular || !isGoFileName(e.name)) continue;
    goFiles++;
    if (isTestFile(e.name))
      tests++;
    else
      used += readDirectoryFile(p, e.name, onlyPackage);
  }
  if (used > 0) return;
  p->hasErrors = true;
  if (goFiles > tests)
    report({}, importStack(p->path) + ": build constraints exclude all Go files in " + p->dir);
  else
    report(at, std::string(tests > 0 ? "no non-test Go files in " : "no Go files in ") + p->dir);
}

// False if there is nothing to go on with.
bool Loader::Impl::checkPackageNames(Package* p, Pos at) {
  const LoadedFile* first = nullptr;
  for (const LoadedFile& f : p->files) {
    if (f.file->packageName == nullptr) continue;
    if (first == nullptr) {
      first = &f;
      p->name = f.file->packageName->name.text();
    } else if (f.file->packageName->name.text() != p->name) {
      report(at, "found packages " + p->name + " (" + std::string(os::baseName(first->source->name())) + ") and " +
                     std::string(f.file->packageName->name.text()) + " (" +
                     std::string(os::baseName(f.source->name())) + ") in " + p->dir);
      p->hasErrors = true;
      return false;
    }
  }
  return first != nullptr;
}

// ---- Imports --------------------------------------------------------------------------------------------------

void Loader::Impl::loadImports(Package* p) {
  std::map<std::string, Pos> wanted;  // by path, as Go goes through them
  for (const LoadedFile& f : p->files) {
    for (const syntax::ImportDecl* d : f.file->imports) {
      if (d->path == nullptr || d->path->bad) continue;
      std::string path = importPathOf(d);
      std::string problem = syntax::importPathProblem(path);
      if (problem.empty()) {
        wanted.try_emplace(path, d->path->pos);
      } else {
        report(d->path->pos, "invalid import path (" + problem + ")");
        p->hasErrors = true;
      }
    }
  }
  for (auto& [path, at] : wanted) {
    if (path == "unsafe") continue;
    Package* target = import(p, path, at);
    p->importMap[path] = target;
    if (target == nullptr)
      p->hasErrors = true;
    else
      addImport(p, target);
  }
  std::sort(p->imports.begin(), p->imports.end(), [](const Package* a, const Package* b) { return a->path < b->path; });
}

void Loader::Impl::addImport(Package* p, Package* imported) {
  if (std::find(p->imports.begin(), p->imports.end(), imported) == p->imports.end()) p->imports.push_back(imported);
}

// What makes a path one that leads nowhere; empty if it may lead somewhere.
static std::string pathProblem(const std::string& path) {
  if (path == "main") return "cannot import \"main\"";
  if (path[0] == '/') return "import path cannot be absolute path";
  std::string clean = os::clean(path);
  if (clean == path || path[0] == '.') return {};
  return "non-canonical import path " + unicode::quote(path) + " (should be " + unicode::quote(clean) + ")";
}

// Null, with a report, when it cannot be imported.
Package* Loader::Impl::import(Package* importer, const std::string& path, Pos at) {
  if (path == "C") {
    report(at, "import \"C\": cgo is not supported");
    return nullptr;
  }
  if (std::string problem = pathProblem(path); !problem.empty()) {
    report(at, "could not import " + path + " (" + problem + ")");
    return nullptr;
  }
  Location l = locate(importer, path);
  if (!l.error.empty()) {
    report(at, std::move(l.error));
    return nullptr;
  }
  if (!importAllowed(*importer, l.path, l.standard, at)) return nullptr;
  Package* p = find(l.path);
  if (p != nullptr && p->loading) {
    report({}, importStack(p->path) + ": import cycle not allowed");
    return nullptr;
  }
  if (p == nullptr) p = load(std::move(l), at);
  if (p->isMain() && !p->standard) {
    report(at, "import " + unicode::quote(path) + " is a program, not an importable package");
    return nullptr;
  }
  return p->empty() ? nullptr : p;
}

// "a/internal/b" is for the tree of a; without an a, and in the library, for the library.
bool Loader::Impl::importAllowed(const Package& importer, const std::string& target, bool standard, Pos at) {
  static constexpr std::string_view kInternal = "internal";
  size_t found = std::string::npos;
  for (size_t i = 0; i <= target.size();) {
    size_t slash = std::min(target.find('/', i), target.size());
    if (std::string_view(target).substr(i, slash - i) == kInternal) found = i;
    i = slash + 1;
  }
  if (found == std::string::npos) return true;
  std::string parent = found == 0 ? "" : target.substr(0, found - 1);
  bool allowed = !standard || importer.standard;
  if (!parent.empty()) allowed = allowed && pathHasPrefix(importer.internalPath, parent);
  if (allowed) return true;
  report({}, importStack("") + "\n\t" + shownPos(at) + ": use of internal package " + target + " not allowed");
  return false;
}

// ---- go:embed -------------------------------------------------------------------------------------------------

void Loader::Impl::resolveEmbeds(Package* p) {
  struct Wanted {
    std::string pattern;
    Pos at;
    size_t variable;
  };
  std::vector<Wanted> wanted;
  for (const LoadedFile& f : p->files) {
    for (const syntax::Decl* decl : f.file->decls) {
      auto* v = syntax::as<syntax::VarDecl>(decl);
      size_t before = wanted.size();
      for (size_t i = 0; v != nullptr && i < v->directives.size(); i++) {
        const syntax::Directive& d = v->directives[i];
        std::vector<syntax::EmbedPattern> patterns;
        std::string error;
        if (d.verb() != "go:embed" || !parseEmbedPatterns(d.text.substr(d.verb().size()), &patterns, &error)) continue;
        for (syntax::EmbedPattern& e : patterns)
          wanted.push_back({std::move(e.text), Pos{d.pos.offset + uint32_t(d.verb().size()) + e.offset},
                            p->embeds.size()});
      }
      if (wanted.size() > before) p->embeds.push_back({v, {}});
    }
  }
  // Only the first error by pattern is shown, as the go command does.
  std::stable_sort(wanted.begin(), wanted.end(), [](const Wanted& a, const Wanted& b) { return a.pattern < b.pattern; });
  for (const Wanted& w : wanted) {
    std::string error;
    if (!resolveEmbedPattern(p->dir, w.pattern, &p->embeds[w.variable].files, &error)) {
      p->embedError = "pattern " + w.pattern + ": " + error;
      p->embedErrorPos = w.at;
      return;
    }
  }
  for (EmbedVariable& v : p->embeds) {
    auto byName = [](const EmbeddedData& a, const EmbeddedData& b) { return a.name < b.name; };
    auto same = [](const EmbeddedData& a, const EmbeddedData& b) { return a.name == b.name; };
    std::sort(v.files.begin(), v.files.end(), byName);
    v.files.erase(std::unique(v.files.begin(), v.files.end(), same), v.files.end());
  }
}

}  // namespace gosub::load
