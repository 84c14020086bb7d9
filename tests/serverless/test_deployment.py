# SPDX-License-Identifier: MIT
"""The CloudFormation template: what it is made of, and deployed. cfn-lint judges its form, moto that every resource of it can be
made, ministack that what is deployed works; moto's interpreter does not find machines of a template, and neither engine has
the roles' policies judged, which tests/e2e/test_iam.py does."""
from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, Iterator

import boto3
import pytest

from command import Command
from engines import MinistackEngine, MotoEngine
from hosting import account_with_zone
from servers import MINISTACK_PYTHON

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "dxaws-lambda" / "template.json"
ASL = ROOT / "dxaws-lambda" / "asl"
PARAMETERS = [{"ParameterKey": "CodeBucket", "ParameterValue": "code"}]


def program(name: str) -> str:
    path = os.environ.get(name, "")
    if not path:
        pytest.skip(name + " does not name the program")
    return os.path.abspath(path)


def test_the_template_is_what_the_modules_say(tmp_path: Path) -> None:
    made = tmp_path / "template.json"
    subprocess.run([sys.executable, ASL / "template.py", program("DXAWS_BIN"), made], check=True)
    assert made.read_text() == TEMPLATE.read_text(), "make it again: dxaws-lambda/asl/template.py DXAWS"


def test_its_form_is_right(tmp_path: Path) -> None:
    wrong = json.loads(TEMPLATE.read_text())
    wrong["Resources"]["LookFunction"]["Properties"]["MemorySise"] = 1
    (tmp_path / "wrong.json").write_text(json.dumps(wrong))
    lint = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run([lint, "--format", "parseable", "--", TEMPLATE, tmp_path / "wrong.json"], capture_output=True, text=True,
                          check=False)
    found = done.stdout.splitlines()
    assert found and all("wrong.json:" in line and "MemorySise" in line for line in found), done.stdout + done.stderr


def deploy(engine: Any, code: bytes, template: dict, by_url: bool) -> dict[str, str]:
    """The stack's outputs. The template is larger than a request of AWS may have, so that it is in S3; moto finds none there
    by a URL of this machine."""
    s3, formation = engine.client("s3"), engine.client("cloudformation")
    s3.create_bucket(Bucket="code")
    s3.put_object(Bucket="code", Key="dxaws-lambda.zip", Body=code)
    s3.put_object(Bucket="code", Key="template.json", Body=json.dumps(template).encode())
    where = {"TemplateURL": engine.url + "/code/template.json"} if by_url else {"TemplateBody": json.dumps(template)}
    formation.create_stack(StackName="dxaws", **where, Parameters=PARAMETERS,
                           Capabilities=["CAPABILITY_IAM"])
    formation.get_waiter("stack_create_complete").wait(StackName="dxaws", WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    (stack,) = formation.describe_stacks(StackName="dxaws")["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def packed(text: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as file:
        member = zipfile.ZipInfo("bootstrap")
        member.external_attr = 0o755 << 16
        file.writestr(member, text)
    return whole.getvalue()


def test_every_resource_can_be_made(tmp_path: Path) -> None:
    engine = MotoEngine(tmp_path, 9)
    try:
        template = json.loads(TEMPLATE.read_text())
        outputs = deploy(engine, packed("#!/bin/sh\n"), template, by_url=False)
        functions = {one["FunctionName"]: one for one in engine.client("lambda").list_functions()["Functions"]}
        wanted = {name for name, one in template["Resources"].items() if one["Type"] == "AWS::Lambda::Function"}
        assert len(functions) == len(wanted) and functions["dxaws-s3"]["Handler"] == "s3.*"
        assert functions["dxaws-s3"]["Environment"]["Variables"]["DXAWS_EVENT_BUS"].endswith(":event-bus/dxaws-events")
        assert len({one["Role"] for one in functions.values()}) == len(functions)
        logs = engine.client("logs").describe_log_groups(logGroupNamePrefix="/aws/lambda/dxaws-")["logGroups"]
        assert {log["retentionInDays"] for log in logs} == {30} and len(logs) == len(functions)
        assert sum(name.endswith("Machine") for name in outputs) == len(list(ASL.glob("*.asl.json")))
    finally:
        engine.stop()


class Everything(MinistackEngine):
    services = MinistackEngine.services + ",cloudformation"


class Amazon:
    """AWS itself, in the region and with the credentials of the environment."""

    prefix = "dxaws-acceptance-"

    def __init__(self) -> None:
        account = boto3.client("sts").get_caller_identity()["Account"]
        self.code = "dxaws-acceptance-code-" + account
        self.zip = Path(program("DXAWS_LAMBDA_ZIP")).read_bytes()

    def client(self, service: str) -> Any:
        return boto3.client(service)

    def stop(self) -> None:
        """Nothing is left but the two buckets."""
        boto3.client("cloudformation").delete_stack(StackName=self.prefix + "stack")


@pytest.fixture(name="cloud")
def fixture_cloud(tmp_path: Path) -> Iterator[Everything | Amazon]:
    """AWS with DXAWS_AWS_TESTS=1, as docs/acceptance.md says; else ministack."""
    real = os.environ.get("DXAWS_AWS_TESTS") == "1"
    if not real and not os.access(MINISTACK_PYTHON, os.X_OK):
        pytest.skip("no .venv-ministack: scripts/setup --test makes it")
    engine: Everything | Amazon = Amazon() if real else Everything(tmp_path, 9)
    yield engine
    engine.stop()


def test_what_is_deployed_works(cloud: Everything | Amazon, tmp_path: Path) -> None:
    template = json.loads(TEMPLATE.read_text())
    dxaws = Command(program("DXAWS_BIN"), tmp_path, "")
    if isinstance(cloud, Amazon):
        env = {"AWS_ENDPOINT_URL": None, **{name: value for name, value in os.environ.items() if name.startswith("AWS_")}}
        outputs = deploy_to_amazon(cloud, template)
        domain, prefix = "www." + os.environ["DXAWS_AWS_ZONE"], cloud.prefix
    else:
        env, domain, prefix = {"AWS_ENDPOINT_URL": cloud.url}, "www.example.com", "dxaws-"
        account_with_zone(tmp_path / "account.json")
        for resource in template["Resources"].values():  # a simulated account, for both cannot be AWS
            if resource["Type"] == "AWS::Lambda::Function":
                resource["Properties"]["Environment"]["Variables"]["DXAWS_ADAPTER"] = "memory=%s" % (tmp_path / "account.json")
        outputs = deploy(cloud, packed("#!/bin/sh\nexec %s\n" % program("BOOTSTRAP")), template, by_url=True)
    site = tmp_path / "site.yaml"
    site.write_text(json.dumps({"site": "acceptance", "domain": domain, "region": "eu-west-1"}))
    audit = dxaws("runbook", "run", "drift-audit", "--state-machine", outputs["DriftAuditMachine"],
                  "--bucket", outputs["Lists"], site, env=env)
    assert audit.rc == 2 and "acceptance: drift, " in audit.stdout, audit
    written = json.dumps({"op": "website.execute", "desired": json.loads(site.read_text())}).encode()
    refused = cloud.client("lambda").invoke(FunctionName=prefix + "look-website", Payload=written)
    assert "OperationNotHosted" in refused["Payload"].read().decode()


def deploy_to_amazon(amazon: Amazon, template: dict) -> dict[str, str]:
    """As docs/deploying.md of dxaws-lambda has it; the stack must not be there."""
    s3, formation = amazon.client("s3"), amazon.client("cloudformation")
    region = s3.meta.region_name
    if amazon.code not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
        where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=amazon.code, **where)
    s3.put_object(Bucket=amazon.code, Key="dxaws-lambda.zip", Body=amazon.zip)
    s3.put_object(Bucket=amazon.code, Key="template.json", Body=json.dumps(template).encode())
    formation.create_stack(
        StackName=amazon.prefix + "stack", Capabilities=["CAPABILITY_IAM"],
        TemplateURL=f"https://{amazon.code}.s3.{region}.amazonaws.com/template.json",
        Parameters=[{"ParameterKey": "Prefix", "ParameterValue": amazon.prefix},
                    {"ParameterKey": "CodeBucket", "ParameterValue": amazon.code}])
    formation.get_waiter("stack_create_complete").wait(StackName=amazon.prefix + "stack")
    (stack,) = formation.describe_stacks(StackName=amazon.prefix + "stack")["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
