// The command line of gosub: flags, messages, colours. What the commands do is in commands.cpp; the work is engine's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gosub::cli {

// A usage error prints one line and exits with kUsage; source and run-time errors with 1 and 2 as Go's tools do.
inline constexpr int kOk = 0, kFailed = 1, kUsage = 2;

// A build with a sanitizer takes everything apart at the end, so that what was not freed is seen, and leaves crashes to it.
#if defined(__has_feature) && (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

struct Flags {
  std::string lang, code, stage, function, godebug, heap;
  std::vector<std::string> tags;
  bool json = false, verify = false;
  bool hasCode = false;
  std::vector<std::string> rest;  // operands and, for run, the program's arguments
};

enum CommandBit : unsigned { kRun = 1, kCheck = 2, kCompile = 4, kDump = 8 };

// Parses args up to the first operand. On failure prints the line and returns false.
bool parseFlags(unsigned command, const std::vector<std::string>& args, Flags* out);
int usageError(const std::string& text);

// go1.N to N; -1 when malformed or newer than supported.
int langMinor(std::string_view text);

#define COMMAND(name, function, usage, help) int function(const std::vector<std::string>& args);
#include "tools/gosub/commands.def"
#undef COMMAND

}  // namespace gosub::cli
