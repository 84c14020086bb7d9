# SPDX-License-Identifier: MIT
"""S3: regions, checksums, system tags, policies, and the state in which buckets are born."""
from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket, PublicAccessBlock, S3Backend, s3_backends
from moto.s3.responses import S3Response

from . import patch
from .errors import Answer, error
from .patch import replaces
from .settings import ACCOUNT

MAX_TAGS = 50
OTHER_ACCOUNT = "210987654321"
CHECKSUMS = {"x-amz-checksum-crc32": lambda body: zlib.crc32(body).to_bytes(4, "big"),
             "x-amz-checksum-sha1": lambda body: hashlib.sha1(body).digest(),
             "x-amz-checksum-sha256": lambda body: hashlib.sha256(body).digest()}
UNVERIFIED_CHECKSUMS = ("x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme")
CHECKSUM_REQUIRED = ("PutBucketTagging", "PutBucketVersioning", "PutPublicAccessBlock", "PutBucketPolicy",
                     "PutBucketEncryption", "PutBucketOwnershipControls",
                     "PutBucketLifecycleConfiguration", "PutBucketAcl", "PutBucketWebsite",
                     "PutBucketLogging", "PutBucketCors", "DeleteObjects")
BAD_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
BAD_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


# ---- what is refused before moto sees the request

def refuse(environ: dict[str, Any], body: bytes, action: str) -> Answer | None:
    """None when the raw request is acceptable, else S3's answer."""
    name = bucket_name(environ)
    answer = None
    if name:
        answer = (_wrong_region(environ, name, action) or _wrong_owner(environ, name, action)
                  or _bad_checksum(environ, body, action))
        if answer is None and action == "CreateBucket":
            answer = _bad_creation(environ, body, name)
    if answer is not None and environ["REQUEST_METHOD"] == "HEAD":
        answer.body = b""
    return answer


def bucket_name(environ: dict[str, Any]) -> str:
    """The bucket of a request, path style or virtual-hosted."""
    host = re.match(r"(.+)\.s3[.-]", environ.get("HTTP_HOST", ""))
    return host.group(1) if host else unquote(environ["PATH_INFO"]).lstrip("/").split("/")[0]


def find_bucket(name: str) -> FakeBucket | None:
    """The bucket of that name in any account."""
    for _, backends in list(s3_backends.items()):
        if name in backends["aws"].buckets:
            return backends["aws"].buckets[name]
    return None


def _scope_region(environ: dict[str, Any]) -> str:
    scope = re.search(r"Credential=[^/]+/\d+/([a-z0-9-]+)/s3/", environ.get("HTTP_AUTHORIZATION", ""))
    return scope.group(1) if scope else "us-east-1"


def _wrong_region(environ: dict[str, Any], name: str, action: str) -> Answer | None:
    """The bucket's region must be the one signed for; the answer tells which that is."""
    bucket, region = find_bucket(name), _scope_region(environ)
    if bucket is None or action == "CreateBucket" or bucket.region_name == region:
        return None
    header = [("x-amz-bucket-region", bucket.region_name)]
    if environ["REQUEST_METHOD"] == "HEAD":
        return Answer(301 if action == "HeadBucket" else 400, [*header, ("Content-Type", "application/xml")])
    return error("s3", 400, "AuthorizationHeaderMalformed",
                 f"The authorization header is malformed; the region '{region}' is wrong; expecting "
                 f"'{bucket.region_name}'", header, {"Region": bucket.region_name})


def _wrong_owner(environ: dict[str, Any], name: str, action: str) -> Answer | None:
    """Another account's bucket, or one whose owner is not the expected one."""
    bucket, expected = find_bucket(name), environ.get("HTTP_X_AMZ_EXPECTED_BUCKET_OWNER")
    if bucket is None:
        return None
    if action == "CreateBucket" and bucket.account_id != ACCOUNT:
        return error("s3", 409, "BucketAlreadyExists",
                     "The requested bucket name is not available. The bucket namespace is shared by all users "
                     "of the system. Please select a different name and try again.", None,
                     {"BucketName": name})
    if bucket.account_id != ACCOUNT or (expected and bucket.account_id != expected):
        return error("s3", 403, "AccessDenied", "Access Denied",
                     [("x-amz-bucket-region", bucket.region_name)])
    return None


def _bad_checksum(environ: dict[str, Any], body: bytes, action: str) -> Answer | None:
    """A checksum that is sent must be right, and some operations must send one."""
    md5 = environ.get("HTTP_CONTENT_MD5")
    found = bool(md5)
    if md5:
        if len(md5) != 24:
            return error("s3", 400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
        if base64.b64encode(hashlib.md5(body).digest()).decode() != md5:
            return error("s3", 400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
    for header in (*CHECKSUMS, *UNVERIFIED_CHECKSUMS):
        sent = environ.get("HTTP_" + header.upper().replace("-", "_"))
        if not sent:
            continue
        found = True
        if header in CHECKSUMS and base64.b64encode(CHECKSUMS[header](body)).decode() != sent:
            return error("s3", 400, "BadDigest",
                         f"The {header.rsplit('-', 1)[1].upper()} you specified did not match the calculated "
                         "checksum.")
    if action in CHECKSUM_REQUIRED and not found:
        return error("s3", 400, "InvalidRequest", "Missing required header for this request: Content-MD5")
    return None


def _bad_creation(environ: dict[str, Any], body: bytes, name: str) -> Answer | None:
    region = _scope_region(environ)
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


def create_foreign_bucket(name: str, region: str) -> dict[str, str]:
    """For POST /double/foreign-bucket: a bucket that belongs to somebody else."""
    s3_backends[OTHER_ACCOUNT]["aws"].create_bucket(name, region)
    return {"bucket": name, "account": OTHER_ACCOUNT}


# ---- tags

def set_system_tags(bucket: str, tags: dict[str, str]) -> dict[str, Any]:
    """For POST /double/system-tags: aws:* tags, which only AWS itself can put on a bucket."""
    backend = s3_backends[ACCOUNT]["aws"]
    merged = {**_tags(backend, bucket), **tags}
    _moto_put_bucket_tagging(backend, bucket, merged)
    return {"bucket": bucket, "tags": merged}


def _tags(backend: S3Backend, bucket: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in backend.get_bucket_tagging(bucket)["Tags"]}


def _system(tags: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in tags.items() if k.lower().startswith("aws:")}


@replaces(S3Response)
def _bucket_tagging_from_body(self: Any) -> dict[str, str]:
    """moto refuses every aws:* tag here, so that those of a bucket could never be kept."""
    tags = {}
    for tag in ElementTree.fromstring(self.body).iter():
        if tag.tag.rsplit("}", 1)[-1] == "Tag":
            parts = {child.tag.rsplit("}", 1)[-1]: child.text or "" for child in tag}
            if parts["Key"] in tags:
                raise S3ClientError("InvalidTag", "Cannot provide multiple Tags with the same key")
            tags[parts["Key"]] = parts["Value"]
    return tags


_moto_put_bucket_tagging = S3Backend.put_bucket_tagging
_moto_put_bucket_policy = S3Backend.put_bucket_policy
_moto_create_bucket = S3Backend.create_bucket
_moto_delete_bucket = S3Backend.delete_bucket


@replaces(S3Backend)
def put_bucket_tagging(self: Any, bucket_name: str, tags: dict[str, str]) -> None:
    """Replaces the set; AWS's own tags must all be in it, unchanged, and nobody adds one."""
    held = _system(_tags(self, bucket_name))
    sent = _system(tags)
    if any(key not in held for key in sent):
        raise S3ClientError("InvalidTag", "System tags cannot be added/updated by requester")
    if sent != held:
        raise S3ClientError("InvalidTag", "System tags cannot be removed by requester")
    for key, value in tags.items():
        if len(key) > 128 or not key:
            raise S3ClientError("InvalidTag", "The TagKey you have provided is invalid")
        if len(value) > 256:
            raise S3ClientError("InvalidTag", "The TagValue you have provided is invalid")
    if len(tags) - len(sent) > MAX_TAGS:
        raise S3ClientError("BadRequest", f"Bucket tag count cannot be greater than {MAX_TAGS}")
    _moto_put_bucket_tagging(self, bucket_name, tags)


@replaces(S3Backend)
def delete_bucket_tagging(self: Any, bucket_name: str) -> None:
    if _system(_tags(self, bucket_name)):
        raise S3ClientError("InvalidTag", "System tags cannot be removed by requester")
    _moto_put_bucket_tagging(self, bucket_name, {})


# ---- versioning

@replaces(S3Response)
def get_bucket_versioning(self: Any) -> tuple[int, dict[str, str], str]:
    """moto names the root after the operation; S3 answers with a VersioningConfiguration."""
    self.data["Action"] = "GetBucketVersioning"
    status = self.backend.get_bucket_versioning(self.bucket_name)
    element = f"<Status>{status}</Status>" if status else ""
    return 200, {}, (f'<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{element}'
                     "</VersioningConfiguration>")


# ---- policies and new buckets

def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@replaces(S3Backend)
def put_bucket_policy(self: Any, bucket_name: str, policy: bytes) -> None:
    """Refuses what is no policy, a policy for another bucket, and a public one that the block forbids."""
    bucket = self.get_bucket(bucket_name)
    if len(policy) > 20480:
        raise S3ClientError("PolicyTooLarge", "Policy exceeds the maximum allowed document size.")
    try:
        document = json.loads(policy)
        statements = _as_list(document["Statement"])
    except (ValueError, KeyError, TypeError):
        raise S3ClientError("MalformedPolicy",
                            "Policies must be valid JSON and the first byte must be '{'") from None
    arn = f"arn:aws:s3:::{bucket_name}"
    for statement in statements:
        _check_statement(statement, arn)
    block = bucket.public_access_block
    if block and str(block.block_public_policy).lower() == "true" and any(map(_public, statements)):
        raise S3ClientError("AccessDenied",
                            "User is not authorized to perform: s3:PutBucketPolicy because public policies are "
                            "blocked by the BlockPublicPolicy block public access setting.")
    _moto_put_bucket_policy(self, bucket_name, policy)


def _check_statement(statement: dict[str, Any], arn: str) -> None:
    if statement.get("Effect") not in ("Allow", "Deny"):
        raise S3ClientError("MalformedPolicy", f"Invalid effect: {statement.get('Effect')}")
    if "Principal" not in statement and "NotPrincipal" not in statement:
        raise S3ClientError("MalformedPolicy", "Missing required field Principal")
    if "Action" not in statement and "NotAction" not in statement:
        raise S3ClientError("MalformedPolicy", "Missing required field Action")
    resources = _as_list(statement.get("Resource", statement.get("NotResource", [])))
    if not resources:
        raise S3ClientError("MalformedPolicy", "Missing required field Resource")
    for resource in resources:
        if resource != arn and not resource.startswith(arn + "/"):
            raise S3ClientError("MalformedPolicy", "Policy has invalid resource")


def _public(statement: dict[str, Any]) -> bool:
    return statement.get("Effect") == "Allow" and not statement.get("Condition") \
        and statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]})


@replaces(S3Backend)
def create_bucket(self: Any, bucket_name: str, *arguments: Any, **keywords: Any) -> FakeBucket:
    """A bucket is born with all public access blocked and without ACLs."""
    bucket = _moto_create_bucket(self, bucket_name, *arguments, **keywords)
    bucket.public_access_block = PublicAccessBlock("true", "true", "true", "true")
    bucket.ownership_rule = "BucketOwnerEnforced"
    return bucket


@replaces(S3Backend)
def delete_bucket(self: Any, bucket_name: str) -> FakeBucket | None:
    """A bucket's tags go with it; moto would give them to the next one of that name."""
    bucket = self.get_bucket(bucket_name)
    deleted = _moto_delete_bucket(self, bucket_name)
    if deleted:
        self.tagger.delete_all_tags_for_resource(bucket.arn)
    return deleted


@replaces(S3Backend)
def get_bucket_encryption(self: Any, bucket_name: str) -> dict[str, Any]:
    """There is always one: SSE-S3 when nothing else was put."""
    default = {"Rule": {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"},
                        "BucketKeyEnabled": "false"}}
    return self.get_bucket(bucket_name).encryption or default


@replaces(S3Backend)
def put_bucket_acl(self: Any, bucket_name: str, acl: Any) -> None:
    bucket = self.get_bucket(bucket_name)
    if bucket.ownership_rule == "BucketOwnerEnforced":
        raise S3ClientError("AccessControlListNotSupported", "The bucket does not allow ACLs")
    bucket.set_acl(acl)
