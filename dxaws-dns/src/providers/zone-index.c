/* SPDX-License-Identifier: MIT */
/* Zones by name. */
#include "zone-index.h"

#include <string.h>

#include "members.h"
#include "order.h"

json_t *dns_zones_index(const json_t *zones)
{
    json_t *index = json_object();
    bool whole = true;
    size_t place;
    json_t *zone;
    json_array_foreach((json_t *)(uintptr_t)zones, place, zone) {
        const char *name = dx_text(zone, "name");
        json_t *same = json_object_get(index, name);
        if (same == NULL) {
            same = dx_put_child(&whole, index, name, json_array());
        }
        dx_append(&whole, same, json_incref(zone));
    }
    return dx_whole(whole, index);
}

static bool is_type(const char *type, const char *other)
{
    return type != NULL && strcmp(type, other) == 0;
}

const json_t *dns_zones_of(const json_t *index, const char *name, const char *type)
{
    bool delegates = is_type(type, "NS") || is_type(type, "DS");
    const json_t *own = delegates ? json_object_get(index, name) : NULL;
    const char *above = delegates ? dns_name_parent(name) : name;
    for (; above != NULL; above = dns_name_parent(above)) {
        const json_t *zones = json_object_get(index, above);
        if (zones != NULL) {
            return zones;
        }
    }
    return is_type(type, "NS") ? own : NULL;
}

const json_t *dns_zone_of(const json_t *index, const char *name, const char *type)
{
    return json_array_get(dns_zones_of(index, name, type), 0);
}

bool dns_is_zones_own(const char *zone_name, const json_t *record)
{
    const char *type = dx_text(record, DNS_TYPE);
    const char *name = dx_text(record, DNS_NAME);
    return (is_type(type, "NS") || is_type(type, "SOA")) && zone_name != NULL && name != NULL &&
           strcmp(name, zone_name) == 0;
}
