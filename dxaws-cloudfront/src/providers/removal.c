/* SPDX-License-Identifier: MIT */
/* Disabling and deleting, which CloudFront refuses for a while after it should not. */
#include "operations.h"

#include <dxaws/extend/error.h>

#include <string.h>

/* How long CloudFront may disagree with itself after it said Deployed. */
enum { RETRY_LIMIT_MS = 180000, FIRST_PAUSE_MS = 1000, LONGEST_PAUSE_MS = 15000 };

/* A call that CloudFront refuses for a while after it should not. */
struct patience {
    dxaws_context *context;
    const char *codes[3]; /* the refusals that pass by themselves */
    int64_t start_ms;
    int64_t pause_ms;
};

static struct patience patience_new(dxaws_context *context, const char *first, const char *second)
{
    return (struct patience){
        .context = context,
        .codes = {first, second},
        .start_ms = dxaws_context_monotonic_ms(context),
        .pause_ms = FIRST_PAUSE_MS,
    };
}

/* True, after a pause and without *error, when the call should be made once more. */
static bool try_again(struct patience *patience, dxaws_error **error)
{
    bool passes = false;
    for (size_t i = 0; patience->codes[i] != NULL; i++) {
        passes = passes || dxaws_error_is_refusal(*error, patience->codes[i]);
    }
    int64_t elapsed = dxaws_context_monotonic_ms(patience->context) - patience->start_ms;
    if (!passes || elapsed >= RETRY_LIMIT_MS) {
        return false;
    }
    dxaws_error_free(*error);
    *error = dxaws_context_sleep_ms(patience->context, patience->pause_ms);
    patience->pause_ms =
        patience->pause_ms * 2 < LONGEST_PAUSE_MS ? patience->pause_ms * 2 : LONGEST_PAUSE_MS;
    return *error == NULL;
}

/* What is gone already needs no deleting. */
static dxaws_error *unless_gone(dxaws_error *error, const char *aws_code)
{
    if (!dxaws_error_is_refusal(error, aws_code)) {
        return error;
    }
    dxaws_error_free(error);
    return NULL;
}

/* One try: a copy of the live configuration, switched off. */
static dxaws_error *switch_off(const struct operations *on, dxaws_context *context, const char *id,
                               dxaws_cloudfront_current *observed)
{
    json_t *changes = json_pack("{sb}", CF_ENABLED, 0);
    json_t *found = NULL;
    json_t *now = NULL;
    dxaws_error *error =
        changes ? on->service->look(on->self, context, id, &found) : dxaws_error_out_of_memory();
    if (error == NULL && json_is_true(json_object_get(found, CF_ENABLED))) {
        error = on->service->update(on->self, context, found, changes, &now);
    }
    if (error == NULL) {
        error = operations_absorb(observed, now ? now : found);
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
        error = switch_off(self, context, dx_text(payload, CF_ID), observed);
    } while (try_again(&patience, &error));
    return error;
}

/* One try, at the ETag of now: disabling and deploying have made new ones. */
static dxaws_error *remove_now(const struct operations *on, dxaws_context *context, const char *id)
{
    json_t *found = NULL;
    dxaws_error *error = on->service->look(on->self, context, id, &found);
    if (error == NULL && found != NULL) {
        error = on->service->remove(on->self, context, id, dx_text(found, CF_ETAG));
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
        error = remove_now(self, context, dx_text(payload, CF_ID));
    } while (try_again(&patience, &error));
    if (error == NULL) {
        error = operations_absorb(observed, NULL);
    }
    return error;
}

dxaws_error *operations_delete_oac(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    struct patience patience =
        patience_new(context, "OriginAccessControlInUse", "PreconditionFailed");
    dxaws_error *error;
    do {
        error = unless_gone(on->service->remove_oac(on->self, context, dx_text(payload, CF_OAC)),
                            "NoSuchOriginAccessControl");
    } while (try_again(&patience, &error));
    if (error == NULL) {
        error = operations_absorb_oac(observed, NULL);
    }
    return error;
}
