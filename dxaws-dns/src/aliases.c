/* SPDX-License-Identifier: MIT */
/* Aliases that Route53 refuses, whatever stands in the zone. */
#include "records.h"

#include <stdio.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "providers/alias-targets.h"

static dxaws_error *at_member(dxaws_error *error, const char *member)
{
    return dx_at(dx_at(error, member), DNS_ALIAS);
}

dxaws_error *dns_alias_check(const struct dx_schema *schema, const json_t *record)
{
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    const char *zone_id = dx_text(alias, DNS_ALIAS_ZONE);
    const char *target = dx_text(alias, DNS_ALIAS_NAME);
    const char *name = dx_text(record, DNS_NAME);
    const char *type = dx_text(record, DNS_TYPE);
    const struct dns_alias_service *service = dns_alias_service_of(zone_id, target);
    if (service == NULL) {
        return NULL;
    }
    if (strcmp(zone_id, service->zone_id) != 0) {
        return at_member(dx_invalid(schema,
                                    "dns: %s %s: \"alias.zone_id\" is \"%s\"; for names of %s it "
                                    "must be \"%s\"",
                                    name, type, zone_id, service->name, service->zone_id),
                         DNS_ALIAS_ZONE);
    }
    if (target != NULL && !dxaws_dns_name_is_within(target, service->suffix)) {
        return at_member(dx_invalid(schema,
                                    "dns: %s %s: \"alias.dns_name\" is \"%s\"; %s's, whose zone_id "
                                    "this is, are such as \"%s\"",
                                    name, type, target, service->name, service->example),
                         DNS_ALIAS_NAME);
    }
    if (!dns_alias_fits_type(service, type)) {
        return dx_at(dx_invalid(schema, "dns: %s %s: an alias to %s is of type A%s", name, type,
                                service->name, service->https ? ", AAAA or HTTPS" : " or AAAA"),
                     DNS_TYPE);
    }
    return service->health || !json_is_true(json_object_get(alias, DNS_ALIAS_HEALTH))
               ? NULL
               : at_member(dx_invalid(schema,
                                      "dns: %s %s: \"alias.%s\" must be false: %s has no health to "
                                      "evaluate",
                                      name, type, DNS_ALIAS_HEALTH, service->name),
                           DNS_ALIAS_HEALTH);
}

static dxaws_error *refuse_member(const struct dx_schema *schema, const json_t *record,
                                  const char *member, const char *right)
{
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    return dx_invalid(schema, "dns: %s %s: \"alias.%s\" is \"%s\"; %s", dx_text(record, DNS_NAME),
                      dx_text(record, DNS_TYPE), member, dx_text(alias, member), right);
}

dxaws_error *dns_alias_check_in(const struct dx_schema *schema, const json_t *zone,
                                const json_t *record)
{
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    const char *zone_id = dx_text(alias, DNS_ALIAS_ZONE);
    const char *target = dx_text(alias, DNS_ALIAS_NAME);
    const char *type = dx_text(record, DNS_TYPE);
    const char *own_id = dx_text(zone, "id");
    if (zone_id == NULL || own_id == NULL) {
        return NULL;
    }
    const struct dns_alias_service *service = dns_alias_service_of(zone_id, NULL);
    bool own = strcmp(zone_id, own_id) == 0;
    bool within = target != NULL && dxaws_dns_name_is_within(target, dx_text(zone, "name"));
    char right[400];
    if (own && target != NULL && !within) {
        snprintf(right, sizeof right, "zone_id is that of %.255s, which does not hold this name",
                 dx_text(zone, "name"));
        return refuse_member(schema, record, DNS_ALIAS_NAME, right);
    }
    if (!own && (within || !dns_alias_fits_type(service, type))) {
        snprintf(right, sizeof right, "%s leads to a record of its own zone, whose id is \"%s\"%s",
                 within ? "an alias to this name" : "an alias of this type", own_id,
                 within ? "" : "; to a service it is of type A, AAAA or HTTPS");
        return refuse_member(schema, record, DNS_ALIAS_ZONE, right);
    }
    return service != NULL && service->public && json_is_true(json_object_get(zone, "private"))
               ? refuse_member(schema, record, DNS_ALIAS_NAME,
                               "an alias to CloudFront stands in a public zone, and this one is "
                               "private")
               : NULL;
}
