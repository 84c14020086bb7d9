/* SPDX-License-Identifier: MIT */
/* The distribution as tables. To add an attribute: a row here, its accessors in models.c, a map
 * line, and its place in the XML in providers/aws-shapes.c. */
#include "attributes.h"

#include <stddef.h>

/* Every attribute of a configuration is converged by the same full-document update. */
#define CONFIGURED(text, kind) .name = text, .type = kind, .action = CF_UPDATE

static const struct dx_attribute attributes[] = {
    {.name = CF_NAME,
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .check = cloudfront_check_name},
    {.name = "present", .type = DX_BOOLEAN},
    {CONFIGURED(CF_ORIGIN, DX_TEXT), .check = cloudfront_check_origin},
    {CONFIGURED(CF_ORIGIN_PATH, DX_TEXT), .check = cloudfront_check_origin_path},
    {CONFIGURED(CF_ALIASES, DX_TEXTS), .check = cloudfront_check_aliases,
     .equal = cloudfront_aliases_equal},
    {CONFIGURED(CF_CERTIFICATE, DX_TEXT), .check = cloudfront_check_certificate},
    {CONFIGURED(CF_MINIMUM_TLS, DX_TEXT), .check = cloudfront_check_choice},
    {CONFIGURED(CF_ROOT_OBJECT, DX_TEXT), .check = cloudfront_check_root_object},
    {CONFIGURED(CF_ERRORS, DX_LIST), .check = cloudfront_check_errors},
    {CONFIGURED(CF_PRICE_CLASS, DX_TEXT), .check = cloudfront_check_choice},
    {CONFIGURED(CF_HTTP, DX_TEXT), .check = cloudfront_check_choice},
    {CONFIGURED(CF_IPV6, DX_BOOLEAN)},
    {CONFIGURED(CF_VIEWER_POLICY, DX_TEXT), .check = cloudfront_check_choice},
    {CONFIGURED(CF_COMPRESS, DX_BOOLEAN)},
    {CONFIGURED(CF_CACHE_POLICY, DX_TEXT), .check = cloudfront_check_policy_id},
    {CONFIGURED(CF_HEADERS_POLICY, DX_TEXT), .check = cloudfront_check_policy_id},
    {CONFIGURED(CF_ENABLED, DX_BOOLEAN)},
    {.name = CF_TAGS, .type = DX_MAP, .action = CF_PUT_TAGS, .check = dx_check_tags},
    {.name = "wait", .type = DX_BOOLEAN, .flags = DX_OPTION},
    {.name = "timeout_s", .type = DX_INTEGER, .flags = DX_OPTION, .check = dx_check_timeout},
    {.name = "exists", .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    {.name = CF_ID, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_ARN, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_DOMAIN_NAME, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = "hosted_zone_id", .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_STATUS, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_COMMENT, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_REFERENCE, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_ORIGIN_OAC, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC_BEHAVIOR, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC_PROTOCOL, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_OAC_ORIGIN_TYPE, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_STAGING, .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    {.name = CF_CONTINUOUS, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = CF_ETAG, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = CF_DOCUMENT, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
};

#define SLOT(name) offsetof(dxaws_cloudfront_provider_ops, name)

/* Seconds as they usually are now; the deadlines leave room for the bad days. */
static const struct dx_action_spec actions[] = {
    {.kind = CF_CREATE_OAC, .slot = SLOT(create_oac)},
    {.kind = CF_UPDATE_OAC, .slot = SLOT(update_oac)},
    {.kind = CF_CREATE, .slot = SLOT(create_distribution), .flags = DX_CREATES},
    {.kind = CF_UPDATE, .slot = SLOT(update_distribution)},
    {.kind = CF_PUT_TAGS, .slot = SLOT(put_tags)},
    {.kind = CF_DISABLE, .slot = SLOT(disable)},
    {.kind = CF_WAIT,
     .slot = SLOT(wait_deployed),
     .flags = DX_WAITS,
     .seconds = 150,
     .timeout_s = 2100},
    {.kind = CF_DELETE, .slot = SLOT(delete_distribution), .flags = DX_DESTROYS},
    {.kind = CF_DELETE_OAC, .slot = SLOT(delete_oac)},
};

const struct dx_schema cloudfront_schema = {
    .module = "cloudfront",
    .identity = CF_NAME,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .normalise = cloudfront_normalise,
    .check = cloudfront_check,
    .plan = cloudfront_plan,
    .converged = cloudfront_converged,
    .simulate = cloudfront_simulate,
};
