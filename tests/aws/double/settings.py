# SPDX-License-Identifier: MIT
"""What can be set about a running double: the delays of its asynchronous work and its known keys."""
from __future__ import annotations

from dataclasses import dataclass, field

ACCOUNT = "123456789012"
ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


@dataclass
class Switches:
    """Ways in which servers differ; off, as AWS does."""

    drop_creation_tags: bool = False  # CreateBucket takes tags and forgets them, as moto does
    tag_on_recreation: bool = False  # CreateBucket of an own bucket in us-east-1 puts its tags


@dataclass
class Settings:
    """Delays are in seconds."""

    deploy: float = 1.0  # CloudFront: an update stays InProgress this long
    record: float = 0.5  # ACM: the validation record appears this long after the request
    issue: float = 0.5  # ACM: from the validation record being seen to ISSUED
    release: float = 0.5  # ACM: InUseBy still names a distribution this long after it let go
    sync: float = 0.5  # Route53: a change is PENDING this long
    latency: float = 0.0  # added to every AWS request
    static_keys: dict[str, str] = field(default_factory=lambda: {ACCESS_KEY: SECRET_KEY})
    switches: Switches = field(default_factory=Switches)


settings = Settings()
