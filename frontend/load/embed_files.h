// Which files the patterns of "//go:embed" name. Contents are read by whoever makes the variables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "frontend/load/package.h"

namespace gosub::load {

// The files of one pattern, by name. False with the reason in *error ("no matching files found").
bool resolveEmbedPattern(const std::string& packageDir, std::string_view pattern, std::vector<EmbeddedData>* files,
                         std::string* error);

// Go's path.Match: '*', '?', '[a-z]', '\x'; no '/' is matched by them. *malformed is set for a bad pattern.
bool globMatch(std::string_view pattern, std::string_view name, bool* malformed);

}  // namespace gosub::load
