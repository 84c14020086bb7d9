/* SPDX-License-Identifier: MIT */
/* What is done with a service's calls: written once, for aws and memory. */
#ifndef DXAWS_ACM_OPERATIONS_H
#define DXAWS_ACM_OPERATIONS_H

#include "service.h"

/* One action; the texts are borrowed from payload and observed state. */
struct action {
    struct operations *on;
    struct acm_target target;
    const json_t *payload;
    const char *arn; /* NULL when neither has one */
    dxaws_acm_current *observed;
};

/* operations.c */
/* ACM's lists lag behind: what this process made or deleted it has to know by itself. */
dxaws_error *operations_remember(const struct action *action, const char *arn, bool made);
dxaws_error *operations_no_arn(const struct action *action);

/* requesting.c */
dxaws_error *operations_request(const struct action *action);

/* tagging.c */
/* Reads the tags again, when the payload says which marks are to be there: STALE when others
 * are. */
dxaws_error *operations_check_marks(const struct action *action);
dxaws_error *operations_put_tags(const struct action *action);
/* Whether @a found is the mark @a written, or what it becomes when it is completed. */
bool operations_is_mark(const char *written, const char *found, const char *arn);

/* reading.c */
bool operations_is_gone(const dxaws_error *error);
bool operations_has_deleted(struct operations *on, const char *arn);
dxaws_error *operations_describe(const struct operations *on, const struct acm_target *target,
                                 const char *arn, bool with_tags, json_t **certificate);
/* Every certificate of a region, whosoever it is. */
dxaws_error *operations_list(struct operations *on, const struct acm_target *target,
                             dxaws_acm_current *current);
/* Every certificate of the name, as candidates, and who needs its record. */
dxaws_error *operations_read(struct operations *on, const struct acm_target *target,
                             const json_t *wanted, dxaws_acm_current *current);

/* sharing.c */
/* The ARNs of those that need the validation record of the name: of @a described, which were read,
 * and of @a all of the region that are there. Before a destroy those of all regions; one that is
 * closed to us is named instead, and those that are there say whose they are. What is observed of
 * it in @a members, a new object, also when there is an error. */
dxaws_error *operations_find_sharers(const struct operations *on, const struct acm_target *target,
                                     const json_t *wanted, const json_t *all,
                                     const json_t *described, json_t **members);

/* finding.c: what carries a mark; of that owner, or with NULL of anybody. */
dxaws_error *operations_find(struct operations *on, dxaws_context *context, const char *owner,
                             dxaws_acm_current *observed);

#endif
