# SPDX-License-Identifier: MIT
"""The page of what runbooks.json says."""
from __future__ import annotations

import json

PAGE = """# Runbooks

<!-- Made by asl/generate.py of asl/runbooks.json. -->

A machine each, in [asl/](../asl). The execution's name is the run's id: it is in every event of every function. Every machine
may be started again at any time, with the same input; what was done is not done twice.

What a machine ends with besides the outcomes below is an error of one of these types, and so is a site's `error` where there are many:

"""


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "".join("| %s |\n" % " | ".join(row) for row in (head, ("---",) * len(head), *rows)) + "\n"


def section(book: dict) -> str:
    """The page's of one runbook."""
    local = ", ".join("`dxaws %s`%s" % (command["verb"], " of " + command["of"] if command["of"] else "") for command in book["commands"])
    return "".join([
        "## %s\n\n" % book["title"],
        "`%s`: machine [%s](../asl/%s.asl.json); where there is no machine: %s.\n\n" % (
            book["name"], book["machine"], book["machine"], local),
        "**When.** %s\n\n" % book["when"],
        "**Input.** Such as `%s`:\n\n" % json.dumps(book["example"]),
        table(("member", "what it is"), [("`%s`" % name, text) for name, text in book["input"].items()]),
        "**May change.** %s\n\n" % book["may_change"],
        table(("`outcome`", "that is"), [("`%s`" % end["outcome"], end["then"]) for end in book["ends"]]),
        "**Next.** %s\n\n" % book["next"],
        "**When it fails.** %s *What is left:* %s *Started again:* %s\n\n" % (
            book["drill"]["fails"], book["drill"]["left"], book["drill"]["again"])])


def page(told: dict) -> str:
    errors = table(("`errorType`", "then"), [
        (" ".join("`%s`" % kind for kind in error["types"]) or "any other", error["then"]) for error in told["errors"]])
    return (PAGE + errors + "".join(map(section, told["runbooks"]))).rstrip("\n") + "\n"
