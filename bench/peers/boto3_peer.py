#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The peer that an experienced operator writes with boto3: read, compare, write only what differs.

Bucket with tags, versioning and public access block; origin access control; distribution; A and AAAA.
Takes ENDPOINT and CERTIFICATE from the environment and prints what it changed.
"""
import os

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

DOMAIN = "www.example.com"
TAGS = {"env": "prod", "owner": "web"}
BLOCK = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True,
         "RestrictPublicBuckets": True}
CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"
changed = []


def client(service):
    """A client for the endpoint under measurement."""
    return boto3.client(service, region_name="us-east-1", endpoint_url=os.environ["ENDPOINT"],
                        config=Config(s3={"addressing_style": "path"}))


def unless(code, call, **parameters):
    """The answer of a call, or None for the error that means "absent"."""
    try:
        return call(**parameters)
    except ClientError as failed:
        if failed.response["Error"]["Code"] != code:
            raise
        return None


def within(wanted, found):
    """Whether everything wanted is in what was found; the service may have filled in more."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(within(v, found.get(k)) for k, v in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and sorted(map(str, wanted)) == sorted(map(str, found)) or (
            isinstance(found, list) and len(wanted) == len(found) and all(map(within, wanted, found)))
    return wanted == found


def bucket():
    """The bucket and its settings."""
    s3 = client("s3")
    if unless("404", s3.head_bucket, Bucket=DOMAIN) is None:
        s3.create_bucket(Bucket=DOMAIN)
        changed.append("bucket")
    found = unless("NoSuchTagSet", s3.get_bucket_tagging, Bucket=DOMAIN) or {"TagSet": []}
    if {tag["Key"]: tag["Value"] for tag in found["TagSet"]} != TAGS:
        s3.put_bucket_tagging(Bucket=DOMAIN, Tagging={
            "TagSet": [{"Key": k, "Value": v} for k, v in TAGS.items()]})
        changed.append("tags")
    if s3.get_bucket_versioning(Bucket=DOMAIN).get("Status") != "Enabled":
        s3.put_bucket_versioning(Bucket=DOMAIN, VersioningConfiguration={"Status": "Enabled"})
        changed.append("versioning")
    found = unless("NoSuchPublicAccessBlockConfiguration", s3.get_public_access_block, Bucket=DOMAIN) or {}
    if found.get("PublicAccessBlockConfiguration") != BLOCK:
        s3.put_public_access_block(Bucket=DOMAIN, PublicAccessBlockConfiguration=BLOCK)
        changed.append("public access block")


def configuration(control):
    """The distribution as it should be."""
    return {
        "CallerReference": DOMAIN, "Comment": "site", "Enabled": True, "PriceClass": "PriceClass_100",
        "DefaultRootObject": "index.html", "Aliases": {"Quantity": 1, "Items": [DOMAIN]},
        "Origins": {"Quantity": 1, "Items": [{
            "Id": "s3", "DomainName": f"{DOMAIN}.s3.us-east-1.amazonaws.com", "OriginPath": "",
            "S3OriginConfig": {"OriginAccessIdentity": ""}, "OriginAccessControlId": control}]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "s3", "ViewerProtocolPolicy": "redirect-to-https", "Compress": True,
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
            "AllowedMethods": {"Quantity": 2, "Items": ["GET", "HEAD"],
                               "CachedMethods": {"Quantity": 2, "Items": ["GET", "HEAD"]}}},
        "CustomErrorResponses": {"Quantity": 1, "Items": [{
            "ErrorCode": 404, "ResponsePagePath": "/index.html", "ResponseCode": "200",
            "ErrorCachingMinTTL": 10}]},
        "ViewerCertificate": {"ACMCertificateArn": os.environ["CERTIFICATE"], "SSLSupportMethod": "sni-only",
                              "MinimumProtocolVersion": "TLSv1.2_2021"}}


def distribution():
    """The origin access control and the distribution; its domain name."""
    cloudfront = client("cloudfront")
    listed = cloudfront.list_origin_access_controls()["OriginAccessControlList"].get("Items", [])
    control = next((item["Id"] for item in listed if item["Name"] == DOMAIN), None)
    if control is None:
        control = cloudfront.create_origin_access_control(OriginAccessControlConfig={
            "Name": DOMAIN, "SigningProtocol": "sigv4", "SigningBehavior": "always",
            "OriginAccessControlOriginType": "s3"})["OriginAccessControl"]["Id"]
        changed.append("access control")
    wanted = configuration(control)
    pages = cloudfront.get_paginator("list_distributions").paginate()
    found = next((item for page in pages for item in page["DistributionList"].get("Items", [])
                  if DOMAIN in item["Aliases"].get("Items", [])), None)
    if found is None:
        found = cloudfront.create_distribution_with_tags(DistributionConfigWithTags={
            "DistributionConfig": wanted,
            "Tags": {"Items": [{"Key": k, "Value": v} for k, v in TAGS.items()]}})["Distribution"]
        changed.append("distribution")
    else:
        current = cloudfront.get_distribution_config(Id=found["Id"])
        if not within(wanted, current["DistributionConfig"]):
            cloudfront.update_distribution(Id=found["Id"], IfMatch=current["ETag"],
                                           DistributionConfig={**current["DistributionConfig"], **wanted})
            changed.append("distribution settings")
    return found["DomainName"]


def names(target):
    """The alias records in the longest zone."""
    route53, zone, name = client("route53"), None, DOMAIN
    while zone is None and "." in name:
        listed = route53.list_hosted_zones_by_name(DNSName=name, MaxItems="1")["HostedZones"]
        zone = next((item["Id"] for item in listed
                     if item["Name"] == name + "." and not item["Config"]["PrivateZone"]), None)
        name = name.split(".", 1)[1]
    listed = route53.list_resource_record_sets(HostedZoneId=zone, StartRecordName=DOMAIN, StartRecordType="A",
                                               MaxItems="4")["ResourceRecordSets"]
    have = {item["Type"]: item.get("AliasTarget", {}).get("DNSName", "").rstrip(".")
            for item in listed if item["Name"] == DOMAIN + "."}
    changes = [{"Action": "UPSERT", "ResourceRecordSet": {"Name": DOMAIN, "Type": kind, "AliasTarget": {
        "HostedZoneId": CLOUDFRONT_ZONE, "DNSName": target, "EvaluateTargetHealth": False}}}
        for kind in ("A", "AAAA") if have.get(kind) != target]
    if changes:
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
        changed.append("names")


bucket()
names(distribution())
print("changed:", ", ".join(changed) or "nothing")
