// The text form of IR, as dumps show it and parse.h reads it.
//
//   global "main.x" "int"
//   func "main.f" (i64 ptr) -> (i64) defer wrapper captures "struct{a int}" {
//     slot 0 "[4]int" zero "buf"
//   b0:
//     v0 = param i64 #0
//     v1 = add i64 v0 v0
//     store v2 v1 #8
//     v3 = call multi v1 @"main.g" -> (i64 ptr)
//     v4 = extract ptr v3 #1
//     if v4 b1 b2 likely
//   b1: b0 b2
//     v5 = phi i64 v1 v4
//     return v5
//   }
//
// A value line is [vN =] op [type] operands [@"symbol"] [#imm] [-> (result types)]; a block's header lists its predecessors in phi order.
// Blocks end with: jump b | if v b b [likely|unlikely] | switch v n:b ... b | return v... | unreachable. "recover bN" before the blocks names the
// recover block. Positions are comments ("; file:line").
#pragma once

#include <string>

#include "frontend/ir/ir.h"

namespace gosub::ir {

struct PrintOptions {
  const SourceMap* sources = nullptr;  // adds positions
};

void printFunction(std::string& out, const Function& f, const PrintOptions& options = {});
void printValue(std::string& out, const Value& v);
// "[]int", "*main.T": how symbols of types are spelled in IR text.
std::string typeText(types::Type* t);
void quoteText(std::string& out, std::string_view text);

}  // namespace gosub::ir
