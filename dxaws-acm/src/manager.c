/* SPDX-License-Identifier: MIT */
/* The manager: typed wrappers over the engine, with the validation record in its hooks. */
#include "validation.h"

#include <dxaws/kit/module.h>

#include <stdlib.h>

static struct dx_manager *engine(dxaws_acm_manager *manager)
{
    return &manager->manager;
}

static void release_validation(void *self)
{
    struct validation *validation = self;
    dxaws_dns_manager_unref(validation->dns);
    free(validation);
}

/* The manager works through @a dns for validation records. */
static dxaws_error *work_through(struct dx_manager *manager, dxaws_dns_manager *dns)
{
    struct validation *validation = malloc(sizeof *validation);
    if (validation == NULL) {
        return dxaws_error_out_of_memory();
    }
    *validation = (struct validation){dxaws_dns_manager_ref(dns), manager};
    manager->hook = acm_perform_record;
    manager->observe = acm_observe;
    manager->hook_self = validation;
    manager->hook_destroy = release_validation;
    return NULL;
}

static dxaws_error *missing_dns(void)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "acm", DXAWS_ACM_ERROR_MISSING_DNS,
                           "an acm manager needs a dns manager for validation records");
}

dxaws_error *acm_open(struct dx_manager *manager, dxaws_manager *const *used)
{
    if (used == NULL || used[0] == NULL) {
        return missing_dns();
    }
    return work_through(manager, (dxaws_dns_manager *)used[0]);
}

struct dxaws_acm_manager_options {
    dxaws_dns_manager *dns;
};

dxaws_acm_manager_options *dxaws_acm_manager_options_new(void)
{
    return calloc(1, sizeof(dxaws_acm_manager_options));
}

void dxaws_acm_manager_options_free(dxaws_acm_manager_options *options)
{
    if (options != NULL) {
        dxaws_dns_manager_unref(options->dns);
        free(options);
    }
}

void dxaws_acm_manager_options_set_dns(dxaws_acm_manager_options *options, dxaws_dns_manager *dns)
{
    if (options != NULL) {
        dxaws_dns_manager *before = options->dns;
        options->dns = dxaws_dns_manager_ref(dns);
        dxaws_dns_manager_unref(before);
    }
}

dxaws_error *dxaws_acm_manager_new(dxaws_acm_provider *provider,
                                   const dxaws_acm_manager_options *options,
                                   dxaws_acm_manager **manager)
{
    dxaws_dns_manager *dns = options ? options->dns : NULL;
    if (dns == NULL) {
        return missing_dns();
    }
    struct dx_manager *made = NULL;
    dxaws_error *error = dx_manager_new(sizeof **manager, (dxaws_provider *)provider, &made);
    error = error ? error : work_through(made, dns);
    if (error != NULL) {
        dx_manager_unref(made);
        return error;
    }
    *manager = (dxaws_acm_manager *)made;
    return NULL;
}

dxaws_acm_manager *dxaws_acm_manager_ref(dxaws_acm_manager *manager)
{
    return (dxaws_acm_manager *)dx_manager_ref((struct dx_manager *)manager);
}

dxaws_acm_manager *dxaws_acm_manager_unref(dxaws_acm_manager *manager)
{
    return (dxaws_acm_manager *)dx_manager_unref((struct dx_manager *)manager);
}

dxaws_error *dxaws_acm_manager_get_current(dxaws_acm_manager *manager, dxaws_context *context,
                                           const dxaws_acm_desired *desired,
                                           dxaws_acm_current **current)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **current, current);
}

dxaws_error *dxaws_acm_manager_get_outputs(dxaws_acm_manager *manager, dxaws_context *context,
                                           const dxaws_acm_desired *desired,
                                           dxaws_acm_result **result)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **result, result);
}

dxaws_error *dxaws_acm_desired_plan(const dxaws_acm_desired *desired,
                                    const dxaws_acm_current *current,
                                    const dxaws_apply_options *options, dxaws_plan **plan)
{
    return dx_plan((const struct dx_state *)desired, (const struct dx_state *)current, options,
                   plan);
}

dxaws_error *dxaws_acm_manager_plan(dxaws_acm_manager *manager, dxaws_context *context,
                                    const dxaws_acm_desired *desired,
                                    const dxaws_apply_options *options, dxaws_plan **plan)
{
    return dx_manager_plan(engine(manager), context, (const struct dx_state *)desired, options,
                           plan);
}

dxaws_error *dxaws_acm_manager_apply(dxaws_acm_manager *manager, dxaws_context *context,
                                     const dxaws_plan *plan, const dxaws_apply_options *options,
                                     dxaws_acm_result **result)
{
    return dx_manager_apply(engine(manager), context, plan, options, sizeof **result, result);
}

dxaws_error *dxaws_acm_manager_execute(dxaws_acm_manager *manager, dxaws_context *context,
                                       const dxaws_acm_desired *desired,
                                       const dxaws_apply_options *options,
                                       dxaws_acm_result **result)
{
    return dx_manager_execute(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

dxaws_error *dxaws_acm_manager_destroy(dxaws_acm_manager *manager, dxaws_context *context,
                                       const dxaws_acm_desired *desired,
                                       const dxaws_apply_options *options,
                                       dxaws_acm_result **result)
{
    return dx_manager_destroy(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

const dxaws_module *dxaws_acm_module(void)
{
    static const char *const used[] = {"dns", NULL};
    static const dxaws_module module = DX_MODULE_USING("acm", DXAWS_VERSION, &acm_schema, used);
    return &module;
}
