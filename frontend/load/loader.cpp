// Loader: entry points and the order of packages. See loader.h and loader_impl.h.
#include "frontend/load/loader.h"

#include <algorithm>
#include <queue>

#include "base/os/file.h"
#include "base/version.h"
#include "frontend/load/loader_impl.h"

namespace gosub::load {

Loader::Loader(const syntax::ParseContext& context, SourceMap& sources, const EmbeddedSource* embedded,
               LoadOptions options)
    : impl_(std::make_unique<Impl>(context, sources, embedded, std::move(options))) {}
Loader::~Loader() = default;

LoadResult Loader::loadFiles(const std::vector<std::string>& files) { return impl_->loadFiles(files); }
LoadResult Loader::loadPackages(const std::vector<std::string>& patterns) { return impl_->loadPackages(patterns); }
LoadResult Loader::loadText(std::string name, std::string text, bool script) {
  return impl_->loadText(std::move(name), std::move(text), script);
}
Package* Loader::find(std::string_view importPath) const { return impl_->find(importPath); }

Loader::Impl::Impl(const syntax::ParseContext& context, SourceMap& sources, const EmbeddedSource* embedded,
                   LoadOptions options)
    : context_(context),
      sources_(sources),
      embedded_(embedded),
      options_(std::move(options)),
      build_(options_.tags),
      portableBuild_(options_.tags, true) {}

Package* Loader::Impl::find(std::string_view importPath) const {
  auto it = byPath_.find(importPath);
  return it == byPath_.end() ? nullptr : it->second;
}

void Loader::Impl::report(Pos at, std::string message) { context_.diags.report(at, "load", std::move(message)); }

std::string Loader::Impl::importStack(const std::string& last) const {
  std::string s = "package ";
  for (size_t i = 0; i < stack_.size(); i++) s += (i > 0 ? "\n\timports " : "") + stack_[i]->path;
  if (!last.empty()) s += (stack_.empty() ? "" : "\n\timports ") + last;
  return s;
}

void Loader::Impl::begin() {
  new_.clear();
  stack_.clear();
  reportedBefore_ = context_.diags.count();
}

LoadResult Loader::Impl::finish(std::vector<Package*> roots) {
  LoadResult result;
  result.roots = std::move(roots);
  orderPackages(&result.order);
  result.ok = context_.diags.count() == reportedBefore_;
  return result;
}

// Go's order of initialisation: again and again the first package by path all of whose imports are done.
void Loader::Impl::orderPackages(std::vector<Package*>* order) {
  auto later = [](const Package* a, const Package* b) { return a->path > b->path; };
  std::priority_queue<Package*, std::vector<Package*>, decltype(later)> ready(later);
  std::unordered_map<Package*, size_t> waitsFor;
  std::unordered_map<Package*, std::vector<Package*>> importers;
  for (Package* p : new_) {
    size_t n = 0;
    for (Package* i : p->imports) {
      if (i->order != 0) continue;
      importers[i].push_back(p);
      n++;
    }
    waitsFor[p] = n;
    if (n == 0) ready.push(p);
  }
  while (!ready.empty()) {
    Package* p = ready.top();
    ready.pop();
    p->order = nextOrder_++;
    order->push_back(p);
    for (Package* i : importers[p])
      if (--waitsFor[i] == 0) ready.push(i);
  }
}

// ---- Modules --------------------------------------------------------------------------------------------------

// The module of the first thing loaded is the main module. One around the working directory serves for things
// outside any module.
bool Loader::Impl::openModules(const std::string& dir) {
  if (modulesOpened_) return true;
  modulesOpened_ = true;
  std::string error;
  modules_ = Modules::open(dir, options_.moduleCache, &error);
  if (modules_ == nullptr && error.empty() && dir != options_.cwd)
    modules_ = Modules::open(options_.cwd, options_.moduleCache, &error);
  if (error.empty() && modules_ != nullptr && modules_->goMinor() > kLangMinor)
    error = "go: go.mod requires go >= 1." + std::to_string(modules_->goMinor()) + " (running go 1." +
            std::to_string(kLangMinor) + ")";
  if (error.empty()) return true;
  modules_ = nullptr;
  modulesOpened_ = false;
  report({}, error);
  return false;
}

// ---- Files and text -------------------------------------------------------------------------------------------

Package* Loader::Impl::newPackage(std::string path, Origin origin, std::string dir) {
  all_.push_back(std::make_unique<Package>());
  Package* p = all_.back().get();
  p->path = std::move(path);
  p->origin = origin;
  p->dir = std::move(dir);
  p->internalPath = p->path;
  new_.push_back(p);
  return p;
}

Package* Loader::Impl::commandLinePackage(const std::string& dir) {
  Package* p = newPackage("command-line-arguments", Origin::CommandLine, dir);
  p->internalPath = modules_ != nullptr ? modules_->pathOfDir(dir) : "";
  bool inside = modules_ != nullptr && !p->internalPath.empty();
  setVersion(p, inside ? modules_->goMinor() : -1);
  if (inside) p->debugSettings = modules_->debugSettings();
  return p;
}

bool Loader::Impl::checkFileNames(const std::vector<std::string>& files, std::string* dir) {
  std::string firstDir;
  for (const std::string& f : files) {
    std::string path = os::absolute(options_.cwd, f), shownDir = os::dirName(os::clean(f));
    if (!f.ends_with(".go") && !options_.script) {
      report({}, "named files must be .go files: " + f);
      return false;
    }
    if (os::fileKind(path) == os::FileKind::Directory) {
      report({}, f + " is a directory, should be a Go file");
      return false;
    }
    if (os::fileKind(path) == os::FileKind::None) {
      report({}, "stat " + f + ": " + os::statError(path));
      return false;
    }
    if (dir->empty()) {
      *dir = os::dirName(path);
      firstDir = shownDir;
    } else if (*dir != os::dirName(path)) {
      report({}, "named files must all be in one directory; have " + firstDir + " and " + shownDir);
      return false;
    }
  }
  if (files.empty()) report({}, "go: no go files listed");
  return !files.empty();
}

LoadResult Loader::Impl::loadFiles(const std::vector<std::string>& files) {
  begin();
  std::string dir;
  if (!checkFileNames(files, &dir) || !openModules(dir)) return finish({});
  Package* p = commandLinePackage(dir);
  stack_.push_back(p);
  p->loading = true;
  for (const std::string& f : files) {
    std::string path = os::absolute(options_.cwd, f), text, error;
    if (!os::readFile(path, &text, &error)) {
      report({}, "open " + f + ": " + error);
      continue;
    }
    bool script = options_.script && files.size() == 1 && !hasPackageClause(text);
    addFile(p, shownName(path), path, std::move(text), script);
  }
  if (checkPackageNames(p, {})) {
    resolveEmbeds(p);
    loadImports(p);
  }
  p->loading = false;
  stack_.pop_back();
  return finish({p});
}

LoadResult Loader::Impl::loadText(std::string name, std::string text, bool script) {
  begin();
  if (!openModules(options_.cwd)) return finish({});
  Package* p = commandLinePackage(options_.cwd);
  stack_.push_back(p);
  p->loading = true;
  bool asScript = script && !hasPackageClause(text);
  addFile(p, std::move(name), "", std::move(text), asScript);
  if (checkPackageNames(p, {})) {
    resolveEmbeds(p);
    loadImports(p);
  }
  p->loading = false;
  stack_.pop_back();
  return finish({p});
}

// ---- Patterns -------------------------------------------------------------------------------------------------

static bool isPathPattern(std::string_view s) {
  return s == "." || s == ".." || s.starts_with("./") || s.starts_with("../") || s.starts_with('/');
}

LoadResult Loader::Impl::loadPackages(const std::vector<std::string>& patterns) {
  static constexpr std::string_view kAll = "/...";
  begin();
  std::vector<Package*> roots;
  auto add = [&](Package* p) {
    if (p != nullptr && std::find(roots.begin(), roots.end(), p) == roots.end()) roots.push_back(p);
  };
  for (const std::string& pattern : patterns) {
    if (!isPathPattern(pattern) || !pattern.ends_with(kAll)) {
      add(rootPackage(pattern));
      continue;
    }
    std::string base = os::absolute(options_.cwd, pattern.substr(0, pattern.size() - kAll.size()));
    std::vector<std::string> dirs;
    expandPattern(base, &dirs);
    if (dirs.empty()) context_.diags.report({}, "load", "go: warning: \"" + pattern + "\" matched no packages", true);
    for (const std::string& dir : dirs) add(rootPackage(dir));
  }
  return finish(std::move(roots));
}

// The directories below that hold a package of this build.
void Loader::Impl::expandPattern(const std::string& dir, std::vector<std::string>* found) {
  std::vector<os::DirEntry> entries;
  std::string error;
  if (!os::listDir(dir, &entries, &error)) return;
  bool package = false;
  for (const os::DirEntry& e : entries) {
    if (e.kind != os::FileKind::Regular || package || !isGoFileName(e.name) || isTestFile(e.name)) continue;
    std::string text;
    package = build_.matchesName(e.name) && os::readFile(dir + "/" + e.name, &text, &error) &&
              build_.matchesText(text, &error);
  }
  if (package) found->push_back(dir);
  for (const os::DirEntry& e : entries) {
    if (e.kind != os::FileKind::Directory || e.name[0] == '.' || e.name[0] == '_' || e.name == "testdata") continue;
    std::string child = dir + "/" + e.name;
    if (e.name == "vendor" || os::fileKind(child + "/go.mod") == os::FileKind::Regular) continue;
    expandPattern(child, found);
  }
}

Package* Loader::Impl::rootDirectory(const std::string& pattern) {
  std::string dir = os::absolute(options_.cwd, pattern);
  if (os::fileKind(dir) != os::FileKind::Directory) {
    report({}, "stat " + dir + ": directory not found");
    return nullptr;
  }
  if (!openModules(dir)) return nullptr;
  Location l;
  l.dir = dir;
  l.path = modules_ != nullptr ? modules_->pathOfDir(dir) : "";
  if (!l.path.empty()) {
    l.origin = Origin::Module;
    l.goMinor = modules_->goMinor();
  } else {
    if (modules_ != nullptr) {
      report({}, "directory " + pattern + " outside main module or its selected dependencies");
      return nullptr;
    }
    l.path = "_" + dir;
  }
  if (Package* known = find(l.path)) return known;
  return load(std::move(l), {});
}

Package* Loader::Impl::rootPackage(const std::string& pattern) {
  if (isPathPattern(pattern)) return rootDirectory(pattern);
  if (!openModules(options_.cwd)) return nullptr;
  if (!validImportPath(pattern)) {
    report({}, "malformed import path \"" + pattern + "\"");
    return nullptr;
  }
  Location l = locate(nullptr, pattern);
  if (!l.error.empty()) {
    report({}, l.error);
    return nullptr;
  }
  if (Package* known = find(l.path)) return known;
  return load(std::move(l), {});
}

}  // namespace gosub::load
