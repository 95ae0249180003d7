// "//go:" comments: which exist, where each may stand, and the patterns of go:embed. The parser records all of them
// (File::directives) and attaches those above a function or variable to its declaration; this is also where gc's
// complaints about misplaced ones come from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gosub::syntax {

// What a directive is good for; places accept sets of these. Directives of no class are ignored.
enum DirectiveClass : unsigned {
  kNoDirectives = 0,
  kBuildDirective = 1,      // above the package clause
  kFunctionDirectives = 2,  // above a function
  kEmbedDirective = 4,      // above a variable
};

// "go:linkname local remote"; remote is empty when there is none, both are for other directives.
struct Linkname {
  std::string_view local, remote;
};
Linkname parseLinkname(std::string_view directive);

struct EmbedPattern {
  std::string text;
  uint32_t offset;  // in the arguments
};

// Splits the text behind "go:embed" into patterns: words, "..." or `...`. False with a message when malformed.
bool parseEmbedPatterns(std::string_view args, std::vector<EmbedPattern>* patterns, std::string* error);

}  // namespace gosub::syntax
