# SPDX-License-Identifier: MIT
"""Sites by state machine: engines that were not written here, real processes, one simulated account."""
from __future__ import annotations

import json
import os
import time
from typing import Callable

from conftest import Cloud

SITE = {"site": "example", "domain": "www.example.com", "region": "eu-west-1"}
GONE = {"desired": SITE | {"present": False}, "options": {"allow_destroy": "example"}}
AT_ONCE = 5  # as the definitions say
Machine = Callable[..., dict]


def converged(state: dict) -> dict:
    assert state["status"] == "SUCCEEDED", (state.get("error"), state.get("cause"))
    output = json.loads(state["output"])
    assert output["outcome"] == "converged", output
    return output


def test_nobody_else_reaches_the_engine(cloud: Cloud) -> None:
    assert cloud.engine.listens_on() == {("0100007F", cloud.engine.port)}


def test_a_site_is_made_left_alone_changed_and_destroyed(cloud: Cloud, machine: Machine) -> None:
    made = converged(machine("site", {"desired": SITE}))
    assert made["site"] == "example" and made["actions"] > 8
    assert cloud.plan(SITE)["actions"] == 0

    largest = max(len(json.dumps(request)) for request in cloud.calls("website.step"))
    print("the largest request has", largest, "bytes")
    assert largest < 100_000  # of the 256 KiB that a state may have
    steps = len(cloud.calls("website.step"))
    assert converged(machine("site", {"desired": SITE}))["actions"] == 0
    assert len(cloud.calls("website.step")) == steps

    tagged = SITE | {"tags": {"team": "web"}}
    assert converged(machine("site", {"desired": tagged}))["actions"] == 3
    assert cloud.plan(tagged)["actions"] == 0

    assert converged(machine("site", GONE))["actions"] > 5
    assert converged(machine("site", GONE))["actions"] == 0


def test_processes_that_are_killed_and_calls_that_are_throttled_change_nothing(cloud: Cloud, machine: Machine) -> None:
    website = cloud.host.functions["dxaws-website"]
    website.kills, cloud.host.throttles = 3, 2
    converged(machine("site", {"desired": SITE}))
    assert (website.kills, cloud.host.throttles) == (0, 0)
    assert cloud.plan(SITE)["actions"] == 0


def test_what_cannot_be_is_the_machine_s_failure_by_its_type(cloud: Cloud, machine: Machine) -> None:
    state = machine("site", {"desired": SITE | {"domain": "www.example.net"}})
    assert (state["status"], state["error"]) == ("FAILED", "Dxaws.NotFound")
    assert "example.net" in json.loads(state["cause"])["errorMessage"]
    assert not cloud.calls("website.step")

    converged(machine("site", {"desired": SITE}))
    state = machine("site", {"desired": GONE["desired"]})  # without consent
    assert (state["status"], state["error"]) == ("FAILED", "Dxaws.Refused")
    assert "protected" in state["cause"]
    assert cloud.plan(SITE)["actions"] == 0
    assert converged(machine("site", GONE))["actions"] > 5


def test_every_invocation_says_which_run_it_is_of(cloud: Cloud, machine: Machine) -> None:
    state = machine("site", {"desired": SITE})
    run = state["executionArn"].split(":")[-1]
    contexts = [request["context"] for request in cloud.calls("website.step")]
    assert {context["run_id"] for context in contexts} == {run}
    lines = [json.loads(line) for line in (cloud.folder / "log").read_text().splitlines() if line.startswith("{")]
    assert lines and {line["context"]["run_id"] for line in lines} == {run}


def test_of_many_sites_each_has_a_verdict(cloud: Cloud, machine: Machine) -> None:
    """DXAWS_FLEET=200 in the environment tries that many, which takes minutes."""
    count = int(os.environ.get("DXAWS_FLEET", "6"))
    failing = {f"site-{i}" for i in range(1, count, 2)} if count < 7 else {f"site-{i}" for i in (1, count // 2, count - 1)}
    sites = [{"site": f"site-{i}", "domain": f"w{i}.example.{'net' if f'site-{i}' in failing else 'com'}", "region": "eu-west-1"}
             for i in range(count)]
    s3 = cloud.engine.client("s3")
    s3.create_bucket(Bucket="lists")
    s3.put_object(Bucket="lists", Key="sites.json", Body=json.dumps(sites).encode())

    def verdicts(name: str, good: str, failing: set[str] = failing) -> None:
        began = time.monotonic()
        state = machine(name, {"bucket": "lists", "key": "sites.json"}, seconds=120 + 5 * count)
        assert state["status"] == "SUCCEEDED", (state.get("error"), state.get("cause"))
        told = {verdict["site"]: verdict for verdict in json.loads(state["output"])}
        print("%s: %d sites in %.0f s" % (name, count, time.monotonic() - began))
        assert {site: verdict["outcome"] for site, verdict in told.items()} == {
            site["site"]: "failed" if site["site"] in failing else good for site in sites}
        assert {told[site]["error"]["Error"] for site in failing} <= {"Dxaws.NotFound"}
        assert all("example.net" in told[site]["error"]["Cause"] for site in failing)

    verdicts("drift-audit", "drift")
    assert not cloud.calls("website.step")
    verdicts("fleet", "converged")
    website = cloud.host.functions["dxaws-website"]
    print(len(website.requests), "invocations,", website.most_busy, "at the same time, of", len(website.all), "processes")
    assert 1 < website.most_busy <= AT_ONCE
    verdicts("drift-audit", "right")
    cloud.make_zone("example.net")  # the same list again brings those that failed, and nothing else
    steps = len(cloud.calls("website.step"))
    verdicts("fleet", "converged", set())
    assert {step["plan"]["desired"]["site"] for step in cloud.calls("website.step")[steps:]} == failing
    verdicts("drift-audit", "right", set())
