#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tally.py KIND FILE...: add up results, one line `PASSED FAILED SKIPPED`, then one line per failed or
skipped test: `failed NAME` or `skipped NAME: reason`.

KIND is meson (testlog.json: one line per test), junit (pytest's --junit-xml) or lines ("ok NAME",
"skip NAME: reason", "FAIL NAME" as scripts/lint prints them). `tally.py left-out FILE` prints the names in
standard input, which is of `meson test --list`, that are not in that testlog.json; `tally.py evidence
FILE...` the end of what each failed test in those testlog.json said, or a sanitizer's first report.
"""
import json
import re
import sys
from xml.etree import ElementTree

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
STATES = {"OK": PASSED, "EXPECTEDFAIL": PASSED, "SKIP": SKIPPED}  # all others are failures
EVIDENCE_LINES = 30
# Where a sanitizer says what is wrong and where; what follows are its tables.
REPORT = re.compile(r"ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|: runtime error: ")


def meson(path):
    """A meson test is one result, whatever it holds."""
    for line in open(path, encoding="utf-8"):
        test = json.loads(line)
        said = re.search(r"SKIP: *(.*)", test.get("stdout", "") or "")
        yield test["name"], STATES.get(test["result"], FAILED), said.group(1) if said else "no reason given"


def junit(path):
    """A pytest test is one result; an error in a fixture is a failure."""
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            yield name, FAILED, ""
        elif skipped is not None:
            yield name, SKIPPED, skipped.get("message", "")
        else:
            yield name, PASSED, ""


def lines(path):
    """A line is one result; anything else is evidence."""
    for line in open(path, encoding="utf-8"):
        found = re.match(r"(ok|skip|FAIL) (\S+?)(?:: (.*))?$", line.rstrip("\n"))
        if found:
            yield found.group(2), {"ok": PASSED, "skip": SKIPPED, "FAIL": FAILED}[found.group(1)], found.group(3)
        elif line.startswith("FAIL "):
            yield line[5:].strip(), FAILED, ""


def left_out(path):
    """Print the listed tests without a result."""
    ran = {name for name, _, _ in meson(path)}
    for name in sys.stdin.read().splitlines():
        if " / " in name and name not in ran:
            print(name)


def evidence(path):
    """Print the end of what the failed tests said, or what a sanitizer found first."""
    for line in open(path, encoding="utf-8"):
        test = json.loads(line)
        if test["result"] in STATES:
            continue
        said = [row for stream in ("stdout", "stderr") for row in (test.get(stream) or "").splitlines()]
        report = next((at for at, row in enumerate(said) if REPORT.search(row)), None)
        first = max(0, len(said) - EVIDENCE_LINES) if report is None else report
        print(f"--- {test['name']}: {test['result']}, status {test['returncode']}, {test['duration']:.1f} s; "
              f"{'the end of its output' if report is None else 'the first report in its output'}:")
        print("\n".join(said[first:first + EVIDENCE_LINES] or ["(nothing)"]))


def main():
    """Read all files, print the sums and what did not pass."""
    if sys.argv[1] == "left-out":
        left_out(sys.argv[2])
        return
    if sys.argv[1] == "evidence":
        for path in sys.argv[2:]:
            evidence(path)
        return
    results = [result for path in sys.argv[2:] for result in globals()[sys.argv[1]](path)]
    print(*(sum(1 for _, state, _ in results if state == wanted) for wanted in (PASSED, FAILED, SKIPPED)))
    for name, state, reason in results:
        if state == FAILED:
            print(f"failed {name}")
        elif state == SKIPPED:
            print(f"skipped {name}: {reason}")


if __name__ == "__main__":
    main()
