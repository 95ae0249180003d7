// The parts of an instance's runtime, made and ended in the right order. See runtime.h.
#include "runtime/runtime.h"

#include <errno.h>
#include <sys/random.h>
#include <unistd.h>

#include "runtime/gc/collector.h"
#include "runtime/gc/finalizer.h"
#include "runtime/gc/handles.h"
#include "runtime/gc/roots.h"
#include "runtime/gc/weak.h"
#include "runtime/heap/heap.h"
#include "runtime/stack/alloc.h"
#include "runtime/types/itab.h"
#include "runtime/types/table.h"

namespace gosub::rt {

namespace {

uint64_t firstSeed(const RuntimeConfig& config) {
  uint64_t seed = config.seed;
  if (seed == 0 && getrandom(&seed, sizeof seed, 0) != sizeof seed) seed = 0x9E3779B97F4A7C15u;
  return seed;
}

}  // namespace

Runtime::Runtime(const RuntimeConfig& c)
    : config(c),
      types(std::make_unique<TypeTable>()),
      itabs(std::make_unique<Itabs>(*types)),
      roots(std::make_unique<Roots>()),
      handles(std::make_unique<Handles>()),
      finalizers(std::make_unique<Finalizers>(*this)),
      weak(std::make_unique<WeakTable>()),
      stacks(std::make_unique<StackPool>()),
      randomState_(firstSeed(c)) {
  hashSeed = random();
  roots->add(handles.get());
  roots->add(finalizers.get());
  heap = std::make_unique<Heap>(*this);
  heapCache = &heap->newCache();
  collector = std::make_unique<Collector>(*this);
}

Runtime::~Runtime() = default;

// splitmix64
uint64_t Runtime::random() {
  constexpr uint64_t kStep = 0x9E3779B97F4A7C15u;
  uint64_t z = randomState_.fetch_add(kStep, std::memory_order_relaxed) + kStep;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

void Runtime::writeFatal(std::string_view text) {
  if (crashFd >= 0) writeAll(crashFd, text);
  if (fatalText == nullptr) return writeStderr(text);
  fatalText->append(text);
}

void Runtime::writeStderr(std::string_view text) { writeAll(config.stderrFd, text); }

void Runtime::writeAll(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    text.remove_prefix(size_t(n));
  }
}

}  // namespace gosub::rt
