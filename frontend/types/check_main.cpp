// types_check: a development tool that type-checks files as one package and prints the errors as
// file:line:col: message. Imports come from GOROOT/src (-goroot=DIR or the environment), from directories relative to
// the importing file, and from the module whose go.mod stands above the first file.
// Not the real loader: that is frontend/load; nothing here is used by gosub itself.
//
//   types_check [-lang=go1.N] [-goroot=DIR] [-bodies] [-time] [-dump] FILE... | DIR
#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "base/os/pages.h"
#include "frontend/syntax/constraint.h"
#include "frontend/syntax/parser.h"
#include "frontend/types/checker.h"
#include "frontend/types/typestring.h"

namespace fs = std::filesystem;

namespace gosub::types {

namespace {

struct Options {
  int lang = 23;
  std::string goroot;
  bool bodies = false;  // of imported packages, too
  bool time = false;
  bool dump = false;
  std::vector<std::string> files;
};

std::string readAll(const fs::path& p) {
  std::ifstream f(p, std::ios::binary);
  std::stringstream s;
  s << f.rdbuf();
  return s.str();
}

bool tagHolds(std::string_view tag) {
  static constexpr std::string_view kTags[] = {"linux", "amd64", "unix", "gc", "goexperiment.unified"};
  if (std::find(std::begin(kTags), std::end(kTags), tag) != std::end(kTags)) return true;
  return tag.substr(0, 4) == "go1." && std::atoi(std::string(tag.substr(4)).c_str()) <= 23;
}

constexpr std::string_view kSystems[] = {"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios",
                                         "js", "linux", "nacl", "netbsd", "openbsd", "plan9", "solaris", "windows",
                                         "zos", "wasip1"};
constexpr std::string_view kMachines[] = {"386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le",
                                          "mipsle", "ppc64", "ppc64le", "riscv64", "s390x", "sparc64", "wasm"};

template <size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// The _GOOS, _GOARCH, _GOOS_GOARCH and _test endings of file names.
bool nameFits(const std::string& file) {
  std::vector<std::string> parts;
  std::stringstream s(file.substr(0, file.size() - 3));
  for (std::string part; std::getline(s, part, '_');) parts.push_back(part);
  if (parts.size() > 1 && parts.back() == "test") return false;
  if (parts.size() > 1 && among(kMachines, parts.back())) {
    if (parts.back() != "amd64") return false;
    parts.pop_back();
  }
  return parts.size() < 2 || !among(kSystems, parts.back()) || parts.back() == "linux";
}

class Driver {
 public:
  explicit Driver(Options options) : options_(std::move(options)) {}

  int run() {
    auto begin = std::chrono::steady_clock::now();
    std::vector<fs::path> files;
    for (const std::string& f : options_.files) {
      if (fs::is_directory(f)) {
        for (const fs::path& p : goFiles(f)) files.push_back(p);
      } else {
        files.push_back(f);
      }
    }
    findModule(files.empty() ? fs::path(".") : files[0]);
    std::vector<syntax::File*> parsed;
    for (const fs::path& p : files) parsed.push_back(parse(p, isLibrary(p), false));
    auto afterParse = std::chrono::steady_clock::now();
    bool bad = std::any_of(parsed.begin(), parsed.end(), [](syntax::File* f) { return f->bad; });
    if (!bad) check("main", parsed, true, options_.lang);
    auto end = std::chrono::steady_clock::now();
    std::vector<Diagnostic> errors = diags_.sorted(sources_);
    for (const Diagnostic& d : errors)
      std::printf("%s: %s\n", sources_.toString(d.pos).c_str(), d.message.c_str());
    if (options_.time) report(begin, afterParse, end);
    if (options_.dump) dump(parsed);
    return errors.empty() ? 0 : 1;
  }

 private:
  using Clock = std::chrono::steady_clock::time_point;

  void report(Clock begin, Clock afterParse, Clock end) {
    auto ms = [](Clock a, Clock b) { return std::chrono::duration<double, std::milli>(b - a).count(); };
    double total = ms(begin, end);
    std::fprintf(stderr, "%zu lines, parse %.1f ms, check (with imports) %.1f ms, %.0f lines/s\n", lines_,
                 ms(begin, afterParse), ms(afterParse, end), double(lines_) / total * 1000);
  }

  // The initialisation order, and one line for each expression with a type: file:line:col kind type | value. The position is the one that makes a
  // node unique among those of its kind: a selector's is that of its name, others are as in ast.h.
  void dump(std::span<syntax::File* const> files) {
    Qualifier q(checkers_.front()->package());
    for (syntax::File* f : files) dumpNode(f, q);
    for (const Initializer& i : checkers_.front()->package()->initOrder) {
      std::printf("init");
      for (Var* v : i.lhs) std::printf(" %s", std::string(v->name.text()).c_str());
      std::printf(" = %s\n", sources_.toString(syntax::startPos(i.rhs)).c_str());
    }
  }

  void dumpNode(syntax::Node* n, const Qualifier& q) {
    auto* e = syntax::asExpr(n);
    if (e != nullptr && e->type != nullptr) {
      Pos pos = e->pos;
      if (auto* s = syntax::as<syntax::SelectorExpr>(e)) pos = s->sel->pos;
      if (auto* s = syntax::as<syntax::AssertExpr>(e)) pos = syntax::startPos(s->typeExpr);
      std::printf("%s %s %s", sources_.toString(pos).c_str(), std::string(syntax::nodeKindName(e->kind)).c_str(),
                  typeString(e->type, q).c_str());
      if (e->constVal != nullptr) std::printf(" | %s", exactString(e->constVal).c_str());
      std::printf("\n");
    }
    syntax::forEachChild(n, [&](syntax::Node* child) { dumpNode(child, q); });
  }

  bool isLibrary(const fs::path& p) const {
    return !options_.goroot.empty() && p.string().starts_with(options_.goroot + "/src/");
  }

  syntax::File* parse(const fs::path& path, bool library, bool skipBodies) {
    SourceFile* source = sources_.add(path.string(), readAll(path));
    lines_ += size_t(std::count(source->text().begin(), source->text().end(), '\n'));
    syntax::ParseOptions options;
    options.standardLibrary = library;
    options.skipBodies = skipBodies;
    return syntax::parseFile({arena_, names_, diags_}, *source, options);
  }

  Package* check(std::string_view path, std::vector<syntax::File*>& files, bool top, int lang) {
    Package* pkg = arena_.make<Package>();
    pkg->path = arena_.copy(path);
    pkg->langMinor = lang;
    CheckConfig config;
    config.langMinor = lang;
    config.allowBodylessFuncs = true;
    config.ignoreFuncBodies = !top && !options_.bodies;
    config.importPackage = [this](Package* from, std::string_view p, Pos pos) { return import(from, p, pos); };
    checkers_.push_back(std::make_unique<Checker>(world_, pkg, config));
    Checker* checker = checkers_.back().get();
    pkg->checker = checker;
    checker->collect(files);
    checker->checkAll();
    return pkg;
  }

  Package* import(Package* from, std::string_view path, Pos pos) {
    if (path == "unsafe") return world_.unsafePackage;
    fs::path dir = directoryOf(std::string(path), pos);
    if (dir.empty()) {
      diags_.report(pos, "BrokenImport", "could not import " + std::string(path) + " (file not found)");
      return nullptr;
    }
    auto [it, isNew] = packages_.try_emplace(dir.string(), nullptr);
    if (!isNew) return it->second;
    std::vector<syntax::File*> files;
    bool library = dir.string().rfind(options_.goroot, 0) == 0;
    for (const fs::path& p : goFiles(dir)) {
      syntax::File* f = parse(p, library, library && !options_.bodies);
      files.push_back(f);
    }
    return packages_[dir.string()] = check(path, files, false, library ? 23 : options_.lang);
  }

  fs::path directoryOf(const std::string& path, Pos pos) {
    if (path[0] == '.') {
      fs::path importer = sources_.fileOf(pos)->name();
      return existing(importer.parent_path() / path);
    }
    if (!module_.empty() && (path == module_ || path.rfind(module_ + "/", 0) == 0))
      return existing(moduleDir_ / fs::path(path.substr(std::min(path.size(), module_.size() + 1))));
    fs::path src = fs::path(options_.goroot) / "src";
    if (sources_.fileOf(pos)->name().starts_with((src / "cmd").string())) {
      fs::path vendored = existing(src / "cmd/vendor" / path);
      if (!vendored.empty()) return vendored;
    }
    fs::path direct = existing(src / path);
    return !direct.empty() ? direct : existing(src / "vendor" / path);
  }

  static fs::path existing(const fs::path& p) { return fs::is_directory(p) ? p.lexically_normal() : fs::path(); }

  void findModule(const fs::path& file) {
    for (fs::path dir = fs::absolute(file).parent_path(); dir.has_relative_path(); dir = dir.parent_path()) {
      if (!fs::exists(dir / "go.mod")) continue;
      std::istringstream text(readAll(dir / "go.mod"));
      for (std::string word; text >> word;)
        if (word == "module" && text >> module_) break;
      moduleDir_ = dir;
      return;
    }
  }

  // The package's files for this system, by name.
  std::vector<fs::path> goFiles(const fs::path& dir) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(dir)) {
      std::string name = entry.path().filename().string();
      bool isGo = name.size() > 3 && name.substr(name.size() - 3) == ".go" && name[0] != '_' && name[0] != '.';
      if (isGo && nameFits(name) && constraintHolds(entry.path())) out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  static bool constraintHolds(const fs::path& path) {
    std::ifstream f(path);
    for (std::string line; std::getline(f, line);) {
      if (line.rfind("package ", 0) == 0) return true;
      std::string_view expression;
      if (!syntax::goBuildExpression(line, &expression)) continue;
      syntax::BuildConstraint constraint(expression);
      return constraint.ok() && constraint.eval(tagHolds);
    }
    return true;
  }

  Options options_;
  SourceMap sources_;
  Interner names_;
  DiagnosticSink diags_;
  Arena arena_;
  World world_{sources_, names_, diags_};
  std::vector<std::unique_ptr<Checker>> checkers_;
  std::map<std::string, Package*> packages_;
  std::string module_;
  fs::path moduleDir_;
  size_t lines_ = 0;
};

Options parseArgs(int argc, char** argv) {
  Options o;
  if (const char* root = std::getenv("GOROOT")) o.goroot = root;
  for (int i = 1; i < argc; i++) {
    std::string a = argv[i];
    if (a.rfind("-lang=go1.", 0) == 0) {
      o.lang = std::atoi(a.c_str() + 10);
    } else if (a.rfind("-goroot=", 0) == 0) {
      o.goroot = a.substr(8);
    } else if (a == "-bodies") {
      o.bodies = true;
    } else if (a == "-dump") {
      o.dump = true;
    } else if (a == "-time") {
      o.time = true;
    } else {
      o.files.push_back(a);
    }
  }
  return o;
}

// The nesting of the source is that of the stack: give it plenty, of which little will be touched.
constexpr size_t kStack = size_t{4} << 30;

struct Job {
  Options options;
  int status;
};

void* runJob(void* p) {
  auto* job = static_cast<Job*>(p);
  job->status = Driver(job->options).run();
  return nullptr;
}

}  // namespace

}  // namespace gosub::types

int main(int argc, char** argv) {
  using namespace gosub::types;
  Job job{parseArgs(argc, argv), 2};
  void* stack = gosub::os::mapPages(kStack);
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setstack(&attr, stack, kStack);
  pthread_t thread;
  if (stack == nullptr || pthread_create(&thread, &attr, runJob, &job) != 0) return 2;
  pthread_join(thread, nullptr);
  return job.status;
}
