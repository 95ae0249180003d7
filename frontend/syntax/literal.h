// What literals are worth: the bytes of a string literal, the rune of a rune literal. Numbers are for
// frontend/types (const.h), which is exact. The texts must be those of well-formed literals (BasicLit::bad unset);
// for others the functions return false.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gosub::syntax {

// "..." or `...` (carriage returns dropped).
bool unquoteString(std::string_view literal, std::string* out);
// What is wrong with an import path whatever it leads to ("empty string", "invalid character U+0021 '!'"), or empty.
std::string importPathProblem(std::string_view path);
// '.'
bool unquoteRune(std::string_view literal, uint32_t* out);

}  // namespace gosub::syntax
