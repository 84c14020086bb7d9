# SPDX-License-Identifier: MIT
"""Every request of a plan, an apply and a destroy answered by somebody who is not AWS, in twelve forms: the outcome is
an error, or exactly what it would have been."""
from __future__ import annotations

import os
from collections import Counter
from typing import Any, Iterator

import pytest

from command import Command, Result
from running import RunningDouble
from steps import make_zone
from stranger import FORMS, Request, Stranger
from test_site_aws import MANIFEST, SITE, applied

ALL = bool(os.environ.get("DXAWS_ALL_STRANGERS"))  # else each write in a few of the forms
FEW = 2
AT_ONCE = {"deploy": 0.0, "record": 0.0, "issue": 0.0, "release": 0.0, "sync": 0.0}
DESTROY = ("destroy", f"--allow-destroy={SITE}")


@pytest.fixture
def stranger(double: RunningDouble) -> Iterator[Stranger]:
    made = Stranger(double.port)
    yield made
    made.stop()


@pytest.fixture
def through(dxaws: Command, stranger: Stranger) -> Command:
    """The command, whose requests all pass the stranger."""
    return Command(dxaws.binary, dxaws.home, stranger.url)


def meaning(result: Result) -> Any:
    """Exit status and plan, of a run that made one."""
    return result.rc, result.json.get("plan") if result.stdout.startswith("{") else None


def is_error(result: Result) -> bool:
    return result.rc in (1, 3, 4, 5) and bool(result.stderr.strip() or "error" in result.stdout)


@pytest.mark.parametrize("what", ("plan of nothing", "plan", "destroy"))
def test_reads(dxaws, through, stranger, site, zone, what, capsys):
    """A plan is made of what AWS says, or there is none."""
    manifest = site(**MANIFEST)
    if what != "plan of nothing":
        applied(dxaws, manifest)
    command = ("plan", manifest, "--json")
    if what == "destroy":
        command = (*DESTROY, manifest, "--json", "--adapter=dry-run")
    usual = through(*command)
    assert usual.rc == (2 if what == "plan of nothing" else 0) and meaning(usual)[1], usual
    requests, counts = list(stranger.seen), Counter()
    for request in requests:
        for form in FORMS:
            stranger.disturb(request.__eq__, form)
            result = through(*command)
            assert stranger.answered, (request, form)
            same = meaning(result) == meaning(usual)
            assert same or is_error(result), (request, form, str(result))
            counts["undisturbed" if same else "error"] += 1
    assert counts["error"] >= 9 * len(requests), counts
    with capsys.disabled():
        print(f"\n{what}: {len(requests)} reads in {len(FORMS)} forms: {dict(counts)}")


def is_write(request: Request) -> bool:
    method, _, action, _ = request
    return action.startswith(("Request", "Add", "Remove", "Delete")) if action else method not in ("GET", "HEAD")


def chosen(number: int) -> list[str]:
    return FORMS if ALL else [FORMS[(number * 5 + k * 4) % len(FORMS)] for k in range(FEW)]


CHANGED = {"tags": {"owner": "web"}, "cdn": {"ipv6": False}, "certificate": {"key_algorithm": "EC_prime256v1"}}


@pytest.mark.parametrize("what", ("apply", "change", "release", "destroy"))
def test_writes(dxaws, through, stranger, site, double, what, capsys):
    """No write counts as done because somebody else says so."""
    manifest = site(**MANIFEST)
    changed = site("changed.yaml", **{**MANIFEST, **CHANGED})
    commands: dict[str, tuple[Any, ...]] = {
        "apply": ("apply", manifest), "change": ("apply", changed), "release": ("release", manifest),
        "destroy": (*DESTROY, manifest)}
    command = (*commands[what], "--yes")

    def run(number: int, form: str) -> Result:
        double.reset()
        double.control("delays", AT_ONCE)
        make_zone(double, "example.com")
        if what != "apply":
            applied(dxaws, manifest)
        stranger.disturb_nth(is_write, number, form)
        return through(*command)

    assert run(-1, "").rc == 0
    count, counts = len([request for request in stranger.seen if is_write(request)]), Counter()
    for number in range(count):
        for form in chosen(number):
            result = run(number, form)
            assert stranger.answered, (number, form, str(result))
            assert result.rc == 0 or is_error(result), (number, form, str(result))
            if result.rc == 0:
                left = dxaws(*commands[what], "--json", "--adapter=dry-run")
                assert left.rc == 0 and not left.json["plan"]["actions"], (number, form, str(result), str(left))
            counts["done" if result.rc == 0 else "error"] += 1
    assert counts["error"] > counts["done"], counts
    with capsys.disabled():
        print(f"\n{what}: {count} writes in {len(FORMS) if ALL else FEW} of {len(FORMS)} forms: {dict(counts)}")
