// What loading yields: packages with their parsed files and resolved imports. Types are none of its business
// (frontend/types). Packages belong to the Loader that made them, syntax trees to its arena.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/decl_index.h"
#include "frontend/syntax/ast.h"

namespace gosub::load {

enum class Origin : uint8_t {
  CommandLine,  // files or text named by the user
  Local,        // a directory outside any module
  Module,       // the main module, or one replaced by a local directory
  Vendor,       // the main module's vendor folder
  Cache,        // the module cache
  Goroot,       // sources of an installed Go tree
  Embedded,     // gosub's own library
};

struct LoadedFile {
  syntax::File* file;
  SourceFile* source;  // its name is what diagnostics show: relative to the working directory if that is shorter
  std::string path;    // absolute; empty for text that is in no file
};

// What a "//go:embed" above a variable stands for, in the order of names.
struct EmbeddedData {
  std::string name;  // as embed.FS knows it: slash-separated, relative to the package's directory
  std::string path;  // absolute
};
struct EmbedVariable {
  const syntax::VarDecl* decl;
  std::vector<EmbeddedData> files;
};

struct Package {
  std::string path;  // import path; "command-line-arguments" for files and text
  std::string name;  // of the package clauses
  std::string dir;   // absolute; empty for embedded packages and text
  Origin origin = Origin::Local;
  bool standard = false;   // of the standard library
  bool syntaxErrors = false;  // the parser reported "syntax error"s: not fit for type checking
  bool hasErrors = false;  // its own loading or parsing reported any; imports may have errors of their own
  int langMinor = 0;       // N of the language version go1.N
  bool langChosen = false; // a flag or a go.mod says so
  std::vector<std::string> debugSettings;  // "name=value" of the main module's "godebug" lines, for its programs
  std::vector<LoadedFile> files;       // by name, or as given on the command line; Embedded: none
  DeclIndex index;                     // Embedded: of the files, which are parsed by the declaration when it is named
  std::vector<Package*> imports;       // distinct, by path; without "unsafe" and without what was not found
  // By the path as written in an import declaration. "unsafe" is not in it; what was not found maps to null. Embedded: empty,
  // such packages name others by their canonical paths.
  std::unordered_map<std::string, Package*> importMap;
  std::vector<EmbedVariable> embeds;
  // Why a go:embed pattern stands for nothing; to be reported when the package has no other errors. Empty: all is well.
  std::string embedError;
  Pos embedErrorPos;

  bool empty() const { return files.empty() && index.files.empty(); }
  bool isMain() const { return name == "main"; }
  // The path that types, reflection and tracebacks show.
  std::string_view typesPath() const { return isMain() && !standard ? std::string_view("main") : path; }

  // Loader's business.
  bool loading = false;
  bool assembly = false;     // of a Go tree: some of it is written in assembly
  std::string internalPath;  // the import path that "internal" rules see; that of the directory for CommandLine
  uint32_t order = 0;        // position in the initialisation order, from 1; 0: not ordered yet
};

}  // namespace gosub::load
