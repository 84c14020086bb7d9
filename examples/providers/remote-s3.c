/* SPDX-License-Identifier: MIT */
/* The typed protocol of dxaws-s3, for a provider that is elsewhere. */
#include "remote.h"

#include <dxaws/s3-provider.h>

#include <stdlib.h>

/* Lets @observed be what was answered; takes the answer over. */
static dxaws_error *take(dxaws_error *error, char *answer, dxaws_s3_current *observed)
{
    error = error ? error : dxaws_s3_current_assign(observed, answer);
    free(answer);
    return error;
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_s3_desired *wanted,
                                dxaws_s3_current *current)
{
    char *answer = NULL;
    struct remote_request request = {.wanted = dxaws_s3_desired_format(wanted)};
    dxaws_error *error = remote_ask(self, context, &request, &answer);
    return take(error, answer, current);
}

/* Whatever the action is: its kind says it, at the other end. */
static dxaws_error *perform(void *self, dxaws_context *context, const dxaws_action *action,
                            dxaws_s3_current *observed)
{
    char *answer = NULL;
    struct remote_request request = {
        .kind = dxaws_action_kind(action),
        .resource = dxaws_action_resource(action),
        .payload = dxaws_action_payload(action),
        .before = dxaws_s3_current_format_all(observed),
    };
    dxaws_error *error = remote_ask(self, context, &request, &answer);
    return take(error, answer, observed);
}

static const dxaws_s3_provider_ops ops = {
    .size = sizeof ops,
    .name = "remote",
    .destroy = remote_close,
    .get_current = get_current,
    .create_bucket = perform,
    .put_public_access_block = perform,
    .put_versioning = perform,
    .put_tags = perform,
    .put_policy = perform,
    .empty_bucket = perform,
    .put_encryption = perform,
    .put_ownership_controls = perform,
    .put_lifecycle = perform,
    .destroy_bucket = perform,
    .get_outputs = perform,
};

dxaws_error *remote_s3_provider_new(dxaws_provider *there, dxaws_provider **provider)
{
    dxaws_s3_provider *made = NULL;
    dxaws_error *error = dxaws_s3_provider_new(&ops, dxaws_provider_ref(there), &made);
    if (error != NULL) {
        dxaws_provider_unref(there);
        return error;
    }
    *provider = dxaws_s3_provider_base(made);
    return NULL;
}
