// The search for types that contain themselves. A type parameter stands for the argument of the instance it is met
// in, and that argument has to be valid where the instance was written: outside the instance. So the walk keeps two
// lists: `nest`, the types whose memory encloses the current one, and `path`, all that was walked, for the message.
#include "frontend/types/validtype.h"

#include <unordered_set>
#include <vector>

#include "frontend/types/checker_impl.h"
#include "frontend/types/named.h"
#include "frontend/types/predicates.h"

namespace gosub::types {

namespace {

// Endless nests of ever new instances are reported as instantiation cycles.
constexpr int kMaxInstances = 200;

class Walk {
 public:
  explicit Walk(Checker& checker) : checker_(checker) {}

  bool type(Type* t) {
    if (t == nullptr) return true;
    switch (t->kind) {
      case TypeKind::Array: return type(static_cast<Array*>(t)->elem);
      case TypeKind::Struct:
        for (Var* f : static_cast<Struct*>(t)->fields)
          if (!type(f->type)) return false;
        return true;
      case TypeKind::Union:
        for (const UnionTerm& term : static_cast<Union*>(t)->terms)
          if (!type(term.type)) return false;
        return true;
      case TypeKind::Interface:
        for (Type* e : static_cast<Interface*>(t)->embeddeds)
          if (!type(e)) return false;
        return true;
      case TypeKind::Named: return named(static_cast<Named*>(t));
      case TypeKind::TypeParam: return param(static_cast<TypeParam*>(t));
      default: return true;
    }
  }

 private:
  bool named(Named* t) {
    if (t->valid || instances_ > kMaxInstances) return true;
    Type* u = under(t);
    if (!isValid(u)) return false;
    if (within_.contains(t)) return cycle(t);
    instances_ += !t->typeArgs.empty();
    enter(t);
    path_.push_back(t);
    bool ok = type(declared(t));
    path_.pop_back();
    leave();
    instances_ -= !t->typeArgs.empty();
    if (ok) t->valid = true;
    return ok;
  }

  void enter(Named* t) {
    nest_.push_back(t);
    within_.insert(t);
  }
  void leave() {
    within_.erase(nest_.back());
    nest_.pop_back();
  }

  static Type* declared(Named* t) {
    Named* origin = t->origin;
    return origin->fromRhs != nullptr ? origin->fromRhs : origin->underlying;
  }

  // Whatever its arguments, the generic type is invalid when an instance of it encloses itself.
  bool cycle(Named* t) {
    Type* invalid = checker_.world().basic(BasicKind::Invalid);
    t->underlying = invalid;
    t->origin->underlying = invalid;
    size_t start = 0;
    while (start < path_.size() && path_[start] != t) start++;
    reportTypeCycle(checker_, std::span<Named* const>(path_).subspan(start));
    return false;
  }

  bool param(TypeParam* p) {
    if (nest_.empty()) return true;
    Named* inst = nest_.back();
    std::span<TypeParam*> params = typeParamsOf(inst);
    size_t i = size_t(p->index);
    if (i >= params.size() || params[i] != p || i >= inst->typeArgs.size()) return true;
    leave();
    bool ok = type(inst->typeArgs[i]);
    enter(inst);
    return ok;
  }

  Checker& checker_;
  std::vector<Named*> nest_;
  std::unordered_set<Named*> within_;  // the types of nest_
  std::vector<Named*> path_;
  int instances_ = 0;  // of path_
};

}  // namespace

void checkValidType(Checker& checker, Named* t) { Walk(checker).type(t); }

void reportTypeCycle(Checker& checker, std::span<Named* const> cycle) {
  std::vector<CycleStep> steps;
  for (Named* n : cycle) steps.push_back({n->object, n->pos.valid() ? n->pos : n->object->pos});
  checker.impl().cycleError(steps);
}

}  // namespace gosub::types
