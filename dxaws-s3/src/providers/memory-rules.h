/* SPDX-License-Identifier: MIT */
/* What the simulated S3 refuses of what a bucket is to be, and what it makes of the rest. Pure. */
#ifndef DXAWS_S3_MEMORY_RULES_H
#define DXAWS_S3_MEMORY_RULES_H

#include "service.h"

/* A refusal, as S3 would say it. */
struct memory_fault {
    dxaws_error_kind kind;
    const char *code; /* NULL: there is none */
    int status;
    const char *text;
};

/* The operation that puts such a value. */
const char *memory_rules_operation(enum s3_part part, const json_t *value);

/* A new value in @a kept, as it is read back, or a fault; false without memory. @a bucket is the
 * bucket's document. */
bool memory_rules_keep(const char *name, const json_t *bucket, enum s3_part part,
                       const json_t *value, json_t **kept, struct memory_fault *fault);

#endif
