// The one place that ends the process on a bug of gosub's own. See check.h.
#include "base/check.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "base/version.h"

namespace gosub {

void internalError(const char* file, int line, const char* format, ...) {
  std::fprintf(stderr, "gosub: internal error: ");
  va_list args;
  va_start(args, format);
  std::vfprintf(stderr, format, args);
  va_end(args);
  std::fprintf(stderr,
               "\n  at %s:%d, gosub %s\n"
               "This is a bug in gosub, not in your program. Please report it with the program, the command\n"
               "line, and the lines above.\n",
               file, line, kVersion);
  std::fflush(stderr);
  std::abort();
}

}  // namespace gosub
