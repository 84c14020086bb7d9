# SPDX-License-Identifier: MIT
"""Many record sets: as many requests as there are pages and batches of them, and nobody else's record touched."""
from __future__ import annotations

import collections
import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from steps import change, make_zone, record, records

PAGE = 300


@pytest.fixture
def zone(double) -> str:
    return make_zone(double, "example.com")


def names_of(count: int) -> list[str]:
    """Names that stand beside each other."""
    return [f"h{i:05}.example.com" for i in range(count)]


def document(tmp_path, wanted: list[dict[str, Any]], **more: Any):
    path = tmp_path / "records.json"
    path.write_text(json.dumps({"name": "zone", "records": wanted, **more}), encoding="utf-8")
    return path


def addresses(count: int, value: str = "192.0.2.1") -> list[dict[str, Any]]:
    return [{"name": name, "type": "A", "ttl_s": 300, "values": [value]} for name in names_of(count)]


def requests_of(double, run) -> dict[str, int]:
    """How often each operation was asked for, waits aside."""
    mark = double.mark()
    run()
    made = collections.Counter(r["action"] for r in double.requests(mark))
    made.pop("GetChange", None)
    return dict(made)


def succeeds(dxaws, code: int, *arguments: Any):
    """What a run does, and that it ends so."""
    def run() -> None:
        result = dxaws(*arguments)
        assert result.rc == code, result
    return run


ZONES, PAGES, CHANGE = "ListHostedZonesByName", "ListResourceRecordSets", "ChangeResourceRecordSets"


def test_five_hundred_take_a_page_for_three_hundred(dxaws, double, zone, tmp_path):
    file = document(tmp_path, addresses(500))
    first = requests_of(double, succeeds(dxaws, 0, "dns", "apply", file, "--yes"))
    assert first == {ZONES: 1, PAGES: 3, CHANGE: 1}
    assert requests_of(double, succeeds(dxaws, 0, "dns", "plan", file)) == {ZONES: 1, PAGES: 2}
    moved = addresses(500)
    moved[250]["values"] = ["192.0.2.9"]
    file = document(tmp_path, moved)
    shown = dxaws("dns", "plan", file)
    assert "192.0.2.1" in shown.stdout and "192.0.2.9" in shown.stdout and "h00249" not in shown.stdout
    once = requests_of(double, succeeds(dxaws, 0, "dns", "apply", file, "--yes"))
    assert once == {ZONES: 1, PAGES: 4, CHANGE: 1}


def test_a_zone_of_many_is_read_page_by_page(dxaws, double, zone, tmp_path):
    count = 3000
    file = document(tmp_path, addresses(count))
    first = requests_of(double, succeeds(dxaws, 0, "dns", "apply", file, "--yes"))
    assert first == {ZONES: 1, PAGES: 1 + count // PAGE, CHANGE: 3}
    assert len(records(double, zone)) == count
    assert requests_of(double, succeeds(dxaws, 0, "dns", "plan", file)) == {ZONES: 1, PAGES: count // PAGE}
    gone = requests_of(double, succeeds(dxaws, 0, "dns", "destroy", file, "--yes"))
    assert gone == {ZONES: 1, PAGES: 1 + count // PAGE, CHANGE: 3}
    assert records(double, zone) == []


def test_few_of_many_are_asked_for_alone(dxaws, double, zone, tmp_path):
    for start in (0, 1000):
        change(double, zone, *(("CREATE", record(f"x{i:05}.example.com", "A", "192.0.2.7"))
                               for i in range(start, start + 1000)))
    wanted = [{"name": f"x{i:05}.example.com", "type": "A", "values": ["192.0.2.7"]} for i in (1, 500, 1999)]
    assert requests_of(double, succeeds(dxaws, 0, "dns", "plan", document(tmp_path, wanted))) == {ZONES: 1, PAGES: 3}
    wanted += [{"name": f"x{i:05}.example.com", "type": "A", "values": ["192.0.2.7"]} for i in (2, 501, 1998)]
    assert requests_of(double, succeeds(dxaws, 0, "dns", "plan", document(tmp_path, wanted))) == {ZONES: 1, PAGES: 3}


def test_others_records_between_are_kept(dxaws, double, zone, tmp_path):
    others = [record(f"h{i:05}x.example.com", "TXT", '"theirs"') for i in range(0, 700, 2)]
    others += [record("h00300.sub.example.com", "A", "192.0.2.200"), record("h00001-x.example.com", "A", "192.0.2.200"),
               record("h00002.example.com", "TXT", '"beside"'), record("*.example.com", "A", "192.0.2.200")]
    change(double, zone, *(("CREATE", one) for one in others))
    before = records(double, zone)
    file = document(tmp_path, addresses(700))
    succeeds(dxaws, 0, "dns", "apply", file, "--yes")()
    assert len(records(double, zone)) == len(before) + 700
    assert requests_of(double, succeeds(dxaws, 0, "dns", "plan", file))[PAGES] <= (len(before) + 700) // PAGE + 1
    succeeds(dxaws, 0, "dns", "destroy", file, "--yes")()
    assert records(double, zone) == before


def test_a_page_that_fails_is_an_error(dxaws, double, zone, tmp_path):
    file = document(tmp_path, addresses(700))
    succeeds(dxaws, 0, "dns", "apply", file, "--yes")()
    double.faults({"match": PAGES, "do": "error", "status": 403, "code": "AccessDenied", "nth": [2]})
    result = dxaws("dns", "plan", file)
    assert result.rc == 1 and "AccessDenied" in result.stderr and result.stdout == "", result


def test_a_routing_policy_in_the_middle_is_a_conflict(dxaws, double, zone, tmp_path):
    change(double, zone, ("CREATE", record("h00400.example.com", "A", "192.0.2.8", SetIdentifier="blue", Weight=1)))
    before = records(double, zone)
    result = dxaws("dns", "apply", document(tmp_path, addresses(700)), "--yes")
    assert result.rc == 3 and "routing policy" in result.stderr and "h00400" in result.stderr, result
    assert records(double, zone) == before


def test_many_zones_are_found_by_pages_too(dxaws, double, tmp_path):
    ids = [make_zone(double, f"z{i:02}.example") for i in range(30)]
    wanted = [{"name": f"www.z{i:02}.example", "type": "A", "values": ["192.0.2.1"]} for i in range(30)]
    file = document(tmp_path, wanted)
    first = requests_of(double, succeeds(dxaws, 0, "dns", "apply", file, "--yes"))
    assert first == {ZONES: 1, PAGES: 60, CHANGE: 30}
    assert all(len(records(double, one)) == 1 for one in ids)
    assert requests_of(double, succeeds(dxaws, 0, "dns", "plan", file)) == {ZONES: 1, PAGES: 30}


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="no valgrind")
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_the_command_grows_with_the_record_sets_and_not_faster(dxaws, double, tmp_path, form):
    make_zone(double, "example.com")

    def instructions(count: int) -> int:
        file = document(tmp_path, [{"name": "first.example.com", "type": "A", "values": ["192.0.2.1"]}]
                        + addresses(count))
        counted = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", dxaws.binary, "dns", "plan", str(file),
             *form], env=dxaws.environment(), capture_output=True, text=True, check=False)
        assert counted.returncode == 2, counted.stderr
        return int(re.search(r"Collected : (\d+)", counted.stderr)[1])

    none, some, more = (instructions(count) for count in (0, 200, 800))
    assert more - none < 5 * (some - none)
