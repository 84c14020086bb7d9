# SPDX-License-Identifier: MIT
"""The whole life of a site, and of each resource alone, on servers that nobody here wrote. What is allowed them is what
docs/other-servers.md says of them, by name, and each allowance is seen to be needed still."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from command import Command, Result
from servers import MINISTACK_PYTHON, PAGE, SERVERS, Server
from steps import access_control, distribution_config
from stranger import ANONYMOUS, Stranger

SITE, DOMAIN = "example", "www.example.com"
BUCKET = "example-www-example-com"
REGION = "ca-central-1"
ORIGIN = f"one.s3.{REGION}.amazonaws.com"


def rows() -> dict[str, tuple[str, str]]:
    """The servers' faults that the page lists: name -> server and version."""
    found = re.findall(r"^\| `([\w-]+)` \| (\w+) ([\d.]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: (server, version) for name, server, version in found}


def version_of(server: str) -> str:
    """Of the package that runs."""
    python = MINISTACK_PYTHON if server == "ministack" else sys.executable
    asked = f"from importlib.metadata import version; print(version({server!r}))"
    return subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()


class Fixture:
    """A server with an empty account and a zone, the command, and the documents of a test."""

    def __init__(self, server: Server, binary: str, folder: Path) -> None:
        server.reset()
        self.server, self.folder = server, folder
        self.zone = server.make_zone("example.com")
        self.dxaws = Command(binary, folder, server.url)

    def has(self, fault: str) -> bool:
        """Whether the server is the one with that fault of the page."""
        return rows()[fault][0] == self.server.name

    def write(self, file: str, **document: Any) -> Path:
        """A document; again the same file by the same word."""
        path = self.folder / f"{file}.yaml"
        path.write_text(json.dumps(document))
        return path

    def kinds(self, *words: str | Path) -> list[str]:
        """Those of a plan, which is none without actions, and exits so."""
        result = self.dxaws(*words, "--json")
        found = [action["kind"] for action in result.json["plan"]["actions"]]
        assert result.rc == (2 if found else 0), result
        return found

    def forgotten(self, *words: str | Path) -> None:
        """moto-origin-access-control: all is done, and that it reads back otherwise is told."""
        result = self.dxaws(*words, "--yes")
        assert result.rc == 1 and "applied, but origin_access_control reads back as absent" in result.stderr, result

    def applied(self, *words: str | Path) -> Result:
        """With nothing left to do."""
        result = self.dxaws(*words, "--yes")
        assert result.rc == 0, result
        return result


@pytest.fixture(scope="module", params=sorted(SERVERS))
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server's process, which must not have been reachable from elsewhere in the end, either."""
    if request.param == "ministack" and not os.access(MINISTACK_PYTHON, os.X_OK):
        pytest.skip("no .venv-ministack: scripts/setup --test makes it")
    server = SERVERS[request.param](tmp_path_factory.mktemp(request.param))
    yield server
    reachable = server.listens_on()
    server.stop()
    assert reachable == {("0100007F", server.port)}, reachable


@pytest.fixture
def on(running: Server, tmp_path: Path) -> Fixture:
    binary = os.environ.get("DXAWS_BIN", "")
    if not binary:
        pytest.skip("DXAWS_BIN does not name the command")
    return Fixture(running, os.path.abspath(binary), tmp_path)


def test_only_this_machine_reaches_it(running):
    assert running.listens_on() == {("0100007F", running.port)}


def test_what_is_allowed_names_the_server_that_runs():
    """A newer server may have mended it."""
    for name, (server, version) in rows().items():
        assert server in SERVERS, name
        if server != "ministack" or os.access(MINISTACK_PYTHON, os.X_OK):
            assert version_of(server) == version, name


# ---- one resource

def s3_hand(on: Fixture) -> None:
    s3 = on.server.client("s3", REGION)
    s3.put_bucket_versioning(Bucket="one", VersioningConfiguration={"Status": "Suspended"})
    s3.delete_bucket_policy(Bucket="one")


def dns_hand(on: Fixture) -> None:
    record = {"Name": "a.example.com.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.9"}]}
    on.server.client("route53").change_resource_record_sets(HostedZoneId=on.zone, ChangeBatch={
        "Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]})


def acm_hand(on: Fixture) -> None:
    acm = on.server.client("acm")
    (certificate,) = acm.list_certificates()["CertificateSummaryList"]
    acm.add_tags_to_certificate(CertificateArn=certificate["CertificateArn"], Tags=[{"Key": "team", "Value": "x"}])


def cloudfront_hand(on: Fixture) -> None:
    cloudfront = on.server.client("cloudfront")
    (distribution,) = cloudfront.list_distributions()["DistributionList"]["Items"]
    found = cloudfront.get_distribution_config(Id=distribution["Id"])
    found["DistributionConfig"]["PriceClass"] = "PriceClass_All"
    cloudfront.update_distribution(Id=distribution["Id"], DistributionConfig=found["DistributionConfig"],
                                   IfMatch=found["ETag"])


DENIAL = {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::one",
          "Condition": {"Bool": {"aws:SecureTransport": False}}}

# Each: what is declared, what is declared then, somebody's hand, and what is planned after that.
RESOURCES: dict[str, tuple[dict[str, Any], dict[str, Any], Callable[[Fixture], None], list[str]]] = {
    "s3": ({"name": "one", "region": REGION, "versioning": True, "tags": {"team": "web"},
            "policy_statements": {"TlsOnly": DENIAL}},
           {"tags": {"team": "ops"}, "policy_statements": {}, "force_empty": True},
           s3_hand, ["PUT_VERSIONING", "PUT_POLICY"]),
    "dns": ({"records": [{"name": "a.example.com", "type": "A", "values": ["192.0.2.1"]},
                         {"name": "*.example.com", "type": "CNAME", "values": ["example.net"]},
                         {"name": "example.com", "type": "TXT", "values": ["v=spf1 -all", "é"]},
                         {"name": "w.example.com", "type": "AAAA", "alias": {
                             "zone_id": "Z2FDTNDATAQYW2", "dns_name": "d111111abcdef8.cloudfront.net"}}]},
            {"records": [{"name": "a.example.com", "type": "A", "ttl_s": 60, "values": ["192.0.2.1", "192.0.2.2"]}]},
            dns_hand, ["CHANGE_RECORDS", "WAIT_INSYNC"]),
    "acm": ({"domain_name": DOMAIN, "region": "us-east-1", "tags": {"team": "web"}}, {"tags": {"team": "ops"}},
            acm_hand, ["PUT_TAGS"]),
    "cloudfront": ({"name": "one", "origin_domain_name": ORIGIN, "tags": {"team": "web"}},
                   {"default_root_object": "start.html", "tags": {"team": "ops"}},
                   cloudfront_hand, ["UPDATE_DISTRIBUTION", "WAIT_DEPLOYED"]),
}


@pytest.mark.parametrize("module", RESOURCES)
def test_one_resource(on, module):
    """Made, nothing to do, mended after somebody's hand, changed, destroyed, nothing to destroy."""
    declared, changed, hand, mends = RESOURCES[module]
    document = on.write(module, **declared)
    assert on.kinds(module, "plan", document)
    if module == "cloudfront" and on.has("moto-origin-access-control"):
        on.forgotten(module, "apply", document)
        assert on.kinds(module, "plan", document) == mends
        on.forgotten(module, "apply", document)
        on.applied(module, "destroy", document)
        return
    on.applied(module, "apply", document)
    assert on.kinds(module, "plan", document) == []
    assert "Nothing to do" in on.applied(module, "apply", document).stdout
    hand(on)
    assert on.kinds(module, "plan", document) == mends
    if module == "dns" and on.has("moto-record-journal"):
        refused = on.dxaws(module, "apply", document, "--yes")
        assert refused.rc == 5 and "already exists" in refused.stderr, refused
    else:
        on.applied(module, "apply", document)
        assert on.kinds(module, "plan", document) == []
    on.write(module, **{**declared, **changed})
    assert on.kinds(module, "plan", document)
    on.applied(module, "apply", document)
    assert on.kinds(module, "plan", document) == []
    if module == "s3":
        on.server.client("s3", REGION).put_object(Bucket="one", Key="k/é", Body=b"x")
    on.applied(module, "destroy", document)
    assert "Nothing to do" in on.applied(module, "destroy", document).stdout


# ---- a site

def things(on: Fixture) -> dict[str, int]:
    """What stands in the account, as boto3 sees it."""
    records = on.server.client("route53").list_resource_record_sets(HostedZoneId=on.zone)["ResourceRecordSets"]
    cloudfront = on.server.client("cloudfront")
    return {
        "bucket": len(on.server.client("s3", REGION).list_buckets()["Buckets"]),
        "certificate": len(on.server.client("acm").list_certificates()["CertificateSummaryList"]),
        "distribution": len(cloudfront.list_distributions()["DistributionList"].get("Items", [])),
        "access_control": len(cloudfront.list_origin_access_controls()["OriginAccessControlList"].get("Items", [])),
        "record": len([record for record in records if record["Type"] not in ("NS", "SOA")])}


def site_hand(on: Fixture) -> None:
    """On each resource of the site."""
    on.server.client("s3", REGION).delete_public_access_block(Bucket=BUCKET)
    acm_hand(on)
    cloudfront_hand(on)
    route53 = on.server.client("route53")
    records = route53.list_resource_record_sets(HostedZoneId=on.zone)["ResourceRecordSets"]
    (alias,) = [record for record in records if record["Type"] == "AAAA"]
    route53.change_resource_record_sets(HostedZoneId=on.zone, ChangeBatch={
        "Changes": [{"Action": "DELETE", "ResourceRecordSet": alias}]})


MANIFEST = {"site": SITE, "domain": DOMAIN, "region": REGION, "tags": {"team": "web"}, "fallback": "spa",
            "wait": "deployed"}
DESTROY = ("destroy", f"--allow-destroy={SITE}")


def site_of_a_forgetful_server(on: Fixture, site: Path) -> None:
    """Its name is not pointed at a distribution that is not as it should be; what is there is destroyed again."""
    on.forgotten("apply", site)
    assert things(on) == {"bucket": 1, "certificate": 1, "distribution": 1, "access_control": 1, "record": 1}
    assert on.kinds("plan", site) == ["cloudfront.UPDATE_DISTRIBUTION", "s3.PUT_POLICY", "cloudfront.WAIT_DEPLOYED",
                                      "dns.CHANGE_RECORDS", "dns.WAIT_INSYNC"]
    on.applied(*DESTROY, site)
    assert not any(things(on).values()), things(on)


def test_site(on):
    """From nothing to deployed, through a stranger's hand and a change of the manifest, and back to nothing."""
    site = on.write("site", **MANIFEST)
    assert len(on.kinds("plan", site)) == 14
    if on.has("moto-origin-access-control"):
        site_of_a_forgetful_server(on, site)
        return
    on.applied("apply", site)
    assert things(on) == {"bucket": 1, "certificate": 1, "distribution": 1, "access_control": 1, "record": 3}
    assert on.kinds("plan", site) == []
    listed = on.dxaws("list").stdout
    assert all(kind in listed for kind in ("bucket", "certificate", "distribution", "access_control")), listed
    site_hand(on)
    assert on.kinds("plan", site) == ["s3.PUT_PUBLIC_ACCESS_BLOCK", "acm.PUT_TAGS", "cloudfront.UPDATE_DISTRIBUTION",
                                      "cloudfront.WAIT_DEPLOYED", "dns.CHANGE_RECORDS", "dns.WAIT_INSYNC"]
    on.applied("apply", site)
    assert on.kinds("plan", site) == []
    assert "Nothing to do" in on.applied("apply", site).stdout
    on.write("site", **{**MANIFEST, "fallback": "/404.html", "tags": {"team": "ops"}})
    on.applied("apply", site)
    assert on.kinds("plan", site) == []
    on.applied(*DESTROY, site)
    assert not any(things(on).values()), things(on)
    assert "Nothing" in on.dxaws("list").stdout
    assert "Nothing to do" in on.applied(*DESTROY, site).stdout


@pytest.mark.parametrize("running", ["ministack"], indirect=True)
def test_site_of_a_server_without_request_ids(on):
    """Such as some that speak S3: at an endpoint that is named they are believed, see docs/decisions/0022."""
    silent = Stranger(on.server.port)
    silent.disturb(lambda _: True, ANONYMOUS)
    on.dxaws.url = silent.url
    site = on.write("site", **MANIFEST)
    try:
        on.applied("apply", site)
        assert on.kinds("plan", site) == []
        on.applied(*DESTROY, site)
        assert not any(things(on).values()) and silent.answered > 50, things(on)
    finally:
        silent.stop()


# ---- what is the servers' own

@pytest.mark.parametrize("running", ["moto"], indirect=True)
def test_access_control_of_an_origin(on):
    """moto-origin-access-control: an origin does not keep it, nor that it is a bucket's."""
    cloudfront = on.server.client("cloudfront")
    config = distribution_config()
    config["Origins"]["Items"][0]["OriginAccessControlId"] = access_control(on.server, "one")
    made = cloudfront.create_distribution(DistributionConfig=config)["Distribution"]["DistributionConfig"]
    assert not {"OriginAccessControlId", "S3OriginConfig"} & set(made["Origins"]["Items"][0])


@pytest.mark.parametrize("running", ["moto"], indirect=True)
def test_record_that_was_there_once(on):
    """moto-record-journal: a record cannot become again what it was, though the same batch deletes what it is."""
    def change(*changes: tuple[str, str]) -> None:
        on.server.client("route53").change_resource_record_sets(HostedZoneId=on.zone, ChangeBatch={"Changes": [
            {"Action": action, "ResourceRecordSet": {"Name": "a.example.com.", "Type": "A", "TTL": 60,
                                                     "ResourceRecords": [{"Value": value}]}}
            for action, value in changes]})
    change(("CREATE", "192.0.2.1"))
    change(("DELETE", "192.0.2.1"), ("CREATE", "192.0.2.2"))
    with pytest.raises(on.server.client("route53").exceptions.ClientError, match="already exists"):
        change(("DELETE", "192.0.2.2"), ("CREATE", "192.0.2.1"))


@pytest.mark.parametrize("running", ["moto"], indirect=True)
def test_token_of_a_certificate_that_is_gone(on):
    """moto-idempotency-token: after a destroy the same certificate cannot be requested for an hour."""
    acm = on.server.client("acm")
    asked = {"DomainName": DOMAIN, "ValidationMethod": "DNS", "IdempotencyToken": "token"}
    acm.delete_certificate(CertificateArn=acm.request_certificate(**asked)["CertificateArn"])
    with pytest.raises(acm.exceptions.ClientError) as refused:
        acm.request_certificate(**asked)
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
