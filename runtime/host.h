// What an instance is given by its host: arguments, environment, signals. Filled by the engine before Go code runs; read by
// the natives of packages os, syscall and os/signal. Nothing here is the process's own state: changes that a program makes
// (Setenv, Chdir) stay inside the instance's Go variables.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace gosub::rt {

// How the host lets a program see signals; absent for embedded instances that have no business with them.
class SignalSource {
 public:
  enum class Action : unsigned char {
    Default,  // what the system does
    Ignore,
    Notify,   // the receiver is called
  };
  virtual ~SignalSource() = default;
  virtual void setAction(int signal, Action action) = 0;
  // Whether the signal is ignored now, as it may have been since before the program began.
  virtual bool ignored(int signal) const = 0;
  // Called with each notified signal, on any thread. Empty: nobody listens any more.
  virtual void setReceiver(std::function<void(int)> receiver) = 0;
  // No signal has been caught that the receiver was not called with yet.
  virtual bool idle() const = 0;
  // The process dies of this signal as if it had no handler, unless the program has said what to do about it (a broken pipe on
  // standard output).
  virtual void raiseDefault(int signal) = 0;
};

struct Host {
  std::vector<std::string> args;  // os.Args
  std::vector<std::string> env;   // "K=V"
  SignalSource* signals = nullptr;
};

}  // namespace gosub::rt
