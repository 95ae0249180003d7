// Maker of the bootstrap heap (boehm.cpp), so that only that file sees libgc.
#pragma once

#include <memory>

#include "runtime/heap/heap.h"

namespace gosub::rt {

std::unique_ptr<Heap> newBoehmHeap(Runtime& runtime);

}  // namespace gosub::rt
