#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run-with-double.py FOLDER PROGRAM...: starts the AWS double that is in FOLDER, runs PROGRAM with
its URL and keys, stops it. Exit 77, which is a skip, where the double's packages are missing."""
import os
import subprocess
import sys
import tempfile

folder, *program = sys.argv[1:]
sys.path.insert(0, os.path.realpath(folder))
try:
    import moto  # noqa: F401
    from running import ACCESS_KEY, SECRET_KEY, RunningDouble
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)
with tempfile.TemporaryDirectory() as scratch:
    double = RunningDouble(scratch)
    try:
        environment = {"PATH": os.environ["PATH"], "HOME": scratch}
        sys.exit(subprocess.run([*program, double.url, ACCESS_KEY, SECRET_KEY], env=environment,
                                check=False, timeout=100).returncode)
    finally:
        double.stop()
