# SPDX-License-Identifier: MIT
"""What would stop an apply is said before it, with what to do, and nothing is written."""
from __future__ import annotations

import json
from typing import Any, Callable, Iterator

import log as request_log
import pytest

from command import Result
from resolver import Resolver, resolver
from running import RunningDouble
from test_cli_memory import BUCKET, Account, account  # noqa: F401 (a fixture)

HOST = "www.example.com"


class Flight:
    """An account with a zone, and the DNS of the world, which leads to that zone."""

    def __init__(self, account: Account, names: Resolver) -> None:
        self.account, self.names, self.manifest = account, names, account.write()
        (zone,) = account.resources()["route53/zone"].values()
        self.servers = next(one["values"] for one in zone["records"] if one["type"] == "NS")
        names.records = {("com", "NS"): ["a.nic.test"], ("a.nic.test", "A"): ["127.0.0.1"],
                         ("example.com", "NS"): ["ns.edited.test"]}
        names.delegations = {"example.com": self.servers}

    def __call__(self, *more: Any) -> Result:
        before = self.account.resources()
        done = self.account("preflight", self.manifest, "--resolver", self.names.address, "--progress=none", *more)
        assert self.account.resources() == before
        return done

    def failed(self) -> tuple[int, list[str]]:
        done = self()
        return done.rc, [line[8:] for line in done.stdout.splitlines() if line.startswith("failed")]


@pytest.fixture
def flight(account: Account) -> Iterator[Flight]:  # noqa: F811
    with resolver() as names:
        yield Flight(account, names)


def test_what_is_well_says_so(flight):
    flight.account.write(redirects=["example.com"])
    done = flight()
    assert done.rc == 0 and done.stdout.endswith("All is well.\n"), done
    for line in ("ok      plan              nothing in the account is in the way of its ",
                 "ok      delegation        the zone above leads to the hosted zone example.com\n",
                 "ok      caa               no CAA record restricts who may issue for www.example.com\n",
                 "ok      alias             www.example.com leads to no distribution of others\n",
                 "ok      caa               no CAA record restricts who may issue for example.com\n",
                 "ok      alias             example.com leads to no distribution of others\n"):
        assert line in done.stdout, done
    told = flight("--json").json
    assert told["schema"] == "dxaws.preflight/1" and told["ready"] is True
    quiet = flight.account("preflight", flight.manifest)
    assert quiet.rc == 0 and "note    dns               not looked at: the zones are simulated" in quiet.stdout
    assert flight.account("preflight", flight.manifest, "--yes").rc == 1


@pytest.mark.parametrize("change, wanted", [
    ({"delegations": {}}, "delegation        the zone above knows no zone example.com; name its servers where"),
    ({"delegations": {"example.com": ["ns.other.test"]}},
     "delegation        the zone above leads for example.com elsewhere, such as ns.other.test, and not to"),
    ({("com", "NS"): []}, "delegation        a resolver leads for example.com elsewhere, such as ns.edited.test"),
    ({("example.com", "CAA"): ["0 issue letsencrypt.org"]},
     'caa               the CAA records of example.com do not let Amazon issue for www.example.com; add there: 0 issue '
     '"amazon.com"'),
    ({(HOST, "CNAME"): ["host.test"], ("host.test", "CAA"): ["0 issue ;"]},
     "caa               the CAA records of www.example.com do not let"),
    ({(HOST, "CNAME"): ["d9.cloudfront.net"], ("d9.cloudfront.net", "A"): ["192.0.2.9"]},
     "alias             www.example.com leads to d9.cloudfront.net, a distribution that is not the site's, and holds")])
def test_what_dns_would_stop_is_told(flight, change, wanted):
    flight.names.delegations = change.pop("delegations", flight.names.delegations)
    flight.names.records.update(change)
    status, lines = flight.failed()
    assert status == 3 and len(lines) == 1 and lines[0].startswith(wanted), lines
    assert "; " in lines[0] and (not wanted.startswith("delegation") or flight.servers[0] in lines[0]), lines


def test_what_the_account_would_stop_is_told(flight):
    flight.account.write(redirects=["www.elsewhere.test"])
    status, lines = flight.failed()
    assert status == 3 and [line.split()[0] for line in lines] == ["plan"] and "www.elsewhere.test" in lines[0], lines
    flight.account.write()
    stored = json.loads(flight.account.file.read_text())
    stored["resources"].setdefault("s3", {})["bucket"] = {BUCKET: {"owner": "somebody"}}
    flight.account.file.write_text(json.dumps(stored))
    status, lines = flight.failed()
    assert status == 3 and len(lines) == 1 and lines[0].startswith("bucket "), lines
    assert BUCKET in lines[0] and "; " in lines[0], lines
    flight.account.write(account="210987654321")
    status, lines = flight.failed()
    assert status == 3 and len(lines) == 1 and lines[0].startswith("account           account 210987654321 is"), lines
    flight.account.write(domain="www.elsewhere.test")
    status, lines = flight.failed()
    assert status == 3 and [line.split()[0] for line in lines] == ["plan"], lines


# What is not as it should be, and the one line that says so.
WIRE: dict[str, tuple[Callable[[RunningDouble, Resolver], Any], dict[str, str], str]] = {
    "well": (lambda double, names: None, {}, ""),
    "undelegated": (lambda double, names: names.delegations.clear(), {}, "delegation        the zone above knows no zone"),
    "partly delegated": (lambda double, names: names.delegations["example.com"].append("ns.other.test"), {},
                         "delegation        the zone above leads for example.com to servers of others, too, such as ns.other.test"),
    "no Amazon": (lambda double, names: names.records.update({("example.com", "CAA"): ["0 issue letsencrypt.org"]}), {},
                  "caa               the CAA records of example.com do not let Amazon issue for www.example.com"),
    "name held elsewhere": (lambda double, names: names.records.update(
        {(HOST, "CNAME"): ["d9.cloudfront.net"], ("d9.cloudfront.net", "A"): ["192.0.2.9"]}), {},
        "alias             www.example.com leads to d9.cloudfront.net, a distribution that is not the site's"),
    "bucket taken": (lambda double, names: double.control("foreign-bucket", {"bucket": BUCKET}), {}, "bucket            "),
    "other account": (lambda double, names: None, {"account": "210987654321"},
                      "account           account 210987654321 is wanted")}


@pytest.mark.parametrize("case", WIRE)
def test_what_would_stop_is_told_over_the_wire(double, dxaws, site, zone, case):
    """With the zone's servers as Route53 tells them, before there is anything of the site, and without a write."""
    spoil, keys, wanted = WIRE[case]
    servers = double.client("route53").get_hosted_zone(Id=zone)["DelegationSet"]["NameServers"]
    with resolver() as names:
        names.records = {("com", "NS"): ["a.nic.test"], ("a.nic.test", "A"): ["127.0.0.1"]}
        names.delegations = {"example.com": list(servers)}
        spoil(double, names)
        mark = double.mark()
        told = dxaws("preflight", site(region="ca-central-1", **keys), "--resolver", names.address)
        seen = double.requests(mark)
    assert seen and not request_log.writes(seen), request_log.describe(seen)
    failed = [line[8:] for line in told.stdout.splitlines() if line.startswith("failed")]
    assert told.rc == (3 if wanted else 0) and len(failed) == bool(wanted), told
    assert not wanted or (failed[0].startswith(wanted) and "; " in failed[0]), told
    assert "delegat" not in case or all(server.rstrip(".") in told.stdout for server in servers), told
