#!/usr/bin/env python3
"""Collect the embedded library for the build.

usage: embed_stdlib.py STDLIB_DIR OUT_TABLES OUT_ASSEMBLY OUT_BLOB DEPFILE

Writes one blob with the text of every Go file (without tests), an assembly file that includes it, and X-macro tables
of packages, files and native tables. A package's files are those in stdlib/<import path>/*.go.
"""

import os
import sys


def packages(root):
    found = []
    for folder, dirs, files in os.walk(root):
        dirs.sort()
        go = sorted(f for f in files if f.endswith(".go") and not f.endswith("_test.go"))
        path = os.path.relpath(folder, root).replace(os.sep, "/")
        if go or "natives.def" in files:
            found.append((path, folder, go, "natives.def" in files))
    return sorted(found, key=lambda p: p[0].encode())


def main():
    root, tables, assembly, blob, depfile = sys.argv[1:]
    rows, files, natives, deps = [], [], [], []
    text = bytearray()
    for path, folder, names, has_natives in packages(root):
        if names:
            rows.append(f'PACKAGE("{path}", {len(files)}, {len(names)})')
        for name in names:
            full = os.path.join(folder, name)
            deps.append(full)
            data = open(full, "rb").read()
            files.append(f'FILE_TEXT("{name}", {len(text)}, {len(data)})')
            text += data + b"\0"
        if has_natives:
            natives.append(f"PACKAGE_NATIVES({path.replace('/', '_')})")
        deps.append(folder)
    with open(tables, "w") as out:
        out.write("// Made by tools/embed_stdlib.py; do not edit.\n")
        out.write("\n".join(rows + files + natives) + "\n")
    with open(blob, "wb") as out:
        out.write(text)
    with open(assembly, "w") as out:
        out.write('.section .rodata\n.globl gosub_stdlib_text\n.balign 16\ngosub_stdlib_text:\n'
                  f'.incbin "{os.path.abspath(blob)}"\n.byte 0\n.section .note.GNU-stack,"",@progbits\n')
    with open(depfile, "w") as out:
        out.write(f"{tables}: " + " ".join(deps) + "\n")


main()
