/* SPDX-License-Identifier: MIT */
/* Bucket policies: finding, comparing and merging statements. */
#include "policy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "providers/service.h"
#include "schema.h"
#include "shared.h"

json_t *policy_statement(const json_t *policy, const char *sid)
{
    return shared_item(&s3_shared_policy, policy, sid);
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

/* A list is a set: in an order of its own, each item once, and an item alone without the list. */
static json_t *list_form(const json_t *list)
{
    size_t count = json_array_size(list);
    json_t **items = calloc(count + 1, sizeof *items);
    json_t *form = items ? json_array() : NULL;
    bool whole = form != NULL;
    for (size_t i = 0; whole && i < count; i++) {
        items[i] = policy_value_form(json_array_get(list, i));
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
json_t *policy_value_form(const json_t *value)
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
        dx_put(&whole, form, key, policy_value_form(member));
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
    json_t *form = policy_value_form(statement);
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

json_t *policy_merge(const json_t *policy, const json_t *statements, const json_t *removed)
{
    return shared_merge(&s3_shared_policy, policy, statements, removed);
}

bool policy_has_public(const json_t *policy, const json_t *ours, const char **sid)
{
    for (size_t i = 0; i < shared_count(&s3_shared_policy, policy); i++) {
        const json_t *statement = shared_at(&s3_shared_policy, policy, i);
        const char *name = shared_name(&s3_shared_policy, statement);
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
    for (size_t i = 0; i < shared_count(&s3_shared_policy, policy); i++) {
        has = has || policy_allows_cloudfront(shared_at(&s3_shared_policy, policy, i));
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

static dxaws_error *check_size(const struct dx_planner *planner, const json_t *policy)
{
    char *text = json_dumps(policy, JSON_COMPACT);
    size_t size = text ? strlen(text) : 0;
    bool complete = text != NULL;
    free(text);
    if (!complete) {
        return dxaws_error_out_of_memory();
    }
    return size <= S3_POLICY_LIMIT
               ? NULL
               : dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_POLICY_SIZE,
                                 "s3 %s: with the statements that stand there the bucket's policy "
                                 "would have %zu bytes, and S3 allows %d; shorten some of both",
                                 dx_text(planner->desired, S3_NAME), size, S3_POLICY_LIMIT);
}

/* Whether it is how S3 shows a user or a role that was deleted, by the id that it had. */
static bool is_deleted(const char *principal)
{
    enum { ID_PREFIX = 4, SHORTEST_ID = 16 };
    bool named = strncmp(principal, "AIDA", ID_PREFIX) == 0 || /* a user */
                 strncmp(principal, "AROA", ID_PREFIX) == 0;   /* a role */
    size_t length = strspn(principal, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return named && length >= SHORTEST_ID && principal[length] == '\0';
}

/* S3 takes no policy with one of those, and so refuses to have any other statement changed. */
static dxaws_error *check_principals(const char *bucket, const json_t *statement)
{
    const json_t *principal = json_object_get(statement, "Principal");
    const json_t *named =
        json_object_get(principal ? principal : json_object_get(statement, "NotPrincipal"), "AWS");
    const char *sid = dx_text(statement, "Sid");
    for (size_t i = 0; i < policy_list_size(named); i++) {
        const char *id = json_string_value(policy_list_at(named, i));
        if (id != NULL && is_deleted(id)) {
            return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_DELETED_PRINCIPAL,
                                   "s3 %s: take \"%.100s\" out of the bucket's policy, statement "
                                   "%s%s%s: that user or role was deleted, and S3 takes no policy "
                                   "with it",
                                   bucket, id, sid ? "\"" : "", sid ? sid : "without a Sid",
                                   sid ? "\"" : "");
        }
    }
    return NULL;
}

static dxaws_error *check_whole(const struct dx_planner *planner, const json_t *policy)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < shared_count(&s3_shared_policy, policy); i++) {
        error = check_principals(dx_text(planner->desired, S3_NAME),
                                 shared_at(&s3_shared_policy, policy, i));
    }
    return error ? error : check_size(planner, policy);
}

static dxaws_error *of_others(const char *bucket, const char *sid)
{
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_STATEMENT_OF_OTHERS,
                           "s3 %s: give the statement \"%s\" of the bucket's policy another Sid: "
                           "somebody else wrote it, and taking the bucket over would replace it",
                           bucket, sid);
}

const struct s3_shared s3_shared_policy = {
    .wanted = S3_STATEMENTS,
    .observed = S3_POLICY,
    .list = "Statement",
    .name = "Sid",
    .kind = S3_PUT_POLICY,
    .removed = S3_REMOVED_STATEMENTS,
    .expected = S3_EXPECTED_STATEMENTS,
    .what = "statement",
    .of_others = of_others,
    .version = "2012-10-17",
    .equal = policy_statements_equal,
    .check_whole = check_whole,
};
