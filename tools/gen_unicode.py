#!/usr/bin/env python3
"""Write the tables of the Go package unicode from the Unicode data files.

    gen_unicode.py /usr/share/unicode stdlib/unicode

writes categories.go, scripts.go, properties.go, cases.go and fold.go.  The
data files are those of Debian's package unicode-data.  The classes that the
compiler itself needs are gen_unicode_classes.py's business.
"""

import os
import re
import sys

MAX_RUNE = 0x10FFFF
UPPER_LOWER = MAX_RUNE + 1  # a CaseRange's mark for alternating upper and lower case
WIDTH = 110

# The long names of categories in Go.
LONG_NAMES = {"Digit": "Nd", "Letter": "L", "Lower": "Ll", "Mark": "M", "Number": "N", "Other": "C", "Punct": "P",
              "Space": "Z", "Symbol": "S", "Title": "Lt", "Upper": "Lu"}


# ------------------------------------------------------------ reading


class Data:
    """What the files say: rune -> category, case mappings; name -> runes."""

    def __init__(self, folder):
        self.folder = folder
        self.version = re.search(r"-(\d+\.\d+\.\d+)\.txt", self.lines_of("PropList.txt")[0])[1]
        self.category = {}
        self.upper, self.lower, self.title = {}, {}, {}
        self.read_characters()
        self.scripts = self.read_sets("Scripts.txt")
        self.properties = self.read_sets("PropList.txt")
        self.fold = self.read_folding()

    def lines_of(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read().split("\n")

    def rows(self, name):
        for line in self.lines_of(name):
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]

    def read_characters(self):
        first = 0
        for row in self.rows("UnicodeData.txt"):
            code, name = int(row[0], 16), row[1]
            if name.endswith(", First>"):
                first = code
                continue
            for rune in range(first if name.endswith(", Last>") else code, code + 1):
                self.category[rune] = row[2]
            for field, mapping in ((12, self.upper), (13, self.lower), (14, self.title)):
                if row[field]:
                    mapping[code] = int(row[field], 16)
            if code in self.upper and code not in self.title:
                self.title[code] = self.upper[code]

    def read_sets(self, name):
        sets = {}
        for span, value in (row[:2] for row in self.rows(name)):
            lo, _, hi = span.partition("..")
            sets.setdefault(value, set()).update(range(int(lo, 16), int(hi or lo, 16) + 1))
        return sets

    def read_folding(self):
        return {int(row[0], 16): int(row[2], 16) for row in self.rows("CaseFolding.txt") if row[1] in "CS"}

    def in_category(self, name):
        return {rune for rune, category in self.category.items() if category.startswith(name)}


# ------------------------------------------------------------ tables


def strided(runes):
    """Ranges (lo, hi, stride) as Go's tables have them: each takes all it can."""
    runes = sorted(runes)
    result, i = [], 0
    while i < len(runes):
        if i + 1 == len(runes):
            result.append((runes[i], runes[i], 1))
            break
        stride, j = runes[i + 1] - runes[i], i + 1
        while j + 1 < len(runes) and runes[j + 1] - runes[j] == stride:
            j += 1
        result.append((runes[i], runes[j], stride))
        i = j + 1
    return result


def wrapped(cells, indent):
    lines, line = [], indent
    for cell in cells:
        if len(line) + len(cell) + 2 > WIDTH:
            lines.append(line.rstrip())
            line = indent
        line += cell + ", "
    return "\n".join(lines + [line.rstrip()])


def range_table(variable, runes):
    narrow = strided(r for r in runes if r <= 0xFFFF)
    wide = strided(r for r in runes if r > 0xFFFF)
    latin = sum(hi <= 0xFF for _, hi, _ in narrow)
    parts = [f"var {variable} = &RangeTable{{"]
    for field, kind, ranges in (("R16", "Range16", narrow), ("R32", "Range32", wide)):
        if ranges:
            cells = ["{%#x, %#x, %d}" % each for each in ranges]
            parts.append(f"\t{field}: []{kind}{{\n{wrapped(cells, chr(9) * 2)}\n\t}},")
        elif field == "R16":
            parts.append("\tR16: []Range16{},")  # as in Go's library, not nil
    if latin:
        parts.append(f"\tLatinOffset: {latin},")
    return "\n".join(parts + ["}\n"])


def padded(cells):
    """Pairs of text as lines, the second ones below each other as gofmt puts them."""
    width = max(len(left) for left, _ in cells)
    return "".join(f"\t{left.ljust(width)} {right}\n" for left, right in cells)


def map_of_tables(variable, comment, entries):
    lines = padded([(f'"{key}":', value + ",") for key, value in sorted(entries.items())])
    return f"// {comment}\nvar {variable} = map[string]*RangeTable{{\n{lines}}}\n"


def variables(entries, comment):
    return f"// {comment}\nvar (\n{padded([(name, '= ' + value) for name, value in sorted(entries.items())])})\n"


def categories(data):
    names = sorted(set(data.category.values()) | {c[0] for c in data.category.values()})
    yield map_of_tables("Categories", "Categories has the tables of the general categories by their names.",
                        {name: "_" + name for name in names})
    yield variables({name: "_" + name for name in names}, "Each is the category of its name.")
    yield variables({name: "_" + short for name, short in LONG_NAMES.items()}, "Longer names.")
    for name in names:
        yield range_table("_" + name, data.in_category(name))


def named_sets(sets, variable, comment, what):
    entries = {name: "_" + name for name in sets}
    if what == "property":
        entries["STerm"] = "_Sentence_Terminal"  # a former name, which Go keeps
    yield map_of_tables(variable, comment, entries)
    yield variables(entries, f"Each is the {what} of its name.")
    for name, runes in sorted(sets.items()):
        yield range_table("_" + name, runes)


# ------------------------------------------------------------ cases


def deltas(data, rune):
    return tuple(mapping.get(rune, rune) - rune for mapping in (data.upper, data.lower, data.title))


def pair_at(data, rune):
    """Whether rune is the upper case of its successor, and nothing more complicated."""
    return deltas(data, rune) == (0, 1, 0) and deltas(data, rune + 1) == (-1, 0, -1)


def case_ranges(data):
    cased = sorted(set(data.upper) | set(data.lower) | set(data.title))
    result, i = [], 0
    while i < len(cased):
        lo = hi = cased[i]
        if pair_at(data, lo):
            while pair_at(data, hi):
                hi += 2
            hi -= 1
            delta = (UPPER_LOWER,) * 3
        else:
            delta = deltas(data, lo)
            while deltas(data, hi + 1) == delta and not pair_at(data, hi + 1):
                hi += 1
        result.append((lo, hi, delta))
        while i < len(cased) and cased[i] <= hi:
            i += 1
    return result


def delta_text(delta):
    if delta[0] == UPPER_LOWER:
        return "d{UpperLower, UpperLower, UpperLower}"
    return "d{%d, %d, %d}" % delta


def orbits(data):
    """Runes that are equal under simple folding, as sorted lists of two or more."""
    classes = {}
    for rune in set(data.fold) | set(data.fold.values()):
        classes.setdefault(data.fold.get(rune, rune), set()).add(rune)
    return [sorted(runes) for runes in classes.values() if len(runes) > 1]


def fold_steps(data):
    """rune -> the next one of its orbit."""
    return {orbit[i - 1]: rune for orbit in orbits(data) for i, rune in enumerate(orbit)}


def simple_step(data, rune):
    """What SimpleFold finds without its table."""
    lower = data.lower.get(rune, rune)
    return lower if lower != rune else data.upper.get(rune, rune)


def cases(data):
    ranges = ["{%#x, %#x, %s}" % (lo, hi, delta_text(delta)) for lo, hi, delta in case_ranges(data)]
    yield ("// CaseRanges has the case mappings of all letters that have simple ones.\n"
           "var CaseRanges = _CaseRanges\n\n"
           "var _CaseRanges = []CaseRange{\n" + wrapped(ranges, "\t") + "\n}\n")
    steps = fold_steps(data)
    special = ["{%#x, %#x}" % (rune, steps.get(rune, rune)) for rune in sorted(set(steps) | set(data.upper) | set(data.lower))
               if rune > 0x7F and steps.get(rune, rune) != simple_step(data, rune)]
    yield ("// caseOrbit has the steps of SimpleFold that are not just a change of case, except for ASCII's.\n"
           "var caseOrbit = [...]foldPair{\n" + wrapped(special, "\t") + "\n}\n")
    ascii_steps = ["%#x" % steps.get(rune, rune) for rune in range(0x80)]
    yield ("// asciiFold has the steps of SimpleFold from ASCII.\n"
           "var asciiFold = [MaxASCII + 1]uint16{\n" + wrapped(ascii_steps, "\t") + "\n}\n")
    yield latin_classes(data)


def latin_classes(data):
    flags = {"Cc": "control", "P": "punct", "N": "number", "S": "symbol", "Z": "space", "Lu": "upper", "Ll": "lower",
             "Lo": "upper | lower"}

    def flag(rune):
        category = data.category[rune]
        if category == "Cf":
            return "0"
        text = flags.get(category) or flags[category[0]]
        return text if category == "Cc" or category[0] == "Z" and rune != 0x20 else text + " | printable"

    cells = [flag(rune) for rune in range(0x100)]
    return ("// latin has the classes of Latin-1's characters.\n"
            "var latin = [MaxLatin1 + 1]uint8{\n" + wrapped(cells, "\t") + "\n}\n")


# ------------------------------------------------------------ folding


def fold_exceptions(data, runes):
    """Runes outside the set that are equal under folding to one in it."""
    return {rune for orbit in orbits(data) if not runes.isdisjoint(orbit) for rune in orbit} - runes


def fold(data):
    for variable, what, sets in (
            ("FoldCategory", "category", {name: data.in_category(name) for name in set(data.category.values()) | set("LMNPSZC")}),
            ("FoldScript", "script", data.scripts)):
        tables = {name: fold_exceptions(data, runes) for name, runes in sets.items()}
        tables = {name: runes for name, runes in tables.items() if runes}
        yield map_of_tables(variable, f"{variable} has, by the name of the {what}, the runes outside it that are equal\n"
                            "// under simple folding to one inside. Where there are none there is no entry.",
                            {name: "fold" + name for name in tables})
        for name, runes in sorted(tables.items()):
            yield range_table("fold" + name, runes)


def main():
    source, target = sys.argv[1:]
    data = Data(source)
    files = {
        "categories": ("Tables of the general categories.",
                       [f'// Version is the edition of Unicode that the tables are from.\nconst Version = "{data.version}"\n',
                        *categories(data)]),
        "scripts": ("Tables of the scripts.",
                    named_sets(data.scripts, "Scripts", "Scripts has the tables of the scripts by their names.", "script")),
        "properties": ("Tables of the binary properties.",
                       named_sets(data.properties, "Properties", "Properties has the tables of properties by their names.", "property")),
        "cases": ("Tables of case mapping, of folding, and of Latin-1's classes.", cases(data)),
        "fold": ("Tables of what folding adds to categories and scripts.", fold(data)),
    }
    for name, (title, parts) in files.items():
        with open(os.path.join(target, name + ".go"), "w", encoding="ascii") as out:
            out.write(f"// {title} Made by tools/gen_unicode.py from Unicode {data.version};\n"
                      "// do not edit. The functions that read them are in letter.go and graphic.go.\n\n"
                      "package unicode\n\n" + "\n".join(parts))


main()
