# SPDX-License-Identifier: MIT
"""Finding what carries a tag, and the tags of buckets one by one."""
from __future__ import annotations

import json

import pytest
from moto.cloudfront.models import CloudFrontBackend

from running import ACCOUNT, RunningDouble, code_of
from sign import Reply, send
from steps import distribution_config, wait_for

HEADERS = {"x-amz-target": "ResourceGroupsTaggingAPI_20170126.GetResources",
           "content-type": "application/x-amz-json-1.1"}
BUCKET_ARN = "arn:aws:s3:::site-a"


def ask(double: RunningDouble, region: str = "us-east-1", **asked: object) -> Reply:
    """GetResources, as JSON: boto3 speaks CBOR here."""
    return send(double, "tagging", "POST", "/", [], json.dumps(asked).encode(), HEADERS, region)


def found(double: RunningDouble, region: str = "us-east-1", **asked: object) -> list[str]:
    """The ARNs of one page."""
    answer = ask(double, region, **asked)
    assert answer.status == 200, answer.body
    return [one["ResourceARN"] for one in json.loads(answer.body)["ResourceTagMappingList"]]


def make_bucket(double: RunningDouble, name: str, region: str = "us-east-1", **tags: str) -> None:
    """A bucket with tags."""
    where = {} if region == "us-east-1" else {"LocationConstraint": region}
    double.client("s3", region).create_bucket(Bucket=name, CreateBucketConfiguration={
        **where, "Tags": [{"Key": k, "Value": v} for k, v in tags.items()]})


def make_function(double: RunningDouble, name: str, **tags: str) -> str:
    """A CloudFront function with tags; its ARN.  Skips where moto has no functions, before 5.2.5."""
    if not hasattr(CloudFrontBackend, "create_function"):
        pytest.skip("this moto has no functions")
    made = double.client("cloudfront").create_function(
        Name=name, FunctionConfig={"Comment": "", "Runtime": "cloudfront-js-2.0"}, FunctionCode=b"x",
        Tags={"Items": [{"Key": k, "Value": v} for k, v in tags.items()]})
    return made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]


def test_everything_tagged_is_found_in_its_region(double):
    make_bucket(double, "site-a", site="a")
    make_bucket(double, "site-w", "eu-west-1", site="a")
    make_bucket(double, "plain")
    site = [{"Key": "site", "Value": "a"}]
    here = double.client("acm").request_certificate(DomainName="a.example.com", Tags=site)["CertificateArn"]
    there = double.client("acm", "eu-west-1").request_certificate(DomainName="a.example.com", Tags=site)
    made = double.client("cloudfront").create_distribution_with_tags(DistributionConfigWithTags={
        "DistributionConfig": distribution_config(), "Tags": {"Items": site}})
    function = make_function(double, "dxaws-a", site="a")
    assert found(double) == sorted([BUCKET_ARN, here, made["Distribution"]["ARN"], function])
    assert found(double, "eu-west-1") == sorted(["arn:aws:s3:::site-w", there["CertificateArn"]])
    assert found(double, ResourceTypeFilters=["cloudfront"]) == sorted([made["Distribution"]["ARN"], function])
    assert found(double, ResourceTypeFilters=["acm:certificate", "s3"]) == sorted([here, BUCKET_ARN])


def test_filters_are_all_to_be_met(double):
    make_bucket(double, "site-a", site="a", env="prod")
    make_bucket(double, "site-b", site="b", env="prod")
    assert found(double, TagFilters=[{"Key": "site"}]) == [BUCKET_ARN, "arn:aws:s3:::site-b"]
    assert found(double, TagFilters=[{"Key": "site", "Values": ["a", "c"]}]) == [BUCKET_ARN]
    assert found(double, TagFilters=[{"Key": "site", "Values": ["a"]}, {"Key": "env", "Values": ["dev"]}]) == []


def test_pages_have_tokens_and_the_last_an_empty_one(double):
    for name in ("site-a", "site-b", "site-c"):
        make_bucket(double, name, site="a")
    first = json.loads(ask(double, ResourcesPerPage=2).body)
    assert [one["Tags"] for one in first["ResourceTagMappingList"]] == [[{"Key": "site", "Value": "a"}]] * 2
    second = json.loads(ask(double, PaginationToken=first["PaginationToken"]).body)
    assert [one["ResourceARN"] for one in second["ResourceTagMappingList"]] == ["arn:aws:s3:::site-c"]
    assert second["PaginationToken"] == ""
    assert ask(double, PaginationToken="?").code == "PaginationTokenExpiredException"
    assert ask(double, ResourcesPerPage=101).code == "InvalidParameterException"
    assert ask(double, Filters=[]).code == "InvalidParameterException"


def test_index_lags_both_ways(double):
    make_bucket(double, "site-a", site="a")
    double.control("delays", {"index": 0.6})
    double.client("s3").delete_bucket(Bucket="site-a")
    make_bucket(double, "site-b", site="a")
    assert found(double) == [BUCKET_ARN]
    wait_for(lambda: found(double) == ["arn:aws:s3:::site-b"])


def test_finding_may_be_denied_in_a_region(double):
    double.control("deny", [{"action": "tag:GetResources", "region": "eu-west-1"}])
    denied = ask(double, "eu-west-1")
    assert (denied.status, denied.code) == (400, "AccessDeniedException")
    assert found(double) == []


def test_function_keeps_its_tags_until_it_is_deleted(double):
    client, arn = double.client("cloudfront"), make_function(double, "dxaws-a", site="a")
    client.tag_resource(Resource=arn, Tags={"Items": [{"Key": "owner", "Value": "me"}]})
    client.untag_resource(Resource=arn, TagKeys={"Items": ["site"]})
    assert client.list_tags_for_resource(Resource=arn)["Tags"]["Items"] == [{"Key": "owner", "Value": "me"}]
    assert code_of(client.delete_function, Name="dxaws-a", IfMatch="E0") == "PreconditionFailed"
    client.delete_function(Name="dxaws-a", IfMatch=client.describe_function(Name="dxaws-a")["ETag"])
    assert code_of(client.list_tags_for_resource, Resource=arn) == "NoSuchResource"
    make_function(double, "dxaws-a")
    assert client.list_tags_for_resource(Resource=arn)["Tags"]["Items"] == []


def control(double: RunningDouble, method: str, name: str, body: str = "", account: str = ACCOUNT,
            **query: str) -> Reply:
    """One operation of S3 Control on a bucket's tags."""
    return send(double, "s3", method, f"/v20180820/tags/arn:aws:s3:::{name}", sorted(query.items()),
                body.encode(), {"x-amz-account-id": account})


def tag_request(key: str, value: str) -> str:
    """The body of TagResource."""
    return ('<TagResourceRequest xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><Tags>'
            f"<Tag><Key>{key}</Key><Value>{value}</Value></Tag></Tags></TagResourceRequest>")


def test_single_tags_of_a_bucket_are_put_and_taken_off(double):
    make_bucket(double, "site-a", owner="me")
    assert control(double, "POST", "site-a", tag_request("dxaws:site", "a")).status == 204
    listed = control(double, "GET", "site-a")
    assert listed.status == 200
    assert b"<Key>owner</Key>" in listed.body and b"<Key>dxaws:site</Key>" in listed.body
    assert control(double, "DELETE", "site-a", tagKeys="owner").status == 204
    kept = double.client("s3").get_bucket_tagging(Bucket="site-a")["TagSet"]
    assert kept == [{"Key": "dxaws:site", "Value": "a"}]


@pytest.mark.parametrize("name, body, account, status, code", [
    ("site-a", tag_request("aws:x", "1"), ACCOUNT, 400, "InvalidTag"),
    ("site-a", tag_request("a", "b"), "210987654321", 403, "AccessDenied"),
    ("absent", tag_request("a", "b"), ACCOUNT, 404, "NoSuchBucket"),
    ("site-a", "<TagResourceRequest/>", ACCOUNT, 400, "MalformedXML"),
])
def test_tags_of_a_bucket_are_refused_as_s3_does(double, name, body, account, status, code):
    make_bucket(double, "site-a")
    answer = control(double, "POST", name, body, account)
    assert (answer.status, answer.code) == (status, code)


def test_caller_identity_is_told(double):
    identity = double.client("sts").get_caller_identity()
    assert (identity["Account"], identity["Arn"].split(":")[4]) == (ACCOUNT, ACCOUNT)
