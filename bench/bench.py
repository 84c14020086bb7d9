#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measure dxaws beside its peers on the AWS double; scripts/bench builds and starts it.

Every figure is the median of several runs with the least and the greatest.  Rounds are the longest chain of
requests that waited for each other: what latency multiplies.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "aws"))

import log  # noqa: E402
import sizes  # noqa: E402  (beside this file)
from running import ACCESS_KEY, SECRET_KEY, RunningDouble  # noqa: E402
from steps import issue_certificate, make_zone  # noqa: E402

DOMAIN, ZONE, SITE = "www.example.com", "example.com", "example"
LATENCIES = (0, 40)
PEERS = ROOT / "bench" / "peers"
RUN_SECONDS = 300


@dataclass
class Run:
    """One run of a program."""

    rc: int
    seconds: float
    rss: float  # MiB
    records: list[log.Record]
    output: str


@dataclass
class Program:
    """What is measured: its commands, and what must be there before the first."""

    name: str
    apply: list[str]
    destroy: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    needs_certificate: bool = True


def run(double: RunningDouble, program: Program, command: list[str], folder: str) -> Run:
    """Run a command in a clean environment; GNU time, small itself, tells its peak memory."""
    mark, memory = double.mark(), Path(folder) / "memory"
    environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8", "ENDPOINT": double.url,
                   "AWS_ENDPOINT_URL": double.url, "AWS_ACCESS_KEY_ID": ACCESS_KEY,
                   "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": "us-east-1",
                   "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
                   **program.environment}
    if os.environ.get("LD_LIBRARY_PATH"):
        environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    begin = time.monotonic()
    done = subprocess.run(["/usr/bin/time", "-f", "%M", "-o", str(memory), *command], env=environment,
                          cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=RUN_SECONDS, check=False)
    seconds = time.monotonic() - begin
    peak = int(memory.read_text().split()[-1]) / 1024
    return Run(done.returncode, seconds, peak, double.requests(mark), done.stdout + done.stderr)


def spread(values: list[float], unit: str, digits: int = 0) -> str:
    """median (least..greatest)."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f}..{high:.{digits}f}) {unit}"


def table(title: str, header: list[str], rows: list[list[str]]) -> None:
    """A table in columns."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    print(f"\n{title}\n")
    for row in (header, ["-" * width for width in widths], *rows):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def good(result: Run, what: str) -> Run:
    """The run, or an end with its output."""
    if result.rc != 0:
        sys.exit(f"bench: {what} ended with {result.rc}:\n{result.output[-3000:]}")
    return result


class Bench:
    """The measurements, in order."""

    def __init__(self, options: argparse.Namespace, double: RunningDouble, folder: str) -> None:
        self.options, self.double, self.folder = options, double, folder
        self.noop: dict[str, dict[int, list[Run]]] = {}

    def prepare(self, program: Program) -> None:
        """An account with the zone, and the certificate for those that do not request one."""
        self.double.reset()
        zone = make_zone(self.double, ZONE)
        if program.needs_certificate:
            program.environment["CERTIFICATE"] = issue_certificate(self.double, zone, DOMAIN)

    def measure(self, program: Program) -> list[str]:
        """Create, no-op at each latency, destroy; a row of the request table."""
        creates, destroys = [], []
        for _ in range(self.options.creates):
            self.prepare(program)
            creates.append(good(run(self.double, program, program.apply, self.folder), f"{program.name} create"))
            if program.destroy:
                destroys.append(good(run(self.double, program, program.destroy, self.folder),
                                     f"{program.name} destroy"))
        self.prepare(program)
        good(run(self.double, program, program.apply, self.folder), f"{program.name} create")
        time.sleep(self.double.delays["deploy"] + 0.5)
        self.noop[program.name] = {}
        for latency in LATENCIES:
            self.double.latency(latency)
            self.noop[program.name][latency] = [
                good(run(self.double, program, program.apply, self.folder), f"{program.name} no-op")
                for _ in range(self.options.runs)]
        self.double.latency(0)
        slow = self.noop[program.name][LATENCIES[-1]]
        return [program.name, self._figures(creates), self._figures(slow), self._figures(destroys)]

    def _figures(self, runs: list[Run]) -> str:
        if not runs:
            return "-"
        middle = sorted(runs, key=lambda r: log.count(r.records))[len(runs) // 2].records
        return f"{log.count(middle)} / {log.writes(middle)} / {log.rounds(middle)}"

    def times(self) -> list[list[str]]:
        """The rows of the table of no-op times and memory, with ratios to the first program."""
        first = next(iter(self.noop))
        rows = []
        for name, by_latency in self.noop.items():
            row = [name]
            for latency in LATENCIES:
                mine = [r.seconds * 1000 for r in by_latency[latency]]
                base = statistics.median(r.seconds * 1000 for r in self.noop[first][latency])
                row += [spread(mine, "ms"), f"{statistics.median(mine) / base:.1f}x"]
            memory = [r.rss for r in by_latency[0]]
            base = statistics.median(r.rss for r in self.noop[first][0])
            rows.append(row + [spread(memory, "MiB", 1), f"{statistics.median(memory) / base:.1f}x"])
        return rows


def start_up(binary: str, folder: str, times: int) -> list[list[str]]:
    """The rows of the table of start-up time and memory."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": folder}
    if os.environ.get("LD_LIBRARY_PATH"):
        environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    memory, spans, peaks = Path(folder) / "memory", [], []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run([binary, "--version"], env=environment, stdout=subprocess.DEVNULL, check=True)
        spans.append((time.perf_counter() - begin) * 1000)
        subprocess.run(["/usr/bin/time", "-f", "%M", "-o", str(memory), binary, "--version"], env=environment,
                       stdout=subprocess.DEVNULL, check=True)
        peaks.append(int(memory.read_text()) / 1024)
    return [["dxaws --version", spread(spans, "ms", 1), spread(peaks, "MiB", 1)]]


def find_peers(folder: str) -> list[Program | str]:
    """The peers that are installed; for each that is not, a line that says so."""
    peers: list[Program | str] = [
        Program("boto3 script", [sys.executable, str(PEERS / "boto3_peer.py")])]
    inside = ROOT / ".venv-bench" / "bin"
    aws = next((str(p) for p in (inside / "aws", Path("/usr/bin/aws")) if p.exists()), "")
    if aws:
        peers.append(Program("aws CLI script", [str(PEERS / "awscli.sh")],
                             environment={"AWS": aws, "AWS_PAGER": ""}))
    else:
        peers.append("aws CLI: not installed (scripts/bench --with-peers installs it)")
    ansible = next((p for p in (inside / "ansible-playbook", Path("/usr/bin/ansible-playbook")) if p.exists()),
                   None)
    if ansible:
        python = inside / "python3" if ansible.parent == inside else Path("/usr/bin/python3")
        peers.append(Program("ansible", [str(ansible), str(PEERS / "ansible.yml")], environment={
            "PYTHON": str(python), "ANSIBLE_LOCALHOST_WARNING": "False", "ANSIBLE_LOCAL_TEMP": folder,
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "False", "ANSIBLE_REMOTE_TEMP": folder}))
    else:
        peers.append("ansible: not installed (scripts/bench --with-peers installs it)")
    return peers


def write_site(folder: str) -> str:
    """The manifest that asks for what the peers do, and more: certificate, bucket policy, its own tags."""
    site = Path(folder) / "site.yaml"
    site.write_text(json.dumps({"dxaws": 1, "site": SITE, "domain": DOMAIN, "fallback": "spa",
                                "wait": "deployed", "tags": {"env": "prod", "owner": "web"}}))
    return str(site)


def main() -> int:
    """Everything that there is to measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dxaws", default="", help="the command; without it only the peers are measured")
    parser.add_argument("--build", default="", help="the build folder, for the sizes of the libraries")
    parser.add_argument("--runs", type=int, default=7, help="no-op runs per latency (%(default)s)")
    parser.add_argument("--creates", type=int, default=3, help="create and destroy runs (%(default)s)")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="bench.")
    double = RunningDouble(folder)
    try:
        bench = Bench(options, double, folder)
        programs, notes = [], []
        if options.dxaws:
            common = ["--adapter", "aws", "--endpoint-url", double.url, "--yes"]
            site = write_site(folder)
            programs.append(Program(
                "dxaws", [options.dxaws, "apply", site, *common],
                [options.dxaws, "destroy", site, *common, f"--allow-destroy={SITE}"], needs_certificate=False))
        for peer in find_peers(folder):
            (notes if isinstance(peer, str) else programs).append(peer)  # type: ignore[arg-type]
        rows = [bench.measure(program) for program in programs]
        table("Requests / writes / rounds", ["", "create", "no-op", "destroy"], rows)
        print("\n  dxaws also requests and validates the certificate, writes the bucket policy and waits;"
              "\n  the peers find a certificate that was issued before.")
        header = [""]
        for latency in LATENCIES:
            header += [f"no-op, {latency} ms/request", "ratio"]
        table(f"Wall time and peak memory, medians of {options.runs} (least..greatest)",
              [*header, "peak RSS", "ratio"], bench.times())
        for note in notes:
            print(f"  {note}")
        if options.dxaws:
            table("Start-up", ["", "time", "peak RSS"], start_up(options.dxaws, folder, 21))
        if options.build:
            table("Shared libraries of a default build", ["", "stripped", "symbols"], sizes.rows(options.build))
    finally:
        double.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
