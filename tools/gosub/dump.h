// gosub dump: the intermediate forms of a program, for people.
#pragma once

#include <string>
#include <string_view>

#include "engine/instance.h"

namespace gosub::cli {

enum class Stage { Tokens, Ast, Types, Ir, Bytecode };

bool parseStage(std::string_view name, Stage* out);
// Prints the form of the root packages to standard output; of one function only unless `function` is empty.
void dump(engine::Instance& instance, Stage stage, std::string_view function);
// Check failure when code breaks a rule of interp/verify.h.
void verifyBytecode(const ir::Function& f, const interp::Code& code);

}  // namespace gosub::cli
