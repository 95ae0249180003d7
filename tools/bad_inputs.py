#!/usr/bin/env python3
"""Bad and extreme inputs: the suite `bad` of run_tests.py.

usage: bad_inputs.py [GOSUB [NAME ...]]

Small inputs are files under testdata/bad; large ones are made in a temporary directory by the generators below. Each case says
what gosub must answer: an exit status (1 for a bad program, 2 for a bad command line, 0 for an extreme program that Go's compiler
accepts) and a regular expression that its output must contain. What no case may do: end by a signal, say "internal error", take
longer than SECONDS or more memory than MEGABYTES.
"""

import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

BAD = pathlib.Path(__file__).resolve().parent.parent / "testdata/bad"
SECONDS = 60      # of processor time, on a busy machine
MEGABYTES = 2500
DEEP = 100_000


class Case:
    def __init__(self, name, args, status, pattern="", files=None, stdin=b"", prepare=None, closed=(), unprivileged=False):
        self.name, self.args, self.status, self.pattern = name, args.split() if isinstance(args, str) else args, status, pattern
        self.files, self.stdin, self.prepare, self.closed = files or {}, stdin, prepare, closed
        self.unprivileged = unprivileged  # run as nobody where this runs as root, who may read everything


# ---- files of testdata/bad: (arguments, exit status, what is said) -------------------------------------------------

FIXED = [
    ("check empty.go", 1, r"empty\.go:1:1: syntax error: package statement must be first"),
    ("run nul.go", 1, r"nul\.go:4:3: invalid NUL character"),
    ("run only_nul.go", 1, r"only_nul\.go:1:1: invalid NUL character"),
    ("run not_utf8.go", 1, r"not_utf8\.go:3:4: invalid UTF-8 encoding"),
    ("run utf16.go", 1, r"utf16\.go:1:1: invalid UTF-8 encoding"),
    ("run bom.go", 1, r"bom\.go:4:7: invalid BOM in the middle of the file"),
    ("run binary.go", 1, r"binary\.go:1:\d+: invalid character"),
    ("run comment.go", 1, r"comment\.go:5:1: comment not terminated"),
    ("run string.go", 1, r"string\.go:4:18: newline in string"),
    ("run rawstring.go", 1, r"rawstring\.go:4:10: string not terminated"),
    ("run rune.go", 1, r"rune\.go:4:10: more than one character in rune literal"),
    ("run block.go", 1, r"block\.go:5:1: syntax error: unexpected EOF, expected }"),
    ("check package.go", 1, r"package\.go:1:1: syntax error: package statement must be first"),
    ("run other.go", 1, r"package command-line-arguments is not a main package"),
    ("run types.go", 1, r"types\.go:7:6: invalid recursive type P\n"),
    ("run consts.go", 1, r"consts\.go:4:11: invalid operation: invalid shift count 1000000"),
    ("run lengths.go", 1, r"lengths\.go:5:5: invalid array length 1 << 100"),
    ("run arrays.go", 1, r"arrays\.go:4:2: type \[1152921504606846976\]byte larger than address space"),
    ("run line.go", 1, r"line\.go:4:9: invalid line number"),
    ("run linenames.go", 1, r"y\.go:10:\d+: undefined: undefined1"),
    ("run imports.go", 1, r"imports\.go:5:4: package no/such/package is not in std"),
    ("run embed.go", 1, r"embed\.go:9:12: pattern \.\./\.\./\.\./etc/passwd: invalid pattern syntax"),
    ("run embed_usage.go", 1, r"embed_usage\.go:5:3: usage: //go:embed pattern"),
    ("run ./cycle", 1, r"import cycle not allowed"),
    ("run ./selfimport", 1, r"import cycle not allowed"),
    ("run ./nogo", 1, r"no Go files in"),
    ("run ./testonly", 1, r"no non-test Go files in"),
    ("run ./excluded", 1, r"build constraints exclude all Go files in"),
    ("run ./mixed", 1, r"found packages main \(a\.go\) and other \(b\.go\) in"),
    ("run ./badmod", 1, r"go\.mod:1: "),
    ("run ./badmod_version", 1, r"go\.mod requires go >= 1\.999"),
    ("run ./badmod_require", 1, r"main\.go:3:\d+: .*example\.com/nothing"),
    ("run ./badvendor", 1, r"inconsistent vendoring in"),
    ("run ./script_garbage.txt", 1, r"script_garbage\.txt:2:1: invalid character"),
    ("run ./nowhere.go", 1, r"nowhere\.go: no such file or directory"),
    ("run ./nowhere", 1, r"nowhere"),
    ("run no/such/package", 1, r"package no/such/package is not in std"),
    ("run empty.go nowhere.go", 1, r"nowhere\.go: no such file or directory"),
    ("check nul.go", 1, r"nul\.go:4:3: invalid NUL character"),
    ("compile types.go", 1, r"types\.go:3:6: invalid recursive type: T refers to itself"),
    ("dump --stage=ast bom.go", 1, r"bom\.go:4:7: invalid BOM"),
]

USAGE = [
    ("", 2, r"usage: gosub"),
    ("nonsense", 2, r"gosub: unknown command nonsense"),
    ("run", 2, r"gosub: run: no Go files"),
    ("check", 2, r"gosub: check: no Go files"),
    ("run -nonsense x.go", 2, r"flag provided but not defined: -nonsense"),
    ("run -lang=go2 x.go", 2, r'invalid value "go2" for -lang'),
    ("run -lang=go1.99999999999999999999 x.go", 2, r"invalid value .* for -lang"),
    ("run -e", 2, r"flag needs an argument: -e"),
    ("run -verify x.go", 2, r"flag provided but not defined: -verify"),
    ("dump --stage=nothing nul.go", 2, r"dump: want --stage="),
    ("help nonsense", 2, r"unknown command nonsense"),
]

# ---- what only a program can make --------------------------------------------------------------------------------


def program(body, declarations=""):
    return f"package main\n\n{declarations}\n\nfunc main() {{\n{body}\n}}\n"


def nest(opening, middle, closing, n=DEEP):
    return opening * n + middle + closing * n


def each(form, n=DEEP, separator=""):
    return separator.join(form.format(i, i + 1) for i in range(n))


# Programs that Go's compiler accepts: they must run and print the number that stands behind.
ACCEPTED = {
    "parentheses": (program("x := 7\nprintln(" + nest("(", "x", ")") + ")"), 7),
    "blocks": (program(nest("{\n", "println(1)\n", "}\n")), 1),
    "minus": (program("x := 7\nprintln(" + nest("- ", "x", "") + ")"), 7),
    "not": (program("x := true\nprintln(" + nest("!", "x", "") + ")"), "true"),
    "dereferences": (program("var p P\np = &p\np = " + nest("*", "p", "") + "\nprintln(p != nil)", "type P *P"), "true"),
    "receives": (program("x := make(T)\nprintln(len(x))\nif false {\n" + nest("<-", "x", "") + "\n}", "type T chan T"), 0),
    "slices": (program("var x " + nest("[]", "int", "") + "\nvar y any = x\nprintln(y != nil)"), "true"),
    "slice text": (program('println(len(fmt.Sprintf("%T", ' + nest("[]", "int", "") + "{})))", 'import "fmt"'), 2 * DEEP + 3),
    "pointers": (program("var x any = (" + nest("*", "int", "") + ")(nil)\nprintln(x != nil)"), "true"),
    "arrays": (program("var x any = " + nest("[1]", "int", "", 20_000) + "{}\nprintln(x != nil)"), "true"),
    "maps": (program("var x any = " + nest("map[int]", "int", "") + "{}\nprintln(x != nil)"), "true"),
    "channels": (program("var x any = (" + nest("chan ", "int", "") + ")(nil)\nprintln(x != nil)"), "true"),
    "structs": (program("var x " + nest("struct { a ", "int", "}", 20_000) + "\nvar y any = x\nprintln(y == x)"), "true"),
    "results": (program("var x any = (" + nest("func() ", "int", "") + ")(nil)\nprintln(x != nil)"), "true"),
    "parameters": (program("var x any = (" + nest("func(", "int", ")") + ")(nil)\nprintln(x != nil)"), "true"),
    "interfaces": (program("var x " + nest("interface { m() ", "int", "}") + "\nvar y any = &x\nprintln(y != nil)"), "true"),
    "literals": (program("println(len(T" + nest("{", "", "}") + "))", "type T []T"), 1),
    "pointer literals": (program("x := " + nest("&P{", "nil", "}") + "\nprintln(x != nil)", "type P struct { p *P }"), "true"),
    "closures": (program(nest("func() {\n", "println(1)\n", "}()\n", 5000)), 1),
    "else if": (program("x := 5\n" + each("if x == -{1} {{ println(x) }} else ") + "{ println(9) }"), 9),
    "if": (program("x := 5\n" + nest("if x > 0 {\n", "println(x)\n", "}\n")), 5),
    "for": (program("x := 5\n" + nest("for x > 0 {\n", "x = 0\n", "}\n", 5000) + "println(x)"), 0),
    "switch": (program("x := 5\n" + nest("switch x { case 5:\n", "println(x)\n", "}\n")), 5),
    "select": (program(nest("select { default:\n", "println(1)\n", "}\n")), 1),
    "labels": (program(each("L{0}:\n", 10_000) + each("if false {{ goto L{0} }}\n", 10_000) + "println(1)"), 1),
    "sum of constants": (program("const c = " + "1+" * DEEP + "1\nprintln(c)"), DEEP + 1),
    "sum": (program("x := 1\nprintln(" + "x+" * DEEP + "x)"), DEEP + 1),
    "sum to the right": (program("x := 1\nprintln(" + nest("x+(", "x", ")") + ")"), DEEP + 1),
    "concatenated constants": (program("println(len(" + '"a"+' * DEEP + '"b"))'), DEEP + 1),
    "concatenation": (program('x := "a"\nprintln(len(' + "x+" * DEEP + "x))"), DEEP + 1),
    "conditions": (program("x := true\nprintln(" + "x&&" * DEEP + "x)"), "true"),
    "selectors": (program("x := &P{}\nx.p = x\nprintln(x" + ".p" * DEEP + " == x)", "type P struct { p *P }"), "true"),
    "indices": (program("x := []int{0}\nprintln(" + nest("x[", "0", "]", 20_000) + ")"), 0),
    "calls": (program("println(" + nest("f(", "1", ")") + ")", "func f(x int) int { return x }"), 1),
    "method calls": (program("println(T(1)" + ".m()" * DEEP + ")", "type T int\n\nfunc (t T) m() T { return t }"), 1),
    "conversions": (program("x := 1\nprintln(" + nest("int(", "x", ")") + ")"), 1),
    "assertions": (program("var x any = 1\nprintln(x" + ".(any)" * DEEP + " == 1)"), "true"),
    "instances": (program("var x any = " + nest("G[", "int", "]", 2000) + "{}\nprintln(x != nil)", "type G[T any] struct{}"), "true"),
    "cases": (program("x := 6\nswitch x {\n" + each("case {0}: println({1})\n") + "}"), 7),
    "chain of constants": (program(f"println(c{DEEP})", each("const c{1} = c{0} + 1\n") + "const c0 = 1"), DEEP + 1),
    "chain of variables": (program(f"println(c{DEEP})", each("var c{1} = c{0} + 1\n") + "var c0 = 1"), DEEP + 1),
    "chain of types": (program(f"var x c{DEEP} = 1\nprintln(x)", each("type c{1} c{0}\n") + "type c0 int"), 1),
    "chain of aliases": (program(f"var x c{DEEP} = 1\nprintln(x)", each("type c{1} = c{0}\n") + "type c0 = int"), 1),
    "doubling aliases": (program("var x any = (*c16)(nil)\nprintln(x != nil)", each("type c{1} = struct{{ a, b *c{0} }}\n", 16) + "type c0 = int"), "true"),
    "embedded pointers": (program("var x *c2\nprintln(x == nil || x.f == 1)", each("type c{1} struct{{ *c{0} }}\n", 1000) + "type c0 struct{ f int }"), "true"),
    "fields": (program("var x T\nx.f6 = new(int)\nprintln(*x.f6)", "type T struct {\n" + each("f{0} *int\n", 50_000) + "}"), 0),
    "elements": (program("println(len(x))", "var x = []int{" + each("{0}", separator=",") + "}"), DEEP),
    "entries": (program("println(len(x))", "var x = map[int]int{" + each("{0}:{1}", separator=",") + "}"), DEEP),
    "methods": (program("var x any = T(1)\nprintln(x != nil)", "type T int\n\n" + each("func (T) m{0}() {{}}\n", 50_000)), "true"),
    "functions": (program("println(f6())", each("func f{0}() int {{ return {0} }}\n")), 6),
    "statements": (program("println(n)", "var n = f()\n\nfunc f() (n int) {\n" + "n++\n" * DEEP + "return\n}"), DEEP),
    "defers": (program("defer func() { println(n) }()\n" + "defer f()\n" * 20_000, "var n int\n\nfunc f() { n++ }"), 20_000),
    "long name": (program("println(" + "a" * 1_000_000 + ")", "const " + "a" * 1_000_000 + " = 1"), 1),
    "long string": (program('println(len("' + "a" * 3_000_000 + '"))'), 3_000_000),
    "long line": (program("x := 0; " + "x++; " * DEEP + "println(x)"), DEEP),
    "comments": ("package main\n" + "/*x*/" * 300_000 + program("println(1)")[len("package main\n"):], 1),
    "semicolons": (program(";" * 300_000 + "println(1)"), 1),
    "many digits": (program("const c = 1." + "0" * 9_000 + "1\nprintln(c == 1)"), "true"),
}

# Programs that are beyond somebody's limits: what is said.
REJECTED = {
    "too many parentheses": (program("x := 7\nprintln(" + nest("(", "x", ")", 600_000) + ")"), "nesting is too deep"),
    "too many blocks": (program(nest("{\n", "", "}\n", 600_000)), "nesting is too deep"),
    "too many closures": (program(nest("func() {\n", "println(1)\n", "}()\n")), "nesting is too deep"),
    "too many parameters": (program("f(" + each("{0}", separator=",") + ")", "func f(" + each("a{0} int", separator=",") + ") {}"),
                            r"too many parameters and results \(more than 16000\)"),
    "too many results": (program("f()", "func f() (" + each("int", separator=",") + ") { return }"), "too many parameters and results"),
    "open parentheses": (program("(" * DEEP), "syntax error"),
    "open braces": ("package main\n\nfunc main() " + "{" * DEEP, "syntax error: unexpected EOF"),
    "closing braces": ("package main\n\nfunc main() " + "}" * DEEP, "syntax error"),
    "wrong statements": (program("=\n" * DEEP), "syntax error"),
    "undefined names": (program(each("a{0}()\n")), "undefined: a0"),
    "unused variables": (program(each("a{0} := 1\n")), "declared and not used"),
    "the last of many errors": (program(each("a{0} := 1\n", 50_000)), "a49999 declared and not used"),
    "deep cycle": (program("", each("type c{1} struct {{ x c{0} }}\n", 2000) + "type c0 struct { x c2000 }"), "invalid recursive type"),
    "deep initialization cycle": (program("", each("var c{1} = c{0}\n", 20_000) + "var c0 = c20000"), "initialization cycle"),
    "growing instances": (program("f[int]()", "func f[T any]() { f[*T]() }"), "instantiation cycle"),
    "string repetition": (program('const s = "' + "a" * 1000 + '"\nconst t = ' + "+".join(["s"] * 1000) + "\nconst u = " + "+".join(["t"] * 1000) + "\nprintln(u)"),
                          "constant result is not representable"),
    "large power": (program("const a = 1 << 500 * 1 << 500\nprintln(a)"), "constant .*overflow"),
    "squares": (program(f"println(c60)", each("const c{1} = c{0} * c{0}\n", 60) + "const c0 = 1e300"), "constant result is not representable"),
    "number": (program("const c = " + "9" * 20_000), "excessively long constant"),
    "open comment": ("package main\n/*" + "*" * 3_000_000, "comment not terminated"),
    "open string": ("package main\nvar s = \"" + "a" * 3_000_000, "string not terminated|newline in string"),
    "open raw string": ("package main\nvar s = `" + "\n" * 3_000_000, "string not terminated"),
}


def unreadable(directory):
    os.chmod(os.path.join(directory, "x.go"), 0)


def loops(directory):
    os.symlink("x.go", os.path.join(directory, "x.go"))
    os.mkdir(os.path.join(directory, "pkg"))
    os.symlink("..", os.path.join(directory, "pkg", "up"))
    os.symlink("loop", os.path.join(directory, "loop"))


def large(content):
    def make(directory):
        with open(os.path.join(directory, "x.go"), "wb") as f:
            f.write(b"package main\n\nfunc main() {}\n")
            for _ in range(100):
                f.write(content * (1_000_000 // len(content)))
    return make


EMPTY = "package main\n\nfunc main() {}\n"
MADE = [
    Case("unreadable file", "run x.go", 1, r"x\.go: permission denied", {"x.go": EMPTY}, prepare=unreadable, unprivileged=True),
    Case("directory named as a file", "run x.go", 1, r"x\.go", {"x.go/y.txt": ""}),
    Case("links that go round", "run x.go", 1, r"x\.go: too many levels of symbolic links", prepare=loops),
    Case("directory links that go round", "run ./loop", 1, r"loop", prepare=loops),
    Case("links in a package", "run ./pkg", 1, r"no Go files in", prepare=loops),
    Case("device", "run /dev/null", 1, r"."),
    Case("device as a package", "run /dev/full/x.go", 1, r"x\.go: not a directory"),
    Case("100 MB of comments", "run x.go", 0, "", prepare=large(b"// a comment of some length, and then another one\n")),
    Case("100 MB of zeros", "run x.go", 1, r"x\.go:4:1: invalid NUL character", prepare=large(b"\0")),
    Case("100 MB of one name", "run x.go", 1, r"x\.go:4:1: syntax error", prepare=large(b"a")),
    Case("declarations of one name", "check x.go", 1, r"too many errors\s*\Z", {"x.go": EMPTY + "var x int\n" * 1_100_000}),
    Case("standard input: nothing", "run -", 0),
    Case("standard input: closed", "run -", 1, r"read standard input: Bad file descriptor", closed=(0,)),
    Case("standard input: garbage", "run -", 1, r"standard input:1:1: ", stdin=bytes(range(256))),
    Case("standard output: closed", "run x.go", 0, "", {"x.go": EMPTY}, closed=(1, 2)),
    Case("-e: garbage", ["run", "-e", "\x01\x02 ]]] \x7f {{{"], 1, r"command-line:1:1: "),
    Case("-e: an open string", ["run", "-e", 'println("'], 1, r"command-line:1:9: (string not terminated|newline in string)"),
    Case("-e: not UTF-8", ["run", "-e", os.fsdecode(b"\xff\xfe")], 1, r"command-line:1:1: invalid UTF-8"),
    Case("-e: nothing", ["run", "-e", ""], 0),
]


def program_cases():
    for name, (text, number) in ACCEPTED.items():
        yield Case(name, "run x.go", 0, rf"^{number}$", {"x.go": text})
    for name, (text, pattern) in REJECTED.items():
        yield Case(name, "run x.go", 1, pattern, {"x.go": text})


def all_cases():
    for args, status, pattern in FIXED + USAGE:
        yield Case(args or "no arguments", args, status, pattern)
    yield from MADE
    yield from program_cases()


# ---- running ---------------------------------------------------------------------------------------------------------


def limit(case):
    """What happens in the child before gosub begins."""
    def apply():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        for fd in case.closed:
            os.close(fd)
        if case.unprivileged and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
    return apply


def prepare(case, directory):
    for name, content in case.files.items():
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content.encode() if isinstance(content, str) else content)
    if case.prepare:
        case.prepare(directory)


def ends_of(out, most=1_000_000):
    """The text of a file, without its middle when it is longer than twice `most` bytes."""
    size = out.seek(0, os.SEEK_END)
    out.seek(0)
    text = out.read(most)
    out.seek(max(most, size - most))
    return (text + out.read()).decode(errors="replace")


def execute(case, gosub, directory):
    """(status, output, megabytes)"""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as given:
        given.write(case.stdin)
        given.seek(0)
        child = subprocess.Popen([gosub, *case.args], stdin=given, stdout=out, stderr=out, cwd=directory, preexec_fn=limit(case))
        timer = threading.Timer(SECONDS * 3, child.kill)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        return child.returncode, ends_of(out), usage.ru_maxrss // 1024


def verdict(case, status, output, megabytes):
    """None, or what is wrong."""
    said = "; said " + repr(output[:300])
    if "internal error" in output:
        return "internal error" + said
    if status < 0:
        return f"ended by signal {-status}" + said
    if status != case.status:
        return f"exit status {status}, want {case.status}" + said
    if megabytes > MEGABYTES:
        return f"took {megabytes} MB"
    if not re.search(case.pattern, output, re.M):
        return f"nothing matches /{case.pattern}/" + said
    return None


def run_case(case, gosub):
    if case.files or case.prepare or case.closed or case.stdin:
        with tempfile.TemporaryDirectory() as directory:
            os.chmod(directory, 0o755)
            prepare(case, directory)
            return verdict(case, *execute(case, gosub, directory))
    return verdict(case, *execute(case, gosub, BAD))


def slow_down(factor):
    """For builds that need more time and memory, as those with sanitizers."""
    global SECONDS, MEGABYTES
    SECONDS, MEGABYTES = int(SECONDS * factor), int(MEGABYTES * factor)


def run(gosub, names=()):
    """[(name, problem or None)], one at a time: several of these need a gigabyte."""
    return [(c.name, run_case(c, gosub)) for c in all_cases() if not names or c.name in names]


def main():
    gosub = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/gosub")
    failed = 0
    start = time.time()
    for name, problem in run(gosub, sys.argv[2:]):
        if problem:
            failed += 1
            print(f"{name}: {problem}")
    print(f"bad inputs: {failed} failures, {time.time() - start:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
