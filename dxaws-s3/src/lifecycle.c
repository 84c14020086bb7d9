/* SPDX-License-Identifier: MIT */
/* The lifecycle as a document of several parties: which of its rules mean the same. */
#include "lifecycle.h"

#include <string.h>

#include "policy.h"
#include "schema.h"
#include "shared.h"

/* Dates without their time, which is always midnight. */
static void shorten_dates(bool *whole, json_t *value)
{
    const char *name;
    size_t index;
    json_t *item;
    const char *date = dx_text(value, "Date");
    if (date != NULL && lifecycle_is_date(date)) {
        dx_put(whole, value, "Date", json_stringn(date, LIFECYCLE_DATE_SIZE));
    }
    json_object_foreach(value, name, item) {
        shorten_dates(whole, item);
    }
    json_array_foreach(value, index, item) {
        shorten_dates(whole, item);
    }
}

/* What all spellings of a rule have in common: an empty prefix, or filter, is none, and so is the
 * switch of a delete marker that is off. */
static json_t *rule_form(const json_t *rule)
{
    bool whole = true;
    json_t *copy = dxaws_tree_copy(rule);
    const char *prefix = dx_text(copy, "Prefix");
    json_t *filter = json_object_get(copy, "Filter");
    const char *filtered = dx_text(filter, "Prefix");
    json_object_del(copy, "ID");
    if (filtered != NULL && *filtered == '\0') {
        json_object_del(filter, "Prefix");
    }
    if (prefix != NULL && *prefix == '\0') {
        json_object_del(copy, "Prefix");
    }
    if (filter != NULL && json_object_size(filter) == 0) {
        json_object_del(copy, "Filter");
    }
    shorten_dates(&whole, copy);
    json_t *form = whole ? policy_value_form(copy) : NULL;
    json_decref(copy);
    return form;
}

static bool rules_equal(bool *whole, const json_t *left, const json_t *right)
{
    json_t *a = rule_form(left);
    json_t *b = rule_form(right);
    *whole = *whole && a != NULL && b != NULL;
    bool equal = json_equal(a, b);
    json_decref(a);
    json_decref(b);
    return equal;
}

static dxaws_error *check_count(const struct dx_planner *planner, const json_t *lifecycle)
{
    size_t count = json_array_size(json_object_get(lifecycle, "Rules"));
    return count <= S3_RULE_LIMIT
               ? NULL
               : dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_RULE_COUNT,
                                 "s3 %s: with the rules that stand there the bucket's lifecycle "
                                 "would have %zu, and S3 allows %d; take some off",
                                 dx_text(planner->desired, S3_NAME), count, S3_RULE_LIMIT);
}

static dxaws_error *of_others(const char *bucket, const char *id)
{
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_RULE_OF_OTHERS,
                           "s3 %s: give the rule \"%s\" of the bucket's lifecycle another ID: "
                           "somebody else wrote it, and taking the bucket over would replace it",
                           bucket, id);
}

const struct s3_shared s3_shared_lifecycle = {
    .wanted = S3_RULES,
    .observed = S3_LIFECYCLE,
    .list = "Rules",
    .name = "ID",
    .kind = S3_PUT_LIFECYCLE,
    .removed = S3_REMOVED_RULES,
    .expected = S3_EXPECTED_RULES,
    .what = "lifecycle rule",
    .of_others = of_others,
    .equal = rules_equal,
    .check_whole = check_count,
};
