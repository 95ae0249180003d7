// Diagnostics: what is wrong with the user's source. They are collected, compilation goes on as far as it can,
// and the caller sorts, de-duplicates and prints them.
#pragma once

#include <string>
#include <vector>

#include "base/source.h"

namespace gosub {

struct Diagnostic {
  Pos pos;
  // Row name of frontend/types/errors.def or frontend/syntax/errors ("syntax"); for -json and tests.
  const char* code = "";
  std::string message;  // gc's words; continuation lines begin with a tab
  bool soft = false;    // soft errors (unused variable, import) do not keep a package from being used
};

class DiagnosticSink {
 public:
  void report(Pos pos, const char* code, std::string message, bool soft = false) {
    if (list_.size() >= kMost) return;
    if (list_.size() == kMost - 1) message = "too many errors";
    list_.push_back({pos, code, std::move(message), soft});
  }
  bool hasErrors() const { return !list_.empty(); }
  size_t count() const { return list_.size(); }
  // By file, line, column; gc's rules are applied: the first reported of several "syntax error"s of a line, no
  // repetition of another message on its line.
  std::vector<Diagnostic> sorted(const SourceMap& sources) const;
  void clear() { list_.clear(); }
  const std::vector<Diagnostic>& raw() const { return list_; }

 private:
  // All errors are reported. Only a file made to have a million of them meets this bound, which keeps memory in bounds.
  static constexpr size_t kMost = 1'000'000;

  std::vector<Diagnostic> list_;
};

}  // namespace gosub
