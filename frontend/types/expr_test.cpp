// What the checker leaves on expressions and variables: final types of untyped operands, selections, instances, the
// flags that decide where a variable lives. Messages are tested by the files in testdata/types.
#include <catch2/catch.hpp>

#include "frontend/syntax/printer.h"
#include "frontend/types/test_program.h"

namespace gosub::types {

namespace {

// The n-th expression (from 0) that prints as `text`.
struct Finder {
  std::string_view text;
  int skip;
  syntax::Expr* found = nullptr;

  void walk(syntax::Node* n) {
    if (found != nullptr) return;
    if (auto* e = syntax::asExpr(n); e != nullptr && syntax::exprString(e) == text && skip-- == 0) {
      found = e;
      return;
    }
    syntax::forEachChild(n, [this](syntax::Node* child) { walk(child); });
  }
};

syntax::Expr* find(TestProgram& p, std::string_view text, int n = 0) {
  Finder f{text, n};
  f.walk(p.ast);
  if (f.found == nullptr) FAIL_CHECK("no expression prints as " << text);
  return f.found;
}

std::string typeAt(TestProgram& p, std::string_view text, int n = 0) {
  syntax::Expr* e = find(p, text, n);
  return e != nullptr && e->type != nullptr ? p.string(e->type) : "none";
}

std::string valueAt(TestProgram& p, std::string_view text, int n = 0) {
  syntax::Expr* e = find(p, text, n);
  return e != nullptr && e->constVal != nullptr ? toString(e->constVal) : "";
}

std::string program(const std::string& body) { return "package p\n" + body; }

// The local variable that a name refers to, its flags as letters: a(ddressTaken) c(aptured) r(eassigned).
std::string flags(TestProgram& p, std::string_view name) {
  auto* n = syntax::as<syntax::NameExpr>(find(p, name));
  auto* v = n != nullptr ? as<Var>(n->object) : nullptr;
  if (v == nullptr) return "no variable";
  return std::string(v->addressTaken ? "a" : "") + (v->captured ? "c" : "") + (v->reassigned ? "r" : "");
}

std::string pathOf(TestProgram& p, std::string_view text) {
  auto* s = syntax::as<syntax::SelectorExpr>(find(p, text));
  if (s == nullptr || s->selection == nullptr) return "no selection";
  std::string out;
  for (int i : s->selection->path) out += std::to_string(i) + " ";
  return out + (s->selection->indirect ? "indirect" : "direct");
}

std::string instanceOf(TestProgram& p, std::string_view text) {
  syntax::Expr* e = find(p, text);
  Instance* i = nullptr;
  if (auto* n = syntax::as<syntax::NameExpr>(e)) i = n->instance;
  if (auto* n = syntax::as<syntax::IndexExpr>(e)) i = n->instance;
  if (auto* n = syntax::as<syntax::SelectorExpr>(e)) i = n->instance;
  if (i == nullptr) return "";
  return typeListString(i->typeArgs, Qualifier(&p.pkg)) + " " + p.string(i->type);
}

}  // namespace

TEST_CASE("untyped operands get the type of their context") {
  TestProgram p(program(R"(
var f32 float32 = 1 + 2
var i8 int8
var e any = 'x'
var s uint
func f(b byte, e any, p *int) {
	_ = i8 + 3
	_ = i8 == 4
	_ = f32 * (5)
	b = 6
	f(7, 8, nil)
	e = 9.5
	_ = e == 10
	_ = p != nil
	var x int64 = 1 << s
	_ = uint16(1)<<s | 2
	_ = x
	var ok any = i8 < 100
	_ = ok
	println(200)
	_ = make([]int, 300)
	_ = []float64{400, 401: 402}
	_ = map[string]float32{"k": 500}
	if b << 600 == 1 && !(b > 3) {
	}
	_ = 1 << s == 1
	_ = "abc"[s]
	_ = append([]byte("x"), "yz"...)
}
)"));
  CHECK(p.errors() == "");
  CHECK(typeAt(p, "1 + 2") == "float32");
  CHECK(valueAt(p, "1 + 2") == "3");
  CHECK(typeAt(p, "'x'") == "rune");
  CHECK(typeAt(p, "3") == "int8");
  CHECK(typeAt(p, "4") == "int8");
  CHECK(typeAt(p, "(5)") == "float32");
  CHECK(typeAt(p, "5") == "float32");
  CHECK(typeAt(p, "6") == "byte");
  CHECK(typeAt(p, "7") == "byte");
  CHECK(typeAt(p, "8") == "int");
  CHECK(typeAt(p, "nil", 0) == "*int");
  CHECK(typeAt(p, "9.5") == "float64");
  CHECK(typeAt(p, "10") == "int");
  CHECK(typeAt(p, "nil", 1) == "*int");
  CHECK(typeAt(p, "1 << s", 0) == "int64");
  CHECK(typeAt(p, "uint16(1) << s | 2") == "uint16");
  CHECK(typeAt(p, "2", 1) == "uint16");
  CHECK(typeAt(p, "i8 < 100") == "bool");
  CHECK(typeAt(p, "200") == "int");
  CHECK(typeAt(p, "300") == "int");
  CHECK(typeAt(p, "400") == "float64");
  CHECK(typeAt(p, "402") == "float64");
  CHECK(typeAt(p, "\"k\"") == "string");
  CHECK(typeAt(p, "500") == "float32");
  CHECK(typeAt(p, "600") == "uint");
  CHECK(typeAt(p, "b << 600 == 1 && !(b > 3)") == "bool");
  CHECK(typeAt(p, "b << 600 == 1") == "bool");
  CHECK(typeAt(p, "!(b > 3)") == "bool");
  CHECK(typeAt(p, "b > 3") == "bool");
  CHECK(typeAt(p, "1 << s", 1) == "int");
  CHECK(typeAt(p, "\"abc\"") == "string");
  CHECK(typeAt(p, "\"yz\"") == "string");
}

TEST_CASE("the left operand of a shift must become an integer") {
  TestProgram p(program(R"(
var s uint
var a float64 = 1 << s
var b = 1.0 << s
var c = make([]int, 1.0 << s)
var d uint64 = 1<<s + 1.0
var e int8 = 300 << s
)"));
  CHECK(p.errors() ==
        "test.go:4:17: invalid operation: shifted operand 1 (type float64) must be integer\n"
        "test.go:5:9: invalid operation: shifted operand 1.0 (type float64) must be integer\n"
        "test.go:8:14: 300 (untyped int constant) overflows int8\n");
}

TEST_CASE("comma-ok expressions are tuples where both values are used") {
  TestProgram p(program(R"(
func f(m map[string]int, c chan byte, e any) {
	v1, ok1 := m["a"]
	v2, ok2 := <-c
	v3, ok3 := (e.(string))
	v4 := m["b"]
	_, _, _, _, _, _, _ = v1, ok1, v2, ok2, v3, ok3, v4
	var b bool
	v4, b = m["c"]
	_ = b
}
)"));
  CHECK(p.errors() == "");
  CHECK(typeAt(p, "m[\"a\"]") == "(int, bool)");
  CHECK(typeAt(p, "<-c") == "(byte, bool)");
  CHECK(typeAt(p, "e.(string)") == "(string, bool)");
  CHECK(typeAt(p, "m[\"b\"]") == "int");
  CHECK(typeAt(p, "m[\"c\"]") == "(int, bool)");
}

TEST_CASE("flags of variables") {
  TestProgram p(program(R"(
type T struct{ n int; a [4]int; p *T }
func (t *T) pm() {}
func (t T) vm() {}
func f() {
	addr := 1; _ = &addr
	plain := 1; _ = plain
	assigned := 1; assigned = 2
	incremented := 1; incremented++
	opassigned := 1; opassigned += 2
	redefined, other := 1, 2; redefined, third := 3, 4
	_, _, _ = redefined, other, third
	captured := 1
	both := 1
	func() { _ = captured; both = 2; inner := 1; _ = inner }()
	field := T{}; field.n = 1
	fieldaddr := T{}; _ = &fieldaddr.a[1]
	throughptr := T{}; _ = &throughptr.p.n
	sliced := [3]int{}; _ = sliced[:]
	slice := []int{}; _ = slice[:]; slice[0] = 1
	ptr := &T{}; ptr.n = 1; ptr.pm(); _ = ptr.a[:]
	implicit := T{}; implicit.pm()
	value := T{}; value.vm()
	mvalue := T{}; _ = mvalue.pm
	ranged := 0
	for ranged = range slice {}
	_, _, _, _, _, _ = assigned, incremented, opassigned, both, ranged, field
}
)"));
  CHECK(flags(p, "addr") == "a");
  CHECK(flags(p, "plain") == "");
  CHECK(flags(p, "assigned") == "r");
  CHECK(flags(p, "incremented") == "r");
  CHECK(flags(p, "opassigned") == "r");
  CHECK(flags(p, "redefined") == "r");
  CHECK(flags(p, "other") == "");
  CHECK(flags(p, "captured") == "c");
  CHECK(flags(p, "both") == "cr");
  CHECK(flags(p, "inner") == "");
  CHECK(flags(p, "field") == "r");
  CHECK(flags(p, "fieldaddr") == "a");
  CHECK(flags(p, "throughptr") == "");
  CHECK(flags(p, "sliced") == "a");
  CHECK(flags(p, "slice") == "");
  CHECK(flags(p, "ptr") == "");
  CHECK(flags(p, "implicit") == "a");
  CHECK(flags(p, "value") == "");
  CHECK(flags(p, "mvalue") == "a");
  CHECK(flags(p, "ranged") == "r");
}

TEST_CASE("selections say the way to the field or method") {
  TestProgram p(program(R"(
type A struct{ x, y int }
func (A) m() {}
func (*A) n() {}
type B struct{ z int; A }
type C struct{ *B; i interface{ q(); r() } }
var a A
var b B
var c C
var pc *C
var _ = a.y
var _ = b.y
var _ = c.y
var _ = pc.z
var _ = b.m
var _ = c.n
var _ = c.i.r
var _ = B.m
var _ = (*C).n
)"));
  CHECK(p.errors() == "");
  CHECK(pathOf(p, "a.y") == "1 direct");
  CHECK(pathOf(p, "b.y") == "1 1 direct");
  CHECK(pathOf(p, "c.y") == "0 1 1 indirect");
  CHECK(pathOf(p, "pc.z") == "0 0 indirect");
  CHECK(pathOf(p, "b.m") == "1 0 direct");
  CHECK(pathOf(p, "c.n") == "0 1 1 indirect");
  CHECK(pathOf(p, "c.i.r") == "1 direct");
  CHECK(typeAt(p, "B.m") == "func(B)");
  CHECK(typeAt(p, "(*C).n") == "func(*C)");
}

TEST_CASE("instances are recorded, inferred type arguments included") {
  TestProgram p(program(R"(
func id[T any](x T) T { return x }
func conv[To, From any](f func(From) To, x From) To { return f(x) }
func apply[A, B any](f func(A) B, a A) B { return f(a) }
type L[T any] []T
func (l L[T]) first() T { return l[0] }
var x1 = id(1)
var x2 = id[string]("a")
var x3 = conv[int8](func(f float32) int8 { return 0 }, 1)
var x4 = apply(id[byte], 'c')
var x5 func(uint) uint = id
var x6 = L[int]{}.first()
var x7 = apply(id, 2.5)
)"));
  CHECK(p.errors() == "");
  CHECK(p.typeOf("x1") == "int");
  CHECK(instanceOf(p, "id") == "");  // the declaration
  CHECK(p.typeOf("x2") == "string");
  CHECK(instanceOf(p, "id[string]") == "[string] func(x string) string");
  CHECK(p.typeOf("x3") == "int8");
  CHECK(instanceOf(p, "conv[int8]") == "[int8, float32] func(f func(float32) int8, x float32) int8");
  CHECK(p.typeOf("x4") == "byte");
  CHECK(instanceOf(p, "id[byte]") == "[byte] func(x byte) byte");
  CHECK(p.typeOf("x6") == "int");
  CHECK(p.typeOf("x7") == "float64");
}

TEST_CASE("constants are folded, and the operands keep out of the way") {
  TestProgram p(program(R"(
const big = 1 << 100
const small = big >> 98
const f = 1 / 3.0
const c = 'a' + 1.0
const s = "a" + "b"
const l = len(s)
const z = real(2i) + imag(3i)
const b = big > small && s == "ab"
type E uint8
const ( E0 E = iota + 254; E1 )
const m = -5 % 3
const sh = 1.0 << 3
const u = ^uint8(1)
const arr = len([10]int{})
)"));
  CHECK(p.errors() == "");
  auto value = [&p](std::string_view name) { return toString(as<Const>(p.object(name))->value); };
  CHECK(value("small") == "4");
  CHECK(value("c") == "98");
  CHECK(value("s") == "\"ab\"");
  CHECK(value("l") == "2");
  CHECK(value("z") == "3");
  CHECK(value("b") == "true");
  CHECK(value("E1") == "255");
  CHECK(value("m") == "-2");
  CHECK(value("sh") == "8");
  CHECK(value("u") == "254");
  CHECK(value("arr") == "10");
  CHECK(p.typeOf("l") == "int");
  CHECK(p.typeOf("sh") == "untyped int");
}

}  // namespace gosub::types
