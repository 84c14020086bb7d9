# SPDX-License-Identifier: MIT
"""Words that say what is so: what would be, what was stopped, what belongs to what was asked for."""
from __future__ import annotations

import json

import pytest

from test_cli_memory import NO_AWS, account  # noqa: F401, a fixture


def bucket(account) -> str:
    (account.home / "s3.yaml").write_text("name: my-files\nregion: eu-west-1\n")
    return "s3.yaml"


def test_dry_run_says_would(account):
    """No id of what was not made, and nothing that is done."""
    made = account("s3", "apply", bucket(account), "--adapter=dry-run")
    assert made.rc == 0 and made.stdout.endswith("Dry run, nothing was changed: my-files would be as it should be.\n"), made
    lines = made.stderr.splitlines()
    assert lines and all(line.startswith("  would ") for line in lines), made
    assert "arn:" not in made.stdout and "s3/bucket" not in account.resources()
    assert account("s3", "apply", "s3.yaml", "--yes").rc == 0
    gone = account("s3", "destroy", "s3.yaml", "--adapter=dry-run")
    assert gone.rc == 0 and gone.stdout.endswith("my-files would be removed.\n") and " done " not in gone.stderr, gone
    assert "my-files" in account.resources()["s3/bucket"]


@pytest.mark.parametrize("group", ("s3", "content", "dns", "acm", "cloudfront", "memory", "credentials"))
def test_help_of_a_group_is_of_that_group(account, group):
    shown = account.command(group, "--help", env=NO_AWS)
    assert shown.rc == 0 and shown.stdout.startswith(f"Usage: dxaws {group} COMMAND"), shown
    commands = shown.stdout.partition("Commands:\n")[2].partition("\n\n")[0]
    assert all(line.startswith((f"  {group} ", "    ")) for line in commands.splitlines()), shown
    assert account.command("help", group, env=NO_AWS).stdout == shown.stdout


def test_plan_is_seen_before_anybody_is_asked(account):
    """Nobody can be asked: for people the plan is on standard output, for programs the way on is in the error."""
    refused = account("s3", "apply", bucket(account))
    assert refused.rc == 3 and "CREATE_BUCKET" in refused.stdout, refused
    refused = account("s3", "apply", "s3.yaml", "--json")
    advice = json.loads(refused.stdout)["error"]["advice"]
    assert refused.rc == 3 and advice["command"].endswith(" --json " + account.adapter + " --yes"), refused


@pytest.mark.parametrize("arguments", (["--json", "plna"], ["plna", "--json"], ["s3", "plan", "x", "--nonesuch", "--json"]))
def test_a_wrong_command_line_is_json_too(account, arguments):
    result = account.command(*arguments, env=NO_AWS)
    assert result.rc == 1 and result.json["error"]["code"] == "UsageError", result
    assert result.stderr == f"dxaws: {result.json['error']['message']}\n"


def test_nothing_to_remove_is_said_to_be_nothing(account):
    file = account.write(protect=False)
    for verb in ("destroy", "release"):
        done = account(verb, file, "--yes")
        assert done.rc == 0 and done.stdout.startswith("Nothing to do: there is nothing of example.\n"), done


@pytest.mark.parametrize("identity", ("bucket/nobodys", "certificate/arn:aws:acm:us-east-1:1:certificate/0",
                                      "distribution/E0", "access_control/E0", "bukcet/nobodys"))
def test_what_is_not_there_is_not_adopted(account, identity):
    file = account.write()
    for words in (("adopt", file, identity, "--yes"), ("plan", file, f"--adopt={identity}")):
        refused = account(*words)
        assert refused.rc == 3 and f"adopt {identity}: " in refused.stderr and not refused.stdout, refused
    assert account.resources().keys() == {"route53/zone"}


def test_a_text_that_is_no_yaml_is_a_text_for_set(account):
    refused = account("validate", account.write(), "--set", "domain=*.example.org")
    assert refused.rc == 1 and 'domain "*.example.org" must' in refused.stderr, refused
    assert account("validate", account.write(), "--set", "tags.who=@me").rc == 0
