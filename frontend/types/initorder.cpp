// The order in which package-level variables are initialised: repeatedly the first one in source order that depends on
// no variable that is still to come. Dependencies run through functions; constants take part so that cycles that only
// constants close are found.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "frontend/types/checker_impl.h"

namespace gosub::types {

namespace {

struct Node {
  Object* object;
  std::vector<size_t> dependents;  // nodes that depend on this one
  size_t open = 0;                 // dependencies not yet emitted
};

class InitOrder {
 public:
  explicit InitOrder(Checker::Impl& check) : check_(check) {}

  std::vector<Initializer> compute() {
    addNodes();
    for (size_t i = 0; i < nodes_.size(); i++) addEdges(i);
    for (size_t i = 0; i < nodes_.size(); i++) queue_.insert(keyOf(i));
    while (!queue_.empty()) next();
    return std::move(order_);
  }

 private:
  // By open dependencies, then by source order.
  struct Key {
    size_t open;
    uint32_t order;
    size_t node;
    auto operator<=>(const Key&) const = default;
  };

  Key keyOf(size_t i) const { return {nodes_[i].open, nodes_[i].object->order, i}; }

  void addNodes() {
    for (Object* o : check_.objects) {
      if (o->kind != ObjectKind::Var && o->kind != ObjectKind::Const) continue;
      indexOf_[o] = nodes_.size();
      nodes_.push_back({o, {}, 0});
    }
  }

  // Which variables and constants are reached from a node, directly or through functions.
  void addEdges(size_t i) {
    seen_.clear();
    stack_.assign(1, nodes_[i].object);
    while (!stack_.empty()) {
      Object* o = stack_.back();
      stack_.pop_back();
      DeclInfo* d = check_.info(o);
      if (d == nullptr) continue;
      for (Object* dep : d->dependencies()) {
        if (!seen_.insert(dep).second) continue;
        if (dep->kind == ObjectKind::Func) {
          stack_.push_back(dep);
        } else if (auto it = indexOf_.find(dep); it != indexOf_.end()) {
          nodes_[it->second].dependents.push_back(i);
          nodes_[i].open++;
        }
      }
    }
  }

  void next() {
    Key k = *queue_.begin();
    queue_.erase(queue_.begin());
    Object* o = nodes_[k.node].object;
    if (k.open > 0) reportCycle(o);
    nodes_[k.node].open = 0;
    for (size_t dependent : nodes_[k.node].dependents) {
      if (queue_.erase(keyOf(dependent)) == 0) continue;
      nodes_[dependent].open--;
      queue_.insert(keyOf(dependent));
    }
    emit(o);
  }

  // Several variables of one multi-value initialiser are one step.
  void emit(Object* o) {
    auto* v = as<Var>(o);
    DeclInfo* d = check_.info(o);
    if (v == nullptr || d == nullptr || d->init == nullptr || !emitted_.insert(d).second) return;
    std::span<Var*> lhs = d->lhs;
    if (lhs.empty()) lhs = check_.world.arena.copy(std::span<Var* const>(&v, 1));
    order_.push_back({lhs, d->init});
  }

  // The objects on a way from `from` back to `to`, last first; empty when there is none.
  std::vector<Object*> findPath(Object* from, Object* to) {
    if (!seen_.insert(from).second) return {};
    DeclInfo* d = check_.info(from);
    if (d == nullptr) return {};
    for (Object* dep : d->dependencies()) {
      if (dep == to) return {dep};
      std::vector<Object*> path = findPath(dep, to);
      if (path.empty()) continue;
      path.push_back(dep);
      return path;
    }
    return {};
  }

  // An object that only leads to a cycle gives no message; one on the cycle will.
  void reportCycle(Object* o) {
    seen_.clear();
    std::vector<Object*> cycle = findPath(o, o);
    if (cycle.empty()) return;
    Object* at = cycle[0];
    if (cycle.size() == 1) {
      check_.errorf(at, Code::InvalidInitCycle, "initialization cycle: %s refers to itself", at->name);
      return;
    }
    ErrorLines error(check_, Code::InvalidInitCycle);
    error.add(at, "initialization cycle for %s", at->name);
    for (size_t i = cycle.size(); i-- > 0;) {
      error.add(at, "%s refers to", at->name);
      at = cycle[i];
    }
    error.add(at, "%s", at->name).report();
  }

  Checker::Impl& check_;
  std::vector<Node> nodes_;
  std::unordered_map<Object*, size_t> indexOf_;
  std::set<Key> queue_;
  std::vector<Object*> stack_;
  std::set<Object*> seen_;
  std::set<DeclInfo*> emitted_;
  std::vector<Initializer> order_;
};

}  // namespace

void Checker::Impl::computeInitOrder() { pkg->initOrder = world.arena.copy(InitOrder(*this).compute()); }

}  // namespace gosub::types
