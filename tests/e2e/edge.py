# SPDX-License-Identifier: MIT
"""An HTTPS edge on loopback, with a certificate authority of its own: with pages and faults by name, or before another."""
from __future__ import annotations

import contextlib
import datetime
import gzip
import http.client
import http.server
import ssl
import threading
from pathlib import Path
from typing import Any, Iterator

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

SECURITY = {"Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN", "Referrer-Policy": "strict-origin-when-cross-origin"}


LEADS = "example.test"  # a host that leads to the one that is served


def write_certificates(folder: Path, host: str, days: int, key_algorithm: str = "EC_prime256v1") -> None:
    """ca.pem, and edge.pem with its key, of that host, of the one above it and of the one that leads there."""
    now = datetime.datetime.now(datetime.timezone.utc)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    if key_algorithm == "RSA_2048":
        keys[1] = rsa.generate_private_key(65537, 2048)
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of tests of " + key_algorithm)])
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])

    def certificate(name: x509.Name, key: ec.EllipticCurvePrivateKey, until: int) -> x509.CertificateBuilder:
        return (x509.CertificateBuilder().subject_name(name).issuer_name(authority).public_key(key.public_key())
                .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=9))
                .not_valid_after(now + datetime.timedelta(days=until)))

    def pem(one: x509.Certificate) -> bytes:
        return one.public_bytes(serialization.Encoding.PEM)

    root = certificate(authority, keys[0], 400).add_extension(x509.BasicConstraints(True, None), True)
    leaf = certificate(subject, keys[1], days).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(one) for one in (host, host.partition(".")[2], LEADS)]), False)
    (folder / "ca.pem").write_bytes(pem(root.sign(keys[0], hashes.SHA256())))
    key = keys[1].private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                serialization.NoEncryption())
    (folder / "edge.pem").write_bytes(pem(leaf.sign(keys[0], hashes.SHA256())) + key)


class Edge:
    """Serves `pages`, {key: (bytes, headers)}; `faults` is what it does wrong, a set of words. With the port of an origin
    it ends TLS before that, and with `leads` sends there itself who comes without TLS."""

    def __init__(self, folder: Path, host: str, days: int = 90, origin: int = 0, leads: bool = False) -> None:
        self.pages: dict[str, tuple[bytes, dict[str, str]]] = {}
        self.faults: set[str] = set()
        self.host, self.origin, self.leads = host, origin, leads
        write_certificates(folder, host, days)
        self.authority = folder / "ca.pem"
        edge = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # noqa: N802 (http.server's name)
                edge.answer(self)

            do_HEAD = do_POST = do_GET

            def log_message(self, *_: object) -> None:
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "edge.pem")
        self.servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2)]
        self.servers[0].socket = context.wrap_socket(self.servers[0].socket, server_side=True)
        for server in self.servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.address = "127.0.0.1:%d:%d" % tuple(server.server_port for server in self.servers)
        self.bucket = f"http://127.0.0.1:{self.servers[1].server_port}"  # S3, past the edge

    def close(self) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def pass_on(self, request: http.server.BaseHTTPRequestHandler, scheme: str) -> None:
        """To the origin and back, byte for byte."""
        headers = {**request.headers, "Host": request.headers["Host"].split(":")[0], "X-Forwarded-Proto": scheme}
        connection = http.client.HTTPConnection("127.0.0.1", self.origin, timeout=20)
        connection.request(request.command, request.path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        request.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding"):
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)
        connection.close()

    def answer(self, request: http.server.BaseHTTPRequestHandler) -> None:
        plain = request.server is self.servers[1]
        if self.origin and not (plain and self.leads):
            self.pass_on(request, "http" if plain else "https")
            return
        headers = {} if "headers" in self.faults else dict(SECURITY)
        key = request.path[1:] or "index.html"
        status, (body, more) = 200, self.pages.get(key, (b"", {}))
        if request.headers["Host"].startswith("127.0.0.1"):  # S3: a bucket, and its objects or their list
            status, body = (200 if {"/": "listed"}.get(request.path[-1], "open") in self.faults else 403), b""
        elif request.headers["Host"].split(":")[0] == LEADS:
            status, body = 301, b""
            headers["Location"] = f"https://{self.host}{request.path}"
            if "lost" in self.faults:  # the query
                headers["Location"] = headers["Location"].split("?")[0]
            elif "path" in self.faults:
                headers["Location"] = f"https://{self.host}/"
        elif plain and "http" not in self.faults:
            status, body = 301, b""
            headers["Location"] = f"https://{request.headers['Host'].split(':')[0]}{request.path}"
        elif key not in self.pages and "soft" not in self.faults:
            status, body = 404, b"none"
        else:
            headers.update(more)
        if "types" in self.faults:
            headers["Content-Type"] = "text/plain"
        body = body + b"!" if "bytes" in self.faults and status == 200 else body
        if "gzip" in request.headers.get("Accept-Encoding", "") and "plain" not in self.faults:
            headers["Content-Encoding"], body = "gzip", gzip.compress(body)
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


@contextlib.contextmanager
def edge(folder: Path, host: str, days: int = 90, **more: Any) -> Iterator[Edge]:
    made = Edge(folder, host, days, **more)
    try:
        yield made
    finally:
        made.close()
