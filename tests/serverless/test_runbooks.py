# SPDX-License-Identifier: MIT
"""Runbooks from the command line: by the machines, on engines that were not written here, and here by commands; and what of
Step Functions those engines do not have, from a server that says it."""
from __future__ import annotations

import json
import os
import signal
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from command import Command
from conftest import ROLE, ROOT, Cloud, quick

ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:site"


def manifest(folder: Path, name: str, **keys: Any) -> Path:
    path = folder / (name + ".yaml")
    path.write_text(json.dumps({"site": name, "domain": name + ".example.com", "region": "eu-west-1", **keys}))
    return path


def commanding(folder: Path, url: str) -> Command:
    binary = os.environ.get("DXAWS_BIN", "")
    if not binary:
        pytest.skip("DXAWS_BIN does not name the command")
    return Command(os.path.abspath(binary), folder, url)


@pytest.fixture(name="dxaws")
def fixture_dxaws(cloud: Cloud, tmp_path: Path) -> Command:
    return commanding(tmp_path, cloud.engine.url)


@pytest.fixture(name="machine_arn")
def fixture_machine_arn(cloud: Cloud) -> Callable[[str], str]:
    def make(name: str) -> str:
        text = (ROOT / "dxaws-lambda" / "asl" / (name + ".asl.json")).read_text(encoding="utf-8")
        return cloud.machines.create_state_machine(name=name + uuid.uuid4().hex[:8], roleArn=ROLE,
                                                   definition=quick(text))["stateMachineArn"]
    return make


def test_a_site_is_made_audited_and_torn_down_by_machines(cloud: Cloud, dxaws: Command, machine_arn) -> None:
    site, there = manifest(dxaws.home, "example"), machine_arn("site")
    run = ["runbook", "run"]
    made = dxaws(*run, "apply", "--state-machine", there, site, "--yes", "--execution=first")
    assert made.rc == 0 and "example: converged, " in made.stdout, made
    assert "Started first" in made.stderr and "Plan\n" in made.stderr and "Step\n" in made.stderr, made
    again = dxaws(*run, "apply", "--state-machine", there, site, "--yes", "--execution=first", "--json")
    assert again.rc == 0 and again.json["verdicts"][0]["outcome"] == "converged", again
    assert again.json["execution"].endswith(":first") and "Following first" in again.stderr
    other = manifest(dxaws.home, "other")
    taken = dxaws(*run, "apply", "--state-machine", there, other, "--yes", "--execution=first")
    assert taken.rc == 3 and "--execution" in taken.stderr, taken

    cloud.engine.client("s3").create_bucket(Bucket="lists")
    audit = [*run, "drift-audit", "--state-machine", machine_arn("drift-audit"), "--bucket=lists"]
    told = dxaws(*audit, site, other)
    assert told.rc == 2 and "example: right" in told.stdout and "other: drift, " in told.stdout, told
    outside = manifest(dxaws.home, "outside", domain="www.example.net")
    told = dxaws(*audit, site, outside, "--json")
    assert told.rc == 1 and [verdict["outcome"] for verdict in told.json["verdicts"]] == ["right", "failed"], told

    teardown = [*run, "teardown", "--state-machine", there, site]
    assert dxaws(*teardown, "--yes").rc == 3
    failed = dxaws(*run, "apply", "--state-machine", there, outside, "--yes")
    assert failed.rc == 1 and "Dxaws.NotFound: " in failed.stderr and "example.net" in failed.stderr, failed
    gone = dxaws(*teardown, "--allow-destroy=example")
    assert gone.rc == 3 and "--yes" in gone.stderr, gone  # which is not asked of a machine
    gone = dxaws(*teardown, "--allow-destroy=example", "--yes")
    assert gone.rc == 0 and "example: converged, " in gone.stdout, gone


def test_who_stops_looking_leaves_it_running_and_comes_back(cloud: Cloud, dxaws: Command, machine_arn) -> None:
    there = machine_arn("site")
    words = ["runbook", "run", "apply", "--state-machine", there, manifest(dxaws.home, "example"), "--yes"]
    started = dxaws.start(*words)
    assert started.stderr is not None
    said = ""
    while "  Step\n" not in said:
        line = started.stderr.readline()
        assert line, (said, started.communicate())
        said += line
    stopped = dxaws.interrupt(started, signal.SIGINT)
    assert stopped.rc == 130 and stopped.seconds < 5, stopped
    (line,) = [line for line in stopped.stderr.splitlines() if "goes on; to follow it: " in line]
    name = line.rsplit("--execution=", 1)[1]
    assert name in said
    followed = dxaws(*words, "--execution", name)
    assert followed.rc == 0 and "example: converged" in followed.stdout, followed
    assert len(cloud.machines.list_executions(stateMachineArn=there)["executions"]) == 1


def test_the_same_here_and_by_machine(cloud: Cloud, dxaws: Command, machine_arn) -> None:
    site = manifest(dxaws.home, "example")
    here = ["--adapter", "memory=%s" % (cloud.folder / "account.json")]
    assert dxaws("runbook", "run", "drift-audit", site, *here).rc == 2
    assert dxaws("runbook", "run", "apply", "--local", site, *here, "--yes").rc == 0
    made = dxaws("runbook", "run", "apply", "--state-machine", machine_arn("site"), site, "--yes")
    assert made.rc == 0 and "converged, 0 actions" in made.stdout, made
    assert dxaws("runbook", "run", "fleet", "--local", site, *here, "--yes").rc == 0
    assert dxaws("runbook", "run", "audit", *here).rc == 0


class Told(BaseHTTPRequestHandler):
    """Step Functions and S3, as far as they are scripted."""

    answers: dict[str, Any] = {}

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        operation = self.headers["X-Amz-Target"].split(".")[1]
        answer = self.answers.get(operation, {"executionArn": "arn", "startDate": 1, "events": []})
        self.send({**answer, **({"input": self.answers["input"]} if operation == "DescribeExecution" else {})})
        if operation == "StartExecution":
            self.answers["input"] = body["input"]

    def do_GET(self) -> None:
        self.send(self.answers[self.path.split("?")[0]])

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send({})

    def send(self, answer: Any) -> None:
        text = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("x-amzn-RequestId", "R")
        self.send_header("x-amz-request-id", "R")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(name="told")
def fixture_told(tmp_path: Path) -> Iterator[tuple[Command, dict]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Told.answers = {}
    yield commanding(tmp_path, "http://127.0.0.1:%d" % server.server_address[1]), Told.answers
    server.shutdown()
    server.server_close()


def cause(kind: str, code: str) -> str:
    whole = {"kind": kind, "domain": "s3", "code": code, "message": "because of " + code}
    return json.dumps({"errorType": "x", "errorMessage": "because of " + code, "dxaws": whole})


STEP = {"id": 1, "type": "TaskStateEntered", "stateEnteredEventDetails": {"name": "Step"}}


@pytest.mark.parametrize("described, events, status, text", [
    ({"status": "FAILED", "error": "Dxaws.Refused", "cause": cause("REFUSED", "Protected")}, [], 3, "because of Protected"),
    ({"status": "FAILED", "error": "Dxaws.Refused", "cause": cause("REFUSED", "Protected")}, [STEP], 1, "Protected"),
    ({"status": "FAILED", "error": "Dxaws.Stale", "cause": cause("STALE", "StalePlan")}, [STEP], 5, "StalePlan"),
    ({"status": "FAILED", "error": "Dxaws.Timeout", "cause": "{}"}, [STEP], 4, "Dxaws.Timeout"),
    ({"status": "FAILED", "error": "States.Runtime"}, [], 1, "States.Runtime: it does not say why"),
    ({"status": "TIMED_OUT"}, [STEP], 4, "start it again, which goes on"),
    ({"status": "ABORTED"}, [], 1, "somebody stopped it"),
    ({"status": "SUCCEEDED", "output": json.dumps({"site": "example", "outcome": "a new word"})}, [], 1, "a new word"),
    ({"status": "SUCCEEDED", "output": "[]"}, [], 1, "0 sites"),
], ids=["refused", "refused later", "stale", "timeout", "engine", "machine's time", "stopped", "unknown", "none"])
def test_how_an_execution_ends_is_the_exit_status(told, described: dict, events: list, status: int, text: str) -> None:
    dxaws, answers = told
    answers["DescribeExecution"] = described
    answers["GetExecutionHistory"] = {"events": events}
    done = dxaws("runbook", "run", "apply", "--state-machine", ARN, manifest(dxaws.home, "example"), "--yes")
    assert done.rc == status and text in done.stderr + done.stdout, done


def test_verdicts_that_are_in_files_are_read(told) -> None:
    dxaws, answers = told
    outcomes = {"a": "converged", "b": "failed"}
    answers["DescribeExecution"] = {"status": "SUCCEEDED", "output": json.dumps(
        {"ResultWriterDetails": {"Bucket": "lists", "Key": "verdicts/manifest.json"}})}
    answers["/lists/verdicts/manifest.json"] = {"ResultFiles": {"SUCCEEDED": [
        {"Key": "verdicts/%s.json" % site} for site in outcomes]}}
    for site, outcome in outcomes.items():
        answers["/lists/verdicts/%s.json" % site] = [{"Output": json.dumps({"site": site, "outcome": outcome})}]
    done = dxaws("runbook", "run", "fleet", "--state-machine", ARN, "--bucket=lists", "--yes", "--json",
                 manifest(dxaws.home, "a"), manifest(dxaws.home, "b"))
    assert done.rc == 1 and {v["site"]: v["outcome"] for v in done.json["verdicts"]} == outcomes, done


def test_a_machine_of_another_account_is_refused(told) -> None:
    dxaws, _ = told
    site = manifest(dxaws.home, "example", account="210987654321")
    done = dxaws("runbook", "run", "apply", "--state-machine", ARN, site, "--yes")
    assert done.rc == 3 and "210987654321" in done.stderr and "123456789012" in done.stderr, done
