// See altstack.h.
#include "runtime/sched/altstack.h"

#include <unistd.h>

#include "base/os/pages.h"

namespace gosub::rt {

AltStack::AltStack() {
  constexpr size_t kHandlers = 64 * 1024;  // what a handler may need above the system's own frame
  stack_t old;
  if (sigaltstack(nullptr, &old) == 0 && !(old.ss_flags & SS_DISABLE)) return;
  long least = sysconf(_SC_MINSIGSTKSZ);
  bytes_ = (kHandlers + size_t(least > 0 ? least : 0) + os::kPage - 1) & ~(os::kPage - 1);
  memory_ = os::mapPages(bytes_);
  if (memory_ == nullptr) return;
  stack_t own{};
  own.ss_sp = memory_;
  own.ss_size = bytes_;
  sigaltstack(&own, nullptr);
}

AltStack::~AltStack() {
  if (memory_ == nullptr) return;
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  sigaltstack(&none, nullptr);
  os::unmapPages(memory_, bytes_);
}

}  // namespace gosub::rt
