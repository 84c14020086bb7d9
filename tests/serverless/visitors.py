# SPDX-License-Identifier: MIT
"""What visitors of a site see, on loopback: an answer, with a certificate of the kind of key that a test says."""
from __future__ import annotations

import http.server
import ssl
import threading
from pathlib import Path

from edge import write_certificates

HOSTS = "*.example.com"
KEYS = ("RSA_2048", "EC_prime256v1")


class Served(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        visitors = self.server.visitors
        visitors.asked.append(self.headers["Host"])
        self.send_response(visitors.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Visitors:
    """Serves all hosts of example.com; `status` and `key` may be changed at any time."""

    def __init__(self, folder: Path) -> None:
        self.status, self.key, self.asked = 200, KEYS[0], []
        contexts, authorities = {}, b""
        for key in KEYS:
            (folder / key).mkdir(parents=True)
            write_certificates(folder / key, HOSTS, 90, key)
            contexts[key] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            contexts[key].load_cert_chain(folder / key / "edge.pem")
            authorities += (folder / key / "ca.pem").read_bytes()
        (folder / "ca.pem").write_bytes(authorities)

        def choose(connection: ssl.SSLObject, _name: str, _context: ssl.SSLContext) -> None:
            connection.context = contexts[self.key]

        contexts[KEYS[0]].sni_callback = choose
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Served)
        self.server.visitors = self
        self.server.socket = contexts[KEYS[0]].wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=[0.05], daemon=True).start()
        self.settings = {"DXAWS_EDGE": "127.0.0.1:%d" % self.server.server_port, "SSL_CERT_FILE": str(folder / "ca.pem")}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
