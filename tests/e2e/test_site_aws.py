# SPDX-License-Identifier: MIT
"""A whole site against the AWS double, every signature checked; seen with boto3, not with our own reader."""
from __future__ import annotations

import json
import random
import signal
import socket
import threading
import time
from pathlib import Path
from typing import Any, Callable

import pytest

import log as request_log
from command import Command, Result
from running import RunningDouble

SITE = "example"
DOMAIN = "www.example.com"
BUCKET = "example-www-example-com"
REGION = "ca-central-1"
CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"
MANIFEST = {"region": REGION, "tags": {"team": "web"}, "fallback": "spa", "wait": "deployed"}


class Site:
    """What stands in the account, as boto3 sees it."""

    def __init__(self, double: RunningDouble) -> None:
        self.s3 = double.client("s3", REGION)
        self.acm = double.client("acm")
        self.cloudfront = double.client("cloudfront")
        self.route53 = double.client("route53")

    def buckets(self) -> list[str]:
        return [bucket["Name"] for bucket in self.s3.list_buckets()["Buckets"]]

    def certificates(self) -> list[str]:
        keys = {"keyTypes": ["RSA_2048", "EC_prime256v1", "EC_secp384r1"]}  # only RSA is listed unless asked for
        return [c["CertificateArn"] for c in self.acm.list_certificates(Includes=keys)["CertificateSummaryList"]]

    def distributions(self) -> list[dict[str, Any]]:
        return self.cloudfront.list_distributions()["DistributionList"].get("Items", [])

    def controls(self) -> list[dict[str, Any]]:
        return self.cloudfront.list_origin_access_controls()["OriginAccessControlList"].get("Items", [])

    def records(self, zone: str) -> dict[tuple[str, str], dict[str, Any]]:
        found = self.route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        return {(r["Name"], r["Type"]): r for r in found if r["Type"] not in ("NS", "SOA")}

    def config(self) -> tuple[str, dict[str, Any], str]:
        """Id, configuration and ETag of the only distribution."""
        (distribution,) = self.distributions()
        answer = self.cloudfront.get_distribution_config(Id=distribution["Id"])
        return distribution["Id"], answer["DistributionConfig"], answer["ETag"]

    def change_distribution(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Somebody's hand: read, change, write back, and let it be deployed."""
        name, config, etag = self.config()
        change(config)
        self.cloudfront.update_distribution(Id=name, DistributionConfig=config, IfMatch=etag)
        self.settle()

    def settle(self) -> None:
        end = time.monotonic() + 20
        while any(d["Status"] != "Deployed" for d in self.distributions()):
            assert time.monotonic() < end, "the distribution is not deployed"
            time.sleep(0.05)

    def issue(self, zone: str, domain: str) -> str:
        """Another certificate, issued."""
        arn = self.acm.request_certificate(DomainName=domain, ValidationMethod="DNS")["CertificateArn"]
        end = time.monotonic() + 20
        while True:
            assert time.monotonic() < end, "the certificate is not issued"
            certificate = self.acm.describe_certificate(CertificateArn=arn)["Certificate"]
            if certificate["Status"] == "ISSUED":
                return arn
            record = certificate["DomainValidationOptions"][0].get("ResourceRecord")
            if record:
                self.route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
                    {"Action": "UPSERT", "ResourceRecordSet": {
                        "Name": record["Name"], "Type": record["Type"], "TTL": 300,
                        "ResourceRecords": [{"Value": record["Value"]}]}}]})
            time.sleep(0.1)


@pytest.fixture
def account(double: RunningDouble) -> Site:
    return Site(double)


@pytest.fixture
def manifest(site: Callable[..., Path]) -> Path:
    return site(**MANIFEST)


def kinds(result: Result) -> list[str]:
    return [action["kind"] for action in result.json["plan"]["actions"]]


def changes(result: Result) -> list[dict[str, Any]]:
    return [change for action in result.json["plan"]["actions"] for change in action["changes"]]


def applied(dxaws: Command, manifest: Path, *words: str) -> Result:
    result = dxaws("apply", manifest, "--yes", *words)
    assert result.rc == 0, result
    return result


def one_of_each(account: Site, zone: str) -> None:
    """A whole site, nothing twice."""
    assert account.buckets() == [BUCKET]
    assert len(account.certificates()) == len(account.distributions()) == len(account.controls()) == 1
    records = account.records(zone)
    assert {("www.example.com.", "A"), ("www.example.com.", "AAAA")} < set(records)
    assert len(records) == 3 and [kind for _, kind in records].count("CNAME") == 1, records


def test_site_is_made_as_the_manifest_says(dxaws, manifest, zone, account):
    plan = dxaws("plan", manifest)
    assert plan.rc == 2 and account.buckets() == [] and account.certificates() == [], plan
    done = applied(dxaws, manifest)
    assert f"https://{DOMAIN}/" in done.stdout, done
    one_of_each(account, zone)

    s3 = account.s3
    assert s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"] == REGION
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    assert set(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values()) == {True}
    tags = {t["Key"]: t["Value"] for t in s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"]}
    assert tags["team"] == "web" and tags["dxaws:site"] == SITE and "dxaws:managed" in tags

    name, config, _ = account.config()
    (summary,) = account.distributions()
    assert summary["Status"] == "Deployed" and config["Enabled"]
    assert config["Aliases"]["Items"] == [DOMAIN]
    (origin,) = config["Origins"]["Items"]
    assert origin["DomainName"] == f"{BUCKET}.s3.{REGION}.amazonaws.com"
    assert origin["OriginAccessControlId"] == account.controls()[0]["Id"]
    assert config["ViewerCertificate"]["ACMCertificateArn"] == account.certificates()[0]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert config["DefaultRootObject"] == "index.html" and config["PriceClass"] == "PriceClass_100"
    assert config["HttpVersion"].lower() == "http2and3" and config["IsIPV6Enabled"]
    errors = {e["ErrorCode"]: (e["ResponsePagePath"], e["ResponseCode"])
              for e in config["CustomErrorResponses"]["Items"]}
    assert errors == {403: ("/index.html", "200"), 404: ("/index.html", "200")}

    statements = json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])["Statement"]
    reads = [s for s in statements if s["Effect"] == "Allow"]
    assert {s["Action"] for s in reads} == {"s3:GetObject", "s3:ListBucket"}
    for read in reads:
        assert read["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert read["Condition"]["StringEquals"]["AWS:SourceArn"] == summary["ARN"]
    assert {s["Sid"]: s.get("Condition") for s in statements if s["Effect"] == "Deny"} == {
        "DxawsTlsOnly": {"Bool": {"aws:SecureTransport": "false"}}, "DxawsContentIndex": None}

    certificate = account.acm.describe_certificate(CertificateArn=account.certificates()[0])["Certificate"]
    assert certificate["DomainName"] == DOMAIN and certificate["Status"] == "ISSUED"
    records = account.records(zone)
    for kind in ("A", "AAAA"):
        target = records[("www.example.com.", kind)]["AliasTarget"]
        assert target["HostedZoneId"] == CLOUDFRONT_ZONE
        assert target["DNSName"].rstrip(".") == summary["DomainName"]


def test_second_apply_writes_nothing_in_few_requests(dxaws, manifest, zone, double):
    applied(dxaws, manifest)
    double.latency(400)  # so that what runs side by side is seen to
    mark = double.mark()
    again = applied(dxaws, manifest)
    made = double.requests(mark)
    assert "Nothing to do" in again.stdout, again
    assert request_log.writes(made) == 0 and request_log.count(made) == 13, request_log.describe(made)
    assert request_log.rounds(made) == 2, request_log.describe(made)
    mark = double.mark()
    assert dxaws("plan", manifest).rc == 0
    assert request_log.writes(double.requests(mark)) == 0


def test_what_is_written_to_the_bucket_names_its_account(dxaws, manifest, zone, account, double):
    applied(dxaws, manifest)
    change_tag(account, zone)
    suspend_versioning(account, zone)
    mark = double.mark()
    applied(dxaws, manifest)
    written = [r for r in double.requests(mark) if r["service"] == "s3" and request_log.is_write(r)]
    assert len(written) == 2 and all(r["owner"] == "123456789012" for r in written), written


# Somebody's hands. Each: what is done to the account, the kinds that the plan must then have and no other, a word
# that must be in the paths of its changes.

def change_tag(account: Site, zone: str) -> None:
    tags = account.s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"]
    changed = [{**t, "Value": "other"} if t["Key"] == "team" else t for t in tags]
    account.s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": changed})


def suspend_versioning(account: Site, zone: str) -> None:
    account.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})


def loosen_block(account: Site, zone: str) -> None:
    block = account.s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    account.s3.put_public_access_block(Bucket=BUCKET,
                                       PublicAccessBlockConfiguration={**block, "BlockPublicPolicy": False})


def remove_statement(account: Site, zone: str) -> None:
    policy = json.loads(account.s3.get_bucket_policy(Bucket=BUCKET)["Policy"])
    policy["Statement"] = [s for s in policy["Statement"] if s["Effect"] == "Deny"]
    account.s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))


def change_comment(account: Site, zone: str) -> None:
    account.change_distribution(lambda config: config.update(Comment="mine"))


def change_errors(account: Site, zone: str) -> None:
    account.change_distribution(lambda config: config.update(CustomErrorResponses={"Quantity": 0}))


def remove_alias(account: Site, zone: str) -> None:
    account.change_distribution(lambda config: config.update(Aliases={"Quantity": 0}))


def change_alias(account: Site, zone: str) -> None:
    """Another name of somebody's, with a certificate that covers it."""
    arn = account.issue(zone, "*.example.com")

    def change(config: dict[str, Any]) -> None:
        config.update(Aliases={"Quantity": 1, "Items": ["other.example.com"]})
        config["ViewerCertificate"].update(ACMCertificateArn=arn, Certificate=arn)
    account.change_distribution(change)


def change_certificate(account: Site, zone: str) -> None:
    arn = account.issue(zone, "*.example.com")
    account.change_distribution(lambda config: config["ViewerCertificate"].update(
        ACMCertificateArn=arn, Certificate=arn))


def delete_certificate(account: Site, zone: str) -> None:
    """Ours is gone; the distribution was given another one before, since one in use cannot be deleted."""
    (ours,) = account.certificates()
    change_certificate(account, zone)
    end = time.monotonic() + 20
    while account.acm.describe_certificate(CertificateArn=ours)["Certificate"]["InUseBy"]:
        assert time.monotonic() < end
        time.sleep(0.1)
    account.acm.delete_certificate(CertificateArn=ours)


def remove_record(kind: str) -> Callable[[Site, str], None]:
    def remove(account: Site, zone: str) -> None:
        record = account.records(zone)[("www.example.com.", kind)]
        account.route53.change_resource_record_sets(
            HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "DELETE", "ResourceRecordSet": record}]})
    return remove


UPDATE = {"cloudfront.UPDATE_DISTRIBUTION", "cloudfront.WAIT_DEPLOYED"}
RECORDS = {"dns.CHANGE_RECORDS", "dns.WAIT_INSYNC"}
CERTIFICATE = {"acm.REQUEST_CERTIFICATE", "acm.WAIT_VALIDATION_RECORD",
               "acm.MARK_VALIDATION_RECORD", "acm.PUT_VALIDATION_RECORD", "acm.WAIT_ISSUED"}

DRIFTS: dict[str, tuple[Callable[[Site, str], None], set[str], set[str], str]] = {
    # name: (the hand, the kinds that there must be, others that there may be, part of each changed path)
    "tag changed": (change_tag, {"s3.PUT_TAGS"}, set(), "tags.team"),
    "versioning suspended": (suspend_versioning, {"s3.PUT_VERSIONING"}, set(), "versioning"),
    "access block loosened": (loosen_block, {"s3.PUT_PUBLIC_ACCESS_BLOCK"}, set(),
                              "public_access_block.block_public_policy"),
    "policy statement removed": (remove_statement, {"s3.PUT_POLICY"}, set(), "policy"),
    "comment changed": (change_comment, {"cloudfront.UPDATE_DISTRIBUTION"}, UPDATE, "comment"),
    "alias removed": (remove_alias, {"cloudfront.UPDATE_DISTRIBUTION"}, UPDATE, "aliases"),
    "alias changed": (change_alias, {"cloudfront.UPDATE_DISTRIBUTION"}, UPDATE, ""),
    "certificate changed": (change_certificate, {"cloudfront.UPDATE_DISTRIBUTION"}, UPDATE, "certificate_arn"),
    "error responses changed": (change_errors, {"cloudfront.UPDATE_DISTRIBUTION"}, UPDATE, "error_responses"),
    "A removed": (remove_record("A"), {"dns.CHANGE_RECORDS"}, RECORDS, "A"),
    "AAAA removed": (remove_record("AAAA"), {"dns.CHANGE_RECORDS"}, RECORDS, "AAAA"),
    "certificate deleted": (delete_certificate, {"acm.REQUEST_CERTIFICATE", "cloudfront.UPDATE_DISTRIBUTION"}, UPDATE | CERTIFICATE, ""),
}


@pytest.mark.parametrize("name", DRIFTS)
def test_drift_is_shown_as_exactly_that_and_repaired(dxaws, manifest, zone, account, name):
    hand, needed, allowed, path = DRIFTS[name]
    applied(dxaws, manifest)
    assert dxaws("plan", manifest).rc == 0
    hand(account, zone)
    # A name that somebody gave the distribution goes off the air only when that is said.
    allowed_loss = "--allow-destroy=other.example.com"
    plan = dxaws("plan", manifest, "--json", allowed_loss)
    assert plan.rc == 2, plan
    assert needed <= set(kinds(plan)) <= needed | allowed, plan
    assert changes(plan) and all(path in change["path"] for change in changes(plan)), plan
    applied(dxaws, manifest, allowed_loss)
    after = dxaws("plan", manifest)
    assert after.rc == 0, after
    assert account.buckets() == [BUCKET] and len(account.distributions()) == 1


def test_statement_of_somebody_else_is_kept(dxaws, manifest, zone, account):
    applied(dxaws, manifest)
    policy = json.loads(account.s3.get_bucket_policy(Bucket=BUCKET)["Policy"])
    theirs = {"Sid": "Theirs", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
              "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
    policy["Statement"] = [s for s in policy["Statement"] if s["Effect"] == "Deny"] + [theirs]
    account.s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))
    applied(dxaws, manifest)
    after = json.loads(account.s3.get_bucket_policy(Bucket=BUCKET)["Policy"])["Statement"]
    assert len(after) == 5 and theirs in after


def test_record_of_somebody_else_is_a_conflict(dxaws, manifest, zone, account):
    account.route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
        {"Action": "CREATE", "ResourceRecordSet": {"Name": DOMAIN, "Type": "A", "TTL": 60,
                                                   "ResourceRecords": [{"Value": "192.0.2.1"}]}}]})
    plan = dxaws("plan", manifest)
    assert plan.rc == 3 and "192.0.2.1" in plan.stderr, plan
    assert dxaws("apply", manifest, "--yes").rc == 3
    assert account.buckets() == [] and account.certificates() == []


def test_destroy_refuses_under_protection_and_then_leaves_nothing(dxaws, manifest, zone, account, double):
    applied(dxaws, manifest)
    mark = double.mark()
    refused = dxaws("destroy", manifest, "--yes")
    assert refused.rc == 3 and "--allow-destroy=example" in refused.stderr, refused
    assert dxaws("destroy", manifest, "--allow-destroy=exmaple").rc == 3
    assert request_log.writes(double.requests(mark)) == 0
    one_of_each(account, zone)
    gone = dxaws("destroy", manifest, f"--allow-destroy={SITE}")
    assert gone.rc == 0, gone
    assert account.buckets() == account.certificates() == account.distributions() == account.controls() == []
    assert account.records(zone) == {}
    mark = double.mark()
    assert dxaws("destroy", manifest, f"--allow-destroy={SITE}").rc == 0
    assert request_log.writes(double.requests(mark)) == 0


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_the_next_apply_completes(dxaws, manifest, zone, account, seed):
    moments = random.Random(seed)
    for _ in range(4):
        process = dxaws.start("apply", manifest, "--yes")
        time.sleep(moments.uniform(0.02, 2.0))
        process.kill()
        process.communicate()
    applied(dxaws, manifest)
    one_of_each(account, zone)
    assert dxaws("plan", manifest).rc == 0


def test_destroy_killed_is_completed_by_the_next(dxaws, manifest, zone, account):
    applied(dxaws, manifest)
    for seconds in (0.1, 0.4, 0.9):
        process = dxaws.start("destroy", manifest, f"--allow-destroy={SITE}")
        time.sleep(seconds)
        process.kill()
        process.communicate()
    # ACM names a distribution that is gone as a certificate's user for a while: it is left and named until then.
    end = time.monotonic() + 60
    while True:
        gone = dxaws("destroy", manifest, f"--allow-destroy={SITE}")
        assert gone.rc == 0, gone
        if not account.certificates() or time.monotonic() > end:
            break
        assert f"Left: certificate {account.certificates()[0]}" in gone.stdout, gone
        time.sleep(0.5)
    assert account.buckets() == account.certificates() == account.distributions() == account.controls() == []
    assert account.records(zone) == {}


def test_interrupted_wait_ends_within_a_second(dxaws, manifest, zone, account, double):
    double.control("delays", {"deploy": 30})
    process = dxaws.start("apply", manifest, "--yes")
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("  wait ") and "WAIT_DEPLOYED" in line:
            break
    stopped = dxaws.interrupt(process, signal.SIGINT)
    assert stopped.rc == 130 and stopped.seconds < 1, stopped
    assert "to go on: dxaws apply" in stopped.stderr, stopped


def test_deadline_says_what_it_waited_for(dxaws, manifest, zone, double):
    double.control("delays", {"issue": 60})
    late = dxaws("apply", manifest, "--yes", "--set", "timeouts.certificate=2s")
    assert late.rc == 4 and "PENDING_VALIDATION" in late.stderr, late


def test_change_between_read_and_write_is_not_overwritten(dxaws, manifest, zone, account, double):
    applied(dxaws, manifest)
    double.faults({"match": "PUT .*/distribution/", "do": "delay", "s": 2, "first": 1})
    process = dxaws.start("apply", manifest, "--yes", "--set", "cdn.price_class=PriceClass_200")
    end = time.monotonic() + 20
    while not double.fired():
        assert time.monotonic() < end and process.poll() is None, process.communicate()
        time.sleep(0.02)
    change_comment(account, zone)  # while the update, with the ETag of before, is held back
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 5, stdout + stderr
    assert "plan again" in stderr and "to go on: dxaws apply" in stderr and stderr.count("dxaws:") == 1, stderr
    _, config, _ = account.config()
    assert config["Comment"] == "mine" and config["PriceClass"] == "PriceClass_100"
    double.faults()
    plan = dxaws("plan", manifest, "--set", "cdn.price_class=PriceClass_200", "--json")
    assert {change["path"].rpartition(".")[2] for change in changes(plan)} == {"comment", "price_class"}, plan
    assert dxaws("apply", manifest, "--yes", "--set", "cdn.price_class=PriceClass_200").rc == 0
    _, config, _ = account.config()
    assert config["Comment"] != "mine" and config["PriceClass"] == "PriceClass_200"


def no_account_touched(double: RunningDouble, mark: int) -> None:
    made = double.requests(mark)
    assert request_log.writes([r for r in made if r["status"] < 300]) == 0, request_log.describe(made)


def test_wrong_secret_is_one_clear_line(dxaws, manifest, zone, double):
    mark = double.mark()
    result = dxaws("apply", manifest, "--yes", env={"AWS_SECRET_ACCESS_KEY": "wrong"})
    assert result.rc == 1 and result.stderr.count("\n") == 1, result
    assert "ignature" in result.stderr and "credentials from the environment" in result.stderr, result
    assert "wrong" not in result.stderr
    no_account_touched(double, mark)


def test_unknown_key_is_one_clear_line(dxaws, manifest, zone, double):
    mark = double.mark()
    result = dxaws("plan", manifest, env={"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7NOTHERE"})
    assert result.rc == 1 and result.stderr.count("\n") == 1, result
    no_account_touched(double, mark)


def test_no_credentials_names_the_simulated_account(dxaws, manifest, double):
    mark = double.mark()
    result = dxaws("plan", manifest, env={"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None})
    assert result.rc == 1 and "--adapter memory" in result.stderr and result.stderr.count("\n") == 1, result
    assert double.requests(mark) == []


def test_bucket_in_another_region_is_named(dxaws, site, zone, account, double):
    double.client("s3", "eu-west-1").create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    mark = double.mark()
    result = dxaws("plan", site(**MANIFEST))
    assert result.rc in (1, 3) and BUCKET in result.stderr and "eu-west-1" in result.stderr and REGION in result.stderr, \
        result
    no_account_touched(double, mark)


def test_bucket_of_somebody_else_is_named(dxaws, manifest, zone, double):
    double.control("foreign-bucket", {"bucket": BUCKET})
    result = dxaws("plan", manifest)
    assert result.rc in (1, 3) and BUCKET in result.stderr and result.stderr.count("\n") == 1, result


def test_name_outside_any_zone(dxaws, site, zone, account):
    result = dxaws("apply", site(**{**MANIFEST, "domain": "www.elsewhere.test"}), "--yes")
    assert result.rc == 1 and "www.elsewhere.test" in result.stderr and result.stderr.count("\n") == 1, result
    assert account.buckets() == []


def test_two_zones_of_one_name(dxaws, manifest, zone, account):
    second = account.route53.create_hosted_zone(Name="example.com", CallerReference="second")["HostedZone"]["Id"]
    second = second.rpartition("/")[2]
    result = dxaws("plan", manifest)
    assert result.rc in (1, 3) and zone in result.stderr and second in result.stderr, result
    assert dxaws("plan", manifest, "--set", f"zone={zone}").rc == 2


def test_endpoint_that_is_down(dxaws, manifest):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        result = dxaws("plan", manifest, "--endpoint-url", url)
    assert result.rc == 1 and url.removeprefix("http://") in result.stderr and result.stderr.count("\n") == 1, result


@pytest.mark.parametrize("answer", (
    b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\ngarbage",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<?xml version=\"1.0\"?><ListBucketResult>",
    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    b"SSH-2.0-OpenSSH_9.2\r\n",
), ids=("garbage", "truncated", "empty", "no-http"))
def test_server_that_answers_nonsense(dxaws, manifest, answer):
    with socket.create_server(("127.0.0.1", 0)) as server:
        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)
        threading.Thread(target=serve, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        result = dxaws("plan", manifest, "--endpoint-url", url)
        server.shutdown(socket.SHUT_RDWR)
    assert result.rc == 1 and result.stderr.startswith("dxaws: ") and result.stderr.count("\n") == 1, result
    assert not result.stdout


def test_garbage_in_the_middle_stops_and_the_next_run_completes(dxaws, manifest, zone, account, double):
    double.faults({"match": "GET .*tagging", "do": "garbage"})
    broken = dxaws("apply", manifest, "--yes")
    assert broken.rc == 1, broken
    double.faults()
    applied(dxaws, manifest)
    one_of_each(account, zone)
