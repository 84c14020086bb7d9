#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes presigned-calls-botocore.json: whole URLs as botocore, an independent implementation, makes
and signs them, of every service that dxaws-core knows. Run by hand, with botocore installed:
./presigned-calls-botocore.py > presigned-calls-botocore.json"""
import datetime
import json
from unittest import mock
from urllib.parse import quote

import botocore.auth
import botocore.session
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

KEY, SECRET, TOKEN = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AQoDYXdzEPT//wEXAMPLE+token="
NOW = datetime.datetime(2015, 8, 30, 12, 36, 0)
OBJECT = "a//b/./../c%d é+;=&"
EXPRESS = "my-bucket--euw1-az1--x-s3"
CONFIG = Config(signature_version="v4", s3={"addressing_style": "virtual"},
                request_checksum_calculation="when_required", response_checksum_validation="when_required")
S3_CONFIG = CONFIG.merge(Config(signature_version="s3v4"))
# service, region, operation of botocore's, its parameters, bucket, path, query
OPERATIONS = [
    ("s3", "eu-west-1", "get_object", {"Bucket": "my-bucket", "Key": OBJECT}, "my-bucket", "/" + OBJECT, []),
    ("s3", "cn-north-1", "get_object", {"Bucket": "my-bucket", "Key": "k"}, "my-bucket", "/k", []),
    ("s3", "eu-west-1", "list_objects_v2", {"Bucket": "my-bucket", "Prefix": "a/b c"}, "my-bucket", "/",
     [["list-type", "2"], ["prefix", "a/b c"], ["encoding-type", "url"]]),
    ("route53", "eu-west-1", "list_resource_record_sets", {"HostedZoneId": "Z1", "StartRecordName": "*.a.test."},
     None, "/2013-04-01/hostedzone/Z1/rrset", [["name", "*.a.test."]]),
    ("route53", "cn-north-1", "get_hosted_zone", {"Id": "Z1"}, None, "/2013-04-01/hostedzone/Z1", []),
    ("cloudfront", "eu-west-1", "get_distribution", {"Id": "E 1%"}, None, "/2020-05-31/distribution/E 1%", []),
    ("lambda", "us-gov-west-1", "list_tags", {"Resource": "arn:aws:lambda:r:1:function:f"}, None,
     "/2017-03-31/tags/arn:aws:lambda:r:1:function:f", []),
]
# service, its name there, region: with a path of the caller's
OTHERS = [("acm", "acm", "us-east-1"), ("sts", "sts", "eu-west-3"), ("events", "events", "eusc-de-east-1"),
          ("states", "stepfunctions", "us-iso-east-1"), ("sso", "sso", "eu-west-1"), ("oidc", "sso-oidc", "eu-west-1")]


def frozen(make):
    with mock.patch("botocore.auth.get_current_datetime", lambda *a, **k: NOW, create=True):
        with mock.patch("botocore.auth.datetime", create=True) as clock:
            clock.datetime.utcnow.return_value = NOW
            return make()


def row(name, service, region, bucket, path, query, url):
    return {"name": name, "service": service, "region": region, "bucket": bucket, "path": path, "query": query,
            "access_key_id": KEY, "secret": SECRET, "token": TOKEN, "expires_s": 600, "url": url}


def client(service, region):
    return botocore.session.get_session().create_client(
        service, region, aws_access_key_id=KEY, aws_secret_access_key=SECRET, aws_session_token=TOKEN,
        config=S3_CONFIG if service == "s3" else CONFIG)


def by_operation(service, region, operation, parameters, bucket, path, query):
    url = frozen(lambda: client(service, region).generate_presigned_url(operation, parameters, 600))
    return row(f"{service} {operation} in {region}", service, region, bucket, path, query, url)


def by_hand(service, theirs, region):
    made = client(theirs, region)
    request = AWSRequest("GET", made.meta.endpoint_url + "/a/%2525%20/", {}, b"")
    signer = botocore.auth.SigV4QueryAuth(Credentials(KEY, SECRET, TOKEN), made.meta.service_model.signing_name,
                                          region, expires=600)
    frozen(lambda: signer.add_auth(request))
    return row(f"{service} in {region}", service, region, None, "/a/%25 /", [], request.url)


def express():
    host = f"https://{EXPRESS}.s3express-euw1-az1.eu-west-1.amazonaws.com"
    request = AWSRequest("GET", host + quote("/" + OBJECT), {}, b"")
    signer = botocore.auth.S3ExpressQueryAuth(Credentials(KEY, SECRET, TOKEN), "s3express", "eu-west-1",
                                              identity_cache=None, expires=600)
    frozen(lambda: signer.add_auth(request))
    return row("s3express in eu-west-1", "s3express", "eu-west-1", EXPRESS, "/" + OBJECT, [], request.url)


print(json.dumps({"origin": "botocore, by presigned-calls-botocore.py", "cases": [by_operation(*c) for c in OPERATIONS]
                  + [by_hand(*c) for c in OTHERS] + [express()]}, indent=1))
