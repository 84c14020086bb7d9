/* SPDX-License-Identifier: MIT */
/* The ARNs that a permission's templates stand for: "arn:aws:s3:::{name}/{prefix}*". */
#ifndef DXAWS_CLI_PLAN_FORMS_ARN_H
#define DXAWS_CLI_PLAN_FORMS_ARN_H

#include <jansson.h>
#include <stdbool.h>

/* Where the names of a template are looked up, in this order. */
struct arn_scope {
    const json_t *own;    /* what was observed of the resource */
    const json_t *wanted; /* and is wanted of it; may be NULL */
    const json_t *like;   /* what was observed of one that is read in the same way, or NULL */
    /* The whole plan's, observed and desired, in whose members names such as "zones.id" are. */
    const json_t *wholes[2];
    const char *account; /* NULL: any */
};

/* The value of that name, borrowed: a list of one member of its items for "zones.id". NULL when it
 * is not there, or is nothing. */
const json_t *arn_member(const struct arn_scope *scope, const char *name);

/* Whether something is of that name, or is wanted of a part of the site. */
bool arn_is_said(const struct arn_scope *scope, const char *name);

/* The ARNs of the first of @a templates whose names are all known, else ["*"]; a new reference.
 * NULL without memory. */
json_t *arn_resources(const json_t *templates, const struct arn_scope *scope);

#endif
