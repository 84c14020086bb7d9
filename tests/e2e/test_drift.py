# SPDX-License-Identifier: MIT
"""Looking without touching: what differs is told, nothing can be written, and no other account is asked than the one
that the manifest names."""
from __future__ import annotations

import re

import log as request_log
import pytest

from test_cli_memory import BUCKET, Account, account, applied  # noqa: F401, a fixture
from test_site_aws import MANIFEST, Site
from test_site_aws import BUCKET as BUCKET_ON_AWS
from test_site_aws import applied as applied_on_aws


def test_drift_is_told_and_nothing_is_written(double, dxaws, site, zone):
    """Over the wire: before there is anything, with nothing to tell, and after somebody's hand."""
    manifest = site(**MANIFEST)
    for change, status in (("nothing yet", 2), ("applied", 0), ("versioning", 2), ("distribution", 2)):
        if change == "applied":
            applied_on_aws(dxaws, manifest)
        if change == "versioning":
            Site(double).s3.put_bucket_versioning(Bucket=BUCKET_ON_AWS, VersioningConfiguration={"Status": "Suspended"})
        if change == "distribution":
            Site(double).change_distribution(lambda config: config.update(PriceClass="PriceClass_200"))
        mark = double.mark()
        told = dxaws("drift", manifest)
        seen = double.requests(mark)
        assert told.rc == status and told.stdout.splitlines()[-1].startswith("Drift: " if status else "No drift: "), told
        assert seen and not request_log.writes(seen), request_log.describe(seen)
    assert "versioning false -> true" in told.stdout and "Drift: 2 to change, 1 to wait for" in told.stdout, told
    assert dxaws("drift", manifest, "--json").json["drifted"] is True


def test_what_only_looks_cannot_write(account):  # noqa: F811
    """Whichever verb leads there: the provider below refuses."""
    assert account("drift", account.write(), "--json").json["drifted"] is True
    applied(account, account.write())
    before = account.resources()  # the clock of the account goes on
    for arguments in ((), ("--set", "bucket.versioning=false"), ("--set", "tags.team=web")):
        assert account("drift", "site.yaml", *arguments).rc == (2 if arguments else 0)
    assert account.resources() == before
    section = account.write("s3.yaml", site=None, domain=None, name=BUCKET, region="us-east-1", mark=False)
    assert account("s3", "drift", section).stdout == f"No drift: {BUCKET} is as it should be.\n"


@pytest.mark.parametrize("verb", ("plan", "drift"))
def test_exit_status_without_detail(account, verb):  # noqa: F811
    for detail, status in (("yes", 2), ("no", 0)):
        told = account(verb, account.write(), f"--detailed-exitcode={detail}")
        assert told.rc == status and "10 to make" in told.stdout, told
    assert account(verb, account.write(site="No"), "--detailed-exitcode=no").rc == 1


def test_no_other_account_is_asked(account, double, dxaws, site, zone):  # noqa: F811
    """Before anything is read from it."""
    for run, write in ((dxaws, site), (account, account.write)):
        for verb in ("plan", "drift", "apply", "show"):
            mark = double.mark()
            refused = run(verb, write(account="210987654321", region="eu-west-1"))
            assert refused.rc == 3 and "account 210987654321 is wanted" in refused.stderr, refused
            assert {record["action"] for record in double.requests(mark)} <= {"GetCallerIdentity"}
        assert run("plan", write(account="123456789012")).rc == 2
    assert account("plan", account.write(account="1"), "--set", "account=123456789012").rc == 2


def test_what_was_done_is_counted(account):  # noqa: F811
    section = account.write("s3.yaml", site=None, domain=None, name="my-files", region="eu-west-1")
    done = account("s3", "apply", section, "--yes")
    assert "Done: my-files is as it should be. " in done.stdout, done
    assert re.search(r" \d made in \d+ s\.$", done.stdout, re.MULTILINE), done
    done = account("s3", "destroy", section, "--yes")
    assert "Done: my-files is removed. 1 removed in " in done.stdout, done
