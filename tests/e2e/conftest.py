# SPDX-License-Identifier: MIT
"""Fixtures of the end-to-end tests: the double, the command, a site and its zone.

    double   one RunningDouble for the session, with an empty account at the start of each test
    dxaws    runs the command named by DXAWS_BIN in a clean environment against the double
    site     writes a manifest into the test's folder; its path
    zone     the public hosted zone of the test's domain; its id
"""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from command import Command
from running import RunningDouble
from steps import make_zone

DOMAIN = "www.example.com"
ZONE = "example.com"


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDouble]:
    """The double's process."""
    double = RunningDouble(str(tmp_path_factory.mktemp("double")))
    yield double
    double.stop()


@pytest.fixture
def double(running: RunningDouble) -> RunningDouble:
    """The double with an empty account, no faults and no latency."""
    running.reset()
    return running


@pytest.fixture
def dxaws(double: RunningDouble, tmp_path: Path) -> Command:
    """The command, in a folder of its own that is also its home."""
    binary = os.environ.get("DXAWS_BIN", "")
    if not binary:
        pytest.skip("DXAWS_BIN does not name the command")
    if not os.access(binary, os.X_OK):
        pytest.fail(f"DXAWS_BIN: {binary} cannot be run")
    return Command(os.path.abspath(binary), tmp_path, double.url)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """site(domain=..., tags={...}, ...): a manifest (JSON, which is YAML), keys given are replaced or added."""
    def write(name: str = "site.yaml", **keys: Any) -> Path:
        manifest = {"dxaws": 1, "site": "example", "domain": DOMAIN, **keys}
        path = tmp_path / name
        path.write_text(json.dumps({k: v for k, v in manifest.items() if v is not None}, indent=2))
        return path
    return write


@pytest.fixture
def zone(double: RunningDouble) -> str:
    """The public zone in which the site's names stand."""
    return make_zone(double, ZONE)
