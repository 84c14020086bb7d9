# SPDX-License-Identifier: MIT
"""What a change of the manifest leaves behind: removed, or named; against the AWS double and on the simulated
account. Seen with boto3, and in the account's file."""
from __future__ import annotations

import json
import re
import time

import pytest

from steps import distribution_config
from test_cli_memory import Account
from test_cli_memory import account as memory  # noqa: F401  the fixture, under another name
from test_site_aws import BUCKET, MANIFEST, REGION, SITE, Site, account, applied, kinds, one_of_each  # noqa: F401

KEY = {"certificate": {"key_algorithm": "EC_prime256v1"}}
OLD = "old.example.com"
OTHER_BUCKET = {"bucket": {"name": "another-bucket"}}


def in_use(site: Site) -> str:
    return site.config()[1]["ViewerCertificate"]["ACMCertificateArn"]


def tags_of(site: Site) -> set[str]:
    (distribution,) = site.distributions()
    items = site.cloudfront.list_tags_for_resource(Resource=distribution["ARN"])["Tags"]["Items"]
    return {tag["Key"] for tag in items}


def put_content(site: Site, bucket: str) -> None:
    """The policy wants TLS, which the double does not speak; it comes back with the next apply."""
    site.s3.delete_bucket_policy(Bucket=bucket)
    site.s3.put_object(Bucket=bucket, Key="index.html", Body=b"content")


def empty(site: Site, bucket: str) -> None:
    site.s3.delete_bucket_policy(Bucket=bucket)
    versions = site.s3.list_object_versions(Bucket=bucket)
    for version in versions.get("Versions", []) + versions.get("DeleteMarkers", []):
        site.s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])


def nothing_left(account: Site, zone: str) -> None:
    assert account.buckets() == account.certificates() == account.distributions() == account.controls() == []
    assert account.records(zone) == {}


def test_another_key_replaces_the_certificate(dxaws, site, zone, account):
    applied(dxaws, site(**MANIFEST))
    old = in_use(account)
    manifest = site(**MANIFEST, **KEY)
    applied(dxaws, manifest)
    one_of_each(account, zone)
    assert in_use(account) == account.certificates()[0] != old
    assert dxaws("plan", manifest).rc == 0
    assert dxaws("destroy", manifest, f"--allow-destroy={SITE}").rc == 0
    nothing_left(account, zone)


def test_another_domain_moves_the_whole_site(dxaws, site, zone, account):
    applied(dxaws, site(**{**MANIFEST, "domain": OLD}))
    bucket = account.buckets()
    put_content(account, bucket[0])
    manifest = site(**MANIFEST)
    refused = dxaws("plan", manifest)
    assert refused.rc == 3 and f"--allow-destroy={OLD}" in refused.stderr, refused
    plan = dxaws("plan", manifest, f"--allow-destroy={OLD}")
    assert plan.rc == 2 and OLD in plan.stdout, plan
    applied(dxaws, manifest, f"--allow-destroy={OLD}")
    assert account.buckets() == bucket, "the content is where it was"
    assert len(account.certificates()) == len(account.distributions()) == 1
    names = {name for name, _ in account.records(zone)}
    assert not any("old" in name for name in names) and len(account.records(zone)) == 3, names
    assert account.config()[1]["Aliases"]["Items"] == ["www.example.com"]
    assert "dxaws:former-domain" not in tags_of(account)
    assert dxaws("plan", manifest).rc == 0
    empty(account, bucket[0])
    assert dxaws("destroy", manifest, f"--allow-destroy={SITE}").rc == 0
    nothing_left(account, zone)


@pytest.mark.parametrize("before, after", (({"domain": OLD}, {}), ({}, KEY)), ids=("domain", "key"))
def test_change_killed_at_any_moment_leaves_nothing_behind(dxaws, site, zone, account, before, after):
    applied(dxaws, site(**{**MANIFEST, **before}))
    manifest = site(**{**MANIFEST, **after})
    for seconds in (0.2, 0.5, 0.8, 1.1, 1.4, 1.8, 2.3):
        process = dxaws.start("apply", manifest, "--yes", f"--allow-destroy={OLD}")
        time.sleep(seconds)
        process.kill()
        process.communicate()
    applied(dxaws, manifest, f"--allow-destroy={OLD}")
    assert len(account.certificates()) == 1 and len(account.records(zone)) == 3
    assert in_use(account) == account.certificates()[0]
    assert dxaws("plan", manifest).rc == 0
    assert dxaws("destroy", manifest, f"--allow-destroy={SITE}").rc == 0
    nothing_left(account, zone)


def test_bucket_that_was_left_is_named_and_goes_with_the_site(dxaws, site, zone, account):
    applied(dxaws, site(**MANIFEST))
    put_content(account, BUCKET)
    manifest = site(**MANIFEST, **OTHER_BUCKET)
    done = applied(dxaws, manifest)
    assert f"Note: bucket {BUCKET} is not read by the site any more" in done.stdout, done
    again = dxaws("plan", manifest)
    assert again.rc == 0 and f"Note: bucket {BUCKET}" in again.stdout, again
    assert sorted(account.buckets()) == ["another-bucket", BUCKET]
    refused = dxaws("destroy", manifest, f"--allow-destroy={SITE}")
    assert refused.rc == 3 and BUCKET in refused.stderr, refused
    assert len(account.distributions()) == 1, "it remembers the bucket"
    empty(account, BUCKET)
    assert dxaws("destroy", manifest, f"--allow-destroy={SITE}").rc == 0
    nothing_left(account, zone)


@pytest.mark.parametrize("beside", (False, True), ids=("alone", "beside another origin"))
def test_bucket_that_was_left_stays_while_somebody_serves_it(dxaws, site, zone, account, beside):
    applied(dxaws, site(**MANIFEST))
    manifest = site(**MANIFEST, **OTHER_BUCKET)
    applied(dxaws, manifest)
    theirs = distribution_config(CallerReference="theirs", Enabled=False)
    host = f"{BUCKET}.s3.{REGION}.amazonaws.com"
    (first,) = theirs["Origins"]["Items"]
    origins = [first, {**first, "Id": "ours", "DomainName": host}] if beside else [{**first, "DomainName": host}]
    theirs["Origins"] = {"Quantity": len(origins), "Items": origins}
    made = account.cloudfront.create_distribution(DistributionConfig=theirs)["Distribution"]["Id"]
    left = dxaws("destroy", manifest, f"--allow-destroy={SITE}")
    assert left.rc == 0 and BUCKET in left.stdout and made in left.stdout, left
    assert account.buckets() == [BUCKET] and account.certificates() == account.controls() == []
    account.settle()
    etag = account.cloudfront.get_distribution(Id=made)["ETag"]
    account.cloudfront.delete_distribution(Id=made, IfMatch=etag)
    assert dxaws("destroy", manifest, f"--allow-destroy={SITE}").rc == 0
    nothing_left(account, zone)


def test_without_ipv6_the_aaaa_record_goes(dxaws, site, zone, account):
    applied(dxaws, site(**MANIFEST))
    manifest = site(**MANIFEST, cdn={"ipv6": False})
    applied(dxaws, manifest)
    assert {kind for _, kind in account.records(zone)} == {"A", "CNAME"}
    assert dxaws("plan", manifest).rc == 0


def test_records_not_managed_any_more_are_named(dxaws, site, zone, account):
    applied(dxaws, site(**MANIFEST))
    manifest = site(**MANIFEST, dns={"manage": False})
    plan = dxaws("plan", manifest)
    assert plan.rc == 0 and "www.example.com (A and AAAA) leads to the distribution" in plan.stdout, plan
    one_of_each(account, zone)


def test_ttl_is_that_of_the_validation_record(dxaws, site, zone, account):
    manifest = site(**MANIFEST, certificate={"record_ttl": "77s"})
    applied(dxaws, manifest)
    (record,) = [r for (_, kind), r in account.records(zone).items() if kind == "CNAME"]
    assert record["TTL"] == 77
    assert dxaws("plan", manifest).rc == 0


def test_zone_that_does_not_hold_the_domain_is_named(dxaws, site, zone):
    offline = dxaws("validate", site(**MANIFEST, zone="example.org"))
    assert offline.rc == 1 and "site.yaml:" in offline.stderr, offline
    assert "example.org" in offline.stderr and "www.example.com" in offline.stderr, offline
    late = dxaws("plan", site(**MANIFEST, zone="Z0123456789ABC"))
    assert late.rc == 3 and "Z0123456789ABC" in late.stderr and "_dxaws" not in late.stderr, late


def test_show_without_the_zone_shows_the_rest(dxaws, site, zone, account):
    manifest = site(**MANIFEST)
    applied(dxaws, manifest)
    for record in account.records(zone).values():
        account.route53.change_resource_record_sets(
            HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "DELETE", "ResourceRecordSet": record}]})
    account.route53.delete_hosted_zone(Id=zone)
    shown = dxaws("show", manifest, "--json")
    assert shown.rc == 0, shown
    current = shown.json["current"]
    assert current["s3"]["exists"] and current["acm"]["exists"] and current["cloudfront"]["exists"]
    assert dxaws("plan", manifest).rc == 1


# The same on the simulated account.

CHANGES = {
    "key": ({}, KEY),
    "domain": ({"domain": OLD}, {}),
    "ipv6": ({}, {"cdn": {"ipv6": False}}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_simulated_change_leaves_nothing_behind(memory: Account, name):  # noqa: F811
    before, after = CHANGES[name]
    base = {"region": "ca-central-1", "protect": False}
    assert memory("apply", memory.write(**{**base, **before}), "--yes").rc == 0
    manifest = memory.write(**{**base, **after})
    done = memory("apply", manifest, "--yes")
    assert done.rc == 0, done
    resources = memory.resources()
    assert len(resources["acm/certificate"]) == len(resources["s3/bucket"]) == 1
    assert len(memory.records()) == (2 if name == "ipv6" else 3)
    assert memory("plan", manifest).rc == 0
    assert memory("destroy", manifest, "--yes").rc == 0
    left = memory.resources()
    assert not left.get("acm/certificate") and not left.get("s3/bucket") and memory.records() == []


def test_simulated_bucket_that_was_left_is_named(memory: Account):  # noqa: F811
    base = {"region": "ca-central-1", "protect": False}
    assert memory("apply", memory.write(**base), "--yes").rc == 0
    manifest = memory.write(**base, **OTHER_BUCKET)
    assert memory("apply", manifest, "--yes").rc == 0
    plan = memory("plan", manifest, "--json")
    assert plan.rc == 0 and kinds(plan) == [], plan
    assert any(BUCKET in note for note in plan.json["plan"]["notes"]), plan
    assert memory("destroy", manifest, "--yes").rc == 0
    assert not memory.resources().get("s3/bucket")


def test_records_of_a_distribution_that_somebody_deleted_are_named(dxaws, site, zone, account):
    """With the command that removes them, which does."""
    manifest = site(**MANIFEST)
    applied(dxaws, manifest)
    (distribution,) = account.distributions()
    answer = account.cloudfront.get_distribution_config(Id=distribution["Id"])
    off = account.cloudfront.update_distribution(
        Id=distribution["Id"], IfMatch=answer["ETag"],
        DistributionConfig={**answer["DistributionConfig"], "Enabled": False})
    account.cloudfront.get_waiter("distribution_deployed").wait(
        Id=distribution["Id"], WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    account.cloudfront.delete_distribution(Id=distribution["Id"], IfMatch=off["ETag"])
    gone = dxaws("destroy", manifest, f"--allow-destroy={SITE}")
    assert gone.rc == 0, gone
    assert {"A", "AAAA"} <= {kind for _, kind in account.records(zone)}
    commands = re.findall(r"--hosted-zone-id (\S+) --change-batch '(.*)'", gone.stdout)
    assert len(commands) == 2, gone
    for where, batch in commands:
        account.route53.change_resource_record_sets(HostedZoneId=where, ChangeBatch=json.loads(batch))
    assert not {"A", "AAAA"} & {kind for _, kind in account.records(zone)}
    for _ in range(10):  # ACM says for a while that the certificate is in use
        again = dxaws("destroy", manifest, f"--allow-destroy={SITE}")
        if "Left" not in again.stdout:
            break
        time.sleep(0.5)
    assert again.rc == 0 and "Left" not in again.stdout, again
    nothing_left(account, zone)
