/* SPDX-License-Identifier: MIT */
/* The distribution as tables. To add an attribute: a row here, its accessors in models.c, a map
 * line, its name in providers/configuration.c, and its place in the XML in providers/aws-answers.c
 * and providers/aws-bodies.c. */
#include "attributes.h"

#include <dxaws/kit/description.h>
#include <dxaws/kit/ownership.h>

#include <stddef.h>

/* Every attribute of a configuration is converged by the same full-document update. */
#define CONFIGURED(text, kind) .name = text, .type = kind, .action = CF_UPDATE
#define PRESET(kind, name) .preset = DX_VALUE_##kind(DXAWS_CLOUDFRONT_DEFAULT_##name)
#define INITIAL(kind, value) .initial = DX_VALUE_##kind(value)

/* As CloudFront's model lists them. */
static const char *const price_classes[] = {"PriceClass_100", "PriceClass_200", "PriceClass_All",
                                            NULL};
static const char *const http_versions[] = {"http1.1", "http2", "http3", "http2and3", NULL};
static const char *const viewer_policies[] = {"redirect-to-https", "https-only", "allow-all", NULL};
static const char *const tls_policies[] = {"TLSv1",        "TLSv1_2016",   "TLSv1.1_2016",
                                           "TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021",
                                           "TLSv1.2_2025", "TLSv1.3_2025", NULL};

static const char *const geo_restrictions[] = {CF_GEO_NONE, "whitelist", "blacklist", NULL};

static const struct dx_attribute error_rows[] = {
    {.name = "error_code", .type = DX_INTEGER, .flags = DX_REQUIRED},
    {.name = "response_code", .type = DX_INTEGER},
    {.name = "page", .type = DX_TEXT},
    {.name = "caching_min_ttl_s", .type = DX_INTEGER, PRESET(INTEGER, ERROR_CACHING_MIN_TTL_S)},
};

static const char *const urls[] = {"exact", "directories", "html", NULL};

static const struct dx_attribute invalidation_rows[] = {
    {.name = CF_INVALIDATION_REFERENCE,
     .type = DX_TEXT,
     .flags = DX_REQUIRED,
     .check = dx_check_not_empty},
    {.name = CF_INVALIDATION_KEYS, .type = DX_TEXTS},
    {.name = CF_INVALIDATION_PREFIX, .type = DX_TEXT},
    {.name = CF_INVALIDATION_ROOT, .type = DX_TEXT},
    {.name = CF_INVALIDATION_URLS, .type = DX_TEXT, .choices = urls},
    {.name = CF_INVALIDATION_QUERIES, .type = DX_BOOLEAN},
    /* Behind what it is made of: of a wrong word there, that is what is wrong. */
    {.name = CF_INVALIDATION_PATHS,
     .type = DX_TEXTS,
     .flags = DX_REQUIRED,
     .check = cloudfront_check_invalidation_paths},
    {.name = CF_ID, .type = DX_TEXT},
};

static const struct dx_attribute attributes[] = {
    {.name = CF_NAME,
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .check = cloudfront_check_name},
    DX_PRESENT_ROW(DXAWS_CLOUDFRONT_DEFAULT_PRESENT, 0),
    {CONFIGURED(CF_ORIGIN, DX_TEXT), .check = cloudfront_check_origin},
    {CONFIGURED(CF_ORIGIN_PATH, DX_TEXT), .check = cloudfront_check_origin_path, INITIAL(TEXT, "")},
    {CONFIGURED(CF_ALIASES, DX_TEXTS), .check = cloudfront_check_aliases,
     .equal = cloudfront_texts_equal, INITIAL(EMPTY, DX_TEXTS)},
    {CONFIGURED(CF_CERTIFICATE, DX_TEXT), .check = cloudfront_check_certificate, INITIAL(TEXT, "")},
    {CONFIGURED(CF_MINIMUM_TLS, DX_TEXT), .choices = tls_policies,
     PRESET(TEXT, MINIMUM_PROTOCOL_VERSION), INITIAL(TEXT, "TLSv1")},
    {CONFIGURED(CF_ROOT_OBJECT, DX_TEXT), .check = cloudfront_check_root_object,
     PRESET(TEXT, ROOT_OBJECT), INITIAL(TEXT, "")},
    {CONFIGURED(CF_ERRORS, DX_LIST), .check = cloudfront_check_errors, DX_MEMBERS(error_rows),
     INITIAL(EMPTY, DX_LIST)},
    {CONFIGURED(CF_PRICE_CLASS, DX_TEXT), .choices = price_classes, PRESET(TEXT, PRICE_CLASS),
     INITIAL(TEXT, "PriceClass_All")},
    {CONFIGURED(CF_HTTP, DX_TEXT), .choices = http_versions, PRESET(TEXT, HTTP_VERSION),
     INITIAL(TEXT, "http2")},
    {CONFIGURED(CF_IPV6, DX_BOOLEAN), PRESET(BOOLEAN, IPV6), INITIAL(BOOLEAN, true)},
    /* These two, and whether it is enabled, CloudFront wants to be told. */
    {CONFIGURED(CF_VIEWER_POLICY, DX_TEXT), .choices = viewer_policies,
     PRESET(TEXT, VIEWER_PROTOCOL_POLICY),
     INITIAL(TEXT, DXAWS_CLOUDFRONT_DEFAULT_VIEWER_PROTOCOL_POLICY)},
    {CONFIGURED(CF_COMPRESS, DX_BOOLEAN), PRESET(BOOLEAN, COMPRESS), INITIAL(BOOLEAN, false)},
    {CONFIGURED(CF_CACHE_POLICY, DX_TEXT), .check = cloudfront_check_policy_id,
     PRESET(TEXT, CACHE_POLICY_ID), INITIAL(TEXT, DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID)},
    {CONFIGURED(CF_HEADERS_POLICY, DX_TEXT), .check = cloudfront_check_policy_id,
     PRESET(TEXT, RESPONSE_HEADERS_POLICY_ID), INITIAL(TEXT, "")},
    {CONFIGURED(CF_FUNCTION, DX_TEXT), .check = cloudfront_check_function, INITIAL(TEXT, "")},
    {CONFIGURED(CF_WEB_ACL, DX_TEXT), .check = cloudfront_check_web_acl, INITIAL(TEXT, "")},
    {CONFIGURED(CF_GEO, DX_TEXT), .choices = geo_restrictions, INITIAL(TEXT, CF_GEO_NONE)},
    {CONFIGURED(CF_GEO_LOCATIONS, DX_TEXTS), .check = cloudfront_check_geo_locations,
     .equal = cloudfront_texts_equal, INITIAL(EMPTY, DX_TEXTS)},
    {CONFIGURED(CF_ENABLED, DX_BOOLEAN), PRESET(BOOLEAN, ENABLED), INITIAL(BOOLEAN, true)},
    DX_TAGS_ROW,
    {.name = CF_INVALIDATION,
     .type = DX_OBJECT,
     .action = CF_INVALIDATE,
     DX_MEMBERS(invalidation_rows)},
    {.name = CF_ASKED, .type = DX_TEXTS, .flags = DX_OPTION},
    DX_OWNERSHIP_ROWS,
    DX_EXISTS_ROW,
    {.name = CF_ID, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_ARN, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_DOMAIN_NAME, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_HOSTED_ZONE,
     .type = DX_TEXT,
     .flags = DX_OUTPUT,
     INITIAL(TEXT, DXAWS_CLOUDFRONT_HOSTED_ZONE_ID)},
    {.name = CF_STATUS, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_COMMENT, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_REFERENCE, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_ORIGIN_OAC, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC_DESCRIPTION, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC_USERS, .type = DX_TEXTS, .flags = DX_OUTPUT},
    {.name = CF_ORIGIN_USERS, .type = DX_TEXTS, .flags = DX_OUTPUT},
    {.name = CF_FUNCTION_USERS, .type = DX_TEXTS, .flags = DX_OUTPUT},
    {.name = CF_GONE, .type = DX_TEXTS, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = CF_OAC_BEHAVIOR, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC_PROTOCOL, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC_ORIGIN_TYPE, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_INVALIDATION_ID, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_INVALIDATION_STATUS, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_STAGING, .type = DX_BOOLEAN, .flags = DX_OUTPUT, INITIAL(BOOLEAN, false)},
    {.name = CF_CONTINUOUS, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_CONNECTION, .type = DX_TEXT, .flags = DX_OUTPUT, INITIAL(TEXT, CF_DIRECT)},
    {.name = CF_CANDIDATES, .type = DX_LIST, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = CF_CONFLICTS, .type = DX_LIST, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = CF_SIBLINGS, .type = DX_LIST, .flags = DX_OUTPUT | DX_HIDDEN},
    DX_FOUND_ROW,
    {.name = CF_ETAG, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = CF_WRITTEN_ETAG, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = CF_DOCUMENT, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = CF_FOUND_CERTIFICATE, .type = DX_OBJECT, .flags = DX_OUTPUT | DX_HIDDEN},
    /* In whose account it is, or would be made. */
    {.name = CF_CALLER, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
};

#define SLOT(name) offsetof(dxaws_cloudfront_provider_ops, name)

/* The texts without which an operation says nothing. */
static const char *const needs_oac_name[] = {CF_OAC_NAME, NULL};
static const char *const needs_oac[] = {CF_OAC, NULL};
static const char *const needs_origin[] = {CF_COMMENT, "origin_domain_name", NULL};
static const char *const needs_one[] = {CF_ID, CF_ARN, NULL};

enum { INVALIDATION_S = 900 }; /* ten times what they take */

#define NEW "arn:aws:cloudfront::{account}:distribution/*"
#define DISTRIBUTION "{" CF_ARN "} " NEW
#define NEW_CONTROL "arn:aws:cloudfront::{account}:origin-access-control/*"
#define CONTROL "arn:aws:cloudfront::{account}:origin-access-control/{" CF_OAC "} " NEW_CONTROL

/* What we may need to look at besides our own: who holds our names, and who uses our control. */
static const struct dx_permission reads[] = {
    DX_MAY("cloudfront:ListDistributions cloudfront:ListOriginAccessControls", "*"),
    DX_MAY("cloudfront:GetDistribution cloudfront:ListTagsForResource", DISTRIBUTION),
    DX_MAY_WITH("cloudfront:ListConflictingAliases", "*", CF_ALIASES),
    DX_MAY("cloudfront:GetOriginAccessControl", CONTROL),
    DX_MAY_WITH("acm:DescribeCertificate",
                "{" CF_CERTIFICATE "} arn:aws:acm:us-east-1:{account}:certificate/*",
                CF_CERTIFICATE),
    {.actions = NULL},
};

/* Seconds as they usually are now; the deadlines leave room for the bad days. */
static const struct dx_action_spec actions[] = {
    {.kind = DX_ADOPT,
     .slot = SLOT(put_tags),
     .needs = needs_one,
     .permissions =
         DX_ALLOW(DX_MAY_WHEN("cloudfront:TagResource", DISTRIBUTION, DX_WHEN_SETTING),
                  DX_MAY_WHEN("cloudfront:UntagResource", DISTRIBUTION, DX_WHEN_REMOVING))},
    {.kind = CF_CREATE_OAC,
     .slot = SLOT(create_oac),
     .flags = DX_BESIDE,
     .needs = needs_oac_name,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:CreateOriginAccessControl", "*"),
                             DX_MAY("cloudfront:GetOriginAccessControl", NEW_CONTROL))},
    {.kind = CF_UPDATE_OAC,
     .slot = SLOT(update_oac),
     .needs = needs_oac,
     .permissions = DX_ALLOW(DX_MAY(
         "cloudfront:UpdateOriginAccessControl cloudfront:GetOriginAccessControl", CONTROL))},
    {.kind = CF_CREATE,
     .slot = SLOT(create_distribution),
     .flags = DX_CREATES,
     .needs = needs_origin,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:CreateDistribution", "*"),
                             DX_MAY("cloudfront:TagResource", NEW))},
    {.kind = CF_UPDATE,
     .slot = SLOT(update_distribution),
     .needs = needs_one,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:UpdateDistribution", DISTRIBUTION))},
    {.kind = CF_PUT_TAGS,
     .slot = SLOT(put_tags),
     .needs = needs_one,
     .permissions =
         DX_ALLOW(DX_MAY_WHEN("cloudfront:TagResource", DISTRIBUTION, DX_WHEN_SETTING),
                  DX_MAY_WHEN("cloudfront:UntagResource", DISTRIBUTION, DX_WHEN_REMOVING))},
    {.kind = CF_DISABLE,
     .slot = SLOT(disable),
     .needs = needs_one,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:UpdateDistribution", DISTRIBUTION))},
    {.kind = CF_WAIT,
     .slot = SLOT(wait_deployed),
     .flags = DX_WAITS,
     .expected_s = 150,
     .timeout_s = 2100,
     .permissions = DX_ALLOW_READS},
    {.kind = CF_INVALIDATE,
     .slot = SLOT(invalidate),
     .permissions = DX_ALLOW(DX_MAY(
         "cloudfront:CreateInvalidation cloudfront:ListInvalidations cloudfront:GetInvalidation",
         DISTRIBUTION))},
    {.kind = CF_WAIT_INVALIDATED,
     .slot = SLOT(wait_invalidated),
     .flags = DX_WAITS,
     .expected_s = 60,
     .timeout_s = INVALIDATION_S,
     .level = DXAWS_WAIT_DEPLOYED,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:GetInvalidation", DISTRIBUTION))},
    {.kind = CF_DELETE,
     .slot = SLOT(delete_distribution),
     .flags = DX_DESTROYS,
     .needs = needs_one,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:DeleteDistribution", DISTRIBUTION))},
    {.kind = CF_DELETE_OAC,
     .slot = SLOT(delete_oac),
     .needs = needs_oac,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:DeleteOriginAccessControl", CONTROL))},
    {.kind = DX_RELEASE,
     .slot = SLOT(put_tags),
     .needs = needs_one,
     .permissions =
         DX_ALLOW(DX_MAY_WHEN("cloudfront:TagResource", DISTRIBUTION, DX_WHEN_SETTING),
                  DX_MAY_WHEN("cloudfront:UntagResource", DISTRIBUTION, DX_WHEN_REMOVING))},
    {.kind = DX_FIND,
     .slot = SLOT(find),
     .flags = DX_READS,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:ListTagsForResource", NEW))},
};

/* Words of 0.1. */
static const struct dx_former formers[] = {
    {.name = "error_responses.caching_min_ttl", .use = "error_responses.caching_min_ttl_s"},
    {.name = "wait", .use = "wait", .option = true},
    {.name = "timeout_s", .use = "timeouts_ms." CF_WAIT, .option = true},
};

/* What passes by itself. */
static const struct dx_refusal refusals[] = {
    /* Some minutes pass until CloudFront knows that a certificate is issued. */
    {.aws_code = "InvalidViewerCertificate",
     .code = DXAWS_CLOUDFRONT_ERROR_CERTIFICATE_UNSETTLED,
     .patience_s = 600,
     .why = "InvalidViewerCertificate, CloudFront does not know the certificate yet"},
    {.aws_code = "TooManyInvalidationsInProgress",
     .action = CF_INVALIDATE,
     .patience_s = INVALIDATION_S,
     .why = "as many paths are being invalidated as CloudFront allows, 3000 and 15 with \"*\""},
};

static const struct dx_error_code errors[] = {
    {DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT, "CONFLICT"},
    {DXAWS_CLOUDFRONT_ERROR_CERTIFICATE_UNSETTLED, "UNAVAILABLE"},
    {DXAWS_CLOUDFRONT_ERROR_CONTINUOUS_DEPLOYMENT, "REFUSED"},
    {DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_GONE, "STALE"},
    {DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_NOT_DISABLED, "INVALID_STATE"},
    {DXAWS_CLOUDFRONT_ERROR_INVALIDATION_REFERENCE, "CONFLICT"},
    {DXAWS_CLOUDFRONT_ERROR_INVALID_RESPONSE, "PROTOCOL"},
    {DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE, "INVALID_STATE"},
    {DXAWS_CLOUDFRONT_ERROR_NO_ORIGIN_ACCESS_CONTROL, "INVALID_STATE"},
    {DXAWS_CLOUDFRONT_ERROR_ORIGIN_ACCESS_CONTROL_IN_USE, "CONFLICT"},
    {DXAWS_CLOUDFRONT_ERROR_RESOURCE_IN_USE, "CONFLICT"},
    {DXAWS_CLOUDFRONT_ERROR_SEVERAL_DISTRIBUTIONS, "CONFLICT"},
    {DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION, "STALE"},
};

static const struct dx_consent consents[] = {
    {"distribution", CF_ID, CF_CANDIDATES},
    {"access_control", CF_OAC, NULL},
    {"function", CF_FUNCTION, NULL},
};

const struct dx_schema cloudfront_schema = {
    .module = "cloudfront",
    .identity = CF_NAME,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .reads = reads,
    .consents = consents,
    .consent_count = sizeof consents / sizeof *consents,
    .errors = errors,
    .error_count = sizeof errors / sizeof *errors,
    .refusals = refusals,
    .refusal_count = sizeof refusals / sizeof *refusals,
    .formers = formers,
    .former_count = sizeof formers / sizeof *formers,
    .make_aws = cloudfront_make_aws,
    .make_memory = cloudfront_make_memory,
    .normalise = cloudfront_normalise,
    .check = cloudfront_check,
    .check_payload = cloudfront_check_payload,
    .plan = cloudfront_plan,
    .converged = cloudfront_converged,
    .simulate = cloudfront_simulate,
    .recall = cloudfront_recall,
};
