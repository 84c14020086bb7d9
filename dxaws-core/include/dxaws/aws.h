/* SPDX-License-Identifier: MIT */
/** @file
 * Signed calls to AWS services: one request, or a batch whose requests run concurrently. Adds
 * endpoint, signature, retries and error decoding; knows nothing of what a service means.
 *
 *     dxaws_aws_request *r = dxaws_aws_request_new("s3", "GetBucketTagging", "GET", "/");
 *     dxaws_aws_request_set_region(r, "eu-west-1");
 *     dxaws_aws_request_set_bucket(r, "my-bucket");
 *     dxaws_aws_request_add_query(r, "tagging", NULL);
 *     error = dxaws_aws_call(session, context, r);
 */
#ifndef DXAWS_AWS_H
#define DXAWS_AWS_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>
#include <dxaws/session.h>

DXAWS_BEGIN_DECLS

/** One API call and, once made, its answer. A value. */
typedef struct dxaws_aws_request dxaws_aws_request;

/**
 * @param service   the name of the services' table: "s3", "route53", "acm", "cloudfront", "sts".
 * @param operation the API operation, for errors and events.
 * @param method    "GET", "PUT", "POST", "DELETE" or "HEAD".
 * @param path      absolute and not yet encoded, such as "/2013-04-01/hostedzone/Z1".
 * @return NULL without memory. @since 0.1
 */
DXAWS_API dxaws_aws_request *dxaws_aws_request_new(const char *service, const char *operation,
                                                   const char *method, const char *path);
DXAWS_API void dxaws_aws_request_free(dxaws_aws_request *request);
DXAWS_DEFINE_CLEANUP(dxaws_aws_request, dxaws_aws_request_free)

/** @name Filling in the request
 * Copy, accept a NULL request, cannot fail: running out of memory is reported by the call.
 * @since 0.1
 * @{ */
/** Overrides the session's region; ignored by global services. */
DXAWS_API void dxaws_aws_request_set_region(dxaws_aws_request *request, const char *region);
/** S3 only: addresses the bucket, in the host name where its name allows that. */
DXAWS_API void dxaws_aws_request_set_bucket(dxaws_aws_request *request, const char *bucket);
/** Adds a query parameter, not yet encoded; NULL value for a bare name such as "?tagging". */
DXAWS_API void dxaws_aws_request_add_query(dxaws_aws_request *request, const char *name,
                                           const char *value);
/** Adds a header. Those of the signature are refused by the call (rule 7), as is what signs a body
 * in pieces (rule 13). */
DXAWS_API void dxaws_aws_request_add_header(dxaws_aws_request *request, const char *name,
                                            const char *value);
DXAWS_API void dxaws_aws_request_set_body(dxaws_aws_request *request, const void *body, size_t size,
                                          const char *content_type);
/** Sends the body's CRC-32 as `x-amz-checksum-crc32`. Operations of S3 that want one have it
 * anyway, see dxaws_session_options_set_request_checksum(). */
DXAWS_API void dxaws_aws_request_set_checksum(dxaws_aws_request *request, bool checksum);
/** S3 over https only: the body is left out of the signature, so that it need not be hashed. Over
 * plain http it is signed all the same. (Rule 9.) */
DXAWS_API void dxaws_aws_request_set_unsigned_payload(dxaws_aws_request *request,
                                                      bool unsigned_payload);
/** Adds the session token behind what is signed, as AWS IoT wants it. (Rule 10.) */
DXAWS_API void dxaws_aws_request_set_unsigned_token(dxaws_aws_request *request,
                                                    bool unsigned_token);
/** What the request is about, for the error that it may end in. */
DXAWS_API void dxaws_aws_request_set_resource(dxaws_aws_request *request, const char *resource);
/** @} */

/**
 * Makes the call, with retries. An HTTP status other than 2xx is an error, decoded from the
 * body: kind, AWS code, message, request id; so is S3's error document under a 200. The request
 * then still holds status, headers and body. A bucket that answers that it is in another region
 * of the partition is asked there, unless the endpoint was configured by URL.
 *
 * Emits, with source `dxaws.core`, `aws.attempt` for each attempt and `aws.call` once (rule 50).
 * Both: `service, operation, region, host, duration_ms, max_attempts, credentials, status, code,
 * request_id`. An attempt: `attempt, retry` (never, transient, timeout, throttling, clock-skew),
 * `delay_ms` when another follows, `tokens` left of the retry quota, `skew_ms` it was signed with,
 * `reused_connection, http, dns_us, connect_us, tls_us, first_byte_us, total_us, sent_bytes,
 * received_bytes, extended_request_id`. The call: `attempts, kind, attempts_used_up`. What is not
 * known is left out; no value is a secret (rule 32).
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_aws_call(dxaws_session *session,
                                                       dxaws_context *context,
                                                       dxaws_aws_request *request);

/**
 * Makes @a count independent calls concurrently, at most 16 at a time; each request keeps its own
 * outcome, see dxaws_aws_request_error(). When the context is cancelled or its deadline passes,
 * every request that is not done has that as its outcome. Returns an error only when nothing could
 * be sent at all, such as for lack of credentials or memory. Any number of threads may call it
 * with one session. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_aws_call_batch(dxaws_session *session,
                                                             dxaws_context *context,
                                                             dxaws_aws_request *const *requests,
                                                             size_t count);

/**
 * Makes a URL that carries its own signature, for somebody without credentials to use; sends
 * nothing. Whoever uses it must send the request's method, and its headers as they are here; no
 * header is needed when none was added. S3's body is not signed, that of others is. (Rule 11.)
 *
 * @param expires_s how long it is to work: 1 to 604800 seconds. Credentials that expire sooner
 *                  end it sooner, and the URL then says so itself.
 * @param url       to be released with free(). It is as good as a password: it works for anybody.
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_aws_presign(dxaws_session *session,
                                                          dxaws_context *context,
                                                          dxaws_aws_request *request,
                                                          int64_t expires_s, char **url);

/** How a list of several pages is asked for and read. @since 0.1 */
typedef struct dxaws_aws_pages_ops {
    size_t size; /**< sizeof(dxaws_aws_pages_ops) */
    /** The request of a page; @a token is what the page before it named, NULL for the first.
     * NULL without memory. */
    dxaws_aws_request *(*request)(void *self, const char *token);
    /** Reads an answer. Sets @a next to the token of the next page, for free(), or leaves it NULL
     * at the end of the list. Sets @a stop to end it earlier. */
    dxaws_error *(*read)(void *self, const dxaws_aws_request *answer, char **next, bool *stop);
    /* 0.1 ends here. */
} dxaws_aws_pages_ops;

/**
 * Walks a list page by page until it ends or somebody says stop. PROTOCOL when a page names itself
 * as the next one, since that would go on for ever. (Rule 49.)
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_aws_pages(dxaws_session *session,
                                                        dxaws_context *context,
                                                        const dxaws_aws_pages_ops *ops, void *self);

/**
 * The same, going on from a first page that was asked for already: the beginnings of several lists
 * are made as one batch, and those that have more are walked from there.
 *
 * @param first the request of the first page, once called; borrowed. Its outcome is taken: the list
 *              ends with that when it is an error. NULL is dxaws_aws_pages().
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_aws_pages_from(dxaws_session *session,
                                                             dxaws_context *context,
                                                             const dxaws_aws_pages_ops *ops,
                                                             void *self, dxaws_aws_request *first);

/** @name The answer
 * Borrowed from the request. @since 0.1
 * @{ */
/** The outcome of a request of a batch; NULL for success. */
DXAWS_API const dxaws_error *dxaws_aws_request_error(const dxaws_aws_request *request);
/** The same, taken out: the caller owns it. */
DXAWS_API dxaws_error *dxaws_aws_request_take_error(dxaws_aws_request *request);
/** The HTTP status, 0 before an answer. */
DXAWS_API int dxaws_aws_request_status(const dxaws_aws_request *request);
/**
 * The region that was asked in the end, which S3 may have pointed out; NULL before an answer.
 */
DXAWS_API const char *dxaws_aws_request_region(const dxaws_aws_request *request);
/** A response header by case-insensitive name, or NULL. */
DXAWS_API const char *dxaws_aws_request_header(const dxaws_aws_request *request, const char *name);
/** The body, NUL-terminated for convenience; never NULL. */
DXAWS_API const char *dxaws_aws_request_body(const dxaws_aws_request *request, size_t *size);
/** @} */

DXAWS_END_DECLS

#endif
