# SPDX-License-Identifier: MIT
"""What a distribution's bucket answers CloudFront: by its policy, and by whether the request was signed.

After https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
"""
from __future__ import annotations

import json
import re
from typing import Any

from moto.cloudfront.models import cloudfront_backends
from moto.s3.models import FakeKey

from .cloudfront import Distribution
from .errors import Answer, error
from .s3_accounts import find_bucket
from .settings import ACCOUNT

SERVICE = "cloudfront.amazonaws.com"
BUCKET = re.compile(r"(?P<name>.+)\.s3[.-](?P<region>[a-z0-9-]+\.)?amazonaws\.com")


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _like(patterns: Any, value: str) -> bool:
    return any(re.fullmatch(re.escape(one).replace(r"\*", ".*").replace(r"\?", "."), value) for one in _as_list(patterns))


def _is_about(statement: dict[str, Any], signed: bool) -> bool:
    principal = statement.get("Principal")
    named = principal.get("AWS", []) if isinstance(principal, dict) else principal
    service = principal.get("Service", []) if isinstance(principal, dict) else []
    return "*" in _as_list(named) or (signed and SERVICE in _as_list(service))


def _holds(conditions: dict[str, Any], arn: str) -> bool:
    """Of a request over TLS on a distribution's behalf; what it does not carry holds of nothing."""
    carried = {"aws:sourcearn": arn, "aws:sourceaccount": ACCOUNT, "aws:securetransport": "true"}
    for operator, keys in conditions.items():
        for key, values in keys.items():
            value = carried.get(key.lower())
            if value is None:
                return False
            if operator in ("StringLike", "ArnLike", "ArnEquals"):
                good = _like(values, value)
            else:
                good = value in [str(one).lower() if operator == "Bool" else one for one in _as_list(values)]
            if not good:
                return False
    return True


def permits(policy: dict[str, Any], action: str, resource: str, arn: str, signed: bool = True) -> bool:
    """Whether a bucket's policy lets the distribution do it: somebody must say so, and nobody the opposite."""
    effects = {statement["Effect"] for statement in _as_list(policy.get("Statement", []))
               if _is_about(statement, signed) and _like(statement.get("Action", []), action)
               and _like(statement.get("Resource", []), resource) and _holds(statement.get("Condition", {}), arn)}
    return effects == {"Allow"}


def _signs(distribution: Distribution, origin: dict[str, Any]) -> bool:
    for _, backends in cloudfront_backends.items():
        if distribution.id in backends["aws"].distributions:
            return origin.get("OriginAccessControlId") in backends["aws"].origin_access_controls
    return False


def fetch(distribution: Distribution, origin: dict[str, Any], path: str) -> Answer:
    """The object behind a path, unescaped; S3 tells only who may list that one is missing."""
    match = BUCKET.fullmatch(origin["DomainName"])
    bucket = find_bucket(match["name"]) if match else None
    if bucket is None:
        return error("s3", 404, "NoSuchBucket", "The specified bucket does not exist")
    if match["region"] and match["region"].rstrip(".") != bucket.region_name:
        return error("s3", 307, "TemporaryRedirect", "Please re-send this request to the specified temporary endpoint.")
    policy, signed = json.loads(bucket.policy or "{}"), _signs(distribution, origin)
    block = bucket.public_access_block
    if not signed and block and str(block.restrict_public_buckets).lower() == "true":
        policy = {}
    key = (origin.get("OriginPath", "") + path).lstrip("/")
    arn = f"arn:aws:s3:::{bucket.name}"
    may_read = permits(policy, "s3:GetObject", f"{arn}/{key}", distribution.arn, signed)
    may_list = permits(policy, "s3:ListBucket", arn, distribution.arn, signed)
    found = bucket.keys.get(key)
    found = found if isinstance(found, FakeKey) else None  # not the mark of a deletion
    if key == "" and may_list:
        return Answer(200, [("Content-Type", "application/xml")], b"<ListBucketResult/>")  # a leak, to be seen
    if not may_read or (found is None and not may_list):
        return error("s3", 403, "AccessDenied", "Access Denied")
    if found is None:
        return error("s3", 404, "NoSuchKey", "The specified key does not exist.", None, {"Key": key})
    headers = [(name.title(), value) for name, value in found.metadata.items()]
    return Answer(200, [*headers, ("ETag", found.etag), ("Last-Modified", found.last_modified_RFC1123)], found.value)
