// Entry of the gosub program: picks the command. `gosub FILE.go` is short for `gosub run FILE.go`.
#include <cstdio>
#include <string>
#include <vector>

#include "tools/gosub/cli.h"
#include "tools/gosub/signals.h"

namespace gosub::cli {

namespace {

using Command = int (*)(const std::vector<std::string>&);

struct Row {
  std::string_view name;
  Command run;
  std::string_view usage, help;
};

constexpr Row kCommands[] = {
#define COMMAND(name, function, usage, help) {#name, function, usage, help},
#include "tools/gosub/commands.def"
#undef COMMAND
};

struct FlagRow {
  std::string_view name, help;
  unsigned commands;
};
constexpr FlagRow kFlags[] = {
#define FLAG(name, member, kind, commands, help) {#name, help, commands},
#include "tools/gosub/flags.def"
#undef FLAG
};

const Row* find(std::string_view name) {
  for (const Row& r : kCommands)
    if (r.name == name) return &r;
  return nullptr;
}

unsigned bitOf(std::string_view name) {
  if (name == "run") return kRun;
  if (name == "check") return kCheck;
  if (name == "compile") return kCompile;
  if (name == "dump") return kDump;
  return 0;
}

void printOverview() {
  std::printf("gosub runs Go programs.\n\nusage: gosub COMMAND ...    or: gosub FILE.go [arguments]\n\n");
  for (const Row& r : kCommands) std::printf("  %-9s %s\n", std::string(r.name).c_str(), std::string(r.help).c_str());
  std::printf("\ngosub help COMMAND tells a command's flags.\n");
}

void printCommandHelp(const Row& r) {
  std::printf("usage: gosub %s\n\n%s\n", std::string(r.usage).c_str(), std::string(r.help).c_str());
  bool first = true;
  for (const FlagRow& f : kFlags) {
    if (!(f.commands & bitOf(r.name))) continue;
    if (first) std::printf("\nflags:\n");
    first = false;
    std::printf("  -%-9s %s\n", std::string(f.name).c_str(), std::string(f.help).c_str());
  }
}

bool looksLikeProgram(std::string_view s) { return s.ends_with(".go") || s == "-" || s.find('/') != s.npos; }

}  // namespace

int helpCommand(const std::vector<std::string>& args) {
  if (args.empty()) {
    printOverview();
    return kOk;
  }
  const Row* r = find(args[0]);
  if (r == nullptr) return usageError("unknown command " + args[0]);
  printCommandHelp(*r);
  return kOk;
}

int dispatch(const std::vector<std::string>& args) {
  if (args.empty()) {
    printOverview();
    return kUsage;
  }
  std::string name = args[0];
  if (name == "-h" || name == "-help" || name == "--help") name = "help";
  if (name == "-version" || name == "--version") name = "version";
  if (const Row* r = find(name)) return r->run({args.begin() + 1, args.end()});
  if (name == "-e" || looksLikeProgram(name)) return runCommand(args);
  return usageError("unknown command " + name + " (gosub help lists them)");
}

}  // namespace gosub::cli

int main(int argc, char** argv) {
  gosub::cli::installCrashHandler();
  return gosub::cli::dispatch(std::vector<std::string>(argv + 1, argv + argc));
}
