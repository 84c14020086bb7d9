/* SPDX-License-Identifier: MIT */
/* What the statements of a bucket policy may be: what S3 would refuse as malformed, named before
 * anything is read or written.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#include "policy.h"
#include "schema.h"
#include "shared.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static dxaws_error *check_sid(const struct dx_schema *schema, const char *sid,
                              const json_t *statement)
{
    size_t length = 0;
    while (isalnum((unsigned char)sid[length])) {
        length++;
    }
    if (length == 0 || sid[length] != '\0') {
        return dx_at_name(
            dx_invalid(schema, "s3: the Sid \"%s\" may hold letters and digits only", sid), sid);
    }
    const json_t *own = json_object_get(statement, "Sid");
    char shown[DX_SHOWN_SIZE];
    if (own == NULL || (json_is_string(own) && strcmp(json_string_value(own), sid) == 0)) {
        return NULL;
    }
    return dx_at(
        dx_at(dx_invalid(schema,
                         "s3: the statement \"%s\" has the Sid %s; leave it out, or make it "
                         "the same",
                         sid, dx_shown(own, shown)),
              "Sid"),
        sid);
}

static dxaws_error *check_members(const struct dx_schema *schema, const char *sid,
                                  const json_t *statement)
{
    static const char *const known[] = {"Sid",          "Effect",      "Principal",
                                        "NotPrincipal", "Action",      "NotAction",
                                        "Resource",     "NotResource", "Condition"};
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)statement, name, value) {
        bool found = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
            found = found || strcmp(name, known[i]) == 0;
        }
        if (!found) {
            return dx_at_name(
                dx_invalid(schema,
                           "s3: the statement \"%s\" has an unknown member \"%s\"; known are "
                           "Effect, Principal, Action, Resource, their Not forms, and Condition",
                           sid, name),
                name);
        }
    }
    return NULL;
}

/* Each in one of two forms, as IAM's grammar has it. */
static dxaws_error *check_parts(const struct dx_schema *schema, const char *sid,
                                const json_t *statement)
{
    static const char *const parts[][2] = {
        {"Principal", "NotPrincipal"}, {"Action", "NotAction"}, {"Resource", "NotResource"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        bool plain = json_object_get(statement, parts[i][0]) != NULL;
        bool negated = json_object_get(statement, parts[i][1]) != NULL;
        if (plain == negated) {
            return dx_invalid(schema,
                              "s3: the statement \"%s\" %s \"%s\" %s \"%s\"; it needs one of "
                              "them",
                              sid, plain ? "has both" : "has neither", parts[i][0],
                              plain ? "and" : "nor", parts[i][1]);
        }
    }
    return NULL;
}

static dxaws_error *check_statements(const struct dx_schema *schema, const json_t *value)
{
    const char *sid;
    json_t *statement;
    char shown[DX_SHOWN_SIZE];
    json_object_foreach((json_t *)(uintptr_t)value, sid, statement) {
        if (!json_is_object(statement)) {
            return dx_at(dx_invalid(schema, "s3: \"%s.%s\" must be a policy statement, not %s",
                                    S3_STATEMENTS, sid, dx_shown(statement, shown)),
                         sid);
        }
        if (shared_wanted(statement) == NULL) {
            continue;
        }
        const char *effect = dx_text(statement, "Effect");
        if (effect == NULL || (strcmp(effect, "Allow") != 0 && strcmp(effect, "Deny") != 0)) {
            const json_t *given = json_object_get(statement, "Effect");
            dxaws_error *wrong = dx_invalid(
                schema, "s3: \"%s.%s\" must have an \"Effect\" of \"Allow\" or \"Deny\", not %s",
                S3_STATEMENTS, sid, given ? dx_shown(given, shown) : "none");
            return dx_at(given ? dx_at(wrong, "Effect") : wrong, sid);
        }
        dxaws_error *error = check_sid(schema, sid, statement);
        error = error ? error : dx_at(check_members(schema, sid, statement), sid);
        error = error ? error : dx_at(check_parts(schema, sid, statement), sid);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

/* True unless the ARN names another bucket; what has a wildcard in the name may be meant well. */
static bool is_within(const char *arn, const char *bucket)
{
    const char *name = strncmp(arn, "arn:", 4) == 0 ? strstr(arn, ":s3:::") : NULL;
    if (name == NULL) {
        return true;
    }
    name += strlen(":s3:::");
    size_t length = strcspn(name, "/");
    return strcspn(name, "*?$") < length ||
           (length == strlen(bucket) && strncmp(name, bucket, length) == 0);
}

static dxaws_error *check_resource(const char *bucket, const char *sid, const json_t *resource)
{
    const char *arn = json_string_value(resource);
    if (arn == NULL || is_within(arn, bucket)) {
        return NULL;
    }
    return dx_invalid(&s3_schema,
                      "s3 %s: the statement \"%s\" is about \"%s\"; it must be about "
                      "\"arn:aws:s3:::%s\" and \"arn:aws:s3:::%s/*\"",
                      bucket, sid, arn, bucket, bucket);
}

static dxaws_error *check_resources(const char *bucket, const char *sid, const json_t *statement)
{
    const json_t *resources = json_object_get(statement, "Resource");
    dxaws_error *error = NULL;
    for (size_t i = 0; i < policy_list_size(resources) && error == NULL; i++) {
        error = check_resource(bucket, sid, policy_list_at(resources, i));
        error = json_is_array(resources) ? dx_at_index(error, i) : error;
    }
    return dx_at(error, "Resource");
}

static dxaws_error *check_size(const char *bucket, const json_t *statements)
{
    json_t *policy = policy_merge(NULL, statements, NULL);
    char *text = policy ? json_dumps(policy, JSON_COMPACT) : NULL;
    size_t size = text ? strlen(text) : 0;
    free(text);
    json_decref(policy);
    return size <= S3_POLICY_LIMIT
               ? NULL
               : dx_invalid(
                     &s3_schema,
                     "s3 %s: \"policy_statements\" have %zu bytes; a bucket's policy may have "
                     "at most %d",
                     bucket, size, S3_POLICY_LIMIT);
}

static dxaws_error *check_policy(const json_t *desired)
{
    const char *bucket = dx_text(desired, S3_NAME);
    const json_t *statements = json_object_get(desired, S3_STATEMENTS);
    /* Here, not in the table: a value in them that is not known yet excuses nothing else. */
    dxaws_error *wrong = dx_at(check_statements(&s3_schema, statements), S3_STATEMENTS);
    if (wrong != NULL) {
        return wrong;
    }
    const char *sid;
    json_t *statement;
    json_object_foreach((json_t *)(uintptr_t)statements, sid, statement) {
        wrong = check_resources(bucket, sid, statement);
        if (wrong == NULL && json_is_true(json_object_get(desired, S3_STRICT))) {
            wrong = strict_check(bucket, sid, statement);
        }
        if (wrong != NULL) {
            return dx_at(dx_at(wrong, sid), S3_STATEMENTS);
        }
    }
    return statements ? dx_at(check_size(bucket, statements), S3_STATEMENTS) : NULL;
}

dxaws_error *s3_check(const json_t *desired)
{
    dxaws_error *error = check_policy(desired);
    error = error ? error : s3_check_encryption(desired);
    return error ? error : s3_check_lifecycle(desired);
}
