# SPDX-License-Identifier: MIT
"""What can be set about a running double: the delays of its asynchronous work and its known keys."""
from __future__ import annotations

from dataclasses import dataclass, field

ACCOUNT = "123456789012"
ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


# The delays of asynchronous work, in seconds, and what each is for.
DELAYS = {
    "deploy": "a distribution stays InProgress",
    "record": "a certificate's validation record takes to appear",
    "issue": "ACM takes to issue once the record is seen",
    "release": "InUseBy lags behind CloudFront",
    "sync": "a DNS change stays PENDING",
    "invalidate": "an invalidation stays InProgress",
    "index": "GetResources lags behind all services",
    "list": "lists of buckets, zones, certificates, distributions and access controls lag behind",
}


@dataclass
class Switches:
    """Ways in which servers differ; off, as AWS does."""

    drop_creation_tags: bool = False  # CreateBucket takes tags and forgets them, as moto does
    tag_on_recreation: bool = False  # CreateBucket of an own bucket in us-east-1 puts its tags
    coarse_times: bool = False  # LastModified of objects in steps of ten seconds, rounded down
    repeated_reference_is_invalid: bool = False  # a CallerReference of other paths: InvalidArgument, as seen in life


@dataclass
class Settings:
    """The delays of DELAYS first."""

    deploy: float = 1.0
    record: float = 0.5
    issue: float = 0.5
    release: float = 0.5
    sync: float = 0.5
    invalidate: float = 0.5
    index: float = 0.0
    list: float = 0.0
    latency: float = 0.0  # added to every AWS request
    static_keys: dict[str, str] = field(default_factory=lambda: {ACCESS_KEY: SECRET_KEY})
    switches: Switches = field(default_factory=Switches)


settings = Settings()
