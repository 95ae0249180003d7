// Handlers and the thread that passes signals on. See signals.h.
#include "tools/gosub/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "base/version.h"
#include "interp/fault.h"
#include "runtime/sched/scheduler.h"
#include "tools/gosub/cli.h"

namespace gosub::cli {

namespace {

// The writing end of the pipe of the one ProcessSignals; handlers may touch nothing else.
std::atomic<int> signalPipe{-1};

// Signals that were written to it, less those that the receiver has got.
std::atomic<int> caught{0};

void onSignal(int signal) {
  int saved = errno;
  auto byte = static_cast<unsigned char>(signal);
  caught++;
  if (write(signalPipe.load(std::memory_order_relaxed), &byte, 1) != 1) caught--;
  errno = saved;
}

// A handler, since programs that are started inherit ignoring.
void doNothing(int) {}

// Signals of which the system would let the process die, and Go takes no notice: a write to a broken pipe gives an error and no
// more, the others are only for os/signal.
bool isQuiet(int signal) {
  static constexpr int kQuiet[] = {SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ, SIGIO, SIGPWR};
  return std::find(std::begin(kQuiet), std::end(kQuiet), signal) != std::end(kQuiet) || signal >= SIGRTMIN;
}

void setHandler(int signal, void (*handler)(int), struct sigaction* before = nullptr) {
  struct sigaction sa = {};
  sa.sa_handler = handler;
  sa.sa_flags = SA_ONSTACK | SA_RESTART;
  sigfillset(&sa.sa_mask);
  sigaction(signal, &sa, before);
}

// The scheduler that reports fatal signals.
std::atomic<rt::Scheduler*> reporter{nullptr};

void onFatalSignal(int signal) {
  int saved = errno;
  rt::Scheduler* s = reporter.load(std::memory_order_acquire);
  if (s != nullptr && s->fatalSignal(signal)) _exit(2);
  errno = saved;
}

constexpr int kFatalSignals[] = {SIGQUIT, SIGABRT, SIGTRAP, SIGSYS, SIGSTKFLT};
bool isFatal(int signal) {
  return std::find(std::begin(kFatalSignals), std::end(kFatalSignals), signal) != std::end(kFatalSignals);
}

void say(const char* text) {
  ssize_t ignored = write(2, text, strlen(text));
  (void)ignored;
}

constexpr int kCrashSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
struct sigaction before[std::size(kCrashSignals)];  // handlers that installCrashHandler found: a sanitizer's

// Lets the fault happen again under the sanitizer's handler, which reports it and ends the process.
void leaveToSanitizer(int signal) {
  for (size_t i = 0; i < std::size(kCrashSignals); i++)
    if (kCrashSignals[i] == signal) sigaction(signal, &before[i], nullptr);
}

void onCrash(int signal, siginfo_t* info, void* context) {
  bool memory = signal == SIGSEGV || signal == SIGBUS;
  if (memory && interp::redirectFault(context, reinterpret_cast<uintptr_t>(info->si_addr))) return;
  if (kSanitized) return leaveToSanitizer(signal);
  say("\ngosub: internal error: signal ");
  say(signal == SIGSEGV ? "SIGSEGV" : signal == SIGBUS ? "SIGBUS" : signal == SIGFPE ? "SIGFPE" : "SIGILL");
  char hex[] = " at address 0x0000000000000000\n";
  auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  for (int i = 0; i < 16; i++) hex[sizeof hex - 3 - size_t(i)] = "0123456789abcdef"[address >> (4 * i) & 15];
  say(hex);
  say("gosub ");
  say(kVersion);
  say(" linux/amd64. This is a bug of gosub: please report it with the program that shows it.\n");
  struct sigaction sa = {};
  sa.sa_handler = SIG_DFL;
  for (int s : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) sigaction(s, &sa, nullptr);
  abort();
}

}  // namespace

ProcessSignals::ProcessSignals() : hangupIgnored_(ignored(SIGHUP)), interruptIgnored_(ignored(SIGINT)) {
  // At start-up every system call counts: one for each signal, where none is ignored.
  for (int s = 1; s <= SIGRTMAX; s++) {
    struct sigaction before = {};
    if (isQuiet(s)) setHandler(s, doNothing, &before);
    if (before.sa_handler == SIG_IGN) sigaction(s, &before, nullptr);
  }
}

ProcessSignals::~ProcessSignals() {
  if (!thread_.joinable()) return;
  signalPipe = -1;
  close(pipe_[1]);
  thread_.join();
  close(pipe_[0]);
}

void ProcessSignals::start() {
  if (thread_.joinable() || pipe2(pipe_, O_CLOEXEC) != 0) return;
  signalPipe = pipe_[1];
  thread_ = std::thread([this] { loop(); });
}

void ProcessSignals::loop() {
  unsigned char byte;
  for (ssize_t n; (n = read(pipe_[0], &byte, 1)) != 0;) {
    if (n < 0) continue;
    std::lock_guard lock(mutex_);
    if (receiver_) receiver_(byte);
    caught--;
  }
}

void ProcessSignals::setAction(int signal, Action action) {
  if (action == Action::Notify) start();
  if (signal == SIGPIPE) pipeDies_ = action == Action::Default;
  bool fatal = isFatal(signal) && reporter.load(std::memory_order_relaxed) != nullptr;
  bool wasIgnored = (signal == SIGHUP && hangupIgnored_) || (signal == SIGINT && interruptIgnored_);
  auto byDefault = isQuiet(signal) ? doNothing : fatal ? onFatalSignal : wasIgnored ? SIG_IGN : SIG_DFL;
  setHandler(signal, action == Action::Notify ? onSignal : action == Action::Ignore ? SIG_IGN : byDefault);
}

bool ProcessSignals::ignored(int signal) const {
  struct sigaction sa;
  return sigaction(signal, nullptr, &sa) == 0 && sa.sa_handler == SIG_IGN;
}

bool ProcessSignals::idle() const { return caught == 0; }

void ProcessSignals::setReceiver(std::function<void(int)> receiver) {
  std::lock_guard lock(mutex_);
  receiver_ = std::move(receiver);
}

void ProcessSignals::raiseDefault(int signal) {
  if (signal == SIGPIPE && (!pipeDies_ || ignored(SIGPIPE))) return;
  setHandler(signal, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  raise(signal);
}

void reportFatalSignals(rt::Scheduler& scheduler) {
  reporter.store(&scheduler, std::memory_order_release);
  for (int s : kFatalSignals) {
    struct sigaction old;
    if (sigaction(s, nullptr, &old) == 0 && old.sa_handler == SIG_DFL) setHandler(s, onFatalSignal);
  }
}

void installCrashHandler() {
  static char stack[128 * 1024];
  stack_t alternative = {};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  if (!kSanitized) sigaltstack(&alternative, nullptr);  // sanitizers have their own
  struct sigaction sa = {};
  sa.sa_sigaction = onCrash;
  sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (size_t i = 0; i < std::size(kCrashSignals); i++) sigaction(kCrashSignals[i], &sa, &before[i]);
}

}  // namespace gosub::cli
