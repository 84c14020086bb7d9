#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the state machines of this folder, and the page of runbooks.json, ../docs/runbooks.md: generate.py [FOLDER [PAGE]]

JSONPath, Standard, one resource (lambda:invoke); the parts that they have in common, retries above all, are written
once here. `${FunctionPrefix}` and `${Bucket}` are substituted at deployment (DefinitionSubstitutions).

A plan is all the state that there is. A step performs one action, or looks once at what is waited for, and gives the
plan of what is left; so order and waits are the machine's, and a function that was lost is invoked again.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

from page import page

PREFIX = "${FunctionPrefix}"
INVOKE = "arn:aws:states:::lambda:invoke"
# What the service, its client and the sandbox say of a function that did not get to its end. Operations converge, so
# that to invoke one again is safe.
LOST = ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
        "Lambda.ClientExecutionTimeoutException", "Runtime.ExitError", "Sandbox.Timedout"]
# A state may have 256 KiB; a function keeps what is more than this in a bucket, and gives its key.
MOST_BYTES = 200_000
REPLANS = 3
TASK_SECONDS = 120  # longer than a function's own time-out
SITE_SECONDS = 6 * 3600
AT_ONCE = 5  # Route 53 takes five requests a second of an account, whoever makes them
CONTEXT = {"run_id.$": "$$.Execution.Name", "state.$": "$$.State.Name", "retry.$": "$$.State.RetryCount"}


def retry(names: list[str], attempts: int) -> dict:
    return {"ErrorEquals": names, "IntervalSeconds": 2, "BackoffRate": 2.0, "MaxAttempts": attempts,
            "MaxDelaySeconds": 60, "JitterStrategy": "FULL"}


def catch(names: list[str], then: str) -> dict:
    return {"ErrorEquals": names, "ResultPath": "$.error", "Next": then}


def invoke(operation: str, takes: dict, gives: list[str], then: str, *caught: dict, at: str = "$.site") -> dict:
    """One operation; what it gives is at that place."""
    return {"Type": "Task", "Resource": INVOKE, "TimeoutSeconds": TASK_SECONDS,
            "Parameters": {"FunctionName": PREFIX + operation.split(".")[0],
                           "Payload": {"op": operation, **takes, "most_bytes": MOST_BYTES, "context": CONTEXT}},
            "ResultSelector": {name + ".$": "$.Payload." + name for name in gives}, "ResultPath": at,
            "Retry": [retry(["Dxaws.Throttled", "Lambda.TooManyRequestsException"], 8),
                      retry(["Dxaws.Unavailable", "Dxaws.Timeout", *LOST], 5)],
            "Catch": [*caught, catch(["States.ALL"], "Failed")], "Next": then}


def choice(*rules: dict, otherwise: str) -> dict:
    return {"Type": "Choice", "Choices": list(rules), "Default": otherwise}


def when(variable: str, test: str, value: object, then: str = "") -> dict:
    return {"Variable": variable, test: value, **({"Next": then} if then else {})}


def default_options(then: str) -> dict:
    """The input's options, and {} where it has none."""
    return {"Begin": choice(when("$.options", "IsPresent", True, then), otherwise="Defaults"),
            "Defaults": {"Type": "Pass", "Result": {}, "ResultPath": "$.options", "Next": then}}


PLAN = {"desired.$": "$.desired", "options.$": "$.options"}
FORMER = {"desired.$": "$.former.desired", "options.$": "$.former.options"}


def turns(name: str, module: str, wanted: dict, then: str, *gates: dict) -> dict:
    """Plan, and a step at a time until nothing is left; each gate is a rule that goes elsewhere before the next step. A
    plan that became stale is made again, a few times. The states' names begin with that name, the first is its "Count"."""
    stale = catch(["Dxaws.Stale"], name + "Stale")
    states = {
        "Count": {"Type": "Pass", "Result": 0, "ResultPath": "$.replans", "Next": name + "Plan"},
        "Plan": invoke(module + ".plan", wanted, ["plan", "actions", "next", "waited_s"], name + "Planned"),
        "Planned": {"Type": "Pass", "Parameters": {"actions.$": "$.site.actions"}, "ResultPath": "$.planned",
                    "Next": name + "More"},
        "More": choice(when("$.site.actions", "NumericEquals", 0, then), *gates, otherwise=name + "Step"),
        "Step": invoke(module + ".step", {"plan.$": "$.site.plan", "waited_s.$": "$.site.waited_s"},
                       ["plan", "actions", "next", "wait_s", "waited_s"], name + "Stepped", stale),
        "Stepped": choice(when("$.site.wait_s", "NumericGreaterThan", 0, name + "Wait"), otherwise=name + "More"),
        "Wait": {"Type": "Wait", "SecondsPath": "$.site.wait_s", "Next": name + "Step"},
        "Stale": {"Type": "Pass", "Parameters": {"count.$": "States.MathAdd($.replans, 1)"}, "ResultPath": "$.again",
                  "Next": name + "Again"},
        "Again": {"Type": "Pass", "InputPath": "$.again.count", "ResultPath": "$.replans", "Next": name + "MayAgain"},
        "MayAgain": choice(when("$.replans", "NumericLessThanEquals", REPLANS, name + "Plan"), otherwise="Failed"),
    }
    return {name + state: definition for state, definition in states.items()}


def site_states(failed: dict, *gates: dict) -> dict:
    """A site applied, changed or destroyed, as its document says."""
    return {
        **default_options("Count"),
        **turns("", "website", PLAN, "Converged", *gates),
        "Converged": {"Type": "Pass", "Parameters": {"site.$": "$.desired.site", "outcome": "converged",
                                                     "actions.$": "$.planned.actions"}, "End": True},
        "Failed": failed,
    }


def verify(then: str) -> dict:
    return invoke("website.verify", {"desired.$": "$.desired"}, ["url", "status", "edge", "certificate"], then, at="$.seen")


FAIL = {"Type": "Fail", "ErrorPath": "$.error.Error", "CausePath": "$.error.Cause"}
# Of one among many: it never fails the others, since engines differ in what they make of that.
VERDICT = {"Type": "Pass", "Parameters": {"site.$": "$.desired.site", "outcome": "failed", "error.$": "$.error"}, "End": True}


def many(states: dict, begin: str, label: str) -> dict:
    """The same for every document of a list in S3, each in an execution of its own, with a verdict each."""
    return {"Type": "Map", "Label": label, "MaxConcurrency": AT_ONCE,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
                           "Parameters": {"Bucket.$": "$.bucket", "Key.$": "$.key"}},
            "ItemSelector": {"desired.$": "$$.Map.Item.Value"},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                              "StartAt": begin, "States": states},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                             "Parameters": {"Bucket": "${Bucket}", "Prefix": "verdicts"}},
            "End": True}


def drift_states() -> dict:
    """What is not as its document says; nothing is written."""
    return {
        **default_options("Plan"),
        "Plan": invoke("website.plan", PLAN, ["actions", "kinds"], "Drifted"),
        "Drifted": choice(when("$.site.actions", "NumericGreaterThan", 0, "Drift"), otherwise="Right"),
        "Right": {"Type": "Pass", "Parameters": {"site.$": "$.desired.site", "outcome": "right", "actions": 0}, "End": True},
        "Drift": {"Type": "Pass", "Parameters": {"site.$": "$.desired.site", "outcome": "drift",
                                                 "actions.$": "$.site.actions", "kinds.$": "$.site.kinds"}, "End": True},
        "Failed": VERDICT,
    }


def rotation_states() -> dict:
    """A site with another certificate; the one that it had goes when a visitor was served with the other."""
    unseen = {"And": [when("$.site.next", "StringEquals", "acm.DELETE_CERTIFICATE"), when("$.seen", "IsPresent", False)],
              "Next": "Verify"}
    return {**site_states(FAIL, unseen), "Verify": verify("Step")}


def refuse(cause: str) -> dict:
    return {"Type": "Fail", "Error": "Dxaws.InvalidArgument", "Cause": cause}


def migration_states() -> dict:
    """The new site first; then a visitor must be served; then what was there goes: a bucket, or a site with another domain.
    That it may go is known before the first write. At the end the site is planned once more, which has marks to take off."""
    plan = {kind: invoke(kind + ".plan", FORMER, ["actions"], "Count", at="$.foreseen") for kind in ("s3", "website")}
    gone = {kind: turns("Former" + kind.capitalize(), kind, FORMER, "SettleCount") for kind in plan}

    def by_kind(name: str) -> dict:
        return choice(*[when("$.former.module", "StringEquals", kind, name % kind.capitalize()) for kind in plan],
                      otherwise="NoSuchModule")

    return {
        **default_options("FormerOptions"),
        "FormerOptions": choice(when("$.former.options", "IsPresent", True, "Former"), otherwise="FormerDefaults"),
        "FormerDefaults": {"Type": "Pass", "Result": {}, "ResultPath": "$.former.options", "Next": "Former"},
        "Former": choice({"And": [when("$.former.desired.present", "IsPresent", True),
                                  when("$.former.desired.present", "BooleanEquals", False)], "Next": "Foresee"},
                         otherwise="NotFormer"),
        "Foresee": by_kind("Foresee%s"),
        **{"Foresee" + kind.capitalize(): state for kind, state in plan.items()},
        **turns("", "website", PLAN, "Converged"),
        "Converged": {"Type": "Pass", "Parameters": {"site.$": "$.desired.site", "outcome": "converged",
                                                     "actions.$": "$.planned.actions"}, "ResultPath": "$.verdict",
                      "Next": "Verify"},
        "Verify": verify("Remove"),
        "Remove": by_kind("Former%sCount"),
        **gone["s3"], **gone["website"],
        **turns("Settle", "website", PLAN, "Migrated"),
        "Migrated": {"Type": "Pass", "InputPath": "$.verdict", "End": True},
        "NotFormer": refuse('former.desired must have "present": false: it is what goes when the new is served'),
        "NoSuchModule": refuse('former.module must be "s3", a bucket, or "website", a whole site'),
        "Failed": FAIL,
    }


def audit_states() -> dict:
    """What carries a mark in the account, and what of it is of no site that is to be there."""
    return {
        "Begin": choice(when("$.sites", "IsPresent", True, "Find"), otherwise="Nobody"),
        "Nobody": {"Type": "Pass", "Result": [], "ResultPath": "$.sites", "Next": "Find"},
        "Find": invoke("website.find", {"owners.$": "$.sites"}, ["found", "leftovers"], "LeftOver"),
        "LeftOver": choice(when("$.site.leftovers", "NumericGreaterThan", 0, "Leftovers"), otherwise="Right"),
        **{name: {"Type": "Pass", "Parameters": {"outcome": name.lower(), "leftovers.$": "$.site.leftovers",
                                                 "found.$": "$.site.found"}, "End": True}
           for name in ("Right", "Leftovers")},
        "Failed": FAIL,
    }


def one(comment: str, states: dict) -> dict:
    return {"Comment": comment, "TimeoutSeconds": SITE_SECONDS, "StartAt": "Begin", "States": states}


MACHINES = {
    "site": one("Apply, change or destroy one site. Waits and order live here, not in the functions.", site_states(FAIL)),
    "fleet": {"Comment": "The same for many sites, side by side, with a verdict each.", "StartAt": "Sites",
              "States": {"Sites": many(site_states(VERDICT), "Begin", "sites")}},
    "drift-audit": {"Comment": "What of many sites is not as its document says; nothing is written.", "StartAt": "Audit",
                    "States": {"Audit": many(drift_states(), "Begin", "audit")}},
    "certificate-rotation": one("Another certificate; the old one goes when the new one was seen.", rotation_states()),
    "migration": one("A bucket or a domain moved; the old goes when the new was seen.", migration_states()),
    "audit": one("What carries our mark, and what of it is left over; nothing is written.", audit_states()),
}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    out = Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).parents[1] / "docs" / "runbooks.md")
    told = json.loads((Path(__file__).parent / "runbooks.json").read_text(encoding="utf-8"))
    out.write_text(page(told), encoding="utf-8")
    for name, machine in MACHINES.items():
        (folder / (name + ".asl.json")).write_text(json.dumps(machine, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
