#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""cited-rules.py FILE...: prints "NUMBER FILE" for each rule that a file cites: "rule 7", "rules 15 to 18"."""
import re
import sys
from pathlib import Path

CITED = re.compile(r"\brules? (\d+)((?:(?: to |, | and )\d+)*)", re.IGNORECASE)


def rules(text):
    """The numbers of the rules that a text cites, which may be broken between two lines of a comment."""
    cited = set()
    for match in CITED.finditer(re.sub(r"\s*\n \*\s*|\s+", " ", text)):
        last = int(match[1])
        cited.add(last)
        for word, number in re.findall(r"( to |, | and )(\d+)", match[2]):
            cited.update(range(last, int(number) + 1) if word == " to " else [int(number)])
            last = int(number)
    return sorted(cited)


for path in sys.argv[1:]:
    for rule in rules(Path(path).read_text(encoding="utf-8")):
        print(rule, path)
