#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes sigv4-botocore.json: tricky requests and the canonical request and Authorization header
that botocore, an independent implementation, computes for them. Run by hand, with botocore
installed, when a case is added: ./sigv4-botocore.py > sigv4-botocore.json"""
import datetime
import hashlib
import json
from unittest import mock

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
NOW = datetime.datetime(2015, 8, 30, 12, 36, 0)
# name, service, method, wire path, wire query, further headers, body
CASES = [
    ("plain", "sts", "GET", "/", "", [], b""),
    ("space in path", "route53", "GET", "/a%20b/c", "", [], b""),
    ("percent in path", "route53", "GET", "/a%2525b", "", [], b""),
    ("utf-8 path", "lambda", "GET", "/%E1%88%B4", "", [], b""),
    ("dots in path", "route53", "GET", "/a/../b/./c//d/", "", [], b""),
    ("dots to the root", "route53", "GET", "/a/..", "", [], b""),
    ("only slashes", "route53", "GET", "//", "", [], b""),
    ("arn in path", "lambda", "GET", "/2015-03-31/tags/arn%3Aaws%3Alambda%3Aus-east-1%3A1%3Af", "", [], b""),
    ("s3 double slash", "s3", "GET", "//key//", "", [], b""),
    ("s3 dots kept", "s3", "GET", "/a/.././b.txt", "", [], b""),
    ("s3 encoded once", "s3", "GET", "/a%20b/%25%2B%26%3D%40%3A%24%2C%3B", "", [], b""),
    ("s3 utf-8", "s3", "PUT", "/%C3%BC%F0%9F%98%80", "", [], b"x"),
    ("bare query name", "s3", "PUT", "/", "tagging", [], b"<Tagging/>"),
    ("query order is by pair", "sts", "GET", "/", "a-b=1&a=2&A=3&a=1", [], b""),
    ("query of empty values", "s3", "GET", "/", "prefix=&delimiter=%2F&list-type=2", [], b""),
    ("query escapes", "route53", "GET", "/", "name=%2A.example.com.&x=%25%26%3D%2B~", [], b""),
    ("query utf-8", "sts", "GET", "/", "%E1%88%B4=bar&%C3%A9=%C3%BC", [], b""),
    ("values trimmed", "sts", "GET", "/", "", [("My-Header1", "   a   b   c  "), ("My-Header2", "\"x  y\"")], b""),
    ("tabs trimmed", "sts", "GET", "/", "", [("My-Header1", "\t a \t\tb\t")], b""),
    ("header order", "acm", "POST", "/", "", [("X-Amz-Target", "CertificateManager.ListCertificates"),
        ("Content-Type", "application/x-amz-json-1.1"), ("a-b", "1"), ("a", "2"), ("Ab", "3")], b"{}"),
    ("unsigned headers", "s3", "GET", "/", "", [("User-Agent", "dxaws/1"), ("Expect", "100-continue"),
        ("X-Amzn-Trace-Id", "Root=1")], b""),
    ("checksum", "s3", "PUT", "/k", "", [("x-amz-checksum-crc32", "NhCmhg=="),
        ("x-amz-sdk-checksum-algorithm", "CRC32")], b"hello"),
    ("form body", "sts", "POST", "/", "", [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
        b"Action=GetCallerIdentity&Version=2011-06-15"),
    ("port in host", "s3", "GET", "/b", "", [("Host", "127.0.0.1:5000")], b""),
    ("session token", "s3", "GET", "/b", "policy", [], b""),
]


def sign(case):
    name, service, method, path, query, headers, body = case
    headers = dict(headers)
    host = headers.pop("Host", f"{service}.us-east-1.amazonaws.com")
    token = "AQoDYXdzEPT//////////wEXAMPLE+token=" if name == "session token" else None
    request = AWSRequest(method, f"http://{host}{path}" + (f"?{query}" if query else ""), headers, body)
    request.context["payload_signing_enabled"] = True
    signer = (S3SigV4Auth if service == "s3" else SigV4Auth)(Credentials(KEY, SECRET, token), service, "us-east-1")
    seen = {}
    canonical = signer.canonical_request
    signer.canonical_request = lambda r: seen.setdefault("canonical", canonical(r))
    with mock.patch("botocore.auth.get_current_datetime", lambda *a, **k: NOW, create=True):
        with mock.patch("botocore.auth.datetime", create=True) as clock:
            clock.datetime.utcnow.return_value = NOW
            signer.add_auth(request)
    # What S3 requests carry also when botocore leaves it out of a plain-HTTP request.
    sent = [[k, v] for k, v in request.headers.items() if k.lower() != "authorization"]
    sent.append(["Host", host])
    return {"name": name, "method": method, "path": path, "query": query, "headers": sent,
            "payload_hash": hashlib.sha256(body).hexdigest(), "path_as_is": service == "s3",
            "access_key_id": KEY, "secret": SECRET, "region": "us-east-1", "service": service,
            "date": "20150830T123600Z", "canonical": seen["canonical"],
            "authorization": request.headers["Authorization"]}


print(json.dumps({"origin": "botocore, by sigv4-botocore.py", "cases": [sign(c) for c in CASES]}, indent=1))
