# SPDX-License-Identifier: MIT
"""The definitions of state machines: made by their script, and without what linters and engines object to."""
from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "dxaws-lambda" / "asl"
NAMES = sorted(path.name for path in FOLDER.glob("*.asl.json"))
# What AWS documents and the linter does not know yet.
UNKNOWN_TO_LINTER = re.compile(r'Field "(Label|InputType)" not allowed')

# What a state may have.
KNOWN = ("desired", "options", "former", "sites", "bucket", "key", "site", "planned", "replans", "again", "seen", "waited_s", "foreseen",
         "verdict", "error", "Payload")

# Where what a runbook says of its failure is tried.
DRILLS = {
    "apply": "test_failures.py::test_an_execution_that_was_given_up_is_gone_on_with_by_the_next",
    "teardown": "test_machines.py::test_what_cannot_be_is_the_machine_s_failure_by_its_type",
    "fleet": "test_machines.py::test_of_many_sites_each_has_a_verdict",
    "drift-audit": "test_machines.py::test_of_many_sites_each_has_a_verdict",
    "certificate-rotation": "test_moves.py::test_a_certificate_is_replaced_when_the_new_one_was_seen",
    "migration": "test_moves.py::test_a_bucket_is_moved_and_the_old_one_goes_when_the_new_one_is_served",
    "audit": "test_moves.py::test_an_audit_tells_what_nobody_asks_for",
}


def load(name: str) -> dict:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def lint(definition: dict, folder: Path) -> list[str]:
    path = folder / "definition.json"
    path.write_text(json.dumps(definition), encoding="utf-8")
    said = subprocess.run([sys.executable, "-m", "statelint", str(path)], capture_output=True, text=True, check=False)
    lines = (said.stdout + said.stderr).splitlines()
    return [line for line in lines if line.strip() and not re.match(r"\d+ errors?|One error", line)
            and not UNKNOWN_TO_LINTER.search(line)]


def states_of(machine: dict) -> Iterator[tuple[str, dict]]:
    for name, state in machine["States"].items():
        yield name, state
        if "ItemProcessor" in state:
            yield from states_of(state["ItemProcessor"])


def oversights(machine: dict) -> list[str]:
    """What linters miss: bounds that contradict each other, contexts and catchers that are not there."""
    found = []
    for name, state in states_of(machine):
        for retry in state.get("Retry", []):
            if retry.get("MaxDelaySeconds", 1 << 30) <= retry.get("IntervalSeconds", 1):
                found.append(f"{name}: MaxDelaySeconds is no more than IntervalSeconds")
        if state.get("HeartbeatSeconds", 0) >= state.get("TimeoutSeconds", 99999999):
            found.append(f"{name}: HeartbeatSeconds is no less than TimeoutSeconds")
        if state["Type"] == "Task":
            caught = [error for catcher in state.get("Catch", []) for error in catcher["ErrorEquals"]]
            if "States.ALL" not in caught:
                found.append(f"{name}: nothing catches what else goes wrong")
            if state.get("TimeoutSeconds", 0) < 60:
                found.append(f"{name}: ends before the function would")
        for path in re.findall(r'"\$\.(\w+)', json.dumps(state)):
            if path not in KNOWN:
                found.append(f"{name}: $.{path} is nowhere")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_definition_is_what_the_script_makes(name: str, tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(FOLDER / "generate.py"), str(tmp_path), str(tmp_path / "page")], check=True)
    assert (tmp_path / name).read_text(encoding="utf-8") == (FOLDER / name).read_text(encoding="utf-8")


def test_the_page_and_every_machine_are_in_the_table_of_runbooks(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(FOLDER / "generate.py"), str(tmp_path), str(tmp_path / "page")], check=True)
    page = (FOLDER.parent / "docs" / "runbooks.md").read_text(encoding="utf-8")
    assert (tmp_path / "page").read_text(encoding="utf-8") == page
    told = load("runbooks.json")
    assert {book["machine"] + ".asl.json" for book in told["runbooks"]} == set(NAMES)
    for book in told["runbooks"]:
        assert list(book) == list(told["runbooks"][0]), book["name"]
        assert set(book["example"]) <= set(book["input"])
        definition = (FOLDER / (book["machine"] + ".asl.json")).read_text(encoding="utf-8")
        said = set(re.findall(r'"outcome": "([a-z-]+)"', definition))
        assert {end["outcome"] for end in book["ends"]} == said, book["name"]
        file, test = DRILLS[book["name"]].split("::")
        assert "def %s(" % test in Path(__file__).with_name(file).read_text(encoding="utf-8"), book["name"]
    kinds = [kind for error in told["errors"] for kind in error["types"]]
    assert len(kinds) == len(set(kinds)) and told["errors"][-1]["types"] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_definition_has_nothing_that_a_linter_finds(name: str, tmp_path: Path) -> None:
    assert lint(load(name), tmp_path) == []
    assert oversights(load(name)) == []


def change(state: str, edit: Callable[[dict], Any]) -> Callable[[dict], Any]:
    return lambda machine: edit(machine["States"][state])


@pytest.mark.parametrize("seed", [
    change("Plan", lambda s: s.pop("Next")),
    change("Plan", lambda s: s.update(Next="Nowhere")),
    change("Wait", lambda s: s.update(Secondspath="$.x")),
    change("Step", lambda s: s["Catch"].reverse()),
    change("Step", lambda s: s["Retry"][0].update(BackoffRate=0.5)),
    change("Step", lambda s: s["Retry"][0].update(MaxDelaySeconds=1)),
    change("Step", lambda s: s.update(HeartbeatSeconds=500)),
    change("Step", lambda s: s.update(ResultPath="$.sight")),
    change("Plan", lambda s: s.pop("Catch")),
], ids=["no-next", "next-nowhere", "misspelt", "all-first", "backoff", "delay", "heartbeat", "path", "no-catch"])
def test_what_is_wrong_in_a_definition_is_found(seed: Callable[[dict], Any], tmp_path: Path) -> None:
    machine = copy.deepcopy(load("site.asl.json"))
    seed(machine)
    assert lint(machine, tmp_path) + oversights(machine) != []
