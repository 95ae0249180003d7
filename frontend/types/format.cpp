// The formatter of messages.
#include "frontend/types/format.h"

#include "frontend/syntax/printer.h"

namespace gosub::types {

void FormatArg::write(std::string& out, const Qualifier& q) const {
  switch (kind_) {
    case Kind::Text: out += text_; return;
    case Kind::Number: out += std::to_string(number_); return;
    case Kind::Type: writeType(out, const_cast<Type*>(static_cast<const Type*>(pointer_)), q); return;
    case Kind::Operand: out += operandString(*static_cast<const Operand*>(pointer_), q); return;
    case Kind::Expr: out += syntax::exprString(static_cast<const syntax::Expr*>(pointer_)); return;
    case Kind::Term: out += termString(*static_cast<const UnionTerm*>(pointer_), q); return;
    case Kind::Const: out += toString(static_cast<const ConstValue*>(pointer_)); return;
  }
}

std::string formatList(const Qualifier& q, std::string_view format, std::initializer_list<FormatArg> args) {
  std::string out;
  auto arg = args.begin();
  for (size_t i = 0; i < format.size(); i++) {
    if (format[i] != '%' || i + 1 == format.size()) {
      out += format[i];
      continue;
    }
    i++;
    if (format[i] == '%') {
      out += '%';
    } else if (arg != args.end()) {
      (arg++)->write(out, q);
    }
  }
  return out;
}

}  // namespace gosub::types
