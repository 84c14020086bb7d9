# SPDX-License-Identifier: MIT
"""The simulated account in a browser: what is served is what CloudFront would answer."""
from __future__ import annotations

import gzip
import http.client
import json
import signal
from typing import Any, Iterator

import pytest

from test_cli_memory import Account, account  # noqa: F401 (a fixture)

PAGES = {"index.html": "<p>home", "docs/index.html": "<p>docs", "404.html": "<p>none", "app.js": "1;",
         "a b+\u00e9.txt": "odd", "big.css": "p{} " * 500, "big.png": "png " * 500}


class Door:
    """A server of one account, and what it answers."""

    def __init__(self, account: Account) -> None:
        self.process = account.start("memory", "serve", "--json")
        text, line = "", " "
        while line and line != "}\n":
            line = self.process.stdout.readline()
            text += line
        if not text:
            pytest.fail(self.process.communicate(timeout=10)[1])
        self.told = json.loads(text)["serve"]
        self.connection = http.client.HTTPConnection("127.0.0.1", self.told["port"], timeout=20)

    def __call__(self, target: str, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, target, headers=named)
        answer = self.connection.getresponse()
        told = {k.lower(): v for k, v in answer.getheaders()}
        body = answer.read()
        return answer.status, (gzip.decompress(body) if "content-encoding" in told else body).decode(), told

    def close(self) -> tuple[int, str]:
        self.connection.close()
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20), self.process.stderr.read()


@pytest.fixture
def door(account: Account) -> Iterator[Door]:  # noqa: F811
    folder = account.home / "dist"
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    made = account("apply", account.write(source="dist", fallback="/404.html", redirects=["example.com"]), "--yes", "-q", "--wait=none")
    assert made.rc == 0, made
    door = Door(account)
    yield door
    if door.process.poll() is None:
        door.close()


def test_the_account_is_served_as_cloudfront_would(account, door):  # noqa: F811
    assert sorted(door.told["hosts"], key=lambda one: one["host"]) == [
        {"host": host, "address": f"http://{host}.localhost:{door.told['port']}/"}
        for host in ("example.com", "www.example.com")]
    status, body, headers = door("/")
    assert (status, body, headers["content-type"], headers["cache-control"]) == (
        200, "<p>home", "text/html; charset=utf-8", "no-cache")
    assert headers["x-content-type-options"] == "nosniff" and headers["x-cache"].startswith("Miss")
    etag, changed = headers["etag"], headers["last-modified"]
    table: list[tuple[tuple[Any, ...], dict[str, str], int, str]] = [
        (("/docs/index.html",), {}, 200, "<p>docs"), (("/docs/",), {}, 200, "<p>docs"), (("/docs",), {}, 301, ""),
        (("/app.js?v=1",), {}, 200, "1;"),
        (("/a%20b+%C3%A9.txt",), {}, 200, "odd"), (("/", "HEAD"), {}, 200, ""),
        (("/none.html",), {}, 404, "<p>none"), (("/../../etc/passwd.txt",), {}, 404, "<p>none"),
        (("/%2e%2e/account.json",), {}, 404, "<p>none"), (("/none.html", "HEAD"), {}, 404, ""),
        (("/",), {"If_None_Match": etag}, 304, ""), (("/",), {"If_Modified_Since": changed}, 304, ""),
        (("/",), {"If_None_Match": '"x"', "If_Modified_Since": changed}, 200, "<p>home"),
        (("/",), {"Range": "bytes=3-"}, 206, "home"), (("/",), {"Range": "bytes=99-"}, 416, ""),
        (("/",), {"Range": "bytes=3-", "If_Range": '"x"'}, 200, "<p>home"),
        (("/",), {"Host": "www.example.com"}, 200, "<p>home"),
        (("/",), {"Host": f"WWW.example.com.localhost:{door.told['port']}"}, 200, "<p>home")]
    for asked, sent, wanted, text in table:
        got = door(*asked, **sent)
        assert got[:2] == (wanted, text), (asked, sent, got)
    moved = door("/docs?b=2&a", Host="example.com")  # a host that leads here, in one hop
    assert (moved[0], moved[2]["location"]) == (301, "https://www.example.com/docs/?b=2&a")
    assert door("/", "POST", Host=f"example.com.localhost:{door.told['port']}")[0] in (308, 403)
    for asked, sent, packed in (("/big.css", "br, gzip", True), ("/big.css", "br", False), ("/big.png", "gzip", False),
                                ("/app.js", "gzip", False), ("/big.css", "gzip;q=0", False)):
        _, text, told = door(asked, Accept_Encoding=sent)
        assert (told.get("content-encoding") == "gzip", told["etag"].startswith("W/")) == (packed, packed), (asked, told)
        assert text == PAGES[asked[1:]] and told.get("vary") == ("Accept-Encoding" if asked == "/big.css" else None), told
        assert door(asked, Accept_Encoding=sent, If_None_Match=told["etag"])[0] == 304
    assert door("/big.css", Range="bytes=0-1", Accept_Encoding="gzip")[:2] == (206, "p{")
    moved = door("/docs?a=1")[2]  # by the site's function
    assert (moved["location"], moved["x-cache"]) == ("/docs/?a=1", "FunctionGeneratedResponse from cloudfront")
    assert door("/", Range="bytes=3-")[2]["content-range"] == "bytes 3-6/7"
    for asked, sent in ((("/",), {"Host": "elsewhere.test"}), (("/", "POST"), {}), (("/.dxaws/content.gz",), {})):
        assert door(*asked, **sent)[0] in (403, 404), asked
    assert "gzip" not in door("/.dxaws/content.gz")[2]["content-type"]
    (account.home / "dist" / "index.html").write_text("<p>HOME")  # what is published is seen at once
    assert account("publish", account.home / "site.yaml", "--yes", "-q").rc == 0
    assert door("/")[1] == "<p>HOME"
    bare = account("apply", account.home / "site.yaml", "--yes", "-q", "--wait=none", "--set", "fallback=none")
    assert bare.rc == 0 and door("/none.html")[0] == 404, bare  # S3 says what is missing
    status, log = door.close()
    assert status == 0 and "404 GET 127.0.0.1/%2e%2e/account.json\n" in log and "416 GET" in log, log


def test_a_policy_that_lets_nobody_in_is_seen(account, door):  # noqa: F811
    stored = json.loads(account.file.read_text())
    for function in stored["resources"]["cloudfront"]["function"].values():
        function["code"] += "//"  # somebody's own
    for bucket in stored["resources"]["s3"]["bucket"].values():
        for statement in bucket["policy"]["Statement"]:
            if statement["Effect"] == "Allow":
                statement["Condition"] = {"StringEquals": {"AWS:SourceArn": "arn:aws:cloudfront::1:distribution/E9"}}
    account.file.write_text(json.dumps(stored))
    status, body, _ = door("/")
    assert status == 403 and "AccessDenied" in body
    taken = account("memory", "serve", "--port", str(door.told["port"]))
    assert taken.rc == 1 and "cannot be had: Address already in use; choose another one" in taken.stderr, taken
    assert "403 GET 127.0.0.1/  (its function was not run: dxaws has not written it)\n" in door.close()[1]


def test_an_account_without_a_site_says_so(account):  # noqa: F811
    empty = account.start("memory", "serve")
    assert empty.stdout.readline().startswith("The simulated account serves nothing yet; when it does, open http://")
    assert account.command.interrupt(empty).rc == 0
