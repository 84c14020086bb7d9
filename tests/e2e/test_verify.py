# SPDX-License-Identifier: MIT
"""A site as a visitor sees it: each thing that is wrong turns its own line red, and no other."""
from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Any, Iterator

import pytest

from command import Command, Result
from edge import LEADS, Edge, edge
from resolver import Resolver, resolver

HOST = "www.example.test"
FILES = {"index.html": "<p>home" * 200, "docs/a b.html": "<p>docs", "app.js": "1;", "404.html": "<p>none"}
HTML = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
SCRIPT = {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "public, max-age=3600"}
NO_AWS = {name: None for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT_URL")}


class Visit:
    """A manifest with its folder, and the command that looks at where it is served."""

    def __init__(self, home: Path, names: Resolver, server: Edge) -> None:
        binary = os.environ.get("DXAWS_BIN", "")
        if not binary:
            pytest.skip("DXAWS_BIN does not name the command")
        self.command = Command(os.path.abspath(binary), home, "http://127.0.0.1:9")
        self.names, self.edge, self.manifest = names, server, home / "site.yaml"
        for name, text in FILES.items():
            (home / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
            (home / "dist" / name).write_text(text)
            server.pages[name.replace(" ", "%20")] = (text.encode(), SCRIPT if name.endswith(".js") else HTML)
        self.write()
        names.records = {(HOST, "CNAME"): ["d1.cloudfront.test"], ("d1.cloudfront.test", "A"): ["192.0.2.7"]}

    def write(self, **keys: Any) -> None:
        document = {"site": "example", "domain": HOST, "source": "dist", "fallback": "/404.html", "redirects": [LEADS], **keys}
        self.manifest.write_text(json.dumps({key: value for key, value in document.items() if value is not None}))

    def arguments(self, *more: str) -> list[Any]:
        return ["verify", self.manifest, "--edge", self.edge.address, "--resolver", self.names.address, *more]

    def environment(self) -> dict[str, str | None]:
        return {**NO_AWS, "SSL_CERT_FILE": str(self.edge.authority), "AWS_ENDPOINT_URL_S3": self.edge.bucket}

    def __call__(self, *more: str) -> Result:
        return self.command(*self.arguments(*more), env=self.environment())

    def failed(self, *more: str) -> tuple[int, list[str]]:
        done = self("--json", *more)
        return done.rc, [one["check"] for one in done.json["checks"] if one["outcome"] == "failed"]


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    with resolver() as names, edge(tmp_path, HOST) as server:
        yield Visit(tmp_path, names, server)


def test_a_healthy_site_is_well(visit):
    done = visit()
    assert done.rc == 0 and done.stdout.endswith("All is well.\n"), done
    for line in ("ok      dns               www.example.test leads to d1.cloudfront.test, 192.0.2.7\n",
                 "ok      certificate       www.example.test is trusted for another 89 days\n",
                 "ok      home              https://www.example.test/ answers 200, 1400 bytes\n",
                 "note    http version      HTTP/1.1 only;", "ok      http              http://www.example.test/ leads",
                 "ok      missing page      /.dxaws-verify-no-such-page answers 404\n",
                 "ok      pages             4 of 4 looked at, as the folder has them\n",
                 "ok      types and caches  ", "ok      compression       /index.html comes gzip\n",
                 "ok      redirect          https://example.test/ leads to https://www.example.test/\n",
                 "/example-www-example-test/ answers 403 to who comes past CloudFront\n"):
        assert line in done.stdout, done
    told = visit("--json").json
    assert told["schema"] == "dxaws.verify/1" and told["healthy"] is True


@pytest.mark.parametrize("fault, check", [
    ("headers", "headers"), ("http", "http"), ("soft", "missing page"), ("bytes", "pages"),
    ("types", "types and caches"), ("plain", "compression"), ("lost", "redirect"), ("path", "redirect"),
    ("open", "bucket"), ("listed", "bucket")])
def test_what_is_wrong_is_said_of_its_own(visit, fault, check):
    visit.edge.faults = {fault}
    done = visit()
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("failed")]
    assert done.rc == 1 and line[8:].startswith(check + " ") and "; " in line, done  # what to do


def test_pages_that_are_not_published_are_told(visit):
    visit.write(fallback="spa")
    assert visit.failed() == (1, ["missing page"])
    visit.edge.faults = {"soft"}
    assert visit.failed() == (0, [])
    visit.write(fallback="none", source=None)
    visit.edge.faults = set()
    done = visit()
    assert done.rc == 0 and "note    pages             not looked at: the manifest names no folder" in done.stdout
    visit.write()
    del visit.edge.pages["app.js"]
    done = visit()
    assert done.rc == 1 and "1 of 4 are not as the folder has them: /app.js answers 404; dxaws publish" in done.stdout


def test_certificates_are_judged(visit, tmp_path):
    (tmp_path / "other").mkdir()
    for host, days, wanted in ((HOST, 5, "is trusted for another 4 days; ACM should have renewed it"),
                               (HOST, -1, "browsers refuse www.example.test: SSL certificate problem"),
                               ("other.test", 90, "browsers refuse www.example.test: SSL: no alternative")):
        with edge(tmp_path / "other", host, days) as server:
            server.pages, visit.edge = visit.edge.pages, server
            done = visit()
        assert done.rc == 1 and wanted in done.stdout, done


def test_names_that_lead_nowhere_are_told(visit):
    asks = ["verify", visit.manifest, "--resolver", visit.names.address, "--timeout=20s"]
    for host, wanted in (("none.example.test", "none.example.test has no address: there is no such name"),
                         ("www.broken", "nobody says where www.broken leads: ")):
        visit.write(domain=host)
        done = visit.command(*asks, env=visit.environment())
        assert done.rc == 1 and f"failed  dns               {wanted}" in done.stdout, done
        assert "failed  https             https://" in done.stdout
    refused = visit.command("verify", visit.manifest, "--resolver=nameserver", env=visit.environment())
    assert refused.rc == 1 and "nameserver cannot be asked for names" in refused.stderr, refused


def test_looking_can_be_ended(visit):
    visit.write(domain="www.silent")
    timed = visit("--timeout=1s")
    assert timed.rc == 4 and timed.seconds < 5, timed
    visit.names.asked.clear()
    started = visit.command.start(*visit.arguments(), env=visit.environment())
    while ("www.silent", "AAAA") not in visit.names.asked:
        time.sleep(0.05)
    ended = visit.command.interrupt(started, signal.SIGINT)
    assert ended.rc == 130 and ended.seconds < 3, ended
