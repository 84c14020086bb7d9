/* SPDX-License-Identifier: MIT */
/* Disabling and deleting, which CloudFront refuses for a while after it should not. */
#include "operations.h"

#include <dxaws/extend/error.h>

#include <string.h>

/* What is gone already needs no deleting. */
static dxaws_error *unless_gone(dxaws_error *error, const char *aws_code)
{
    if (!dxaws_error_is_refusal(error, aws_code)) {
        return error;
    }
    dxaws_error_free(error);
    return NULL;
}

/* The distribution as it is now, when it may be taken away still; NULL when it is gone. */
static dxaws_error *reread(const struct operations *on, dxaws_context *context,
                           const json_t *payload, json_t **now)
{
    dxaws_error *error = operations_reread(on, context, payload, now);
    if (error == NULL && *now != NULL) {
        error = operations_check_mark(payload, *now);
    }
    return error;
}

/* One try: a copy of the live configuration, switched off. */
static dxaws_error *switch_off(const struct operations *on, dxaws_context *context,
                               const json_t *payload, dxaws_cloudfront_current *observed)
{
    json_t *changes = json_pack("{sb}", CF_ENABLED, 0);
    json_t *found = NULL;
    json_t *now = NULL;
    dxaws_error *error =
        changes ? reread(on, context, payload, &found) : dxaws_error_out_of_memory();
    if (error == NULL && json_is_true(json_object_get(found, CF_ENABLED))) {
        error = on->service->update(on->self, context, found, changes, &now);
    }
    if (error == NULL) {
        error = now ? operations_absorb_written(observed, now) : operations_absorb(observed, found);
    }
    json_decref(changes);
    json_decref(found);
    json_decref(now);
    return error;
}

/* Whatever else somebody changes meanwhile, it is to be disabled. */
dxaws_error *operations_disable(void *self, dxaws_context *context, const json_t *payload,
                                dxaws_cloudfront_current *observed)
{
    struct patience patience = patience_new(context, "PreconditionFailed", NULL);
    dxaws_error *error;
    do {
        error = switch_off(self, context, payload, observed);
    } while (patience_try_again(&patience, &error));
    return error;
}

/* One try, at the ETag of now: disabling and deploying have made new ones. */
static dxaws_error *remove_now(const struct operations *on, dxaws_context *context,
                               const json_t *payload)
{
    json_t *found = NULL;
    dxaws_error *error = reread(on, context, payload, &found);
    if (error == NULL && found != NULL) {
        error = on->service->remove(on->self, context, dx_text(payload, CF_ID),
                                    dx_text(found, CF_ETAG));
    }
    json_decref(found);
    return unless_gone(error, "NoSuchDistribution");
}

dxaws_error *operations_delete_distribution(void *self, dxaws_context *context,
                                            const json_t *payload,
                                            dxaws_cloudfront_current *observed)
{
    struct patience patience =
        patience_new(context, "DistributionNotDisabled", "PreconditionFailed");
    dxaws_error *error;
    do {
        error = remove_now(self, context, payload);
    } while (patience_try_again(&patience, &error));
    return error ? error : operations_absorb(observed, NULL);
}
