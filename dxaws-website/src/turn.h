/* SPDX-License-Identifier: MIT */
/* The turn of one step in a run: as a whole, or one action of it. */
#ifndef DXAWS_WEBSITE_TURN_H
#define DXAWS_WEBSITE_TURN_H

#include <pthread.h>

#include "manager.h"
#include "parts.h"

/* A plan being performed. */
struct run {
    dxaws_website_manager *manager;
    dxaws_context *context; /* its own, with which its writes are noted */
    const dxaws_plan *plan;
    const dxaws_apply_options *options; /* what was given besides those of the plan, or NULL */
    bool whole;                         /* each step to its end, else one action of it */
    struct site site;                   /* learns */
    pthread_mutex_t lock;               /* of the site */
};

/* One step of it. */
struct turn {
    struct run *run;
    struct part part;
    const char *stop_after; /* the module's kind of action where it ends, or NULL */
    bool waits;             /* what it did was to look, and what it waits for is not there yet */
};

/* Performs it, and learns from it; what is left of it is in the site's progress. */
dxaws_error *turn_take(struct turn *turn, dxaws_context *context);
bool turn_is_done(const struct turn *turn);

#endif
