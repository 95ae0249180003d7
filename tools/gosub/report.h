// How diagnostics are shown: plain lines, JSON objects, or on a terminal with the source line and a caret in colour.
#pragma once

#include "engine/frontend.h"

namespace gosub::cli {

enum class ReportStyle { Plain, Terminal, Json };

// Terminal when standard error is one; colours unless NO_COLOR is set or TERM is dumb.
ReportStyle styleFor(bool json);
// Prints everything reported: JSON to standard output, the rest to standard error.
void reportDiagnostics(const engine::Frontend& frontend, ReportStyle style);

}  // namespace gosub::cli
