// Reserving the stack and switching to it. See deep_stack.h.
#include "base/os/deep_stack.h"

#include <cstdint>

#include "base/check.h"
#include "base/os/pages.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/common_interface_defs.h>
#define GOSUB_ASAN_FIBERS 1
#endif
#endif

namespace gosub::os {

namespace {

constexpr size_t kLeast = size_t{1} << 20;

void beginSwitch(void** fakeStack, const void* bottom, size_t size) {
#ifdef GOSUB_ASAN_FIBERS
  __sanitizer_start_switch_fiber(fakeStack, bottom, size);
#endif
}

void endSwitch(void* fakeStack, const void** oldBottom, size_t* oldSize) {
#ifdef GOSUB_ASAN_FIBERS
  __sanitizer_finish_switch_fiber(fakeStack, oldBottom, oldSize);
#endif
}

}  // namespace

DeepStack::DeepStack(size_t bytes) {
  for (size_t n = bytes; n >= kLeast; n /= 2) {
    base_ = mapPages(n);
    if (base_ == nullptr) continue;
    size_ = n;
    return;
  }
}

DeepStack::~DeepStack() {
  if (base_ != nullptr) unmapPages(base_, size_);
}

void DeepStack::trampoline(unsigned low, unsigned high) {
  auto* self = reinterpret_cast<DeepStack*>(uintptr_t(low) | uintptr_t(high) << 32);
  const void* oldBottom = nullptr;
  size_t oldSize = 0;
  endSwitch(nullptr, &oldBottom, &oldSize);
  self->body_(self->argument_);
  beginSwitch(nullptr, oldBottom, oldSize);
}

void DeepStack::call(Body body, void* argument) {
  if (inside_ || base_ == nullptr) return body(argument);
  inside_ = true;
  body_ = body;
  argument_ = argument;
  GOSUB_CHECK(getcontext(&inner_) == 0);
  inner_.uc_stack.ss_sp = base_;
  inner_.uc_stack.ss_size = size_;
  inner_.uc_link = &caller_;
  auto address = reinterpret_cast<uintptr_t>(this);
  makecontext(&inner_, reinterpret_cast<void (*)()>(&DeepStack::trampoline), 2, unsigned(address), unsigned(address >> 32));
  beginSwitch(&fakeStack_, base_, size_);
  GOSUB_CHECK(swapcontext(&caller_, &inner_) == 0);
  endSwitch(fakeStack_, nullptr, nullptr);
  inside_ = false;
}

}  // namespace gosub::os
