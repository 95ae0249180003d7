// Finds generic code whose instantiation never ends, such as func f[T any]() { f[*T]() }.
//
// A graph over type parameters (and local types that depend on those of their function): an edge says that the one
// is instantiated with the other, weight 1 when the argument is a bigger type around it. A cycle that contains weight
// means endlessly growing types. Only the package's own parameters matter: such a cycle can't leave a package.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "frontend/types/types.h"

namespace gosub::syntax {
struct Expr;
}

namespace gosub::types {

class InstanceGraph {
 public:
  explicit InstanceGraph(const Package* pkg) : pkg_(pkg) {}

  // A method's receiver type parameter stands for that of the type's declaration.
  void recordCanonical(TypeParam* receiver, TypeParam* declared) { canonical_[receiver] = declared; }
  // exprs: the written type arguments, for positions; may be shorter than args.
  void recordInstance(Pos pos, std::span<TypeParam* const> params, std::span<Type* const> args,
                      std::span<syntax::Expr* const> exprs);

  // One step of an endless instantiation: `object` is instantiated as (or, a local type, is parameterized by) `type`.
  struct Step {
    Pos pos;
    TypeName* object;
    Type* type;
  };
  // The steps of a cycle with weight, or empty.
  std::vector<Step> findCycle();

 private:
  struct Vertex {
    TypeName* object;
    int weight = 0;  // of the heaviest path found that ends here
    int length = 0;  // its number of edges
    int last = -1;   // its last edge
  };
  struct Edge {
    int to, from, weight;
    Pos pos;
    Type* type;
  };

  void assign(Pos pos, TypeParam* param, Type* arg);
  void walk(Pos pos, TypeParam* param, Type* arg, Type* part);
  void walkVars(Pos pos, TypeParam* param, Type* arg, std::span<Var* const> vars);
  void flow(Pos pos, TypeParam* param, Type* arg, int from, Type* part);
  int vertexOf(TypeName* object);
  int paramVertex(TypeParam* p);
  int localTypeVertex(Named* t);
  std::vector<Step> steps(int vertex) const;

  const Package* pkg_;
  std::vector<Vertex> vertices_;
  std::vector<Edge> edges_;
  std::unordered_map<TypeName*, int> index_;  // -1: a type that needs no vertex
  std::unordered_map<TypeParam*, TypeParam*> canonical_;
};

}  // namespace gosub::types
