/* SPDX-License-Identifier: MIT */
/* The typed provider protocol behind the kit's generic one. */
#include "schema.h"

#include <dxaws/kit/module.h>
#include <dxaws/extend/acm.h>

#include <stddef.h>

typedef dxaws_error *read_function(void *self, dxaws_context *context,
                                   const dxaws_acm_desired *wanted, dxaws_acm_current *current);

static dxaws_error *call_read(dx_function function, void *self, dxaws_context *context,
                              const struct dx_state *wanted, struct dx_state *observed)
{
    return ((read_function *)function)(self, context, (const dxaws_acm_desired *)wanted,
                                       (dxaws_acm_current *)observed);
}

static dxaws_error *call_perform(dx_function function, void *self, dxaws_context *context,
                                 const dxaws_action *action, struct dx_state *observed)
{
    return ((dxaws_acm_action_fn *)function)(self, context, action, (dxaws_acm_current *)observed);
}

static const struct dx_protocol protocol = {
    .size = sizeof(dxaws_acm_provider_ops),
    .get_current = offsetof(dxaws_acm_provider_ops, get_current),
    .read = call_read,
    .perform = call_perform,
};

dxaws_error *dxaws_acm_provider_new(const dxaws_acm_provider_ops *ops, void *self,
                                    dxaws_acm_provider **provider)
{
    return dx_typed_provider_new(dxaws_acm_module(), &protocol, ops, self,
                                 (dxaws_provider **)provider);
}

dxaws_acm_provider *dxaws_acm_provider_ref(dxaws_acm_provider *provider)
{
    return (dxaws_acm_provider *)dxaws_provider_ref((dxaws_provider *)provider);
}

dxaws_acm_provider *dxaws_acm_provider_unref(dxaws_acm_provider *provider)
{
    return (dxaws_acm_provider *)dxaws_provider_unref((dxaws_provider *)provider);
}

dxaws_provider *dxaws_acm_provider_base(dxaws_acm_provider *provider)
{
    return (dxaws_provider *)provider;
}

dxaws_error *dxaws_acm_provider_from(dxaws_provider *base, dxaws_acm_provider **provider)
{
    return dx_provider_from(dxaws_acm_module(), base, provider);
}

dxaws_error *dxaws_acm_provider_make(const char *kind, const dxaws_provider_parts *parts,
                                     dxaws_acm_provider **provider)
{
    return dx_module_make(dxaws_acm_module(), kind, parts, (dxaws_provider **)provider);
}

dxaws_error *acm_make_aws(dxaws_session *session, dxaws_provider **provider)
{
    return dxaws_acm_provider_new_aws(session, (dxaws_acm_provider **)provider);
}

dxaws_error *acm_make_memory(dxaws_memory_account *account, dxaws_provider **provider)
{
    return dxaws_acm_provider_new_memory(account, (dxaws_acm_provider **)provider);
}

dxaws_error *dxaws_acm_current_assign(dxaws_acm_current *current, const char *json)
{
    return dx_state_merge_text((struct dx_state *)current, json);
}

dxaws_error *dxaws_acm_current_assign_tree(dxaws_acm_current *current, const json_t *members)
{
    return dx_state_merge((struct dx_state *)current, members);
}

char *dxaws_acm_current_format_all(const dxaws_acm_current *current)
{
    return dx_state_format_all((const struct dx_state *)current);
}

const json_t *dxaws_acm_current_tree(const dxaws_acm_current *current)
{
    return current ? current->state.document : NULL;
}

const json_t *dxaws_acm_desired_tree(const dxaws_acm_desired *desired)
{
    return desired ? desired->state.document : NULL;
}

json_t *dxaws_acm_initial_tree(void)
{
    return dx_schema_initial(&acm_schema);
}
