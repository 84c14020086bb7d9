# SPDX-License-Identifier: MIT
"""The JSON Schemas that the command prints, against documents that it takes and gives."""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Callable

import jsonschema
import pytest
import yaml

from command import Command

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MODULES = ["s3", "content", "dns", "acm", "cloudfront", "function", "website"]
S3 = {"name": "schema-bucket", "region": "eu-west-1", "versioning": True, "tags": {"team": "web"}}

SectionFile = Callable[[Any], Path]


@pytest.fixture
def dxaws(tmp_path: Path) -> Command:
    """The command, without any server."""
    if not os.environ.get("DXAWS_BIN"):
        pytest.skip("DXAWS_BIN does not name the command")
    return Command(os.path.abspath(os.environ["DXAWS_BIN"]), tmp_path, "http://127.0.0.1:9")


@pytest.fixture
def write(tmp_path: Path) -> SectionFile:
    """write(document): a file with it, as JSON."""
    def written(document: Any) -> Path:
        path = tmp_path / "file.json"
        path.write_text(json.dumps(document))
        return path
    return written


def schema_of(dxaws: Command, *words: str) -> jsonschema.Draft202012Validator:
    """The validator of a document; its schema is one itself."""
    result = dxaws("schema", *words)
    assert result.rc == 0, result
    jsonschema.Draft202012Validator.check_schema(result.json)
    return jsonschema.Draft202012Validator(result.json)


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("document", ["desired", "current", "result", "plan", "options", "event", "dxaws.apply/1"])
def test_schemas_of_modules_are_schemas(dxaws, document, module):
    schema = schema_of(dxaws, document, module)
    assert not schema.is_valid("a text")


@pytest.mark.parametrize("document", ["manifest", "plan", "options", "event", "error", "dxaws.plan/1", "dxaws.error/1"])
def test_schemas_of_the_command_are_schemas(dxaws, document):
    assert not schema_of(dxaws, document).is_valid("a text")


@pytest.mark.parametrize("words, message", [
    (["desired"], "name one as well, as in dxaws schema desired s3"),
    (["wishes"], 'there is no document "wishes"; there are: desired,'),
    (["desired", "ec2"], 'there is no module "ec2"'),
    ([], "needs DOCUMENT [MODULE]")])
def test_what_there_is_not_is_an_error_that_says_what_there_is(dxaws, words, message):
    result = dxaws("schema", *words)
    assert result.rc == 1 and message in result.stderr, result


def test_the_manifest_of_the_examples_is_one(dxaws):
    schema_of(dxaws, "manifest").validate(yaml.safe_load((EXAMPLES / "site.yaml").read_text()))


@pytest.mark.parametrize("changes", [
    {"sites": "example"}, {"site": 1}, {"site": None}, {"protect": "no"}, {"bucket": {"name": 5}},
    {"bucket": {"nmae": "x"}}, {"cdn": {"price_class": "cheap"}}, {"tags": {"a": 1}}, {"dxaws": 2}])
def test_what_the_schema_of_the_manifest_refuses_the_command_refuses(dxaws, write, changes):
    manifest = {"site": "example", "domain": "www.example.com", **changes}
    manifest = {name: value for name, value in manifest.items() if value is not None}
    assert not schema_of(dxaws, "manifest").is_valid(manifest)
    result = dxaws("validate", write(manifest), "--region=eu-west-1")
    assert result.rc == 1, result


GOOD = [{}, {"versioning": None}, {"public_access_block": {"block_public_acls": False}},
        {"public_access_block": None}, {"present": False}, {"tags": {}}]
BAD = [{"name": None}, {"name": 5}, {"versoning": True}, {"versioning": "on"}, {"tags": {"a": 1}}, {"tags": []},
       {"public_access_block": {"block": True}}, {"arn": "arn:aws:s3:::schema-bucket"}, {"present": None}]


@pytest.mark.parametrize("changes, good", [(row, True) for row in GOOD] + [(row, False) for row in BAD])
def test_a_desired_is_judged_as_the_module_judges_it(dxaws, write, changes, good):
    document = {**S3, **changes}
    assert schema_of(dxaws, "desired", "s3").is_valid(document) == good
    result = dxaws("s3", "plan", write(document), f"--adapter=memory={dxaws.home}/account.json")
    assert result.rc == (2 if good and changes != {"present": False} else 0 if good else 1), result


def test_documents_of_a_life_are_as_their_schemas_say(dxaws, write):
    file = write(S3)
    account = [f"--adapter=memory={dxaws.home}/account.json", f"--events={dxaws.home}/events", "--json"]
    for verb, document in [("plan", "dxaws.plan/1"), ("apply", "dxaws.apply/1"), ("show", "dxaws.show/1"),
                           ("destroy", "dxaws.apply/1")]:
        result = dxaws("s3", verb, file, *account, *(["--yes"] if verb in ("apply", "destroy") else []))
        assert result.rc in (0, 2), result
        schema_of(dxaws, document, "s3").validate(result.json)
    lines = [json.loads(line) for line in (dxaws.home / "events").read_text().splitlines()]
    events = [line for line in lines if line["type"] != "dxaws.stream"]  # each run begins with one
    schema = schema_of(dxaws, "event", "s3")
    for event in events:
        schema.validate(event)
    assert {"manager.plan.done", "manager.apply.progress", "manager.apply.done"} <= {e["type"] for e in events}
    short = dict(next(event for event in events if event["type"] == "manager.apply.progress"))
    del short["index"]
    assert not schema.is_valid(short)


def test_documents_of_a_site_are_as_their_schemas_say(dxaws, write):
    file = write({"site": "example", "domain": "www.example.com", "region": "eu-west-1"})
    memory = f"--adapter=memory={dxaws.home}/account.json"
    assert dxaws("memory", "zone", "example.com", memory).rc == 0
    valid = dxaws("validate", file, "--json")
    schema_of(dxaws, "dxaws.validate/1", "website").validate(valid.json)
    for verb, document in [("plan", "dxaws.plan/1"), ("apply", "dxaws.apply/1"), ("show", "dxaws.show/1"),
                           ("destroy", "dxaws.apply/1")]:
        words = {"apply": ["--yes"], "destroy": ["--allow-destroy=example"]}.get(verb, [])
        result = dxaws(verb, file, memory, f"--events={dxaws.home}/events", "--json", *words)
        assert result.rc in (0, 2), result
        schema_of(dxaws, document, "website").validate(result.json)
        if verb == "show":
            for module, current in result.json["current"].items():
                schema_of(dxaws, "current", module).validate(current)
    schemas = {f"dxaws.{module}": schema_of(dxaws, "event", module) for module in MODULES}
    for line in (dxaws.home / "events").read_text().splitlines():
        event = json.loads(line)
        if event["type"] != "dxaws.stream" and event["source"] in schemas:
            schemas[event["source"]].validate(event)


def test_errors_and_descriptions_are_as_their_schemas_say(dxaws, write):
    refused = dxaws("s3", "plan", write({**S3, "versioning": "on"}), "--json")
    assert refused.rc == 1
    schema_of(dxaws, "dxaws.error/1").validate(refused.json)
    schema_of(dxaws, "dxaws.describe/1").validate(dxaws("describe", "--json").json)
    reset = dxaws("memory", "reset", "--json", f"--adapter=memory={dxaws.home}/account.json")
    schema_of(dxaws, "dxaws.memory/1").validate(reset.json)
