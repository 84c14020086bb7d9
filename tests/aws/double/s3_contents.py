# SPDX-License-Identifier: MIT
"""S3's objects, as far as a bucket is filled: conditions, checksums, ETags that are no digests, lists."""
from __future__ import annotations

import datetime
import os
import re
from typing import Any
from urllib.parse import parse_qs, quote_plus, unquote
from xml.etree import ElementTree

from moto.core.responses import ActionResult
from moto.moto_server.utilities import RegexConverter
from moto.s3.exceptions import MissingKey, NoSuchUpload, PreconditionFailed, S3ClientError
from moto.s3.models import FakeKey, S3Backend
from moto.s3.responses import S3Response

from . import checksums, patch
from .errors import Answer, error
from .patch import replaces
from .settings import settings

MAX_KEY_BYTES = 1024
MAX_METADATA_BYTES = 2048
MAX_KEYS = 1000
COARSE_SECONDS = 10

_REPLACEMENTS: list[Any] = []

_moto_converter = RegexConverter.__init__
_moto_put_object = S3Backend.put_object
_moto_complete = S3Backend.complete_multipart_upload
_moto_get_checksum = S3Response._get_checksum
_moto_get_object = S3Response.get_object
_moto_head_object = S3Response.head_object
_moto_attributes = S3Backend.get_object_attributes
_moto_copy = S3Response.copy_object
_moto_post = S3Response._key_response_post
_moto_upload_part = S3Response.upload_part


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


@replaces(RegexConverter)
def __init__(self: Any, url_map: Any, pattern: str) -> None:
    """A key may have lines: moto's pattern would match the first."""
    _moto_converter(self, url_map, f"(?s:{pattern})")


# ---- the raw request

def refuse(environ: dict[str, Any], action: str, key: str) -> Answer | None:
    """None when an object of that name, with those metadata, can be written."""
    if len(key.encode("utf-8", "surrogateescape")) > MAX_KEY_BYTES:
        return error("s3", 400, "KeyTooLongError", "Your key is too long", None,
                     {"Size": str(len(key.encode())), "MaxSizeAllowed": str(MAX_KEY_BYTES)})
    named = {name: value for name, value in environ.items() if name.startswith("HTTP_X_AMZ_META_")}
    size = sum(len(name) - len("HTTP_X_AMZ_META_") + len(value) for name, value in named.items())
    if action in ("PutObject", "CopyObject", "CreateMultipartUpload") and size > MAX_METADATA_BYTES:
        return error("s3", 400, "MetadataTooLarge",
                     "Your metadata headers exceed the maximum allowed metadata size", None,
                     {"Size": str(size), "MaxSizeAllowed": str(MAX_METADATA_BYTES)})
    return None


# ---- what is kept of an object

@replaces(S3Backend)
def put_object(self: Any, *arguments: Any, **keywords: Any) -> FakeKey:
    """The ETag of what is encrypted with a key of KMS is no digest."""
    key = _moto_put_object(self, *arguments, **keywords)
    if (key.encryption or "").startswith("aws:kms"):
        parts = re.search(r"-\d+$", key._etag or "")
        key._etag = os.urandom(16).hex() + (parts.group(0) if parts else "")
    if settings.switches.coarse_times:
        late = datetime.timedelta(seconds=key.last_modified.second % COARSE_SECONDS)
        key.last_modified = key.last_modified.replace(microsecond=0) - late
    return key


@replaces(S3Backend)
def complete_multipart_upload(self: Any, bucket_name: str, *arguments: Any) -> FakeKey | None:
    """moto has another checksum for what it cannot calculate; that is done when it is asked for."""
    key = _moto_complete(self, bucket_name, *arguments)
    if key is not None and key.checksum_type == "FULL_OBJECT":
        key.checksum_value = None
    return key


def _settle(key: FakeKey) -> None:
    """Have a checksum: that which was sent, else S3's own."""
    if key.checksum_value is None:
        key.checksum_algorithm = key.checksum_algorithm or checksums.DEFAULT
        key.checksum_value = checksums.checksum(key.checksum_algorithm, key.value)
    key.checksum_type = key.checksum_type or "FULL_OBJECT"


@replaces(S3Response)
def _get_checksum(self: Any, response_headers: dict[str, Any]) -> tuple[str, str | None]:
    """moto knows of one only when the SDK's header names it."""
    for algorithm in checksums.ALGORITHMS:
        header = checksums.header_of(algorithm)
        if self.headers.get(header):
            response_headers[header] = self.headers[header]
            response_headers["x-amz-checksum-type"] = "FULL_OBJECT"
            return algorithm, self.headers[header]
    return _moto_get_checksum(self, response_headers)


def _told(self: Any, answer: Any) -> Any:
    """The answer to HEAD or GET, with the checksum when that is asked for."""
    status, headers, body = answer
    if status not in (200, 206) or self.headers.get("x-amz-checksum-mode") != "ENABLED":
        return answer
    key = self.backend.get_object(self.bucket_name, self.parse_key_name(),
                                  version_id=self.querystring.get("versionId", [None])[0])
    _settle(key)
    composite = key.checksum_type == "COMPOSITE"
    headers[checksums.header_of(key.checksum_algorithm)] = key.checksum_value + (
        f"-{key.checksum_parts}" if composite else "")
    headers["x-amz-checksum-type"] = key.checksum_type
    return status, headers, body


@replaces(S3Response)
def get_object(self: Any) -> Any:
    return _told(self, _moto_get_object(self))


@replaces(S3Response)
def head_object(self: Any, *arguments: Any, **keywords: Any) -> Any:
    return _told(self, _moto_head_object(self, *arguments, **keywords))


@replaces(S3Backend)
def get_object_attributes(self: Any, key: FakeKey, attributes_to_get: list[str]) -> dict[str, Any]:
    if "Checksum" in attributes_to_get:
        _settle(key)
    return _moto_attributes(self, key, attributes_to_get)


# ---- lists

def encode(key: str) -> str:
    """A key as encoding-type=url has it."""
    return quote_plus(key, safe="/*")


def _entry(key: FakeKey, name: str) -> dict[str, Any]:
    return {"Key": name, "LastModified": key.last_modified_ISO8601, "ETag": key.etag, "Size": key.size,
            "StorageClass": key.storage_class, "ChecksumAlgorithm": [key.checksum_algorithm or checksums.DEFAULT],
            "ChecksumType": key.checksum_type or "FULL_OBJECT"}


@replaces(S3Response)
def list_objects_v2(self: Any) -> Any:
    """A page of at most a thousand, which says so; each object with the checksum that it has."""
    asked = {name: values[0] for name, values in self.querystring.items()}
    after, token = asked.get("start-after"), asked.get("continuation-token")
    if token is not None and token not in self.backend._pagination_tokens:
        raise S3ClientError("InvalidArgument", "The continuation token provided is incorrect")
    size = min(int(asked.get("max-keys", MAX_KEYS)), MAX_KEYS)
    prefix, delimiter = asked.get("prefix", ""), asked.get("delimiter")
    found, truncated, following = self.backend.list_objects_v2(
        self.backend.get_bucket(self.bucket_name), prefix=prefix, delimiter=delimiter, continuation_token=token,
        start_after=after, max_keys=size)
    text = encode if asked.get("encoding-type") == "url" else str
    answer: dict[str, Any] = {
        "Name": self.bucket_name, "Prefix": text(prefix), "MaxKeys": size, "KeyCount": len(found),
        "IsTruncated": truncated, "Contents": [_entry(one, text(one.name)) for one in found if isinstance(one, FakeKey)]}
    folders = [{"Prefix": text(one)} for one in found if isinstance(one, str)]
    optional = {"Delimiter": delimiter and text(delimiter), "CommonPrefixes": folders, "ContinuationToken": token,
                "EncodingType": asked.get("encoding-type"), "NextContinuationToken": following,
                "StartAfter": after and text(after)}
    answer.update({name: value for name, value in optional.items() if value})
    if "fetch-owner" in asked:
        for entry in answer["Contents"]:
            entry["Owner"] = {"ID": "bcaf1ffd86f41161ca5fb16fd081034f"}
    self.data["Action"] = "ListObjectsV2"
    return self.serialized(ActionResult(answer))


# ---- conditions

def _check_target(self: Any, name: str) -> None:
    """If-Match and If-None-Match of what is written, as moto has them for PutObject alone."""
    there = self.backend.get_object(self.bucket_name, name)
    wanted = self.headers.get("If-Match")
    if wanted and there is None:
        raise MissingKey(key=name)
    if wanted and wanted.strip('"') != there.etag.strip('"'):
        raise PreconditionFailed("If-Match")
    if self.headers.get("If-None-Match") == "*" and there is not None:
        raise PreconditionFailed("If-None-Match")


def _check_source(self: Any) -> None:
    wanted = self.headers.get("x-amz-copy-source-if-match")
    path, _, query = self.headers["x-amz-copy-source"].partition("?")
    bucket, name = unquote(path).lstrip("/").split("/", 1)
    version = parse_qs(query).get("versionId", [None])[0]
    source = self.backend.get_object(bucket, name, version_id=version)
    if wanted and source is not None and wanted.strip('"') != source.etag.strip('"'):
        raise PreconditionFailed("x-amz-copy-source-If-Match")


@replaces(S3Response)
def copy_object(self: Any) -> Any:
    _check_source(self)
    _check_target(self, self.parse_key_name())
    return _moto_copy(self)


# ---- parts

def _composite(upload: Any) -> str | None:
    """The algorithm of an upload whose checksum is that of its parts' checksums."""
    algorithm = upload.metadata.get("x-amz-checksum-algorithm")
    kind = upload.metadata.get("x-amz-checksum-type") or ("FULL_OBJECT" if algorithm == checksums.DEFAULT else "COMPOSITE")
    return algorithm if algorithm and kind == "COMPOSITE" else None


@replaces(S3Response)
def upload_part(self: Any) -> Any:
    """A part comes with the checksum that its upload was begun with."""
    upload = self.backend.get_bucket(self.bucket_name).multiparts.get(self._get_param("uploadId"))
    wanted = upload and _composite(upload)
    sent = [name for name in checksums.ALGORITHMS if self.headers.get(checksums.header_of(name))]
    if wanted and sent != [wanted]:
        raise S3ClientError("InvalidRequest", f"Checksum Type mismatch occurred, expected checksum Type: {wanted.lower()}, "
                                              f"actual checksum Type: {sent[0].lower() if sent else 'null'}")
    return _moto_upload_part(self)


def _check_parts(upload: Any, body: bytes) -> list[int]:
    """The numbers of a completion's parts: in order, each with the checksum that it was sent with."""
    root = ElementTree.fromstring(body)
    space = root.tag.partition("CompleteMultipartUpload")[0]
    algorithm = _composite(upload)
    numbers: list[int] = []
    for part in root.findall(f"{space}Part"):
        number = int(part.findtext(f"{space}PartNumber") or 0)
        if numbers and number <= numbers[-1]:
            raise S3ClientError("InvalidPartOrder", "The list of parts was not in ascending order. The parts list must "
                                                    "be specified in order by part number.")
        said = part.findtext(f"{space}Checksum{algorithm}") if algorithm else None
        if algorithm and said is None:
            raise S3ClientError("InvalidRequest", f"The upload was created using a {algorithm.lower()} checksum. The "
                                                  "complete request must include the checksum for each part. It was "
                                                  f"missing for part {number} in the request.")
        if said is not None and number in upload.parts and said != checksums.checksum(
                algorithm, upload.parts[number].value):
            raise S3ClientError("InvalidPart", "One or more of the specified parts could not be found.  The part may not "
                                               "have been uploaded, or the specified entity tag may not match the part's "
                                               "entity tag.")
        numbers.append(number)
    return numbers


@replaces(S3Response)
def _key_response_post(self: Any, request: Any, body: bytes, bucket_name: str, query: dict[str, Any],
                       key_name: str) -> Any:
    """CompleteMultipartUpload has conditions, and may say how large the object is."""
    upload = query.get("uploadId", [""])[0]
    multipart = self.backend.get_bucket(bucket_name).multiparts.get(upload)
    if upload and multipart is None:
        raise NoSuchUpload(upload_id=upload)
    if multipart is not None:
        _check_target(self, key_name)
        said = self.headers.get("x-amz-mp-object-size")
        parts = _check_parts(multipart, body)
        size = sum(multipart.parts[number].size for number in parts if number in multipart.parts)
        if said is not None and int(said) != size:
            raise S3ClientError("InvalidRequest", "The provided 'x-amz-mp-object-size' header does not match what "
                                                  "was computed")
    return _moto_post(self, request, body, bucket_name, query, key_name)
