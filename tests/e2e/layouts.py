# SPDX-License-Identifier: MIT
"""One document in many layouts, with the place at which a marked value or key ends up in each."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Callable


@dataclass
class Mark:
    """A value whose place is asked for; with `key`, the place of the member's key instead."""

    value: Any
    key: bool = False


class Text:
    """A text that grows, and where it is: lines and columns from 1, in characters."""

    def __init__(self, newline: str) -> None:
        self.newline, self.parts, self.line, self.column = newline, [], 1, 1
        self.place: tuple[int, int] | None = None
        self.path = ""

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.column += len(text)

    def feed(self) -> None:
        self.parts.append(self.newline)
        self.line, self.column = self.line + 1, 1

    def mark(self, path: str) -> None:
        self.place, self.path = (self.line, self.column), path


def step(path: str, key: Any) -> str:
    return path + "/" + str(key).replace("~", "~0").replace("/", "~1")


def opened(text: Text, value: Any, path: str, key: bool) -> Any:
    """The value itself, its place noted where it is asked for."""
    if isinstance(value, Mark):
        if value.key == key:
            text.mark(path)
        return value.value
    return value


def flow(text: Text, value: Any, path: str, blank: str = " ") -> None:
    value = opened(text, value, path, False)
    if isinstance(value, dict):
        text.put("{")
        for i, (key, item) in enumerate(value.items()):
            text.put("," + blank if i else "")
            opened(text, item, step(path, key), True)
            text.put(json.dumps(key, ensure_ascii=False) + ":" + blank)
            flow(text, item, step(path, key), blank)
        text.put("}")
    elif isinstance(value, list):
        text.put("[")
        for i, item in enumerate(value):
            text.put("," + blank if i else "")
            flow(text, item, step(path, i), blank)
        text.put("]")
    else:
        text.put(json.dumps(value, ensure_ascii=False))


def indented(text: Text, value: Any, path: str, indent: str, depth: int = 0) -> None:
    """JSON over many lines."""
    value = opened(text, value, path, False)
    if not isinstance(value, (dict, list)) or not value:
        text.put(json.dumps(value, ensure_ascii=False))
        return
    text.put("{" if isinstance(value, dict) else "[")
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for i, (key, item) in enumerate(items):
        text.put("," if i else "")
        text.feed()
        text.put(indent * (depth + 1))
        if isinstance(value, dict):
            opened(text, item, step(path, key), True)
            text.put(json.dumps(key, ensure_ascii=False) + ": ")
        indented(text, item, step(path, key), indent, depth + 1)
    text.feed()
    text.put(indent * depth + ("}" if isinstance(value, dict) else "]"))


def block(text: Text, value: Any, path: str, depth: int = 0, comment: bool = True) -> None:
    """Blocks, with comments that hold the same words."""
    items = list(value.items() if isinstance(value, dict) else enumerate(value))
    for i, (key, item) in enumerate(items):
        if i or depth == 0:
            text.put("  " * depth)
        if isinstance(value, list):
            text.put("- ")
        else:
            opened(text, item, step(path, key), True)
            text.put(f"{key}:")
        inner = item.value if isinstance(item, Mark) else item
        if isinstance(inner, (dict, list)) and inner:
            if isinstance(value, dict):
                text.put(f"  # {key}: {key}" if comment else "")
                text.feed()
                text.put("  " * (depth + 1))
            opened(text, item, step(path, key), False)
            block(text, inner, step(path, key), depth + 1, comment)
        else:
            text.put(" " if isinstance(value, dict) else "")
            plain = opened(text, item, step(path, key), False)
            text.put(json.dumps(plain, ensure_ascii=False))
            text.put(f"  # {key}" if comment else "")
            text.feed()


def lay_out(write: Callable[..., None], newline: str = "\n", **more: Any) -> Callable[[Any], Text]:
    def layout(document: Any) -> Text:
        text = Text(newline)
        write(text, document, "", **more)
        text.feed()
        return text
    return layout


LAYOUTS = {
    "block": lay_out(block),
    "block-crlf": lay_out(block, newline="\r\n"),
    "flow": lay_out(flow),
    "flow-tabs": lay_out(flow, blank="\t"),
    "json": lay_out(indented, indent="  "),
    "json-tabs-crlf": lay_out(indented, newline="\r\n", indent="\t"),
}
