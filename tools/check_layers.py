#!/usr/bin/env python3
"""Check every #include "folder/..." against the partial order of docs/layers.txt."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#include "([^"]+)"', re.M)


def read_order():
    below = {}
    for line in (ROOT / "docs/layers.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        low, high = line.split("<")
        below.setdefault(high.strip(), set()).update(x.strip() for x in low.split(","))
    return below


def closure(below, layer, seen=None):
    seen = seen if seen is not None else {layer}
    for b in below.get(layer, ()):
        if b not in seen:
            seen.add(b)
            closure(below, b, seen)
    return seen


def layer_of(path, layers):
    best = ""
    for layer in layers:
        if (path + "/").startswith(layer + "/") and len(layer) > len(best):
            best = layer
    return best


def main():
    below = read_order()
    layers = set(below) | {b for s in below.values() for b in s}
    allowed = {layer: closure(below, layer) for layer in layers}
    bad = 0
    for layer in sorted(layers):
        for file in sorted((ROOT / layer).rglob("*")):
            if file.suffix not in (".h", ".cpp", ".def", ".inc"):
                continue
            name = file.relative_to(ROOT).as_posix()
            own = layer_of(name, layers)
            if own != layer:
                continue
            for target in INCLUDE.findall(file.read_text(errors="replace")):
                to = layer_of(target, layers)
                if to and to not in allowed[own]:
                    print(f"{name}: {own} may not include {target} ({to})")
                    bad += 1
    print(f"layers: {bad} violations")
    return 1 if bad else 0


sys.exit(main())
