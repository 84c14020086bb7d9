# SPDX-License-Identifier: MIT
"""One document, four ways: a program with the libraries, the command, a function, and the state machine; in a simulated
account and on the AWS double. The plan is the same text, the result and the errors are the same documents."""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from conftest import MODULES, Cloud
from hosting import Hosted
from running import ACCESS_KEY, SECRET_KEY, RunningDouble
from steps import make_zone

BUILD = Path(os.environ.get("BOOTSTRAP", "")).parents[1] if os.environ.get("BOOTSTRAP") else Path()
SITE = {"site": "example", "domain": "www.example.com", "region": "eu-west-1", "tags": {"team": "web"}}
NO_ZONE = SITE | {"domain": "www.example.net"}
WAYS = ("program", "command", "function", "machine")
# What a service decides differs from account to account.
MADE = re.compile(r"E[0-9A-Z]{13}|[0-9a-z]{13,14}\.cloudfront\.net|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Machine = Callable[..., dict]


class Ways:
    """Each way to one world; `fresh` empties that, but for its zone."""

    def __init__(self, cloud: Cloud, machine: Machine, adapter: str, settings: dict[str, str], fresh: Callable[[], None]) -> None:
        self.cloud, self.machine, self.adapter, self.settings, self.fresh = cloud, machine, adapter, settings, fresh
        program = os.environ["BOOTSTRAP"]
        for function in cloud.host.functions.values():
            function.close()
        hosted = settings | {"DXAWS_ADAPTER": adapter}
        cloud.host.functions = {"dxaws-" + name: Hosted(program, name, cloud.folder, hosted) for name in MODULES}
        self.manifest = cloud.folder / "site.yaml"

    def run(self, program: str, *words: str) -> dict:
        ran = subprocess.run([str(BUILD / program), *words], env=self.settings | {"PATH": os.environ["PATH"], "HOME": str(self.cloud.folder)},
                             capture_output=True, text=True, timeout=120, check=False)
        return json.loads(ran.stdout)

    def program(self, verb: str, desired: dict) -> dict:
        return self.run("dxaws-lambda/tests/site", verb, self.adapter, json.dumps(desired))

    def command(self, verb: str, desired: dict) -> dict:
        self.manifest.write_text(json.dumps({"dxaws": 1} | desired), encoding="utf-8")
        more = ["--yes", "-q"] if verb == "execute" else []
        return self.run("dxaws-cli/dxaws", {"execute": "apply"}.get(verb, verb), str(self.manifest), "--json",
                        "--adapter", self.adapter, *more)

    def function(self, verb: str, desired: dict) -> dict:
        error, reply = self.cloud.host.functions["dxaws-website"].invoke(
            json.dumps({"op": "website." + verb, "desired": desired}).encode())
        told = json.loads(reply)
        return {"error": told["dxaws"]} if error else told

    def by_machine(self, verb: str, desired: dict) -> dict:
        """The plan is what it began with; the result, what a function tells of a site that is as it should be."""
        begun = len(self.cloud.calls("website.step"))
        ended = self.machine("site", {"desired": desired})
        if ended["status"] != "SUCCEEDED":
            return {"error": json.loads(ended["cause"])["dxaws"]}
        told = self.function("execute", desired)
        assert not told["wrote"]
        return {"plan": self.cloud.calls("website.step")[begun]["plan"], "result": told["result"]}

    def __call__(self, way: str, verb: str, desired: dict) -> dict:
        return {"machine": self.by_machine}.get(way, getattr(self, way, None))(verb, desired)


@pytest.fixture(params=["memory", "double"])
def ways(request: pytest.FixtureRequest, cloud: Cloud, machine: Machine) -> Iterator[Ways]:
    if request.param == "memory":
        path, empty = cloud.folder / "account.json", cloud.folder / "empty.json"
        shutil.copy(path, empty)
        yield Ways(cloud, machine, "memory=%s" % path, {"DXAWS_CLOCK_SPEED": "60"}, lambda: shutil.copy(empty, path))
        return
    running = RunningDouble(str(cloud.folder))
    settings = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": "us-east-1", "NO_PROXY": "*",
                "AWS_ENDPOINT_URL": running.url, "DXAWS_CLOCK_SPEED": "20", "AWS_EC2_METADATA_DISABLED": "true"}

    def fresh() -> None:
        running.reset()
        make_zone(running, "example.com")
    fresh()
    yield Ways(cloud, machine, "aws", settings, fresh)
    running.stop()


def told(document: Any) -> Any:
    """Without what differs from account to account, and what only the command says."""
    masked = json.loads(MADE.sub("made", json.dumps(document, sort_keys=True)))
    if isinstance(masked, dict):
        for name in ("advice", "file", "line", "column", "path"):
            masked.pop(name, None)
    return masked


@pytest.mark.parametrize("engine", ["moto"], indirect=True)  # that both engines do alike is tried elsewhere
def test_four_ways_are_one(ways: Ways) -> None:
    plans = {way: ways(way, "plan", SITE)["plan"] for way in WAYS[:3]}
    errors, results = {}, {}
    for way in WAYS:
        errors[way] = told(ways(way, "execute", NO_ZONE)["error"])
        done = ways(way, "execute", SITE)
        results[way] = told(done["result"])
        plans.setdefault(way, done.get("plan"))
        assert ways.function("plan", SITE)["actions"] == 0, way
        ways.fresh()
    assert errors["program"]["code"] == "HostedZoneNotFound"
    assert results["program"]["url"] == "https://www.example.com/"
    for way in WAYS[1:]:
        assert results[way] == results["program"], way
        assert errors[way] == errors["program"], way
    for way in WAYS[1:3]:  # of the same world, so that nothing has to be left out
        assert plans[way] == plans["program"], way
    for name in ("actions", "desired", "module", "resource"):  # of another zone than the first three saw
        assert told(plans["machine"][name]) == told(plans["program"][name]), name
    assert plans["machine"]["digests"]["actions"] == plans["program"]["digests"]["actions"]
