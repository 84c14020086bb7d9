# SPDX-License-Identifier: MIT
"""Servers that speak AWS and that nobody here wrote, each in a process of its own on loopback: the moto of .venv as it
is, and ministack from an environment of its own, since their dependencies exclude each other."""
from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from running import ACCESS_KEY, SECRET_KEY

ROOT = Path(__file__).resolve().parents[2]
MINISTACK_PYTHON = ROOT / ".venv-ministack" / "bin" / "python3"
PAGE = ROOT / "docs" / "other-servers.md"
START_SECONDS = 60
LISTENING = "0A"  # in /proc/net/tcp


def pointed_at(descriptor: Path) -> str:
    """What an open file is; nothing when it was closed since it was listed, as connections are."""
    try:
        return os.readlink(descriptor)
    except FileNotFoundError:
        return ""


class Server:
    """Start one, talk to it with boto3, stop it by its own pid."""

    name = ""
    reset_path = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / f"{self.name}.out"
        end = time.monotonic() + START_SECONDS
        self.port = self.launch()
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"{self.name} did not start: {self.output.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.05)

    def launch(self) -> int:
        """Start the process; the port, or 0 when it is to be read of what the server says."""
        raise NotImplementedError

    def _run(self, *command: str, settings: dict[str, str], descriptors: tuple[int, ...] = ()) -> None:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "TMPDIR": str(self.folder),
                       "PYTHONDONTWRITEBYTECODE": "1", **settings}
        with open(self.output, "w", encoding="utf-8") as output:
            self.process = subprocess.Popen(command, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                            stdout=output, stderr=output, pass_fds=descriptors)

    def _is_ready(self) -> bool:
        said = re.search(r"Running on http://127\.0\.0\.1:(\d+)", self.output.read_text(encoding="utf-8"))
        self.port = self.port or int(said[1] if said else 0)
        if not self.port:
            return False
        try:
            self.reset()
        except OSError:
            return False
        return True

    @property
    def url(self) -> str:
        """Its endpoint, for every service."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Stop the process that was started here."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def reset(self) -> None:
        """An empty account."""
        request = urllib.request.Request(self.url + self.reset_path, data=b"", method="POST")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            answer.read()

    def client(self, service: str, region: str = "us-east-1") -> Any:
        """A boto3 client that never retries."""
        config = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, proxies={})
        return boto3.session.Session().client(
            service, region_name=region, endpoint_url=self.url, aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY, config=config)

    def make_zone(self, name: str) -> str:
        """A public hosted zone; its id without /hostedzone/."""
        made = self.client("route53").create_hosted_zone(Name=name, CallerReference=uuid.uuid4().hex)
        return made["HostedZone"]["Id"].split("/")[-1]

    def listens_on(self) -> set[tuple[str, int]]:
        """Each address and port, in the kernel's spelling, at which the process can be reached."""
        sockets = {match[1] for descriptor in Path(f"/proc/{self.process.pid}/fd").iterdir()
                   if (match := re.match(r"socket:\[(\d+)\]", pointed_at(descriptor)))}
        found = set()
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/{self.process.pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
                fields = line.split()
                if fields[3] == LISTENING and fields[9] in sockets:
                    address, port = fields[1].split(":")
                    found.add((address, int(port, 16)))
        return found


class Moto(Server):
    """moto's own server, without the patches of tests/aws/double."""

    name = "moto"
    reset_path = "/moto-api/reset"

    def launch(self) -> int:
        self._run(sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0",
                  settings={"MOTO_ACM_VALIDATION_WAIT": "1"})
        return 0


class Ministack(Server):
    """ministack listens on all interfaces unless told otherwise, and some of its services on ports of their own."""

    name = "ministack"
    reset_path = "/_ministack/reset"
    services = "s3,route53,acm,cloudfront,sts"

    def launch(self) -> int:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(128)
            port = listener.getsockname()[1]
            self._run(str(MINISTACK_PYTHON), "-m", "hypercorn", "ministack.app:app", "--bind",
                      f"fd://{listener.fileno()}", "--workers", "0", descriptors=(listener.fileno(),),
                      settings={"GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1", "IOT_MTLS_ENABLED": "0",
                                "SFTP_ENABLED": "0", "MINISTACK_ACCOUNT_ID": "123456789012",
                                "SERVICES": self.services})
        return port


SERVERS = {server.name: server for server in (Moto, Ministack)}
