# SPDX-License-Identifier: MIT
"""Names with all that a name may have: published to the simulated account and to the double, and fetched as a visitor
does, byte for byte."""
from __future__ import annotations

import http.client
import urllib.parse
from pathlib import Path
from typing import Callable

from command import Command
from running import RunningDouble
from test_cli_memory import Account, account  # noqa: F401 (a fixture)
from test_serve import Door

LONG = "/".join(["k" * 199] * 5)  # 999 bytes, and a letter
NAMES = ("a b.txt", " blank at both ends ", "it's.txt", 'q"uoted".txt', "a+b.txt", "100%.txt", "%41.txt", "%2F.txt", "a&b=c;d.txt",
         "#1?.txt", "<b>.txt", "[x]{y}|z^`.txt", "~tilde.txt", "!$()*,:@.txt", "\u00fc\u00df.txt", "u\u0308.txt",
         "\u65e5\u672c/\u6587.txt", "\U0001f600.txt", "b\\c.txt", "a../b...txt", LONG + "l", "index", "x.y.z")


def bytes_of(name: str) -> bytes:
    """What no decoding leaves as it is."""
    return bytes(range(256)) + name.encode() + b"\r\n\0"


def write(folder: Path) -> None:
    for name in ("index.html", *NAMES):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_of(name))


def check(connection: http.client.HTTPConnection, headers: dict[str, str]) -> None:
    """Each name as a browser sends it, and with all escaped that may be."""
    for name in NAMES:
        for spelt in {urllib.parse.quote(name, safe="/!$&'()*+,;=:@~"), urllib.parse.quote(name)}:
            connection.request("GET", "/" + spelt, headers=headers)
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (200, bytes_of(name)), (name, spelt)


def test_the_simulated_account_serves_every_name(account):  # noqa: F811
    write(account.home / "dist")
    manifest = account.write(source="dist")
    made = account("apply", manifest, "--yes", "-q", "--wait=none")
    assert made.rc == 0, made
    door = Door(account)
    try:
        check(door.connection, {"Host": "www.example.com"})
    finally:
        door.close()
    assert account("plan", manifest, "-q").rc == 0


def test_the_double_serves_every_name(dxaws: Command, double: RunningDouble, zone: str, site: Callable[..., Path],
                                      tmp_path: Path) -> None:
    write(tmp_path / "dist")
    manifest = site(region="ca-central-1", source="dist")
    made = dxaws("apply", manifest, "--yes")
    assert made.rc == 0 and dxaws("plan", manifest).rc == 0, made
    check(http.client.HTTPConnection(urllib.parse.urlsplit(double.url).netloc, timeout=20),
          {"Host": "www.example.com", "X-Forwarded-Proto": "https"})
