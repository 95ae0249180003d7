// When a collection begins and how much allocation has to help it: arithmetic only, after the rules of Go 1.19.
#pragma once

#include <cstdint>

namespace gosub::rt {

struct PacerInput {
  uint64_t marked = 0;         // heap bytes that the last collection found live
  uint64_t roots = 0;          // bytes of stacks and globals that it scanned
  int percent = 100;           // GOGC; < 0: off
  int64_t limit = INT64_MAX;   // GOMEMLIMIT
  uint64_t otherMemory = 0;    // what counts for the limit and is no object
  double consMark = 0;         // bytes allocated per byte marked while the last collection marked; 0: not known
};

struct PacerTargets {
  uint64_t goal;     // the heap should not grow beyond it before marking has ended
  uint64_t trigger;  // at which marking begins
};

inline constexpr uint64_t kNoGoal = uint64_t{1} << 62;

PacerTargets pace(const PacerInput& in);

// Bytes to be scanned for each allocated byte while marking, so that both end at the goal.
struct AssistInput {
  uint64_t liveAtStart, expected, scanned;  // heap then; what is likely to be scanned, and was
  uint64_t live, goal;
};
double assistRatio(const AssistInput& in);

}  // namespace gosub::rt
