/* SPDX-License-Identifier: MIT */
/* An edge that keeps all it ever fetched until it is told to forget it, with visitors who ask for
 * all there is after each call. */
#ifndef DXAWS_WEBSITE_EDGE_H
#define DXAWS_WEBSITE_EDGE_H

#include "fixture.h"

struct edge {
    struct fixture *fixture;
    json_t *copies; /* digests of what was fetched, by path */
    unsigned invalidations;
    bool serves;                  /* a run came to its end: from then on all visitors are let in */
    unsigned turned_away;         /* visits since that the bucket's policy did not allow */
    dxaws_apply_options *options; /* one call after the other, since visitors come between them */
};

/* A fixture with an edge before it. */
void open_edge(struct edge *edge, struct fixture *fixture);
void close_edge(struct edge *edge);
/* Fails unless what a visitor sees is what the bucket has, which is what the site wants. */
void require_right(struct edge *edge, const char *wanted, const char *what, long long at);

#endif
