# SPDX-License-Identifier: MIT
"""The double's CloudFront keeps CloudFront's rules of invalidations."""
from __future__ import annotations

from typing import Any

import pytest

from running import code_of
from steps import distribution_config, wait_for

PATHS = {
    "/": "", "/*": "", "/a/b.html": "", "/a/*": "", "/%C3%BC.html": "", "/(1)+$!,.txt": "", "/a?b=1": "",
    "a": "InvalidArgument", "": "InvalidArgument", "/a*b": "InvalidArgument", "/*/b": "InvalidArgument",
    "/a b": "InvalidArgument", "/ü": "InvalidArgument", "/a~b": "InvalidArgument", "/a%2": "InvalidArgument",
}


@pytest.fixture
def cloudfront(double):
    return double.client("cloudfront")


@pytest.fixture
def site(cloudfront) -> str:
    """A distribution's id."""
    return cloudfront.create_distribution(DistributionConfig=distribution_config())["Distribution"]["Id"]


def batch(site: str, reference: str, *paths: str) -> dict[str, Any]:
    """The parameters of a request."""
    return {"DistributionId": site, "InvalidationBatch": {
        "CallerReference": reference, "Paths": {"Quantity": len(paths), "Items": list(paths)}}}


def test_invalidation_is_in_progress_for_a_while(double, cloudfront, site):
    double.control("delays", {"invalidate": 0.3})
    made = cloudfront.create_invalidation(**batch(site, "a", "/x"))["Invalidation"]
    assert (made["Status"], made["InvalidationBatch"]["Paths"]["Items"]) == ("InProgress", ["/x"])
    assert cloudfront.get_distribution(Id=site)["Distribution"]["InProgressInvalidationBatches"] == 1
    got = lambda: cloudfront.get_invalidation(DistributionId=site, Id=made["Id"])["Invalidation"]  # noqa: E731
    assert wait_for(lambda: got()["Status"] == "Completed")
    assert cloudfront.get_distribution(Id=site)["Distribution"]["InProgressInvalidationBatches"] == 0
    listed = cloudfront.list_invalidations(DistributionId=site)["InvalidationList"]["Items"]
    assert [one["Id"] for one in listed] == [made["Id"]]
    assert code_of(cloudfront.get_invalidation, DistributionId=site, Id="INO") == "NoSuchInvalidation"
    assert code_of(cloudfront.create_invalidation, **batch("ENO", "a", "/x")) == "NoSuchDistribution"


def test_a_reference_is_for_one_set_of_paths(double, cloudfront, site):
    made = [cloudfront.create_invalidation(**batch(site, "a", *paths))["Invalidation"]["Id"]
            for paths in (["/x", "/y"], ["/x", "/y"], ["/y", "/x"])]
    assert len(set(made)) == 1
    assert code_of(cloudfront.create_invalidation, **batch(site, "a", "/z")) == "InvalidationBatchAlreadyExists"
    double.control("switches", {"repeated_reference_is_invalid": True})
    assert code_of(cloudfront.create_invalidation, **batch(site, "a", "/z")) == "InvalidArgument"
    assert cloudfront.create_invalidation(**batch(site, "b", "/x"))["Invalidation"]["Id"] not in made


@pytest.mark.parametrize("path", PATHS)
def test_paths(cloudfront, site, path):
    assert code_of(cloudfront.create_invalidation, **batch(site, "a", path)) == PATHS[path]


def test_what_is_in_progress_is_bounded(double, cloudfront, site):
    double.control("delays", {"invalidate": 60})
    files = [f"/{number}" for number in range(3001)]
    folders = [f"/{number}/*" for number in range(16)]
    many = "TooManyInvalidationsInProgress"
    assert code_of(cloudfront.create_invalidation, **batch(site, "a", *files)) == many
    assert code_of(cloudfront.create_invalidation, **batch(site, "b", *folders)) == many
    assert code_of(cloudfront.create_invalidation, **batch(site, "c", *files[:2999], *folders[:15])) == ""
    assert code_of(cloudfront.create_invalidation, **batch(site, "d", "/a", "/b")) == many
    assert code_of(cloudfront.create_invalidation, **batch(site, "e", "/a/*")) == many
    assert code_of(cloudfront.create_invalidation, **batch(site, "f", "/a")) == ""
