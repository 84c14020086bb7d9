# SPDX-License-Identifier: MIT
"""Reading the double's request log: how many requests, writes, connections and rounds something took."""
from __future__ import annotations

import json
import os
from typing import Any, Iterable

Record = dict[str, Any]
READS = ("Get", "List", "Describe", "Head")


def size(path: str) -> int:
    """Where the log ends now: the mark from which read() goes on."""
    return os.path.getsize(path) if os.path.exists(path) else 0


def read(path: str, mark: int = 0) -> list[Record]:
    """The records from `mark` on."""
    if not os.path.exists(path):
        return []
    with open(path, "rb") as log:
        log.seek(mark)
        return [json.loads(line) for line in log.read().splitlines() if line]


def count(records: Iterable[Record]) -> int:
    """How many requests."""
    return sum(1 for _ in records)


def is_write(record: Record) -> bool:
    """Whether a request could change something, by its operation's name."""
    action = record["action"]
    return not action.startswith(READS) if action else record["method"] not in ("GET", "HEAD")


def writes(records: Iterable[Record]) -> int:
    """How many requests could change something."""
    return sum(1 for record in records if is_write(record))


def connections(records: Iterable[Record]) -> int:
    """How many connections the client opened."""
    return len({record["port"] for record in records})


def rounds(records: Iterable[Record]) -> int:
    """The longest chain of requests of which each began after the one before had ended: what latency
    multiplies.  Concurrent requests count as one."""
    chain, free = 0, float("-inf")
    for begin, end in sorted(((r["t"], r["t"] + r["ms"] / 1000) for r in records), key=lambda span: span[1]):
        if begin >= free:
            chain, free = chain + 1, end
    return chain


def describe(records: Iterable[Record]) -> str:
    """One line per request, for a failing test to show."""
    return "\n".join(f"{r['status']} {r['service']} {r['action'] or r['method'] + ' ' + r['uri']}"
                     for r in records)


def main() -> None:
    """python3 log.py FILE [MARK]: the figures of a log."""
    import sys
    records = read(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(f"requests {count(records)} writes {writes(records)} connections {connections(records)} "
          f"rounds {rounds(records)}")


if __name__ == "__main__":
    main()
