# SPDX-License-Identifier: MIT
"""The double answers as truth/ says that AWS does; the modules' tests hold their simulations against the same."""
from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest
from botocore.exceptions import ClientError

from running import RunningDouble, code_of
from steps import distribution_config, make_zone, records

TRUTH = pathlib.Path(__file__).parent / "truth"
BUCKET = "b-1"


def truth(name: str) -> Any:
    """The cases of a file, each shown by what it says."""
    cases = json.loads((TRUTH / f"{name}.json").read_text(encoding="utf-8"))
    return pytest.mark.parametrize("case", cases, ids=[case["what"] for case in cases])


@truth("policies")
def test_policy(double: RunningDouble, case: dict[str, Any]) -> None:
    s3 = double.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    s3.delete_public_access_block(Bucket=BUCKET)
    policy = {"Version": "2012-10-17", "Statement": case["sent"]}
    assert code_of(s3.put_bucket_policy, Bucket=BUCKET, Policy=json.dumps(policy)) == case.get("refused", "")
    if "back" in case:
        back = json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])
        assert back == {"Version": "2012-10-17", "Statement": [case["back"]]}


@truth("tags")
def test_tags(double: RunningDouble, case: dict[str, Any]) -> None:
    pairs = [{"Key": key, "Value": value} for key, value in case["tags"].items()]
    s3, acm, cloudfront = double.client("s3"), double.client("acm"), double.client("cloudfront")
    s3.create_bucket(Bucket=BUCKET)
    arn = acm.request_certificate(DomainName="a.example.com", ValidationMethod="DNS")["CertificateArn"]
    made = cloudfront.create_distribution(DistributionConfig=distribution_config())["Distribution"]
    codes = (code_of(s3.put_bucket_tagging, Bucket=BUCKET, Tagging={"TagSet": pairs}),
             code_of(s3.create_bucket, Bucket="b-2", CreateBucketConfiguration={"Tags": pairs}),
             code_of(acm.add_tags_to_certificate, CertificateArn=arn, Tags=pairs),
             code_of(acm.request_certificate, DomainName="b.example.com", Tags=pairs),
             code_of(cloudfront.tag_resource, Resource=made["ARN"], Tags={"Items": pairs}))
    refused = ("InvalidTag", "InvalidTag", "ValidationException", "ValidationException", "InvalidTagging")
    for code, expected in zip(codes, refused):
        # What is longer than the model allows has another code at CloudFront.
        allowed = (expected, "MalformedXML") if case.get("refused") else ("",)
        assert code in allowed, codes



def _wire(zone: str, case: dict[str, Any]) -> dict[str, Any]:
    """A record set of a truth as boto3 has it."""
    named = {"Name": case["Name"], "Type": case["Type"]}
    if "Alias" in case:
        return {**named, "AliasTarget": {"HostedZoneId": case.get("Zone", zone), "DNSName": case["Alias"],
                                         "EvaluateTargetHealth": False}}
    return {**named, "TTL": case["TTL"], "ResourceRecords": [{"Value": value} for value in case["Values"]]}


@truth("records")
def test_records(double: RunningDouble, case: dict[str, Any]) -> None:
    route53, zone = double.client("route53"), make_zone(double, "example.com")
    given = [{"Action": "CREATE", "ResourceRecordSet": _wire(zone, one)} for one in case.get("given", [])]
    if given:
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": given})
    before = records(double, zone)
    changes = [{"Action": action, "ResourceRecordSet": _wire(zone, one)} for action, one in case["changes"]]
    try:
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
    except ClientError as refused:
        assert refused.response["Error"]["Code"] == "InvalidChangeBatch"
        assert case.get("refused", "no refusal") in str(refused)
        assert records(double, zone) == before
    else:
        assert "refused" not in case
    if "back" in case:
        assert records(double, zone) == [_wire(zone, one) for one in case["back"]]


@truth("certificates")
def test_certificates(double: RunningDouble, case: dict[str, Any]) -> None:
    acm = double.client("acm")
    wanted = {"DomainName": case["name"], "ValidationMethod": "DNS"}
    if case.get("refused"):
        assert code_of(acm.request_certificate, **wanted) == "ValidationException"
        return
    arn = acm.request_certificate(**wanted)["CertificateArn"]
    found = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    assert (found["DomainName"], found["SubjectAlternativeNames"]) == (case["back"], [case["back"]])
