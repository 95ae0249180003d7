// Which files of a directory belong to the build: file names with _GOOS, _GOARCH and _test, "//go:build" and
// "// +build" lines, and the tags that hold (linux, amd64, unix, gc, go1.1 to the language's version, -tags).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gosub::load {

class BuildContext {
 public:
  // portable: no architecture holds, and tags that ask for Go instead of assembly do. The sources of an installed Go tree are
  // read so, because gosub has no assembler.
  explicit BuildContext(std::vector<std::string> tags, bool portable = false)
      : tags_(std::move(tags)), portable_(portable) {}

  bool holds(std::string_view tag) const;
  // Does the name allow the file? Not of "_test.go", which isTestFile tells.
  bool matchesName(std::string_view name) const;
  // Do the constraints at the top of the text? *error is set for malformed ones.
  bool matchesText(std::string_view text, std::string* error) const;

 private:
  bool matchesPlusBuild(const std::vector<std::string_view>& lines) const;
  std::vector<std::string> tags_;
  bool portable_;
};

// Files whose names begin with '_' or '.' never count, nor do names without ".go".
bool isGoFileName(std::string_view name);
bool isTestFile(std::string_view name);

}  // namespace gosub::load
