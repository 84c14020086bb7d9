/* SPDX-License-Identifier: MIT */
/** @file
 * The small values of dxaws-cloudfront: what a Desired and a Current consist of, besides texts.
 * <dxaws/cloudfront.h> includes it, and what it says of errors and ownership holds here. A value is
 * for one thread at a time.
 */
#ifndef DXAWS_CLOUDFRONT_VALUES_H
#define DXAWS_CLOUDFRONT_VALUES_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** Whether a change is deployed everywhere. AWS: Distribution, Status. @since 0.9 */
typedef enum dxaws_cloudfront_status {
    DXAWS_CLOUDFRONT_STATUS_UNKNOWN = 0,     /**< nothing was said */
    DXAWS_CLOUDFRONT_STATUS_OTHER = 1,       /**< a word that this release does not know */
    DXAWS_CLOUDFRONT_STATUS_IN_PROGRESS = 2, /**< InProgress: not everywhere yet */
    DXAWS_CLOUDFRONT_STATUS_DEPLOYED = 3     /**< Deployed */
} dxaws_cloudfront_status;
/** AWS's word, such as "Deployed"; "UNKNOWN" for a number that is none. A static string.
 * @since 0.9 */
DXAWS_API const char *dxaws_cloudfront_status_name(dxaws_cloudfront_status status);
/** Which one AWS's word names: OTHER for one that this release does not know, UNKNOWN for NULL.
 * @since 0.9 */
DXAWS_API dxaws_cloudfront_status dxaws_cloudfront_status_from_name(const char *name);

/** What is answered instead of an error: a value, or borrowed from what it was got from. AWS:
 * CustomErrorResponse. @since 0.9 */
typedef struct dxaws_cloudfront_error_response dxaws_cloudfront_error_response;

/** @name Error responses
 * JSON form: `{"error_code", "response_code", "page", "caching_min_ttl_s"}`; only `error_code` is
 * required, and `response_code` and `page` go together.
 *
 * Setters copy and cannot fail: what cannot be stored, or is wrong, is reported by the call that
 * consumes what the error response was added to. A NULL text takes back. All of these accept NULL.
 * @since 0.9
 * @{ */
/** An error response of which nothing is said yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_cloudfront_error_response *dxaws_cloudfront_error_response_new(void);
/** Not for one that is borrowed. */
DXAWS_API void dxaws_cloudfront_error_response_free(dxaws_cloudfront_error_response *response);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_error_response, dxaws_cloudfront_error_response_free)
/** The origin's HTTP status, 400, 403, 404, 405, 414, 416 or 500 to 504. AWS: ErrorCode. */
DXAWS_API void dxaws_cloudfront_error_response_set_error_code(
    dxaws_cloudfront_error_response *response, int status);
/** The HTTP status that viewers get instead, 200 or one of those above; 0 takes it back. AWS:
 * ResponseCode. */
DXAWS_API void dxaws_cloudfront_error_response_set_response_code(
    dxaws_cloudfront_error_response *response, int status);
/** The page that viewers get instead, such as "/404.html". AWS: ResponsePagePath. */
DXAWS_API void dxaws_cloudfront_error_response_set_page(dxaws_cloudfront_error_response *response,
                                                        const char *page);
/** How long the error is cached at least, 0 to 31536000 seconds; when never set, 10. AWS:
 * ErrorCachingMinTTL. */
DXAWS_API void dxaws_cloudfront_error_response_set_caching_min_ttl_s(
    dxaws_cloudfront_error_response *response, int64_t seconds);
/** Takes the time back. */
DXAWS_API void dxaws_cloudfront_error_response_unset_caching_min_ttl_s(
    dxaws_cloudfront_error_response *response);
/** The origin's HTTP status; 0 when it was not set. */
DXAWS_API int dxaws_cloudfront_error_response_error_code(
    const dxaws_cloudfront_error_response *response);
/** The HTTP status that viewers get instead; 0 when it was not set. */
DXAWS_API int dxaws_cloudfront_error_response_response_code(
    const dxaws_cloudfront_error_response *response);
/** The page that viewers get instead; borrowed. */
DXAWS_API const char *dxaws_cloudfront_error_response_page(
    const dxaws_cloudfront_error_response *response);
/** How long the error is cached; false, leaving @a seconds alone, when it was not set. */
DXAWS_API bool dxaws_cloudfront_error_response_caching_min_ttl_s(
    const dxaws_cloudfront_error_response *response, int64_t *seconds);
/** @} */

DXAWS_END_DECLS

#endif
