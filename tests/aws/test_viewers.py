# SPDX-License-Identifier: MIT
"""The double's CloudFront answers viewers by the rules of its developer guide, one test each."""
from __future__ import annotations

import gzip
import http.client
import json
from typing import Any

import pytest

from running import RunningDouble
from steps import access_control, distribution_config, wait_for

CONFIG = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
SECURITY_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"
FUNCTION = b"""
function handler(event) {
  var r = event.request;
  if (r.uri === '/docs') {
    return {statusCode: 301, headers: {location: {value: '/docs/?' + r.rawQueryString()}}};
  }
  r.uri = r.uri.replace(/\\/$/, '/index.html');
  return r;
}
"""
Told = tuple[int, bytes, dict[str, str]]


class Site:
    """A bucket behind a distribution, and a viewer of it."""

    def __init__(self, double: RunningDouble) -> None:
        self.double, self.s3, self.cloudfront = double, double.client("s3"), double.client("cloudfront")
        self.s3.create_bucket(Bucket="bucket")
        self.config = distribution_config(DefaultRootObject="index.html")
        self.config["Origins"]["Items"][0]["OriginAccessControlId"] = access_control(double, "ours")
        self.config["DefaultCacheBehavior"].update(Compress=True, ResponseHeadersPolicyId=SECURITY_HEADERS)
        self.made = self.cloudfront.create_distribution(DistributionConfig=self.config)
        self.id, self.etag = self.made["Distribution"]["Id"], self.made["ETag"]
        self.host = self.made["Distribution"]["DomainName"]
        self.permit("s3:GetObject", "s3:ListBucket")
        self.put("index.html", b"home", "text/html")

    def permit(self, *actions: str) -> None:
        resources = {"s3:GetObject": "arn:aws:s3:::bucket/*", "s3:ListBucket": "arn:aws:s3:::bucket"}
        self.s3.put_bucket_policy(Bucket="bucket", Policy=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": one,
             "Resource": resources[one],
             "Condition": {"StringEquals": {"AWS:SourceArn": self.made["Distribution"]["ARN"]}}} for one in actions]}))

    def put(self, key: str, body: bytes, kind: str, cache: str = "max-age=60", **more: str) -> None:
        self.s3.put_object(Bucket="bucket", Key=key, Body=body, ContentType=kind, CacheControl=cache, **more)

    def update(self, **keys: Any) -> None:
        self.config.update(keys)
        self.etag = self.cloudfront.update_distribution(Id=self.id, IfMatch=self.etag, DistributionConfig=self.config)["ETag"]

    def run(self, code: bytes) -> None:
        made = self.cloudfront.create_function(Name="f", FunctionConfig=CONFIG, FunctionCode=code)
        self.cloudfront.publish_function(Name="f", IfMatch=made["ETag"])
        arn = made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
        self.config["DefaultCacheBehavior"]["FunctionAssociations"] = {
            "Quantity": 1, "Items": [{"FunctionARN": arn, "EventType": "viewer-request"}]}
        self.update()

    def forget(self, *paths: str) -> None:
        batch = {"CallerReference": repr(paths), "Paths": {"Quantity": len(paths), "Items": list(paths)}}
        made = self.cloudfront.create_invalidation(DistributionId=self.id, InvalidationBatch=batch)["Invalidation"]
        wait_for(lambda: self.cloudfront.get_invalidation(DistributionId=self.id, Id=made["Id"])
                 ["Invalidation"]["Status"] == "Completed")

    def __call__(self, target: str, method: str = "GET", scheme: str = "https", host: str = "", **sent: str) -> Told:
        connection = http.client.HTTPConnection("127.0.0.1", self.double.port, timeout=20)
        headers = {name.replace("_", "-"): value for name, value in sent.items()}
        connection.request(method, target, headers={"Host": host or self.host, "X-Forwarded-Proto": scheme, **headers})
        answer = connection.getresponse()
        told = answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return told


@pytest.fixture
def site(double: RunningDouble) -> Site:
    return Site(double)


def test_an_object_comes_with_its_headers_and_those_of_the_policy(site):
    status, body, headers = site("/")
    assert (status, body, headers["content-type"], headers["cache-control"], headers["x-cache"]) == (
        200, b"home", "text/html", "max-age=60", "Miss from cloudfront")
    assert headers["x-frame-options"] == "SAMEORIGIN" and headers["strict-transport-security"] == "max-age=31536000"
    assert site("/index.html", "HEAD")[:2] == (200, b"") and site("/", "HEAD")[2]["content-length"] == "4"
    assert site("/sub/")[0] == 404  # the root object is of / alone


def test_who_comes_by_http_or_by_another_method_or_name_is_told(site):
    status, _, headers = site("/a?b", scheme="http")
    assert (status, headers["location"]) == (301, f"https://{site.host}/a?b")
    assert site("/", "POST")[0] == 403 and site("/", host="elsewhere.test")[0] == 403
    site.update(Enabled=False)
    assert site("/")[0] == 403
    assert site("/index.html", host="bucket.s3.us-east-1.amazonaws.com")[0] == 403  # the bucket's own, unsigned


def test_the_bucket_answers_by_its_policy(site):
    assert site("/none.html")[0] == 404
    site.permit("s3:GetObject")
    site.double.control("edge", {"seconds": 60})
    assert site("/none.html")[0] == 403 and site("/")[0] == 200
    site.put("other.html", b"other", "text/html")
    site.config["Origins"]["Items"][0]["OriginAccessControlId"] = ""
    site.update()
    assert site("/other.html")[0] == 403  # not signed


def test_copies_are_served_until_their_time_is_over(site):
    assert site("/")[2]["x-cache"] == "Miss from cloudfront"
    site.put("index.html", b"HOME", "text/html")
    status, body, headers = site("/")
    assert (body, headers["x-cache"], headers["age"]) == (b"home", "Hit from cloudfront", "0")
    site.double.control("edge", {"seconds": 59})
    assert site("/")[1] == b"home"
    site.double.control("edge", {"seconds": 2})
    assert site("/")[1] == b"HOME"
    site.double.control("edge", {"seconds": 61})
    assert site("/")[2]["x-cache"] == "RefreshHit from cloudfront"
    site.put("live.html", b"1", "text/html", "no-cache")
    assert site("/live.html")[1] == b"1"
    site.put("live.html", b"2", "text/html", "no-cache")
    site.double.control("edge", {"seconds": 1})  # the least time of CachingOptimized
    assert site("/live.html")[1] == b"2"


def test_copies_are_forgotten_by_an_invalidation_of_their_path(site):
    for key in ("a/1.html", "a/2.html"):
        site.put(key, b"old", "text/html")
        assert site("/" + key)[1] == b"old"
        site.put(key, b"new", "text/html")
    site.forget("/b/*", "/a/1.html")
    assert (site("/a/1.html")[1], site("/a/2.html")[1]) == (b"new", b"old")
    site.forget("/a/*")
    assert site("/a/2.html")[1] == b"new"


def test_errors_are_kept_as_long_as_the_configuration_says(site):
    for seconds, kept in ((0, 10), (30, 30)):
        if seconds:
            site.update(CustomErrorResponses={"Quantity": 1, "Items": [
                {"ErrorCode": 404, "ErrorCachingMinTTL": seconds, "ResponsePagePath": "/404.html", "ResponseCode": "404"}]})
            site.put("404.html", b"none", "text/html")
        key = f"{seconds}.html"
        assert site("/" + key)[0] == 404
        site.put(key, b"there", "text/html")
        site.double.control("edge", {"seconds": kept - 1})
        assert site("/" + key)[0] == 404
        site.double.control("edge", {"seconds": 2})
        assert site("/" + key)[1] == b"there"
    status, body, headers = site("/none.html")
    assert (status, body, headers["x-cache"]) == (404, b"none", "Error from cloudfront")


def test_the_function_decides_before_the_cache(site):
    site.put("docs/index.html", b"docs", "text/html")
    site.run(FUNCTION)
    assert site("/docs/")[1] == b"docs"
    status, _, headers = site("/docs?b=2&a")
    assert (status, headers["location"], headers["x-cache"]) == (
        301, "/docs/?b=2&a", "FunctionGeneratedResponse from cloudfront")
    site.put("docs/index.html", b"DOCS", "text/html")
    site.forget("/docs/index.html")
    assert site("/docs/")[1] == b"docs"  # AWS says to name the path that was asked for as well
    site.forget("/docs/", "/docs/index.html")
    assert site("/docs/")[1] == b"DOCS"


def test_a_function_that_fails_is_told(site):
    site.run(b"function handler(event) { throw 'x'; }")
    status, _, headers = site("/")
    assert (status, headers["x-cache"]) == (503, "FunctionExecutionError from cloudfront")


def test_who_has_it_is_told_so_and_who_wants_a_part_gets_that(site):
    _, _, headers = site("/")
    etag, changed = headers["etag"], headers["last-modified"]
    for sent, wanted, text in (({"If_None_Match": etag}, 304, b""), ({"If_None_Match": f'"x", W/{etag}'}, 304, b""),
                               ({"If_Modified_Since": changed}, 304, b""),
                               ({"If_None_Match": '"x"', "If_Modified_Since": changed}, 200, b"home"),
                               ({"Range": "bytes=1-2"}, 206, b"om"), ({"Range": "bytes=-3"}, 206, b"ome"),
                               ({"Range": "bytes=2-"}, 206, b"me"), ({"Range": "bytes=4-"}, 416, b""),
                               ({"Range": "bytes=1-", "If_Range": '"x"'}, 200, b"home"),
                               ({"Range": "bytes=1-", "If_Range": etag}, 206, b"ome")):
        assert site("/", **sent)[:2] == (wanted, text), sent
    assert site("/", Range="bytes=1-2")[2]["content-range"] == "bytes 1-2/4"


@pytest.mark.parametrize("size, kind, sent, wanted", [
    (1000, "text/css; charset=utf-8", "gzip", "gzip"), (999, "text/css", "gzip", ""), (1000, "image/png", "gzip", ""),
    (1000, "text/css", "gzip;q=0", ""), (1000, "text/css", "deflate", ""), (1000, "image/svg+xml", "*, gzip", "gzip")])
def test_what_is_large_enough_and_text_is_compressed(site, size, kind, sent, wanted):
    site.put("file", b"x" * size, kind)
    status, body, headers = site("/file", Accept_Encoding=sent)
    assert headers.get("content-encoding", "") == wanted and headers["etag"].startswith("W/") == bool(wanted)
    assert (gzip.decompress(body) if wanted else body) == b"x" * size
    assert ("vary" in headers) == (size >= 1000 and kind != "image/png")


def test_what_is_compressed_already_stays_as_it_is(site):
    site.put("file.css", gzip.compress(b"x" * 5000), "text/css", ContentEncoding="gzip")
    _, body, headers = site("/file.css", Accept_Encoding="br, gzip")
    assert gzip.decompress(body) == b"x" * 5000 and headers["etag"].startswith('"')
    site.put("both.css", b"x" * 5000, "text/css")
    assert site("/both.css", Accept_Encoding="br, gzip")[2]["content-encoding"] in ("br", "gzip")
