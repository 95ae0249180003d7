// The descriptors that a program has opened through system calls: an instance closes with itself those that are still open, so
// that a host does not lose them. Descriptors of the host, and those that came in a message, are not the instance's.
//
// From any thread. What a blocking call opened is noted when its goroutine goes on.
#pragma once

#include <vector>

#include "runtime/abi/value.h"
#include "runtime/extension.h"
#include "runtime/sched/lock.h"

namespace gosub::stdlib::syscalls {

class Descriptors final : public rt::Extension {
 public:
  explicit Descriptors(rt::Runtime&) {}
  ~Descriptors() override;

  // Before a call that closes one, since its number may be given out again at once.
  void beforeCall(const abi::Word* call);
  // After a call that succeeded: `call` is its number and arguments.
  void afterCall(const abi::Word* call, abi::Word result);
  void opened(int fd);

 private:
  void closed(int fd);

  rt::Lock lock_{rt::LockRank::Leaf};  // guards what follows
  std::vector<bool> open_;
};

// Whether a call with this number may make or close a descriptor.
bool concernsDescriptors(abi::Word number);

}  // namespace gosub::stdlib::syscalls
