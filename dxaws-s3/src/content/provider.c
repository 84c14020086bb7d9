/* SPDX-License-Identifier: MIT */
/* The typed provider protocol behind the kit's generic one. */
#include "content-schema.h"

#include <dxaws/kit/module.h>
#include <dxaws/extend/s3-content.h>

#include <stddef.h>

typedef dxaws_error *read_function(void *self, dxaws_context *context,
                                   const dxaws_s3_content_desired *wanted,
                                   dxaws_s3_content_current *current);

static dxaws_error *call_read(dx_function function, void *self, dxaws_context *context,
                              const struct dx_state *wanted, struct dx_state *observed)
{
    dxaws_error *error =
        ((read_function *)function)(self, context, (const dxaws_s3_content_desired *)wanted,
                                    (dxaws_s3_content_current *)observed);
    return error;
}

static dxaws_error *call_perform(dx_function function, void *self, dxaws_context *context,
                                 const dxaws_action *action, struct dx_state *observed)
{
    dxaws_error *error = ((dxaws_s3_content_action_fn *)function)(
        self, context, action, (dxaws_s3_content_current *)observed);
    return error;
}

static const struct dx_protocol protocol = {
    .size = sizeof(dxaws_s3_content_provider_ops),
    .get_current = offsetof(dxaws_s3_content_provider_ops, get_current),
    .read = call_read,
    .perform = call_perform,
};

dxaws_error *dxaws_s3_content_provider_new(const dxaws_s3_content_provider_ops *ops, void *self,
                                           dxaws_s3_content_provider **provider)
{
    return dx_typed_provider_new(dxaws_s3_content_module(), &protocol, ops, self,
                                 (dxaws_provider **)provider);
}

dxaws_s3_content_provider *dxaws_s3_content_provider_ref(dxaws_s3_content_provider *provider)
{
    return (dxaws_s3_content_provider *)dxaws_provider_ref((dxaws_provider *)provider);
}

dxaws_s3_content_provider *dxaws_s3_content_provider_unref(dxaws_s3_content_provider *provider)
{
    return (dxaws_s3_content_provider *)dxaws_provider_unref((dxaws_provider *)provider);
}

dxaws_provider *dxaws_s3_content_provider_base(dxaws_s3_content_provider *provider)
{
    return (dxaws_provider *)provider;
}

dxaws_error *dxaws_s3_content_provider_from(dxaws_provider *base,
                                            dxaws_s3_content_provider **provider)
{
    return dx_provider_from(dxaws_s3_content_module(), base, provider);
}

dxaws_error *dxaws_s3_content_provider_make(const char *kind, const dxaws_provider_parts *parts,
                                            dxaws_s3_content_provider **provider)
{
    return dx_module_make(dxaws_s3_content_module(), kind, parts, (dxaws_provider **)provider);
}

dxaws_error *content_make_aws(dxaws_session *session, dxaws_provider **provider)
{
    return dxaws_s3_content_provider_new_aws(session, (dxaws_s3_content_provider **)provider);
}

dxaws_error *content_make_memory(dxaws_memory_account *account, dxaws_provider **provider)
{
    return dxaws_s3_content_provider_new_memory(account, (dxaws_s3_content_provider **)provider);
}

dxaws_error *dxaws_s3_content_current_assign(dxaws_s3_content_current *current, const char *json)
{
    return dx_state_merge_text((struct dx_state *)current, json);
}

dxaws_error *dxaws_s3_content_current_assign_tree(dxaws_s3_content_current *current,
                                                  const json_t *members)
{
    return dx_state_merge((struct dx_state *)current, members);
}

char *dxaws_s3_content_current_format_all(const dxaws_s3_content_current *current)
{
    return dx_state_format_all((const struct dx_state *)current);
}

const json_t *dxaws_s3_content_current_tree(const dxaws_s3_content_current *current)
{
    return current ? current->state.document : NULL;
}

const json_t *dxaws_s3_content_desired_tree(const dxaws_s3_content_desired *desired)
{
    return desired ? desired->state.document : NULL;
}
