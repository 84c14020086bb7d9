# SPDX-License-Identifier: MIT
"""A collector of OpenTelemetry on loopback, which reads what it is sent by OpenTelemetry's own messages."""
from __future__ import annotations

import base64
import http.server
import json
import threading
from typing import Any

from google.protobuf import json_format
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

MESSAGES = {"/v1/traces": ExportTraceServiceRequest, "/v1/logs": ExportLogsServiceRequest}
IDS = ("traceId", "spanId", "parentSpanId")


def with_bytes(value: Any) -> Any:
    """OTLP's JSON has ids in hexadecimal, where all other messages have base64."""
    if isinstance(value, list):
        return [with_bytes(item) for item in value]
    if isinstance(value, dict):
        return {name: base64.b64encode(bytes.fromhex(item)).decode() if name in IDS else with_bytes(item)
                for name, item in value.items()}
    return value


class Collector:
    """Takes what it is sent, or answers with another status; `silent` never answers."""

    def __init__(self, status: int = 200, silent: bool = False) -> None:
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        self.released = threading.Event()
        collector = self

        class Handler(http.server.BaseHTTPRequestHandler):
            """One request."""

            def do_POST(self) -> None:
                """Keeps it."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                collector.requests.append((self.path, dict(self.headers), json.loads(body)))
                if silent:
                    collector.released.wait(60)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(b'{"partialSuccess":{}}' if status == 200 else b"no")

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def __enter__(self) -> Collector:
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def messages(self) -> list[Any]:
        """All of it; a member that OpenTelemetry does not have is an error."""
        return [json_format.ParseDict(with_bytes(body), MESSAGES[path](), ignore_unknown_fields=False)
                for path, _, body in self.requests]

    def spans(self) -> list[Any]:
        """The spans of all requests."""
        return [span for message in self.messages() if isinstance(message, ExportTraceServiceRequest)
                for scope in message.resource_spans[0].scope_spans for span in scope.spans]

    def records(self) -> list[Any]:
        """The log records of all requests."""
        return [record for message in self.messages() if isinstance(message, ExportLogsServiceRequest)
                for scope in message.resource_logs[0].scope_logs for record in scope.log_records]
