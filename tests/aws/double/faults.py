# SPDX-License-Identifier: MIT
"""Faults put into chosen requests, by rules that a test posts to /double/faults.

A rule is an object: "match", a regular expression searched in "METHOD uri action"; when it fires, one of
"first": n (the first n matches), "nth": [1, 3] (those matches), "p": 0.1 (by chance, seeded), else always;
and "do":
    throttle     the service's throttling error          429        429 with Retry-After: 1
    500          the service's internal error            error      "status", "code", "message" as given
    delay        "s" seconds, then as usual              reset      the connection is closed, nothing is done
    lost-reply   the work is done, the connection is closed before the answer
    truncate     full Content-Length, half of the body   garbage    200 with a web page for a body
"""
from __future__ import annotations

import random
import re
import threading
import time
from typing import Any

from .errors import JSON_VERSION, Answer, error

KINDS = ("throttle", "429", "500", "error", "delay", "reset", "lost-reply", "truncate", "garbage")
PAGE = b"<html><body>502 Bad Gateway, said a proxy</body></html>"
INTERNAL = "We encountered an internal error. Please try again."


class BadRule(ValueError):
    """A rule that could never fire, or that says nothing to do."""


class Faults:
    """The rules in force, how often each matched, and what fired."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.set([])

    def set(self, rules: list[dict[str, Any]]) -> None:
        """Replace all rules; counts and the list of what fired begin anew."""
        for rule in rules:
            if rule.get("do") not in KINDS:
                raise BadRule(f"do: {rule.get('do')!r}, should be one of {', '.join(KINDS)}")
            unknown = set(rule) - {"match", "do", "first", "nth", "p", "s", "status", "code", "message"}
            if unknown:
                raise BadRule(f"unknown key {', '.join(sorted(unknown))}")
            re.compile(rule.get("match", ""))
        with self._lock:
            self.rules = rules
            self.fired: list[dict[str, str]] = []
            self._count = [0] * len(rules)
            self._random = random.Random(1)

    def state(self) -> dict[str, Any]:
        """For GET /double/faults."""
        return {"rules": self.rules, "fired": self.fired}

    def pick(self, method: str, uri: str, action: str) -> dict[str, Any] | None:
        """The rule that fires for this request, if any."""
        text = f"{method} {uri} {action}"
        with self._lock:
            for index, rule in enumerate(self.rules):
                if not re.search(rule.get("match", ""), text):
                    continue
                self._count[index] += 1
                if self._fires(rule, self._count[index]):
                    self.fired.append({"do": rule["do"], "request": text})
                    return rule
        return None

    def _fires(self, rule: dict[str, Any], count: int) -> bool:
        if "nth" in rule:
            return count in rule["nth"]
        if "first" in rule:
            return count <= rule["first"]
        return "p" not in rule or self._random.random() < rule["p"]


faults = Faults()


def before(rule: dict[str, Any], service: str) -> Answer | None:
    """What a rule does instead of the request's work; None to go on."""
    kind = rule["do"]
    if kind == "delay":
        time.sleep(float(rule.get("s", 1)))
        return None
    if kind == "throttle":
        if service == "s3":
            return error(service, 503, "SlowDown", "Please reduce your request rate.")
        code = "ThrottlingException" if service in JSON_VERSION else "Throttling"
        return error(service, 400, code, "Rate exceeded")
    if kind == "429":
        return error(service, 429, "TooManyRequestsException", "Rate exceeded", [("Retry-After", "1")])
    if kind == "500":
        code = "InternalError" if service == "s3" else "InternalFailure"
        return error(service, 500, code, INTERNAL)
    if kind == "error":
        return error(service, int(rule.get("status", 400)), rule["code"], rule.get("message", rule["code"]))
    if kind == "garbage":
        return Answer(200, [("Content-Type", "text/html")], PAGE)
    return None


def after(rule: dict[str, Any], answer: Answer) -> tuple[Answer, bool]:
    """What a rule does to an answer; True when the connection must be closed after it."""
    if rule["do"] == "truncate":
        headers = [h for h in answer.headers if h[0].lower() != "content-length"]
        headers.append(("Content-Length", str(len(answer.body))))
        return Answer(answer.status, headers, answer.body[:len(answer.body) // 2]), True
    return answer, False
