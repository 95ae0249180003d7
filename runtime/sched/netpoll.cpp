// The poller. See netpoll.h.
#include "runtime/sched/netpoll.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include "base/check.h"
#include "runtime/sched/park.h"
#include "runtime/sched/scheduler.h"

namespace gosub::rt {

using abi::G;
using abi::Status;

Netpoll::Netpoll(Scheduler& scheduler)
    : scheduler_(scheduler), epoll_(epoll_create1(EPOLL_CLOEXEC)), stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  epoll_event e{};
  e.events = EPOLLIN;
  e.data.u64 = 0;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, stop_, &e);
}

Netpoll::~Netpoll() {
  uint64_t one = 1;
  [[maybe_unused]] ssize_t n = write(stop_, &one, sizeof one);
  if (thread_.joinable()) thread_.join();
  ::close(stop_);
  ::close(epoll_);
}

int Netpoll::open(int fd, uint64_t* id) {
  if (epoll_ < 0 || stop_ < 0) return EMFILE;
  LockGuard guard(lock_);
  epoll_event e{};
  e.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  e.data.u64 = nextId_;
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &e) != 0) return errno;
  *id = nextId_++;
  descs_[*id].fd = fd;
  return 0;
}

void Netpoll::close(uint64_t id) {
  LockGuard guard(lock_);
  auto it = descs_.find(id);
  if (it == descs_.end()) return;
  wakeOrRemember(it->second, PollMode::Read);
  wakeOrRemember(it->second, PollMode::Write);
  epoll_ctl(epoll_, EPOLL_CTL_DEL, it->second.fd, nullptr);
  descs_.erase(it);
}

void Netpoll::reset(uint64_t id, PollMode mode) {
  LockGuard guard(lock_);
  auto it = descs_.find(id);
  if (it != descs_.end()) it->second.ready[int(mode)] = false;
}

Status Netpoll::wait(G& g, uint64_t id, PollMode mode) {
  lock_.lock();
  auto it = descs_.find(id);
  // The caller's lock prevents that there is a waiter already.
  if (it == descs_.end() || std::exchange(it->second.ready[int(mode)], false) || it->second.waiter[int(mode)] != nullptr) {
    lock_.unlock();
    return abi::kDone;
  }
  Desc& d = it->second;
  if (!thread_.joinable()) thread_ = std::thread([this] { loop(); });
  d.waiter[int(mode)] = &g;
  scheduler_.holdAlive();
  return parkUnlocking(g, WaitReason::IOWait, nullptr, nullptr, lock_);
}

void Netpoll::signal(Desc& d, PollMode mode) {
  G* g = std::exchange(d.waiter[int(mode)], nullptr);
  if (g == nullptr) return;
  scheduler_.ready(*g);
  scheduler_.releaseAlive();
}

void Netpoll::evict(uint64_t id, PollMode mode) {
  LockGuard guard(lock_);
  auto it = descs_.find(id);
  if (it != descs_.end()) wakeOrRemember(it->second, mode);
}

// Who is about to wait has looked at deadlines and the like already, so that nothing may get lost.
void Netpoll::wakeOrRemember(Desc& d, PollMode mode) {
  if (d.waiter[int(mode)] == nullptr) d.ready[int(mode)] = true;
  signal(d, mode);
}

void Netpoll::happened(uint64_t id, uint32_t events) {
  auto it = descs_.find(id);
  if (it == descs_.end()) return;
  Desc& d = it->second;
  if (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) wakeOrRemember(d, PollMode::Read);
  if (events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) wakeOrRemember(d, PollMode::Write);
}

void Netpoll::loop() {
  epoll_event events[64];
  for (;;) {
    int n = epoll_wait(epoll_, events, 64, -1);
    if (n < 0 && errno != EINTR) return;
    std::vector<std::pair<uint64_t, uint32_t>> seen;
    for (int i = 0; i < n; i++) {
      uint64_t id = events[i].data.u64;  // packed: no reference to it
      uint32_t what = events[i].events;
      if (id == 0) return;
      seen.emplace_back(id, what);
    }
    LockGuard guard(lock_);
    for (auto [id, what] : seen) happened(id, what);
  }
}

}  // namespace gosub::rt
