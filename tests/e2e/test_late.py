# SPDX-License-Identifier: MIT
"""A site whose lists are late, each command a process of its own that has seen nothing of what the one before did: what
is made is made once, what is gone is not named, and in the end nothing is left."""
from __future__ import annotations

import os
import time
from typing import Any

import pytest

from command import Command, Result
from running import RunningDouble
from steps import make_zone
from stranger import Stranger
from test_site_aws import MANIFEST, SITE, Site, account, applied, one_of_each  # noqa: F401  (fixtures)
from test_strangers import is_write, stranger, through  # noqa: F401  (fixtures)

ALL = bool(os.environ.get("DXAWS_ALL_STRANGERS"))  # else of an apply's writes some
SOME, STRIDE, WRITES = {"apply": 2, "destroy": 0}, 4, 10
LATE_SECONDS = 2.0
DESTROY = f"--allow-destroy={SITE}"


def begin(double: RunningDouble) -> str:
    """An account with a zone and nothing else, whose lists are late from then on; the zone's id."""
    double.reset()
    zone = make_zone(double, "example.com")
    double.control("delays", {"list": LATE_SECONDS, "index": LATE_SECONDS})
    return zone


def settle() -> None:
    time.sleep(LATE_SECONDS + 0.5)


def destroyed(dxaws: Command, manifest: Any) -> Result:
    result = dxaws("destroy", manifest, "--yes", DESTROY)
    assert result.rc == 0 and "Left:" not in result.stdout, result
    return result


def nothing_left(account: Site, zone: str) -> None:  # noqa: F811
    assert account.buckets() == account.certificates() == account.distributions() == account.controls() == []
    assert account.records(zone) == {}


def killed_after(through: Command, stranger: Stranger, number: int, *words: Any) -> bool:  # noqa: F811
    """A command that is killed when the service has done its write of that number, before it hears so; False when it
    has not so many."""
    process: Any = None

    def kill(headers: Any, content: bytes) -> Any:
        process.kill()
        return headers, content

    stranger.disturb_nth(is_write, number, kill)
    process = through.start(*words)
    process.communicate()
    return bool(stranger.answered)


def test_one_after_another(dxaws, site, double, account):  # noqa: F811
    zone, manifest = begin(double), site(**MANIFEST)
    applied(dxaws, manifest)
    applied(dxaws, manifest)
    destroyed(dxaws, manifest)
    destroyed(dxaws, manifest)
    applied(dxaws, manifest)
    settle()
    one_of_each(account, zone)
    destroyed(dxaws, manifest)
    applied(dxaws, manifest)
    destroyed(dxaws, manifest)
    settle()
    nothing_left(account, zone)


@pytest.mark.parametrize("then", ("apply", "destroy"))
def test_killed_after_a_write(dxaws, through, stranger, site, double, account, then):  # noqa: F811
    """Another command at once, which sees no more than lists show. One that ends the site says what it could not see."""
    manifest, number = site(**MANIFEST), 0 if ALL else SOME[then]
    while True:
        zone = begin(double)
        if not killed_after(through, stranger, number, "apply", manifest, "--yes", "--parallelism=1"):
            break
        if then == "apply":
            applied(dxaws, manifest)
            settle()
            one_of_each(account, zone)
        else:
            ended = dxaws("destroy", manifest, "--yes", DESTROY)
            assert ended.rc == 0, (number, ended)
            settle()
            if "destroy it once more" in ended.stdout:
                destroyed(dxaws, manifest)
                settle()
            nothing_left(account, zone)
        number += 1 if ALL else STRIDE
    assert number >= WRITES
