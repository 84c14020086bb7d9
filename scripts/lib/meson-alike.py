#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Check that the modules' meson.build differ only where modules differ: meson-alike.py FILE...

A module builds alone, so that its file cannot include what all of them say. What they say is in the first
library of the list that is a primitive; whatever else differs than sources, dependencies, headers and
descriptions is printed.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path

MODEL = "dxaws-s3"
# What a module has of its own: calls with all their lines, and single lines.
OWN_CALLS = r"(?:sources|base_sources) = files\(|install_headers\(|deps = \[|declare_dependency\(|dependency\("
OWN_LINES = r"\s*(?:description:|requires:|'dxaws-\w+ >=|#|subdir\(|module_deps|foreach |endforeach|\w+_dep = )"
# The core is what the others build on, and programs are no libraries: what they need not have, or have besides.
PARTS = {"dxaws-core": ("project(", "version_parts", "soversion = ", "pkg = ", "cc = ", "map = ", "c_args", "relr = ",
                       "link_args = "),
         "dxaws-cli": ("project(", "cc = "), "dxaws-lambda": ("project(", "cc = ")}


def statements(path: Path) -> list[str]:
    """The file's statements, a call being one whatever its lines; comments and what is a module's own left out."""
    name = path.parent.name.removeprefix("dxaws-")
    text = path.read_text(encoding="utf-8").replace(f"dxaws-{name}", "dxaws-NAME").replace(f"dxaws_{name}", "dxaws_NAME")
    found, open_brackets, statement = [], 0, ""
    for line in text.splitlines():
        if open_brackets == 0 and (not line.strip() or line.lstrip().startswith("#")):
            continue
        statement += (" " if statement else "") + line.split(" # ")[0].strip()
        open_brackets += sum(line.count(c) for c in "([{") - sum(line.count(c) for c in ")]}")
        if open_brackets == 0:
            found.append(statement)
            statement = ""
    return found


def comparable(path: Path) -> list[str]:
    kept = []
    for statement in statements(path):
        if re.match(OWN_CALLS, statement) or re.match(OWN_LINES, statement):
            continue
        statement = re.sub(r"description: '[^']*',|requires: \[[^\]]*\],?", "", statement)
        kept.append(re.sub(r"\s+", " ", statement))
    return kept


def main() -> int:
    files = [Path(name) for name in sys.argv[1:]]
    model = comparable(next(path for path in files if path.parent.name == MODEL))
    wrong = 0
    for path in files:
        own = comparable(path)
        parts = PARTS.get(path.parent.name)
        wanted = [line for line in model if parts is None or line.startswith(parts)]
        given = [line for line in own if parts is None or line.startswith(parts)]
        for line in wanted:
            if line not in given:
                print(f"{path}: lacks: {line[:160]}")
                wrong = 1
        for line in given:
            if line not in wanted:
                print(f"{path}: has besides: {line[:160]}")
                wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
