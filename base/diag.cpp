// Sorting of diagnostics. See diag.h.
#include "base/diag.h"

#include <algorithm>
#include <string_view>

namespace gosub {

namespace {

struct Line {
  const SourceFile* file = nullptr;
  int number = 0;
  bool operator==(const Line&) const = default;
};

Line lineOf(const SourceMap& sources, Pos p) {
  const SourceFile* f = p.valid() ? sources.fileOf(p) : nullptr;
  return f == nullptr ? Line{} : Line{f, f->physical(p).line};
}

}  // namespace

// Filtered in the order of the reports, because the first syntax error of a line is the one that means something.
std::vector<Diagnostic> DiagnosticSink::sorted(const SourceMap& sources) const {
  std::vector<Diagnostic> kept;
  Line lastSyntax, lastOther;
  std::string_view lastMessage;
  for (const Diagnostic& d : list_) {
    Line line = lineOf(sources, d.pos);
    if (d.message.starts_with("syntax error")) {
      if (line.file != nullptr && line == lastSyntax) continue;
      lastSyntax = line;
    } else {
      if (line.file != nullptr && line == lastOther && d.message == lastMessage) continue;
      lastOther = line;
      lastMessage = d.message;
    }
    kept.push_back(d);
  }
  std::stable_sort(kept.begin(), kept.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.pos < b.pos; });
  auto same = [](const Diagnostic& a, const Diagnostic& b) { return a.pos == b.pos && a.message == b.message; };
  kept.erase(std::unique(kept.begin(), kept.end(), same), kept.end());
  return kept;
}

}  // namespace gosub
