# SPDX-License-Identifier: MIT
"""A folder becomes a site, on the AWS double: what its bucket holds, and what its edge is told to forget."""
from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any, Callable

import pytest

import log as request_log
from command import Command, Result
from running import RunningDouble
from steps import distribution_config

BUCKET = "example-www-example-com"
FILES = {"index.html": "<p>home", "docs/index.html": "<p>docs", "app.js": "1;", "LICENSE": "MIT",
         "v1.2/index.html": "<p>1.2"}
FUNCTION = "dxaws-example"
HARNESS = """
var got = handler({version: '1.0', context: {eventType: 'viewer-request'}, request: {method: 'GET', uri: PATH,
  querystring: {}, cookies: {}, headers: {host: {value: 'www.example.com'}}, rawQueryString: function () { return ''; }}});
PRINT(JSON.stringify(got.statusCode ? [got.statusCode, got.headers.location.value] : [200, got.uri]));
"""
ENGINES = {"node": "console.log", "duk": "print"}


class Pages:
    """A site's folder, the command on its manifest, and what boto3 sees."""

    def __init__(self, dxaws: Command, double: RunningDouble, site: Callable[..., Path], home: Path) -> None:
        self.dxaws = dxaws
        self.folder = home / "dist"
        self.manifest = site(region="ca-central-1", source="dist", publish={"exclude": ["*.map"]},
                             bucket={"force_empty": True}, protect=False)
        self.s3 = double.client("s3", "ca-central-1")
        self.cloudfront = double.client("cloudfront")
        for name, text in {**FILES, "app.js.map": "{}"}.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)

    def __call__(self, verb: str, *more: Any) -> Result:
        return self.dxaws(verb, self.manifest, *more)

    def objects(self) -> dict[str, str]:
        listed = self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {one["Key"]: self.s3.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read().decode()
                for one in listed if not one["Key"].startswith(".dxaws/")}

    def functions(self) -> list[str]:
        return [one["Name"] for one in self.cloudfront.list_functions()["FunctionList"].get("Items", [])]

    def visit(self, engine: str, path: str) -> tuple[int, str]:
        """What the edge answers: by the function that the distribution runs, in a real engine, from the bucket."""
        (one,) = self.cloudfront.list_distributions()["DistributionList"]["Items"]
        used = one["DefaultCacheBehavior"].get("FunctionAssociations", {}).get("Items", [])
        status, where = 200, path
        if used:
            assert [(u["EventType"], u["FunctionARN"].rpartition("/")[2]) for u in used] == [("viewer-request", FUNCTION)]
            code = self.cloudfront.get_function(Name=FUNCTION, Stage="LIVE")["FunctionCode"].read().decode()
            script = self.folder.parent / "visit.js"
            script.write_text(code + HARNESS.replace("PATH", json.dumps(path)).replace("PRINT", ENGINES[engine]))
            status, where = json.loads(subprocess.run([engine, script], capture_output=True, text=True, check=True).stdout)
        if status != 200:
            return status, where
        key = where.removeprefix("/") or "index.html"  # the root object
        held = self.objects()
        return (200, held[key]) if key in held else (404 if self.may_list(one["ARN"]) else 403, "")

    def may_list(self, arn: str) -> bool:
        """Else S3 tells it not what is missing."""
        policy = json.loads(self.s3.get_bucket_policy(Bucket=BUCKET)["Policy"])
        return any(s["Effect"] == "Allow" and s["Action"] == "s3:ListBucket" and s["Resource"] == f"arn:aws:s3:::{BUCKET}"
                   and s["Condition"] == {"StringEquals": {"AWS:SourceArn": arn}} for s in policy["Statement"])

    def forgotten(self) -> list[list[str]]:
        """The paths of each invalidation."""
        (one,) = self.cloudfront.list_distributions()["DistributionList"]["Items"]
        listed = self.cloudfront.list_invalidations(DistributionId=one["Id"])["InvalidationList"].get("Items", [])
        return [sorted(self.cloudfront.get_invalidation(DistributionId=one["Id"], Id=item["Id"])["Invalidation"]
                       ["InvalidationBatch"]["Paths"]["Items"]) for item in listed]


@pytest.fixture
def pages(dxaws: Command, double: RunningDouble, zone: str, site: Callable[..., Path], tmp_path: Path) -> Pages:
    return Pages(dxaws, double, site, tmp_path)


def kinds(result: Result) -> list[str]:
    return [action["kind"] for action in result.json["plan"]["actions"]]


def test_a_folder_becomes_a_site(pages, double):
    done = pages("apply", "--yes")
    assert done.rc == 0 and pages.objects() == FILES and pages.forgotten() == [], done
    assert pages("plan").rc == 0 and pages("drift").rc == 0
    kept = {one["Sid"]: one for one in json.loads(pages.s3.get_bucket_policy(Bucket=BUCKET)["Policy"])["Statement"]}
    unserved = kept["DxawsContentIndex"]
    assert (unserved["Effect"], unserved["Resource"]) == ("Deny", f"arn:aws:s3:::{BUCKET}/.dxaws/*")
    pages.write("docs/index.html", "<p>DOCS")
    assert "docs/index.html = reason content, size 7" in pages("plan").stdout
    planned = pages("plan", "--json")
    assert planned.rc == 2 and kinds(planned) == [
        "content.CLAIM", "content.PUT_PAGES", "cloudfront.INVALIDATE", "content.PUT_INDEX"], planned
    assert pages("apply", "--yes").rc == 0
    assert pages.objects() == {**FILES, "docs/index.html": "<p>DOCS"}
    assert pages.forgotten() == [["/docs", "/docs/", "/docs/index.html"]]
    time.sleep(1.1)  # an index of this second has the list read again
    double.latency(400)  # so that what runs side by side is seen to
    mark = double.mark()
    assert pages("plan").rc == 0 and pages.functions() == [FUNCTION]
    made = double.requests(mark)[:-1]  # the last is this test's
    assert request_log.writes(made) == 0 and request_log.rounds(made) == 2, request_log.describe(made)
    double.latency(0)
    assert f"function        {FUNCTION}  made\n" in pages.dxaws("list").stdout
    shutil.rmtree(pages.folder)  # what is there can be seen and removed without it
    shown = pages("show")
    assert shown.rc == 0 and BUCKET in shown.stdout, shown
    destroyed = pages("destroy", "--yes")
    assert destroyed.rc == 0 and pages.s3.list_buckets()["Buckets"] == [], destroyed
    assert pages.functions() == []


def test_a_function_that_others_run_too_is_left(pages):
    """CloudFront would refuse to delete it when all else is gone."""
    assert pages("apply", "--yes").rc == 0
    arn = pages.cloudfront.describe_function(Name=FUNCTION, Stage="LIVE")["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
    config = distribution_config("theirs")
    runs = {"Quantity": 1, "Items": [{"FunctionARN": arn, "EventType": "viewer-request"}]}
    config["DefaultCacheBehavior"]["FunctionAssociations"] = runs
    made = pages.cloudfront.create_distribution(DistributionConfig=config)
    destroyed = pages("destroy", "--yes")
    assert destroyed.rc == 0 and pages.functions() == [FUNCTION], destroyed
    assert f"distribution {made['Distribution']['Id']} runs it, which is not this site's" in destroyed.stdout, destroyed
    config["DefaultCacheBehavior"].pop("FunctionAssociations")
    pages.cloudfront.update_distribution(Id=made["Distribution"]["Id"], IfMatch=made["ETag"], DistributionConfig=config)
    assert pages("destroy", "--yes").rc == 0 and pages.functions() == []


def test_a_visitor_comes_to_pages_by_their_addresses(pages):
    """A directory, a page, a missing one, files and folders that do not look like it; then as keys."""
    engine = next((name for name in ENGINES if shutil.which(name)), None)
    assert engine, "neither node nor duk is there"
    assert pages("apply", "--yes").rc == 0
    asked = {"/": (200, "<p>home"), "/docs/": (200, "<p>docs"), "/docs": (301, "/docs/"), "/app.js": (200, "1;"),
             "/LICENSE": (200, "MIT"), "/v1.2": (301, "/v1.2/"), "/v1.2/": (200, "<p>1.2"), "/none/": (404, ""),
             "/none.js": (404, ""), "//docs": (301, "/docs/")}
    assert {path: pages.visit(engine, path) for path in asked} == asked
    exact = pages("apply", "--yes", "--set", "urls=exact", "--json")
    assert exact.rc == 0 and kinds(exact) == [
        "cloudfront.UPDATE_DISTRIBUTION", "cloudfront.WAIT_DEPLOYED", "function.DELETE_FUNCTION"], exact
    assert pages.functions() == [] and pages.visit(engine, "/docs/") == (404, "")
    assert pages.visit(engine, "/docs/index.html") == (200, "<p>docs")
    unsaid = pages("plan")  # what stands is left as it is
    assert unsaid.rc == 0, unsaid


def test_content_is_published_alone(pages):
    """What else the manifest asks for by now is left to apply; where there is no site yet, that is said."""
    refused = pages("publish", "--yes")
    assert refused.rc == 1 and "apply the site first" in refused.stderr, refused
    assert pages("apply", "--yes").rc == 0
    pages.write("index.html", "<p>HOME")
    other = ("--set", "fallback=/404.html")
    done = pages("publish", "--yes", "--json", *other)
    assert done.rc == 0 and kinds(done) == [
        "content.CLAIM", "content.PUT_ENTRIES", "cloudfront.INVALIDATE", "content.PUT_INDEX"], done
    assert pages.objects()["index.html"] == "<p>HOME" and pages.forgotten() == [["/", "/index.html"]]
    assert pages("publish", "--yes", *other).rc == 0 and len(pages.forgotten()) == 1
    assert pages("plan").rc == 0


def test_a_run_that_was_cut_short_is_gone_on_with(pages):
    """The edge may have fetched what the run that ended had written, and is told to forget it."""
    assert pages("apply", "--yes").rc == 0
    pages.write("index.html", "<p>HOME")
    stopped = pages("apply", "--yes", "--stop-after", "PUT_ENTRIES")
    assert stopped.rc == 0 and pages.forgotten() == [], stopped
    planned = pages("plan")
    assert planned.rc == 2 and "SETTLE" in planned.stdout and "INVALIDATE" in planned.stdout, planned
    assert pages("apply", "--yes").rc == 0
    assert pages.objects() == {**FILES, "index.html": "<p>HOME"} and len(pages.forgotten()) == 1
    assert pages("plan").rc == 0


def test_what_is_not_there_is_told_before_anything_is_made(pages):
    refused = pages("apply", "--yes", "--set", "source=nowhere")
    assert refused.rc == 1 and "build the site first" in refused.stderr, refused
    assert pages.s3.list_buckets()["Buckets"] == []
