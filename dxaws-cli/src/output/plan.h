/* SPDX-License-Identifier: MIT */
/* Plans for people. */
#ifndef DXAWS_CLI_OUTPUT_PLAN_H
#define DXAWS_CLI_OUTPUT_PLAN_H

#include <stdint.h>
#include <stdio.h>

#include <dxaws/plan.h>

/* How a plan is printed. */
struct plan_style {
    bool colors;
    bool verbose;        /* every change, however many */
    bool drift;          /* what differs, rather than what is to be done */
    bool removes;        /* what is planned takes it away, or lets it go */
    int64_t expected_s;  /* of all; 0: its actions follow one another */
    const char *subject; /* what there is nothing to do for */
};

/* One line an action, with its changes; then how many, and how long they will take. */
void plan_print(FILE *stream, const dxaws_plan *plan, const struct plan_style *style);

/* The module and the rest of a kind: "s3.PUT_TAGS", or "PUT_TAGS" of a plan of that module. */
struct kind_name {
    char module[24];
    const char *kind;
};
void kind_split(const char *kind, const char *default_module, struct kind_name *name);

#endif
