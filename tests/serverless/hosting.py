# SPDX-License-Identifier: MIT
"""Lambda on loopback: the Invoke API in front, a real process for each sandbox behind. What is no invocation goes on to
another server, so that moto's interpreter of state machines, which asks one port for everything, drives real processes."""
from __future__ import annotations

import http.client
import json
import queue
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "dxaws-lambda" / "tests"))
from runtime_api import Function, account_with_zone  # noqa: E402,F401

HOP_BY_HOP = {"connection", "content-length", "transfer-encoding", "keep-alive"}


def failure(kind: str, text: str) -> bytes:
    return json.dumps({"errorType": kind, "errorMessage": text}).encode()


class Hosted:
    """A function: its sandboxes, each with one process and one invocation at a time."""

    def __init__(self, program: str, name: str, folder: Path, settings: dict[str, str], timeout_s: float = 20) -> None:
        self.program, self.name, self.folder, self.settings, self.timeout_s = program, name, folder, settings, timeout_s
        self.handler = name + ".*"
        self.idle: list[Function] = []
        self.all: list[Function] = []
        self.lock = threading.Lock()
        self.requests: list[dict] = []
        self.kills = 0  # so many invocations are killed as soon as they have begun
        self.is_lost = lambda request: False  # of a request: whether it is performed, and nobody hears of it
        self.is_stuck = lambda request: False  # of a request: whether it never ends, which is seen after
        self.stuck_s = 1.0
        self.busy = self.most_busy = 0  # invocations at the same time

    def sandbox(self) -> Function:
        with self.lock:
            if self.idle:
                return self.idle.pop()
            function = Function([self.program], self.handler, self.folder / "log", **self.settings)
            self.all.append(function)
            return function

    def invoke(self, body: bytes) -> tuple[str | None, bytes]:
        """The function error, or None, and the reply."""
        request = json.loads(body)
        with self.lock:
            self.requests.append(request)
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
            killed = self.kills > 0
            lost = self.is_lost(request)
            self.kills -= killed
        try:
            if self.is_stuck(request):
                time.sleep(self.stuck_s)
                return "Unhandled", failure("Sandbox.Timedout", "Task timed out")
            error, reply = self.perform(body, killed)
        finally:
            with self.lock:
                self.busy -= 1
        return ("Unhandled", failure("Sandbox.Timedout", "Task timed out")) if lost else (error, reply)

    def perform(self, body: bytes, killed: bool) -> tuple[str | None, bytes]:
        sandbox = self.sandbox()
        sandbox.begin(body, deadline_s=self.timeout_s)
        end = time.monotonic() + self.timeout_s
        while True:
            try:
                answer = sandbox.answer(0.02)
                break
            except queue.Empty:
                if killed:
                    sandbox.kill()
                    return "Unhandled", failure("Runtime.ExitError", "Runtime exited with error: signal: killed")
                if time.monotonic() > end:
                    sandbox.kill()
                    return "Unhandled", failure("Sandbox.Timedout", "Task timed out")
        with self.lock:
            self.idle.append(sandbox)
        return ("Unhandled" if answer.error else None), answer.text

    def restart(self, **settings: str) -> None:
        """Other settings, and no process that has the ones before."""
        self.close()
        with self.lock:
            self.settings, self.idle, self.all = self.settings | settings, [], []

    def close(self) -> None:
        for function in self.all:
            if function.process.poll() is None:
                function.kill()


class Front(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer in one piece: two would wait for each other
    server: "Host"

    def log_message(self, *_):
        pass

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def invoke(self, name: str, body: bytes) -> None:
        ids = {"x-amzn-RequestId": str(uuid.uuid4()), "Content-Type": "application/json"}
        function = self.server.functions.get(name)
        if function is None:
            return self.answer(404, ids | {"x-amzn-ErrorType": "ResourceNotFoundException"},
                               json.dumps({"Type": "User", "Message": "Function not found: " + name}).encode())
        if self.server.throttles > 0:
            self.server.throttles -= 1
            return self.answer(429, ids | {"x-amzn-ErrorType": "TooManyRequestsException"},
                               json.dumps({"Type": "User", "message": "Rate Exceeded."}).encode())
        if self.server.failures > 0:
            self.server.failures -= 1
            return self.answer(500, ids | {"x-amzn-ErrorType": "ServiceException"},
                               json.dumps({"Type": "Service", "Message": "Internal failure"}).encode())
        error, reply = function.invoke(body)
        ids |= {"X-Amz-Executed-Version": "$LATEST"}
        return self.answer(200, ids | ({"X-Amz-Function-Error": error} if error else {}), reply)

    def go(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        if path.startswith("/2015-03-31/functions/") and path.endswith("/invocations"):
            self.server.received.append({"path": self.path, "body": body, "headers": {
                name.lower(): value for name, value in self.headers.items()}})
            name = unquote(path.split("/")[3]).split(":function:")[-1].split(":")[0]
            return self.invoke(name, body)
        connection = http.client.HTTPConnection(self.server.behind, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        connection.request(self.command, self.path, body, headers)
        answered = connection.getresponse()
        text = answered.read()
        connection.close()
        return self.answer(answered.status, dict(answered.getheaders()), text)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = go


class Host(ThreadingHTTPServer):
    """Answers at once; what is behind it may be started later, and told then."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Front)
        self.functions: dict[str, Hosted] = {}
        self.behind = ""
        self.throttles = self.failures = 0  # so many invocations are refused, and so many end with a 500
        self.received: list[dict] = []  # invocations as they arrived
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()

    def handle_error(self, *_):
        pass  # whoever asked is gone

    @property
    def port(self) -> int:
        return self.server_address[1]

    def close(self) -> None:
        for function in self.functions.values():
            function.close()
        self.shutdown()
        self.server_close()
