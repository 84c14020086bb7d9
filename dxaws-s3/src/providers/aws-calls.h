/* SPDX-License-Identifier: MIT */
/* What the files of S3's calls share. */
#ifndef DXAWS_S3_AWS_CALLS_H
#define DXAWS_S3_AWS_CALLS_H

#include "service.h"

/* A request about a bucket, in its region; NULL without memory. @a query may be NULL. */
dxaws_aws_request *aws_new_request(const char *operation, const char *method,
                                   const struct s3_bucket *bucket, const char *query);

/* aws-emptying.c: the service's functions. */
dxaws_error *aws_contents(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                          enum s3_part part, json_t **page);
dxaws_error *aws_delete_objects(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                                const json_t *page);
dxaws_error *aws_abort_uploads(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                               const json_t *page);

#endif
