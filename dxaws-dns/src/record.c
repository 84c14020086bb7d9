/* SPDX-License-Identifier: MIT */
/* Typed accessors of a record set: a dxaws_dns_record is a JSON object. */
#include "schema.h"

static const json_t *document_of(const dxaws_dns_record *record)
{
    return (const json_t *)record;
}

const char *dxaws_dns_record_name(const dxaws_dns_record *record)
{
    return dx_text(document_of(record), DNS_NAME);
}

const char *dxaws_dns_record_type(const dxaws_dns_record *record)
{
    return dx_text(document_of(record), DNS_TYPE);
}

int64_t dxaws_dns_record_ttl(const dxaws_dns_record *record)
{
    return json_integer_value(json_object_get(document_of(record), DNS_TTL));
}

size_t dxaws_dns_record_value_count(const dxaws_dns_record *record)
{
    return json_array_size(json_object_get(document_of(record), DNS_VALUES));
}

const char *dxaws_dns_record_value_at(const dxaws_dns_record *record, size_t index)
{
    return json_string_value(
        json_array_get(json_object_get(document_of(record), DNS_VALUES), index));
}

bool dxaws_dns_record_alias(const dxaws_dns_record *record, const char **zone_id,
                            const char **dns_name)
{
    const json_t *alias = json_object_get(document_of(record), DNS_ALIAS);
    if (alias == NULL) {
        return false;
    }
    if (zone_id != NULL) {
        *zone_id = dx_text(alias, DNS_ALIAS_ZONE);
    }
    if (dns_name != NULL) {
        *dns_name = dx_text(alias, DNS_ALIAS_NAME);
    }
    return true;
}

const char *dxaws_dns_record_set_identifier(const dxaws_dns_record *record)
{
    return dx_text(document_of(record), DNS_SET_IDENTIFIER);
}
