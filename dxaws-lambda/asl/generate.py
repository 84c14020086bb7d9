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

PREFIX = "${FunctionPrefix}"
INVOKE = "arn:aws:states:::lambda:invoke"
# What the service, its client and the sandbox say of a function that did not get to its end. Operations converge, so
# that to invoke one again is safe.
LOST = ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
        "Lambda.ClientExecutionTimeoutException", "Runtime.ExitError", "Sandbox.Timedout"]
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


def invoke(operation: str, takes: dict, gives: list[str], then: str, *caught: dict) -> dict:
    """One operation; what it gives is at $.site."""
    return {"Type": "Task", "Resource": INVOKE, "TimeoutSeconds": TASK_SECONDS,
            "Parameters": {"FunctionName": PREFIX + operation.split(".")[0],
                           "Payload": {"op": operation, **takes, "context": CONTEXT}},
            "ResultSelector": {name + ".$": "$.Payload." + name for name in gives}, "ResultPath": "$.site",
            "Retry": [retry(["Dxaws.Throttled", "Lambda.TooManyRequestsException"], 8),
                      retry(["Dxaws.Unavailable", "Dxaws.Timeout", *LOST], 5)],
            "Catch": [*caught, catch(["States.ALL"], "Failed")], "Next": then}


def has_actions(then: str, otherwise: str) -> dict:
    return {"Type": "Choice", "Choices": [{"Variable": "$.site.actions", "NumericGreaterThan": 0, "Next": then}],
            "Default": otherwise}


def default_options(then: str) -> dict:
    """The input's options, and {} where it has none."""
    return {"Begin": {"Type": "Choice", "Choices": [{"Variable": "$.options", "IsPresent": True, "Next": then}],
                      "Default": "Defaults"},
            "Defaults": {"Type": "Pass", "Result": {}, "ResultPath": "$.options", "Next": then}}


PLAN = {"desired.$": "$.desired", "options.$": "$.options"}


def site_states(failed: dict) -> dict:
    """A site applied, changed or destroyed, as its document says."""
    stale = catch(["Dxaws.Stale"], "Stale")
    return {
        **default_options("Count"),
        "Count": {"Type": "Pass", "Result": 0, "ResultPath": "$.replans", "Next": "Plan"},
        "Plan": invoke("website.plan", PLAN, ["plan", "actions"], "Planned"),
        "Planned": {"Type": "Pass", "Parameters": {"actions.$": "$.site.actions"}, "ResultPath": "$.planned",
                    "Next": "More"},
        "More": has_actions("Step", "Converged"),
        "Step": invoke("website.step", {"plan.$": "$.site.plan"}, ["plan", "actions", "wait_s"], "Stepped", stale),
        "Stepped": {"Type": "Choice", "Choices": [{"Variable": "$.site.wait_s", "NumericGreaterThan": 0, "Next": "Wait"}],
                    "Default": "More"},
        "Wait": {"Type": "Wait", "SecondsPath": "$.site.wait_s", "Next": "Step"},
        "Stale": {"Type": "Pass", "Parameters": {"count.$": "States.MathAdd($.replans, 1)"}, "ResultPath": "$.again",
                  "Next": "Again"},
        "Again": {"Type": "Pass", "InputPath": "$.again.count", "ResultPath": "$.replans", "Next": "MayAgain"},
        "MayAgain": {"Type": "Choice", "Choices": [{"Variable": "$.replans", "NumericLessThanEquals": REPLANS,
                                                    "Next": "Plan"}], "Default": "Failed"},
        "Converged": {"Type": "Pass", "Parameters": {"site.$": "$.desired.site", "outcome": "converged",
                                                     "actions.$": "$.planned.actions"}, "End": True},
        "Failed": failed,
    }


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


def audit_states() -> dict:
    """What is not as its document says; nothing is written."""
    return {
        **default_options("Plan"),
        "Plan": invoke("website.plan", PLAN, ["plan", "actions"], "Drifted"),
        "Drifted": has_actions("Drift", "Right"),
        "Right": {"Type": "Pass", "Parameters": {"site.$": "$.desired.site", "outcome": "right", "actions": 0}, "End": True},
        "Drift": {"Type": "Pass", "Parameters": {"site.$": "$.desired.site", "outcome": "drift",
                                                 "actions.$": "$.site.actions",
                                                 "kinds.$": "$.site.plan.actions[*].kind"}, "End": True},
        "Failed": VERDICT,
    }


MACHINES = {
    "site": {"Comment": "Apply, change or destroy one site. Waits and order live here, not in the functions.",
             "TimeoutSeconds": SITE_SECONDS, "StartAt": "Begin", "States": site_states(FAIL)},
    "fleet": {"Comment": "The same for many sites, side by side, with a verdict each.", "StartAt": "Sites",
              "States": {"Sites": many(site_states(VERDICT), "Begin", "sites")}},
    "drift-audit": {"Comment": "What of many sites is not as its document says; nothing is written.", "StartAt": "Audit",
              "States": {"Audit": many(audit_states(), "Begin", "audit")}},
}


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
    local = "`dxaws %s`" % book["command"]
    return "".join([
        "## %s\n\n" % book["title"],
        "`%s`: machine [%s](../asl/%s.asl.json); where there is no machine, %s does the same.\n\n" % (
            book["name"], book["machine"], book["machine"], local),
        "**When.** %s\n\n" % book["when"],
        "**Input.** Such as `%s`:\n\n" % json.dumps(book["example"]),
        table(("member", "what it is"), [("`%s`" % name, text) for name, text in book["input"].items()]),
        "**May change.** %s\n\n" % book["may_change"],
        table(("ends with", "that is"), [("`%s`" % end["outcome"], end["then"]) for end in book["ends"]]),
        "**Next.** %s\n\n" % book["next"],
        "**When it fails.** %s *What is left:* %s *Started again:* %s\n\n" % (
            book["drill"]["fails"], book["drill"]["left"], book["drill"]["again"])])


def page(told: dict) -> str:
    errors = table(("`errorType`", "then"), [
        (" ".join("`%s`" % kind for kind in error["types"]) or "any other", error["then"]) for error in told["errors"]])
    return (PAGE + errors + "".join(map(section, told["runbooks"]))).rstrip("\n") + "\n"


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    out = Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).parents[1] / "docs" / "runbooks.md")
    told = json.loads((Path(__file__).parent / "runbooks.json").read_text(encoding="utf-8"))
    out.write_text(page(told), encoding="utf-8")
    for name, machine in MACHINES.items():
        (folder / (name + ".asl.json")).write_text(json.dumps(machine, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
