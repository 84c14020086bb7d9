# SPDX-License-Identifier: MIT
"""A folder becomes the objects of a bucket: `dxaws content`, on the AWS double."""
from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

import log as request_log
from command import Command
from running import RunningDouble

BUCKET = "dxaws-pages"
FILES = {"index.html": "<p>home", "docs/index.html": "<p>docs", "app.js": "1;", "photo 1.svg": "<svg/>"}


class Content:
    """The command on one folder, and what boto3 sees of the bucket."""

    def __init__(self, dxaws: Command, double: RunningDouble, home: Path) -> None:
        self.dxaws = dxaws
        self.s3 = double.client("s3")
        self.folder = home / "site"
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        (home / "site").mkdir()
        (home / "site" / "content.yaml").write_text(json.dumps(
            {"bucket": BUCKET, "region": "eu-west-1", "source": "dist", "prune_ms": 0,
             "publish": {"exclude": ["*.map"], "rules": [{"match": "*.svg", "cache_control": "max-age=5"}]}}))
        for name, text in FILES.items():
            self.write(name, text)
        self.write("app.js.map", "{}")

    def write(self, name: str, text: str) -> None:
        path = self.folder / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def __call__(self, verb: str, *more: Any) -> Any:
        return self.dxaws("content", verb, "site/content.yaml", *more)

    def objects(self) -> dict[str, str]:
        listed = self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {one["Key"]: self.s3.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read().decode()
                for one in listed if not one["Key"].startswith(".dxaws/")}


@pytest.fixture
def content(dxaws: Command, double: RunningDouble, tmp_path: Path) -> Content:
    return Content(dxaws, double, tmp_path)


def test_a_folder_lives(content):
    assert content("plan").rc == 2
    assert content("apply", "--yes").rc == 0
    assert content.objects() == FILES
    page = content.s3.head_object(Bucket=BUCKET, Key="index.html")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert content.s3.head_object(Bucket=BUCKET, Key="photo 1.svg")["CacheControl"] == "max-age=5"
    assert content("plan").rc == 0 and content("drift").rc == 0
    content.write("index.html", "<p>HOME")
    planned = content("plan", "--json")
    kinds = [action["kind"] for action in planned.json["plan"]["actions"]]
    assert planned.rc == 2 and kinds == ["CLAIM", "PUT_ENTRIES", "PUT_INDEX"], planned
    done = content("apply", "--yes", "--json")
    assert done.rc == 0 and done.json["result"]["stale"] == ["index.html"], done
    (content.folder / "dist" / "app.js").unlink()
    told = content("plan", "--json").json["plan"]["left"]
    assert [one["why"].partition(":")[0] for one in told] == ['1 published object is not wanted any more, "app.js"'], told
    assert content("apply", "--yes").rc == 0 and "app.js" in content.objects()
    assert content("apply", "--yes").rc == 0 and "app.js" not in content.objects()
    assert content("destroy", "--yes").rc == 0
    assert not content.s3.list_objects_v2(Bucket=BUCKET).get("Contents")


def test_the_index_is_read_beside_the_list(content, double):
    """So that what has not changed is known after two answers; an index of this second is not believed that much."""
    assert content("apply", "--yes").rc == 0
    time.sleep(1.1)
    double.latency(400)  # so that what runs side by side is seen to
    mark = double.mark()
    assert content("plan").rc == 0
    made = double.requests(mark)
    assert sorted(one["action"] for one in made) == ["GetCallerIdentity", "GetObject", "ListObjectsV2"]
    assert request_log.rounds(made) == 2, request_log.describe(made)
    double.latency(0)
    content.write("index.html", "<p>HOME")
    mark = double.mark()
    assert content("apply", "--yes").rc == 0  # and what is read back lists once
    assert [one["action"] for one in double.requests(mark)].count("ListObjectsV2") == 2


def test_what_is_cut_short_is_gone_on_with(content):
    """Also when it is another run that does, which looks first whether the one before has really ended."""
    stopped = content("apply", "--yes", "--stop-after", "PUT_PAGES")
    assert stopped.rc == 0 and "2 actions" in stopped.stdout, stopped
    assert "index.html" not in content.objects()
    planned = content("plan")
    assert planned.rc == 2 and "SETTLE" in planned.stdout, planned
    assert content("apply", "--yes").rc == 0
    assert content.objects() == FILES and content("plan").rc == 0


def test_a_key_that_may_not_be_used_is_said(content, double):
    """By the claim, which is the first write: nothing has been written then."""
    denied = {"do": "error", "status": 403, "code": "AccessDenied", "message": "User: arn:aws:iam::123456789012:user/me is not "
              "authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-west-1:123456789012:key/k"}
    double.faults({"match": "PutObject", **denied})
    refused = content("apply", "--yes")
    double.faults()
    *progress, line = refused.stderr.splitlines()
    assert (refused.rc, [one.split() for one in progress]) == (1, [["failed", "content", BUCKET, "CLAIM"]]), refused.stderr
    assert line.startswith(f"dxaws: s3 {BUCKET}: allow kms:GenerateDataKey and kms:Decrypt to these credentials"), line
    assert not content.s3.list_objects_v2(Bucket=BUCKET).get("Contents")
    double.faults({"match": f"PUT /{BUCKET}/index.html", **denied})  # or of one object alone: the rest is there, and gone on from
    assert content("apply", "--yes").rc == 1 and "app.js" in content.objects()
    double.faults()
    assert content("apply", "--yes").rc == 0 and content.objects() == FILES


def test_it_is_tried_recorded_and_replayed(content):
    tried = content("apply", "--adapter=dry-run")
    assert tried.rc == 0 and "would be as it should be" in tried.stdout and not content.objects(), tried
    recorded = content("apply", "--yes", "--adapter=record=run.jsonl")
    assert recorded.rc == 0 and content.objects() == FILES, recorded
    content.s3.delete_object(Bucket=BUCKET, Key="index.html")
    replayed = content("apply", "--yes", "--adapter=replay=run.jsonl")
    assert replayed.rc == 0 and "index.html" not in content.objects(), replayed


def test_a_plan_of_before_somebody_published_writes_nothing(content):
    assert content("plan", "-o", "kept.json").rc == 2
    content.write("index.html", "<p>newer")
    assert content("apply", "--yes").rc == 0
    before = content.objects()
    stale = content.dxaws("content", "apply", "kept.json", "--yes", "--json")
    assert stale.rc == 5 and stale.json["error"]["code"] == "AnotherPublisher", stale
    assert content.objects() == before


def test_a_file_that_changed_since_it_was_planned_is_not_written(content):
    assert content("plan", "-o", "kept.json").rc == 2
    content.write("app.js", "2;")
    changed = content.dxaws("content", "apply", "kept.json", "--yes", "--json")
    assert changed.rc != 0 and "FileChanged" in changed.stdout, changed
    assert "app.js" not in content.objects()
    assert content("apply", "--yes").rc == 0  # takes over what was begun
    assert content.objects()["app.js"] == "2;"


@pytest.mark.parametrize("wrong, says", (("dist", "make the bucket first"), ("nowhere", "nowhere"), ("content.yaml", "content.yaml")))
def test_what_cannot_be_published_is_said_before_anything_is_written(content, wrong, says):
    file = content.folder / "content.yaml"
    document = {**json.loads(file.read_text()), "source": wrong}
    if wrong == "dist":
        document["bucket"] = "there-is-no-bucket"
    file.write_text(json.dumps(document))
    refused = content("apply", "--yes")
    assert refused.rc == 1 and says in refused.stderr, refused
    assert not content.s3.list_objects_v2(Bucket=BUCKET).get("Contents")


@pytest.mark.parametrize("make, said", [
    (lambda dist: None, "is not there"), (lambda dist: dist.write_text("x"), "is a file"),
    (lambda dist: dist.mkdir(), "holds nothing to publish"),
    (lambda dist: (dist.mkdir(), (dist / "a").symlink_to("a")), '"a" is a link that leads in a circle'),
    (lambda dist: (dist.mkdir(), (dist / "b").symlink_to("/etc/hosts")), '"b" is a link'),
    (lambda dist: (dist.mkdir(), os.mkfifo(dist / "p")), '"p" is a pipe')])
def test_a_site_is_validated_with_its_folder(dxaws, site, tmp_path, make, said):
    file = site(source="dist")
    make(tmp_path / "dist")
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if "source" in text)
    refused = dxaws("validate", file)
    assert refused.rc == 1 and f"site.yaml:{line}:" in refused.stderr and said in refused.stderr, refused
