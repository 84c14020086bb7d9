# SPDX-License-Identifier: MIT
"""The harness itself: what the end-to-end tests rely on."""
from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from command import Command
from running import ACCESS_KEY
from steps import records

SHOW = "import json, os, sys; print(json.dumps([dict(os.environ), sys.stdin.read(), os.getcwd()]))"


def test_command_sees_only_its_own_environment(double, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "mine")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "mine")
    result = Command(sys.executable, tmp_path, double.url)("-c", SHOW, stdin="typed\n", env={"AWS_REGION": None})
    assert result.rc == 0, result
    environment, typed, folder = result.json
    assert environment["AWS_ENDPOINT_URL"] == double.url and environment["AWS_ACCESS_KEY_ID"] == ACCESS_KEY
    assert environment["HOME"] == folder == str(tmp_path)
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION"} & set(environment)
    assert typed == "typed\n"


def test_command_can_be_interrupted(double, tmp_path):
    command = Command(sys.executable, tmp_path, double.url)
    process = command.start("-c", "import time; print('up', flush=True); time.sleep(60)")
    assert process.stdout is not None and process.stdout.readline() == "up\n"
    result = command.interrupt(process, signal.SIGKILL)
    assert result.rc == -signal.SIGKILL and result.seconds < 5


def test_site_writes_a_manifest(site):
    path: Path = site(tags={"team": "web"}, domain=None)
    assert json.loads(path.read_text()) == {"dxaws": 1, "site": "example", "tags": {"team": "web"}}


def test_zone_is_public_and_empty(double, zone):
    found = double.client("route53").get_hosted_zone(Id=zone)["HostedZone"]
    assert (found["Name"], found["Config"]["PrivateZone"]) == ("example.com.", False)
    assert records(double, zone) == []


def test_command_starts(dxaws):
    result = dxaws("--version")
    assert result.rc == 0 and result.stdout.startswith("dxaws "), result
