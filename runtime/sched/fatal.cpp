// Fatal ends. See fatal.h.
#include "runtime/sched/fatal.h"

#include <string>

#include "runtime/runtime.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/traceback.h"

namespace gosub::rt {

// The current goroutine first, then all others, as gc does for errors that are not a panic of one goroutine.
abi::Status fatal(Runtime& runtime, std::string_view text, std::string_view more) {
  Scheduler& scheduler = *runtime.scheduler;
  std::string out = "fatal error: " + std::string(text) + "\n" + std::string(more);
  TraceOptions options{runtime.config.traceLevel, 100};
  if (options.level > 0) {
    scheduler.freezeTheWorld();
    if (abi::G* g = scheduler.current()) {
      out += "\n";
      appendGoroutine(out, *g, options);
    }
    appendOthers(out, runtime, scheduler.current(), options);
  }
  runtime.writeFatal(out);
  scheduler.exitByCrash();
  return abi::kExit;
}

}  // namespace gosub::rt
