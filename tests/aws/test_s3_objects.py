# SPDX-License-Identifier: MIT
"""The double's objects, as far as a bucket is filled and emptied."""
from __future__ import annotations

import pytest

from running import code_of, status_of
from sign import send

BUCKET = "content"


@pytest.fixture
def s3(double):
    """A client, with a bucket in place."""
    client = double.client("s3")
    client.create_bucket(Bucket=BUCKET)
    return client


def versioned(s3) -> None:
    """Keep versions from now on."""
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})


def put(s3, *keys: str) -> None:
    """Objects with some content."""
    for key in keys:
        s3.put_object(Bucket=BUCKET, Key=key, Body=key.encode())


def test_versions_and_markers_are_listed_in_pages_of_keys(s3):
    versioned(s3)
    put(s3, "a", "b", "b", "c", "b")
    s3.delete_object(Bucket=BUCKET, Key="b")
    seen = []
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=BUCKET, PaginationConfig={"PageSize": 2})
    for page in pages:
        entries = [(e["Key"], e["VersionId"], e["IsLatest"]) for e in page.get("Versions", [])
                   + page.get("DeleteMarkers", [])]
        assert len(entries) <= 2
        seen += entries
    assert sorted(key for key, _, _ in seen) == ["a", "b", "b", "b", "b", "c"]
    assert len({version for _, version, _ in seen}) == 6
    assert sorted(key for key, _, latest in seen if latest) == ["a", "b", "c"]


def test_keys_that_are_no_xml_are_listed_encoded(double, s3):
    versioned(s3)
    put(s3, "a\x01b", "ü &")
    answer = send(double, "s3", "GET", f"/{BUCKET}", [("encoding-type", "url"), ("versions", "")])
    assert answer.status == 200
    assert b"<EncodingType>url</EncodingType>" in answer.body
    assert b"<Key>a%01b</Key>" in answer.body and b"<Key>%C3%BC+%26</Key>" in answer.body


def test_a_thousand_keys_are_deleted_at_once_and_no_more(s3):
    put(s3, "a", "b")
    keys = [{"Key": f"{n}"} for n in range(998)]
    done = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "a"}, {"Key": "b"}, *keys]})
    assert len(done["Deleted"]) == 1000
    assert s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0
    many = {"Objects": [{"Key": f"{n}"} for n in range(1001)]}
    assert code_of(s3.delete_objects, Bucket=BUCKET, Delete=many) == "MalformedXML"


def test_quiet_deletion_tells_errors_only(s3):
    put(s3, "a")
    done = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "a"}], "Quiet": True})
    assert "Deleted" not in done and "Errors" not in done


def test_uploads_are_listed_in_pages_and_aborted(s3):
    started = [(key, s3.create_multipart_upload(Bucket=BUCKET, Key=key)["UploadId"])
               for key in ("b", "a", "b", "c")]
    pages = s3.get_paginator("list_multipart_uploads").paginate(Bucket=BUCKET, PaginationConfig={"PageSize": 3})
    listed = [[(u["Key"], u["UploadId"]) for u in page["Uploads"]] for page in pages]
    assert [len(page) for page in listed] == [3, 1]
    assert [key for page in listed for key, _ in page] == ["a", "b", "b", "c"]
    assert sorted(upload for page in listed for upload in page) == sorted(started)
    for key, upload in started:
        s3.abort_multipart_upload(Bucket=BUCKET, Key=key, UploadId=upload)
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=BUCKET)
    assert code_of(s3.abort_multipart_upload, Bucket=BUCKET, Key="a", UploadId=started[1][1]) == "NoSuchUpload"


def test_object_is_written_only_if_it_is_what_was_read(s3):
    first = s3.put_object(Bucket=BUCKET, Key="index", Body=b"1", IfNoneMatch="*")["ETag"]
    assert code_of(s3.put_object, Bucket=BUCKET, Key="index", Body=b"2", IfNoneMatch="*") == "PreconditionFailed"
    assert code_of(s3.put_object, Bucket=BUCKET, Key="index", Body=b"2", IfMatch='"no"') == "PreconditionFailed"
    assert code_of(s3.put_object, Bucket=BUCKET, Key="absent", Body=b"2", IfMatch=first) == "NoSuchKey"
    second = s3.put_object(Bucket=BUCKET, Key="index", Body=b"2", IfMatch=first)["ETag"]
    assert s3.get_object(Bucket=BUCKET, Key="index")["Body"].read() == b"2"
    assert code_of(s3.delete_object, Bucket=BUCKET, Key="index", IfMatch=first) == "PreconditionFailed"
    assert code_of(s3.delete_object, Bucket=BUCKET, Key="index", IfMatch=second) == ""


def test_bucket_is_deleted_when_no_version_and_no_marker_is_left(s3):
    versioned(s3)
    put(s3, "a", "a")
    s3.delete_object(Bucket=BUCKET, Key="a")
    listed = s3.list_object_versions(Bucket=BUCKET)
    versions = [{"Key": e["Key"], "VersionId": e["VersionId"]} for e in listed["Versions"]]
    markers = [{"Key": e["Key"], "VersionId": e["VersionId"]} for e in listed["DeleteMarkers"]]
    s3.delete_objects(Bucket=BUCKET, Delete={"Objects": versions})
    assert code_of(s3.delete_bucket, Bucket=BUCKET) == "BucketNotEmpty"
    s3.delete_objects(Bucket=BUCKET, Delete={"Objects": markers})
    assert status_of(s3.delete_bucket, Bucket=BUCKET) == 204
