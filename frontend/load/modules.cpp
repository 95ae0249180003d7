// Module look-up. See modules.h.
#include "frontend/load/modules.h"

#include <algorithm>
#include <deque>

#include "base/os/file.h"

namespace gosub::load {

namespace {

constexpr int kDefaultGoMinor = 16;    // of a go.mod without a go line
constexpr int kVendorGoMinor = 14;     // from here on a vendor folder is used by itself
constexpr int kCompleteGoMinor = 17;   // from here on go.mod lists indirect requirements, too

// Upper-case letters are written "!x" in the cache.
std::string escapePath(std::string_view s) {
  std::string out;
  for (char c : s) {
    if (c >= 'A' && c <= 'Z') {
      out += '!';
      out += char(c - 'A' + 'a');
    } else {
      out += c;
    }
  }
  return out;
}

bool hasGoFiles(const std::string& dir) {
  std::vector<os::DirEntry> entries;
  std::string error;
  if (!os::listDir(dir, &entries, &error)) return false;
  return std::any_of(entries.begin(), entries.end(), [](const os::DirEntry& e) {
    return e.name.ends_with(".go") && e.kind == os::FileKind::Regular;
  });
}

// Is there a go.mod between root (excluded) and dir (included)? Then dir belongs to another module.
bool inNestedModule(std::string dir, const std::string& root) {
  while (dir.size() > root.size()) {
    if (os::fileKind(dir + "/go.mod") == os::FileKind::Regular) return true;
    dir = os::dirName(dir);
  }
  return false;
}

}  // namespace

bool pathHasPrefix(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

std::unique_ptr<Modules> Modules::open(const std::string& start, const std::string& moduleCache,
                                       std::string* error) {
  for (std::string dir = start;; dir = os::dirName(dir)) {
    if (os::fileKind(dir == "/" ? "/go.mod" : dir + "/go.mod") == os::FileKind::Regular) {
      auto m = std::make_unique<Modules>();
      m->load(dir, moduleCache, error);
      return m;
    }
    if (dir == "/" || dir == ".") return nullptr;
  }
}

bool Modules::load(const std::string& root, const std::string& moduleCache, std::string* error) {
  root_ = root;
  cache_ = moduleCache;
  std::string name = os::join(root, "go.mod"), text, why;
  if (!os::readFile(name, &text, &why)) {
    *error = "go: open " + name + ": " + why;
    return false;
  }
  if (!parseGoMod(text, name, &main_, &why)) {
    *error = "go: errors parsing go.mod:\n" + why;
    return false;
  }
  if (main_.module.empty()) {
    *error = "go: error reading go.mod: missing module declaration. To specify the module path:\n\tgo mod edit "
             "-module=example.com/mod";
    return false;
  }
  if (main_.goMinor < 0) main_.goMinor = kDefaultGoMinor;
  vendored_ = main_.goMinor >= kVendorGoMinor && os::fileKind(root + "/vendor") == os::FileKind::Directory;
  return !vendored_ || checkVendor(error);
}

// Everything that go.mod requires must be in modules.txt with the same version, marked as explicit.
bool Modules::checkVendor(std::string* error) {
  std::string text, why;
  os::readFile(root_ + "/vendor/modules.txt", &text, &why);
  vendor_ = parseVendorList(text);
  std::string problems;
  for (const ModuleVersion& r : main_.require) {
    auto it = std::find_if(vendor_.begin(), vendor_.end(), [&](const VendoredModule& v) { return v.module == r; });
    if (it == vendor_.end() || !it->isExplicit)
      problems += "\n\t" + r.path + "@" + r.version +
                  ": is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt";
  }
  for (const VendoredModule& v : vendor_) {
    bool required = std::find(main_.require.begin(), main_.require.end(), v.module) != main_.require.end();
    if (v.isExplicit && !required && !v.module.version.empty())
      problems += "\n\t" + v.module.path + "@" + v.module.version +
                  ": is marked as explicit in vendor/modules.txt, but not explicitly required in go.mod";
  }
  if (problems.empty()) return true;
  *error = "go: inconsistent vendoring in " + root_ + ":" + problems +
           "\n\n\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.\n\tTo sync the vendor directory, "
           "run:\n\t\tgo mod vendor";
  return false;
}

// ---- Version selection ----------------------------------------------------------------------------------------

const Replacement* Modules::replacementOf(const ModuleVersion& v) const {
  const Replacement* found = nullptr;
  for (const Replacement& r : main_.replace) {
    if (r.from.path != v.path) continue;
    if (r.from.version == v.version) return &r;
    if (r.from.version.empty()) found = &r;
  }
  return found;
}

// The go.mod of a module: in its directory, or beside its archive in the cache.
bool Modules::readRequirements(const ModuleVersion& v, GoMod* out) {
  const Replacement* r = replacementOf(v);
  std::string text, error;
  if (r != nullptr && r->to.version.empty())
    return os::readFile(os::absolute(root_, r->to.path) + "/go.mod", &text, &error) &&
           parseGoMod(text, "go.mod", out, &error);
  if (cache_.empty()) return false;
  const ModuleVersion& real = r != nullptr ? r->to : v;
  std::string version = escapePath(real.version), path = escapePath(real.path);
  if (!os::readFile(cache_ + "/" + path + "@" + version + "/go.mod", &text, &error) &&
      !os::readFile(cache_ + "/cache/download/" + path + "/@v/" + version + ".mod", &text, &error))
    return false;
  return parseGoMod(text, "go.mod", out, &error);
}

void Modules::select() {
  selected_ = true;
  std::map<std::string, std::string> highest;  // path -> version
  std::deque<ModuleVersion> queue(main_.require.begin(), main_.require.end());
  bool wholeGraph = main_.goMinor < kCompleteGoMinor;
  while (!queue.empty()) {
    ModuleVersion v = queue.front();
    queue.pop_front();
    auto [it, added] = highest.try_emplace(v.path, v.version);
    if (!added && compareVersions(v.version, it->second) <= 0) continue;
    it->second = v.version;
    GoMod mod;
    if (wholeGraph && readRequirements(v, &mod)) queue.insert(queue.end(), mod.require.begin(), mod.require.end());
  }
  build_.push_back({{main_.module, ""}, root_, Origin::Module, main_.goMinor, ""});
  for (auto& [path, version] : highest) {
    Selected m{{path, version}, "", Origin::Cache, -1, ""};
    locate(&m);
    build_.push_back(std::move(m));
  }
  std::stable_sort(build_.begin(), build_.end(), [](const Selected& a, const Selected& b) {
    return a.version.path.size() > b.version.path.size();
  });
}

void Modules::locate(Selected* m) {
  const Replacement* r = replacementOf(m->version);
  std::string shown = m->version.path + "@" + m->version.version;
  GoMod mod;
  if (readRequirements(m->version, &mod)) m->goMinor = mod.goMinor >= 0 ? mod.goMinor : kDefaultGoMinor;
  if (r != nullptr && r->to.version.empty()) {
    m->dir = os::absolute(root_, r->to.path);
    m->origin = Origin::Module;
    std::string file = m->dir + "/go.mod";
    if (os::fileKind(m->dir) != os::FileKind::Directory)
      m->missing = shown + ": replacement directory " + r->to.path + " does not exist";
    else if (os::fileKind(file) != os::FileKind::Regular)
      m->missing = shown + " (replaced by " + r->to.path + "): reading " + os::relative(root_, file) + ": open " +
                   file + ": " + os::statError(file);
    return;
  }
  const ModuleVersion& real = r != nullptr ? r->to : m->version;
  if (!cache_.empty()) m->dir = cache_ + "/" + escapePath(real.path) + "@" + escapePath(real.version);
  if (m->dir.empty() || os::fileKind(m->dir) != os::FileKind::Directory)
    m->missing = shown + ": module lookup disabled by GOPROXY=off";
}

// ---- Packages -------------------------------------------------------------------------------------------------

bool Modules::hasPackage(const Selected& m, const std::string& importPath, std::string* dir) {
  *dir = os::join(m.dir, std::string_view(importPath).substr(m.version.path.size()));
  if (!hasGoFiles(*dir)) return false;
  return m.origin == Origin::Cache || !inNestedModule(*dir, m.dir);
}

ModulePackage Modules::findVendored(const std::string& importPath) {
  ModulePackage p;
  Selected main{{main_.module, ""}, root_, Origin::Module, main_.goMinor, ""};
  std::string dir;
  if (pathHasPrefix(importPath, main_.module) && hasPackage(main, importPath, &dir)) {
    p.dir = dir;
    p.goMinor = main_.goMinor;
    return p;
  }
  p.dir = root_ + "/vendor/" + importPath;
  p.origin = Origin::Vendor;
  if (!hasGoFiles(p.dir)) {
    p.error = "cannot find package \".\" in:\n\t" + p.dir;
    p.dir.clear();
    return p;
  }
  for (const VendoredModule& v : vendor_) {
    if (std::find(v.packages.begin(), v.packages.end(), importPath) == v.packages.end()) continue;
    p.goMinor = v.goMinor >= 0 ? v.goMinor : kDefaultGoMinor;
  }
  return p;
}

ModulePackage Modules::find(const std::string& importPath) {
  if (vendored_) return findVendored(importPath);
  if (!selected_) select();
  ModulePackage p;
  std::vector<const Selected*> found;
  std::vector<std::string> dirs;
  for (const Selected& m : build_) {
    if (!pathHasPrefix(importPath, m.version.path)) continue;
    std::string dir;
    if (!m.missing.empty()) {
      if (p.error.empty()) p.error = m.missing;
    } else if (hasPackage(m, importPath, &dir)) {
      found.push_back(&m);
      dirs.push_back(dir);
    }
  }
  if (found.empty()) {
    if (p.error.empty())
      p.error = "no required module provides package " + importPath + "; to add it:\n\tgo get " + importPath;
    return p;
  }
  p.error.clear();
  if (found.size() > 1) {
    p.error = "ambiguous import: found package " + importPath + " in multiple modules:";
    for (size_t i = 0; i < found.size(); i++) {
      const ModuleVersion& v = found[i]->version;
      p.error += "\n\t" + v.path + (v.version.empty() ? "" : " " + v.version) + " (" + dirs[i] + ")";
    }
    return p;
  }
  p.dir = dirs[0];
  p.origin = found[0]->origin;
  p.goMinor = found[0]->goMinor >= 0 ? found[0]->goMinor : kDefaultGoMinor;
  return p;
}

std::string Modules::pathOfDir(const std::string& dir) const {
  auto inside = [&](const std::string& root, const std::string& path) -> std::string {
    if (!pathHasPrefix(dir, root) || inNestedModule(dir, root)) return "";
    return dir == root ? path : path + dir.substr(root.size());
  };
  std::string found = inside(root_, main_.module);
  for (const Replacement& r : main_.replace) {
    if (found.empty() && r.to.version.empty()) found = inside(os::absolute(root_, r.to.path), r.from.path);
  }
  return found;
}

}  // namespace gosub::load
