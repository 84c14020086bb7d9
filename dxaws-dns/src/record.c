/* SPDX-License-Identifier: MIT */
/* The small values: record sets, zones and changes, each a JSON object. */
#include "schema.h"

#include <dxaws/kit/accessors.h>

static const char *const status_words[] = {
    [DXAWS_DNS_STATUS_OTHER] = "OTHER",
    [DXAWS_DNS_STATUS_PENDING] = "PENDING",
    [DXAWS_DNS_STATUS_INSYNC] = "INSYNC",
};
const struct dx_words dns_status_words = {status_words, sizeof status_words / sizeof *status_words,
                                          DXAWS_DNS_STATUS_OTHER};

const char *dxaws_dns_status_name(dxaws_dns_status status)
{
    return dx_word_name(&dns_status_words, (int)status);
}

dxaws_dns_status dxaws_dns_status_from_name(const char *name)
{
    return (dxaws_dns_status)dx_word_find(&dns_status_words, name);
}

/* Record sets */

DX_ITEM_LIFE(dxaws_dns_record)
DX_ITEM_TEXT(dxaws_dns_record, name, NULL, DNS_NAME)
DX_ITEM_TEXT(dxaws_dns_record, type, NULL, DNS_TYPE)
DX_ITEM_TEXT(dxaws_dns_record, alias_zone_id, DNS_ALIAS, DNS_ALIAS_ZONE)
DX_ITEM_TEXT(dxaws_dns_record, alias_dns_name, DNS_ALIAS, DNS_ALIAS_NAME)
DX_ITEM_TEXT(dxaws_dns_record, zone_id, NULL, DNS_ZONE_ID)
DX_ITEM_TEXT(dxaws_dns_record, routing_identifier, NULL, DNS_ROUTING_IDENTIFIER)
DX_ITEM_TEXT(dxaws_dns_record, traffic_policy, NULL, DNS_TRAFFIC_POLICY)
DX_ITEM_INTEGER(dxaws_dns_record, ttl_s, DNS_TTL)

void dxaws_dns_record_add_value(dxaws_dns_record *record, const char *value)
{
    dx_item_add_text((json_t *)record, DNS_VALUES, value);
}

void dxaws_dns_record_clear_values(dxaws_dns_record *record)
{
    dx_item_set_text((json_t *)record, NULL, DNS_VALUES, NULL);
}

size_t dxaws_dns_record_value_count(const dxaws_dns_record *record)
{
    return json_array_size(dx_item_get((const json_t *)record, NULL, DNS_VALUES));
}

const char *dxaws_dns_record_value_at(const dxaws_dns_record *record, size_t index)
{
    return json_string_value(
        json_array_get(dx_item_get((const json_t *)record, NULL, DNS_VALUES), index));
}

bool dxaws_dns_record_is_alias(const dxaws_dns_record *record)
{
    return dx_item_get((const json_t *)record, NULL, DNS_ALIAS) != NULL;
}

void dxaws_dns_record_set_evaluate_target_health(dxaws_dns_record *record, bool evaluate)
{
    dx_item_set_value((json_t *)record, DNS_ALIAS, DNS_ALIAS_HEALTH, json_boolean(evaluate));
}

bool dxaws_dns_record_evaluate_target_health(const dxaws_dns_record *record)
{
    return json_is_true(dx_item_get((const json_t *)record, DNS_ALIAS, DNS_ALIAS_HEALTH));
}

/* Zones */

DX_ITEM_LIFE(dxaws_dns_zone)
DX_ITEM_TEXT(dxaws_dns_zone, id, NULL, "id")
DX_ITEM_TEXT(dxaws_dns_zone, name, NULL, "name")
DX_ITEM_TEXT(dxaws_dns_zone, linked_service, NULL, DNS_LINKED_SERVICE)
DX_ITEM_TEXT(dxaws_dns_zone, undelegated, NULL, DNS_UNDELEGATED)

/* Changes */

const char *dxaws_dns_change_id(const dxaws_dns_change *change)
{
    return json_string_value(dx_item_get((const json_t *)change, NULL, "id"));
}

dxaws_dns_status dxaws_dns_change_status(const dxaws_dns_change *change)
{
    return dxaws_dns_status_from_name(
        json_string_value(dx_item_get((const json_t *)change, NULL, DNS_STATUS)));
}
