#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Count what 10, 500 and 10,000 record sets of one zone take: requests on the AWS double, and instructions.

Requests are those of the first run, of one that finds nothing to do, and of one that finds one value changed;
looks of waits aside.  Instructions are those of a plan without anything to do, all of the command included, counted
by callgrind where that is installed; a plan of nothing says how many of them are not the record sets'.
"""
from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import ROOT, Program, good, run, table

sys.path.insert(0, str(ROOT / "tests" / "aws"))

from running import RunningDouble  # noqa: E402
from steps import change, make_zone, record  # noqa: E402

COUNTS = (10, 500, 10_000)


def write(folder: str, count: int) -> str:
    """A document of so many record sets."""
    path = Path(folder) / f"{count}.json"
    path.write_text(json.dumps({"name": "zone", "records": [
        {"name": f"h{i:05}.example.com", "type": "A", "ttl_s": 300, "values": ["192.0.2.1"]} for i in range(count)]}))
    return str(path)


def requests(records: list[dict[str, Any]]) -> str:
    """How many, writes apart."""
    counted = [r for r in records if r["action"] != "GetChange"]
    writes = sum(r["action"] == "ChangeResourceRecordSets" for r in counted)
    return f"{len(counted)} / {writes}"


def instructions(double: RunningDouble, program: Program, folder: str, file: str) -> int:
    """What a plan takes; 0 without callgrind."""
    if shutil.which("valgrind") is None:
        return 0
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *program.apply, "plan", file]
    done = run(double, program, command, folder)
    found = re.search(r"Collected : (\d+)", done.output)
    if not found:
        sys.exit(f"bench: {' '.join(command)}:\n{done.output[-2000:]}")
    return int(found[1])


def measure(double: RunningDouble, program: Program, folder: str, count: int) -> list[str]:
    """A row of the table."""
    double.reset()
    zone, file = make_zone(double, "example.com"), write(folder, count)
    apply = [*program.apply, "apply", file, "--yes"]
    first = good(run(double, program, apply, folder), f"{count} record sets")
    noop = good(run(double, program, apply, folder), f"{count} record sets again")
    counted = instructions(double, program, folder, file)
    change(double, zone, ("UPSERT", record("h00005.example.com", "A", "192.0.2.9")))
    once = good(run(double, program, apply, folder), f"{count} record sets, one changed")
    return [f"{count}", requests(first.records), requests(noop.records), requests(once.records),
            f"{counted / 1e6:.1f} M", f"{noop.rss:.1f} MiB"]


def main() -> int:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dxaws", required=True, help="the command")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="bench.")
    double = RunningDouble(folder)
    program = Program("dxaws", [options.dxaws, "--adapter", "aws", "--endpoint-url", double.url, "dns"])
    try:
        rows = [measure(double, program, folder, count) for count in COUNTS]
        table("Requests / writes by number of record sets of one zone",
              ["", "first", "no-op", "one changed", "no-op plan, instructions", "peak RSS"], rows)
    finally:
        double.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
