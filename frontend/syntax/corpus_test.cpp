// Files of testdata/syntax: "// ERROR "text"" (or ERROR+n for n lines below) must be matched exactly by the parser's
// diagnostics, line by line, each text being the beginning of a message; a .go file with an .ast file beside it must
// have that tree. GOSUB_TESTDATA names the directory; with GOSUB_UPDATE set, .ast files are rewritten.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "frontend/syntax/dump.h"
#include "frontend/syntax/parser.h"

namespace gosub::syntax {

namespace {

std::string readAll(const std::filesystem::path& p) {
  std::ifstream f(p, std::ios::binary);
  std::stringstream s;
  s << f.rdbuf();
  return s.str();
}

using ByLine = std::multimap<int, std::string>;

ByLine expectations(const std::string& text) {
  ByLine out;
  std::istringstream in(text);
  std::string line;
  for (int n = 1; std::getline(in, line); n++) {
    size_t at = line.find("// ERROR");
    if (at == std::string::npos) continue;
    int below = line[at + 8] == '+' ? std::atoi(line.c_str() + at + 9) : 0;
    size_t from = line.find('"', at), to = line.rfind('"');
    out.emplace(n + below, line.substr(from + 1, to - from - 1));
  }
  return out;
}

void checkFile(const std::filesystem::path& path) {
  INFO(path.filename().string());
  SourceMap map;
  Arena arena;
  Interner names;
  DiagnosticSink diags;
  SourceFile* source = map.add(path.filename().string(), readAll(path));
  ParseOptions options;
  options.script = path.stem() == "script";
  File* file = parseFile({arena, names, diags}, *source, options);
  ByLine want = expectations(std::string(source->text()));
  for (const Diagnostic& d : diags.sorted(map)) {
    int line = source->physical(d.pos).line;
    INFO(line << ": " << d.message);
    auto it = want.find(line);
    CHECK(it != want.end());
    if (it == want.end()) continue;
    CHECK(d.message.substr(0, it->second.size()) == it->second);
    want.erase(it);
  }
  for (auto& [line, text] : want) {
    INFO("missing at line " << line << ": " << text);
    CHECK(false);
  }
  std::filesystem::path tree = path;
  tree.replace_extension(".ast");
  if (!std::filesystem::exists(tree)) return;
  std::string got = dumpTree(file, *source);
  if (std::getenv("GOSUB_UPDATE") != nullptr) std::ofstream(tree) << got;
  CHECK(readAll(tree) == got);
}

}  // namespace

TEST_CASE("files of testdata/syntax") {
  const char* root = std::getenv("GOSUB_TESTDATA");
  REQUIRE(root != nullptr);
  int files = 0;
  for (auto& entry : std::filesystem::directory_iterator(std::filesystem::path(root) / "syntax")) {
    if (entry.path().extension() != ".go") continue;
    checkFile(entry.path());
    files++;
  }
  CHECK(files > 0);
}

}  // namespace gosub::syntax
