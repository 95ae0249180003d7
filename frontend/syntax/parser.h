// Parser: source text -> AST. Recursive descent; it recovers after errors and reports every one in gc's words.
//
// Recursion: the depth of the source's nesting becomes depth of the C++ stack, here and in every later stage. The
// caller gives a stack for ParseOptions::maxDepth levels (kStackPerLevel bytes each are enough for the parser);
// deeper source is a diagnostic. Whatever the bytes of the file are, there is a File at the end.
//
// Rules that need no types but look at whole functions (labels, branches) are in branches.h and run from here;
// meaning and placing of "//go:" comments are in directives.h.
#pragma once

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/source.h"
#include "frontend/syntax/ast.h"

namespace gosub::syntax {

inline constexpr int kDefaultMaxDepth = 500'000;
inline constexpr int kLevelsOfLiteral = 50;  // that a function literal counts: its name spells out all around it
inline constexpr size_t kStackPerLevel = 1500;  // optimised builds need about a third

struct ParseContext {
  Arena& arena;
  Interner& names;
  DiagnosticSink& diags;
};

struct ParseOptions {
  // Statements at top level, imports anywhere, package clause optional, a "#!" line skipped.
  bool script = false;
  // Function bodies of the top level are not parsed but only delimited (FuncDecl::bodySkipped). For text that is
  // known to be well-formed; //line comments in skipped bodies are ignored.
  bool skipBodies = false;
  // Stops after the import declarations.
  bool importsOnly = false;
  // Code of the standard library may use directives that are reserved for it.
  bool standardLibrary = false;
  int maxDepth = kDefaultMaxDepth;
};

// Never null. Diagnostics have the code "syntax".
File* parseFile(const ParseContext& context, SourceFile& source, const ParseOptions& options = {});

// Parses the one declaration, or group, that begins at byte `begin` of the source (at its keyword or at directives above it); only skipBodies,
// standardLibrary and maxDepth of the options count.
std::span<Decl*> parseDeclaration(const ParseContext& context, SourceFile& source, uint32_t begin, const ParseOptions& options);

// Parses the body that parseFile skipped. False if it has errors (reported); does nothing if there is no such body.
bool parseBody(const ParseContext& context, SourceFile& source, FuncDecl* fn);

}  // namespace gosub::syntax
