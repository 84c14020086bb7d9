/* SPDX-License-Identifier: MIT */
/** @file
 * A module's dxaws_module, over its schema: `self` is the schema, and the functions are written
 * once for all modules. Any thread.
 *
 *     const dxaws_module *dxaws_x_module(void)
 *     {
 *         static const dxaws_module module = DX_MODULE("x", DXAWS_VERSION, &x_schema);
 *         return &module;
 *     }
 */
#ifndef DXAWS_KIT_MODULE_H
#define DXAWS_KIT_MODULE_H

#include <dxaws/kit/engine.h>

/** @name What DX_MODULE() names
 * As the members of dxaws_module say.
 * @{ */
dxaws_error *dx_module_check(const dxaws_module *module, const dxaws_document *desired);
dxaws_error *dx_module_plan(const dxaws_module *module, const dxaws_document *desired,
                            const dxaws_document *current, const dxaws_apply_options *options,
                            dxaws_plan **plan);
dxaws_error *dx_module_describe(const dxaws_module *module, dxaws_document **description);
dxaws_error *dx_module_simulate(const dxaws_module *module, const dxaws_action *action,
                                const dxaws_document *before, dxaws_document **after);
dxaws_error *dx_module_make(const dxaws_module *module, const char *kind,
                            const dxaws_provider_parts *parts, dxaws_provider **provider);
dxaws_error *dx_module_open(const dxaws_module *module, dxaws_provider *provider,
                            dxaws_manager *const *used, dxaws_manager **manager);
dxaws_manager *dx_module_ref(dxaws_manager *manager);
dxaws_manager *dx_module_unref(dxaws_manager *manager);
dxaws_error *dx_module_read(const dxaws_module *module, dxaws_manager *manager,
                            dxaws_context *context, const dxaws_document *desired,
                            dxaws_document **current);
dxaws_error *dx_module_apply(const dxaws_module *module, dxaws_manager *manager,
                             dxaws_context *context, const dxaws_plan *plan,
                             const dxaws_apply_options *options, dxaws_plan **rest,
                             dxaws_document **result);
dxaws_error *dx_module_step(const dxaws_module *module, dxaws_manager *manager,
                            dxaws_context *context, const dxaws_plan *plan,
                            const dxaws_apply_options *options, dxaws_plan **rest);
dxaws_error *dx_module_find(const dxaws_module *module, dxaws_manager *manager,
                            dxaws_context *context, const char *owner, dxaws_document **found);
bool dx_module_adoptable(const dxaws_module *module, const dxaws_document *current,
                         const char *consent);
/** @} */

/** The modules that one uses, when it uses none. */
extern const char *const dx_no_modules[];

/** The members of a dxaws_module whose manager works through those of @a used, an array of names
 * that ends with NULL; and its initialiser, where there are no others. */
#define DX_MODULE_MEMBERS(title, release, schema, used)                                            \
    .size = sizeof(dxaws_module), .name = title, .version = release, .self = schema, .uses = used, \
    .check = dx_module_check, .plan = dx_module_plan, .describe = dx_module_describe,              \
    .simulate = dx_module_simulate, .make = dx_module_make, .open = dx_module_open,                \
    .ref = dx_module_ref, .unref = dx_module_unref, .read = dx_module_read,                        \
    .apply = dx_module_apply, .step = dx_module_step, .find = dx_module_find,                      \
    .adoptable = dx_module_adoptable
#define DX_MODULE_USING(title, release, schema, used)                                              \
    {                                                                                              \
        DX_MODULE_MEMBERS(title, release, schema, used)                                            \
    }
/** The same for one that uses none. */
#define DX_MODULE(title, release, schema) DX_MODULE_USING(title, release, schema, dx_no_modules)

#endif
