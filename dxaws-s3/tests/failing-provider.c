/* SPDX-License-Identifier: MIT */
/* A provider that breaks down at a chosen call. */
#include "failing-provider.h"

static dxaws_error *lost(const struct failing *failing)
{
    return failing->calls == failing->fail_at
               ? dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "test", "Lost", "call %d was lost",
                                 failing->calls)
               : NULL;
}

/* Takes back what was answered when that is lost. */
static dxaws_error *finish(struct failing *failing, dxaws_context *context, dxaws_error *error,
                           dxaws_document **answer)
{
    if (failing->calls == failing->cancel_at) {
        dxaws_context_cancel(context);
    }
    bool answered = error == NULL;
    error = error ? error : lost(failing);
    if (answered && error != NULL) {
        *answer = dxaws_document_unref(*answer);
    }
    return error;
}

static dxaws_error *failing_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                                 dxaws_document **observed)
{
    struct failing *failing = self;
    failing->calls++;
    dxaws_error *error = failing->answered ? NULL : lost(failing);
    if (error == NULL) {
        error = dxaws_provider_read(failing->inner, context, wanted, observed);
    }
    return finish(failing, context, error, observed);
}

static dxaws_error *failing_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                    const dxaws_document *before, dxaws_document **after)
{
    struct failing *failing = self;
    failing->calls++;
    dxaws_error *error = failing->answered ? NULL : lost(failing);
    if (error == NULL) {
        error = dxaws_provider_perform(failing->inner, context, action, before, after);
    }
    return finish(failing, context, error, after);
}

static bool failing_supports(void *self, const char *kind)
{
    const struct failing *failing = self;
    return dxaws_provider_supports(failing->inner, kind);
}

static void failing_destroy(void *self)
{
    struct failing *failing = self;
    dxaws_provider_unref(failing->inner);
}

dxaws_error *failing_provider_new(struct failing *self, dxaws_s3_provider *inner,
                                  dxaws_s3_provider **provider)
{
    static const dxaws_provider_ops ops = {
        .size = sizeof ops,
        .name = "failing",
        .destroy = failing_destroy,
        .read = failing_read,
        .perform = failing_perform,
        .supports = failing_supports,
    };
    self->inner = dxaws_provider_ref(dxaws_s3_provider_base(inner));
    return dxaws_provider_new(dxaws_s3_module(), &ops, self, (dxaws_provider **)provider);
}
