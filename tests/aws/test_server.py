# SPDX-License-Identifier: MIT
"""The double's log, latency, faults and control paths."""
from __future__ import annotations

import concurrent.futures
import http.client
import time
import urllib.error

import pytest
from botocore.exceptions import ConnectionClosedError

import log
from running import code_of, status_of
from sign import send


def test_log_has_a_line_for_each_request(double):
    mark, s3 = double.mark(), double.client("s3")
    s3.create_bucket(Bucket="logged")
    s3.get_bucket_versioning(Bucket="logged")
    double.client("acm").list_certificates()
    lines = double.requests(mark)
    assert [(r["service"], r["action"], r["method"], r["status"]) for r in lines] == [
        ("s3", "CreateBucket", "PUT", 200), ("s3", "GetBucketVersioning", "GET", 200),
        ("acm", "ListCertificates", "POST", 200)]
    assert (log.count(lines), log.writes(lines)) == (3, 1)
    assert all(r["port"] > 0 and r["ms"] > 0 for r in lines)


def test_connection_is_kept_alive(double):
    pytest.importorskip("cheroot")
    mark, s3 = double.mark(), double.client("s3")
    for _ in range(3):
        s3.list_buckets()
    assert log.connections(double.requests(mark)) == 1


def test_rounds_are_the_longest_chain_of_requests(double):
    s3 = double.client("s3", max_pool_connections=8)
    s3.create_bucket(Bucket="rounds")
    double.latency(60)
    mark = double.mark()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: s3.head_bucket(Bucket="rounds"), range(4)))
    s3.head_bucket(Bucket="rounds")
    s3.head_bucket(Bucket="rounds")
    lines = double.requests(mark)
    assert (log.count(lines), log.rounds(lines)) == (6, 3)


def test_rounds_of_given_spans():
    def spans(*pairs: tuple[float, float]) -> list[dict]:
        return [{"t": begin, "ms": (end - begin) * 1000} for begin, end in pairs]

    assert log.rounds([]) == 0
    assert log.rounds(spans((0, 1), (1, 2), (2, 3))) == 3
    assert log.rounds(spans((0, 1), (0.1, 1.1), (0.9, 2))) == 1
    assert log.rounds(spans((0, 10), (1, 2), (3, 4))) == 2


def test_latency_is_added(double):
    s3 = double.client("s3")
    s3.list_buckets()
    double.latency(80)
    begin = time.monotonic()
    s3.list_buckets()
    assert time.monotonic() - begin >= 0.08


@pytest.mark.parametrize("kind, s3_code, s3_status, acm_code, acm_status", [
    ("throttle", "SlowDown", 503, "ThrottlingException", 400),
    ("500", "InternalError", 500, "InternalFailure", 500),
    ("429", "TooManyRequestsException", 429, "TooManyRequestsException", 429),
])
def test_fault_answers_as_the_service_would(double, kind, s3_code, s3_status, acm_code, acm_status):
    s3, acm = double.client("s3"), double.client("acm")
    double.faults({"match": ".", "do": kind})
    assert (code_of(s3.list_buckets), status_of(s3.list_buckets)) == (s3_code, s3_status)
    assert (code_of(acm.list_certificates), status_of(acm.list_certificates)) == (acm_code, acm_status)
    assert double.fired() == [kind] * 4


def test_fault_rules_choose_by_name_and_count(double):
    s3 = double.client("s3")
    double.faults({"match": "ListBuckets", "do": "500", "nth": [2]}, {"match": "CreateBucket", "do": "500", "first": 1})
    assert [code_of(s3.list_buckets) for _ in range(3)] == ["", "InternalError", ""]
    assert [code_of(s3.create_bucket, Bucket="chosen") for _ in range(2)] == ["InternalError", ""]


def test_fault_can_be_any_error(double):
    double.faults({"match": "rrset", "do": "error", "status": 400, "code": "PriorRequestNotComplete"})
    assert code_of(double.client("route53").list_resource_record_sets,
                   HostedZoneId="Z1") == "PriorRequestNotComplete"


def test_reset_does_nothing_and_lost_reply_has_done_it(double):
    s3 = double.client("s3")
    for kind, created in (("reset", False), ("lost-reply", True)):
        double.faults({"match": "CreateBucket", "do": kind, "first": 1})
        with pytest.raises(ConnectionClosedError):
            s3.create_bucket(Bucket=f"bucket-{kind}")
        assert (status_of(s3.head_bucket, Bucket=f"bucket-{kind}") == 200) is created


def test_truncated_answer_promises_more_than_it_has(double):
    double.faults({"match": "ListHostedZones", "do": "truncate", "first": 1})
    with pytest.raises(http.client.IncompleteRead):
        send(double, "route53", "GET", "/2013-04-01/hostedzone")
    assert send(double, "route53", "GET", "/2013-04-01/hostedzone").status == 200


def test_garbage_is_a_200_that_is_no_answer(double):
    double.faults({"match": "ListHostedZones", "do": "garbage"})
    answer = send(double, "route53", "GET", "/2013-04-01/hostedzone")
    assert answer.status == 200 and answer.body.startswith(b"<html>")


def test_delay_is_followed_by_the_usual_answer(double):
    double.faults({"match": "ListBuckets", "do": "delay", "s": 0.2})
    begin = time.monotonic()
    double.client("s3").list_buckets()
    assert time.monotonic() - begin >= 0.2


@pytest.mark.parametrize("rule", [{"match": ".", "do": "explode"}, {"match": ".", "do": "500", "often": 1}, {}])
def test_wrong_rule_is_refused(double, rule):
    with pytest.raises(urllib.error.HTTPError) as failed:
        double.faults(rule)
    assert failed.value.code == 400
    failed.value.close()


def test_reset_empties_the_account(double):
    double.client("s3").create_bucket(Bucket="gone")
    double.client("acm").request_certificate(DomainName="www.example.com", IdempotencyToken="t")
    double.faults({"match": ".", "do": "500"})
    double.reset()
    assert double.client("s3").list_buckets()["Buckets"] == []
    assert double.client("acm").list_certificates()["CertificateSummaryList"] == []


def test_delays_can_be_changed(double):
    assert double.control("delays", {"deploy": 9})["deploy"] == 9
    with pytest.raises(urllib.error.HTTPError) as failed:
        double.control("delays", {"nap": 1})
    failed.value.close()
    double.reset()
    assert double.control("delays", method="GET")["deploy"] == double.delays["deploy"]


def test_unknown_operation_is_refused(double):
    for service, path in (("route53", "/2013-04-01/nothing"), ("cloudfront", "/2020-05-31/nothing")):
        assert send(double, service, "GET", path).status == 404
