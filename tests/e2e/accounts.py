# SPDX-License-Identifier: MIT
"""What an account holds, as boto3 sees it, and whose each thing is, told by the words of the design and none of the
command's."""
from __future__ import annotations

import json
from typing import Any, Iterable

from botocore.exceptions import ClientError

from running import RunningDouble

SITES = ("example", "shop")
Things = dict[tuple[str, str], dict[str, Any]]  # by kind and identity


def tags_of(pairs: Iterable[dict[str, str]]) -> dict[str, str]:
    return {pair["Key"]: pair.get("Value", "") for pair in pairs}


def is_marked(tags: dict[str, str], names: Iterable[str], site: str = "") -> bool:
    """By that site, or any; names are those that the mark may hold, which a copy of it does not."""
    marks = [f"{how} {name}" for how in ("made", "adopted") for name in names]
    return tags.get("dxaws:site") in ((site,) if site else SITES) and tags.get("dxaws:managed") in marks


def is_our_control(name: str, description: str, site: str = "") -> bool:
    return any(name == f"dxaws-{one}" and description in (f"dxaws:site={one}", f"adopted dxaws:site={one}")
               for one in ((site,) if site else SITES))


def certificate_names(domain: str, arn: str) -> list[str]:
    """Known by its domain for as long as its mark could not be completed."""
    return [domain, f"{domain} {arn.rsplit('/', 1)[-1]}"]


class Account:
    """Reads all that there is."""

    def __init__(self, double: RunningDouble, region: str) -> None:
        self.s3 = double.client("s3", region)
        self.acm = double.client("acm")
        self.cloudfront = double.client("cloudfront")
        self.route53 = double.client("route53")
        self.double = double

    def everything(self, zone: str) -> Things:
        """All of it; "tags" and "names" of what has tags, and "ours"."""
        found: Things = {}
        for bucket in self.s3.list_buckets()["Buckets"]:
            found["bucket", bucket["Name"]] = self._bucket(bucket["Name"])
        keys = {"keyTypes": ["RSA_2048", "EC_prime256v1"]}
        for summary in self.acm.list_certificates(Includes=keys)["CertificateSummaryList"]:
            found["certificate", summary["CertificateArn"]] = self._certificate(summary["CertificateArn"])
        for summary in self.cloudfront.list_distributions()["DistributionList"].get("Items", []):
            found["distribution", summary["Id"]] = self._distribution(summary)
        for control in self.cloudfront.list_origin_access_controls()["OriginAccessControlList"].get("Items", []):
            found["access_control", control["Id"]] = {
                "config": control, "ours": is_our_control(control["Name"], control["Description"])}
        self._add_records(found, zone)
        return found

    def _bucket(self, name: str) -> dict[str, Any]:
        statements = []
        try:
            statements = json.loads(self.s3.get_bucket_policy(Bucket=name)["Policy"])["Statement"]
        except ClientError:
            pass
        tags = self.bucket_tags(name)
        return {"tags": tags, "statements": statements,
                "versioning": self.s3.get_bucket_versioning(Bucket=name).get("Status"),
                "objects": [one["Key"] for one in self.s3.list_objects_v2(Bucket=name).get("Contents", [])],
                "ours": is_marked(tags, [name])}

    def bucket_tags(self, name: str) -> dict[str, str]:
        try:
            return tags_of(self.s3.get_bucket_tagging(Bucket=name)["TagSet"])
        except ClientError:
            return {}

    def _certificate(self, arn: str) -> dict[str, Any]:
        certificate = self.acm.describe_certificate(CertificateArn=arn)["Certificate"]
        tags = tags_of(self.acm.list_tags_for_certificate(CertificateArn=arn)["Tags"])
        record = certificate["DomainValidationOptions"][0].get("ResourceRecord", {})
        return {"tags": tags, "domain": certificate["DomainName"], "key": certificate["KeyAlgorithm"],
                "record": (record.get("Name"), record.get("Value")),
                "ours": is_marked(tags, certificate_names(certificate["DomainName"], arn))}

    def _distribution(self, summary: dict[str, Any]) -> dict[str, Any]:
        config = self.cloudfront.get_distribution_config(Id=summary["Id"])["DistributionConfig"]
        tags = tags_of(self.cloudfront.list_tags_for_resource(Resource=summary["ARN"])["Tags"]["Items"])
        return {"tags": tags, "config": config, "serves": summary["DomainName"],
                "ours": is_marked(tags, [config["CallerReference"]])}

    def _add_records(self, found: Things, zone: str) -> None:
        """One is ours when it leads to our distribution, or when our certificate says so."""
        served = {thing["serves"] for (kind, _), thing in found.items() if kind == "distribution" and thing["ours"]}
        proofs = {thing["record"] for (kind, _), thing in found.items()
                  if kind == "certificate" and thing["ours"] and thing["tags"].get("dxaws:record") == "made"}
        for record in self.route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]:
            target = record.get("AliasTarget", {}).get("DNSName", "").rstrip(".")
            values = [one["Value"] for one in record.get("ResourceRecords", [])]
            found["record", f"{record['Name'].rstrip('.')}/{record['Type']}/{record.get('SetIdentifier', '')}"] = {
                "record": record, "values": [target] if target else values,
                "ours": target in served or (record["Name"], (values or [""])[0]) in proofs}
