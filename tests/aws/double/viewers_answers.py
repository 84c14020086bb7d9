# SPDX-License-Identifier: MIT
"""What of a copy goes to a viewer: nothing new (304), a part (206), or all of it, compressed where CloudFront does so.

After https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html and
.../RangeGETs.html
"""
from __future__ import annotations

import email.utils
import gzip
import re
import shutil
import subprocess

from .errors import Answer

LEAST, MOST = 1000, 10_000_000
TYPES = frozenset(f"application/{name}" for name in (
    "dash+xml eot font font-sfnt javascript json opentype otf pdf pkcs7-mime protobuf rss+xml truetype ttf "
    "vnd.apple.mpegurl vnd.mapbox-vector-tile vnd.ms-fontobject wasm xhtml+xml xml x-font-opentype x-font-truetype "
    "x-font-ttf x-httpd-cgi x-javascript x-mpegurl x-opentype x-otf x-perl x-ttf").split()) | frozenset(
    "font/eot font/opentype font/otf font/ttf image/svg+xml text/css text/csv text/html text/javascript text/js "
    "text/plain text/richtext text/tab-separated-values text/xml text/x-component text/x-java-source "
    "text/x-script".split())
BROTLI = ("const z = require('zlib'), b = []; process.stdin.on('data', d => b.push(d)).on('end', () => "
          "process.stdout.write(z.brotliCompressSync(Buffer.concat(b))));")


def value_of(headers: list[tuple[str, str]], name: str) -> str:
    """Of a header, "" without it."""
    return next((value for own, value in headers if own.lower() == name.lower()), "")


def without(headers: list[tuple[str, str]], *names: str) -> list[tuple[str, str]]:
    """The others."""
    return [(own, value) for own, value in headers if own.lower() not in names]


def accepted(header: str) -> set[str]:
    """The encodings of an Accept-Encoding that CloudFront knows; q=0 refuses one."""
    found = set()
    for one in header.lower().split(","):
        name, _, more = one.partition(";")
        if name.strip() in ("gzip", "br") and not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", more):
            found.add(name.strip())
    return found


def compressible(answer: Answer) -> bool:
    """By its status, type and size; what is encoded already stays as it is."""
    kind = value_of(answer.headers, "content-type").partition(";")[0].strip().lower()
    return answer.status in (200, 403, 404) and LEAST <= len(answer.body) <= MOST and kind in TYPES \
        and not value_of(answer.headers, "content-encoding")


def _packed(body: bytes, encodings: set[str]) -> tuple[str, bytes]:
    """br where a viewer takes both, and where there is something here that makes it."""
    if "br" in encodings and shutil.which("node"):
        done = subprocess.run(["node", "-e", BROTLI], input=body, capture_output=True, check=True)
        return "br", done.stdout
    return ("gzip", gzip.compress(body, mtime=0)) if "gzip" in encodings else ("", body)


def compressed(answer: Answer, encodings: set[str]) -> Answer:
    """The answer in an encoding that the viewer takes; its ETag becomes a weak one."""
    if not compressible(answer):
        return answer
    headers = [*without(answer.headers, "vary"), ("Vary", "Accept-Encoding")]
    encoding, body = _packed(answer.body, encodings)
    if not encoding:
        return Answer(answer.status, headers, answer.body)
    etag = value_of(headers, "etag")
    headers = [*without(headers, "etag"), ("Content-Encoding", encoding)]
    if etag:
        headers.append(("ETag", etag if etag.startswith("W/") else "W/" + etag))
    return Answer(answer.status, headers, body)


def _opaque(etag: str) -> str:
    return etag.strip().removeprefix("W/")


def _date(text: str) -> float:
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError):
        return float("-inf")


def unchanged(answer: Answer, sent: dict[str, str]) -> bool:
    """Whether the viewer has it: by ETag where it gives one, else by date."""
    etag, changed = value_of(answer.headers, "etag"), value_of(answer.headers, "last-modified")
    if answer.status != 200:
        return False
    if "if-none-match" in sent:
        named = sent["if-none-match"]
        return named.strip() == "*" or _opaque(etag) in [_opaque(one) for one in named.split(",")]
    return bool(changed) and _date(sent.get("if-modified-since", "")) >= _date(changed)


def part(answer: Answer, sent: dict[str, str]) -> Answer | None:
    """The one range that was asked for, 416 when it lies behind the end; None: all of it."""
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", sent.get("range", ""))
    if answer.status != 200 or not asked or asked[1] + asked[2] == "":
        return None
    condition = sent.get("if-range", "")
    if condition and condition not in (value_of(answer.headers, "etag"), value_of(answer.headers, "last-modified")):
        return None
    size = len(answer.body)
    first = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
    last = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
    if first >= size or last < first:
        headers = without(answer.headers, "content-type", "content-encoding")
        return Answer(416, [*headers, ("Content-Range", f"bytes */{size}")], b"")
    body = answer.body[first:last + 1]
    return Answer(206, [*answer.headers, ("Content-Range", f"bytes {first}-{last}/{size}")], body)


def for_viewer(answer: Answer, sent: dict[str, str], compress: bool) -> Answer:
    """An answer by the conditions, the range and the encodings of a request; header names in lower case."""
    if unchanged(answer, sent):
        return Answer(304, without(answer.headers, "content-type", "content-length", "content-encoding"), b"")
    ranged = part(answer, sent)
    if ranged is not None:
        return ranged
    return compressed(answer, accepted(sent.get("accept-encoding", ""))) if compress else answer
