# SPDX-License-Identifier: MIT
"""What stands in zone files, and in the data of other tools: it can be said, and once made it is settled."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

import pytest

from steps import make_zone, records

DIGEST = "0123456789abcdef" * 4
# As a zone file writes them, with whole names.
ZONE_FILE = r"""
example.com.                       300   MX     10 mail.example.com.
example.com.                       300   TXT    "v=spf1 include:_spf.example.net -all"
example.com.                       300   TXT    "google-site-verification=x;y" "second piece"
example.com.                       300   CAA    0 issue "letsencrypt.org"
example.com.                       300   CAA    0 issuewild ";"
example.com.                       300   CAA    128 iodef "mailto:hostmaster@example.com"
example.com.                       300   HTTPS  1 . alpn="h2,h3" ipv4hint="192.0.2.1" ipv6hint="2001:db8::1"
example.com.                       300   SPF    "v=spf1 -all"
example.com.                       3600  A      192.0.2.1
example.com.                       3600  AAAA   2001:0db8:0::0001
nomail.example.com.                300   MX     0 .
*.example.com.                     60    CNAME  www.example.com.
nowhere.example.com.               60    CNAME  .
_sip._udp.example.com.             300   SRV    10 60 5060 sip.example.com.
_xmpp._tcp.example.com.            300   SRV    0 0 0 .
sip.example.com.                   300   NAPTR  100 10 "U" "E2U+sip" "!^.*$!sip:\\1@example.com!" .
sip.example.com.                   300   NAPTR  102 10 "S" "SIP+D2U" "" _sip._udp.example.com.
1.2.0.192.example.com.             300   PTR    host.example.com.
4/30.example.com.                  300   CNAME  4.example.com.
sub.example.com.                   86400 NS     ns1.sub.example.com.
sub.example.com.                   86400 NS     ns2.example.net.
sub.example.com.                   86400 DS     12345 13 2 DIGEST
ns1.sub.example.com.               86400 A      192.0.2.53
_443._tcp.www.example.com.         300   TLSA   3 1 1 DIGEST
www.example.com.                   300   SSHFP  4 2 DIGEST
_svc.example.com.                  300   SVCB   1 svc.example.net. alpn="foo" port="8443" key65333="ex\"1"
_dmarc.example.com.                300   TXT    "v=DMARC1; p=reject; rua=mailto:d@example.com"
empty.example.com.                 300   TXT    "" ""
quote.example.com.                 300   TXT    "say \"hi\" and \\o/"
"""
# Of dnscontrol, octodns and Terraform: texts as they are, or cut by whoever wrote them.
OTHERS = [
    {"name": "dkim._domainkey.example.com", "type": "TXT", "values": ["v=DKIM1; k=rsa; p=" + "A" * 700]},
    {"name": "cut._domainkey.example.com", "type": "TXT", "values": ["v=DKIM1; p=" + "B" * 200 + '""' + "C" * 200]},
    {"name": "pieces._domainkey.example.com", "type": "TXT", "values": ["v=DKIM1; p=" + "B" * 200 + '" "' + "C" * 200]},
    {"name": "umlaut.example.com", "type": "TXT", "values": ["grün; 漢字"]},
    {"name": "Upper.Example.COM", "type": "CNAME", "values": ["Target.Example.NET"]},
    {"name": "to.example.com", "type": "CNAME", "values": ["other.example.net"]},
    {"name": "alias.example.com", "type": "CNAME", "alias": {"zone_id": "ZONE", "dns_name": "to.example.com"}},
]
OWN = [
    {"name": "example.com", "type": "NS", "ttl_s": 3600, "values": ["ns1.example.net", "ns2.example.net"]},
    {"name": "example.com", "type": "SOA", "ttl_s": 900,
     "values": ["ns1.example.net. hostmaster.example.com. 2026113001 7200 900 1209600 300"]},
]


def wanted(zone: str) -> list[dict[str, Any]]:
    """All of it as the records of a document."""
    sets: dict[tuple[str, str], dict[str, Any]] = {}
    for line in ZONE_FILE.replace("DIGEST", DIGEST).strip().splitlines():
        name, ttl, kind, value = line.split(None, 3)
        made = sets.setdefault((name, kind), {"name": name, "type": kind, "ttl_s": int(ttl), "values": []})
        made["values"].append(value)
    return list(sets.values()) + json.loads(json.dumps(OTHERS).replace('"ZONE"', f'"{zone}"'))


@pytest.fixture(params=["memory", "double"])
def account(request, dxaws, double, tmp_path: Path) -> tuple[Callable[..., Any], str]:
    """A command on an account that has the zone, and the zone's id."""
    if request.param == "double":
        return dxaws, make_zone(double, "example.com")
    memory = f"memory={tmp_path}/account.json"
    made = dxaws("memory", "zone", "--adapter", memory, "example.com", "--json")
    assert made.rc == 0, made
    return (lambda *words: dxaws(*words, "--adapter", memory)), made.json["zone"]["id"]


def settle(account: Callable[..., Any], file: Path) -> None:
    """Makes it, and has nothing more to do."""
    made = account("dns", "apply", file, "--yes", "--wait", "accepted")
    assert made.rc == 0, made
    again = account("dns", "plan", file)
    assert again.rc == 0, again


def test_what_stands_in_zone_files_is_made_and_settled(account, tmp_path):
    command, zone = account
    file = tmp_path / "zone.json"
    file.write_text(json.dumps({"name": "zone", "records": wanted(zone)}), encoding="utf-8")
    settle(command, file)
    gone = command("dns", "destroy", file, "--yes")
    assert gone.rc == 0, gone
    assert command("dns", "plan", file).rc == 2


def test_a_zones_own_are_changed_and_never_removed(account, double, tmp_path):
    command, zone = account
    file = tmp_path / "own.json"
    file.write_text(json.dumps({"name": "own", "zone": zone, "records": OWN}), encoding="utf-8")
    settle(command, file)
    gone = command("dns", "destroy", file, "--yes")
    assert gone.rc == 0, gone
    assert command("dns", "plan", file).rc == 0


def test_another_tools_yaml_is_read(account, tmp_path):
    command, _ = account
    file = tmp_path / "zone.yaml"
    file.write_text("""records:
- name: a.example.com
  type: TXT
  values:
  - |
    "v=DKIM1; k=rsa; p=first"
    "second"
- {name: b.example.com, type: MX, values: ["0 ."]}
- {name: c.example.com, type: TXT, values: ['"" ""']}
""", encoding="utf-8")
    settle(command, file)


@pytest.mark.parametrize("name, kind, value, said", [
    ("b", "TXT", "v=spf1 -all\n", '"|" of YAML'),
    ("b", "A", "192.0.2.1\n", '"|" of YAML'),
    ("b", "CNAME", "https://example.org/", "https://"),
    ("b", "MX", "10 192.0.2.1", "a name that has the address"),
    ("b", "SRV", "10 sip.example.com", "10 5 5060 sip.example.com"),
    ("b", "TLSA", "3 1 1 abcd", "64 hexadecimal digits"),
    ("b", "HTTPS", "1 . alpm=h2", "alpn"),
    ("b", "TXT", r'"\195\188"', "octal"),
    ("@", "A", "192.0.2.1", "stands for the zone's name"),
])
def test_what_is_wrong_is_said_in_one_line(dxaws, double, tmp_path, name, kind, value, said):
    make_zone(double, "example.com")
    file = tmp_path / "wrong.json"
    whole = name if name == "@" else f"{name}.example.com"
    file.write_text(json.dumps({"records": [{"name": whole, "type": kind, "values": [value]}]}), encoding="utf-8")
    result = dxaws("dns", "plan", file)
    assert result.rc == 1 and said in result.stderr and result.stderr.count("\n") == 1, result
    assert records(double, make_zone(double, "other.example")) == []


def test_a_delegation_belongs_to_the_zone_above(dxaws, double, tmp_path):
    above, below = make_zone(double, "example.com"), make_zone(double, "sub.example.com")
    file = tmp_path / "delegation.json"
    file.write_text(json.dumps({"records": [
        {"name": "sub.example.com", "type": "NS", "values": ["ns1.example.net", "ns2.example.net"]},
        {"name": "www.sub.example.com", "type": "A", "values": ["192.0.2.1"]}]}), encoding="utf-8")
    own = double.client("route53").list_resource_record_sets(HostedZoneId=below)["ResourceRecordSets"][0]
    made = dxaws("dns", "apply", file, "--yes")
    assert made.rc == 0, made
    listed = double.client("route53").list_resource_record_sets
    assert [(r["Name"], r["Type"]) for r in listed(HostedZoneId=above)["ResourceRecordSets"]][-1] == (
        "sub.example.com.", "NS")
    assert listed(HostedZoneId=below)["ResourceRecordSets"][0] == own
    assert dxaws("dns", "plan", file).rc == 0
