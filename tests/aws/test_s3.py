# SPDX-License-Identifier: MIT
"""The double's S3 keeps S3's rules."""
from __future__ import annotations

import json

import pytest

from running import ACCOUNT, RunningDouble, code_of, status_of
from sign import send

BUCKET = "www.example.com"
ALL_BLOCKED = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True,
               "RestrictPublicBuckets": True}


def tag_set(**tags: str) -> dict[str, list[dict[str, str]]]:
    """A Tagging document; a_b stands for a:b."""
    return {"TagSet": [{"Key": k.replace("_", ":"), "Value": v} for k, v in tags.items()]}


@pytest.fixture
def s3(double: RunningDouble):
    """A client, with the bucket in place."""
    client = double.client("s3")
    client.create_bucket(Bucket=BUCKET)
    return client


def test_new_bucket_blocks_public_access_and_has_no_acls(s3):
    assert s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"] == ALL_BLOCKED
    owner = s3.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"]["Rules"][0]
    assert owner["ObjectOwnership"] == "BucketOwnerEnforced"
    assert code_of(s3.put_bucket_acl, Bucket=BUCKET, ACL="public-read") == "AccessControlListNotSupported"


def test_encryption_is_never_absent(s3):
    rules = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


@pytest.mark.parametrize("default, code", [
    ({"SSEAlgorithm": "AES256"}, None),
    ({"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/nobody-knows-it"}, None),
    ({"SSEAlgorithm": "aws:kms:dsse"}, None),
    ({"SSEAlgorithm": "AES256", "KMSMasterKeyID": "k"}, "InvalidArgument"),
    ({"SSEAlgorithm": "rot13"}, "MalformedXML")])
def test_encryption_is_of_an_algorithm_that_s3_has(s3, default, code):
    asked = {"Bucket": BUCKET, "ServerSideEncryptionConfiguration": {
        "Rules": [{"ApplyServerSideEncryptionByDefault": default}]}}
    if code:
        assert code_of(s3.put_bucket_encryption, **asked) == code
    else:
        s3.put_bucket_encryption(**asked)
        [rule] = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
        assert rule["ApplyServerSideEncryptionByDefault"] == default


def test_acls_are_turned_off_only_where_they_let_nobody_in(s3):
    def owned(by: str) -> dict[str, object]:
        return {"Bucket": BUCKET, "OwnershipControls": {"Rules": [{"ObjectOwnership": by}]}}
    assert code_of(s3.put_bucket_ownership_controls, **owned("Mine")) == "MalformedXML"
    s3.put_bucket_ownership_controls(**owned("ObjectWriter"))
    s3.put_bucket_acl(Bucket=BUCKET, GrantRead='id="somebody"')
    assert code_of(s3.put_bucket_ownership_controls, **owned("BucketOwnerEnforced")) == \
        "InvalidBucketAclWithObjectOwnership"
    s3.put_bucket_acl(Bucket=BUCKET, ACL="private")
    s3.put_bucket_ownership_controls(**owned("BucketOwnerEnforced"))


UPLOADS = {"ID": "a", "Status": "Enabled", "Filter": {"Prefix": "tmp/"},
           "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 3}}


def lifecycle(*rules: dict[str, object]) -> dict[str, object]:
    return {"Bucket": BUCKET, "LifecycleConfiguration": {"Rules": [{**UPLOADS, **rule} for rule in rules]}}


@pytest.mark.parametrize("rules, code", [
    ([{}, {}], "InvalidArgument"),
    ([{"ID": str(i)} for i in range(1001)], "InvalidRequest"),
    ([{"ID": "i" * 256}], "InvalidArgument"),
    ([{"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 0}}], "InvalidArgument"),
    ([{"Filter": {"Tag": {"Key": "a", "Value": "b"}}}], "InvalidRequest"),
    ([{"Filter": {"And": {"Prefix": "a"}}}], "MalformedXML"),
    ([{"Transitions": [{"Days": 29, "StorageClass": "STANDARD_IA"}]}], "InvalidArgument"),
    ([{"Transitions": [{"Days": 5, "StorageClass": "GLACIER"}], "Expiration": {"Days": 5}}], "InvalidArgument"),
    ([{"NoncurrentVersionExpiration": {"NoncurrentDays": 1, "NewerNoncurrentVersions": 101}}], "InvalidArgument"),
    ([{"Expiration": {"Days": 0}}], "InvalidArgument")])
def test_lifecycle_rules_that_s3_refuses(s3, rules, code):
    assert code_of(s3.put_bucket_lifecycle_configuration, **lifecycle(*rules)) == code
    assert code_of(s3.get_bucket_lifecycle_configuration, Bucket=BUCKET) == "NoSuchLifecycleConfiguration"


def test_lifecycle_comes_back_whole(s3):
    rules = [{**UPLOADS, "ID": "b", "NoncurrentVersionExpiration": {"NoncurrentDays": 1, "NewerNoncurrentVersions": 3},
              "Filter": {"And": {"Prefix": "x", "ObjectSizeGreaterThan": 5}}}, UPLOADS]
    s3.put_bucket_lifecycle_configuration(**lifecycle(*rules),
                                          TransitionDefaultMinimumObjectSize="varies_by_storage_class")
    found = s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)
    assert found["Rules"] == rules and found["TransitionDefaultMinimumObjectSize"] == "varies_by_storage_class"
    s3.put_bucket_lifecycle_configuration(**lifecycle({}))
    found = s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)
    assert found["TransitionDefaultMinimumObjectSize"] == "all_storage_classes_128K"
    s3.delete_bucket_lifecycle(Bucket=BUCKET)
    assert code_of(s3.get_bucket_lifecycle_configuration, Bucket=BUCKET) == "NoSuchLifecycleConfiguration"


def test_deleted_public_access_block_is_not_found(s3):
    s3.delete_public_access_block(Bucket=BUCKET)
    assert code_of(s3.get_public_access_block, Bucket=BUCKET) == "NoSuchPublicAccessBlockConfiguration"
    assert status_of(s3.get_public_access_block, Bucket=BUCKET) == 404


def test_empty_tag_set_is_not_found(s3):
    assert code_of(s3.get_bucket_tagging, Bucket=BUCKET) == "NoSuchTagSet"
    assert status_of(s3.get_bucket_tagging, Bucket=BUCKET) == 404
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging=tag_set(env="prod"))
    s3.delete_bucket_tagging(Bucket=BUCKET)
    assert code_of(s3.get_bucket_tagging, Bucket=BUCKET) == "NoSuchTagSet"


def test_put_tagging_replaces_the_set(s3):
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging=tag_set(env="prod", owner="web"))
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging=tag_set(owner="ops"))
    assert s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"] == tag_set(owner="ops")["TagSet"]


def test_system_tags_are_neither_added_nor_removed_nor_changed(double, s3):
    assert code_of(s3.put_bucket_tagging, Bucket=BUCKET, Tagging=tag_set(aws_x="1")) == "InvalidTag"
    double.control("system-tags", {"bucket": BUCKET, "tags": {"aws:x": "1"}})
    assert code_of(s3.put_bucket_tagging, Bucket=BUCKET, Tagging=tag_set(env="prod")) == "InvalidTag"
    assert code_of(s3.put_bucket_tagging, Bucket=BUCKET, Tagging=tag_set(aws_x="2")) == "InvalidTag"
    assert code_of(s3.delete_bucket_tagging, Bucket=BUCKET) == "InvalidTag"
    assert code_of(s3.put_bucket_tagging, Bucket=BUCKET, Tagging=tag_set(aws_x="1", env="prod")) == ""


def test_versioning_is_absent_then_enabled_then_suspended(s3):
    assert "Status" not in s3.get_bucket_versioning(Bucket=BUCKET)
    for status in ("Enabled", "Suspended"):
        s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": status})
        assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == status


@pytest.mark.parametrize("query, body", [
    ("tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"),
    ("versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"),
    ("publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
                          "</PublicAccessBlockConfiguration>"),
    ("policy", "{}"),
])
def test_sub_resource_needs_a_checksum(double, s3, query, body):
    answer = send(double, "s3", "PUT", f"/{BUCKET}", [(query, "")], body.encode())
    assert (answer.status, answer.code) == (400, "InvalidRequest")
    wrong = send(double, "s3", "PUT", f"/{BUCKET}", [(query, "")], body.encode(),
                 {"content-md5": "AAAAAAAAAAAAAAAAAAAAAA=="})
    assert (wrong.status, wrong.code) == (400, "BadDigest")


def test_body_that_does_not_fit_the_model_is_malformed(double, s3):
    for query, body in (("versioning", b"<VersioningConfiguration><Status>On</Status></VersioningConfiguration>"),
                        ("versioning", b"<VersioningConfiguration><State>Enabled</State>"
                                       b"</VersioningConfiguration>"),
                        ("tagging", b"<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>"),
                        ("tagging", b"<Tagging><TagSet>")):
        answer = send(double, "s3", "PUT", f"/{BUCKET}", [(query, "")], body, md5=True)
        assert (answer.status, answer.code) == (400, "MalformedXML"), body


def test_location_constraint_follows_the_region(double):
    use1, cac1 = double.client("s3"), double.client("s3", "ca-central-1")
    where = {"LocationConstraint": "ca-central-1"}
    assert code_of(cac1.create_bucket, Bucket="elsewhere") == "IllegalLocationConstraintException"
    assert code_of(cac1.create_bucket, Bucket="elsewhere", CreateBucketConfiguration=where) == ""
    answer = send(double, "s3", "PUT", "/here", [], b"<CreateBucketConfiguration><LocationConstraint>us-east-1"
                                                    b"</LocationConstraint></CreateBucketConfiguration>")
    assert (answer.status, answer.code) == (400, "InvalidLocationConstraint")
    assert code_of(use1.create_bucket, Bucket="here") == ""


def test_wrong_region_is_refused_and_the_right_one_named(double):
    double.client("s3", "ca-central-1").create_bucket(
        Bucket="elsewhere", CreateBucketConfiguration={"LocationConstraint": "ca-central-1"})
    answer = send(double, "s3", "HEAD", "/elsewhere")
    assert (answer.status, answer.headers["x-amz-bucket-region"], answer.body) == (301, "ca-central-1", b"")
    answer = send(double, "s3", "GET", "/elsewhere", [("tagging", "")])
    assert (answer.status, answer.code) == (400, "AuthorizationHeaderMalformed")
    assert b"<Region>ca-central-1</Region>" in answer.body
    assert answer.headers["x-amz-bucket-region"] == "ca-central-1"
    right = send(double, "s3", "HEAD", "/elsewhere", region="ca-central-1")
    assert (right.status, right.headers["x-amz-bucket-region"]) == (200, "ca-central-1")


def test_absent_bucket_has_no_body_on_head(double):
    answer = send(double, "s3", "HEAD", "/nobody-made-this")
    assert (answer.status, answer.body) == (404, b"")


def test_creating_an_own_bucket_again_depends_on_the_region(double, s3):
    assert code_of(s3.create_bucket, Bucket=BUCKET) == ""
    there, where = double.client("s3", "eu-west-1"), {"LocationConstraint": "eu-west-1"}
    there.create_bucket(Bucket="there", CreateBucketConfiguration=where)
    assert code_of(there.create_bucket, Bucket="there",
                   CreateBucketConfiguration=where) == "BucketAlreadyOwnedByYou"


def test_foreign_bucket_exists_without_access(double, s3):
    double.control("foreign-bucket", {"bucket": "theirs"})
    assert status_of(s3.head_bucket, Bucket="theirs") == 403
    assert code_of(s3.get_bucket_tagging, Bucket="theirs") == "AccessDenied"
    assert code_of(s3.create_bucket, Bucket="theirs") == "BucketAlreadyExists"


def test_expected_owner_is_compared(s3):
    assert code_of(s3.get_bucket_versioning, Bucket=BUCKET, ExpectedBucketOwner=ACCOUNT) == ""
    assert code_of(s3.get_bucket_versioning, Bucket=BUCKET,
                   ExpectedBucketOwner="111111111111") == "AccessDenied"


@pytest.mark.parametrize("name", ["Upper", "a.-b..c", "192.168.0.1", "xn--bucket", "bucket-s3alias"])
def test_bad_bucket_name_is_refused(double, name):
    answer = send(double, "s3", "PUT", f"/{name}")
    assert (answer.status, answer.code) == (400, "InvalidBucketName")


def test_bucket_with_objects_or_versions_is_not_deleted(s3):
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket=BUCKET, Key="index.html", Body=b"x")
    assert code_of(s3.delete_bucket, Bucket=BUCKET) == "BucketNotEmpty"
    s3.delete_object(Bucket=BUCKET, Key="index.html")
    assert code_of(s3.delete_bucket, Bucket=BUCKET) == "BucketNotEmpty"
    listed = s3.list_object_versions(Bucket=BUCKET)
    for version in listed["Versions"] + listed["DeleteMarkers"]:
        s3.delete_object(Bucket=BUCKET, Key=version["Key"], VersionId=version["VersionId"])
    assert code_of(s3.delete_bucket, Bucket=BUCKET) == ""
    assert code_of(s3.head_bucket, Bucket=BUCKET) == "404"


def policy(bucket: str = BUCKET, **more: object) -> str:
    """A policy of one statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{
        "Sid": "One", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*", **more}]})


def test_policy_must_be_one_and_be_about_the_bucket(s3):
    assert code_of(s3.get_bucket_policy, Bucket=BUCKET) == "NoSuchBucketPolicy"
    for bad in ("", "not json", "{}", policy("other"), policy(Effect="Maybe")):
        assert code_of(s3.put_bucket_policy, Bucket=BUCKET, Policy=bad) == "MalformedPolicy", bad
    s3.put_bucket_policy(Bucket=BUCKET, Policy=policy())
    assert json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"]) == json.loads(policy())


def test_a_policy_against_plain_http_or_a_service_is_not_against_the_account(s3):
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
    plain = {**deny, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    service = {**deny, "Principal": {"Service": "cloudfront.amazonaws.com"}}
    for statement, code in ((plain, ""), (service, ""), (deny, "403")):
        s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
        assert code_of(s3.put_object, Bucket=BUCKET, Key="a", Body=b"a") == code


def test_public_policy_is_blocked_while_the_block_stands(s3):
    public = policy(Principal="*")
    assert code_of(s3.put_bucket_policy, Bucket=BUCKET, Policy=public) == "AccessDenied"
    referred = policy(Principal="*", Condition={"StringLike": {"aws:Referer": "https://example.com/*"}})
    assert code_of(s3.put_bucket_policy, Bucket=BUCKET, Policy=referred) == "AccessDenied"
    fixed = policy(Principal="*", Condition={"StringEquals": {"aws:SourceVpce": "vpce-1"}})
    assert code_of(s3.put_bucket_policy, Bucket=BUCKET, Policy=fixed) == ""
    s3.delete_public_access_block(Bucket=BUCKET)
    assert code_of(s3.put_bucket_policy, Bucket=BUCKET, Policy=public) == ""


def created_with(tags: dict[str, str], region: str = "") -> dict[str, object]:
    """The configuration of a new bucket with tags."""
    where = {"LocationConstraint": region} if region else {}
    return {**where, "Tags": [{"Key": k, "Value": v} for k, v in tags.items()]}


def tags_of(client, bucket: str) -> dict[str, str]:
    """A bucket's tags."""
    return {tag["Key"]: tag["Value"] for tag in client.get_bucket_tagging(Bucket=bucket)["TagSet"]}


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_bucket_has_its_tags_from_the_call_that_makes_it(double, region):
    client, where = double.client("s3", region), "" if region == "us-east-1" else region
    client.create_bucket(Bucket="tagged", CreateBucketConfiguration=created_with({"dxaws:site": "a"}, where))
    assert tags_of(client, "tagged") == {"dxaws:site": "a"}


def test_creation_refuses_tags_that_nobody_may_put(double):
    s3 = double.client("s3")
    assert code_of(s3.create_bucket, Bucket="b-1",
                   CreateBucketConfiguration=created_with({"aws:x": "1"})) == "InvalidTag"
    many = {f"key-{n}": "" for n in range(51)}
    assert code_of(s3.create_bucket, Bucket="b-1", CreateBucketConfiguration=created_with(many)) == "BadRequest"
    assert code_of(s3.head_bucket, Bucket="b-1") == "404"


def test_creation_with_tags_needs_a_permission_of_its_own(double):
    s3 = double.client("s3")
    double.control("deny", ["s3:TagResource"])
    assert code_of(s3.create_bucket, Bucket="b-1",
                   CreateBucketConfiguration=created_with({"a": "b"})) == "AccessDenied"
    assert code_of(s3.head_bucket, Bucket="b-1") == "404"
    assert code_of(s3.create_bucket, Bucket="b-1") == ""


def test_tags_of_creation_are_dropped_when_a_test_says_so(double):
    s3 = double.client("s3")
    double.control("switches", {"drop_creation_tags": True})
    s3.create_bucket(Bucket="b-1", CreateBucketConfiguration=created_with({"a": "b"}))
    assert code_of(s3.get_bucket_tagging, Bucket="b-1") == "NoSuchTagSet"
    double.reset()
    assert double.control("switches", method="GET")["drop_creation_tags"] is False


def test_creating_an_own_bucket_again_leaves_its_tags(double):
    s3 = double.client("s3")
    s3.create_bucket(Bucket="b-1", CreateBucketConfiguration=created_with({"owner": "me"}))
    s3.create_bucket(Bucket="b-1", CreateBucketConfiguration=created_with({"dxaws:site": "a"}))
    assert tags_of(s3, "b-1") == {"owner": "me"}
    double.control("switches", {"tag_on_recreation": True})
    s3.create_bucket(Bucket="b-1", CreateBucketConfiguration=created_with({"dxaws:site": "a"}))
    assert tags_of(s3, "b-1") == {"dxaws:site": "a"}


def test_creating_an_own_bucket_again_takes_its_acl_back(double):
    s3 = double.client("s3")
    s3.create_bucket(Bucket="b-1", ObjectOwnership="ObjectWriter")
    s3.delete_public_access_block(Bucket="b-1")
    s3.put_bucket_acl(Bucket="b-1", ACL="public-read")
    assert len(s3.get_bucket_acl(Bucket="b-1")["Grants"]) == 2
    s3.create_bucket(Bucket="b-1")
    assert len(s3.get_bucket_acl(Bucket="b-1")["Grants"]) == 1


@pytest.mark.parametrize("operation", ["head_bucket", "get_bucket_tagging", "get_bucket_versioning",
                                       "get_public_access_block", "get_bucket_policy", "list_objects_v2",
                                       "list_object_versions", "list_multipart_uploads", "delete_bucket",
                                       "delete_bucket_policy", "get_bucket_encryption"])
def test_foreign_expected_owner_is_refused_everywhere(s3, operation):
    call = getattr(s3, operation)
    assert status_of(call, Bucket=BUCKET, ExpectedBucketOwner="111111111111") == 403
    assert status_of(call, Bucket=BUCKET, ExpectedBucketOwner="me") == 400
    assert status_of(call, Bucket=BUCKET, ExpectedBucketOwner=ACCOUNT) in (200, 204, 404)


def test_objects_of_a_foreign_expected_owner_are_refused(s3):
    refused = {"Bucket": BUCKET, "Key": "k", "ExpectedBucketOwner": "111111111111"}
    assert code_of(s3.put_object, **refused, Body=b"x") == "AccessDenied"
    assert code_of(s3.delete_object, **refused) == "AccessDenied"
    assert code_of(s3.create_multipart_upload, **refused) == "AccessDenied"
    assert code_of(s3.delete_objects, Bucket=BUCKET, ExpectedBucketOwner="111111111111",
                   Delete={"Objects": [{"Key": "k"}]}) == "AccessDenied"


def test_creation_reads_no_expected_owner(double):
    answer = send(double, "s3", "PUT", "/b-1", [], b"", {"x-amz-expected-bucket-owner": "111111111111"})
    assert answer.status == 200
    answer = send(double, "s3", "PUT", "/b-1", [], b"", {"x-amz-expected-bucket-owner": "111111111111"})
    assert answer.status == 200


def test_foreign_bucket_lets_in_as_its_policy_says(double, s3):
    open_to_us = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": ["s3:*"]},
                                {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject"}]}
    double.control("foreign-bucket", {"bucket": "theirs", "policy": open_to_us,
                                      "tags": {"dxaws:site": "example"}})
    assert tags_of(s3, "theirs") == {"dxaws:site": "example"}
    assert status_of(s3.head_bucket, Bucket="theirs") == 200
    assert status_of(s3.put_object, Bucket="theirs", Key="k", Body=b"x") == 200
    assert code_of(s3.delete_object, Bucket="theirs", Key="k") == "AccessDenied"
    assert code_of(s3.get_bucket_policy, Bucket="theirs") == "MethodNotAllowed"
    s3.put_bucket_tagging(Bucket="theirs", Tagging=tag_set(owner="us"))
    assert tags_of(s3, "theirs") == {"owner": "us"}
    assert status_of(s3.head_bucket, Bucket="theirs", ExpectedBucketOwner=ACCOUNT) == 403
    assert code_of(s3.create_bucket, Bucket="theirs") == "BucketAlreadyExists"
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == [BUCKET]


def test_buckets_are_listed_by_prefix_and_region_in_pages(double):
    s3, west = double.client("s3"), double.client("s3", "eu-west-1")
    for name in ("site-c", "site-a", "other", "site-b"):
        s3.create_bucket(Bucket=name)
    west.create_bucket(Bucket="site-d", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    pages = list(s3.get_paginator("list_buckets").paginate(Prefix="site-", PaginationConfig={"PageSize": 2}))
    assert [[bucket["Name"] for bucket in page["Buckets"]] for page in pages] == [["site-a", "site-b"],
                                                                                  ["site-c", "site-d"]]
    assert pages[1]["Buckets"][1]["BucketRegion"] == "eu-west-1"
    assert pages[0]["Buckets"][0]["CreationDate"].year >= 2025
    assert [bucket["Name"] for bucket in west.list_buckets(BucketRegion="eu-west-1")["Buckets"]] == ["site-d"]
    assert code_of(s3.list_buckets, BucketRegion="eu-west-1") == "InvalidArgument"
    assert code_of(s3.list_buckets, ContinuationToken="?") == "InvalidArgument"
    assert code_of(s3.list_buckets, MaxBuckets=10001) == "InvalidArgument"
