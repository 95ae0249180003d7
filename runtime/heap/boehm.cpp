// The bootstrap heap: the Boehm-Demers-Weiser collector behind the heap interface. Objects are scanned conservatively,
// our roots are gathered before each collection and handed over as one block of words.
//
// That collector is process-wide. Two instances share its memory but can't describe each other's roots, so while more
// than one lives nothing is collected.
#include "runtime/heap/boehm.h"

#define GC_THREADS
#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <mutex>
#include <vector>

#include "runtime/gc/finalizer.h"
#include "runtime/gc/weak.h"
#include "runtime/runtime.h"

namespace gosub::rt {

using abi::TypeDesc;

namespace {

class BoehmHeap;

// What the collector's callbacks need; Boehm's own state is process-wide too, and so is this.
struct Process {
  std::mutex mutex;
  bool started = false;
  int heaps = 0;
  BoehmHeap* collecting = nullptr;
};
Process& process() {
  static Process p;
  return p;
}

// Gathers every word that may be a pointer.
class Gatherer final : public RootVisitor {
 public:
  explicit Gatherer(std::vector<const void*>& words) : words_(words) {}
  void pointer(const void* p) override {
    if (p != nullptr) words_.push_back(p);
  }
  void values(const void* base, const TypeDesc* type, size_t count) override {
    conservative(base, static_cast<const char*>(base) + type->size * count);
  }
  void masked(const void* base, const uint64_t*, size_t words) override {
    conservative(base, static_cast<const void* const*>(base) + words);
  }
  __attribute__((no_sanitize("address"))) void conservative(const void* low, const void* high) override {
    auto* end = static_cast<const void* const*>(high);
    for (auto* w = static_cast<const void* const*>(low); w + 1 <= end; w++) pointer(*w);
  }
  bool wantsConservativeStacks() const override { return true; }

 private:
  std::vector<const void*>& words_;
};

class BoehmHeap final : public Heap, private MarkView {
 public:
  explicit BoehmHeap(Runtime& runtime) : Heap(runtime) { start(); }
  ~BoehmHeap() override {
    std::lock_guard lock(process().mutex);
    process().heaps--;
  }

  void* allocate(size_t bytes, const TypeDesc* type) override {
    bool scan = type != nullptr && type->ptrBytes != 0;
    void* p = scan ? GC_malloc(bytes) : GC_malloc_atomic(bytes);
    if (p == nullptr) return nullptr;
    if (!scan) std::memset(p, 0, bytes);
    stats_.mallocs++;
    stats_.totalAlloc += bytes;
    if (stats_.totalAlloc - atLastCollection_ >= budget_) wants_ = true;
    const uint64_t stress = runtime_.config.gcStress;
    if (stress != 0 && stats_.mallocs % stress == 0) wants_ = true;
    return p;
  }

  HeapObject find(const void* p) const override {
    void* base = GC_base(const_cast<void*>(p));
    return base == nullptr ? HeapObject{} : HeapObject{base, GC_size(base), nullptr};
  }

  void collect() override;
  void release() override { GC_gcollect_and_unmap(); }
  void verify() const override {}
  void updateGoal() override {
    int percent = runtime_.config.gcPercent;
    uint64_t live = GC_get_heap_size() - GC_get_free_bytes();
    budget_ = percent < 0 ? UINT64_MAX : std::max<uint64_t>(live, 4 << 20) * uint64_t(percent) / 100;
  }
  HeapStats stats() const override;

 private:
  void start();
  void markEnd();
  void pushRoots();
  bool isMarked(const void* object) override { return GC_is_marked(GC_base(const_cast<void*>(object))) != 0; }
  // Everything that finalizable objects reach was pushed as a root, so only the object itself is left to mark.
  void markFrom(void* object) override {
    if (GC_base(object) == object) GC_set_mark_bit(object);
  }
  void markContents(const void*) override {}

  // Notes the finalizable objects' contents as roots before the collection.
  class Dependents final : public MarkView {
   public:
    explicit Dependents(Gatherer& g) : gather_(g) {}
    bool isMarked(const void*) override { return false; }
    void markFrom(void* object) override { gather_.pointer(object); }
    void markContents(const void* object) override {
      gather_.conservative(object, static_cast<const char*>(object) + GC_size(object));
    }

   private:
    Gatherer& gather_;
  };

  HeapStats stats_;
  std::vector<const void*> words_;
  uint64_t budget_ = 4 << 20, atLastCollection_ = 0;
};

void BoehmHeap::start() {
  Process& p = process();
  std::lock_guard lock(p.mutex);
  p.heaps++;
  if (p.started) return;
  p.started = true;
  GC_set_no_dls(1);
  GC_set_all_interior_pointers(1);
  GC_INIT();
  GC_disable();
  GC_clear_roots();
  GC_set_warn_proc(GC_ignore_warn_proc);
  // Thread stacks are not pushed: at a safepoint no C++ frame holds the only pointer to anything.
  GC_set_push_other_roots([] { if (process().collecting != nullptr) process().collecting->pushRoots(); });
  GC_set_on_collection_event([](GC_EventType event) {
    if (event == GC_EVENT_MARK_END && process().collecting != nullptr) process().collecting->markEnd();
  });
}

void BoehmHeap::pushRoots() {
  GC_push_all(words_.data(), words_.data() + words_.size());
}

void BoehmHeap::markEnd() {
  runtime_.weak->afterMark(*this);
  runtime_.finalizers->afterMark(*this);
}

void BoehmHeap::collect() {
  wants_ = false;
  std::lock_guard lock(process().mutex);
  if (process().heaps != 1) return;
  auto begin = std::chrono::steady_clock::now();
  words_.clear();
  Gatherer gatherer(words_);
  Dependents dependents(gatherer);
  runtime_.roots->visit(gatherer);
  runtime_.finalizers->markDependents(dependents);
  process().collecting = this;
  GC_enable();
  GC_gcollect();
  GC_disable();
  process().collecting = nullptr;
  atLastCollection_ = stats_.totalAlloc;
  updateGoal();
  auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin).count();
  auto wall = std::chrono::system_clock::now().time_since_epoch();
  stats_.lastGcUnixNs = uint64_t(std::chrono::duration_cast<std::chrono::nanoseconds>(wall).count());
  stats_.pauseNs[collections_ % 256] = uint64_t(ns);
  stats_.pauseEnd[collections_ % 256] = stats_.lastGcUnixNs;
  stats_.pauseTotalNs += uint64_t(ns);
  collections_++;
}

HeapStats BoehmHeap::stats() const {
  HeapStats s = stats_;
  s.sys = GC_get_heap_size();
  s.inUse = s.live = s.sys - GC_get_free_bytes();
  s.nextGoal = s.live + budget_;
  // The collector doesn't count freed objects: taken in proportion to freed bytes.
  uint64_t freed = s.totalAlloc > s.live ? s.totalAlloc - s.live : 0;
  s.frees = s.totalAlloc == 0 ? 0 : uint64_t(double(s.mallocs) * double(freed) / double(s.totalAlloc));
  s.collections = collections_;
  s.forced = forced_;
  return s;
}

}  // namespace

std::unique_ptr<Heap> newBoehmHeap(Runtime& runtime) { return std::make_unique<BoehmHeap>(runtime); }

}  // namespace gosub::rt
