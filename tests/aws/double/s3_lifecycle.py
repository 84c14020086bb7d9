# SPDX-License-Identifier: MIT
"""S3's lifecycle: rules are kept as they were put, moto would lose half of them; what S3 refuses is refused."""
from __future__ import annotations

import os
import re
from typing import Any

import xmltodict
from moto.s3.exceptions import NoSuchLifecycleConfiguration, S3ClientError
from moto.s3.models import FakeBucket, S3Backend
from moto.s3.responses import S3Response

from . import patch
from .patch import replaces

LEAST_DAYS = {"STANDARD_IA": 30, "ONEZONE_IA": 30, "INTELLIGENT_TIERING": 0, "GLACIER_IR": 0, "GLACIER": 0,
              "DEEP_ARCHIVE": 0}
ACTIONS = ("Expiration", "Transition", "NoncurrentVersionExpiration", "NoncurrentVersionTransition",
           "AbortIncompleteMultipartUpload")
MEMBERS = (*ACTIONS, "ID", "Prefix", "Filter", "Status")
SIZE_HEADER = "x-amz-transition-default-minimum-object-size"
SIZES = ("all_storage_classes_128K", "varies_by_storage_class")

_REPLACEMENTS: list[Any] = []


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


def _malformed() -> Exception:
    return S3ClientError("MalformedXML", "The XML you provided was not well-formed or did not validate against our "
                                         "published schema")


def _invalid(message: str) -> Exception:
    return S3ClientError("InvalidArgument", message)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def note_size(bucket: FakeBucket, headers: Any) -> None:
    """A write that does not say how small objects are moved takes that back to the default."""
    bucket.transition_size = headers.get(SIZE_HEADER) or SIZES[0]


@replaces(S3Backend)
def put_bucket_lifecycle(self: Any, bucket_name: str, rules: list[dict[str, Any]]) -> None:
    """Replaces all rules."""
    if not rules:
        raise _malformed()
    if len(rules) > 1000:
        raise S3ClientError("InvalidRequest", "Lifecycle configuration must have at most 1000 rules")
    for rule in rules:
        _check(rule)
        rule.setdefault("ID", os.urandom(16).hex())
    if len({rule["ID"] for rule in rules}) < len(rules):
        raise _invalid("Rule ID must be unique. Found same ID for more than one rule")
    self.get_bucket(bucket_name).rules = [_kept(rule) for rule in rules]


@replaces(S3Response)
def get_bucket_lifecycle(self: Any) -> tuple[int, dict[str, str], str]:
    """As it was put, and each day with its midnight."""
    bucket = self.backend.get_bucket(self.bucket_name)
    if not bucket.rules:
        raise NoSuchLifecycleConfiguration(bucket_name=self.bucket_name)
    document = {"LifecycleConfiguration": {"@xmlns": "http://s3.amazonaws.com/doc/2006-03-01/",
                                           "Rule": bucket.rules}}
    return 200, {SIZE_HEADER: getattr(bucket, "transition_size", SIZES[0])}, xmltodict.unparse(document)


def _kept(rule: dict[str, Any]) -> dict[str, Any]:
    for when in (*_list(rule.get("Expiration")), *_list(rule.get("Transition"))):
        if when.get("Date"):
            when["Date"] = when["Date"][:10] + "T00:00:00.000Z"
    return rule


def _check(rule: dict[str, Any]) -> None:
    if rule.get("Status") not in ("Enabled", "Disabled") or any(name not in MEMBERS for name in rule):
        raise _malformed()
    if len(rule.get("ID") or "") > 255:
        raise _invalid("ID length should not exceed allowed limit of 255")
    if not any(rule.get(name) for name in ACTIONS):
        raise S3ClientError("InvalidRequest", "At least one action needs to be specified in a rule")
    if "Filter" not in rule and "Prefix" not in rule:
        raise _malformed()
    _check_filter(rule)
    for name in ("Expiration", "Transition"):
        for when in _list(rule.get(name)):
            _check_when(when)
    _check_moves(_list(rule.get("Transition")), "Days", rule.get("Expiration"))
    _check_moves(_list(rule.get("NoncurrentVersionTransition")), "NoncurrentDays",
                 rule.get("NoncurrentVersionExpiration"))
    old = rule.get("NoncurrentVersionExpiration")
    if old:
        _number(old, "NoncurrentDays", 1)
        if "NewerNoncurrentVersions" in old and not 1 <= _number(old, "NewerNoncurrentVersions", 1) <= 100:
            raise _invalid("'NewerNoncurrentVersions' must be between 1 and 100")
    if rule.get("AbortIncompleteMultipartUpload"):
        _number(rule["AbortIncompleteMultipartUpload"], "DaysAfterInitiation", 1)


def _number(action: dict[str, Any], name: str, least: int) -> int:
    text = action.get(name) or ""
    if not re.fullmatch(r"-?\d+", text):
        raise _malformed()
    if int(text) < least:
        raise _invalid(f"'{name}' for the action must be {'a positive integer' if least else 'nonnegative'}")
    return int(text)


def _check_when(when: dict[str, Any]) -> None:
    said = [name for name in ("Days", "Date", "ExpiredObjectDeleteMarker") if name in when]
    if len(said) != 1:
        raise _malformed()
    if said == ["Days"]:
        _number(when, "Days", 0 if "StorageClass" in when else 1)
    if said == ["Date"] and not re.fullmatch(r"\d{4}-\d\d-\d\d(T00:00:00(\.000)?Z)?", when["Date"] or ""):
        raise _invalid("'Date' must be at midnight GMT")


def _check_moves(moves: list[dict[str, Any]], days: str, end: dict[str, Any] | None) -> None:
    for move in moves:
        least = LEAST_DAYS.get(move.get("StorageClass") or "")
        if least is None:
            raise _malformed()
        if days in move and _number(move, days, 0) < least:
            raise _invalid(f"'{days}' in Transition action must be greater than or equal to 30 for storageClass "
                           f"'{move['StorageClass']}'")
        if days in move and end and days in end and int(end[days]) <= int(move[days]):
            raise _invalid(f"'{days}' in the Expiration action for filter must be greater than '{days}' in the "
                           "Transition action")
    if len({move["StorageClass"] for move in moves}) < len(moves):
        raise _invalid("'StorageClass' must be different for 'Transition' actions in same 'Rule'")


def _check_filter(rule: dict[str, Any]) -> None:
    both = rule.get("Filter") or {}
    several = both.get("And") or {}
    if len(both) > 1 or ("Filter" in rule and "Prefix" in rule):
        raise _malformed()
    if both.get("And") is not None and len(several) < 2 and len(_list(several.get("Tag"))) < 2:
        raise _malformed()
    if (both.get("Tag") or several.get("Tag")) and rule.get("AbortIncompleteMultipartUpload"):
        raise S3ClientError("InvalidRequest", "AbortIncompleteMultipartUpload cannot be specified with Tags.")
