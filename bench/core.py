#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measure dxaws-core beside botocore on the same machine; scripts/bench --core builds and starts it.

Every figure is the median of several runs with the least and the greatest.
"""
from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "aws"))

from botocore.auth import S3SigV4Auth  # noqa: E402
from botocore.awsrequest import AWSRequest  # noqa: E402
from botocore.credentials import Credentials  # noqa: E402
from running import ACCESS_KEY, SECRET_KEY, RunningDouble  # noqa: E402

SHAPES = (("small GET", 0), ("1 KiB PUT", 1024))


def run(*command: object) -> float:
    """The number that bench-core prints."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, check=True,
                          env={"PATH": "/usr/bin:/bin", "AWS_EC2_METADATA_DISABLED": "true",
                               "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")})
    return float(done.stdout)


def botocore_signatures(size: int, seconds: float = 0.5) -> float:
    """Signatures a second of processor time, of a request that is made anew each time."""
    credentials, body, count = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), bytes(size), 0
    signer = S3SigV4Auth(credentials, "s3", "us-east-1")
    begin = time.process_time()
    while time.process_time() - begin < seconds:
        for _ in range(50):
            request = AWSRequest("PUT" if size else "GET",
                                 "https://examplebucket.s3.us-east-1.amazonaws.com/key.txt",
                                 {"Content-Type": "text/plain"} if size else {}, body)
            request.context["payload_signing_enabled"] = True
            signer.add_auth(request)
        count += 50
    return count / (time.process_time() - begin)


def first_byte(command: list[str]) -> float:
    """Milliseconds from starting a program until the first byte of its request arrives."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        environment = {"PATH": "/usr/bin:/bin", "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
                       "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1",
                       "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}
        begin = time.perf_counter()
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            connection, _ = server.accept()
            connection.recv(1)
            took = (time.perf_counter() - begin) * 1000
            connection.close()
            child.kill()
    return took


def streams(program: object, size: int, runs: int) -> list[list[str]]:
    """An object there and back, by file and writer: seconds, and the most memory that was resident."""
    labels = {"up_s": "there, with its hash, s", "down_s": "back, s", "resident_mib": "resident, MiB"}
    said: dict[str, list[float]] = {name: [] for name in labels}
    for _ in range(runs):
        done = subprocess.run([str(program), str(size)], capture_output=True, text=True, timeout=1200, check=True)
        for line in done.stdout.splitlines():
            name, value = line.split()
            said[name].append(float(value))
    return [row(labels[name], values, 0 if name == "resident_mib" else 1) for name, values in said.items()]


def table(title: str, header: list[str], rows: list[list[str]]) -> None:
    """A table in columns."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    print(f"\n{title}\n")
    for row in (header, ["-" * width for width in widths], *rows):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def row(name: str, values: list[float], digits: int = 0, note: str = "") -> list[str]:
    """A row of min, median and max."""
    return [name, *(f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values))), note]


def main() -> int:
    """Everything that there is to measure of the library."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="bench-core")
    parser.add_argument("--server", required=True, help="bench-server")
    parser.add_argument("--stream", required=True, help="bench-stream")
    parser.add_argument("--example", default="", help="examples/list-buckets, built")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()

    def times(function, *arguments) -> list[float]:
        return [function(*arguments) for _ in range(options.runs)]

    header = ["", "min", "median", "max", ""]
    rows = []
    for name, size in SHAPES:
        peer = times(botocore_signatures, size)
        base = statistics.median(peer)
        limit = times(run, options.program, "hash", size)
        kinds = [("sign", "signature"), ("build", "signed request, whole"), ("make", "the same, made and freed too")]
        if size:
            kinds.append(("checksum", "the same with its CRC-32"))
        for what, label in kinds:
            mine = times(run, options.program, what, size)
            middle = statistics.median(mine)
            rows.append(row(f"{name}: dxaws, {label}", mine, 0, f"{middle / base:.0f}x botocore, "
                            f"{100 * middle / statistics.median(limit):.0f} % of the digests alone"))
        rows.append(row(f"{name}: its digests alone", limit))
        rows.append(row(f"{name}: botocore, signed request", peer))
    table("Signatures a second of processor time, one thread", header, rows)

    rows = [row(f"{name}: allocations of {what}", times(run, options.program, mode, size), 1)
            for name, size in SHAPES
            for mode, what in (("allocations", "a signed request"), ("again", "another attempt of it"))]
    rows.append(row("a session, us", times(run, options.program, "session"), 1))
    rows.append(row("a session, bytes", times(run, options.program, "session-memory")))
    table("Sessions and allocations", header, rows)

    table("An object of 5 GiB to a server on loopback", header, streams(options.stream, 5 << 30, min(options.runs, 3)))

    with tempfile.TemporaryDirectory() as folder:
        double = RunningDouble(folder)
        try:
            rows = [row(f"{count} in flight", times(run, options.program, "requests", count, double.url, ACCESS_KEY,
                                                    SECRET_KEY)) for count in (1, 16)]
        finally:
            double.stop()
    table("Requests a second to the double, kept connections (the double is what limits)", header, rows)

    rows = []
    with subprocess.Popen([options.server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin and server.stdout
        url = server.stdout.readline().strip()
        for what, unit in (("", "a second"), ("-cpu", "us of processor time each")):
            for count in (1, 16):
                bare = times(run, options.program, f"bare{what}", count, url)
                mine = times(run, options.program, f"requests{what}", count, url, ACCESS_KEY, SECRET_KEY)
                digits = 1 if what else 0
                rows.append(row(f"{count} in flight, {unit}: dxaws, signed", mine, digits))
                rows.append(row(f"{count} in flight, {unit}: libcurl alone, unsigned", bare, digits))
        server.stdin.close()
    table("Requests to a server that does nothing, kept connections", header, rows)

    if options.example:
        script = ("import boto3; boto3.client('s3').list_buckets()")
        rows = [row("dxaws", times(first_byte, [options.example]), 1),
                row("boto3", times(first_byte, [sys.executable, "-c", script]), 1)]
        table("From the start of the process to the first byte of a signed request, ms", header, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
