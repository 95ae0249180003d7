// Version of gosub and of the Go language and library it speaks.
#pragma once

namespace gosub {

inline constexpr const char* kVersion = "0.1.0";
// What runtime.Version() says: diagnostics, tracebacks and library follow this release.
inline constexpr const char* kGoVersion = "go1.22";
// The newest language version, and the default of -lang.
inline constexpr int kLangMinor = 23;

}  // namespace gosub
