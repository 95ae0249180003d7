// Sorting of diagnostics. See diag.h.
#include "base/diag.h"

#include <algorithm>
#include <cstring>

namespace gosub {

std::vector<Diagnostic> DiagnosticSink::sorted(const SourceMap& sources) const {
  std::vector<Diagnostic> out = list_;
  std::stable_sort(out.begin(), out.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.pos < b.pos; });
  auto line = [&](const Diagnostic& d) { return sources.position(d.pos).line; };
  auto file = [&](const Diagnostic& d) { return sources.position(d.pos).file; };
  std::vector<Diagnostic> kept;
  for (Diagnostic& d : out) {
    if (!kept.empty()) {
      const Diagnostic& last = kept.back();
      bool sameLine = line(last) == line(d) && file(last) == file(d);
      bool bothSyntax = std::strcmp(last.code, "syntax") == 0 && std::strcmp(d.code, "syntax") == 0;
      if (sameLine && (bothSyntax || last.message == d.message)) continue;
    }
    kept.push_back(std::move(d));
  }
  return kept;
}

}  // namespace gosub
