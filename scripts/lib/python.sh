# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Which Python runs the tests. Source it; ROOT must be the top of the repository.

# True when the interpreter $1 can run the AWS double.
python_has_moto() {
    "$1" -c '
import sys
import boto3, werkzeug
from moto import __version__
version = tuple(int(part) for part in __version__.split(".")[:3])
sys.exit(0 if version >= (5, 2, 1) else 1)' >/dev/null 2>&1
}

# True when the interpreter $1 has pytest too.
python_has_pytest() {
    "$1" -c 'import pytest' >/dev/null 2>&1
}

# Print the interpreter for the tests: the one of .venv, else the first python3 on PATH that will do.
# Prints nothing and fails when there is none.
test_python() {
    for candidate in "${ROOT:?}/.venv/bin/python3" $(which -a python3 2>/dev/null); do
        if [ -x "$candidate" ] && python_has_moto "$candidate" && python_has_pytest "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}
