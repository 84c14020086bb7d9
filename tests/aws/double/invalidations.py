# SPDX-License-Identifier: MIT
"""CloudFront: invalidations, what their paths may be and how many may be in progress."""
from __future__ import annotations

import datetime
import re
import time
from typing import Any

from moto.cloudfront.models import random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult

from . import patch
from .cloudfront import find
from .patch import refuse, replaces
from .settings import settings

PAGE = 100
MAX_FILES = 3000
MAX_WILDCARDS = 15

# Letters that stand for themselves, escapes, and one wildcard at the very end.
PATH = re.compile(r"/(?:[A-Za-z0-9\-_.*$/\"'@:+&()!,;=]|%[0-9A-Fa-f]{2}|\?)*")

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's operations by those of this file."""
    patch.install(_REPLACEMENTS)


class Invalidation:
    """One batch of paths; distributions hold theirs."""

    def __init__(self, reference: str, paths: list[str]) -> None:
        self.id = "I" + random_id(length=13)
        self.reference, self.paths = reference, paths
        self.created = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        self.begun = time.monotonic()

    @property
    def status(self) -> str:
        """InProgress for a while."""
        return "Completed" if time.monotonic() - self.begun >= settings.invalidate else "InProgress"

    def summary(self) -> dict[str, Any]:
        """The entry of lists."""
        return {"Id": self.id, "CreateTime": self.created, "Status": self.status}

    def document(self) -> dict[str, Any]:
        """The Invalidation structure of answers."""
        return {**self.summary(), "InvalidationBatch": {
            "Paths": {"Quantity": len(self.paths), "Items": self.paths}, "CallerReference": self.reference}}


def _check(running: list[Invalidation], paths: list[str]) -> None:
    if not paths or not all(PATH.fullmatch(path) and "*" not in path[:-1] for path in paths):
        raise refuse("InvalidArgument", "Your request contains one or more invalid invalidation paths.")
    busy = [path for one in running for path in one.paths] + paths
    wild = [path for path in busy if path.endswith("*")]
    if len(busy) - len(wild) > MAX_FILES or len(wild) > MAX_WILDCARDS:
        raise refuse("TooManyInvalidationsInProgress", "Processing your request will cause you to exceed the maximum "
                                                       "number of in-progress wildcard invalidations."
                     if len(wild) > MAX_WILDCARDS else "You have exceeded the maximum number of allowable InProgress "
                                                       "invalidation batch requests, or invalidation objects.")


@replaces(CloudFrontResponse)
def create_invalidation(self: Any) -> ActionResult:
    """A reference is for one set of paths: those again are the first invalidation, others an error."""
    distribution = find(self, "DistributionId")
    paths = self._get_param("InvalidationBatch.Paths.Items", []) or []
    reference = self._get_param("InvalidationBatch.CallerReference")
    made = next((one for one in distribution.invalidations if one.reference == reference), None)
    if made is not None and sorted(made.paths) != sorted(paths):
        code = "InvalidArgument" if settings.switches.repeated_reference_is_invalid else \
            "InvalidationBatchAlreadyExists"
        raise refuse(code, "Your request contains a caller reference that was used for a previous invalidation batch "
                           "for the same distribution.")
    if made is None:
        _check([one for one in distribution.invalidations if one.status == "InProgress"], paths)
        made = Invalidation(reference, paths)
        distribution.invalidations.append(made)
    return ActionResult({"Invalidation": made.document(), "Location": f"{distribution.location}/invalidation/{made.id}"})


@replaces(CloudFrontResponse)
def get_invalidation(self: Any) -> ActionResult:
    """One of a distribution's."""
    distribution, wanted = find(self, "DistributionId"), self._get_param("Id")
    for one in distribution.invalidations:
        if one.id == wanted:
            return ActionResult({"Invalidation": one.document()})
    raise refuse("NoSuchInvalidation", "The specified invalidation does not exist.")


@replaces(CloudFrontResponse)
def list_invalidations(self: Any) -> ActionResult:
    """The newest first, in pages."""
    found = list(reversed(find(self, "DistributionId").invalidations))
    size = min(int(self._get_param("MaxItems") or PAGE), PAGE)
    marker = self._get_param("Marker") or ""
    ids = [one.id for one in found]
    start = ids.index(marker) + 1 if marker in ids else 0
    page = found[start:start + size]
    answer: dict[str, Any] = {"Marker": marker, "MaxItems": size, "Quantity": len(page),
                              "IsTruncated": start + size < len(found)}
    if page:
        answer["Items"] = [one.summary() for one in page]
    if answer["IsTruncated"]:
        answer["NextMarker"] = page[-1].id
    return ActionResult({"InvalidationList": answer})
