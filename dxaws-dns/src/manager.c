/* SPDX-License-Identifier: MIT */
/* The manager: typed wrappers over the engine. */
#include "schema.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "zones.h"

static struct dx_manager *engine(dxaws_dns_manager *manager)
{
    return &manager->manager;
}

dxaws_error *dxaws_dns_manager_new(dxaws_dns_provider *provider, dxaws_dns_manager **manager)
{
    return dx_manager_new(sizeof **manager, (struct dx_provider *)provider,
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

static dxaws_error *zone_found(const dxaws_dns_current *current, char **zone_id, char **zone_name)
{
    const char *id = NULL;
    const char *name = NULL;
    if (!dxaws_dns_current_zone_at(current, 0, &id, &name)) {
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", "InvalidResponse",
                               "dns: the provider reports no zone");
    }
    char *id_copy = strdup(id);
    char *name_copy = strdup(name);
    if (id_copy == NULL || name_copy == NULL) {
        free(id_copy);
        free(name_copy);
        return dxaws_error_out_of_memory();
    }
    if (zone_id != NULL) {
        *zone_id = id_copy;
    } else {
        free(id_copy);
    }
    if (zone_name != NULL) {
        *zone_name = name_copy;
    } else {
        free(name_copy);
    }
    return NULL;
}

dxaws_error *dxaws_dns_manager_find_zone(dxaws_dns_manager *manager, dxaws_context *context,
                                         const char *name, char **zone_id, char **zone_name)
{
    static const char *const any_address[] = {"192.0.2.1"};
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    if (desired == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_dns_desired_add_record(desired, name, "A", 0, any_address, 1);
    dxaws_error *error = dxaws_dns_manager_get_current(manager, context, desired, &current);
    if (error == NULL) {
        const json_t *zones = dx_state_get(&current->state, DNS_ZONES);
        error = dns_zone_check_writable(json_array_get(zones, 0), name);
    }
    return error ? error : zone_found(current, zone_id, zone_name);
}

dxaws_error *dxaws_dns_desired_plan(const dxaws_dns_desired *desired,
                                    const dxaws_dns_current *current, dxaws_plan **plan)
{
    return dx_plan((const struct dx_state *)desired, (const struct dx_state *)current, plan);
}

dxaws_error *dxaws_dns_manager_plan(dxaws_dns_manager *manager, dxaws_context *context,
                                    const dxaws_dns_desired *desired, dxaws_plan **plan)
{
    return dx_manager_plan(engine(manager), context, (const struct dx_state *)desired, plan);
}

dxaws_error *dxaws_dns_manager_apply(dxaws_dns_manager *manager, dxaws_context *context,
                                     const dxaws_plan *plan, dxaws_dns_result **result)
{
    return dx_manager_apply(engine(manager), context, plan, sizeof **result, result);
}

dxaws_error *dxaws_dns_manager_execute(dxaws_dns_manager *manager, dxaws_context *context,
                                       const dxaws_dns_desired *desired, dxaws_dns_result **result)
{
    return dx_manager_execute(engine(manager), context, (const struct dx_state *)desired,
                              sizeof **result, result);
}

dxaws_error *dxaws_dns_manager_destroy(dxaws_dns_manager *manager, dxaws_context *context,
                                       const dxaws_dns_desired *desired, dxaws_dns_result **result)
{
    return dx_manager_destroy(engine(manager), context, (const struct dx_state *)desired,
                              sizeof **result, result);
}
