# SPDX-License-Identifier: MIT
"""S3's objects, as far as a bucket is emptied: versions with keys that are no XML, deletions, uploads."""
from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote_plus
from xml.sax.saxutils import unescape

from moto.core.responses import ActionResult
from moto.s3.exceptions import S3ClientError
from moto.s3.responses import S3Response

from . import patch
from .patch import replaces

PAGE = 1000
ENCODED = re.compile(r"<(Key|Prefix|Delimiter|KeyMarker|NextKeyMarker)>([^<]*)</\1>")

_REPLACEMENTS: list[Any] = []

_moto_list_object_versions = S3Response.list_object_versions
_moto_delete_keys = S3Response._bucket_response_delete_keys


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


def _asked(response: Any, name: str, default: str = "") -> str:
    return response.querystring.get(name, [default])[0] or default


def _encode(key: str) -> str:
    """A key as encoding-type=url has it."""
    return quote_plus(key, safe="/*")


@replaces(S3Response)
def list_object_versions(self: Any) -> Any:
    """moto lets keys stand that no XML can hold."""
    status, headers, body = _moto_list_object_versions(self)
    if _asked(self, "encoding-type") != "url":
        return status, headers, body
    text = body.decode() if isinstance(body, bytes) else body
    text = ENCODED.sub(lambda m: f"<{m[1]}>{_encode(unescape(m[2]))}</{m[1]}>", text)
    return status, headers, text.replace("</MaxKeys>", "</MaxKeys><EncodingType>url</EncodingType>", 1)


@replaces(S3Response)
def _bucket_response_delete_keys(self: Any, bucket_name: str, authenticated: bool = True) -> Any:
    """At most a thousand keys; a quiet deletion is answered with errors only."""
    if self.body.count(b"<Key>") > PAGE:
        raise S3ClientError("MalformedXML", "The XML you provided was not well-formed or did not validate "
                                            "against our published schema")
    status, headers, body = _moto_delete_keys(self, bucket_name, authenticated)
    if re.search(rb"<Quiet>\s*true\s*</Quiet>", self.body):
        text = body.decode() if isinstance(body, bytes) else body
        body = re.sub(r"<Deleted>.*?</Deleted>", "", text, flags=re.DOTALL)
    return status, headers, body


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
    encode = _encode if _asked(self, "encoding-type") == "url" else str
    page = rest[:size]
    answer: dict[str, Any] = {
        "Bucket": self.bucket_name, "KeyMarker": encode(after), "UploadIdMarker": upload, "MaxUploads": size,
        "IsTruncated": len(rest) > size, "Prefix": encode(prefix),
        "Uploads": [{"Key": encode(u.key_name), "UploadId": u.id, "StorageClass": "STANDARD",
                     "Initiated": "2010-11-10T20:48:33.000Z"} for u in page]}
    if encode is _encode:
        answer["EncodingType"] = "url"
    if len(rest) > size:
        answer.update(NextKeyMarker=encode(page[-1].key_name), NextUploadIdMarker=page[-1].id)
    self.data["Action"] = "ListMultipartUploads"
    return self.serialized(ActionResult(answer))
