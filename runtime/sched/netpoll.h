// The poller: goroutines that wait until a descriptor can be read or written. One thread waits in epoll (edge-triggered) and makes
// them runnable. All functions from any thread.
//
// A descriptor is known by an id that is never used again, so events that arrive late find nothing.
#pragma once

#include <cstdint>
#include <thread>
#include <unordered_map>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/sched/lock.h"

namespace gosub::rt {

class Scheduler;

enum class PollMode : uint8_t { Read = 0, Write = 1 };

class Netpoll {
 public:
  explicit Netpoll(Scheduler& scheduler);
  ~Netpoll();
  Netpoll(const Netpoll&) = delete;

  // Starts to watch fd. Returns an errno: EPERM for files that are always ready.
  int open(int fd, uint64_t* id);
  void close(uint64_t id);
  // Forgets readiness seen before: call it before trying the operation again.
  void reset(uint64_t id, PollMode mode);
  // Parks g until the descriptor is ready or evicted.
  abi::Status wait(abi::G& g, uint64_t id, PollMode mode);
  // Wakes whoever waits, or makes the next wait return at once.
  void evict(uint64_t id, PollMode mode);

 private:
  struct Desc {
    int fd = -1;
    bool ready[2] = {};
    abi::G* waiter[2] = {};
  };
  void loop();
  void happened(uint64_t id, uint32_t events);
  void signal(Desc& d, PollMode mode);
  void wakeOrRemember(Desc& d, PollMode mode);

  Scheduler& scheduler_;
  int epoll_;
  int stop_;  // eventfd that ends the thread
  Lock lock_{LockRank::Netpoll};  // guards what follows
  uint64_t nextId_ = 1;
  std::unordered_map<uint64_t, Desc> descs_;
  std::thread thread_;
};

}  // namespace gosub::rt
