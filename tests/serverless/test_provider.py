# SPDX-License-Identifier: MIT
"""Providers whose effects happen in functions: real processes, behind the Invoke API, which work on the AWS double."""
from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, Iterator

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hosting import Host, Hosted
from running import ACCESS_KEY, SECRET_KEY, RunningDouble
from steps import make_zone

PROGRAM = os.environ.get("BOOTSTRAP", "")
PREFIX = "dxaws-"
SUITES = {"s3": "dxaws-s3/tests/contract-main", "content": "dxaws-s3/tests/content-contract-main",
          "dns": "dxaws-dns/tests/contract-main", "acm": "dxaws-acm/tests/contract-main",
          "cloudfront": "dxaws-cloudfront/tests/contract-main",
          "function": "dxaws-cloudfront/tests/function-contract-main"}
# What is lost, late or moved in the world is the matter of the provider that works there, and tried with it; here it takes
# minutes. CONTRACT_ONLY= in the environment runs all cases, CONTRACT_ONLY=TEXT those with TEXT in their names.
ENOUGH = {"content": "taken", "function": ""}
SECONDS = 400

pytestmark = pytest.mark.skipif(not PROGRAM, reason="BOOTSTRAP does not name the program")


class Remote:
    """Functions of all modules that work on a double, and how a program here finds them."""

    def __init__(self, folder: Path) -> None:
        self.double = RunningDouble(str(folder))
        self.folder, self.host = folder, Host()
        keys = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": "us-east-1",
                "NO_PROXY": "*"}
        there = keys | {"AWS_ENDPOINT_URL": self.double.url}
        quick = there | {"DXAWS_CLOCK_SPEED": "20"}  # as fast as the contract suites' own, but for that of content
        self.host.functions = {PREFIX + name: Hosted(PROGRAM, name, folder, there if name == "content" else quick)
                               for name in SUITES}
        self.settings = keys | {"AWS_ENDPOINT_URL_LAMBDA": "http://127.0.0.1:%d" % self.host.port, "HOME": str(folder),
                                "PATH": os.environ["PATH"], "AWS_EC2_METADATA_DISABLED": "true"}

    def run(self, *command: str, **settings: str) -> subprocess.CompletedProcess:
        return subprocess.run(command, env=self.settings | settings, capture_output=True, text=True, check=False,
                              timeout=SECONDS)

    def command(self, *words: str, **settings: str) -> subprocess.CompletedProcess:
        """The command, which can reach nothing but functions."""
        return self.run(str(Path(PROGRAM).parents[1] / "dxaws-cli" / "dxaws"), *words, **settings)

    def site(self, **keys: Any) -> str:
        path = self.folder / "site.yaml"
        path.write_text(json.dumps({"dxaws": 1, "site": "example", "domain": "www.example.com", **keys}), encoding="utf-8")
        return str(path)

    def bucket(self) -> str:
        path = self.folder / "bucket.yaml"
        path.write_text("{\"name\": \"my-bucket\", \"region\": \"eu-west-1\"}", encoding="utf-8")
        return str(path)

    def written(self) -> int:
        """How many actions that write the functions were asked for."""
        asked = [json.loads(request["body"]) for request in self.host.received]
        return sum(request["op"].endswith(".perform") and request["action"]["kind"] != "FIND" for request in asked)

    def stop(self) -> None:
        self.host.close()
        self.double.stop()


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    running = Remote(tmp_path)
    yield running
    running.stop()


def is_signed(request: dict[str, Any]) -> bool:
    """Whether the signature is what botocore computes for the same request."""
    headers = request["headers"]
    key, day, region, names, signature = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d+)/([^/]+)/lambda/aws4_request, ?SignedHeaders=([^,]+), ?"
        r"Signature=([0-9a-f]{64})", headers["authorization"]).groups()
    signed = AWSRequest("POST", "http://" + headers["host"] + request["path"], data=request["body"],
                        headers={name: headers[name] for name in names.split(";")})
    signed.context["timestamp"] = headers["x-amz-date"]
    signer = SigV4Auth(Credentials(key, SECRET_KEY), "lambda", region)
    text = signer.string_to_sign(signed, signer.canonical_request(signed))
    return key == ACCESS_KEY and headers["x-amz-date"].startswith(day) and signer.signature(text, signed) == signature


@pytest.mark.parametrize("module", SUITES)
def test_a_module_does_through_functions_what_it_does_here(remote: Remote, module: str) -> None:
    program = Path(PROGRAM).parents[1] / SUITES[module]
    only = os.environ.get("CONTRACT_ONLY", ENOUGH.get(module, "performed_twice"))
    ran = remote.run(str(program), "aws", AWS_ENDPOINT_URL=remote.double.url, CONTRACT_FUNCTIONS=PREFIX,
                     **({"CONTRACT_ONLY": only} if only else {}))
    told = re.search(r"(\d+) passed, (\d+) failed, (\d+) skipped", ran.stdout)
    assert ran.returncode == 0 and told, ran.stdout[-4000:] + ran.stderr[-1000:]
    assert int(told[1]) > 0 and (told[2], told[3]) == ("0", "0")
    assert remote.host.received and all(is_signed(request) for request in remote.host.received[-50:])


def test_a_site_lives_through_functions(remote: Remote) -> None:
    make_zone(remote.double, "example.com")
    through = ("--adapter", "lambda=" + PREFIX)
    site = remote.site()
    planned = remote.command("plan", site, "--json", *through)
    here = remote.command("plan", site, "--json", AWS_ENDPOINT_URL=remote.double.url)
    assert json.loads(planned.stdout)["plan"]["actions"] == json.loads(here.stdout)["plan"]["actions"]
    assert remote.written() == 0

    made = remote.command("apply", site, "--yes", *through)
    assert made.returncode == 0, made.stderr
    written = remote.written()
    assert written > 10
    assert remote.command("drift", site, *through).returncode == 0
    assert remote.command("apply", site, "--yes", *through).returncode == 0
    assert remote.written() == written

    changed = remote.site(tags={"team": "web"})
    assert remote.command("drift", changed, *through).returncode == 2
    assert remote.command("apply", changed, "--yes", *through, "--adapter", "dry-run").returncode == 0
    assert remote.written() == written
    assert remote.command("apply", changed, "--yes", *through).returncode == 0
    gone = remote.command("destroy", changed, "--allow-destroy=example", *through)
    assert gone.returncode == 0, gone.stderr
    assert remote.command("list", *through).stdout.count("example") == 0


def test_what_functions_may_not_do_is_known_before_the_first_write(remote: Remote) -> None:
    make_zone(remote.double, "example.com")
    remote.host.functions[PREFIX + "s3"].handler = "s3.observe,s3.supports"
    mark = remote.double.mark()
    refused = remote.command("apply", remote.site(), "--yes", "--adapter", "lambda=" + PREFIX)
    assert refused.returncode == 1 and "cannot perform CREATE_BUCKET; nothing was changed" in refused.stderr.replace("\n", " ")
    assert not [request for request in remote.double.requests(mark) if request["method"] in ("PUT", "DELETE")]
    absent = remote.command("plan", remote.site(), "--adapter", "lambda=nobody-")
    assert absent.returncode == 1 and "there is no Lambda function nobody-" in absent.stderr


def test_a_function_that_is_killed_is_invoked_again(remote: Remote) -> None:
    remote.host.functions[PREFIX + "s3"].kills = 1  # which is tried again
    planned = remote.command("s3", "plan", remote.bucket(), "--adapter", "lambda=" + PREFIX)
    assert planned.returncode == 2 and "Plan: 2 to make" in planned.stdout, planned.stderr
    assert remote.host.functions[PREFIX + "s3"].kills == 0


# What the world says, and what a function makes of it: rules of the double's faults or denials, the type, and what is said.
WORLDS = {
    "permission": ({"deny": ["s3:CreateBucket"]}, "Dxaws.Permission", "they need s3:CreateBucket"),
    "clock": ({"faults": [{"match": "a-clock", "do": "error", "status": 403, "code": "RequestTimeTooSkewed",
                           "message": "The difference between the request time and the current time is too large."}]},
              "Dxaws.Unauthenticated", "request time"),
    "throttled": ({"faults": [{"match": "a-throttled", "do": "throttle"}]}, "Dxaws.Timeout", "SlowDown"),
    "failing": ({"faults": [{"match": "a-failing", "do": "500"}]}, "Dxaws.Unavailable", "internal error"),
}


def test_what_aws_refuses_has_its_type_and_a_rerun_converges(remote: Remote) -> None:
    function = remote.host.functions[PREFIX + "s3"]
    for world, (rules, kind, text) in WORLDS.items():
        request = json.dumps({"op": "s3.execute", "desired": {"name": "a-" + world, "region": "eu-west-1"}}).encode()
        for path, rule in rules.items():
            remote.double.control(path, rule)
        function.timeout_s = 5 if world == "throttled" else 20  # for which it goes on to ask, while it is throttled
        error, reply = function.invoke(request)
        function.timeout_s = 20
        told = json.loads(reply)
        assert error and told["errorType"] == kind and text in told["errorMessage"], reply
        assert "\n" not in told["errorMessage"] and len(reply) < 32768 and not told["wrote"]
        for path in rules:
            remote.double.control(path, [])
        for wrote in (True, False):
            error, reply = function.invoke(request)
            assert error is None and json.loads(reply)["wrote"] == wrote, reply
