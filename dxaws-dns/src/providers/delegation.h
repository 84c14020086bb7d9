/* SPDX-License-Identifier: MIT */
/* Which of several zones that hold a name the world asks, as far as the account's zones tell. */
#ifndef DXAWS_DNS_DELEGATION_H
#define DXAWS_DNS_DELEGATION_H

#include <dxaws/kit/json.h>

/* A name that is to be read in a zone; false without memory. */
typedef bool (*dns_note_place)(void *self, const char *zone_id, const char *name);

/* Notes where it is said which of the public zones that hold @a names are delegated: nowhere when
 * none of them lies below another one. False without memory. */
bool dns_delegation_places(const json_t *zones, const json_t *names, dns_note_place note,
                           void *self);

/* Says in each public zone below another one that no name servers there lead to it
 * (DNS_UNDELEGATED, the name of the one above), from what was read at those places. Of several
 * zones of one name those that the delegation does not mean go. False without memory. */
bool dns_delegation_judge(json_t *zones, const json_t *names, const json_t *records);

/* Notes where it is seen which of those zones is in use. */
bool dns_delegation_uses(const json_t *zones, const json_t *names, dns_note_place note, void *self);

/* Takes those away that are not delegated and in which nothing stands at the names, or between
 * them and the zone's own, while something does in the zone above: that is the one in use. */
bool dns_delegation_keep(json_t *zones, const json_t *names, const json_t *records);

#endif
