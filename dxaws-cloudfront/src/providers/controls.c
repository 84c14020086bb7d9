/* SPDX-License-Identifier: MIT */
/* Writes to our origin access control, each made to the version that is there now, as long as that
 * says of itself what it said when this was planned. */
#include "operations.h"

#include <dxaws/extend/error.h>

#include <string.h>

static const char *description_of(const json_t *oac)
{
    const char *text = dx_text(oac, "description");
    return text ? text : "";
}

/* A plan that does not say what it expects was made for who does without marks. */
static dxaws_error *check_description(const json_t *payload, const json_t *oac)
{
    const char *expected = dx_text(payload, CF_EXPECTED_DESCRIPTION);
    return expected == NULL || strcmp(expected, description_of(oac)) == 0
               ? NULL
               : dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront",
                                 DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION,
                                 "cloudfront %s: plan again: the description of origin access "
                                 "control %s, which says whose it is, changed since this was "
                                 "planned; nothing was written",
                                 dx_text(payload, CF_NAME), dx_text(oac, CF_ID));
}

/* The access control as the payload wants it; *differs when that is news. */
static json_t *wanted_oac(const json_t *payload, json_t *oac, bool *differs)
{
    bool whole = true;
    json_t *wanted = dx_members(oac);
    const char *description = dx_text(payload, CF_OAC_DESCRIPTION);
    if (description != NULL) {
        dx_put(&whole, wanted, "description", json_string(description));
    }
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        json_t *value = json_object_get(payload, row->attribute);
        if (value != NULL) {
            dx_put(&whole, wanted, row->member, json_incref(value));
        }
    }
    *differs = !json_equal(wanted, oac);
    return dx_whole(whole && wanted != NULL, wanted);
}

/* A stale ETag may be the work of our own request, sent twice because its answer was lost. */
static dxaws_error *unless_done(const struct operations *on, dxaws_context *context,
                                const json_t *payload, dxaws_error *error, json_t **changed)
{
    json_t *now = NULL;
    json_t *wanted = NULL;
    bool differs = true;
    if (!dxaws_error_is_refusal(error, "PreconditionFailed")) {
        return error;
    }
    dxaws_error *failed = on->service->look_oac(on->self, context, dx_text(payload, CF_OAC), &now);
    if (failed == NULL && now != NULL) {
        wanted = wanted_oac(payload, now, &differs);
    }
    if (wanted != NULL && !differs) {
        *changed = json_incref(now);
        dxaws_error_free(error);
        error = NULL;
    }
    dxaws_error_free(failed);
    json_decref(wanted);
    json_decref(now);
    return error;
}

static dxaws_error *change(const struct operations *on, dxaws_context *context,
                           const json_t *payload, json_t *oac, json_t **changed)
{
    bool differs = false;
    json_t *wanted = wanted_oac(payload, oac, &differs);
    dxaws_error *error = wanted ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && !differs) {
        *changed = json_incref(oac);
    } else if (error == NULL) {
        error = check_description(payload, oac);
        error = error ? error : on->service->update_oac(on->self, context, wanted, changed);
    }
    json_decref(wanted);
    return unless_done(on, context, payload, error, changed);
}

dxaws_error *operations_update_oac(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    json_t *oac = NULL;
    json_t *changed = NULL;
    dxaws_error *error = on->service->look_oac(on->self, context, dx_text(payload, CF_OAC), &oac);
    if (error == NULL && oac == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront",
                                DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION,
                                "cloudfront %s: origin access control %s was deleted by somebody "
                                "else since it was read; plan again",
                                dx_text(payload, CF_NAME), dx_text(payload, CF_OAC));
    }
    error = error ? error : change(on, context, payload, oac, &changed);
    error = error ? error : operations_absorb_oac(observed, changed);
    json_decref(changed);
    json_decref(oac);
    return error;
}

/* One try, at the version of now. */
static dxaws_error *remove_now(const struct operations *on, dxaws_context *context,
                               const json_t *payload)
{
    const char *id = dx_text(payload, CF_OAC);
    json_t *oac = NULL;
    dxaws_error *error = on->service->look_oac(on->self, context, id, &oac);
    if (error == NULL && oac != NULL) {
        error = check_description(payload, oac);
        error =
            error ? error : on->service->remove_oac(on->self, context, id, dx_text(oac, CF_ETAG));
    }
    json_decref(oac);
    if (dxaws_error_is_refusal(error, "NoSuchOriginAccessControl")) {
        dxaws_error_free(error);
        return NULL;
    }
    return error;
}

dxaws_error *operations_delete_oac(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed)
{
    struct patience patience =
        patience_new(context, "OriginAccessControlInUse", "PreconditionFailed");
    dxaws_error *error;
    do {
        error = remove_now(self, context, payload);
    } while (patience_try_again(&patience, &error));
    return error ? error : operations_absorb_oac(observed, NULL);
}
