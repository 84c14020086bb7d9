/* SPDX-License-Identifier: MIT */
/* What the rules of a lifecycle may be: what S3 would refuse, named before anything is read.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
#include "lifecycle.h"

#include <stdio.h>
#include <string.h>

#include "schema.h"
#include "shared.h"

/* What a member is: a whole number from least on, a text, or an object or list of rows. */
enum kind { NUMBER = 1, TEXT, SWITCH, OBJECT, LIST };

struct member {
    const char *name;
    enum kind kind;
    long least; /* NUMBER */
    long most;  /* NUMBER; 0: any */
    const struct member *members;
};

/* Of a filter: one of its members, or "And" with several. */
#define FILTER                                                                                     \
    {"Prefix", TEXT, 0, 0, NULL}, {"ObjectSizeGreaterThan", NUMBER, 0, 0, NULL},                   \
    {                                                                                              \
        "ObjectSizeLessThan", NUMBER, 1, 0, NULL                                                   \
    }

static const struct member tag_rows[] = {
    {"Key", TEXT, 0, 0, NULL}, {"Value", TEXT, 0, 0, NULL}, {NULL, 0, 0, 0, NULL}};
static const struct member and_rows[] = {
    FILTER, {"Tags", LIST, 0, 0, tag_rows}, {NULL, 0, 0, 0, NULL}};
static const struct member filter_rows[] = {FILTER,
                                            {"Tag", OBJECT, 0, 0, tag_rows},
                                            {"And", OBJECT, 0, 0, and_rows},
                                            {NULL, 0, 0, 0, NULL}};
static const struct member expiration_rows[] = {{"Days", NUMBER, 1, 0, NULL},
                                                {"Date", TEXT, 0, 0, NULL},
                                                {"ExpiredObjectDeleteMarker", SWITCH, 0, 0, NULL},
                                                {NULL, 0, 0, 0, NULL}};
static const struct member transition_rows[] = {{"Days", NUMBER, 0, 0, NULL},
                                                {"Date", TEXT, 0, 0, NULL},
                                                {"StorageClass", TEXT, 0, 0, NULL},
                                                {NULL, 0, 0, 0, NULL}};
static const struct member versions_rows[] = {
    {"NoncurrentDays", NUMBER, 1, 0, NULL},
    {"NewerNoncurrentVersions", NUMBER, 1, S3_VERSIONS_LIMIT, NULL},
    {NULL, 0, 0, 0, NULL}};
static const struct member old_rows[] = {
    {"NoncurrentDays", NUMBER, 0, 0, NULL},
    {"NewerNoncurrentVersions", NUMBER, 1, S3_VERSIONS_LIMIT, NULL},
    {"StorageClass", TEXT, 0, 0, NULL},
    {NULL, 0, 0, 0, NULL}};
static const struct member abort_rows[] = {{"DaysAfterInitiation", NUMBER, 1, 0, NULL},
                                           {NULL, 0, 0, 0, NULL}};
/* The first five are what a rule does. */
static const struct member rule_rows[] = {
    {"Expiration", OBJECT, 0, 0, expiration_rows},
    {"Transitions", LIST, 0, 0, transition_rows},
    {"NoncurrentVersionExpiration", OBJECT, 0, 0, versions_rows},
    {"NoncurrentVersionTransitions", LIST, 0, 0, old_rows},
    {"AbortIncompleteMultipartUpload", OBJECT, 0, 0, abort_rows},
    {"Filter", OBJECT, 0, 0, filter_rows},
    {"Status", TEXT, 0, 0, NULL},
    {"ID", TEXT, 0, 0, NULL},
    {NULL, 0, 0, 0, NULL}};
enum { ACTIONS = 5 };

#define WRONG(...) dx_invalid(&s3_schema, __VA_ARGS__)

static const struct member *find(const struct member *rows, const char *name)
{
    while (rows->name != NULL && strcmp(rows->name, name) != 0) {
        rows++;
    }
    return rows->name ? rows : NULL;
}

static dxaws_error *unknown(const char *id, const char *name, const struct member *rows)
{
    char known[300] = "";
    for (; rows->name != NULL; rows++) {
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s%s", used ? ", " : "", rows->name);
    }
    return dx_at_name(WRONG("s3: the lifecycle rule \"%s\" has an unknown member \"%s\"; known are "
                            "%s",
                            id, name, known),
                      name);
}

static dxaws_error *check_object(const char *id, const struct member *rows, const json_t *object);

static dxaws_error *check_value(const char *id, const struct member *row, const json_t *value)
{
    static const char *const words[] = {[NUMBER] = "a whole number",
                                        [TEXT] = "text",
                                        [SWITCH] = "true or false",
                                        [OBJECT] = "an object",
                                        [LIST] = "a list of objects"};
    char shown[DX_SHOWN_SIZE];
    json_int_t number = json_integer_value(value);
    bool right = row->kind == NUMBER   ? json_is_integer(value)
                 : row->kind == TEXT   ? json_is_string(value)
                 : row->kind == SWITCH ? json_is_boolean(value)
                 : row->kind == OBJECT ? json_is_object(value)
                                       : json_is_array(value);
    if (!right) {
        return WRONG("s3: the lifecycle rule \"%s\" has the %s %s; it must be %s", id, row->name,
                     dx_shown(value, shown), words[row->kind]);
    }
    if (row->kind == NUMBER && (number < row->least || (row->most > 0 && number > row->most))) {
        return row->most > 0
                   ? WRONG("s3: the lifecycle rule \"%s\" has the %s %lld; S3 takes %ld to %ld", id,
                           row->name, (long long)number, row->least, row->most)
                   : WRONG("s3: the lifecycle rule \"%s\" has the %s %lld; S3 takes %ld and more",
                           id, row->name, (long long)number, row->least);
    }
    if (row->kind == OBJECT) {
        return check_object(id, row->members, value);
    }
    dxaws_error *error = NULL;
    for (size_t i = 0; row->kind == LIST && i < json_array_size(value) && error == NULL; i++) {
        error = dx_at_index(check_object(id, row->members, json_array_get(value, i)), i);
    }
    return error;
}

static dxaws_error *check_object(const char *id, const struct member *rows, const json_t *object)
{
    const char *name;
    json_t *value;
    if (!json_is_object(object)) {
        char shown[DX_SHOWN_SIZE];
        return WRONG("s3: the lifecycle rule \"%s\" has %s where an object must be", id,
                     dx_shown(object, shown));
    }
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        const struct member *row = find(rows, name);
        dxaws_error *error =
            row ? dx_at(check_value(id, row, value), name) : unknown(id, name, rows);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

/* "2027-01-31", or that at midnight UTC, which is how S3 has it. */
bool lifecycle_is_date(const char *text)
{
    static const char pattern[] = "0000-00-00";
    size_t length = strlen(text);
    bool good = length >= LIFECYCLE_DATE_SIZE;
    for (size_t i = 0; i < LIFECYCLE_DATE_SIZE && good; i++) {
        good = pattern[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == '-';
    }
    return good && (length == LIFECYCLE_DATE_SIZE ||
                    strcmp(text + LIFECYCLE_DATE_SIZE, "T00:00:00Z") == 0 ||
                    strcmp(text + LIFECYCLE_DATE_SIZE, "T00:00:00.000Z") == 0);
}

/* When something is done: exactly one of the members, and a date that is one. */
static dxaws_error *check_when(const char *id, const char *what, const json_t *object)
{
    static const char *const names[] = {"Days", "Date", "ExpiredObjectDeleteMarker"};
    const char *date = dx_text(object, "Date");
    size_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        count += json_object_get(object, names[i]) != NULL;
    }
    if (object != NULL && count != 1) {
        return WRONG("s3: the lifecycle rule \"%s\" needs one of Days and Date in its %s, and has "
                     "%zu",
                     id, what, count);
    }
    return date == NULL || lifecycle_is_date(date)
               ? NULL
               : dx_at(WRONG("s3: the lifecycle rule \"%s\" has the Date \"%s\"; it must be a day "
                             "such as \"2027-01-31\", which begins at midnight UTC",
                             id, date),
                       "Date");
}

/* The classes that a transition may lead to, and from how many days on. */
static const struct {
    const char *name;
    json_int_t least;
} classes[] = {{"STANDARD_IA", 30}, {"ONEZONE_IA", 30}, {"INTELLIGENT_TIERING", 0},
               {"GLACIER_IR", 0},   {"GLACIER", 0},     {"DEEP_ARCHIVE", 0}};
enum { CLASSES = sizeof classes / sizeof *classes };

static dxaws_error *check_transition(const char *id, const json_t *transition, const char *days)
{
    const char *name = dx_text(transition, "StorageClass");
    const json_t *after = json_object_get(transition, days);
    for (size_t i = 0; i < CLASSES && name != NULL; i++) {
        bool too_soon = after != NULL && json_integer_value(after) < classes[i].least;
        if (strcmp(classes[i].name, name) == 0) {
            return too_soon ? dx_at(WRONG("s3: the lifecycle rule \"%s\" moves to %s after %lld "
                                          "days; S3 takes 30 and more",
                                          id, name, (long long)json_integer_value(after)),
                                    days)
                            : NULL;
        }
    }
    return dx_at(
        WRONG("s3: the lifecycle rule \"%s\" has the StorageClass \"%s\"; it must be one of "
              "STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER, "
              "DEEP_ARCHIVE",
              id, name ? name : ""),
        name ? "StorageClass" : "");
}

/* Nothing expires before it is moved, and no class is moved to twice. */
static dxaws_error *check_transitions(const char *id, const json_t *rule, const char *list,
                                      const char *days, const json_t *end)
{
    const json_t *transitions = json_object_get(rule, list);
    const json_t *last = json_object_get(end, days);
    for (size_t i = 0; i < json_array_size(transitions); i++) {
        const json_t *one = json_array_get(transitions, i);
        const json_t *after = json_object_get(one, days);
        dxaws_error *error = strcmp(days, "Days") == 0 ? check_when(id, list, one) : NULL;
        error = error ? error : check_transition(id, one, days);
        for (size_t k = 0; k < i && error == NULL; k++) {
            const char *other = dx_text(json_array_get(transitions, k), "StorageClass");
            if (strcmp(other, dx_text(one, "StorageClass")) == 0) {
                error = WRONG("s3: the lifecycle rule \"%s\" moves to %s twice; leave one out", id,
                              other);
            }
        }
        if (error == NULL && last != NULL && after != NULL &&
            json_integer_value(last) <= json_integer_value(after)) {
            error = WRONG(
                "s3: the lifecycle rule \"%s\" deletes after %lld days what it moves after "
                "%lld; the first must be more",
                id, (long long)json_integer_value(last), (long long)json_integer_value(after));
        }
        if (error != NULL) {
            return dx_at(dx_at_index(error, i), list);
        }
    }
    return NULL;
}

/* One condition, or several in "And". */
static dxaws_error *check_filter(const char *id, const json_t *rule)
{
    const json_t *filter = json_object_get(rule, "Filter");
    const json_t *both = json_object_get(filter, "And");
    bool marker =
        json_object_get(json_object_get(rule, "Expiration"), "ExpiredObjectDeleteMarker") != NULL;
    bool aborts = json_object_get(rule, "AbortIncompleteMultipartUpload") != NULL;
    bool tags = json_object_get(filter, "Tag") != NULL || json_object_get(both, "Tags") != NULL;
    if (json_object_size(filter) > 1) {
        return WRONG(
            "s3: the lifecycle rule \"%s\" has %zu conditions in its Filter; put them into "
            "\"And\"",
            id, json_object_size(filter));
    }
    if (both != NULL && json_object_size(both) < 2 &&
        json_array_size(json_object_get(both, "Tags")) < 2) {
        return WRONG("s3: the lifecycle rule \"%s\" has one condition in \"And\"; S3 takes two and "
                     "more there: put it into the Filter itself",
                     id);
    }
    return tags && (marker || aborts)
               ? WRONG(
                     "s3: the lifecycle rule \"%s\" has tags in its Filter; S3 takes none with %s",
                     id, marker ? "ExpiredObjectDeleteMarker" : "AbortIncompleteMultipartUpload")
               : NULL;
}

static dxaws_error *check_actions(const char *id, const json_t *rule)
{
    const json_t *versions = json_object_get(rule, "NoncurrentVersionExpiration");
    const json_t *expiration = json_object_get(rule, "Expiration");
    size_t count = 0;
    for (size_t i = 0; i < ACTIONS; i++) {
        const json_t *action = json_object_get(rule, rule_rows[i].name);
        count += action != NULL;
        if (action != NULL && json_object_size(action) == 0 && json_array_size(action) == 0) {
            return dx_at(WRONG("s3: the lifecycle rule \"%s\" has an empty %s; leave it out", id,
                               rule_rows[i].name),
                         rule_rows[i].name);
        }
    }
    if (count == 0) {
        return WRONG("s3: the lifecycle rule \"%s\" does nothing; it needs one of Expiration, "
                     "Transitions, NoncurrentVersionExpiration, NoncurrentVersionTransitions and "
                     "AbortIncompleteMultipartUpload",
                     id);
    }
    if (versions != NULL && json_object_get(versions, "NoncurrentDays") == NULL) {
        return dx_at(WRONG("s3: the lifecycle rule \"%s\" needs NoncurrentDays in its "
                           "NoncurrentVersionExpiration: 1 and more",
                           id),
                     "NoncurrentVersionExpiration");
    }
    dxaws_error *error = dx_at(check_when(id, "Expiration", expiration), "Expiration");
    error = error ? error : check_transitions(id, rule, "Transitions", "Days", expiration);
    return error ? error
                 : check_transitions(id, rule, "NoncurrentVersionTransitions", "NoncurrentDays",
                                     versions);
}

dxaws_error *lifecycle_check_rule(const char *id, const json_t *rule)
{
    const char *status = dx_text(rule, "Status");
    const char *own = dx_text(rule, "ID");
    if (*id == '\0' || strlen(id) > S3_RULE_ID_LIMIT) {
        return WRONG("s3: the ID \"%.40s\" of a lifecycle rule has %zu bytes; "
                     "S3 takes 1 to %d",
                     id, strlen(id), S3_RULE_ID_LIMIT);
    }
    if (own != NULL && strcmp(own, id) != 0) {
        return dx_at(
            WRONG("s3: the lifecycle rule \"%s\" has the ID \"%s\"; leave it out, or make it "
                  "the same",
                  id, own),
            "ID");
    }
    dxaws_error *error = check_object(id, rule_rows, rule);
    if (error == NULL && status != NULL && strcmp(status, "Enabled") != 0 &&
        strcmp(status, "Disabled") != 0) {
        error = dx_at(WRONG("s3: the lifecycle rule \"%s\" has the Status \"%s\"; it must be "
                            "Enabled or Disabled",
                            id, status),
                      "Status");
    }
    error = error ? error : check_actions(id, rule);
    return error ? error : dx_at(check_filter(id, rule), "Filter");
}

dxaws_error *s3_check_lifecycle(const json_t *desired)
{
    const json_t *rules = json_object_get(desired, S3_RULES);
    const char *id;
    json_t *rule;
    if (json_object_size(rules) > S3_RULE_LIMIT) {
        return dx_at(WRONG("s3 %s: \"%s\" has %zu rules; a bucket may have %d",
                           dx_text(desired, S3_NAME), S3_RULES, json_object_size(rules),
                           S3_RULE_LIMIT),
                     S3_RULES);
    }
    json_object_foreach((json_t *)(uintptr_t)rules, id, rule) {
        dxaws_error *error = shared_wanted(rule) ? lifecycle_check_rule(id, rule) : NULL;
        if (error != NULL) {
            return dx_at(dx_at(error, id), S3_RULES);
        }
    }
    return NULL;
}
