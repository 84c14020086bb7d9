# SPDX-License-Identifier: MIT
"""A proxy between the command and the double that answers chosen requests itself, as somebody does who is not AWS."""
from __future__ import annotations

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable

Headers = list[tuple[str, str]]
Form = str | Callable[[Headers, bytes], tuple[Headers, bytes]]  # one of FORMS, or what is made of the answer
Request = tuple[str, str, str, str]  # method, path, action and body of services that are told by those alone

PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Guest network</body></html>"
QUEUES = b"<ListQueuesResponse><ListQueuesResult/><ResponseMetadata/></ListQueuesResponse>"
HTML, JSON, XML = "text/html", "application/json", "text/xml"

# What is said in the service's place: status, content type, body.
MADE: dict[str, tuple[int, str, bytes]] = {
    "page with 200": (200, HTML, PAGE),
    "nothing with 200": (200, XML, b""),
    "204": (204, XML, b""),
    "some JSON": (200, JSON, b'{"status":"ok"}'),
    "another service's XML": (200, XML, QUEUES),
    "nothing with 404": (404, XML, b""),
    "page with 404": (404, HTML, PAGE),
    "page with 403": (403, HTML, PAGE),
    "redirect to a portal": (302, HTML, PAGE),
    "page with 502": (502, HTML, PAGE),
}
# What is done to the service's own answer.
CUT, ANONYMOUS = "half of the body", "no request id"
FORMS = [*MADE, CUT, ANONYMOUS]
IDS = ("x-amzn-requestid", "x-amz-request-id")


class Handler(BaseHTTPRequestHandler):
    """One request, passed on as it is or answered."""

    server: Any
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send it all."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if self.command != "HEAD" or all(name.lower() != "content-length" for name, _ in headers):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def pass_on(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """The double's answer; headers go as they are, for they are signed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.stranger.port, timeout=60)
        connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read()
        dropped = ["transfer-encoding", "connection", "date", "server"]
        dropped += ["content-length"] if self.command != "HEAD" else []  # there it is the size of what is not sent
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in dropped]
        connection.close()
        return answer.status, headers, content

    def handle_any(self) -> None:
        """Whatever the method."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        stranger = self.server.stranger
        action = self.headers.get("X-Amz-Target", "").split(".")[-1]
        request = (self.command, self.path, action, body.decode() if action else "")
        form = stranger.form_of(request)
        if form in MADE:
            status, kind, content = MADE[form]
            headers = [("Content-Type", kind)] + ([("Location", "/login")] if status == 302 else [])
            self.answer(status, headers, content)
            return
        status, headers, content = self.pass_on(body)
        stranger.answers[request] = (status, headers, content)
        if callable(form):
            headers, content = form(headers, content)
        if form == CUT:
            content = content[:len(content) // 2]
        if form == ANONYMOUS:
            headers = [header for header in headers if header[0].lower() not in IDS]
        self.answer(status, headers, content)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_any


class Stranger:
    """Passes all on, until it is told which requests to answer itself."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._lock = threading.Lock()
        self.disturb(lambda _: False)
        self.server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.stranger = self
        self.server.handle_error = lambda *_: None  # a client that was stopped, or went away
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def disturb(self, wanted: Callable[[Request], bool], form: Form = "") -> None:
        """From now on each request that is wanted is answered so, however often it comes."""
        self.seen: list[Request] = []
        self.answers: dict[Request, tuple[int, Headers, bytes]] = {}  # the service's last one to each
        self.wanted, self.form, self.answered = wanted, form, 0

    def disturb_nth(self, kind: Callable[[Request], bool], number: int, form: Form) -> None:
        """The same for that different request of a kind, whatever it is."""
        self.disturb(lambda request: [r for r in self.seen if kind(r)].index(request) == number
                     if kind(request) else False, form)

    def form_of(self, request: Request) -> Form:
        """How to answer; "" to pass the request on."""
        with self._lock:
            if request not in self.seen:
                self.seen.append(request)
            if not self.wanted(request):
                return ""
            self.answered += 1
        return self.form

    def stop(self) -> None:
        """No more requests."""
        self.server.shutdown()
        self.server.server_close()
