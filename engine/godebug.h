// The GODEBUG settings that a program brings along: those of its language version, then go.mod's "godebug" lines, then
// "//go:debug" lines above the package clauses of package main. The environment beats all of them (runtime/debugvars.h).
#pragma once

#include <string>

#include "base/diag.h"
#include "base/source.h"
#include "frontend/load/package.h"

namespace gosub::engine {

// As GODEBUG text. Malformed "//go:debug" lines are reported.
std::string programSettings(const load::Package& main, const SourceMap& sources, DiagnosticSink& diags);

}  // namespace gosub::engine
