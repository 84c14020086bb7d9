/* SPDX-License-Identifier: MIT */
/* What the steps of a site are tried with: chains of them, and what others do in between. */
#ifndef DXAWS_WEBSITE_HAZARDS_H
#define DXAWS_WEBSITE_HAZARDS_H

#include "fixture.h"

/* A plan of a site, and how it comes to be made. */
struct chain {
    const char *name;
    void (*prepare)(struct fixture *fixture);
    bool destroys;
    const char *off_the_air; /* the name that this takes off the air, where it is another one */
    size_t left;             /* buckets that it leaves where they are */
};

/* What others do right before an action of a step. */
struct moved {
    size_t chain;
    const char *step;
    const char *kind; /* of the step, right before which others act */
    void (*act)(struct fixture *fixture);
};

extern const struct chain hazard_chains[];
extern const size_t hazard_chain_count;
extern const struct moved hazard_moves[];
extern const size_t hazard_move_count;

#endif
