// A range-over-func loop: what its body, a function of its own, shares with the function that contains the loop. Made by build_range.cpp, one per
// (statement, function instance); lives in the Program's arena.
//
// The body reports how it ended through variables that it captures by reference: `state` says whether the loop may go on (and catches
// iterators that call the body when they must not), `exit` where control continues after the iterator has returned. Loops nested in
// each other share the exit variable, the results and the defer token of the outermost one, their root.
#pragma once

#include <cstdint>
#include <span>

#include "frontend/syntax/ast.h"
#include "frontend/types/types.h"

namespace gosub::ir {

// Values of the state variable: gc's, which the panics' texts go by (entries.def, panicrangestate).
enum RangeState : int64_t {
  kRangeDone = 0,         // the body has returned false
  kRangeReady = 1,        // the iterator may call the body
  kRangePanic = 2,        // the body runs, or has panicked
  kRangeExhausted = 3,    // the iterator has returned
  kRangeMissedPanic = 4,  // the body panicked and the iterator recovered
};

// A way out of the body other than its end, break and continue of the loop itself.
struct RangeExit {
  enum Kind : uint8_t { Return, Break, Continue, Goto } kind;
  syntax::Stmt* target;  // null for Return
  bool operator==(const RangeExit&) const = default;
};

struct RangeLoop {
  syntax::ForStmt* stmt = nullptr;
  syntax::RangeClause* clause = nullptr;
  RangeLoop* root = nullptr;            // the outermost loop around it in the same function; itself at the top
  types::Var* state = nullptr;
  std::span<RangeExit> exits;           // of this body, nested ones included
  // Of the root only:
  std::span<RangeExit> codes;           // all jumps in the nest
  types::Var* exit = nullptr;           // 0, or index + 1 in codes
  types::Var* deferToken = nullptr;     // null: no defer statement in the bodies
  std::span<types::Var*> results;       // of the function, when a body returns from it
  types::Signature* signature = nullptr;  // of the function, substituted
};

inline constexpr int kDeferTokenWords = 3;  // runtime/panic/rangedefer.cpp

}  // namespace gosub::ir
