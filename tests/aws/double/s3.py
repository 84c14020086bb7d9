# SPDX-License-Identifier: MIT
"""S3: what is refused of a raw request, before moto sees it: regions, owners, checksums, names."""
from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from moto.s3.models import FakeBucket

from . import checksums, s3_accounts, s3_contents
from .errors import Answer, error
from .s3_accounts import find_bucket
from .sigv4 import region_of

CHECKSUM_REQUIRED = ("PutBucketTagging", "PutBucketVersioning", "PutPublicAccessBlock", "PutBucketPolicy",
                     "PutBucketEncryption", "PutBucketOwnershipControls",
                     "PutBucketLifecycleConfiguration", "PutBucketAcl", "PutBucketWebsite",
                     "PutBucketLogging", "PutBucketCors", "DeleteObjects")
BAD_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
BAD_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")


def refuse(environ: dict[str, Any], body: bytes, action: str) -> Answer | None:
    """None when the raw request is acceptable, else S3's answer."""
    name = bucket_name(environ)
    answer = None
    if name:
        bucket = find_bucket(name)
        answer = ((_wrong_region(environ, bucket, action) or s3_accounts.refuse(environ, bucket, action, body)
                   if bucket else None) or _bad_checksum(environ, body, action)
                  or s3_contents.refuse(environ, action, key_name(environ)))
        if answer is None and action == "CreateBucket":
            answer = _bad_creation(environ, body, name)
    if answer is not None and environ["REQUEST_METHOD"] == "HEAD":
        answer.body = b""
    return answer


def bucket_name(environ: dict[str, Any]) -> str:
    """The bucket of a request, path style or virtual-hosted."""
    host = re.match(r"(.+)\.s3[.-]", environ.get("HTTP_HOST", ""))
    return host.group(1) if host else unquote(environ["PATH_INFO"]).lstrip("/").split("/")[0]


def key_name(environ: dict[str, Any]) -> str:
    """The key of a request, "" for one of the bucket."""
    path = environ["PATH_INFO"].encode("latin-1", "replace").decode("utf-8", "replace").lstrip("/")
    return path if re.match(r".+\.s3[.-]", environ.get("HTTP_HOST", "")) else path.partition("/")[2]


def _wrong_region(environ: dict[str, Any], bucket: FakeBucket, action: str) -> Answer | None:
    """The bucket's region must be the one signed for; the answer tells which that is."""
    region = region_of(environ)
    if action == "CreateBucket" or bucket.region_name == region:
        return None
    header = [("x-amz-bucket-region", bucket.region_name)]
    if environ["REQUEST_METHOD"] == "HEAD":
        return Answer(301 if action == "HeadBucket" else 400, [*header, ("Content-Type", "application/xml")])
    return error("s3", 400, "AuthorizationHeaderMalformed",
                 f"The authorization header is malformed; the region '{region}' is wrong; expecting "
                 f"'{bucket.region_name}'", header, {"Region": bucket.region_name})


def _bad_checksum(environ: dict[str, Any], body: bytes, action: str) -> Answer | None:
    """A checksum that is sent must be right, and some operations must send one."""
    md5 = environ.get("HTTP_CONTENT_MD5")
    found = bool(md5)
    if md5:
        if len(md5) != 24:
            return error("s3", 400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
        if base64.b64encode(hashlib.md5(body).digest()).decode() != md5:
            return error("s3", 400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
    for algorithm in checksums.ALGORITHMS:
        sent = environ.get("HTTP_" + checksums.header_of(algorithm).upper().replace("-", "_"))
        if not sent or action == "CompleteMultipartUpload":  # there it is that of the object, not of the request
            continue
        found = True
        if checksums.checksum(algorithm, body) != sent:
            return error("s3", 400, "BadDigest",
                         f"The {algorithm} you specified did not match the calculated checksum.")
    if action in CHECKSUM_REQUIRED and not found:
        return error("s3", 400, "InvalidRequest", "Missing required header for this request: Content-MD5")
    return None


def _bad_creation(environ: dict[str, Any], body: bytes, name: str) -> Answer | None:
    region = region_of(environ)
    if not valid_bucket_name(name):
        return error("s3", 400, "InvalidBucketName", "The specified bucket is not valid.", None,
                     {"BucketName": name})
    constraint = _location(body)
    if constraint == "us-east-1":
        return error("s3", 400, "InvalidLocationConstraint",
                     "The specified location-constraint is not valid", None,
                     {"LocationConstraint": constraint})
    if region != "us-east-1" and constraint != region:
        return error("s3", 400, "IllegalLocationConstraintException",
                     f"The {constraint or 'unspecified'} location constraint is incompatible for the region "
                     "specific endpoint this request was sent to.")
    acl = environ.get("HTTP_X_AMZ_ACL")
    if acl and acl != "private":
        return error("s3", 400, "InvalidBucketAclWithObjectOwnership",
                     "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting")
    return None


def _location(body: bytes) -> str:
    """The LocationConstraint of a CreateBucketConfiguration, or ""."""
    try:
        elements = list(ElementTree.fromstring(body).iter()) if body.strip() else []
    except ElementTree.ParseError:
        return ""  # the body's own check says so
    return next((e.text or "" for e in elements if e.tag.endswith("LocationConstraint")), "")


def valid_bucket_name(name: str) -> bool:
    """S3's rules for the names of new buckets."""
    return bool(re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name)) and ".." not in name \
        and not re.fullmatch(r"\d+\.\d+\.\d+\.\d+", name) \
        and not name.startswith(BAD_PREFIXES) and not name.endswith(BAD_SUFFIXES)
