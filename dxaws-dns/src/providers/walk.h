/* SPDX-License-Identifier: MIT */
/* The names of a zone that are wanted, in the order of its list, and what pages of it say of them.
 */
#ifndef DXAWS_DNS_WALK_H
#define DXAWS_DNS_WALK_H

#include "aws-shapes.h"
#include "zone-records.h"

/* So few are asked for at once, each by itself. */
enum { FEW = 3 };

struct wanted {
    const char *name;
    uint16_t *key;
    bool answered;
};

/* A zone of which names are wanted. */
struct walk {
    const char *zone_id;
    struct wanted *wanted; /* in the order of the list */
    size_t count;
    json_t *places; /* where in that order a name is */
    dxaws_cache_entry *entry;
    struct zone_records *kept; /* its value */
};

/* A page that was read. */
struct page {
    size_t first;         /* the wanted name that it begins at */
    bool goes_on;         /* with that name, of which a page before had the beginning */
    const uint16_t *next; /* where the list goes on; NULL at its end */
    json_t *records;
};

/* The walks to places, one a zone; false without memory. */
bool walks_new(const struct dns_place *places, size_t count, struct walk **walks,
               size_t *walk_count);
void walks_free(struct walk *walks, size_t count);

/* Its entry was entered: what was read before need not be asked for. */
void walk_open(struct walk *walk);
/* Keeps what a page says of its part of the list; false without memory. */
bool walk_keep(struct walk *walk, const struct page *page);
/* Whether what was read is for others, too. */
bool walk_is_kept(const struct walk *walk);
/* Appends what stands at the wanted names; false without memory. */
bool walk_collect(struct walk *walk, json_t *records);

#endif
