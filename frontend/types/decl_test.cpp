// Declarations, cycles, statements, initialisation order, usage.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "frontend/types/test_program.h"

namespace gosub::types {

namespace {

std::string errorsOf(const std::string& body) { return TestProgram("package p\n" + body).errors(); }

std::string initOrderOf(TestProgram& p) {
  std::string out;
  for (const Initializer& i : p.pkg.initOrder)
    for (Var* v : i.lhs) out += std::string(out.empty() ? "" : " ") + std::string(v->name.text());
  return out;
}

}  // namespace

TEST_CASE("variables are initialised after what they depend on") {
  TestProgram p(R"(package p
var a = b + f()
var b = 1
var c, d = g()
func f() int { return d }
func g() (int, int) { return e, e }
var e = func() int { return 3 }()
)");
  REQUIRE(p.errors() == "");
  CHECK(initOrderOf(p) == "b e c d a");
}

TEST_CASE("initialisation cycles") {
  CHECK(errorsOf("var x = f()\nfunc f() int { return x }\n") ==
        "test.go:2:5: initialization cycle for x\n"
        "\ttest.go:2:5: x refers to\n\ttest.go:3:6: f refers to\n\ttest.go:2:5: x\n");
}

TEST_CASE("types that contain themselves") {
  CHECK(errorsOf("type T struct { t T }\n") ==
        "test.go:2:6: invalid recursive type: T refers to itself\n");
  CHECK(errorsOf("type T struct { t *T; f func(T) []T; m map[string]T }\n") == "");
  CHECK(errorsOf("type A = B\ntype B = A\n") ==
        "test.go:2:6: invalid recursive type A\n\ttest.go:2:6: A refers to\n\ttest.go:3:6: B refers to\n\ttest.go:2:6: A\n");
}

TEST_CASE("what is declared must be used") {
  CHECK(errorsOf("import \"unsafe\"\nfunc f() { x := 1; var y int; y = 2; func() { z := 3 }() }\n") ==
        "test.go:2:8: \"unsafe\" imported and not used\n"
        "test.go:3:12: x declared and not used\n"
        "test.go:3:24: y declared and not used\n"
        "test.go:3:47: z declared and not used\n");
  CHECK(errorsOf("func f(i any) { switch x := i.(type) { case int: } }\n") ==
        "test.go:2:24: x declared and not used\n");
}

TEST_CASE("redeclarations name the other place") {
  CHECK(errorsOf("var x int\nfunc x() {}\n") ==
        "test.go:3:6: x redeclared in this block\n\ttest.go:2:5: other declaration of x\n");
  CHECK(errorsOf("func f(a int, b, a string) {}\n") ==
        "test.go:2:18: a redeclared in this block\n\ttest.go:2:8: other declaration of a\n");
}

TEST_CASE("missing returns and duplicate cases") {
  CHECK(errorsOf("func f() int { for { break } }\n") == "test.go:2:30: missing return\n");
  CHECK(errorsOf("func f() int { for { } }\nfunc g() int { panic(1) }\n") == "");
  CHECK(errorsOf("func f(i int) { switch i { case 1: case 2, 1: } }\n") ==
        "test.go:2:44: duplicate case 1 (constant of type int) in expression switch\n\ttest.go:2:33: previous case\n");
}

TEST_CASE("range over integers and functions needs its language version") {
  std::string body = "func f(g func(func(int, string) bool)) { for range 10 {}; for i, s := range g { _, _ = i, s } }\n";
  CHECK(errorsOf(body) == "");
  CHECK(TestProgram("package p\n" + body, 21).errors() ==
        "test.go:2:52: cannot range over 10 (untyped int constant): requires go1.22 or later "
        "(-lang was set to go1.21; check go.mod)\n"
        "test.go:2:77: cannot range over g (variable of type func(func(int, string) bool)): "
        "requires go1.23 or later (-lang was set to go1.21; check go.mod)\n");
}

// Entries of a prompt: each is checked as a file of the same package.
class Prompt {
 public:
  Prompt() {
    pkg.path = pkg.name = "main";
    CheckConfig config;
    config.scriptMode = true;
    checker = std::make_unique<Checker>(world, &pkg, config);
    pkg.checker = checker.get();
  }
  // The errors of the entry.
  std::string enter(const std::string& text) {
    size_t before = diags.count();
    SourceFile* source = sources.add("prompt", text);
    syntax::ParseOptions options;
    options.script = true;
    syntax::File* file = syntax::parseFile({world.arena, names, diags}, *source, options);
    checker->collect({&file, 1});
    checker->checkAll();
    std::string out;
    for (size_t i = before; i < diags.count(); i++) out += diags.raw()[i].message + "\n";
    return out;
  }
  std::string typeOf(std::string_view name) {
    Object* o = lookupPackage(&pkg, names.intern(name));
    return o != nullptr && o->type != nullptr ? typeString(o->type, Qualifier(&pkg)) : "nothing";
  }

  SourceMap sources;
  Interner names;
  DiagnosticSink diags;
  World world{sources, names, diags};
  Package pkg;
  std::unique_ptr<Checker> checker;
};

TEST_CASE("variables of a script are its functions' too") {
  Prompt p;
  CHECK(p.enter("x := 1\ny, x := 2.5, 3\nfunc f() int { x++; return x }\nprintln(f(), y)\nunused := 1\n") == "");
  CHECK(p.typeOf("x") == "int");
  CHECK(p.typeOf("y") == "float64");
  CHECK(p.pkg.script != nullptr);
  CHECK(p.pkg.script->name.text() == "main");
  CHECK(p.pkg.initOrder.empty());
  auto* x = as<Var>(lookupPackage(&p.pkg, p.names.intern("x")));
  CHECK(x->funcNode == nullptr);
  CHECK(x->parent == p.pkg.scope);
  CHECK(p.enter("println(z)\nz := 1\n") == "undefined: z\n");
}

TEST_CASE("a later entry of the prompt replaces what it declares again") {
  Prompt p;
  CHECK(p.enter("x := 1\nfunc f() int { return x }\ntype T struct{}\n") == "");
  CHECK(p.enter("x := \"a\"\n") == "");
  CHECK(p.typeOf("x") == "string");
  CHECK(p.enter("func f() string { return x }\nconst T = 1\n") == "");
  CHECK(p.typeOf("f") == "func() string");
  CHECK(p.typeOf("T") == "untyped int");
  CHECK(p.enter("x = 1\n") == "cannot use 1 (untyped int constant) as string value in assignment\n");
  CHECK(p.enter("func x() {}\nfunc x() {}\n").starts_with("x redeclared in this block"));
  CHECK(p.enter("func main() { println(1) }\nprintln(2)\n") == "");
  CHECK(p.pkg.script->name.text() == "init");
  CHECK(p.pkg.initFuncs.size() == 1);
  CHECK(p.enter("type N struct{ n int }\nfunc (N) m() {}\n") == "");
  CHECK(p.enter("func (N) k() {}\nN{}.k()\nN{}.m()\n") == "");
}

}  // namespace gosub::types
