# SPDX-License-Identifier: MIT
"""The double's CloudFront keeps CloudFront's rules of functions."""
from __future__ import annotations

from typing import Any

import pytest

from running import code_of
from steps import distribution_config

CONFIG = {"Comment": "ours", "Runtime": "cloudfront-js-2.0"}


@pytest.fixture
def cloudfront(double):
    return double.client("cloudfront")


def code_in(cloudfront, stage: str) -> bytes:
    return cloudfront.get_function(Name="f", Stage=stage)["FunctionCode"].read()


def using(arn: str) -> dict[str, Any]:
    """A configuration whose default behaviour runs the function."""
    config = distribution_config()
    config["DefaultCacheBehavior"]["FunctionAssociations"] = {
        "Quantity": 1, "Items": [{"FunctionARN": arn, "EventType": "viewer-request"}]}
    return config


def test_stages_have_codes_and_etags_of_their_own(cloudfront):
    made = cloudfront.create_function(Name="f", FunctionConfig=CONFIG, FunctionCode=b"one")
    assert made["FunctionSummary"]["Status"] == "UNPUBLISHED"
    assert code_of(cloudfront.get_function, Name="f", Stage="LIVE") == "NoSuchFunctionExists"
    assert code_of(cloudfront.create_function, Name="f", FunctionConfig=CONFIG, FunctionCode=b"x") == \
        "FunctionAlreadyExists"
    cloudfront.publish_function(Name="f", IfMatch=made["ETag"])
    live = cloudfront.describe_function(Name="f", Stage="LIVE")["ETag"]
    assert live != made["ETag"] and code_in(cloudfront, "LIVE") == b"one"
    assert code_of(cloudfront.update_function, Name="f", IfMatch=live, FunctionConfig=CONFIG, FunctionCode=b"two") == \
        "PreconditionFailed"
    cloudfront.update_function(Name="f", IfMatch=made["ETag"], FunctionConfig=CONFIG, FunctionCode=b"two")
    assert (code_in(cloudfront, "DEVELOPMENT"), code_in(cloudfront, "LIVE")) == (b"two", b"one")
    draft = cloudfront.describe_function(Name="f")["ETag"]
    for _ in range(2):
        cloudfront.publish_function(Name="f", IfMatch=draft)
    assert code_in(cloudfront, "LIVE") == b"two"
    cloudfront.delete_function(Name="f", IfMatch=draft)
    assert code_of(cloudfront.describe_function, Name="f") == "NoSuchFunctionExists"


def test_a_function_is_bounded(cloudfront):
    assert code_of(cloudfront.create_function, Name="f", FunctionConfig=CONFIG, FunctionCode=b"x" * 10241) == \
        "FunctionSizeLimitExceeded"
    assert code_of(cloudfront.create_function, Name="a.b", FunctionConfig=CONFIG, FunctionCode=b"x") == "InvalidArgument"


def test_what_is_used_is_published_and_stays(cloudfront):
    made = cloudfront.create_function(Name="f", FunctionConfig=CONFIG, FunctionCode=b"one")
    arn = made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
    assert code_of(cloudfront.create_distribution, DistributionConfig=using(arn)) == "InvalidFunctionAssociation"
    cloudfront.publish_function(Name="f", IfMatch=made["ETag"])
    site = cloudfront.create_distribution(DistributionConfig=using(arn))
    assert code_of(cloudfront.delete_function, Name="f", IfMatch=made["ETag"]) == "FunctionInUse"
    cloudfront.update_distribution(Id=site["Distribution"]["Id"], IfMatch=site["ETag"],
                                   DistributionConfig=distribution_config())
    cloudfront.delete_function(Name="f", IfMatch=made["ETag"])
