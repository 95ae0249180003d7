#!/usr/bin/env python3
"""Run the test functions of the standard library's packages with a Go implementation.

usage: package_tests.py [--gosub PATH] [--goroot DIR] [--timeout N] [--run REGEXP] [--keep DIR] PACKAGE ...

The *_test.go files of GOROOT/src/PACKAGE become a package main of a Go tree made of links to GOROOT, where internal packages may be
imported; files of the package itself import it with a dot. What then does not check, because it uses unexported names, is taken out
declaration by declaration until the rest checks. The tests run in the package's directory; a command of the package's name on PATH
runs them again, for tests that start themselves.

A line for each package: how many tests passed, were skipped, failed, were taken out. What fails needs a look: names in messages are
those of package main, texts those of another version, TestMain and init functions may be gone.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import conformance
import examples

OTHER_SYSTEM = re.compile(r"_(?:windows|darwin|plan9|js|wasm|freebsd|openbsd|netbsd|solaris|aix|arm64|arm|s390x|ppc64x|386)_test\.go$")
TEST = re.compile(r"^func (Test(?:[^a-z\W]\w*)?)\(\w+ \*(?:testing\.)?T\) \{", re.M)
ERROR = re.compile(r"(?:^|/)(\w+\.go):(\d+):(?:\d+:)? (.*)", re.M)
MAIN = """package main

import (
	regexpForMain "regexp"
	"testing"
)

func executableForMain() (string, error) { return %s, nil }

func main() {
	testing.Main(func(pattern, name string) (bool, error) { return regexpForMain.MatchString(pattern, name) }, []testing.InternalTest{
%s	}, nil, nil)
}
"""


def make_tree(goroot, folder):
    """A Go tree whose src can be added to."""
    source = folder / "src"
    source.mkdir(parents=True)
    for entry in (goroot / "src").resolve().iterdir():
        (source / entry.name).symlink_to(entry)
    for name in ("VERSION", "lib", "pkg", "bin", "test"):
        if (goroot / name).exists():
            (folder / name).symlink_to((goroot / name).resolve())


class PackageTests:
    def __init__(self, package, tree, options):
        self.package, self.tree, self.options = package, tree, options
        self.name = "tests_" + package.replace("/", "_")
        self.source = options.goroot / "src" / package
        self.folder = tree / "src" / self.name
        self.commands = tree / "commands"
        self.removed = set()

    def environment(self):
        return {**os.environ, "GOROOT": str(self.tree), "PATH": f"{self.commands}:{os.environ['PATH']}",
                "PWD": str(self.source), "TZ": "America/Los_Angeles"}

    def gosub(self, *args, timeout=None):
        return subprocess.run([self.options.gosub, *args], cwd=self.source, env=self.environment(), timeout=timeout,
                              capture_output=True, text=True, errors="replace")

    def write_files(self):
        self.folder.mkdir()
        for path in sorted(self.source.glob("*_test.go")):
            text = conformance.read_text(path)
            clause = re.search(r"^package (\w+)", text, re.M)
            if OTHER_SYSTEM.search(path.name) or path.name.startswith("example"):
                continue
            if conformance.failing_constraint(text[:clause.start()]):
                continue
            inside = "" if clause[1].endswith("_test") else f'; import . "{self.package}"'
            text = text[:clause.start()] + "package main" + inside + text[clause.end():]
            text = text.replace("os.Executable()", "executableForMain()")
            (self.folder / path.name.replace("_test.go", "_t.go")).write_text(text, errors="surrogateescape")

    def tests(self):
        found = []
        for path in sorted(self.folder.glob("*_t.go")):
            found += TEST.findall(path.read_text(errors="surrogateescape"))
        return [t for t in found if t != "TestMain" and t not in self.removed]

    def write_main(self):
        rows = "".join(f'\t\t{{"{t}", {t}}},\n' for t in self.tests())
        (self.folder / "main.go").write_text(MAIN % (f'"{self.commands / self.name}"', rows))
        self.commands.mkdir(exist_ok=True)
        command = self.commands / self.name
        command.write_text(f'#!/bin/sh\nexec {self.options.gosub} run {self.options.flags} {self.name} "$@"\n')
        command.chmod(0o755)

    def take_out(self, path, errors):
        """Blanks the declarations, or lines outside of any, that errors stand in."""
        text = path.read_text(errors="surrogateescape")
        lines = text.split("\n")
        spans = [(text.count("\n", 0, a), text.count("\n", 0, b)) for _, a, b in examples.declarations(examples.blank(text)[0])]
        for number, message in errors:
            line = number - 1
            alone = "imported and not used" in message or "not allowed" in message
            first, last = next((s for s in spans if not alone and s[0] <= line <= s[1]), (line, line))
            for i in range(first, last + 1):
                if match := re.match(r"func (Test\w*)\(", lines[i]):
                    self.removed.add(match[1])
                lines[i] = re.sub(r"; import .*", "", lines[i]) if lines[i].startswith("package main;") else ""
        path.write_text("\n".join(lines), errors="surrogateescape")

    def make_check(self):
        """Takes out what does not check; False when nothing helps."""
        for _ in range(40):
            self.write_main()
            result = self.gosub("check", self.name)
            if result.returncode == 0:
                return True
            by_file = {}
            for file, line, message in ERROR.findall(result.stdout + result.stderr):
                by_file.setdefault(file, []).append((int(line), message))
            for _, message in by_file.pop("main.go", []):
                self.removed.add(message.split()[-1])
                by_file.setdefault(None, [])
            for file, errors in by_file.items():
                if file is not None and (self.folder / file).exists():
                    self.take_out(self.folder / file, errors)
            if not by_file:
                return False
        return False

    def run(self):
        self.write_files()
        if not self.make_check() or not self.tests():
            return f"{self.package}: nothing that checks"
        extra = ["-test.run", self.options.run] if self.options.run else []
        try:
            result = self.gosub("run", *self.options.flags.split(), self.name, "-test.short", "-test.v", *extra,
                                timeout=self.options.timeout)
            output, end = result.stdout + result.stderr, str(result.returncode)
        except subprocess.TimeoutExpired as e:
            output, end = ((e.stdout or b"") + (e.stderr or b"")).decode(errors="replace"), "timeout"
        (self.tree / f"{self.name}.txt").write_text(output)
        counts = {word: len(re.findall(rf"^--- {word}", output, re.M)) for word in ("PASS", "SKIP")}
        failed = re.findall(r"^--- FAIL: (\w+)", output, re.M)
        return (f"{self.package}: {len(self.tests())} tests, {counts['PASS']} passed, {counts['SKIP']} skipped, {len(failed)} failed, "
                f"{len(self.removed)} taken out, exit {end} {' '.join(failed)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--gosub", default=str(root / "build/gosub"))
    parser.add_argument("--goroot", type=pathlib.Path)
    parser.add_argument("--flags", default="-lang=go1.19", help="of gosub run")
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--run", help="only tests that match")
    parser.add_argument("--keep", type=pathlib.Path, help="where the programs and their output stay; must not exist")
    parser.add_argument("packages", nargs="+")
    options = parser.parse_args()
    if options.goroot is None:
        answer = subprocess.run([options.gosub, "env", "GOROOT"], capture_output=True, text=True, check=True)
        options.goroot = pathlib.Path(answer.stdout.strip())
    tree = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="package_tests"))
    make_tree(options.goroot, tree)
    lines = []
    for package in options.packages:
        lines.append(PackageTests(package, tree, options).run())
        print(lines[-1], flush=True)
    if options.keep is None:
        shutil.rmtree(tree)
    sys.exit(any("exit 0" not in line for line in lines))


main()
