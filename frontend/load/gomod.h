// go.mod files and vendor/modules.txt: parsing only. What they mean for imports is in modules.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gosub::load {

struct ModuleVersion {
  std::string path;
  std::string version;  // "v1.2.3"; empty: any, or a directory
  bool operator==(const ModuleVersion&) const = default;
};

struct Replacement {
  ModuleVersion from;  // an empty version replaces all
  ModuleVersion to;    // an empty version: to.path is a directory
};

struct GoMod {
  std::string module;
  int goMinor = -1;  // N of "go 1.N"; -1 if there is no such line
  std::string goVersion;  // as written
  std::vector<ModuleVersion> require;
  std::vector<ModuleVersion> exclude;
  std::vector<Replacement> replace;
  std::vector<std::string> godebug;  // "name=value"
};

// `name` is for messages. False with "name:line: message" lines in *error.
bool parseGoMod(std::string_view text, const std::string& name, GoMod* out, std::string* error);

// vendor/modules.txt
struct VendoredModule {
  ModuleVersion module;
  bool isExplicit = false;
  int goMinor = -1;
  std::vector<std::string> packages;
};
std::vector<VendoredModule> parseVendorList(std::string_view text);

// -1, 0, 1 as semantic versions compare; both start with 'v'.
int compareVersions(std::string_view a, std::string_view b);

}  // namespace gosub::load
