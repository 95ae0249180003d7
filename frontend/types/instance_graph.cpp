// Building the graph of instantiations, and the search for its heaviest paths: a path as long as there are vertices
// must run through a cycle.
#include "frontend/types/instance_graph.h"

#include <algorithm>

#include "frontend/syntax/ast.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

void InstanceGraph::recordInstance(Pos pos, std::span<TypeParam* const> params, std::span<Type* const> args,
                                   std::span<syntax::Expr* const> exprs) {
  for (size_t i = 0; i < params.size() && i < args.size(); i++)
    assign(i < exprs.size() ? syntax::startPos(exprs[i]) : pos, params[i], args[i]);
}

void InstanceGraph::assign(Pos pos, TypeParam* param, Type* arg) {
  if (param->object->pkg == pkg_) walk(pos, param, arg, arg);
}

void InstanceGraph::flow(Pos pos, TypeParam* param, Type* arg, int from, Type* part) {
  edges_.push_back({paramVertex(param), from, part == arg ? 0 : 1, pos, arg});
}

// Each type parameter and dependent local type within the argument flows to the parameter.
void InstanceGraph::walk(Pos pos, TypeParam* param, Type* arg, Type* part) {
  if (part == nullptr) return;
  auto down = [&](Type* t) { walk(pos, param, arg, t); };
  switch (part->kind) {
    case TypeKind::TypeParam: return flow(pos, param, arg, paramVertex(static_cast<TypeParam*>(part)), part);
    case TypeKind::Named: {
      auto* n = static_cast<Named*>(part);
      int from = localTypeVertex(n->origin);
      if (from >= 0) flow(pos, param, arg, from, part);
      for (Type* t : n->typeArgs) down(t);
      return;
    }
    case TypeKind::Array: return down(static_cast<Array*>(part)->elem);
    case TypeKind::Slice: return down(static_cast<Slice*>(part)->elem);
    case TypeKind::Pointer: return down(static_cast<Pointer*>(part)->elem);
    case TypeKind::Chan: return down(static_cast<Chan*>(part)->elem);
    case TypeKind::Map:
      down(static_cast<Map*>(part)->key);
      return down(static_cast<Map*>(part)->elem);
    case TypeKind::Struct: return walkVars(pos, param, arg, static_cast<Struct*>(part)->fields);
    case TypeKind::Tuple: return walkVars(pos, param, arg, static_cast<Tuple*>(part)->vars);
    case TypeKind::Signature:
      down(static_cast<Signature*>(part)->params);
      return down(static_cast<Signature*>(part)->results);
    case TypeKind::Interface:
      for (Func* m : static_cast<Interface*>(part)->methods) down(m->type);
      return;
    default: return;
  }
}

void InstanceGraph::walkVars(Pos pos, TypeParam* param, Type* arg, std::span<Var* const> vars) {
  for (Var* v : vars) walk(pos, param, arg, v->type);
}

int InstanceGraph::vertexOf(TypeName* object) {
  auto [it, isNew] = index_.try_emplace(object, int(vertices_.size()));
  if (isNew) vertices_.push_back({object});
  return it->second;
}

int InstanceGraph::paramVertex(TypeParam* p) {
  auto it = canonical_.find(p);
  return vertexOf((it != canonical_.end() ? it->second : p)->object);
}

// A type declared in a generic function depends on the type parameters in scope; -1 when there are none.
int InstanceGraph::localTypeVertex(Named* t) {
  TypeName* object = t->object;
  if (object->pkg != pkg_ || object->parent == nullptr || object->parent == pkg_->scope) return -1;
  if (auto it = index_.find(object); it != index_.end()) return it->second;
  std::vector<TypeParam*> ambient;
  for (Scope* s = object->parent; s != nullptr && s != pkg_->scope; s = s->parent) {
    for (uint32_t i = 0; i < s->capacity; i++) {
      auto* name = as<TypeName>(s->table[i]);
      auto* p = name != nullptr && !name->isAlias ? as<TypeParam>(name->type) : nullptr;
      if (p != nullptr && name->pos < object->pos) ambient.push_back(p);
    }
  }
  if (ambient.empty()) return index_[object] = -1;
  int v = vertexOf(object);
  for (TypeParam* p : ambient) edges_.push_back({v, paramVertex(p), 1, object->pos, p});
  return v;
}

std::vector<InstanceGraph::Step> InstanceGraph::findCycle() {
  bool changed = true;
  while (changed) {
    changed = false;
    for (size_t i = 0; i < edges_.size(); i++) {
      const Edge& e = edges_[i];
      const Vertex& from = vertices_[size_t(e.from)];
      Vertex& to = vertices_[size_t(e.to)];
      int weight = from.weight + e.weight;
      if (weight <= to.weight) continue;
      to.last = int(i);
      to.length = from.length + 1;
      if (to.length == int(vertices_.size())) return steps(e.to);
      to.weight = weight;
      changed = true;
    }
  }
  return {};
}

// Backwards from the end of the path to the vertex that comes twice; what comes before it is not on the cycle.
std::vector<InstanceGraph::Step> InstanceGraph::steps(int vertex) const {
  std::vector<int> stack;
  auto seen = stack.end();
  while ((seen = std::find(stack.begin(), stack.end(), vertex)) == stack.end()) {
    stack.push_back(vertex);
    vertex = edges_[size_t(vertices_[size_t(vertex)].last)].from;
  }
  stack.erase(stack.begin(), seen);
  std::vector<Step> out;
  for (int v : stack) {
    const Edge& e = edges_[size_t(vertices_[size_t(v)].last)];
    out.push_back({e.pos, vertices_[size_t(e.to)].object, e.type});
  }
  return out;
}

}  // namespace gosub::types
