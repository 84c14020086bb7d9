# SPDX-License-Identifier: MIT
"""/double/...: what a test asks of the double itself."""
from __future__ import annotations

import json
import threading
from dataclasses import asdict
from typing import Any, Callable

from moto.moto_api._internal.models import moto_api_backend

from . import acm, aliases, cloudfront, late, route53, s3_accounts, s3_buckets, viewers
from .authorization import denials
from .errors import Answer
from .faults import BadRule, faults
from .oracle import oracle
from .settings import DELAYS, Switches, settings


def answer(environ: dict[str, Any], body: bytes, lock: threading.Lock) -> Answer:
    """The answer to a request for a path that begins with /double/."""
    command = environ["PATH_INFO"].removeprefix("/double/")
    table = _POSTED if environ["REQUEST_METHOD"] == "POST" else _ASKED
    if command not in table:
        return _json(404, {"error": f"no such path: /double/{command}"})
    try:
        with lock:
            return _json(200, table[command](json.loads(body) if body else {}))
    except (BadRule, KeyError, TypeError, ValueError) as bad:
        return _json(400, {"error": f"{type(bad).__name__}: {bad}"})


def _json(status: int, document: Any) -> Answer:
    headers = [("Content-Type", "application/json"), ("x-amzn-RequestId", "double")]
    return Answer(status, headers, json.dumps(document).encode())


def _set_faults(document: Any) -> Any:
    faults.set(document)
    return faults.state()


def _set_latency(document: Any) -> Any:
    settings.latency = float(document["ms"]) / 1000
    return {"ms": settings.latency * 1000}


def _delays(document: Any) -> Any:
    for name, seconds in document.items():
        if name not in DELAYS:
            raise ValueError(f"no such delay: {name}")
        setattr(settings, name, float(seconds))
    if document:
        late.forget()
    return {name: getattr(settings, name) for name in DELAYS}


def _switches(document: Any) -> Any:
    for name, on in document.items():
        if name not in asdict(settings.switches) or not isinstance(on, bool):
            raise ValueError(f"{name}: {on}, should be one of {', '.join(asdict(settings.switches))}, true or false")
        setattr(settings.switches, name, on)
    return asdict(settings.switches)


def _set_oracle(rules: Any) -> Any:
    oracle.set(rules)
    return oracle.state()


def _reset(_: Any) -> Any:
    moto_api_backend.reset()
    for service in (acm, cloudfront, route53, late, viewers):
        service.forget()
    faults.set([])
    denials.set([])
    denials.allow(None)
    oracle.set([])
    settings.switches = Switches()
    settings.latency = 0.0
    return {"reset": True}


_ASKED: dict[str, Callable[[Any], Any]] = {
    "ready": lambda _: {"ready": True},
    "faults": lambda _: faults.state(),
    "delays": lambda _: _delays({}),
    "switches": lambda _: _switches({}),
    "oracle": lambda _: oracle.state(),
    "allow": lambda _: {"used": sorted(denials.used)},
}

_POSTED: dict[str, Callable[[Any], Any]] = {
    "reset": _reset,
    "faults": _set_faults,
    "latency": _set_latency,
    "delays": _delays,
    "switches": _switches,
    "oracle": _set_oracle,
    "allow": lambda policy: {"allowed": denials.allow(policy or None)},
    "deny": lambda rules: {"denied": denials.set(rules)},
    "elsewhere": lambda asked: acm.put_elsewhere(asked["name"], asked["value"]),
    "certificate": lambda asked: acm.set_status(asked["arn"], asked["status"], asked.get("reason")),
    "renewal": lambda asked: acm.set_renewal(asked["arn"], asked["status"], asked.get("reason")),
    "edge": lambda asked: viewers.pass_time(float(asked["seconds"])),
    "system-tags": lambda asked: s3_buckets.set_system_tags(asked["bucket"], asked["tags"]),
    "foreign-alias": lambda asked: aliases.create_foreign_alias(asked["alias"], asked.get("enabled", True)),
    "foreign-bucket": lambda asked: s3_accounts.create_foreign_bucket(
        asked["bucket"], asked.get("region", "us-east-1"), asked.get("policy"), asked.get("tags", {})),
}
