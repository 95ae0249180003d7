// The spans of one size class that no cache holds. What a collection has left to sweep stands apart; whoever takes a span
// from there sweeps it. Large objects have a list of their own kind: class 0, in which nothing is partial.
#pragma once

#include <mutex>
#include <utility>

#include "runtime/heap/span.h"

namespace gosub::rt {

class Central {
 public:
  enum Kind { Partial, Full };

  // A swept span (with free slots, or without).
  void add(Span* s) {
    Kind kind = s->sizeClass != 0 && s->hasFreeSlot() ? Partial : Full;
    std::lock_guard lock(mutex_);
    s->next = swept_[kind];
    swept_[kind] = s;
  }
  Span* takePartial() { return take(swept_[Partial]); }
  // For the caller to sweep. Those that had free slots before are the likelier ones to have some now.
  Span* takeUnswept() {
    Span* s = take(unswept_[Partial]);
    return s != nullptr ? s : take(unswept_[Full]);
  }
  // The world is stopped and everything is swept: after marking, nothing is.
  void startSweep() {
    for (Kind k : {Partial, Full}) std::swap(unswept_[k], swept_[k]);
  }
  template <class F>
  void forEach(F f) {
    std::lock_guard lock(mutex_);
    for (Span* list : {swept_[Partial], swept_[Full], unswept_[Partial], unswept_[Full]}) {
      for (Span *s = list, *next; s != nullptr; s = next) {
        next = s->next;
        f(s);
      }
    }
  }

 private:
  Span* take(Span*& list) {
    std::lock_guard lock(mutex_);
    return list == nullptr ? nullptr : std::exchange(list, list->next);
  }

  std::mutex mutex_;
  Span* swept_[2] = {};    // by Kind, linked by next; guarded by mutex_
  Span* unswept_[2] = {};  // likewise
};

}  // namespace gosub::rt
