# SPDX-License-Identifier: MIT
"""S3 Control's tags of buckets: single keys are put and taken off, what others set stays."""
from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qs, unquote
from xml.sax.saxutils import escape

from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket

from .errors import Answer, error
from .s3_accounts import backend_of, find_bucket, tags_of
from .s3_buckets import check_tags, system_tags, tags_in
from .settings import ACCOUNT
from .sigv4 import region_of

OPERATIONS = ("TagResource", "UntagResource", "ListTagsForResource")
NAMESPACE = "http://awss3control.amazonaws.com/doc/2018-08-20/"


def answer(environ: dict[str, Any], body: bytes, action: str) -> Answer | None:
    """The answer to an operation on tags, None for any other."""
    if action not in OPERATIONS:
        return None
    if environ.get("HTTP_X_AMZ_ACCOUNT_ID") != ACCOUNT:
        return error("s3control", 403, "AccessDenied", "Access Denied")
    bucket = _bucket(environ)
    if bucket is None:
        return error("s3control", 404, "NoSuchBucket", "The specified bucket does not exist")
    if action == "ListTagsForResource":
        items = "".join(f"<Tag><Key>{escape(key)}</Key><Value>{escape(value)}</Value></Tag>"
                        for key, value in tags_of(bucket).items())
        return _success(200, f'<ListTagsForResourceResult xmlns="{NAMESPACE}"><Tags>{items}</Tags>'
                             "</ListTagsForResourceResult>")
    try:
        _change(bucket, tags_in(body) if action == "TagResource" else {}, _taken_off(environ))
    except S3ClientError as refused:
        return error("s3control", 400, refused.code, refused.message)
    return _success(204, "")


def target(environ: dict[str, Any]) -> str:
    """The name of the bucket that a request is about."""
    arn = unquote(environ["PATH_INFO"]).rsplit("/tags/", 1)[-1]
    return arn.rsplit(":", 1)[-1]


def _bucket(environ: dict[str, Any]) -> FakeBucket | None:
    bucket = find_bucket(target(environ))
    ours = bucket is not None and bucket.account_id == ACCOUNT and bucket.region_name == region_of(environ)
    return bucket if ours else None


def _taken_off(environ: dict[str, Any]) -> list[str]:
    return parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True).get("tagKeys", [])


def _change(bucket: FakeBucket, put: dict[str, str], taken_off: list[str]) -> None:
    held = tags_of(bucket)
    merged = {key: value for key, value in {**held, **put}.items() if key not in taken_off}
    check_tags(merged, system_tags(held))
    tagger = backend_of(bucket).tagger
    tagger.delete_all_tags_for_resource(bucket.arn)
    tagger.tag_resource(bucket.arn, [{"Key": key, "Value": value} for key, value in merged.items()])


def _success(status: int, document: str) -> Answer:
    return Answer(status, [("Content-Type", "application/xml"), ("x-amz-request-id", os.urandom(8).hex())],
                  document.encode())
