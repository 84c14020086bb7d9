# SPDX-License-Identifier: MIT
"""S3's bucket policies: what is refused, and how one that is kept comes back."""
from __future__ import annotations

import ipaddress
import json
import re
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket, S3Backend

from . import patch
from .patch import replaces

MAX_BYTES = 20480
ACTION = re.compile(r"\*|s3:[A-Za-z*?]+")
FIXING = re.compile(r"(?i)aws:(Principal(Arn|Account|OrgID|OrgPaths)|userid"
                    r"|Source(Arn|Account|OrgID|OrgPaths|Owner|Vpce?))|s3:DataAccessPointAccount")
NAMING = ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress")
PRINCIPAL = re.compile(r"\*|\d{12}|arn:aws[a-z-]*:(iam|sts)::(\d{12}|cloudfront):.+")

_REPLACEMENTS: list[Any] = []
_moto_put_bucket_policy = S3Backend.put_bucket_policy


def install() -> None:
    """Replace moto's methods by those of this file."""
    patch.install(_REPLACEMENTS)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _malformed(message: str) -> Exception:
    return S3ClientError("MalformedPolicy", message)


@replaces(S3Backend)
def put_bucket_policy(self: Any, bucket_name: str, policy: bytes) -> None:
    """Refuses what is no policy, a policy for another bucket, and a public one that the block forbids."""
    bucket = self.get_bucket(bucket_name)
    if len(policy) > MAX_BYTES:
        raise S3ClientError("PolicyTooLarge", "Policy exceeds the maximum allowed document size.")
    try:
        document = json.loads(policy)
        statements = _as_list(document["Statement"])
    except (ValueError, KeyError, TypeError):
        raise _malformed("Policies must be valid JSON and the first byte must be '{'") from None
    for statement in statements:
        _check_statement(statement, f"arn:aws:s3:::{bucket_name}")
    block = bucket.public_access_block
    if block and str(block.block_public_policy).lower() == "true" and any(map(_public, statements)):
        raise S3ClientError("AccessDenied",
                            "User is not authorized to perform: s3:PutBucketPolicy because public policies are "
                            "blocked by the BlockPublicPolicy block public access setting.")
    kept = {**document, "Statement": [kept_statement(statement) for statement in statements]}
    _moto_put_bucket_policy(self, bucket_name, json.dumps(kept, separators=(",", ":")).encode())


@replaces(FakeBucket)
def get_permission(self: Any, action: str, resource: str) -> PermissionResult:
    """Who calls is the account, over TLS, for which the double stands: not who comes without it, and no service."""
    document = json.loads(self.policy) if self.policy else {"Statement": []}
    kept = [statement for statement in _as_list(document["Statement"])
            if not _is_about_plain_http(statement) and not _is_about_a_service(statement)]
    return IAMPolicy(json.dumps({**document, "Statement": kept})).is_action_permitted(action, resource) \
        if kept else PermissionResult.NEUTRAL


def _is_about_a_service(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    return isinstance(principal, dict) and set(principal) == {"Service"}


def _is_about_plain_http(statement: dict[str, Any]) -> bool:
    return any(key.lower() == "aws:securetransport" and str(value).lower() == "false"
               for key, value in statement.get("Condition", {}).get("Bool", {}).items())


def _check_statement(statement: dict[str, Any], arn: str) -> None:
    if statement.get("Effect") not in ("Allow", "Deny"):
        raise _malformed(f"Invalid effect: {statement.get('Effect')}")
    for name in ("Principal", "Action", "Resource"):
        if name not in statement and "Not" + name not in statement:
            raise _malformed(f"Missing required field {name}")
    for action in _as_list(statement.get("Action", statement.get("NotAction"))):
        if not ACTION.fullmatch(action):
            raise _malformed("Policy has invalid action")
    for resource in _as_list(statement.get("Resource", statement.get("NotResource"))):
        if resource != arn and not resource.startswith(arn + "/"):
            raise _malformed("Policy has invalid resource")
    principal = statement.get("Principal", statement.get("NotPrincipal"))
    named = principal.get("AWS", []) if isinstance(principal, dict) else principal
    if any(not PRINCIPAL.fullmatch(one) for one in _as_list(named)):
        raise _malformed("Invalid principal in policy")


def _public(statement: dict[str, Any]) -> bool:
    """Whether everybody is let in: a condition that does not fix who it is makes no difference."""
    principal = statement.get("Principal", [])
    named = principal.get("AWS", []) if isinstance(principal, dict) else principal
    return statement.get("Effect") == "Allow" and ("*" in _as_list(named) or "NotPrincipal" in statement) \
        and not any(_fixes(key, _as_list(values)) for operator, keys in statement.get("Condition", {}).items()
                    if operator in NAMING for key, values in keys.items())


def _fixes(key: str, values: list[Any]) -> bool:
    if key.lower() == "aws:sourceip":
        ranges = [ipaddress.ip_network(value, strict=False) for value in values]
        return all(one.prefixlen >= (8 if one.version == 4 else 32) for one in ranges)
    return bool(FIXING.fullmatch(key)) and not any(re.search(r"[*?]|\$\{", str(value)) for value in values)


def kept_statement(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement as it comes back: lists of one without the list, lists in an order of S3's own, what is in
    conditions as texts, an account's number as the ARN of its root."""
    kept = {name: _kept(value) for name, value in statement.items()}
    for name in ("Principal", "NotPrincipal"):
        if isinstance(statement.get(name), dict) and "AWS" in statement[name]:
            roots = [re.sub(r"^(\d{12})$", r"arn:aws:iam::\1:root", one) for one in _as_list(statement[name]["AWS"])]
            kept[name]["AWS"] = _kept(roots)
    return kept


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _kept(member) for name, member in value.items()}
    if isinstance(value, list):
        kept = sorted(_kept(item) for item in value)
        return kept[0] if len(kept) == 1 else kept
    return value if isinstance(value, str) else json.dumps(value)
