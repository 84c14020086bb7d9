/* SPDX-License-Identifier: MIT */
/* The typed provider protocol behind the kit's generic one. */
#include "schema.h"

#include <dxaws/extend/widget.h>

#include <stddef.h>

typedef dxaws_error *read_function(void *self, dxaws_context *context,
                                   const dxaws_widget_desired *wanted,
                                   dxaws_widget_current *current);

static dxaws_error *call_read(dx_function function, void *self, dxaws_context *context,
                              const struct dx_state *wanted, struct dx_state *observed)
{
    return ((read_function *)function)(self, context, (const dxaws_widget_desired *)wanted,
                                       (dxaws_widget_current *)observed);
}

static dxaws_error *call_perform(dx_function function, void *self, dxaws_context *context,
                                 const dxaws_action *action, struct dx_state *observed)
{
    return ((dxaws_widget_action_fn *)function)(self, context, action,
                                                (dxaws_widget_current *)observed);
}

static const struct dx_protocol protocol = {
    .size = sizeof(dxaws_widget_provider_ops),
    .get_current = offsetof(dxaws_widget_provider_ops, get_current),
    .read = call_read,
    .perform = call_perform,
};

dxaws_error *dxaws_widget_provider_new(const dxaws_widget_provider_ops *ops, void *self,
                                       dxaws_widget_provider **provider)
{
    return dx_typed_provider_new(dxaws_widget_module(), &protocol, ops, self,
                                 (dxaws_provider **)provider);
}

dxaws_widget_provider *dxaws_widget_provider_ref(dxaws_widget_provider *provider)
{
    return (dxaws_widget_provider *)dxaws_provider_ref((dxaws_provider *)provider);
}

dxaws_widget_provider *dxaws_widget_provider_unref(dxaws_widget_provider *provider)
{
    return (dxaws_widget_provider *)dxaws_provider_unref((dxaws_provider *)provider);
}

dxaws_provider *dxaws_widget_provider_base(dxaws_widget_provider *provider)
{
    return (dxaws_provider *)provider;
}

dxaws_error *dxaws_widget_provider_from(dxaws_provider *base, dxaws_widget_provider **provider)
{
    return dx_provider_from(dxaws_widget_module(), base, provider);
}

dxaws_error *dxaws_widget_provider_make(const char *kind, const dxaws_provider_parts *parts,
                                        dxaws_widget_provider **provider)
{
    return dx_module_make(dxaws_widget_module(), kind, parts, (dxaws_provider **)provider);
}

dxaws_error *widget_make_memory(dxaws_memory_account *account, dxaws_provider **provider)
{
    return dxaws_widget_provider_new_memory(account, (dxaws_widget_provider **)provider);
}

dxaws_error *dxaws_widget_current_assign_tree(dxaws_widget_current *current, const json_t *members)
{
    return dx_state_merge((struct dx_state *)current, members);
}

json_t *dxaws_widget_initial_tree(void)
{
    return dx_schema_initial(&widget_schema);
}
