# SPDX-License-Identifier: MIT
"""S3's buckets: how they are born and deleted, system tags and versioning."""
from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket, PublicAccessBlock, S3Backend, get_canned_acl, s3_backends
from moto.s3.responses import S3Response

from . import patch
from .patch import replaces
from .s3_accounts import backend_of, find_bucket, tags_of
from .s3_lifecycle import note_size
from .settings import ACCOUNT, settings
from .tag_rules import MAX_TAGS, fault_of

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


# ---- tags

def set_system_tags(bucket: str, tags: dict[str, str]) -> dict[str, Any]:
    """For POST /double/system-tags: aws:* tags, which only AWS itself can put on a bucket."""
    found = s3_backends[ACCOUNT]["aws"].get_bucket(bucket)
    merged = {**tags_of(found), **tags}
    _moto_put_bucket_tagging(backend_of(found), bucket, merged)
    return {"bucket": bucket, "tags": merged}


def system_tags(tags: dict[str, str]) -> dict[str, str]:
    """Those that AWS itself put."""
    return {k: v for k, v in tags.items() if k.lower().startswith("aws:")}


@replaces(S3Response)
def _bucket_tagging_from_body(self: Any) -> dict[str, str]:
    """moto refuses every aws:* tag here, so that those of a bucket could never be kept."""
    return tags_in(self.body)


def tags_in(body: bytes) -> dict[str, str]:
    """The tags of a Tagging or a CreateBucketConfiguration."""
    tags: dict[str, str] = {}
    for tag in ElementTree.fromstring(body).iter() if body.strip() else ():
        if tag.tag.rsplit("}", 1)[-1] == "Tag":
            parts = {child.tag.rsplit("}", 1)[-1]: child.text or "" for child in tag}
            if parts["Key"] in tags:
                raise S3ClientError("InvalidTag", "Cannot provide multiple Tags with the same key")
            tags[parts["Key"]] = parts["Value"]
    return tags


def check_tags(tags: dict[str, str], held: dict[str, str]) -> None:
    """Raise what S3 says of a whole set of tags; `held` are AWS's own, which must be in it, unchanged."""
    sent = system_tags(tags)
    if any(key not in held for key in sent):
        raise S3ClientError("InvalidTag", "System tags cannot be added/updated by requester")
    if sent != held:
        raise S3ClientError("InvalidTag", "System tags cannot be removed by requester")
    for key, value in tags.items():
        if fault := fault_of(key, value):
            raise S3ClientError("InvalidTag", fault)
    if len(tags) - len(sent) > MAX_TAGS:
        raise S3ClientError("BadRequest", f"Bucket tag count cannot be greater than {MAX_TAGS}")


_moto_put_bucket_tagging = S3Backend.put_bucket_tagging
_moto_create_bucket = S3Backend.create_bucket
_moto_delete_bucket = S3Backend.delete_bucket
_moto_bucket_response_put = S3Response._bucket_response_put


@replaces(S3Backend)
def put_bucket_tagging(self: Any, bucket_name: str, tags: dict[str, str]) -> None:
    """Replaces the set; AWS's own tags must all be in it, unchanged, and nobody adds one."""
    bucket = self.get_bucket(bucket_name)
    check_tags(tags, system_tags(tags_of(bucket)))
    _moto_put_bucket_tagging(backend_of(bucket), bucket_name, tags)


@replaces(S3Backend)
def get_bucket_tagging(self: Any, bucket_name: str) -> dict[str, list[dict[str, str]]]:
    """moto looks for them in the caller's account; they are in the owner's."""
    bucket = self.get_bucket(bucket_name)
    return backend_of(bucket).tagger.list_tags_for_resource(bucket.arn)


@replaces(S3Backend)
def delete_bucket_tagging(self: Any, bucket_name: str) -> None:
    bucket = self.get_bucket(bucket_name)
    if system_tags(tags_of(bucket)):
        raise S3ClientError("InvalidTag", "System tags cannot be removed by requester")
    _moto_put_bucket_tagging(backend_of(bucket), bucket_name, {})


# ---- versioning

@replaces(S3Response)
def get_bucket_versioning(self: Any) -> tuple[int, dict[str, str], str]:
    """moto names the root after the operation; S3 answers with a VersioningConfiguration."""
    self.data["Action"] = "GetBucketVersioning"
    status = self.backend.get_bucket_versioning(self.bucket_name)
    element = f"<Status>{status}</Status>" if status else ""
    return 200, {}, (f'<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{element}'
                     "</VersioningConfiguration>")


# ---- new buckets

@replaces(S3Backend)
def create_bucket(self: Any, bucket_name: str, *arguments: Any, **keywords: Any) -> FakeBucket:
    """A bucket is born with all public access blocked and without ACLs; creating one's own again, which
    us-east-1 allows, takes its ACL back to the default."""
    bucket = find_bucket(bucket_name)
    if bucket is not None and bucket.account_id == self.account_id and bucket.region_name == "us-east-1":
        bucket.set_acl(get_canned_acl("private"))
    bucket = _moto_create_bucket(self, bucket_name, *arguments, **keywords)
    bucket.public_access_block = PublicAccessBlock("true", "true", "true", "true")
    bucket.ownership_rule = "BucketOwnerEnforced"
    return bucket


@replaces(S3Response)
def _bucket_response_put(self: Any, request: Any, bucket_name: str, querystring: dict[str, Any]) -> Any:
    """CreateBucket puts the tags in its configuration onto the bucket that it makes; moto ignores them."""
    if "lifecycle" in querystring:
        note_size(self.backend.get_bucket(bucket_name), request.headers)
    if querystring:
        return _moto_bucket_response_put(self, request, bucket_name, querystring)
    tags, existed = tags_in(self.body), find_bucket(bucket_name) is not None
    check_tags(tags, {})
    answer = _moto_bucket_response_put(self, request, bucket_name, querystring)
    switches = settings.switches
    if tags and (switches.tag_on_recreation if existed else not switches.drop_creation_tags):
        self.backend.put_bucket_tagging(bucket_name, tags)
    return answer


@replaces(S3Backend)
def delete_bucket(self: Any, bucket_name: str) -> FakeBucket | None:
    """A bucket's tags go with it; moto would give them to the next one of that name."""
    bucket = self.get_bucket(bucket_name)
    deleted = _moto_delete_bucket(self, bucket_name)
    if deleted:
        self.tagger.delete_all_tags_for_resource(bucket.arn)
    return deleted


@replaces(S3Backend)
def put_bucket_acl(self: Any, bucket_name: str, acl: Any) -> None:
    bucket = self.get_bucket(bucket_name)
    if bucket.ownership_rule == "BucketOwnerEnforced":
        raise S3ClientError("AccessControlListNotSupported", "The bucket does not allow ACLs")
    bucket.set_acl(acl)
