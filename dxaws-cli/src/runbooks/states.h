/* SPDX-License-Identifier: MIT */
/* Calls of Step Functions and S3 that an execution needs.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/ */
#ifndef DXAWS_CLI_RUNBOOKS_STATES_H
#define DXAWS_CLI_RUNBOOKS_STATES_H

#include "../run.h"

/* One execution of a machine. */
struct execution {
    struct run *run;
    const char *machine; /* the ARNs of both */
    char *arn;
    char name[81];
    char region[32];
};

/* Reads the machine's ARN; NULL for @a name makes one up, of @a prefix. OUT_OF_MEMORY. */
dxaws_error *execution_begin(struct run *run, const char *name, const char *prefix,
                             struct execution *execution);
void execution_end(struct execution *execution);

/* Calls an operation with members, which are taken over; the answer is the caller's. */
dxaws_error *execution_call(const struct execution *execution, const char *operation,
                            json_t *members, json_t **answer);
/* Starts it with that input; *there when one of that name is, whatever its input. */
dxaws_error *execution_start(const struct execution *execution, const char *input, bool *there);

/* An object of a bucket, as JSON. */
dxaws_error *object_read(struct run *run, const char *bucket, const char *key, json_t **value);
/* Writes an object that must not be there; one that says the same may be. */
dxaws_error *object_write(struct run *run, const char *bucket, const char *key,
                          const json_t *value);

#endif
