/* SPDX-License-Identifier: MIT */
/* The API calls of S3: one about a bucket, tried again while S3 has not caught up with itself. */
#ifndef DXAWS_S3_AWS_CALLS_H
#define DXAWS_S3_AWS_CALLS_H

#include "../schema.h"

/* S3 is consistent within seconds after a bucket was made or removed. */
enum { S3_VISIBLE_MS = 30000, S3_FIRST_PAUSE_MS = 500 };

/* A request about a bucket, in that region; NULL without memory. @a query may be NULL. */
dxaws_aws_request *s3_request(const char *operation, const char *method, const char *bucket,
                              const char *region, const char *query);

/* True when the error carries that code of AWS. */
bool s3_error_is(const dxaws_error *error, const char *aws_code);

/* A call that writes. */
struct s3_call {
    dxaws_session *session;
    dxaws_context *context;
    const char *name;
    const char *method;
    const char *query;
    char *body; /* owned; NULL for none */
    const char *content_type;
    const char *bucket;
    const char *region;
    bool created; /* the bucket was made by this very run */
};

/* Makes the call, again and again while S3 has not caught up with itself. */
dxaws_error *s3_send(const struct s3_call *call);

/* An error that says in this module's words what @a cause means and what to do. */
dxaws_error *s3_explain(dxaws_error *cause, dxaws_error_kind kind, const char *bucket,
                        const char *text);

#endif
