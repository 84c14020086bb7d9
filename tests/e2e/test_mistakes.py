# SPDX-License-Identifier: MIT
"""What people type wrong: manifests, files of a module, command lines, credentials. Each row of mistakes.jsonl is a run
(`run`, with `file` as doc.yaml, `env`, `config`, `credentials`) and the one line that it is answered with: the place, the
value, and what would be right. To add one, add a row; read it as somebody who does not know why."""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from command import Command

ROWS = [json.loads(line) for line in (Path(__file__).parent / "mistakes.jsonl").read_text().splitlines()]
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE0000000A1", "AWS_SECRET_ACCESS_KEY": "abcdefghij/+0123456789",
        "AWS_REGION": "eu-west-1"}
NONE = {name: None for name in (*KEYS, "AWS_ENDPOINT_URL")}


@pytest.fixture
def command(tmp_path: Path) -> Command:
    if not os.environ.get("DXAWS_BIN"):
        pytest.skip("DXAWS_BIN does not name the command")
    (tmp_path / "site.yaml").write_text("site: example\ndomain: www.example.com\n")
    return Command(os.path.abspath(os.environ["DXAWS_BIN"]), tmp_path, "")


def name_of(row: dict[str, Any]) -> str:
    return row.get("file", " ".join(row["run"]) + str(row.get("config", "")))[-60:]


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_mistake_is_answered(command, row):
    if "file" in row:
        (command.home / "doc.yaml").write_bytes(row["file"].encode(row.get("encoding", "utf-8")))
    for name in {"config", "credentials"} & row.keys():
        (command.home / name).write_text(row[name])
    environment = {**NONE, **row.get("env", KEYS)}
    told = row["told"].replace("{home}", str(command.home))
    words = [word.replace("{home}", str(command.home)) for word in row["run"]]
    result = command(*words, env=environment)
    assert (result.rc, result.stderr.partition("dxaws: ")[2]) == (1, told + "\n"), result
    if "--json" in row["run"]:
        assert result.json["error"]["code"] == "UsageError"
    else:
        assert not result.stdout, result


def test_enough_is_tried():
    assert len(ROWS) > 400 and len({json.dumps(row) for row in ROWS}) == len(ROWS)
