# SPDX-License-Identifier: MIT
"""ACM: a certificate is issued once its validation records stand in the public zones, and not before."""
from __future__ import annotations

import hashlib
import json
import re
import time
import uuid
from typing import Any

from moto.acm.models import AWSCertificateManagerBackend, CertBundle, TagHolder, acm_backends
from moto.acm.responses import AWSCertificateManagerResponse
from moto.core.responses import ActionResult, EmptyResult

from . import cloudfront, patch, route53
from .late import Late
from .patch import refuse, replaces
from .settings import settings
from .tag_rules import fault_of

DOMAIN = re.compile(r"(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])")
MAX_COMMON_NAME = 64
TOKEN_LIFE_SECONDS = 3600
YEAR_SECONDS = 395 * 86400
LISTED_BY_DEFAULT = ("RSA_1024", "RSA_2048")

_REPLACEMENTS: list[Any] = []

# (account, region, token, domain) -> (ARN, when); a token outlives its certificate.
_tokens: dict[tuple[str, str, str, str], tuple[str, float]] = {}
_elsewhere: dict[str, str] = {}  # CNAMEs in no zone of any account here


def install() -> None:
    """Replace moto's operations by those of this file."""
    patch.install(_REPLACEMENTS)


def forget() -> None:
    """Forget what moto's reset does not know of."""
    _tokens.clear()
    _elsewhere.clear()


def put_elsewhere(name: str, value: str) -> dict[str, str]:
    """For POST /double/elsewhere: a CNAME in the DNS that somebody else runs, names with their last dot."""
    _elsewhere[name] = value
    return dict(_elsewhere)


def _certificate(arn: str) -> Any:
    for _, backends in list(acm_backends.items()):
        for backend in backends.values():
            if arn in backend._certificates:
                return backend._certificates[arn]
    raise ValueError(f"no such certificate: {arn}")


def set_status(arn: str, status: str, reason: str | None) -> dict[str, str]:
    """For POST /double/certificate: a certificate fails, times out, expires or is revoked."""
    certificate = _certificate(arn)
    certificate.status, certificate.failure = status, reason
    return {"arn": arn, "status": status}


def set_renewal(arn: str, status: str, reason: str | None) -> dict[str, str]:
    """For POST /double/renewal: how ACM's own renewal of a certificate goes."""
    _certificate(arn).renewal = {"RenewalStatus": status, **({"RenewalStatusReason": reason} if reason else {})}
    return {"arn": arn, "renewal": status}


def validation_record(domain: str, account: str) -> tuple[str, str]:
    """The CNAME that proves a domain: it depends on the domain and the account alone, so that a wildcard
    and its apex share it and every new request names the same record."""
    base = domain[2:] if domain.startswith("*.") else domain
    name = hashlib.md5(f"name {base} {account}".encode()).hexdigest()
    value = hashlib.md5(f"value {base} {account}".encode()).hexdigest()
    return f"_{name}.{base}.", f"_{value}.jkddzztszm.acm-validations.aws."


class Certificate:
    """A certificate that was requested, with as much of moto's CertBundle as moto's own code asks for."""

    type = "AMAZON_ISSUED"

    def __init__(self, account: str, region: str, request: dict[str, Any]) -> None:
        self.arn = f"arn:aws:acm:{region}:{account}:certificate/{uuid.uuid4()}"
        self.account = account
        self.domain = request["DomainName"].lower()
        others = [name.lower() for name in request.get("SubjectAlternativeNames") or []]
        self.sans = list(dict.fromkeys([self.domain, *others]))
        self.key_algorithm = request.get("KeyAlgorithm", "RSA_2048")
        self.method = request.get("ValidationMethod", "EMAIL")
        self.cert_options = {"CertificateTransparencyLoggingPreference": "ENABLED", "Export": "DISABLED",
                             **(request.get("Options") or {})}
        self.tags = TagHolder()
        self.status = "PENDING_VALIDATION"
        self.failure: str | None = None
        self.renewal: dict[str, Any] = {}
        self.created = time.time()
        self.asked = time.monotonic()
        self.issued = 0.0
        self.seen: float | None = None

    @property
    def in_use_by(self) -> list[str]:
        """The distributions that use it."""
        return cloudfront.users_of(self.arn)

    def _proved(self, domain: str) -> bool:
        name, value = validation_record(domain, self.account)
        return value in route53.public_values(self.account, name, "CNAME") or _elsewhere.get(name) == value

    def check(self) -> None:
        """Move on to ISSUED when all the names are proved and ACM has had its time."""
        if self.status != "PENDING_VALIDATION" or self.method != "DNS":
            return
        if not all(self._proved(domain) for domain in self.sans):
            self.seen = None
            return
        if self.seen is None:
            self.seen = time.monotonic()
        if time.monotonic() - self.seen < settings.issue:
            return
        if any(route53.forbids_amazon(self.account, domain) for domain in self.sans):
            self.status, self.failure = "FAILED", "CAA_ERROR"
        else:
            self.status, self.issued = "ISSUED", time.time()

    def _validation(self, domain: str) -> dict[str, Any]:
        state = {"ISSUED": "SUCCESS", "PENDING_VALIDATION": "PENDING_VALIDATION"}
        option: dict[str, Any] = {"DomainName": domain, "ValidationDomain": domain,
                                  "ValidationStatus": state.get(self.status, "FAILED"),
                                  "ValidationMethod": self.method}
        visible = time.monotonic() - self.asked >= settings.record
        if self.method == "DNS" and visible and self.status != "FAILED":
            name, value = validation_record(domain, self.account)
            option["ResourceRecord"] = {"Name": name, "Type": "CNAME", "Value": value}
        return option

    def describe(self) -> dict[str, Any]:
        """The answer of DescribeCertificate."""
        users = self.in_use_by
        certificate: dict[str, Any] = {
            "CertificateArn": self.arn, "DomainName": self.domain, "SubjectAlternativeNames": self.sans,
            "Status": self.status, "Type": self.type, "KeyAlgorithm": self.key_algorithm.replace("_", "-", 1),
            "SignatureAlgorithm": "SHA256WITHRSA", "Subject": f"CN={self.domain}", "Issuer": "Amazon",
            "CreatedAt": self.created, "InUseBy": users, "Options": self.cert_options,
            "RenewalEligibility": "ELIGIBLE" if users else "INELIGIBLE",
            "DomainValidationOptions": [self._validation(domain) for domain in self.sans]}
        if self.issued:
            certificate.update(IssuedAt=self.issued, NotBefore=self.issued,
                               NotAfter=self.issued + YEAR_SECONDS, Serial="0f:" + self.arn[-12:])
        if self.renewal:
            certificate["RenewalSummary"] = {
                **self.renewal, "UpdatedAt": self.created,
                "DomainValidationOptions": certificate["DomainValidationOptions"]}
        if self.failure:
            certificate["FailureReason"] = self.failure
        return {"Certificate": certificate}

    def summary(self) -> dict[str, Any]:
        """The entry of ListCertificates."""
        shared = {k: v for k, v in self.describe()["Certificate"].items() if k in (
            "CertificateArn", "DomainName", "Status", "Type", "KeyAlgorithm", "RenewalEligibility",
            "CreatedAt", "IssuedAt", "NotBefore", "NotAfter")}
        return {**shared, "SubjectAlternativeNameSummaries": self.sans, "InUse": bool(self.in_use_by),
                "HasAdditionalSubjectAlternativeNames": False, "Exported": False}


def _imported_summary(bundle: CertBundle) -> dict[str, Any]:
    certificate = bundle.describe()["Certificate"]
    names = ("CertificateArn", "DomainName", "Status", "Type", "KeyAlgorithm", "NotBefore", "NotAfter")
    summary = {k: v for k, v in certificate.items() if k in names}
    summary["KeyAlgorithm"] = summary["KeyAlgorithm"].replace("_", "-", 1)
    summary["SubjectAlternativeNameSummaries"] = certificate["SubjectAlternativeNames"]
    summary["InUse"] = bool(cloudfront.users_of(bundle.arn))
    return summary


def _summary(certificate: Any) -> dict[str, Any]:
    certificate.check()
    return _imported_summary(certificate) if isinstance(certificate, CertBundle) else certificate.summary()


def _summaries() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Of each account and region, the entries of its list."""
    return {(account, region): [_summary(certificate) for certificate in list(backend._certificates.values())]
            for account, backends in list(acm_backends.items()) for region, backend in backends.items()}


_listed = Late("list", _summaries)


def _request(response: Any) -> dict[str, Any]:
    return json.loads(response.body or b"{}")


def _check_names(request: dict[str, Any]) -> None:
    names = [request["DomainName"], *(request.get("SubjectAlternativeNames") or [])]
    for name in names:
        if not DOMAIN.fullmatch(name):
            raise refuse("ValidationException",
                         f"1 validation error detected: Value '{name}' failed to satisfy constraint: Member "
                         f"must satisfy regular expression pattern: {DOMAIN.pattern}")
    if all(len(name) > MAX_COMMON_NAME for name in names):
        raise refuse("ValidationException",
                     f"The common name '{names[0]}' is longer than {MAX_COMMON_NAME} characters.")
    token = request.get("IdempotencyToken")
    if token is not None and not re.fullmatch(r"\w{1,32}", token):
        raise refuse("ValidationException",
                     f"1 validation error detected: Value '{token}' at 'idempotencyToken' failed to satisfy "
                     "constraint: Member must satisfy regular expression pattern: \\w+")


_moto_validate_tag = TagHolder._validate_kv


@replaces(TagHolder)
def _validate_kv(self: Any, key: str, value: str | None, index: int) -> None:
    """moto lets characters through that no tag may have."""
    _moto_validate_tag(self, key, value, index)
    if fault := fault_of(key, value or ""):
        raise refuse("ValidationException", fault)


@replaces(AWSCertificateManagerResponse)
def request_certificate(self: Any) -> ActionResult:
    request = _request(self)
    _check_names(request)
    backend = self.acm_backend
    token = request.get("IdempotencyToken")
    key = (backend.account_id, backend.region_name, token or "", request["DomainName"].lower())
    if token and key in _tokens and time.monotonic() - _tokens[key][1] < TOKEN_LIFE_SECONDS:
        return ActionResult({"CertificateArn": _tokens[key][0]})
    certificate = Certificate(backend.account_id, backend.region_name, request)
    if request.get("Tags"):
        certificate.tags.add(request["Tags"])
    backend._certificates[certificate.arn] = certificate
    if token:
        _tokens[key] = (certificate.arn, time.monotonic())
    return ActionResult({"CertificateArn": certificate.arn})


@replaces(AWSCertificateManagerResponse)
def describe_certificate(self: Any) -> ActionResult:
    certificate = self.acm_backend.get_certificate(_request(self)["CertificateArn"])
    answer = certificate.describe()
    if isinstance(certificate, CertBundle):
        found = answer["Certificate"]
        found["KeyAlgorithm"] = found["KeyAlgorithm"].replace("_", "-", 1)
        found["InUseBy"] = cloudfront.users_of(certificate.arn)
    return ActionResult(answer)


@replaces(AWSCertificateManagerResponse)
def get_certificate(self: Any) -> ActionResult:
    certificate = self.acm_backend.get_certificate(_request(self)["CertificateArn"])
    if isinstance(certificate, CertBundle):
        return ActionResult({"Certificate": certificate.cert.decode(),
                             "CertificateChain": certificate.chain.decode()})
    raise refuse("RequestInProgressException", f"Certificate {certificate.arn} has no body in this double.")


@replaces(AWSCertificateManagerResponse)
def list_certificates(self: Any) -> ActionResult:
    request = _request(self)
    statuses = request.get("CertificateStatuses")
    key_types = (request.get("Includes") or {}).get("keyTypes") or LISTED_BY_DEFAULT
    backend: AWSCertificateManagerBackend = self.acm_backend
    summaries = [summary for summary in _listed.shown().get((backend.account_id, backend.region_name), [])
                 if (not statuses or summary["Status"] in statuses)
                 and summary["KeyAlgorithm"].replace("-", "_", 1) in key_types]
    size = request.get("MaxItems") or 100
    token = request.get("NextToken") or "0"
    if not token.isdigit():
        raise refuse("ValidationException", f"Invalid NextToken: {token}")
    start = int(token)
    answer: dict[str, Any] = {"CertificateSummaryList": summaries[start:start + size]}
    if start + size < len(summaries):
        answer["NextToken"] = str(start + size)
    return ActionResult(answer)


@replaces(AWSCertificateManagerResponse)
def delete_certificate(self: Any) -> EmptyResult:
    arn = _request(self)["CertificateArn"]
    backend: AWSCertificateManagerBackend = self.acm_backend
    backend.get_certificate(arn)
    if cloudfront.users_of(arn):
        raise refuse("ResourceInUseException",
                     f"Certificate {arn} in account {backend.account_id} is in use.")
    del backend._certificates[arn]
    return EmptyResult()
