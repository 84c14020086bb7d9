# SPDX-License-Identifier: MIT
"""CloudFront: who holds an alias, told to a distribution whose certificate covers it, with half of each id hidden.

After https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListConflictingAliases.html
"""
from __future__ import annotations

from typing import Any

from moto.acm.models import acm_backends
from moto.cloudfront.models import cloudfront_backends
from moto.cloudfront.responses import CloudFrontResponse
from moto.cloudfront.urls import url_paths
from moto.core.responses import ActionResult

from . import patch
from .cloudfront import Distribution, find
from .patch import refuse, replaces
from .s3_accounts import OTHER_ACCOUNT

PAGE = 100

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Add the operation that moto does not have."""
    if not hasattr(CloudFrontResponse, "list_conflicting_aliases"):
        setattr(CloudFrontResponse, "list_conflicting_aliases", None)
    patch.install(_REPLACEMENTS)
    url_paths["{0}/2020-05-31/conflicting-alias$"] = CloudFrontResponse.dispatch


def create_foreign_alias(alias: str) -> dict[str, str]:
    """For POST /double/foreign-alias: a distribution of somebody else that holds it."""
    config = {"CallerReference": alias, "Aliases": {"Quantity": 1, "Items": [alias]}, "ViewerCertificate": {},
              "Origins": {"Quantity": 0, "Items": []}, "Enabled": True, "Comment": ""}
    distribution = Distribution(OTHER_ACCOUNT, config, {})
    cloudfront_backends[OTHER_ACCOUNT]["aws"].distributions[distribution.id] = distribution
    return {"distribution": distribution.id, "account": OTHER_ACCOUNT}


def covers(name: str, alias: str) -> bool:
    """A wildcard stands for one label."""
    return name == alias or (not alias.startswith("*.") and name == "*." + alias.split(".", 1)[-1])


def _may_ask(distribution: Distribution, alias: str) -> bool:
    arn = distribution.certificate
    account = (arn.split(":") + [""] * 5)[4]
    certificate = acm_backends[account]["us-east-1"]._certificates.get(arn) if arn else None
    names = certificate.describe()["Certificate"]["SubjectAlternativeNames"] if certificate else []
    return any(covers(name, alias) for name in names)


def _hidden(text: str) -> str:
    return "*" * (len(text) // 2) + text[len(text) // 2:]


@replaces(CloudFrontResponse)
def list_conflicting_aliases(self: Any) -> ActionResult:
    alias = (self._get_param("Alias") or "").lower()
    distribution = find(self, "DistributionId")
    if not _may_ask(distribution, alias):
        raise refuse("InvalidArgument", "The distribution has no certificate attached that includes the alias.")
    items = [{"Alias": held, "DistributionId": _hidden(other.id), "AccountId": _hidden(account)}
             for account, backends in list(cloudfront_backends.items())
             for other in backends["aws"].distributions.values()
             for held in other.aliases if covers(held, alias) or covers(alias, held)]
    items.sort(key=lambda item: (item["Alias"], item["DistributionId"]))
    size = min(int(self._get_param("MaxItems") or PAGE), PAGE)
    start = int(self._get_param("Marker") or 0)
    page = items[start:start + size]
    answer: dict[str, Any] = {"MaxItems": size, "Quantity": len(page), "Items": page}
    if start + size < len(items):
        answer["NextMarker"] = str(start + size)
    return ActionResult({"ConflictingAliasesList": answer})
