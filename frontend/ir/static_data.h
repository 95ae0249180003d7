// Expressions whose value is known when the program is compiled, as bytes and addresses: initial content of globals and the constant parts
// of composite literals.
#pragma once

#include "frontend/ir/program.h"

namespace gosub::ir {

class StaticData {
 public:
  // Shared: the content belongs to values that are made again at each evaluation, so only what has no identity of its own may stand
  // in it (no &T{}, no slices). Global: it is evaluated once.
  enum class Use : uint8_t { Shared, Global };

  // env: type arguments in force. outer: the function that names function literals.
  StaticData(Program& program, const TypeEnv& env, FuncSym* outer, Use use) : program_(program), env_(env), outer_(outer), use_(use) {}

  // Writes the value of e, converted to `to`, at the offset; bytes are there and zero. False: it needs code (the image may be half written).
  bool write(syntax::Expr* e, types::Type* to, StaticImage& image, uint64_t offset);

 private:
  types::Type* typeOf(syntax::Expr* e) { return program_.substitute(e->type, env_); }
  bool value(syntax::Expr* e, types::Type* t, StaticImage& image, uint64_t offset);
  bool constant(const types::ConstValue* c, types::Type* t, StaticImage& image, uint64_t offset);
  bool interfaceValue(syntax::Expr* e, types::Type* t, types::Type* to, StaticImage& image, uint64_t offset);
  bool composite(syntax::CompositeLit* e, types::Type* t, StaticImage& image, uint64_t offset);
  bool elements(syntax::CompositeLit* e, types::Type* elem, StaticImage& image, uint64_t offset);
  bool sliceLit(syntax::CompositeLit* e, types::Type* elem, StaticImage& image, uint64_t offset);
  bool address(syntax::Expr* x, types::Type* pointer, StaticImage& image, uint64_t offset);
  bool function(types::Func* fn, types::Instance* instance, StaticImage& image, uint64_t offset);
  StaticImage* newImage(types::Type* t);
  static void put(StaticImage& image, uint64_t offset, const void* from, size_t n);

  Program& program_;
  const TypeEnv& env_;
  FuncSym* outer_;
  Use use_;
};

// The number of elements of an array or slice literal: the greatest index plus one.
int64_t literalLength(syntax::CompositeLit* e);
// Index of the struct field that a keyed element names.
int literalField(types::Struct* s, syntax::KeyValueExpr* kv);

}  // namespace gosub::ir
