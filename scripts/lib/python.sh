# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Which Python runs the tests. Source it; ROOT must be the top of the repository.

# True when the interpreter $1 can run the AWS double and pytest. They are looked up, not loaded, which
# takes a second.
python_will_do() {
    "$1" -c '
import sys
from importlib.metadata import version
for package in ("boto3", "flask", "pytest", "pytest-xdist", "werkzeug"):
    version(package)
sys.exit(0 if tuple(int(part) for part in version("moto").split(".")[:3]) >= (5, 2, 1) else 1)' >/dev/null 2>&1
}

# Print the interpreter for the tests: the one of .venv, else the first python3 on PATH that will do.
# Prints nothing and fails when there is none.
test_python() {
    python_path=${ROOT:?}/.venv/bin:$PATH
    while [ -n "$python_path" ]; do
        python_folder=${python_path%%:*}
        case $python_path in
            *:*) python_path=${python_path#*:} ;;
            *) python_path= ;;
        esac
        if [ -x "$python_folder/python3" ] && python_will_do "$python_folder/python3"; then
            printf '%s\n' "$python_folder/python3"
            return 0
        fi
    done
    return 1
}
