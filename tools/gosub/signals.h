// Signals of the process, as the command line hands them to the one program it runs (rt::SignalSource), and what happens
// when gosub itself crashes. An embedding host has its own ways; nothing here is used there.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "runtime/host.h"

namespace gosub::rt {
class Scheduler;
}

namespace gosub::cli {

class ProcessSignals final : public rt::SignalSource {
 public:
  ProcessSignals();
  ~ProcessSignals() override;
  void setAction(int signal, Action action) override;
  bool ignored(int signal) const override;
  void setReceiver(std::function<void(int)> receiver) override;
  bool idle() const override;
  void raiseDefault(int signal) override;

 private:
  void start();
  void loop();
  std::mutex mutex_;  // guards receiver_
  std::function<void(int)> receiver_;
  std::thread thread_;
  int pipe_[2] = {-1, -1};
  bool hangupIgnored_, interruptIgnored_;  // since before the program began, as under nohup
  bool pipeDies_ = true;  // the program does nothing about SIGPIPE
};

// SIGQUIT and others end the program with a report of its goroutines, as gc's programs do.
void reportFatalSignals(rt::Scheduler& scheduler);

// Faults in gosub's own code print "gosub: internal error" and how to report it, then the process ends.
void installCrashHandler();

}  // namespace gosub::cli
