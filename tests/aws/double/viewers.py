# SPDX-License-Identifier: MIT
"""CloudFront as viewers meet it: a request whose host is a distribution's.

A request passes the protocol policy, the methods, the root object, the viewer-request function, the cache and, when
that has no copy, the bucket; then error pages, compression and the headers of the response headers policy.  Who ends
TLS in front of the double says so in X-Forwarded-Proto.  Rules are those of the developer guide's pages Expiration,
HTTPStatusCodes, Invalidation, DefaultRootObject and using-https-viewers-to-cloudfront.
"""
from __future__ import annotations

import fnmatch
import ipaddress
import re
import time
from dataclasses import dataclass, field
from typing import Any, Iterator

from moto.cloudfront.models import cloudfront_backends

from . import viewers_function
from .cloudfront import Distribution
from .errors import Answer
from .settings import settings
from .viewers_answers import for_viewer, value_of, without
from .viewers_origin import fetch

# MinTTL, DefaultTTL, MaxTTL and whether copies are compressed, of CloudFront's own cache policies.
CACHE_POLICIES = {"658327ea-f89d-4fab-a63d-7e88639e58f6": (1, 86400, 31536000, True),
                  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": (1, 86400, 31536000, False),
                  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": (0, 0, 0, False)}
SECURITY_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"
HEADERS = [("Strict-Transport-Security", "max-age=31536000"), ("X-Content-Type-Options", "nosniff"),
           ("X-Frame-Options", "SAMEORIGIN"), ("Referrer-Policy", "strict-origin-when-cross-origin"),
           ("X-XSS-Protection", "1; mode=block")]
ERROR_SECONDS = 10  # ErrorCachingMinTTL of a status that the configuration does not name


@dataclass
class Copy:
    """What an edge keeps of the origin's answer, under the path that it was fetched by."""

    answer: Answer
    since: float  # by the edge's clock
    seconds: float
    begun: float = field(default_factory=time.monotonic)
    asked: set[str] = field(default_factory=set)  # the viewers' paths that it was given for


_copies: dict[tuple[str, str], Copy] = {}
_ahead = [0.0]


def forget() -> None:
    """No copies, and the clock at the time that it is."""
    _copies.clear()
    _ahead[0] = 0.0


def pass_time(seconds: float) -> dict[str, float]:
    """For POST /double/edge: copies grow older by so much, without waiting."""
    _ahead[0] += seconds
    return {"ahead": _ahead[0]}


def _now() -> float:
    return time.monotonic() + _ahead[0]


def _distributions() -> Iterator[Distribution]:
    for _, backends in list(cloudfront_backends.items()):
        yield from backends["aws"].distributions.values()


def _host(environ: dict[str, Any]) -> str:
    return re.sub(r":\d+$", "", environ.get("HTTP_HOST", "")).lower().rstrip(".")


def is_from_a_viewer(environ: dict[str, Any]) -> bool:
    """A request that is signed, or for an address or a name of AWS, is none."""
    host = _host(environ)
    if "HTTP_AUTHORIZATION" in environ or not host or host.endswith(("localhost", ".amazonaws.com")):
        return False
    try:
        ipaddress.ip_address(host.strip("[]"))
        return False
    except ValueError:
        return "X-Amz-Signature" not in environ.get("QUERY_STRING", "")


def _serving(host: str) -> Distribution | None:
    """The one that has the name, or the wildcard above it."""
    names = (host, "*." + host.partition(".")[2])
    return next((one for name in names for one in _distributions()
                 if name == one.domain_name.lower() or name in [alias.lower() for alias in one.aliases]), None)


def _error(status: int, cache: str = "Error from cloudfront") -> Answer:
    return Answer(status, [("Content-Type", "text/html"), ("X-Cache", cache)],
                  b"<H1>%d ERROR</H1><H2>The request could not be satisfied.</H2>" % status)


def _moved(location: str, status: int = 301) -> Answer:
    return Answer(status, [("Location", location), ("Content-Type", "text/html"), ("X-Cache", "Redirect from cloudfront")])


def _behavior(config: dict[str, Any], uri: str) -> dict[str, Any]:
    """The first whose pattern the path has."""
    for one in config["CacheBehaviors"].get("Items") or []:
        if fnmatch.fnmatchcase(uri, "/" + one["PathPattern"].lstrip("/")):
            return one
    return config["DefaultCacheBehavior"]


def answer(environ: dict[str, Any]) -> Answer:
    """What a viewer gets."""
    done = _answer(environ)
    done.headers = [*without(done.headers, "via"), ("Via", "1.1 double.cloudfront.net (CloudFront)")]
    if environ["REQUEST_METHOD"] == "HEAD":
        done.headers.append(("Content-Length", str(len(done.body))))
        done.body = b""
    return done


def _answer(environ: dict[str, Any]) -> Answer:
    host = _host(environ)
    distribution = _serving(host)
    if distribution is None or not distribution.config["Enabled"]:
        return _error(403)
    target = environ["REQUEST_URI"]
    target = target if target.startswith("/") else re.sub(r"^[a-z]+://[^/]*", "", target) or "/"
    uri, _, query = target.partition("?")
    behavior = _behavior(distribution.config, uri)
    if environ.get("HTTP_X_FORWARDED_PROTO", "http") != "https":
        if behavior["ViewerProtocolPolicy"] == "redirect-to-https":
            reading = environ["REQUEST_METHOD"] in ("GET", "HEAD")
            return _moved(f"https://{host}{target}", 301 if reading else 307)
        if behavior["ViewerProtocolPolicy"] == "https-only":
            return _error(403)
    if environ["REQUEST_METHOD"] not in behavior["AllowedMethods"]["Items"]:
        return _error(403)
    if uri == "/" and distribution.config.get("DefaultRootObject"):
        uri = "/" + distribution.config["DefaultRootObject"]
    sent = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    ran = _run_function(distribution, behavior, {"method": environ["REQUEST_METHOD"], "uri": uri, "query": query,
                                                 "headers": {**sent, "host": host}})
    if isinstance(ran, Answer):
        return ran
    return _respond(distribution, behavior, target.partition("?")[0], ran, sent)


def _run_function(distribution: Distribution, behavior: dict[str, Any], request: dict[str, Any]) -> Answer | str:
    """The path to go on with, or the function's own answer."""
    used = [one["FunctionARN"] for one in (behavior.get("FunctionAssociations") or {}).get("Items") or []
            if one["EventType"] == "viewer-request"]
    if not used:
        return request["uri"]
    functions = [one for _, backends in list(cloudfront_backends.items()) for one in backends["aws"].functions.values()]
    function = next((one for one in functions if one.arn == used[0] and "LIVE" in one.stages), None)
    if function is None:
        return _error(503, "FunctionExecutionError from cloudfront")
    try:
        got = viewers_function.run(function.stages["LIVE"].code, "viewer-request", request)
    except ValueError:
        return _error(503, "FunctionExecutionError from cloudfront")
    if "statusCode" not in got:
        return got["uri"]
    headers = [(name, one["value"]) for name, one in got.get("headers", {}).items()]
    return Answer(got["statusCode"], [*headers, ("X-Cache", "FunctionGeneratedResponse from cloudfront")])


def _times(behavior: dict[str, Any]) -> tuple[float, float, float, bool]:
    own = (behavior.get("MinTTL", 0), behavior.get("DefaultTTL", 86400), behavior.get("MaxTTL", 31536000),
           bool(behavior.get("Compress")))
    return CACHE_POLICIES.get(behavior.get("CachePolicyId", ""), own)


def _seconds(fetched: Answer, behavior: dict[str, Any], config: dict[str, Any]) -> float:
    """How long a copy is good."""
    least, default, most, _ = _times(behavior)
    said = value_of(fetched.headers, "cache-control").lower()
    age = re.search(r"s-maxage=(\d+)", said) or re.search(r"max-age=(\d+)", said)
    if fetched.status >= 400:
        named = [one for one in config["CustomErrorResponses"].get("Items") or [] if one["ErrorCode"] == fetched.status]
        kept = named[0].get("ErrorCachingMinTTL", ERROR_SECONDS) if named else ERROR_SECONDS
        return max(float(kept), float(age[1])) if age else float(kept)
    if re.search(r"no-cache|no-store|private", said):
        return least
    return max(least, min(float(age[1]) if age else default, most))


def _names(path: str, invalidated: list[str]) -> bool:
    return any(path.startswith(viewers_function.path_of(one[:-1])) if one.endswith("*") else
               path == viewers_function.path_of(one) for one in invalidated)


def _is_forgotten(distribution: Distribution, path: str, copy: Copy) -> bool:
    """Once an invalidation has ended that began after the copy was made, and that names the path it is kept by and
    those it was asked by: AWS says of a function that changes the path to name both."""
    paths = [path for one in distribution.invalidations
             if copy.begun < one.begun and time.monotonic() - one.begun >= settings.invalidate for path in one.paths]
    return all(_names(one, paths) for one in {path, *copy.asked})


def _get(distribution: Distribution, behavior: dict[str, Any], asked: str, uri: str) -> tuple[Answer, str]:
    """The answer of the cache or the bucket, and what X-Cache says of it."""
    path, config = viewers_function.path_of(uri), distribution.config
    found = _copies.get((distribution.id, path))
    if found is not None and _is_forgotten(distribution, path, found):
        found = None
    if found is not None and _now() - found.since < found.seconds:
        found.asked.add(viewers_function.path_of(asked))
        return Answer(found.answer.status, [*found.answer.headers, ("Age", str(int(_now() - found.since)))],
                      found.answer.body), "Hit from cloudfront"
    origin = next(one for one in config["Origins"]["Items"] if one["Id"] == behavior["TargetOriginId"])
    fetched = fetch(distribution, origin, path)
    same = found is not None and fetched.status == 200 and \
        value_of(fetched.headers, "etag") == value_of(found.answer.headers, "etag")
    seconds = _seconds(fetched, behavior, config)
    if seconds > 0:
        copy = Copy(fetched, _now(), seconds)
        copy.asked.add(viewers_function.path_of(asked))
        _copies[(distribution.id, path)] = copy
    return Answer(fetched.status, list(fetched.headers), fetched.body), \
        "RefreshHit from cloudfront" if same else "Miss from cloudfront"


def _respond(distribution: Distribution, behavior: dict[str, Any], asked: str, uri: str,
             sent: dict[str, str]) -> Answer:
    got, cache = _get(distribution, behavior, asked, uri)
    if got.status >= 400:
        cache = "Error from cloudfront"
        for one in distribution.config["CustomErrorResponses"].get("Items") or []:
            if one["ErrorCode"] == got.status and one.get("ResponsePagePath"):
                page, _ = _get(distribution, _behavior(distribution.config, one["ResponsePagePath"]),
                               one["ResponsePagePath"], one["ResponsePagePath"])
                if page.status == 200:
                    page.status = int(one.get("ResponseCode") or got.status)
                    got = page
                break
    compress = bool(behavior.get("Compress")) and _times(behavior)[3]
    done = for_viewer(got, sent, compress)
    done.headers.append(("X-Cache", cache))
    if behavior.get("ResponseHeadersPolicyId") == SECURITY_HEADERS:
        done.headers += HEADERS
    return done
