/* SPDX-License-Identifier: MIT */
/* THE table: what a function consists of, and what converges it, in the order of execution. */
#include "function.h"

#include <dxaws/cloudfront-errors.h>
#include <dxaws/kit/description.h>
#include <dxaws/kit/ownership.h>

#include <stddef.h>
#include <string.h>

enum { LONGEST_NAME = 64, LONGEST_OWNER = 100 }; /* CloudFront's, and what a comment has room for */

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

#define FUNCTION_CHECK(name)                                                                       \
    static dxaws_error *name(const struct dx_schema *schema, const struct dx_attribute *attribute, \
                             const json_t *value)

FUNCTION_CHECK(check_name)
{
    const char *name = json_string_value(value);
    size_t length = strlen(name);
    return length >= 1 && length <= LONGEST_NAME && strspn(name, LETTERS) == length
               ? NULL
               : dx_invalid(schema,
                            "function: \"%s\" is \"%s\"; it must have 1 to %d characters of A-Z, "
                            "a-z, 0-9, \"-\" and \"_\"",
                            attribute->name, name, LONGEST_NAME);
}

FUNCTION_CHECK(check_code)
{
    size_t size = json_string_length(value);
    return size >= 1 && size <= DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES
               ? NULL
               : dx_invalid(schema, "function: \"%s\" has %zu bytes; CloudFront takes 1 to %d: %s",
                            attribute->name, size, DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES,
                            size ? "make it shorter" : "write a handler(event)");
}

FUNCTION_CHECK(check_owner)
{
    size_t length = json_string_length(value);
    return length >= 1 && length <= LONGEST_OWNER
               ? NULL
               : dx_invalid(schema, "function: \"%s\" has %zu bytes; it must have 1 to %d",
                            attribute->name, length, LONGEST_OWNER);
}

static const char *const runtimes[] = {"cloudfront-js-1.0", "cloudfront-js-2.0", NULL};

static const struct dx_attribute attributes[] = {
    {.name = FUNCTION_NAME,
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .check = check_name},
    DX_PRESENT_ROW(DXAWS_CLOUDFRONT_FUNCTION_DEFAULT_PRESENT, 0),
    {.name = FUNCTION_CODE,
     .type = DX_TEXT,
     .flags = DX_LINES,
     .action = FUNCTION_PUBLISH,
     .check = check_code},
    {.name = FUNCTION_RUNTIME,
     .type = DX_TEXT,
     .action = FUNCTION_UPDATE,
     .choices = runtimes,
     .preset = DX_VALUE_TEXT(DXAWS_CLOUDFRONT_FUNCTION_DEFAULT_RUNTIME)},
    {.name = FUNCTION_OWNER, .type = DX_TEXT, .check = check_owner},
    DX_EXISTS_ROW,
    {.name = FUNCTION_ARN, .type = DX_TEXT, .flags = DX_OUTPUT},
    /* Not of themselves: what a write made them is known without being told. */
    {.name = FUNCTION_COMMENT, .type = DX_TEXT, .flags = DX_OUTPUT, .initial = DX_VALUE_TEXT("")},
    {.name = FUNCTION_STATUS, .type = DX_TEXT, .flags = DX_OUTPUT},
    DX_FOUND_ROW,
    {.name = FUNCTION_DRAFT,
     .type = DX_TEXT,
     .flags = DX_OUTPUT | DX_HIDDEN,
     .initial = DX_VALUE_TEXT("")},
    {.name = FUNCTION_ETAG, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
};

#define SLOT(name) offsetof(dxaws_cloudfront_function_provider_ops, name)

static const char *const needs_text[] = {FUNCTION_CODE, FUNCTION_RUNTIME, FUNCTION_COMMENT, NULL};
static const char *const needs_code[] = {FUNCTION_CODE, NULL};
static const char *const needs_comment[] = {FUNCTION_COMMENT, NULL};

#define FUNCTION "arn:aws:cloudfront::{account}:function/{" FUNCTION_NAME "}"

/* Who runs it is told by the distributions. */
static const struct dx_permission reads[] = {
    DX_MAY("cloudfront:ListDistributions", "*"),
    DX_MAY("cloudfront:GetFunction cloudfront:DescribeFunction", FUNCTION),
    {.actions = NULL},
};

static const struct dx_action_spec actions[] = {
    {.kind = FUNCTION_CREATE,
     .slot = SLOT(create_function),
     .flags = DX_CREATES,
     .needs = needs_text,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:CreateFunction", "*"),
                             DX_MAY("cloudfront:TagResource", FUNCTION))},
    {.kind = FUNCTION_UPDATE,
     .slot = SLOT(update_function),
     .needs = needs_text,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:UpdateFunction", FUNCTION))},
    {.kind = FUNCTION_PUBLISH,
     .slot = SLOT(publish_function),
     .needs = needs_code,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:PublishFunction", FUNCTION))},
    {.kind = FUNCTION_DELETE,
     .slot = SLOT(delete_function),
     .flags = DX_DESTROYS,
     .needs = needs_comment,
     .permissions = DX_ALLOW(DX_MAY("cloudfront:DeleteFunction", FUNCTION))},
    {.kind = DX_FIND,
     .slot = SLOT(find),
     .flags = DX_READS,
     .permissions = DX_ALLOW(
         DX_MAY("cloudfront:ListFunctions", "*"),
         DX_MAY("cloudfront:ListTagsForResource", "arn:aws:cloudfront::{account}:function/*"))},
};

static const struct dx_error_code errors[] = {
    {DXAWS_CLOUDFRONT_ERROR_FUNCTION_IN_USE, "CONFLICT"},
};

static dxaws_error *check(const json_t *desired)
{
    bool lacks = dx_is_present(desired) && json_object_get(desired, FUNCTION_CODE) == NULL;
    return lacks ? dx_at(dx_invalid(&function_schema,
                                    "function %s: \"" FUNCTION_CODE "\" is required: a text of "
                                    "JavaScript with a function handler(event)",
                                    dx_text(desired, FUNCTION_NAME)),
                         FUNCTION_CODE)
                 : NULL;
}

static const struct dx_consent consents[] = {
    {"function", FUNCTION_NAME, NULL},
};

const struct dx_schema function_schema = {
    .module = "function",
    .identity = FUNCTION_NAME,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .reads = reads,
    .consents = consents,
    .consent_count = sizeof consents / sizeof *consents,
    .errors = errors,
    .error_count = sizeof errors / sizeof *errors,
    .make_aws = function_make_aws,
    .make_memory = function_make_memory,
    .check = check,
    .plan = function_plan,
    .simulate = function_simulate,
};
