# SPDX-License-Identifier: MIT
"""Servers that run state machines, none of which was written here, with the functions of tests/serverless/hosting.py. What
both do alike is tried on both; where one is known to be wrong, a test says which one judges."""
from __future__ import annotations

import io
import json
import sys
import urllib.request
import zipfile
from pathlib import Path

from servers import Ministack, Moto

ROLE = "arn:aws:iam::123456789012:role/machine"
RELAY = Path(__file__).with_name("relay.py")
BUSY_SECONDS = 30  # longer than the host's own time-out


class MotoEngine(Moto):
    """moto, whose machines find functions at another port."""

    def __init__(self, folder: Path, functions_port: int) -> None:
        self.functions_port = functions_port
        super().__init__(folder)

    def launch(self) -> int:
        self._run(sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0",
                  settings={"MOTO_PORT": str(self.functions_port), "NO_PROXY": "*"})
        return 0

    def reset(self) -> None:
        """An empty account, whose machines are run: without that moto makes a history up."""
        super().reset()
        settings = json.dumps({"stepfunctions": {"execute_state_machine": True}}).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(self.url + "/moto-api/config", data=settings, method="POST"), timeout=30) as answer:
            answer.read()

    def make_functions(self, names: list[str]) -> None:
        """Each is found where the host is."""


class MinistackEngine(Ministack):
    """ministack, whose functions of the runtime provided.al2023 are real processes: one that hands on to the host what it is
    invoked with, so that what a test makes of its functions holds for both engines."""

    services = "s3,lambda,stepfunctions,events,iam,logs,sts"

    def __init__(self, folder: Path, functions_port: int) -> None:
        self.functions_port = functions_port
        super().__init__(folder)

    def make_functions(self, names: list[str]) -> None:
        text = "#!%s\n%s" % (sys.executable, RELAY.read_text(encoding="utf-8"))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as file:
            member = zipfile.ZipInfo("bootstrap")
            member.external_attr = 0o755 << 16
            file.writestr(member, text)
        client = self.client("lambda")
        for name in names:
            client.create_function(
                FunctionName=name, Runtime="provided.al2023", Handler=name, Role=ROLE, Timeout=BUSY_SECONDS,
                Code={"ZipFile": packed.getvalue()},
                Environment={"Variables": {"HOST": "127.0.0.1:%d" % self.functions_port}})


Interpreter = MotoEngine | MinistackEngine
ENGINES = {"moto": MotoEngine, "ministack": MinistackEngine}
