// What the commands do: options from flags, then the engine's work, then what to print.
#include <errno.h>
#include <fcntl.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/os/file.h"
#include "base/version.h"
#include "engine/instance.h"
#include "runtime/debugvars.h"
#include "tools/gosub/cli.h"
#include "tools/gosub/dump.h"
#include "tools/gosub/report.h"
#include "tools/gosub/rows.h"
#include "tools/gosub/signals.h"

extern char** environ;

namespace gosub::cli {

namespace {

engine::FrontendOptions frontendOptions(const Flags& flags) {
  engine::FrontendOptions o;
  engine::fillFromEnvironment(&o);
  o.langMinor = flags.lang.empty() ? 0 : langMinor(flags.lang);
  o.tags = flags.tags;
  return o;
}

bool isFileOperand(const std::string& s) { return s.ends_with(".go") && os::fileKind(s) != os::FileKind::Directory; }

// How many of the operands name the program: consecutive Go files, or one directory or package.
size_t programOperands(const std::vector<std::string>& rest) {
  size_t n = 0;
  while (n < rest.size() && isFileOperand(rest[n])) n++;
  return n > 0 ? n : std::min<size_t>(rest.size(), 1);
}

// False: errno says why.
bool readStandardInput(std::string* text) {
  char buf[65536];
  ssize_t n;
  while ((n = read(0, buf, sizeof buf)) > 0) text->append(buf, size_t(n));
  return n == 0;
}

// A file that is named as the program but has no ".go" name, as scripts with a "#!" line often have.
bool isScriptFile(const std::string& operand) {
  return operand.find('/') != operand.npos && !operand.ends_with(".go") && os::fileKind(operand) == os::FileKind::Regular;
}

// Loads and checks what the operands name. False: diagnostics were reported.
bool addProgram(engine::Frontend& f, const Flags& flags, const std::vector<std::string>& operands) {
  if (flags.hasCode) return f.addText("command-line", flags.code, true);
  std::string text, error;
  if (operands[0] == "-") {
    if (readStandardInput(&text)) return f.addText("standard input", std::move(text), flags.lang.empty());
    std::fprintf(stderr, "gosub: read standard input: %s\n", std::strerror(errno));
    return false;
  }
  if (isFileOperand(operands[0])) return f.addFiles(operands);
  if (isScriptFile(operands[0]) && os::readFile(operands[0], &text, &error))
    return f.addText(operands[0], std::move(text), flags.lang.empty());
  return f.addPackages(operands);
}

int failed(const engine::Frontend& f, bool json = false) {
  reportDiagnostics(f, styleFor(json));
  return kFailed;
}

std::vector<std::string> environment() {
  std::vector<std::string> env;
  for (char** e = environ; e != nullptr && *e != nullptr; e++) env.emplace_back(*e);
  return env;
}

// Running with more rights than the caller's.
bool isSecure() { return getauxval(AT_SECURE) != 0; }

// False: an error was printed.
bool instanceOptions(const Flags& flags, engine::InstanceOptions* o) {
  o->frontend = frontendOptions(flags);
  o->host.env = environment();
  if (!engine::configure(&o->runtime, o->host.env, flags.godebug)) {
    const char* limit = std::getenv("GOMEMLIMIT");
    std::fprintf(stderr, "GOMEMLIMIT=%s\nfatal error: malformed GOMEMLIMIT; see `go doc runtime/debug.SetMemoryLimit`\n",
                 limit != nullptr ? limit : "");
    return false;
  }
  if (isSecure()) {
    o->runtime.secure = true;
    rt::applyTraceback(o->runtime, "none");
  }
  return true;
}

// Flushes and ends the process without taking the instance apart piece by piece: the system does that faster.
// With a sanitizer it returns the status for the command to return, unless closing would wait for a system call.
int leave(engine::Instance& instance, int status) {
  std::fflush(nullptr);
  if (!kSanitized || instance.scheduler().inSystemCalls()) _exit(status);
  return status;
}

// Files that a program opens must not come to be its standard output.
void openStandardDescriptors() {
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) < 0) _exit(kFailed);
}

// GOTRACEBACK=crash
void dieBySignal(int signal) {
  std::fflush(nullptr);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

int runCommand(const std::vector<std::string>& args) {
  Flags flags;
  if (!parseFlags(kRun, args, &flags)) return kUsage;
  if (!flags.hasCode && flags.rest.empty()) return usageError("run: no Go files, directory or package given");
  engine::InstanceOptions options;
  if (!instanceOptions(flags, &options)) return kUsage;
  size_t n = flags.hasCode ? 0 : programOperands(flags.rest);
  std::vector<std::string> program(flags.rest.begin(), flags.rest.begin() + long(n));
  options.frontend.requireMain = true;
  options.frontend.script = flags.lang.empty();
  options.host.args.push_back(flags.hasCode ? "gosub" : program[0]);
  options.host.args.insert(options.host.args.end(), flags.rest.begin() + long(n), flags.rest.end());
  if (isSecure()) openStandardDescriptors();
  ProcessSignals signals;
  options.host.signals = &signals;
  engine::Instance instance(std::move(options));
  if (!addProgram(instance.frontend(), flags, program)) return failed(instance.frontend());
  RowUse rows;
  const char* rowsFile = std::getenv("GOSUB_ROWS");
  if (rowsFile != nullptr) instance.link().onCode = [&](const ir::Function& f, const interp::Code&) { rows.add(f); };
  reportFatalSignals(instance.scheduler());
  rt::RunEnd end = instance.run(true);
  if (rowsFile != nullptr) rows.appendTo(rowsFile);
  if (end == rt::RunEnd::Finished) return leave(instance, kOk);
  if (instance.scheduler().crashed()) dieBySignal(SIGABRT);
  return leave(instance, instance.scheduler().exitCode());
}

int checkCommand(const std::vector<std::string>& args) {
  Flags flags;
  if (!parseFlags(kCheck, args, &flags)) return kUsage;
  if (flags.rest.empty()) return usageError("check: no Go files, directory or package given");
  engine::FrontendOptions options = frontendOptions(flags);
  options.allowBodyless = true;
  engine::Frontend frontend(std::move(options));
  if (!addProgram(frontend, flags, flags.rest)) return failed(frontend, flags.json);
  return kOk;
}

int compileCommand(const std::vector<std::string>& args) {
  Flags flags;
  if (!parseFlags(kCompile, args, &flags)) return kUsage;
  if (flags.rest.empty()) return usageError("compile: no Go files, directory or package given");
  engine::InstanceOptions options;
  if (!instanceOptions(flags, &options)) return kUsage;
  options.frontend.allowBodyless = true;
  options.program.verify = flags.verify;
  engine::Instance instance(std::move(options));
  if (!addProgram(instance.frontend(), flags, flags.rest)) return failed(instance.frontend());
  instance.link().onCode = verifyBytecode;
  instance.lowerAll();
  return leave(instance, kOk);
}

int dumpCommand(const std::vector<std::string>& args) {
  Flags flags;
  if (!parseFlags(kDump, args, &flags)) return kUsage;
  if (flags.rest.empty()) return usageError("dump: no Go files, directory or package given");
  Stage stage;
  if (!parseStage(flags.stage, &stage)) return usageError("dump: want --stage=tokens|ast|types|ir|bytecode");
  engine::InstanceOptions options;
  if (!instanceOptions(flags, &options)) return kUsage;
  options.frontend.allowBodyless = true;
  engine::Instance instance(std::move(options));
  bool ok = addProgram(instance.frontend(), flags, flags.rest);
  if (!ok && stage >= Stage::Types) return failed(instance.frontend());
  dump(instance, stage, flags.function);
  if (!ok) return failed(instance.frontend());
  return leave(instance, kOk);
}

int envCommand(const std::vector<std::string>& args) {
  engine::FrontendOptions o;
  engine::fillFromEnvironment(&o);
  const std::pair<const char*, std::string> rows[] = {
      {"GOARCH", "amd64"}, {"GOMODCACHE", o.moduleCache}, {"GOOS", "linux"}, {"GOROOT", o.findGoroot()},
      {"GOSUBVERSION", kVersion}, {"GOVERSION", kGoVersion},
  };
  for (const auto& [name, value] : rows)
    if (args.empty()) std::printf("%s='%s'\n", name, value.c_str());
  for (const std::string& a : args) {
    std::string found;
    for (const auto& [name, value] : rows)
      if (a == name) found = value;
    std::printf("%s\n", found.c_str());
  }
  return kOk;
}

int versionCommand(const std::vector<std::string>&) {
  std::printf("gosub version %s (language go1.%d) linux/amd64\n", kVersion, kLangMinor);
  return kOk;
}

}  // namespace gosub::cli
