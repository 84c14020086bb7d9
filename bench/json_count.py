#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Count what a no-op plan of a site costs in JSON texts and instructions, on the simulated account.

Texts are counted by json-count.c; instructions by callgrind, where that is installed. The counts have no
spread; instructions vary by some thousandths with the addresses.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

MARKER = "marked-value-of-a-tag"
MANIFEST = {"site": "example", "domain": "www.example.com", "region": "ca-central-1", "fallback": "spa",
            "tags": {"team": MARKER, "env": "prod"}}


class Site:
    """A site that stands on a simulated account, in a folder of its own."""

    def __init__(self, command: str, folder: str) -> None:
        self.command, self.folder = command, folder
        self.manifest = Path(folder) / "site.yaml"
        self.manifest.write_text(json.dumps(MANIFEST), encoding="utf-8")
        account = ["--adapter", f"memory={folder}/account.json"]
        self.arguments = [*account, str(self.manifest)]
        self.run(["memory", "zone", *account, "example.com"])
        self.run(["apply", "--yes", "--quiet", *self.arguments])

    def run(self, words: list[str], before: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess:
        """The command with those words, under @a before."""
        done = subprocess.run([*before, self.command, *words], cwd=self.folder, text=True, capture_output=True,
                              env={"PATH": "/usr/bin:/bin", "HOME": self.folder, "LANG": "C.UTF-8",
                                   "AWS_EC2_METADATA_DISABLED": "true", **environment}, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done


def count_texts(site: Site, library: str) -> dict[str, int]:
    done = site.run(["plan", *site.arguments], LD_PRELOAD=library, JSON_COUNT_MARKER=MARKER)
    found = re.search(r"^json: (\d+) (\d+) (\d+) (\d+)$", done.stderr, re.MULTILINE)
    assert found, done.stderr
    return dict(zip(("parses", "dumps", "tag_parses", "tag_dumps"), map(int, found.groups())))


def count_instructions(site: Site) -> int | None:
    if shutil.which("valgrind") is None:
        return None
    done = site.run(["plan", *site.arguments],
                    before=("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"))
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dxaws", required=True, help="the command")
    parser.add_argument("--library", required=True, help="json-count.so")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(os.path.abspath(options.dxaws), folder)
        counts = count_texts(site, os.path.abspath(options.library))
        counts["instructions"] = count_instructions(site)
    print("no-op plan of a site on the simulated account:",
          ", ".join(f"{name} {value}" for name, value in counts.items()))


if __name__ == "__main__":
    main()
