#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check-manual.py PAGE: everything that the command describes is in its manual; `dxaws describe command --json` on
standard input.

Read independently of what writes the page: an item is a tagged paragraph, .TP, the tag, and below it what is
said of it.
"""
import json
import re
import sys
from pathlib import Path


def plain(line):
    line = re.sub(r"^\.(B|BR|I|BI) ", "", line)
    return re.sub(r'\\f[A-Z]|"', "", line).replace("\\-", "-").replace("\\e", "\\")


def paragraphs(text):
    """{tag: what is below it}; of an option, the tag has its letter too: "-j,  --json"."""
    return {plain(tag): plain(below) for tag, below in re.findall(r"^\.TP\n(.*)\n(.*)$", text, re.MULTILINE)}


def expected(command):
    """What each item's tag is, and what has to be said below it."""
    for row in command["commands"]:
        yield "dxaws " + " ".join(filter(None, [row["name"], row.get("operand")])), [row["help"]]
    for row in command["options"]:
        letter = f"-{row['letter']} ,  " if "letter" in row else ""
        yield letter + f"--{row['name']}" + (f"={row['argument']}" if "argument" in row else ""), [row["help"]]
    for row in command["manifest"]:
        yield row["path"], [row["help"], *row.get("choices", []), *(["(required)"] if row["required"] else [])]
    for row in command["exit_statuses"]:
        yield str(row["status"]), [row["help"]]
    for row in command["errors"]:
        yield row["code"], [row["help"]]


def main():
    command, = json.load(sys.stdin)["descriptions"]
    page = Path(sys.argv[1])
    text = page.read_text(encoding="utf-8")
    found = paragraphs(text)
    problems = []
    for tag, said in expected(command):
        squeezed = {"".join(known.split()): below for known, below in found.items()}
        below = squeezed.get("".join(tag.split()))
        if below is None:
            problems.append(f"{page}: has no \"{tag}\"")
        else:
            below = below.replace('"', "")
            problems += [f"{page}: \"{tag}\" does not say \"{part}\"" for part in said if part.replace('"', "") not in below]
    lines = plain(text).splitlines()
    problems += [f"{page}: has no \"{path}\"" for path in command["later"] if path not in lines]
    if re.search(r"^@\w+@$", text, re.MULTILINE):
        problems.append(f"{page}: a line of the template was not replaced")
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
