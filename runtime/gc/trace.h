// The lines of GODEBUG gctrace, gcpacertrace and scavtrace, in Go 1.19's formats. Text only: collector.cpp says when.
#pragma once

#include <cstdint>
#include <string>

namespace gosub::rt {

// One cycle. Times in ns, sizes in bytes.
struct CycleTrace {
  uint32_t number = 0;
  int64_t begin = 0;               // since the instance began
  int percent = 0;                 // of the CPUs, since the beginning
  int64_t stop1 = 0, mark = 0, stop2 = 0;
  int64_t assists = 0, background = 0;
  uint64_t liveAtStart = 0, liveAtEnd = 0, marked = 0, goal = 0, stacks = 0, globals = 0;
  int procs = 1;
  bool forced = false;
};
std::string gcLine(const CycleTrace& t);

struct PacerTrace {
  double assistRatio = 0, consMark = 0;
  uint64_t scan = 0, live = 0, goal = 0, end = 0, scanned = 0;
  int percent = 0;
};
std::string pacerBeginLine(const PacerTrace& t);
std::string pacerEndLine(const PacerTrace& t);

std::string scavengeLine(uint64_t work, uint64_t total, uint64_t inUse, uint64_t retained, bool forced);

}  // namespace gosub::rt
