// Concurrent cycles with a goroutine of the test's own: it moves pointers about while the collector marks, and every object
// that it still reaches must be what it was. And the pacer's arithmetic.
#include <catch2/catch.hpp>

#include <condition_variable>
#include <mutex>

#include "runtime/gc/collector.h"
#include "runtime/gc/pacer.h"
#include "runtime/gc/roots.h"
#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/heap/heap.h"
#include "runtime/sched/park.h"
#include "runtime/types/table.h"

namespace gosub::rt {

namespace {

struct Node {
  Node* next;
  Node* other;
  uint64_t value;
};
constexpr uint64_t kValue = 0x600d600d600d600d;

// One goroutine, whose frame is `frame`.
class TestWorld final : public World {
 public:
  TestWorld() {
    g.sched = &sched;
    sched.g = &g;
  }
  bool stop() override {
    std::unique_lock lock(mutex_);
    wanted_ = true;
    changed_.wait(lock, [this] { return stopped_ || closed_; });
    return !closed_;
  }
  void start() override {
    std::lock_guard lock(mutex_);
    wanted_ = false;
    changed_.notify_all();
  }
  void notifyFinalizers() override {}
  int procs() const override { return 1; }
  bool nothingRuns() const override { return false; }
  void beginStackScan() override {}
  bool scanStacks(RootVisitor& visitor, int64_t) override {
    visitGoroutine(g, visitor);
    return false;
  }
  void visitGoroutine(abi::G&, RootVisitor& visitor) override {
    for (const Node* n : frame) visitor.pointer(n);
  }
  void safepoint() {
    if (!wanted_.load(std::memory_order_relaxed)) return;
    std::unique_lock lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !wanted_; });
    stopped_ = false;
  }
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  abi::G g{};
  SchedState sched;
  Node* frame[4] = {};

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> wanted_{false};
  bool stopped_ = false, closed_ = false;
};

struct Mutator {
  static constexpr size_t kSlots = 64;
  Runtime& runtime;
  TestWorld& world;
  const abi::TypeDesc* type;
  Node* slots[kSlots] = {};  // a global
  uint64_t random = 1;

  uint64_t below(uint64_t n) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    return (random >> 33) % n;
  }
  Node* fresh() {
    auto* n = static_cast<Node*>(newObject(runtime, type));
    n->value = kValue;
    return n;
  }
  void step() {
    abi::G& g = world.g;
    Node*& held = world.frame[below(4)];
    Node*& slot = slots[below(kSlots - 1)];
    switch (below(8)) {
      case 0: {  // onto the frame, and away from where it was
        if (slot == nullptr) break;
        held = slot;
        storePtr(g, &slot, held->next);
        break;
      }
      case 1:
        if (held == nullptr) break;
        storePtr(g, &held->next, slot);
        storePtr(g, &slot, held);
        break;
      case 2: {  // to the front of a list
        Node* n = fresh();
        n->next = held;
        n->other = slot;
        held = n;
        break;
      }
      case 3:
        if (held != nullptr) storePtr(g, &held->other, slot);
        break;
      case 4: {  // out of the middle of a list
        Node* n = slot;
        for (uint64_t i = below(20); n != nullptr && i > 0; i--) n = n->next;
        if (n == nullptr || n->next == nullptr) break;
        held = n->next;
        storePtr(g, &n->next, held->next);
        storePtr(g, &held->next, nullptr);
        break;
      }
      case 5:
        if (held != nullptr) held = held->other;
        break;
      default: {
        Node* n = fresh();
        n->next = slot;
        storePtr(g, &slot, n);
      }
    }
  }
  // How many of the objects reached first are not whole. (Lists may have grown into each other.)
  int bad() const {
    int wrong = 0;
    for (const Node* n : slots)
      for (int i = 0; n != nullptr && i < 1000; n = n->next, i++) wrong += n->value != kValue;
    for (const Node* n : world.frame)
      for (int i = 0; n != nullptr && i < 100; n = n->other, i++) wrong += n->value != kValue;
    return wrong;
  }
};

}  // namespace

TEST_CASE("what a goroutine reaches survives cycles that run beside it") {
  RuntimeConfig config;
  config.gcPercent = 1;
  config.clobberFree = true;
  config.checkMarks = true;
  Runtime runtime(config);
  TestWorld world;
  world.g.runtime = &runtime;
  runtime.collector->setWorld(&world);
  FieldSpec fields[] = {{"next", "", "", runtime.types->unsafePointerType()},
                        {"other", "", "", runtime.types->unsafePointerType()},
                        {"value", "", "", runtime.types->intType()}};
  const abi::TypeDesc* type = runtime.types->structOf(fields);
  Mutator m{runtime, world, type};
  runtime.roots->addGlobal(m.slots, runtime.types->arrayOf(runtime.types->unsafePointerType(), Mutator::kSlots));
  // The last list is long, so that marking takes a while; it is marked first.
  for (size_t i = 0; i < 400'000; i++) {
    Node*& slot = m.slots[i % 4 == 0 ? i / 4 % Mutator::kSlots : Mutator::kSlots - 1];
    Node* n = m.fresh();
    n->next = slot;
    storePtr(world.g, &slot, n);
    world.safepoint();
  }
  int bad = 0;
  for (int i = 0; i < 400'000; i++) {
    m.step();
    world.safepoint();
    if (i % 1000 == 0) bad += m.bad();
  }
  CHECK(bad == 0);
  CHECK(runtime.collector->cycle() > 5);
  world.close();
  runtime.collector->shutdown();
}

TEST_CASE("the goal is GOGC percent above what lives, and never low") {
  PacerInput in;
  CHECK(pace(in).goal == 4 << 20);
  in.marked = 100 << 20;
  CHECK(pace(in).goal == 200 << 20);
  in.roots = 10 << 20;
  CHECK(pace(in).goal == 210 << 20);
  in.percent = 50;
  CHECK(pace(in).goal == 155 << 20);
  in.percent = -1;
  CHECK(pace(in).goal == kNoGoal);
  CHECK(pace(in).trigger == kNoGoal);
}

TEST_CASE("a memory limit lowers the goal, but not to nothing") {
  PacerInput in;
  in.marked = 100 << 20;
  in.limit = 150 << 20;
  in.otherMemory = 10 << 20;
  CHECK(pace(in).goal == 140 << 20);
  in.limit = 50 << 20;
  CHECK(pace(in).goal == 110 << 20);
  in.percent = -1;
  CHECK(pace(in).goal == 110 << 20);
}

TEST_CASE("marking begins early enough for what is allocated meanwhile, within bounds") {
  PacerInput in;
  in.marked = 100 << 20;
  uint64_t room = 100 << 20;
  CHECK(pace(in).trigger == in.marked + room / 100 * 95);
  in.consMark = 0.2;
  CHECK(pace(in).trigger == (200 << 20) - (20 << 20));
  in.consMark = 5;
  CHECK(pace(in).trigger == in.marked + room / 100 * 70);
}

TEST_CASE("allocation helps in proportion to what is left") {
  AssistInput in{100 << 20, 50 << 20, 0, 100 << 20, 150 << 20};
  CHECK(assistRatio(in) == Approx(1.0));
  in.scanned = 25 << 20;
  CHECK(assistRatio(in) == Approx(0.5));
  in.live = 200 << 20;
  CHECK(assistRatio(in) > 100);
}

}  // namespace gosub::rt
