#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Four times as many record sets take less than five times the instructions: growth.py PROGRAM WORK COUNT.

Counted by callgrind and not timed, so that a slow machine decides nothing."""
import os
import re
import shutil
import subprocess
import sys
import tempfile


def instructions(command, count):
    """What a run takes."""
    with tempfile.TemporaryDirectory() as folder:
        counted = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *command, str(count)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
            env={k: v for k, v in os.environ.items() if k != "MALLOC_PERTURB_"})
    found = re.search(r"Collected : (\d+)", counted.stderr)
    if counted.returncode != 0 or not found:
        sys.exit(counted.stderr)
    return int(found[1])


def main():
    program, work, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if shutil.which("valgrind") is None:
        print("no valgrind")
        sys.exit(77)
    none, some, more = (instructions([program, work], n) for n in (0, count, 4 * count))
    ratio = (more - none) / (some - none)
    print(f"{work}: {count}: {some - none}, {4 * count}: {more - none}, {ratio:.2f} times")
    sys.exit(0 if ratio < 5 else f"{work}: grows faster than the record sets do")


main()
