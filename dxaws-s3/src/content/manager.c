/* SPDX-License-Identifier: MIT */
/* The manager: typed wrappers over the engine. */
#include "content-schema.h"

#include <dxaws/kit/module.h>

#include <stdlib.h>

static struct dx_manager *engine(dxaws_s3_content_manager *manager)
{
    return &manager->manager;
}

dxaws_error *dxaws_s3_content_manager_new(dxaws_s3_content_provider *provider,
                                          const dxaws_s3_content_manager_options *options,
                                          dxaws_s3_content_manager **manager)
{
    (void)options; /* there are none yet */
    return dx_manager_new(sizeof **manager, (dxaws_provider *)provider,
                          (struct dx_manager **)manager);
}

dxaws_s3_content_manager *dxaws_s3_content_manager_ref(dxaws_s3_content_manager *manager)
{
    return (dxaws_s3_content_manager *)dx_manager_ref((struct dx_manager *)manager);
}

dxaws_s3_content_manager *dxaws_s3_content_manager_unref(dxaws_s3_content_manager *manager)
{
    return (dxaws_s3_content_manager *)dx_manager_unref((struct dx_manager *)manager);
}

dxaws_error *dxaws_s3_content_manager_get_current(dxaws_s3_content_manager *manager,
                                                  dxaws_context *context,
                                                  const dxaws_s3_content_desired *desired,
                                                  dxaws_s3_content_current **current)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **current, current);
}

dxaws_error *dxaws_s3_content_desired_plan(const dxaws_s3_content_desired *desired,
                                           const dxaws_s3_content_current *current,
                                           const dxaws_apply_options *options, dxaws_plan **plan)
{
    return dx_plan((const struct dx_state *)desired, (const struct dx_state *)current, options,
                   plan);
}

dxaws_error *dxaws_s3_content_manager_plan(dxaws_s3_content_manager *manager,
                                           dxaws_context *context,
                                           const dxaws_s3_content_desired *desired,
                                           const dxaws_apply_options *options, dxaws_plan **plan)
{
    return dx_manager_plan(engine(manager), context, (const struct dx_state *)desired, options,
                           plan);
}

dxaws_error *dxaws_s3_content_manager_apply(dxaws_s3_content_manager *manager,
                                            dxaws_context *context, const dxaws_plan *plan,
                                            const dxaws_apply_options *options,
                                            dxaws_s3_content_result **result)
{
    return dx_manager_apply(engine(manager), context, plan, options, sizeof **result, result);
}

dxaws_error *dxaws_s3_content_manager_execute(dxaws_s3_content_manager *manager,
                                              dxaws_context *context,
                                              const dxaws_s3_content_desired *desired,
                                              const dxaws_apply_options *options,
                                              dxaws_s3_content_result **result)
{
    return dx_manager_execute(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

dxaws_error *dxaws_s3_content_manager_destroy(dxaws_s3_content_manager *manager,
                                              dxaws_context *context,
                                              const dxaws_s3_content_desired *desired,
                                              const dxaws_apply_options *options,
                                              dxaws_s3_content_result **result)
{
    return dx_manager_destroy(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

const dxaws_module *dxaws_s3_content_module(void)
{
    static const dxaws_module module = {
        DX_MODULE_MEMBERS("content", DXAWS_VERSION, &content_schema, dx_no_modules),
        .look_again = content_look_again,
    };
    return &module;
}
