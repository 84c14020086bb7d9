/* SPDX-License-Identifier: MIT */
/* Writes to a distribution that exists. Each begins with what is there now: a plan may be an hour
 * old, and neither its values nor its owner have to be what they were. */
#include "operations.h"

#include <dxaws/extend/error.h>

#include <string.h>

dxaws_error *operations_reread(const struct operations *on, dxaws_context *context,
                               const json_t *payload, json_t **now)
{
    json_t *summary =
        json_pack("{ss ss}", CF_ID, dx_text(payload, CF_ID), CF_ARN, dx_text(payload, CF_ARN));
    dxaws_error *error = summary ? on->service->describe(on->self, context, summary, now)
                                 : dxaws_error_out_of_memory();
    json_decref(summary);
    return error;
}

static dxaws_error *stale(const json_t *payload, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront",
                           DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION,
                           "cloudfront %s: plan again: %s of distribution %s changed since this "
                           "was planned; nothing was overwritten",
                           dx_text(payload, CF_NAME), what, dx_text(payload, CF_ID));
}

dxaws_error *operations_gone(const json_t *payload)
{
    return dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront",
                           DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_GONE,
                           "cloudfront %s: distribution %s was deleted by somebody else since it "
                           "was read; plan again",
                           dx_text(payload, CF_NAME), dx_text(payload, CF_ID));
}

/* Equal, or absent in both. */
static bool is_same(const json_t *left, const json_t *right)
{
    return left == right || (left != NULL && right != NULL && json_equal(left, right));
}

/* 0.1 wrote "true", which stays until other tags are written: it is as good as "made NAME". */
static bool is_same_mark(const json_t *expected, const json_t *found)
{
    const char *wanted = json_string_value(expected);
    const char *text = json_string_value(found);
    bool former = wanted != NULL && text != NULL && strncmp(wanted, "made ", 5) == 0 &&
                  strcmp(text, "true") == 0;
    return former || is_same(expected, found);
}

dxaws_error *operations_check_mark(const json_t *payload, const json_t *now)
{
    static const char *const keys[] = {CF_SITE_TAG, CF_MANAGED_TAG};
    const json_t *expected = json_object_get(payload, CF_EXPECTED_MARKS);
    const json_t *tags = json_object_get(now, CF_TAGS);
    for (size_t i = 0; expected != NULL && i < sizeof keys / sizeof *keys; i++) {
        if (!is_same_mark(json_object_get(expected, keys[i]), json_object_get(tags, keys[i]))) {
            return stale(payload, "the mark, which says whose it is,");
        }
    }
    return NULL;
}

/* What we converge is as it was, or as it is to be: all else may be anybody's. */
static dxaws_error *check_own_part(const json_t *payload, const json_t *changes, const json_t *now)
{
    const char *name;
    json_t *before;
    json_object_foreach(json_object_get(payload, CF_EXPECTED), name, before) {
        bool texts = strcmp(name, CF_ALIASES) == 0 || strcmp(name, CF_GEO_LOCATIONS) == 0;
        const char *change = strcmp(name, CF_ORIGIN_OAC) == 0 ? CF_OAC : name;
        const json_t *after = json_object_get(changes, change);
        const json_t *found = json_object_get(now, name);
        bool same = texts ? cloudfront_texts_equal(before, found) : is_same(before, found);
        if (!same && (after == NULL || !is_same(after, found))) {
            return stale(payload, name);
        }
    }
    return NULL;
}

/* A stale ETag may be the work of our own request, sent twice because its answer was lost. */
static dxaws_error *unless_done(const struct operations *on, dxaws_context *context,
                                const json_t *changes, dxaws_error *error, json_t **changed)
{
    json_t *now = NULL;
    if (!dxaws_error_is_refusal(error, "PreconditionFailed")) {
        return error;
    }
    dxaws_error *failed = on->service->look(on->self, context, dx_text(changes, CF_ID), &now);
    if (failed == NULL && now != NULL && cloudfront_is_changed(now, changes)) {
        *changed = now;
        dxaws_error_free(error);
        return NULL;
    }
    dxaws_error_free(failed);
    json_decref(now);
    return error;
}

/* The payload's changes over what is there now, which stays in all else. */
static dxaws_error *change(const struct operations *on, dxaws_context *context,
                           const json_t *payload, const json_t *changes, json_t **changed)
{
    json_t *now = NULL;
    dxaws_error *error = operations_reread(on, context, payload, &now);
    if (error != NULL || now == NULL) {
        return error ? error : operations_gone(payload);
    }
    if (cloudfront_is_changed(now, changes)) {
        *changed = now;
        return NULL;
    }
    error = operations_check_mark(payload, now);
    error = error ? error : check_own_part(payload, changes, now);
    error = error ? error : on->service->update(on->self, context, now, changes, changed);
    json_decref(now);
    return unless_done(on, context, changes, error, changed);
}

dxaws_error *operations_update_distribution(void *self, dxaws_context *context,
                                            const json_t *payload,
                                            dxaws_cloudfront_current *observed)
{
    json_t *changes = dx_members(payload);
    json_t *changed = NULL;
    const char *oac = dx_text(payload, CF_OAC);
    bool whole = changes != NULL;
    if (oac != NULL && *oac == '\0') { /* it was made by an action before */
        dx_put_from(&whole, changes, CF_OAC, dxaws_cloudfront_current_tree(observed));
    }
    dxaws_error *error =
        whole ? change(self, context, payload, changes, &changed) : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = operations_absorb_written(observed, changed);
    }
    json_decref(changes);
    json_decref(changed);
    return error;
}

/* Null and nothing are absent. */
static bool is_same_tag(const json_t *left, const json_t *right)
{
    bool absent = left == NULL || json_is_null(left);
    return absent ? right == NULL || json_is_null(right) : is_same(left, right);
}

/* A key has the value that it had when this was planned, or the one that it is to have. */
static dxaws_error *check_tags(const json_t *payload, const json_t *tags, const json_t *wanted)
{
    const char *key;
    json_t *planned;
    json_object_foreach(json_object_get(payload, CF_EXPECTED_VALUES), key, planned) {
        const json_t *found = json_object_get(tags, key);
        if (!is_same_tag(found, planned) && !is_same_tag(found, json_object_get(wanted, key))) {
            return stale(payload, "a tag of ours");
        }
    }
    return NULL;
}

/* The tags as they are to be. */
static json_t *merged(const json_t *payload, json_t *tags)
{
    json_t *wanted = tags ? dx_members(tags) : json_object();
    size_t index;
    json_t *key;
    json_array_foreach(json_object_get(payload, CF_REMOVED_TAGS), index, key) {
        json_object_del(wanted, json_string_value(key));
    }
    if (json_object_update(wanted, json_object_get(payload, CF_TAGS)) != 0 &&
        json_object_get(payload, CF_TAGS) != NULL) {
        json_decref(wanted);
        return NULL;
    }
    return wanted;
}

/* Only what is to be different is sent: what others set is neither read back nor written. */
static dxaws_error *write_tags(const struct operations *on, dxaws_context *context,
                               const json_t *payload)
{
    const char *arn = dx_text(payload, CF_ARN);
    const json_t *removed = json_object_get(payload, CF_REMOVED_TAGS);
    const json_t *set = json_object_get(payload, CF_TAGS);
    dxaws_error *error = NULL;
    if (json_array_size(removed) > 0) {
        error = on->service->untag(on->self, context, arn, removed);
    }
    if (error == NULL && json_object_size(set) > 0) {
        error = on->service->tag(on->self, context, arn, set);
    }
    return error;
}

dxaws_error *operations_put_tags(void *self, dxaws_context *context, const json_t *payload,
                                 dxaws_cloudfront_current *observed)
{
    json_t *now = NULL;
    dxaws_error *error = operations_reread(self, context, payload, &now);
    if (error != NULL || now == NULL) {
        return error ? error : operations_gone(payload);
    }
    json_t *tags = json_object_get(now, CF_TAGS);
    json_t *wanted = merged(payload, tags);
    error = wanted ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && !is_same(tags, wanted)) {
        error = operations_check_mark(payload, now);
        error = error ? error : check_tags(payload, tags, wanted);
        error = error ? error : write_tags(self, context, payload);
    }
    json_t *members = json_pack("{sO}", CF_TAGS, wanted);
    error = error ? error : dxaws_cloudfront_current_assign_tree(observed, members);
    json_decref(members);
    json_decref(wanted);
    json_decref(now);
    return error;
}
