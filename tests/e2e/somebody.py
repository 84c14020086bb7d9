# SPDX-License-Identifier: MIT
"""Somebody in the same account: things whose names collide with a site's, and hands that act while a command runs."""
from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.error import HTTPError

from botocore.exceptions import ClientError

from accounts import Account
from steps import alias, change, distribution_config, issue_certificate, record, with_certificate

REGION = "ca-central-1"
BASE = {"region": REGION, "protect": False}


@dataclass(frozen=True)
class Wanted:
    """What is wanted: two sites, two domains, three buckets, two keys, four sets of tags."""

    site: str
    domain: str
    bucket: str
    keys: dict[str, Any]


MANIFESTS = (
    Wanted("example", "www.example.com", "example-www-example-com", {"tags": {"team": "web"}}),
    Wanted("example", "new.example.com", "example-new-example-com",
           {"tags": {"team": "web", "cost": "7"}, "certificate": {"key_algorithm": "EC_prime256v1"}}),
    Wanted("example", "www.example.com", "the-archive",
           {"tags": {"owner": "web"}, "bucket": {"name": "the-archive"}, "cdn": {"ipv6": False},
            "fallback": "spa"}),
    Wanted("shop", "www.example.com", "shop-www-example-com", {}),
)


def tags_like(random: Random, site: str, name: str) -> dict[str, str]:
    """None; an owner's; as many as nearly fill it; another site's; a copy of ours; ours in part; a declared pair."""
    return random.choice([
        {}, {"owner": "finance"}, {f"k{i}": "v" for i in range(48)},
        {"dxaws:site": "other", "dxaws:managed": f"made {name}"},
        {"dxaws:site": site, "dxaws:managed": "made something-else"}, {"dxaws:site": site},
        {"dxaws:managed": f"made {name}"}, {"team": "web", "cost": "9"}])


def as_pairs(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def statement(bucket: str, sid: str) -> dict[str, Any]:
    return {"Sid": sid, "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/theirs"},
            "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}


class Somebody:
    """Acts by boto3."""

    def __init__(self, account: Account, zone: str) -> None:
        self.account, self.zone = account, zone

    def make(self, kind: str, random: Random) -> None:
        """One thing; a name that is taken already is."""
        try:
            getattr(self, kind)(random, random.choice(MANIFESTS))
        except ClientError as taken:
            if taken.response["ResponseMetadata"]["HTTPStatusCode"] not in (400, 409):
                raise
        except HTTPError:  # of the double itself, for a bucket of another account
            pass

    def bucket(self, random: Random, like: Wanted) -> None:
        name = random.choice([like.bucket] * 3 + [f"{like.site}-backup"])
        if random.random() < 0.15:
            self.account.double.control("foreign-bucket", {
                "bucket": name, "region": REGION, "tags": tags_like(random, like.site, name),
                "policy": {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*"}]}})
            return
        s3 = self.account.s3
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        if tags := tags_like(random, like.site, name):
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": as_pairs(tags)})
        if random.random() < 0.3:
            s3.put_object(Bucket=name, Key="index.html", Body=b"theirs")
        if random.random() < 0.5:
            self.add_statement(name, random.choice(["Theirs", "DxawsCloudFrontRead"]))

    def add_statement(self, bucket: str, sid: str) -> None:
        s3 = self.account.s3
        try:
            policy = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])
        except ClientError:
            policy = {"Version": "2012-10-17", "Statement": []}
        policy["Statement"].append(statement(bucket, sid))
        s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))

    def certificate(self, random: Random, like: Wanted) -> None:
        acm = self.account.acm
        if random.random() < 0.5:
            arn = issue_certificate(self.account.double, self.zone, like.domain)
        else:
            arn = acm.request_certificate(DomainName=like.domain, ValidationMethod="DNS")["CertificateArn"]
        if tags := tags_like(random, like.site, f"{like.domain} {arn.rsplit('/', 1)[-1]}"):
            acm.add_tags_to_certificate(CertificateArn=arn, Tags=as_pairs(tags))

    def distribution(self, random: Random, like: Wanted) -> None:
        reference = random.choice([f"dxaws-cloudfront:{like.site}", uuid.UUID(int=random.getrandbits(128)).hex])
        config = distribution_config(reference)
        config["Comment"] = random.choice(["", "theirs", f"dxaws-cloudfront:{like.site}"])
        if random.random() < 0.4:
            arn = issue_certificate(self.account.double, self.zone, like.domain)
            config.update(with_certificate(arn, like.domain))
        if random.random() < 0.4:
            config["Origins"]["Items"][0]["DomainName"] = f"{like.bucket}.s3.{REGION}.amazonaws.com"
        made = self.account.cloudfront.create_distribution_with_tags(DistributionConfigWithTags={
            "DistributionConfig": config, "Tags": {"Items": as_pairs(tags_like(random, like.site, reference))}})
        if random.random() < 0.4:
            change(self.account.double, self.zone,
                   ("CREATE", alias(like.domain, "A", made["Distribution"]["DomainName"])))

    def access_control(self, random: Random, like: Wanted) -> None:
        self.account.cloudfront.create_origin_access_control(OriginAccessControlConfig={
            "Name": random.choice([f"dxaws-{like.site}", f"{like.site}-theirs"]),
            "Description": random.choice(["", "theirs", "dxaws:site=other"]), "SigningProtocol": "sigv4",
            "SigningBehavior": random.choice(["never", "always"]), "OriginAccessControlOriginType": "s3"})

    def record(self, random: Random, like: Wanted) -> None:
        kind, value = random.choice([("A", "192.0.2.9"), ("AAAA", "2001:db8::9"), ("TXT", '"theirs"'),
                                     ("CNAME", "their-site.example.net"), ("A", ""), ("A", "half")])
        if kind == "A" and value in ("", "half"):
            made = alias(like.domain, kind, "dstranger0.cloudfront.net")
            if value == "half":
                made.update(SetIdentifier="half", Weight=10)
        else:
            made = record(like.domain, kind, value)
        change(self.account.double, self.zone, ("CREATE", made))

    def act(self, random: Random) -> None:
        """A hand on whatever is there; what went away meanwhile is not."""
        try:
            random.choice([self.tag, self.tag, self.tag, self.state, self.remove, self.lead_away])(random)
        except (ClientError, IndexError) as gone:
            if isinstance(gone, ClientError) and gone.response["ResponseMetadata"]["HTTPStatusCode"] not in (
                    400, 404, 409):
                raise

    def _a_bucket(self, random: Random) -> str:
        return random.choice(self.account.s3.list_buckets()["Buckets"])["Name"]

    def tag(self, random: Random) -> None:
        """Adds a tag to a bucket or distribution, changes one of ours, strips all, or gives the mark to others."""
        change_of = random.choice([{"added": "by hand"}, {"team": "theirs"}, None, {"dxaws:site": "other"}])
        if random.random() < 0.6:
            name = self._a_bucket(random)
            tags = {} if change_of is None else {**self.account.bucket_tags(name), **change_of}
            self.account.s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": as_pairs(tags)})
            return
        one = random.choice(self.account.cloudfront.list_distributions()["DistributionList"].get("Items", []))
        if change_of is not None:
            self.account.cloudfront.tag_resource(Resource=one["ARN"], Tags={"Items": as_pairs(change_of)})
            return
        tags = self.account.cloudfront.list_tags_for_resource(Resource=one["ARN"])["Tags"]["Items"]
        self.account.cloudfront.untag_resource(Resource=one["ARN"], TagKeys={"Items": [tag["Key"] for tag in tags]})

    def state(self, random: Random) -> None:
        self.add_statement(self._a_bucket(random), "AddedByHand")

    def remove(self, random: Random) -> None:
        self.account.s3.delete_bucket(Bucket=self._a_bucket(random))

    def lead_away(self, random: Random) -> None:
        like = random.choice(MANIFESTS)
        change(self.account.double, self.zone, ("UPSERT", record(like.domain, "A", "192.0.2.77")))
