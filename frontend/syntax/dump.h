// Dumps for people: tokens of a file, trees of nodes (gosub dump --stage=tokens|ast).
#pragma once

#include <string>

#include "base/source.h"
#include "frontend/syntax/ast.h"

namespace gosub::syntax {

// One node per line, indented: line:column, kind, attributes; children beneath with the field's name.
std::string dumpTree(const Node* n, const SourceFile& source);
// One token per line: line:column, token, text. Errors appear in place as "error: ...".
std::string dumpTokens(SourceFile& source);

}  // namespace gosub::syntax
