#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""contract.py compare|update FOLDER: descriptions against the committed ones; `dxaws describe --json` on standard
input.

compare  each FOLDER/*/NAME.json against what is described now: one line for each thing that is gone or different.
         What is only new passes, but for a description of which there is no file in the newest release.
update   writes FOLDER/NAME.json for each description, without its version and texts for people.

Items of a list are known by what names them (NAMES), so that their order says nothing, but of actions, which are
performed in it. What may change all the same is in FREE.
"""
import json
import sys
from pathlib import Path

NAMES = ("name", "kind", "code", "path", "type", "schema")
FREE = {"version", "help", "expected_s", "later", "reads", "permissions"}
EXACT = {"flags", "uses"}  # each word of these lists changes the meaning of the whole
ORDERED = {"actions"}


def named(item):
    return next(item[name] for name in NAMES if name in item)


def compare_list(path, was, now):
    if not all(isinstance(item, dict) for item in was + now):
        gone = [item for item in was if item not in now]
        if gone or (path.rpartition(".")[2] in EXACT and was != now):
            yield f"{path}: was {json.dumps(was)}, is {json.dumps(now)}"
        return
    found = {named(item): item for item in now}
    for item in was:
        if named(item) in found:
            yield from compare(f"{path}.{named(item)}", item, found[named(item)])
        else:
            yield f"{path}.{named(item)}: is gone"
    kept = [named(item) for item in now if named(item) in {named(other) for other in was}]
    if path.rpartition(".")[2] in ORDERED and kept != [named(item) for item in was if named(item) in found]:
        yield f"{path}: stand in another order: {', '.join(kept)}"
    for item in (item for item in now if named(item) not in {named(other) for other in was}):
        flags = item.get("flags", [])
        if "required" in flags and "preset" not in item:
            yield f"{path}.{named(item)}: is new and required: what was complete is not any more"
        elif "preset" in item and "flags" in item and "option" not in flags:
            yield f"{path}.{named(item)}: is new and has a preset: documents that exist would begin to manage it"


def compare(path, was, now):
    for key in (key for key in was if key not in FREE):
        here = f"{path}.{key}" if path else key
        if key not in now:
            yield f"{here}: is gone"
        elif isinstance(was[key], list) and isinstance(now[key], list):
            yield from compare_list(here, was[key], now[key])
        elif key == "optional" and was[key] and not now[key]:
            continue  # it is always there now
        elif was[key] != now[key]:
            yield f"{here}: was {json.dumps(was[key])}, is {json.dumps(now[key])}"
    if now.get("required") is True and was.get("required") is False:
        return
    for key in ("preset", "choices", "action"):
        if key in now and key not in was and "flags" in was:
            yield f"{path}.{key}: there was none, is {json.dumps(now[key])}"


def without_free(value):
    if isinstance(value, dict):
        return {key: without_free(item) for key, item in value.items() if key not in FREE}
    return [without_free(item) for item in value] if isinstance(value, list) else value


def main():
    verb, folder = sys.argv[1], Path(sys.argv[2])
    described = {item.get("module", "command"): item for item in json.load(sys.stdin)["descriptions"]}
    if verb == "update":
        folder.mkdir(parents=True, exist_ok=True)
        for name, item in described.items():
            text = json.dumps(without_free(item), indent=1, sort_keys=True)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        return 0
    problems = []
    for file in sorted(folder.glob("*/*.json")):
        was = json.loads(file.read_text(encoding="utf-8"))
        now = described.get(file.stem)
        lines = compare("", was, now) if now else ["is described no more"]
        problems += [f"{file.relative_to(folder)}: {line}" for line in lines]
    newest = max((file.parent for file in folder.glob("*/*.json")), key=lambda path: [int(n) for n in path.name.split(".")])
    problems += [f"{newest.name}/{name}.json: is not written down: run scripts/contract-check --update"
                 for name in described if not (newest / f"{name}.json").exists()]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
