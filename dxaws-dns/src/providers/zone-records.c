/* SPDX-License-Identifier: MIT */
/* What a run has read of a zone's record sets: an entry of its cache. */
#include "zone-records.h"

#include <stdio.h>
#include <stdlib.h>

#include <dxaws/extend/dns.h>

/* 1,200 record sets of a zone, of which a page has 300. */
enum { PAGES_KEPT_WHOLE = 4 };

static void *make(void *owner)
{
    struct zone_records *kept = calloc(1, sizeof *kept);
    json_t *names = json_object();
    if (kept == NULL || names == NULL) {
        free(kept);
        json_decref(names);
        return NULL;
    }
    *kept = (struct zone_records){.session = dxaws_session_ref(owner), .names = names};
    return kept;
}

static void destroy(void *value)
{
    struct zone_records *kept = value;
    dns_spans_clear(&kept->spans);
    json_decref(kept->names);
    dxaws_session_unref(kept->session);
    free(kept);
}

enum { KEY_SIZE = 80 }; /* ids of zones have at most 32 characters */

static void write_key(char key[KEY_SIZE], const char *zone_id)
{
    snprintf(key, KEY_SIZE, "dns.records.%s", zone_id);
}

dxaws_error *zone_records_enter(dxaws_session *session, dxaws_context *context, const char *zone_id,
                                dxaws_cache_entry **entry)
{
    static const dxaws_cache_ops ops = {.size = sizeof ops, .make = make, .destroy = destroy};
    char key[KEY_SIZE];
    write_key(key, zone_id);
    return dxaws_cache_take(context, session, key, &ops, entry);
}

void zone_records_forget(dxaws_session *session, dxaws_context *context, const char *zone_id)
{
    char key[KEY_SIZE];
    write_key(key, zone_id);
    dxaws_cache_remove(context, session, key);
}

bool zone_records_keep_pages(const struct zone_records *kept)
{
    return kept->pages < PAGES_KEPT_WHOLE;
}

bool zone_records_know(const struct zone_records *kept, const char *name, const uint16_t *key)
{
    return json_object_get(kept->names, name) != NULL || dns_spans_hold(&kept->spans, key);
}

bool zone_records_put(struct zone_records *kept, const char *name, json_t *records)
{
    bool whole = true;
    dx_put(&whole, kept->names, name, json_incref(records));
    return whole;
}
