# SPDX-License-Identifier: MIT
"""Every answer of a plan, an apply and a destroy with one thing less: what a service does not say is unknown, never no.
The outcome is what it would have been, or an error; never something made a second time, removed, or waited for."""
from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest

from absent import lacks
from command import Result
from steps import make_zone
from test_site_aws import MANIFEST, Site, applied
from test_strangers import DESTROY, is_error, is_write, stranger, through  # noqa: F401  (fixtures)


ALL = bool(os.environ.get("DXAWS_ALL_STRANGERS"))  # else of long answers some
FEW = 4
# What a thing missing may lead to besides: what is wanted is made so where it stands.
MENDING = {"s3.PUT_VERSIONING", "s3.PUT_TAGS", "acm.PUT_TAGS", "cloudfront.PUT_TAGS", "cloudfront.UPDATE_DISTRIBUTION",
           "cloudfront.WAIT_DEPLOYED"}
# A list with an item less is another world, of which a service speaks the truth; a policy is what somebody wrote.
ITEMS = ("/ResourceRecordSets/ResourceRecordSet", "/Statement", "/Version")


def is_another_world(missing: str) -> bool:
    return missing.startswith("/Statement") or missing == "/Version" or missing.rstrip("0123456789") in ITEMS


def kinds(result: Result) -> Counter[str]:
    return Counter(action["kind"] for action in result.json["plan"]["actions"])


def some(found: list[Any]) -> list[Any]:
    """All of a short answer, and of a long one what stands evenly in it."""
    step = 1 if ALL else max(1, len(found) // FEW)
    return found[::step]


@pytest.mark.parametrize("what", ("plan", "destroy"))
def test_reads(dxaws, through, stranger, site, zone, what, capsys):  # noqa: F811
    """The plan is the usual one, or mends or leaves a thing that stands; or there is none."""
    manifest = site(**MANIFEST)
    applied(dxaws, manifest)
    command = ("plan", manifest, "--json")
    if what == "destroy":
        command = (*DESTROY, manifest, "--json", "--adapter=dry-run")
    usual = kinds(through(*command))
    counts: Counter[str] = Counter()
    for request, (_, headers, content) in list(stranger.answers.items()):
        for missing, form in some([less for less in lacks(headers, content) if not is_another_world(less[0])]):
            stranger.disturb(request.__eq__, form)
            result = through(*command)
            assert stranger.answered, (request, missing)
            if is_error(result):
                counts["error"] += 1
                continue
            more = kinds(result) - usual
            assert set(more) <= MENDING, (request, missing, str(result))
            counts["mended" if more else "same"] += 1
    with capsys.disabled():
        print(f"\n{what}: {dict(counts)}")
    assert counts["same"] > counts["mended"] and counts["error"] > counts["mended"], counts


def test_writes(dxaws, through, stranger, site, double, capsys):  # noqa: F811
    """What is made is made once, whatever its answer lacks, and the next run goes on from it."""
    manifest = site(**MANIFEST)
    counts: Counter[str] = Counter()

    def begin() -> None:
        double.reset()
        make_zone(double, "example.com")

    begin()
    stranger.disturb(lambda _: False)
    applied(through, manifest)
    answers = list(stranger.answers.items())
    for number, (_, headers, content) in enumerate([a for r, a in answers if is_write(r)]):
        for missing, form in some(lacks(headers, content)) if ALL else some(lacks(headers, content))[number % 2::2]:
            begin()
            stranger.disturb_nth(is_write, number, form)
            result = through("apply", manifest, "--yes")
            assert stranger.answered and (result.rc == 0 or is_error(result)), (number, missing, str(result))
            counts["done" if result.rc == 0 else "error"] += 1
            if result.rc:
                applied(dxaws, manifest)
            account = Site(double)
            made = [len(things()) for things in (account.buckets, account.certificates, account.distributions,
                                                 account.controls)]
            assert made == [1, 1, 1, 1], (number, missing, made, str(result))
    with capsys.disabled():
        print(f"\napply: {dict(counts)}")
    assert counts["done"] and counts["error"], counts


def test_a_refusal_says_that_a_bucket_exists(dxaws, double, tmp_path):
    """A 403 is no absence: it is somebody else's, or these credentials may not read it."""
    file = tmp_path / "bucket.yaml"
    file.write_text("name: theirs\nregion: us-east-1\n")
    assert "does_not_exist" in dxaws("s3", "show", file).stdout
    double.control("foreign-bucket", {"bucket": "theirs"})
    shown, current = dxaws("s3", "show", file), dxaws("s3", "show", file, "--json").json["current"]
    assert shown.rc == 0 and "exists_no_access" in shown.stdout and "true" in shown.stdout, shown
    assert current["exists"] is True and current["status"] == "exists_no_access", current
    refused = dxaws("s3", "plan", file)
    assert refused.rc == 3 and "not of this account, or these credentials may not use it" in refused.stderr, refused
