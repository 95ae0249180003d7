#!/usr/bin/env python3
"""Run gosub's tests.

usage: run_tests.py [--list] [--gosub PATH] [--build DIR] [--jobs N] [--update] [--oracle=go] [--mode MODE]
                    [--sanitizer NAME] [--slow FACTOR] [SUITE | FILE.go ...]

Suites: unit (C++ unit tests), corpus (files under testdata/, and that each
row of the tables is exercised), layers (include order, invariants on pages, natives, writable globals),
library (each embedded package lowers to code that the verifiers accept), bad (bad and extreme inputs, tools/bad_inputs.py),
acceptance (testdata/acceptance), conformance (a sample of the Go distribution's tests, with canaries).
Without a name all run. A file of the corpus begins with comment lines that say what to do:

  // run [args]            run it; standard output must equal FILE.out (none: empty)
  // check [flags]         type-check it; each `// ERROR code "text"` comment names an error on its line
  // exit: N               the exit status, default 0
  // stderr~: REGEXP       must be found in standard error (multi-line mode); may be repeated
  // env: K=V ...          environment of the program
  // flags: -lang=go1.20   flags of gosub run
  // oracle: no REASON     not comparable with the installed Go
  // sanitizer: no NAME REASON   cannot be right in the build with that sanitizer (address, thread)

Tests listed in testdata/known_failures.txt (`NAME: reason`) must fail; one that passes is a failure of the list.
MODE is a stress mode of the corpus: a GODEBUG text such as gcstress=1,clobberdead=1.
FACTOR makes every time limit longer. --sanitizer says that the build has sanitizers, as those of `./dev asan` (address) and
`./dev tsan` (thread): every report of one, wherever its process's output went, is a failure.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import bad_inputs
import check_rows

ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTDATA = ROOT / "testdata"
CORPUS_DIRS = ("run", "panic", "gc", "sched", "stdlib", "types", "cli")
ERROR_RE = re.compile(r'//\s*ERROR\s+(?:([A-Za-z]\w*)\s+)?"((?:[^"\\]|\\.)*)"')


class Result:
    def __init__(self, name, ok, detail=""):
        self.name, self.ok, self.detail = name, ok, detail


def known_failures():
    table = {}
    path = TESTDATA / "known_failures.txt"
    if path.exists():
        for line in path.read_text().splitlines():
            line = line.strip()
            if line and not line.startswith("#"):
                name, _, reason = line.partition(":")
                table[name.strip()] = reason.strip()
    return table


class Header:
    """The directives in the leading comment lines of a corpus file."""

    def __init__(self, text):
        self.kind, self.args = None, []
        self.exit, self.stderr, self.env, self.flags, self.oracle = 0, [], {}, [], True
        self.not_under = set()  # sanitizers
        for line in text.splitlines():
            if line.startswith("#!"):
                continue
            if not line.startswith("//"):
                break
            body = line[2:].strip()
            word, _, rest = body.partition(" ")
            if word in ("run", "check", "build") and self.kind is None:
                self.kind, self.args = word, rest.split()
            elif word == "exit:":
                self.exit = int(rest)
            elif word == "stderr~:":
                self.stderr.append(rest)
            elif word == "env:":
                self.env.update(pair.split("=", 1) for pair in rest.split())
            elif word == "flags:":
                self.flags = rest.split()
            elif word == "oracle:" and rest.startswith("no"):
                self.oracle = False
            elif word == "sanitizer:" and rest.startswith("no "):
                self.not_under.add(rest.split()[1])


SLOWNESS = 1.0  # the factor of --slow


def run_command(command, env=None, stdin=b"", timeout=60, cwd=None):
    full = dict(os.environ)
    full.update(env or {})
    try:
        p = subprocess.run(command, input=stdin, capture_output=True, timeout=timeout * SLOWNESS, env=full, cwd=cwd)
        return p.returncode, p.stdout, p.stderr
    except subprocess.TimeoutExpired:
        return "timeout", b"", b""


def run_case(path, header, options):
    expected_file = path.with_suffix(".out")
    env = dict(header.env)
    if options.mode:
        env["GODEBUG"] = ",".join(filter(None, [env.get("GODEBUG"), options.mode]))
    if options.rows:
        env["GOSUB_ROWS"] = options.rows
    command = [options.gosub, "run", *header.flags, str(path), *header.args]
    if options.oracle:
        command = ["go", "run", str(path), *header.args]
    code, out, err = run_command(command, env, cwd=path.parent)
    if options.oracle and code == 1 and b"exit status" in err:
        code = int(re.findall(rb"exit status (\d+)", err)[-1])
    if options.update and code == header.exit:
        if out:
            expected_file.write_bytes(out)
        elif expected_file.exists():
            expected_file.unlink()
        return None
    want = expected_file.read_bytes() if expected_file.exists() else b""
    if code != header.exit:
        return f"exit status {code}, want {header.exit}\n{err.decode(errors='replace')[-1500:]}"
    if out != want:
        return f"output differs\n--- want\n{want.decode(errors='replace')[:800]}\n--- got\n{out.decode(errors='replace')[:800]}"
    for pattern in header.stderr:
        if not re.search(pattern.encode(), err, re.M):
            return f"standard error lacks /{pattern}/:\n{err.decode(errors='replace')[:1500]}"
    return None


def wanted_errors(path):
    """line -> [(code or "", text)]"""
    wanted = {}
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        for code, text in ERROR_RE.findall(line):
            wanted.setdefault(number, []).append((code, text.replace('\\"', '"')))
    return wanted


def reported_errors(output):
    """line -> [(code, first line of the message)]"""
    got = {}
    for line in output.decode(errors="replace").splitlines():
        error = json.loads(line)
        got.setdefault(error["line"], []).append((error["code"], error["message"].split("\n")[0]))
    return got


def check_case(path, header, options):
    code, out, err = run_command([options.gosub, "check", "-json", *header.args, str(path)], header.env, cwd=path.parent)
    if err:
        return err.decode(errors="replace")
    got, wanted = reported_errors(out), wanted_errors(path)
    problems = []
    for number, errors in wanted.items():
        have = list(got.get(number, []))
        for want_code, text in errors:
            hit = next((h for h in have if text in h[1] and want_code in ("", h[0])), None)
            if hit is None:
                problems.append(f"line {number}: no error {want_code} with {text!r}; got {have}")
            else:
                have.remove(hit)
    problems += [f"line {number}: unexpected {errors}" for number, errors in got.items() if number not in wanted]
    if (code != 0) != bool(wanted):
        problems.append(f"exit status {code}")
    return "\n".join(problems) or None


def corpus_files(names):
    if names:
        return [pathlib.Path(n).resolve() for n in names]
    return sorted(p for d in CORPUS_DIRS for p in (TESTDATA / d).rglob("*.go"))


def corpus(options, names=()):
    jobs = []
    for path in corpus_files(names):
        header = Header(path.read_text(errors="replace"))
        if header.kind is None or options.oracle and not header.oracle or options.sanitizer in header.not_under:
            continue
        jobs.append((path, header))

    def one(job):
        path, header = job
        problem = (check_case if header.kind == "check" else run_case)(path, header, options)
        return Result(str(path.relative_to(TESTDATA)), problem is None, problem or "")

    def all_jobs():
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            return list(pool.map(one, jobs))

    if names or options.oracle or options.update:
        return all_jobs()
    with tempfile.TemporaryDirectory() as scratch:
        options.rows = os.path.join(scratch, "rows")
        results = all_jobs()
        missing = check_rows.problems(set(pathlib.Path(options.rows).read_text().splitlines()))
    return results + [Result("rows", not missing, "\n".join(missing))]


def unit(options):
    command = ["meson", "test", "-C", options.build, "--no-rebuild", "--print-errorlogs", "-t", str(SLOWNESS)]
    code, out, err = run_command(command, timeout=1500)
    text = (out + err).decode(errors="replace")
    results = []
    for m in re.finditer(r"^\s*\d+/\d+\s+(\S+(?: \S+)*)\s+(OK|FAIL|TIMEOUT|ERROR|SKIP|EXPECTEDFAIL)\b", text, re.M):
        results.append(Result("unit/" + m.group(1).strip(), m.group(2) in ("OK", "SKIP"), text[-3000:]))
    if code != 0 and all(r.ok for r in results):
        results.append(Result("unit", False, text[-3000:]))
    return results


def layers(options):
    def check(name, *args):
        code, out, err = run_command([sys.executable, str(ROOT / "tools" / name), *args])
        return Result(name, code == 0, (out + err).decode())

    return [check("check_layers.py"), check("check_invariants.py"), check("check_natives.py"), check("check_globals.py", options.gosub)]


def bad(options):
    bad_inputs.slow_down(options.slow)
    return [Result("bad/" + name, problem is None, problem or "") for name, problem in bad_inputs.run(options.gosub)]


def library(options):
    """Every function of every embedded package lowers to code that the verifiers accept, alone and after each pass."""
    root = ROOT / "stdlib"
    packages = sorted({str(f.parent.relative_to(root)) for f in root.rglob("*.go")})

    def one(package):
        status, out, err = run_command([options.gosub, "compile", "-verify", package], timeout=60)
        return Result("library/" + package, status == 0, (out + err).decode(errors="replace"))

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        return list(pool.map(one, packages))


def runner_report(name, command, pattern, minimum):
    """Run one of the larger runners and compare its pass count with the recorded floor."""
    code, out, err = run_command(command, timeout=2400, cwd=ROOT)
    text = (out + err).decode(errors="replace")
    m = re.search(pattern, text)
    passed = int(m.group(1)) if m else -1
    return [Result(f"{name} (at least {minimum} pass: {passed})", passed >= minimum, text[-3000:])]


def floors():
    table = {}
    path = TESTDATA / "floors.txt"
    if path.exists():
        for line in path.read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                name, value = line.split()
                table[name] = int(value)
    return table


def acceptance(options):
    minimum = floors().get("acceptance", 0)
    command = [sys.executable, str(TESTDATA / "acceptance/accept.py"), "--impl",
               f"gosub={options.gosub} run {{file}} {{args}}", "-j", str(options.jobs)]
    return runner_report("acceptance", command, r"(\d+) passed", minimum)


def conformance(options):
    """A fixed sample of the tree (the held part under a salt), so that the whole run stays short."""
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        report = os.path.join(scratch, "report.json")
        command = [sys.executable, str(ROOT / "tools/conformance/conformance.py"),
                   "--impl", f"gosub={options.gosub} run -lang=go1.19 {{file}} {{args}}",
                   "--check", f"{options.gosub} check -lang=go1.19 {{flags}} {{files}}",
                   "--compile", f"{options.gosub} compile -lang=go1.19 {{flags}} {{files}}",
                   "--jobs", str(options.jobs), "--timeout", "20", "--json", report, "--filter", "^(chan|interface|ken|typeparam)/"]
        code, out, err = run_command(command, timeout=2400, cwd=ROOT)
        if not os.path.exists(report):
            return [Result("conformance", False, (out + err).decode(errors="replace")[-2000:])]
        tests = json.load(open(report))["tests"]
        passed = sum(1 for t in tests.values() if t["status"] == "pass")
        minimum = floors().get("conformance", 0)
        results.append(Result(f"conformance sample (at least {minimum} pass: {passed} of {len(tests)})", passed >= minimum,
                              (out + err).decode(errors="replace")[-3000:]))
    return results


def watch_sanitizers(folder):
    """Let the sanitizers of all processes to come write their reports into the folder, which is emptied."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    common = f"exitcode=86:log_path={folder}/report:handle_abort=0"
    more = {"ASAN": "detect_leaks=1:detect_stack_use_after_return=0:allocator_may_return_null=1",
            "UBSAN": "print_stacktrace=1:halt_on_error=1", "TSAN": "halt_on_error=0"}
    for name, text in more.items():
        given = os.environ.get(name + "_OPTIONS")
        os.environ[name + "_OPTIONS"] = ":".join(filter(None, [common, text, given]))


def sanitizer_reports(folder):
    """The reports that watch_sanitizers made visible, one result for each; mere remarks have no summary."""
    texts = {path.name: path.read_text(errors="replace") for path in sorted(folder.iterdir())}
    return [Result(name, False, text[:6000]) for name, text in texts.items() if "\nSUMMARY: " in text]


SUITES = {"layers": layers, "unit": unit, "corpus": corpus, "library": library, "bad": bad, "acceptance": acceptance, "conformance": conformance}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--build", default=str(ROOT / "build"))
    parser.add_argument("--gosub", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--oracle", choices=["go"])
    parser.add_argument("--mode", default="")
    parser.add_argument("--sanitizer", choices=["address", "thread"])
    parser.add_argument("--slow", type=float, default=1.0)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    global SLOWNESS
    SLOWNESS = options.slow
    options.rows = ""
    options.gosub = os.path.abspath(options.gosub or os.path.join(options.build, "gosub"))
    if options.list:
        print("\n".join(SUITES))
        return 0
    files = [n for n in options.names if n not in SUITES]
    known = known_failures()
    passed = failed = expected = 0
    todo = [n for n in options.names if n in SUITES] or ([] if files else list(SUITES))
    batches = [(n, SUITES[n]) for n in todo] + ([("files", lambda o: corpus(o, files))] if files else [])
    if options.sanitizer:
        folder = pathlib.Path(options.build).resolve() / "reports"
        watch_sanitizers(folder)
        batches.append(("reports", lambda o: sanitizer_reports(folder)))
    for name, suite in batches:
        start = time.time()
        results = suite(options)
        for r in results:
            ok = r.ok
            if r.name in known:
                ok, expected = not r.ok, expected + (not r.ok)
                if not ok:
                    r.detail = "listed in known_failures.txt but passes: remove it from the list"
            passed, failed = passed + ok, failed + (not ok)
            if not ok:
                print(f"FAIL {r.name}\n{r.detail}\n")
        print(f"{name}: {len(results)} tests, {time.time() - start:.0f} s", flush=True)
    if expected:
        print(f"(known failures: {expected})")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
