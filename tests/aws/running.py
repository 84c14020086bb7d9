# SPDX-License-Identifier: MIT
"""A double in a process of its own, for the tests."""
from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import urllib.request
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

import log as request_log

HERE = os.path.dirname(os.path.abspath(__file__))
ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
ACCOUNT = "123456789012"
START_SECONDS = 60

# Short delays: every asynchronous step is still seen to be asynchronous.
DELAYS = {"deploy": 0.4, "record": 0.2, "issue": 0.2, "release": 0.2, "sync": 0.2, "invalidate": 0.2, "index": 0.0, "list": 0.0}


class RunningDouble:
    """Start one, talk to it with boto3 or over its control paths, stop it by its own pid."""

    def __init__(self, folder: str, delays: dict[str, float] | None = None) -> None:
        self.log = os.path.join(folder, "double.log")
        self.delays = dict(delays or DELAYS)
        command = [sys.executable, "-m", "double", "--port", "0", "--log", self.log]
        for name, seconds in self.delays.items():
            command += [f"--{name}-seconds", str(seconds)]
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": HERE, "HOME": folder,
                       "PYTHONDONTWRITEBYTECODE": "1"}
        with open(os.path.join(folder, "double.err"), "w", encoding="utf-8") as errors:
            self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors,
                                            stdin=subprocess.DEVNULL, text=True)
        self.port = self._await(folder)
        self.url = f"http://127.0.0.1:{self.port}"
        self._clients: dict[tuple[str, str, str], Any] = {}

    def _await(self, folder: str) -> int:
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        line = self.process.stdout.readline() if ready else ""
        if not line.startswith("listening "):
            self.stop()
            with open(os.path.join(folder, "double.err"), encoding="utf-8") as errors:
                raise RuntimeError(f"the double did not start: {errors.read()[-2000:]}")
        return int(line.split()[1])

    def stop(self) -> None:
        """Stop the process that was started here."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def control(self, path: str, document: Any = None, method: str = "POST") -> Any:
        """One request to /double/`path`."""
        data = json.dumps(document if document is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(f"{self.url}/double/{path}", data=data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            return json.loads(answer.read())

    def reset(self) -> None:
        """An empty account, no faults, no latency, the delays of the start."""
        self.control("reset")
        self.control("delays", self.delays)

    def faults(self, *rules: dict[str, Any]) -> None:
        """Replace the fault rules."""
        self.control("faults", list(rules))

    def fired(self) -> list[str]:
        """What the fault rules did so far."""
        return [fired["do"] for fired in self.control("faults", method="GET")["fired"]]

    def permit(self, *rules: dict[str, Any]) -> None:
        """The writes that the oracle permits from now on; it forgets those before."""
        self.control("oracle", list(rules))

    def writes(self) -> list[dict[str, Any]]:
        """The writes that the oracle noted, each with its target and the tags of that when it arrived."""
        return self.control("oracle", method="GET")["writes"]

    def violations(self) -> list[dict[str, Any]]:
        """Those that no rule permits."""
        return self.control("oracle", method="GET")["violations"]

    def latency(self, milliseconds: float) -> None:
        """Added to every request from now on."""
        self.control("latency", {"ms": milliseconds})

    def client(self, service: str, region: str = "us-east-1", secret: str = SECRET_KEY,
               **config: Any) -> Any:
        """A boto3 client that signs for this double and never retries."""
        key = (service, region, secret + repr(sorted(config.items())))
        if key not in self._clients:
            self._clients[key] = boto3.session.Session().client(
                service, region_name=region, endpoint_url=self.url, aws_access_key_id=ACCESS_KEY,
                aws_secret_access_key=secret,
                config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1},
                              proxies={}, **config))
        return self._clients[key]

    def mark(self) -> int:
        """The end of the request log now."""
        return request_log.size(self.log)

    def requests(self, mark: int = 0) -> list[request_log.Record]:
        """The requests since `mark`."""
        return request_log.read(self.log, mark)


def code_of(call: Any, **parameters: Any) -> str:
    """The error code that a boto3 call fails with; "" when it succeeds."""
    try:
        call(**parameters)
    except ClientError as failed:
        return failed.response["Error"]["Code"]
    return ""


def status_of(call: Any, **parameters: Any) -> int:
    """The HTTP status that a boto3 call is answered with."""
    try:
        return call(**parameters)["ResponseMetadata"]["HTTPStatusCode"]
    except ClientError as failed:
        return failed.response["ResponseMetadata"]["HTTPStatusCode"]
