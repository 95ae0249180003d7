// embed: collects the embedded library for the build.
//
//   embed STDLIB_DIR OUT_TABLES OUT_ASSEMBLY OUT_TEXT OUT_INDEX DEPFILE
//
// Writes one blob with the text of every Go file (without tests), the index of their declarations (stdlib/index_format.h), an
// assembly file that includes both, and a table of the packages that have natives. A package's files are those in
// stdlib/<import path>/*.go. Fails on files that do not parse or that have build constraints.
#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "base/os/file.h"
#include "frontend/syntax/literal.h"
#include "frontend/syntax/parser.h"
#include "stdlib/index_format.h"

namespace gosub {

namespace {

bool isSource(const std::string& name) {
  return name.ends_with(".go") && !name.ends_with("_test.go") && name[0] != '.' && name[0] != '_';
}

class Embedder {
 public:
  explicit Embedder(std::string root) : root_(std::move(root)) {}

  bool run() {
    std::vector<std::string> paths;
    findPackages("", &paths);
    std::sort(paths.begin(), paths.end());
    for (const std::string& p : paths) addPackage(p);
    for (const stdlib::IndexedPackage& p : packages_) checkImports(p, {});
    for (const Diagnostic& d : diags_.sorted(sources_))
      std::fprintf(stderr, "%s: %s\n", sources_.toString(d.pos).c_str(), d.message.c_str());
    return ok_ && !diags_.hasErrors();
  }

  void write(char** out) {
    std::string tables = "// Made by tools/embed; do not edit.\n";
    for (std::string name : natives_) {
      std::replace(name.begin(), name.end(), '/', '_');
      tables += "PACKAGE_NATIVES(" + name + ")\n";
    }
    save(out[0], tables);
    save(out[1], ".section .rodata\n" + include("gosub_stdlib_text", out[2]) + include("gosub_stdlib_index", out[3]) +
                     ".section .note.GNU-stack,\"\",@progbits\n");
    save(out[2], text_);
    save(out[3], index());
    std::string deps = std::string(out[0]) + ":";
    for (const std::string& d : deps_) deps += " " + d;
    save(out[4], deps + "\n");
  }

 private:
  static std::string include(const std::string& symbol, const std::string& file) {
    return ".globl " + symbol + "\n.balign 16\n" + symbol + ":\n.incbin \"" + file + "\"\n.byte 0\n";
  }

  void save(const char* path, const std::string& data) {
    std::FILE* f = std::fopen(path, "wb");
    ok_ = ok_ && f != nullptr && std::fwrite(data.data(), 1, data.size(), f) == data.size();
    if (f != nullptr) std::fclose(f);
  }

  void findPackages(const std::string& path, std::vector<std::string>* found) {
    std::vector<os::DirEntry> entries;
    std::string error, dir = path.empty() ? root_ : root_ + "/" + path;
    os::listDir(dir, &entries, &error);
    deps_.push_back(dir);
    bool package = false;
    for (const os::DirEntry& e : entries) {
      if (e.kind == os::FileKind::Directory) findPackages(path.empty() ? e.name : path + "/" + e.name, found);
      package |= isSource(e.name) || e.name == "natives.def";
    }
    if (package) found->push_back(path);
  }

  void addPackage(const std::string& path) {
    std::vector<os::DirEntry> entries;
    std::string error;
    os::listDir(root_ + "/" + path, &entries, &error);
    stdlib::IndexedPackage p = {};
    p.path = append(path);
    p.firstFile = uint32_t(files_.size());
    p.firstUnit = uint32_t(units_.size());
    names_.clear();
    methods_.clear();
    inits_.clear();
    packageName_.clear();
    imports_.clear();
    for (const os::DirEntry& e : entries) {
      if (e.name == "natives.def") natives_.push_back(path);
      if (isSource(e.name)) addFile(p, path, e.name);
    }
    p.fileCount = uint32_t(files_.size()) - p.firstFile;
    p.unitCount = uint32_t(units_.size()) - p.firstUnit;
    if (p.fileCount == 0) return;
    p.name = append(packageName_);
    addImports(&p);
    auto byName = [this](const IndexedName& a, const IndexedName& b) { return nameOf(a) < nameOf(b); };
    std::sort(names_.begin(), names_.end(), byName);
    std::stable_sort(methods_.begin(), methods_.end(), byName);
    move(names_, allNames_, &p.firstName, &p.nameCount);
    move(methods_, allMethods_, &p.firstMethod, &p.methodCount);
    move(inits_, allInits_, &p.firstInit, &p.initCount);
    packages_.push_back(p);
  }

  void addImports(stdlib::IndexedPackage* p) {
    std::vector<TextRef> paths;
    for (const std::string& path : imports_) paths.push_back(append(path));
    move(paths, allImports_, &p->firstImport, &p->importCount);
  }

  std::string_view textOf(TextRef r) const { return std::string_view(text_).substr(r.offset, r.length); }

  // What it imports is embedded, too, and imports none of the packages that lead to it.
  void checkImports(const stdlib::IndexedPackage& p, std::vector<std::string_view> importers) {
    importers.push_back(textOf(p.path));
    if (!checked_.insert(importers.back()).second) return;
    for (uint32_t i = 0; i < p.importCount; i++) {
      std::string_view path = textOf(allImports_[p.firstImport + i]);
      auto target = std::find_if(packages_.begin(), packages_.end(), [&](const auto& t) { return textOf(t.path) == path; });
      bool cycle = std::find(importers.begin(), importers.end(), path) != importers.end();
      if (target != packages_.end() && !cycle) {
        checkImports(*target, importers);
        continue;
      }
      std::fprintf(stderr, "package %s imports %s: %s\n", std::string(importers.back()).c_str(), std::string(path).c_str(),
                   cycle ? "import cycle" : "not embedded");
      ok_ = false;
    }
  }

  template <class T>
  static void move(const std::vector<T>& from, std::vector<T>& to, uint32_t* first, uint32_t* count) {
    *first = uint32_t(to.size());
    *count = uint32_t(from.size());
    to.insert(to.end(), from.begin(), from.end());
  }

  std::string_view nameOf(const IndexedName& n) const { return std::string_view(text_).substr(n.text, n.length); }

  TextRef append(std::string_view s) {
    TextRef r{uint32_t(text_.size()), uint32_t(s.size())};
    text_ += s;
    text_ += '\0';
    return r;
  }

  void addFile(const stdlib::IndexedPackage& p, const std::string& path, const std::string& name) {
    std::string full = root_ + "/" + path + "/" + name, text, error;
    deps_.push_back(full);
    if (!os::readFile(full, &text, &error)) {
      std::fprintf(stderr, "%s: %s\n", full.c_str(), error.c_str());
      ok_ = false;
      return;
    }
    IndexedFile f{append(name), append(text)};
    SourceFile* source = sources_.add(full, std::move(text));
    syntax::ParseOptions options;
    options.standardLibrary = true;
    syntax::File* file = syntax::parseFile({arena_, interner_, diags_}, *source, options);
    if (!file->buildConstraint.empty()) {
      std::fprintf(stderr, "%s: build constraints have no meaning in the embedded library\n", full.c_str());
      ok_ = false;
    }
    noteHeader(full, *file);
    base_ = f.text.offset;
    file_ = uint32_t(files_.size()) - p.firstFile;
    firstUnit_ = p.firstUnit;
    files_.push_back(f);
    const void* group = nullptr;
    for (syntax::Decl* d : file->decls) addDecl(*source, d, &group);
  }

  // The package clause and the imports.
  void noteHeader(const std::string& shown, const syntax::File& file) {
    std::string_view name = file.packageName != nullptr ? file.packageName->name.text() : std::string_view();
    if (packageName_.empty()) packageName_ = name;
    if (packageName_ != name) {
      std::fprintf(stderr, "%s: package %s; expected package %s\n", shown.c_str(), std::string(name).c_str(), packageName_.c_str());
      ok_ = false;
    }
    for (const syntax::ImportDecl* d : file.imports) {
      std::string path;
      if (d->path != nullptr && syntax::unquoteString(d->path->text, &path) && path != "unsafe") imports_.insert(path);
    }
  }

  // Where the keyword before `at` begins.
  static uint32_t keywordBefore(std::string_view text, uint32_t at, std::string_view keyword) {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) at--;
    return at - uint32_t(keyword.size());
  }

  void addDecl(const SourceFile& source, syntax::Decl* d, const void** group) {
    switch (d->kind) {
      case syntax::NodeKind::ConstDecl: {
        auto* c = static_cast<syntax::ConstDecl*>(d);
        unit(source, d, c->group, "const", {}, group);
        return addNames(c->names);
      }
      case syntax::NodeKind::VarDecl: {
        auto* v = static_cast<syntax::VarDecl*>(d);
        unit(source, d, v->group, "var", v->directives, group);
        return addNames(v->names);
      }
      case syntax::NodeKind::TypeDecl: {
        auto* t = static_cast<syntax::TypeDecl*>(d);
        unit(source, d, t->group, "type", {}, group);
        return addName(names_, t->name);
      }
      case syntax::NodeKind::FuncDecl: {
        auto* f = static_cast<syntax::FuncDecl*>(d);
        unit(source, d, nullptr, "func", f->directives, group);
        if (f->recv != nullptr) return addMethod(f);
        if (f->name->name.text() == "init" || f->name->name.blank()) {
          inits_.push_back(lastUnit());
          return;
        }
        return addName(names_, f->name);
      }
      default: return;
    }
  }

  uint32_t lastUnit() const { return uint32_t(units_.size()) - 1 - firstUnit_; }

  // Begins a unit, or makes the one of the group longer.
  void unit(const SourceFile& source, syntax::Decl* d, const syntax::Group* g, std::string_view keyword,
            std::span<syntax::Directive> directives, const void** group) {
    if (g == nullptr || g != *group) {
      uint32_t begin = keywordBefore(source.text(), source.offsetOf(g != nullptr ? g->lparen : d->pos), keyword);
      if (g == nullptr && !directives.empty()) {
        size_t line = source.text().rfind('\n', source.offsetOf(directives[0].pos));
        begin = line == std::string_view::npos ? 0 : uint32_t(line) + 1;
      }
      units_.push_back({file_, begin});
    }
    *group = g;
  }

  void addNames(std::span<syntax::NameExpr*> names) {
    for (syntax::NameExpr* n : names)
      if (!n->name.blank()) addName(names_, n);
  }

  void addName(std::vector<IndexedName>& table, const syntax::NameExpr* n) { table.push_back(indexed(n)); }

  IndexedName indexed(const syntax::NameExpr* n) const {
    const SourceFile* source = sources_.fileOf(n->pos);
    return {base_ + source->offsetOf(n->pos), uint32_t(n->name.text().size()), lastUnit()};
  }

  void addMethod(const syntax::FuncDecl* f) {
    syntax::Expr* type = syntax::unparen(f->recv->typeExpr);
    IndexedMethod m{indexed(baseType(type)), 0, 0, 0};
    IndexedName own = indexed(f->name);
    m.methodText = own.text;
    m.methodLength = own.length;
    if (auto* o = syntax::as<syntax::Operation>(type)) m.flags |= IndexedMethod::kPointer, type = syntax::unparen(o->x);
    if (type->kind == syntax::NodeKind::NameExpr && !f->name->name.blank()) m.flags |= IndexedMethod::kLater;
    methods_.push_back(m);
  }

  static const syntax::NameExpr* baseType(syntax::Expr* e) {
    for (;;) {
      e = syntax::unparen(e);
      if (auto* o = syntax::as<syntax::Operation>(e)) {
        e = o->x;
      } else if (auto* i = syntax::as<syntax::IndexExpr>(e)) {
        e = i->x;
      } else {
        return syntax::cast<syntax::NameExpr>(e);
      }
    }
  }

  template <class T>
  static void put(std::string& out, const std::vector<T>& v) {
    out.append(reinterpret_cast<const char*>(v.data()), v.size() * sizeof(T));
  }

  std::string index() const {
    auto n = [](const auto& v) { return uint32_t(v.size()); };
    stdlib::IndexHeader h{n(packages_), n(files_), n(allImports_), n(units_), n(allNames_), n(allMethods_), n(allInits_)};
    std::string out(reinterpret_cast<const char*>(&h), sizeof h);
    put(out, packages_);
    put(out, files_);
    put(out, allImports_);
    put(out, units_);
    put(out, allNames_);
    put(out, allMethods_);
    put(out, allInits_);
    return out;
  }

  std::string root_;
  bool ok_ = true;
  SourceMap sources_;
  Interner interner_;
  DiagnosticSink diags_;
  Arena arena_;
  std::string text_;
  std::vector<std::string> deps_, natives_;
  std::vector<stdlib::IndexedPackage> packages_;
  std::vector<IndexedFile> files_;
  std::string packageName_;           // of the package at hand
  std::set<std::string> imports_;     // of the package at hand
  std::vector<TextRef> allImports_;
  std::set<std::string_view> checked_;  // packages whose imports are
  std::vector<DeclUnit> units_;
  std::vector<IndexedName> names_, allNames_;
  std::vector<IndexedMethod> methods_, allMethods_;
  std::vector<uint32_t> inits_, allInits_;
  uint32_t base_ = 0, file_ = 0, firstUnit_ = 0;  // of the file at hand
};

}  // namespace

}  // namespace gosub

int main(int argc, char** argv) {
  if (argc != 7) {
    std::fprintf(stderr, "usage: embed STDLIB_DIR OUT_TABLES OUT_ASSEMBLY OUT_TEXT OUT_INDEX DEPFILE\n");
    return 2;
  }
  gosub::Embedder e(argv[1]);
  if (!e.run()) return 1;
  e.write(argv + 2);
  return 0;
}
