# SPDX-License-Identifier: MIT
"""python3 -m double: start the AWS double on a loopback port."""
from __future__ import annotations

import argparse
import os
import signal
import sys

from .settings import DELAYS, settings


def _keys(text: str) -> dict[str, str]:
    """`ID:SECRET,ID:SECRET` as a dictionary."""
    pairs = [pair.split(":", 1) for pair in text.split(",") if pair]
    if any(len(pair) != 2 for pair in pairs):
        raise argparse.ArgumentTypeError(f"'{text}' should be ID:SECRET[,ID:SECRET...]")
    return {key: secret for key, secret in pairs}


def main() -> int:
    """Parse the arguments, serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="double", description="An AWS double for tests.")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("--log", default=os.devnull, help="append one JSON line per request")
    parser.add_argument("--latency-ms", type=float, default=0, help="added to every request")
    parser.add_argument("--static-keys", type=_keys, default={}, help="further ID:SECRET[,ID:SECRET...]")
    parser.add_argument("--threads", type=int, default=16)
    for name, what in DELAYS.items():
        parser.add_argument(f"--{name}-seconds", type=float, default=getattr(settings, name),
                            help=f"how long {what} (%(default)s)")
    options = parser.parse_args()
    for name in DELAYS:
        setattr(settings, name, getattr(options, f"{name}_seconds"))
    settings.latency = options.latency_ms / 1000
    settings.static_keys.update(options.static_keys)

    # At once: an exception would be lost where a library that is being imported catches it.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    from .server import serve
    try:
        serve(options.port, options.log, options.threads)
    except (KeyboardInterrupt, SystemExit):
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
