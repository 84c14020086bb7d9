# SPDX-License-Identifier: MIT
"""A function of CloudFront, run by a real JavaScript engine: duk, or node where that is missing.

After https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
"""
from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from typing import Any
from urllib.parse import unquote

ENGINES = {"duk": "print", "node": "console.log"}
SECONDS = 10
HARNESS = """
;(function () {
  var event = EVENT, raw = event.request.rawQueryString;
  event.request.rawQueryString = function () { return raw; };
  var got = handler(event);
  delete got.rawQueryString;
  PRINT(JSON.stringify(got));
}());
"""


def _query(raw: str) -> dict[str, Any]:
    """As the event has it: a name that comes again is one entry with all of its values."""
    found: dict[str, Any] = {}
    for pair in filter(None, raw.split("&")):
        name, _, value = pair.partition("=")
        if name in found:
            found[name].setdefault("multiValue", [{"value": found[name]["value"]}]).append({"value": value})
        else:
            found[name] = {"value": value}
    return found


def engine() -> str:
    """The name of the engine that is there; an error says that there is none."""
    found = next((name for name in ENGINES if shutil.which(name)), None)
    if found is None:
        raise RuntimeError("a function of CloudFront is to run, and neither duk nor node is there")
    return found


def run(code: bytes, event_type: str, request: dict[str, Any]) -> dict[str, Any]:
    """What `handler` returns for {method, uri, headers, query}: a request, or an answer, which has a statusCode."""
    name = engine()
    headers = {key.lower(): {"value": value} for key, value in request["headers"].items()}
    event = {"version": "1.0", "context": {"eventType": event_type}, "viewer": {"ip": "127.0.0.1"},
             "request": {"method": request["method"], "uri": request["uri"], "querystring": _query(request["query"]),
                         "cookies": {}, "headers": headers, "rawQueryString": request["query"]}}
    harness = HARNESS.replace("PRINT", ENGINES[name]).replace("EVENT", json.dumps(event))
    with tempfile.NamedTemporaryFile(suffix=".js") as script:
        script.write(code + harness.encode())
        script.flush()
        done = subprocess.run([name, script.name], capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode != 0:
        raise ValueError(f"the function failed: {(done.stderr + done.stdout)[-500:]}")
    return json.loads(done.stdout)


def path_of(uri: str) -> str:
    """The path that a URI stands for."""
    return unquote(uri.partition("?")[0])
