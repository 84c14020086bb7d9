#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes adaptive-botocore.json: the rates that botocore's adaptive mode computes for sequences of
answers. Run by hand, with botocore installed: ./adaptive-botocore.py > adaptive-botocore.json"""
import json

from botocore.retries.adaptive import ClientRateLimiter, RateClocker
from botocore.retries.bucket import TokenBucket
from botocore.retries.throttling import CubicCalculator


class Clock:
    now = 0.0

    def current_time(self):
        return self.now


class Detector:
    throttled = False

    def is_throttling_error(self, **_):
        return self.throttled


def steps(pattern, gap_ms):
    return [(gap_ms * (i + 1), letter == "t") for i, letter in enumerate(pattern)]


SEQUENCES = {
    "no throttling": steps("." * 12, 200),
    "throttled once": steps("." * 6 + "t" + "." * 20, 200),
    "throttled twice": steps("." * 8 + "tt" + "." * 10, 250),
    "always throttled": steps("t" * 20, 100),
    "slow": steps(".t" * 6, 1500),
    "fast": steps("." * 30 + "t" + "." * 40, 30),
}
cases = []
for name, sequence in SEQUENCES.items():
    clock, detector = Clock(), Detector()
    clock.now = 1000.0 + sequence[0][0] / 1000
    bucket = TokenBucket(max_rate=1, clock=clock)
    limiter = ClientRateLimiter(CubicCalculator(starting_max_rate=0, start_time=clock.now), RateClocker(clock),
                                bucket, detector, clock)
    rows = []
    for at_ms, throttled in sequence:
        clock.now, detector.throttled = 1000.0 + at_ms / 1000, throttled
        limiter.on_receiving_response()
        rows.append({"at_ms": 1000000 + at_ms, "throttled": throttled, "rate": bucket.max_rate})
    cases.append({"name": name, "steps": rows})
print(json.dumps({"origin": "botocore, by adaptive-botocore.py", "cases": cases}, indent=0))
