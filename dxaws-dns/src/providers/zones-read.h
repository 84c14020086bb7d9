/* SPDX-License-Identifier: MIT */
/* What a run has read of the list of hosted zones: an entry of its cache. */
#ifndef DXAWS_DNS_ZONES_READ_H
#define DXAWS_DNS_ZONES_READ_H

#include <dxaws/extend/cache.h>

#include "service.h"
#include "spans.h"

struct zones_read {
    dxaws_session *session;
    json_t *zones;
    json_t *found;          /* their ids */
    struct dns_spans spans; /* what is not among them and lies within one is not there */
};

/* Of the session's view. */
dxaws_error *zones_read_enter(dxaws_session *session, dxaws_context *context,
                              dxaws_cache_entry **entry);
/* One of them is not as it was read. */
void zones_read_forget(dxaws_session *session, dxaws_context *context);

#endif
