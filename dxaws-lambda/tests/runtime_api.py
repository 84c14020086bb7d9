# SPDX-License-Identifier: MIT
"""The Runtime API of AWS Lambda (2018-06-01) on loopback, and a process that is started as Lambda does."""
from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def account_with_zone(path: Path) -> None:
    """A simulated account that has nothing but the zone example.com."""
    servers = ["ns-%d.awsdns-%d.%s." % (i, i, top) for i, top in enumerate(("com", "net", "org", "co.uk"))]
    records = [{"name": "example.com.", "type": "NS", "ttl_s": 172800, "values": servers},
               {"name": "example.com.", "type": "SOA", "ttl_s": 900,
                "values": [servers[0] + " awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"]}]
    zone = {"name": "example.com.", "private": False, "caller_reference": "a", "records": records}
    path.write_text(json.dumps({"dxaws_memory": 1, "account": "123456789012", "numbers": {"route53.zone": 1},
                                "resources": {"route53": {"zone": {"Z0000000000001": zone}}}}), encoding="utf-8")


class Answer:
    """What the process said of one invocation: `error` is the errorType's header, or None."""

    def __init__(self, path: str, body: bytes, error: str | None, status: int):
        self.path, self.text, self.error, self.status = path, body, error, status

    @property
    def body(self):
        return json.loads(self.text)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer in one piece: two would wait for each other
    server: "RuntimeApi"

    def log_message(self, *_):
        pass

    def send(self, status: int, body: bytes = b"", headers: dict | None = None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path != "/2018-06-01/runtime/invocation/next":
            return self.send(404)
        status, headers, body = self.server.invocations.get()
        return self.send(status, body, headers)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        small = len(body) <= self.server.most_bytes or not self.path.endswith("/response")
        status = 202 if small else 413
        self.server.answers.put(Answer(self.path, body, self.headers["Lambda-Runtime-Function-Error-Type"], status))
        self.send(status)


class RuntimeApi(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A process that was killed hangs up in the middle of anything."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.invocations: queue.Queue = queue.Queue()
        self.answers: queue.Queue = queue.Queue()
        self.most_bytes = 6 << 20
        threading.Thread(target=self.serve_forever, args=[0.01], daemon=True).start()


class Function:
    """A sandbox with one process; its settings are those of the function."""

    def __init__(self, command: list, handler: str, log: Path, **settings: str):
        self.api = RuntimeApi()
        self.number = 0
        self.log_path = log
        self.log = open(log, "ab")
        keep = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                                                    "TSAN_OPTIONS") if name in os.environ}
        self.process = subprocess.Popen(
            command, stdout=self.log, stderr=subprocess.STDOUT,
            env=keep | {"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:%d" % self.api.server_address[1], "_HANDLER": handler,
                        "AWS_EC2_METADATA_DISABLED": "true", "HOME": str(log.parent),
                        "http_proxy": "http://127.0.0.1:9"} | settings)

    def begin(self, payload, deadline_s: float = 60, headers: dict | None = None) -> str:
        """Hands an invocation out: an object, or bytes as they are. Returns its request id."""
        self.number += 1
        request_id = "request-%d" % self.number
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        deadline = str(int((time.time() + deadline_s) * 1000))
        self.api.invocations.put((200, {"lambda-runtime-aws-request-id": request_id,
                                        "Lambda-Runtime-Deadline-Ms": deadline} | (headers or {}), body))
        return request_id

    def answer(self, timeout_s: float = 60) -> Answer:
        return self.api.answers.get(timeout=timeout_s)

    def invoke(self, payload, deadline_s: float = 60, headers: dict | None = None) -> Answer:
        self.begin(payload, deadline_s, headers)
        return self.answer()

    def lines(self) -> list:
        return [json.loads(line) for line in self.log_path.read_text().splitlines() if line.startswith("{")]

    def end(self) -> int:
        """The sandbox says that it ends; the exit status of the process."""
        self.api.invocations.put((500, {}, b""))
        status = self.process.wait(timeout=60)
        self.close()
        return status

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.close()

    def close(self):
        self.log.close()
        self.api.shutdown()
        self.api.server_close()
