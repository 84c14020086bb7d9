# SPDX-License-Identifier: MIT
"""Steps that tests take by boto3, so that what a program did is never judged by its own reader."""
from __future__ import annotations

import time
import uuid
from typing import Any, Callable

from running import RunningDouble

CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"


def wait_for(condition: Callable[[], Any], seconds: float = 5) -> Any:
    """The first true value of `condition`; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
    return value


def make_zone(double: RunningDouble, name: str, private: bool = False) -> str:
    """A hosted zone; its id without /hostedzone/."""
    more: dict[str, Any] = {}
    if private:
        more = {"HostedZoneConfig": {"PrivateZone": True},
                "VPC": {"VPCRegion": "us-east-1", "VPCId": "vpc-12345678"}}
    zone = double.client("route53").create_hosted_zone(Name=name, CallerReference=uuid.uuid4().hex, **more)
    return zone["HostedZone"]["Id"].split("/")[-1]


def delegation(double: RunningDouble, zone: str) -> dict[str, Any]:
    """The record set that leads to a zone, for the one above it."""
    answer = double.client("route53").get_hosted_zone(Id=zone)
    return record(answer["HostedZone"]["Name"], "NS", *(f"{one}." for one in answer["DelegationSet"]["NameServers"]))


def change(double: RunningDouble, zone: str, *changes: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """One batch of (action, record set); the ChangeInfo."""
    batch = [{"Action": action, "ResourceRecordSet": record} for action, record in changes]
    return double.client("route53").change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Changes": batch})["ChangeInfo"]


def record(name: str, kind: str, *values: str, ttl: int = 300, **more: Any) -> dict[str, Any]:
    """A record set with values."""
    return {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": v} for v in values], **more}


def alias(name: str, kind: str, target: str) -> dict[str, Any]:
    """A record set that is an alias to a distribution."""
    return {"Name": name, "Type": kind, "AliasTarget": {
        "HostedZoneId": CLOUDFRONT_ZONE, "DNSName": target, "EvaluateTargetHealth": False}}


def records(double: RunningDouble, zone: str) -> list[dict[str, Any]]:
    """All record sets of a zone but the NS and SOA it was born with."""
    pages = double.client("route53").get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone)
    return [r for page in pages for r in page["ResourceRecordSets"] if r["Type"] not in ("NS", "SOA")]


def issue_certificate(double: RunningDouble, zone: str, domain: str, **more: Any) -> str:
    """Request a certificate, put its record, wait until it is ISSUED; the ARN."""
    acm = double.client("acm")
    arn = acm.request_certificate(DomainName=domain, ValidationMethod="DNS", **more)["CertificateArn"]

    def validation() -> Any:
        options = acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"]
        return options[0].get("ResourceRecord")

    proof = wait_for(validation)
    change(double, zone, ("UPSERT", record(proof["Name"], "CNAME", proof["Value"])))
    wait_for(lambda: acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"] == "ISSUED")
    return arn


def access_control(double: RunningDouble, name: str) -> str:
    """An origin access control; its id."""
    config = {"Name": name, "SigningProtocol": "sigv4", "SigningBehavior": "always",
              "OriginAccessControlOriginType": "s3"}
    created = double.client("cloudfront").create_origin_access_control(OriginAccessControlConfig=config)
    return created["OriginAccessControl"]["Id"]


def distribution_config(reference: str = "reference", **more: Any) -> dict[str, Any]:
    """The smallest configuration with an S3 origin that CloudFront takes."""
    return {"CallerReference": reference, "Comment": "", "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [{
                "Id": "s3", "DomainName": "bucket.s3.us-east-1.amazonaws.com",
                "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
            "DefaultCacheBehavior": {"TargetOriginId": "s3", "ViewerProtocolPolicy": "redirect-to-https",
                                     "CachePolicyId": CACHING_OPTIMIZED}, **more}


def with_certificate(arn: str, *aliases: str) -> dict[str, Any]:
    """The parts of a configuration for a certificate and the names it serves."""
    return {"Aliases": {"Quantity": len(aliases), "Items": list(aliases)},
            "ViewerCertificate": {"ACMCertificateArn": arn, "SSLSupportMethod": "sni-only",
                                  "MinimumProtocolVersion": "TLSv1.2_2021"}}
