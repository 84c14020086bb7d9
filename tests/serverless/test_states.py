# SPDX-License-Identifier: MIT
"""A site whose plan is more than a state of a machine may have: kept in the engine's own S3, or refused at once."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Callable

from conftest import Cloud
from running import ACCESS_KEY, SECRET_KEY

MOST_STATE_BYTES = 256 * 1024
PAGES = 2500
BUCKET = "states-of-machines"
Machine = Callable[..., dict]


def with_pages(folder: Path) -> dict:
    folder.mkdir()
    for number in range(PAGES):
        (folder / ("a-page-with-a-name-%04d.html" % number)).write_text("%d" % number)
    (folder / "index.html").write_text("<p>home")
    return {"site": "example", "domain": "www.example.com", "region": "eu-west-1", "content": {"source": str(folder)}}


def refused(state: dict, kind: str, code: str) -> None:
    assert (state["status"], state["error"]) == ("FAILED", "Dxaws." + kind), state.get("cause")
    assert json.loads(state["cause"])["dxaws"]["code"] == code


def test_a_plan_that_is_too_large_for_a_state_is_kept_in_a_bucket(cloud: Cloud, machine: Machine, tmp_path: Path) -> None:
    desired = with_pages(tmp_path / "pages")
    refused(machine("site", {"desired": desired}), "Unsupported", "StateTooLarge")
    assert not cloud.calls("website.step")

    website = cloud.host.functions["dxaws-website"]
    website.restart(DXAWS_STATE_BUCKET=BUCKET, AWS_ENDPOINT_URL_S3=cloud.engine.url, AWS_REGION="us-east-1",
                    AWS_ACCESS_KEY_ID=ACCESS_KEY, AWS_SECRET_ACCESS_KEY=SECRET_KEY)
    refused(machine("site", {"desired": desired}), "NotFound", "ServiceError")
    s3 = cloud.engine.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    ended = machine("site", {"desired": desired})
    assert ended["status"] == "SUCCEEDED", (ended.get("error"), ended.get("cause"))
    sizes = [found["Size"] for found in s3.list_objects_v2(Bucket=BUCKET, Prefix="dxaws-states/")["Contents"]]
    print(len(sizes), "states were kept, the largest with", max(sizes), "bytes")
    assert max(sizes) > MOST_STATE_BYTES
    steps = cloud.calls("website.step")
    assert {"kept"} in [set(step["plan"]) for step in steps]
    assert max(len(json.dumps(step)) for step in steps) < MOST_STATE_BYTES
    assert cloud.plan(desired)["actions"] == 0


def test_what_is_kept_is_given_back_to_who_has_its_key(cloud: Cloud, tmp_path: Path) -> None:
    s3 = cloud.engine.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key="other.json", Body=b"{}")
    website = cloud.host.functions["dxaws-website"]
    desired = {"site": "example", "domain": "www.example.com", "region": "eu-west-1"}

    def invoke(request: dict, error: str | None = None) -> dict:
        failed, text = website.invoke(json.dumps(request).encode())
        told = json.loads(text)
        assert (failed is None) == (error is None), text
        assert error is None or (told["errorType"], told["dxaws"]["code"]) == tuple(error.split(" ")), text
        return told

    invoke({"op": "website.step", "plan": {"kept": "dxaws-states/" + "0" * 32}}, "Dxaws.InvalidArgument InvalidRequest")
    website.restart(DXAWS_STATE_BUCKET=BUCKET, AWS_ENDPOINT_URL_S3=cloud.engine.url, AWS_REGION="us-east-1",
                    AWS_ACCESS_KEY_ID=ACCESS_KEY, AWS_SECRET_ACCESS_KEY=SECRET_KEY)
    for key in ("other.json", "dxaws-states/../other.json", "dxaws-states/" + "0" * 31, "dxaws-states/" + "g" * 32, 1):
        invoke({"op": "website.step", "plan": {"kept": key}}, "Dxaws.InvalidArgument InvalidRequest")
    invoke({"op": "website.step", "plan": {"kept": "dxaws-states/" + "0" * 32}}, "Dxaws.NotFound StateLost")
    for most in (0, -1, "1"):
        invoke({"op": "website.plan", "desired": desired, "most_bytes": most}, "Dxaws.InvalidArgument InvalidRequest")
    invoke({"op": "website.plan", "desired": desired, "most_bytes": 200}, "Dxaws.Unsupported StateTooLarge")
    assert set(invoke({"op": "website.plan", "desired": desired, "most_bytes": 100_000})["plan"]) > {"actions"}
    planned = invoke({"op": "website.plan", "desired": desired, "most_bytes": 5000})
    assert set(planned["plan"]) == {"kept"} and planned["actions"] > 8
    stepped = invoke({"op": "website.step", "plan": planned["plan"]})
    assert stepped["wrote"] and stepped["actions"] < planned["actions"]
