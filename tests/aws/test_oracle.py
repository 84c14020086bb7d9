# SPDX-License-Identifier: MIT
"""The double notes each write with what its target was when it arrived, and judges it by a test's rules."""
from __future__ import annotations

import urllib.error

import pytest

from running import RunningDouble
from sign import send
from steps import access_control, alias, change, distribution_config, make_zone, record
from test_tagging import control, make_bucket, make_function, tag_request

OURS = ({"exists": False}, {"tags": {"dxaws:site": "example"}})


def last(double: RunningDouble) -> dict[str, object]:
    """The newest write."""
    return double.writes()[-1]


def test_write_is_noted_with_the_tags_of_its_target_before_it(double):
    s3 = double.client("s3")
    make_bucket(double, "site-a", owner="me")
    made = last(double)
    assert (made["operation"], made["kind"], made["target"], made["exists"]) == \
        ("CreateBucket", "bucket", "site-a", False)
    assert (made["tags"], made["sent"], made["status"]) == ({}, {"owner": "me"}, 200)
    s3.put_bucket_tagging(Bucket="site-a", Tagging={"TagSet": [{"Key": "dxaws:site", "Value": "a"}]})
    assert (last(double)["tags"], last(double)["sent"]) == ({"owner": "me"}, {"dxaws:site": "a"})
    control(double, "POST", "site-a", tag_request("more", "1"))
    assert (last(double)["operation"], last(double)["tags"]) == ("TagResource", {"dxaws:site": "a"})
    s3.put_object(Bucket="site-a", Key="a/b", Body=b"x")
    assert (last(double)["kind"], last(double)["target"], last(double)["exists"]) == ("object", "site-a/a/b", False)
    s3.delete_objects(Bucket="site-a", Delete={"Objects": [{"Key": "a/b"}, {"Key": "c"}]})
    assert [(one["target"], one["exists"]) for one in double.writes()[-2:]] == \
        [("site-a/a/b", True), ("site-a/c", False)]
    count = len(double.writes())
    s3.list_buckets()
    assert len(double.writes()) == count


def test_certificates_and_what_cloudfront_has_are_told(double):
    acm, cloudfront = double.client("acm"), double.client("cloudfront")
    tags = [{"Key": "site", "Value": "a"}]
    arn = acm.request_certificate(DomainName="a.example.com", Tags=tags)["CertificateArn"]
    assert (last(double)["target"], last(double)["sent"]) == ("a.example.com", {"site": "a"})
    acm.delete_certificate(CertificateArn=arn)
    assert (last(double)["target"], last(double)["exists"], last(double)["tags"]) == (arn, True, {"site": "a"})
    made = cloudfront.create_distribution_with_tags(DistributionConfigWithTags={
        "DistributionConfig": distribution_config("ref"), "Tags": {"Items": tags}})["Distribution"]
    assert (last(double)["target"], last(double)["sent"]) == ("ref", {"site": "a"})
    cloudfront.untag_resource(Resource=made["ARN"], TagKeys={"Items": ["site"]})
    assert (last(double)["kind"], last(double)["target"], last(double)["tags"]) == \
        ("distribution", made["Id"], {"site": "a"})
    access_control(double, "dxaws-a")
    assert (last(double)["kind"], last(double)["detail"]["name"]) == ("access_control", "dxaws-a")
    make_function(double, "dxaws-a", site="a")
    assert (last(double)["kind"], last(double)["target"], last(double)["sent"]) == \
        ("function", "dxaws-a", {"site": "a"})


def test_each_record_of_a_batch_is_a_target(double):
    zone = make_zone(double, "example.com")
    change(double, zone, ("CREATE", record("a.example.com", "A", "192.0.2.1")))
    change(double, zone, ("DELETE", record("a.example.com", "A", "192.0.2.1")),
           ("CREATE", alias("a.example.com", "A", "d1.cloudfront.net")))
    gone, new = double.writes()[-2:]
    assert (gone["target"], gone["exists"], gone["detail"]["action"]) == ("a.example.com/A", True, "DELETE")
    assert (gone["detail"]["values"], new["detail"]["new"]) == (["192.0.2.1"], ["d1.cloudfront.net"])


def test_write_that_no_rule_permits_is_a_violation(double):
    s3 = double.client("s3")
    make_bucket(double, "theirs", owner="me")
    double.permit(*OURS)
    make_bucket(double, "ours", **{"dxaws:site": "example"})
    s3.delete_bucket(Bucket="ours")
    assert double.violations() == []
    s3.put_bucket_tagging(Bucket="theirs", Tagging={"TagSet": [{"Key": "dxaws:site", "Value": "example"}]})
    s3.delete_bucket(Bucket="theirs")
    assert [(one["operation"], one["tags"]) for one in double.violations()] == [
        ("PutBucketTagging", {"owner": "me"})]


@pytest.mark.parametrize("rule, fits", [
    ({"operation": "DeleteBucket"}, True), ({"operation": "Delete"}, False), ({"kind": "bucket|object"}, True),
    ({"target": "site-.*"}, True), ({"exists": False}, False), ({"tags": {"owner": "m."}}, True),
    ({"tags": {"owner": None}}, False), ({"tags": {"other": None}}, True), ({"detail": {"owner": r"\d{12}"}}, True)])
def test_rule_fits_when_all_its_members_do(double, rule, fits):
    make_bucket(double, "site-a", owner="me")
    double.permit(rule)
    double.client("s3").delete_bucket(Bucket="site-a")
    assert (double.violations() == []) is fits


def test_refused_write_is_noted_with_its_status_and_a_read_is_not(double):
    send(double, "s3", "DELETE", "/nobody-made-this")
    assert (last(double)["status"], last(double)["exists"]) == (404, False)
    double.faults({"match": "DeleteBucket", "do": "error", "status": 503, "code": "SlowDown"})
    count = len(double.writes())
    send(double, "s3", "DELETE", "/nobody-made-this")
    assert len(double.writes()) == count
    with pytest.raises(urllib.error.HTTPError):
        double.permit({"colour": "red"})
