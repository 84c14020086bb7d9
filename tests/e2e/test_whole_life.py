# SPDX-License-Identifier: MIT
"""From an empty folder to a site that a visitor sees, and through its changes: on the simulated account, behind its door,
and on the AWS double, behind its CloudFront."""
from __future__ import annotations

import http.client
import shutil
import ssl
from pathlib import Path
from typing import Any, Iterator

import log as request_log
import pytest

from command import Command, Result
from edge import Edge, edge
from resolver import resolver
from running import RunningDouble
from steps import wait_for
from test_cli_memory import Account, account  # noqa: F401 (a fixture)
from test_publish import BUCKET
from test_serve import Door

HOST, LEADS = "www.example.com", "example.com"
FILES = {"index.html": b"<p>home", "docs/index.html": b"<p>docs", "404.html": b"<p>none", "style.css": b"p {}\n" * 400,
         "logo.svg": b"<svg/>", "a b.txt": "Zeile ä".encode(), "data.bin": bytes(range(256))}
PAGE, ASSET = "no-cache", "public, max-age=3600"
HEADERS = {"/": ("text/html; charset=utf-8", PAGE), "/docs/": ("text/html; charset=utf-8", PAGE),
           "/style.css": ("text/css; charset=utf-8", ASSET), "/logo.svg": ("image/svg+xml", ASSET),
           "/a%20b.txt": ("text/plain; charset=utf-8", ASSET), "/data.bin": ("application/octet-stream", ASSET)}
BODIES = {"/": "index.html", "/docs/": "docs/index.html", "/a%20b.txt": "a b.txt"}


class Life:
    """A folder, what is made of it, and who looks at it."""

    def __init__(self, home: Path, run: Any, front: Edge, names: str, double: RunningDouble | None) -> None:
        self.home, self.run, self.front, self.names, self.double = home, run, front, names, double
        self.manifest = home / "site.yaml"

    def apply(self, *more: str) -> Result:
        done = self.run("apply", self.manifest, "--yes", *more)
        assert done.rc == 0, done
        return done

    def kinds(self, *more: str) -> list[str]:
        return [one["kind"] for one in self.run("plan", self.manifest, "--json", *more).json["plan"]["actions"]]

    def get(self, path: str, host: str = HOST, method: str = "GET", **sent: str) -> tuple[int, bytes, dict[str, str]]:
        trusted = ssl.create_default_context(cafile=str(self.front.authority))
        trusted.check_hostname = False
        connection = http.client.HTTPSConnection("127.0.0.1", self.front.servers[0].server_port, context=trusted, timeout=20)
        connection.request(method, path, headers={"Host": host, **{n.replace("_", "-"): v for n, v in sent.items()}})
        answer = connection.getresponse()
        told = answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return told

    def verify(self) -> Result:
        s3 = self.double.url if self.double else self.front.bucket
        return self.run("verify", self.manifest, "--edge", self.front.address, "--resolver", self.names,
                        env={"SSL_CERT_FILE": str(self.front.authority), "AWS_ENDPOINT_URL_S3": s3})

    def invalidations(self) -> list[list[str]]:
        assert self.double
        cloudfront = self.double.client("cloudfront")
        (one,) = [item for item in cloudfront.list_distributions()["DistributionList"]["Items"]
                  if HOST in item["Aliases"]["Items"]]
        listed = cloudfront.list_invalidations(DistributionId=one["Id"])["InvalidationList"].get("Items", [])
        return [cloudfront.get_invalidation(DistributionId=one["Id"], Id=item["Id"])["Invalidation"]
                ["InvalidationBatch"]["Paths"]["Items"] for item in listed]


def begin(run: Any, home: Path) -> None:
    """init, two lines, and a folder beside it."""
    assert run("init").rc == 0
    text = (home / "site.yaml").read_text()
    for line in ("redirects: [example.com]", "source: ./dist"):
        assert text.count(f"\n#{line}\n") == 1
        text = text.replace(f"\n#{line}\n", f"\n{line}\n")
    (home / "site.yaml").write_text(text)
    for name, data in FILES.items():
        (home / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "dist" / name).write_bytes(data)


@pytest.fixture
def on_the_double(double: RunningDouble, dxaws: Command, zone: str, tmp_path: Path) -> Iterator[Life]:
    begin(dxaws, tmp_path)
    with edge(tmp_path, HOST, origin=double.port) as front, resolver() as names:
        names.records = {(HOST, "A"): ["192.0.2.7"]}
        yield Life(tmp_path, dxaws, front, names.address, double)


@pytest.fixture
def behind_the_door(account: Account, tmp_path: Path) -> Iterator[Life]:  # noqa: F811
    def run(verb: str, *arguments: Any, env: dict[str, str] | None = None) -> Result:
        alone = verb in ("init", "verify")
        nothing = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_ENDPOINT_URL": None, **(env or {})}
        return account.command(verb, *arguments, *(() if alone else (account.adapter,)), env=nothing)

    begin(run, tmp_path)
    door = Door(account)
    with edge(tmp_path, HOST, origin=door.told["port"], leads=True) as front, resolver() as names:
        names.records = {(HOST, "A"): ["192.0.2.7"]}
        yield Life(tmp_path, run, front, names.address, None)
    door.close()


def is_served(life: Life) -> None:
    """Every page, a directory, a missing page and the host that leads there, as a visitor expects."""
    for path, (kind, cache) in HEADERS.items():
        status, body, headers = life.get(path)
        assert (status, headers["content-type"], headers["cache-control"]) == (200, kind, cache), (path, headers)
        assert body == FILES[BODIES.get(path, path[1:])] and headers["x-content-type-options"] == "nosniff", path
        assert life.get(path, If_None_Match=headers["etag"])[:2] == (304, b"")
        length = life.get(path, method="HEAD")
        assert (length[0], length[1], length[2]["content-length"]) == (200, b"", str(len(body))), path
    status, _, headers = life.get("/docs?a=1")
    assert (status, headers["location"]) == (301, "/docs/?a=1")
    assert life.get("/none.html")[0] == 404 and life.get("/.dxaws/content.gz")[0] in (403, 404)
    status, _, headers = life.get("/docs?b=2&a", host=LEADS)
    assert (status, headers["location"]) == (301, f"https://{HOST}/docs/?b=2&a")
    assert life.get("/data.bin", Range="bytes=1-2")[:2] == (206, b"\x01\x02")
    assert life.get("/style.css", Accept_Encoding="gzip")[2]["content-encoding"] == "gzip"


def test_a_site_lives_on_the_double(on_the_double):
    lives(on_the_double)


def test_a_site_lives_behind_the_door(behind_the_door):
    lives(behind_the_door)


def lives(life: Life) -> None:
    life.apply("--wait=deployed")
    is_served(life)
    well = life.verify()
    assert well.rc == 0 and well.stdout.endswith("All is well.\n"), well
    assert life.kinds() == [] and f"/{BUCKET}/ answers 403 to who comes past CloudFront\n" in well.stdout, well

    (life.home / "dist" / "style.css").write_bytes(b"q {}\n" * 400)  # one page
    stale = life.verify()
    assert [line.split()[1] for line in stale.stdout.splitlines() if line.startswith("failed")] == ["pages"], stale
    assert life.kinds() == ["content.CLAIM", "content.PUT_ASSETS", "cloudfront.INVALIDATE", "content.PUT_INDEX"]
    mark = life.double.mark() if life.double else 0
    life.apply()
    if life.double:
        puts = [one["uri"].split("?")[0] for one in life.double.requests(mark) if one["action"] == "PutObject"]
        assert [uri for uri in puts if "/.dxaws/" not in uri] == [f"/{BUCKET}/style.css"] and len(puts) == 3, puts
        assert life.invalidations() == [["/style.css"]]
    wait_for(lambda: life.get("/style.css")[1] == b"q {}\n" * 400)  # an hour, unless the edge was told
    wait_for(lambda: life.verify().rc == 0)

    mark = life.double.mark() if life.double else 0  # nothing
    life.apply()
    assert not life.double or request_log.writes(life.double.requests(mark)) == 0

    shutil.rmtree(life.home / "dist" / "docs")  # a page less
    life.apply()
    assert life.get("/docs/")[1] == b"<p>docs"  # for who has a page that refers to it
    soon = ("--set", "publish.prune=1s")
    wait_for(lambda: life.kinds(*soon), seconds=10)
    life.apply(*soon)
    wait_for(lambda: life.get("/docs/")[0] == 404, seconds=10)
    assert life.kinds(*soon) == []
