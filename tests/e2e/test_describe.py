# SPDX-License-Identifier: MIT
"""What the command says of the modules and of itself, and that it is what it does."""
from __future__ import annotations

import os
from typing import Any

import pytest

from command import Command

MODULES = ["s3", "content", "dns", "acm", "cloudfront", "function", "website"]


@pytest.fixture
def offline(tmp_path) -> Command:
    """The command without any server."""
    return Command(os.path.abspath(os.environ["DXAWS_BIN"]), tmp_path, "http://127.0.0.1:9")


def descriptions(dxaws: Command, *operand: str) -> list[dict]:
    """The documents of `dxaws describe --json`."""
    result = dxaws("describe", *operand, "--json")
    assert result.rc == 0, result
    assert result.json["schema"] == "dxaws.describe/1"
    return result.json["descriptions"]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_describes_what_it_consists_of(offline, module):
    description, = descriptions(offline, module)
    assert description["module"] == module
    attributes = {attribute["name"]: attribute for attribute in description["attributes"]}
    assert attributes["present"]["preset"] is True
    assert description["identity"] in attributes
    for key in ("actions", "errors", "events", "documents"):
        assert description[key], key
    kinds = [action["kind"] for action in description["actions"]]
    assert len(kinds) == len(set(kinds))
    assert description["reads"], "what reading needs of IAM"
    assert [action["kind"] for action in description["actions"] if "permissions" not in action] == []


def test_all_descriptions_are_those_of_the_modules_and_of_the_command(offline):
    found = [description.get("module", description.get("command")) for description in descriptions(offline)]
    assert set(MODULES) | {"dxaws"} == set(found)
    assert found[-1] == "dxaws"


def test_the_command_describes_what_help_and_manual_say(offline):
    command, = descriptions(offline, "command")
    text = offline("--help").stdout
    for option in command["options"]:
        assert f"--{option['name']}" in text
    for row in command["commands"]:
        assert f"  {row['name']}" in text
        own = offline(*row["name"].split(), "--help").stdout
        assert all(f"--{name}" in own for name in row["options"])
    statuses = {row["name"]: row["status"] for row in command["exit_statuses"]}
    assert statuses == {"done": 0, "error": 1, "changes": 2, "refused": 3, "timeout": 4, "stale": 5,
                        "interrupted": 130}


# What is written into a file, the words of the command, domain and code.
ERRORS = {
    "file": (None, ["plan", "absent.yaml"], "cli", "FileError"),
    "usage": (None, ["describe", "lamp"], "cli", "UsageError"),
    "yaml": ("site: [", ["validate", "site.yaml"], "cli", "YamlError"),
    "key": ("site: a\ndomain: b.c\nbukcet: 1\n", ["validate", "site.yaml"], "cli", "UnknownKey"),
    "former": ("site: a\ndomain: b.c\ndns: {ttl: 1}\n", ["validate", "site.yaml"], "cli", "FormerKey"),
    "type": ("site: 1\ndomain: b.c\n", ["validate", "site.yaml"], "cli", "WrongType"),
    "value": ("site: a\ndomain: b\n", ["validate", "site.yaml"], "cli", "ManifestError"),
    "protected": ("site: a\ndomain: b.c\nregion: eu-west-1\n", ["destroy", "site.yaml"], "cli", "Protected"),
    "module": ("name: a\nregion: eu-west-1\n", ["s3", "plan", "site.yaml"], "s3", "BucketNameError"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_has_a_code_that_is_described(offline, case):
    text, words, domain, code = ERRORS[case]
    if text is not None:
        (offline.home / "site.yaml").write_text(text, encoding="utf-8")
    error = offline(*words, "--json").json["error"]
    assert (error["domain"], error["code"]) == (domain, code), error
    description, = descriptions(offline, "command" if domain == "cli" else domain)
    kinds = {row["code"]: row["kinds"] for row in description["errors"]}
    assert error["kind"] in kinds[code]


def test_a_value_can_be_what_the_module_says_that_gets_it(offline, site):
    """One list each, in the module that hands the value to AWS."""
    theirs = {row["name"]: row.get("choices") for row in descriptions(offline, "cloudfront")[0]["attributes"]}
    website, command = descriptions(offline, "website")[0], descriptions(offline, "command")[0]
    cdn = next(row for row in website["attributes"] if row["name"] == "cdn")
    for name in ("price_class", "minimum_protocol_version", "http_version"):
        field = next(row for row in command["manifest"] if row["path"] == f"cdn.{name}")
        own = next(row for row in cdn["members"] if row["name"] == name)
        assert field["choices"] == own["choices"] == theirs[name] and len(theirs[name]) > 2
        for choice in theirs[name]:
            result = offline("validate", site(cdn={name: choice}))
            assert result.rc == 0, result


def test_people_get_the_same_as_lines(offline):
    result = offline("describe", "s3")
    assert result.rc == 0, result
    assert "PUT_PUBLIC_ACCESS_BLOCK" in result.stdout and "manager.apply.progress" in result.stdout


def test_a_module_that_there_is_not_is_an_error_that_names_those_there_are(offline):
    result = offline("describe", "ec2")
    assert result.rc == 1
    assert 'there is no module "ec2"; there are: s3, content, dns,' in result.stderr


def test_keys_of_the_manifest_are_those_that_are_accepted(offline, site):
    command, = descriptions(offline, "command")
    for field in command["manifest"]:
        keys: Any = [{}]
        for key in reversed(field["path"].split(".")):
            keys = {key: keys}
        result = offline("validate", site(**keys))
        assert result.rc == 1 and f"{field['path']} must be" in result.stderr, result
