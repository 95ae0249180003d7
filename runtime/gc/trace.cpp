// See trace.h.
#include "runtime/gc/trace.h"

#include <cstdio>

namespace gosub::rt {

namespace {

// Two digits and at most three decimal places; whole milliseconds from ten on.
std::string milliseconds(int64_t ns) {
  char text[32];
  int64_t us = ns / 1000;
  if (us <= 0) return "0";
  int decimals = ns >= 10'000'000 ? 0 : us >= 1000 ? 1 : us >= 100 ? 2 : 3;
  int64_t unit = decimals == 3 ? 1 : decimals == 2 ? 10 : decimals == 1 ? 100 : 1000;
  std::snprintf(text, sizeof text, "%.*f", decimals, double(us / unit * unit) / 1000);
  return text;
}

template <class... A>
std::string print(const char* format, A... a) {
  char text[400];
  std::snprintf(text, sizeof text, format, a...);
  return text;
}

using Int = unsigned long long;
Int megabytes(uint64_t bytes) { return bytes >> 20; }

}  // namespace

std::string gcLine(const CycleTrace& t) {
  std::string line = print("gc %u @%.3fs %d%%: ", t.number, double(t.begin / 1'000'000) / 1000, t.percent);
  line += milliseconds(t.stop1) + "+" + milliseconds(t.mark) + "+" + milliseconds(t.stop2) + " ms clock, ";
  line += milliseconds(t.stop1 * t.procs) + "+" + milliseconds(t.assists) + "/" + milliseconds(t.background) + "/0+" +
          milliseconds(t.stop2 * t.procs) + " ms cpu, ";
  line += print("%llu->%llu->%llu MB, %llu MB goal, %llu MB stacks, %llu MB globals, %d P", megabytes(t.liveAtStart),
                megabytes(t.liveAtEnd), megabytes(t.marked), megabytes(t.goal), megabytes(t.stacks), megabytes(t.globals), t.procs);
  return line + (t.forced ? " (forced)\n" : "\n");
}

std::string pacerBeginLine(const PacerTrace& t) {
  return print("pacer: assist ratio=%+e (scan %llu MB in %llu->%llu MB) workers=1+%+e\n", t.assistRatio, megabytes(t.scan),
               megabytes(t.live), megabytes(t.goal), 0.0);
}

std::string pacerEndLine(const PacerTrace& t) {
  return print("pacer: %d%% CPU (25 exp.) for %llu+0+0 B work (%llu B exp.) in %llu B -> %llu B (\u2206goal %lld, cons/mark %+e)\n",
               t.percent, Int(t.scanned), Int(t.scan), Int(t.live), Int(t.end), (long long)(t.end) - (long long)(t.goal), t.consMark);
}

std::string scavengeLine(uint64_t work, uint64_t total, uint64_t inUse, uint64_t retained, bool forced) {
  return print("scav %llu KiB work, %llu KiB total, %llu%% util%s\n", Int(work >> 10), Int(total >> 10),
               Int(retained == 0 ? 0 : inUse * 100 / retained), forced ? " (forced)" : "");
}

}  // namespace gosub::rt
