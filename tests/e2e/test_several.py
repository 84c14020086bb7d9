# SPDX-License-Identifier: MIT
"""Several manifests in one run: each as if it were alone, one summary, the worst exit status."""
from __future__ import annotations

import json
import os
import shlex
import signal

import pytest

from test_cli_memory import Account, account  # noqa: F401, a fixture


def folder(account: Account, **more: str) -> None:  # noqa: F811
    """Two good manifests, and others; what is no manifest is left alone."""
    (account.home / "sites").mkdir()
    for name in ("b", "a"):
        account.write(f"sites/{name}.yaml", site=name, domain=f"{name}.example.com", wait="none")
    for name, text in {"notes.txt": "no", ".hidden.yaml": "no", **more}.items():
        (account.home / "sites" / name).write_text(text)


def test_one_after_the_other_by_name(account):  # noqa: F811
    folder(account)
    told = account("plan", "sites")
    headings = [line for line in told.stdout.splitlines() if line.startswith("sites/")]
    assert told.rc == 2 and headings == ["sites/a.yaml:", "sites/b.yaml:"], told
    assert told.stdout.endswith("\nOf 2 files: 2 changes.\n"), told
    assert account("plan", "sites", "--detailed-exitcode=no").rc == 0
    assert account("plan", "sites/b.yaml", "sites/a.yaml").stdout.index("sites/b") == 0
    alone = account("plan", "sites/a.yaml", "--json").json
    both = account("plan", "sites/", "--json")
    assert both.rc == 2 and both.json["schema"] == "dxaws.sites/1"
    assert both.json["sites"][0] == {"file": "sites/a.yaml", "status": 2, "document": alone}


def test_what_becomes_of_one_stops_no_other(account):  # noqa: F811
    folder(account, **{"0.yml": "site: a\n"})
    told = account("apply", "sites", "missing.yaml", "--yes")
    assert told.rc == 1 and sorted(account.resources()["cloudfront/distribution"]) and told.stdout.endswith(
        "\nOf 4 files: 2 done, 2 error.\n  error       sites/0.yml\n  error       missing.yaml\n"), told
    assert told.stderr.count("\ndxaws: ") + told.stderr.startswith("dxaws: ") == 2, told
    assert len(account.resources()["cloudfront/distribution"]) == 2
    assert account("drift", "sites/a.yaml", "sites/b.yaml").rc == 0
    refused = account("destroy", "sites", "--json", "--yes")
    assert refused.rc == 1 and [site["status"] for site in refused.json["sites"]] == [1, 3, 3]
    # The advice about one is for that one: nothing else is destroyed by who follows it.
    advice = shlex.split(refused.json["sites"][1]["document"]["error"]["advice"]["command"])
    assert advice[:3] == ["dxaws", "destroy", "sites/a.yaml"] and advice[-1] == "--allow-destroy=a", advice


@pytest.mark.parametrize("others, worst", (({}, 2), ({"account": "210987654321"}, 3), ({"site": "No"}, 1)))
def test_the_worst_status_is_the_runs(account, others, worst):  # noqa: F811
    account.write("0.yaml", **others)
    account.write("1.yaml", account="210987654321" if worst == 1 else None)
    for files in (("0.yaml", "1.yaml"), ("1.yaml", "0.yaml")):
        assert account("plan", *files).rc == worst
    late = account("apply", "0.yaml", "1.yaml", "--yes", "--timeout", "1s")
    assert late.rc == (4 if worst == 2 else worst), late


def test_an_interruption_ends_all(account):  # noqa: F811
    folder(account)
    process = account.start("apply", "sites", "--yes")
    for line in process.stdout:
        if line.startswith("+"):
            break
    result = account.command.interrupt(process, signal.SIGINT)
    assert result.rc == 130 and "1 interrupted, 1 not begun." in result.stdout, result


def test_a_folder_without_manifests(account):  # noqa: F811
    (account.home / "empty").mkdir()
    (account.home / "closed").mkdir(mode=0)
    assert "empty: holds no manifest" in account("validate", "empty").stderr
    if os.getuid() != 0:
        assert "closed: cannot be read" in account("validate", "closed").stderr
    assert json.loads(account("validate", "empty", "--json").stdout)["error"]["code"] == "FileError"
