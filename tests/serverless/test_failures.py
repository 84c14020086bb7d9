# SPDX-License-Identifier: MIT
"""Machines in a world that fails: each failure is tried again, or ends an execution by its type, and a new one converges."""
from __future__ import annotations

import itertools
import json
from typing import Any, Callable

from conftest import Cloud

SITE = {"site": "example", "domain": "www.example.com", "region": "eu-west-1"}
Machine = Callable[..., dict]


def converged(state: dict) -> dict:
    assert state["status"] == "SUCCEEDED", (state.get("error"), state.get("cause"))
    output = json.loads(state["output"])
    assert output["outcome"] == "converged", output
    return output


def account(cloud: Cloud) -> dict:
    return json.loads((cloud.folder / "account.json").read_text(encoding="utf-8"))


def once(cloud: Cloud) -> None:
    """Nothing was made twice, also of what was taken away again. A change of records that is made again changes nothing."""
    numbers = account(cloud)["numbers"]
    two = {"cloudfront.id", "cloudfront.etag"}  # of the distribution and its access control
    assert {kind: n for kind, n in numbers.items() if n != 1 + (kind in two) and kind != "route53.change"} == {}
    for service in account(cloud)["resources"].values():
        for kind, found in service.items():
            assert len(found) == 1 or kind == "change", (kind, list(found))


def test_nothing_is_done_twice_whatever_is_lost_on_the_way(cloud: Cloud, machine: Machine) -> None:
    website = cloud.host.functions["dxaws-website"]
    stuck, lost = iter([False, False, True]), itertools.cycle([False, True])
    website.is_stuck = lambda request: request["op"] == "website.step" and next(stuck, False)
    website.is_lost = lambda request: request["op"] == "website.step" and next(lost)
    website.kills, cloud.host.throttles, cloud.host.failures = 2, 2, 1
    converged(machine("site", {"desired": SITE}))
    assert (website.kills, cloud.host.throttles, cloud.host.failures) == (0, 0, 0)
    assert next(stuck, None) is None and len(cloud.calls("website.step")) > 16
    assert cloud.plan(SITE)["actions"] == 0
    once(cloud)


def test_an_execution_that_was_given_up_is_gone_on_with_by_the_next(cloud: Cloud, machine: Machine) -> None:
    website = cloud.host.functions["dxaws-website"]
    taken: list[int] = []

    def is_stuck(request: dict) -> bool:
        taken.append(request["op"] == "website.step")
        return sum(taken) > 4
    website.is_stuck = is_stuck
    state = machine("site", {"desired": SITE})
    assert (state["status"], state["error"]) == ("FAILED", "Sandbox.Timedout")
    assert sum(taken) == 4 + 1 + 5  # tried again five times
    website.is_stuck = lambda request: False
    left = cloud.plan(SITE)["actions"]
    assert 0 < left < converged(machine("site", {"desired": SITE}))["actions"] + 1
    assert cloud.plan(SITE)["actions"] == 0
    once(cloud)


def test_a_child_that_never_ends_is_one_verdict(cloud: Cloud, machine: Machine) -> None:
    sites = [{"site": f"site-{i}", "domain": f"w{i}.example.com", "region": "eu-west-1"} for i in range(3)]
    s3 = cloud.engine.client("s3")
    s3.create_bucket(Bucket="lists")
    s3.put_object(Bucket="lists", Key="sites.json", Body=json.dumps(sites).encode())
    website = cloud.host.functions["dxaws-website"]
    website.is_stuck, website.stuck_s = lambda request: request.get("desired", {}).get("site") == "site-1", 20

    def impatient(definition: dict) -> None:
        definition["States"]["Sites"]["ItemProcessor"]["States"]["Plan"]["TimeoutSeconds"] = 5

    state = machine("fleet", {"bucket": "lists", "key": "sites.json"}, impatient)
    assert state["status"] == "SUCCEEDED", (state.get("error"), state.get("cause"))
    told = {verdict["site"]: verdict for verdict in json.loads(state["output"])}
    assert {site: verdict["outcome"] for site, verdict in told.items()} == {
        "site-0": "converged", "site-1": "failed", "site-2": "converged"}
    assert told["site-1"]["error"]["Error"] == "States.Timeout"


def test_an_execution_ends_with_its_own_time(cloud: Cloud, machine: Machine) -> None:
    state = machine("site", {"desired": SITE}, lambda definition: definition.update(TimeoutSeconds=2))
    if cloud.engine.name == "ministack":  # which does not know the time-out of a machine, so that moto judges
        converged(state)
        return
    assert state["status"] == "TIMED_OUT"
    converged(machine("site", {"desired": SITE}, lambda definition: None))
    once(cloud)


def first(resources: dict, service: str, kind: str) -> dict:
    return next(iter(resources[service][kind].values()))


DRIFTS: dict[str, Callable[[dict], Any]] = {
    "versioning": lambda world: first(world, "s3", "bucket").update(versioning=False),
    "public access": lambda world: first(world, "s3", "bucket")["public_access_block"].update(block_public_policy=False),
    "policy": lambda world: first(world, "s3", "bucket")["policy"]["Statement"].pop(1),
    "records": lambda world: first(world, "route53", "zone")["records"].pop(),
    "distribution": lambda world: first(world, "cloudfront", "distribution").update(compress=False, price_class="PriceClass_All"),
    "access control": lambda world: first(world, "cloudfront", "oac").update(signing_behavior="never"),
}


def test_each_drift_is_told_and_mended(cloud: Cloud, machine: Machine) -> None:
    converged(machine("site", {"desired": SITE}))
    s3 = cloud.engine.client("s3")
    s3.create_bucket(Bucket="lists")
    s3.put_object(Bucket="lists", Key="sites.json", Body=json.dumps([SITE]).encode())
    for name, change in DRIFTS.items():
        world = account(cloud)
        change(world["resources"])
        (cloud.folder / "account.json").write_text(json.dumps(world), encoding="utf-8")
        told = machine("drift-audit", {"bucket": "lists", "key": "sites.json"})
        verdict = json.loads(told["output"])[0]
        print(name, verdict)
        assert (verdict["outcome"], len(verdict["kinds"])) == ("drift", len(set(verdict["kinds"]))), name
        assert converged(machine("site", {"desired": SITE}))["actions"] == verdict["actions"], name
        assert cloud.plan(SITE)["actions"] == 0, name
