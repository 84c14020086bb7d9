/* SPDX-License-Identifier: MIT */
/* The manager: typed wrappers over the engine. */
#include "schema.h"

#include <dxaws/kit/module.h>

#include <stdlib.h>

static struct dx_manager *engine(dxaws_s3_manager *manager)
{
    return &manager->manager;
}

dxaws_error *dxaws_s3_manager_new(dxaws_s3_provider *provider,
                                  const dxaws_s3_manager_options *options,
                                  dxaws_s3_manager **manager)
{
    (void)options; /* there are none yet */
    return dx_manager_new(sizeof **manager, (dxaws_provider *)provider,
                          (struct dx_manager **)manager);
}

dxaws_s3_manager *dxaws_s3_manager_ref(dxaws_s3_manager *manager)
{
    return (dxaws_s3_manager *)dx_manager_ref((struct dx_manager *)manager);
}

dxaws_s3_manager *dxaws_s3_manager_unref(dxaws_s3_manager *manager)
{
    return (dxaws_s3_manager *)dx_manager_unref((struct dx_manager *)manager);
}

dxaws_error *dxaws_s3_manager_get_current(dxaws_s3_manager *manager, dxaws_context *context,
                                          const dxaws_s3_desired *desired,
                                          dxaws_s3_current **current)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **current, current);
}

dxaws_error *dxaws_s3_manager_get_outputs(dxaws_s3_manager *manager, dxaws_context *context,
                                          const dxaws_s3_desired *desired, dxaws_s3_result **result)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **result, result);
}

dxaws_error *dxaws_s3_manager_get_status(dxaws_s3_manager *manager, dxaws_context *context,
                                         const char *name, const char *region,
                                         dxaws_s3_status *status)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dx_state_new(sizeof *desired, &s3_schema);
    if (desired == NULL) {
        return dxaws_error_out_of_memory();
    }
    dx_state_set_text(&desired->state, S3_NAME, name);
    dx_state_set_text(&desired->state, S3_REGION, region);
    dx_state_leave(&desired->state, S3_BLOCK); /* nothing is managed: HeadBucket tells it all */
    dx_state_set_boolean(&desired->state, DX_MARK, false);
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    dxaws_error *error = dxaws_s3_manager_get_current(manager, context, desired, &current);
    if (error == NULL) {
        *status = dxaws_s3_current_status(current);
    }
    return error;
}

dxaws_error *dxaws_s3_desired_plan(const dxaws_s3_desired *desired, const dxaws_s3_current *current,
                                   const dxaws_apply_options *options, dxaws_plan **plan)
{
    return dx_plan((const struct dx_state *)desired, (const struct dx_state *)current, options,
                   plan);
}

dxaws_error *dxaws_s3_manager_plan(dxaws_s3_manager *manager, dxaws_context *context,
                                   const dxaws_s3_desired *desired,
                                   const dxaws_apply_options *options, dxaws_plan **plan)
{
    return dx_manager_plan(engine(manager), context, (const struct dx_state *)desired, options,
                           plan);
}

dxaws_error *dxaws_s3_manager_apply(dxaws_s3_manager *manager, dxaws_context *context,
                                    const dxaws_plan *plan, const dxaws_apply_options *options,
                                    dxaws_s3_result **result)
{
    return dx_manager_apply(engine(manager), context, plan, options, sizeof **result, result);
}

dxaws_error *dxaws_s3_manager_execute(dxaws_s3_manager *manager, dxaws_context *context,
                                      const dxaws_s3_desired *desired,
                                      const dxaws_apply_options *options, dxaws_s3_result **result)
{
    return dx_manager_execute(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

dxaws_error *dxaws_s3_manager_destroy(dxaws_s3_manager *manager, dxaws_context *context,
                                      const dxaws_s3_desired *desired,
                                      const dxaws_apply_options *options, dxaws_s3_result **result)
{
    return dx_manager_destroy(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

const dxaws_module *dxaws_s3_module(void)
{
    static const dxaws_module module = DX_MODULE("s3", DXAWS_VERSION, &s3_schema);
    return &module;
}
