# SPDX-License-Identifier: MIT
"""What is accepted on a real account: DXAWS_AWS_TESTS=1, with what docs/acceptance.md says; without it the same on the double.
Everything is taken away again but one bucket, which the next run finds."""
from __future__ import annotations

import json
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from command import Command
from running import ACCOUNT

REGION = "eu-west-1"
REAL = os.environ.get("DXAWS_AWS_TESTS") == "1"
LONG_SECONDS = 5400  # a distribution's whole life


@dataclass
class Account:
    """Where it happens."""

    dxaws: Command
    number: str
    zone: str

    def __call__(self, *words: str | Path, status: int = 0) -> Any:
        """What the command says in JSON."""
        done = self.dxaws(*words, "--json", env=None if not REAL else {"AWS_ENDPOINT_URL": None, **PASSED},
                          timeout=LONG_SECONDS if REAL else 120)
        assert done.rc == status, done
        return done.json

    def write(self, file: str, /, **keys: Any) -> Path:
        """A document in a file."""
        path = self.dxaws.home / (file + ".yaml")
        path.write_text(json.dumps(keys))
        return path


PASSED = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}


@pytest.fixture(name="account")
def fixture_account(request: pytest.FixtureRequest, dxaws: Command) -> Account:
    if not REAL:
        request.getfixturevalue("zone")
        return Account(dxaws, ACCOUNT, "example.com")
    return Account(dxaws, boto3.client("sts").get_caller_identity()["Account"], os.environ["DXAWS_AWS_ZONE"])


def lives(account: Account, module: str, keys: dict[str, Any], changes: list[dict[str, Any]]) -> None:
    """Made, found right, changed, found right each time."""
    for change in [{}, *changes]:
        file = account.write(module, **{**keys, **change})
        assert account(module, "apply", file, "--yes")["outcome"] in ("applied", "noop")
        account(module, "plan", file)


def test_the_bucket_that_stays(account: Account) -> None:
    bucket = {"name": "dxaws-acceptance-" + account.number, "region": REGION, "owner": "acceptance-origin"}
    lives(account, "s3", bucket, [{"tags": {"run": uuid.uuid4().hex}}, {"tags": {}}])
    lives(account, "s3", bucket, [])  # which the next run finds


def test_records_come_and_go(account: Account) -> None:
    def records(text: str) -> dict[str, Any]:
        return {"records": [{"name": f"dxaws-acceptance.{account.zone}", "type": "TXT", "ttl_s": 60, "values": [text]}]}
    for text in ("\"one\"", "\"two\""):
        lives(account, "dns", records(text), [])
    account("dns", "destroy", account.write("records", **records("\"two\"")), "--yes")


def test_a_site_with_certificate_and_distribution_leaves_nothing(account: Account) -> None:
    name = "acceptance-" + uuid.uuid4().hex[:6]
    folder = account.dxaws.home / "dist"
    folder.mkdir()
    (folder / "index.html").write_text("accepted")
    keys = {"site": name, "domain": f"{name}.{account.zone}", "region": REGION, "source": "dist", "wait": "deployed",
            "protect": False, "bucket": {"force_empty": True}}
    site = account.write("site", **keys)
    try:
        assert account("apply", site, "--yes")["outcome"] == "applied"
        assert account("plan", site)["plan"]["actions"] == []
        assert account("apply", account.write("site", **keys, tags={"run": name}), "--yes")["outcome"] == "applied"
        if REAL:
            assert account("verify", site)["healthy"]
    finally:
        gone = account("destroy", site, "--yes")
    assert gone["outcome"] == "destroyed"
    assert [one for one in account("list")["found"] if one["owner"] == name] == []
