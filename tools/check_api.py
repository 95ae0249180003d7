#!/usr/bin/env python3
"""Which exported names of Go's api lists the embedded library lacks.

usage: check_api.py [--api DIR] [--all] [PACKAGE ...]

Reads DIR/go1*.txt (default: where Debian's golang-1.19-src puts them) and tools/api_later.txt, and the Go files of stdlib/.
Without packages: those of the embedded core (CORE below); --all: every package of the lists that stdlib/ has. Prints one line
per missing name; exit status 1 if there is any. Only names are compared: a declaration is found by its gofmt form.
"""

import argparse
import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CORE = """bufio bytes cmp container/heap container/list container/ring context errors flag fmt io io/fs io/ioutil iter log maps
math math/bits math/cmplx math/rand os os/exec path path/filepath reflect regexp runtime runtime/debug slices sort strconv strings
sync sync/atomic syscall testing time unicode unicode/utf16 unicode/utf8 unsafe math/rand/v2 unique text/tabwriter
regexp/syntax""".split()
UNIVERSE = {"unsafe"}  # declared by the compiler


def wanted(api_dirs):
    """{package: set of (kind, type, name)}"""
    want = {}
    for path in api_dirs:
        exceptions = os.path.join(os.path.dirname(path), "except.txt")  # what Go has taken back
        taken_back = set(open(exceptions)) if os.path.exists(exceptions) else set()
        for line in open(path):
            if line in taken_back:
                continue
            m = re.match(r"pkg ([\w/.]+)(?: \(([\w-]+)\))?, (.*)", line.strip())
            if not m or (m[2] and m[2] != "linux-amd64"):
                continue
            names = want.setdefault(m[1], set())
            rest = m[3].split(" #")[0]
            if d := re.match(r"(?:const|var|func) (\w+)", rest):
                names.add(("", d[1]))
            elif d := re.match(r"method \(\*?(\w+)(?:\[.*?\])?\) (\w+)", rest):
                names.add((d[1], d[2]))
            elif d := re.match(r"type (\w+)(?:\[.*?\])? (?:struct|interface), (.*)", rest):
                names.add(("", d[1]))
                if e := re.match(r"embedded \*?(?:[\w/]+\.)?(\w+)", d[2]):
                    names.add((d[1], e[1]))
                elif e := re.match(r"(\w+)", d[2]):
                    if e[1] not in ("unexported", "embedded"):
                        names.add((d[1], e[1]))
            elif d := re.match(r"type (\w+)(?:\[.*?\])? interface \{ ?(.*?) ?\}", rest):
                names.add(("", d[1]))
                for method in re.findall(r"(\w+)(?:\(|,|$)", re.sub(r"\([^)]*\)", "(", d[2])):
                    if method[0].isupper():
                        names.add((d[1], method))
            elif d := re.match(r"type (\w+)", rest):
                names.add(("", d[1]))
    return want


def strip(text):
    """Without comments and contents of literals, so that brackets count."""
    pattern = r'//[^\n]*|/\*.*?\*/|`[^`]*`|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, lambda m: '""' if m[0][0] in "\"`'" else "\n" * m[0].count("\n"), text, flags=re.S)


class Package:
    def __init__(self, folder):
        self.names = set()     # (type, name); type "" for the package's own
        self.embedded = {}     # type -> [embedded type names]
        self.imports = {}
        for path in sorted(glob.glob(os.path.join(folder, "*.go"))):
            if not path.endswith("_test.go"):
                self.read(open(path).read())

    def read(self, source):
        for m in re.finditer(r'^(?:import )?\t?(?:(\w+) )?"([\w/.]+)"$', source, re.M):
            self.imports[m[1] or m[2].split("/")[-1]] = m[2]
        lines = strip(source).split("\n")
        i = 0
        while i < len(lines):
            line = lines[i]
            if m := re.match(r"func \((?:\w+ )?\*?(\w+)(?:\[.*?\])?\) (\w+)", line):
                self.names.add((m[1], m[2]))
            elif m := re.match(r"func (\w+)", line):
                self.names.add(("", m[1]))
            elif m := re.match(r"type (\w+)(.*)", line):
                i = self.type_decl(m[1], m[2], lines, i)
            elif m := re.match(r"(?:const|var) (\w[\w, ]*)", line):
                self.value_names(m[1])
            elif re.match(r"(?:const|var|type) \($", line):
                is_type = line.startswith("type")
                i += 1
                depth = 0
                while not (depth == 0 and lines[i].startswith(")")):
                    text = lines[i]
                    if depth == 0 and (m := re.match(r"\t(\w+)(.*)", text)) and is_type:
                        i = self.type_decl(m[1], m[2], lines, i)
                    else:
                        if depth == 0 and (m := re.match(r"\t(\w[\w, ]*)", text)):
                            self.value_names(m[1])
                        depth += sum(text.count(c) for c in "([{") - sum(text.count(c) for c in ")]}")
                    i += 1
            i += 1

    def value_names(self, text):
        for part in text.split(","):
            if name := re.match(r"\s*(\w+)", part):
                self.names.add(("", name[1]))
            if " " in part.strip():
                break

    def type_decl(self, name, rest, lines, i):
        self.names.add(("", name))
        if m := re.match(r" = (\w+)\.(\w+)$", rest):
            self.embedded.setdefault(name, []).append((m[1], m[2]))
        if m := re.match(r" =? ?(\w+)$", rest):
            self.embedded.setdefault(name, []).append(("", m[1]))
        if re.search(r"(?:struct|interface) ?\{.*\}", rest):
            inside = re.search(r"\{(.*)\}", rest)[1]
            for part in inside.split(";"):
                self.member(name, part.strip())
            return i
        if not re.search(r"(?:struct|interface) \{$", rest):
            return i
        depth, i = 0, i + 1
        while not (depth == 0 and lines[i].strip().startswith("}")):
            if depth == 0:
                self.member(name, lines[i].strip())
            depth += sum(lines[i].count(c) for c in "([{") - sum(lines[i].count(c) for c in ")]}")
            i += 1
        return i

    def member(self, owner, text):
        if m := re.match(r"\*?(?:(\w+)\.)?(\w+)(?:\[.*\])?(?: \"\")?$", text):
            self.embedded.setdefault(owner, []).append((m[1] or "", m[2]))
            self.names.add((owner, m[2]))
        elif m := re.match(r"(\w+)\(", text):
            self.names.add((owner, m[1]))
        elif m := re.match(r"(\w[\w, ]*) ", text):
            for part in text.split(","):
                self.names.add((owner, part.strip().split(" ")[0]))
                if " " in part.strip():
                    break


PACKAGES = {}


def package(path):
    if path not in PACKAGES:
        PACKAGES[path] = Package(os.path.join(ROOT, "stdlib", path))
    return PACKAGES[path]


def has(path, owner, name, seen=()):
    p = package(path)
    if (owner, name) in p.names:
        return True
    if owner == "" or (path, owner) in seen:
        return False
    seen += ((path, owner),)
    return any(has(p.imports.get(e[0], path) if e[0] else path, e[1], name, seen) or (e == ("", "error") and name == "Error")
               for e in p.embedded.get(owner, []))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--api", default="/usr/share/go-1.19/api")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("packages", nargs="*")
    args = parser.parse_args()
    lists = sorted(glob.glob(os.path.join(args.api, "go1*.txt"))) + [os.path.join(ROOT, "tools", "api_later.txt")]
    want = wanted(lists)
    chosen = args.packages or CORE
    if args.all:
        chosen = sorted(p for p in want if os.path.isdir(os.path.join(ROOT, "stdlib", p)))
    missing = 0
    for path in chosen:
        if path in UNIVERSE:
            continue
        absent = sorted(n for n in want.get(path, ()) if not has(path, *n))
        missing += len(absent)
        for owner, name in absent:
            print(f"{path}: {owner + '.' if owner else ''}{name}")
    sys.exit(1 if missing else 0)


main()
