#!/usr/bin/env python3
"""Check that every invariant with an id (SCHED-1, V-3) stands in one source file and on one page of docs/.

An id is defined where a comment line begins with it ("// GC-1 text", "//   GC-1  text", "// C-1: text. C-2: text"); other places
refer to it. Pages name single ids and ranges ("V-1 .. V-6"). What is wrong: an id defined twice, an id without a page, an id that a
page or a comment names and nobody defines.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("base", "frontend", "runtime", "interp", "jit", "engine", "stdlib", "tools")
ID = r"[A-Z]{1,6}-[1-9][0-9]?"
DEFINED = re.compile(rf"^//\s+({ID})[: ]", re.M)
DEFINED_AFTER = re.compile(rf"^//.*\. ({ID}): ", re.M)
REFERENCE = re.compile(rf"(?<![\w-]){ID}(?![\w-])")
RANGE = re.compile(rf"({ID}) \.\. ({ID})")
NOT_IDS = re.compile(r"^(UTF|ISO|SHA|AES|RFC|MD|CRC|IEEE|GPL|BSD|KOI|EUC|GB|X)-")


def split(name):
    prefix, number = name.rsplit("-", 1)
    return prefix, int(number)


def sources():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".h", ".cpp", ".def", ".inc") and path.is_file():
                yield path.relative_to(ROOT).as_posix(), path.read_text(errors="replace")


def named_on_page(text):
    names = set(REFERENCE.findall(text))
    for first, last in RANGE.findall(text):
        (prefix, low), (_, high) = split(first), split(last)
        names.update(f"{prefix}-{n}" for n in range(low, high + 1))
    return {n for n in names if not NOT_IDS.match(n)}


def main():
    problems, defined, referred = [], {}, []
    for name, text in sources():
        for found in DEFINED.findall(text) + DEFINED_AFTER.findall(text):
            if NOT_IDS.match(found):
                continue
            if found in defined:
                problems.append(f"{name}: {found} is defined in {defined[found]}, too")
            defined[found] = name
        comments = "\n".join(line[line.index("//"):] for line in text.splitlines() if "//" in line)
        referred += [(name, n) for n in REFERENCE.findall(comments) if not NOT_IDS.match(n)]
    prefixes = {split(d)[0] for d in defined}
    pages = {}
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for n in named_on_page(page.read_text()):
            pages.setdefault(n, page.relative_to(ROOT).as_posix())
    problems += [f"{where}: {n} stands on no page of docs/" for n, where in sorted(defined.items()) if n not in pages]
    problems += [f"{page}: {n} is defined nowhere" for n, page in sorted(pages.items()) if n not in defined]
    problems += [f"{name}: {n} is defined nowhere" for name, n in referred if split(n)[0] in prefixes and n not in defined]
    print("\n".join(problems + [f"invariants: {len(defined)} ids, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
