# SPDX-License-Identifier: MIT
"""Only rightly signed requests are served; the signer here shares no code with the verifier."""
from __future__ import annotations

import datetime
from typing import Any

import pytest

from running import SECRET_KEY, RunningDouble, code_of
from sign import Reply, exchange, sign

JSON = "application/x-amz-json-1.1"
TAGGING = b"<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"

# service, method, path, query, body, headers
REQUESTS: dict[str, tuple[str, str, str, list[tuple[str, str]], bytes, dict[str, str]]] = {
    "sts GetCallerIdentity": ("sts", "POST", "/", [], b"Action=GetCallerIdentity&Version=2011-06-15",
                              {"content-type": "application/x-www-form-urlencoded"}),
    "s3 GetBucketVersioning": ("s3", "GET", "/signed", [("versioning", "")], b"", {}),
    "s3 PutBucketTagging": ("s3", "PUT", "/signed", [("tagging", "")], TAGGING,
                            {"content-md5": "jqzPL3CP1xqTN8blcrX3gg=="}),
    "s3 PutObject, odd key": ("s3", "PUT", "/signed/a b/ü+%&=?", [], b"x", {}),
    "s3 ListObjectsV2, odd prefix": ("s3", "GET", "/signed",
                                     [("list-type", "2"), ("prefix", "a b/ü+%&="), ("max-keys", "5")], b"", {}),
    "route53 ListHostedZones": ("route53", "GET", "/2013-04-01/hostedzone", [("maxitems", "100")], b"", {}),
    "route53 ListHostedZonesByName": ("route53", "GET", "/2013-04-01/hostedzonesbyname",
                                      [("dnsname", "example.com."), ("maxitems", "1")], b"", {}),
    "acm ListCertificates": ("acm", "POST", "/", [], b"{}",
                             {"content-type": JSON, "x-amz-target": "CertificateManager.ListCertificates"}),
    "cloudfront ListDistributions": ("cloudfront", "GET", "/2020-05-31/distribution", [], b"", {}),
}

# What is done to a request -> the codes as S3, as a service with XML errors, as one with JSON errors.
ATTACKS: dict[str, tuple[str, str, str]] = {
    "wrong secret": ("SignatureDoesNotMatch", "SignatureDoesNotMatch", "InvalidSignatureException"),
    "unknown key": ("InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"),
    "body changed": ("XAmzContentSHA256Mismatch", "SignatureDoesNotMatch", "InvalidSignatureException"),
    "query changed": ("SignatureDoesNotMatch", "SignatureDoesNotMatch", "InvalidSignatureException"),
    "header added": ("AccessDenied", "SignatureDoesNotMatch", "InvalidSignatureException"),
    "an hour old": ("RequestTimeTooSkewed", "SignatureDoesNotMatch", "InvalidSignatureException"),
    "unsigned": ("AccessDenied", "MissingAuthenticationToken", "MissingAuthenticationTokenException"),
}


@pytest.fixture(scope="module", autouse=True)
def bucket(running: RunningDouble) -> None:
    """The requests of this file only read, or write what is there."""
    running.reset()
    running.client("s3").create_bucket(Bucket="signed")


def perform(double: RunningDouble, name: str, attack: str = "") -> Reply:
    """Sign the request of that name, do the attack, send it."""
    service, method, path, query, body, headers = REQUESTS[name]
    options: dict[str, Any] = {}
    if attack == "wrong secret":
        options["secret"] = SECRET_KEY + "x"
    elif attack == "unknown key":
        options["key"] = "AKIANOSUCHKEYEXAMPLE"
    elif attack == "an hour old":
        options["when"] = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    target, signed = sign(f"127.0.0.1:{double.port}", service, method, path, query, body, headers, **options)
    if attack == "body changed":
        body += b" "
    elif attack == "query changed":
        target += ("&" if "?" in target else "?") + "zz=1"
    elif attack == "header added":
        signed["x-amz-meta-late"] = "1"
    elif attack == "unsigned":
        del signed["authorization"]
    return exchange(double, method, target, signed, body)


@pytest.mark.parametrize("name", REQUESTS)
def test_right_signature_is_served(running, name):
    reply = perform(running, name)
    assert reply.status in (200, 204), reply.body


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", REQUESTS)
def test_wrong_signature_is_refused(running, name, attack):
    reply = perform(running, name, attack)
    service = REQUESTS[name][0]
    family = 0 if service == "s3" else 2 if service == "acm" else 1
    assert reply.status in (400, 403)
    assert reply.code == ATTACKS[attack][family], reply.body


def test_boto3_with_a_wrong_secret_is_refused(running):
    client = running.client("route53", secret="wrong")
    assert code_of(client.list_hosted_zones) == "SignatureDoesNotMatch"


def test_global_service_is_signed_for_us_east_1(running):
    for service, path in (("route53", "/2013-04-01/hostedzone"), ("cloudfront", "/2020-05-31/distribution")):
        host = f"127.0.0.1:{running.port}"
        target, signed = sign(host, service, "GET", path, [], b"", {}, region="eu-west-1")
        assert exchange(running, "GET", target, signed, b"").status == 403


def test_s3_needs_the_payload_hash(running):
    host = f"127.0.0.1:{running.port}"
    target, signed = sign(host, "s3", "GET", "/signed", [("versioning", "")], b"", {}, payload_hash="0" * 64)
    assert exchange(running, "GET", target, signed, b"").code == "XAmzContentSHA256Mismatch"
    del signed["x-amz-content-sha256"]
    assert exchange(running, "GET", target, signed, b"").status in (400, 403)


def test_runs_of_spaces_in_a_header_are_folded(running):
    host = f"127.0.0.1:{running.port}"
    target, signed = sign(host, "route53", "GET", "/2013-04-01/hostedzone", [], b"",
                          {"x-amz-meta-a": "  a   b  c "})
    assert exchange(running, "GET", target, signed, b"").status == 200
