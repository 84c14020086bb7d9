# SPDX-License-Identifier: MIT
"""The manifest to begin with: valid as it is, and with each thing of it that is taken out of its comment."""
from __future__ import annotations

import json
import re

import pytest

from test_cli_memory import Account, account  # noqa: F401, a fixture

KEY = re.compile(r"^#( *)([a-z0-9_]+):(.*)$")


def commented(text: str) -> list[tuple[int, int]]:
    """The lines of keys in comments, each with that of its section, or -1."""
    found, section = [], -1
    for at, line in enumerate(text.splitlines()):
        match = KEY.match(line)
        if match and not match[3]:
            section = at
        elif match:
            found.append((at, section if match[1] else -1))
    return found


def test_what_it_says_next_can_be_done(account):  # noqa: F811
    made = account.command("init")
    assert made.rc == 0 and "    dxaws plan site.yaml\n" in made.stdout, made
    assert account("validate", "site.yaml").rc == 0
    unnamed = account("plan")
    assert unnamed.rc == 1 and "such as the site.yaml that is here" in unnamed.stderr, unnamed
    planned = account("plan", "site.yaml")
    assert planned.rc == 2 and "CREATE_BUCKET" in planned.stdout, planned


def test_everything_in_it_is_valid(account):  # noqa: F811
    assert account.command("init").rc == 0
    (account.home / "dist").mkdir()  # validating looks at the folder
    (account.home / "dist" / "index.html").write_text("<p>home")
    lines = (account.home / "site.yaml").read_text().splitlines()
    keys = {row["path"] for row in json.loads(account.command("describe", "command", "--json").stdout)
            ["descriptions"][0]["manifest"]}
    told = set()
    for at, section in commented("\n".join(lines)):
        changed = list(lines)
        for line in (at, section, lines.index("#source: ./dist") if "publish:" in lines[section] else -1):
            changed[line] = changed[line].removeprefix("#") if line >= 0 else changed[line]
        (account.home / "one.yaml").write_text("\n".join(changed))
        checked = account("validate", "one.yaml", "--json")
        assert checked.rc == 0, (lines[at], checked)
        name = KEY.match(lines[at])[2]
        told.add(f"{KEY.match(lines[section])[2]}.{name}" if section >= 0 else name)
    sections = {key.rpartition(".")[0] for key in keys if "." in key}
    within = {key for key in keys if key.rpartition(".")[0] in told}
    missing = keys - sections - within - told - {"site", "domain", "dxaws", "cdn.min_tls", "cdn.http"}
    assert not missing, f"{missing} would not be found by who reads the file"


@pytest.mark.parametrize("sets", (
    ["domain=blog.example.org"],
    ["domain=WWW.Example.COM", "site=other"],
    ["domain=www.example.com", "tags={a: 'b: c', 'on': '1'}", "fallback=spa", "cdn.ipv6=false"],
    ["domain=www.example.com", "fallback=/404-a.html", "timeouts.deploy=1h", "adopt=[bucket/x, record/y]"],
    ["domain=www.example.com", "bucket.encryption.algorithm=SSE-S3", "bucket.lifecycle.abort_uploads_days=3"],
    ["domain=xn--bcher-kva.example", "tags={k: 'true', l: '- @:'}", "cdn.min_tls=TLSv1.2_2021"],
))
def test_what_is_set_is_in_it(account, sets):  # noqa: F811
    arguments = [f"--set={text}" for text in sets]
    made = account.command("init", "made.yaml", *arguments)
    assert made.rc == 0 and "Put your names" not in made.stdout, made
    (account.home / "bare.yaml").write_text("site: bare\ndomain: www.example.com\n")
    wanted = account("validate", "bare.yaml", "--json", *arguments).json["desired"]
    given = account("validate", "made.yaml", "--json").json["desired"]
    if not any(text.startswith("site=") for text in sets):
        wanted["site"] = given["site"]
    assert given == wanted
    zone = re.search(r"dxaws memory zone (\S+)", made.stdout)[1]
    assert account("memory", "zone", zone).rc == 0
    assert account("plan", "made.yaml").rc in (2, 3)


def test_nothing_is_written_over(account):  # noqa: F811
    for name in ("site.yaml", "other.yaml"):
        (account.home / name).write_text("mine")
        refused = account.command("init") if name == "site.yaml" else account.command("init", name)
        assert refused.rc == 3 and refused.stderr.startswith(f"dxaws: {name}: there is such a file"), refused
        assert (account.home / name).read_text() == "mine"
    (account.home / "folder").mkdir()
    assert account.command("init", "folder", "--json").json == {"schema": "dxaws.init/1", "file": "folder/site.yaml"}
    (account.home / "link.yaml").symlink_to("nowhere.yaml")
    assert account.command("init", "link.yaml").rc == 3 and not (account.home / "nowhere.yaml").exists()


@pytest.mark.parametrize("arguments, said", (
    (["--set", "domain=http://x"], "domain"),
    (["--set", "nosuch=1"], "unknown key \"nosuch\""),
    (["--set", "cdn=3"], "cdn must be a map"),
    (["no/such/folder.yaml"], "the manifest cannot be written there: No such file or directory"),
    (["a.yaml", "b.yaml"], "one word too many"),
))
def test_mistakes(account, arguments, said):  # noqa: F811
    told = account.command("init", *arguments)
    assert told.rc == 1 and said in told.stderr and told.stderr.count("\n") == 1, told
    assert not list(account.home.glob("*.yaml"))
