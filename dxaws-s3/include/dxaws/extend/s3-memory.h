/* SPDX-License-Identifier: MIT */
/** @file
 * What the simulated account's S3 answers who reads an object from outside, as CloudFront does: for
 * programs that serve what was published there. Trees are jansson's (soname 4). What
 * <dxaws/extend/s3.h> says of trees holds here; an account may be used by several threads.
 *
 * Library: libdxaws-content, pkg-config dxaws-content.
 */
#ifndef DXAWS_EXTEND_S3_MEMORY_H
#define DXAWS_EXTEND_S3_MEMORY_H

#include <dxaws/extend/memory.h>

DXAWS_BEGIN_DECLS

struct json_t; /* <jansson.h> */

/**
 * Reads an object as far as the bucket's policy lets the reader. AWS: GetObject.
 *
 * Errors are S3's: NOT_FOUND, code "NoSuchKey" or "NoSuchBucket" of AWS; PERMISSION,
 * "AccessDenied", when the policy does not let the reader, or does not let it know that there is no
 * such object (s3:ListBucket); UNAVAILABLE when the bytes are gone. A condition of the policy that
 * is not understood is judged against the reader.
 * @param key    the object's key; any text
 * @param reader the ARN of the distribution that signs the request, as an origin access control
 *               does; NULL: nobody signs it
 * @param object a new object, owned by the caller: {"etag", "size", "sha256", "modified_ms",
 *               "headers": {"Content-Type": ...}}, as far as it is known
 * @param file   a descriptor of its bytes, at their beginning, owned by the caller, who closes it
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_memory_get_object(
    dxaws_memory_account *account, dxaws_context *context, const char *bucket, const char *key,
    const char *reader, struct json_t **object, int *file);

DXAWS_END_DECLS

#endif
