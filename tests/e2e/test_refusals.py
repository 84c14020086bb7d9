# SPDX-License-Identifier: MIT
"""What a read can foresee is refused before the first write, over the wire: exit 3, and no request that changes
anything."""
from __future__ import annotations

import json
import re
from typing import Any

import pytest

from running import RunningDouble
from steps import change as put
from steps import issue_certificate, make_zone, record, records
from test_site_aws import BUCKET, MANIFEST, Site, applied
from test_strangers import is_write, stranger, through  # noqa: F401, fixtures: the requests are seen on their way


def given(double: RunningDouble, zone: str, name: str, **more: Any) -> dict[str, dict[str, str]]:
    """A certificate of the caller's own; without a name, one that is not there."""
    arn = issue_certificate(double, zone, name, **more) if name else \
        "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
    return {"certificate": {"arn": arn}}


CASES = {
    "no certificate": (lambda double, zone: given(double, zone, ""), "certificate.arn does not exist"),
    "other certificate": (lambda double, zone: given(double, zone, "*.other.example.com"), "does not cover www.example.com"),
    "large key": (lambda double, zone: given(double, zone, "www.example.com", KeyAlgorithm="EC_secp384r1"),
                  "has an EC_secp384r1 key, which CloudFront refuses"),
    "private zone": (lambda double, zone: {"zone": make_zone(double, "example.com", private=True)}, "is private"),
    "wrong zone": (lambda double, zone: {"zone": make_zone(double, "example.org")}, "does not hold www.example.com"),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_before_the_first_write(double, dxaws, through, stranger, site, zone, case):
    """Beside a site that works: nothing of it is given up for what cannot work."""
    applied(dxaws, site(**MANIFEST))
    make, message = CASES[case]
    manifest = site(**{**MANIFEST, **make(double, zone)})
    for verb in (("plan",), ("apply", "--yes")):
        result = through(verb[0], manifest, *verb[1:])
        assert result.rc == 3 and message in result.stderr, result
    assert stranger.seen and not [request for request in stranger.seen if is_write(request)]
    assert dxaws("plan", site(**MANIFEST)).rc == 0


@pytest.mark.parametrize("change", ("domain", "redirects"))
def test_a_name_that_another_account_holds_is_refused_before_the_first_write(double, dxaws, through, stranger, site,
                                                                             zone, change):
    """CloudFront tells a distribution whose certificate covers the name who holds it, half of each id hidden."""
    wild = {**MANIFEST, **given(double, zone, "*.example.com"), "protect": False}
    applied(dxaws, site(**wild))
    there = double.control("foreign-alias", {"alias": "b.example.com"})
    there["distribution"] = "*" * 7 + there["distribution"][7:]
    there["account"] = "*" * 6 + there["account"][6:]
    manifest = site(**{**wild, change: "b.example.com" if change == "domain" else ["b.example.com"]})
    for verb in (("plan",), ("apply", "--yes", "--allow-destroy=www.example.com"), ("preflight",)):
        result = through(verb[0], manifest, *verb[1:])
        said = result.stderr + result.stdout
        assert result.rc == 3 and ('take the alias "b.example.com" off distribution {distribution} of account {account}'
                                   .format(**there)) in said, result
        # A redirect has a distribution of its own, which is not there yet.
        assert ("associate-alias --target-distribution-id E" in said) == (change == "domain"), result
    assert stranger.seen and not [request for request in stranger.seen if is_write(request)]
    if change == "redirects":
        return
    name, value = re.search(r"add the record (\S+) TXT (\S+),", said).groups()
    target, alias = re.search(r"aws cloudfront associate-alias --target-distribution-id (\S+) --alias (\S+)", said).groups()
    double.control("foreign-alias", {"alias": "b.example.com", "enabled": False})
    put(double, zone, ("CREATE", record(name, "TXT", value)))
    double.client("cloudfront").associate_alias(TargetDistributionId=target, Alias=alias)
    # What led to the name that the site had is somebody's by now, and is removed as the next refusal says.
    assert "remove the record www.example.com. A first" in dxaws("plan", manifest).stderr
    put(double, zone, *(("DELETE", one) for one in records(double, zone) if one["Name"] == "www.example.com."))
    applied(dxaws, manifest, "--allow-destroy=www.example.com")


def test_wildcard_covers(double, dxaws, site, zone):
    assert dxaws("plan", site(**{**MANIFEST, **given(double, zone, "*.example.com")})).rc == 2


@pytest.mark.parametrize("whose", ("own", "given"))
def test_a_certificate_that_acm_cannot_renew_is_told(double, dxaws, site, zone, whose):
    """With the record that ACM looks for: by then nothing else is wrong with the site."""
    manifest = site(**{**MANIFEST, **(given(double, zone, "*.example.com") if whose == "given" else {})})
    applied(dxaws, manifest)
    (arn,) = Site(double).certificates()
    assert "renew" not in dxaws("plan", manifest).stdout
    double.control("renewal", {"arn": arn, "status": "PENDING_VALIDATION"})
    option = double.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"][0]
    record = option["ResourceRecord"]
    plan = dxaws("plan", manifest)
    assert plan.rc == 0 and arn in plan.stdout and f"{record['Name']} CNAME {record['Value']}" in plan.stdout, plan
    (left,) = dxaws("plan", manifest, "--json").json["plan"]["left"]
    assert left["identity"] == arn and "PENDING_VALIDATION" in left["why"] and "name servers" in left["remedy"]


@pytest.mark.parametrize("status", ("FAILED", "EXPIRED", "none"))
def test_a_distribution_alone_is_not_begun_for_such_a_certificate(double, dxaws, tmp_path, zone, status):
    """The access control would be made first."""
    arn = given(double, zone, "" if status == "none" else "www.example.com")["certificate"]["arn"]
    if status != "none":
        double.control("certificate", {"arn": arn, "status": status})
    section = tmp_path / "alone.yaml"
    section.write_text(json.dumps({"name": "alone", "origin_domain_name": "files.s3.ca-central-1.amazonaws.com",
                                   "aliases": ["www.example.com"], "certificate_arn": arn}))
    before = double.writes()
    for verb in (("plan",), ("apply", "--yes")):
        result = dxaws("cloudfront", verb[0], section, *verb[1:])
        assert result.rc == 3 and ("no such" if status == "none" else status) in result.stderr, result
    assert double.writes() == before


KEY = "arn:aws:kms:ca-central-1:123456789012:key/12345678-1234-1234-1234-123456789012"


@pytest.mark.parametrize("key", (None, KEY))
def test_a_bucket_that_cloudfront_cannot_decrypt_is_told(double, dxaws, site, zone, key):
    """When it is to be read for the first time: a plan of a site that serves reads nothing more."""
    manifest = site(**MANIFEST)
    applied(dxaws, manifest)
    s3 = double.client("s3", "ca-central-1")
    s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [
        {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", **({"KMSMasterKeyID": key} if key else {})}}]})
    s3.delete_bucket_policy(Bucket=BUCKET)
    plan = dxaws("plan", manifest, "--json")
    if key is None:
        before = double.writes()
        assert plan.rc == 3 and plan.json["error"]["code"] == "BucketEncryption", plan
        assert dxaws("apply", manifest, "--yes").rc == 3 and double.writes() == before
    else:
        (left,) = plan.json["plan"]["left"]
        assert plan.rc == 2 and left["identity"] == key and "cloudfront.amazonaws.com" in left["remedy"], plan


def test_who_is_not_told_who_holds_a_name_is_not_stopped(double, dxaws, tmp_path, zone):
    """It is asked only to know earlier: neither a right that lacks nor a server without such a list is in the way."""
    file = tmp_path / "one.json"

    def asked(verb: str, *aliases: str) -> int:
        file.write_text(json.dumps({"name": "one", "origin_domain_name": "b.s3.eu-west-1.amazonaws.com",
                                    "certificate_arn": certificate, "aliases": aliases}))
        return dxaws("cloudfront", verb, file, *(["--yes"] if verb == "apply" else [])).rc

    certificate = issue_certificate(double, zone, "*.example.com")
    assert asked("apply", "a.example.com") == 0
    double.control("foreign-alias", {"alias": "b.example.com"})
    assert asked("plan", "a.example.com", "b.example.com") == 3
    double.control("deny", ["cloudfront:ListConflictingAliases"])
    assert asked("plan", "a.example.com", "b.example.com") == 2
    double.control("deny", [])
    for status, code in ((404, "NotFound"), (400, "UnknownOperation")):
        double.control("faults", [{"match": "conflicting-alias", "do": "error", "status": status, "code": code,
                                   "message": "There is no such operation."}])
        assert asked("plan", "a.example.com", "b.example.com") == 2
        assert double.control("faults", method="GET")["fired"]
