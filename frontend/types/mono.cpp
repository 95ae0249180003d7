// The error for generic code whose instantiation never ends; the search is in instance_graph.h.
#include "frontend/types/checker_impl.h"

namespace gosub::types {

void Checker::Impl::monoInstance(Pos pos, std::span<TypeParam* const> params, std::span<Type* const> args,
                                 std::span<syntax::Expr* const> exprs) {
  instances.recordInstance(pos, params, args, exprs);
}

// Once all bodies are checked.
void Checker::Impl::checkMono() {
  std::vector<InstanceGraph::Step> steps = instances.findCycle();
  if (steps.empty()) return;
  ErrorLines error(*this, Code::InvalidInstanceCycle);
  error.add(steps[0].object->pos, "instantiation cycle:");
  for (const InstanceGraph::Step& s : steps) {
    const char* what = isTypeParam(s.object->type) ? "%s instantiated as %s" : "%s implicitly parameterized by %s";
    error.add(s.pos, what, s.object->name, s.type);
  }
  error.report();
}

}  // namespace gosub::types
