// Fatal ends of an instance: Go's unrecoverable errors. They print "fatal error: text" and the goroutines as
// GOTRACEBACK says, set exit status 2 and end the run loop; they never end the host process.
#pragma once

#include <string_view>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"

namespace gosub::rt {

struct Runtime;
class Scheduler;

Scheduler& schedulerOf(abi::G& g);

// Returns kExit for a native to return. `more` follows the first line.
abi::Status fatal(Runtime& runtime, std::string_view text, std::string_view more = {});
// Go's throw texts from natives of package sync and maps ("concurrent map writes").
inline abi::Status fatal(abi::G& g, std::string_view text) { return fatal(*g.runtime, text); }

}  // namespace gosub::rt
