/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

static dxaws_error *wait_deployed(void *self, dxaws_context *context, const json_t *payload,
                                  dxaws_cloudfront_current *observed)
{
    const struct operations *on = self;
    json_t *found = NULL;
    const char *id = dx_text(payload, CF_ID)
                         ? dx_text(payload, CF_ID)
                         : dx_text(dxaws_cloudfront_current_tree(observed), CF_ID);
    dxaws_error *error = on->service->look(on->self, context, id, &found);
    if (error == NULL) {
        error = operations_absorb(observed, found);
    }
    json_decref(found);
    return error;
}

typedef dxaws_error *operation(void *self, dxaws_context *context, const json_t *payload,
                               dxaws_cloudfront_current *observed);

static dxaws_error *perform(operation *run, void *self, dxaws_context *context,
                            const dxaws_action *action, dxaws_cloudfront_current *observed)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    dxaws_error *error = run(self, context, payload, observed);
    error = operations_explain_certificate(self, context, payload, observed, error);
    error = operations_explain_alias(self, context, payload, observed, error);
    return cloudfront_explain(error, payload);
}

/* The typed slot of an operation. */
#define SLOT(name, run)                                                                            \
    static dxaws_error *name##_slot(void *self, dxaws_context *context,                            \
                                    const dxaws_action *action,                                    \
                                    dxaws_cloudfront_current *observed)                            \
    {                                                                                              \
        return perform(run, self, context, action, observed);                                      \
    }
SLOT(create_oac, operations_create_oac)
SLOT(create_distribution, operations_create_distribution)
SLOT(update_distribution, operations_update_distribution)
SLOT(put_tags, operations_put_tags)
SLOT(disable, operations_disable)
SLOT(wait_deployed, wait_deployed)
SLOT(delete_distribution, operations_delete_distribution)
SLOT(delete_oac, operations_delete_oac)
SLOT(update_oac, operations_update_oac)
SLOT(find, operations_find)
SLOT(invalidate, operations_invalidate)
SLOT(wait_invalidated, operations_wait_invalidated)

static void destroy(void *self)
{
    struct operations *on = self;
    on->service->destroy(on->self);
    free(on);
}

dxaws_error *cloudfront_service_provider_new(const char *name,
                                             const struct cloudfront_service *service, void *self,
                                             dxaws_cloudfront_provider **provider)
{
    const dxaws_cloudfront_provider_ops ops = {
        .size = sizeof ops,
        .name = name,
        .destroy = destroy,
        .get_current = operations_get_current,
        .create_oac = create_oac_slot,
        .create_distribution = create_distribution_slot,
        .update_distribution = update_distribution_slot,
        .put_tags = put_tags_slot,
        .disable = disable_slot,
        .wait_deployed = wait_deployed_slot,
        .delete_distribution = delete_distribution_slot,
        .delete_oac = delete_oac_slot,
        .update_oac = update_oac_slot,
        .find = find_slot,
        .invalidate = invalidate_slot,
        .wait_invalidated = wait_invalidated_slot,
    };
    if (self == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cloudfront",
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER,
                               "cloudfront: the %s provider needs %s", name, service->needs);
    }
    struct operations *on = calloc(1, sizeof *on);
    if (on == NULL) {
        service->destroy(self);
        return dxaws_error_out_of_memory();
    }
    *on = (struct operations){.service = service, .self = self};
    dxaws_error *error = dxaws_cloudfront_provider_new(&ops, on, provider);
    if (error != NULL) {
        destroy(on);
    }
    return error;
}
