// Loader: from files, directories and import paths to parsed packages in dependency order.
//
// Where an import is looked for, in this order: gosub's embedded library, the Go tree's sources (goroot), then by
// the rules of the main module (the go.mod in or above the directory of what is loaded): the module itself, vendor,
// replacements, the module cache. Outside a module, directories can still be loaded, and "./x" imports work.
// Nothing is downloaded.
//
// Errors go to the DiagnosticSink with code "load", in the go command's words; those that it prints without a
// position have none. Syntax errors come from the parser. A package with errors is in the result all the same.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "frontend/load/package.h"
#include "frontend/syntax/parser.h"

namespace gosub::load {

// The embedded library; implemented by the engine over stdlib/.
class EmbeddedSource {
 public:
  virtual ~EmbeddedSource() = default;
  // The index of a package, whose tables and texts outlive the Loader; false if it is not embedded.
  virtual bool find(std::string_view importPath, DeclIndex* index) const = 0;
  virtual bool has(std::string_view importPath) const = 0;
  // The import path that script mode means by a package name ("rand" -> "math/rand"); empty if none.
  virtual std::string_view pathOfName(std::string_view packageName) const = 0;
};

struct LoadOptions {
  std::string cwd;              // absolute; what relative paths are relative to
  std::string goroot;           // root of an installed Go tree (has src/); empty: none
  std::function<std::string()> findGoroot;  // finds it when it is first needed; null: it is known
  std::string moduleCache;      // GOMODCACHE; empty: none
  int langMinor = 0;            // -lang=go1.N; 0: go.mod and the default decide
  std::vector<std::string> tags;  // -tags
  bool script = false;          // a single file without a package clause is a script
  // Script mode: is the name declared by an earlier entry of the prompt? Then it means no package.
  std::function<bool(std::string_view)> isDeclared;
};

struct LoadResult {
  std::vector<Package*> roots;
  // The packages that this call loaded, roots included, each after what it imports; Go's initialisation order
  // (by path among those that are ready). Packages of earlier calls are not repeated.
  std::vector<Package*> order;
  bool ok = false;  // nothing was reported
};

class Loader {
 public:
  // embedded may be null. All arguments outlive the Loader.
  Loader(const syntax::ParseContext& context, SourceMap& sources, const EmbeddedSource* embedded,
         LoadOptions options);
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  // The files of one package, as "go run a.go b.go" takes them.
  LoadResult loadFiles(const std::vector<std::string>& files);
  // Directories (".", "./x", "/x"), import paths, and patterns ending in "/...".
  LoadResult loadPackages(const std::vector<std::string>& patterns);
  // Program text that is in no file (standard input, -e, an entry of the prompt). Each call makes a package.
  LoadResult loadText(std::string name, std::string text, bool script);

  // A loaded package, or null.
  Package* find(std::string_view importPath) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gosub::load
