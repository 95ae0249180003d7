// The Loader's insides, shared by loader.cpp (entry points), load_package.cpp (files and imports of one package),
// locate.cpp (where an import is) only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/os/file.h"
#include "frontend/load/build_context.h"
#include "frontend/load/loader.h"
#include "frontend/load/modules.h"

namespace gosub::load {

// Where a package is, or why it is nowhere.
struct Location {
  std::string path;  // canonical import path
  std::string dir;
  std::string file;  // Local only: the file that stands for the package ("./a" with a.go but no directory a)
  Origin origin = Origin::Local;
  bool standard = false;
  int goMinor = -1;  // of its module
  std::string error;
};

class Loader::Impl {
 public:
  Impl(const syntax::ParseContext& context, SourceMap& sources, const EmbeddedSource* embedded, LoadOptions options);

  LoadResult loadFiles(const std::vector<std::string>& files);
  LoadResult loadPackages(const std::vector<std::string>& patterns);
  LoadResult loadText(std::string name, std::string text, bool script);
  Package* find(std::string_view importPath) const;

 private:
  // ---- loader.cpp
  void begin();
  LoadResult finish(std::vector<Package*> roots);
  void orderPackages(std::vector<Package*>* order);
  Package* newPackage(std::string path, Origin origin, std::string dir);
  Package* commandLinePackage(const std::string& dir);
  bool checkFileNames(const std::vector<std::string>& files, std::string* dir);
  bool openModules(const std::string& dir);
  Package* rootPackage(const std::string& pattern);
  Package* rootDirectory(const std::string& pattern);
  void expandPattern(const std::string& dir, std::vector<std::string>* found);
  void report(Pos at, std::string message);
  // "package a\n\timports b\n\timports c": the packages being loaded, `last` behind them unless empty.
  std::string importStack(const std::string& last) const;

  // ---- load_package.cpp
  Package* load(Location location, Pos at);
  void loadEmbedded(Package* p);
  void loadSources(Package* p, const std::string& fileGroup, Pos at);
  void loadDirectory(Package* p, const std::string& fileGroup, Pos at);
  bool readDirectoryFile(Package* p, const std::string& name, const std::string& onlyPackage);
  const BuildContext& buildOf(const Package& p, const std::string& file) const;
  bool hasAssembly(const std::string& dir, const std::vector<os::DirEntry>& entries) const;
  void addFile(Package* p, std::string shown, std::string path, std::string text, bool script);
  bool checkPackageNames(Package* p, Pos at);
  void loadImports(Package* p);
  void addImport(Package* p, Package* imported);
  Package* import(Package* importer, const std::string& path, Pos at);
  bool importAllowed(const Package& importer, const std::string& target, bool standard, Pos at);
  void resolveEmbeds(Package* p);
  void setVersion(Package* p, int goMinor) const;
  std::string shownName(const std::string& path) const;
  std::string shownPos(Pos at) const;

  // ---- locate.cpp
  Location locate(const Package* importer, const std::string& path);
  Location locateRelative(const Package& importer, const std::string& path);
  const std::string& goroot();  // looked for at the first call
  bool locateStandard(const std::string& path, Location* found);

  const syntax::ParseContext context_;
  SourceMap& sources_;
  const EmbeddedSource* embedded_;
  LoadOptions options_;
  const BuildContext build_;
  const BuildContext portableBuild_;
  std::unique_ptr<Modules> modules_;
  bool modulesOpened_ = false;
  std::vector<std::unique_ptr<Package>> all_;
  std::map<std::string, Package*, std::less<>> byPath_;  // all but those of command-line files and texts
  std::vector<Package*> new_;                            // of the current call
  std::vector<Package*> stack_;                          // being loaded, outermost first
  uint32_t nextOrder_ = 1;
  size_t reportedBefore_ = 0;
};

// Adds imports of the library for the package names that a script uses and does not declare or import.
void addAutomaticImports(const syntax::ParseContext& context, syntax::File* file, const EmbeddedSource& library,
                         const LoadOptions& options);
// Is `package` the first token?
bool hasPackageClause(std::string_view text);
// May the text stand in an import declaration at all?
bool validImportPath(std::string_view path);

}  // namespace gosub::load
