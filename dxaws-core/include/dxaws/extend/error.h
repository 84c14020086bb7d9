/* SPDX-License-Identifier: MIT */
/** @file
 * What providers add to an error that they made with dxaws_error_new(). An error is changed by one
 * thread at a time.
 */
#ifndef DXAWS_EXTEND_ERROR_H
#define DXAWS_EXTEND_ERROR_H

#include <dxaws/base.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** @name Filling in an error
 * Copy their strings, of which a NULL one leaves what is there; accept a NULL error
 * and the static out-of-memory error (both are left alone), and never fail: without memory the
 * detail is left out. @since 0.1
 * @{ */
/** The service's code, the HTTP status (0 for none) and the request id. */
DXAWS_API void dxaws_error_set_aws(dxaws_error *error, const char *aws_code, int http_status,
                                   const char *request_id);
/** The API operation. */
DXAWS_API void dxaws_error_set_operation(dxaws_error *error, const char *operation);
/** The resource that it is about. */
DXAWS_API void dxaws_error_set_resource(dxaws_error *error, const char *resource);
/** What of the given document it is about, see dxaws_error_path(), and whether that is the name
 * there rather than the value. @since 0.9 */
DXAWS_API void dxaws_error_set_path(dxaws_error *error, const char *path, bool is_name);
/** Where the cause stands: file, and line and column from 1, 0 for not known. @since 0.9 */
DXAWS_API void dxaws_error_set_place(dxaws_error *error, const char *file, size_t line,
                                     size_t column);
/** Whether the same call may succeed later; false at first. */
DXAWS_API void dxaws_error_set_retryable(dxaws_error *error, bool retryable);
/** Whether the request was made again when it was not known what had become of it; false at first.
 * @since 0.9 */
DXAWS_API void dxaws_error_set_repeated(dxaws_error *error, bool repeated);
/** Takes ownership of @a cause in every case, in the place of the one before; NULL for none. */
DXAWS_API void dxaws_error_set_cause(dxaws_error *error, dxaws_error *cause);
/** @} */

/** True when the service refused with that code, such as "NoSuchBucket"; false without an error.
 * @since 0.9 */
DXAWS_API bool dxaws_error_is_refusal(const dxaws_error *error, const char *aws_code);

/**
 * Lets @a meaning say in a module's own words what @a refusal means and what to do: it gets the
 * service's code, the HTTP status, the request id, the operation and the resource, and the refusal
 * as its cause. Takes both over.
 * @return @a meaning. @since 0.9
 */
DXAWS_API dxaws_error *dxaws_error_explain(dxaws_error *refusal, dxaws_error *meaning);

DXAWS_END_DECLS

#endif
