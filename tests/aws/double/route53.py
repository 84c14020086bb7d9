# SPDX-License-Identifier: MIT
"""Route53: record sets changed in atomic batches, changes that take time."""
from __future__ import annotations

import datetime
import functools
import ipaddress
import os
import re
import time
from typing import Any

from moto.core.responses import ActionResult
from moto.route53.models import FakeZone, route53_backends
from moto.route53.responses import Route53

from . import patch
from .patch import refuse, replaces
from .settings import settings

RECORDS_PAGE = 300
MAX_BATCH_RECORDS = 1000
MAX_BATCH_CHARACTERS = 32000
CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"
ROUTING = ("Weight", "Region", "GeoLocation", "Failover", "MultiValueAnswer", "CidrRoutingConfig",
           "GeoProximityLocation")

_REPLACEMENTS: list[Any] = []
_changes: dict[str, tuple[float, datetime.datetime]] = {}


def install() -> None:
    """Replace moto's operations by those of this file."""
    patch.install(_REPLACEMENTS)


def forget() -> None:
    """Forget what moto's reset does not know of."""
    _changes.clear()


# ---- names

def plain(name: str) -> str:
    """A name as it is compared: lower case, no trailing dot, octal escapes resolved."""
    unescaped = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m.group(1), 8)), name)
    return unescaped.rstrip(".").lower()


def escaped(name: str) -> str:
    r"""A plain name as Route53 returns it: \ooo for all but letters, digits and -_. and a final dot."""
    return re.sub(r"[^a-z0-9_.-]", lambda m: f"\\{ord(m.group()):03o}", name) + "."


def reversed_labels(name: str) -> list[str]:
    """The order of zones and records: by label, from the right."""
    return plain(name).split(".")[::-1]


# ---- record sets

class RecordSet:
    """One record set; `data` is its wire form with a plain name.  The attributes are for moto's code."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = {k: v for k, v in data.items() if v is not None}
        self.data["Name"] = plain(data["Name"])
        self.name = self.data["Name"] + "."
        self.type: str = data["Type"]
        self.set_identifier: str | None = data.get("SetIdentifier")
        if "TTL" in self.data:
            self.data["TTL"] = int(self.data["TTL"])

    @property
    def key(self) -> tuple[str, str, str]:
        """What a record set is known by."""
        return self.data["Name"], self.type, self.set_identifier or ""

    @functools.cached_property
    def order(self) -> tuple[list[str], str, str]:
        """Where it stands in the listing."""
        return reversed_labels(self.name), self.type, self.set_identifier or ""

    @property
    def values(self) -> list[str]:
        """The values of its records."""
        return [record["Value"] for record in self.data.get("ResourceRecords") or []]

    def wire(self) -> dict[str, Any]:
        """As ListResourceRecordSets returns it."""
        answer = {**self.data, "Name": escaped(self.data["Name"])}
        if "AliasTarget" in answer:
            target = dict(answer["AliasTarget"])
            target["DNSName"] = escaped(plain(target["DNSName"]))
            answer["AliasTarget"] = target
        return answer

    def identity(self) -> dict[str, Any]:
        """Everything that a DELETE must name exactly."""
        same = {k: v for k, v in self.wire().items() if k not in ("ResourceRecords", "Name")}
        return {**same, "values": sorted(self.values)}


def records_of(zone: FakeZone) -> list[RecordSet]:
    """The zone's record sets in order; moto's own NS and SOA become ours on first sight."""
    for index, record in enumerate(zone.rrsets):
        if not isinstance(record, RecordSet):
            values = [v["Value"] if isinstance(v, dict) else v for v in record.records]
            zone.rrsets[index] = RecordSet({  # type: ignore[call-overload]
                "Name": record.name or zone.name, "Type": record.type, "TTL": int(record.ttl or 0),
                "ResourceRecords": [{"Value": v + "." if record.type == "NS" else v} for v in values]})
    return sorted(zone.rrsets, key=lambda record: record.order)  # type: ignore[attr-defined]


def _servers(zone: FakeZone, name: str) -> set[str]:
    """The name servers that a zone has at a plain name."""
    return {plain(value) for record in records_of(zone) if record.key == (name, "NS", "")
            for value in record.values}


def asked_zones(account: str, name: str) -> list[FakeZone]:
    """The zones that the public DNS asks for a name: from the topmost on, where name servers lead."""
    wanted = plain(name)
    holding = [zone for zone in route53_backends[account]["aws"].zones.values()
               if not zone.private_zone and ("." + wanted).endswith("." + plain(zone.name))]
    shortest = min((len(zone.name) for zone in holding), default=0)
    asked = [zone for zone in holding if len(zone.name) == shortest]
    for zone in sorted(holding, key=lambda zone: len(zone.name)):
        apex = plain(zone.name)
        own = _servers(zone, apex)
        above = [other for other in asked if len(other.name) < len(zone.name)]
        if any(_servers(other, apex) & own for other in above):
            asked = [other for other in asked if other not in above] + [zone]
    return asked


def public_values(account: str, name: str, kind: str) -> list[str]:
    """The values of a record as the public DNS would answer."""
    wanted = plain(name)
    return [value for zone in asked_zones(account, name) for record in records_of(zone)
            if record.key == (wanted, kind, "") for value in record.values]


AMAZONS = ("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com")


def forbids_amazon(account: str, domain: str) -> bool:
    """Whether the nearest CAA records from a domain upward let others issue, and not Amazon (RFC 8659)."""
    labels = plain(domain.removeprefix("*.")).split(".")
    for first in range(len(labels)):
        name = ".".join(labels[first:])
        values = [value.split(None, 2) for zone in asked_zones(account, name) for record in records_of(zone)
                  if record.key == (name, "CAA", "") for value in record.values]
        if values:
            issuers = {tag: [rest.strip('" ').split(";")[0].strip() for _, other, rest in values if other == tag]
                       for tag in ("issue", "issuewild")}
            wild = domain.startswith("*.") and issuers["issuewild"]
            named = wild or issuers["issue"]
            return bool(named) and not any(one in AMAZONS for one in named)
    return False


# ---- changes

def _invalid(problems: list[str]) -> Exception:
    return refuse("InvalidChangeBatch", "[" + ", ".join(problems) + "]")


def _label(record: RecordSet) -> str:
    more = f", set-identifier='{record.set_identifier}'" if record.set_identifier else ""
    return f"[name='{escaped(record.data['Name'])}', type='{record.type}'{more}]"


def _check_size(changes: list[dict[str, Any]]) -> None:
    records = characters = 0
    for change in changes:
        times = 2 if change["Action"] == "UPSERT" else 1
        values = [r["Value"] for r in change["ResourceRecordSet"].get("ResourceRecords") or []]
        records += times * len(values)
        characters += times * sum(len(value) for value in values)
    if records > MAX_BATCH_RECORDS:
        raise _invalid([f"Number of records limit of {MAX_BATCH_RECORDS} exceeded."])
    if characters > MAX_BATCH_CHARACTERS:
        raise _invalid([f"Number of characters limit of {MAX_BATCH_CHARACTERS} exceeded."])


def _bad_target(record: RecordSet, why: str) -> str:
    alias = record.data["AliasTarget"]
    return (f"Tried to create an alias that targets {escaped(plain(alias['DNSName']))}, type {record.type} in "
            f"zone {alias['HostedZoneId']}, but {why}")


class Standing:
    """The record sets of a zone while a batch is applied: by key, and those of each name."""

    def __init__(self, records: list[RecordSet]) -> None:
        self.by_key: dict[tuple[str, str, str], RecordSet] = {}
        self.by_name: dict[str, dict[tuple[str, str, str], RecordSet]] = {}
        for record in records:
            self.put(record)

    def put(self, record: RecordSet) -> None:
        """Add it, or replace the one of its key."""
        self.by_key[record.key] = record
        self.by_name.setdefault(record.data["Name"], {})[record.key] = record

    def remove(self, record: RecordSet) -> None:
        """Take the one of its key away."""
        del self.by_key[record.key]
        del self.by_name[record.data["Name"]][record.key]

    def at(self, name: str) -> list[RecordSet]:
        """All of a plain name."""
        return list(self.by_name.get(name, {}).values())


def _check_target(have: Standing, record: RecordSet, zone: FakeZone) -> str:
    """What is wrong with an alias into its own zone, or "": its target has to stand there already."""
    alias = record.data.get("AliasTarget")
    if not alias or alias["HostedZoneId"] != zone.resource_id:
        return ""
    target, apex = plain(alias["DNSName"]), plain(zone.name)
    if target != apex and not target.endswith("." + apex):
        return _bad_target(record, "the alias target name does not lie within the target zone")
    stands = any(other.type == record.type for other in have.at(target))
    return "" if stands else _bad_target(record, "that target was not found")


def _same_values(current: RecordSet | None, record: RecordSet) -> None:
    """An address that is written again keeps the spelling that it had."""
    if current is None or record.type != "AAAA":
        return
    spelled = {ipaddress.IPv6Address(value): value for value in current.values}
    for item in record.data.get("ResourceRecords") or []:
        item["Value"] = spelled.get(ipaddress.IPv6Address(item["Value"]), item["Value"])


def _check_shape(record: RecordSet, zone: FakeZone) -> None:
    data = record.data
    alias, values = data.get("AliasTarget"), record.values
    if bool(alias) == bool("TTL" in data and values):
        raise refuse("InvalidInput", "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and "
                     "ResourceRecords], or TrafficPolicyInstanceId], but found "
                     f"{'more than one' if alias else 'none'} in Change with {_label(record)}")
    if alias and ("TTL" in data or values):
        raise refuse("InvalidInput", f"An alias has neither TTL nor ResourceRecords: {_label(record)}")
    routed = [name for name in ROUTING if name in data]
    if bool(routed) != bool(record.set_identifier):
        raise refuse("InvalidInput", "SetIdentifier and a routing policy go together: " + _label(record))
    if alias and alias["HostedZoneId"] == CLOUDFRONT_ZONE:
        if alias["EvaluateTargetHealth"] not in (False, "false"):
            raise _invalid(["EvaluateTargetHealth must be false for a CloudFront alias: " + _label(record)])
        if zone.private_zone:
            raise _invalid(["An alias to CloudFront cannot stand in a private zone: " + _label(record)])
        if not plain(alias["DNSName"]).endswith(".cloudfront.net"):
            raise _invalid([_bad_target(record, "the alias target name does not lie within the target zone")])


_STRING = r'"(?:[^"\\]|\\.)*"'
_FIELDS = {
    "CAA": r'\d+ [a-zA-Z0-9]+ ".*"',
    "DS": r"\d+ \d+ \d+ (?:[0-9a-fA-F]{2})+",
    "HTTPS": r"\d+ \S+(?: \S.*)?",
    "MX": r"\d+ \S+",
    "NAPTR": rf"\d+ \d+ {_STRING} {_STRING} {_STRING} \S+",
    "NS": r"\S+",
    "CNAME": r"\S+",
    "PTR": r"\S+",
    "SOA": r"\S+ \S+(?: \d+){5}",
    "SRV": r"\d+ \d+ \d+ \S+",
    "SSHFP": r"\d+ \d+ (?:[0-9a-fA-F]{2})+",
    "SVCB": r"\d+ \S+(?: \S.*)?",
    "TLSA": r"\d+ \d+ \d+ (?:[0-9a-fA-F]{2})+",
}


def _bad_value(kind: str, value: str) -> str:
    """Why a value is none of its type, or ""."""
    try:
        if kind == "A":
            ipaddress.IPv4Address(value)
        elif kind == "AAAA":
            ipaddress.IPv6Address(value)
        elif kind in ("TXT", "SPF"):
            if not re.fullmatch(rf"{_STRING}(?:\s+{_STRING})*", value):
                return f"Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be " \
                       f"enclosed in quotation marks) encountered with '{value}''"
            for chunk in re.findall(r'"((?:[^"\\]|\\.)*)"', value):
                if len(re.sub(r"\\[0-7]{3}|\\.", "x", chunk)) > 255:
                    return "Invalid Resource Record: 'FATAL problem: CharacterStringTooLong (Value is too long)'"
        elif kind not in _FIELDS:
            return f"Invalid Resource Record: 'FATAL problem: UnsupportedType {kind}'"
        elif not re.fullmatch(_FIELDS[kind], value):
            return f"Invalid Resource Record: 'FATAL problem: {kind} record doesn't have its fields: {value}'"
    except ValueError:
        return f"Invalid Resource Record: 'FATAL problem: {kind} value is not an address: {value}'"
    return ""


def _apply(have: Standing, change: dict[str, Any], zone: FakeZone) -> list[str]:
    """Apply one change to the copy `have` of the zone's records; what is wrong with it."""
    record, action = RecordSet(change["ResourceRecordSet"]), change["Action"]
    apex, name = plain(zone.name), record.data["Name"]
    if name != apex and not name.endswith("." + apex):
        return [f"RRSet with DNS name {escaped(name)} is not permitted in zone {zone.name}"]
    current = have.by_key.get(record.key)
    if action == "DELETE":
        if current is None:
            return [f"Tried to delete resource record set {_label(record)} but it was not found"]
        if current.identity() != record.identity():
            return [f"Tried to delete resource record set {_label(record)} but the values provided do not "
                    "match the current values"]
        if name == apex and record.type in ("NS", "SOA"):
            return [f"A HostedZone must contain exactly one {record.type} record at its apex"]
        have.remove(record)
        return []
    if action == "CREATE" and current is not None:
        return [f"Tried to create resource record set {_label(record)} but it already exists"]
    if record.type == "CNAME" and name == apex:
        return [f"RRSet of type CNAME with DNS name {escaped(name)} is not permitted at apex in zone {zone.name}"]
    for other in have.at(name):
        if other.key == record.key:
            continue
        if "CNAME" in (record.type, other.type) and record.type != other.type:
            return [f"RRSet of type {record.type} with DNS name {escaped(name)} is not permitted as it "
                    f"conflicts with other records with the same DNS name in zone {zone.name}"]
        if other.type == record.type and bool(other.set_identifier) != bool(record.set_identifier):
            return [f"RRSet with DNS name {escaped(name)}, type {record.type}, SetIdentifier "
                    f"{record.set_identifier} cannot be created because a record set of another routing "
                    "policy exists with the same name and type"]
    problems = [problem for problem in (_bad_value(record.type, v) for v in record.values) if problem]
    if len(set(record.values)) != len(record.values):
        problems.append(f"Duplicate Resource Record in {_label(record)}")
    if record.type == "CNAME" and len(record.values) > 1:
        problems.append(f"A CNAME has one value: {_label(record)}")
    problems += [problem for problem in [_check_target(have, record, zone)] if problem]
    if not problems:
        _same_values(current, record)
    have.put(record)
    return problems


def change_info() -> dict[str, Any]:
    """A new change, PENDING."""
    identity = "C" + os.urandom(10).hex().upper()
    _changes[identity] = (time.monotonic(), datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None))
    return _describe_change(identity)


def _describe_change(identity: str) -> dict[str, Any]:
    began, submitted = _changes[identity]
    status = "INSYNC" if time.monotonic() - began >= settings.sync else "PENDING"
    return {"Id": f"/change/{identity}", "Status": status, "SubmittedAt": submitted}


@replaces(Route53)
def change_resource_record_sets(self: Any) -> ActionResult:
    zone = self.backend.get_hosted_zone(self._get_param("HostedZoneId"))
    changes = self._get_param("ChangeBatch.Changes") or []
    if not changes:
        raise refuse("InvalidInput", "The batch has no changes.")
    _check_size(changes)
    for change in changes:
        _check_shape(RecordSet(change["ResourceRecordSet"]), zone)
    have = Standing(records_of(zone))
    problems = [problem for change in changes for problem in _apply(have, change, zone)]
    if problems:
        raise _invalid(problems)
    zone.rrsets = list(have.by_key.values())
    return ActionResult({"ChangeInfo": change_info()})


@replaces(Route53)
def get_change(self: Any) -> ActionResult:
    identity = self._get_param("Id").split("/")[-1]
    if identity not in _changes:
        raise refuse("NoSuchChange", f"Could not find resource with ID: {identity}")
    return ActionResult({"ChangeInfo": _describe_change(identity)})


@replaces(Route53)
def list_resource_record_sets(self: Any) -> ActionResult:
    zone = self.backend.get_hosted_zone(self._get_param("HostedZoneId"))
    name, kind = self._get_param("StartRecordName"), self._get_param("StartRecordType")
    identifier = self._get_param("StartRecordIdentifier")
    if (kind and not name) or (identifier and not kind):
        raise refuse("InvalidInput", "The input is not valid")
    size = min(int(self._get_param("MaxItems") or RECORDS_PAGE), RECORDS_PAGE)
    if size < 1:
        raise refuse("InvalidInput", "MaxItems must be at least 1")
    records = records_of(zone)
    if name:
        start = (reversed_labels(name), kind or "", identifier or "")
        records = [record for record in records if record.order >= start]
    answer: dict[str, Any] = {"ResourceRecordSets": [record.wire() for record in records[:size]],
                              "IsTruncated": len(records) > size, "MaxItems": size}
    if len(records) > size:
        following = records[size]
        answer.update(NextRecordName=escaped(following.data["Name"]), NextRecordType=following.type)
        if following.set_identifier:
            answer["NextRecordIdentifier"] = following.set_identifier
    return ActionResult(answer)
