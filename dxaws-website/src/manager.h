/* SPDX-License-Identifier: MIT */
/* The manager's inside. */
#ifndef DXAWS_WEBSITE_MANAGER_H
#define DXAWS_WEBSITE_MANAGER_H

#include <stdatomic.h>

#include "steps.h"

struct dxaws_website_manager {
    atomic_int references;
    dxaws_manager *of[MODULE_COUNT]; /* the four managers */
};

struct dxaws_website_manager_options {
    dxaws_manager *of[MODULE_COUNT]; /* NULL where none was set */
};

/* Reads what @a desired, which may be NULL without memory, is about. */
dxaws_error *manager_read(dxaws_website_manager *manager, enum module module,
                          dxaws_context *context, const dxaws_document *desired,
                          dxaws_document **current);

/* Reads what the site's modules observe, all at once; @a without_zone: what cannot be read for
 * want of a hosted zone is left out. */
dxaws_error *read_site(dxaws_website_manager *manager, dxaws_context *context, struct site *site,
                       bool without_zone);

/* Performs a plan's steps, wave by wave; @a site holds what was observed and learns. */
dxaws_error *apply_steps_of(dxaws_website_manager *manager, dxaws_context *context,
                            const dxaws_plan *plan, struct site *site);

/* REFUSED when the distribution would lose a name that DNS still points at it. */
dxaws_error *check_lost_aliases(dxaws_website_manager *manager, dxaws_context *context,
                                struct site *site);

#endif
