// Natives of package os: what it knows from the instance. System calls go through package syscall.
#include <signal.h>

#include "runtime/abi/g.h"
#include "runtime/host.h"
#include "runtime/runtime.h"
#include "stdlib/natives.h"
#include "stdlib/string_list.h"

namespace gosub::stdlib {

namespace os {

namespace {

using abi::G;
using abi::Slice;

Slice runtimeArgs(G& g) {
  const rt::Host* host = g.runtime->host;
  return host == nullptr ? Slice{} : newStringList(g, host->args);
}

uint32_t randomNumber(G& g) { return uint32_t(g.runtime->random() >> 32); }

void brokenPipe(G& g) {
  const rt::Host* host = g.runtime->host;
  if (host != nullptr && host->signals != nullptr) host->signals->raiseDefault(SIGPIPE);
}

const NativeRow kRows[] = {
#include "stdlib/os/natives.def"
};

}  // namespace

}  // namespace os

NATIVE_TABLE(os, os::kRows)

}  // namespace gosub::stdlib
