#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""braces.py FILE...: names each if, else, for, while and do of C files whose body has no braces."""
import re
import sys
from pathlib import Path

# Comments, strings and continued lines become as many blanks, so that offsets stay true.
HIDDEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|\\\n', re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(?!define)[^\n]*", re.MULTILINE)
CONTROL = re.compile(r"\b(if|else|for|while|do|\w+_foreach(?:_safe)?)\b")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def after_parentheses(text, start):
    """Where the text goes on behind (...) at start; -1 when there are none."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            depth -= 1
            if depth == 0:
                return at + 1
        elif depth == 0 and not text[at].isspace():
            return -1
    return -1


def ends_do(text):
    """True when the text ends with do {...}."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == "}") - (text[at] == "{")
        if depth == 0:
            return text[at] == "{" and re.search(r"\bdo\s*$", text[:at]) is not None
    return False


def bare(text):
    for match in CONTROL.finditer(text):
        word, at = match.group(1), match.end()
        if word not in ("else", "do"):
            at = after_parentheses(text, at)
        body = text[at:].lstrip() if at >= 0 else "{"
        if body.startswith("{") or (word == "else" and re.match(r"if\b", body)):
            continue
        if word == "while" and ends_do(text[:match.start()].rstrip()):
            continue
        yield match.start(), word


found = 0
for name in sys.argv[1:]:
    source = Path(name).read_text(encoding="utf-8")
    text = DIRECTIVE.sub(blank, HIDDEN.sub(blank, source))
    for offset, word in bare(text):
        print(f"{name}:{source.count(chr(10), 0, offset) + 1}: {word} without braces")
        found += 1
sys.exit(1 if found else 0)
