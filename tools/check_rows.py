"""Check that every row of the tables is exercised by a test: part of the suite `corpus` of run_tests.py.

  frontend/ir/ops.def, runtime/abi/entries.def   in the code that some program of the corpus ran (GOSUB_ROWS, tools/gosub/rows.h);
                                                 operations also in a file of testdata/ir
  frontend/types/errors.def                      the row's example (errors_test.cpp compiles each), or an ERROR comment that names
                                                 it in testdata/types, or a unit test that does
  runtime/panic/errors.def                       the text stands in what some program of testdata must print
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTDATA = ROOT / "testdata"


def read(name):
    return (ROOT / name).read_text(errors="replace")


def unused_operations(seen):
    texts = " ".join(p.read_text() for p in (TESTDATA / "ir").glob("*.ir"))
    for name, text in re.findall(r'^OP\((\w+),\s*"(\w+)"', read("frontend/ir/ops.def"), re.M):
        if f"op {name}" not in seen and not re.search(rf"(= |^  ){text}\b", texts, re.M):
            yield f"ops.def: no test has {name}"


def unused_entries(seen):
    for name in re.findall(r"^ENTRY\((\w+)", read("runtime/abi/entries.def"), re.M):
        if f"entry {name}" not in seen:
            yield f"entries.def: no test calls {name}"


def unshown_errors():
    shown = set()
    for path in (TESTDATA / "types").glob("*.go"):
        shown.update(re.findall(r'//\s*ERROR\s+([A-Za-z]\w*)\s+"', path.read_text()))
    for path in (ROOT / "frontend/types").glob("*_test.cpp"):
        shown.update(re.findall(r'"(\w+)"', path.read_text()))
    # Without a section: what only a bug of the parser could bring about.
    for code, section, example in re.findall(r'^ERROR\((\w+), (".*?"), (".*")\)$', read("frontend/types/errors.def"), re.M):
        if example == '""' and section != '""' and code not in shown:
            yield f"errors.def: nothing shows {code}"


def unraised_errors():
    expected = ""
    for path in TESTDATA.rglob("*"):
        if path.suffix == ".out" and path.is_file():
            expected += path.read_text(errors="replace")
        elif path.suffix == ".go" and path.is_file():
            found = re.findall(r"^// stderr~: (.*)$", path.read_text(errors="replace"), re.M)
            expected += "".join(re.sub(r"\\(.)", r"\1", line) + "\n" for line in found)
    for name, text in re.findall(r'^ERROR\((\w+), \w+, "(.*)"\)', read("runtime/panic/errors.def"), re.M):
        if not re.search(re.escape(text).replace("%s", ".+"), expected):
            yield f"panic/errors.def: no test expects {name}"


def problems(seen):
    """seen: lines that GOSUB_ROWS got"""
    return [*unused_operations(seen), *unused_entries(seen), *unshown_errors(), *unraised_errors()]
