#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes endpoints-botocore.json: hosts and signing regions by the endpoint rules that botocore
carries, which are AWS's own. Run by hand, with botocore installed:
./endpoints-botocore.py > endpoints-botocore.json"""
import gzip
import itertools
import json
import os
import sys

import botocore
from botocore.endpoint_provider import EndpointProvider

DATA = os.path.join(os.path.dirname(botocore.__file__), "data")
FOLDERS = {"s3": "s3", "route53": "route53", "acm": "acm", "cloudfront": "cloudfront", "sts": "sts",
           "events": "events", "lambda": "lambda", "states": "stepfunctions", "sso": "sso", "oidc": "sso-oidc",
           "iam": "iam", "dynamodb": "dynamodb", "sqs": "sqs", "sns": "sns", "kms": "kms", "monitoring": "cloudwatch"}
GLOBAL = ("route53", "cloudfront", "iam")
USUAL = ("dynamodb", "sqs", "sns", "kms", "monitoring")  # not in our table; their FIPS endpoints are no rule
REGIONS = ["us-east-1", "eu-west-1", "mx-central-1", "cn-north-1", "cn-northwest-1", "us-gov-west-1", "us-gov-east-1",
           "eusc-de-east-1", "us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1"]
BUCKETS = ["my-bucket", "www.example.com", "Upper", "ab", "192.168.1.1", "a" * 63, "a" * 64, "-ab"]


def provider(service):
    folder = os.path.join(DATA, FOLDERS[service])
    file = os.path.join(folder, sorted(os.listdir(folder))[-1], "endpoint-rule-set-1.json.gz")
    with open(os.path.join(DATA, "partitions.json")) as partitions:
        return EndpointProvider(json.load(gzip.open(file)), json.load(partitions))


def row(rules, service, region, fips, dualstack, **more):
    given = {"Region": region, "UseFIPS": fips, "UseDualStack": dualstack}
    if service == "sts":
        given["UseGlobalEndpoint"] = False
    names = {"bucket": "Bucket", "accelerate": "Accelerate", "path_style": "ForcePathStyle", "url": "Endpoint"}
    given.update({names[key]: value for key, value in more.items()})
    out = {"service": service, "region": region, "fips": fips, "dualstack": dualstack, **more}
    try:
        endpoint = rules.resolve_endpoint(**given)
    except Exception as error:
        return {**out, "error": str(error)}
    scheme = endpoint.properties.get("authSchemes", [{}])[0]
    return {**out, "endpoint": endpoint.url, "signing_region": scheme.get("signingRegion", region)}


cases = []
for service in FOLDERS:
    rules = provider(service)
    regions = REGIONS + ["aws-global", "aws-cn-global", "aws-us-gov-global"] * (service in GLOBAL)
    for region, fips, dualstack in itertools.product(regions, (False, True), (False, True)):
        if not (fips and service in USUAL):
            cases.append(row(rules, service, region, fips, dualstack))
    if service in ("s3", "sts"):
        cases.append(row(rules, service, "aws-global", False, False))
    if service != "s3":
        continue
    for bucket, dualstack in itertools.product(BUCKETS, (False, True)):
        cases.append(row(rules, "s3", "eu-west-1", False, dualstack, bucket=bucket))
    for bucket in BUCKETS[:4]:
        for url in ("https://store.example", "http://store.example:8080/pre/fix", "http://127.0.0.1:9000"):
            if "127." not in url or "." not in bucket:  # AWS's rules give www.example.com.127.0.0.1
                cases.append(row(rules, "s3", "eu-west-1", False, False, bucket=bucket, url=url))
        for dualstack in (False, True):
            cases.append(row(rules, "s3", "eu-west-1", False, dualstack, bucket=bucket, accelerate=True))
        cases.append(row(rules, "s3", "eu-west-1", False, False, bucket=bucket, path_style=True))
    for region, fips, dualstack in (("cn-north-1", False, False), ("us-gov-west-1", True, False),
                                    ("us-gov-west-1", True, True), ("us-iso-east-1", False, False)):
        cases.append(row(rules, "s3", region, fips, dualstack, bucket="my-bucket"))
    cases.append(row(rules, "s3", "cn-north-1", False, False, bucket="my-bucket", accelerate=True))
    cases.append(row(rules, "s3", "us-east-1", True, False, bucket="my-bucket", accelerate=True))
    cases.append(row(rules, "s3", "us-east-1", False, False, bucket="my-bucket", accelerate=True, url="https://h.example"))
    cases.append(row(rules, "s3", "us-east-1", True, False, bucket="my-bucket", url="https://h.example"))
    cases.append(row(rules, "s3", "us-east-1", False, True, bucket="my-bucket", url="https://h.example"))
json.dump({"origin": "the endpoint rules in botocore " + botocore.__version__, "cases": cases}, sys.stdout, indent=0)
