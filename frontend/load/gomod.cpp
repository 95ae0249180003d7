// Parser of go.mod and modules.txt. See gomod.h.
//
// go.mod is a list of lines: a verb and its arguments, or a block "verb (" ... ")" of argument lists. Tokens are
// words, strings in "" or ``, and "=>"; "//" begins a comment.
#include "frontend/load/gomod.h"

#include <algorithm>
#include <cstdint>

#include "frontend/syntax/literal.h"

namespace gosub::load {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trim(std::string_view s) {
  while (!s.empty() && isBlank(s.front())) s.remove_prefix(1);
  while (!s.empty() && isBlank(s.back())) s.remove_suffix(1);
  return s;
}

// "1.21", "1.21.3", "1.21rc1" -> 21; -1 when it is no version.
int goMinorOf(std::string_view s) {
  if (!s.starts_with("1.")) return -1;
  s.remove_prefix(2);
  int n = 0;
  size_t digits = 0;
  while (digits < s.size() && s[digits] >= '0' && s[digits] <= '9' && digits < 4) n = n * 10 + (s[digits++] - '0');
  return digits == 0 ? -1 : n;
}

bool isVersion(std::string_view s) {
  return s.size() >= 2 && s[0] == 'v' && s[1] >= '0' && s[1] <= '9';
}

bool isDirectory(std::string_view s) {
  return s == "." || s == ".." || s.starts_with("./") || s.starts_with("../") || s.starts_with('/');
}

class GoModParser {
 public:
  GoModParser(const std::string& name, GoMod* out, std::string* error) : name_(name), out_(out), error_(error) {}

  bool run(std::string_view text) {
    while (!text.empty() && !fatal_) {
      size_t newline = text.find('\n');
      line_++;
      parseLine(text.substr(0, newline));
      text = newline == std::string_view::npos ? std::string_view() : text.substr(newline + 1);
    }
    if (!fatal_ && !block_.empty())
      fail("syntax error (unterminated block started at " + name_ + ":" + std::to_string(blockLine_) + ":1)");
    return error_->empty();
  }

 private:
  using Words = std::vector<std::string>;

  void fail(const std::string& message) {
    if (!error_->empty()) *error_ += '\n';
    *error_ += name_ + ":" + std::to_string(line_) + ": " + message;
  }
  bool split(std::string_view line, Words* words);
  void parseLine(std::string_view line);
  void directive(const std::string& verb, const Words& args);
  void goLine(const Words& args);
  void godebugLine(const Words& args);
  void moduleLine(const Words& args);
  bool versionArgs(const char* verb, const Words& args, ModuleVersion* out);
  void replaceLine(const Words& args);

  const std::string& name_;
  GoMod* out_;
  std::string* error_;
  std::string block_;  // verb of the block we are in
  int line_ = 0, blockLine_ = 0;
  bool fatal_ = false;
};

bool GoModParser::split(std::string_view line, Words* words) {
  for (;;) {
    line = trim(line);
    if (line.empty() || line.starts_with("//")) return true;
    size_t n = 0;
    if (line[0] == '"' || line[0] == '`') {
      n = line.find(line[0], 1);
      std::string value;
      if (n == std::string_view::npos || !syntax::unquoteString(line.substr(0, n + 1), &value)) {
        fail("unexpected newline in string");
        fatal_ = true;
        return false;
      }
      words->push_back(std::move(value));
      n++;
    } else if (line[0] == '(' || line[0] == ')' || line[0] == ',') {
      n = 1;
      words->emplace_back(line.substr(0, 1));
    } else {
      while (n < line.size() && !isBlank(line[n]) && line[n] != '(' && line[n] != ')' && line[n] != ',' &&
             !line.substr(n).starts_with("//"))
        n++;
      words->emplace_back(line.substr(0, n));
    }
    line.remove_prefix(n);
  }
}

void GoModParser::parseLine(std::string_view line) {
  Words words;
  if (!split(line, &words) || words.empty()) return;
  if (!block_.empty()) {
    if (words.size() == 1 && words[0] == ")")
      block_.clear();
    else
      directive(block_, words);
    return;
  }
  std::string verb = words[0];
  words.erase(words.begin());
  if (words.size() == 1 && words[0] == "(") {
    block_ = verb;
    blockLine_ = line_;
    return;
  }
  directive(verb, words);
}

void GoModParser::directive(const std::string& verb, const Words& args) {
  ModuleVersion v;
  if (verb == "module")
    moduleLine(args);
  else if (verb == "go")
    goLine(args);
  else if (verb == "replace")
    replaceLine(args);
  else if (verb == "godebug")
    godebugLine(args);
  else if (verb == "require" && versionArgs("require", args, &v))
    out_->require.push_back(v);
  else if (verb == "exclude" && versionArgs("exclude", args, &v))
    out_->exclude.push_back(v);
  else if (verb != "require" && verb != "exclude" && verb != "retract" && verb != "toolchain")
    fail(block_.empty() ? "unknown directive: " + verb : "unknown block type: " + verb);
}

void GoModParser::moduleLine(const Words& args) {
  if (!out_->module.empty()) return fail("repeated module statement");
  if (args.size() != 1) return fail("usage: module module/path");
  out_->module = args[0];
}

void GoModParser::godebugLine(const Words& args) {
  if (args.size() != 1 || args[0].find('=') == std::string::npos) return fail("usage: godebug key=value");
  out_->godebug.push_back(args[0]);
}

void GoModParser::goLine(const Words& args) {
  if (out_->goMinor >= 0) return fail("repeated go statement");
  if (args.size() != 1) return fail("go directive expects exactly one argument");
  out_->goMinor = goMinorOf(args[0]);
  out_->goVersion = args[0];
  if (out_->goMinor < 0) fail("invalid go version '" + args[0] + "': must match format 1.23");
}

bool GoModParser::versionArgs(const char* verb, const Words& args, ModuleVersion* out) {
  if (args.size() != 2) {
    fail(std::string("usage: ") + verb + " module/path v1.2.3");
    return false;
  }
  if (!isVersion(args[1])) {
    fail(std::string(verb) + " " + args[0] + ": version \"" + args[1] + "\" invalid: must be of the form v1.2.3");
    return false;
  }
  *out = {args[0], args[1]};
  return true;
}

void GoModParser::replaceLine(const Words& args) {
  size_t arrow = size_t(std::find(args.begin(), args.end(), "=>") - args.begin());
  if (arrow == args.size() || arrow == 0 || arrow > 2 || args.size() - arrow < 2 || args.size() - arrow > 3)
    return fail("usage: replace module/path [v1.2.3] => other/module v1.4\n\t or replace module/path [v1.2.3] => ../local/directory");
  Replacement r;
  r.from = {args[0], arrow == 2 ? args[1] : ""};
  r.to = {args[arrow + 1], args.size() - arrow == 3 ? args[arrow + 2] : ""};
  if (r.to.version.empty() && !isDirectory(r.to.path))
    return fail("replacement module without version must be directory path (rooted or starting with . or ..)");
  if (!r.to.version.empty() && isDirectory(r.to.path))
    return fail("replacement module directory path \"" + r.to.path + "\" cannot have version");
  out_->replace.push_back(std::move(r));
}

}  // namespace

bool parseGoMod(std::string_view text, const std::string& name, GoMod* out, std::string* error) {
  return GoModParser(name, out, error).run(text);
}

std::vector<VendoredModule> parseVendorList(std::string_view text) {
  std::vector<VendoredModule> list;
  while (!text.empty()) {
    size_t newline = text.find('\n');
    std::string_view line = trim(text.substr(0, newline));
    text = newline == std::string_view::npos ? std::string_view() : text.substr(newline + 1);
    if (line.starts_with("# ")) {
      line.remove_prefix(2);
      size_t space = line.find(' ');
      VendoredModule m;
      m.module.path = line.substr(0, space);
      if (space != std::string_view::npos) {
        std::string_view version = line.substr(space + 1);
        version = version.substr(0, version.find(' '));
        if (isVersion(version)) m.module.version = version;
      }
      list.push_back(std::move(m));
    } else if (line.starts_with("## ") && !list.empty()) {
      list.back().isExplicit |= line.find("explicit") != std::string_view::npos;
      size_t go = line.find("go 1.");
      if (go != std::string_view::npos) list.back().goMinor = goMinorOf(line.substr(go + 3));
    } else if (!line.empty() && line[0] != '#' && !list.empty()) {
      list.back().packages.emplace_back(line);
    }
  }
  return list;
}

// ---- Versions -------------------------------------------------------------------------------------------------

namespace {

// Takes the part of s before the separator.
std::string_view nextPart(std::string_view* s, char separator) {
  size_t n = std::min(s->find(separator), s->size());
  std::string_view part = s->substr(0, n);
  s->remove_prefix(std::min(n + 1, s->size()));
  return part;
}

bool isNumber(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int compareText(std::string_view a, std::string_view b) { return a < b ? -1 : a > b ? 1 : 0; }

int compareNumbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return compareText(a, b);
}

// Numbers compare as such and are below words; of two lists the longer is above when it begins like the other.
int comparePrerelease(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 0 : a.empty() ? 1 : -1;
  while (!a.empty() && !b.empty()) {
    std::string_view x = nextPart(&a, '.'), y = nextPart(&b, '.');
    bool xn = isNumber(x), yn = isNumber(y);
    int c = xn != yn ? (xn ? -1 : 1) : xn ? compareNumbers(x, y) : compareText(x, y);
    if (c != 0) return c;
  }
  return a.empty() && b.empty() ? 0 : a.empty() ? -1 : 1;
}

}  // namespace

int compareVersions(std::string_view a, std::string_view b) {
  auto core = [](std::string_view v, std::string_view* prerelease) {
    if (v.starts_with('v')) v.remove_prefix(1);
    v = v.substr(0, v.find('+'));
    size_t dash = v.find('-');
    *prerelease = dash == std::string_view::npos ? std::string_view() : v.substr(dash + 1);
    return v.substr(0, dash);
  };
  std::string_view pa, pb, ca = core(a, &pa), cb = core(b, &pb);
  for (int i = 0; i < 3; i++) {
    std::string_view x = nextPart(&ca, '.'), y = nextPart(&cb, '.');
    int c = compareNumbers(x.empty() ? "0" : x, y.empty() ? "0" : y);
    if (c != 0) return c;
  }
  return comparePrerelease(pa, pb);
}

}  // namespace gosub::load
