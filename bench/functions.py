# SPDX-License-Identifier: MIT
"""What events cost, and how functions begin: functions.py BUILD. Of a release build; a Go and a Python function that do
nothing beside them, in the same run, each in turn; Go where it is."""
from __future__ import annotations

import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "dxaws-lambda" / "tests"))
from runtime_api import Function  # noqa: E402

RUNS = 9
PAYLOAD = {"op": "s3.plan", "desired": {"name": "my-bucket", "region": "eu-west-1"},
           "current": {"exists": False, "name": "my-bucket"}}
PYTHON = """import os, urllib.request as u
api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
while True:
    with u.urlopen(api + "next") as r:
        r.read(); i = r.headers["Lambda-Runtime-Aws-Request-Id"]
    u.urlopen(u.Request(api + i + "/response", b"{}", method="POST")).read()
"""
GO = """package main
import ("bytes"; "io"; "net/http"; "os")
func main() {
    api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
    client := &http.Client{Transport: &http.Transport{}}
    for {
        r, err := client.Get(api + "next")
        if err != nil || r.StatusCode != 200 { os.Exit(0) }
        io.Copy(io.Discard, r.Body); r.Body.Close()
        a, err := client.Post(api+r.Header.Get("Lambda-Runtime-Aws-Request-Id")+"/response", "application/json", bytes.NewBufferString("{}"))
        if err != nil { os.Exit(0) }
        a.Body.Close()
    }
}
"""


class Taker(http.server.BaseHTTPRequestHandler):
    """Takes anything, ten entries at a time."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    body = json.dumps({"FailedEntryCount": 0, "Entries": [{"EventId": "1"}] * 10}).encode()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("x-amzn-RequestId", "R")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def events(build: Path) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    subprocess.run([build / "subprojects/dxaws-core/bench/bench-events", "http://127.0.0.1:%d" % server.server_address[1]],
                   check=True, env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"})
    server.shutdown()


def begin(command: list, folder: Path) -> tuple[float, float, int]:
    """Milliseconds from the start of the process to its first reply, then of the next one; KiB resident."""
    began = time.monotonic()
    function = Function(command, "s3.*", folder / "log", AWS_REGION="eu-west-1", NO_PROXY="*", no_proxy="*")
    function.invoke(PAYLOAD)
    first = time.monotonic()
    function.invoke(PAYLOAD)
    warm = time.monotonic()
    status = Path("/proc/%d/status" % function.process.pid).read_text()
    function.kill()
    return (first - began) * 1e3, (warm - first) * 1e3, int(status.split("VmRSS:")[1].split()[0])


def functions(build: Path, folder: Path) -> None:
    commands = {"dxaws": [str(build / "subprojects/dxaws-lambda/bootstrap")], "Python, urllib": [sys.executable, "-c", PYTHON]}
    go = shutil.which("go") or shutil.which("go", path="/usr/local/go/bin")
    if go:
        (folder / "main.go").write_text(GO)
        subprocess.run([go, "build", "-ldflags=-s -w", "-o", folder / "go", folder / "main.go"], check=True,
                       env={"PATH": os.environ["PATH"], "HOME": str(folder), "GOFLAGS": "-mod=mod", "GO111MODULE": "off"})
        commands["Go, net/http"] = [str(folder / "go")]
    seen: dict[str, list] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            seen[name].append(begin(command, folder))
    for name, runs in seen.items():
        print(json.dumps({"function": name, "first_ms": round(statistics.median(run[0] for run in runs), 1),
                          "least_ms": round(min(run[0] for run in runs), 1),
                          "warm_ms": round(statistics.median(run[1] for run in runs), 1),
                          "resident_kib": round(statistics.median(run[2] for run in runs))}))


with tempfile.TemporaryDirectory() as scratch:
    events(Path(sys.argv[1]))
    functions(Path(sys.argv[1]), Path(scratch))
