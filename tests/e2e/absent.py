# SPDX-License-Identifier: MIT
"""Answers with one thing less: an element or its text, a member of JSON, a header; or with a root of another name."""
from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any, Callable, Iterator

Headers = list[tuple[str, str]]
Answer = tuple[Headers, bytes]
Less = tuple[str, Callable[[Headers, bytes], Answer]]  # what is missing, and how it is left out

for uri in ("http://s3.amazonaws.com/doc/2006-03-01/", "http://cloudfront.amazonaws.com/doc/2020-05-31/",
            "https://route53.amazonaws.com/doc/2013-04-01/"):
    ET.register_namespace("", uri)
KEPT = ("content-type", "x-amzn-requestid", "x-amz-request-id", "x-amz-id-2")


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def elements(parent: ET.Element, path: str = "") -> Iterator[tuple[str, ET.Element, ET.Element]]:
    """Each element below, with its path and its parent; those of one name are told apart by their number."""
    seen: dict[str, int] = {}
    for child in list(parent):
        name = local(child.tag)
        seen[name] = seen.get(name, 0) + 1
        here = f"{path}/{name}" + (str(seen[name]) if seen[name] > 1 else "")
        yield here, parent, child
        yield from elements(child, here)


def members(value: Any, path: str = "") -> Iterator[tuple[str, Any, str]]:
    """The same of JSON: path, the object, the member's name."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if isinstance(value, dict):
            yield f"{path}/{key}", value, key
        yield from members(item, f"{path}/{key}")


def xml_without(number: int) -> Callable[[Headers, bytes], Answer]:
    def cut(headers: Headers, content: bytes) -> Answer:
        root = ET.fromstring(content)
        _, parent, child = list(elements(root))[number]
        parent.remove(child)
        return headers, ET.tostring(root)
    return cut


def renamed(headers: Headers, content: bytes) -> Answer:
    root = ET.fromstring(content)
    root.tag = "Renamed"
    return headers, ET.tostring(root)


def json_without(number: int) -> Callable[[Headers, bytes], Answer]:
    def cut(headers: Headers, content: bytes) -> Answer:
        document = json.loads(content)
        _, parent, key = list(members(document))[number]
        del parent[key]
        return headers, json.dumps(document).encode()
    return cut


def header_without(name: str) -> Callable[[Headers, bytes], Answer]:
    return lambda headers, content: ([h for h in headers if h[0].lower() != name], content)


def lacks(headers: Headers, content: bytes) -> list[Less]:
    """All that an answer may lack."""
    found: list[Less] = [(name.lower(), header_without(name.lower())) for name, _ in headers
                         if name.lower() not in KEPT]
    if content.lstrip().startswith(b"<"):
        root = ET.fromstring(content)
        found += [(path, xml_without(number)) for number, (path, _, _) in enumerate(elements(root))]
        found += [("the root's name", renamed)]
    elif content.lstrip().startswith(b"{"):
        document = json.loads(content)
        found += [(path, json_without(number)) for number, (path, _, _) in enumerate(members(document))]
    return found
