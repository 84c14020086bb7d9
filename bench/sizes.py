#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the libraries of a build are: stripped bytes, and symbols that they export."""
from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from pathlib import Path


def exported(library: Path) -> int:
    """How many symbols there are for others to link; the nodes of the map are none."""
    listed = subprocess.run(["nm", "-D", "--defined-only", str(library)], check=True, capture_output=True, text=True)
    return sum(line.split()[1] != "A" for line in listed.stdout.splitlines())


def stripped(library: Path) -> int:
    """Its bytes as a distribution has it."""
    with tempfile.NamedTemporaryFile() as copy:
        subprocess.run(["strip", "--strip-unneeded", "-o", copy.name, str(library)], check=True)
        return Path(copy.name).stat().st_size


def rows(build: str) -> list[list[str]]:
    """Of each library: name, size, symbols."""
    libraries = sorted(path for path in Path(build).rglob("libdxaws-*.so.*")
                       if re.search(r"\.so\.\d+\.\d+\.\d+$", path.name) and path.is_file() and not path.is_symlink())
    return [[library.name, f"{stripped(library) / 1000:.1f} KB", str(exported(library))] for library in libraries]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", help="a build folder")
    found = rows(parser.parse_args().build)
    if not found:
        raise SystemExit("sizes: there is no library of ours in that folder")
    for name, size, symbols in found:
        print(f"{name:32}{size:>10}{symbols:>6} symbols")


if __name__ == "__main__":
    main()
