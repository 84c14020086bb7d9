# SPDX-License-Identifier: MIT
"""S3: whose a bucket is, whose it was expected to be, and what a stranger's policy lets us do with it."""
from __future__ import annotations

import re
from typing import Any

from moto.s3.models import FakeBucket, S3Backend, s3_backends

from .authorization import actions_of
from .errors import Answer, error
from .settings import ACCOUNT

OTHER_ACCOUNT = "210987654321"
OURS = (ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root")

# Operations that take no expected owner: S3 reads the header on all others.
UNCONDITIONAL = ("CreateBucket", "ListBuckets", "CreateSession")

# Operations on a bucket that no policy opens to another account.
OWNERS_ONLY = ("GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy", "DeleteBucket")


def find_bucket(name: str) -> FakeBucket | None:
    """The bucket of that name in any account."""
    for _, backends in list(s3_backends.items()):
        if name in backends["aws"].buckets:
            return backends["aws"].buckets[name]
    return None


def backend_of(bucket: FakeBucket) -> S3Backend:
    """moto's state of the account that owns a bucket."""
    return s3_backends[bucket.account_id]["aws"]


def tags_of(bucket: FakeBucket) -> dict[str, str]:
    """A bucket's tags as they are now."""
    return dict(backend_of(bucket).tagger.get_tag_dict_for_resource(bucket.arn))


def create_foreign_bucket(name: str, region: str, policy: dict[str, Any] | None,
                          tags: dict[str, str]) -> dict[str, str]:
    """For POST /double/foreign-bucket: a bucket that belongs to somebody else, open to us as far as its
    policy says so."""
    bucket = s3_backends[OTHER_ACCOUNT]["aws"].create_bucket(name, region)
    bucket.opened = policy  # type: ignore[attr-defined]
    backend_of(bucket).tagger.tag_resource(bucket.arn, [{"Key": k, "Value": v} for k, v in tags.items()])
    return {"bucket": name, "account": OTHER_ACCOUNT}


def refuse(environ: dict[str, Any], bucket: FakeBucket, action: str, body: bytes) -> Answer | None:
    """None when the caller may do this to a bucket that exists, else S3's answer."""
    expected = environ.get("HTTP_X_AMZ_EXPECTED_BUCKET_OWNER")
    if action not in UNCONDITIONAL and expected is not None:
        if not re.fullmatch(r"\d{12}", expected):
            return error("s3", 400, "InvalidBucketOwnerAWSAccountID",
                         "The value of the expected bucket owner parameter must be an AWS account ID.")
        if expected != bucket.account_id:
            return _denied(bucket)
    if bucket.account_id == ACCOUNT:
        return None
    if action == "CreateBucket":
        return error("s3", 409, "BucketAlreadyExists",
                     "The requested bucket name is not available. The bucket namespace is shared by all users "
                     "of the system. Please select a different name and try again.", None,
                     {"BucketName": bucket.name})
    policy = getattr(bucket, "opened", None)
    if policy is None or not all(_allows(policy, needed) for needed in actions_of("s3", action, body)):
        return _denied(bucket)
    if action in OWNERS_ONLY:
        return error("s3", 405, "MethodNotAllowed",
                     "The specified method is not allowed against this resource.")
    return None


def _denied(bucket: FakeBucket) -> Answer:
    return error("s3", 403, "AccessDenied", "Access Denied", [("x-amz-bucket-region", bucket.region_name)])


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _allows(policy: dict[str, Any], action: str) -> bool:
    """Whether a stranger's policy lets our account do `action`; conditions are not looked at."""
    effects = {statement["Effect"] for statement in _as_list(policy["Statement"])
               if _names_us(statement["Principal"])
               and any(_matches(pattern, action) for pattern in _as_list(statement["Action"]))}
    return effects == {"Allow"}


def _names_us(principal: Any) -> bool:
    named = principal.get("AWS", []) if isinstance(principal, dict) else principal
    return any(name == "*" or name in OURS for name in _as_list(named))


def _matches(pattern: str, action: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), action, re.IGNORECASE) is not None
