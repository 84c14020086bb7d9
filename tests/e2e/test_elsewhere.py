# SPDX-License-Identifier: MIT
"""A site whose domain no hosted zone of the account holds: its records are made elsewhere, and named."""
from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from command import Command, Result
from test_cli_memory import Account
from test_site_aws import Site

DOMAIN = "www.elsewhere.example"
KEYS = {"domain": DOMAIN, "region": "ca-central-1", "dns": {"manage": False}, "protect": False}
RECORD = re.compile(r"make the record (\S+) CNAME (\S+) where the DNS of that name is run")


class Elsewhere:
    """The command on an account of one kind, and the DNS that somebody else runs."""

    def __init__(self, dxaws: Any, file: Path, patience: str) -> None:
        self.dxaws, self.file, self.patience = dxaws, file, patience

    def make(self, name: str, value: str) -> None:
        raise NotImplementedError

    def run(self, *words: str) -> Result:
        return self.dxaws(words[0], self.file, *words[1:])


class OnDouble(Elsewhere):
    def __init__(self, dxaws: Command, site: Any, double: Any) -> None:
        super().__init__(dxaws, site(**KEYS), "3s")
        self.double = double
        self.account = Site(double)

    def make(self, name: str, value: str) -> None:
        self.double.control("elsewhere", {"name": name, "value": value})

    def certificates(self) -> int:
        return len(self.account.certificates())

    def distributions(self) -> int:
        return len(self.account.distributions())


class OnMemory(Elsewhere):
    def __init__(self, home: Path) -> None:
        self.account = Account(os.path.abspath(os.environ["DXAWS_BIN"]), home)
        super().__init__(self.account, self.account.write(**KEYS), "3m")

    def make(self, name: str, value: str) -> None:
        assert self.account("memory", "cname", name, value).rc == 0

    def certificates(self) -> int:
        return len(self.account.resources().get("acm/certificate", {}))

    def distributions(self) -> int:
        return len(self.account.resources().get("cloudfront/distribution", {}))


@pytest.fixture(params=["double", "memory"])
def on(request, tmp_path, dxaws, site, double):
    return OnDouble(dxaws, site, double) if request.param == "double" else OnMemory(tmp_path)


def test_the_life_of_a_site_without_a_zone(on):
    planned = on.run("plan")
    assert planned.rc == 2 and f"where the DNS of {DOMAIN} is run" in planned.stdout, planned
    stopped = on.run("apply", "--yes", "--timeout", on.patience)
    assert stopped.rc == 4 and on.distributions() == 0, stopped
    name, value = RECORD.search(stopped.stderr).groups()
    assert f"wait   acm {DOMAIN}  WAIT_ISSUED" in stopped.stderr, stopped
    again = on.run("plan", "--json")
    notes = again.json["plan"]["notes"]
    assert any(f"{name} CNAME {value}" in note for note in notes), again
    again = on.run("apply", "--yes", "--timeout", on.patience, "--json")
    assert again.rc == 4 and RECORD.search(again.json["error"]["message"]).groups() == (name, value), again
    on.make(name, value)
    done = on.run("apply", "--yes", "--json")
    assert done.rc == 0 and on.certificates() == 1, done
    result = done.json["result"]
    assert result["validation_record"] == {"name": name, "type": "CNAME", "value": value}
    target = result["distribution_domain_name"]
    assert result["records"] == [{"name": DOMAIN, "type": "CNAME", "value": target}]
    assert on.run("plan").rc == 0
    gone = on.run("destroy", "--yes")
    assert gone.rc == 0 and on.certificates() == on.distributions() == 0, gone
    for record in (f"{DOMAIN} CNAME {target}", f"{name} CNAME {value}"):
        assert f"Left: record {record}: " in gone.stdout, gone
    assert on.run("destroy", "--yes").rc == 0


def test_the_level_of_waiting_does_not_leave_the_certificate_out(on):
    """Nothing comes after it before it is issued."""
    stopped = on.run("apply", "--yes", "--wait", "none", "--timeout", on.patience)
    assert stopped.rc == 4 and RECORD.search(stopped.stderr) and on.distributions() == 0, stopped
