/* SPDX-License-Identifier: MIT */
/* The typed protocol of dxaws-cloudfront, for a provider that is elsewhere. */
#include "remote.h"

#include <dxaws/cloudfront-provider.h>

#include <stdlib.h>

/* Lets @observed be what was answered; takes the answer over. */
static dxaws_error *take(dxaws_error *error, char *answer, dxaws_cloudfront_current *observed)
{
    error = error ? error : dxaws_cloudfront_current_assign(observed, answer);
    free(answer);
    return error;
}

static dxaws_error *get_current(void *self, dxaws_context *context,
                                const dxaws_cloudfront_desired *wanted,
                                dxaws_cloudfront_current *current)
{
    char *answer = NULL;
    struct remote_request request = {.wanted = dxaws_cloudfront_desired_format(wanted)};
    dxaws_error *error = remote_ask(self, context, &request, &answer);
    return take(error, answer, current);
}

/* Whatever the action is: its kind says it, at the other end. */
static dxaws_error *perform(void *self, dxaws_context *context, const dxaws_action *action,
                            dxaws_cloudfront_current *observed)
{
    char *answer = NULL;
    struct remote_request request = {
        .kind = dxaws_action_kind(action),
        .resource = dxaws_action_resource(action),
        .payload = dxaws_action_payload(action),
        .before = dxaws_cloudfront_current_format_all(observed),
    };
    dxaws_error *error = remote_ask(self, context, &request, &answer);
    return take(error, answer, observed);
}

static const dxaws_cloudfront_provider_ops ops = {
    .size = sizeof ops,
    .name = "remote",
    .destroy = remote_close,
    .get_current = get_current,
    .create_oac = perform,
    .create_distribution = perform,
    .update_distribution = perform,
    .put_tags = perform,
    .disable = perform,
    .wait_deployed = perform,
    .delete_distribution = perform,
    .delete_oac = perform,
    .update_oac = perform,
    .invalidate = perform,
    .wait_invalidated = perform,
};

dxaws_error *remote_cloudfront_provider_new(dxaws_provider *there, dxaws_provider **provider)
{
    dxaws_cloudfront_provider *made = NULL;
    dxaws_error *error = dxaws_cloudfront_provider_new(&ops, dxaws_provider_ref(there), &made);
    if (error != NULL) {
        dxaws_provider_unref(there);
        return error;
    }
    *provider = dxaws_cloudfront_provider_base(made);
    return NULL;
}
