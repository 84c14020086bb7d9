#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each message of an error says what is wrong with which value, and what would be right, on one line.

usage: message-remedies.py [--list] FILE.c...

The messages are the formats that are given to what makes errors. Checked of each:
  - it is one line;
  - what would be right is said in it, and begins within the first 120 characters when its values are of a usual
    length. Who reads a message reads its beginning, and a terminal cuts the rest.
Some need not say it; EXEMPT_KINDS, PASSED_ON, QUOTED and ADVISED are all of them, with the reason.
--list prints all messages with what was recognised, and checks nothing.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path

SEEN = 120

# What makes errors, and which argument is the format.
MAKERS = {"dxaws_error_new": 3, "dx_invalid": 1, "usage_error": 0, "yaml_error": 3, "syntax_error": 2, "invalid_plan": 0,
          "invalid_batch": 1}

# Kinds of error about which the reader can do nothing that the message could name.
EXEMPT_KINDS = {
    "PROTOCOL": "a service, or what stands before it, answered what it does not document; what it said is the evidence",
    "UNAVAILABLE": "a service or a file system did not do its part; trying again is what was done already",
    "CANCELLED": "whoever reads it did it",
    "TIMEOUT": "the deadline was the caller's; the command says how to go on, for every error of this kind",
    "INTERNAL": "a fault of this program or of the system under it",
    "PARTIAL": "what was done, and then the cause in its own words, which has the remedy",
}

# A format that ends with what somebody else says, who knows what would be right: checked where it is written.
PASSED_ON = re.compile(r"[:(;] ?%(\.\*|\.\d+)?s(%s)*\)?$|\\\"( is)? ?%s$|^(%s|: | in the )+( %s)?$")

# Messages that are others' words.
QUOTED = {
    "memory-rules.c": "what the simulated service says, in the words of the real one",
}

# Codes for which the command's own table has a command to run or a key to write; it has a test that follows each.
ADVICE = Path(__file__).parents[2] / "dxaws-cli/src/advice-table.c"
ADVISED = set(re.findall(r"\.code = (\w+)", ADVICE.read_text()))

# What a maker adds to each of its messages.
ADDED = {"invalid_plan": ("website: ", "; plan again")}

# Usual lengths of what is put in.
USUAL = {"s": 14, "d": 2, "u": 2, "zu": 2, "lld": 4, "llu": 4, "g": 3, "c": 1}

# The ways of saying what would be right.
REMEDY = re.compile(
    r"\bmust\b|\bexpected\b|\bneeds?\b|\bit has to\b|\bhas to be\b|\bsuch as\b|\bis required|\bit is the\b|\bknown are\b|\bdid you mean\b"
    r"|\b(run|plan|read|record|start|sign) (it )?(again|anew)|\bonly\b|\ballows?\b|\bat most\b|\bthe most\b|\bat least\b|\bexactly one\b"
    r"|\bcannot\b.*\b(?:beside|twice)\b|\bthere (?:is|are) (?:no|several)\b|\bbelongs to\b"
    r"|(?:^|[:;,(] ?|\band |\bor |\bto )(?:set|use|write|give|leave|name|add|adopt|release|take|make|put|choose|create|remove|delete"
    r"|wait|install|unset|say|ask|let|quote|begin|see|do|allow|obtain|log in|close|open|change|check|call|try|keep|drop|pass|mend"
    r"|found no)\b"
    r"|\bbefore\b|\bfirst\b|--help lists|\bcan be\b|\bwithout\b|\binstead\b|\bwas left alone\b|\bbelong(?:s)? (?:to|into)\b|\bis of\b|\bboth\b")

TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'|[(){}\[\],]|[^"\'/(){}\[\],]+|.', re.S)
PLACE = re.compile(r"%%|%[-+ 0#]*(?:\d+|\*)?(?:\.(\d+|\*))?(hh|h|ll|l|z|j)?([a-zA-Z])")


def arguments(text: str, start: int) -> tuple[list[list[str]], int]:
    """The tokens of each argument of the call whose parenthesis opens at `start`, and the end."""
    depth, found, at = 0, [[]], start
    while at < len(text):
        token = TOKEN.match(text, at)
        assert token
        word, at = token.group(), token.end()
        if word.startswith(("/*", "//")):
            continue
        if word in "([{":
            depth += 1
            if depth == 1:
                continue
        elif word in ")]}":
            depth -= 1
            if depth == 0:
                return found, at
        elif word == "," and depth == 1:
            found.append([])
            continue
        found[-1].append(word)
    raise ValueError("a call that does not end")


def formats(words: list[str]) -> list[str]:
    """The literals of a format; of one chosen by "? :", each; none for a variable."""
    texts: list[str] = []
    joined = False
    for word in words:
        if word.startswith('"'):
            piece = word[1:-1]
            texts = texts[:-1] + [texts[-1] + piece] if joined else texts + [piece]
            joined = True
        elif word.strip() and not re.fullmatch(r"\s*\w+\s*", word):
            joined = False
    return texts


def usual(text: str) -> str:
    """The message with values of a usual length."""
    def fill(match: re.Match[str]) -> str:
        if match.group() == "%%":
            return "%"
        size = USUAL.get((match.group(2) or "") + match.group(3), USUAL.get(match.group(3), 8))
        return "x" * size
    return PLACE.sub(fill, text.replace('\\"', '"'))


def judge(kind: str, text: str) -> str | None:
    """What is wrong with a message, or None."""
    if "\\n" in text:
        return "more than one line"
    if kind in EXEMPT_KINDS or PASSED_ON.search(text):
        return None
    remedy = REMEDY.search(usual(text))
    if remedy is None:
        return "does not say what would be right"
    return None if remedy.start() < SEEN else f"says what would be right from character {remedy.start()} on"


def messages(path: Path):
    """Line, kind and text of each message of a file."""
    if path.name in QUOTED:
        return
    text = path.read_text()
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/', lambda match: re.sub(r"[^\n]", " ", match.group()), text, flags=re.S)
    for call in re.finditer(r"(?<![\w])(%s)\(" % "|".join(MAKERS), bare):
        found, end = arguments(text, call.end() - 1)
        place = MAKERS[call.group(1)]
        if len(found) <= place or bare[end:end + 2].lstrip().startswith("{"):
            continue
        kind = re.search(r"DXAWS_ERROR_(\w+)", "".join(found[0])) if call.group(1) == "dxaws_error_new" else None
        code = "".join(found[2]).strip() if len(found) > 2 else ""
        if code in ADVISED:
            continue
        before, after = ADDED.get(call.group(1), ("", ""))
        for message in formats(found[place]):
            yield text.count("\n", 0, call.start()) + 1, kind.group(1) if kind else "", before + message + after


def main(words: list[str]) -> int:
    listed = "--list" in words
    bad = count = 0
    for name in words:
        for line, kind, text in messages(Path(name)) if name != "--list" else ():
            count += 1
            wrong = judge(kind, text)
            if listed:
                print(f"{name}:{line}: {kind}: {text}  [{wrong or 'good'}]")
            elif wrong:
                print(f"{name}:{line}: {wrong}: {text}")
            bad += wrong is not None
    if count < 100 and not listed:
        print(f"only {count} messages were found")
        bad += 1
    return 1 if bad and not listed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
