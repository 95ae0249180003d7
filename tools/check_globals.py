#!/usr/bin/env python3
"""Check the writable globals of our own in the program against docs/globals.txt.

usage: check_globals.py [PROGRAM]

Nothing is global but what the operating system makes so: an instance owns its state, and a process can hold many. A line of
docs/globals.txt is `name: reason`, the name as C++ shows it; one that the program has no longer is wrong, too.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WRITABLE = (".data", ".bss", ".tdata", ".tbss")


def lines(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout.splitlines()


def writable_sections(program):
    found = set()
    for line in lines("readelf", "-SW", program):
        m = re.match(r"\s*\[\s*(\d+)\] (\S+)", line)
        if m and m.group(2) in WRITABLE:
            found.add(m.group(1))
    return found


def globals_of(program):
    sections, names = writable_sections(program), []
    for line in lines("readelf", "-sW", program):
        fields = line.split()
        if len(fields) >= 8 and fields[3] in ("OBJECT", "TLS") and fields[6] in sections and "5gosub" in fields[7]:
            names.append(re.sub(r"\.\d+$", "", fields[7]))  # a suffix that the linker's optimisation adds
    shown = lines("c++filt", input="\n".join(names))
    return {s.replace("(anonymous namespace)::", "") for s in shown if not s.startswith("guard variable for ")}


def allowed():
    table = {}
    for line in (ROOT / "docs/globals.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, reason = line.partition(": ")
            table[name] = reason
    return table


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "build/gosub")
    have, want = globals_of(program), allowed()
    problems = [f"writable global {n} is not in docs/globals.txt" for n in sorted(have - set(want))]
    problems += [f"docs/globals.txt: the program has no {n}" for n in sorted(set(want) - have)]
    print("\n".join(problems + [f"globals: {len(have)}, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
