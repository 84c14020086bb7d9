/* SPDX-License-Identifier: MIT */
/* Worlds in which something is in a site's way. */
#ifndef DXAWS_WEBSITE_REFUSALS_H
#define DXAWS_WEBSITE_REFUSALS_H

#include "fixture.h"

#define BASE "\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\""

/* A world: what the site is asked to be, after what was arranged, and what is refused. */
struct world {
    const char *name;
    void (*arrange)(struct fixture *fixture);
    const char *more; /* members of the document, after BASE */
    bool destroys;
    const char *module; /* whose error it is */
    const char *code;
    const char *says[2]; /* within what people see first: the thing, and the way on */
    const char *adopt;   /* what may be taken over; NULL: nothing */
    const char *kind;    /* NULL: one of those that ask for a decision */
};

extern const struct world refusal_worlds[];
extern const size_t refusal_world_count;

/* refusals-content.c: the site stands, and nobody may read what is in its bucket; twelve pages are
 * published. */
void content_that_is_denied(struct fixture *fixture);
void content_of_many_pages(struct fixture *fixture);

/* One of them: the site stands, and there is an object in its bucket. */
void world_with_content(struct fixture *fixture);

#endif
