/* SPDX-License-Identifier: MIT */
/* What each simulated call on one bucket is made of. */
#ifndef DXAWS_S3_MEMORY_CALL_H
#define DXAWS_S3_MEMORY_CALL_H

#include <dxaws/extend/memory.h>

#include "service.h"

#define MEMORY_SERVICE "s3"
#define MEMORY_BUCKET "bucket"
/* Members of a bucket that are no attributes: what it holds (memory-objects.h), and [{"key",
 * "upload"}]. */
#define MEMORY_OBJECTS "objects"
#define MEMORY_UPLOADS "uploads"

/* One simulated API call on one bucket. */
struct memory_call {
    dxaws_memory_account *account;
    const char *operation;
    const struct s3_bucket *bucket;
    json_t *document; /* the bucket; NULL when there is none */
};

/* Begins the call; on success the transaction is open, and memory_call_end() ends it. */
dxaws_error *memory_call_begin(struct memory_call *call, dxaws_context *context, bool write);
/* The same of a call that was counted already. */
dxaws_error *memory_call_continue(struct memory_call *call, dxaws_context *context);
dxaws_error *memory_call_end(struct memory_call *call, dxaws_error *error);
/* Keeps the document as it is now. */
dxaws_error *memory_call_store(const struct memory_call *call);

/* A refusal as S3 would say it. */
dxaws_error *memory_call_refuse(const struct memory_call *call, dxaws_error_kind kind,
                                const char *aws_code, int status, const char *text);
bool memory_call_is_foreign(const struct memory_call *call);
/* What nobody but the owner of an existing bucket is answered. */
dxaws_error *memory_call_check_access(const struct memory_call *call);

#endif
