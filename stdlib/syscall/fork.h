// Starting a process. ForkSpec is forkSpec of exec.go.
#pragma once

#include <cstdint>

#include "runtime/abi/native.h"

namespace gosub::stdlib::syscalls {

struct ForkSpec {
  int64_t cwd;
  const char* chroot;
  const char* dir;
  const int64_t* files;
  int64_t fileCount;
  const uint32_t* groups;
  int64_t groupCount;
  const uint64_t* caps;
  int64_t capCount;
  const char* uidMap;
  const char* gidMap;
  int64_t ctty;
  int64_t pgid;
  int64_t deathSignal;
  uint64_t cloneFlags;
  uint64_t unshareFlags;
  uint32_t uid;
  uint32_t gid;
  uint32_t flags;
  int32_t pidfd;
};

enum ForkFlag : uint32_t {
  kPtrace = 1, kSetsid = 2, kSetpgid = 4, kSetctty = 8, kNoctty = 16, kForeground = 32, kCredential = 64, kGroups = 128,
  kAllowSetgroups = 256, kPidFD = 512,
};

abi::Ret<int64_t, uint64_t> forkExec(abi::G& g, const char* path, char** argv, char** envv, ForkSpec* spec);

}  // namespace gosub::stdlib::syscalls
