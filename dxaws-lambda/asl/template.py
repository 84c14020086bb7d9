#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write ../template.json: template.py DXAWS [FILE], DXAWS being the built command.

Functions, state machines, roles, logs and a bus in one CloudFormation template. What a role may do is what the modules say
that their operations need (`dxaws describe --json`), on resources of any name, since names are the documents'.
"""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MODULES = ("s3", "content", "dns", "acm", "cloudfront", "function", "website")
LOOKS = ["check", "read", "plan", "find", "verify", "describe"]  # operations that write nothing
# Which machines are performed by the functions that cannot write.
ONLY_LOOK = ("drift-audit", "audit")
# What find() asks, of which no description says who needs it.
FINDS = [("*", ["s3:ListAllMyBuckets", "cloudfront:ListOriginAccessControls", "cloudfront:ListDistributions",
                "acm:ListCertificates", "acm:ListTagsForCertificate", "cloudfront:ListFunctions",
                "cloudfront:ListTagsForResource"])]
Grants = dict[str, set[str]]


def sub(text: str) -> Any:
    return {"Fn::Sub": text} if "${" in text else text


def arn(template: str) -> str:
    """Of any name, in this account and partition."""
    text = template.replace("{account}", "${AWS::AccountId}").replace("arn:aws:", "arn:${AWS::Partition}:")
    while (at := text.replace("${", "  ").find("{")) >= 0:
        text = text[:at] + "*" + text[text.index("}", at) + 1:]
    while "**" in text:
        text = text.replace("**", "*")
    return text


def grant(grants: Grants, rows: list[dict]) -> None:
    for row in rows:
        general = [one for one in row["resources"] if one == "*" or one.startswith("arn:")]
        grants.setdefault(arn(general[-1]) if general else "*", set()).update(row["actions"])


def statements(grants: Grants) -> list[dict]:
    """What "*" allows needs not be allowed again."""
    everywhere = grants.get("*", set())
    return [{"Effect": "Allow", "Action": sorted(actions - (everywhere if resource != "*" else set())), "Resource": sub(resource)}
            for resource, actions in sorted(grants.items()) if resource == "*" or actions - everywhere]


def role(service: str, policy: list[dict]) -> dict:
    return {"Type": "AWS::IAM::Role", "Properties": {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]},
        "Policies": [{"PolicyName": "dxaws", "PolicyDocument": {"Version": "2012-10-17", "Statement": policy}}]}}


def allow(actions: list[str], resource: Any) -> dict:
    return {"Effect": "Allow", "Action": actions, "Resource": sub(resource) if isinstance(resource, str) else resource}


def function(resources: dict, label: str, name: str, handler: str, grants: Grants) -> None:
    """With its role and its log, which the role may write to and to nothing else."""
    log = "/aws/lambda/${Prefix}" + name
    resources[label + "Log"] = {"Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete",
                                "Properties": {"LogGroupName": sub(log), "RetentionInDays": {"Ref": "LogDays"}}}
    resources[label + "Role"] = role("lambda.amazonaws.com", [
        allow(["logs:CreateLogStream", "logs:PutLogEvents"],
              "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:" + log + ":*"),
        allow(["events:PutEvents"], {"Fn::GetAtt": ["Bus", "Arn"]}), *statements(grants)])
    resources[label + "Function"] = {"Type": "AWS::Lambda::Function", "DependsOn": label + "Log", "Properties": {
        "FunctionName": sub("${Prefix}" + name), "Runtime": "provided.al2023", "Handler": handler, "Architectures": ["x86_64"],
        "MemorySize": 256, "Timeout": 110, "Code": {"S3Bucket": {"Ref": "CodeBucket"}, "S3Key": {"Ref": "CodeKey"}},
        "Role": {"Fn::GetAtt": [label + "Role", "Arn"]},
        "Environment": {"Variables": {"DXAWS_EVENT_BUS": {"Fn::GetAtt": ["Bus", "Arn"]}}}}}


def machine(resources: dict, name: str, definition: dict) -> None:
    """What its states ask for, and what a map of executions needs."""
    label = "".join(part.capitalize() for part in name.split("-"))
    text = json.dumps(definition, separators=(",", ":"))
    looks = name in ONLY_LOOK
    here = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:"
    called = [module for module in MODULES if "${FunctionPrefix}%s\"" % module in text]
    policy = [allow(["lambda:InvokeFunction"],
                    [{"Fn::GetAtt": [("Look" if looks else module.capitalize()) + "Function", "Arn"]} for module in called])]
    substitutions = {"FunctionPrefix": sub("${Prefix}look-" if looks else "${Prefix}")}
    if "${Bucket}" in text:
        policy += [allow(["states:StartExecution"], here + "stateMachine:${Prefix}" + name),
                   allow(["states:DescribeExecution", "states:StopExecution"], here + "execution:${Prefix}" + name + "/*"),
                   allow(["s3:GetObject", "s3:PutObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
                         "${Lists.Arn}/*")]
        substitutions["Bucket"] = {"Ref": "Lists"}
    resources[label + "MachineRole"] = role("states.amazonaws.com", policy)
    resources[label + "Machine"] = {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
        "StateMachineName": sub("${Prefix}" + name), "RoleArn": {"Fn::GetAtt": [label + "MachineRole", "Arn"]},
        "DefinitionString": text, "DefinitionSubstitutions": substitutions}}


PARAMETERS = {
    "Prefix": {"Type": "String", "Default": "dxaws-", "AllowedPattern": "[a-z][a-z0-9-]{0,30}-",
               "Description": "what the names of functions and machines begin with"},
    "CodeBucket": {"Type": "String", "Description": "where the zip is"},
    "CodeKey": {"Type": "String", "Default": "dxaws-lambda.zip", "Description": "the zip there"},
    "LogDays": {"Type": "Number", "Default": 30, "AllowedValues": [1, 7, 30, 90, 365], "Description": "how long logs are kept"},
}


def build(described: dict[str, dict]) -> dict:
    resources: dict[str, dict] = {
        "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": sub("${Prefix}events")}},
        "Lists": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain", "Properties": {
            "PublicAccessBlockConfiguration": {name: True for name in (
                "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")}}}}
    for module in MODULES:
        grants: Grants = {}
        for one in {module, *described[module].get("uses", [])}:
            grant(grants, described[one].get("reads", []))
            for action in described[one]["actions"]:
                grant(grants, action.get("permissions", []))
        for resource, actions in FINDS if module == "website" else []:
            grants.setdefault(resource, set()).update(actions)
        function(resources, module.capitalize(), module, module + ".*", grants)
    looks: Grants = {resource: set(actions) for resource, actions in FINDS}
    grant(looks, described["website"]["reads"])
    function(resources, "Look", "look-website", ",".join("website." + name for name in LOOKS), looks)
    for file in sorted(HERE.glob("*.asl.json")):
        machine(resources, file.name.removesuffix(".asl.json"), json.loads(file.read_text(encoding="utf-8")))
    machines = [name for name, resource in resources.items() if resource["Type"] == "AWS::StepFunctions::StateMachine"]
    return {"AWSTemplateFormatVersion": "2010-09-09",
            "Description": "dxaws: operations as functions, and a state machine for each runbook", "Parameters": PARAMETERS,
            "Resources": {name: value for name, value in resources.items() if value},
            "Outputs": {name: {"Value": {"Ref": name}} for name in [*machines, "Lists", "Bus"]}}


def main() -> None:
    told = subprocess.run([sys.argv[1], "describe", "--json"], capture_output=True, text=True, check=True)
    described = {one["module"]: one for one in json.loads(told.stdout)["descriptions"] if "module" in one}
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent / "template.json"
    out.write_text(json.dumps(build(described), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
