// Flag parsing. See flags.def for the flags.
#include <cstdio>
#include <cstdlib>

#include "base/version.h"
#include "tools/gosub/cli.h"

namespace gosub::cli {

int usageError(const std::string& text) {
  std::fprintf(stderr, "gosub: %s\n", text.c_str());
  return kUsage;
}

int langMinor(std::string_view text) {
  if (text.starts_with("go1.")) text.remove_prefix(4);
  else return -1;
  int n = 0;
  if (text.empty() || text.size() > 3) return -1;
  for (char c : text) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - '0');
  }
  return n <= kLangMinor ? n : -1;
}

namespace {

enum class Kind { Text, List, Bool };

struct Row {
  std::string_view name;
  Kind kind;
  unsigned commands;
  std::string Flags::*text;
  std::vector<std::string> Flags::*list;
  bool Flags::*flag;
};

template <class T, class Want>
constexpr Want pick(T Flags::*member) {
  if constexpr (std::is_same_v<T Flags::*, Want>) return member;
  else return nullptr;
}

constexpr Row kRows[] = {
#define FLAG(name, member, kind, commands, help)                                    \
  {#name, Kind::kind, commands, pick<decltype(Flags::member), std::string Flags::*>(&Flags::member), \
   pick<decltype(Flags::member), std::vector<std::string> Flags::*>(&Flags::member), \
   pick<decltype(Flags::member), bool Flags::*>(&Flags::member)},
#include "tools/gosub/flags.def"
#undef FLAG
};

const Row* find(std::string_view name, unsigned command) {
  for (const Row& r : kRows)
    if (r.name == name && (r.commands & command)) return &r;
  return nullptr;
}

void split(std::string_view text, std::vector<std::string>* out) {
  while (!text.empty()) {
    size_t comma = text.find(',');
    if (comma != 0) out->emplace_back(text.substr(0, comma));
    text = comma == text.npos ? std::string_view{} : text.substr(comma + 1);
  }
}

}  // namespace

bool parseFlags(unsigned command, const std::vector<std::string>& args, Flags* out) {
  size_t i = 0;
  for (; i < args.size(); i++) {
    std::string_view a = args[i];
    if (a.size() < 2 || a[0] != '-') break;
    if (a == "--") {
      i++;
      break;
    }
    a.remove_prefix(a[1] == '-' ? 2 : 1);
    size_t eq = a.find('=');
    std::string_view name = a.substr(0, eq);
    const Row* r = find(name, command);
    if (r == nullptr) {
      usageError("flag provided but not defined: -" + std::string(name));
      return false;
    }
    if (r->kind == Kind::Bool) {
      out->*(r->flag) = eq == a.npos || a.substr(eq + 1) == "true";
      continue;
    }
    std::string value;
    if (eq != a.npos) {
      value = a.substr(eq + 1);
    } else if (i + 1 < args.size()) {
      value = args[++i];
    } else {
      usageError("flag needs an argument: -" + std::string(name));
      return false;
    }
    if (r->kind == Kind::List) split(value, &(out->*(r->list)));
    else out->*(r->text) = value;
    if (name == "e") out->hasCode = true;
  }
  out->rest.assign(args.begin() + long(i), args.end());
  if (!out->lang.empty() && langMinor(out->lang) < 0) {
    usageError("invalid value \"" + out->lang + "\" for -lang: want go1.1 to go1." + std::to_string(kLangMinor));
    return false;
  }
  return true;
}

}  // namespace gosub::cli
