// What is declared and not used: local variables, imports. Scripts may do so.
#include "frontend/types/checker_impl.h"

namespace gosub::types {

// The variables that were declared since locals had firstLocal elements go out of scope.
void Checker::Impl::usage(size_t firstLocal) {
  for (size_t i = firstLocal; i < locals.size() && !config.scriptMode; i++) {
    Var* v = locals[i];
    if (!v->used) softErrorf(v->pos, Code::UnusedVar, "%s declared and not used", v->name);
  }
  locals.resize(firstLocal);
}

void Checker::Impl::unusedImports() {
  if (!config.ignoreFuncBodies && !config.scriptMode) {
    for (PkgName* p : imports) {
      if (p->used || p->name.blank()) continue;
      std::string_view path = p->imported->path, last = path.substr(path.rfind('/') + 1);
      std::string quoted = "\"" + std::string(path) + "\"";
      if (p->name.text() == "." || p->name.text() == last) {
        softErrorf(p, Code::UnusedImport, "%s imported and not used", quoted);
      } else {
        softErrorf(p, Code::UnusedImport, "%s imported as %s and not used", quoted, p->name);
      }
    }
  }
  imports.clear();
}

}  // namespace gosub::types
