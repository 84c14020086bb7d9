/* SPDX-License-Identifier: MIT */
/* What the provider's operations are made of. */
#ifndef DXAWS_S3_OPERATIONS_H
#define DXAWS_S3_OPERATIONS_H

#include "service.h"

/* One action. */
struct action {
    const struct operations *on;
    dxaws_context *context;
    const dxaws_action *performed;
    const json_t *payload;
    struct s3_bucket bucket;
    dxaws_s3_current *observed;
};

/* patience.c: a write of a value or a part, and a look at parts, again and again while S3 has not
 * caught up with itself. */
dxaws_error *operations_send(const struct action *action, s3_write *write, const json_t *value);
dxaws_error *operations_put(const struct action *action, enum s3_part part, const json_t *value);
dxaws_error *operations_ask(const struct action *action, unsigned parts, json_t **found);

/* Says in this module's words what @a refusal means and what to do. */
dxaws_error *operations_explain(dxaws_error *refusal, dxaws_error_kind kind, const char *code,
                                const char *bucket, const char *text);
/* Writes what @a after says of the tags (NULL: nothing), or gives up what was found wrong; takes
 * all over. */
dxaws_error *operations_finish_tags(const struct action *action, dxaws_error *error, json_t *found,
                                    json_t *after);

/* finding.c */
dxaws_error *operations_find(const struct operations *on, dxaws_context *context,
                             const json_t *payload, dxaws_s3_current *observed);

/* Whether the bucket is still the one that was planned for: S3 has no condition for it. */
dxaws_error *operations_check(const struct action *action);

/* emptying.c */
dxaws_error *operations_empty(const struct action *action);
/* creating.c */
dxaws_error *operations_create(const struct action *action);

#endif
