# SPDX-License-Identifier: MIT
"""The double's Route53 keeps Route53's rules."""
from __future__ import annotations

import pytest

from running import RunningDouble, code_of
from sign import send
from steps import alias, change, make_zone, record, records, wait_for

A = record("www.example.com", "A", "192.0.2.1")


@pytest.fixture
def zone(double: RunningDouble) -> str:
    return make_zone(double, "example.com")


@pytest.fixture
def r53(double: RunningDouble):
    return double.client("route53")


def failure(r53, zone: str, *changes) -> str:
    """The code and message of a batch that is refused; "" for one that is not."""
    batch = [{"Action": action, "ResourceRecordSet": wanted} for action, wanted in changes]
    try:
        r53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": batch})
    except r53.exceptions.ClientError as failed:
        return f"{failed.response['Error']['Code']}: {failed.response['Error']['Message']}"
    return ""


def test_change_is_pending_then_in_sync(double, r53, zone):
    info = change(double, zone, ("CREATE", A))
    assert info["Status"] == "PENDING" and info["Id"].startswith("/change/C")
    wait_for(lambda: r53.get_change(Id=info["Id"])["ChangeInfo"]["Status"] == "INSYNC")
    assert code_of(r53.get_change, Id="C0NEVER") == "NoSuchChange"


def test_batch_is_all_or_nothing(double, r53, zone):
    bad = record("mail.example.com", "A", "not an address")
    assert failure(r53, zone, ("CREATE", A), ("CREATE", bad)).startswith("InvalidChangeBatch")
    assert records(double, zone) == []


def test_create_refuses_what_is_there_and_upsert_replaces_it(double, r53, zone):
    change(double, zone, ("CREATE", A))
    assert "already exists" in failure(r53, zone, ("CREATE", A))
    change(double, zone, ("UPSERT", record("www.example.com", "A", "192.0.2.2")))
    assert [r["ResourceRecords"] for r in records(double, zone)] == [[{"Value": "192.0.2.2"}]]


def test_delete_names_everything_exactly(double, r53, zone):
    change(double, zone, ("CREATE", A))
    for other in (record("www.example.com", "A", "192.0.2.9"), record("www.example.com", "A", "192.0.2.1", ttl=60)):
        assert "do not match" in failure(r53, zone, ("DELETE", other))
    change(double, zone, ("DELETE", A))
    assert "not found" in failure(r53, zone, ("DELETE", A))


@pytest.mark.parametrize("bad, why", [
    (record("www.example.org", "A", "192.0.2.1"), "not permitted in zone"),
    (record("badexample.com", "A", "192.0.2.1"), "not permitted in zone"),
    (record("example.com", "CNAME", "x.example.net"), "not permitted at apex"),
    (record("www.example.com", "AAAA", "192.0.2.1"), "not an address"),
    (record("www.example.com", "TXT", "no quotes"), "quotation marks"),
    (record("www.example.com", "TXT", f'"{"x" * 256}"'), "CharacterStringTooLong"),
    (record("www.example.com", "A", "192.0.2.1", "192.0.2.1"), "Duplicate"),
    (record("www.example.com", "MX", "mail"), "MX"),
    ({"Name": "www.example.com", "Type": "A"}, "InvalidInput"),
    ({**alias("www.example.com", "A", "d1.cloudfront.net"), "TTL": 300}, "InvalidInput"),
    (alias("www.example.com", "A", "d1.example.net"), "does not lie within"),
    (record("www.example.com", "A", "192.0.2.1", Weight=1), "SetIdentifier"),
])
def test_bad_record_is_refused(r53, zone, bad, why):
    assert why in failure(r53, zone, ("UPSERT", bad))


def test_alias_to_cloudfront_does_not_evaluate_health_nor_stand_in_a_private_zone(double, r53, zone):
    wanted = alias("www.example.com", "A", "d1.cloudfront.net")
    wanted["AliasTarget"]["EvaluateTargetHealth"] = True
    assert failure(r53, zone, ("CREATE", wanted)).startswith("InvalidChangeBatch")
    inside = make_zone(double, "example.com", private=True)
    assert "private" in failure(r53, inside, ("CREATE", alias("www.example.com", "A", "d1.cloudfront.net")))


def test_cname_stands_alone_but_may_change_places_in_one_batch(double, r53, zone):
    cname = record("www.example.com", "CNAME", "elsewhere.example.net")
    change(double, zone, ("CREATE", A))
    assert "conflicts" in failure(r53, zone, ("CREATE", cname))
    change(double, zone, ("DELETE", A), ("CREATE", cname))
    assert [r["Type"] for r in records(double, zone)] == ["CNAME"]


def test_names_are_lower_case_with_octal_escapes(double, zone):
    change(double, zone, ("CREATE", record("*.WWW.example.com", "A", "192.0.2.1")),
           ("CREATE", record("a\\100b.example.com", "A", "192.0.2.1")))
    assert [r["Name"] for r in records(double, zone)] == ["a\\100b.example.com.", "\\052.www.example.com."]
    change(double, zone, ("DELETE", record("\\052.www.example.com", "A", "192.0.2.1")))


def test_routing_policy_records_are_readable_and_exclude_simple_ones(double, r53, zone):
    for weight, name in ((10, "blue"), (20, "green")):
        change(double, zone, ("CREATE", record("www.example.com", "A", f"192.0.2.{weight}", SetIdentifier=name,
                                               Weight=weight)))
    assert [(r["SetIdentifier"], r["Weight"]) for r in records(double, zone)] == [("blue", 10), ("green", 20)]
    assert "routing policy" in failure(r53, zone, ("UPSERT", A))
    page = r53.list_resource_record_sets(HostedZoneId=zone, StartRecordName="www.example.com",
                                         StartRecordType="A", MaxItems="1")
    assert (page["IsTruncated"], page["NextRecordIdentifier"]) == (True, "green")
    change(double, zone, ("DELETE", record("www.example.com", "A", "192.0.2.10", SetIdentifier="blue", Weight=10)))
    assert [r["SetIdentifier"] for r in records(double, zone)] == ["green"]


def test_listing_starts_at_a_cursor_and_goes_by_reversed_labels(double, r53, zone):
    for name in ("b.a", "a.b", "a"):
        change(double, zone, ("CREATE", record(f"{name}.example.com", "A", "192.0.2.1")))
    page = r53.list_resource_record_sets(HostedZoneId=zone, StartRecordName="a.example.com", MaxItems="2")
    assert [r["Name"] for r in page["ResourceRecordSets"]] == ["a.example.com.", "b.a.example.com."]
    assert (page["IsTruncated"], page["NextRecordName"], page["NextRecordType"]) == (True, "a.b.example.com.", "A")
    assert code_of(r53.list_resource_record_sets, HostedZoneId=zone, StartRecordType="A") == "InvalidInput"


def test_records_come_300_to_a_page(double, r53, zone):
    names = [f"h{i:03}.example.com" for i in range(320)]
    change(double, zone, *(("CREATE", record(name, "A", "192.0.2.1")) for name in names))
    first = r53.list_resource_record_sets(HostedZoneId=zone, MaxItems="1000")
    assert len(first["ResourceRecordSets"]) == 300 and first["IsTruncated"]
    assert len(records(double, zone)) == 320


def test_upsert_counts_twice_against_the_limit_of_a_batch(r53, zone):
    many = [record(f"h{i}.example.com", "A", "192.0.2.1") for i in range(501)]
    assert "limit of 1000" in failure(r53, zone, *(("UPSERT", one) for one in many))
    assert failure(r53, zone, *(("CREATE", one) for one in many)) == ""


def test_zones_by_name_is_a_cursor(double, r53):
    for name in ("example.com", "sub.example.com", "example.net"):
        make_zone(double, name)
    listed = r53.list_hosted_zones_by_name(DNSName="example.com")["HostedZones"]
    assert [z["Name"] for z in listed] == ["example.com.", "sub.example.com.", "example.net."]
    page = r53.list_hosted_zones_by_name(DNSName="nothing.example.com", MaxItems="1")
    assert [z["Name"] for z in page["HostedZones"]] == ["sub.example.com."]
    assert page["IsTruncated"] and page["NextDNSName"] == "example.net."


def test_several_zones_of_one_name_and_private_ones(double, r53):
    ids = {make_zone(double, "example.com"), make_zone(double, "example.com")}
    inside = make_zone(double, "example.com", private=True)
    listed = r53.list_hosted_zones_by_name(DNSName="example.com")["HostedZones"]
    private = {z["Id"].split("/")[-1]: z["Config"]["PrivateZone"] for z in listed}
    assert private == {**{i: False for i in ids}, inside: True}
    page = r53.list_hosted_zones_by_name(DNSName="example.com", MaxItems="1")
    again = r53.list_hosted_zones_by_name(DNSName=page["NextDNSName"], HostedZoneId=page["NextHostedZoneId"])
    assert len(again["HostedZones"]) == 2


def test_zones_are_paged_by_marker(double, r53):
    for i in range(5):
        make_zone(double, f"z{i}.example")
    seen, marker = [], {}
    while True:
        page = r53.list_hosted_zones(MaxItems="2", **marker)
        seen += [z["Name"] for z in page["HostedZones"]]
        if not page["IsTruncated"]:
            break
        marker = {"Marker": page["NextMarker"]}
    assert len(seen) == len(set(seen)) == 5


def test_caller_reference_is_used_once(double, r53):
    r53.create_hosted_zone(Name="example.com", CallerReference="one")
    assert code_of(r53.create_hosted_zone, Name="example.net", CallerReference="one") == "HostedZoneAlreadyExists"


def test_zone_with_records_is_not_deleted(double, r53, zone):
    change(double, zone, ("CREATE", A))
    assert code_of(r53.delete_hosted_zone, Id=zone) == "HostedZoneNotEmpty"
    change(double, zone, ("DELETE", A))
    assert code_of(r53.delete_hosted_zone, Id=zone) == ""
    assert code_of(r53.get_hosted_zone, Id=zone) == "NoSuchHostedZone"


def test_namespace_and_element_names_are_checked(double, zone):
    path = f"/2013-04-01/hostedzone/{zone}/rrset"
    good = ('<ChangeResourceRecordSetsRequest xmlns="{}"><ChangeBatch><Changes><Change><Action>{}</Action>'
            "<ResourceRecordSet><Name>a.example.com</Name><Type>A</Type><TTL>60</TTL><ResourceRecords>"
            "<ResourceRecord><{}>192.0.2.1</{}></ResourceRecord></ResourceRecords></ResourceRecordSet>"
            "</Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>")
    space = "https://route53.amazonaws.com/doc/2013-04-01/"
    for body, status in ((good.format(space, "CREATE", "Value", "Value"), 200),
                         (good.format("http://other/", "CREATE", "Value", "Value"), 400),
                         (good.format(space, "PUT", "Value", "Value"), 400),
                         (good.format(space, "CREATE", "Val", "Val"), 400)):
        assert send(double, "route53", "POST", path, body=body.encode()).status == status, body
