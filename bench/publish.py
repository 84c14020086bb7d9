#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Publish a folder with dxaws and with the tools that copy one to S3, to the same AWS double; scripts/bench starts it.

First all of it, then with nothing changed, then with ten files changed. The double takes most of the time that
passes; what a tool costs is its processor time.
"""
from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "aws"))

import log  # noqa: E402
from bench import table  # noqa: E402  (beside this file)
from running import ACCESS_KEY, SECRET_KEY, RunningDouble  # noqa: E402

BUCKET, REGION = "dxaws-bench", "eu-west-1"
CHANGED = 10
RUN_SECONDS = 600


@dataclass
class Tool:
    """How a tool publishes SITE; "" where it is not installed."""

    name: str
    program: str
    arguments: list[str]


def write_site(folder: Path, files: int) -> None:
    """Pages and assets, of 1 to 16 KB, a hundred to a folder; the same each time."""
    numbers = random.Random(files)
    for i in range(files):
        path = folder / f"d{i // 100}" / (f"page-{i}.html" if i % 4 else f"app.{numbers.getrandbits(32):08x}.js")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(numbers.randbytes(numbers.randrange(512, 8192)).hex().encode())


def change_site(folder: Path) -> None:
    """Other bytes, as many as before, in some pages."""
    for path in sorted(folder.rglob("*.html"))[:CHANGED]:
        path.write_bytes(path.read_bytes()[::-1])


def find(name: str, folders: list[Path]) -> str:
    """Where a tool is installed."""
    beside = next((str(folder / name) for folder in folders if (folder / name).exists()), None)
    return beside or shutil.which(name) or ""


def tools(options: argparse.Namespace, url: str, folder: Path) -> list[Tool]:
    """All that are compared. Each compares bytes, but those that cannot: sizes and times."""
    folders = [Path(options.tools)] if options.tools else []
    folders.append(ROOT / ".venv-bench" / "bin")
    site, bucket, port = str(folder / "site"), f"s3://{BUCKET}/", url.rpartition("/")[2]
    document = folder / "content.json"
    document.write_text(json.dumps({"bucket": BUCKET, "region": REGION, "source": site}), encoding="utf-8")
    keys = [f"--access_key={ACCESS_KEY}", f"--secret_key={SECRET_KEY}"]
    there = f":s3,provider=Other,env_auth=true,no_check_bucket=true,region={REGION},endpoint='{url}':{BUCKET}"
    return [
        Tool("dxaws", options.dxaws,
             ["content", "apply", str(document), "--adapter", "aws", "--endpoint-url", url, "--yes"]),
        Tool("aws s3 sync", find("aws", folders),
             ["s3", "sync", site, bucket, "--endpoint-url", url, "--only-show-errors"]),
        Tool("s5cmd sync", find("s5cmd", folders),
             ["--endpoint-url", url, "--log", "error", "sync", site + "/", bucket]),
        Tool("s3cmd sync", find("s3cmd", folders),
             ["sync", "--quiet", "--no-preserve", "--no-ssl", f"--host={port}", f"--host-bucket={port}",
              f"--region={REGION}", *keys, site + "/", bucket]),
        Tool("rclone sync", find("rclone", folders), ["sync", "--checksum", "--fast-list", site, there]),
    ]


def run(double: RunningDouble, tool: Tool, folder: Path) -> list[str]:
    """Requests, writes and rounds; seconds, processor seconds, MiB."""
    mark, figures = double.mark(), folder / "figures"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8", "AWS_ACCESS_KEY_ID": ACCESS_KEY,
                   "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION,
                   "AWS_EC2_METADATA_DISABLED": "true"}
    begin = time.monotonic()
    done = subprocess.run(["/usr/bin/time", "-f", "%M %U %S", "-o", str(figures), tool.program, *tool.arguments],
                          env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=RUN_SECONDS, check=False)
    seconds = time.monotonic() - begin
    if done.returncode != 0:
        return [f"ended with {done.returncode}: {(done.stdout + done.stderr).strip()[-60:]!r}", "", "", ""]
    memory, user, system = figures.read_text(encoding="utf-8").split()[-3:]
    records = double.requests(mark)
    return [f"{log.count(records)} / {log.writes(records)} / {log.rounds(records)}", f"{seconds:.1f} s",
            f"{float(user) + float(system):.2f} s", f"{int(memory) / 1024:.1f} MiB"]


def measure(double: RunningDouble, tool: Tool, folder: Path, files: int) -> list[list[str]]:
    """A row for each of the three runs, on an empty bucket."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    write_site(site, files)
    double.reset()
    double.client("s3", REGION).create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    rows = []
    for what in ("first", "nothing changed", f"{CHANGED} changed"):
        if what.endswith(" changed") and what[0].isdigit():
            change_site(site)
        time.sleep(1.1)  # those who compare times see whole seconds
        rows.append([f"{tool.name}, {what}", *run(double, tool, folder)])
    return rows


def main() -> int:
    """All tools on sites of some sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dxaws", required=True, help="the command")
    parser.add_argument("--tools", default="", help="a folder with tools besides those that PATH has")
    parser.add_argument("--files", type=int, nargs="+", default=[300, 3500], help="how many (%(default)s)")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench."))
    double = RunningDouble(str(folder))
    try:
        for files in options.files:
            rows: list[list[str]] = []
            for tool in tools(options, double.url, folder):
                missing = [[tool.name, "not installed", "", "", ""]]
                rows += measure(double, tool, folder, files) if tool.program else missing
            table(f"{files} files", ["", "requests / writes / rounds", "time", "processor", "peak RSS"], rows)
    finally:
        double.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
