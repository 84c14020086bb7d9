# SPDX-License-Identifier: MIT
"""Route53: hosted zones, listed as cursors do, and late if a test says so."""
from __future__ import annotations

import itertools
from typing import Any

from moto.core.responses import ActionResult
from moto.route53.models import FakeZone, Route53Backend, route53_backends
from moto.route53.responses import Route53

from . import patch
from .late import Late
from .patch import refuse, replaces
from .route53 import change_info, escaped, plain, records_of, reversed_labels

ZONES_PAGE = 100

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's operations by those of this file."""
    patch.install(_REPLACEMENTS)


def _zones() -> dict[str, list[FakeZone]]:
    """Of each account, its zones."""
    return {account: list(backends["aws"].zones.values()) for account, backends in list(route53_backends.items())}


_listed = Late("list", _zones)


def _shown(backend: Route53Backend) -> list[FakeZone]:
    """What a list of zones shows."""
    return _listed.shown().get(backend.account_id, [])


_moto_create_hosted_zone = Route53.create_hosted_zone
_numbers = itertools.count(1)


def _give_servers(zone: FakeZone) -> None:
    """Give a zone name servers that no other one has."""
    number = next(_numbers)
    servers = [f"ns-{number}.awsdns-{i:02}.{top}" for i, top in enumerate(("com", "net", "org", "co.uk"), 1)]
    assert zone.delegation_set is not None
    zone.delegation_set.name_servers = servers
    for record in records_of(zone):
        if record.type == "NS":
            record.data["ResourceRecords"] = [{"Value": server + "."} for server in servers]


@replaces(Route53)
def create_hosted_zone(self: Any) -> ActionResult:
    reference = self._get_param("CallerReference")
    for zone in self.backend.zones.values():
        if zone.caller_reference == reference:
            raise refuse("HostedZoneAlreadyExists",
                         f"A hosted zone has already been created with the specified caller reference: {reference}")
    result = _moto_create_hosted_zone(self)
    for zone in self.backend.zones.values():
        if zone.caller_reference == reference and self._get_param("DelegationSetId") is None:
            _give_servers(zone)
    result.result["ChangeInfo"] = change_info()
    return result


@replaces(Route53)
def delete_hosted_zone(self: Any) -> ActionResult:
    backend: Route53Backend = self.backend
    zone = backend.get_hosted_zone(self._get_param("Id"))
    apex = plain(zone.name)
    if any(r.data["Name"] != apex or r.type not in ("NS", "SOA") for r in records_of(zone)):
        raise refuse("HostedZoneNotEmpty", "The hosted zone contains resource records that are not SOA or NS "
                                           "records.")
    del backend.zones[zone.resource_id]
    return ActionResult({"ChangeInfo": change_info()})


@replaces(Route53)
def list_hosted_zones(self: Any) -> ActionResult:
    size = min(int(self._get_param("MaxItems") or ZONES_PAGE), ZONES_PAGE)
    marker = self._get_param("Marker") or ""
    zones = sorted(_shown(self.backend), key=lambda zone: zone.resource_id)
    zones = [zone for zone in zones if zone.resource_id >= marker]
    answer: dict[str, Any] = {"HostedZones": zones[:size], "MaxItems": size, "IsTruncated": len(zones) > size,
                              "Marker": marker or None}
    if len(zones) > size:
        answer["NextMarker"] = zones[size].resource_id
    return ActionResult(answer)


@replaces(Route53)
def list_hosted_zones_by_name(self: Any) -> ActionResult:
    """A cursor: the zones from DNSName (and HostedZoneId) on, not a search."""
    name, identity = self._get_param("DNSName"), self._get_param("HostedZoneId")
    if identity and not name:
        raise refuse("InvalidInput", "HostedZoneId without DNSName.")
    size = min(int(self._get_param("MaxItems") or ZONES_PAGE), ZONES_PAGE)
    zones = sorted(_shown(self.backend), key=lambda z: (reversed_labels(z.name), z.resource_id))
    if name:
        start = (reversed_labels(name), (identity or "").split("/")[-1])
        zones = [z for z in zones if (reversed_labels(z.name), z.resource_id) >= start]
    answer: dict[str, Any] = {"HostedZones": zones[:size], "MaxItems": size, "IsTruncated": len(zones) > size}
    if name:
        answer["DNSName"] = escaped(plain(name))
    if len(zones) > size:
        answer.update(NextDNSName=zones[size].name, NextHostedZoneId=zones[size].resource_id)
    return ActionResult(answer)
