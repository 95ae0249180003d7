// GODEBUG: "name=value,name=value". Unknown names are ignored, as in Go; the last of equal names wins.
#pragma once

#include <string>
#include <string_view>

namespace gosub::rt {

struct RuntimeConfig;

void applyDebugVars(RuntimeConfig& config, std::string_view godebug);
// What a program of language version go1.N has where it differs from the newest: GODEBUG text.
std::string settingsOfVersion(int langMinor);
// May a program set it for itself ("//go:debug name=value")?
bool isSetting(std::string_view name);
// The settings alone, from the beginning: config.debugDefaults, then the text, which is the environment's.
void applySettings(RuntimeConfig& config, std::string_view godebug);
// GOGC: a percentage or "off"; other texts leave the default.
void applyGogc(RuntimeConfig& config, std::string_view text);
// GOMEMLIMIT: bytes with an optional unit (B, KiB, MiB, GiB, TiB) or "off". False: malformed.
bool applyMemoryLimit(RuntimeConfig& config, std::string_view text);
// GOTRACEBACK: none, single, all, system, crash or a level.
void applyTraceback(RuntimeConfig& config, std::string_view text);

}  // namespace gosub::rt
