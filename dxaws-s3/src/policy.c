/* SPDX-License-Identifier: MIT */
/* Bucket policies: finding, comparing and merging statements. */
#include "policy.h"

#include <stdlib.h>
#include <string.h>

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
    const char *l = json_string_value(*(const json_t *const *)left);
    const char *r = json_string_value(*(const json_t *const *)right);
    return l != NULL && r != NULL ? strcmp(l, r) : (l == NULL) - (r == NULL);
}

/* The items in an order of their own; AWS gives lists back in another one. */
static const json_t **sorted_items(const json_t *list, size_t count)
{
    const json_t **items = calloc(count + 1, sizeof *items);
    for (size_t i = 0; items != NULL && i < count; i++) {
        items[i] = policy_list_at(list, i);
    }
    if (items != NULL) {
        qsort(items, count, sizeof *items, compare_items);
    }
    return items;
}

/* Each of the left has an equal of its own at the right; what is no text may stand anywhere. */
static bool items_equal(const json_t **left, const json_t **right, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t found = i;
        while (found < count && !json_equal(left[i], right[found]) && !json_is_string(left[i])) {
            found++;
        }
        if (found == count || !json_equal(left[i], right[found])) {
            return false;
        }
        const json_t *other = right[found];
        right[found] = right[i];
        right[i] = other;
    }
    return true;
}

static bool lists_equal(const json_t *left, const json_t *right)
{
    size_t count = policy_list_size(left);
    if (count != policy_list_size(right)) {
        return false;
    }
    const json_t **left_items = sorted_items(left, count);
    const json_t **right_items = sorted_items(right, count);
    bool equal =
        left_items != NULL && right_items != NULL && items_equal(left_items, right_items, count);
    free(left_items);
    free(right_items);
    return equal;
}

static bool values_equal(const json_t *left, const json_t *right)
{
    if (left == NULL || right == NULL) {
        return left == right;
    }
    if (!json_is_object(left) || !json_is_object(right)) {
        return lists_equal(left, right);
    }
    const char *key;
    json_t *value;
    if (json_object_size(left) != json_object_size(right)) {
        return false;
    }
    json_object_foreach((json_t *)(uintptr_t)left, key, value) {
        if (!values_equal(value, json_object_get(right, key))) {
            return false;
        }
    }
    return true;
}

bool policy_statements_equal(const json_t *left, const json_t *right)
{
    json_t *a = dx_members((json_t *)(uintptr_t)left);
    json_t *b = dx_members((json_t *)(uintptr_t)right);
    json_object_del(a, "Sid");
    json_object_del(b, "Sid");
    bool equal = a != NULL && b != NULL && values_equal(a, b);
    json_decref(a);
    json_decref(b);
    return equal;
}

json_t *policy_merge(const json_t *policy, const json_t *statements)
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
        const char *sid = sid_of(statement);
        if (sid == NULL || json_object_get(statements, sid) == NULL) {
            complete = json_array_append(list, statement) == 0 && complete;
        }
    }
    const char *sid;
    json_t *statement;
    json_object_foreach((json_t *)(uintptr_t)statements, sid, statement) {
        json_t *own = json_pack("{ss}", "Sid", sid);
        complete = json_object_update_missing(own, statement) == 0 && complete;
        complete = json_array_append_new(list, own) == 0 && complete;
    }
    json_decref(list);
    if (!complete) { /* a statement lost on the way would be taken off the bucket */
        json_decref(merged);
        return NULL;
    }
    return merged;
}
