# SPDX-License-Identifier: MIT
"""S3's objects, as far as a bucket is emptied: versions with keys that are no XML, deletions, uploads."""
from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape, unescape

from moto.core.responses import ActionResult
from moto.core.utils import iso_8601_datetime_without_milliseconds_s3, utcnow
from moto.s3.exceptions import S3ClientError
from moto.s3.models import S3Backend
from moto.s3.responses import S3Response

from . import patch
from .patch import replaces
from .s3_contents import encode

PAGE = 1000
NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
ENCODED = re.compile(r"<(Key|Prefix|Delimiter|KeyMarker|NextKeyMarker)>([^<]*)</\1>")

_REPLACEMENTS: list[Any] = []

_moto_list_object_versions = S3Response.list_object_versions
_moto_create_upload = S3Backend.create_multipart_upload
_moto_delete_keys = S3Response._bucket_response_delete_keys


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


def _asked(response: Any, name: str, default: str = "") -> str:
    return response.querystring.get(name, [default])[0] or default


@replaces(S3Response)
def list_object_versions(self: Any) -> Any:
    """moto lets keys stand that no XML can hold."""
    status, headers, body = _moto_list_object_versions(self)
    if _asked(self, "encoding-type") != "url":
        return status, headers, body
    text = body.decode() if isinstance(body, bytes) else body
    text = ENCODED.sub(lambda m: f"<{m[1]}>{encode(unescape(m[2]))}</{m[1]}>", text)
    return status, headers, text.replace("</MaxKeys>", "</MaxKeys><EncodingType>url</EncodingType>", 1)


def _refusal(self: Any, wanted: dict[str, str]) -> tuple[str, str] | None:
    """Why one of the objects of a deletion stays: its ETag is not the one given."""
    if "Size" in wanted or "LastModifiedTime" in wanted:
        return "NotImplemented", "A header you provided implies functionality that is not implemented"
    if "ETag" not in wanted:
        return None
    there = self.backend.get_object(self.bucket_name, wanted["Key"], version_id=wanted.get("VersionId"))
    if there is None:
        return "NoSuchKey", "The specified key does not exist."
    if there.etag.strip('"') != wanted["ETag"].strip('"'):
        return "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"
    return None


@replaces(S3Response)
def _bucket_response_delete_keys(self: Any, bucket_name: str, authenticated: bool = True) -> Any:
    """At most a thousand keys, each with a condition of its own; a quiet deletion is answered with errors only."""
    root = ElementTree.fromstring(self.body)
    space = root.tag.partition("Delete")[0]
    objects = root.findall(f"{space}Object")
    if not 0 < len(objects) <= PAGE:
        raise S3ClientError("MalformedXML", "The XML you provided was not well-formed or did not validate "
                                            "against our published schema")
    wanted = [{part.tag.removeprefix(space): part.text or "" for part in one} for one in objects]
    kept = [(one["Key"], *refusal) for one in wanted if (refusal := _refusal(self, one))]
    for element, one in zip(objects, wanted):
        if any(one["Key"] == key for key, _, _ in kept):
            root.remove(element)
    # A carriage return that stands as itself is read as a line feed (XML 1.0, 2.11).
    self.body = ElementTree.tostring(root, default_namespace=space.strip("{}") or None).replace(b"\r", b"&#13;")
    status, headers, body = 200, {}, f'<DeleteResult xmlns="{NAMESPACE}"></DeleteResult>'
    if len(kept) < len(objects):
        status, headers, body = _moto_delete_keys(self, bucket_name, authenticated)
    text = body.decode() if isinstance(body, bytes) else body
    if (root.findtext(f"{space}Quiet") or "").strip() == "true":
        text = re.sub(r"<Deleted>.*?</Deleted>", "", text, flags=re.DOTALL)
    errors = "".join(f"<Error><Key>{escape(key)}</Key><Code>{code}</Code><Message>{message}</Message></Error>"
                     for key, code, message in kept)
    return status, headers, text.replace("</DeleteResult>", errors + "</DeleteResult>")


@replaces(S3Backend)
def create_multipart_upload(self: Any, *arguments: Any, **keywords: Any) -> Any:
    """moto does not know when an upload began."""
    upload = _moto_create_upload(self, *arguments, **keywords)
    upload.initiated = iso_8601_datetime_without_milliseconds_s3(utcnow())
    return upload


@replaces(S3Response)
def list_multipart_uploads(self: Any) -> Any:
    """In the order of their keys, those of one key as they began."""
    prefix, size = _asked(self, "prefix"), min(int(_asked(self, "max-uploads", str(PAGE))), PAGE)
    after, upload = _asked(self, "key-marker"), _asked(self, "upload-id-marker")
    uploads = sorted((u for u in self.backend.list_multipart_uploads(self.bucket_name).values()
                      if u.key_name.startswith(prefix)), key=lambda u: u.key_name)
    ids = [u.id for u in uploads]
    rest = uploads[ids.index(upload) + 1:] if after and upload in ids else \
        [u for u in uploads if u.key_name > after]
    spell = encode if _asked(self, "encoding-type") == "url" else str
    page = rest[:size]
    answer: dict[str, Any] = {
        "Bucket": self.bucket_name, "KeyMarker": spell(after), "UploadIdMarker": upload, "MaxUploads": size,
        "IsTruncated": len(rest) > size, "Prefix": spell(prefix),
        "Uploads": [{"Key": spell(u.key_name), "UploadId": u.id, "StorageClass": "STANDARD",
                     "Initiated": u.initiated} for u in page]}
    if spell is encode:
        answer["EncodingType"] = "url"
    if len(rest) > size:
        answer.update(NextKeyMarker=spell(page[-1].key_name), NextUploadIdMarker=page[-1].id)
    self.data["Action"] = "ListMultipartUploads"
    return self.serialized(ActionResult(answer))
