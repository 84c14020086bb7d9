/* SPDX-License-Identifier: MIT */
/* The typed protocol of dxaws-acm, for a provider that is elsewhere. */
#include "remote.h"

#include <dxaws/acm-provider.h>

#include <stdlib.h>

/* Lets @observed be what was answered; takes the answer over. */
static dxaws_error *take(dxaws_error *error, char *answer, dxaws_acm_current *observed)
{
    error = error ? error : dxaws_acm_current_assign(observed, answer);
    free(answer);
    return error;
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_acm_desired *wanted,
                                dxaws_acm_current *current)
{
    char *answer = NULL;
    struct remote_request request = {.wanted = dxaws_acm_desired_format(wanted)};
    dxaws_error *error = remote_ask(self, context, &request, &answer);
    return take(error, answer, current);
}

/* Whatever the action is: its kind says it, at the other end. */
static dxaws_error *perform(void *self, dxaws_context *context, const dxaws_action *action,
                            dxaws_acm_current *observed)
{
    char *answer = NULL;
    struct remote_request request = {
        .kind = dxaws_action_kind(action),
        .resource = dxaws_action_resource(action),
        .payload = dxaws_action_payload(action),
        .before = dxaws_acm_current_format_all(observed),
    };
    dxaws_error *error = remote_ask(self, context, &request, &answer);
    return take(error, answer, observed);
}

static const dxaws_acm_provider_ops ops = {
    .size = sizeof ops,
    .name = "remote",
    .destroy = remote_close,
    .get_current = get_current,
    .request_dns_validated_certificate = perform,
    .put_tags = perform,
    .get_dns_validation_records = perform,
    .describe_certificate = perform,
    .delete_certificate = perform,
    .list_certificates = perform,
};

dxaws_error *remote_acm_provider_new(dxaws_provider *there, dxaws_provider **provider)
{
    dxaws_acm_provider *made = NULL;
    dxaws_error *error = dxaws_acm_provider_new(&ops, dxaws_provider_ref(there), &made);
    if (error != NULL) {
        dxaws_provider_unref(there);
        return error;
    }
    *provider = dxaws_acm_provider_base(made);
    return NULL;
}
