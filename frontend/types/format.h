// printf for messages: every %s (or %d, %v) takes the next argument, printed by what it is. Used only once an error
// is certain; nothing on the checker's hot paths builds strings.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "frontend/types/operand.h"
#include "frontend/types/types.h"
#include "frontend/types/typestring.h"

namespace gosub::types {

// One argument. Refers to what it was made from: only for the length of a call.
class FormatArg {
 public:
  FormatArg(const char* s) : kind_(Kind::Text), text_(s) {}
  FormatArg(std::string_view s) : kind_(Kind::Text), text_(s) {}
  FormatArg(const std::string& s) : kind_(Kind::Text), text_(s) {}
  FormatArg(Name n) : kind_(Kind::Text), text_(n.text()) {}
  FormatArg(int n) : kind_(Kind::Number), number_(n) {}
  FormatArg(size_t n) : kind_(Kind::Number), number_(int64_t(n)) {}
  FormatArg(int64_t n) : kind_(Kind::Number), number_(n) {}
  FormatArg(Type* t) : kind_(Kind::Type), pointer_(t) {}
  FormatArg(const Operand& x) : kind_(Kind::Operand), pointer_(&x) {}
  FormatArg(const Operand* x) : kind_(Kind::Operand), pointer_(x) {}
  FormatArg(const syntax::Expr* x) : kind_(Kind::Expr), pointer_(x) {}
  FormatArg(const UnionTerm& t) : kind_(Kind::Term), pointer_(&t) {}
  FormatArg(const ConstValue* v) : kind_(Kind::Const), pointer_(v) {}

  void write(std::string& out, const Qualifier& q) const;

 private:
  enum class Kind : uint8_t { Text, Number, Type, Operand, Expr, Term, Const };
  Kind kind_;
  std::string_view text_;
  int64_t number_ = 0;
  const void* pointer_ = nullptr;
};

std::string formatList(const Qualifier& q, std::string_view format, std::initializer_list<FormatArg> args);

template <class... Args>
std::string format(const Qualifier& q, std::string_view fmt, const Args&... args) {
  return formatList(q, fmt, {FormatArg(args)...});
}

}  // namespace gosub::types
