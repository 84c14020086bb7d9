# SPDX-License-Identifier: MIT
"""Who is told what happens: a bus of EventBridge, and a collector of OpenTelemetry; and who cannot be told."""
from __future__ import annotations

import json
import socket
import time

import pytest

from collector import Collector
from command import Command

TRACE = "0af7651916cd43dd8448eb211c80319c"
KEY = "api-key-that-nobody-may-see"
SITE = {"region": "eu-west-1"}
TOLD = {**SITE, "events": {"eventbridge": "sites"}}


@pytest.fixture(name="bus")
def fixture_bus(double):
    """The bus "sites", and what a rule finds on it."""
    sqs, events = double.client("sqs"), double.client("events")
    queue = sqs.create_queue(QueueName="events")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.create_event_bus(Name="sites")
    events.put_rule(Name="all", EventBusName="sites", EventPattern='{"source": [{"prefix": "dxaws."}]}')
    events.put_targets(Rule="all", EventBusName="sites", Targets=[{"Id": "1", "Arn": arn}])

    def found() -> list[str]:
        types = []
        while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            types += [json.loads(message["Body"])["detail-type"] for message in messages]
            for message in messages:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return types
    return found


def lines(stderr: str) -> list[str]:
    """What the command says itself, beside progress."""
    return [line for line in stderr.splitlines() if line.startswith("dxaws: ")]


def test_a_bus_and_a_collector_are_told_the_same_run(dxaws: Command, site, zone, bus):
    with Collector() as collector:
        env = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_EXPORTER_OTLP_HEADERS": f"x-key={KEY}",
               "OTEL_SERVICE_NAME": "deployments", "TRACEPARENT": f"00-{TRACE}-b7ad6b7169203331-01"}
        planned = dxaws("plan", site(**TOLD), "--out", dxaws.home / "plan.json", "--events", dxaws.home / "events",
                        env=env)
        assert planned.rc == 2 and lines(planned.stderr) == [], planned
        assert {"manager.plan.done", "manager.read.done"} & set(bus())
        spans, records = collector.spans(), collector.records()
        calls = [span for span in spans if span.name.startswith("s3.")]
        assert calls and records and {span.trace_id.hex() for span in spans} == {TRACE}
        assert all(span.parent_span_id for span in spans)
        assert all(headers["x-key"] == KEY for _, headers, _ in collector.requests)
        assert "deployments" in json.dumps(collector.requests[0][2]["resourceSpans"][0]["resource"])
        written = planned.stdout + planned.stderr + (dxaws.home / "events").read_text()
        assert KEY not in written + (dxaws.home / "plan.json").read_text()
    applied = dxaws("apply", dxaws.home / "plan.json", "--yes", "--stop-after", "CREATE_BUCKET")
    assert applied.rc == 0 and lines(applied.stderr) == [], applied
    assert "manager.apply.done" in bus()


@pytest.mark.parametrize("words, status", [(["apply", "--yes", "--adapter", "dry-run"], 0),
                                           (["plan", "--adapter", "memory=account"], 2)], ids=["dry-run", "memory"])
def test_what_is_tried_out_is_told_no_bus(dxaws: Command, site, zone, bus, words, status):
    assert dxaws("memory", "zone", "example.com", "--adapter", "memory=account").rc == 0
    tried = dxaws(*words, site(**TOLD))
    assert tried.rc == status and lines(tried.stderr) == [] and bus() == [], tried


def closed() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("keys, variables, who, why", [
    (SITE, {"OTEL_EXPORTER_OTLP_ENDPOINT": closed()}, "the collector of OpenTelemetry", "127.0.0.1"),
    (SITE, {"OTEL_EXPORTER_OTLP_ENDPOINT": "REFUSES"}, "the collector of OpenTelemetry", "401"),
    (SITE, {"OTEL_EXPORTER_OTLP_ENDPOINT": closed(), "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
     "the collector of OpenTelemetry", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc: what is sent is http/json"),
    (SITE, {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://me:{KEY}@localhost"}, "the collector of OpenTelemetry",
     "OTEL_EXPORTER_OTLP_ENDPOINT must be a URL without a name and a password"),
    ({**SITE, "events": {"eventbridge": "no-bus"}}, {}, "the event bus no-bus", "ResourceNotFoundException"),
], ids=["closed", "refusing", "protocol", "password", "no bus"])
def test_who_cannot_be_told_is_named_in_one_line_and_nothing_fails(dxaws: Command, site, zone, keys, variables, who, why):
    with Collector(status=401) as collector:
        env = {name: collector.url if value == "REFUSES" else value for name, value in variables.items()}
        done = dxaws("plan", site(**keys), "--json",
                     env={**env, "OTEL_EXPORTER_OTLP_HEADERS": f"authorization=Bearer%20{KEY}"})
    assert done.rc == 2 and done.json["schema"] == "dxaws.plan/1", done
    (line,) = lines(done.stderr)
    assert who in line and why in line and KEY not in done.stderr + done.stdout, done
    assert done.seconds < 15


def test_ctrl_c_waits_for_no_collector(dxaws: Command, site, zone):
    with Collector(silent=True) as collector:
        started = dxaws.start("plan", site(**SITE), env={"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url})
        deadline = time.monotonic() + 30
        said = ""
        assert started.stdout is not None
        while "Plan" not in said and time.monotonic() < deadline:  # the plan is there before its end
            said += started.stdout.readline()
        time.sleep(0.5)
        assert started.poll() is None, said
        result = dxaws.interrupt(started)
    assert result.seconds < 3, result
    assert result.rc == 2 and len(lines(result.stderr)) == 1, result


def test_what_is_no_bus_is_told_at_its_place(dxaws: Command, site):
    told = dxaws("validate", site(**SITE, events={"eventbridge": "no bus"}))
    assert told.rc == 1 and "site.yaml:" in told.stderr and '"no bus"' in told.stderr, told
