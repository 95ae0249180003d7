#!/usr/bin/env python3
"""Compare the bodyless Go functions of stdlib/ with the rows of natives.def.

usage: check_natives.py

Prints functions that nobody implements and rows that no function asks for; exit status 1 if there are any.
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STDLIB = os.path.join(ROOT, "stdlib")


def declared():
    found = {}
    for folder, _, files in os.walk(STDLIB):
        path = os.path.relpath(folder, STDLIB)
        for name in sorted(files):
            if not name.endswith(".go") or name.endswith("_test.go"):
                continue
            for line in open(os.path.join(folder, name)):
                m = re.match(r"func (?:\((?:\w+ )?(\*?\w+)\) )?(\w+)\(", line)
                if m and not line.rstrip().endswith(("{", "(", "}")) and not re.search(r"\{ | \}|\{\}", line):
                    receiver = f"(*{m[1][1:]})." if m[1] and m[1][0] == "*" else f"{m[1]}." if m[1] else ""
                    found[f"{path}.{receiver}{m[2]}"] = name
    return found


def bound():
    rows = set()
    for folder, _, files in os.walk(STDLIB):
        if "natives.def" in files:
            rows |= set(re.findall(r'^NATIVE(?:_RAW)?\("([^"]+)"', open(os.path.join(folder, "natives.def")).read(), re.M))
    return rows


def package_of(name):
    head, slash, tail = name.rpartition("/")
    return head + slash + tail.split(".")[0]


def main():
    functions, rows = declared(), bound()
    missing = sorted(f for f in functions if f not in rows)
    # Packages of natives alone belong to a Go tree's sources.
    def has_go(package):
        return any(n.endswith(".go") for n in os.listdir(os.path.join(STDLIB, package)))

    spare = sorted(r for r in rows if r not in functions and has_go(package_of(r)))
    for f in missing:
        print(f"no native: {f} ({functions[f]})")
    for r in spare:
        print(f"no function: {r}")
    sys.exit(1 if missing or spare else 0)


main()
