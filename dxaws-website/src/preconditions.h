/* SPDX-License-Identifier: MIT */
/* What must hold before the first write, so that no step fails for what a read could have told. */
#ifndef DXAWS_WEBSITE_PRECONDITIONS_H
#define DXAWS_WEBSITE_PRECONDITIONS_H

#include "steps.h"

struct precondition {
    const char *step; /* the one that would fail */
    bool present;     /* of a site to be made, or of one that goes */
    const char *what; /* what must hold */
    const char *read; /* the request that answers it, SERVICE:OPERATION; NULL: a folder does */
    /* Who refuses, and the code: the module's own plan says it, or what stands here. */
    enum module module; /* MODULE_COUNT: the website */
    const char *code;
    dxaws_error *(*check)(const struct site *site); /* NULL: the module's plan does */
};

const struct precondition *preconditions_of(size_t *count);

/* Those that the website answers itself; before any module plans. */
dxaws_error *check_preconditions(const struct site *site);

#endif
