# SPDX-License-Identifier: MIT
"""Which service and operation a request is for, and whether its body is what the service's model allows.

moto takes what it needs from a request and ignores the rest, so a misspelt element would go unnoticed.
Here every body is held against botocore's model of the operation: unknown elements, missing required
members, values outside an enumeration and a wrong root or namespace are refused.
"""
from __future__ import annotations

import functools
import json
import re
from typing import Any, Iterable
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import botocore.session
from botocore.model import OperationModel, Shape
from botocore.validate import ParamValidator

from .errors import Answer, error

REST_SERVICES = ("s3", "s3control", "route53", "cloudfront")
TARGETS = {"CertificateManager": "acm", "AWSEvents": "events", "AWSStepFunctions": "states",
           "ResourceGroupsTaggingAPI_20170126": "tagging"}

# Services that botocore knows by another name than they are signed for.
MODELS = {"tagging": "resourcegroupstaggingapi"}

# The code with which each service refuses a body that does not fit its model.
MALFORMED = {"s3": "MalformedXML", "cloudfront": "MalformedXML", "route53": "MalformedInput",
             "s3control": "MalformedXML", "acm": "ValidationException", "tagging": "InvalidParameterException"}

# S3 Control is signed for as S3 and known by its paths.
S3_CONTROL = "/v20180820/"

# Known from the operations of the same path by a header alone.
COPIES = ("CopyObject", "UploadPartCopy")

# S3 also accepts bodies without a namespace.
NAMESPACE_OPTIONAL = ("s3",)


class BadBody(Exception):
    """The body does not fit the model; the message says where."""


class InconsistentQuantities(BadBody):
    """CloudFront's own code for a Quantity that is not the number of Items."""


@functools.lru_cache(maxsize=None)
def service_model(service: str) -> Any:
    """botocore's model of a service."""
    return botocore.session.get_session().get_service_model(MODELS.get(service, service))


@functools.lru_cache(maxsize=None)
def _routes(service: str) -> list[tuple[str, re.Pattern[str], dict[str, str | None], OperationModel]]:
    """(method, path pattern, query, operation) with the most specific query first; None stands for any value."""
    routes = []
    model = service_model(service)
    for name in model.operation_names:
        operation = model.operation_model(name)
        if operation.deprecated:  # another of the same path takes its place
            continue
        path, _, query = operation.http["requestUri"].partition("?")
        pattern = re.sub(r"\\\{[^}]+\\\+\\\}", r"[\\s\\S]+", re.escape(path.rstrip("/")))
        pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", pattern)
        needed: dict[str, str | None] = dict(parse_qsl(query, keep_blank_values=True))
        shape = operation.input_shape
        for member in (shape.members[name] for name in shape.required_members) if shape else ():
            if member.serialization.get("location") == "querystring":
                needed.setdefault(member.serialization["name"], None)
        routes.append((operation.http["method"], re.compile(pattern + "/?"), needed, operation))
    routes.sort(key=lambda route: -len(route[2]))
    return routes


def service_of(environ: dict[str, Any], body: bytes) -> str:
    """The service a request is signed for; for an unsigned one, the service it looks like."""
    scope = re.search(r"Credential=[^/]+/\d+/[^/]+/([a-z0-9-]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    if scope:
        control = scope.group(1) == "s3" and environ["PATH_INFO"].startswith(S3_CONTROL)
        return "s3control" if control else scope.group(1)
    target = environ.get("HTTP_X_AMZ_TARGET", "").split(".")[0]
    if target in TARGETS:
        return TARGETS[target]
    path = environ["PATH_INFO"]
    if path.startswith("/2013-04-01/"):
        return "route53"
    if path.startswith("/2020-05-31/"):
        return "cloudfront"
    return "sts" if body.startswith(b"Action=") or b"&Action=" in body else "s3"


def action_of(environ: dict[str, Any], body: bytes, service: str) -> str:
    """The operation's name, or "" when the service has none like it."""
    target = environ.get("HTTP_X_AMZ_TARGET", "")
    if target:
        return target.rsplit(".", 1)[-1]
    if service in REST_SERVICES:
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        path = environ["PATH_INFO"]
        copies = "HTTP_X_AMZ_COPY_SOURCE" in environ
        for method, pattern, needed, operation in _routes(service):
            if operation.name in COPIES and not copies:
                continue
            if method == environ["REQUEST_METHOD"] and pattern.fullmatch(path) \
                    and all(name in query and value in (None, query[name]) for name, value in needed.items()):
                return operation.name
        return ""
    found = re.search(rb"(?:^|&)Action=([A-Za-z]+)", body)
    return found.group(1).decode() if found else ""


def check_body(service: str, action: str, body: bytes) -> Answer | None:
    """None when the body fits the model of the operation, else the service's refusal."""
    if service not in MALFORMED:
        return None
    if not action:
        return error(service, 404, "UnknownOperationException", f"{service} has no operation like this")
    try:
        operation = service_model(service).operation_model(action)
        if service in ("acm", "tagging"):
            _check_json(body, operation.input_shape)
        else:
            _check_payload(service, body, operation)
    except InconsistentQuantities as bad:
        return error(service, 400, "InconsistentQuantities", str(bad))
    except BadBody as bad:
        return error(service, 400, MALFORMED[service], str(bad))
    return None


def _check_json(body: bytes, shape: Shape | None) -> None:
    try:
        document = json.loads(body or b"{}")
    except ValueError as bad:
        raise BadBody(f"the body is not JSON: {bad}") from None
    if shape is None:
        return
    unknown = sorted(set(document) - set(shape.members))
    if unknown:
        raise BadBody(f"unknown parameter {', '.join(unknown)}")
    report = ParamValidator().validate(document, shape)
    if report.has_errors():
        raise BadBody(report.generate_report())
    _check_enumerations(document, shape, "")


def _check_enumerations(value: Any, shape: Shape, where: str) -> None:
    if shape.type_name == "structure":
        for name, member in value.items():
            if name in shape.members:
                _check_enumerations(member, shape.members[name], f"{where}/{name}")
    elif shape.type_name == "list":
        for item in value:
            _check_enumerations(item, shape.member, where)
    elif getattr(shape, "enum", None) and value not in shape.enum:
        raise BadBody(f"{where}: value '{value}' is not one of {', '.join(shape.enum)}")


def _check_payload(service: str, body: bytes, operation: OperationModel) -> None:
    """The body of a rest-xml operation: its payload member, or its members that have no other place."""
    shape = operation.input_shape
    if shape is None or operation.has_streaming_input:
        return
    payload = shape.serialization.get("payload")
    if payload:
        member = shape.members[payload]
        if member.type_name in ("blob", "string"):
            return
        if not body.strip():
            if payload in shape.required_members:
                raise BadBody(f"the body is empty, a {payload} is required")
            return
        name, members = member.serialization.get("name", payload), member
    else:
        inside = [m for m in shape.members.values() if "location" not in m.serialization]
        if not inside:
            if body.strip():
                raise BadBody("this operation has no body")
            return
        if not body.strip():
            raise BadBody("the body is empty")
        name, members = operation.input_shape.serialization.get("name", operation.name + "Request"), shape
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as bad:
        raise BadBody(f"the body is not well-formed XML: {bad}") from None
    space = (shape.serialization.get("xmlNamespace") or members.serialization.get("xmlNamespace")
             or {}).get("uri", "")
    found, tag = _split(root.tag)
    if tag != name:
        raise BadBody(f"the root element is {tag}, should be {name}")
    if found != space and not (service in NAMESPACE_OPTIONAL and not found):
        raise BadBody(f"the namespace of {tag} is '{found}', should be '{space}'")
    _check_element(root, members, f"/{tag}", found, body_only=not payload)


def _split(tag: str) -> tuple[str, str]:
    """('namespace', 'name') of an ElementTree tag."""
    return (tag[1:].split("}")[0], tag.split("}")[1]) if tag.startswith("{") else ("", tag)


def _check_element(element: ElementTree.Element, shape: Shape, where: str, space: str,
                   body_only: bool = False) -> None:
    if shape.type_name == "structure":
        _check_structure(element, shape, where, space, body_only)
    elif shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        for child in element:
            _expect(child, [item], where, space)
            _check_element(child, shape.member, f"{where}/{item}", space)
    else:
        _check_scalar(element.text or "", shape, where)


def _check_structure(element: ElementTree.Element, shape: Shape, where: str, space: str,
                     body_only: bool) -> None:
    members: dict[str, tuple[str, Shape]] = {}
    for name, member in shape.members.items():
        if "location" in member.serialization or member.serialization.get("xmlAttribute"):
            continue
        wire = member.serialization.get("name", name)
        if member.type_name == "list" and member.serialization.get("flattened"):
            wire = member.member.serialization.get("name", wire)
        members[wire] = (name, member)
    seen: dict[str, int] = {}
    for child in element:
        tag = _expect(child, members, where, space)
        seen[tag] = seen.get(tag, 0) + 1
        member = members[tag][1]
        if member.type_name == "list" and member.serialization.get("flattened"):
            _check_element(child, member.member, f"{where}/{tag}", space)
            continue
        if seen[tag] > 1:
            raise BadBody(f"{where}/{tag} appears twice")
        _check_element(child, member, f"{where}/{tag}", space)
    for wire, (name, member) in members.items():
        if name in shape.required_members and wire not in seen:
            raise BadBody(f"{where}/{wire} is missing: Member must not be null")
    _check_quantity(element, where)


def _expect(child: ElementTree.Element, names: Iterable[str], where: str, space: str) -> str:
    found, tag = _split(child.tag)
    if tag not in names:
        raise BadBody(f"{where}: unexpected element {tag}")
    if found != space:
        raise BadBody(f"{where}/{tag}: namespace '{found}', should be '{space}'")
    return tag


def _check_quantity(element: ElementTree.Element, where: str) -> None:
    """CloudFront's lists carry their own length."""
    children = {_split(c.tag)[1]: c for c in element}
    if "Quantity" not in children or not (children["Quantity"].text or "").isdigit():
        return
    items = children.get("Items")
    count = 0 if items is None else len(items)
    if int(children["Quantity"].text or "0") != count:
        raise InconsistentQuantities(f"{where}: Quantity is {children['Quantity'].text}, "
                                     f"but there are {count} Items")


def _check_scalar(text: str, shape: Shape, where: str) -> None:
    if shape.type_name in ("integer", "long"):
        if not re.fullmatch(r"-?\d+", text):
            raise BadBody(f"{where}: '{text}' is not a number")
        number = int(text)
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        if (low is not None and number < low) or (high is not None and number > high):
            raise BadBody(f"{where}: {number} is outside {low}..{high}")
    elif shape.type_name == "boolean":
        if text not in ("true", "false"):
            raise BadBody(f"{where}: '{text}' is neither true nor false")
    elif shape.type_name == "string":
        enumeration = getattr(shape, "enum", None)
        if enumeration and text not in enumeration:
            raise BadBody(f"{where}: value '{text}' is not one of {', '.join(enumeration)}")
        high = shape.metadata.get("max")
        if high is not None and len(text) > high:
            raise BadBody(f"{where}: longer than {high} characters")
