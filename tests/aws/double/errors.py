# SPDX-License-Identifier: MIT
"""Error answers in the form of each protocol family, for refusals made before moto sees a request."""
from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

JSON_VERSION = {"acm": "1.1", "events": "1.1", "states": "1.0", "lambda": "1.1", "tagging": "1.1"}

XML_NAMESPACE = {
    "route53": "https://route53.amazonaws.com/doc/2013-04-01/",
    "cloudfront": "http://cloudfront.amazonaws.com/doc/2020-05-31/",
    "sts": "https://sts.amazonaws.com/doc/2011-06-15/",
    "iam": "https://iam.amazonaws.com/doc/2010-05-08/",
}


@dataclass
class Answer:
    """A complete HTTP answer."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def start(self) -> tuple[str, list[tuple[str, str]]]:
        """The status line and headers for WSGI, with the length of the body."""
        names = {name.lower() for name, _ in self.headers}
        length = [] if "content-length" in names else [("Content-Length", str(len(self.body)))]
        return f"{self.status} Status", self.headers + length


def error(service: str, status: int, code: str, message: str,
          headers: list[tuple[str, str]] | None = None, fields: dict[str, str] | None = None) -> Answer:
    """An error of `service`; `fields` are further elements that S3 puts in its errors."""
    request_id = os.urandom(8).hex().upper()
    extra = list(headers or [])
    if service in JSON_VERSION:
        body = json.dumps({"__type": code, "message": message})
        extra.append(("Content-Type", f"application/x-amz-json-{JSON_VERSION[service]}"))
        extra.append(("x-amzn-ErrorType", code))
    elif service == "s3":
        more = "".join(f"<{k}>{escape(v)}</{k}>" for k, v in (fields or {}).items())
        body = ('<?xml version="1.0" encoding="UTF-8"?>\n'
                f"<Error><Code>{code}</Code><Message>{escape(message)}</Message>{more}"
                f"<RequestId>{request_id}</RequestId><HostId>host</HostId></Error>")
        extra.append(("Content-Type", "application/xml"))
        extra.append(("x-amz-request-id", request_id))
    else:
        space = XML_NAMESPACE.get(service, "")
        xmlns = f' xmlns="{space}"' if space else ""
        body = ('<?xml version="1.0"?>\n'
                f"<ErrorResponse{xmlns}><Error><Type>Sender</Type><Code>{code}</Code>"
                f"<Message>{escape(message)}</Message></Error>"
                f"<RequestId>{request_id}</RequestId></ErrorResponse>")
        extra.append(("Content-Type", "text/xml"))
    if service != "s3":
        extra.append(("x-amzn-RequestId", request_id))
    return Answer(status, extra, body.encode())
