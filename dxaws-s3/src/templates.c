/* SPDX-License-Identifier: MIT */
/* Statements and rules that many need, by name: {"template": "tls_only"} in their place. */
#include <stdio.h>
#include <string.h>

#include "schema.h"
#include "shared.h"

#define TEMPLATE "template"

/* S3 moves smaller objects to no other class: to watch one costs more than it saves. */
enum { SMALLEST_TIERED = 128 * 1024 };

/* A parameter: whole numbers from least on, or a text. */
struct parameter {
    const char *name; /* NULL: there is none */
    json_int_t least; /* negative: it is a text */
    bool optional;
};

static json_t *arn_of(const json_t *desired, const char *of)
{
    const char *region = dx_text(desired, S3_REGION);
    return json_sprintf("arn:%s:s3:::%s%s", s3_partition(region), dx_text(desired, S3_NAME), of);
}

static json_t *tls_only(const json_t *desired, const json_t *parameters)
{
    (void)parameters;
    return json_pack("{ss ss ss s[oo] s{s{ss}}}", "Effect", "Deny", "Principal", "*", "Action",
                     "s3:*", "Resource", arn_of(desired, ""), arn_of(desired, "/*"), "Condition",
                     "Bool", "aws:SecureTransport", "false");
}

/* On behalf of one distribution: never of the whole service. */
static json_t *cloudfront_read(const json_t *desired, const json_t *parameters)
{
    return json_pack("{ss s{ss} ss so s{s{sO}}}", "Effect", "Allow", "Principal", "Service",
                     "cloudfront.amazonaws.com", "Action", "s3:GetObject", "Resource",
                     arn_of(desired, "/*"), "Condition", "StringEquals", "AWS:SourceArn",
                     json_object_get(parameters, "distribution_arn"));
}

/* Who may list is told what is missing: 404 in the place of 403. */
static json_t *cloudfront_list(const json_t *desired, const json_t *parameters)
{
    return json_pack("{ss s{ss} ss so s{s{sO}}}", "Effect", "Allow", "Principal", "Service",
                     "cloudfront.amazonaws.com", "Action", "s3:ListBucket", "Resource",
                     arn_of(desired, ""), "Condition", "StringEquals", "AWS:SourceArn",
                     json_object_get(parameters, "distribution_arn"));
}

static json_t *expire_noncurrent(const json_t *desired, const json_t *parameters)
{
    (void)desired;
    return json_pack("{ss s{ss} s{sO sO*}}", "Status", "Enabled", "Filter", "Prefix", "",
                     "NoncurrentVersionExpiration", "NoncurrentDays",
                     json_object_get(parameters, "days"), "NewerNoncurrentVersions",
                     json_object_get(parameters, "keep"));
}

static json_t *abort_uploads(const json_t *desired, const json_t *parameters)
{
    (void)desired;
    return json_pack("{ss s{ss} s{sO}}", "Status", "Enabled", "Filter", "Prefix", "",
                     "AbortIncompleteMultipartUpload", "DaysAfterInitiation",
                     json_object_get(parameters, "days"));
}

static json_t *intelligent_tiering(const json_t *desired, const json_t *parameters)
{
    (void)desired;
    return json_pack("{ss s{si} s[{sO ss}]}", "Status", "Enabled", "Filter",
                     "ObjectSizeGreaterThan", SMALLEST_TIERED - 1, "Transitions", "Days",
                     json_object_get(parameters, "days"), "StorageClass", "INTELLIGENT_TIERING");
}

enum { PARAMETERS = 3 };
static const struct template
{
    const char *attribute;
    const char *name;
    json_t *(*build)(const json_t *desired, const json_t *parameters);
    struct parameter parameters[PARAMETERS];
}
templates[] = {
    {S3_STATEMENTS, "tls_only", tls_only, {{NULL, 0, false}}},
    {S3_STATEMENTS, "cloudfront_read", cloudfront_read, {{"distribution_arn", -1, false}}},
    {S3_STATEMENTS, "cloudfront_list", cloudfront_list, {{"distribution_arn", -1, false}}},
    {S3_RULES, "expire_noncurrent", expire_noncurrent, {{"days", 1, false}, {"keep", 1, true}}},
    {S3_RULES, "abort_uploads", abort_uploads, {{"days", 1, false}}},
    {S3_RULES, "intelligent_tiering", intelligent_tiering, {{"days", 0, false}}},
};
enum { TEMPLATES = sizeof templates / sizeof *templates };

static dxaws_error *no_such(const char *attribute, const char *key, const json_t *name)
{
    char known[200] = "";
    char shown[DX_SHOWN_SIZE];
    for (size_t i = 0; i < TEMPLATES; i++) {
        size_t used = strlen(known);
        if (strcmp(templates[i].attribute, attribute) == 0) {
            snprintf(known + used, sizeof known - used, "%s%s", used ? ", " : "",
                     templates[i].name);
        }
    }
    return dx_at(dx_invalid(&s3_schema, "s3: \"%s.%s\" has the template %s; it must be one of %s",
                            attribute, key, dx_shown(name, shown), known),
                 TEMPLATE);
}

static const struct template *find(const char *attribute, const json_t *name)
{
    for (size_t i = 0; i < TEMPLATES && json_is_string(name); i++) {
        if (strcmp(templates[i].attribute, attribute) == 0 &&
            strcmp(templates[i].name, json_string_value(name)) == 0) {
            return &templates[i];
        }
    }
    return NULL;
}

static dxaws_error *check_parameter(const struct template *template, const char *key,
                                    const struct parameter *parameter, const json_t *value)
{
    char shown[DX_SHOWN_SIZE];
    bool text = parameter->least < 0;
    if (value == NULL && parameter->optional) {
        return NULL;
    }
    if (dx_is_unknown(value) ||
        (text ? json_is_string(value)
              : json_is_integer(value) && json_integer_value(value) >= parameter->least)) {
        return NULL;
    }
    dxaws_error *error =
        text
            ? dx_invalid(&s3_schema, "s3: the template %s of \"%s\" needs \"%s\", text, not %s",
                         template->name, key, parameter->name,
                         value ? dx_shown(value, shown) : "nothing")
            : dx_invalid(&s3_schema,
                         "s3: the template %s of \"%s\" needs \"%s\", a whole number from %lld on, "
                         "not %s",
                         template->name, key, parameter->name, (long long)parameter->least,
                         value ? dx_shown(value, shown) : "nothing");
    return value ? dx_at(error, parameter->name) : error;
}

static dxaws_error *check_parameters(const struct template *template, const char *key,
                                     const json_t *said)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)said, name, value) {
        bool known = strcmp(name, TEMPLATE) == 0;
        for (size_t i = 0; i < PARAMETERS && template->parameters[i].name != NULL; i++) {
            known = known || strcmp(name, template->parameters[i].name) == 0;
        }
        if (!known) {
            return dx_at_name(dx_invalid(&s3_schema,
                                         "s3: the template %s of \"%s\" has no \"%s\"; leave it "
                                         "out",
                                         template->name, key, name),
                              name);
        }
    }
    for (size_t i = 0; i < PARAMETERS && template->parameters[i].name != NULL; i++) {
        const struct parameter *parameter = &template->parameters[i];
        dxaws_error *error =
            check_parameter(template, key, parameter, json_object_get(said, parameter->name));
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

/* What S3 wants of each rule, and nobody needs to say. */
static bool complete_rule(json_t *rule)
{
    bool whole = true;
    if (json_object_get(rule, "Status") == NULL) {
        dx_put(&whole, rule, "Status", json_string("Enabled"));
    }
    if (json_object_get(rule, "Filter") == NULL) {
        dx_put(&whole, rule, "Filter", json_pack("{ss}", "Prefix", ""));
    }
    return whole;
}

static dxaws_error *expand(json_t *desired, const char *attribute)
{
    json_t *items = json_object_get(desired, attribute);
    const char *key;
    json_t *item;
    void *next;
    dxaws_error *error = NULL;
    json_object_foreach_safe(items, next, key, item) {
        const json_t *name = json_object_get(item, TEMPLATE);
        const struct template *template = find(attribute, name);
        bool rule = strcmp(attribute, S3_RULES) == 0 && shared_wanted(item) != NULL;
        bool whole = true;
        if (name == NULL) {
            whole = !rule || !json_is_object(item) || complete_rule(item);
        } else {
            error =
                template ? check_parameters(template, key, item) : no_such(attribute, key, name);
            if (error == NULL) {
                dx_put(&whole, items, key, template->build(desired, item));
            }
        }
        error = error || whole ? error : dxaws_error_out_of_memory();
        if (error != NULL) {
            return dx_at(dx_at(error, key), attribute);
        }
    }
    return NULL;
}

dxaws_error *s3_expand_templates(json_t *desired)
{
    if (dx_text(desired, S3_NAME) == NULL || dx_text(desired, S3_REGION) == NULL) {
        return NULL; /* which is refused */
    }
    dxaws_error *error = expand(desired, S3_STATEMENTS);
    return error ? error : expand(desired, S3_RULES);
}
