# SPDX-License-Identifier: MIT
"""S3's encryption and ownership controls: what is refused of what moto would keep, and what there is without any."""
from __future__ import annotations

from typing import Any

from moto.s3.exceptions import S3ClientError
from moto.s3.models import OWNER, S3Backend

from . import patch
from .patch import replaces

OWNERSHIPS = ("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter")
ALGORITHMS = ("AES256", "aws:kms", "aws:kms:dsse")

_REPLACEMENTS: list[Any] = []
_moto_put_bucket_ownership_controls = S3Backend.put_bucket_ownership_controls
_moto_put_bucket_encryption = S3Backend.put_bucket_encryption


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


@replaces(S3Backend)
def put_bucket_ownership_controls(self: Any, bucket_name: str, ownership: str) -> None:
    """One of three words; no ACLs are turned off while the bucket's own lets others in."""
    bucket = self.get_bucket(bucket_name)
    if ownership not in OWNERSHIPS:
        raise _malformed()
    grants = bucket.acl.grants if bucket.acl else []
    if ownership == "BucketOwnerEnforced" and any(
            grantee.uri or grantee.id not in ("", OWNER) for grant in grants for grantee in grant.grantees):
        raise S3ClientError("InvalidBucketAclWithObjectOwnership",
                            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting")
    _moto_put_bucket_ownership_controls(self, bucket_name, ownership)


def _malformed() -> Exception:
    return S3ClientError("MalformedXML", "The XML you provided was not well-formed or did not validate against "
                                         "our published schema")


@replaces(S3Backend)
def put_bucket_encryption(self: Any, bucket_name: str, encryption: dict[str, Any]) -> None:
    """One rule, of an algorithm that S3 has, with a key only where one is used; no key service is asked."""
    rule = encryption["Rule"]
    if not isinstance(rule, dict) or rule.get("BucketKeyEnabled", "false") not in ("true", "false"):
        raise _malformed()
    default = rule["ApplyServerSideEncryptionByDefault"]
    if default["SSEAlgorithm"] not in ALGORITHMS:
        raise _malformed()
    if default["SSEAlgorithm"] == "AES256" and default.get("KMSMasterKeyID"):
        raise S3ClientError("InvalidArgument", "a KMSMasterKeyID is not applicable if the default sse algorithm is "
                                               "not aws:kms or aws:kms:dsse")
    _moto_put_bucket_encryption(self, bucket_name, encryption)


@replaces(S3Backend)
def get_bucket_encryption(self: Any, bucket_name: str) -> dict[str, Any]:
    """There is always one: SSE-S3 when nothing else was put."""
    default = {"Rule": {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"},
                        "BucketKeyEnabled": "false"}}
    return self.get_bucket(bucket_name).encryption or default
