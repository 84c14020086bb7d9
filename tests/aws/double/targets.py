# SPDX-License-Identifier: MIT
"""What a request is about to write to, as it stands before the request: kind, name, tags and what else tells
whose it is."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote
from xml.etree import ElementTree

from moto.acm.models import acm_backends
from moto.cloudfront.models import CloudFrontBackend, cloudfront_backends
from moto.route53.models import route53_backends

from . import s3_control
from .cloudfront_tags import all_tags
from .route53 import plain, records_of
from .s3 import bucket_name
from .s3_accounts import find_bucket, tags_of
from .settings import ACCOUNT


@dataclass
class Target:
    """One thing; `tags` are those it has now, `sent` those that the request carries, and `detail` what tells
    whose it is where there are no tags."""

    kind: str
    name: str
    exists: bool = False
    tags: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    detail: dict[str, Any] = field(default_factory=dict)


def targets_of(environ: dict[str, Any], body: bytes, service: str, action: str) -> list[Target]:
    """The targets of a request of one of the double's services; none for another's."""
    reader = _READERS.get(service)
    return reader(environ, body, action) if reader else []


def _tree(body: bytes) -> list[ElementTree.Element]:
    """All elements of a document, without namespaces; none when it is no XML."""
    try:
        elements = list(ElementTree.fromstring(body).iter()) if body.strip() else []
    except ElementTree.ParseError:
        return []
    for element in elements:
        element.tag = element.tag.rsplit("}", 1)[-1]
    return elements


def _text(elements: list[ElementTree.Element], tag: str) -> str:
    return next((element.text or "" for element in elements if element.tag == tag), "")


def _sent_tags(elements: list[ElementTree.Element]) -> dict[str, str]:
    return {element.findtext("Key", ""): element.findtext("Value", "")
            for element in elements if element.tag == "Tag"}


# ---- S3

def _bucket(name: str) -> Target:
    bucket = find_bucket(name)
    if bucket is None:
        return Target("bucket", name)
    return Target("bucket", name, True, tags_of(bucket), {}, {"owner": bucket.account_id})


def _s3(environ: dict[str, Any], body: bytes, action: str) -> list[Target]:
    bucket, elements = _bucket(bucket_name(environ)), _tree(body)
    path = unquote(environ["PATH_INFO"]).lstrip("/")
    key = path[len(bucket.name) + 1:] if path.startswith(bucket.name + "/") else ""
    keys = [element.text or "" for element in elements if element.tag == "Key"] \
        if action == "DeleteObjects" else [key] if key else []
    if not keys:
        bucket.sent = _sent_tags(elements)
        return [bucket]
    found = find_bucket(bucket.name)
    return [Target("object", f"{bucket.name}/{one}", found is not None and one in found.keys,
                   bucket.tags, {}, bucket.detail) for one in keys]


def _s3_control(environ: dict[str, Any], body: bytes, _: str) -> list[Target]:
    bucket = _bucket(s3_control.target(environ))
    bucket.sent = _sent_tags(_tree(body))
    return [bucket]


# ---- ACM

def _acm(_: dict[str, Any], body: bytes, action: str) -> list[Target]:
    try:
        asked = json.loads(body or b"{}")
    except ValueError:
        return []
    sent = {tag["Key"]: tag.get("Value") or "" for tag in asked.get("Tags") or []}
    if action == "RequestCertificate":
        return [Target("certificate", asked.get("DomainName", ""), False, {}, sent,
                       {"token": asked.get("IdempotencyToken", "")})]
    arn = asked.get("CertificateArn", "")
    for backend in acm_backends[ACCOUNT].values():
        if arn in backend._certificates:
            found = backend._certificates[arn]
            return [Target("certificate", arn, True, {k: v or "" for k, v in found.tags.items()}, sent,
                           {"domain": getattr(found, "domain", "")})]
    return [Target("certificate", arn, False, {}, sent)]


# ---- CloudFront

def _cloudfront(environ: dict[str, Any], body: bytes, action: str) -> list[Target]:
    backend, elements = cloudfront_backends[ACCOUNT]["aws"], _tree(body)
    parts = unquote(environ["PATH_INFO"]).strip("/").split("/")[1:]
    kind, name = parts[0], parts[1] if len(parts) > 1 else ""
    if kind == "tagging":
        name = parse_qs(environ.get("QUERY_STRING", "")).get("Resource", [""])[0]
        kind, _, name = name.split(":", 5)[-1].partition("/")
    target = {"distribution": _distribution, "origin-access-control": _control,
              "function": _function}.get(kind, _other)(backend, name, elements)
    target.kind = target.kind or kind
    target.sent = _sent_tags(elements)
    return [target]


def _distribution(backend: CloudFrontBackend, name: str, elements: list[ElementTree.Element]) -> Target:
    found = backend.distributions.get(name)
    if found is None:
        return Target("distribution", name or _text(elements, "CallerReference"))
    return Target("distribution", name, True, dict(found.tags), {}, {
        "reference": found.config["CallerReference"], "comment": found.config["Comment"],
        "aliases": list(found.aliases)})


def _control(backend: CloudFrontBackend, name: str, elements: list[ElementTree.Element]) -> Target:
    found = backend.origin_access_controls.get(name)
    if found is None:
        return Target("access_control", name or _text(elements, "Name"), False, {}, {},
                      {"name": _text(elements, "Name"), "description": _text(elements, "Description")})
    return Target("access_control", name, True, {}, {}, {
        "name": found.config["Name"], "description": found.config["Description"]})


def _function(backend: CloudFrontBackend, name: str, elements: list[ElementTree.Element]) -> Target:
    name = name or _text(elements, "Name")
    found = getattr(backend, "functions", {}).get(name)
    return Target("function", name, found is not None, all_tags(backend)[found.arn] if found else {})


def _other(_: CloudFrontBackend, name: str, __: list[ElementTree.Element]) -> Target:
    return Target("", name)


# ---- Route53

def _route53(environ: dict[str, Any], body: bytes, action: str) -> list[Target]:
    found = re.search(r"/hostedzone/([^/]+)", environ["PATH_INFO"])
    zone = route53_backends[ACCOUNT]["aws"].zones.get(found.group(1)) if found else None
    if action != "ChangeResourceRecordSets" or zone is None:
        return [Target("zone", zone.name if zone else "", zone is not None)]
    standing = {record.key: record for record in records_of(zone)}
    answer = []
    for change in (element for element in _tree(body) if element.tag == "Change"):
        elements = list(change.iter())
        name, kind = plain(_text(elements, "Name")), _text(elements, "Type")
        record = standing.get((name, kind, _text(elements, "SetIdentifier")))
        answer.append(Target("record", f"{name}/{kind}", record is not None, {}, {}, {
            "action": _text(elements, "Action"), "zone": plain(zone.name),
            "values": _values(record.data) if record else [],
            "new": [e.text or "" for e in elements if e.tag in ("Value", "DNSName")]}))
    return answer


def _values(data: dict[str, Any]) -> list[str]:
    """What a record set that stands leads to."""
    if "AliasTarget" in data:
        return [data["AliasTarget"]["DNSName"]]
    return [record["Value"] for record in data.get("ResourceRecords") or []]


_READERS = {"s3": _s3, "s3control": _s3_control, "acm": _acm, "cloudfront": _cloudfront, "route53": _route53}
