# SPDX-License-Identifier: MIT
"""CloudFront's tags: of distributions and of functions, by their ARNs."""
from __future__ import annotations

from typing import Any

from moto.cloudfront.models import CloudFrontBackend, cloudfront_backends
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult, EmptyResult

from . import patch
from .patch import refuse, replaces
from .tag_rules import MAX_TAGS, fault_of

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's operations by those of this file."""
    patch.install(_REPLACEMENTS)


def tag_dict(tags: list[dict[str, str]]) -> dict[str, str]:
    """Tags as they are sent, as a dictionary; raises what CloudFront says of wrong ones."""
    result = {tag["Key"]: tag.get("Value") or "" for tag in tags}
    if any(key.lower().startswith("aws:") for key in result):
        raise refuse("InvalidTagging", "Tag keys that begin with aws: are reserved.")
    for key, value in result.items():
        if fault := fault_of(key, value):
            raise refuse("InvalidTagging", fault)
    if len(result) > MAX_TAGS:
        raise refuse("InvalidTagging", f"At most {MAX_TAGS} tags.")
    return result


def all_tags(backend: CloudFrontBackend) -> dict[str, dict[str, str]]:
    """The tags of everything that can have some, by ARN."""
    functions = {function.arn: backend.tagger.get_tag_dict_for_resource(function.arn)
                 for function in getattr(backend, "functions", {}).values()}
    return {**functions, **{found.arn: found.tags for found in backend.distributions.values()}}


def _found(response: Any) -> tuple[CloudFrontBackend, str, dict[str, str]]:
    """The account, the ARN of a request, and its tags."""
    backend = cloudfront_backends[response.current_account][response.partition]
    arn, known = response._get_param("Resource"), all_tags(backend)
    if arn not in known:
        raise refuse("NoSuchResource", f"The specified resource does not exist: {arn}")
    return backend, arn, known[arn]


def _put(backend: CloudFrontBackend, arn: str, tags: dict[str, str]) -> None:
    for distribution in backend.distributions.values():
        if distribution.arn == arn:
            distribution.tags = tags
            return
    backend.tagger.delete_all_tags_for_resource(arn)
    backend.tagger.tag_resource(arn, [{"Key": key, "Value": value} for key, value in tags.items()])


@replaces(CloudFrontResponse)
def list_tags_for_resource(self: Any) -> ActionResult:
    _, _, tags = _found(self)
    return ActionResult({"Tags": {"Items": [{"Key": key, "Value": value} for key, value in tags.items()]}})


@replaces(CloudFrontResponse)
def tag_resource(self: Any) -> EmptyResult:
    backend, arn, tags = _found(self)
    merged = {**tags, **tag_dict(self._get_param("Tags.Items", []) or [])}
    if len(merged) > MAX_TAGS:
        raise refuse("InvalidTagging", f"At most {MAX_TAGS} tags.")
    _put(backend, arn, merged)
    return EmptyResult()


@replaces(CloudFrontResponse)
def untag_resource(self: Any) -> EmptyResult:
    backend, arn, tags = _found(self)
    gone = self._get_param("TagKeys.Items", []) or []
    _put(backend, arn, {key: value for key, value in tags.items() if key not in gone})
    return EmptyResult()
