// The order in which package-level variables are initialised: repeatedly the first one in source order that depends on
// no variable that is still to come. Dependencies run through functions; constants take part so that cycles that only
// constants close are found.
//
// Functions are nodes of the graph too; those that call each other count as one, so that they become ready together.
// What then can't be ordered are cycles, and only for them the dependencies are spelled out as gc does, because the
// number of them decides which cycle it reports.
#include <algorithm>
#include <queue>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "frontend/types/checker_impl.h"

namespace gosub::types {

namespace {

// ---- The order -------------------------------------------------------------------------------------------------

class InitOrder {
 public:
  explicit InitOrder(Checker::Impl& check) : check_(check) {}

  // False: there are cycles.
  bool compute(std::vector<Initializer>* out) {
    for (size_t i = check_.objectsChecked; i < check_.objects.size(); i++) addNode(check_.objects[i]);
    groupFunctions();
    for (int i = 0; i < int(nodes_.size()); i++) addEdges(i);
    std::vector<int> free;  // first all of them: the functions among them make others so at once
    for (int i = 0; i < int(nodes_.size()); i++)
      if (nodes_[size_t(i)].group == i && nodes_[size_t(i)].open == 0) free.push_back(i);
    for (int i : free) ready(i);
    while (!queue_.empty()) {
      Object* o = nodes_[size_t(queue_.top().second)].object;
      int i = queue_.top().second;
      queue_.pop();
      emit(o, out);
      done(i);
    }
    return left_ == 0;
  }

 private:
  struct Node {
    Object* object;
    std::vector<int> dependents;  // groups that wait for this one
    int group;                    // the node that stands for it: itself, but for functions that call each other
    int open = 0;                 // what the group waits for
    int low = 0, number = 0;      // of the search for groups
  };
  static constexpr bool isFunc(const Object* o) { return o->kind == ObjectKind::Func; }

  void addNode(Object* o) {
    if (o->kind != ObjectKind::Var && o->kind != ObjectKind::Const && !isFunc(o)) return;
    int i = int(nodes_.size());
    indexOf_[o] = i;
    nodes_.push_back({o, {}, i});
    if (!isFunc(o)) left_++;
  }

  template <class F>
  void forEachDep(int i, F&& f) {
    DeclInfo* d = check_.info(nodes_[size_t(i)].object);
    if (d == nullptr) return;
    for (Object* dep : d->dependencies())
      if (auto it = indexOf_.find(dep); it != indexOf_.end()) f(it->second);
  }

  // Tarjan's algorithm among the functions.
  void groupFunctions() {
    for (int i = 0; i < int(nodes_.size()); i++)
      if (isFunc(nodes_[size_t(i)].object) && nodes_[size_t(i)].number == 0) search(i);
  }

  void search(int i) {
    Node& n = nodes_[size_t(i)];
    n.number = n.low = ++numbers_;
    stack_.push_back(i);
    forEachDep(i, [&](int k) {
      Node& dep = nodes_[size_t(k)];
      if (!isFunc(dep.object)) return;
      if (dep.number == 0) {
        search(k);
        n.low = std::min(n.low, dep.low);
      } else if (!closed_.contains(k)) {
        n.low = std::min(n.low, dep.number);
      }
    });
    if (n.low != n.number) return;
    for (;;) {
      int k = stack_.back();
      stack_.pop_back();
      nodes_[size_t(k)].group = i;
      closed_.insert(k);
      if (k == i) break;
    }
  }

  void addEdges(int i) {
    int group = nodes_[size_t(i)].group;
    forEachDep(i, [&](int k) {
      int dep = nodes_[size_t(k)].group;
      if (dep == group && isFunc(nodes_[size_t(i)].object)) return;
      nodes_[size_t(dep)].dependents.push_back(group);
      nodes_[size_t(group)].open++;
    });
  }

  void ready(int i) {
    if (isFunc(nodes_[size_t(i)].object)) {
      done(i);
    } else {
      queue_.push({nodes_[size_t(i)].object->order, i});
    }
  }

  // Functions take no time: what waits for them only is ready at once.
  void done(int first) {
    std::vector<int> todo{first};
    while (!todo.empty()) {
      int i = todo.back();
      todo.pop_back();
      for (int k : nodes_[size_t(i)].dependents) {
        if (--nodes_[size_t(k)].open > 0) continue;
        if (isFunc(nodes_[size_t(k)].object)) {
          todo.push_back(k);
        } else {
          ready(k);
        }
      }
    }
  }

  // Several variables of one multi-value initialiser are one step.
  void emit(Object* o, std::vector<Initializer>* out) {
    left_--;
    auto* v = as<Var>(o);
    DeclInfo* d = check_.info(o);
    if (v == nullptr || d == nullptr || d->init == nullptr || !emitted_.insert(d).second) return;
    std::span<Var*> lhs = d->lhs;
    if (lhs.empty()) lhs = check_.world.arena.copy(std::span<Var* const>(&v, 1));
    out->push_back({lhs, d->init});
  }

  Checker::Impl& check_;
  std::vector<Node> nodes_;
  std::unordered_map<Object*, int> indexOf_;
  using Entry = std::pair<uint32_t, int>;  // source order, node
  std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> queue_;
  std::vector<int> stack_;
  std::unordered_set<int> closed_;
  std::unordered_set<DeclInfo*> emitted_;
  int numbers_ = 0;
  size_t left_ = 0;  // variables and constants that were not emitted
};

// ---- Cycles ----------------------------------------------------------------------------------------------------

class InitCycles {
 public:
  explicit InitCycles(Checker::Impl& check) : check_(check) {}

  void report() {
    for (size_t i = check_.objectsChecked; i < check_.objects.size(); i++) {
      Object* o = check_.objects[i];
      if (o->kind != ObjectKind::Var && o->kind != ObjectKind::Const) continue;
      indexOf_[o] = nodes_.size();
      nodes_.push_back({o, {}, 0});
    }
    for (size_t i = 0; i < nodes_.size(); i++) addEdges(i);
    for (size_t i = 0; i < nodes_.size(); i++) queue_.insert(keyOf(i));
    while (!queue_.empty()) next();
  }

 private:
  struct Node {
    Object* object;
    std::vector<size_t> dependents;  // nodes that depend on this one
    size_t open = 0;                 // dependencies not yet done
  };
  // By open dependencies, then by source order.
  struct Key {
    size_t open;
    uint32_t order;
    size_t node;
    auto operator<=>(const Key&) const = default;
  };

  Key keyOf(size_t i) const { return {nodes_[i].open, nodes_[i].object->order, i}; }

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
    if (k.open > 0) reportCycle(nodes_[k.node].object);
    nodes_[k.node].open = 0;
    for (size_t dependent : nodes_[k.node].dependents) {
      if (queue_.erase(keyOf(dependent)) == 0) continue;
      nodes_[dependent].open--;
      queue_.insert(keyOf(dependent));
    }
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
  std::unordered_set<Object*> seen_;
};

}  // namespace

void Checker::Impl::computeInitOrder() {
  std::vector<Initializer> order;
  if (!InitOrder(*this).compute(&order)) InitCycles(*this).report();
  pkg->initOrder = world.arena.copy(order);
}

}  // namespace gosub::types
