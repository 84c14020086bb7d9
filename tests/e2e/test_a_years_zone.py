# SPDX-License-Identifier: MIT
"""A zone as organisations have them, after years: mail, keys, delegations, wildcards, names and values at their limits. It is
made, settled, changed in five places and seen changed in those alone, and removed."""
from __future__ import annotations

import copy
import json
from typing import Any

from test_zone_files import account  # noqa: F401  (a fixture)

KEY = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A" * 16
HASH = "0aB9" * 16
# Name, type, TTL, values; as people write them: with and without a last dot, in any case.
SETS: list[tuple[str, str, int, list[str]]] = [
    ("", "A", 60, ["192.0.2.1", "192.0.2.2", "192.0.2.3"]),
    ("", "AAAA", 60, ["2001:DB8:0:0::1", "::ffff:192.0.2.1"]),
    ("", "MX", 3600, ["1 ASPMX.L.GOOGLE.COM.", "5 alt1.aspmx.l.google.com", "10 alt3.aspmx.l.google.com."]),
    ("", "TXT", 3600, ['"v=spf1 include:_spf.google.com ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all"', "unquoted=a; b"]),
    ("", "CAA", 3600, ['0 issue "letsencrypt.org; validationmethods=dns-01"', '0 issuewild ";"']),
    ("", "HTTPS", 300, ["1 . alpn=h3,h2 ipv4hint=192.0.2.1,192.0.2.2", "2 svc.example.com. port=8443"]),
    ("_dmarc", "TXT", 300, ['"v=DMARC1; p=none; rua=mailto:d@example.com,mailto:x@y.example!10m; fo=1"']),
    ("s1._domainkey", "CNAME", 300, ["S1.domainkey.u1.wl.sendgrid.net"]),
    ("k2048._domainkey", "TXT", 300, [f'"v=DKIM1; k=rsa; p={KEY[:200]}" "{KEY[200:392]}"']),
    ("k4096._domainkey", "TXT", 300, [f"v=DKIM1; k=rsa; p={KEY}"]),
    ("revoked._domainkey", "TXT", 300, ["v=DKIM1; p="]),
    ("_sip._tcp", "SRV", 300, ["10 60 5060 big.example.com.", "65535 65535 65535 small.example.com"]),
    ("_pop3._tcp", "SRV", 300, ["0 0 0 ."]),
    ("_443._tcp.www", "TLSA", 300, [f"3 1 1 {HASH}", "2 0 2 " + HASH * 2]),
    ("host", "SSHFP", 300, ["1 1 " + "ab" * 20, f"4 2 {HASH}"]),
    ("_dns.resolver", "SVCB", 300, ['1 dot.example.com. alpn="dot" port=853', "2 doh.example.com. mandatory=port port=443"]),
    ("sip", "NAPTR", 300, [r'10 100 "u" "E2U+sip" "!^\\+49(.*)$!sip:\\1@example.com!i" .']),
    ("*", "CNAME", 60, ["web.example.com"]),
    ("*.b.apps", "AAAA", 60, ["2001:db8::99"]),
    ("xn--mnchen-3ya", "A", 300, ["192.0.2.5"]),
    ("under_score", "A", 300, ["192.0.2.6"]),
    ("shop", "CNAME", 300, ["xn--strae-oqa.example.net."]),
    (r"a\057b", "CNAME", 300, ["slash.example.com"]),
    (r"star\052", "A", 300, ["192.0.2.7"]),
    ("sub", "NS", 86400, ["ns1.other.example.", "ns2.other.example"]),
    ("sub", "DS", 86400, [f"60485 8 2 {HASH}"]),
    ("nomx", "MX", 300, ["0 ."]),
    ("escapes", "TXT", 300, [r'"a\"b" "c\\d"', r'"tab\011x"', r'"\303\274"', '" lead and trail "', '""']),
    ("signs", "TXT", 300, ["grüße; ünï 漢字 🎉"]),
    ("1.2.0.192.in-addr", "PTR", 300, ["h1.example.com", "h2.example.com"]),
    ("many", "A", 300, [f"10.0.0.{i}" for i in range(100)]),
    ("long", "TXT", 300, ["x" * 3900]),
    ("never", "A", 0, ["192.0.2.8"]),
    ("ever", "A", 2147483647, ["192.0.2.8"]),
    ("l" * 63, "A", 300, ["192.0.2.8"]),
    (".".join(["abcdefghij"] * 18), "A", 300, ["192.0.2.8"]),
]


def zone() -> list[dict[str, Any]]:
    made = [{"name": f"{name}.example.com" if name else "example.com", "type": kind, "ttl_s": ttl, "values": values}
            for name, kind, ttl, values in SETS]
    return made + [{"name": f"H{i}.int.example.com.", "type": "A", "values": [f"10.1.{i}.1"]} for i in range(60)]


def changed(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Five of them are other than they were."""
    after = copy.deepcopy(records)
    by = {(record["name"].split(".example")[0], record["type"]): record for record in after}
    by["nomx", "MX"]["values"] = ["10 mail.example.net"]
    by["_443._tcp.www", "TLSA"]["values"].pop()
    by["_dmarc", "TXT"]["ttl_s"] = 3600
    by["shop", "CNAME"].update(type="A", values=["192.0.2.77"])
    by["_dns.resolver", "SVCB"]["values"][0] = '1  dot.example.com. port=8853 alpn="dot"'
    return after


def test_a_years_zone(account, tmp_path):  # noqa: F811
    command, _ = account
    file = tmp_path / "zone.json"
    records = zone()
    for step in (records, changed(records)):
        file.write_text(json.dumps({"name": "zone", "records": step}), encoding="utf-8")
        planned = command("dns", "plan", file, "--json")
        assert planned.rc == 2, planned
        made = command("dns", "apply", file, "--yes", "--wait", "accepted")
        assert made.rc == 0, made
        again = command("dns", "plan", file)
        assert again.rc == 0, again
    changes = [change for action in planned.json["plan"]["actions"] for change in action["changes"]
               if action["kind"].endswith("CHANGE_RECORDS")]
    assert len({change["path"].split(" ")[0] for change in changes}) == 5, changes
    gone = command("dns", "destroy", file, "--yes")
    assert gone.rc == 0, gone
    left = command("dns", "show", file, "--json").json["current"]["records"]
    assert [record["type"] for record in left] == ["NS", "SOA"], left
