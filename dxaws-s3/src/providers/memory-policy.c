/* SPDX-License-Identifier: MIT */
/* Bucket policies of the simulated account. tests/aws/truth/policies.json says what they do. */
#include "memory-policy.h"

#include <stdlib.h>
#include <string.h>

#include "service.h"

/* "Statement", "Action" and others may be one thing or a list of them. */
static size_t count_of(const json_t *value)
{
    return json_is_array(value) ? json_array_size(value) : value != NULL;
}

static const json_t *item_at(const json_t *value, size_t index)
{
    return json_is_array(value) ? json_array_get(value, index) : value;
}

static bool is_account(const char *text)
{
    return strlen(text) == 12 && strspn(text, "0123456789") == 12;
}

/* A member, or that which says the opposite. */
static const json_t *either(const json_t *statement, const char *name, const char *negated)
{
    const json_t *value = json_object_get(statement, name);
    return value ? value : json_object_get(statement, negated);
}

static bool action_fits(const char *action, const char *bucket)
{
    (void)bucket;
    return strcmp(action, "*") == 0 || strncmp(action, "s3:", 3) == 0;
}

static bool resource_fits(const char *resource, const char *bucket)
{
    static const char prefix[] = "arn:aws:s3:::";
    size_t size = strlen(bucket);
    const char *rest =
        strncmp(resource, prefix, sizeof prefix - 1) == 0 ? strstr(resource, ":::") + 3 : "";
    return strncmp(rest, bucket, size) == 0 && (rest[size] == '\0' || rest[size] == '/');
}

static bool principal_fits(const char *principal, const char *bucket)
{
    (void)bucket;
    return strcmp(principal, "*") == 0 || is_account(principal) ||
           strncmp(principal, "arn:aws", 7) == 0;
}

/* Whether there is something, and all of it are texts that fit. */
static bool all_fit(const json_t *value, const char *bucket,
                    bool (*fits)(const char *text, const char *bucket))
{
    for (size_t i = 0; i < count_of(value); i++) {
        const char *text = json_string_value(item_at(value, i));
        if (text == NULL || !fits(text, bucket)) {
            return false;
        }
    }
    return count_of(value) > 0;
}

static const char *statement_fault(const char *bucket, const json_t *statement)
{
    const char *effect = dx_text(statement, "Effect");
    const json_t *principal = either(statement, "Principal", "NotPrincipal");
    const json_t *accounts =
        json_is_object(principal) ? json_object_get(principal, "AWS") : principal;
    if (effect == NULL || (strcmp(effect, "Allow") != 0 && strcmp(effect, "Deny") != 0)) {
        return "Invalid effect";
    }
    if (principal == NULL) {
        return "Missing required field Principal";
    }
    if (accounts != NULL && !all_fit(accounts, bucket, principal_fits)) {
        return "Invalid principal in policy";
    }
    if (!all_fit(either(statement, "Action", "NotAction"), bucket, action_fits)) {
        return "Policy has invalid action";
    }
    return all_fit(either(statement, "Resource", "NotResource"), bucket, resource_fits)
               ? NULL
               : "Policy has invalid resource";
}

const char *memory_policy_fault(const char *bucket, const json_t *policy)
{
    const json_t *statements = json_object_get(policy, "Statement");
    if (count_of(statements) == 0) {
        return "a policy must have at least one statement";
    }
    for (size_t i = 0; i < count_of(statements); i++) {
        const char *fault = statement_fault(bucket, item_at(statements, i));
        if (fault != NULL) {
            return fault;
        }
    }
    return NULL;
}

bool memory_policy_is_public(const json_t *policy)
{
    const json_t *statements = json_object_get(policy, "Statement");
    for (size_t i = 0; i < count_of(statements); i++) {
        if (policy_statement_is_public(item_at(statements, i))) {
            return true;
        }
    }
    return false;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(json_string_value(*(json_t *const *)left),
                  json_string_value(*(json_t *const *)right));
}

/* Puts the texts of a list in S3's order, which is not the one they came in. */
static bool sort_texts(json_t *list)
{
    size_t count = json_array_size(list);
    json_t **items = calloc(count + 1, sizeof *items);
    size_t texts = 0;
    for (size_t i = 0; items != NULL && i < count; i++) {
        items[i] = json_incref(json_array_get(list, i));
        texts += json_is_string(items[i]);
    }
    bool whole = items != NULL;
    if (whole && texts == count) {
        qsort(items, count, sizeof *items, compare_texts);
    }
    for (size_t i = 0; items != NULL && i < count; i++) {
        whole = json_array_set_new(list, i, items[i]) == 0 && whole;
    }
    free(items);
    return whole;
}

/* What is no text becomes one; a list of one goes without the list. */
static json_t *kept_value(const json_t *value)
{
    bool whole = true;
    if (json_is_object(value)) {
        json_t *kept = json_object();
        const char *name;
        json_t *member;
        json_object_foreach((json_t *)(uintptr_t)value, name, member) {
            whole = json_object_set_new(kept, name, kept_value(member)) == 0 && whole;
        }
        return whole ? kept : (json_decref(kept), NULL);
    }
    if (json_is_array(value) && json_array_size(value) != 1) {
        json_t *kept = json_array();
        for (size_t i = 0; i < json_array_size(value); i++) {
            whole = json_array_append_new(kept, kept_value(json_array_get(value, i))) == 0 && whole;
        }
        return sort_texts(kept) && whole ? kept : (json_decref(kept), NULL);
    }
    if (json_is_array(value)) {
        return kept_value(json_array_get(value, 0));
    }
    char *text = json_is_string(value)
                     ? strdup(json_string_value(value))
                     : json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    json_t *kept = text ? json_string(text) : NULL;
    free(text);
    return kept;
}

/* An account by its number is its root. */
static json_t *root_of(const json_t *principal)
{
    const char *text = json_string_value(principal);
    return text != NULL && is_account(text) ? json_sprintf("arn:aws:iam::%s:root", text)
                                            : kept_value(principal);
}

static bool keep_roots(json_t *kept, const json_t *statement, const char *member)
{
    const json_t *accounts = json_object_get(json_object_get(statement, member), "AWS");
    if (accounts == NULL) {
        return true;
    }
    json_t *roots = json_array();
    bool whole = true;
    for (size_t i = 0; i < count_of(accounts); i++) {
        whole = json_array_append_new(roots, root_of(item_at(accounts, i))) == 0 && whole;
    }
    whole =
        json_object_set_new(json_object_get(kept, member), "AWS", kept_value(roots)) == 0 && whole;
    json_decref(roots);
    return whole;
}

json_t *memory_policy_kept(const json_t *policy)
{
    const json_t *statements = json_object_get(policy, "Statement");
    json_t *kept = json_object();
    json_t *list = json_array();
    bool whole = json_object_update(kept, (json_t *)(uintptr_t)policy) == 0;
    for (size_t i = 0; i < count_of(statements); i++) {
        json_t *statement = kept_value(item_at(statements, i));
        whole = keep_roots(statement, item_at(statements, i), "Principal") && whole;
        whole = keep_roots(statement, item_at(statements, i), "NotPrincipal") && whole;
        whole = json_array_append_new(list, statement) == 0 && whole;
    }
    whole = json_object_set_new(kept, "Statement", list) == 0 && whole;
    return whole ? kept : (json_decref(kept), NULL);
}
