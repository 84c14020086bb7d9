# SPDX-License-Identifier: MIT
"""Line, column and path of what is wrong, for every member of every module's table and of the manifest: wherever it
stands among its neighbours, in whatever layout, with the same words before it in keys, tags and comments."""
from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Iterator

import pytest

from layouts import LAYOUTS, Mark

NOTE = "Straße 日本 😀"  # characters of two, three and four bytes before it on the line
WORDS = {word: word for word in ("name", "site", "zone", "ttl_s", "values", "tags", "region", "page")}
STATEMENT = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::my-files/*"}
BASES: dict[str, dict[str, Any]] = {
    "site": {"site": "example", "tags": {**WORDS, "note": NOTE}, "domain": "www.example.com", "region": "eu-west-1"},
    "s3": {"name": "my-files", "tags": {**WORDS, "note": NOTE}, "region": "eu-west-1", "versioning": True,
           "policy_statements": {"One": STATEMENT, "Two": STATEMENT, "Three": STATEMENT}},
    "acm": {"domain_name": "www.example.com", "region": "us-east-1", "tags": {**WORDS, "note": NOTE}, "present": True},
    "content": {"bucket": "my-files", "region": "eu-west-1", "source": "dist", "prefix": "docs/",
                "publish": {"exclude": ["*.map"], "rules": [{"match": "*.pdf"}]}},
    "cloudfront": {"name": "example", "tags": {**WORDS, "note": NOTE},
                   "origin_domain_name": "my-files.s3.eu-west-1.amazonaws.com"},
    "dns": {"records": [{"name": "c.example.com", "type": "A", "ttl_s": 300, "values": ["192.0.2.1"]},
                        {"name": "b.example.com", "type": "TXT", "ttl_s": 300, "values": ['"values" "ttl_s"']},
                        {"name": "a.example.com", "type": "A", "ttl_s": 300, "values": ["192.0.2.1"]}]},
}
NO_TEXT = {"text": [["x"]], "boolean": "maybe", "integer": "many", "list": "word", "object": "word", "map": "word",
           "texts": "word", "duration": ["x"], "section": "word"}
RECORD = {"name": "b .example.com", "type": "LOC", "ttl_s": "5m", "values": "x", "typ": 1}


def insert(members: dict[str, Any], key: str, value: Any, where: int) -> dict[str, Any]:
    """The members with that one first, in the middle, or last."""
    rest = [(k, v) for k, v in members.items() if k != key]
    at = (0, len(rest) // 2, len(rest))[where]
    return dict(rest[:at] + [(key, value)] + rest[at:])


def wrong_values(row: dict[str, Any], where: int) -> Iterator[tuple[str, Any]]:
    """What a member cannot be: of another type, no choice, with an item that is wrong."""
    kind = row["type"]
    yield "type", Mark(NO_TEXT[kind])
    if row.get("choices"):
        yield "choice", Mark("none of them")
    if kind == "texts":
        items: list[Any] = ["a.example.com", "b.example.com"]
        items.insert(where, Mark(["x"]))
        yield "item", items
    if kind == "map":
        yield "value", insert(WORDS, "x", Mark(["x"]), where)
        yield "key", insert(WORDS, "aws:x", Mark("x", key=True), where)


# Members that an item cannot be without.
NEEDED = {"error_code": 403, "reference": "release-7"}


def rows_of(module: str, rows: list[dict[str, Any]], where: int) -> Iterator[tuple[str, dict[str, Any]]]:
    base = BASES[module]
    yield "unknown", insert(base, "nonesuch", Mark(1, key=True), where)
    for row in rows:
        name, flags = row["name"], row.get("flags", [])
        if "output" in flags:
            value = {"text": "x", "boolean": True, "list": [], "object": {}, "texts": [], "integer": 1}[row["type"]]
            yield f"{name} observed", insert(base, name, Mark(value, key=True), where)
            continue
        if "hidden" in flags:
            continue
        for what, value in wrong_values(row, where):
            yield f"{name} {what}", insert(base, name, value, where)
        for member in row.get("members", []):
            whole = {m["name"]: m.get("preset", NEEDED.get(m["name"])) for m in row["members"]}
            whole = {k: v for k, v in whole.items() if v is not None}
            for what, value in wrong_values(member, where):
                inner = insert(whole, member["name"], value, where)
                if row["type"] == "list":
                    items = [{**whole, "error_code": code} for code in (500, 404)]
                    items.insert(where, inner)
                    yield f"{name}.{member['name']} {what}", insert(base, name, items, where)
                else:
                    yield f"{name}.{member['name']} {what}", insert(base, name, inner, where)


def records(where: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for member, value in RECORD.items():
        items = list(BASES["dns"]["records"])
        items[where] = insert(items[where], member, Mark(value, key=member == "typ"), where)
        yield f"records.{member}", {"records": items}
    items = list(BASES["dns"]["records"])
    values: list[Any] = ["192.0.2.3", "192.0.2.2"]
    values.insert(where, Mark("1.2.3"))
    items[where] = {**items[where], "type": "A", "values": values}
    yield "records.values item", {"records": items}
    items[where] = Mark("x")
    yield "records item", {"records": items}
    twice = list(BASES["dns"]["records"])
    yield "records twice", {"records": twice + [Mark(dict(twice[where]))]}


def more(module: str, where: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What tables do not say."""
    base = BASES[module]
    names = ("One", "Two", "Three")
    if module == "dns":
        yield from records(where)
    if module == "s3":
        for member, value in {"Effect": "allow", "Sid": "Other", "Resource": "arn:aws:s3:::other/*"}.items():
            changed = {**base["policy_statements"], names[where]: insert(STATEMENT, member, Mark(value), where)}
            yield f"statement {member}", {**base, "policy_statements": changed}
        changed = {**base["policy_statements"], names[where]: insert(STATEMENT, "Efect", Mark("x", key=True), where)}
        yield "statement unknown", {**base, "policy_statements": changed}
        yield "bucket name", insert(base, "name", Mark("My_Files"), where)
    if module == "cloudfront":
        aliases: list[Any] = ["zz.example.com", "AA.example.com"]
        aliases.insert(where, Mark("no alias"))
        yield "alias", insert(base, "aliases", aliases, where)
        for member, value in {"error_code": 418, "response_code": 418, "page": "x"}.items():
            item = {"error_code": 403, "response_code": 200, "page": "/x", member: Mark(value)}
            items: list[Any] = [{"error_code": 500}, {"error_code": 404}]
            items.insert(where, item)
            yield f"response {member}", insert(base, "error_responses", items, where)
        items = [{"error_code": 500}, {"error_code": 404}]
        items.insert(where, Mark({"response_code": 200, "page": "/x"}))
        yield "response without a code", insert(base, "error_responses", items, where)


def sections(where: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for module in ("s3", "content", "acm", "cloudfront", "dns"):
        rows = described(module)["attributes"]
        for what, document in [*rows_of(module, rows, where), *more(module, where)]:
            yield module, what, document


def manifests(where: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    base = BASES["site"]
    for field in described("command")["manifest"]:
        section, _, name = field["path"].rpartition(".")
        if field["type"] == "object":
            field = {**field, "type": "section"}
        for what, value in wrong_values(field, where):
            if section:
                inner = insert({"nonesuch1": 1}, name, value, where)
                del inner["nonesuch1"]
                outer, *within = section.split(".")
                for key in reversed(within):
                    inner = {key: inner}
                beside = {"source": "."} if outer == "publish" else {}  # a folder that can be published
                document = insert({**base, **beside}, outer, inner, where)
            else:
                document = insert(base, name, value, where)
            yield "site", f"{field['path']} {what}", document
    for path in described("command")["later"]:
        section, _, name = path.rpartition(".")
        value = Mark(1, key=True)
        yield "site", path, insert(base, section, {name: value}, where) if section else insert(base, name, value, where)
    for path, value in {"bucket.name": "My_Files", "cdn.http_version": "http4", "cdn.price_class": "Cheap",
                        "cdn.minimum_protocol_version": "SSL", "certificate.key_algorithm": "RSA_1024",
                        "fallback": "/füg.html", "urls": "HTML", "tags.error": "a;b", "tags.page": "a;b", "zone": "example.org",
                        "certificate.record_ttl": "0s", "bucket.nmae": 1}.items():
        section, _, name = path.rpartition(".")
        mark = Mark(value, key=name == "nmae")
        if section == "tags":
            yield "site", path, insert(base, "tags", insert(base["tags"], name, mark, where), where)
        else:
            yield "site", path, insert(base, section, {name: mark}, where) if section else insert(base, name, mark, where)


def binary() -> str:
    return os.path.abspath(os.environ.get("DXAWS_BIN", ""))


def described(module: str) -> dict[str, Any]:
    shown = subprocess.run([binary(), "describe", "--json", module], capture_output=True, check=True)
    return json.loads(shown.stdout)["descriptions"][0]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}
    return subprocess.run([binary(), *arguments], capture_output=True, text=True, check=False, env=clean)


def told(folder: Path, module: str, text: str, status: int = 1) -> dict[str, Any]:
    """The error about the document, as a program sees it; it ends with 1 when the account is not asked."""
    path = folder / "doc.yaml"
    path.write_bytes(text.encode())
    account = f"--adapter=memory={folder}/account"
    verb = [module, "plan", account] if module != "site" else ["validate"] if status == 1 else ["plan", account]
    done = run(folder, *verb, str(path), "--json")
    assert done.returncode == status, (text, done)
    error = json.loads(done.stdout)["error"]
    if "line" in error:
        assert done.stderr.startswith(f"dxaws: {path}:{error['line']}:{error['column']}: "), done
    return error


@pytest.fixture(autouse=True)
def named() -> None:
    if not os.environ.get("DXAWS_BIN"):
        pytest.skip("DXAWS_BIN does not name the command")


@pytest.mark.parametrize("cases", [sections, manifests], ids=["modules", "manifest"])
@pytest.mark.parametrize("where", range(3), ids=["first", "middle", "last"])
def test_every_place(cases, where, tmp_path):
    """Each layout meets each mistake: at one of the three places, and each place in two layouts."""
    wrong, count = [], 0
    for i, (module, what, document) in enumerate(cases(where)):
        for j, (name, layout) in enumerate(LAYOUTS.items()):
            if (i + j) % 3 != where:
                continue
            text = layout(document)
            error = told(tmp_path, module, "".join(text.parts))
            count += 1
            got = error.get("line"), error.get("column"), error.get("path"), error.get("file")
            if got != (*text.place, text.path, str(tmp_path / "doc.yaml")):
                wrong.append((module, what, name, text.place, text.path, got, error["message"]))
    assert not wrong, "\n".join(map(str, wrong[:40])) + f"\n{len(wrong)} of {count}"
    assert count > 100


def seen(where: int) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """What only the account shows to be wrong, and how the run ends."""
    for status, item in ((1, {"name": "a.example.net", "type": "A", "values": ["192.0.2.9"]}),
                         (3, {"name": "taken.example.com", "type": "A", "values": ["192.0.2.9"]})):
        items = list(BASES["dns"]["records"])
        items.insert(where, Mark(item))
        refuse = {"existing": "refuse"} if status == 3 else {}
        yield "dns", status, insert({"records": [], **refuse}, "records", items, where)
    yield "site", 3, insert(BASES["site"], "domain", Mark("taken.example.com"), where)


@pytest.mark.parametrize("where", range(3), ids=["first", "middle", "last"])
def test_what_only_the_account_shows(where, tmp_path):
    account = f"--adapter=memory={tmp_path}/account"
    (tmp_path / "taken.yaml").write_text(
        "records: [{name: taken.example.com, type: CNAME, values: [elsewhere.example.net]}]\n")
    assert run(tmp_path, "memory", "zone", "example.com", account).returncode == 0
    assert run(tmp_path, "dns", "apply", f"{tmp_path}/taken.yaml", account, "--yes").returncode == 0
    for module, status, document in seen(where):
        for layout in LAYOUTS.values():
            text = layout(document)
            error = told(tmp_path, module, "".join(text.parts), status)
            assert (error.get("line"), error.get("column"), error.get("path")) == (*text.place, text.path), error
