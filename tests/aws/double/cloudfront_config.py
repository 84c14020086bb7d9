# SPDX-License-Identifier: MIT
"""A CloudFront distribution's configuration: what is accepted, and how it reads back."""
from __future__ import annotations

import copy
from typing import Any

from moto.acm.models import acm_backends
from moto.cloudfront.models import CloudFrontBackend, cloudfront_backends

from .functions import published
from .patch import refuse

METHOD_ORDER = ["HEAD", "DELETE", "POST", "GET", "OPTIONS", "PUT", "PATCH"]


def read_back(sent: dict[str, Any]) -> dict[str, Any]:
    """The document that CloudFront would return for a document that was sent: defaults filled in."""
    config = copy.deepcopy(sent)
    for name in ("Aliases", "OriginGroups", "CacheBehaviors", "CustomErrorResponses"):
        _items(config.setdefault(name, {"Quantity": 0}))
    for name, value in (("DefaultRootObject", ""), ("PriceClass", "PriceClass_All"), ("WebACLId", ""),
                        ("HttpVersion", "http2"), ("IsIPV6Enabled", True), ("Staging", False),
                        ("ContinuousDeploymentPolicyId", ""), ("Comment", "")):
        if config.get(name) is None:
            config[name] = value
    config["HttpVersion"] = config["HttpVersion"].lower()
    config.setdefault("Logging", {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""})
    config.setdefault("Restrictions", {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}})
    _items(config["Restrictions"]["GeoRestriction"])
    for origin in config["Origins"]["Items"]:
        _read_back_origin(origin)
    # Sets, which come back in an order of CloudFront's own.
    config["Aliases"].get("Items", []).sort()
    config["CustomErrorResponses"].get("Items", []).sort(key=lambda error: -error["ErrorCode"])
    for error in config["CustomErrorResponses"].get("Items", []):
        error.setdefault("ResponsePagePath", "")
        error.setdefault("ResponseCode", "")
        error.setdefault("ErrorCachingMinTTL", 10)
    _read_back_behavior(config["DefaultCacheBehavior"])
    for behavior in config["CacheBehaviors"].get("Items", []):
        _read_back_behavior(behavior)
    config["ViewerCertificate"] = _read_back_certificate(config.get("ViewerCertificate") or {})
    return config


def _items(group: dict[str, Any]) -> None:
    """A Quantity of 0 goes without Items."""
    if not group.get("Items"):
        group.pop("Items", None)
        group["Quantity"] = 0


def _read_back_origin(origin: dict[str, Any]) -> None:
    for name, value in (("OriginPath", ""), ("ConnectionAttempts", 3), ("ConnectionTimeout", 10),
                        ("OriginAccessControlId", "")):
        if origin.get(name) is None:
            origin[name] = value
    origin.setdefault("OriginShield", {"Enabled": False})
    _items(origin.setdefault("CustomHeaders", {"Quantity": 0}))
    if "S3OriginConfig" in origin:
        s3 = origin["S3OriginConfig"] = origin["S3OriginConfig"] or {}
        s3["OriginAccessIdentity"] = s3.get("OriginAccessIdentity") or ""
        s3.setdefault("OriginReadTimeout", 30)
    if "CustomOriginConfig" in origin:
        origin["CustomOriginConfig"].setdefault("OriginReadTimeout", 30)
        origin["CustomOriginConfig"].setdefault("OriginKeepaliveTimeout", 5)


def _read_back_behavior(behavior: dict[str, Any]) -> None:
    none = {"Enabled": False, "Quantity": 0}
    behavior.setdefault("TrustedSigners", dict(none))
    behavior.setdefault("TrustedKeyGroups", dict(none))
    for name in ("SmoothStreaming", "Compress"):
        behavior.setdefault(name, False)
    for name in ("LambdaFunctionAssociations", "FunctionAssociations"):
        _items(behavior.setdefault(name, {"Quantity": 0}))
    if behavior.get("FieldLevelEncryptionId") is None:
        behavior["FieldLevelEncryptionId"] = ""
    behavior.setdefault("GrpcConfig", {"Enabled": False})
    allowed = behavior.setdefault("AllowedMethods", {"Items": ["HEAD", "GET"]})
    cached = allowed.setdefault("CachedMethods", {"Items": ["HEAD", "GET"]})
    for methods in (allowed, cached):
        methods["Items"] = sorted(methods["Items"], key=METHOD_ORDER.index)
        methods["Quantity"] = len(methods["Items"])


def _read_back_certificate(sent: dict[str, Any]) -> dict[str, Any]:
    arn = sent.get("ACMCertificateArn")
    if not arn:
        return {"CloudFrontDefaultCertificate": True, "SSLSupportMethod": "vip",
                "MinimumProtocolVersion": "TLSv1", "CertificateSource": "cloudfront"}
    return {"CloudFrontDefaultCertificate": False, "ACMCertificateArn": arn,
            "SSLSupportMethod": sent.get("SSLSupportMethod", "sni-only"),
            "MinimumProtocolVersion": sent.get("MinimumProtocolVersion", "TLSv1"),
            "Certificate": arn, "CertificateSource": "acm"}


def check(backend: CloudFrontBackend, sent: dict[str, Any], own: str = "") -> None:
    """Raise what CloudFront would raise for a configuration; `own` is the distribution being updated."""
    _check_aliases(backend, sent, own)
    _check_certificate(sent)
    origins = sent["Origins"].get("Items") or []
    if not origins:
        raise refuse("InvalidArgument", "The parameter Origins is required.")
    for origin in origins:
        _check_origin(backend, origin)
    behaviors = [sent["DefaultCacheBehavior"], *((sent.get("CacheBehaviors") or {}).get("Items") or [])]
    groups = (sent.get("OriginGroups") or {}).get("Items") or []
    ids = [one["Id"] for one in (*origins, *groups)]
    for member in (member for group in groups for member in group["Members"]["Items"]):
        if member["OriginId"] not in ids:
            raise refuse("NoSuchOrigin", "One or more of your origins or origin groups do not exist.")
    for behavior in behaviors:
        if behavior["TargetOriginId"] not in ids:
            raise refuse("NoSuchOrigin", "One or more of your origins or origin groups do not exist.")
        _check_behavior(behavior)
        for used in (behavior.get("FunctionAssociations") or {}).get("Items") or []:
            if not published(backend.functions, used["FunctionARN"]):
                raise refuse("InvalidFunctionAssociation", "A CloudFront function association is invalid.")
    if (sent.get("DefaultRootObject") or "").startswith("/"):
        raise refuse("InvalidDefaultRootObject", "The default root object must not begin with a slash.")
    if len(sent.get("Comment") or "") > 128:
        raise refuse("InvalidArgument", "The comment is longer than 128 characters.")
    for item in (sent.get("CustomErrorResponses") or {}).get("Items") or []:
        if bool(item.get("ResponsePagePath")) != bool(item.get("ResponseCode")):
            raise refuse("InvalidArgument",
                         "ResponsePagePath and ResponseCode must be given together or not at all.")


def _check_aliases(backend: CloudFrontBackend, sent: dict[str, Any], own: str) -> None:
    aliases = set((sent.get("Aliases") or {}).get("Items") or [])
    for alias in aliases:
        if alias.endswith(".") or alias != alias.lower():
            raise refuse("InvalidArgument", f"The parameter CNAME contains an invalid value: {alias}")
    everywhere = [other for _, backends in list(cloudfront_backends.items())
                  for other in backends["aws"].distributions.values()]
    for other in everywhere:
        if other.id != own and aliases & set(other.aliases):
            raise refuse("CNAMEAlreadyExists", "One or more of the CNAMEs you provided are already "
                                               "associated with a different resource.")


def _check_certificate(sent: dict[str, Any]) -> None:
    aliases = (sent.get("Aliases") or {}).get("Items") or []
    viewer = sent.get("ViewerCertificate") or {}
    arn = viewer.get("ACMCertificateArn")
    if not arn:
        if aliases:
            raise refuse("InvalidViewerCertificate",
                         "To add an alternate domain name (CNAME) to a CloudFront distribution, you must "
                         "attach a trusted certificate that validates your authorization to use the "
                         "domain name.")
        return
    if viewer.get("SSLSupportMethod") not in ("sni-only", "vip", "static-ip"):
        raise refuse("InvalidViewerCertificate", "SSLSupportMethod is required with a certificate.")
    region, account = (arn.split(":") + [""] * 5)[3:5]
    certificates = acm_backends[account]["us-east-1"]._certificates if region == "us-east-1" else {}
    certificate = certificates.get(arn)
    if certificate is not None:
        certificate.check()
    key = getattr(certificate, "key_algorithm", "")
    if certificate is None or certificate.status != "ISSUED" or key in ("EC_secp384r1", "EC_secp521r1"):
        raise refuse("InvalidViewerCertificate",
                     "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, "
                     "or doesn't include a valid certificate chain.")
    names = certificate.describe()["Certificate"]["SubjectAlternativeNames"]
    for alias in aliases:
        if alias not in names and "*." + alias.split(".", 1)[-1] not in names:
            raise refuse("InvalidViewerCertificate",
                         "The certificate that is attached to your distribution doesn't cover the alternate "
                         "domain name (CNAME) that you're trying to add.")


def _check_origin(backend: CloudFrontBackend, origin: dict[str, Any]) -> None:
    if ("S3OriginConfig" in origin) == ("CustomOriginConfig" in origin):
        raise refuse("InvalidOrigin", "An origin has either an S3OriginConfig or a CustomOriginConfig.")
    control = origin.get("OriginAccessControlId") or ""
    if "S3OriginConfig" in origin:
        if not origin["DomainName"].endswith(".amazonaws.com"):
            raise refuse("InvalidArgument",
                         "The parameter Origin DomainName does not refer to a valid S3 bucket.")
        if control and (origin["S3OriginConfig"] or {}).get("OriginAccessIdentity"):
            raise refuse("IllegalOriginAccessConfiguration",
                         "An origin access identity and an origin access control exclude each other.")
    if control and control not in backend.origin_access_controls:
        raise refuse("NoSuchOriginAccessControl", "The specified origin access control does not exist.")
    path = origin.get("OriginPath") or ""
    if path and (not path.startswith("/") or path.endswith("/")):
        raise refuse("InvalidOrigin", "OriginPath begins with a slash and does not end with one.")


def _check_behavior(behavior: dict[str, Any]) -> None:
    legacy = [n for n in ("ForwardedValues", "MinTTL", "DefaultTTL", "MaxTTL") if behavior.get(n) is not None]
    if behavior.get("CachePolicyId") and legacy:
        raise refuse("InvalidArgument",
                     f"The parameter {legacy[0]} cannot be used when a cache policy is associated.")
    if not behavior.get("CachePolicyId") and "ForwardedValues" not in legacy:
        raise refuse("InvalidArgument", "The parameter ForwardedValues is required.")
    allowed = (behavior.get("AllowedMethods") or {}).get("Items")
    if allowed is not None and set(allowed) not in (
            {"GET", "HEAD"}, {"GET", "HEAD", "OPTIONS"}, set(METHOD_ORDER)):
        raise refuse("InvalidArgument", "The parameter AllowedMethods is not one of the allowed sets.")
