#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes presign-botocore.json: URLs as botocore, an independent implementation, signs them. Run
by hand, with botocore installed: ./presign-botocore.py > presign-botocore.json"""
import datetime
import hashlib
import json
from unittest import mock

from botocore.auth import S3SigV4QueryAuth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "AQoDYXdzEPT//////////wEXAMPLE+token="
NOW = datetime.datetime(2015, 8, 30, 12, 36, 0)
# name, service, method, wire path, wire query, further headers, token, seconds
CASES = [
    ("get", "s3", "GET", "/key", "", [], None, 3600),
    ("get with token", "s3", "GET", "/key", "", [], TOKEN, 3600),
    ("a second", "s3", "GET", "/key", "", [], TOKEN, 1),
    ("a week", "s3", "GET", "/key", "", [], None, 604800),
    ("put", "s3", "PUT", "/a%20b/%25%2B//c", "", [], TOKEN, 900),
    ("put with headers", "s3", "PUT", "/k", "", [("content-type", "text/plain"), ("content-length", "5"),
        ("x-amz-acl", "private")], TOKEN, 900),
    ("query", "s3", "GET", "/k", "versionId=a%2Fb&response-content-type=text%2Fplain", [], TOKEN, 60),
    ("query after the signature's", "s3", "GET", "/k", "Z=1&a=2", [], None, 60),
    ("dots", "s3", "GET", "/a/../b", "", [], None, 60),
    ("port", "s3", "GET", "/k", "", [("Host", "127.0.0.1:5000")], None, 60),
    ("sts", "sts", "GET", "/", "Action=GetCallerIdentity&Version=2011-06-15", [], TOKEN, 60),
    ("sts with header", "sts", "GET", "/", "Action=GetCallerIdentity&Version=2011-06-15",
        [("x-k8s-aws-id", "cluster")], TOKEN, 60),
    ("path encoded twice", "lambda", "GET", "/a%20b", "", [], TOKEN, 60),
]


def sign(case):
    name, service, method, path, query, headers, token, seconds = case
    headers = dict(headers)
    host = headers.pop("Host", f"{service}.us-east-1.amazonaws.com")
    request = AWSRequest(method, f"https://{host}{path}" + (f"?{query}" if query else ""), headers, b"")
    kind = S3SigV4QueryAuth if service == "s3" else SigV4QueryAuth
    signer = kind(Credentials(KEY, SECRET, token), service, "us-east-1", expires=seconds)
    with mock.patch("botocore.auth.get_current_datetime", lambda *a, **k: NOW, create=True):
        with mock.patch("botocore.auth.datetime", create=True) as clock:
            clock.datetime.utcnow.return_value = NOW
            signer.add_auth(request)
    empty = hashlib.sha256(b"").hexdigest()
    return {"name": name, "method": method, "path": path, "query": query,
            "headers": [[k, v] for k, v in headers.items()] + [["Host", host]],
            "payload_hash": "UNSIGNED-PAYLOAD" if service == "s3" else empty, "path_as_is": service == "s3",
            "access_key_id": KEY, "secret": SECRET, "token": token, "region": "us-east-1", "service": service,
            "date": "20150830T123600Z", "expires_s": seconds,
            "presigned": request.url.partition("?")[2]}


print(json.dumps({"origin": "botocore, by presign-botocore.py", "cases": [sign(c) for c in CASES]}, indent=1))
