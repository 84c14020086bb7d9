/* SPDX-License-Identifier: MIT */
/* The typed provider protocol behind the kit's generic one. */
#include "function.h"

#include <dxaws/extend/cloudfront-function.h>

#include <stddef.h>

typedef dxaws_error *read_function(void *self, dxaws_context *context,
                                   const dxaws_cloudfront_function_desired *wanted,
                                   dxaws_cloudfront_function_current *current);

static dxaws_error *call_read(dx_function function, void *self, dxaws_context *context,
                              const struct dx_state *wanted, struct dx_state *observed)
{
    dx_state_set_text(observed, FUNCTION_NAME, dx_state_text(wanted, FUNCTION_NAME));
    return ((read_function *)function)(self, context,
                                       (const dxaws_cloudfront_function_desired *)wanted,
                                       (dxaws_cloudfront_function_current *)observed);
}

static dxaws_error *call_perform(dx_function function, void *self, dxaws_context *context,
                                 const dxaws_action *action, struct dx_state *observed)
{
    return ((dxaws_cloudfront_function_action_fn *)function)(
        self, context, action, (dxaws_cloudfront_function_current *)observed);
}

static const struct dx_protocol protocol = {
    .size = sizeof(dxaws_cloudfront_function_provider_ops),
    .get_current = offsetof(dxaws_cloudfront_function_provider_ops, get_current),
    .read = call_read,
    .perform = call_perform,
};

dxaws_error *dxaws_cloudfront_function_provider_new(
    const dxaws_cloudfront_function_provider_ops *ops, void *self,
    dxaws_cloudfront_function_provider **provider)
{
    return dx_typed_provider_new(dxaws_cloudfront_function_module(), &protocol, ops, self,
                                 (dxaws_provider **)provider);
}

dxaws_cloudfront_function_provider *dxaws_cloudfront_function_provider_ref(
    dxaws_cloudfront_function_provider *provider)
{
    return (dxaws_cloudfront_function_provider *)dxaws_provider_ref((dxaws_provider *)provider);
}

dxaws_cloudfront_function_provider *dxaws_cloudfront_function_provider_unref(
    dxaws_cloudfront_function_provider *provider)
{
    return (dxaws_cloudfront_function_provider *)dxaws_provider_unref((dxaws_provider *)provider);
}

dxaws_provider *dxaws_cloudfront_function_provider_base(
    dxaws_cloudfront_function_provider *provider)
{
    return (dxaws_provider *)provider;
}

dxaws_error *dxaws_cloudfront_function_provider_from(dxaws_provider *base,
                                                     dxaws_cloudfront_function_provider **provider)
{
    return dx_provider_from(dxaws_cloudfront_function_module(), base, provider);
}

dxaws_error *dxaws_cloudfront_function_provider_make(const char *kind,
                                                     const dxaws_provider_parts *parts,
                                                     dxaws_cloudfront_function_provider **provider)
{
    return dx_module_make(dxaws_cloudfront_function_module(), kind, parts,
                          (dxaws_provider **)provider);
}

dxaws_error *function_make_aws(dxaws_session *session, dxaws_provider **provider)
{
    return dxaws_cloudfront_function_provider_new_aws(
        session, (dxaws_cloudfront_function_provider **)provider);
}

dxaws_error *function_make_memory(dxaws_memory_account *account, dxaws_provider **provider)
{
    return dxaws_cloudfront_function_provider_new_memory(
        account, (dxaws_cloudfront_function_provider **)provider);
}

dxaws_error *dxaws_cloudfront_function_current_assign_tree(
    dxaws_cloudfront_function_current *current, const json_t *members)
{
    return dx_state_merge((struct dx_state *)current, members);
}
