/* SPDX-License-Identifier: MIT */
/* What the two halves of the aws provider share. */
#ifndef DXAWS_S3_AWS_H
#define DXAWS_S3_AWS_H

#include "../schema.h"

/* A request about a bucket, in that region; NULL without memory. @a query may be NULL. */
dxaws_aws_request *s3_request(const char *operation, const char *method, const char *bucket,
                              const char *region, const char *query);

/* True when the error carries that code of AWS. */
bool s3_error_is(const dxaws_error *error, const char *aws_code);

/* aws-read.c: what the bucket that @a wanted names is like now. */
dxaws_error *s3_aws_read(dxaws_session *session, dxaws_context *context,
                         const dxaws_s3_desired *wanted, dxaws_s3_current *current);

#endif
