// See pacer.h.
#include "runtime/gc/pacer.h"

#include <algorithm>

namespace gosub::rt {

namespace {

// The goal is never below this at GOGC=100, so that small programs don't collect at all.
constexpr uint64_t kMinHeap = 4 << 20;

uint64_t percentOf(uint64_t bytes, uint64_t percent) {
  uint64_t r;
  return __builtin_mul_overflow(bytes, percent, &r) ? bytes / 100 * percent : r / 100;
}

uint64_t goalByPercent(const PacerInput& in) {
  if (in.percent < 0) return kNoGoal;
  auto percent = uint64_t(in.percent);
  uint64_t goal = in.marked + percentOf(in.marked + in.roots, percent);
  return std::min(std::max(goal, percentOf(kMinHeap, percent)), kNoGoal);
}

uint64_t goalByLimit(const PacerInput& in) {
  if (in.limit == INT64_MAX) return kNoGoal;
  auto limit = uint64_t(std::max<int64_t>(in.limit, 0));
  uint64_t room = limit > in.otherMemory ? limit - in.otherMemory : 0;
  // Above the limit the heap still gets a little room, so that the program makes progress.
  return std::max(room, in.marked + std::max<uint64_t>(in.marked / 10, 1 << 16));
}

}  // namespace

PacerTargets pace(const PacerInput& in) {
  uint64_t goal = std::min(goalByPercent(in), goalByLimit(in));
  if (goal == kNoGoal) return {goal, goal};
  uint64_t room = goal > in.marked ? goal - in.marked : 0;
  // What is likely to be allocated until all is marked, within bounds: too early a begin would collect all the time.
  auto runway = uint64_t(in.consMark * double(in.marked));
  uint64_t early = room / 100 * 70, late = room / 100 * 95;
  uint64_t begin = room > runway ? room - runway : 0;
  return {goal, in.marked + std::clamp(begin, early, std::max(early, late))};
}

double assistRatio(const AssistInput& in) {
  uint64_t work = in.scanned < in.expected ? in.expected - in.scanned
                                           : in.liveAtStart > in.scanned ? in.liveAtStart - in.scanned : 0;
  constexpr uint64_t kLeast = 64 << 10;
  uint64_t room = in.goal > in.live + kLeast ? in.goal - in.live : kLeast;
  return double(std::max(work, kLeast)) / double(room);
}

}  // namespace gosub::rt
