#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run-examples.py FOLDER MODULE: runs the programs of examples/*.c of a module, built in FOLDER, against the AWS
double."""
import hashlib
import hmac
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "aws"))
from collector import Collector  # noqa: E402
from running import ACCESS_KEY, SECRET_KEY, RunningDouble  # noqa: E402

ROLE = "arn:aws:iam::123456789012:role/deployer"


def run(environment, *command, status=0):
    """What the program writes: to standard output when it succeeds, else why it fails."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    print(f"{Path(command[0]).name}: {done.returncode} {done.stdout.strip()[-200:]} {done.stderr.strip()}")
    if done.returncode != status:
        sys.exit(1)
    return done.stderr if status else done.stdout


def expect(text, part):
    if part not in text:
        sys.exit(f"expected {part!r} in {text!r}")


def check_signature(url):
    """The double wants an Authorization header, so the URL's signature is computed here once more."""
    parts = urllib.parse.urlsplit(url)
    query, _, signature = parts.query.rpartition("&X-Amz-Signature=")
    given = dict(urllib.parse.parse_qsl(query))
    date, scope = given["X-Amz-Date"], given["X-Amz-Credential"].split("/", 1)[1]
    canonical = "\n".join(["GET", parts.path, "&".join(sorted(query.split("&"))), "host:" + parts.netloc, "", "host",
                           "UNSIGNED-PAYLOAD"])
    text = "\n".join(["AWS4-HMAC-SHA256", date, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = b"AWS4" + SECRET_KEY.encode()
    for part in [*scope.split("/"), text]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    if key.hex() != signature:
        sys.exit(f"presign: the signature of {url} should be {key.hex()}")


def core(folder, double, base, env):
    said = run(base, folder / "custom-endpoint", double.url, ACCESS_KEY, SECRET_KEY)
    expect(said, "the object says: hello, store")
    expect(said, '"type":"aws.attempt"')
    expect(run(env, folder / "list-buckets"), "dxaws-example\n")
    url = run(env, folder / "presign", "dxaws-example", "hello").strip()
    check_signature(url)
    expect(run(env, folder / "assume-role", ROLE), ":assumed-role/deployer/example")
    streams(folder, double, base, env)
    services(folder, double, env)
    vault = Path(base["HOME"]) / "vault"
    vault.write_text(f"{ACCESS_KEY} {SECRET_KEY}\n", encoding="utf-8")
    keyless = {name: value for name, value in env.items() if "KEY" not in name}
    expect(run(keyless, folder / "vault-credentials", vault), "the vault's keys are of arn:aws:")
    vault.unlink()
    said = run(keyless, folder / "vault-credentials", vault, status=69)
    expect(said, 'the credential source "vault" failed: ')


def streams(folder, double, base, env):
    """A file larger than an answer that is kept in memory, there and back."""
    sent, got = Path(base["HOME"]) / "sent", Path(base["HOME"]) / "got"
    sent.write_bytes(bytes(range(251)) * 80000)
    run(env, folder / "upload", sent, "dxaws-example", "a folder/k%y")
    expect(run(env, folder / "download", "dxaws-example", "a folder/k%y", got), "application/octet-stream")
    stored = double.client("s3").get_object(Bucket="dxaws-example", Key="a folder/k%y")["Body"].read()
    if not sent.read_bytes() == stored == got.read_bytes():
        sys.exit("upload, download: the object is another")
    expect(run(env, folder / "download", "dxaws-example", "none", got, status=1), "NoSuchKey")
    if got.exists():
        sys.exit("download: left what is no object")


def services(folder, double, env):
    """Services that the library has no table of."""
    sqs, dynamodb = double.client("sqs"), double.client("dynamodb")
    queue = sqs.create_queue(QueueName="examples")["QueueUrl"]
    expect(run(env, folder / "send-message", queue, "good morning"), "MessageId")
    found = [message["Body"] for message in sqs.receive_message(QueueUrl=queue)["Messages"]]
    if found != ["good morning"]:
        sys.exit(f"send-message: the queue has {found}")
    expect(run(env, folder / "send-message", queue + "x", "hello", status=1), "QueueDoesNotExist")
    dynamodb.create_table(TableName="words", BillingMode="PAY_PER_REQUEST",
                          KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                          AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    run(env, folder / "put-item", "words", "one", "eins")
    expect(run(env, folder / "put-item", "words", "one", "un"), "one is there already")
    item = dynamodb.get_item(TableName="words", Key={"id": {"S": "one"}})["Item"]
    if item != {"id": {"S": "one"}, "value": {"S": "eins"}}:
        sys.exit(f"put-item: the table has {item}")


def s3(folder, double, base, env):
    for environment, where in ((base, []), (env, ["--aws"])):
        said = run(environment, folder / "bucket", "dxaws-example", *where)
        expect(said, "CREATE_BUCKET dxaws-example\n")
        expect(said, "0 to do\narn:aws:s3:::dxaws-example is at dxaws-example.s3.eu-west-1.amazonaws.com\n")
        made = [bucket["Name"] for bucket in double.client("s3").list_buckets()["Buckets"]]
        if made != (["dxaws-example"] if where else []):
            sys.exit(f"bucket {where}: the account then has {made}")
    events(folder, double, env)


def judge_spans(spans):
    """Each span but one is within another, and the calls are within what they are made for."""
    names = {span.span_id: span.name for span in spans}
    above = {span.name: names.get(span.parent_span_id, "") for span in spans}
    wanted = {"s3.CreateBucket": "CREATE_BUCKET", "CREATE_BUCKET": "s3.apply", "s3.apply": ""}
    if not wanted.items() <= above.items() or len({span.trace_id for span in spans}) != 1:
        sys.exit(f"send-events: the spans are {above}")


def events(folder, double, env):
    """What arrives at a rule's queue, and at a collector."""
    sqs, bridge = double.client("sqs"), double.client("events")
    queue = sqs.create_queue(QueueName="events")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    bridge.create_event_bus(Name="sites")
    bridge.put_rule(Name="done", EventBusName="sites",
                    EventPattern='{"source": [{"prefix": "dxaws."}], "detail-type": ["manager.apply.done"]}')
    bridge.put_targets(Rule="done", EventBusName="sites", Targets=[{"Id": "1", "Arn": arn}])
    with Collector() as collector:
        said = run(env, folder / "send-events", "dxaws-example-events", "sites", collector.url)
        expect(said, "0 events were lost\n")
        arrived = [json.loads(message["Body"]) for message in sqs.receive_message(QueueUrl=queue)["Messages"]]
        if [event["detail"]["subject"] for event in arrived] != ["dxaws-example-events"]:
            sys.exit(f"send-events: the queue has {arrived}")
        judge_spans(collector.spans())
        said = run(env, folder / "send-events", "dxaws-example-events", "no-bus", collector.url)
        expect(said, "events were lost: ")
        expect(said, "ResourceNotFoundException")


folder, module = Path(sys.argv[1]), sys.argv[2]
with tempfile.TemporaryDirectory() as scratch:
    double = RunningDouble(scratch)
    try:
        base = {"PATH": "/usr/bin:/bin", "HOME": scratch, "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}
        env = {**base, "AWS_ENDPOINT_URL": double.url, "AWS_ACCESS_KEY_ID": ACCESS_KEY,
               "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": "us-east-1"}
        {"dxaws-core": core, "dxaws-s3": s3}[module](folder, double, base, env)
        print("the examples work")
    finally:
        double.stop()
