# SPDX-License-Identifier: MIT
"""The Resource Groups Tagging API: what carries a tag, of all services, by region, and late if a test says so."""
from __future__ import annotations

import base64
import json
import os
from typing import Any

from moto.acm.models import acm_backends
from moto.cloudfront.models import cloudfront_backends
from moto.s3.models import s3_backends

from .cloudfront_tags import all_tags
from .errors import Answer, error
from .late import Late
from .s3_accounts import tags_of
from .settings import ACCOUNT
from .sigv4 import region_of

GLOBAL = "us-east-1"  # where global services are listed
PAGE = 50

Resources = dict[tuple[str, str], dict[str, str]]


def current() -> Resources:
    """Everything with a tag now: (region, ARN) -> tags."""
    found: Resources = {}
    for bucket in s3_backends[ACCOUNT]["aws"].buckets.values():
        found[bucket.region_name, bucket.arn] = tags_of(bucket)
    for region, backend in acm_backends[ACCOUNT].items():
        for certificate in backend._certificates.values():
            found[region, certificate.arn] = {k: v or "" for k, v in certificate.tags.items()}
    for arn, tags in all_tags(cloudfront_backends[ACCOUNT]["aws"]).items():
        found[GLOBAL, arn] = dict(tags)
    return {key: tags for key, tags in found.items() if tags}


_index = Late("index", current)


def answer(environ: dict[str, Any], body: bytes, action: str) -> Answer:
    """The answer to an operation of this API; the double knows GetResources."""
    if action != "GetResources":
        return error("tagging", 400, "UnknownOperationException", f"the double knows GetResources, not {action}")
    asked = json.loads(body or b"{}")
    size = asked.get("ResourcesPerPage", PAGE)
    if not 1 <= size <= 100:
        return error("tagging", 400, "InvalidParameterException", "ResourcesPerPage must be between 1 and 100")
    try:
        after = base64.b64decode(asked.get("PaginationToken", ""), validate=True).decode()
    except ValueError:
        return error("tagging", 400, "PaginationTokenExpiredException", "The PaginationToken is not valid")
    region = region_of(environ)
    found = sorted((arn, tags) for (where, arn), tags in _index.shown().items()
                   if where == region and arn > after and _of_type(arn, asked.get("ResourceTypeFilters"))
                   and all(_matches(tags, one) for one in asked.get("TagFilters", [])))
    page = found[:size]
    more = base64.b64encode(page[-1][0].encode()).decode() if len(found) > size else ""
    document = {"PaginationToken": more, "ResourceTagMappingList": [
        {"ResourceARN": arn, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
        for arn, tags in page]}
    return Answer(200, [("Content-Type", "application/x-amz-json-1.1"),
                        ("x-amzn-RequestId", os.urandom(16).hex())], json.dumps(document).encode())


def _of_type(arn: str, types: list[str] | None) -> bool:
    """Whether an ARN is of a type such as `acm:certificate`, or of a service such as `acm`."""
    service, rest = arn.split(":")[2], arn.split(":", 5)[5]
    kind = "bucket" if service == "s3" else rest.split("/")[0]
    return not types or service in types or f"{service}:{kind}" in types


def _matches(tags: dict[str, str], one: dict[str, Any]) -> bool:
    """Whether tags have the key of a filter, with one of its values if it names some."""
    values = one.get("Values") or []
    return one["Key"] in tags and (not values or tags[one["Key"]] in values)
