# SPDX-License-Identifier: MIT
"""The double's objects, as far as a bucket is filled."""
from __future__ import annotations

import base64
import datetime
import hashlib

import pytest

from running import code_of, status_of
from sign import send
from steps import wait_for

BUCKET = "content"
NO_ETAG = '"' + "0" * 32 + '"'
MD5 = '"' + hashlib.md5(b"hello").hexdigest() + '"'

# Of "123456789": the check values of the catalogue of CRCs, the others by openssl dgst.
CHECKS = {"crc32": "cbf43926", "crc32c": "e3069283", "crc64nvme": "ae8b14860a799888",
          "sha1": "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
          "sha256": "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"}


@pytest.fixture
def s3(double):
    """A client that sends no checksum of its own, with a bucket in place."""
    client = double.client("s3", request_checksum_calculation="when_required")
    client.create_bucket(Bucket=BUCKET)
    return client


def put(s3, key: str = "a", body: bytes = b"hello", **more) -> str:
    """An object; its ETag."""
    return s3.put_object(Bucket=BUCKET, Key=key, Body=body, **more)["ETag"]


def refusal(s3, **more) -> str:
    """The code with which PutObject is refused."""
    return code_of(s3.put_object, **{"Bucket": BUCKET, "Key": "a", "Body": b"hello", **more})


def copy_onto_itself(s3, **more):
    """With other headers."""
    return {"Bucket": BUCKET, "Key": "a", "CopySource": {"Bucket": BUCKET, "Key": "a"},
            "MetadataDirective": "REPLACE", **more}


def begin(s3, key: str = "big", *parts: bytes, **more):
    """An upload with these parts, not completed."""
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key=key, **more)["UploadId"]
    done = []
    for number, part in enumerate(parts or (b"end",), 1):
        said = s3.upload_part(Bucket=BUCKET, Key=key, UploadId=upload, PartNumber=number, Body=part, **more)
        done.append({"PartNumber": number, **{name: said[name] for name in ("ETag", "ChecksumSHA256") if name in said}})
    return {"Bucket": BUCKET, "Key": key, "UploadId": upload, "MultipartUpload": {"Parts": done}}


@pytest.mark.parametrize("name", CHECKS)
def test_checksum_is_compared_and_told(double, s3, name):
    right = base64.b64encode(bytes.fromhex(CHECKS[name])).decode()
    wrong = base64.b64encode(b"x" * (len(CHECKS[name]) // 2)).decode()
    header = f"x-amz-checksum-{name}"
    assert send(double, "s3", "PUT", f"/{BUCKET}/a", body=b"123456789", headers={header: wrong}).code == "BadDigest"
    assert send(double, "s3", "PUT", f"/{BUCKET}/a", body=b"123456789", headers={header: right}).status == 200
    for method in ("HEAD", "GET"):
        told = send(double, "s3", method, f"/{BUCKET}/a", headers={"x-amz-checksum-mode": "ENABLED"}).headers
        assert (told[header], told["x-amz-checksum-type"]) == (right, "FULL_OBJECT")
        assert header not in send(double, "s3", method, f"/{BUCKET}/a").headers
    attributes = s3.get_object_attributes(Bucket=BUCKET, Key="a", ObjectAttributes=["Checksum"])
    assert attributes["Checksum"][f"Checksum{name.upper()}"] == right
    entry = s3.list_objects_v2(Bucket=BUCKET)["Contents"][0]
    assert (entry["ChecksumAlgorithm"], entry["ChecksumType"]) == ([name.upper()], "FULL_OBJECT")


def test_object_without_a_checksum_gets_one_of_s3(s3):
    put(s3, body=b"123456789")
    told = s3.head_object(Bucket=BUCKET, Key="a", ChecksumMode="ENABLED")
    assert base64.b64decode(told["ChecksumCRC64NVME"]).hex() == CHECKS["crc64nvme"]
    assert s3.list_objects_v2(Bucket=BUCKET)["Contents"][0]["ChecksumAlgorithm"] == ["CRC64NVME"]


@pytest.mark.parametrize("how", ["header", "bucket"])
@pytest.mark.parametrize("algorithm", ["AES256", "aws:kms", "aws:kms:dsse"])
def test_etag_of_what_kms_encrypts_is_no_digest(s3, algorithm, how):
    if how == "bucket":
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}}
        s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [rule]})
    more = {"ServerSideEncryption": algorithm} if how == "header" else {}
    first, second = put(s3, **more), put(s3, **more)
    assert (first == MD5, first == second) == ((True, True) if algorithm == "AES256" else (False, False))
    assert s3.head_object(Bucket=BUCKET, Key="a")["ETag"] == second


def test_page_of_a_list_is_a_thousand_at_most(s3):
    put(s3, "b c+d/ü")
    page = s3.list_objects_v2(Bucket=BUCKET, MaxKeys=5000, StartAfter="a b", Prefix="b ")
    assert (page["MaxKeys"], page["KeyCount"], page["StartAfter"], page["Prefix"]) == (1000, 1, "a b", "b ")
    assert page["Contents"][0]["Key"] == "b c+d/ü"


def test_keys_are_listed_encoded_where_that_is_asked_for(double, s3):
    put(s3, "b c+d/ü")
    listed = send(double, "s3", "GET", f"/{BUCKET}", [("encoding-type", "url"), ("list-type", "2")])
    assert b"<Key>b+c%2Bd/%C3%BC</Key>" in listed.body
    plain = send(double, "s3", "GET", f"/{BUCKET}", [("list-type", "2")])
    assert "<Key>b c+d/ü</Key>".encode() in plain.body


def test_pages_follow_each_other(s3):
    keys = ["B", "a", "a/b", "ä", "\U0001f600"]
    for key in keys:
        put(s3, key)
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, PaginationConfig={"PageSize": 2}))
    assert [[entry["Key"] for entry in page["Contents"]] for page in pages] == [keys[:2], keys[2:4], keys[4:]]
    assert code_of(s3.list_objects_v2, Bucket=BUCKET, ContinuationToken="no") == "InvalidArgument"
    folders = s3.list_objects_v2(Bucket=BUCKET, Delimiter="/")
    assert [folder["Prefix"] for folder in folders["CommonPrefixes"]] == ["a/"]


@pytest.mark.parametrize("key", ["k" * 1024, "a\nb", "a\x01b", "a//b", "q?x=1#2", "%25 +&'", "ü/\U0001f600"])
def test_key_holds_what_it_was_given(s3, key):
    put(s3, key, key.encode())
    assert s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() == key.encode()


def test_key_of_more_than_1024_bytes_is_too_long(s3):
    assert refusal(s3, Key="k" * 1025) == refusal(s3, Key="ü" * 513) == "KeyTooLongError"
    assert code_of(s3.create_multipart_upload, Bucket=BUCKET, Key="k" * 1025) == "KeyTooLongError"


def test_metadata_have_two_kilobytes(s3):
    put(s3, Metadata={"a": "y" * 2047})
    assert refusal(s3, Metadata={"a": "y" * 2048}) == "MetadataTooLarge"
    assert code_of(s3.copy_object, **copy_onto_itself(s3, Metadata={"a": "y" * 2048})) == "MetadataTooLarge"


def test_copy_has_conditions_of_its_source_and_of_its_target(s3):
    put(s3)
    for wrong in ({"CopySourceIfMatch": NO_ETAG}, {"IfMatch": NO_ETAG}, {"IfNoneMatch": "*"}):
        assert code_of(s3.copy_object, **copy_onto_itself(s3, **wrong)) == "PreconditionFailed", wrong
    right = s3.copy_object(**copy_onto_itself(s3, CopySourceIfMatch=MD5, IfMatch=MD5, CacheControl="no-cache"))
    assert right["CopyObjectResult"]["ETag"] == MD5
    assert s3.head_object(Bucket=BUCKET, Key="a")["CacheControl"] == "no-cache"
    elsewhere = copy_onto_itself(s3, Key="b", IfMatch=MD5)
    assert code_of(s3.copy_object, **elsewhere) == "NoSuchKey"


def test_upload_is_completed_on_conditions(s3):
    whole = put(s3, "big")
    for wrong in ({"IfMatch": NO_ETAG}, {"IfNoneMatch": "*"}):
        assert code_of(s3.complete_multipart_upload, **begin(s3), **wrong) == "PreconditionFailed", wrong
    assert code_of(s3.complete_multipart_upload, **begin(s3, "none"), IfMatch=whole) == "NoSuchKey"
    assert code_of(s3.complete_multipart_upload, **begin(s3), MpuObjectSize=7) == "InvalidRequest"
    done = s3.complete_multipart_upload(**begin(s3), IfMatch=whole, MpuObjectSize=3)
    assert done["ETag"] == '"%s-1"' % hashlib.md5(hashlib.md5(b"end").digest()).hexdigest()


def test_upload_says_when_it_began(s3):
    began = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    begin(s3)
    listed = s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"][0]["Initiated"]
    assert began <= listed <= began + datetime.timedelta(seconds=60)


def test_checksum_of_parts_is_that_of_their_checksums(s3):
    parts = [b"p" * (5 << 20), b"end"]
    s3.complete_multipart_upload(**begin(s3, "big", *parts, ChecksumAlgorithm="SHA256"))
    told = s3.head_object(Bucket=BUCKET, Key="big", ChecksumMode="ENABLED")
    digests = b"".join(hashlib.sha256(part).digest() for part in parts)
    assert told["ChecksumSHA256"] == base64.b64encode(hashlib.sha256(digests).digest()).decode() + "-2"
    assert told["ChecksumType"] == "COMPOSITE"


def test_parts_come_in_order_with_their_checksums(s3):
    right = begin(s3, "big", b"p" * (5 << 20), b"end", ChecksumAlgorithm="SHA256")
    parts = right["MultipartUpload"]["Parts"]
    wrong = {"InvalidPartOrder": parts[::-1],
             "InvalidPart": [{**parts[0], "ChecksumSHA256": parts[1]["ChecksumSHA256"]}, parts[1]],
             "InvalidRequest": [{name: part[name] for name in ("PartNumber", "ETag")} for part in parts]}
    for code, listed in wrong.items():
        assert code_of(s3.complete_multipart_upload, **{**right, "MultipartUpload": {"Parts": listed}}) == code
    other = {name: right[name] for name in ("Bucket", "Key", "UploadId")}
    assert code_of(s3.upload_part, **other, PartNumber=3, Body=b"more") == "InvalidRequest"
    assert s3.complete_multipart_upload(**right)["ETag"].endswith('-2"')
    assert code_of(s3.complete_multipart_upload, **right) == "NoSuchUpload"


def test_each_key_of_a_deletion_has_its_condition(s3):
    for key in "abc":
        put(s3, key)
    wanted = [{"Key": "a", "ETag": NO_ETAG}, {"Key": "b", "ETag": MD5}, {"Key": "none", "ETag": MD5}, {"Key": "c"}]
    done = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": wanted})
    assert sorted(one["Key"] for one in done["Deleted"]) == ["b", "c"]
    assert [(one["Key"], one["Code"]) for one in done["Errors"]] == [("a", "PreconditionFailed"), ("none", "NoSuchKey")]
    alone = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": wanted[:1], "Quiet": True})
    assert "Deleted" not in alone and alone["Errors"][0]["Code"] == "PreconditionFailed"
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET)["Contents"]] == ["a"]
    sized = {"Objects": [{"Key": "a", "Size": 5}]}
    assert s3.delete_objects(Bucket=BUCKET, Delete=sized)["Errors"][0]["Code"] == "NotImplemented"


def test_conflict_of_conditions_is_there_on_demand(double, s3):
    double.faults({"match": "PutObject", "do": "error", "status": 409, "code": "ConditionalRequestConflict", "first": 1})
    assert status_of(s3.put_object, Bucket=BUCKET, Key="a", Body=b"", IfNoneMatch="*") == 409
    assert refusal(s3, IfNoneMatch="*") == ""


def test_times_are_coarse_where_a_test_wants_them(double, s3):
    double.control("switches", {"coarse_times": True})
    put(s3)
    told = s3.head_object(Bucket=BUCKET, Key="a")["LastModified"]
    assert told.second % 10 == 0
    assert s3.list_objects_v2(Bucket=BUCKET)["Contents"][0]["LastModified"] == told


def test_copy_onto_itself_moves_the_time_and_not_the_etag(s3):
    put(s3)
    before = s3.head_object(Bucket=BUCKET, Key="a")["LastModified"]

    def copied() -> bool:
        s3.copy_object(**copy_onto_itself(s3))
        after = s3.head_object(Bucket=BUCKET, Key="a")
        return after["LastModified"] > before and after["ETag"] == MD5
    assert wait_for(copied)
