# SPDX-License-Identifier: MIT
"""The double's WSGI application and the server that carries it.

A request passes, in this order: latency, faults, the oracle of writes, the signature, what is denied, the
rules of S3 that need the raw request, the body against the service's model, and then moto, or what the double
has in its place.  Every AWS request leaves one line in the log; a viewer's of a distribution goes to viewers.py.
"""
from __future__ import annotations

import io
import json
import os
import socket
import sys
import threading
import time
from typing import IO, Any, Callable, Iterable

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import create_environ

from . import (acm, aliases, cloudfront, cloudfront_tags, control, functions, invalidations, late, operations, route53,
               route53_zones, s3, s3_buckets, s3_contents, s3_control, s3_lifecycle, s3_lists, s3_objects, s3_parts,
               s3_policies, sigv4, tagging, viewers)
from .authorization import denials
from .errors import Answer
from .faults import after, before, faults
from .oracle import answered, oracle
from .settings import settings

StartResponse = Callable[..., Any]
DROPPED = ("reset", "lost-reply")


class Double:
    """The WSGI application."""

    def __init__(self, log: IO[str]) -> None:
        cloudfront.install()
        aliases.install()
        cloudfront_tags.install()
        functions.install()
        invalidations.install()
        acm.install()
        route53.install()
        route53_zones.install()
        s3_buckets.install()
        s3_contents.install()
        s3_lifecycle.install()
        s3_lists.install()
        s3_objects.install()
        s3_parts.install()
        s3_policies.install()
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._log = log
        # moto's state is not made for threads; requests overlap in their latency only.
        self._lock = threading.Lock()
        self._warm_up()

    def _warm_up(self) -> None:
        """moto loads a service's model at its first request: not while a test measures."""
        for service, path in (("s3", "/"), ("route53", "/2013-04-01/hostedzone"),
                              ("cloudfront", "/2020-05-31/distribution"), ("acm", "/")):
            scope = f"AWS4-HMAC-SHA256 Credential=AKIA/20200101/us-east-1/{service}/aws4_request, x"
            headers, method, body = {"Authorization": scope}, "GET", b""
            if service == "acm":
                headers["X-Amz-Target"] = "CertificateManager.ListCertificates"
                method, body = "POST", b"{}"
            environ = create_environ(path, "http://127.0.0.1", method=method, headers=headers, data=body)
            operations.action_of(environ, body, service)
            if self._ask_moto(environ).status != 200:
                raise RuntimeError(f"moto does not answer for {service}")

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        begin = time.monotonic()
        body = _read_body(environ)
        if environ["PATH_INFO"].startswith("/double/"):
            status, headers, content = _parts(control.answer(environ, body, self._lock))
            start_response(status, headers)
            return [content]
        if viewers.is_from_a_viewer(environ):
            with self._lock:
                status, headers, content = _parts(viewers.answer(environ))
            start_response(status, headers)
            return [content]
        service = operations.service_of(environ, body)
        action = operations.action_of(environ, body, service)
        if settings.latency:
            time.sleep(settings.latency)
        answer, drop = self._answer(environ, body, service, action)
        self._record(environ, begin, service, action, answer, len(body))
        if answer is None:
            _disconnect(environ)
            start_response("500 Dropped", [("Content-Length", "0")])
            return [b""]
        status, headers, content = _parts(answer)
        start_response(status, headers)
        if drop:
            return _send_and_disconnect(environ, content)
        return [content]

    def _answer(self, environ: dict[str, Any], body: bytes, service: str,
                action: str) -> tuple[Answer | None, bool]:
        """The answer, None for a connection closed without one; True to close it afterwards."""
        rule = faults.pick(environ["REQUEST_METHOD"], environ["REQUEST_URI"], action)
        if rule and rule["do"] == "reset":
            return None, False
        answer = before(rule, service) if rule else None
        if answer is None:
            with self._lock:
                noted = oracle.arrive(environ, body, service, action)
                answer = (sigv4.verify(environ, body, service)
                          or denials.refuse(environ, service, action, sigv4.region_of(environ), body)
                          or (s3.refuse(environ, body, action) if service == "s3" else None)
                          or operations.check_body(service, action, body)
                          or (tagging.answer(environ, body, action) if service == "tagging" else None)
                          or (s3_control.answer(environ, body, action) if service == "s3control" else None)
                          or self._ask_moto(environ))
                late.remember()
                answered(noted, answer.status)
        if rule and rule["do"] == "lost-reply":
            return None, False
        return after(rule, answer) if rule else (answer, False)

    def _ask_moto(self, environ: dict[str, Any]) -> Answer:
        answer = Answer(500)

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
            answer.status, answer.headers = int(status.split()[0]), headers

        chunks = self._moto(environ, start)
        answer.body = b"".join(chunks)
        if environ["REQUEST_METHOD"] == "HEAD":
            answer.body = b""
        return answer

    def _record(self, environ: dict[str, Any], begin: float, service: str, action: str,
                answer: Answer | None, received: int) -> None:
        line = {
            "t": round(begin, 6),
            "ms": round((time.monotonic() - begin) * 1000, 3),
            "method": environ["REQUEST_METHOD"],
            "uri": environ["REQUEST_URI"],
            "action": action,
            "service": service,
            "status": answer.status if answer else 0,
            "port": int(environ.get("REMOTE_PORT") or 0),
            "in": received,
            "out": len(answer.body) if answer else 0,
            "owner": environ.get("HTTP_X_AMZ_EXPECTED_BUCKET_OWNER", ""),
        }
        self._log.write(json.dumps(line) + "\n")


def _parts(answer: Answer) -> tuple[str, list[tuple[str, str]], bytes]:
    status, headers = answer.start()
    return status, headers, answer.body


def _read_body(environ: dict[str, Any]) -> bytes:
    """The whole body; the environment gets a fresh stream of it, and REQUEST_URI as it was sent."""
    stream = environ["wsgi.input"]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    chunked = environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
    body = stream.read() if chunked else stream.read(length) if length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    if chunked:
        environ["CONTENT_LENGTH"] = str(len(body))
    uri = environ.get("REQUEST_URI") or environ.get("RAW_URI") or environ["PATH_INFO"]
    environ["REQUEST_URI"] = environ["RAW_URI"] = uri
    return body


def _disconnect(environ: dict[str, Any]) -> None:
    connection: socket.socket | None = environ.get("double.socket") or environ.get("werkzeug.socket")
    if connection is not None:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the client was faster


def _send_and_disconnect(environ: dict[str, Any], content: bytes) -> Iterable[bytes]:
    yield content
    _disconnect(environ)


def serve(port: int, log_path: str, threads: int = 16) -> None:
    """Serve until killed; prints one line, `listening PORT`, when requests are accepted."""
    with open(log_path, "a", buffering=1, encoding="utf-8") as log:
        application = Double(log)
        try:
            import cheroot  # noqa: F401
        except ImportError:
            _serve_with_werkzeug(application, port)
        else:
            _serve_with_cheroot(application, port, threads)


def _serve_with_cheroot(application: Double, port: int, threads: int) -> None:
    from cheroot import wsgi

    class Gateway(wsgi.Gateway_10):
        """Lets the application close the client's connection."""

        def get_environ(self) -> dict[str, Any]:
            environ = super().get_environ()
            environ["double.socket"] = self.req.conn.socket
            return environ

    server = wsgi.Server(("127.0.0.1", port), application, numthreads=threads, request_queue_size=256)
    server.gateway = Gateway
    server.nodelay = True
    server.prepare()
    _announce(server.socket.getsockname()[1])
    try:
        server.serve()
    finally:
        server.stop()


def _serve_with_werkzeug(application: Double, port: int) -> None:
    """Without keep-alive: werkzeug closes the connection after each answer."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Handler(WSGIRequestHandler):
        """Silent, and with the names that cheroot gives."""

        protocol_version = "HTTP/1.1"

        def make_environ(self) -> dict[str, Any]:
            environ = super().make_environ()
            environ["REQUEST_URI"] = self.path
            return environ

        def log_request(self, *_: Any, **__: Any) -> None:
            pass

    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=Handler)
    _announce(server.socket.getsockname()[1])
    server.serve_forever()


def _announce(port: int) -> None:
    os.environ["MOTO_PORT"] = str(port)
    print(f"listening {port}", flush=True)
    sys.stdout.flush()
