/* SPDX-License-Identifier: MIT */
/* The manager: typed wrappers over the engine. */
#include "schema.h"

#include <dxaws/kit/module.h>

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "zones.h"

static struct dx_manager *engine(dxaws_dns_manager *manager)
{
    return &manager->manager;
}

dxaws_error *dxaws_dns_manager_new(dxaws_dns_provider *provider,
                                   const dxaws_dns_manager_options *options,
                                   dxaws_dns_manager **manager)
{
    (void)options; /* there are none yet */
    return dx_manager_new(sizeof **manager, (dxaws_provider *)provider,
                          (struct dx_manager **)manager);
}

dxaws_dns_manager *dxaws_dns_manager_ref(dxaws_dns_manager *manager)
{
    return (dxaws_dns_manager *)dx_manager_ref((struct dx_manager *)manager);
}

dxaws_dns_manager *dxaws_dns_manager_unref(dxaws_dns_manager *manager)
{
    return (dxaws_dns_manager *)dx_manager_unref((struct dx_manager *)manager);
}

dxaws_error *dxaws_dns_manager_get_current(dxaws_dns_manager *manager, dxaws_context *context,
                                           const dxaws_dns_desired *desired,
                                           dxaws_dns_current **current)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **current, current);
}

dxaws_error *dxaws_dns_manager_get_outputs(dxaws_dns_manager *manager, dxaws_context *context,
                                           const dxaws_dns_desired *desired,
                                           dxaws_dns_result **result)
{
    return dx_manager_get_current(engine(manager), context, (const struct dx_state *)desired,
                                  sizeof **result, result);
}

/* A zone is asked for by what would stand in it. */
static dxaws_error *current_of_name(dxaws_dns_manager *manager, dxaws_context *context,
                                    const char *name, dxaws_dns_current **current)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, name);
    dxaws_dns_record_set_type(record, "A");
    dxaws_dns_record_add_value(record, "192.0.2.1");
    dxaws_dns_desired_add_record(desired, record);
    return dxaws_dns_manager_get_current(manager, context, desired, current);
}

dxaws_error *dxaws_dns_manager_find_zone(dxaws_dns_manager *manager, dxaws_context *context,
                                         const char *name, dxaws_dns_zone **zone)
{
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    dxaws_error *error = current_of_name(manager, context, name, &current);
    const dxaws_dns_zone *found = dxaws_dns_current_zone_at(current, 0);
    if (error == NULL) {
        error = dns_zone_check_writable((const json_t *)found, name);
    }
    if (error == NULL && found == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", DXAWS_DNS_ERROR_INVALID_RESPONSE,
                                "dns: the provider reports no zone");
    }
    if (error == NULL) {
        *zone = (dxaws_dns_zone *)dxaws_tree_copy((const json_t *)found);
        error = *zone ? NULL : dxaws_error_out_of_memory();
    }
    return error;
}

dxaws_error *dxaws_dns_desired_plan(const dxaws_dns_desired *desired,
                                    const dxaws_dns_current *current,
                                    const dxaws_apply_options *options, dxaws_plan **plan)
{
    return dx_plan((const struct dx_state *)desired, (const struct dx_state *)current, options,
                   plan);
}

dxaws_error *dxaws_dns_manager_plan(dxaws_dns_manager *manager, dxaws_context *context,
                                    const dxaws_dns_desired *desired,
                                    const dxaws_apply_options *options, dxaws_plan **plan)
{
    return dx_manager_plan(engine(manager), context, (const struct dx_state *)desired, options,
                           plan);
}

dxaws_error *dxaws_dns_manager_apply(dxaws_dns_manager *manager, dxaws_context *context,
                                     const dxaws_plan *plan, const dxaws_apply_options *options,
                                     dxaws_dns_result **result)
{
    return dx_manager_apply(engine(manager), context, plan, options, sizeof **result, result);
}

dxaws_error *dxaws_dns_manager_execute(dxaws_dns_manager *manager, dxaws_context *context,
                                       const dxaws_dns_desired *desired,
                                       const dxaws_apply_options *options,
                                       dxaws_dns_result **result)
{
    return dx_manager_execute(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

dxaws_error *dxaws_dns_manager_destroy(dxaws_dns_manager *manager, dxaws_context *context,
                                       const dxaws_dns_desired *desired,
                                       const dxaws_apply_options *options,
                                       dxaws_dns_result **result)
{
    return dx_manager_destroy(engine(manager), context, (const struct dx_state *)desired, options,
                              sizeof **result, result);
}

const dxaws_module *dxaws_dns_module(void)
{
    static const dxaws_module module = DX_MODULE("dns", DXAWS_VERSION, &dns_schema);
    return &module;
}
