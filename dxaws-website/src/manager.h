/* SPDX-License-Identifier: MIT */
/* The manager's inside. */
#ifndef DXAWS_WEBSITE_MANAGER_H
#define DXAWS_WEBSITE_MANAGER_H

#include <stdatomic.h>

#include "steps.h"

struct dxaws_website_manager {
    atomic_int references;
    dxaws_manager *of[MODULE_COUNT]; /* NULL where one that is optional was not given */
};

struct dxaws_website_manager_options {
    dxaws_manager *of[MODULE_COUNT]; /* NULL where none was set */
};

/* INVALID_ARGUMENT, code MissingManager, unless there is one of each module that the site uses. */
dxaws_error *manager_check(const dxaws_website_manager *manager, const struct site *site);

/* Reads what @a desired, which may be NULL without memory, is about. */
dxaws_error *manager_read(dxaws_website_manager *manager, enum module module,
                          dxaws_context *context, const dxaws_document *desired,
                          dxaws_document **current);

/* Reads what the site's modules observe, all at once. What cannot be read for want of a hosted zone
 * is left out: what is planned from that says so. */
dxaws_error *read_site(dxaws_website_manager *manager, dxaws_context *context, struct site *site);

/* Performs a plan; @a rest and @a result may be NULL. */
dxaws_error *site_apply(dxaws_website_manager *manager, dxaws_context *context,
                        const dxaws_plan *plan, const dxaws_apply_options *options,
                        dxaws_plan **rest, dxaws_website_result **result);
/* Performs the next action of each step of its first wave. */
dxaws_error *site_step(dxaws_website_manager *manager, dxaws_context *context,
                       const dxaws_plan *plan, const dxaws_apply_options *options,
                       dxaws_plan **rest);

/* Of a Desired: checked and normalised. @a site is to be cleared in any case. */
dxaws_error *site_open(const struct dx_state *desired, struct site *site);

/* What the functions over documents and the typed ones do. */
dxaws_error *site_check(const struct dx_state *desired);
dxaws_error *site_read(dxaws_website_manager *manager, dxaws_context *context,
                       const struct dx_state *desired, struct dxaws_website_current *current);
dxaws_error *site_plan_from(const struct dx_state *desired,
                            const struct dxaws_website_current *current,
                            const dxaws_apply_options *options, dxaws_plan **plan);

/* Reads what stands at the names that the distribution would lose. */
dxaws_error *read_leaving(dxaws_website_manager *manager, dxaws_context *context,
                          struct site *site);

#endif
