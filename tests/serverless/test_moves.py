# SPDX-License-Identifier: MIT
"""Machines that put something in the place of what is served: what was there stays until a visitor saw the new."""
from __future__ import annotations

import json
from typing import Callable

from conftest import Cloud
from visitors import KEYS, Visitors

SITE = {"site": "example", "domain": "www.example.com", "region": "eu-west-1"}
BUCKET = "example-www-example-com"
Machine = Callable[..., dict]


def ended(state: dict, outcome: str = "converged") -> dict:
    assert state["status"] == "SUCCEEDED", (state.get("error"), state.get("cause"))
    output = json.loads(state["output"])
    assert output["outcome"] == outcome, output
    return output


def not_served(state: dict, text: str) -> None:
    assert (state["status"], state["error"]) == ("FAILED", "Dxaws.Unavailable")
    assert text in json.loads(state["cause"])["errorMessage"]


def marked(cloud: Cloud, kind: str) -> set[str]:
    """What carries a mark in the account, of that kind."""
    error, reply = cloud.host.functions["dxaws-website"].invoke(b'{"op": "website.find"}')
    assert error is None, reply
    return {item["identity"] for item in json.loads(reply)["found"] if item["kind"] == kind}


def test_a_certificate_is_replaced_when_the_new_one_was_seen(cloud: Cloud, machine: Machine, visitors: Visitors) -> None:
    ended(machine("site", {"desired": SITE}))
    old = marked(cloud, "certificate")
    assert len(old) == 1
    rotated = {"desired": SITE | {"certificate": {"key_algorithm": KEYS[1]}}}
    not_served(machine("certificate-rotation", rotated), "certificate of RSA_2048; the site's is of EC_prime256v1")
    assert len(marked(cloud, "certificate")) == 2 and old < marked(cloud, "certificate")

    visitors.key = KEYS[1]
    ended(machine("certificate-rotation", rotated))
    assert len(marked(cloud, "certificate")) == 1 and not old & marked(cloud, "certificate")
    assert cloud.plan(rotated["desired"])["actions"] == 0
    asked = len(visitors.asked)
    assert ended(machine("certificate-rotation", rotated))["actions"] == 0
    assert len(visitors.asked) == asked  # nothing goes, so nobody looks


def test_a_bucket_is_moved_and_the_old_one_goes_when_the_new_one_is_served(
        cloud: Cloud, machine: Machine, visitors: Visitors) -> None:
    ended(machine("site", {"desired": SITE}))
    moved = {"desired": SITE | {"bucket": {"name": "files-of-example"}}, "former": {
        "module": "s3", "desired": {"name": BUCKET, "region": "eu-west-1", "owner": "example", "present": False}}}
    visitors.status = 403
    not_served(machine("migration", moved), "answers 403 and must answer 200")
    assert marked(cloud, "bucket") == {BUCKET, "files-of-example"}

    visitors.status = 200
    ended(machine("migration", moved))
    assert marked(cloud, "bucket") == {"files-of-example"}
    assert cloud.plan(moved["desired"])["actions"] == 0
    assert ended(machine("migration", moved))["actions"] == 0


def test_a_domain_is_moved_and_the_old_site_goes_when_the_new_one_is_served(
        cloud: Cloud, machine: Machine, visitors: Visitors) -> None:
    ended(machine("site", {"desired": SITE}))
    new = {"site": "other", "domain": "w2.example.com", "region": "eu-west-1"}
    former = {"module": "website", "desired": SITE | {"present": False}}
    steps = len(cloud.calls("website.step"))
    for wrong, kind, text in (
            (former | {"desired": SITE}, "InvalidArgument", "present"),
            (former | {"module": "dns"}, "InvalidArgument", "former.module"),
            (former, "Refused", "protected")):  # the consent is missing, which is known before the first write
        state = machine("migration", {"desired": new, "former": wrong})
        assert (state["status"], state["error"]) == ("FAILED", "Dxaws." + kind)
        assert text in state["cause"]
    assert len(cloud.calls("website.step")) == steps

    ended(machine("migration", {"desired": new, "former": former | {"options": {"allow_destroy": "example"}}}))
    assert visitors.asked[-1] == "w2.example.com"
    assert marked(cloud, "bucket") == {"other-w2-example-com"}
    assert ended(machine("audit", {"sites": ["other"]}), "right")["leftovers"] == 0


def test_an_audit_tells_what_nobody_asks_for(cloud: Cloud, machine: Machine) -> None:
    assert ended(machine("audit", {}), "right")["found"] == []
    ended(machine("site", {"desired": SITE}))
    told = ended(machine("audit", {"sites": ["example"]}), "right")
    assert {item["kind"] for item in told["found"]} == {"bucket", "certificate", "distribution", "access_control"}
    told = ended(machine("audit", {"sites": ["another"]}), "leftovers")
    assert told["leftovers"] == len(told["found"]) and all(item["leftover"] for item in told["found"])
    ended(machine("site", {"desired": SITE | {"present": False}, "options": {"allow_destroy": "example"}}))
    assert ended(machine("audit", {"sites": ["another"]}), "right")["found"] == []
