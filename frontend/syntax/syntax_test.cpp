// Unit tests of scanner, parser and their helpers: what the files of testdata/syntax (corpus_test.cpp) cannot show.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "frontend/syntax/constraint.h"
#include "frontend/syntax/directives.h"
#include "frontend/syntax/dump.h"
#include "frontend/syntax/literal.h"
#include "frontend/syntax/parser.h"
#include "frontend/syntax/printer.h"

namespace gosub::syntax {

namespace {

struct Parsed {
  SourceMap map;
  Arena arena;
  Interner names;
  DiagnosticSink diags;
  SourceFile* source = nullptr;
  File* file = nullptr;

  explicit Parsed(std::string text, const ParseOptions& options = {}) {
    source = map.add("t.go", std::move(text));
    file = parseFile({arena, names, diags}, *source, options);
  }
  ParseContext context() { return {arena, names, diags}; }
  std::string errors() const {
    std::string s;
    for (const Diagnostic& d : diags.sorted(map)) s += map.toString(d.pos) + ": " + d.message + "\n";
    return s;
  }
};

Expr* firstValue(const Parsed& p) { return as<VarDecl>(p.file->decls[0])->values[0]; }

std::string reprint(const std::string& expr) {
  Parsed p("package p\nvar x = " + expr + "\n");
  CHECK(p.errors() == "");
  return exprString(firstValue(p));
}

}  // namespace

TEST_CASE("tokens and automatic semicolons") {
  SourceMap map;
  SourceFile* f = map.add("t.go", "a /* x\n */ b++ // c\n) &^= <<= ... .. 'x'");
  CHECK(dumpTokens(*f) ==
        "1:1\tname a\n1:3\t; newline\n2:5\tname b\n2:6\t++\n2:13\t; newline\n3:1\t)\n3:3\t&^=\n3:7\t<<=\n"
        "3:11\t...\n3:15\t.\n3:16\t.\n3:18\tliteral 'x'\n3:21\t; EOF\n3:21\tEOF\n");
}

TEST_CASE("bytes that are no text") {
  Parsed p(std::string("\xEF\xBB\xBFpackage p\nvar a\xFF" "b = \"\0\" // \xEF\xBB\xBF\n", 34));
  CHECK(p.errors() ==
        "t.go:2:6: invalid UTF-8 encoding\nt.go:2:12: invalid NUL character\n"
        "t.go:2:18: invalid BOM in the middle of the file\n");
}

TEST_CASE("expressions print as gc prints them") {
  for (const char* same : {"a + b * c", "f(x, y...)", "[]int{}", "T[int, string]{…}", "func(x int, y, z string) (int, error) {…}",
                           "x.(type)", "x.(*T)", "s[1:2:3]", "s[:]", "&T{…}", "<-c", "-x", "(a)", "map[string]chan int{…}",
                           "struct{a, b int; c T \"tag\"}{}", "interface{m(); ~int | T}(nil)", "[...]int{…}",
                           "chan (<-chan int)(nil)", "func() {}"}) {
    std::string source = same;
    size_t dots;
    while ((dots = source.find("…")) != std::string::npos)
      source.replace(dots, std::string("…").size(), source.find("func") == 0 ? "f()" : "1");
    CHECK(reprint(source) == same);
  }
}

TEST_CASE("positions are gc's") {
  Parsed p("package p\nvar x = a.b(c)[d] + e\n");
  auto* sum = as<Operation>(firstValue(p));
  auto column = [&](Pos at) { return p.source->physical(at).column; };
  CHECK(column(sum->pos) == 19);
  CHECK(column(startPos(sum)) == 9);
  CHECK(column(endPos(sum)) == 22);
  auto* index = as<IndexExpr>(sum->x);
  CHECK(column(index->pos) == 15);
  CHECK(column(index->x->pos) == 12);
  CHECK(column(as<CallExpr>(index->x)->fun->pos) == 10);
}

TEST_CASE("constant groups carry iota and the source of values") {
  Parsed p("package p\nconst (\na = iota\nb\nc int = 2\nd\n)\n");
  auto* b = as<ConstDecl>(p.file->decls[1]);
  auto* d = as<ConstDecl>(p.file->decls[3]);
  CHECK(b->iota == 1);
  CHECK(b->source == p.file->decls[0]);
  CHECK(d->iota == 3);
  CHECK(d->source == p.file->decls[2]);
}

TEST_CASE("skipped bodies are parsed on demand") {
  ParseOptions options;
  options.skipBodies = true;
  Parsed p("package p\nfunc f() { s := \"}\" + `}` // }\n x('}', '\\'') /* } */ }\nfunc g()\nvar v = 1\n", options);
  REQUIRE(p.file->decls.size() == 3);
  auto* f = as<FuncDecl>(p.file->decls[0]);
  CHECK(f->bodySkipped);
  CHECK(p.source->text()[p.source->offsetOf(f->bodyEnd) - 1] == '}');
  CHECK(parseBody(p.context(), *p.source, f));
  CHECK(f->body->list.size() == 2);
  CHECK_FALSE(as<FuncDecl>(p.file->decls[1])->hasBody());
  CHECK(p.errors() == "");
}

TEST_CASE("line directives move positions") {
  Parsed p("package p\n//line a.go:7\nvar x = )\n/*line b.go:3:5*/var y = )\n//line c.go:0\n//line :9:2\nvar z = )\n");
  CHECK(p.errors() ==
        "a.go:7: syntax error: unexpected ), expected expression\n"
        "b.go:3:13: syntax error: unexpected ), expected expression\n"
        "b.go:4:13: invalid line number: 0\n"
        "b.go:9:10: syntax error: unexpected ), expected expression\n");
}

TEST_CASE("directives are attached") {
  Parsed p("//go:build go1.21\n\npackage p\n//go:noinline\n//go:nosplit\nfunc f() {}\nfunc g() {}\n");
  CHECK(p.file->goMinor == 21);
  CHECK(p.file->buildConstraint == "go1.21");
  CHECK(p.file->directives.size() == 3);
  CHECK(as<FuncDecl>(p.file->decls[0])->directives.size() == 2);
  CHECK(as<FuncDecl>(p.file->decls[1])->directives.empty());
  CHECK(p.errors() == "");
  CHECK(Parsed("package p\n//go:noinline\nvar x int\n").errors() == "t.go:2:3: misplaced compiler directive\n");
  CHECK(Parsed("package p\n//go:linkname a b\nfunc a()\n").errors() ==
        "t.go:2:3: //go:linkname only allowed in Go files that import \"unsafe\"\n");
}

TEST_CASE("incomplete input is told from wrong input") {
  ParseOptions script;
  script.script = true;
  for (const char* text : {"for {\n", "x := `a\n", "f(1,\n", "x := 1 +\n", "/* c\n", "func f() {\n", "if x {} else\n"})
    CHECK(Parsed(text, script).file->incomplete);
  for (const char* text : {"x := 1\n", "x := )\n", "f(1\n", "x := \"a\n", ""})
    CHECK_FALSE(Parsed(text, script).file->incomplete);
}

TEST_CASE("nesting has a limit, and it is an error") {
  ParseOptions options;
  options.maxDepth = 100;
  auto nested = [](int n) { return "package p\nvar x = " + std::string(size_t(n), '(') + "1" + std::string(size_t(n), ')') + "\n"; };
  CHECK(Parsed(nested(50), options).errors() == "");
  CHECK(Parsed(nested(200), options).errors() == "t.go:2:109: syntax error: nesting is too deep\n");
  std::string chain = "package p\nvar x = 1";
  for (int i = 0; i < 200; i++) chain += "+1";
  CHECK(Parsed(chain, options).errors().ends_with("nesting is too deep\n"));
}

TEST_CASE("literal values") {
  std::string s;
  CHECK(unquoteString("\"a\\n\\x41\\101\\u00e9\\U0001F600\\\"\"", &s));
  CHECK(s == "a\nAA\u00e9\U0001F600\"");
  CHECK(unquoteString("`a\r\n\\n`", &s));
  CHECK(s == "a\n\\n");
  uint32_t r = 0;
  CHECK(unquoteRune("'\\''", &r));
  CHECK(r == '\'');
  CHECK(unquoteRune("'\u4e16'", &r));
  CHECK(r == 0x4e16);
  CHECK(unquoteRune("'\\xff'", &r));
  CHECK(r == 0xff);
  CHECK_FALSE(unquoteRune("'ab'", &r));
}

TEST_CASE("build constraints") {
  auto holds = [](std::string_view tag) { return tag == "linux" || tag == "go1.20"; };
  CHECK(BuildConstraint("linux && !cgo").eval(holds));
  CHECK_FALSE(BuildConstraint("linux && !(go1.20 || x)").eval(holds));
  CHECK(BuildConstraint("go1.20 && linux || go1.22").minGoMinor() == 20);
  CHECK(BuildConstraint("!go1.18").minGoMinor() == -1);
  CHECK_FALSE(BuildConstraint("linux &&").ok());
  CHECK_FALSE(BuildConstraint("!!linux").ok());
  CHECK_FALSE(BuildConstraint("(linux").ok());
}

TEST_CASE("embed patterns") {
  std::vector<EmbedPattern> patterns;
  std::string error;
  CHECK(parseEmbedPatterns(" a.txt \"b c\" `d e`", &patterns, &error));
  REQUIRE(patterns.size() == 3);
  CHECK(patterns[1].text == "b c");
  CHECK(patterns[1].offset == 7);
  CHECK(patterns[2].text == "d e");
  CHECK_FALSE(parseEmbedPatterns("\"open", &patterns, &error));
  CHECK(error == "invalid quoted string in //go:embed: \"open");
}

}  // namespace gosub::syntax
