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

static dxaws_error *finish(struct failing *failing, dxaws_context *context, dxaws_error *error)
{
    if (failing->calls == failing->cancel_at) {
        dxaws_context_cancel(context);
    }
    return error ? error : lost(failing);
}

static dxaws_error *failing_read(void *self, dxaws_context *context, const struct dx_state *wanted,
                                 struct dx_state *observed)
{
    struct failing *failing = self;
    failing->calls++;
    dxaws_error *error = failing->answered ? NULL : lost(failing);
    if (error == NULL) {
        error = failing->inner->ops->read(failing->inner->self, context, wanted, observed);
    }
    return finish(failing, context, error);
}

static dxaws_error *failing_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                    struct dx_state *observed)
{
    struct failing *failing = self;
    failing->calls++;
    dxaws_error *error = failing->answered ? NULL : lost(failing);
    if (error == NULL) {
        error = failing->inner->ops->perform(failing->inner->self, context, action, observed);
    }
    return finish(failing, context, error);
}

static bool failing_supports(void *self, const char *kind)
{
    const struct failing *failing = self;
    return failing->inner->ops->supports(failing->inner->self, kind);
}

static void failing_destroy(void *self)
{
    struct failing *failing = self;
    dx_provider_unref(failing->inner);
}

dxaws_error *failing_provider_new(struct failing *self, dxaws_s3_provider *inner,
                                  dxaws_s3_provider **provider)
{
    static const struct dx_provider_ops ops = {
        .destroy = failing_destroy,
        .read = failing_read,
        .perform = failing_perform,
        .supports = failing_supports,
    };
    self->inner = dx_provider_ref((struct dx_provider *)inner);
    return dx_provider_new(&s3_schema, "failing", &ops, self, (struct dx_provider **)provider);
}
