# SPDX-License-Identifier: MIT
"""What somebody else spelled in their own way is no drift."""
from __future__ import annotations

import json

from steps import change, make_zone, record, records

STANDING = [
    record("*.W.Example.com", "CNAME", "Other.EXAMPLE.net", ttl=300),
    record("www.example.com", "AAAA", "2001:0DB8:0000::000A", ttl=300),
    record("www.example.com", "A", "192.0.2.2", "192.0.2.1", ttl=300),
    record("example.com", "MX", "10 Mail.example.com", "20 b.example.com.", ttl=300),
    record("example.com", "CAA", '0 issue "letsencrypt.org"', ttl=300),
    record("t.example.com", "TXT", '"a\\100b"   "c"', '"semi;colon"', ttl=300),
]
DECLARED = [
    {"name": "*.w.example.com.", "type": "CNAME", "values": ["other.example.net."]},
    {"name": "WWW.example.com", "type": "AAAA", "values": ["2001:db8::a"]},
    {"name": "www.example.com", "type": "A", "values": ["192.0.2.1", "192.0.2.2"]},
    {"name": "example.com", "type": "MX", "values": ["20 b.example.com", "10 mail.example.com."]},
    {"name": "example.com", "type": "CAA", "values": ["0 ISSUE letsencrypt.org"]},
    {"name": "t.example.com", "type": "TXT", "values": ['"semi;colon"', '"a@b" "c"']},
]


def test_records_of_another_spelling_are_as_they_should_be(dxaws, double, tmp_path):
    zone = make_zone(double, "example.com")
    change(double, zone, *(("CREATE", one) for one in STANDING))
    before = records(double, zone)
    document = tmp_path / "records.json"
    document.write_text(json.dumps({"records": [{**one, "ttl_s": 300} for one in DECLARED]}), encoding="utf-8")
    for command in (["dns", "plan", document], ["dns", "apply", document, "--yes"]):
        result = dxaws(*command)
        assert result.rc == 0, result
    assert records(double, zone) == before
    document.write_text(json.dumps({"present": False, "records": [
        {**one, "ttl_s": 300} for one in DECLARED]}), encoding="utf-8")
    result = dxaws("dns", "destroy", document, "--yes")
    assert result.rc == 0, result
    assert records(double, zone) == []
