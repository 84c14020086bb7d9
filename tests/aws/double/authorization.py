# SPDX-License-Identifier: MIT
"""What the caller may not do, as far as a test says so: IAM's answer by its names of actions."""
from __future__ import annotations

import re
from typing import Any

from .errors import JSON_VERSION, Answer, error
from .policies import allows, resource_of

PREFIX = {"s3control": "s3", "tagging": "tag"}

# Operations whose IAM action is not their name.
ACTIONS = {
    "s3": {"ListBuckets": "ListAllMyBuckets", "HeadBucket": "ListBucket", "ListObjects": "ListBucket",
           "ListObjectsV2": "ListBucket", "ListObjectVersions": "ListBucketVersions",
           "ListMultipartUploads": "ListBucketMultipartUploads", "ListParts": "ListMultipartUploadParts",
           "HeadObject": "GetObject", "DeleteObjects": "DeleteObject", "CreateMultipartUpload": "PutObject",
           "UploadPart": "PutObject", "CompleteMultipartUpload": "PutObject",
           "DeleteBucketTagging": "PutBucketTagging",
           "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
           "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
           "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
           "GetBucketEncryption": "GetEncryptionConfiguration",
           "PutBucketEncryption": "PutEncryptionConfiguration",
           "DeleteBucketEncryption": "PutEncryptionConfiguration",
           "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
           "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
           "DeleteBucketLifecycle": "PutLifecycleConfiguration"},
    "cloudfront": {"CreateDistributionWithTags": "CreateDistribution"},
}

# What carrying tags asks for besides, and how a body that carries some looks.
TAGGING = {("s3", "CreateBucket"): ("s3:TagResource", rb"<Tag>"),
           ("acm", "RequestCertificate"): ("acm:AddTagsToCertificate", rb'"Tags":\s*\[\s*\{'),
           ("cloudfront", "CreateDistributionWithTags"): ("cloudfront:TagResource", rb"<Tag>"),
           ("cloudfront", "CreateFunction"): ("cloudfront:TagResource", rb"<Tag>")}


def actions_of(service: str, operation: str, body: bytes) -> list[str]:
    """The IAM actions that a request needs."""
    name = ACTIONS.get(service, {}).get(operation, operation)
    if operation == "DeleteObjects" and b"<VersionId>" in body:
        name = "DeleteObjectVersion"
    needed = [f"{PREFIX.get(service, service)}:{name}"]
    action, pattern = TAGGING.get((service, operation), ("", b"$."))
    return [*needed, action] if re.search(pattern, body) else needed


class Denials:
    """Actions that are denied: everywhere, or in one region; and a policy that allows nothing else."""

    def __init__(self) -> None:
        self.rules: list[dict[str, str]] = []
        self.policy: dict[str, Any] | None = None
        self.used: set[str] = set()  # since the policy

    def set(self, rules: list[Any]) -> list[dict[str, str]]:
        """Replace all rules; each is "s3:TagResource", or {"action": ..., "region": ...}; `*` stands for any
        characters of an action."""
        read = [{"action": rule} if isinstance(rule, str) else dict(rule) for rule in rules]
        for rule in read:
            if not re.fullmatch(r"[a-z0-9-]+:[A-Za-z*]+", rule.get("action", "")) \
                    or set(rule) - {"action", "region"}:
                raise ValueError(f"{rule!r}, should be like s3:TagResource")
        self.rules = read
        return read

    def allow(self, policy: Any) -> None:
        """An identity policy of Allow statements, or None for everything."""
        for statement in (policy or {"Statement": []})["Statement"]:
            if set(statement) != {"Effect", "Action", "Resource"} or statement["Effect"] != "Allow":
                raise ValueError(f"{statement!r}, should have Effect Allow, Action and Resource alone")
        self.policy = policy
        self.used.clear()

    def refuse(self, environ: dict[str, Any], service: str, operation: str, region: str,
               body: bytes) -> Answer | None:
        """None when all that a request needs is allowed, else the service's refusal."""
        if not operation or service == "sts":  # GetCallerIdentity needs no permission
            return None
        for action in actions_of(service, operation, body):
            if self.policy is not None and not allows(self.policy, action, resource_of(environ, action, body)):
                return access_denied(service, action)
            self.used.add(action)
            for rule in self.rules:
                pattern = re.escape(rule["action"]).replace(r"\*", ".*")
                if rule.get("region", region) == region and re.fullmatch(pattern, action):
                    return access_denied(service, action)
        return None


def access_denied(service: str, action: str) -> Answer:
    """The refusal of an action, in the service's form."""
    message = (f"User: arn:aws:iam::123456789012:user/test is not authorized to perform: {action} because no "
               f"identity-based policy allows the {action} action")
    if service in JSON_VERSION:
        return error(service, 400, "AccessDeniedException", message)
    return error(service, 403, "AccessDenied", message)


denials = Denials()
