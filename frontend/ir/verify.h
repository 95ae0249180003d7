// Checks that a function obeys the invariants of the IR. Run after the builder and after each pass in debug builds and tests.
//
// V-1 edges are mirrored in preds and succs, the number of successors fits the block kind, blocks are owned once
// V-2 phis stand first, with one operand per predecessor
// V-3 operands are defined before use on every path (dominance), phi operands at the end of their predecessor
// V-4 operand counts, operand types and result types are those of ops.def
// V-5 Store of a Ptr goes only to slots and to objects that this function allocated since the last safepoint op in the same block chain
//     (checked as: the address is derived from SlotAddr, New or MakeClosure); others are StorePtr
// V-6 Param and ClosurePtr stand in the entry block only (inlined code excepted: there they are replaced)
#pragma once

#include <string>

#include "frontend/ir/ir.h"

namespace gosub::ir {

// Empty when all is well, else the first violation.
std::string verify(const Function& f);

}  // namespace gosub::ir
