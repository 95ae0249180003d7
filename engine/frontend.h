// Frontend: from files, directories, packages or text to checked packages. Owns everything that the source stages share.
// Used alone by `gosub check`; an Instance has one.
//
// Thread rule: one thread at a time (the frontend lock of the instance). All work runs on a deep stack.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/os/deep_stack.h"
#include "base/source.h"
#include "frontend/load/loader.h"
#include "frontend/types/checker.h"

namespace gosub::engine {

struct FrontendOptions {
  std::string cwd;                // absolute
  std::string goroot;             // empty: none
  std::function<std::string()> findGoroot;  // instead: called when the tree is first needed
  std::string moduleCache;        // empty: none
  int langMinor = 0;              // -lang; 0: go.mod and the default decide
  std::vector<std::string> tags;
  bool script = false;            // a file without a package clause is a script
  bool requireMain = false;       // roots are programs: package main with func main
  bool allowBodyless = false;     // functions without a body in user packages
};

// goroot, moduleCache and cwd as the environment has them: GOROOT or the installed go command, GOMODCACHE or GOPATH/pkg/mod.
void fillFromEnvironment(FrontendOptions* options);

// A checked package and where it came from.
struct Unit {
  load::Package* loaded;
  types::Package* package;
  bool ok;    // it and all it imports are free of errors
  bool root;  // asked for, not only imported
};

class Frontend {
 public:
  explicit Frontend(FrontendOptions options);
  ~Frontend();
  Frontend(const Frontend&) = delete;

  // Each loads and checks; false when anything was reported. units() is then what is new, each after its imports.
  bool addFiles(const std::vector<std::string>& files);
  bool addPackages(const std::vector<std::string>& patterns);
  bool addText(std::string name, std::string text, bool script);

  // Adds the declarations of a text, of which the package clause is optional, to the one package main that such texts share.
  bool addDeclarations(std::string name, std::string text);

  const std::vector<Unit>& units() const { return units_; }
  const std::vector<load::Package*>& roots() const { return roots_; }
  types::Package* packageOf(load::Package* p) const;
  // GODEBUG text that the newest package main brings along (godebug.h).
  const std::string& debugSettings() const { return debugSettings_; }
  types::Package* shared() const { return shared_; }  // null before the first addDeclarations
  // Everything reported so far, sorted, as "file:line:col: message" lines.
  std::vector<std::string> errorLines() const;

  types::World& world() { return *world_; }
  SourceMap& sources() { return sources_; }
  const SourceMap& sources() const { return sources_; }
  Interner& names() { return names_; }
  DiagnosticSink& diags() { return diags_; }
  const DiagnosticSink& diags() const { return diags_; }
  os::DeepStack& stack() { return stack_; }
  const FrontendOptions& options() const { return options_; }
  // The embedded or already loaded package of that path, or null; loads an embedded one.
  types::Package* library(std::string_view path);
  // The same, but of packages that are not embedded only those that something has imported.
  types::Package* linkable(std::string_view path);

 private:
  class Library;
  bool finish(load::LoadResult result);
  void check(load::Package* p);
  types::Package* newPackage(load::Package* p);
  void checkSizes(types::Package* pkg);
  bool checkFiles(types::Package* pkg, load::Package* p, bool root);
  types::Package* imported(const types::Package* from, std::string_view path, Pos at);

  FrontendOptions options_;
  os::DeepStack stack_;
  SourceMap sources_;
  Interner names_;
  DiagnosticSink diags_;
  Arena arena_{64 * 1024};
  std::unique_ptr<types::World> world_;
  std::unique_ptr<Library> library_;
  std::unique_ptr<load::Loader> loader_;
  std::vector<std::unique_ptr<types::Checker>> checkers_;
  std::unordered_map<const load::Package*, types::Package*> packages_;
  std::unordered_map<const types::Package*, load::Package*> loaded_;
  std::unordered_map<const load::Package*, bool> ok_;
  std::vector<Unit> units_;
  std::vector<load::Package*> roots_;
  std::string debugSettings_;
  types::Package* shared_ = nullptr;  // of addDeclarations
  bool sharing_ = false;
};

}  // namespace gosub::engine
