# SPDX-License-Identifier: MIT
"""Hosts that lead to a site, against the AWS double: made with it, and gone when they are named no more."""
from __future__ import annotations

import json

import log as request_log

from test_site_aws import BUCKET, MANIFEST, account, applied, one_of_each  # noqa: F401 (account is a fixture)


def test_a_host_comes_and_goes_with_its_name(dxaws, site, zone, account, double):  # noqa: F811
    applied(dxaws, site(**MANIFEST, redirects=["example.com"]))
    found = {one["Aliases"]["Items"][0]: one for one in account.distributions()}
    assert set(found) == {"www.example.com", "example.com"} and len(account.certificates()) == 2
    config = account.cloudfront.get_distribution_config(Id=found["example.com"]["Id"])["DistributionConfig"]
    (function,) = config["DefaultCacheBehavior"]["FunctionAssociations"]["Items"]
    assert config["DefaultRootObject"] == "" and function["EventType"] == "viewer-request"
    assert function["FunctionARN"].endswith(":function/dxaws-example")
    records = account.records(zone)
    assert {("example.com.", "A"), ("example.com.", "AAAA")} < set(records) and len(records) == 6
    assert records[("example.com.", "A")]["AliasTarget"]["DNSName"].startswith(found["example.com"]["DomainName"])
    mark = double.mark()
    again = dxaws("apply", site(**MANIFEST, redirects=["example.com"]), "--yes")
    assert again.rc == 0 and request_log.writes(double.requests(mark)) == 0, again
    gone = site(**MANIFEST)
    refused = dxaws("plan", gone)
    assert refused.rc == 3 and "--allow-destroy=example.com" in refused.stderr, refused
    applied(dxaws, gone, "--allow-destroy=example.com")
    one_of_each(account, zone)
    assert dxaws("plan", gone).rc == 0
    assert account.cloudfront.list_functions()["FunctionList"].get("Items", []) == []


def test_a_folder_of_the_bucket_is_served_by_the_site_alone(dxaws, site, zone, account, double):  # noqa: F811
    """What leads to a site serves nothing, and no two sites lead to each other."""
    folder = {**MANIFEST, "cdn": {"origin_path": "/v1"}, "redirects": ["example.com"]}
    applied(dxaws, site(**folder))

    def paths() -> dict[str, str]:
        return {one["Aliases"]["Items"][0]: one["Origins"]["Items"][0]["OriginPath"] for one in account.distributions()}

    assert paths() == {"www.example.com": "/v1", "example.com": ""} and dxaws("plan", site(**folder)).rc == 0
    policy = json.loads(account.s3.get_bucket_policy(Bucket=BUCKET)["Policy"])
    (unserved,) = [one["Resource"] for one in policy["Statement"] if one["Effect"] == "Deny" and ".dxaws" in str(one)]
    assert set(unserved) == {f"arn:aws:s3:::{BUCKET}/.dxaws/*", f"arn:aws:s3:::{BUCKET}/*/.dxaws/*"}
    other = site(**{**MANIFEST, "site": "other", "domain": "example.com", "redirects": ["www.example.com"]})
    mark = double.mark()
    circle = dxaws("apply", other, "--yes")
    assert circle.rc == 3 and 'belongs to the site "example"' in circle.stderr, circle
    assert request_log.writes(double.requests(mark)) == 0
    applied(dxaws, site(**{**folder, "cdn": {}}))
    assert set(paths().values()) == {""}
