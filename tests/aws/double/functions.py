# SPDX-License-Identifier: MIT
"""CloudFront: functions with their two stages, each with an ETag of its own, and who uses them."""
from __future__ import annotations

import base64
import datetime
import re
from typing import Any

from moto.cloudfront.models import cloudfront_backends, random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.cloudfront.urls import url_paths
from moto.core.responses import ActionResult, EmptyResult

from . import patch
from .cloudfront_tags import tag_dict
from .patch import refuse, replaces

MOST = 100
MOST_BYTES = 10240
NAME = re.compile(r"[A-Za-z0-9\-_]{1,64}")
RUNTIMES = ("cloudfront-js-1.0", "cloudfront-js-2.0")

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's operations by those of this file, and add those that it does not have."""
    for name in ("update_function", "publish_function"):
        if not hasattr(CloudFrontResponse, name):
            setattr(CloudFrontResponse, name, None)
    patch.install(_REPLACEMENTS)
    url_paths["{0}/2020-05-31/function/(?P<function_name>[^/]+)/publish$"] = CloudFrontResponse.dispatch


class Stage:
    """What a stage of a function has."""

    def __init__(self, code: bytes, config: dict[str, Any]) -> None:
        self.code, self.config = code, config
        self.etag = "ETVP" + random_id(length=10)
        self.modified = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


class Function:
    """One function of an account."""

    def __init__(self, account: str, name: str, draft: Stage) -> None:
        self.name, self.arn = name, f"arn:aws:cloudfront::{account}:function/{name}"
        self.created = draft.modified
        self.stages = {"DEVELOPMENT": draft}

    def summary(self, stage: str) -> dict[str, Any]:
        """The FunctionSummary structure of answers."""
        one = self.stages[stage]
        status = "UNPUBLISHED" if "LIVE" not in self.stages else "UNASSOCIATED"
        return {"Name": self.name, "Status": status, "FunctionConfig": one.config,
                "FunctionMetadata": {"FunctionARN": self.arn, "Stage": stage, "CreatedTime": self.created,
                                     "LastModifiedTime": one.modified}}


def published(functions: dict[str, Function], arn: str) -> bool:
    """Whether a distribution may name it."""
    return any(one.arn == arn and "LIVE" in one.stages for one in functions.values())


def _backend(response: Any) -> Any:
    return cloudfront_backends[response.current_account][response.partition]


def _functions(response: Any) -> dict[str, Function]:
    return _backend(response).functions


def _find(response: Any, stage: str) -> Function:
    function = _functions(response).get(response._get_param("Name"))
    if function is None or stage not in function.stages:
        raise refuse("NoSuchFunctionExists", "The specified function does not exist.")
    return function


def _match(response: Any) -> Function:
    """Of the version that the request names, which is the draft's and never the live one's."""
    function, sent = _find(response, "DEVELOPMENT"), response._get_param("IfMatch")
    if not sent:
        raise refuse("InvalidIfMatchVersion", "The If-Match version is missing or not valid for the resource.")
    if sent != function.stages["DEVELOPMENT"].etag:
        raise refuse("PreconditionFailed", "The request failed because it didn't meet the preconditions in one or "
                                           "more request-header fields.")
    return function


def _draft(response: Any) -> Stage:
    config, code = response._get_param("FunctionConfig", {}), response._get_param("FunctionCode") or b""
    code = base64.b64decode(code) if isinstance(code, str) else code
    if len(code) > MOST_BYTES:
        raise refuse("FunctionSizeLimitExceeded", "The function is larger than 10 KB.")
    if not code or config.get("Runtime") not in RUNTIMES or config.get("Comment") is None:
        raise refuse("InvalidArgument", "A function has a code, a comment and a runtime.")
    return Stage(code, {"Comment": config["Comment"], "Runtime": config["Runtime"]})


def _users(response: Any, arn: str) -> list[str]:
    return [one.id for one in _backend(response).distributions.values()
            for behavior in (one.config["DefaultCacheBehavior"], *one.config["CacheBehaviors"].get("Items", []))
            for used in (behavior.get("FunctionAssociations") or {}).get("Items") or [] if used["FunctionARN"] == arn]


@replaces(CloudFrontResponse)
def create_function(self: Any) -> ActionResult:
    """A draft, which is not published, with its tags."""
    tags = self._get_param("Tags.Items", []) or []
    tag_dict(tags)
    name, draft, functions = self._get_param("Name"), _draft(self), _functions(self)
    if not NAME.fullmatch(name or ""):
        raise refuse("InvalidArgument", "The name of a function has 1 to 64 letters, digits, - and _.")
    if name in functions:
        raise refuse("FunctionAlreadyExists", "A function with the same name already exists in this account.")
    if len(functions) >= MOST:
        raise refuse("TooManyFunctions", "You have reached the maximum number of functions.")
    functions[name] = Function(self.current_account, name, draft)
    _backend(self).tagger.tag_resource(functions[name].arn, tags)
    return ActionResult({"FunctionSummary": functions[name].summary("DEVELOPMENT"), "ETag": draft.etag,
                         "Location": f"https://cloudfront.amazonaws.com/2020-05-31/{functions[name].arn}"})


@replaces(CloudFrontResponse)
def update_function(self: Any) -> ActionResult:
    """Another draft; what runs stays as it is."""
    function, draft = _match(self), _draft(self)
    function.stages["DEVELOPMENT"] = draft
    return ActionResult({"FunctionSummary": function.summary("DEVELOPMENT"), "ETag": draft.etag})


@replaces(CloudFrontResponse)
def publish_function(self: Any) -> ActionResult:
    """What runs is what the draft is; every distribution that uses the function runs it."""
    function = _match(self)
    draft = function.stages["DEVELOPMENT"]
    function.stages["LIVE"] = Stage(draft.code, draft.config)
    return ActionResult({"FunctionSummary": function.summary("LIVE")})


@replaces(CloudFrontResponse)
def describe_function(self: Any) -> ActionResult:
    """Of a stage, which is DEVELOPMENT when none is named."""
    stage = self._get_param("Stage") or "DEVELOPMENT"
    function = _find(self, stage)
    return ActionResult({"FunctionSummary": function.summary(stage), "ETag": function.stages[stage].etag})


@replaces(CloudFrontResponse)
def get_function(self: Any) -> ActionResult:
    """The code of a stage, as it is."""
    stage = self._get_param("Stage") or "DEVELOPMENT"
    one = _find(self, stage).stages[stage]
    return ActionResult({"FunctionCode": one.code, "ETag": one.etag, "ContentType": "application/octet-stream"})


@replaces(CloudFrontResponse)
def list_functions(self: Any) -> ActionResult:
    """All of a stage."""
    stage = self._get_param("Stage") or "DEVELOPMENT"
    found = [one.summary(stage) for one in _functions(self).values() if stage in one.stages]
    return ActionResult({"FunctionList": {"MaxItems": MOST, "Quantity": len(found),
                                          **({"Items": found} if found else {})}})


@replaces(CloudFrontResponse)
def delete_function(self: Any) -> EmptyResult:
    """Both stages and the tags; not while a distribution uses it."""
    function = _match(self)
    if _users(self, function.arn):
        raise refuse("FunctionInUse", "Cannot delete the function because it's attached to one or more cache "
                                      "behaviors.")
    _backend(self).tagger.delete_all_tags_for_resource(function.arn)
    del _functions(self)[function.name]
    return EmptyResult()
