// Natives of package os: what it knows from the instance. System calls go through package syscall.
#include <signal.h>

#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/host.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace os {

namespace {

using abi::G;
using abi::Slice;
using abi::String;

Slice runtimeArgs(G& g) {
  const rt::Host* host = g.runtime->host;
  if (host == nullptr || host->args.empty()) return {};
  int64_t n = int64_t(host->args.size());
  auto* list = static_cast<String*>(rt::newArray(g, g.runtime->types->stringType(), n));
  for (int64_t i = 0; i < n; i++) {
    String s = rt::newString(g, host->args[size_t(i)]);
    rt::storePtr(g, &list[i].data, s.data);
    list[i].len = s.len;
  }
  return {list, n, n};
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
