# SPDX-License-Identifier: MIT
"""Whose a thing is, on the simulated account: what is not ours is left and named, what was given up is found."""
from __future__ import annotations

import json
import re

from test_cli_memory import BUCKET, account, applied, one_of_each  # noqa: F401 (account is a fixture)

ALLOW = "--allow-destroy=example"


def hand(account, service: str, kind: str, name: str, /, **members) -> None:
    """Somebody changes a resource, or makes one."""
    stored = json.loads(account.file.read_text())
    stored["resources"].setdefault(service, {}).setdefault(kind, {}).setdefault(name, {}).update(members)
    account.file.write_text(json.dumps(stored))


def by_hand(account, name: str, **tags: str) -> None:
    """A bucket that somebody made."""
    other = account.write("theirs.yaml", site=None, domain=None, name=name, region="eu-west-1", mark=False, tags=tags)
    assert account("s3", "apply", other, "--yes").rc == 0


def marks(account) -> list[tuple[str, str]]:
    found = account("list", "--json")
    assert found.rc == 0, found
    return sorted((item["kind"], item["mark"].split()[0]) for item in found.json["found"])


def test_list_shows_every_site_with_what_it_has(account):
    empty = account("list")
    assert empty.rc == 0 and "Nothing in this account carries a mark" in empty.stdout, empty
    applied(account, account.write(region="eu-west-1"))
    applied(account, account.write("shop.yaml", site="shop", domain="shop.example.com", region="eu-west-1"))
    by_hand(account, "somebody-elses", owner="finance")
    shown = account("list")
    assert shown.rc == 0 and "example\n" in shown.stdout and "shop\n" in shown.stdout, shown
    assert BUCKET in shown.stdout and "somebody-elses" not in shown.stdout, shown
    assert [kind for kind, _ in marks(account)] == sorted(["access_control", "bucket", "certificate", "distribution"] * 2)


def test_list_shows_an_access_control_that_was_adopted(account):
    site = account.write(region="eu-west-1")
    applied(account, site)
    (control,) = json.loads(account.file.read_text())["resources"]["cloudfront"]["oac"]
    hand(account, "cloudfront", "oac", control, description="")
    assert "access_control" not in dict(marks(account))
    taken = account("adopt", site, f"access_control/{control}", "--yes")
    assert taken.rc == 0, taken
    assert dict(marks(account))["access_control"] == "adopted"


def test_list_tells_a_copied_mark(account):
    """Whatever carries the marks of something else is shown, and not as made."""
    applied(account, account.write(region="eu-west-1"))
    by_hand(account, "backup", owner="finance")
    stored = json.loads(account.file.read_text())["resources"]
    copies = {"bucket": "backup"}
    hand(account, "s3", "bucket", "backup", tags=stored["s3"]["bucket"][BUCKET]["tags"])
    for service, kind, identity in (("acm", "certificate", "00000000-0000-4000-8000-000000000009"),
                                    ("cloudfront", "distribution", "E9"), ("cloudfront", "oac", "E10")):
        ((name, one),) = stored[service][kind].items()
        key = name.rsplit("/", 1)[0] + "/" + identity if "/" in name else identity
        hand(account, service, kind, key, **{
            **one, "id": key, "arn": key, "caller_reference": "theirs", "aliases": [], "name": "theirs"})
        copies["access_control" if kind == "oac" else kind] = key
    found = account("list", "--json").json["found"]
    assert {one["kind"]: one["identity"] for one in found if one.get("copied")} == copies, found
    assert len([one for one in found if not one.get("copied")]) == 4, found
    shown = account("list").stdout
    assert shown.count("not ours: a copy of the mark") == 4 and shown.count("  made\n") == 4, shown


def test_what_was_given_up_is_named_and_goes_with_the_site(account):
    typo = account.write("typo.yaml", domain="wwww.example.com", region="eu-west-1")
    stopped = account("apply", typo, "--yes", "--stop-after=acm.REQUEST_CERTIFICATE")
    assert stopped.rc == 0, stopped
    begun = [kind for kind, _ in marks(account)]
    assert "certificate" in begun, begun
    site = account.write(region="eu-west-1")
    plan = account("plan", site)
    assert plan.rc == 2 and "Left: certificate" in plan.stdout and "destroy removes it" in plan.stdout, plan
    applied(account, site)
    gone = account("destroy", site, ALLOW)
    assert gone.rc == 0, gone
    assert marks(account) == [] and account.records() == []


def test_the_name_that_went_off_the_air_allows_the_same_destroy_again(account):
    site = account.write(region="eu-west-1")
    applied(account, site)
    domain = "--allow-destroy=www.example.com"
    for _ in range(2):  # as after a run that was killed when the name was gone
        gone = account("destroy", site, domain, "--yes")
        assert gone.rc == 0, gone
    assert not account.resources().get("cloudfront/distribution")
    refused = account("destroy", site, "--allow-destroy=www.elsewhere.example", "--yes")
    assert refused.rc == 3 and "--allow-destroy=example" in refused.stderr, refused


def test_a_bucket_made_by_hand_is_named_and_left(account):
    site = account.write(region="eu-west-1")
    by_hand(account, BUCKET, owner="finance")
    before = account.file.read_text()
    gone = account("destroy", site, ALLOW)
    assert gone.rc == 0 and f"Left: bucket {BUCKET}: it is not ours (tags owner=finance)" in gone.stdout, gone
    refused = account("apply", site, "--yes")
    assert refused.rc == 3 and f'adopt "bucket/{BUCKET}"' in refused.stderr, refused
    assert json.loads(account.file.read_text())["resources"] == json.loads(before)["resources"]


def test_what_is_adopted_keeps_what_others_set_and_is_given_back(account):
    site = account.write(region="eu-west-1", tags={"team": "web"})
    by_hand(account, BUCKET, owner="finance")
    adopted = account("adopt", site, f"bucket/{BUCKET}", "--yes")
    assert adopted.rc == 0 and "ADOPT" in adopted.stdout, adopted
    one_of_each(account)
    tags = account.resources()["s3/bucket"][BUCKET]["tags"]
    assert tags["owner"] == "finance" and tags["team"] == "web" and tags["dxaws:managed"] == f"adopted {BUCKET}"
    assert account("plan", site).rc == 0
    gone = account("destroy", site, ALLOW)
    assert gone.rc == 0, gone
    found = account.resources()
    assert found["s3/bucket"][BUCKET]["tags"] == {"owner": "finance"} and not found.get("cloudfront/distribution")


def test_pages_of_others_are_replaced_only_when_that_is_adopted(account):
    """What the refusal prints is followed; the bucket's consent alone is none to what it holds."""
    (account.home / "theirs").mkdir()
    (account.home / "ours").mkdir()
    (account.home / "theirs" / "index.html").write_text("theirs")
    (account.home / "ours" / "index.html").write_text("ours")
    by_hand(account, BUCKET, owner="finance")
    alone = account.write("pages.yaml", site=None, domain=None, bucket=BUCKET, region="eu-west-1", source="./theirs")
    assert account("content", "apply", alone, "--yes").rc == 0
    stored = json.loads(account.file.read_text())["resources"]["s3"]["bucket"][BUCKET]
    hand(account, "s3", "bucket", BUCKET, objects=[one for one in stored["objects"] if one["key"] == "index.html"])
    site = account.write(region="eu-west-1", source="./ours")
    before = account.resources()
    refused = account("apply", site, "--yes", f"--adopt=bucket/{BUCKET}")
    assert refused.rc == 3 and f"--adopt=content/{BUCKET}" in refused.stderr and "index.html" in refused.stderr, refused
    assert account.resources() == before
    applied = account("apply", site, "--yes", f"--adopt=bucket/{BUCKET}", f"--adopt=content/{BUCKET}")
    assert applied.rc == 0, applied
    assert account("plan", site).rc == 0


def test_the_manifest_adopts_for_good(account):
    by_hand(account, BUCKET)
    site = account.write(region="eu-west-1", adopt=[f"bucket/{BUCKET}"])
    applied(account, site)
    assert account("plan", site).rc == 0


def test_what_is_released_stays_and_is_nobodys(account):
    site = account.write(region="eu-west-1")
    applied(account, site)
    policy = account.resources()["s3/bucket"][BUCKET]["policy"]
    planned = account("release", site, "--adapter=dry-run", "--yes", "--json", "--import=terraform").json
    left = {entry["kind"]: entry.get("settings", {}) for entry in planned["plan"]["left"]}
    assert left["bucket"]["versioning"] is True and "public_access_block" in left["bucket"], left
    assert "DxawsCloudFrontRead" in left["bucket"]["policy_statements"] and left["certificate"], left
    assert left["distribution"]["aliases"] == ["www.example.com"] and "record" in left, left
    ids = {entry["to"]: entry["id"] for entry in planned["import"]}
    (zone,) = account.resources()["route53/zone"]
    (validation,) = [value for to, value in ids.items() if to.endswith("_validation")]
    assert ids["aws_s3_bucket_policy.example"] == ids["aws_s3_bucket.example"] == BUCKET
    assert ids["aws_route53_record.example_aaaa"] == f"{zone}_www.example.com_AAAA"
    assert validation.startswith(f"{zone}__") and validation.endswith(".www.example.com_CNAME"), validation
    assert ids["aws_acm_certificate.example"].startswith("arn:aws:acm:us-east-1:"), ids
    members = {"distribution": "aws_cloudfront_distribution", "oac": "aws_cloudfront_origin_access_control"}
    for kind, member in members.items():
        assert list(account.resources()[f"cloudfront/{kind}"]) == [ids[f"{member}.example"]], ids
    released = account("release", site, "--yes", "--import=cloudformation")
    assert released.rc == 0 and "example is released" in released.stdout, released
    made = json.loads(released.stdout[released.stdout.index("\n[") :])
    assert {item["ResourceType"]: item["ResourceIdentifier"] for item in made} == {
        "AWS::S3::Bucket": {"BucketName": BUCKET}, "AWS::S3::BucketPolicy": {"Bucket": BUCKET},
        "AWS::CloudFront::Distribution": {"Id": ids["aws_cloudfront_distribution.example"]},
        "AWS::CloudFront::OriginAccessControl": {"Id": ids["aws_cloudfront_origin_access_control.example"]}}, made
    one_of_each(account)
    assert policy and account.resources()["s3/bucket"][BUCKET]["policy"] == policy  # or the site would answer 403
    assert [kind for kind, _ in marks(account) if kind != "access_control"] == []
    changed = account.write(region="eu-west-1", tags={"team": "web"})
    refused = account("plan", changed)
    assert refused.rc == 3 and "adopt" in refused.stderr, refused
    gone = account("destroy", site, ALLOW)
    assert gone.rc in (0, 3), gone
    one_of_each(account)


def test_who_takes_a_released_bucket_over_leaves_what_reads_it(account):
    """The other site serves on: its statement is replaced by nobody, and the way on is to name it otherwise."""
    applied(account, account.write(region="eu-west-1"))
    assert account("release", account.write(region="eu-west-1"), "--yes").rc == 0
    policy = account.resources()["s3/bucket"][BUCKET]["policy"]
    other = account.write("other.yaml", site="heir", domain="heir.example.com", region="eu-west-1",
                          bucket={"name": BUCKET}, adopt=[f"bucket/{BUCKET}"])
    before = account.resources()
    theirs = {"DxawsCloudFrontList", "DxawsCloudFrontRead"}
    for _ in range(len(theirs)):  # each has its own refusal
        refused = account("apply", other, "--yes")
        named = {sid for sid in theirs if sid in refused.stderr}
        assert refused.rc == 3 and len(named) == 1 and "another Sid" in refused.stderr, refused
        assert account.resources() == before
        theirs -= named
        policy = {**policy, "Statement": [{**one, "Sid": "Theirs" + one["Sid"]} if one["Sid"] in named else one
                                          for one in policy["Statement"]]}
        hand(account, "s3", "bucket", BUCKET, policy=policy)
        before = account.resources()
    applied(account, other)
    statements = account.resources()["s3/bucket"][BUCKET]["policy"]["Statement"]
    assert not theirs and sum(one["Sid"].startswith("Theirs") for one in statements) == 2
    assert sum(one["Sid"] == "DxawsCloudFrontRead" for one in statements) == 1
    assert account("plan", other).rc == 0


def test_somebody_elses_tags_are_no_drift_and_stay(account):
    site = account.write(region="eu-west-1", tags={"team": "web"})
    applied(account, site)
    tags = account.resources()["s3/bucket"][BUCKET]["tags"]
    hand(account, "s3", "bucket", BUCKET, tags={**tags, "cost": "7"})
    assert account("plan", site).rc == 0
    fewer = account.write(region="eu-west-1")
    applied(account, fewer)
    tags = account.resources()["s3/bucket"][BUCKET]["tags"]
    assert tags["cost"] == "7" and "team" not in tags


def test_two_teams_with_one_name_for_a_site_do_not_lose_it(account):
    applied(account, account.write(region="eu-west-1"))
    other = account.write("other.yaml", domain="shop.example.com", region="eu-west-1")
    for words in (("apply", other, "--yes"), ("destroy", other, ALLOW)):
        refused = account(*words)
        assert refused.rc == 3 and "--allow-destroy=www.example.com" in refused.stderr, refused
    one_of_each(account)


def test_a_function_is_taken_over_by_what_the_refusal_prints_and_given_back(account):
    """Its comment says whose it is; what cannot be adopted by that name is told so."""
    wanted = account.write("f.yaml", site=None, domain=None, name="f", code="function handler(event) {}")
    assert account("function", "apply", wanted, "--yes").rc == 0
    hand(account, "cloudfront", "function", "f", comment="theirs")
    refused = account("function", "apply", wanted, "--yes")
    assert refused.rc == 3 and "--adopt=function/f" in refused.stderr, refused
    assert account("function", "destroy", wanted, "--yes", "--adopt=function/f").rc == 0
    assert account("function", "apply", wanted, "--yes", "--adopt=function/f").rc == 0
    other = account("function", "plan", wanted, "--adopt=function/g")
    assert other.rc == 3 and "none of that name" in other.stderr, other
    gone = account("function", "destroy", wanted, "--yes")
    assert gone.rc == 0 and "f is given back. 1 changed" in gone.stdout and "Left: function f" in gone.stdout, gone
    assert account.resources()["cloudfront/function"]["f"]["comment"] == ""


def test_what_the_first_release_marked_is_changed_and_destroyed(dxaws, site, tmp_path):
    """0.1 wrote "true" beside the site's name; such a mark stays until other tags are written."""
    account, file = "--adapter=memory=account.json", tmp_path / "account.json"
    assert dxaws("memory", "zone", "example.com", account).rc == 0
    assert dxaws("apply", site(region="eu-west-1"), account, "--yes").rc == 0
    marked = re.subn(r'("dxaws:managed": )"made [^"]*"', r'\1"true"', file.read_text())
    assert marked[1] == 3, "the bucket, the certificate, the distribution"
    file.write_text(marked[0])
    manifest = site(region="eu-west-1", fallback="/404.html", bucket={"versioning": False})
    changed = dxaws("apply", manifest, account, "--yes")
    assert changed.rc == 0, changed.stderr
    assert file.read_text().count('"true"') == 3
    assert dxaws("plan", manifest, account).rc == 0
    destroyed = dxaws("destroy", manifest, account, "--yes", "--allow-destroy=example")
    assert destroyed.rc == 0, destroyed.stderr
    left = dxaws("list", account).stdout
    assert "Nothing in this account carries a mark" in left, destroyed.stderr + left
