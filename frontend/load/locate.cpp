// Where an import path leads. See loader_impl.h; the rules of modules are in modules.h.
#include "base/os/file.h"
#include "base/unicode.h"
#include "frontend/load/loader_impl.h"
#include "frontend/syntax/literal.h"

namespace gosub::load {

static bool hasGoSource(const std::string& dir) {
  std::vector<os::DirEntry> entries;
  std::string error;
  if (!os::listDir(dir, &entries, &error)) return false;
  for (const os::DirEntry& e : entries)
    if (e.kind == os::FileKind::Regular && isGoFileName(e.name) && !isTestFile(e.name)) return true;
  return false;
}

bool validImportPath(std::string_view path) { return syntax::importPathProblem(path).empty(); }

// The first element of a standard path has no dot.
static bool looksStandard(std::string_view path) {
  return path.substr(0, path.find('/')).find('.') == std::string_view::npos;
}

const std::string& Loader::Impl::goroot() {
  if (auto find = std::exchange(options_.findGoroot, nullptr)) options_.goroot = find();
  return options_.goroot;
}

bool Loader::Impl::locateStandard(const std::string& path, Location* found) {
  found->path = path;
  found->standard = true;
  if (embedded_ != nullptr && embedded_->has(path)) {
    found->origin = Origin::Embedded;
    return true;
  }
  if (goroot().empty()) return false;
  found->dir = goroot() + "/src/" + path;
  found->origin = Origin::Goroot;
  return hasGoSource(found->dir);
}

// "./x" of packages outside modules: the directory x, or, as in Go's own tests, the file x.go, which stands for all
// files of its package there.
Location Loader::Impl::locateRelative(const Package& importer, const std::string& path) {
  Location l;
  std::string quoted = unicode::quote(path);
  if (modules_ != nullptr) {
    l.error = importer.origin == Origin::CommandLine
                  ? quoted + " is relative, but relative import paths are not supported in module mode"
                  : "local import " + quoted + " in non-local package";
    return l;
  }
  l.dir = os::join(importer.dir, path);
  l.path = "_" + l.dir;
  if (os::fileKind(l.dir) == os::FileKind::Directory) return l;
  if (os::fileKind(l.dir + ".go") == os::FileKind::Regular) {
    l.file = std::string(os::baseName(l.dir)) + ".go";
    l.dir = os::dirName(l.dir);
    return l;
  }
  l.error = "cannot find package \".\" in:\n\t" + l.dir;
  return l;
}

// importer is null for what the user names.
Location Loader::Impl::locate(const Package* importer, const std::string& path) {
  Location l;
  if (importer != nullptr && (path == "." || path == ".." || path.starts_with("./") || path.starts_with("../")))
    return locateRelative(*importer, path);
  if (path.starts_with('/')) {
    l.error = unicode::quote(path) + " is not a package path; see 'go help packages'";
    return l;
  }
  bool standardImporter = importer != nullptr && importer->standard;
  if (looksStandard(path) && locateStandard(path, &l)) return l;
  if (standardImporter && locateStandard("vendor/" + path, &l)) return l;
  l = {};
  if (modules_ != nullptr && !standardImporter && (!looksStandard(path) || pathHasPrefix(path, modules_->path()))) {
    ModulePackage m = modules_->find(path);
    l.path = path;
    l.dir = m.dir;
    l.origin = m.origin;
    l.goMinor = m.goMinor;
    l.error = m.error;
    return l;
  }
  // Modules without a dot in their path exist, too, as replacements and in vendor folders.
  if (modules_ != nullptr && !standardImporter) {
    ModulePackage m = modules_->find(path);
    if (!m.dir.empty()) {
      l.path = path;
      l.dir = m.dir;
      l.origin = m.origin;
      l.goMinor = m.goMinor;
      return l;
    }
  }
  if (looksStandard(path) || standardImporter)
    l.error = "package " + path + " is not in std" +
              (goroot().empty() ? "" : " (" + goroot() + "/src/" + path + ")");
  else
    l.error = "no required module provides package " + path +
              ": go.mod file not found in current directory or any parent directory; see 'go help modules'";
  return l;
}

}  // namespace gosub::load
