// Source form of nodes, as gc's messages show it: on one line, bodies of function literals and elements of composite
// literals shortened to "…".
// Types (not type expressions) are printed by frontend/types; trees for debugging by dump.h.
#pragma once

#include <string>

#include "frontend/syntax/ast.h"

namespace gosub::syntax {

std::string exprString(const Expr* x);
// Also of simple statements (assignments, sends, calls) and "…" for what has no short form.
std::string nodeString(const Node* n);

}  // namespace gosub::syntax
