/* SPDX-License-Identifier: MIT */
/* Writing tags, key by key: what others set stays. ACM has no condition for a write, so that the
 * tags are read right before it. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <string.h>

bool operations_is_mark(const char *written, const char *found, const char *arn)
{
    size_t length = written ? strlen(written) : 0;
    const char *id = arn ? strrchr(arn, '/') : NULL;
    if (written == NULL || found == NULL || strncmp(written, found, length) != 0) {
        return written == found;
    }
    return found[length] == '\0' ||
           (id != NULL && found[length] == ' ' && strcmp(found + length + 1, id + 1) == 0);
}

static dxaws_error *read_tags(const struct action *action, json_t **tags)
{
    json_t *found = NULL;
    dxaws_error *error =
        operations_describe(action->on, &action->target, action->arn, true, &found);
    if (error == NULL) {
        json_t *read = json_object_get(found, ACM_TAGS);
        *tags = read ? json_incref(read) : json_object();
        error = *tags ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(found);
    return error;
}

static dxaws_error *changed(const struct action *action, const char *key, const char *found)
{
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_STALE, "acm", DXAWS_ACM_ERROR_CERTIFICATE_CHANGED,
        "acm %s: plan again: the tag %s of certificate %s is %s%s%s, and was another when this was "
        "planned; nothing was written",
        action->target.domain, key, action->arn, found ? "\"" : "gone", found ? found : "",
        found ? "\"" : "");
    dxaws_error_set_resource(error, action->arn);
    dxaws_error_set_retryable(error, true);
    return error;
}

static dxaws_error *check(const struct action *action, const json_t *tags)
{
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(action->payload, ACM_EXPECTED_TAGS), key, value) {
        const char *found = dx_text(tags, key);
        if (!operations_is_mark(json_string_value(value), found, action->arn)) {
            return changed(action, key, found);
        }
    }
    return NULL;
}

dxaws_error *operations_check_marks(const struct action *action)
{
    json_t *tags = NULL;
    dxaws_error *error = NULL;
    if (json_object_get(action->payload, ACM_EXPECTED_TAGS) != NULL) {
        error = read_tags(action, &tags);
        error = error ? error : check(action, tags);
    }
    json_decref(tags);
    return error;
}

/* Null and nothing are absent. */
static bool is_same(const json_t *left, const json_t *right)
{
    bool absent = left == NULL || json_is_null(left);
    return absent ? right == NULL || json_is_null(right) : json_equal(left, right);
}

/* A key has the value that it had when this was planned, or the one that it is to have: what
 * somebody else gave another one since is theirs. */
static dxaws_error *check_values(const struct action *action, const json_t *tags,
                                 const json_t *wanted)
{
    const char *key;
    json_t *planned;
    json_object_foreach(json_object_get(action->payload, ACM_EXPECTED_VALUES), key, planned) {
        const json_t *found = json_object_get(tags, key);
        if (!is_same(found, planned) && !is_same(found, json_object_get(wanted, key))) {
            return changed(action, key, json_string_value(found));
        }
    }
    return NULL;
}

/* What is left to be written of the action. */
struct delta {
    json_t *set;
    json_t *removed; /* with the values that they have: ACM takes off no other */
    json_t *after;
};

/* What is so already, as when the answer to an earlier attempt was lost, is not written again. */
static bool compare(const struct action *action, const json_t *tags, struct delta *delta)
{
    const char *key;
    json_t *value;
    size_t index;
    bool whole = delta->set != NULL && delta->removed != NULL && delta->after != NULL;
    json_array_foreach(json_object_get(action->payload, ACM_REMOVED_TAGS), index, value) {
        key = json_string_value(value);
        json_t *found = json_object_get(tags, key);
        if (found != NULL) {
            dx_put(&whole, delta->removed, key, json_incref(found));
            json_object_del(delta->after, key);
        }
    }
    json_object_foreach(json_object_get(action->payload, ACM_TAGS), key, value) {
        json_t *found = json_object_get(tags, key);
        if (found == NULL || !json_equal(found, value)) {
            dx_put(&whole, delta->set, key, json_incref(value));
            dx_put(&whole, delta->after, key, json_incref(value));
        }
    }
    return whole;
}

static dxaws_error *write(const struct action *action, const struct delta *delta)
{
    const struct operations *on = action->on;
    dxaws_error *error = NULL;
    /* First those that go, so that 50 stay 50 at most. */
    if (json_object_size(delta->removed) > 0) {
        error = on->service->remove_tags(on->self, &action->target, action->arn, delta->removed);
    }
    if (error == NULL && json_object_size(delta->set) > 0) {
        error = on->service->add_tags(on->self, &action->target, action->arn, delta->set);
    }
    return error;
}

/* The certificate that is observed may be another one. */
static dxaws_error *observe(const struct action *action, json_t *tags)
{
    const char *known = dxaws_acm_current_arn(action->observed);
    if (known != NULL && strcmp(known, action->arn) != 0) {
        return NULL;
    }
    json_t *members = json_pack("{ss sb sO}", ACM_ARN, action->arn, DX_EXISTS, 1, ACM_TAGS, tags);
    dxaws_error *error = dxaws_acm_current_assign_tree(action->observed, members);
    json_decref(members);
    return error;
}

/* Nothing is asked but whether it is still ours. */
static bool is_question(const struct action *action)
{
    return json_object_size(json_object_get(action->payload, ACM_TAGS)) == 0 &&
           json_array_size(json_object_get(action->payload, ACM_REMOVED_TAGS)) == 0;
}

dxaws_error *operations_put_tags(const struct action *action)
{
    json_t *tags = NULL;
    dxaws_error *error = action->arn ? read_tags(action, &tags) : operations_no_arn(action);
    if (error != NULL) {
        return error;
    }
    struct delta delta = {json_object(), json_object(), dx_members(tags)};
    if (!compare(action, tags, &delta)) {
        error = dxaws_error_out_of_memory();
    } else if (is_question(action)) {
        error = check(action, tags);
    } else if (json_object_size(delta.set) + json_object_size(delta.removed) > 0) {
        error = check(action, tags);
        error = error ? error : check_values(action, tags, delta.after);
        error = error ? error : write(action, &delta);
    }
    error = error ? error : observe(action, delta.after);
    json_decref(delta.set);
    json_decref(delta.removed);
    json_decref(delta.after);
    json_decref(tags);
    return error;
}
