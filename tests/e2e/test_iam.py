# SPDX-License-Identifier: MIT
"""plan --iam: under exactly the policy of a plan, on a double that allows nothing else, it is made again and done."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Command
from running import RunningDouble

SITE = {"region": "eu-west-1", "source": "dist", "protect": False, "bucket": {"force_empty": True},
        "events": {"eventbridge": "sites"}}

# What only a lost answer, a stop, a larger file, or what somebody else did meanwhile makes necessary.
SPARE = {"s3:ListBucket", "s3:AbortMultipartUpload", "s3:GetEncryptionConfiguration", "cloudfront:ListInvalidations",
         "cloudfront:ListOriginAccessControls", "cloudfront:GetOriginAccessControl", "s3:ListAllMyBuckets",
         "cloudfront:GetInvalidation", "cloudfront:ListConflictingAliases", "s3:DeleteObjectVersion", "s3:ListBucketVersions", "s3:DeleteObject",
         "s3:GetBucketObjectLockConfiguration", "s3:GetBucketPublicAccessBlock", "s3:ListBucketMultipartUploads"}


class Allowed:
    """Runs under the policy of their plan."""

    def __init__(self, dxaws: Command, double: RunningDouble) -> None:
        self.dxaws, self.double = dxaws, double

    def __call__(self, group: list[str], verb: str, file: Path, *words: str) -> list[str]:
        """Does it; the actions that it could do without."""
        self.double.control("allow", {})
        more = ["--destroy"] if verb == "destroy" else []
        planned = self.dxaws(*group, "plan", file, "--iam", *more)
        assert planned.rc in (0, 2), planned
        policy = planned.json
        self.double.control("allow", policy)
        done = self.dxaws(*group, verb, file, "--yes", *words)
        assert done.rc == 0 and "not told" not in done.stderr, f"{done}\n{planned.stdout}"
        used = set(self.double.control("allow", method="GET")["used"])
        named = {action for statement in policy["Statement"] for action in statement["Action"]}
        assert used <= named
        return sorted(named - used - SPARE)


@pytest.fixture
def allowed(dxaws: Command, double: RunningDouble) -> Allowed:
    return Allowed(dxaws, double)


def test_a_site_lives_under_the_policies_of_its_plans(allowed, site, zone, tmp_path):
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "index.html").write_text("one")
    allowed.double.client("events").create_event_bus(Name="sites")
    unused = {"made": allowed([], "apply", site(**SITE)), "kept": allowed([], "apply", site(**SITE))}
    (folder / "index.html").write_text("two")
    changed = {**SITE, "tags": {"a": "b"}, "cdn": {"price_class": "PriceClass_All"}}
    unused["changed"] = allowed([], "apply", site(**changed), "--wait=deployed")
    unused["led"] = allowed([], "apply", site(**changed, redirects=["example.com"]))
    unused["led on"] = allowed([], "apply", site(**changed, redirects=["example.com"]))
    unused["untagged"] = allowed([], "apply", site(**SITE), "--allow-destroy=example.com")
    unused["moved"] = allowed([], "apply", site(**SITE, domain="ww2.example.com"), "--allow-destroy=www.example.com")
    unused["gone"] = allowed([], "destroy", site(**SITE, domain="ww2.example.com"))
    assert not any(unused.values()), unused


PRIMITIVES = [
    ("s3", {"name": "a-bucket-of-mine", "region": "eu-west-1", "versioning": True, "tags": {"a": "b"}}),
    ("dns", {"records": [{"name": "a.example.com", "type": "A", "ttl_s": 60, "values": ["192.0.2.1"]}]}),
]


@pytest.mark.parametrize("module, document", PRIMITIVES, ids=[name for name, _ in PRIMITIVES])
def test_a_primitive_lives_under_the_policies_of_its_plans(allowed, tmp_path, zone, module, document):
    file = tmp_path / "doc.yaml"
    for change in ({}, {}, {"present": False}):
        file.write_text(json.dumps({**document, **change}))
        assert allowed([module], "apply", file) == []


def test_less_than_the_policy_is_refused(allowed, dxaws, double, tmp_path):
    file = tmp_path / "doc.yaml"
    file.write_text(json.dumps(PRIMITIVES[0][1]))
    policy = dxaws("s3", "plan", file, "--iam").json
    for statement in policy["Statement"]:
        statement["Action"] = [action for action in statement["Action"] if action != "s3:PutBucketVersioning"]
    double.control("allow", policy)
    refused = dxaws("s3", "apply", file, "--yes")
    assert refused.rc == 1 and "s3:PutBucketVersioning" in refused.stderr, refused


TEMPLATE = Path(__file__).resolve().parents[2] / "dxaws-lambda" / "template.json"


def policy_of(role: str) -> dict:
    """What a role of the functions' template may do, in the test's account; its log and its bus are not asked for."""
    def filled(value):
        text = value if isinstance(value, str) else value.get("Fn::Sub", "")
        return text.replace("${AWS::Partition}", "aws").replace("${AWS::AccountId}", "123456789012")
    policy = json.loads(TEMPLATE.read_text())["Resources"][role]["Properties"]["Policies"][0]["PolicyDocument"]
    return {"Version": policy["Version"], "Statement": [
        {**statement, "Resource": [filled(statement["Resource"])]} for statement in policy["Statement"]]}


def test_the_functions_roles_are_enough_and_no_more(dxaws, double, site, zone):
    """The one that looks changes nothing; the one of sites is enough for a site's whole life."""
    keys = {"region": "eu-west-1", "protect": False, "bucket": {"force_empty": True}}
    double.control("allow", policy_of("LookRole"))
    assert dxaws("plan", site(**keys)).rc == 2
    assert dxaws("list").rc == 0
    refused = dxaws("apply", site(**keys), "--yes")
    assert refused.rc == 1 and "not authorized" in refused.stderr, refused
    double.control("allow", policy_of("WebsiteRole"))
    for verb, change in (("apply", {}), ("apply", {"tags": {"a": "b"}}), ("destroy", {})):
        done = dxaws(verb, site(**keys, **change), "--yes", "--wait=deployed")
        assert done.rc == 0, done
        double.control("allow", policy_of("LookRole"))
        found = dxaws("list", "--json")
        assert found.rc == 0 and (found.json["found"] or verb == "destroy"), found
        double.control("allow", policy_of("WebsiteRole"))
