# SPDX-License-Identifier: MIT
"""The double's CloudFront keeps CloudFront's rules."""
from __future__ import annotations

import copy
from typing import Any

import pytest

from running import RunningDouble, code_of
from sign import send
from steps import (access_control, change, distribution_config, issue_certificate, make_zone, record, wait_for,
                   with_certificate)


@pytest.fixture
def cloudfront(double: RunningDouble):
    return double.client("cloudfront")


@pytest.fixture
def certificate(double: RunningDouble) -> str:
    return issue_certificate(double, make_zone(double, "example.com"), "www.example.com")


def create(cloudfront, **more: Any) -> dict[str, Any]:
    """A distribution; the whole answer."""
    return cloudfront.create_distribution(DistributionConfig=distribution_config(**more))


def refusal(cloudfront, **more: Any) -> str:
    return code_of(cloudfront.create_distribution, DistributionConfig=distribution_config(**more))


def update(cloudfront, made: dict[str, Any], etag: str, **more: Any) -> dict[str, Any]:
    config = cloudfront.get_distribution_config(Id=made["Distribution"]["Id"])["DistributionConfig"]
    return cloudfront.update_distribution(Id=made["Distribution"]["Id"], IfMatch=etag,
                                          DistributionConfig={**config, **more})


def test_what_was_sent_is_read_back_with_the_defaults_filled_in(double, cloudfront, certificate):
    control = access_control(double, "www.example.com")
    sent = distribution_config(Comment="site", DefaultRootObject="index.html", HttpVersion="http2and3",
                               **with_certificate(certificate, "www.example.com"))
    sent["Origins"]["Items"][0]["OriginAccessControlId"] = control
    sent["CustomErrorResponses"] = {"Quantity": 1, "Items": [
        {"ErrorCode": 404, "ResponsePagePath": "/index.html", "ResponseCode": "200", "ErrorCachingMinTTL": 10}]}
    made = cloudfront.create_distribution(DistributionConfig=copy.deepcopy(sent))["Distribution"]
    got = cloudfront.get_distribution_config(Id=made["Id"])["DistributionConfig"]
    for name in ("CallerReference", "Comment", "DefaultRootObject", "HttpVersion", "Aliases", "Enabled",
                 "CustomErrorResponses"):
        assert got[name] == sent[name], name
    origin = got["Origins"]["Items"][0]
    assert origin["OriginAccessControlId"] == control
    assert (origin["ConnectionAttempts"], origin["ConnectionTimeout"], origin["OriginPath"]) == (3, 10, "")
    assert got["ViewerCertificate"]["ACMCertificateArn"] == certificate
    assert got["ViewerCertificate"]["CertificateSource"] == "acm"
    assert (got["PriceClass"], got["IsIPV6Enabled"], got["Staging"]) == ("PriceClass_All", True, False)
    assert got["DefaultCacheBehavior"]["AllowedMethods"]["Items"] == ["HEAD", "GET"]
    assert "ForwardedValues" not in got["DefaultCacheBehavior"]
    assert made["ARN"] == f"arn:aws:cloudfront::123456789012:distribution/{made['Id']}"


def test_default_certificate_reads_back_as_vip(cloudfront):
    viewer = create(cloudfront)["Distribution"]["DistributionConfig"]["ViewerCertificate"]
    assert viewer == {"CloudFrontDefaultCertificate": True, "SSLSupportMethod": "vip",
                      "MinimumProtocolVersion": "TLSv1", "CertificateSource": "cloudfront"}


def test_update_needs_the_current_etag(cloudfront):
    made = create(cloudfront)
    identity, config = made["Distribution"]["Id"], made["Distribution"]["DistributionConfig"]
    assert code_of(cloudfront.update_distribution, Id=identity,
                   DistributionConfig=config) == "InvalidIfMatchVersion"
    changed = update(cloudfront, made, made["ETag"], Comment="new")
    assert changed["ETag"] != made["ETag"]
    assert code_of(cloudfront.update_distribution, Id=identity, IfMatch=made["ETag"],
                   DistributionConfig=config) == "PreconditionFailed"
    assert cloudfront.get_distribution(Id=identity)["ETag"] == changed["ETag"]


def test_caller_reference_is_for_ever_and_unique(cloudfront):
    made = create(cloudfront, reference="one")
    assert refusal(cloudfront, reference="one") == "DistributionAlreadyExists"
    config = {**made["Distribution"]["DistributionConfig"], "CallerReference": "two"}
    assert code_of(cloudfront.update_distribution, Id=made["Distribution"]["Id"], IfMatch=made["ETag"],
                   DistributionConfig=config) == "IllegalUpdate"


def test_every_change_is_in_progress_for_a_while(cloudfront):
    made = create(cloudfront)
    identity = made["Distribution"]["Id"]

    def deployed() -> bool:
        return cloudfront.get_distribution(Id=identity)["Distribution"]["Status"] == "Deployed"

    assert made["Distribution"]["Status"] == "InProgress"
    wait_for(deployed)
    assert update(cloudfront, made, made["ETag"], Comment="x")["Distribution"]["Status"] == "InProgress"
    assert not deployed()
    wait_for(deployed)


def test_deleted_only_when_disabled_and_deployed(cloudfront):
    made = create(cloudfront)
    identity = made["Distribution"]["Id"]
    assert code_of(cloudfront.delete_distribution, Id=identity) == "InvalidIfMatchVersion"
    assert code_of(cloudfront.delete_distribution, Id=identity, IfMatch=made["ETag"]) == "DistributionNotDisabled"
    etag = update(cloudfront, made, made["ETag"], Enabled=False)["ETag"]
    assert code_of(cloudfront.delete_distribution, Id=identity, IfMatch=made["ETag"]) == "PreconditionFailed"
    assert code_of(cloudfront.delete_distribution, Id=identity, IfMatch=etag) == "DistributionNotDisabled"
    wait_for(lambda: code_of(cloudfront.delete_distribution, Id=identity, IfMatch=etag) == "")
    assert code_of(cloudfront.get_distribution, Id=identity) == "NoSuchDistribution"


def test_alias_belongs_to_one_distribution_with_a_covering_certificate(double, cloudfront, certificate):
    assert refusal(cloudfront, Aliases={"Quantity": 1, "Items": ["www.example.com"]}) == "InvalidViewerCertificate"
    assert refusal(cloudfront, **with_certificate(certificate, "api.example.com")) == "InvalidViewerCertificate"
    create(cloudfront, **with_certificate(certificate, "www.example.com"))
    assert refusal(cloudfront, reference="two",
                   **with_certificate(certificate, "www.example.com")) == "CNAMEAlreadyExists"


def test_certificate_is_issued_and_in_us_east_1(double, cloudfront):
    for region in ("us-east-1", "eu-west-1"):
        arn = double.client("acm", region).request_certificate(
            DomainName="www.example.com", ValidationMethod="DNS")["CertificateArn"]
        assert refusal(cloudfront, **with_certificate(arn, "www.example.com")) == "InvalidViewerCertificate"


def origin(**more: Any) -> dict[str, Any]:
    """Origins of one S3 origin with members replaced."""
    one = {"Id": "s3", "DomainName": "bucket.s3.us-east-1.amazonaws.com",
           "S3OriginConfig": {"OriginAccessIdentity": ""}, **more}
    return {"Quantity": 1, "Items": [one]}


def behavior(**more: Any) -> dict[str, Any]:
    return {**distribution_config()["DefaultCacheBehavior"], **more}


@pytest.mark.parametrize("code, wrong", [
    ("NoSuchOriginAccessControl", {"Origins": origin(OriginAccessControlId="E0NONE")}),
    ("InvalidArgument", {"Origins": origin(DomainName="bucket.example.com")}),
    ("NoSuchOrigin", {"DefaultCacheBehavior": behavior(TargetOriginId="other")}),
    ("InvalidArgument", {"DefaultCacheBehavior": behavior(MinTTL=1)}),
    ("InvalidArgument", {"DefaultCacheBehavior": {"TargetOriginId": "s3", "ViewerProtocolPolicy": "allow-all"}}),
    ("InvalidDefaultRootObject", {"DefaultRootObject": "/index.html"}),
    ("InvalidArgument", {"Comment": "x" * 129}),
    ("InvalidArgument", {"CustomErrorResponses": {"Quantity": 1, "Items": [
        {"ErrorCode": 404, "ResponsePagePath": "/index.html"}]}}),
    ("InconsistentQuantities", {"Aliases": {"Quantity": 2, "Items": ["www.example.com"]}}),
    ("MalformedXML", {"PriceClass": "PriceClass_1000"}),
])
def test_wrong_configuration_is_refused(cloudfront, code, wrong):
    assert refusal(cloudfront, **wrong) == code


def test_unknown_and_missing_elements_are_malformed(double):
    space = 'xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"'
    for body in (f"<DistributionConfig {space}><CallerReference>x</CallerReference></DistributionConfig>",
                 f"<DistributionConfig {space}><Callerreference>x</Callerreference></DistributionConfig>",
                 "<DistributionConfig><CallerReference>x</CallerReference></DistributionConfig>"):
        answer = send(double, "cloudfront", "POST", "/2020-05-31/distribution", body=body.encode())
        assert (answer.status, answer.code) == (400, "MalformedXML"), body


def test_distributions_and_controls_are_paged(double, cloudfront):
    made = [create(cloudfront, reference=f"r{i}")["Distribution"]["Id"] for i in range(3)]
    for i in range(3):
        access_control(double, f"c{i}")
    first = cloudfront.list_distributions(MaxItems="2")["DistributionList"]
    assert (first["IsTruncated"], first["Quantity"], first["NextMarker"]) == (True, 2, made[1])
    rest = cloudfront.list_distributions(MaxItems="2", Marker=first["NextMarker"])["DistributionList"]
    assert [d["Id"] for d in rest["Items"]] == made[2:] and not rest["IsTruncated"]
    page = cloudfront.list_origin_access_controls(MaxItems="2")["OriginAccessControlList"]
    assert page["IsTruncated"] and [c["Name"] for c in page["Items"]] == ["c0", "c1"]


def test_summary_has_the_etag_but_not_the_caller_reference(cloudfront):
    made = create(cloudfront, Comment="mine")
    summary = cloudfront.list_distributions()["DistributionList"]["Items"][0]
    assert (summary["ETag"], summary["Comment"]) == (made["ETag"], "mine")
    assert "CallerReference" not in summary


def test_empty_lists_have_no_items(cloudfront):
    assert "Items" not in cloudfront.list_distributions()["DistributionList"]
    assert "Items" not in cloudfront.list_origin_access_controls()["OriginAccessControlList"]


def test_tags_come_with_the_creation_and_change_later(cloudfront):
    made = cloudfront.create_distribution_with_tags(DistributionConfigWithTags={
        "DistributionConfig": distribution_config(), "Tags": {"Items": [{"Key": "env", "Value": "prod"}]}})
    arn = made["Distribution"]["ARN"]
    cloudfront.tag_resource(Resource=arn, Tags={"Items": [{"Key": "owner", "Value": "web"}]})
    cloudfront.untag_resource(Resource=arn, TagKeys={"Items": ["env"]})
    assert cloudfront.list_tags_for_resource(Resource=arn)["Tags"]["Items"] == [{"Key": "owner", "Value": "web"}]
    assert code_of(cloudfront.list_tags_for_resource, Resource=arn + "X") == "NoSuchResource"


def test_access_control_has_a_unique_name_an_etag_and_users(double, cloudfront):
    control = access_control(double, "one")
    got = cloudfront.get_origin_access_control(Id=control)
    config = {**got["OriginAccessControl"]["OriginAccessControlConfig"], "Description": "new"}
    assert code_of(cloudfront.create_origin_access_control,
                   OriginAccessControlConfig=config) == "OriginAccessControlAlreadyExists"
    assert code_of(cloudfront.update_origin_access_control, Id=control, IfMatch="E0",
                   OriginAccessControlConfig=config) == "PreconditionFailed"
    etag = cloudfront.update_origin_access_control(Id=control, IfMatch=got["ETag"],
                                                   OriginAccessControlConfig=config)["ETag"]
    assert cloudfront.get_origin_access_control_config(Id=control)["ETag"] == etag != got["ETag"]
    create(cloudfront, Origins=origin(OriginAccessControlId=control))
    assert code_of(cloudfront.delete_origin_access_control, Id=control) == "InvalidIfMatchVersion"
    assert code_of(cloudfront.delete_origin_access_control, Id=control,
                   IfMatch=etag) == "OriginAccessControlInUse"
    unused = access_control(double, "two")
    etag = cloudfront.get_origin_access_control(Id=unused)["ETag"]
    assert code_of(cloudfront.delete_origin_access_control, Id=unused, IfMatch=etag) == ""
    assert code_of(cloudfront.get_origin_access_control, Id=unused) == "NoSuchOriginAccessControl"


def test_group_of_origins_may_be_a_target(double):
    config = distribution_config("grouped")
    first = config["Origins"]["Items"][0]
    config["Origins"] = {"Quantity": 2, "Items": [first, {**first, "Id": "spare"}]}
    members = [{"OriginId": "s3"}, {"OriginId": "spare"}]
    config["OriginGroups"] = {"Quantity": 1, "Items": [{
        "Id": "group", "FailoverCriteria": {"StatusCodes": {"Quantity": 1, "Items": [503]}},
        "Members": {"Quantity": 2, "Items": members}}]}
    config["DefaultCacheBehavior"]["TargetOriginId"] = "group"
    cloudfront = double.client("cloudfront")
    made = cloudfront.create_distribution(DistributionConfig=config)["Distribution"]
    assert made["DistributionConfig"]["DefaultCacheBehavior"]["TargetOriginId"] == "group"
    members[1]["OriginId"] = "nowhere"
    assert code_of(cloudfront.create_distribution,
                   DistributionConfig={**config, "CallerReference": "other"}) == "NoSuchOrigin"


def test_sets_come_back_in_an_order_of_their_own(double):
    codes = [{"ErrorCode": code, "ErrorCachingMinTTL": 10} for code in (403, 503, 404)]
    made = double.client("cloudfront").create_distribution(DistributionConfig=distribution_config(
        CustomErrorResponses={"Quantity": 3, "Items": codes}))["Distribution"]["DistributionConfig"]
    assert [one["ErrorCode"] for one in made["CustomErrorResponses"]["Items"]] == [503, 404, 403]


def test_who_holds_an_alias_is_told_to_who_has_a_certificate_for_it(double, cloudfront):
    zone = make_zone(double, "example.com")
    mine = create(cloudfront, CallerReference="mine", **with_certificate(
        issue_certificate(double, zone, "*.example.com"), "a.example.com"))["Distribution"]["Id"]
    bare = create(cloudfront, CallerReference="bare")["Distribution"]["Id"]
    there = double.control("foreign-alias", {"alias": "b.example.com"})
    wild = double.control("foreign-alias", {"alias": "*.example.com"})

    def conflicts(alias: str, asker: str = mine, **more: Any) -> Any:
        return cloudfront.list_conflicting_aliases(DistributionId=asker, Alias=alias, **more)["ConflictingAliasesList"]

    def hidden(alias: str, identity: str, account: str) -> dict[str, str]:
        return {"Alias": alias, "DistributionId": "*" * 7 + identity[7:], "AccountId": "*" * 6 + account[6:]}

    everywhere = [hidden("*.example.com", wild["distribution"], wild["account"]),
                  hidden("a.example.com", mine, "123456789012"),
                  hidden("b.example.com", there["distribution"], there["account"])]
    assert conflicts("b.example.com")["Items"] == [everywhere[0], everywhere[2]]
    assert conflicts("*.example.com")["Items"] == everywhere
    first = conflicts("*.example.com", MaxItems=2)
    assert first["Items"] + conflicts("*.example.com", Marker=first["NextMarker"])["Items"] == everywhere
    assert conflicts("c.example.com")["Items"] == [everywhere[0]]
    refused = {(alias, asker): code_of(cloudfront.list_conflicting_aliases, DistributionId=asker, Alias=alias)
               for alias, asker in (("b.example.org", mine), ("b.example.com", bare), ("b.example.com", "E1"))}
    assert list(refused.values()) == ["InvalidArgument", "InvalidArgument", "NoSuchDistribution"]
    assert refusal(cloudfront, CallerReference="late", **with_certificate(
        issue_certificate(double, zone, "b.example.com"), "b.example.com")) == "CNAMEAlreadyExists"


def test_an_alias_is_moved_to_who_proves_that_the_domain_is_theirs(double, cloudfront):
    zone = make_zone(double, "example.com")
    certificate = issue_certificate(double, zone, "*.example.com")
    mine = create(cloudfront, CallerReference="mine", **with_certificate(certificate, "a.example.com"))["Distribution"]
    asked = {"TargetDistributionId": mine["Id"], "Alias": "b.example.com"}
    double.control("foreign-alias", {"alias": "b.example.com"})
    assert code_of(cloudfront.associate_alias, **asked) == "AccessDenied"
    change(double, zone, ("CREATE", record("_b.example.com", "TXT", f'"{mine["DomainName"]}"')))
    assert code_of(cloudfront.associate_alias, **asked) == "IllegalUpdate"
    double.control("foreign-alias", {"alias": "b.example.com", "enabled": False})
    cloudfront.associate_alias(**asked)
    found = cloudfront.get_distribution_config(Id=mine["Id"])["DistributionConfig"]
    assert found["Aliases"]["Items"] == ["a.example.com", "b.example.com"]
    held = cloudfront.list_conflicting_aliases(DistributionId=mine["Id"], Alias="b.example.com")["ConflictingAliasesList"]
    assert [one["DistributionId"][7:] for one in held["Items"]] == [mine["Id"][7:]]
    assert code_of(cloudfront.associate_alias, **{**asked, "Alias": "b.example.org"}) == "AccessDenied"
