# SPDX-License-Identifier: MIT
"""Every write as it arrives, before it changes anything: its target, the tags that the target has then, and
whether a test's rules permit it.

A rule is an object whose members must all fit: "operation", "kind" and "target" are regular expressions for
the whole word; "exists" is true or false; "tags" and "sent" give for keys a regular expression of the value,
or null where the key must be absent; "detail" gives regular expressions for members of the target's detail, of
which a list fits when one of its values does.  A write that no rule fits is a violation; without rules none is.
"""
from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from .targets import Target, targets_of

READS = ("Get", "List", "Describe", "Head")
PATTERNS = ("operation", "kind", "target")
MAPS = ("tags", "sent", "detail")


class Oracle:
    """The rules in force and the writes since they were set."""

    def __init__(self) -> None:
        self.set([])

    def set(self, rules: list[dict[str, Any]]) -> None:
        """Replace the rules; the list of writes begins anew."""
        for rule in rules:
            unknown = set(rule) - {*PATTERNS, *MAPS, "exists"}
            if unknown:
                raise ValueError(f"unknown key {', '.join(sorted(unknown))}")
        self.rules = rules
        self.writes: list[dict[str, Any]] = []

    def state(self) -> dict[str, Any]:
        """For GET /double/oracle."""
        return {"writes": self.writes, "violations": [one for one in self.writes if one["permitted"] is False]}

    def arrive(self, environ: dict[str, Any], body: bytes, service: str, action: str) -> list[dict[str, Any]]:
        """Judge a request before it does anything; what was noted of it, for answered()."""
        if not action or action.startswith(READS):
            return []
        noted = [self._judge(service, action, target)
                 for target in targets_of(environ, body, service, action)]
        self.writes += noted
        return noted

    def _judge(self, service: str, action: str, target: Target) -> dict[str, Any]:
        note = {"service": service, "operation": action, "status": 0, **asdict(target)}
        note["target"] = note.pop("name")
        note["permitted"] = any(_fits(rule, note) for rule in self.rules) if self.rules else None
        return note


def answered(noted: list[dict[str, Any]], status: int) -> None:
    """What became of a request that arrive() noted."""
    for note in noted:
        note["status"] = status


def _fits(rule: dict[str, Any], note: dict[str, Any]) -> bool:
    if any(not re.fullmatch(rule[name], note[name]) for name in PATTERNS if name in rule):
        return False
    if "exists" in rule and rule["exists"] != note["exists"]:
        return False
    return all(_value_fits(pattern, note[name].get(key)) for name in MAPS
               for key, pattern in rule.get(name, {}).items())


def _value_fits(pattern: str | None, value: Any) -> bool:
    if pattern is None or value is None:
        return pattern is None and value is None
    return any(re.fullmatch(pattern, str(one)) for one in (value if isinstance(value, list) else [value]))


oracle = Oracle()
