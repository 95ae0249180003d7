// Type sets, unification, inference, substitution, sizes and type printing, on types made from source.
#include <catch2/catch.hpp>

#include "frontend/types/lookup.h"
#include "frontend/types/named.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"
#include "frontend/types/subst.h"
#include "frontend/types/test_program.h"
#include "frontend/types/typeset.h"
#include "frontend/types/unify.h"

namespace gosub::types {

namespace {

const TypeSet* setOf(TestProgram& p, std::string_view name) {
  return typeSet(static_cast<Interface*>(under(p.type(name))));
}

std::string terms(TestProgram& p, std::string_view name) {
  return termListString(setOf(p, name)->terms, Qualifier(&p.pkg));
}

}  // namespace

TEST_CASE("types print as gc spells them") {
  TestProgram p(R"(package p
import "unsafe"
type T struct{}
type G[K comparable, V any] struct{ k K; v V }
type L[A, B any] []A
var (
	a [3]int
	b map[string][]*T
	c chan (<-chan int)
	d <-chan chan<- int
	e func(x, y int, z ...string) (n int, err error)
	f func(int) string
	g struct{ x, y int; T "tag" }
	h interface{ m(int) T; error }
	i any
	j interface{}
	k G[string, []int]
	l unsafe.Pointer
	m func()
	n []byte
	o rune
)
)");
  REQUIRE(p.errors() == "");
  CHECK(p.typeOf("a") == "[3]int");
  CHECK(p.typeOf("b") == "map[string][]*T");
  CHECK(p.typeOf("c") == "chan (<-chan int)");
  CHECK(p.typeOf("d") == "<-chan chan<- int");
  CHECK(p.typeOf("e") == "func(x int, y int, z ...string) (n int, err error)");
  CHECK(p.typeOf("f") == "func(int) string");
  CHECK(p.typeOf("g") == "struct{x int; y int; T \"tag\"}");
  CHECK(p.typeOf("h") == "interface{m(int) T; error}");
  CHECK(p.typeOf("i") == "any");
  CHECK(p.typeOf("j") == "interface{}");
  CHECK(p.typeOf("k") == "G[string, []int]");
  CHECK(p.typeOf("l") == "unsafe.Pointer");
  CHECK(p.typeOf("m") == "func()");
  CHECK(p.typeOf("n") == "[]byte");
  CHECK(p.typeOf("o") == "rune");
  CHECK(p.typeOf("G") == "G[K comparable, V any]");
  CHECK(p.typeOf("L") == "L[A, B any]");
}

TEST_CASE("sizes are gc's on amd64") {
  TestProgram p(R"(package p
type Tail struct{ a int32; z struct{} }
type Mixed struct{ a bool; b int64; c bool }
type Huge [1 << 40][1 << 30]int64
var (
	a bool
	s string
	sl []int
	m map[int]int
	i any
	c64 complex64
	arr [3]int16
	f func()
	empty struct{}
	nested struct{ a byte; m Mixed; c complex64 }
)
)");
  REQUIRE(p.errors() == "test.go:4:6: type [1099511627776][1073741824]int64 larger than address space\n");
  auto size = [&](std::string_view n) { return sizeOf(p.type(n)); };
  auto align = [&](std::string_view n) { return alignOf(p.type(n)); };
  CHECK(size("a") == 1);
  CHECK(size("s") == 16);
  CHECK(size("sl") == 24);
  CHECK(size("m") == 8);
  CHECK(size("i") == 16);
  CHECK(size("c64") == 8);
  CHECK(align("c64") == 4);
  CHECK(size("arr") == 6);
  CHECK(align("arr") == 2);
  CHECK(size("f") == 8);
  CHECK(size("empty") == 0);
  CHECK(align("empty") == 1);
  CHECK(size("Tail") == 8);
  CHECK(size("Mixed") == 24);
  CHECK(size("nested") == 40);
  CHECK(size("Huge") < 0);
  int path[] = {1, 2};
  CHECK(offsetOf(p.type("nested"), path) == 24);
}

TEST_CASE("type sets") {
  TestProgram p(R"(package p
type Mine int
type Int interface{ ~int }
type IntOrString interface{ int | string }
type Overlap interface{ ~int | string; Mine | string | bool }
type None interface{ int; string }
type Methods interface{ z(); A(); b() }
type Cmp interface{ comparable; A() }
type CmpTerms interface{ comparable; int | []int }
type Merged interface{ Int | IntOrString }
)");
  REQUIRE(p.errors() == "");
  CHECK(terms(p, "Int") == "~int");
  CHECK(terms(p, "IntOrString") == "int | string");
  CHECK(terms(p, "Overlap") == "Mine | string");
  CHECK(setOf(p, "None")->isEmpty());
  REQUIRE(setOf(p, "Methods")->methods.size() == 3);
  CHECK(setOf(p, "Methods")->methods[0]->name.text() == "A");
  CHECK(setOf(p, "Methods")->methods[2]->name.text() == "z");
  CHECK(setOf(p, "Methods")->isMethodSet());
  CHECK(setOf(p, "Cmp")->comparable);
  CHECK(terms(p, "CmpTerms") == "int");
  CHECK(terms(p, "Merged") == "~int | string");
  CHECK(isComparableSet(setOf(p, "Int")));
  CHECK_FALSE(isComparableSet(setOf(p, "Methods")));
}

TEST_CASE("identity") {
  TestProgram p(R"(package p
type A []int
var (
	a, b struct{ x int; y map[string]func(int) }
	tagged struct{ x int "t"; y map[string]func(int) }
	c []int
	d A
	e interface{ m(); n() }
	f interface{ n(); m() }
	g func(a int) (r string)
	h func(int) string
	i func(...int)
	j func([]int)
)
func gen1[T any, S []T](T, S) {}
func gen2[U any, V []U](U, V) {}
func gen3[U comparable, V []U](U, V) {}
)");
  REQUIRE(p.errors() == "");
  auto same = [&](std::string_view x, std::string_view y) { return identical(p.type(x), p.type(y)); };
  CHECK(same("a", "b"));
  CHECK_FALSE(same("a", "tagged"));
  CHECK(identicalIgnoreTags(p.type("a"), p.type("tagged")));
  CHECK_FALSE(same("c", "d"));
  CHECK(same("e", "f"));
  CHECK(same("g", "h"));
  CHECK_FALSE(same("i", "j"));
  CHECK(same("gen1", "gen2"));
  CHECK_FALSE(same("gen1", "gen3"));
}

TEST_CASE("instances are unique and lazy") {
  TestProgram p(R"(package p
type List[T any] struct{ next *List[T]; val T }
func (l *List[T]) Push(v T) *List[T] { return l }
type Endless[T any] struct{ f *Endless[[]T] }
var a, b List[int]
var c List[string]
var d List[struct{ x int }]
var e List[struct{ x int }]
)");
  CHECK(p.type("a") == p.type("b"));
  CHECK(p.type("a") != p.type("c"));
  CHECK(p.type("d") == p.type("e"));
  auto* s = as<Struct>(under(p.type("a")));
  REQUIRE(s != nullptr);
  CHECK(as<Pointer>(s->fields[0]->type)->elem == p.type("a"));
  CHECK(p.string(s->fields[1]->type) == "int");
  auto* n = as<Named>(p.type("c"));
  REQUIRE(methodCount(n) == 1);
  Func* push = method(n, 0);
  CHECK(p.string(push->type) == "func(v string) *List[string]");
  CHECK(method(n, 0) == push);
  CHECK(push->origin == method(n->origin, 0));
}

TEST_CASE("lookup through embedding") {
  TestProgram p(R"(package p
type Inner struct{ x, y int }
func (Inner) Val() {}
func (*Inner) Ptr() {}
type A struct{ Inner; x string }
type B struct{ *Inner }
type Twice struct{ A; B }
type P *A
type Rec struct{ *Rec; z int }
)");
  REQUIRE(p.errors() == "");
  auto find = [&](std::string_view t, std::string_view name, bool addressable) {
    return lookupFieldOrMethod(&p.world.arena, p.type(t), addressable, &p.pkg, p.names.intern(name));
  };
  LookupResult r = find("A", "x", false);
  CHECK(p.string(r.obj->type) == "string");
  CHECK(r.path.size() == 1);
  r = find("A", "y", false);
  REQUIRE(r.path.size() == 2);
  CHECK((r.path[0] == 0 && r.path[1] == 1));
  CHECK(find("A", "Val", false).obj != nullptr);
  r = find("A", "Ptr", false);
  CHECK((r.obj == nullptr && r.indirect));
  CHECK(find("A", "Ptr", true).obj != nullptr);
  r = find("B", "Ptr", false);
  CHECK((r.obj != nullptr && r.indirect));
  CHECK(find("Twice", "y", false).ambiguous);
  CHECK(find("P", "x", false).obj != nullptr);
  CHECK(find("P", "Val", false).obj == nullptr);
  CHECK(find("Rec", "none", false).obj == nullptr);
  CHECK(find("Rec", "z", false).path.size() == 1);
}

TEST_CASE("unification") {
  TestProgram p(R"(package p
type Named []int
type DirChan <-chan int
type I interface{ m() }
func f[A comparable, B any](a []A, m map[A]B, fn func(A) B, a1 A, c chan A) {}
var (
	ints []int
	named Named
	mss map[string]bool
	fn func(int) string
	ch chan int
	dir DirChan
)
)");
  REQUIRE(p.errors() == "");
  auto* f = as<Signature>(p.type("f"));
  auto param = [&](size_t i) { return f->params->vars[i]->type; };
  SECTION("elements are inferred, defined types match literals") {
    Unifier u(f->typeParams, {}, true);
    CHECK(u.unify(param(0), p.type("named"), kUnifyAssign));
    CHECK(p.string(u.at(f->typeParams[0])) == "int");
    CHECK(u.unknowns() == 1);
    CHECK(u.unify(param(2), p.type("fn"), kUnifyAssign));
    CHECK(p.string(u.at(f->typeParams[1])) == "string");
    CHECK_FALSE(u.unify(param(1), p.type("mss"), kUnifyAssign));
  }
  SECTION("a defined type wins over a literal whatever the order") {
    for (bool namedFirst : {false, true}) {
      Unifier u(f->typeParams, {}, true);
      CHECK(u.unify(param(3), p.type(namedFirst ? "named" : "ints"), kUnifyAssign));
      CHECK(u.unify(param(3), p.type(namedFirst ? "ints" : "named"), kUnifyAssign));
      CHECK(u.at(f->typeParams[0]) == p.type("named"));
    }
  }
  SECTION("exact mode keeps names and directions apart") {
    Unifier u(f->typeParams, {}, true);
    CHECK_FALSE(u.unify(p.type("ints"), p.type("named"), kUnifyExact));
    CHECK_FALSE(u.unify(p.type("ch"), under(p.type("dir")), kUnifyExact));
    CHECK(u.unify(p.type("ch"), p.type("dir"), kUnifyInexact));
  }
  SECTION("joined parameters share what is inferred") {
    Unifier u(f->typeParams, {}, true);
    CHECK(u.unify(f->typeParams[0], f->typeParams[1], kUnifyInexact));
    CHECK(u.unify(f->typeParams[1], p.type("ints"), kUnifyInexact));
    CHECK(u.at(f->typeParams[0]) == p.type("ints"));
    CHECK(u.unknowns() == 0);
  }
}

TEST_CASE("inference") {
  TestProgram p(R"(package p
type Number interface{ ~int | ~float64 }
func Map[S ~[]E, E, R any](s S, f func(E) R) []R { return nil }
func Sum[T Number](x ...T) (t T) { return }
func PtrTo[T any, P interface{ *T; Set(string) }](s []string) []T { return nil }
func id[T any](x T) T { return x }
func apply[A, B any](x A, f func(A) B) B { return f(x) }
type Settable int
func (*Settable) Set(string) {}
type IDs []int
func length(string) int { return 0 }
var (
	a = Map(IDs{}, func(i int) string { return "" })
	b = Sum(1, 2.5)
	c = Sum(1, 2)
	d = PtrTo[Settable](nil)
	e = apply("x", length)
	f func(int) int = id
	g = apply(1, id[int])
	h = apply[int, int](1, id)
)
)");
  CHECK(p.errors() == "");
  CHECK(p.typeOf("a") == "[]string");
  CHECK(p.typeOf("b") == "float64");
  CHECK(p.typeOf("c") == "int");
  CHECK(p.typeOf("d") == "[]Settable");
  CHECK(p.typeOf("e") == "int");
  CHECK(p.typeOf("g") == "int");
  CHECK(p.typeOf("h") == "int");
}

TEST_CASE("inference errors") {
  TestProgram p(R"(package p
func one[T any]() {}
func pair[T any](a, b T) {}
func slice[T any](s []T) {}
func num[T ~int | ~string](x T) {}
func _() {
	one()
	pair(1, "x")
	slice(1)
	num(2.5)
	var f func(string) int
	num(f)
}
)");
  CHECK(p.errors() ==
        "test.go:7:5: cannot infer T (test.go:2:10)\n"
        "test.go:8:10: mismatched types untyped int and untyped string (cannot infer T)\n"
        "test.go:9:7: cannot infer T (test.go:4:12)\n"
        "test.go:10:5: float64 does not satisfy ~int | ~string (float64 missing in ~int | ~string)\n"
        "test.go:12:5: func(string) int does not satisfy ~int | ~string (func(string) int missing in ~int | ~string)\n");
}

}  // namespace gosub::types
