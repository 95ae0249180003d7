// fuzz: feeds mutated Go files to scanner, parser, checker, IR builder and encoder, in process.
//
//   fuzz [-n=COUNT] [-seed=N] [-seconds=N] FILE.go...|DIR...
//
// Each input is a seed file with a few random changes: bytes, tokens, lines deleted, repeated, swapped or taken from another
// seed. What is accepted is lowered, with every verifier on. A crash or a check failure ends the process; an input that takes
// more than ten seconds of processor time is a hang and aborts it. The input at hand is then in fuzz-input.go in the working directory.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/os/file.h"
#include "engine/instance.h"
#include "interp/verify.h"

namespace gosub {

namespace {

constexpr unsigned kHangSeconds = 10;
constexpr size_t kLargestSeed = 16 * 1024;

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next() {  // splitmix64
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  size_t below(size_t n) { return n == 0 ? 0 : size_t(next() % n); }

 private:
  uint64_t state_;
};

class Fuzzer {
 public:
  explicit Fuzzer(uint64_t seed) : random_(seed) {}

  void addSeeds(const std::string& path) {
    if (os::fileKind(path) == os::FileKind::Directory) {
      std::vector<os::DirEntry> entries;
      std::string error;
      os::listDir(path, &entries, &error);
      for (const os::DirEntry& e : entries)
        if (e.kind == os::FileKind::Directory || e.name.ends_with(".go")) addSeeds(path + "/" + e.name);
      return;
    }
    std::string text, error;
    if (os::readFile(path, &text, &error) && text.size() <= kLargestSeed) seeds_.push_back(std::move(text));
  }
  bool empty() const { return seeds_.empty(); }

  std::string input() {
    std::string s = seeds_[random_.below(seeds_.size())];
    for (size_t n = 1 + random_.below(4); n > 0; n--) mutate(s);
    return s;
  }

 private:
  // A stretch of the text: a token, or a line.
  std::pair<size_t, size_t> piece(const std::string& s, bool line) {
    size_t at = random_.below(s.size());
    auto inside = [&](char c) { return line ? c != '\n' : std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    size_t begin = at, end = at + 1;
    if (!line && !inside(s[at])) return {begin, std::min(end, s.size())};
    while (begin > 0 && inside(s[begin - 1])) begin--;
    while (end < s.size() && inside(s[end])) end++;
    if (line && end < s.size()) end++;
    return {begin, end};
  }

  void mutate(std::string& s) {
    if (s.empty()) s = "package p\n";
    bool line = random_.below(3) == 0;
    auto [b, e] = piece(s, line);
    std::string text = s.substr(b, e - b);
    switch (random_.below(7)) {
      case 0: s.erase(b, e - b); break;
      case 1: s.insert(b, text + (line ? "" : " ")); break;
      case 2: {
        auto [b2, e2] = piece(s, line);
        s.replace(b2, e2 - b2, text);
        break;
      }
      case 3: {
        const std::string& other = seeds_[random_.below(seeds_.size())];
        if (other.empty()) break;
        auto [b2, e2] = piece(other, line);
        s.replace(b, e - b, other.substr(b2, e2 - b2));
        break;
      }
      case 4: s[b] = char(random_.next()); break;
      case 5: s.insert(b, kTokens[random_.below(std::size(kTokens))]); break;
      case 6: s.replace(b, e - b, kTokens[random_.below(std::size(kTokens))]); break;
    }
  }

  static constexpr const char* kTokens[] = {
      "(", ")", "[", "]", "{", "}", ",", ";", ":", ":=", "...", "<-", "*", "&", "~", "|", "0", "-1", "1<<62", "1e400", "\"s\"", "'x'",
      "nil", "func()", "interface{}", "struct{}", "map[int]", "chan ", "type ", "var x ", "const c = iota\n", "range ", "go ", "defer ",
      "select {}", "switch {}", "goto L", "L:", "[T any]", "any", "comparable", "return ", "break\n", "fallthrough\n", "import \"fmt\"\n",
      "unsafe.Sizeof(", "len(", "append(", "recover()", "\n", "/*", "`", "\0", "\xff"};

  Random random_;
  std::vector<std::string> seeds_;
};

void onHang(int) {
  const char text[] = "fuzz: an input took too long\n";
  ssize_t ignored = write(2, text, sizeof text - 1);
  (void)ignored;
  abort();
}

// Processor time, so that a busy or stopped machine does not look like a hang; 0: none.
void setHangTimer(int seconds) {
  itimerval t{};
  t.it_value.tv_sec = seconds;
  setitimer(ITIMER_VIRTUAL, &t, nullptr);
}

void save(const std::string& text) {
  int fd = open("fuzz-input.go", O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return;
  ssize_t ignored = write(fd, text.data(), text.size());
  (void)ignored;
  close(fd);
}

// Whether it was accepted.
bool tryInput(const std::string& text) {
  engine::InstanceOptions options;
  options.frontend.cwd = "/";
  options.frontend.allowBodyless = true;
  options.program.verify = true;
  engine::Instance instance(std::move(options));
  if (!instance.frontend().addText("fuzz.go", text, false)) return false;
  instance.link().onCode = [](const ir::Function& f, const interp::Code& code) {
    std::string problem = interp::verify(code);
    if (problem.empty()) return;
    std::fprintf(stderr, "fuzz: bytecode of %.*s: %s\n", int(f.sym->name.size()), f.sym->name.data(), problem.c_str());
    abort();
  };
  instance.lowerAll();
  return true;
}

int run(int argc, char** argv) {
  uint64_t count = 100000, seed = 1;
  unsigned seconds = 0;
  std::vector<std::string> paths;
  for (int i = 1; i < argc; i++) {
    std::string_view a = argv[i];
    if (a.starts_with("-n=")) count = std::strtoull(argv[i] + 3, nullptr, 10);
    else if (a.starts_with("-seed=")) seed = std::strtoull(argv[i] + 6, nullptr, 10);
    else if (a.starts_with("-seconds=")) seconds = unsigned(std::strtoul(argv[i] + 9, nullptr, 10));
    else paths.emplace_back(a);
  }
  Fuzzer fuzzer(seed);
  for (const std::string& p : paths) fuzzer.addSeeds(p);
  if (fuzzer.empty()) {
    std::fprintf(stderr, "usage: fuzz [-n=COUNT] [-seed=N] [-seconds=N] FILE.go...|DIR...\n");
    return 2;
  }
  signal(SIGVTALRM, onHang);
  time_t end = seconds != 0 ? time(nullptr) + time_t(seconds) : 0;
  uint64_t done = 0, accepted = 0;
  while (done < count && (end == 0 || time(nullptr) < end)) {
    std::string text = fuzzer.input();
    save(text);
    setHangTimer(kHangSeconds);
    accepted += tryInput(text);
    setHangTimer(0);
    done++;
  }
  unlink("fuzz-input.go");
  std::printf("%llu inputs, %llu accepted\n", static_cast<unsigned long long>(done), static_cast<unsigned long long>(accepted));
  return 0;
}

}  // namespace

}  // namespace gosub

int main(int argc, char** argv) { return gosub::run(argc, argv); }
