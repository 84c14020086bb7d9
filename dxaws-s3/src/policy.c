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

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* A list as its elements' texts in order; AWS gives lists back in an order of its own. */
static char **sorted_texts(const json_t *list, size_t count)
{
    char **texts = calloc(count + 1, sizeof *texts);
    for (size_t i = 0; texts != NULL && i < count; i++) {
        const json_t *item = json_is_array(list) ? json_array_get(list, i) : list;
        texts[i] = json_dumps(item, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
        if (texts[i] == NULL) {
            texts[i] = strdup("");
        }
    }
    if (texts != NULL) {
        qsort(texts, count, sizeof *texts, compare_texts);
    }
    return texts;
}

static void free_texts(char **texts, size_t count)
{
    for (size_t i = 0; texts != NULL && i < count; i++) {
        free(texts[i]);
    }
    free(texts);
}

static bool lists_equal(const json_t *left, const json_t *right)
{
    size_t count = json_is_array(left) ? json_array_size(left) : 1;
    if (count != (json_is_array(right) ? json_array_size(right) : 1)) {
        return false;
    }
    char **left_texts = sorted_texts(left, count);
    char **right_texts = sorted_texts(right, count);
    bool equal = left_texts != NULL && right_texts != NULL;
    for (size_t i = 0; equal && i < count; i++) {
        equal = strcmp(left_texts[i], right_texts[i]) == 0;
    }
    free_texts(left_texts, count);
    free_texts(right_texts, count);
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
    json_t *a = json_copy((json_t *)(uintptr_t)left);
    json_t *b = json_copy((json_t *)(uintptr_t)right);
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
