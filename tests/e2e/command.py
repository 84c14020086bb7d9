# SPDX-License-Identifier: MIT
"""Running the command under test in a clean environment."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from running import ACCESS_KEY, SECRET_KEY

RUN_SECONDS = 120


@dataclass
class Result:
    """What a run of the command left behind."""

    rc: int
    stdout: str
    stderr: str
    seconds: float

    @property
    def json(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.stdout)

    def __str__(self) -> str:
        return f"exit {self.rc} after {self.seconds:.1f} s\n--- stdout\n{self.stdout}\n--- stderr\n{self.stderr}"


class Command:
    """The command under test."""

    def __init__(self, binary: str, home: Path, url: str) -> None:
        self.binary, self.home, self.url = binary, home, url

    def environment(self, **changes: str | None) -> dict[str, str]:
        """Nothing of the developer's own; None takes a variable away."""
        clean: dict[str, str | None] = {
            "PATH": "/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8",
            "AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": str(self.home / "config"),
            "AWS_SHARED_CREDENTIALS_FILE": str(self.home / "credentials"),
            "AWS_ENDPOINT_URL": self.url}
        for name in ("LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            clean[name] = os.environ.get(name)
        clean.update(changes)
        return {name: value for name, value in clean.items() if value is not None}

    def start(self, *arguments: str | Path, env: dict[str, str | None] | None = None) -> subprocess.Popen[str]:
        """Start it and go on; for tests that kill it."""
        return subprocess.Popen([self.binary, *map(str, arguments)], env=self.environment(**(env or {})),
                                cwd=self.home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def __call__(self, *arguments: str | Path, env: dict[str, str | None] | None = None, stdin: str = "",
                 timeout: float = RUN_SECONDS) -> Result:
        """Run it to its end."""
        begin = time.monotonic()
        done = subprocess.run([self.binary, *map(str, arguments)], env=self.environment(**(env or {})),
                              cwd=self.home, input=stdin, capture_output=True, text=True, timeout=timeout,
                              check=False)
        return Result(done.returncode, done.stdout, done.stderr, time.monotonic() - begin)

    def interrupt(self, process: subprocess.Popen[str], with_signal: int = signal.SIGINT) -> Result:
        """Send a signal to what start() started, and wait; `seconds` counts from the signal."""
        begin = time.monotonic()
        process.send_signal(with_signal)
        stdout, stderr = process.communicate(timeout=RUN_SECONDS)
        return Result(process.returncode, stdout, stderr, time.monotonic() - begin)
