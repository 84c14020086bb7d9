# SPDX-License-Identifier: MIT
"""S3: the list of an account's buckets, in pages."""
from __future__ import annotations

import base64
from typing import Any

from moto.core.responses import ActionResult
from moto.s3.exceptions import S3ClientError
from moto.s3.models import s3_backends
from moto.s3.responses import S3Response

from . import patch
from .late import Late
from .patch import replaces

MAX_BUCKETS = 10000

Bucket = dict[str, Any]

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


def _after(token: str) -> str:
    """The last name of the page before."""
    try:
        return base64.b64decode(token.encode(), validate=True).decode()
    except ValueError:
        raise S3ClientError("InvalidArgument", "The continuation token provided is incorrect") from None


def _buckets() -> dict[str, list[Bucket]]:
    """Of each account, its buckets as they are listed, in the order of their names."""
    return {account: [{"Name": bucket.name, "CreationDate": bucket.creation_date, "BucketRegion": bucket.region_name}
                      for bucket in sorted(backends["aws"].buckets.values(), key=lambda bucket: bucket.name)]
            for account, backends in list(s3_backends.items())}


_listed = Late("list", _buckets)


@replaces(S3Response)
def all_buckets(self: Any) -> Any:
    """In the order of their names, with their regions.  A bucket-region is answered by its own endpoint only."""
    asked = {name: values[0] for name, values in self.querystring.items()}
    prefix, region = asked.get("prefix", ""), asked.get("bucket-region")
    if region and region != self.region:
        raise S3ClientError("InvalidArgument", f"The bucket-region {region} is not that of this endpoint")
    size = int(asked.get("max-buckets", MAX_BUCKETS))
    if not 1 <= size <= MAX_BUCKETS:
        raise S3ClientError("InvalidArgument", f"max-buckets must be between 1 and {MAX_BUCKETS}")
    after = _after(asked["continuation-token"]) if asked.get("continuation-token") else ""
    found = [bucket for bucket in _listed.shown().get(self.backend.account_id, [])
             if bucket["Name"].startswith(prefix) and bucket["Name"] > after
             and (not region or bucket["BucketRegion"] == region)]
    answer: dict[str, Any] = {"Owner": {"ID": "bcaf1ffd86f41161ca5fb16fd081034f"}, "Buckets": found[:size]}
    if prefix:
        answer["Prefix"] = prefix
    if len(found) > size:
        answer["ContinuationToken"] = base64.b64encode(found[size - 1]["Name"].encode()).decode()
    self.data["Action"] = "ListBuckets"
    return self.serialized(ActionResult(answer))
