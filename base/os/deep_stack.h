// A large, lazily committed stack for code whose recursion follows the nesting of the source: parser, checker, lowering.
// Only the pages that deep input really touches cost memory.
//
// Thread rule: one caller at a time. A call from code that already runs on the stack is an ordinary call.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <ucontext.h>

namespace gosub::os {

class DeepStack {
 public:
  // Reserves up to `bytes`; less when the address space is limited.
  explicit DeepStack(size_t bytes = size_t{4} << 30);
  ~DeepStack();
  DeepStack(const DeepStack&) = delete;
  DeepStack& operator=(const DeepStack&) = delete;

  size_t size() const { return size_; }

  // Calls f() on the stack and comes back when it has returned.
  template <class F>
  void run(F&& f) {
    using Fn = std::remove_reference_t<F>;
    call([](void* p) { (*static_cast<Fn*>(p))(); }, &f);
  }

 private:
  using Body = void (*)(void*);
  void call(Body body, void* argument);
  static void trampoline(unsigned low, unsigned high);

  void* base_ = nullptr;
  size_t size_ = 0;
  bool inside_ = false;
  Body body_ = nullptr;
  void* argument_ = nullptr;
  void* fakeStack_ = nullptr;  // AddressSanitizer's
  ucontext_t caller_, inner_;
};

}  // namespace gosub::os
