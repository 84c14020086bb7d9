/* SPDX-License-Identifier: MIT */
/* What stands in the zones. */
#include "standing.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "providers/order.h"

static int compare(const void *left, const void *right)
{
    const struct standing_record *l = left;
    const struct standing_record *r = right;
    int order = strcmp(l->name, r->name);
    order = order ? order : strcmp(l->type, r->type);
    return order ? order : (l->index > r->index) - (l->index < r->index);
}

static bool note_delegation(struct standing *standing, const char *name, json_t *record)
{
    bool whole = true;
    json_t *same = json_object_get(standing->delegations, name);
    if (same == NULL) {
        same = dx_put_child(&whole, standing->delegations, name, json_array());
    }
    dx_append(&whole, same, json_incref(record));
    return whole;
}

bool standing_init(struct standing *standing, const json_t *records)
{
    size_t index;
    json_t *record;
    bool whole = true;
    bool sorted = true;
    *standing = (struct standing){
        .records = calloc(json_array_size(records) + 1, sizeof *standing->records),
        .delegations = json_object()};
    if (standing->records == NULL || standing->delegations == NULL) {
        return false;
    }
    json_array_foreach((json_t *)(uintptr_t)records, index, record) {
        struct standing_record *last = &standing->records[standing->count];
        *last = (struct standing_record){dx_text(record, DNS_NAME), dx_text(record, DNS_TYPE),
                                         record, index};
        if (strcmp(last->type, "NS") == 0) {
            whole = note_delegation(standing, last->name, record) && whole;
        }
        sorted = sorted && (standing->count == 0 || compare(last - 1, last) < 0);
        standing->count++;
    }
    if (!sorted) {
        qsort(standing->records, standing->count, sizeof *standing->records, compare);
    }
    return whole;
}

void standing_clear(struct standing *standing)
{
    free(standing->records);
    json_decref(standing->delegations);
    *standing = (struct standing){0};
}

const struct standing_record *standing_at(struct standing *standing, const char *name,
                                          size_t *count)
{
    while (standing->next < standing->count &&
           strcmp(standing->records[standing->next].name, name) < 0) {
        standing->next++;
    }
    size_t end = standing->next;
    while (end < standing->count && strcmp(standing->records[end].name, name) == 0) {
        end++;
    }
    *count = end - standing->next;
    return &standing->records[standing->next];
}

bool standing_is_in(const json_t *record, const json_t *zone)
{
    const char *id = dx_text(record, DNS_ZONE_ID);
    return id == NULL || zone == NULL || strcmp(id, dx_text(zone, "id")) == 0;
}

/* Addresses of the name servers that a delegation leads to stand beside it, as glue. */
static bool is_glue(const json_t *servers, const json_t *record)
{
    const char *type = dx_text(record, DNS_TYPE);
    bool address = strcmp(type, "A") == 0 || strcmp(type, "AAAA") == 0;
    return address && dx_has_text(json_object_get(servers, DNS_VALUES), dx_text(record, DNS_NAME));
}

static bool belongs_to_delegation(const json_t *servers, const json_t *record)
{
    const char *type = dx_text(record, DNS_TYPE);
    bool here = strcmp(dx_text(servers, DNS_NAME), dx_text(record, DNS_NAME)) == 0;
    return (here && (strcmp(type, "NS") == 0 || strcmp(type, "DS") == 0)) ||
           is_glue(servers, record);
}

const json_t *standing_delegation(const struct standing *standing, const json_t *zone,
                                  const json_t *record)
{
    const char *apex = dx_text(zone, "name");
    for (const char *at = dx_text(record, DNS_NAME);
         at != NULL && strlen(at) > strlen(apex) && dxaws_dns_name_is_within(at, apex);
         at = dns_name_parent(at)) {
        size_t index;
        json_t *servers;
        json_array_foreach(json_object_get(standing->delegations, at), index, servers) {
            if (standing_is_in(servers, zone) && !belongs_to_delegation(servers, record)) {
                return servers;
            }
        }
    }
    return NULL;
}
