/* SPDX-License-Identifier: MIT */
/* Looking beside a site: what its distribution remembers, and whether what is there carries its
 * tag. */
#ifndef DXAWS_WEBSITE_SEARCH_H
#define DXAWS_WEBSITE_SEARCH_H

#include "former.h"
#include "manager.h"

/* One search. */
struct search {
    dxaws_website_manager *manager;
    dxaws_context *context;
    struct site *site;
    const json_t *distribution; /* as it was observed */
    char *wanted;               /* the ARN of the certificate that stays, or NULL */
    json_t *domains;            /* earlier domains that have certificates of ours */
    json_t *domains_left;       /* those of them that have to wait for a later run */
    json_t *origins;            /* of buckets that are left */
    json_t *zones;              /* ids of those with records of ours that are to be removed */
    json_t *removed;            /* ARNs of certificates to be removed */
    /* The site's own certificate goes too and does not know its validation record yet: one that
     * shares the record takes it along. */
    bool takes_record;
};

/* Whether a bucket that was observed is the site's, as its marks say: a copy of them does not fit.
 */
bool search_is_ours(const struct search *search, const json_t *bucket);
/* The names in one of the tags that remember. */
json_t *search_remembered(const struct search *search, const char *tag);
/* What there is no memory for makes the site out_of_memory; so do the names that remember. */
void search_add(const struct search *search, json_t *list, const char *text);
/* Reads what @a desired, which it takes over, is about; *observed is borrowed from *former. */
dxaws_error *search_look(struct search *search, enum module module, dxaws_document *desired,
                         struct former *former, const json_t **observed);

#endif
