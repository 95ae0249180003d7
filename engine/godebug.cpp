// Settings of a program. See godebug.h.
#include "engine/godebug.h"

#include <charconv>
#include <map>
#include <string_view>

#include "base/unicode.h"
#include "base/version.h"
#include "runtime/debugvars.h"

namespace gosub::engine {

namespace {

// "go1.N" or "go1.N.P"; -1 if it is neither.
int minorOfVersion(std::string_view v) {
  static constexpr std::string_view kPrefix = "go1.";
  if (!v.starts_with(kPrefix)) return -1;
  int minor = -1;
  auto [end, error] = std::from_chars(v.data() + kPrefix.size(), v.data() + v.size(), minor);
  bool whole = end == v.data() + v.size() || *end == '.';
  return error == std::errc() && whole ? minor : -1;
}

// What is wrong with name=value; empty: nothing.
std::string problemOf(std::string_view name, std::string_view value) {
  static constexpr std::string_view kBlank = " \t";
  if (name.find_first_of(kBlank) != name.npos) return "key contains space";
  if (value.find_first_of(kBlank) != value.npos) return "value contains space";
  if (name.find(',') != name.npos) return "key contains comma";
  if (value.find(',') != value.npos) return "value contains comma";
  if (name == "default") {
    int minor = minorOfVersion(value);
    if (minor < 0) return "value for default= must be goVERSION";
    if (minor > kLangMinor)
      return "default=" + std::string(value) + " too new (toolchain is go1." + std::to_string(kLangMinor) + ")";
    return {};
  }
  return rt::isSetting(name) ? "" : "unknown //go:debug setting " + unicode::quote(name);
}

std::string_view trim(std::string_view s) {
  static constexpr std::string_view kBlank = " \t";
  size_t first = s.find_first_not_of(kBlank);
  return first == s.npos ? std::string_view() : s.substr(first, s.find_last_not_of(kBlank) - first + 1);
}

using Settings = std::map<std::string, std::string, std::less<>>;

class Collector {
 public:
  Collector(const SourceMap& sources, DiagnosticSink& diags) : sources_(sources), diags_(diags) {}

  void addFile(const syntax::File& file) {
    for (const syntax::Directive& d : file.directives) {
      bool header = file.packageName != nullptr && d.pos.offset < file.packageName->pos.offset;
      if (header && d.verb() == "go:debug") addLine(d);
    }
  }
  const Settings& settings() const { return settings_; }

 private:
  void addLine(const syntax::Directive& d) {
    Pos at{d.pos.offset - 2};  // of the "//"
    std::string_view text = trim(d.text.substr(d.verb().size()));
    size_t eq = text.find('=');
    std::string problem =
        eq == text.npos ? "missing key=value" : problemOf(text.substr(0, eq), text.substr(eq + 1));
    if (!problem.empty()) return diags_.report(at, "load", "invalid //go:debug: " + problem);
    std::string name(text.substr(0, eq));
    auto [seen, isNew] = seen_.try_emplace(name, at);
    if (!isNew)
      return diags_.report(at, "load", "repeated //go:debug for " + name + "\n\t" + sources_.toString(seen->second) +
                                           ": previous //go:debug");
    settings_[std::move(name)] = text.substr(eq + 1);
  }

  const SourceMap& sources_;
  DiagnosticSink& diags_;
  Settings settings_;
  std::map<std::string, Pos> seen_;
};

// The version that the defaults are those of: the package's, or where neither a flag nor a go.mod says one, its files'.
int versionOf(const load::Package& main) {
  if (main.langChosen) return main.langMinor;
  int minor = main.langMinor;
  for (const load::LoadedFile& f : main.files)
    if (f.file->goMinor > 0) minor = std::min(minor, f.file->goMinor);
  return minor;
}

}  // namespace

std::string programSettings(const load::Package& main, const SourceMap& sources, DiagnosticSink& diags) {
  Settings all;
  for (const std::string& s : main.debugSettings) all[s.substr(0, s.find('='))] = s.substr(s.find('=') + 1);
  Collector lines(sources, diags);
  for (const load::LoadedFile& f : main.files) lines.addFile(*f.file);
  for (const auto& [name, value] : lines.settings()) all[name] = value;
  int minor = versionOf(main);
  if (auto it = all.find("default"); it != all.end()) {
    if (int wanted = minorOfVersion(it->second); wanted >= 0) minor = wanted;
    all.erase(it);
  }
  std::string text = rt::settingsOfVersion(minor);
  for (const auto& [name, value] : all) {
    if (!text.empty()) text += ',';
    text.append(name).append("=").append(value);
  }
  return text;
}

}  // namespace gosub::engine
