# SPDX-License-Identifier: MIT
"""CloudFront: distributions as whole documents under If-Match, and origin access controls."""
from __future__ import annotations

import datetime
import functools
import time
from typing import Any

from moto.cloudfront.models import CloudFrontBackend, cloudfront_backends, random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult, EmptyResult

from . import patch
from .cloudfront_config import check, read_back
from .cloudfront_tags import tag_dict
from .late import Late
from .patch import refuse, replaces
from .settings import settings

PAGE = 100

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's operations by those of this file."""
    # moto before 5.2.3 has no such operation; replaces() wants a name that exists.
    if not hasattr(CloudFrontResponse, "get_origin_access_control_config"):
        CloudFrontResponse.get_origin_access_control_config = None  # type: ignore[attr-defined]
    patch.install(_REPLACEMENTS)


def forget() -> None:
    """Forget what moto's reset does not know of."""
    _orphans.clear()


class Distribution:
    """One distribution; `config` is the document as CloudFront would read it back."""

    def __init__(self, account: str, config: dict[str, Any], tags: dict[str, str]) -> None:
        self.id = self.distribution_id = "E" + random_id(length=13)
        self.arn = f"arn:aws:cloudfront::{account}:distribution/{self.id}"
        self.domain_name = f"{random_id(uppercase=False)}.cloudfront.net"
        self.location = f"https://cloudfront.amazonaws.com/2020-05-31/distribution/{self.id}"
        self.tags = tags
        # A certificate this distribution no longer uses, and when it was let go.
        self.released: dict[str, float] = {}
        # What invalidations.py makes; those of others are not known here.
        self.invalidations: list[Any] = []
        self.replace(config)

    def replace(self, config: dict[str, Any]) -> None:
        """A new configuration: a new ETag, and InProgress again."""
        before = self.certificate if hasattr(self, "config") else ""
        self.config = config
        self.etag = "E" + random_id(length=13)
        self.modified = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        self.changed = time.monotonic()
        if before and before != self.certificate:
            self.released[before] = time.monotonic()

    def advance(self) -> None:
        """moto's own bookkeeping of states; time does it here."""

    @property
    def certificate(self) -> str:
        """The ARN of its certificate, or ""."""
        return self.config["ViewerCertificate"].get("ACMCertificateArn", "")

    @property
    def aliases(self) -> list[str]:
        """Its alternate domain names."""
        return self.config["Aliases"].get("Items", [])

    @property
    def status(self) -> str:
        """InProgress for a while after each change."""
        return "Deployed" if time.monotonic() - self.changed >= settings.deploy else "InProgress"

    def document(self) -> dict[str, Any]:
        """The Distribution structure of answers."""
        none = {"Enabled": False, "Quantity": 0}
        busy = sum(one.status == "InProgress" for one in self.invalidations)
        return {"Id": self.id, "ARN": self.arn, "Status": self.status, "DomainName": self.domain_name,
                "LastModifiedTime": self.modified, "InProgressInvalidationBatches": busy,
                "ActiveTrustedSigners": none, "ActiveTrustedKeyGroups": none,
                "DistributionConfig": self.config}

    def summary(self) -> dict[str, Any]:
        """The DistributionSummary of lists: no CallerReference, no DefaultRootObject."""
        left_out = ("CallerReference", "DefaultRootObject", "Logging", "ContinuousDeploymentPolicyId")
        shared = {k: v for k, v in self.config.items() if k not in left_out}
        return {**shared, "Id": self.id, "ARN": self.arn, "ETag": self.etag, "Status": self.status,
                "LastModifiedTime": self.modified, "DomainName": self.domain_name}


# A certificate stays in use for a while after its distribution is gone: arn -> (distribution, when).
_orphans: dict[str, list[tuple[str, float]]] = {}


def users_of(certificate: str) -> list[str]:
    """The ARNs of the distributions that ACM believes to use a certificate."""
    now = time.monotonic()
    users = []
    for _, backends in list(cloudfront_backends.items()):
        for distribution in backends["aws"].distributions.values():
            let_go = distribution.released.get(certificate, float("-inf"))
            if distribution.certificate == certificate or now - let_go < settings.release:
                users.append(distribution.arn)
    users += [arn for arn, when in _orphans.get(certificate, []) if now - when < settings.release]
    return users


# ---- distributions

def _backend(response: Any) -> CloudFrontBackend:
    return cloudfront_backends[response.current_account][response.partition]


def find(response: Any, parameter: str = "Id") -> Distribution:
    """The distribution that a request names."""
    distribution = _backend(response).distributions.get(response._get_param(parameter))
    if distribution is None:
        raise refuse("NoSuchDistribution", "The specified distribution does not exist.")
    return distribution


def _match(response: Any, etag: str) -> None:
    sent = response._get_param("IfMatch")
    if not sent:
        raise refuse("InvalidIfMatchVersion",
                     "The If-Match version is missing or not valid for the resource.")
    if sent != etag:
        raise refuse("PreconditionFailed", "The request failed because it didn't meet the preconditions in "
                                           "one or more request-header fields.")


Summaries = list[dict[str, Any]]


def _summaries(name: str) -> dict[str, Summaries]:
    """Of each account, the entries of a list: "distributions" or "origin_access_controls"."""
    return {account: [item.summary() for item in getattr(backends["aws"], name).values()]
            for account, backends in list(cloudfront_backends.items())}


_lists = {name: Late("list", functools.partial(_summaries, name))
          for name in ("distributions", "origin_access_controls")}


def _page(response: Any, name: str) -> dict[str, Any]:
    """One page of a list by Marker and MaxItems."""
    items = _lists[name].shown().get(response.current_account, [])
    size = min(int(response._get_param("MaxItems") or PAGE), PAGE)
    marker = response._get_param("Marker") or ""
    ids = [item["Id"] for item in items]
    start = ids.index(marker) + 1 if marker in ids else 0
    page = items[start:start + size]
    answer: dict[str, Any] = {"Marker": marker, "MaxItems": size, "Quantity": len(page),
                              "IsTruncated": start + size < len(items)}
    if page:
        answer["Items"] = page
    if answer["IsTruncated"]:
        answer["NextMarker"] = page[-1]["Id"]
    return answer


def _create(response: Any, sent: dict[str, Any], tags: list[dict[str, str]]) -> ActionResult:
    backend = _backend(response)
    for other in backend.distributions.values():
        if other.config["CallerReference"] == sent["CallerReference"]:
            raise refuse("DistributionAlreadyExists",
                         "The caller reference that you are using to create a distribution is associated "
                         f"with another distribution. Already exists: {other.id}")
    check(backend, sent)
    distribution = Distribution(backend.account_id, read_back(sent), tag_dict(tags))
    backend.distributions[distribution.id] = distribution
    return ActionResult({"Distribution": distribution.document(), "ETag": distribution.etag,
                         "Location": distribution.location})


@replaces(CloudFrontResponse)
def create_distribution(self: Any) -> ActionResult:
    return _create(self, self._get_param("DistributionConfig", {}), [])


@replaces(CloudFrontResponse)
def create_distribution_with_tags(self: Any) -> ActionResult:
    sent = self._get_param("DistributionConfigWithTags.DistributionConfig", {})
    return _create(self, sent, self._get_param("DistributionConfigWithTags.Tags.Items", []) or [])


@replaces(CloudFrontResponse)
def list_distributions(self: Any) -> ActionResult:
    return ActionResult({"DistributionList": _page(self, "distributions")})


@replaces(CloudFrontResponse)
def get_distribution(self: Any) -> ActionResult:
    distribution = find(self)
    return ActionResult({"Distribution": distribution.document(), "ETag": distribution.etag})


@replaces(CloudFrontResponse)
def get_distribution_config(self: Any) -> ActionResult:
    distribution = find(self)
    return ActionResult({"DistributionConfig": distribution.config, "ETag": distribution.etag})


@replaces(CloudFrontResponse)
def update_distribution(self: Any) -> ActionResult:
    distribution = find(self)
    _match(self, distribution.etag)
    sent = self._get_param("DistributionConfig", {})
    if sent["CallerReference"] != distribution.config["CallerReference"]:
        raise refuse("IllegalUpdate", "The update contains modifications that are not allowed.")
    check(_backend(self), sent, distribution.id)
    distribution.replace(read_back(sent))
    return ActionResult({"Distribution": distribution.document(), "ETag": distribution.etag})


@replaces(CloudFrontResponse)
def delete_distribution(self: Any) -> EmptyResult:
    distribution = find(self)
    _match(self, distribution.etag)
    if distribution.config["Enabled"] or distribution.status != "Deployed":
        raise refuse("DistributionNotDisabled",
                     "The distribution you are trying to delete has not been disabled.")
    if distribution.certificate:
        _orphans.setdefault(distribution.certificate, []).append((distribution.arn, time.monotonic()))
    del _backend(self).distributions[distribution.id]
    return EmptyResult()


# ---- origin access controls

class OriginAccessControl:
    """One origin access control; `config` is what the caller gave."""

    def __init__(self, config: dict[str, str]) -> None:
        self.id = "E" + random_id(length=13)
        self.replace(config)

    def replace(self, config: dict[str, str]) -> None:
        """A new configuration and with it a new ETag."""
        self.config = {"Description": "", **{k: v for k, v in config.items() if v is not None}}
        self.etag = "E" + random_id(length=13)

    def document(self) -> dict[str, Any]:
        """The OriginAccessControl structure of answers."""
        return {"Id": self.id, "OriginAccessControlConfig": self.config}

    def summary(self) -> dict[str, Any]:
        """The entry of lists."""
        return {"Id": self.id, **self.config}


def _control(response: Any) -> OriginAccessControl:
    control = _backend(response).origin_access_controls.get(response._get_param("Id"))
    if control is None:
        raise refuse("NoSuchOriginAccessControl", "The specified origin access control does not exist.")
    return control


def _check_control(response: Any, config: dict[str, str], own: str = "") -> None:
    if not 1 <= len(config["Name"]) <= 64:
        raise refuse("InvalidArgument", "The name of an origin access control has 1 to 64 characters.")
    for other in _backend(response).origin_access_controls.values():
        if other.id != own and other.config["Name"] == config["Name"]:
            raise refuse("OriginAccessControlAlreadyExists",
                         "An origin access control with the specified parameters already exists.")


@replaces(CloudFrontResponse)
def create_origin_access_control(self: Any) -> ActionResult:
    config = self._get_param("OriginAccessControlConfig", {})
    _check_control(self, config)
    control = OriginAccessControl(config)
    _backend(self).origin_access_controls[control.id] = control
    location = f"https://cloudfront.amazonaws.com/2020-05-31/origin-access-control/{control.id}"
    return ActionResult({"OriginAccessControl": control.document(), "ETag": control.etag,
                         "Location": location})


@replaces(CloudFrontResponse)
def get_origin_access_control(self: Any) -> ActionResult:
    control = _control(self)
    return ActionResult({"OriginAccessControl": control.document(), "ETag": control.etag})


@replaces(CloudFrontResponse)
def get_origin_access_control_config(self: Any) -> ActionResult:
    control = _control(self)
    return ActionResult({"OriginAccessControlConfig": control.config, "ETag": control.etag})


@replaces(CloudFrontResponse)
def list_origin_access_controls(self: Any) -> ActionResult:
    return ActionResult({"OriginAccessControlList": _page(self, "origin_access_controls")})


@replaces(CloudFrontResponse)
def update_origin_access_control(self: Any) -> ActionResult:
    control = _control(self)
    _match(self, control.etag)
    config = self._get_param("OriginAccessControlConfig", {})
    _check_control(self, config, control.id)
    control.replace(config)
    return ActionResult({"OriginAccessControl": control.document(), "ETag": control.etag})


@replaces(CloudFrontResponse)
def delete_origin_access_control(self: Any) -> EmptyResult:
    control = _control(self)
    _match(self, control.etag)
    for distribution in _backend(self).distributions.values():
        if any(o["OriginAccessControlId"] == control.id for o in distribution.config["Origins"]["Items"]):
            raise refuse("OriginAccessControlInUse", "Cannot delete the origin access control because it's "
                                                     "in use by one or more distributions.")
    del _backend(self).origin_access_controls[control.id]
    return EmptyResult()
