# SPDX-License-Identifier: MIT
"""Plans in files: what is kept is what was shown, it is done and nothing else, or nothing is."""
from __future__ import annotations

import json
import stat
from typing import Any

import pytest

from test_cli_memory import Account, account  # noqa: F401, a fixture


def kept(account: Account, *more: Any, file: str = "kept.json", **keys: Any) -> Any:  # noqa: F811
    """A plan of the site in a file, and the file's document."""
    planned = account("plan", account.write(**keys), "-o", file, *more)
    assert planned.rc == 2 and planned.stdout.splitlines()[-1] == (
        f"The plan is in {file}; to do that and nothing else: dxaws apply {file}"), planned
    return json.loads((account.home / file).read_text())


def test_what_is_kept_is_done(account):  # noqa: F811
    document = kept(account)
    assert document["plan"] == account("plan", "site.yaml", "--json").json["plan"]
    assert stat.S_IMODE((account.home / "kept.json").stat().st_mode) == 0o600
    account.write(cdn={"price_class": "PriceClass_All"})  # what the file says now is not looked at
    done = account("apply", "kept.json", "--yes")
    assert done.rc == 0 and "Done: example is as it should be." in done.stdout, done
    assert account("plan", account.write()).rc == 0


def test_what_is_cut_short_is_gone_on_with(account):  # noqa: F811
    kept(account)
    for kind in ("REQUEST_CERTIFICATE", "CREATE_DISTRIBUTION"):
        stopped = account("apply", "kept.json", "--yes", "--stop-after", kind, "--json")
        assert stopped.rc == 0 and stopped.json["outcome"] == "stopped", stopped
    assert account("apply", "kept.json", "--yes").rc == 0
    assert account("plan", "site.yaml").rc == 0


def test_what_was_done_before_is_told(account):  # noqa: F811
    kept(account, protect=False)
    assert account("apply", "kept.json", "--yes", "--stop-after", "REQUEST_CERTIFICATE").rc == 0
    done = account("apply", "kept.json", "--yes")
    assert done.rc == 0 and "6 made, 4 waited for, 4 done already in " in done.stdout, done
    before = account.resources()
    again = account("apply", "kept.json", "--yes")
    assert again.rc == 0 and "This plan was done already. Nothing to do: " in again.stdout, again
    assert account("apply", "kept.json", "--yes", "--json").json["outcome"] == "noop"
    assert account.resources() == before
    kept(account, "--destroy", file="removal.json", protect=False)
    assert "is removed. " in account("apply", "removal.json", "--yes").stdout
    gone = account("apply", "removal.json", "--yes")
    assert gone.rc == 0 and "This plan was done already. Nothing to do: there is nothing of " in gone.stdout, gone


def test_printed_plans_are_taken_too(account):  # noqa: F811
    printed = account("plan", account.write(), "--json")
    done = account("apply", "-", "--yes", "--json", stdin=printed.stdout)
    assert done.rc == 0 and done.json["outcome"] == "applied", done


def test_nothing_is_overwritten_that_moved(account):  # noqa: F811
    assert account("apply", account.write(), "--yes").rc == 0
    kept(account, cdn={"price_class": "PriceClass_All"})
    assert account("apply", account.write(cdn={"price_class": "PriceClass_200"}), "--yes").rc == 0
    before = account.resources()
    stale = account("apply", "kept.json", "--yes", "--json")
    assert stale.rc == 5 and stale.json["error"]["kind"] == "STALE", stale
    assert account.resources() == before


def test_removal_is_planned_and_kept(account):  # noqa: F811
    assert account("apply", account.write(), "--yes").rc == 0
    refused = account("plan", "site.yaml", "--destroy", "-o", "kept.json")
    assert refused.rc == 3 and "protected" in refused.stderr and not (account.home / "kept.json").exists(), refused
    shown = account("destroy", account.write(protect=False), "--adapter", "dry-run")
    kept(account, "--destroy", protect=False)
    done = account("apply", "kept.json", "--yes", "--json")
    assert done.rc == 0 and done.json["outcome"] == "destroyed", done
    assert "DESTROY_BUCKET" in shown.stdout and not account.resources().get("s3/bucket")


def test_a_plan_is_for_one_account(account):  # noqa: F811
    assert account("apply", account.write(), "--yes").rc == 0
    document = kept(account, "--destroy", protect=False)
    printed = account("plan", "site.yaml", "--destroy", "--json").json
    assert document["account"] == printed["account"] == "123456789012"
    foreign = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_ACCOUNT_ID": "210987654321"}
    refused = account.command("apply", "kept.json", "--yes", env=foreign)
    assert refused.rc == 5 and "of account 123456789012" in refused.stderr, refused
    assert document["command"] in refused.stderr, refused


def test_without_an_answer_nothing_is_done(account):  # noqa: F811
    kept(account)
    refused = account("apply", "kept.json")
    assert refused.rc == 3 and "CREATE_BUCKET" in refused.stdout and "dxaws apply kept.json" in refused.stderr, refused
    assert not account.resources().get("s3/bucket")


@pytest.mark.parametrize("arguments, said", (
    (["s3", "apply", "kept.json"], "it is a plan of a site; give it to: dxaws apply kept.json"),
    (["apply", "bucket.json"], "it is a plan of s3; give it to: dxaws s3 apply bucket.json"),
    (["apply", "kept.json", "--set", "a=b"], "--set comes too late for a plan that is made"),
    (["apply", "kept.json", "--adopt", "bucket/x"], "--adopt comes too late for a plan that is made"),
    (["apply", "kept.json", "--wait", "none"], "--wait comes too late for a plan that is made"),
    (["apply", "hollow.json"], "hollow.json: "),
    (["apply", "later.json"], 'later.json: it is a "dxaws.plan/2", of another release than this one, which reads'),
    (["apply", "edited.json"], "edited.json: "),
    (["plan", "site.yaml", "-o", "no/such/folder"], "the plan cannot be written there: No such file or directory"),
    (["plan", "site.yaml", "-o", "."], "the plan cannot be written there: Is a directory"),
))
def test_mistakes(account, arguments, said):  # noqa: F811
    text = json.dumps(kept(account))
    (account.home / "edited.json").write_text(text.replace("PriceClass_100", "PriceClass_200"))
    account.write("bucket.yaml", site=None, domain=None, name="my-files")
    assert account("s3", "plan", "bucket.yaml", "-o", "bucket.json").rc == 2
    (account.home / "hollow.json").write_text('{"schema": "dxaws.plan/1"}')
    (account.home / "later.json").write_text(text.replace("dxaws.plan/1", "dxaws.plan/2"))
    told = account(*arguments, "--yes") if "apply" in arguments else account(*arguments)
    assert told.rc == 1 and said in told.stderr and told.stderr.count("\n") == 1, told
    assert not account.resources().get("s3/bucket")


def test_what_cannot_be_written_leaves_the_last_plan(account):  # noqa: F811
    first = kept(account)
    (account.home / "kept.json").chmod(0o400)
    assert kept(account, cdn={"price_class": "PriceClass_All"}) != first  # another file takes its place
    folder = account.home / "folder"
    folder.mkdir()
    assert account("plan", "site.yaml", "-o", "folder").rc == 1
    assert not list(folder.iterdir()) and not list(account.home.glob("*.??????"))


def test_a_code_is_not_kept(account):  # noqa: F811
    document = kept(account, "--mfa-code", "123456", "--mfa-code=123456")
    assert "123456" not in (account.home / "kept.json").read_text().replace("123456789012", "")
    assert document["command"].startswith("dxaws plan ")
