// The main module and what it requires: which directory an import path names. Reads go.mod files, vendor/modules.txt
// and the module cache; selects versions as the go command does (the required ones for modules of go 1.17 and
// later, whose go.mod lists everything; the highest of the whole graph for older ones).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/load/gomod.h"
#include "frontend/load/package.h"

namespace gosub::load {

struct ModulePackage {
  std::string dir;   // empty: not found, error says why
  Origin origin = Origin::Module;
  int goMinor = -1;  // of its module; -1: not said
  std::string error;
};

class Modules {
 public:
  // The module whose go.mod is in `start` or the nearest directory above it; null if there is none. Problems with
  // go.mod itself go to *error (and the result is unusable).
  static std::unique_ptr<Modules> open(const std::string& start, const std::string& moduleCache, std::string* error);

  const std::string& root() const { return root_; }
  const std::string& path() const { return main_.module; }
  int goMinor() const { return main_.goMinor; }
  const std::vector<std::string>& debugSettings() const { return main_.godebug; }

  ModulePackage find(const std::string& importPath);
  // The import path of a directory of the main module or of a local replacement; empty if it is outside.
  std::string pathOfDir(const std::string& dir) const;

 private:
  struct Selected {
    ModuleVersion version;
    std::string dir;        // where it should be; empty if there is no module cache
    Origin origin;
    int goMinor = -1;
    std::string missing;    // why dir is no use
  };

  bool load(const std::string& root, const std::string& moduleCache, std::string* error);
  bool checkVendor(std::string* error);
  void select();
  void locate(Selected* m);
  const Replacement* replacementOf(const ModuleVersion& v) const;
  bool readRequirements(const ModuleVersion& v, GoMod* out);
  ModulePackage findVendored(const std::string& importPath);
  static bool hasPackage(const Selected& m, const std::string& importPath, std::string* dir);

  std::string root_, cache_;
  GoMod main_;
  bool vendored_ = false, selected_ = false;
  std::vector<VendoredModule> vendor_;
  std::vector<Selected> build_;  // longest path first; main module included
};

// Does path lie in module (or package tree) `prefix`?
bool pathHasPrefix(std::string_view path, std::string_view prefix);

}  // namespace gosub::load
