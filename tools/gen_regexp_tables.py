#!/usr/bin/env python3
"""Write the C++ tables of package regexp (named Unicode classes, simple folding) from the Go tables of package unicode.

    gen_regexp_tables.py stdlib/unicode > stdlib/regexp/unicode_tables.inc
"""

import os
import re
import sys

UPPER_LOWER = 0x110000


def read(folder):
    return "\n".join(open(os.path.join(folder, n)).read() for n in ("categories.go", "scripts.go", "fold.go", "cases.go"))


def tables(text):
    """variable -> ranges"""
    out = {}
    for m in re.finditer(r"^var (\w+) = &RangeTable\{\n(.*?)\n\}", text, re.M | re.S):
        out[m[1]] = [tuple(int(x, 0) for x in r) for r in re.findall(r"\{(0x[0-9a-f]+), (0x[0-9a-f]+), (\d+)\}", m[2])]
    return out


def names(text, variable):
    body = re.search(rf"^var {variable} = map\[string\]\*RangeTable\{{\n(.*?)\n\}}", text, re.M | re.S)[1]
    return re.findall(r'"(\w+)":\s*(\w+),', body)


def folding(text):
    case = {}
    body = re.search(r"var _CaseRanges = \[\]CaseRange\{\n(.*?)\n\}", text, re.S)[1]
    for lo, hi, a, b, _ in re.findall(r"\{(0x\w+), (0x\w+), d\{([-\w]+), ([-\w]+), ([-\w]+)\}\}", body):
        lo, hi = int(lo, 16), int(hi, 16)
        for r in range(lo, hi + 1):
            if a == "UpperLower":
                case[r] = (lo + ((r - lo) & ~1), lo + ((r - lo) | 1))
            else:
                case[r] = (r + int(a), r + int(b))
    orbit = re.search(r"var caseOrbit = .*?\{\n(.*?)\n\}", text, re.S)[1]
    step = {int(a, 16): int(b, 16) for a, b in re.findall(r"\{(0x\w+), (0x\w+)\}", orbit)}
    ascii_fold = re.search(r"var asciiFold = .*?\{\n(.*?)\n\}", text, re.S)[1]
    for i, x in enumerate(re.findall(r"0x\w+", ascii_fold)):
        step[i] = int(x, 16)
    for r, (upper, lower) in case.items():
        if r not in step:
            step[r] = lower if lower != r else upper
    return sorted((a, b) for a, b in step.items() if a != b)


def main():
    text = read(sys.argv[1])
    ranges, rows = [], {}
    known = tables(text)
    for table in ("Categories", "FoldCategory", "Scripts", "FoldScript"):
        rows[table] = []
        for name, variable in sorted(names(text, table)):
            rows[table].append((name, len(ranges), len(known[variable])))
            ranges += known[variable]
    print("// Made by tools/gen_regexp_tables.py; do not edit.")
    print("constexpr StrideRange kRanges[] = {")
    for i in range(0, len(ranges), 6):
        print("    " + " ".join("{0x%X, 0x%X, %d}," % r for r in ranges[i:i + 6]))
    print("};")
    for table, list in rows.items():
        print(f"constexpr NamedRanges k{table}[] = {{")
        for row in list:
            print('    {"%s", %d, %d},' % row)
        print("};")
    print("// From a rune to the next one of its folding orbit, where that has more than one.")
    print("constexpr FoldStep kFold[] = {")
    steps = folding(text)
    for i in range(0, len(steps), 8):
        print("    " + " ".join("{0x%X, 0x%X}," % s for s in steps[i:i + 8]))
    print("};")


main()
