#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The hosted operations, invoked as Lambda does: test-bootstrap.py COMMAND..."""
from __future__ import annotations

import random
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "aws"))
from collector import Collector  # noqa: E402
from runtime_api import Function, account_with_zone  # noqa: E402

BUCKET = {"name": "my-bucket", "region": "eu-west-1"}
SITE = {"site": "example", "domain": "www.example.com", "region": "eu-west-1"}
CERTIFICATE = {"domain_name": "www.example.com", "region": "us-east-1", "owner": "example"}
KEY = "api-key-that-nobody-may-see"
PROGRAM: list = []
SPEED = 60  # of a simulated account's time


class Hosted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.account = "memory=%s" % (self.folder / "account.json")

    def make_zone(self):
        account_with_zone(self.folder / "account.json")

    def function(self, handler: str, **settings: str) -> Function:
        function = Function(PROGRAM, handler, self.folder / "log", **({"DXAWS_ADAPTER": self.account} | settings))
        self.addCleanup(lambda: function.process.poll() is None and function.kill())
        return function

    def good(self, answer) -> dict:
        self.assertIsNone(answer.error, answer.text)
        return answer.body

    def bad(self, answer, error: str, code: str, text: str) -> dict:
        self.assertEqual(answer.error, error, answer.text)
        self.assertEqual(answer.body["errorType"], error)
        self.assertEqual(answer.body["dxaws"]["code"], code)
        self.assertIn(text, answer.body["errorMessage"])
        return answer.body


class Operations(Hosted):
    def test_a_bucket_is_planned_stepped_and_read(self):
        function = self.function("s3.*")
        plan = self.good(function.invoke({"op": "s3.plan", "desired": BUCKET}))
        self.assertEqual(plan["actions"], 2)
        left = plan["actions"]
        while plan["actions"]:
            plan = self.good(function.invoke({"op": "s3.step", "plan": plan["plan"]}))
            self.assertEqual(plan["actions"], left - 1)
            left = plan["actions"]
        self.assertTrue(self.good(function.invoke({"op": "s3.read", "desired": BUCKET}))["current"]["exists"])
        self.assertEqual(self.good(function.invoke({"op": "s3.plan", "desired": BUCKET}))["actions"], 0)
        self.assertEqual(function.end(), 0)

    def test_execute_is_read_plan_and_apply(self):
        function = self.function("s3.execute")
        done = self.good(function.invoke({"desired": BUCKET}))  # the only operation needs not be named
        self.assertEqual((done["actions"], done["result"]["name"]), (0, "my-bucket"))
        done = self.good(function.invoke({"desired": BUCKET, "unknown": 1}))
        self.assertEqual(done["actions"], 0)

    def test_a_plan_of_what_is_said_to_be_there_reads_nothing(self):
        function = self.function("s3.plan", DXAWS_ADAPTER="aws", AWS_REGION="eu-west-1")
        plan = self.good(function.invoke({"desired": BUCKET, "current": {"exists": False, "name": "my-bucket"}}))
        self.assertEqual(plan["plan"]["actions"][0]["kind"], "CREATE_BUCKET")

    def test_the_provider_of_another_process_works_through_observe_and_perform(self):
        function = self.function("s3.observe,s3.perform")
        seen = self.good(function.invoke({"op": "s3.observe", "wanted": BUCKET}))
        self.assertIn("CREATE_BUCKET", seen["supports"])
        plan = self.good(self.function("s3.plan").invoke({"desired": BUCKET, "current": seen["observed"]}))["plan"]
        observed = seen["observed"]
        for action in plan["actions"]:
            answer = self.good(function.invoke({
                "op": "s3.perform", "observed": observed,
                "action": {name: action[name] for name in ("kind", "resource", "payload") if name in action}}))
            self.assertTrue(answer["wrote"])
            observed = answer["observed"]
        self.assertTrue(observed["exists"])
        self.assertEqual(self.good(self.function("s3.plan").invoke({"desired": BUCKET}))["actions"], 0)

    def test_who_may_only_observe_performs_what_only_reads(self):
        function = self.function("s3.observe,s3.supports")
        self.assertEqual(self.good(function.invoke({"op": "s3.supports"}))["supports"],
                         ["FIND", "GET_OUTPUTS"])
        found = {"op": "s3.perform", "observed": {}, "action": {"kind": "FIND", "resource": "x", "payload": {}}}
        self.assertFalse(self.good(function.invoke(found))["wrote"])
        for op, kind in (("s3.perform", "PUT_TAGS"), ("s3.perform", "FINE"), ("dns.perform", "FIND")):
            self.bad(function.invoke(found | {"op": op, "action": {"kind": kind, "resource": "x", "payload": {}}}),
                     "Dxaws.Permission", "OperationNotHosted", op)
        whole = self.good(self.function("s3.*").invoke({"op": "s3.supports"}))["supports"]
        self.assertIn("FIND", whole)
        self.assertIn("PUT_TAGS", whole)

    def test_an_error_says_whether_something_was_written(self):
        function = self.function("*")
        refused = function.invoke({"op": "s3.execute", "desired": {"name": "X"}})
        self.assertFalse(refused.body["wrote"])
        self.make_zone()
        stopped = self.function("acm.execute").invoke(
            {"desired": CERTIFICATE, "options": {"timeouts_ms": {"WAIT_ISSUED": 1}}})
        self.assertTrue(stopped.body["wrote"], stopped.text)

    def test_a_plan_that_was_done_says_so(self):
        function = self.function("s3.*")
        plan = self.good(function.invoke({"op": "s3.plan", "desired": BUCKET | {"versioning": True}}))["plan"]
        step = self.good(function.invoke({"op": "s3.step", "plan": plan}))
        self.assertTrue(step["wrote"])
        for wrote in (True, False):  # the rest of it, and nothing
            done = self.good(function.invoke({"op": "s3.apply", "plan": plan}))
            self.assertEqual((done["wrote"], done["actions"], done["result"]["name"]), (wrote, 0, "my-bucket"))

    def test_a_plan_says_what_is_next_and_what_it_is_about(self):
        function = self.function("s3.*")
        plan = self.good(function.invoke({"op": "s3.plan", "desired": BUCKET}))
        kinds = ["CREATE_BUCKET", "PUT_PUBLIC_ACCESS_BLOCK"]
        self.assertEqual((plan["next"], plan["kinds"]), (kinds[0], kinds))
        plan = self.good(function.invoke({"op": "s3.step", "plan": plan["plan"]}))
        self.assertEqual(plan["next"], kinds[1])
        plan = self.good(function.invoke({"op": "s3.step", "plan": plan["plan"]}))
        self.assertEqual((plan["next"], plan["actions"]), ("", 0))

    def test_what_carries_a_mark_of_nobody_who_is_to_be_there_is_left_over(self):
        function = self.function("*")
        for name, owner in (("bucket-a", "a"), ("bucket-b", "b")):
            self.good(function.invoke({"op": "s3.execute", "desired": BUCKET | {"name": name, "owner": owner}}))
        found = self.good(function.invoke({"op": "website.find"}))
        self.assertEqual({item["identity"] for item in found["found"]}, {"bucket-a", "bucket-b"})
        self.assertNotIn("leftovers", found)
        for owners, left in (([], {"bucket-a", "bucket-b"}), (["b", "c"], {"bucket-a"}), (["a", "b"], set())):
            found = self.good(function.invoke({"op": "website.find", "owners": owners}))
            self.assertEqual((found["leftovers"], {item["identity"] for item in found["found"] if "leftover" in item}),
                             (len(left), left))
        self.bad(function.invoke({"op": "website.find", "owners": "a"}), "Dxaws.InvalidArgument", "InvalidRequest", "owners")

    def test_every_module_describes_itself(self):
        function = self.function("*")
        for module in ("s3", "content", "dns", "acm", "cloudfront", "function", "website"):
            described = self.good(function.invoke({"op": module + ".describe"}))["description"]
            self.assertEqual(described["module"], module)
        self.bad(function.invoke({"op": "website.observe", "wanted": {}}), "Dxaws.Unsupported", "UnknownOperation",
                 "website.observe")


class Sites(Hosted):
    def drive(self, desired: dict, options: dict | None = None) -> int:
        """A step a process, each killed as soon as it has answered. Returns how many were needed."""
        function = self.function("website.*")
        plan = self.good(function.invoke({"op": "website.plan", "desired": desired, "options": options}))
        function.kill()
        count = 0
        while plan["actions"]:
            function = self.function("website.step")
            plan = self.good(function.invoke({"plan": plan["plan"]}))
            function.kill()
            time.sleep(plan["wait_s"] / SPEED)
            count += 1
            self.assertLess(count, 400)
        return count

    def test_a_site_lives_by_steps_of_a_process_each(self):
        self.make_zone()
        self.assertGreater(self.drive(SITE), 10)
        self.assertEqual(self.drive(SITE), 0)
        gone = SITE | {"present": False}
        self.assertGreater(self.drive(gone, {"allow_destroy": "example"}), 5)
        self.assertEqual(self.drive(gone, {"allow_destroy": "example"}), 0)


class Refusals(Hosted):
    def test_what_is_no_request_is_refused_and_the_next_is_served(self):
        function = self.function("s3.*")
        for payload, code, text in (
                (b"", "InvalidRequest", "must be a JSON object"), (b"{", "InvalidRequest", "must be a JSON object"),
                (b"[]", "InvalidRequest", "must be a JSON object"), (b"{\"op\":1}", "InvalidRequest", "no text"),
                (b"{\"op\":\"s3.plan\",\"op\":\"s3.plan\"}", "InvalidRequest", "duplicate"),
                (b"{}", "InvalidRequest", "\"op\" is missing"),
                (b"{\"op\":\"s3.plan\"}", "InvalidRequest", "\"desired\" is missing"),
                (b"{\"op\":\"s3.step\",\"plan\":[]}", "InvalidRequest", "\"plan\" is of another type"),
                (b"{\"op\":\"s3.plan\",\"desired\":{},\"options\":{\"wait\":1}}", "InvalidOptions", "wait"),
                (b"{\"op\":\"s3.perform\",\"observed\":{}}", "InvalidRequest", "\"action\" is missing"),
                (b"{\"op\":\"s3.plan\",\"desired\":{\"name\":\"X\"}}", "BucketNameError", "X")):
            self.bad(function.invoke(payload), "Dxaws.InvalidArgument", code, text)
        self.bad(function.invoke({"op": "s3.paln"}), "Dxaws.Unsupported", "UnknownOperation", "s3.paln")
        self.good(function.invoke({"op": "s3.plan", "desired": BUCKET}))

    def test_only_what_the_handler_has_is_performed(self):
        function = self.function("s3.plan,dns.*")
        for op in ("s3.apply", "s3.plan2", "acm.plan", "dn", "*", "s3.plan,dns.*"):
            self.bad(function.invoke({"op": op, "desired": BUCKET}), "Dxaws.Permission", "OperationNotHosted", op)
        self.good(function.invoke({"op": "s3.plan", "desired": BUCKET}))

    def test_a_wrong_setting_is_an_error_of_the_beginning(self):
        for speed in ("0", "fast", "1e9"):
            function = self.function("s3.*", DXAWS_CLOCK_SPEED=speed)
            self.bad(function.answer(), "Dxaws.InvalidArgument", "InvalidSetting", "\"%s\"" % speed)
            function.close()
        for edge in ("127.0.0.1", ":443", "example.com:", "example.com:65536"):
            function = self.function("s3.*", DXAWS_EDGE=edge)
            self.bad(function.answer(), "Dxaws.InvalidArgument", "InvalidSetting", "\"%s\"" % edge)
            function.close()
        function = self.function("s3.*", DXAWS_ADAPTER="aws", DXAWS_EVENT_BUS="no bus")
        self.bad(function.answer(), "Dxaws.InvalidArgument", "InvalidSetting", "DXAWS_EVENT_BUS")
        function.close()
        for handler, adapter, text in (("", self.account, "_HANDLER"), ("s3", self.account, "\"s3\""),
                                       ("s3.", self.account, "\"s3.\""), ("sqs.plan", self.account, "sqs.plan"),
                                       ("s3.*,", self.account, "s3.*,"), ("s3.*", "memroy", "memroy")):
            function = self.function(handler, DXAWS_ADAPTER=adapter)
            answer = function.answer()
            self.assertEqual(answer.path, "/2018-06-01/runtime/init/error")
            self.bad(answer, "Dxaws.InvalidArgument", "InvalidSetting", text)
            self.assertEqual(function.process.wait(timeout=60), 1)
            function.close()

    def test_a_site_that_nobody_is_served_is_not_verified(self):
        self.make_zone()
        function = self.function("website.*", DXAWS_EDGE="127.0.0.1:9")
        self.bad(function.invoke({"op": "website.verify", "desired": SITE}), "Dxaws.NotFound", "NotServed", "website.execute")
        self.good(function.invoke({"op": "website.execute", "desired": SITE}))
        self.bad(function.invoke({"op": "website.verify", "desired": SITE}), "Dxaws.Unavailable", "NotServed",
                 "https://www.example.com/")
        self.bad(self.function("*").invoke({"op": "s3.verify", "desired": BUCKET}), "Dxaws.Unsupported",
                 "UnknownOperation", "s3.verify")

    def test_an_edited_plan_is_no_plan(self):
        function = self.function("s3.*")
        plan = self.good(function.invoke({"op": "s3.plan", "desired": BUCKET}))["plan"]
        plan["actions"].pop(0)
        self.bad(function.invoke({"op": "s3.step", "plan": plan}), "Dxaws.InvalidArgument", "InvalidPlan", "actions")

    def test_a_thousand_broken_requests_end_nothing(self):
        function = self.function("*")
        plan = function.invoke({"op": "s3.plan", "desired": BUCKET}).text
        draw = random.Random(1)
        operations = [m + "." + o for m in ("s3", "dns", "acm", "cloudfront", "website")
                      for o in ("check", "read", "plan", "apply", "execute", "step", "find", "perform", "observe")]
        for _ in range(1000):
            body = bytearray(b"{\"op\":\"%s\",\"desired\":%s,\"plan\":%s}" % (
                draw.choice(operations).encode(), draw.choice((b"{}", b"[]", b"{\"name\":\"my-bucket\"}")),
                plan[8:-1] if draw.random() < .5 else b"{}"))
            for _ in range(draw.randrange(4)):
                body[draw.randrange(len(body))] = draw.randrange(256)
            function.invoke(bytes(body), deadline_s=0.55)
        self.assertIsNone(function.process.poll())
        self.assertEqual(function.end(), 0)


class Limits(Hosted):
    def test_it_answers_before_it_would_be_killed(self):
        self.make_zone()
        function = self.function("*")
        answer = function.invoke({"op": "acm.execute", "desired": CERTIFICATE}, deadline_s=0.6)
        self.assertEqual(answer.error, "Dxaws.Timeout", answer.text)
        for _ in range(40):  # each goes on where the last one was
            answer = function.invoke({"op": "acm.execute", "desired": CERTIFICATE}, deadline_s=1.5)
            if answer.error is None:
                break
            self.assertEqual(answer.error, "Dxaws.Timeout", answer.text)
        self.good(answer)
        self.bad(function.invoke({"op": "acm.execute", "desired": CERTIFICATE}, deadline_s=-5), "Dxaws.Timeout",
                 "DeadlineExceeded", "")

    def test_an_error_is_never_more_than_the_cause_of_a_failure_may_be(self):
        function = self.function("*")
        for request in ({"op": "x" * 100000}, {"op": "s3.plan", "desired": {"z" * 100000: 1}},
                        {"op": "website.plan", "desired": SITE | {"tags": {"k" * 50000: "v" * 50000}}}):
            answer = function.invoke(request)
            self.assertIsNotNone(answer.error)
            self.assertLess(len(answer.text), 32768)
            for name in ("kind", "domain", "code", "message"):
                self.assertTrue(answer.body["dxaws"][name])

    def test_a_wait_that_takes_too_long_ends(self):
        self.make_zone()
        function = self.function("acm.*")
        plan = self.good(function.invoke({"op": "acm.plan", "desired": CERTIFICATE}))
        while not plan.get("waiting") or plan["next"] != "WAIT_ISSUED":
            plan = self.good(function.invoke({"op": "acm.step", "plan": plan["plan"]}))
        step = {"op": "acm.step", "plan": plan["plan"]}
        waited = self.good(function.invoke(step | {"waited_s": 4499}))
        if waited["wait_s"]:  # it was not issued meanwhile
            self.assertEqual(waited["waited_s"], 4499 + waited["wait_s"])
            self.bad(function.invoke(step | {"waited_s": 4500}), "Dxaws.Timeout", "WaitTimeout", "WAIT_ISSUED took 4500 s")
            self.bad(function.invoke(step | {"waited_s": 60, "options": {"timeouts_ms": {"WAIT_ISSUED": 60000}}}),
                     "Dxaws.Timeout", "WaitTimeout", "at most 60")
        for wrong in (-1, "1", 1.5):
            self.bad(function.invoke(step | {"waited_s": wrong}), "Dxaws.InvalidArgument", "InvalidRequest", "waited_s")

    def test_what_stops_in_the_middle_has_the_type_of_what_stopped_it(self):
        self.make_zone()
        function = self.function("acm.execute")
        answer = function.invoke({"desired": CERTIFICATE, "options": {"timeouts_ms": {"WAIT_ISSUED": 1}}})
        self.assertEqual(answer.error, "Dxaws.Timeout", answer.text)
        self.assertEqual(answer.body["dxaws"]["kind"], "PARTIAL", answer.text)

    def test_a_reply_that_is_too_large_is_said_to_be(self):
        function = self.function("s3.*")
        function.api.most_bytes = 100
        refused = function.invoke({"op": "s3.plan", "desired": BUCKET})
        self.assertEqual(refused.status, 413)
        self.bad(function.answer(), "Dxaws.Unsupported", "ReplyTooLarge", "bytes")
        function.api.most_bytes = 6 << 20
        self.good(function.invoke({"op": "s3.plan", "desired": BUCKET}))

    def test_the_log_ties_events_to_invocation_and_run(self):
        function = self.function("s3.*")
        self.good(function.invoke({"op": "s3.execute", "desired": BUCKET, "context": {"run_id": "run-7"}}))
        lines = function.lines()
        self.assertTrue(any(line["type"] == "manager.apply.done" for line in lines))
        for line in lines:
            self.assertEqual((line["aws_request_id"], line["context"]), ("request-1", {"run_id": "run-7"}))

    def test_a_collector_is_told_each_invocation_before_its_reply(self):
        with Collector() as collector:
            function = self.function("s3.*", OTEL_EXPORTER_OTLP_ENDPOINT=collector.url, no_proxy="127.0.0.1",
                                     OTEL_EXPORTER_OTLP_HEADERS="x-key=" + KEY)
            for number in (1, 2):
                trace = "Root=1-5759e988-bd862e3fe1be46a99427279%d;Parent=53995c3f42cd8ad8;Sampled=1" % number
                self.good(function.invoke({"op": "s3.execute", "desired": BUCKET},
                                          headers={"Lambda-Runtime-Trace-Id": trace}))
                spans = [span for span in collector.spans() if span.trace_id.hex()[-1] == str(number)]
                self.assertIn("s3.apply", {span.name for span in spans})
            self.assertEqual({headers["x-key"] for _, headers, _ in collector.requests}, {KEY})
        self.assertNotIn(KEY, function.log_path.read_text())

    def test_who_cannot_be_told_fails_nothing_and_does_not_take_the_time(self):
        with Collector(silent=True) as silent:
            for variables, text in (
                    ({"OTEL_EXPORTER_OTLP_ENDPOINT": silent.url}, "not told"),
                    ({"OTEL_EXPORTER_OTLP_ENDPOINT": silent.url, "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, "http/json")):
                function = self.function("s3.*", no_proxy="127.0.0.1", **variables)
                began = time.monotonic()
                self.good(function.invoke({"op": "s3.execute", "desired": BUCKET}, deadline_s=1.5))
                self.assertLess(time.monotonic() - began, 1.5)
                self.assertIn("bootstrap: ", function.log_path.read_text())
                self.assertIn(text, function.log_path.read_text())
                function.kill()


if __name__ == "__main__":
    PROGRAM = sys.argv[1:]
    unittest.main(argv=sys.argv[:1], verbosity=2)
