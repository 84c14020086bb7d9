#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""config-against-botocore.py DIFFERENCES SEED COUNT PROGRAM...: writes configuration and credentials files as
people do, and worse, and asks botocore and PROGRAM (read-config.c) what a profile has. What botocore reads is read
equally, or for a reason that is a row of the document DIFFERENCES. Exit 77, a skip, where there is no botocore."""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from typing import Any

try:
    import botocore.exceptions
    import botocore.session
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

NAMES = ["default", "dev", "My Account", "büro", "acct(dev)", "a[1]", "it's", "x;y", "a#b", "日本", "q\"q"]
KEYS = ["region", "output", "aws_access_key_id", "aws_secret_access_key", "role_arn", "Sso_Start_Url", "s3", "x-y"]
VALUES = ["eu-west-1", "a/b+c=", "", "https://h:1/?a=b", "x y", "a#b", "a;b", "#c", "ü", "a: b", "[b]", "'q'", "\"q\""]
SPACES = ["", " ", "  ", "\t", "\u00a0", " \t "]
LINES = ["", "# c", "   # c = 1", "; c", "\t;c", "  "]

# What of botocore's answer is not taken, and the words with which differences.md says why.
REASONS = {
    "comment": "a comment behind a value is part of it",
    "blank": "an empty line in a value is a line of it",
    "default": "of `[default]` and `[profile default]` the later one counts",
    "prefix": "`[profile x]` in the credentials file is named \"profile x\"",
    "word": "a word that begins with `profile`, `sso-session` or `services`",
    "trailing": "a bracket in the comment behind a header is part of the name",
    "names": "names of properties with blanks and signs",
}


def header(pick: random.Random, name: str, config: bool) -> str:
    """A section header for a profile, in one of the ways there are."""
    quoted = pick.choice([name, f'"{name}"', f"'{name}'", name.replace(" ", "\\ ")])
    text = name if not config or (name == "default" and pick.random() < 0.7) else f"profile{pick.choice([' ', '  ', chr(9)])}{quoted}"
    if not config and pick.random() < 0.05:
        text = f"profile {name}"
    behind = pick.choice(["", "", "", "", "", " # c", ";c", " x", " # [c]"] if pick.random() < 0.3 else [""])
    return f"[{text}]{behind}"


def section(pick: random.Random, name: str, config: bool) -> list[str]:
    """A section with its properties, indented as somebody may have done it."""
    lines = [header(pick, name, config)]
    indent = pick.choice(["", "", "", "  ", "\t", "    "])
    for key in pick.sample(KEYS, pick.randint(0, 5)):
        if pick.random() < 0.15:
            lines.append(pick.choice(LINES))
        mark = pick.choice(["=", "=", "=", ":"])
        if key == "s3":
            lines.append(f"{indent}s3 {mark}")
            lines += [pick.choice(LINES)] if pick.random() < 0.2 else []
            lines += [f"{indent}{pick.choice(['  ', chr(9)])}{sub} = {pick.choice(VALUES)}"
                      for sub in pick.sample(["addressing_style", "use_accelerate_endpoint", "max_queue_size"], 2)]
            continue
        if pick.random() < 0.05:
            key = pick.choice(["a b", "c!d", "e.f"])
        comment = pick.choice(["", "", "", "", "", " # c", " ;c", "#c"])
        value = pick.choice(VALUES)
        lines.append(f"{indent}{key}{pick.choice(SPACES)}{mark}{pick.choice(SPACES)}{value}{comment}{pick.choice(SPACES)}")
        if pick.random() < 0.1 and value not in ("", "#c"): # with a comment in its place a value opens a block here
            lines += [pick.choice(LINES + [f"{indent}  more = than", f"{indent} one line"]) for _ in range(2)]
    return lines


def file(pick: random.Random, config: bool) -> str:
    """A file of distinct sections, since botocore reads no others."""
    names = pick.sample(NAMES, pick.randint(0, 4))
    lines = [line for name in names for line in section(pick, name, config)]
    if config and pick.random() < 0.3:
        lines += pick.choice([["[sso-session corp]", "sso_region = x"], ["[plugins]", "a = b"], ["[dev]", "region = z"]])
    end = pick.choice(["\n", "\n", "\n", "\r\n", "\r"])
    return end.join(lines) + pick.choice(["", end])


def flat(properties: dict[str, Any]) -> dict[str, str]:
    """The properties of blocks named as here."""
    found = {}
    for key, value in properties.items():
        if isinstance(value, dict):
            found[key] = ""
            found |= {f"{key}.{name}": text for name, text in value.items()}
        else:
            found[key] = value
    return found


def botocore_reads(config: str, credentials: str, profile: str) -> dict[str, Any]:
    """The profile as botocore's session has it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, text in (("config", config), ("credentials", credentials)):
            paths[name] = os.path.join(folder, name)
            with open(paths[name], "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
        session = botocore.session.Session(profile=profile)
        session.set_config_variable("config_file", paths["config"])
        session.set_config_variable("credentials_file", paths["credentials"])
        try:
            return {"properties": flat(session.get_scoped_config())}
        except botocore.exceptions.ProfileNotFound:
            return {"absent": True}
        except botocore.exceptions.ConfigParseError as error:
            return {"error": str(error)}


def without_comment(value: str) -> list[str]:
    """As SDKs may read the first line of a value: white space before the value, which is not here, counts."""
    first, *rest = value.split("\n")
    return ["\n".join([first[:found.start()].rstrip(), *rest]) for found in re.finditer(r"(^|[ \t])[#;]", first)]


def expected(answer: dict[str, str], ours: dict[str, str], used: set[str]) -> dict[str, str]:
    """botocore's answer, less the differences; which of them were needed is added to used."""
    result = {}
    for key, value in answer.items():
        if not re.fullmatch(r"[\w/%@:+-]+(\..*)?", key, re.ASCII) or ("." in key and key.split(".")[0] not in answer):
            used.add("names")
            continue
        candidates = {text: "comment" for text in without_comment(value)} | {value: ""}
        candidates |= {re.sub("\n+", "\n", text): "blank" for text in candidates if "\n\n" in text}
        taken = next((text for text in candidates if ours.get(key) == text), value)
        used |= {candidates[taken]} - {""}
        result[key] = taken
    return result


def differs(row: dict[str, str], theirs: dict[str, Any], ours: dict[str, Any], used: set[str]) -> bool:
    """Whether there is a difference that nothing allows."""
    if "error" in theirs:
        return False
    if "absent" in theirs:
        return False # what nobody else reads may be read here: a name in a header of another kind
    if len(re.findall(r"(?m)^\[(?:profile\s+)?[\"']?default[\"']?\]", row["config"])) > 1 and row["profile"] == "default":
        used.add("default")
        return False
    if re.search(r"(?m)^\[.*\] *# *\[", (row["config"] + "\n" + row["credentials"]).replace("\r", "\n")):
        used.add("trailing") # botocore reads another section there, or none
        return False
    if "properties" not in ours:
        return True
    return expected(theirs["properties"], ours["properties"], used) != ours["properties"]


def main() -> int:
    """Runs the cases; 1 when one differs."""
    document, seed, count, *program = sys.argv[1:]
    with open(document, encoding="utf-8") as stream:
        text = " ".join(stream.read().split())
    untold = [words for words in REASONS.values() if words not in text]
    if untold:
        print(f"{document} does not say: {untold}")
        return 1
    rows = []
    for number in range(int(count)):
        pick = random.Random(f"{seed}/{number}")
        rows.append({"config": file(pick, True), "credentials": file(pick, False), "profile": pick.choice(NAMES)})
        rows[-1]["profile"] = pick.choice([name for name in NAMES if name in rows[-1]["config"] + rows[-1]["credentials"]]
                                          or NAMES)
    answers = json.loads(subprocess.run(program, input=json.dumps(rows), capture_output=True, text=True, check=True,
                                        timeout=60).stdout)
    used: set[str] = set()
    kinds: dict[str, int] = {}
    for row, ours in zip(rows, answers):
        theirs = botocore_reads(**row)
        kinds[next(iter(theirs))] = kinds.get(next(iter(theirs)), 0) + 1
        if differs(row, theirs, ours, used):
            print(json.dumps({"row": row, "botocore": theirs, "ours": ours, "seed": seed}, indent=1, ensure_ascii=False))
            return 1
    print(f"{count} pairs of files, botocore said {kinds}, differences met: {sorted(used)}")
    return 0 if kinds.get("properties", 0) > int(count) / 3 else 1


sys.exit(main())
