// Printing of intermediate forms. See dump.h.
#include "tools/gosub/dump.h"

#include <cstdio>

#include "base/check.h"
#include "frontend/ir/print.h"
#include "frontend/syntax/dump.h"
#include "frontend/syntax/parser.h"
#include "frontend/types/typestring.h"
#include "interp/disasm.h"
#include "interp/verify.h"

namespace gosub::cli {

namespace {

constexpr std::string_view kStages[] = {"tokens", "ast", "types", "ir", "bytecode"};

void print(const std::string& s) { std::fwrite(s.data(), 1, s.size(), stdout); }

bool wants(std::string_view function, std::string_view name) { return function.empty() || function == name; }

void dumpFile(Stage stage, syntax::File* file, SourceFile& source) {
  print(stage == Stage::Tokens ? syntax::dumpTokens(source) : syntax::dumpTree(file, source));
}

// The instance parses single declarations of embedded packages only.
void dumpEmbedded(Stage stage, const DeclIndex& index) {
  Arena arena;
  Interner names;
  DiagnosticSink diags;
  SourceMap sources;
  syntax::ParseOptions options;
  options.standardLibrary = true;
  for (const IndexedFile& f : index.files) {
    SourceFile* source = sources.addExternal(std::string(index.textOf(f.name)), index.textOf(f.text));
    dumpFile(stage, syntax::parseFile({arena, names, diags}, *source, options), *source);
  }
}

void dumpSyntax(engine::Instance& instance, Stage stage) {
  for (const load::Package* p : instance.frontend().roots()) {
    for (const load::LoadedFile& f : p->files) dumpFile(stage, f.file, *f.source);
    dumpEmbedded(stage, p->index);
  }
}

// Each expression with its type, in source order.
void dumpExpressions(engine::Instance& instance, syntax::Node* n) {
  syntax::Expr* e = syntax::asExpr(n);
  if (e != nullptr && e->type != nullptr)
    print(instance.frontend().sources().toString(syntax::startPos(e)) + ": " + std::string(syntax::nodeKindName(e->kind)) +
          " " + types::typeString(e->type, types::Qualifier(nullptr)) + "\n");
  syntax::forEachChild(n, [&](syntax::Node* c) { dumpExpressions(instance, c); });
}

void dumpTypes(engine::Instance& instance, std::string_view function) {
  for (const load::Package* p : instance.frontend().roots())
    for (const load::LoadedFile& f : p->files)
      for (syntax::Decl* d : f.file->decls) {
        auto* fd = syntax::as<syntax::FuncDecl>(d);
        if (!function.empty() && (fd == nullptr || fd->name->name.text() != function)) continue;
        dumpExpressions(instance, d);
      }
}

void dumpLowered(engine::Instance& instance, Stage stage, std::string_view function) {
  const SourceMap& sources = instance.frontend().sources();
  instance.link().onCode = [&](const ir::Function& lowered, const interp::Code& code) {
    const ir::FuncSym& sym = *lowered.sym;
    if (!wants(function, sym.name)) return;
    std::string out;
    if (stage == Stage::Bytecode) {
      interp::disassemble(out, code, sym.name, {true, &sources});
    } else if (std::unique_ptr<ir::Function> f = instance.program().build(const_cast<ir::FuncSym*>(&sym))) {
      ir::printFunction(out, *f, {&sources});
    }
    print(out + "\n");
  };
  instance.lowerAll();
}

}  // namespace

bool parseStage(std::string_view name, Stage* out) {
  for (size_t i = 0; i < std::size(kStages); i++) {
    if (kStages[i] != name) continue;
    *out = Stage(i);
    return true;
  }
  return false;
}

void dump(engine::Instance& instance, Stage stage, std::string_view function) {
  switch (stage) {
    case Stage::Tokens: case Stage::Ast: return dumpSyntax(instance, stage);
    case Stage::Types: return dumpTypes(instance, function);
    case Stage::Ir: case Stage::Bytecode: return dumpLowered(instance, stage, function);
  }
}

void verifyBytecode(const ir::Function& f, const interp::Code& code) {
  std::string_view name = f.sym->name;
  std::string problem = interp::verify(code);
  if (!problem.empty()) GOSUB_UNREACHABLE("bytecode of %.*s: %s", int(name.size()), name.data(), problem.c_str());
}

}  // namespace gosub::cli
