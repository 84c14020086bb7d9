/* SPDX-License-Identifier: MIT */
/* What stands in the zones, found by name. */
#ifndef DXAWS_DNS_STANDING_H
#define DXAWS_DNS_STANDING_H

#include "records.h"

/* An observed record set; the texts are borrowed from it. */
struct standing_record {
    const char *name;
    const char *type;
    const json_t *record;
    size_t index; /* where it was observed: keeps the order of equal ones */
};

/* Sorted by name and type, as what is wanted is: planning is one walk along both. */
struct standing {
    struct standing_record *records;
    size_t count;
    size_t next;         /* all before it have names before the one that is looked for */
    json_t *delegations; /* lists of NS record sets by name */
};

/* False without memory; cleared in both cases. */
bool standing_init(struct standing *standing, const json_t *records);
void standing_clear(struct standing *standing);

/* Those at a name, in whatever zone; *count of them. Names are to be asked for in their order. */
const struct standing_record *standing_at(struct standing *standing, const char *name,
                                          size_t *count);

/* True when the record set stands in that zone; one that does not say so may. */
bool standing_is_in(const json_t *record, const json_t *zone);

/* The NS record set that delegates the name of @a record away within the zone, or NULL: the zone's
 * own does not, nor what belongs to the delegation itself. */
const json_t *standing_delegation(const struct standing *standing, const json_t *zone,
                                  const json_t *record);

#endif
