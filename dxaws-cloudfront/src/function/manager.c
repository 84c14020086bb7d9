/* SPDX-License-Identifier: MIT */
/* The manager: typed wrappers over the engine. */
#include "function.h"

static struct dx_manager *engine(dxaws_cloudfront_function_manager *manager)
{
    return &manager->manager;
}

dxaws_error *dxaws_cloudfront_function_manager_new(
    dxaws_cloudfront_function_provider *provider,
    const dxaws_cloudfront_function_manager_options *options,
    dxaws_cloudfront_function_manager **manager)
{
    (void)options; /* there are none yet */
    return dx_manager_new(sizeof **manager, (dxaws_provider *)provider,
                          (struct dx_manager **)manager);
}

dxaws_cloudfront_function_manager *dxaws_cloudfront_function_manager_ref(
    dxaws_cloudfront_function_manager *manager)
{
    return (dxaws_cloudfront_function_manager *)dx_manager_ref((struct dx_manager *)manager);
}

dxaws_cloudfront_function_manager *dxaws_cloudfront_function_manager_unref(
    dxaws_cloudfront_function_manager *manager)
{
    return (dxaws_cloudfront_function_manager *)dx_manager_unref((struct dx_manager *)manager);
}

dxaws_error *dxaws_cloudfront_function_manager_get_current(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, dxaws_cloudfront_function_current **current)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **current, current);
}

dxaws_error *dxaws_cloudfront_function_desired_plan(
    const dxaws_cloudfront_function_desired *desired,
    const dxaws_cloudfront_function_current *current, const dxaws_apply_options *options,
    dxaws_plan **plan)
{
    return dx_plan((const struct dx_state *)desired, (const struct dx_state *)current, options,
                   plan);
}

dxaws_error *dxaws_cloudfront_function_manager_plan(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, const dxaws_apply_options *options,
    dxaws_plan **plan)
{
    return dx_manager_plan(engine(manager), context, (const struct dx_state *)desired, options,
                           plan);
}

dxaws_error *dxaws_cloudfront_function_manager_apply(dxaws_cloudfront_function_manager *manager,
                                                     dxaws_context *context, const dxaws_plan *plan,
                                                     const dxaws_apply_options *options,
                                                     dxaws_cloudfront_function_result **result)
{
    return dx_manager_apply(engine(manager), context, plan, options, sizeof **result, result);
}

dxaws_error *dxaws_cloudfront_function_manager_execute(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, const dxaws_apply_options *options,
    dxaws_cloudfront_function_result **result)
{
    return dx_manager_execute(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

dxaws_error *dxaws_cloudfront_function_manager_destroy(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, const dxaws_apply_options *options,
    dxaws_cloudfront_function_result **result)
{
    return dx_manager_destroy(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

dxaws_error *dxaws_cloudfront_function_manager_get_outputs(
    dxaws_cloudfront_function_manager *manager, dxaws_context *context,
    const dxaws_cloudfront_function_desired *desired, dxaws_cloudfront_function_result **result)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **result, result);
}

const dxaws_module *dxaws_cloudfront_function_module(void)
{
    static const dxaws_module module = DX_MODULE("function", DXAWS_VERSION, &function_schema);
    return &module;
}
