/* SPDX-License-Identifier: MIT */
/* Making a distribution and its access control once, however often it is asked for: a request may
 * have been heard although its answer was not. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

/* How long the list of all may not show what was made; a minute is told of. */
enum { LAG_LIMIT_MS = 75000 };

/* All access controls, once the list has one of that name. */
static dxaws_error *await_oac(const struct operations *on, dxaws_context *context, const char *name,
                              json_t **oacs)
{
    struct patience patience = patience_new(context, NULL, NULL);
    dxaws_error *error = NULL;
    patience.limit_ms = LAG_LIMIT_MS;
    do {
        json_decref(*oacs);
        *oacs = NULL;
        error = on->service->list_oacs(on->self, context, oacs);
    } while (error == NULL && cloudfront_oac_named(name, *oacs) == NULL &&
             patience_pause(&patience, &error));
    return error;
}

/* The access control of that name, which is ours when its description says so. */
static dxaws_error *take_made_oac(const struct operations *on, dxaws_context *context,
                                  const json_t *payload, dxaws_cloudfront_current *observed)
{
    const char *name = dx_text(payload, CF_OAC_NAME);
    const char *description = dx_text(payload, CF_OAC_DESCRIPTION);
    json_t *oacs = NULL;
    dxaws_error *error = await_oac(on, context, name, &oacs);
    const json_t *oac = cloudfront_oac_named(name, oacs);
    const char *found = dx_text(oac, "description");
    if (error == NULL && (oac == NULL || (description != NULL && *description != '\0' &&
                                          (found == NULL || strcmp(found, description) != 0)))) {
        error = dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront",
                                DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION,
                                "cloudfront %s: somebody else made an origin access control \"%s\" "
                                "since this was planned; plan again",
                                dx_text(payload, CF_NAME), name);
    }
    error = error ? error : operations_absorb_oac(observed, oac);
    json_decref(oacs);
    return error;
}

dxaws_error *operations_create_oac(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    const char *description = dx_text(payload, CF_OAC_DESCRIPTION);
    json_t *wanted = json_pack("{ss ss}", CF_NAME, dx_text(payload, CF_OAC_NAME), "description",
                               description ? description : "");
    json_t *made = NULL;
    dxaws_error *error =
        wanted ? operations_check_caller(on, context, payload) : dxaws_error_out_of_memory();
    error = error ? error : on->service->create_oac(on->self, context, wanted, &made);
    if (dxaws_error_is_refusal(error, "OriginAccessControlAlreadyExists")) {
        dxaws_error_free(error);
        error = take_made_oac(on, context, payload, observed);
    } else if (error == NULL) {
        error = operations_absorb_oac(observed, made);
    }
    json_decref(made);
    json_decref(wanted);
    return error;
}

static dxaws_error *not_ours(const json_t *wanted, const json_t *found)
{
    const char *id = dx_text(found, CF_ID);
    char consent[300];
    snprintf(consent, sizeof consent, "distribution/%s", id);
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_MODULE_ERROR_NOT_OURS,
                        "cloudfront %s: adopt \"%s\" to take it over, or delete it: it has our "
                        "caller reference, and not our mark",
                        dx_text(wanted, CF_NAME), consent);
    dxaws_error_set_resource(error, consent);
    return error;
}

/* One look for what has a caller reference of ours; *made is NULL while there is none. */
static dxaws_error *look_for_made(const struct operations *on, dxaws_context *context,
                                  const json_t *wanted, json_t *seen, json_t **made)
{
    json_t *summaries = NULL;
    size_t index;
    json_t *summary;
    dxaws_error *error = on->service->list(on->self, context, &summaries);
    json_array_foreach(summaries, index, summary) {
        const char *id = dx_text(summary, CF_ID);
        json_t *found = NULL;
        if (error != NULL || *made != NULL || json_object_get(seen, id) != NULL ||
            cloudfront_likeness(wanted, dx_text(wanted, CF_OAC), summary) ==
                CLOUDFRONT_LIKENESSES) {
            continue;
        }
        error = json_object_set_new(seen, id, json_true()) == 0
                    ? on->service->describe(on->self, context, summary, &found)
                    : dxaws_error_out_of_memory();
        if (cloudfront_is_our_reference(dx_text(wanted, CF_NAME), dx_text(found, CF_REFERENCE)) &&
            !json_is_true(json_object_get(found, CF_STAGING))) {
            *made = json_incref(found);
        }
        json_decref(found);
    }
    json_decref(summaries);
    return error;
}

/* Looks for it until it would be listed. */
static dxaws_error *await_made(const struct operations *on, dxaws_context *context,
                               const json_t *wanted, int64_t limit_ms, json_t **made)
{
    struct patience patience = patience_new(context, NULL, NULL);
    json_t *seen = json_object();
    json_t *found = NULL;
    dxaws_error *error = NULL;
    patience.limit_ms = limit_ms;
    do {
        error = look_for_made(on, context, wanted, seen, &found);
    } while (error == NULL && found == NULL && patience_pause(&patience, &error));
    json_decref(seen);
    bool ours = false;
    if (error == NULL && found != NULL) {
        error = cloudfront_is_ours(wanted, found, &ours);
        error = error || ours ? error : not_ours(wanted, found);
    }
    if (error != NULL) {
        json_decref(found);
        return error;
    }
    *made = found;
    return NULL;
}

/* The mark names the caller reference, which is known from here on. */
static bool set_reference(json_t *wanted, unsigned number)
{
    char *reference = cloudfront_reference(dx_text(wanted, CF_NAME), number);
    char *name = cloudfront_mark_name(reference);
    json_t *tags = json_object_get(wanted, CF_TAGS);
    bool whole = reference != NULL && name != NULL;
    if (whole) {
        dx_put(&whole, wanted, CF_REFERENCE, json_string(reference));
        if (dx_text(tags, CF_MANAGED_TAG) != NULL) {
            dx_put(&whole, tags, CF_MANAGED_TAG, json_sprintf("made %s", name));
        }
    }
    free(reference);
    free(name);
    return whole;
}

/* Caller references are never free again: a distribution that was deleted keeps its own. So one
 * that is used may be of one that is gone, or of one that was made without our hearing of it. */
static dxaws_error *create_with_reference(const struct operations *on, dxaws_context *context,
                                          json_t *wanted, json_t **made)
{
    for (unsigned number = 1;; number++) {
        if (!set_reference(wanted, number)) {
            return dxaws_error_out_of_memory();
        }
        dxaws_error *error = on->service->create(on->self, context, wanted, made);
        bool used = dxaws_error_is_refusal(error, "DistributionAlreadyExists");
        if (!used && !dxaws_error_is_refusal(error, "CNAMEAlreadyExists")) {
            return error;
        }
        /* What used a second one was made before the first one was looked for, or just now. */
        bool may_lag = used && (number == 1 || dxaws_error_was_repeated(error));
        dxaws_error *failed = await_made(on, context, wanted, may_lag ? LAG_LIMIT_MS : 0, made);
        if (failed != NULL || *made != NULL) {
            dxaws_error_free(error);
            return failed;
        }
        if (!used || number == CLOUDFRONT_MOST_REFERENCES) {
            return error;
        }
        dxaws_error_free(error);
    }
}

/* The payload, with the access control that was made by an action before. */
static json_t *creation(const json_t *payload, const dxaws_cloudfront_current *observed)
{
    const char *made = dx_text(dxaws_cloudfront_current_tree(observed), CF_OAC);
    json_t *wanted = dxaws_tree_copy(payload);
    if (wanted != NULL && dx_text(payload, CF_OAC) == NULL && made != NULL &&
        json_object_set_new(wanted, CF_OAC, json_string(made)) != 0) {
        json_decref(wanted);
        return NULL;
    }
    return wanted;
}

dxaws_error *operations_create_distribution(void *self, dxaws_context *context,
                                            const json_t *payload,
                                            dxaws_cloudfront_current *observed)
{
    json_t *wanted = creation(payload, observed);
    json_t *made = NULL;
    dxaws_error *error = wanted ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && dx_text(wanted, CF_OAC) == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "cloudfront",
                                DXAWS_CLOUDFRONT_ERROR_NO_ORIGIN_ACCESS_CONTROL,
                                "cloudfront %s: there is no origin access control yet; plan again",
                                dx_text(payload, CF_NAME));
    }
    error = error ? error : operations_check_caller(self, context, payload);
    error = error ? error : create_with_reference(self, context, wanted, &made);
    error = error ? error : operations_absorb_written(observed, made);
    json_decref(made);
    json_decref(wanted);
    return error;
}
