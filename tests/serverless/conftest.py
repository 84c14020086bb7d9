# SPDX-License-Identifier: MIT
"""Fixtures of the tests of functions and machines.

    cloud    each engine in turn, and real processes for its functions, which all work in one simulated account that
             has the zone example.com
    visitors what is seen of its sites from outside
    machine  makes a state machine of one in dxaws-lambda/asl, and runs it
"""
from __future__ import annotations

import json
import os
import re
import sys
import time
import uuid
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from engines import ENGINES, Interpreter  # noqa: E402
from hosting import Host, Hosted, account_with_zone  # noqa: E402
from servers import MINISTACK_PYTHON  # noqa: E402
from visitors import Visitors  # noqa: E402

MODULES = ("s3", "dns", "acm", "cloudfront", "website")
ROLE = "arn:aws:iam::123456789012:role/machine"
END_SECONDS = 240


class Cloud:
    def __init__(self, engine: Interpreter, host: Host, folder: Path) -> None:
        self.engine, self.host, self.folder = engine, host, folder
        self.machines = engine.client("stepfunctions")

    def calls(self, operation: str) -> list[dict]:
        """What was asked of that operation, in order."""
        module = operation.split(".")[0]
        return [request for request in self.host.functions["dxaws-" + module].requests if request["op"] == operation]

    def make_zone(self, name: str) -> None:
        """Another one, in the simulated account."""
        path = self.folder / "account.json"
        world = json.loads(path.read_text(encoding="utf-8"))
        zone = dict(next(iter(world["resources"]["route53"]["zone"].values())))
        zone |= {"name": name + ".", "caller_reference": name, "records": [
            record | {"name": name + "."} for record in zone["records"] if record["type"] in ("NS", "SOA")]}
        world["numbers"]["route53.zone"] += 1
        world["resources"]["route53"]["zone"]["Z%013d" % world["numbers"]["route53.zone"]] = zone
        path.write_text(json.dumps(world), encoding="utf-8")

    def plan(self, desired: dict) -> dict:
        error, reply = self.host.functions["dxaws-website"].invoke(
            json.dumps({"op": "website.plan", "desired": desired}).encode())
        assert error is None, reply
        return json.loads(reply)


@pytest.fixture(scope="session", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Interpreter, Host]]:
    if request.param == "ministack" and not os.access(MINISTACK_PYTHON, os.X_OK):
        pytest.skip("no .venv-ministack: scripts/setup --test makes it")
    host = Host()
    running = ENGINES[request.param](tmp_path_factory.mktemp(request.param), host.port)
    host.behind = "127.0.0.1:%d" % running.port
    yield running, host
    running.stop()
    host.close()


@pytest.fixture
def cloud(engine: tuple[Interpreter, Host], tmp_path: Path) -> Iterator[Cloud]:
    program = os.environ.get("BOOTSTRAP", "")
    if not program:
        pytest.skip("BOOTSTRAP does not name the program")
    running, host = engine
    running.reset()
    account_with_zone(tmp_path / "account.json")
    settings = {"DXAWS_ADAPTER": "memory=%s" % (tmp_path / "account.json")}
    host.throttles = host.failures = 0
    host.functions = {"dxaws-" + name: Hosted(program, name, tmp_path, settings) for name in MODULES}
    running.make_functions(list(host.functions))
    yield Cloud(running, host, tmp_path)
    for function in host.functions.values():
        function.close()
    host.functions = {}


@pytest.fixture
def visitors(cloud: Cloud, tmp_path: Path) -> Iterator[Visitors]:
    seen = Visitors(tmp_path / "visitors")
    cloud.host.functions["dxaws-website"].restart(**seen.settings)
    yield seen
    seen.close()


Edit = Callable[[dict], Any]


def quick(definition: str, edit: Edit | None = None) -> str:
    """As it is deployed, but for how long it waits, since the account's time is sixty times as fast; and the results of
    a map are its output: moto writes a manifest to S3 that names no file."""
    text = definition.replace("${FunctionPrefix}", "dxaws-")
    text = re.sub(r'"SecondsPath": "[^"]*"', '"Seconds": 1', text)
    text = text.replace('"IntervalSeconds": 2', '"IntervalSeconds": 1').replace('"BackoffRate": 2.0', '"BackoffRate": 1.0')
    machine = json.loads(text)
    for state in machine["States"].values():
        state.pop("ResultWriter", None)
    if edit is not None:
        edit(machine)
    return json.dumps(machine)


@pytest.fixture
def machine(cloud: Cloud) -> Callable[..., dict]:
    """machine(NAME, INPUT): the execution's description when it has ended; of its definition as edit(DEFINITION) left it."""
    made: dict[str, str] = {}

    def run(name: str, given: dict[str, Any], edit: Edit | None = None, seconds: float = END_SECONDS) -> dict:
        if name not in made or edit is not None:
            text = (ROOT / "dxaws-lambda" / "asl" / (name + ".asl.json")).read_text(encoding="utf-8")
            made[name] = cloud.machines.create_state_machine(
                name="%s-%s" % (name, uuid.uuid4().hex[:8]), roleArn=ROLE, definition=quick(text, edit))["stateMachineArn"]
        execution = cloud.machines.start_execution(
            stateMachineArn=made[name], name="run-" + uuid.uuid4().hex, input=json.dumps(given))["executionArn"]
        end = time.monotonic() + seconds
        while True:
            state = cloud.machines.describe_execution(executionArn=execution)
            if state["status"] != "RUNNING":
                return state
            assert time.monotonic() < end, "the execution does not end"
            time.sleep(0.1)
    return run
