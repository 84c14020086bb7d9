/* SPDX-License-Identifier: MIT */
/* Bucket policies: finding, comparing and merging statements. */
#include "policy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "providers/service.h"

/* "Statement" may be one object or a list of them. */
static size_t statement_count(const json_t *policy)
{
    const json_t *list = json_object_get(policy, "Statement");
    return json_is_object(list) ? 1 : json_array_size(list);
}

static json_t *statement_at(const json_t *policy, size_t index)
{
    json_t *list = json_object_get(policy, "Statement");
    return json_is_object(list) ? list : json_array_get(list, index);
}

static const char *sid_of(const json_t *statement)
{
    return json_string_value(json_object_get(statement, "Sid"));
}

json_t *policy_statement(const json_t *policy, const char *sid)
{
    for (size_t i = 0; i < statement_count(policy); i++) {
        json_t *statement = statement_at(policy, i);
        if (sid_of(statement) != NULL && strcmp(sid_of(statement), sid) == 0) {
            return statement;
        }
    }
    return NULL;
}

size_t policy_list_size(const json_t *list)
{
    return json_is_array(list) ? json_array_size(list) : list != NULL;
}

const json_t *policy_list_at(const json_t *list, size_t index)
{
    return json_is_array(list) ? json_array_get(list, index) : list;
}

/* Texts by what they say, before all that is no text. */
static int compare_items(const void *left, const void *right)
{
    const char *l = json_string_value(*(json_t *const *)left);
    const char *r = json_string_value(*(json_t *const *)right);
    return l != NULL && r != NULL ? strcmp(l, r) : (l == NULL) - (r == NULL);
}

static json_t *value_form(const json_t *value);

/* A list is a set: in an order of its own, each item once, and an item alone without the list. */
static json_t *list_form(const json_t *list)
{
    size_t count = json_array_size(list);
    json_t **items = calloc(count + 1, sizeof *items);
    json_t *form = items ? json_array() : NULL;
    bool whole = form != NULL;
    for (size_t i = 0; whole && i < count; i++) {
        items[i] = value_form(json_array_get(list, i));
        whole = items[i] != NULL;
    }
    if (whole) {
        qsort(items, count, sizeof *items, compare_items);
    }
    for (size_t i = 0; items != NULL && i < count; i++) {
        if (whole && (i == 0 || !json_equal(items[i], items[i - 1]))) {
            whole = json_array_append(form, items[i]) == 0;
        }
    }
    for (size_t i = 0; items != NULL && i < count; i++) {
        json_decref(items[i]);
    }
    free(items);
    json_t *alone =
        whole && json_array_size(form) == 1 ? json_incref(json_array_get(form, 0)) : NULL;
    if (!whole || alone != NULL) {
        json_decref(form);
        return alone;
    }
    return form;
}

/* "111122223333" for the ARN of an account's root, which is what the number comes back as. */
static json_t *text_form(const char *text)
{
    const char *account = strncmp(text, "arn:", 4) == 0 ? strstr(text, ":iam::") : NULL;
    account = account ? account + strlen(":iam::") : NULL;
    if (account != NULL && strspn(account, "0123456789") == 12 &&
        strcmp(account + 12, ":root") == 0) {
        return json_stringn(account, 12);
    }
    return json_string(text);
}

static json_t *number_form(const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    json_t *form = text ? json_string(text) : NULL;
    free(text);
    return form;
}

/* What all spellings of a value have in common: S3 keeps no other texts, and gives back others. */
static json_t *value_form(const json_t *value)
{
    if (json_is_string(value)) {
        return text_form(json_string_value(value));
    }
    if (json_is_array(value)) {
        return list_form(value);
    }
    if (!json_is_object(value)) {
        return number_form(value);
    }
    bool whole = true;
    json_t *form = json_object();
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)(uintptr_t)value, key, member) {
        dx_put(&whole, form, key, value_form(member));
    }
    if (!whole) {
        json_decref(form);
        return NULL;
    }
    return form;
}

/* {"AWS": "*"} and "*" are the same principal, and no condition is one that always holds. */
static json_t *statement_form(const json_t *statement)
{
    static const char *const principals[] = {"Principal", "NotPrincipal"};
    json_t *form = value_form(statement);
    bool whole = form != NULL;
    for (size_t i = 0; i < sizeof principals / sizeof *principals; i++) {
        json_t *principal = json_object_get(form, principals[i]);
        const char *anybody = json_object_size(principal) == 1 ? dx_text(principal, "AWS") : NULL;
        if (anybody != NULL && strcmp(anybody, "*") == 0) {
            dx_put(&whole, form, principals[i], json_string(anybody));
        }
    }
    json_object_del(form, "Sid");
    if (json_is_object(json_object_get(form, "Condition")) &&
        json_object_size(json_object_get(form, "Condition")) == 0) {
        json_object_del(form, "Condition");
    }
    if (!whole) {
        json_decref(form);
        return NULL;
    }
    return form;
}

bool policy_statements_equal(bool *whole, const json_t *left, const json_t *right)
{
    json_t *a = statement_form(left);
    json_t *b = statement_form(right);
    *whole = *whole && a != NULL && b != NULL;
    bool equal = json_equal(a, b);
    json_decref(a);
    json_decref(b);
    return equal;
}

/* Whether a statement of that Sid, or of none, is left as it is. */
static bool is_kept(const char *sid, const json_t *statements, const json_t *removed)
{
    size_t index;
    json_t *item;
    bool kept = sid == NULL || json_object_get(statements, sid) == NULL;
    json_array_foreach((json_t *)(uintptr_t)removed, index, item) {
        const char *name = json_string_value(item);
        kept = kept && (sid == NULL || name == NULL || strcmp(sid, name) != 0);
    }
    return kept;
}

json_t *policy_merge(const json_t *policy, const json_t *statements, const json_t *removed)
{
    const char *version = json_string_value(json_object_get(policy, "Version"));
    json_t *list = json_array();
    json_t *merged =
        json_pack("{ss sO*}", "Version", version ? version : "2012-10-17", "Statement", list);
    json_t *id = json_object_get(policy, "Id");
    bool complete = merged != NULL && list != NULL;
    if (id != NULL) {
        complete = json_object_set(merged, "Id", id) == 0 && complete;
    }
    for (size_t i = 0; i < statement_count(policy); i++) {
        json_t *statement = statement_at(policy, i);
        if (is_kept(sid_of(statement), statements, removed)) {
            complete = json_array_append(list, statement) == 0 && complete;
        }
    }
    const char *sid;
    json_t *statement;
    json_object_foreach((json_t *)(uintptr_t)statements, sid, statement) {
        /* Not json_object_update_missing(), which says of no lack of memory. */
        json_t *own = dx_members(statement);
        dx_put(&complete, own, "Sid", json_string(sid));
        dx_append(&complete, list, own);
    }
    if (complete && json_array_size(list) == 0) { /* no policy: S3 has none without statements */
        json_object_clear(merged);
    }
    json_decref(list);
    if (!complete) { /* a statement lost on the way would be taken off the bucket */
        json_decref(merged);
        return NULL;
    }
    return merged;
}

bool policy_has_public(const json_t *policy, const json_t *ours, const char **sid)
{
    for (size_t i = 0; i < statement_count(policy); i++) {
        const json_t *statement = statement_at(policy, i);
        const char *name = sid_of(statement);
        bool own = name != NULL && json_object_get(ours, name) != NULL;
        if (!own && policy_statement_is_public(statement)) {
            *sid = name;
            return true;
        }
    }
    return false;
}

bool policy_allows_cloudfront(const json_t *statement)
{
    const json_t *services = json_object_get(json_object_get(statement, "Principal"), "Service");
    const char *effect = dx_text(statement, "Effect");
    bool named = false;
    for (size_t i = 0; i < policy_list_size(services); i++) {
        const char *service = json_string_value(policy_list_at(services, i));
        named = named || (service != NULL && strcasecmp(service, "cloudfront.amazonaws.com") == 0);
    }
    return named && effect != NULL && strcasecmp(effect, "Allow") == 0;
}

bool policy_has_cloudfront(const json_t *policy)
{
    bool has = false;
    for (size_t i = 0; i < statement_count(policy); i++) {
        has = has || policy_allows_cloudfront(statement_at(policy, i));
    }
    return has;
}

bool policy_opens_to_cloudfront(const json_t *statements, const json_t *policy)
{
    const char *sid;
    json_t *statement;
    json_object_foreach((json_t *)(uintptr_t)statements, sid, statement) {
        if (policy_allows_cloudfront(statement) && policy_statement(policy, sid) == NULL) {
            return true;
        }
    }
    return false;
}
