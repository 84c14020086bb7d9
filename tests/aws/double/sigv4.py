# SPDX-License-Identifier: MIT
"""Signature Version 4, verified over the raw request line with botocore's own signer."""
from __future__ import annotations

import datetime
import hashlib
import hmac
import re
from typing import Any

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from .errors import JSON_VERSION, Answer, error
from .settings import settings

AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/ ,]+)/(\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request, ?"
    r"SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})")

# Services whose requests must be signed for this region wherever the caller lives.
GLOBAL_REGION = {"route53": "us-east-1", "cloudfront": "us-east-1", "iam": "us-east-1"}

MAX_SKEW_SECONDS = 900

# What is asked for without credentials, since it is how one gets some.
UNSIGNED = b"Action=AssumeRoleWithWebIdentity&"

# What is wrong -> (code, status) as S3, as a service speaking XML, as a service speaking JSON.
REFUSALS: dict[str, tuple[tuple[str, int], tuple[str, int], tuple[str, int]]] = {
    "missing": (("AccessDenied", 403), ("MissingAuthenticationToken", 403),
                ("MissingAuthenticationTokenException", 400)),
    "unknown key": (("InvalidAccessKeyId", 403), ("InvalidClientTokenId", 403),
                    ("UnrecognizedClientException", 400)),
    "wrong token": (("InvalidToken", 400), ("InvalidClientTokenId", 403),
                    ("UnrecognizedClientException", 400)),
    "expired": (("ExpiredToken", 400), ("ExpiredToken", 403), ("ExpiredTokenException", 400)),
    "signature": (("SignatureDoesNotMatch", 403), ("SignatureDoesNotMatch", 403),
                  ("InvalidSignatureException", 400)),
    "skew": (("RequestTimeTooSkewed", 403), ("SignatureDoesNotMatch", 403),
             ("InvalidSignatureException", 400)),
    "scope": (("AuthorizationHeaderMalformed", 400), ("SignatureDoesNotMatch", 403),
              ("InvalidSignatureException", 400)),
    "unsigned header": (("AccessDenied", 403), ("SignatureDoesNotMatch", 403),
                        ("InvalidSignatureException", 400)),
    "payload hash": (("XAmzContentSHA256Mismatch", 400), ("SignatureDoesNotMatch", 403),
                     ("InvalidSignatureException", 400)),
    "no payload hash": (("InvalidRequest", 400), ("SignatureDoesNotMatch", 403),
                        ("InvalidSignatureException", 400)),
    "malformed": (("AuthorizationHeaderMalformed", 400), ("IncompleteSignature", 403),
                  ("IncompleteSignatureException", 400)),
}


class Refused(Exception):
    """The request is not signed as AWS demands; `kind` is a key of REFUSALS."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind = kind


def verify(environ: dict[str, Any], body: bytes, service: str) -> Answer | None:
    """None when the signature is right, else the service's refusal."""
    try:
        _check(environ, body)
    except Refused as refused:
        as_s3, as_xml, as_json = REFUSALS[refused.kind]
        code, status = as_s3 if service == "s3" else as_json if service in JSON_VERSION else as_xml
        answer = error(service, status, code, str(refused))
        if environ["REQUEST_METHOD"] == "HEAD":
            answer.body = b""
        return answer
    return None


def region_of(environ: dict[str, Any]) -> str:
    """The region that a request is signed for."""
    scope = re.search(r"Credential=[^/]+/\d+/([a-z0-9-]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    return scope.group(1) if scope else "us-east-1"


def request_headers(environ: dict[str, Any]) -> dict[str, str]:
    """The HTTP headers of a WSGI environment, names in lower case."""
    headers = {k[5:].replace("_", "-").lower(): v for k, v in environ.items() if k.startswith("HTTP_")}
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(key):
            headers[key.replace("_", "-").lower()] = environ[key]
    return headers


def _check(environ: dict[str, Any], body: bytes) -> None:
    authorization = environ.get("HTTP_AUTHORIZATION")
    if not authorization and body.startswith(UNSIGNED):
        return
    if not authorization:
        raise Refused("missing")
    match = AUTHORIZATION.fullmatch(authorization)
    if not match:
        raise Refused("malformed", "Authorization header")
    key, day, region, service, names, signature = match.groups()
    headers = request_headers(environ)
    signed = _signed_headers(headers, names.split(";"))
    if region != GLOBAL_REGION.get(service, region):
        raise Refused("scope", "Credential should be scoped to a valid region.")
    date = _check_date(headers.get("x-amz-date", ""), day, service)
    credentials = _credentials(key, headers.get("x-amz-security-token"))
    _check_payload_hash(headers.get("x-amz-content-sha256"), body, service)

    line = environ["REQUEST_URI"]
    path = line if line.startswith("/") else "/" + line.split("/", 3)[-1]
    request = AWSRequest(method=environ["REQUEST_METHOD"], url=f"http://{headers['host']}{path}",
                         headers=signed, data=body)
    request.context["timestamp"] = date
    signer = (S3SigV4Auth if service == "s3" else SigV4Auth)(credentials, service, region)
    canonical = signer.canonical_request(request)
    expected = signer.signature(signer.string_to_sign(request, canonical), request)
    if not hmac.compare_digest(expected, signature):
        readable = canonical.replace("\n", "\\n")
        raise Refused("signature", f"the canonical request should have been: {readable}")


def _signed_headers(headers: dict[str, str], names: list[str]) -> dict[str, str]:
    if names != sorted(names):
        raise Refused("malformed", "SignedHeaders are not sorted")
    unsigned = [n for n in headers if (n == "host" or n.startswith("x-amz-")) and n not in names]
    if unsigned:
        raise Refused("unsigned header", ", ".join(unsigned))
    absent = [n for n in names if n not in headers]
    if absent:
        raise Refused("signature", "signed header absent: " + ", ".join(absent))
    return {n: headers[n] for n in names}


def _check_date(date: str, day: str, service: str) -> str:
    try:
        when = datetime.datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        raise Refused("malformed", "x-amz-date") from None
    if date[:8] != day:
        raise Refused("malformed" if service == "s3" else "signature", "the scope has another date")
    now = datetime.datetime.now(datetime.timezone.utc)
    if abs((now - when).total_seconds()) > MAX_SKEW_SECONDS:
        raise Refused("skew", date)
    return date


def _credentials(key: str, token: str | None) -> Credentials:
    """The credentials of `key`: a static key, an assumed role's, or an IAM user's."""
    if key in settings.static_keys:
        if token:
            raise Refused("wrong token")
        return Credentials(key, settings.static_keys[key])
    for _, backends in list(sts_backends.items()):
        for role in backends["aws"].assumed_roles:
            if role.access_key_id == key:
                if token != role.session_token:
                    raise Refused("wrong token")
                _check_expiry(role.expiration)
                return Credentials(key, role.secret_access_key, token)
    for _, backends in list(iam_backends.items()):
        for user in backends["aws"].list_users("/", None, None):
            for access_key in user.access_keys:
                if access_key.access_key_id == key:
                    return Credentials(key, access_key.secret_access_key)
    raise Refused("unknown key", key)


def _check_expiry(expiration: Any) -> None:
    if isinstance(expiration, datetime.datetime):
        now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        if expiration.replace(tzinfo=None) < now:
            raise Refused("expired")


def _check_payload_hash(sent: str | None, body: bytes, service: str) -> None:
    if sent is None:
        if service == "s3":
            raise Refused("no payload hash", "Missing required header: x-amz-content-sha256")
        return
    if sent != "UNSIGNED-PAYLOAD" and not sent.startswith("STREAMING-") \
            and sent != hashlib.sha256(body).hexdigest():
        raise Refused("payload hash")
