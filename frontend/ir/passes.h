// The passes over the IR and their pipeline (passes.def). Each pass leaves a function that verify() accepts; in debug builds and with
// PassOptions::verify the manager checks that after every pass.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "frontend/ir/ir.h"
#include "frontend/ir/layout.h"

namespace gosub::ir {

// What is known of a built function's parameters; kept in FuncSym::summary.
struct EscapeSummary {
  // Bit i: argument word i may be stored, returned or otherwise outlive the call. Words past 63 count as escaping.
  uint64_t escapes = ~uint64_t{0};
  // Bit i: what the memory that argument word i points to holds may outlive the call.
  uint64_t leaks = ~uint64_t{0};
  // The same of the captured words.
  uint64_t captureEscapes = ~uint64_t{0};
  uint64_t captureLeaks = ~uint64_t{0};
};

// Gives bodies of callees to the inliner. The function returned is not changed and must live until the pass ends; null: not available,
// not inlinable, or in the making.
class InlineSource {
 public:
  virtual ~InlineSource() = default;
  virtual const Function* body(FuncSym* callee) = 0;
  // Where the callee's arguments go; null: not known, all escape.
  virtual const EscapeSummary* summary(FuncSym* callee) { return static_cast<EscapeSummary*>(callee->summary); }
  // The function that a call of method `index` through the itab runs (receiver: the data word); null: not known.
  virtual FuncSym* ifaceMethod(const ItabSym* itab, int index) { return nullptr; }
};

// Largest bodyCost() of what is inlined: into loops and hot functions; elsewhere (a call costs little more than a few operations there); when an
// argument is a known function, which may be inlined in turn; into itself.
inline constexpr size_t kInlineLimit = 30;
inline constexpr size_t kInlineOnceLimit = 8;
inline constexpr size_t kInlineCallbackLimit = 100;
inline constexpr size_t kInlineSelfLimit = 40;

struct PassContext {
  Layouts& layouts;
  InlineSource* bodies = nullptr;  // null: no inlining
  bool verify = false;
  // Called after each pass with its name; for dumps.
  std::function<void(const char* pass, const Function&)> after;
  bool hot = false;  // known to be called often
  bool mayHaveDead = true;  // something may have changed since dead values were last removed
};

// Runs the pipeline. A failed verification is a check failure. prepared: prepareForInlining has run.
void optimize(Function& f, PassContext& context, bool prepared);
// What even quick code needs: one simplification, and polls.
void quicken(Function& f, PassContext& context);
// For bodies that are kept for inlining: the first pass alone.
void prepareForInlining(Function& f, PassContext& context);
// Fills the function's EscapeSummary without changing it.
void summarizeEscapes(Function& f, PassContext& context);
std::unique_ptr<Function> cloneFunction(const Function& f);

// ---- single passes. False: nothing was changed that could be of use to another pass.
bool simplify(Function& f, PassContext& context);        // folding, value numbering, redundant checks, dead code
bool inlineCalls(Function& f, PassContext& context);
bool escape(Function& f, PassContext& context);          // New and MakeClosure to slots; fills EscapeSummary
bool promoteSlots(Function& f, PassContext& context);    // slots to SSA values
bool hoistInvariants(Function& f, PassContext& context); // loop-invariant arithmetic and loads
bool eliminateChecks(Function& f, PassContext& context); // bounds checks by dominating facts and induction
bool cleanup(Function& f, PassContext& context);         // dead code, straight-line blocks merged
bool insertPolls(Function& f, PassContext& context);

// ---- helpers of passes
bool isConst(const Value* v, int64_t* out);
// Removes the edge from b's successor list at i: the successor's pred and phi operands go too.
void removeEdge(Function& f, Block* b, size_t i);
// Removes values without uses or effects; renumbers.
void removeDead(Function& f);
// What a load from a closure made in this function yields: the operand that was captured; null for anything else.
Value* capturedWord(const Value* v, Layouts& layouts);
// Size of a body in operations that the interpreter would execute.
size_t bodyCost(const Function& f);
BodyFacts inspectBody(const Function& f);

}  // namespace gosub::ir
