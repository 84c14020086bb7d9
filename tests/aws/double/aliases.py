# SPDX-License-Identifier: MIT
"""CloudFront: who holds an alias, told to a distribution whose certificate covers it, with half of each id hidden; and
how such a distribution gets it.

After https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListConflictingAliases.html, API_AssociateAlias.html
there, and alternate-domain-names-move.html of the developer guide.
"""
from __future__ import annotations

from typing import Any

from moto.acm.models import acm_backends
from moto.cloudfront.models import cloudfront_backends
from moto.cloudfront.responses import CloudFrontResponse
from moto.cloudfront.urls import url_paths
from moto.core.responses import ActionResult, EmptyResult

from . import patch, route53
from .cloudfront import Distribution, find
from .patch import refuse, replaces
from .s3_accounts import OTHER_ACCOUNT

PAGE = 100

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Add the operations that moto does not have."""
    for name in ("list_conflicting_aliases", "associate_alias"):
        if not hasattr(CloudFrontResponse, name):
            setattr(CloudFrontResponse, name, None)
    patch.install(_REPLACEMENTS)
    url_paths["{0}/2020-05-31/conflicting-alias$"] = CloudFrontResponse.dispatch
    url_paths["{0}/2020-05-31/distribution/(?P<id>[^/]+)/associate-alias$"] = CloudFrontResponse.dispatch


def create_foreign_alias(alias: str, enabled: bool = True) -> dict[str, str]:
    """For POST /double/foreign-alias: a distribution of somebody else that holds it; again, to enable or disable it."""
    for held in cloudfront_backends[OTHER_ACCOUNT]["aws"].distributions.values():
        if alias in held.aliases:
            held.config["Enabled"] = enabled
            return {"distribution": held.id, "account": OTHER_ACCOUNT}
    config = {"CallerReference": alias, "Aliases": {"Quantity": 1, "Items": [alias]}, "ViewerCertificate": {},
              "Origins": {"Quantity": 0, "Items": []}, "Enabled": enabled, "Comment": ""}
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


def _is_proved(account: str, alias: str, domain_name: str) -> bool:
    """A TXT record of the alias, with "_" before it, names the distribution that is to have it."""
    return f'"{domain_name}"' in route53.public_values(account, f"_{alias}", "TXT")


@replaces(CloudFrontResponse)
def associate_alias(self: Any) -> EmptyResult:
    alias = (self._get_param("Alias") or "").lower()
    target = find(self, "TargetDistributionId")
    if not _may_ask(target, alias) or not _is_proved(self.current_account, alias, target.domain_name):
        raise refuse("AccessDenied", "The certificate and the TXT record do not prove that the domain is yours.")
    for account, backends in list(cloudfront_backends.items()):
        for source in backends["aws"].distributions.values():
            if source is target or alias not in source.aliases:
                continue
            if account != self.current_account and source.config["Enabled"]:
                raise refuse("IllegalUpdate", "The distribution of the other account is enabled.")
            source.replace(_with_aliases(source, [one for one in source.aliases if one != alias]))
    if alias not in target.aliases:
        target.replace(_with_aliases(target, sorted([*target.aliases, alias])))
    return EmptyResult()


def _with_aliases(distribution: Distribution, aliases: list[str]) -> dict[str, Any]:
    return {**distribution.config, "Aliases": {"Quantity": len(aliases), **({"Items": aliases} if aliases else {})}}
