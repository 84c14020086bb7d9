/* SPDX-License-Identifier: MIT */
/* The typed provider protocol behind the kit's generic one. */
#include "schema.h"

#include <dxaws/kit/module.h>
#include <dxaws/extend/cloudfront.h>

#include <stddef.h>

typedef dxaws_error *read_function(void *self, dxaws_context *context,
                                   const dxaws_cloudfront_desired *wanted,
                                   dxaws_cloudfront_current *current);

/* What no provider has to say. */
static void describe(struct dx_state *observed)
{
    if (json_is_true(dx_state_get(observed, DX_EXISTS))) {
        dx_state_set_text(observed, "hosted_zone_id", DXAWS_CLOUDFRONT_HOSTED_ZONE_ID);
    }
}

static dxaws_error *call_read(dx_function function, void *self, dxaws_context *context,
                              const struct dx_state *wanted, struct dx_state *observed)
{
    dxaws_error *error =
        ((read_function *)function)(self, context, (const dxaws_cloudfront_desired *)wanted,
                                    (dxaws_cloudfront_current *)observed);
    dx_state_set_text(observed, CF_NAME, dx_state_text(wanted, CF_NAME));
    describe(observed);
    return error;
}

static dxaws_error *call_perform(dx_function function, void *self, dxaws_context *context,
                                 const dxaws_action *action, struct dx_state *observed)
{
    dxaws_error *error = ((dxaws_cloudfront_action_fn *)function)(
        self, context, action, (dxaws_cloudfront_current *)observed);
    describe(observed);
    return error;
}

static const struct dx_protocol protocol = {
    .size = sizeof(dxaws_cloudfront_provider_ops),
    .get_current = offsetof(dxaws_cloudfront_provider_ops, get_current),
    .read = call_read,
    .perform = call_perform,
};

dxaws_error *dxaws_cloudfront_provider_new(const dxaws_cloudfront_provider_ops *ops, void *self,
                                           dxaws_cloudfront_provider **provider)
{
    return dx_typed_provider_new(dxaws_cloudfront_module(), &protocol, ops, self,
                                 (dxaws_provider **)provider);
}

dxaws_cloudfront_provider *dxaws_cloudfront_provider_ref(dxaws_cloudfront_provider *provider)
{
    return (dxaws_cloudfront_provider *)dxaws_provider_ref((dxaws_provider *)provider);
}

dxaws_cloudfront_provider *dxaws_cloudfront_provider_unref(dxaws_cloudfront_provider *provider)
{
    return (dxaws_cloudfront_provider *)dxaws_provider_unref((dxaws_provider *)provider);
}

dxaws_provider *dxaws_cloudfront_provider_base(dxaws_cloudfront_provider *provider)
{
    return (dxaws_provider *)provider;
}

dxaws_error *dxaws_cloudfront_provider_from(dxaws_provider *base,
                                            dxaws_cloudfront_provider **provider)
{
    return dx_provider_from(dxaws_cloudfront_module(), base, provider);
}

dxaws_error *dxaws_cloudfront_provider_make(const char *kind, const dxaws_provider_parts *parts,
                                            dxaws_cloudfront_provider **provider)
{
    return dx_module_make(dxaws_cloudfront_module(), kind, parts, (dxaws_provider **)provider);
}

dxaws_error *cloudfront_make_aws(dxaws_session *session, dxaws_provider **provider)
{
    return dxaws_cloudfront_provider_new_aws(session, (dxaws_cloudfront_provider **)provider);
}

dxaws_error *cloudfront_make_memory(dxaws_memory_account *account, dxaws_provider **provider)
{
    return dxaws_cloudfront_provider_new_memory(account, (dxaws_cloudfront_provider **)provider);
}

dxaws_error *dxaws_cloudfront_current_assign(dxaws_cloudfront_current *current, const char *json)
{
    return dx_state_merge_text((struct dx_state *)current, json);
}

dxaws_error *dxaws_cloudfront_current_assign_tree(dxaws_cloudfront_current *current,
                                                  const json_t *members)
{
    return dx_state_merge((struct dx_state *)current, members);
}

char *dxaws_cloudfront_current_format_all(const dxaws_cloudfront_current *current)
{
    return dx_state_format_all((const struct dx_state *)current);
}

const json_t *dxaws_cloudfront_current_tree(const dxaws_cloudfront_current *current)
{
    return current ? current->state.document : NULL;
}

const json_t *dxaws_cloudfront_desired_tree(const dxaws_cloudfront_desired *desired)
{
    return desired ? desired->state.document : NULL;
}

json_t *dxaws_cloudfront_initial_tree(void)
{
    return dx_schema_initial(&cloudfront_schema);
}
