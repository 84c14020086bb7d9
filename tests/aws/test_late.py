# SPDX-License-Identifier: MIT
"""Lists that are late: they know neither of what was just made nor that it is gone; what is asked for by name is told."""
from __future__ import annotations

from typing import Callable

import pytest

from running import RunningDouble
from steps import distribution_config, wait_for

LATE = {"list": 1.5}


class Buckets:
    def __init__(self, double: RunningDouble) -> None:
        self.client = double.client("s3")

    def make(self, name: str) -> str:
        self.client.create_bucket(Bucket=name)
        return name

    def remove(self, name: str) -> None:
        self.client.delete_bucket(Bucket=name)

    def read(self, name: str) -> None:
        self.client.head_bucket(Bucket=name)

    def listed(self) -> list[str]:
        return [one["Name"] for one in self.client.list_buckets()["Buckets"]]


class Certificates:
    def __init__(self, double: RunningDouble) -> None:
        self.client = double.client("acm")

    def make(self, name: str) -> str:
        return self.client.request_certificate(DomainName=f"{name}.example.com")["CertificateArn"]

    def remove(self, arn: str) -> None:
        self.client.delete_certificate(CertificateArn=arn)

    def read(self, arn: str) -> None:
        self.client.describe_certificate(CertificateArn=arn)

    def listed(self) -> list[str]:
        return [one["CertificateArn"] for one in self.client.list_certificates()["CertificateSummaryList"]]


class Distributions:
    def __init__(self, double: RunningDouble) -> None:
        self.client = double.client("cloudfront")

    def make(self, name: str) -> str:
        config = distribution_config(CallerReference=name, Enabled=False)
        return self.client.create_distribution(DistributionConfig=config)["Distribution"]["Id"]

    def remove(self, identity: str) -> None:
        wait_for(lambda: self.client.get_distribution(Id=identity)["Distribution"]["Status"] == "Deployed")
        self.client.delete_distribution(Id=identity, IfMatch=self.client.get_distribution(Id=identity)["ETag"])

    def read(self, identity: str) -> None:
        self.client.get_distribution(Id=identity)

    def listed(self) -> list[str]:
        return [one["Id"] for one in self.client.list_distributions()["DistributionList"].get("Items", [])]


class Controls:
    def __init__(self, double: RunningDouble) -> None:
        self.client = double.client("cloudfront")

    def make(self, name: str) -> str:
        made = self.client.create_origin_access_control(OriginAccessControlConfig={
            "Name": name, "SigningProtocol": "sigv4", "SigningBehavior": "always",
            "OriginAccessControlOriginType": "s3"})
        return made["OriginAccessControl"]["Id"]

    def remove(self, identity: str) -> None:
        etag = self.client.get_origin_access_control(Id=identity)["ETag"]
        self.client.delete_origin_access_control(Id=identity, IfMatch=etag)

    def read(self, identity: str) -> None:
        self.client.get_origin_access_control(Id=identity)

    def listed(self) -> list[str]:
        found = self.client.list_origin_access_controls()["OriginAccessControlList"]
        return [one["Id"] for one in found.get("Items", [])]


class Zones:
    def __init__(self, double: RunningDouble) -> None:
        self.client = double.client("route53")

    def make(self, name: str) -> str:
        return self.client.create_hosted_zone(Name=f"{name}.example.com", CallerReference=name)["HostedZone"]["Id"]

    def remove(self, identity: str) -> None:
        self.client.delete_hosted_zone(Id=identity)

    def read(self, identity: str) -> None:
        self.client.get_hosted_zone(Id=identity)

    def listed(self) -> list[str]:
        listed = self.client.list_hosted_zones()["HostedZones"]
        listed += self.client.list_hosted_zones_by_name(DNSName="site-a.example.com")["HostedZones"]
        return sorted({one["Id"] for one in listed})  # both are as late


@pytest.mark.parametrize("kind", (Buckets, Certificates, Distributions, Controls, Zones))
def test_lists_are_late_both_ways(double, kind: Callable[[RunningDouble], Buckets]):
    things = kind(double)
    first = things.make("site-a")
    assert things.listed() == [first]
    double.control("delays", {**LATE, "deploy": 0})
    things.remove(first)
    second = things.make("site-b")
    things.read(second)
    assert things.listed() == [first]
    wait_for(lambda: things.listed() == [second])


def test_a_late_list_shows_what_something_was(double):
    client, things = double.client("cloudfront"), Distributions(double)
    made = things.make("site")
    double.control("delays", LATE)
    config = client.get_distribution_config(Id=made)
    client.update_distribution(Id=made, IfMatch=config["ETag"],
                               DistributionConfig={**config["DistributionConfig"], "Comment": "changed"})
    assert client.get_distribution(Id=made)["Distribution"]["DistributionConfig"]["Comment"] == "changed"

    def comment() -> str:
        return client.list_distributions()["DistributionList"]["Items"][0]["Comment"]

    assert comment() == distribution_config()["Comment"]
    wait_for(lambda: comment() == "changed")


def test_a_reset_account_has_no_past(double):
    things = Buckets(double)
    things.make("site-a")
    double.control("delays", LATE)
    double.reset()
    assert things.listed() == []
