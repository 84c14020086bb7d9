#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The code of the edge function in real engines: the table of rewrite.json, then random requests, and what
they answer is what the equal in C answers. usage: rewrite-engines.py ANSWERS TABLE [REQUESTS [SEED]]"""
from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from typing import Any

HARNESS = """
function answer(row) {
  var request = {method: row.method, uri: row.uri, querystring: row.query, headers: {}, cookies: {}};
  if (row.host !== null) { request.headers.host = {value: row.host}; }
  if (!row.parsed) { request.rawQueryString = function () { return row.raw; }; }
  var got = handler({version: '1.0', context: {eventType: 'viewer-request'}, request: request});
  return got.statusCode ? [got.statusCode, got.headers.location.value] : got.uri;
}
var out = [], i;
for (i = 0; i < rows.length; i++) { out.push(answer(rows[i])); }
PRINT(JSON.stringify(out).replace(/[^\\x20-\\x7e]/g, function (c) {
  return '\\\\u' + ('000' + c.charCodeAt(0).toString(16)).slice(-4);
}));
"""
PIECES = ["/", "/", "//", "a", "b.c", ".", "..", "%2e", "%2E", "%2F", "\\", " ", "\u00e9", "?", "#", ".well-known/",
          "LICENSE", "v1.2", "index.html", "<", "|", "\t", "%", "~", "[", "\u20ac", "\U0001f600", "\u2028"]
HOME = "https://www.example.com/"


def whole(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table with all that it may leave out."""
    parsed = "raw" not in row and "query" in row
    query = row.get("query", {})
    pairs = [name + ("=" + value["value"] if value["value"] else "")
             for name, values in query.items() for value in values.get("multiValue", [values])]
    return {"method": "GET", "host": "www.example.com", "query": query, "parsed": parsed,
            "raw": "&".join(pairs), **row}


def some(randoms: random.Random) -> dict[str, Any]:
    """A random request."""
    return whole({"method": randoms.choice(["GET", "GET", "HEAD", "POST"]),
                  "host": randoms.choice(["www.example.com", "example.com", "EXAMPLE.org", "x", None]),
                  "uri": randoms.choice(["/", "/", "/", ""]) + "".join(randoms.choices(PIECES, k=randoms.randint(0, 7))),
                  "raw": randoms.choice(["", "a=1&a=2", "x=\u00e9 y", "n=//e"])})


def in_engine(command: str, code: str, rows: list[dict[str, Any]]) -> list[Any]:
    """What the code answers there."""
    harness = HARNESS.replace("PRINT", "console.log" if command == "node" else "print")
    with tempfile.NamedTemporaryFile("w", suffix=".js") as file:
        file.write(f"{code}\nvar rows = {json.dumps(rows)};\n{harness}")
        file.flush()
        return json.loads(subprocess.run([command, file.name], capture_output=True, text=True, check=True).stdout)


def is_safe(location: str) -> bool:
    """Whether a redirect stays on the host, or leads to the domain."""
    return location.startswith(HOME) or (location[0] == "/" and location[1:2] != "/" and "\\" not in location)


def main() -> int:
    """The number of answers that differ is the exit status's."""
    answers, table, *rest = sys.argv[1:]
    engines = [name for name in ("node", "duk") if shutil.which(name)]
    if not engines:
        print("skipped: neither node nor duk is there (Debian: duktape)")
        return 77
    randoms = random.Random(int(rest[1]) if len(rest) > 1 else 1)
    groups = json.load(open(table, encoding="utf-8"))
    for group in groups:
        known = [whole(row) for row in group["rows"]]
        group["rows"] = known + [some(randoms) for _ in range(int(rest[0]) if rest else 2000)]
    ours = json.loads(subprocess.run([answers], input=json.dumps(groups), capture_output=True, text=True,
                                     check=True).stdout)
    wrong, again = [], []
    for group, result in zip(groups, ours):
        for engine in engines:
            theirs = in_engine(engine, result["code"], group["rows"])
            wrong += [f"{engine}, {row}: {got}, in C {equal}"
                      for row, got, equal in zip(group["rows"], theirs, result["answers"]) if got != equal]
        for row, got in zip(group["rows"], result["answers"]):
            if "want" in row and got != row["want"]:
                wrong.append(f"{row}: {got}")
            if isinstance(got, list) and row["uri"].startswith("/"):
                wrong += [] if is_safe(got[1]) else [f"{row} leads away: {got}"]
                path = "/" + got[1].removeprefix(HOME).removeprefix("/").split("?")[0]
                again.append({"said": group["said"], "rows": [whole({"uri": path, "method": row["method"]})]})
    # Whoever was redirected once is not redirected again.
    for group, result in zip(again, json.loads(subprocess.run(
            [answers], input=json.dumps(again), capture_output=True, text=True, check=True).stdout)):
        wrong += [f"again: {group} {result['answers']}"] if isinstance(result["answers"][0], list) else []
    print(*wrong[:10], f"{sum(len(group['rows']) for group in groups)} requests in C, {', '.join(engines)}: "
          f"{len(wrong)} wrong, {len(again)} redirects", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
