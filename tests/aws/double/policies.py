# SPDX-License-Identifier: MIT
"""What an identity policy allows: which resource a request is about, by its ARN, and whether a statement names it."""
from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, unquote

from . import sigv4
from .settings import ACCOUNT

# Actions that know no resources: a statement that names one does not allow them.  After
# https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
WITHOUT_RESOURCE = {
    "acm:ListCertificates", "acm:RequestCertificate", "cloudfront:CreateDistribution", "cloudfront:CreateFunction",
    "cloudfront:CreateOriginAccessControl", "cloudfront:ListConflictingAliases", "cloudfront:ListDistributions",
    "cloudfront:ListFunctions", "cloudfront:ListOriginAccessControls", "route53:ListHostedZonesByName",
    "s3:ListAllMyBuckets", "tag:GetResources"}


def resource_of(environ: dict[str, Any], action: str, body: bytes) -> str:
    """The ARN that a request is about; a new thing has an id that no statement can know."""
    service, path = action.split(":")[0], unquote(environ["PATH_INFO"]).strip("/")
    if action in WITHOUT_RESOURCE:
        return "*"
    if service == "s3":
        host = re.match(r"(.+)\.s3[.-]", environ.get("HTTP_HOST", ""))
        found = host.group(1) if host else path.split("/")[0]
        key = path[len(found) + 1:] if path.startswith(found + "/") else ""
        listed = re.search(rb"<Key>([^<]+)", body) if b"<Delete" in body else None
        key = listed.group(1).decode() if listed else key
        return f"arn:aws:s3:::{found}" + (f"/{key}" if key else "")
    if service == "acm":
        region = sigv4.region_of(environ)
        return json.loads(body or b"{}").get("CertificateArn", f"arn:aws:acm:{region}:{ACCOUNT}:certificate/new")
    if service == "events":
        bus = json.loads(body or b"{}").get("Entries", [{}])[0].get("EventBusName", "default")
        return bus if bus.startswith("arn:") else f"arn:aws:events:{sigv4.region_of(environ)}:{ACCOUNT}:event-bus/{bus}"
    if service == "route53":
        return "arn:aws:route53:::" + "/".join(path.split("/")[1:3])
    parts = path.split("/")[1:]
    if parts[0] == "tagging":
        return parse_qs(environ.get("QUERY_STRING", ""))["Resource"][0]
    name = re.search(rb"<Name>([^<]+)", body) if parts == ["function"] else None
    name = name.group(1).decode() if name else parts[1] if len(parts) > 1 else "new"
    return f"arn:aws:cloudfront::{ACCOUNT}:{parts[0]}/{name}"


def allows(policy: dict[str, Any], action: str, resource: str) -> bool:
    """Whether a statement allows an action on a resource; `*` stands for any characters."""
    def matches(pattern: str) -> bool:
        return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), resource) is not None
    return any(action in statement["Action"] and any(map(matches, statement["Resource"]))
               for statement in policy["Statement"])
