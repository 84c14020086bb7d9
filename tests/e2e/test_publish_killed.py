# SPDX-License-Identifier: MIT
"""A publication that is killed after any of its writes, or whose answers are lost, and two at once, on the AWS double
with an edge that keeps all it ever fetched until it is told to forget it: nothing is served half, nothing is forgotten."""
from __future__ import annotations

import os
import random
import re
import threading
import time
import urllib.parse
from pathlib import Path
from typing import Any, Callable

import pytest

from command import Command, Result
from running import RunningDouble
from stranger import Headers, Request, Stranger
from test_strangers import is_write, stranger, through  # noqa: F401  (fixtures)

ALL = bool(os.environ.get("DXAWS_ALL_STRANGERS"))  # else some of the writes, and of the interleavings
STRIDE, FIRST = (1, 0) if ALL else (6, 2)
DRAWS = 30 if ALL else 2
BUCKET, ANOTHER = "example-www-example-com", "another-bucket"
OVERTAKEN = 5


def files(name: str) -> dict[str, str]:
    return {"index.html": f'<script src="app-{name}.js">', f"app-{name}.js": f"{name};", "about.html": name,
            "docs/index.html": f"<p>{name}", "same.css": "p{}"}


class Edge:
    """A distribution's copies, with visitors who ask for all there is after each write."""

    def __init__(self, double: RunningDouble, home: Path) -> None:
        self.s3 = double.client("s3", "ca-central-1")
        self.cloudfront = double.client("cloudfront")
        self.copies: dict[str, str] = {}
        self.known: set[str] = set()
        self.half: list[str] = []
        self._lock = threading.Lock()
        for name in "ABC":
            for key, text in files(name).items():
                path = home / name / key
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)

    def distribution(self) -> Any:
        items = self.cloudfront.list_distributions()["DistributionList"].get("Items", [])
        return items[0] if items else None

    def objects(self, bucket: str) -> dict[str, str]:
        listed = self.s3.list_objects_v2(Bucket=bucket).get("Contents", [])
        return {one["Key"]: self.s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read().decode()
                for one in listed if not one["Key"].startswith(".dxaws/")}

    def forget(self, distribution: str) -> None:
        """What invalidations that are new name."""
        listed = self.cloudfront.list_invalidations(DistributionId=distribution)["InvalidationList"].get("Items", [])
        for one in listed:
            if one["Id"] not in self.known:
                self.known.add(one["Id"])
                told = self.cloudfront.get_invalidation(DistributionId=distribution, Id=one["Id"])["Invalidation"]
                for path in map(urllib.parse.unquote, told["InvalidationBatch"]["Paths"]["Items"]):
                    form = re.compile(re.escape(path[1:]).replace(r"\*", ".*"))
                    self.copies = {key: text for key, text in self.copies.items() if not form.fullmatch(key)}

    def visit(self) -> None:
        """Everything, once; a page whose script is missing is half a site."""
        with self._lock:
            distribution = self.distribution()
            if distribution is None:
                return
            self.forget(distribution["Id"])
            held = self.objects(distribution["Origins"]["Items"][0]["DomainName"].partition(".s3.")[0])
            for key, text in held.items():
                self.copies.setdefault(key, text)
            script = re.search(r'src="(.*)"', self.copies.get("index.html", ""))
            if script and script[1] not in {**held, **self.copies}:
                self.half.append(script[1])

    def require(self, name: str, bucket: str = BUCKET) -> None:
        self.visit()
        held, wanted = self.objects(bucket), files(name)
        assert {key: held.get(key) for key in wanted} == wanted
        assert {key: self.copies.get(key) for key in wanted} == wanted and not self.half, self.half


class Site:
    """The command on the manifest of one of three sites, through a proxy or not."""

    def __init__(self, dxaws: Command, write: Callable[..., Path]) -> None:
        self.dxaws = dxaws
        self.manifests = {(name, bucket): write(f"{name}-{bucket}.yaml", region="ca-central-1", source=name, protect=False,
                                                bucket={"force_empty": True, "name": bucket})
                          for name in "ABC" for bucket in (BUCKET, ANOTHER)}

    def words(self, name: str, bucket: str) -> tuple[Any, ...]:
        return "apply", self.manifests[name, bucket], "--yes", "--wait=none"

    def __call__(self, name: str, bucket: str = BUCKET) -> None:
        done = self.dxaws(*self.words(name, bucket))
        assert done.rc == 0, done

    def settled(self, name: str, bucket: str = BUCKET) -> None:
        planned = self.dxaws("plan", self.manifests[name, bucket], "--wait=none")
        assert planned.rc == 0, planned


@pytest.fixture
def edge(double: RunningDouble, tmp_path: Path) -> Edge:
    return Edge(double, tmp_path)


@pytest.fixture
def publish(dxaws: Command, site: Callable[..., Path], zone: str) -> Site:
    return Site(dxaws, site)


def killed(through: Command, stranger: Stranger, edge: Edge, number: int, words: Any) -> bool:  # noqa: F811
    """A run that is killed when its write of that number is done, before it hears so; False when it has not so many."""
    process: Any = None
    done = iter(range(1000))

    def after(headers: Headers, content: bytes) -> tuple[Headers, bytes]:
        edge.visit()
        if next(done) == number:
            process.kill()
        return headers, content

    stranger.disturb(is_write, after)
    process = through.start(*words)
    process.communicate()
    return process.returncode < 0


@pytest.mark.parametrize("name,bucket", [("B", BUCKET), ("A", ANOTHER)])
def test_killed_after_a_write(publish, through, stranger, edge, name, bucket):  # noqa: F811
    """Of a publication, and of one that moves to a bucket that has it all already, and so says that all is well."""
    publish("A", ANOTHER)
    publish("A")
    number = FIRST
    while True:
        if bucket == ANOTHER:
            publish("B")
        edge.visit()
        if not killed(through, stranger, edge, number, publish.words(name, bucket)):
            break
        publish(name, bucket)
        edge.require(name, bucket)
        publish.settled(name, bucket)
        publish("A")
        edge.require("A")
        number += STRIDE
    edge.require(name, bucket)
    assert number >= FIRST + STRIDE


def test_answers_are_lost(publish, double, edge):
    """Each write is done, and its answer never arrives: the run itself, or the next one, comes to the end."""
    publish("A")
    edge.visit()
    number, name = FIRST, "B"
    while True:
        double.faults({"match": r"^(PUT|POST|DELETE) /(example-www|2020-05-31)", "nth": [number + 1], "do": "lost-reply"})
        lost = publish.dxaws(*publish.words(name, BUCKET))
        fired = double.fired()
        double.faults()
        assert lost.rc in (0, OVERTAKEN, 1), lost
        publish(name)
        edge.require(name)
        publish.settled(name)
        if not fired:
            break
        number, name = number + STRIDE, "A" if name == "B" else "B"
    assert number >= FIRST + STRIDE


def test_of_two_at_once_one_is_right(publish, through, stranger, edge):  # noqa: F811
    """Each request waits for a moment that is drawn. Who is overtaken says so; who says that all is well is right."""
    draws, refused = random.Random(11), 0

    def wanted(request: Request) -> bool:
        time.sleep(draws.random() / 20)
        return is_write(request)

    def after(headers: Headers, content: bytes) -> tuple[Headers, bytes]:
        edge.visit()
        return headers, content

    for _ in range(DRAWS):
        publish("A")
        edge.visit()
        stranger.disturb(wanted, after)
        running = {}
        for name in draws.sample("BC", 2):
            running[name] = through.start(*publish.words(name, BUCKET))
            time.sleep(draws.random() / 4)
        said = {name: Result(0, *process.communicate(), 0.0) for name, process in running.items()}
        well = [name for name, process in running.items() if process.returncode == 0]
        assert well and all(p.returncode in (0, OVERTAKEN) for p in running.values()), \
            [(name, running[name].returncode, str(result)) for name, result in said.items()]
        right = [name for name in well if edge.objects(BUCKET)["about.html"] == name]
        assert right, (well, edge.objects(BUCKET))
        edge.require(right[0])
        refused += len(running) - len(well)
    assert refused or not ALL
