// What the checker knows of an expression while it checks it, and its description in messages
// ("x (variable of type int)"). What is kept afterwards stands on the AST node.
#pragma once

#include <string>

#include "frontend/syntax/ast.h"
#include "frontend/types/const.h"
#include "frontend/types/types.h"

namespace gosub::types {

class Qualifier;

struct Operand {
  Mode mode = Mode::Invalid;
  BuiltinId id = BuiltinId::Append;   // of a BuiltinFn
  Type* type = nullptr;
  const ConstValue* val = nullptr;    // of a Constant
  syntax::Expr* expr = nullptr;       // null for made-up operands

  bool invalid() const { return mode == Mode::Invalid; }
  bool isConstant() const { return mode == Mode::Constant; }
  // The untyped nil, or nil converted to a type.
  bool isNil() const { return mode == Mode::NilValue; }
};

// Where errors about the operand are reported: the start of its expression.
Pos startPos(const Operand& x);

std::string operandString(const Operand& x, const Qualifier& q);

std::string_view builtinName(BuiltinId id);

}  // namespace gosub::types
