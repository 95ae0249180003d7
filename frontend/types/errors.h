// The codes of the checker's errors (errors.def): what tests and -json name an error by.
#pragma once

#include <cstdint>

namespace gosub::types {

enum class Code : uint8_t {
#define ERROR(code, section, example) code,
#include "frontend/types/errors.def"
};

const char* codeName(Code code);

}  // namespace gosub::types
