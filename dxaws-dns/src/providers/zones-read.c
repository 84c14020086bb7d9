/* SPDX-License-Identifier: MIT */
/* What a run has read of the list of hosted zones. */
#include "zones-read.h"

#include <stdlib.h>

#define KEY "dns.zones"

static void destroy(void *value)
{
    struct zones_read *kept = value;
    dns_spans_clear(&kept->spans);
    json_decref(kept->zones);
    json_decref(kept->found);
    dxaws_session_unref(kept->session);
    free(kept);
}

static void *make(void *owner)
{
    struct zones_read *kept = calloc(1, sizeof *kept);
    if (kept == NULL) {
        return NULL;
    }
    *kept = (struct zones_read){
        .session = dxaws_session_ref(owner), .zones = json_array(), .found = json_object()};
    if (kept->zones == NULL || kept->found == NULL) {
        destroy(kept);
        return NULL;
    }
    return kept;
}

dxaws_error *zones_read_enter(dxaws_session *session, dxaws_context *context,
                              dxaws_cache_entry **entry)
{
    static const dxaws_cache_ops ops = {.size = sizeof ops, .make = make, .destroy = destroy};
    return dxaws_cache_take(context, session, KEY, &ops, entry);
}

void zones_read_forget(dxaws_session *session, dxaws_context *context)
{
    dxaws_cache_remove(context, session, KEY);
}
