#!/usr/bin/env python3
"""Write base/unicode_tables.inc from UnicodeData.txt (Debian package unicode-data)."""

import sys


GRAPHIC = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
           "Sm", "Sc", "Sk", "So"}


def ranges(path, want):
    runes = []
    first = None
    for line in open(path, encoding="ascii"):
        fields = line.split(";")
        code, name, category = int(fields[0], 16), fields[1], fields[2]
        if name.endswith(", First>"):
            first = code
        elif category in want:
            runes.append((first if name.endswith(", Last>") else code, code))
    merged = []
    for lo, hi in runes:
        if merged and merged[-1][1] + 1 == lo:
            merged[-1][1] = hi
        else:
            merged.append([lo, hi])
    return merged


def main():
    path = sys.argv[1]
    print("// Made by tools/gen_unicode_classes.py; do not edit.")
    for name, want in (("kLetter", {"Lu", "Ll", "Lt", "Lm", "Lo"}), ("kDigit", {"Nd"}), ("kUpper", {"Lu"}),
                       ("kGraphic", GRAPHIC)):
        print(f"constexpr Range {name}[] = {{")
        row = ranges(path, want)
        for i in range(0, len(row), 6):
            print("    " + " ".join("{0x%X, 0x%X}," % tuple(r) for r in row[i:i + 6]))
        print("};")


main()
