# SPDX-License-Identifier: MIT
"""A second signer, written from the specification without botocore, and a way to send what boto3 would not."""
from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import http.client
import re
import urllib.parse
from dataclasses import dataclass

from running import ACCESS_KEY, SECRET_KEY, RunningDouble


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The error code in a body of any protocol, or ""."""
        found = re.search(rb"<Code>([^<]*)", self.body) or re.search(rb'"__type": ?"([^"]*)', self.body)
        return found.group(1).decode() if found else ""


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _encode(text: str, safe: str = "-_.~") -> str:
    return urllib.parse.quote(text, safe=safe)


def sign(host: str, service: str, method: str, path: str, query: list[tuple[str, str]], body: bytes,
         headers: dict[str, str], region: str = "us-east-1", key: str = ACCESS_KEY, secret: str = SECRET_KEY,
         when: datetime.datetime | None = None, payload_hash: str = "") -> tuple[str, dict[str, str]]:
    """The request target and all headers of a signed request."""
    now = (when or datetime.datetime.now(datetime.timezone.utc)).strftime("%Y%m%dT%H%M%SZ")
    signed = {"host": host, "x-amz-date": now, **{k.lower(): v for k, v in headers.items()}}
    digest = payload_hash or hashlib.sha256(body).hexdigest()
    if service == "s3":
        signed["x-amz-content-sha256"] = digest
    target = _encode(path, "/-_.~")
    # S3 signs the path as it is sent; the others encode it once more.
    canonical_path = target if service == "s3" else _encode(target, "/-_.~")
    canonical_query = "&".join(f"{k}={v}" for k, v in sorted((_encode(k), _encode(v)) for k, v in query))
    names = sorted(signed)
    canonical = "\n".join([method, canonical_path, canonical_query,
                           *(f"{n}:{re.sub(' +', ' ', signed[n].strip())}" for n in names),
                           "", ";".join(names), digest])
    scope = f"{now[:8]}/{region}/{service}/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    derived = f"AWS4{secret}".encode()
    for part in (now[:8], region, service, "aws4_request"):
        derived = _hmac(derived, part)
    signed["authorization"] = (f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={';'.join(names)}, "
                               f"Signature={_hmac(derived, text).hex()}")
    return target + ("?" + canonical_query if canonical_query else ""), signed


def exchange(double: RunningDouble, method: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
    """Send exactly these bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", double.port, timeout=30)
    try:
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def send(double: RunningDouble, service: str, method: str, path: str,
         query: list[tuple[str, str]] | None = None, body: bytes = b"",
         headers: dict[str, str] | None = None, region: str = "us-east-1", md5: bool = False) -> Reply:
    """A rightly signed request, of whatever content."""
    extra = dict(headers or {})
    if md5:
        extra["content-md5"] = base64.b64encode(hashlib.md5(body).digest()).decode()
    target, signed = sign(f"127.0.0.1:{double.port}", service, method, path, query or [], body, extra, region)
    return exchange(double, method, target, signed, body)
