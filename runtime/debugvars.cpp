// Parsing of GODEBUG, GOGC and GOMEMLIMIT. See debugvars.h.
#include "runtime/debugvars.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

#include "runtime/runtime.h"

namespace gosub::rt {

namespace {

bool parseInt(std::string_view s, int64_t* out) {
  auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), *out);
  return error == std::errc() && end == s.data() + s.size();
}

bool setSetting(RuntimeConfig& config, std::string_view name, int64_t value) {
#define DEBUGVAR(var, member, help)
#define SETTING(var, member, changed, old, help) \
  if (name == #var) return config.member = static_cast<decltype(config.member)>(value), true;
#define LIBRARY_SETTING(var, changed, old)
#include "runtime/debugvars.def"
#undef DEBUGVAR
#undef SETTING
#undef LIBRARY_SETTING
  return false;
}

void setKnob(RuntimeConfig& config, std::string_view name, int64_t value) {
#define DEBUGVAR(var, member, help) \
  if (name == #var) config.member = static_cast<decltype(config.member)>(value);
#define SETTING(var, member, changed, old, help)
#define LIBRARY_SETTING(var, changed, old)
#include "runtime/debugvars.def"
#undef DEBUGVAR
#undef SETTING
#undef LIBRARY_SETTING
}

template <class F>
void forEachValue(std::string_view text, F use) {
  while (!text.empty()) {
    size_t comma = text.find(',');
    std::string_view item = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    size_t eq = item.find('=');
    int64_t value = 0;
    if (eq != std::string_view::npos && parseInt(item.substr(eq + 1), &value)) use(item.substr(0, eq), value);
  }
}

struct SettingFacts {
  std::string_view name;
  int changed, old;
};

constexpr SettingFacts kSettings[] = {
#define DEBUGVAR(var, member, help)
#define SETTING(var, member, changed, old, help) {#var, changed, old},
#define LIBRARY_SETTING(var, changed, old) {#var, changed, old},
#include "runtime/debugvars.def"
#undef DEBUGVAR
#undef SETTING
#undef LIBRARY_SETTING
};

}  // namespace

void applyDebugVars(RuntimeConfig& config, std::string_view text) {
  forEachValue(text, [&](std::string_view name, int64_t value) {
    if (!setSetting(config, name, value)) setKnob(config, name, value);
  });
}

std::string settingsOfVersion(int langMinor) {
  std::string text;
  for (const SettingFacts& s : kSettings) {
    if (langMinor >= s.changed) continue;
    if (!text.empty()) text += ',';
    text.append(s.name).append("=").append(std::to_string(s.old));
  }
  return text;
}

bool isSetting(std::string_view name) {
  return std::any_of(std::begin(kSettings), std::end(kSettings), [&](const SettingFacts& s) { return s.name == name; });
}

void applySettings(RuntimeConfig& config, std::string_view text) {
  const RuntimeConfig initial;
#define DEBUGVAR(var, member, help)
#define SETTING(var, member, changed, old, help) config.member = initial.member;
#define LIBRARY_SETTING(var, changed, old)
#include "runtime/debugvars.def"
#undef DEBUGVAR
#undef SETTING
#undef LIBRARY_SETTING
  auto use = [&](std::string_view name, int64_t value) { setSetting(config, name, value); };
  forEachValue(config.debugDefaults, use);
  forEachValue(text, use);
}

void applyGogc(RuntimeConfig& config, std::string_view text) {
  int64_t percent = 0;
  if (text == "off") {
    config.gcPercent = -1;
  } else if (parseInt(text, &percent) && percent >= INT32_MIN && percent <= INT32_MAX) {
    config.gcPercent = int(percent);
  }
}

void applyTraceback(RuntimeConfig& config, std::string_view text) {
  config.traceAll = !(text.empty() || text == "none" || text == "single");
  config.traceCrash = text == "crash";
  int64_t level = 0;
  if (text.empty() || text == "single" || text == "all") level = 1;
  else if (text == "system" || text == "crash") level = 2;
  else if (!parseInt(text, &level) || level < 0 || level > UINT32_MAX) level = 0;
  config.traceLevel = int(std::min<int64_t>(level, 2));
}

bool applyMemoryLimit(RuntimeConfig& config, std::string_view text) {
  if (text.empty() || text == "off") {
    config.memoryLimit = INT64_MAX;
    return true;
  }
  int shift = 0;
  static constexpr std::string_view kUnits[] = {"KiB", "MiB", "GiB", "TiB"};
  for (int i = 0; i < 4; i++)
    if (text.ends_with(kUnits[i])) shift = 10 * (i + 1), text.remove_suffix(3);
  if (shift == 0 && text.ends_with("B")) text.remove_suffix(1);
  int64_t n = 0;
  if (!parseInt(text, &n) || n < 0 || n > INT64_MAX >> shift) return false;
  config.memoryLimit = n << shift;
  return true;
}

}  // namespace gosub::rt
