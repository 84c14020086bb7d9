/* SPDX-License-Identifier: MIT */
/* What a run has read of the record sets of a zone, and of hosted zones. */
#ifndef DXAWS_DNS_ZONE_RECORDS_H
#define DXAWS_DNS_ZONE_RECORDS_H

#include <dxaws/extend/cache.h>

#include "service.h"
#include "spans.h"

struct zone_records {
    dxaws_session *session;
    json_t *names; /* each name that was read, and a list of all that stands there */
    struct dns_spans spans;
    size_t pages; /* that are kept whole */
};

/* Of the session's view of a zone. */
dxaws_error *zone_records_enter(dxaws_session *session, dxaws_context *context, const char *zone_id,
                                dxaws_cache_entry **entry);
/* It was written, or is gone. */
void zone_records_forget(dxaws_session *session, dxaws_context *context, const char *zone_id);

/* Whether pages are still kept whole: of a large zone what is wanted is kept alone. */
bool zone_records_keep_pages(const struct zone_records *kept);
/* Whether all that stands at a name is kept; @a key is its key. */
bool zone_records_know(const struct zone_records *kept, const char *name, const uint16_t *key);
/* What stands at a name is that and no more; false without memory. */
bool zone_records_put(struct zone_records *kept, const char *name, json_t *records);

#endif
