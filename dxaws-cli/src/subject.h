/* SPDX-License-Identifier: MIT */
/* What plan, apply, show and destroy work on: a site, or one module's section. The flow of each
 * verb is the same for all of them. */
#ifndef DXAWS_CLI_SUBJECT_H
#define DXAWS_CLI_SUBJECT_H

#include "managers.h"
#include "run.h"

/* How to work on one kind of thing. Documents are JSON texts; those given back are the caller's
 * to free(). */
struct subject_ops {
    const char *name; /* "s3" */
    /* Checks a desired document, offline. */
    dxaws_error *(*check)(const char *desired);
    dxaws_error *(*show)(const struct managers *managers, dxaws_context *context,
                         const char *desired, char **current);
    dxaws_error *(*plan)(const struct managers *managers, dxaws_context *context,
                         const char *desired, dxaws_plan **plan);
    dxaws_error *(*apply)(const struct managers *managers, dxaws_context *context,
                          const dxaws_plan *plan, char **result);
};

/* A desired document and what it is called. */
struct subject {
    const struct subject_ops *ops;
    const char *name;
    const char *desired; /* JSON */
};

extern const struct subject_ops site_ops;
extern const struct subject_ops *const section_ops[]; /* ends with NULL */

/* Runs the command's verb. The adapters must be open. */
dxaws_error *subject_run(struct run *run, const struct subject *subject);

#endif
