/* SPDX-License-Identifier: MIT */
/* Reading a bucket, as one batch of requests. */
#ifndef DXAWS_S3_AWS_READ_H
#define DXAWS_S3_AWS_READ_H

#include "../schema.h"

/* What the bucket that @a wanted names is like now. */
dxaws_error *s3_aws_read(dxaws_session *session, dxaws_context *context,
                         const dxaws_s3_desired *wanted, dxaws_s3_current *current);

#endif
