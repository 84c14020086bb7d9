# SPDX-License-Identifier: MIT
"""The double's ACM keeps ACM's rules."""
from __future__ import annotations

import time

import pytest

from running import RunningDouble, code_of
from sign import send
from steps import (change, delegation, distribution_config, issue_certificate, make_zone, record, wait_for,
                   with_certificate)


@pytest.fixture
def acm(double: RunningDouble):
    return double.client("acm")


def request(acm, domain: str = "www.example.com", **more) -> str:
    return acm.request_certificate(DomainName=domain, ValidationMethod="DNS", **more)["CertificateArn"]


def describe(acm, arn: str) -> dict:
    return acm.describe_certificate(CertificateArn=arn)["Certificate"]


def proof(acm, arn: str, index: int = 0) -> dict:
    """The validation record, once it is there."""
    return wait_for(lambda: describe(acm, arn)["DomainValidationOptions"][index].get("ResourceRecord"))


def test_validation_record_comes_late(acm):
    arn = request(acm)
    assert "ResourceRecord" not in describe(acm, arn)["DomainValidationOptions"][0]
    found = proof(acm, arn)
    assert found["Type"] == "CNAME" and found["Name"].endswith(".www.example.com.")


def test_record_depends_on_the_domain_alone(acm):
    first, again, other = request(acm), request(acm), request(acm, "other.example.com")
    wildcard = request(acm, "*.www.example.com")
    assert first != again
    assert proof(acm, first) == proof(acm, again) == proof(acm, wildcard) != proof(acm, other)


def test_issued_only_once_the_record_stands_in_a_public_zone(double, acm):
    zone, inside = make_zone(double, "example.com"), make_zone(double, "www.example.com", private=True)
    arn = request(acm)
    wanted = proof(acm, arn)
    cname = record(wanted["Name"], "CNAME", wanted["Value"])
    change(double, inside, ("CREATE", cname))
    change(double, zone, ("CREATE", record(wanted["Name"], "CNAME", "wrong.example.net")))
    time.sleep(double.delays["issue"] * 2)
    assert describe(acm, arn)["Status"] == "PENDING_VALIDATION"
    change(double, zone, ("UPSERT", cname))
    assert describe(acm, arn)["Status"] == "PENDING_VALIDATION"
    wait_for(lambda: describe(acm, arn)["Status"] == "ISSUED")
    assert describe(acm, arn)["DomainValidationOptions"][0]["ValidationStatus"] == "SUCCESS"


def test_the_zone_that_is_delegated_is_the_one_asked(double, acm):
    """What is below another zone is asked when name servers there lead to it, and then that alone is."""
    below = make_zone(double, "www.example.com")
    parent = make_zone(double, "example.com")
    arn = request(acm)
    wanted = proof(acm, arn)
    cname = record(wanted["Name"], "CNAME", wanted["Value"])
    change(double, below, ("CREATE", cname))
    describe(acm, arn)
    time.sleep(double.delays["issue"] * 2)
    assert describe(acm, arn)["Status"] == "PENDING_VALIDATION"
    change(double, below, ("DELETE", cname))
    change(double, parent, ("CREATE", cname), ("CREATE", delegation(double, below)))
    describe(acm, arn)
    time.sleep(double.delays["issue"] * 2)
    assert describe(acm, arn)["Status"] == "PENDING_VALIDATION"
    change(double, below, ("CREATE", cname))
    describe(acm, arn)
    wait_for(lambda: describe(acm, arn)["Status"] == "ISSUED")


def test_every_name_needs_its_record(double, acm):
    zone = make_zone(double, "example.com")
    arn = request(acm, SubjectAlternativeNames=["api.example.com"])
    assert describe(acm, arn)["SubjectAlternativeNames"] == ["www.example.com", "api.example.com"]
    for index in (0, 1):
        assert describe(acm, arn)["Status"] == "PENDING_VALIDATION"
        wanted = proof(acm, arn, index)
        change(double, zone, ("CREATE", record(wanted["Name"], "CNAME", wanted["Value"])))
    wait_for(lambda: describe(acm, arn)["Status"] == "ISSUED")


def test_same_token_is_the_same_certificate_even_when_deleted(acm):
    arn = request(acm, IdempotencyToken="one")
    assert request(acm, IdempotencyToken="one") == arn
    assert request(acm, IdempotencyToken="two") != arn
    assert request(acm, "other.example.com", IdempotencyToken="one") != arn
    acm.delete_certificate(CertificateArn=arn)
    assert request(acm, IdempotencyToken="one") == arn
    assert code_of(acm.describe_certificate, CertificateArn=arn) == "ResourceNotFoundException"


@pytest.mark.parametrize("document", [
    '{"DomainName": "www.example.com", "IdempotencyToken": "not-a-word"}',
    '{"DomainName": "www.example.com."}',
    '{"DomainName": "www example.com"}',
    '{"DomainName": "' + "a" * 30 + "." + "b" * 30 + '.example.com"}',
    '{"DomainName": "www.example.com", "ValidationMethod": "PIGEON"}',
    '{"DomainName": "www.example.com", "DomainNames": []}',
    '{"ValidationMethod": "DNS"}',
    '{"DomainName": 7}',
    '{"DomainName"',
])
def test_bad_request_is_a_validation_exception(double, document):
    answer = send(double, "acm", "POST", "/", body=document.encode(), headers={
        "content-type": "application/x-amz-json-1.1", "x-amz-target": "CertificateManager.RequestCertificate"})
    assert (answer.status, answer.code) == (400, "ValidationException")


def test_listing_shows_only_rsa_unless_asked(acm):
    rsa, ec = request(acm), request(acm, KeyAlgorithm="EC_prime256v1")

    def listed(**more) -> set[str]:
        return {c["CertificateArn"] for c in acm.list_certificates(**more)["CertificateSummaryList"]}

    assert listed() == {rsa}
    assert listed(Includes={"keyTypes": ["RSA_2048", "EC_prime256v1"]}) == {rsa, ec}
    assert listed(CertificateStatuses=["ISSUED"]) == set()
    assert describe(acm, rsa)["KeyAlgorithm"] == "RSA-2048"


def test_listing_is_paged(acm):
    arns = {request(acm, f"h{i}.example.com") for i in range(5)}
    first = acm.list_certificates(MaxItems=2)
    assert len(first["CertificateSummaryList"]) == 2
    pages = acm.get_paginator("list_certificates").paginate(PaginationConfig={"PageSize": 2})
    assert {c["CertificateArn"] for page in pages for c in page["CertificateSummaryList"]} == arns


def test_certificate_in_use_is_not_deleted(double, acm):
    arn = issue_certificate(double, make_zone(double, "example.com"), "www.example.com")
    cloudfront = double.client("cloudfront")
    made = cloudfront.create_distribution(DistributionConfig=distribution_config(
        **with_certificate(arn, "www.example.com")))
    user = made["Distribution"]
    assert describe(acm, arn)["InUseBy"] == [user["ARN"]]
    assert code_of(acm.delete_certificate, CertificateArn=arn) == "ResourceInUseException"
    config = cloudfront.get_distribution_config(Id=user["Id"])["DistributionConfig"]
    config.update(Aliases={"Quantity": 0}, ViewerCertificate={"CloudFrontDefaultCertificate": True})
    cloudfront.update_distribution(Id=user["Id"], IfMatch=made["ETag"], DistributionConfig=config)
    assert code_of(acm.delete_certificate, CertificateArn=arn) == "ResourceInUseException"
    wait_for(lambda: code_of(acm.delete_certificate, CertificateArn=arn) == "")
    assert code_of(acm.delete_certificate, CertificateArn=arn) == "ResourceNotFoundException"


def test_tags_are_added_and_removed(acm):
    arn = request(acm, Tags=[{"Key": "env", "Value": "prod"}])
    acm.add_tags_to_certificate(CertificateArn=arn, Tags=[{"Key": "owner", "Value": "web"}])
    acm.remove_tags_from_certificate(CertificateArn=arn, Tags=[{"Key": "env"}])
    assert acm.list_tags_for_certificate(CertificateArn=arn)["Tags"] == [{"Key": "owner", "Value": "web"}]


def test_certificate_can_be_made_to_fail(double, acm):
    arn = request(acm)
    double.control("certificate", {"arn": arn, "status": "FAILED", "reason": "CAA_ERROR"})
    found = describe(acm, arn)
    assert (found["Status"], found["FailureReason"]) == ("FAILED", "CAA_ERROR")


def test_certificates_belong_to_a_region(double, acm):
    arn = request(acm)
    assert code_of(double.client("acm", "eu-west-1").describe_certificate,
                   CertificateArn=arn) == "ResourceNotFoundException"
