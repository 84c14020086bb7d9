# SPDX-License-Identifier: MIT
"""A server that gives credentials the way every source does, or repeats whatever it is told."""
from __future__ import annotations

import base64
import json
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape

END = "2099-01-01T00:00:00Z"
SHAPES = ["xml", "json", "text", "code", "garbage"]
RUN = 12  # a secret is revealed by so many of its characters


def forms(secret: str) -> list[str]:
    """As it is, percent-encoded, and in base64 wherever it begins."""
    shifted = [base64.b64encode(b":" * before + secret.encode()).decode()[4:-4] for before in range(3)]
    return [secret, urllib.parse.quote(secret, safe=""), *shifted]


def runs(secrets: list[str]) -> set[str]:
    """What no text may have."""
    return {form[start:start + RUN] for secret in secrets for form in forms(secret)
            for start in range(len(form) - RUN + 1)}


def revealed(text: str, secret_runs: set[str]) -> str | None:
    """The part of a secret that a text has."""
    return next((text[start:start + RUN] for start in range(len(text) - RUN + 1)
                 if text[start:start + RUN] in secret_runs), None)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Any
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def answer(self, status: int, body: str, **headers: str) -> None:
        """Send it all."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body.encode())

    def repeat(self, body: str) -> None:
        """Say what was heard, in the shape that is asked for."""
        parrot = self.server.parrot
        parrot.heard += 1
        heard = [value for name, value in self.headers.items()
                 if name.lower() in ("authorization", "x-amz-security-token", "x-amz-sso_bearer_token",
                                     "x-aws-ec2-metadata-token")]
        told = " ".join([*heard, *(base64.b64encode(value.encode()).decode() for value in heard), self.path, body])
        word = (heard or [body])[-1][-100:].replace(" ", "")
        ids = {"x_amz_request_id": told[:300], "x_amz_id_2": word, "x_amz_bucket_region": word[:60]}
        if parrot.shape == "xml":
            told = escape(told)
            self.answer(403, f"<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>{told}</Message>"
                             f"</Error><RequestId>{told[:200]}</RequestId></ErrorResponse>", **ids)
        elif parrot.shape == "json":
            self.answer(400, json.dumps({"__type": "InvalidSignatureException", "message": told, "Code": "Failed",
                                         "Message": told}), **ids)
        elif parrot.shape == "code":
            self.answer(400, f"<Error><Code>{escape(word)}</Code></Error>", x_amzn_errortype=word, **ids)
        else:
            self.answer(200 if parrot.shape == "garbage" else 403, told, **ids)

    def give(self, body: str) -> None:
        """Credentials, in the way of the source that is asked."""
        keys = self.server.parrot.keys
        document = json.dumps({"Code": "Success", **keys, "Expiration": END})
        if self.path == "/latest/api/token":
            self.answer(200, self.server.parrot.metadata_token)
        elif self.path.endswith("/security-credentials-extended/"):
            self.answer(200, "my-role")
        elif self.path == "/container" or self.path.endswith("/my-role"):
            self.answer(200, document)
        elif self.path == "/token":
            self.answer(200, json.dumps({"accessToken": self.server.parrot.renewed_token, "expiresIn": 3600}))
        elif self.path.startswith("/federation/credentials"):
            self.answer(200, json.dumps({"roleCredentials": {
                "accessKeyId": keys["AccessKeyId"], "secretAccessKey": keys["SecretAccessKey"],
                "sessionToken": keys["Token"], "expiration": 4070908800000}}))
        elif "Action=GetCallerIdentity" in body:
            self.answer(200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/u</Arn>"
                             "<UserId>u</UserId><Account>123456789012</Account></GetCallerIdentityResult>"
                             "</GetCallerIdentityResponse>")
        else:
            kind = "AssumeRoleWithWebIdentity" if "WebIdentity" in body else "AssumeRole"
            self.answer(200, f"<{kind}Response><{kind}Result><Credentials><AccessKeyId>{keys['AccessKeyId']}"
                             f"</AccessKeyId><SecretAccessKey>{keys['SecretAccessKey']}</SecretAccessKey><SessionToken>"
                             f"{keys['Token']}</SessionToken><Expiration>{END}</Expiration></Credentials>"
                             f"</{kind}Result></{kind}Response>")

    def handle_any(self) -> None:
        """Whatever the method."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        (self.repeat if self.server.parrot.shape else self.give)(body)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_any


class Parrot:
    """Gives credentials while shape is None; else repeats, in one of SHAPES."""

    def __init__(self) -> None:
        self.shape: str | None = None
        self.keys = {"AccessKeyId": "ASIACANARY", "SecretAccessKey": "", "Token": ""}
        self.metadata_token = self.renewed_token = ""
        self.heard = 0
        self.server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.parrot = self
        self.server.handle_error = lambda *_: None  # a client that was stopped, or went away
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """No more requests."""
        self.server.shutdown()
        self.server.server_close()
