// Check failures: the answer to a bug of gosub's own, never to bad input.
//
// GOSUB_CHECK stays on in every build; GOSUB_DCHECK only in debug builds. A failed check prints
// "gosub: internal error" with the place and the build and ends the process by abort(): the state of the
// process can't be trusted any more. User errors are diagnostics (base/diag.h), Go panics or fatals (runtime).
#pragma once

namespace gosub {

[[noreturn]] void internalError(const char* file, int line, const char* format, ...)
    __attribute__((format(printf, 3, 4)));

}  // namespace gosub

#define GOSUB_CHECK(cond)                                                                 \
  (__builtin_expect(!!(cond), 1) ? (void)0                                                \
                                 : ::gosub::internalError(__FILE__, __LINE__, "%s", #cond))
#define GOSUB_UNREACHABLE(...) ::gosub::internalError(__FILE__, __LINE__, __VA_ARGS__)

#ifdef NDEBUG
#define GOSUB_DCHECK(cond) ((void)sizeof(!(cond)))
#else
#define GOSUB_DCHECK(cond) GOSUB_CHECK(cond)
#endif
