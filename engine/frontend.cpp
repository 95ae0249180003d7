// Loading and checking. See frontend.h.
#include "engine/frontend.h"

#include <algorithm>
#include <cstdlib>

#include "base/os/file.h"
#include "base/version.h"
#include "engine/godebug.h"
#include "frontend/syntax/parser.h"
#include "frontend/types/scope.h"
#include "frontend/types/sizes.h"
#include "frontend/types/typestring.h"
#include "stdlib/embedded.h"

namespace gosub::engine {

// The embedded library as the loader wants to see it.
class Frontend::Library final : public load::EmbeddedSource {
 public:
  bool find(std::string_view path, DeclIndex* index) const override {
    stdlib::EmbeddedPackage p{0};
    if (!stdlib::findPackage(path, &p)) return false;
    *index = p.index();
    return true;
  }

  bool has(std::string_view path) const override {
    stdlib::EmbeddedPackage p{0};
    return stdlib::findPackage(path, &p);
  }

  // The shortest path that ends in the name: "rand" is math/rand, not crypto/rand; internal packages don't count.
  std::string_view pathOfName(std::string_view name) const override {
    std::string_view best;
    for (uint32_t i = 0; i < stdlib::packageCount(); i++) {
      std::string_view path = stdlib::EmbeddedPackage(i).path();
      if (os::baseName(path) != name || path.starts_with("internal/") || path.find("/internal/") != path.npos) continue;
      if (best.empty() || path.size() < best.size()) best = path;
    }
    return name == "rand" && has("math/rand") ? "math/rand" : best;
  }
};

namespace {

const char* env(const char* name) {
  const char* v = std::getenv(name);
  return v != nullptr && *v != 0 ? v : nullptr;
}

bool isGoTree(const std::string& root) { return os::fileKind(root + "/src/fmt") == os::FileKind::Directory; }

// The root of the Go tree that an installed go command belongs to.
std::string rootOfGoCommand() {
  std::string_view path = env("PATH") != nullptr ? env("PATH") : "";
  while (!path.empty()) {
    size_t colon = path.find(':');
    std::string go = std::string(path.substr(0, colon)) + "/go";
    if (char* real = os::fileKind(go) == os::FileKind::Regular ? realpath(go.c_str(), nullptr) : nullptr) {
      std::string root = os::dirName(os::dirName(real));
      std::free(real);
      if (isGoTree(root)) return root;
    }
    path = colon == path.npos ? std::string_view{} : path.substr(colon + 1);
  }
  return {};
}

// Where Go installs itself, or the system's packages put it; of those, the newest.
std::string usualGoTree() {
  static constexpr std::string_view kParent = "/usr/lib/", kPrefix = "go-1.";
  for (const char* root : {"/usr/local/go", "/usr/lib/go"})
    if (isGoTree(root)) return root;
  std::vector<os::DirEntry> entries;
  std::string error, best;
  int newest = -1;
  os::listDir(std::string(kParent), &entries, &error);
  for (const os::DirEntry& e : entries) {
    int minor = e.name.starts_with(kPrefix) ? std::atoi(e.name.c_str() + kPrefix.size()) : -1;
    std::string root = std::string(kParent) + e.name;
    if (minor <= newest || !isGoTree(root)) continue;
    newest = minor;
    best = root;
  }
  return best;
}

std::string findGoTree() {
  if (const char* root = env("GOROOT")) return root;
  std::string root = rootOfGoCommand();
  return !root.empty() ? root : usualGoTree();
}

std::string moduleCacheDir() {
  if (const char* cache = env("GOMODCACHE")) return cache;
  if (const char* gopath = env("GOPATH")) {
    std::string_view list = gopath;
    return std::string(list.substr(0, list.find(':'))) + "/pkg/mod";
  }
  if (const char* home = env("HOME")) return std::string(home) + "/go/pkg/mod";
  return {};
}

}  // namespace

void fillFromEnvironment(FrontendOptions* o) {
  if (char* cwd = realpath(".", nullptr)) {
    o->cwd = cwd;
    std::free(cwd);
  }
  o->findGoroot = findGoTree;
  o->moduleCache = moduleCacheDir();
}

Frontend::Frontend(FrontendOptions options)
    : options_(std::move(options)),
      world_(std::make_unique<types::World>(sources_, names_, diags_)),
      library_(std::make_unique<Library>()) {
  load::LoadOptions o;
  o.cwd = options_.cwd;
  o.goroot = options_.goroot;
  o.findGoroot = options_.findGoroot;
  o.moduleCache = options_.moduleCache;
  o.langMinor = options_.langMinor;
  o.tags = options_.tags;
  o.script = options_.script;
  loader_ = std::make_unique<load::Loader>(syntax::ParseContext{arena_, names_, diags_}, sources_, library_.get(), std::move(o));
}

Frontend::~Frontend() = default;

bool Frontend::addFiles(const std::vector<std::string>& files) {
  bool ok = false;
  stack_.run([&] { ok = finish(loader_->loadFiles(files)); });
  return ok;
}

bool Frontend::addPackages(const std::vector<std::string>& patterns) {
  bool ok = false;
  stack_.run([&] { ok = finish(loader_->loadPackages(patterns)); });
  return ok;
}

bool Frontend::addText(std::string name, std::string text, bool script) {
  bool ok = false;
  stack_.run([&] { ok = finish(loader_->loadText(std::move(name), std::move(text), script)); });
  return ok;
}

bool Frontend::addDeclarations(std::string name, std::string text) {
  sharing_ = true;
  bool ok = addText(std::move(name), std::move(text), true);
  sharing_ = false;
  return ok;
}

types::Package* Frontend::library(std::string_view path) {
  load::Package* p = loader_->find(path);
  if (p == nullptr) {
    std::vector<load::Package*> roots = roots_;
    std::vector<Unit> units = units_;
    addPackages({std::string(path)});
    roots_ = std::move(roots);
    units.insert(units.end(), units_.begin(), units_.end());
    units_ = std::move(units);
    p = loader_->find(path);
  }
  return p != nullptr ? packageOf(p) : nullptr;
}

types::Package* Frontend::linkable(std::string_view path) {
  return library_->has(path) || loader_->find(path) != nullptr ? library(path) : nullptr;
}

types::Package* Frontend::packageOf(load::Package* p) const {
  auto it = packages_.find(p);
  return it != packages_.end() ? it->second : nullptr;
}

bool Frontend::finish(load::LoadResult result) {
  size_t before = diags_.count();
  units_.clear();
  roots_ = result.roots;
  for (load::Package* p : result.order) check(p);
  return result.ok && diags_.count() == before;
}

types::Package* Frontend::newPackage(load::Package* p) {
  auto* pkg = arena_.make<types::Package>();
  pkg->path = p->typesPath();
  pkg->name = p->name;
  pkg->lazy = p->origin == load::Origin::Embedded;
  pkg->langMinor = p->langMinor;
  if (pkg->lazy) pkg->index = &p->index;
  return pkg;
}

namespace {

// A string or a slice of bytes has room for one file. What else the variables may be, the checker has seen.
bool checkEmbeds(const load::Package& p, const types::Package* pkg, DiagnosticSink& diags) {
  bool ok = true;
  for (const load::EmbedVariable& e : p.embeds) {
    types::Object* v = e.decl->names[0]->object;
    bool one = types::under(v->type)->kind != types::TypeKind::Struct;
    if (!one || e.files.size() <= 1) continue;
    diags.report(v->pos, "InvalidDirective",
                 "invalid go:embed: multiple files for type " + types::typeString(v->type, types::Qualifier(pkg)));
    ok = false;
  }
  return ok;
}

}  // namespace

// What has syntax errors, or imports something wrong, is not checked: its errors would be those of its imports again.
void Frontend::check(load::Package* p) {
  bool ok = !p->syntaxErrors && !p->empty();
  for (load::Package* i : p->imports) ok &= ok_[i];
  bool root = std::find(roots_.begin(), roots_.end(), p) != roots_.end();
  types::Package* pkg = sharing_ && root ? shared_ : nullptr;
  if (pkg == nullptr) pkg = newPackage(p);
  if (sharing_ && root) shared_ = pkg;
  packages_[p] = pkg;
  loaded_[pkg] = p;
  if (ok) ok = checkFiles(pkg, p, root);
  if (ok && root && options_.requireMain && !p->isMain()) {
    diags_.report({}, "load", "package " + p->path + " is not a main package");
    ok = false;
  }
  if (ok && root && p->isMain() && !p->standard) {
    size_t before = diags_.count();
    debugSettings_ = programSettings(*p, sources_, diags_);
    ok = diags_.count() == before;
  }
  if (ok && !p->hasErrors && !p->embedError.empty()) {
    diags_.report(p->embedErrorPos, "load", p->embedError);
    ok = false;
  }
  if (ok && !p->hasErrors) ok = checkEmbeds(*p, pkg, diags_);
  ok_[p] = ok && !p->hasErrors;
  units_.push_back({p, pkg, ok_[p], root});
}

// What gc's linker refuses.
void Frontend::checkSizes(types::Package* pkg) {
  constexpr int64_t kLimit = 2'000'000'000;
  types::forEachObject(pkg->scope, [&](types::Object* o) {
    auto* v = types::as<types::Var>(o);
    int64_t size = v != nullptr && v->type != nullptr ? types::sizeOf(v->type) : 0;
    if (size <= kLimit) return;
    diags_.report(v->pos, "SymbolTooLarge", std::string(pkg->path) + "." + std::string(v->name.text()) + ": symbol too large (" +
                                                std::to_string(size) + " bytes > " + std::to_string(kLimit) + " bytes)");
  });
}

// False when it reported anything.
bool Frontend::checkFiles(types::Package* pkg, load::Package* p, bool root) {
  std::vector<syntax::File*> files;
  for (const load::LoadedFile& f : p->files) {
    if (f.file->bad) return false;
    files.push_back(f.file);
  }
  pkg->files = arena_.copy(files);
  if (pkg->checker == nullptr) {
    types::CheckConfig config;
    config.langMinor = p->langMinor;
    config.scriptMode = std::any_of(files.begin(), files.end(), [](syntax::File* f) { return f->script; });
    config.allowBodylessFuncs = options_.allowBodyless || p->standard;
    config.requireMain = options_.requireMain && root && p->isMain() && !config.scriptMode;
    config.importPackage = [this](types::Package* from, std::string_view path, Pos at) { return imported(from, path, at); };
    checkers_.push_back(std::make_unique<types::Checker>(*world_, pkg, std::move(config)));
    pkg->checker = checkers_.back().get();
  }
  size_t before = diags_.count();
  pkg->checker->collect(pkg->files);
  if (!pkg->lazy) pkg->checker->checkAll();
  if (!pkg->lazy && diags_.count() == before) checkSizes(pkg);
  return diags_.count() == before;
}

types::Package* Frontend::imported(const types::Package* from, std::string_view path, Pos) {
  if (path == "unsafe") return world_->unsafePackage;
  load::Package* importer = loaded_.at(from);
  if (importer->origin == load::Origin::Embedded) return packageOf(loader_->find(path));
  auto it = importer->importMap.find(std::string(path));
  return it != importer->importMap.end() && it->second != nullptr ? packageOf(it->second) : nullptr;
}

std::vector<std::string> Frontend::errorLines() const {
  std::vector<std::string> lines;
  for (const Diagnostic& d : diags_.sorted(sources_))
    lines.push_back(d.pos.valid() ? sources_.toString(d.pos) + ": " + d.message : d.message);
  return lines;
}

}  // namespace gosub::engine
