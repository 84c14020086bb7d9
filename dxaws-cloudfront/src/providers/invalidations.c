/* SPDX-License-Identifier: MIT */
/* What the edge is asked to forget, over the calls of a service. */
#include "operations.h"

#include <dxaws/extend/error.h>

#include <string.h>

/* How many of the latest are looked at: when one is read, and when a reference is refused. */
enum { LATEST = 16, ALL = 1600 };

static const char *distribution_of(const json_t *payload, const dxaws_cloudfront_current *observed)
{
    const char *id = dx_text(payload, CF_ID);
    return id ? id : dx_text(dxaws_cloudfront_current_tree(observed), CF_ID);
}

/* Takes over what a call said about the invalidation; NULL says that there is none. */
static dxaws_error *absorb(dxaws_cloudfront_current *observed, const json_t *found)
{
    if (found == NULL) {
        return NULL;
    }
    json_t *members = json_pack(
        "{s{sOsO}sOsO}", CF_INVALIDATION, CF_INVALIDATION_REFERENCE,
        json_object_get(found, CF_INVALIDATION_REFERENCE), CF_INVALIDATION_PATHS,
        json_object_get(found, CF_INVALIDATION_PATHS), CF_INVALIDATION_ID,
        json_object_get(found, CF_ID), CF_INVALIDATION_STATUS, json_object_get(found, CF_STATUS));
    dxaws_error *error = members ? dxaws_cloudfront_current_assign_tree(observed, members)
                                 : dxaws_error_out_of_memory();
    json_decref(members);
    return error;
}

dxaws_error *operations_report_invalidation(const struct operations *on, dxaws_context *context,
                                            const json_t *wanted, const json_t *distribution,
                                            dxaws_cloudfront_current *current)
{
    const json_t *asked = json_object_get(wanted, CF_INVALIDATION);
    const char *reference = dx_text(asked, CF_INVALIDATION_REFERENCE);
    const char *id = dx_text(asked, CF_ID);
    const char *at = dx_text(distribution, CF_ID);
    json_t *found = NULL;
    if (reference == NULL || at == NULL || !dx_is_present(wanted)) {
        return NULL;
    }
    dxaws_error *error =
        id ? on->service->look_invalidation(on->self, context, at, id, &found)
           : on->service->find_invalidation(on->self, context, at, reference, LATEST, &found);
    error = error ? error : absorb(current, found);
    json_decref(found);
    return error;
}

/* Whether a reference was used before; what CloudFront answers then is not what its model says. */
static bool is_used(const dxaws_error *error)
{
    return dxaws_error_is_refusal(error, "InvalidationBatchAlreadyExists") ||
           (dxaws_error_is_refusal(error, "InvalidArgument") &&
            strstr(dxaws_error_message(error), "caller reference") != NULL);
}

/* The one that has the reference already, with the same paths; takes @a refused over. */
static dxaws_error *find_used(const struct operations *on, dxaws_context *context,
                              const json_t *payload, const char *id, dxaws_error *refused,
                              json_t **found)
{
    const json_t *asked = json_object_get(payload, CF_INVALIDATION);
    const char *reference = dx_text(asked, CF_INVALIDATION_REFERENCE);
    dxaws_error *error =
        on->service->find_invalidation(on->self, context, id, reference, ALL, found);
    bool same = error == NULL && json_equal(json_object_get(*found, CF_INVALIDATION_PATHS),
                                            json_object_get(asked, CF_INVALIDATION_PATHS));
    if (error != NULL || same) {
        dxaws_error_free(refused);
        return error;
    }
    error = dxaws_error_explain(
        refused,
        dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront",
                        DXAWS_CLOUDFRONT_ERROR_INVALIDATION_REFERENCE,
                        "cloudfront %s: give the invalidation another reference than "
                        "\"%s\", which was used for other paths (%s)",
                        dx_text(payload, CF_NAME), reference, dxaws_error_message(refused)));
    dxaws_error_set_resource(error, dx_text(payload, CF_NAME));
    return error;
}

/* Nothing of the distribution is overwritten; but what is not ours is not made to fetch anew. */
static dxaws_error *check_ours(const struct operations *on, dxaws_context *context,
                               const json_t *payload)
{
    json_t *now = NULL;
    if (json_object_get(payload, CF_EXPECTED_MARKS) == NULL) {
        return NULL;
    }
    dxaws_error *error = operations_reread(on, context, payload, &now);
    if (error == NULL) {
        error = now ? operations_check_mark(payload, now) : operations_gone(payload);
    }
    json_decref(now);
    return error;
}

dxaws_error *operations_invalidate(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    const char *id = distribution_of(payload, observed);
    json_t *made = NULL;
    dxaws_error *error = id ? check_ours(on, context, payload) : operations_gone(payload);
    if (error != NULL) {
        return error;
    }
    error = on->service->invalidate(on->self, context, id,
                                    json_object_get(payload, CF_INVALIDATION), &made);
    if (is_used(error)) {
        error = find_used(on, context, payload, id, error, &made);
    }
    error = error ? error : absorb(observed, made);
    json_decref(made);
    return error;
}

dxaws_error *operations_wait_invalidated(void *self, dxaws_context *context, const json_t *payload,
                                         dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    const char *at = distribution_of(payload, observed);
    const char *id = dx_text(dxaws_cloudfront_current_tree(observed), CF_INVALIDATION_ID);
    json_t *found = NULL;
    dxaws_error *error =
        at && id ? on->service->look_invalidation(on->self, context, at, id, &found) : NULL;
    if (error == NULL) {
        error =
            found ? absorb(observed, found)
                  : dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront", DXAWS_MODULE_ERROR_STALE_PLAN,
                                    "cloudfront %s: plan again: invalidation %s of "
                                    "distribution %s is not there",
                                    dx_text(payload, CF_NAME), id ? id : "without an id",
                                    at ? at : "without an id");
    }
    json_decref(found);
    return error;
}
