/* SPDX-License-Identifier: MIT */
/* ACM's JSON, in and out. What is missing, of a wrong type or cut off is a PROTOCOL error, never
 * an empty answer. */
#ifndef DXAWS_ACM_AWS_SHAPES_H
#define DXAWS_ACM_AWS_SHAPES_H

#include "certificates.h"

/* Request bodies: new references, NULL without memory. */
json_t *shapes_list(const char *next_token);
json_t *shapes_request(const json_t *payload, const char *token);
json_t *shapes_arn(const char *arn);
json_t *shapes_tags(const char *arn, const json_t *tags);

/* An answer's body. */
struct shapes_answer {
    const char *operation;
    const char *body;
    size_t size;
    int64_t now_ms; /* to tell what expires soon */
};

/* Appends to @a certificates; *next_token is NULL at the end, else release with free(). */
dxaws_error *shapes_parse_list(const struct shapes_answer *answer, json_t *certificates,
                               char **next_token);
dxaws_error *shapes_parse_certificate(const struct shapes_answer *answer, json_t **certificate);
/* All of them, AWS's own "aws:" ones too. */
dxaws_error *shapes_parse_tags(const struct shapes_answer *answer, json_t **tags);
/* Release with free(). */
dxaws_error *shapes_parse_arn(const struct shapes_answer *answer, char **arn);

#endif
