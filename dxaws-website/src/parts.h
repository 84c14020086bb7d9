/* SPDX-License-Identifier: MIT */
/* The steps of a site and of the sites inside it, as one list: what is performed at the same time
 * is decided by waves alone, whosever step it is. */
#ifndef DXAWS_WEBSITE_PARTS_H
#define DXAWS_WEBSITE_PARTS_H

#include "steps.h"

/* One step of one of them. */
struct part {
    struct site *site;
    const struct step *step;
    size_t place; /* of the step in its table, and in the progress of its site */
    size_t whose; /* 0: the site itself; else the one inside at whose - 1 */
};

/* All, wave after wave, for free(); NULL without memory. */
struct part *parts_of(const struct site *site, size_t *count);

/* "distribution"; of a site inside "distribution/HOST". */
enum { PART_NAME_SIZE = 128 };
void part_name(const struct part *part, char name[PART_NAME_SIZE]);
/* The one of that name, which may be NULL, among them; NULL for none. */
const struct part *part_named(const struct part *parts, size_t count, const char *name);

static inline bool *part_done(const struct part *part)
{
    return &part->site->progress.done[part->place];
}

static inline dxaws_plan **part_under_way(const struct part *part)
{
    return &part->site->progress.under_way[part->place];
}

/* The site itself for 0, then those inside; NULL past the end. */
struct site *site_at(const struct site *site, size_t whose);

#endif
