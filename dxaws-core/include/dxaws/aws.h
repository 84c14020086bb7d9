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
 *     if (!error)
 *         use(dxaws_aws_request_answer_body(r, &size));
 *     dxaws_aws_request_free(r);
 *
 * Every attempt is signed anew (rule 12), by Signature Version 4 (rule 1), for the region and
 * service that the endpoint stands for (rule 14); what is signed is what is sent (rules 2 to 8).
 * What a request is given is checked when it is called, not when it is set.
 *
 * Services: a service is signed for by its name, has an endpoint in each region at
 * `https://NAME.REGION.SUFFIX`, with the suffix of the region's partition, and takes an endpoint
 * URL from AWS_ENDPOINT_URL_NAME (rules 14 and 22). What is otherwise with S3, S3 Express, Route
 * 53, CloudFront, IAM, EventBridge, Step Functions and IAM Identity Center is known; for others of
 * which something is, the request says so:
 *
 *     dxaws_aws_request *r = dxaws_aws_request_new("email", "ListEmailIdentities", "GET",
 *                                                  "/v2/email/identities");
 *     dxaws_aws_request_set_signing_name(r, "ses");
 *
 * Errors are read in all of AWS's shapes, JSON and XML (rule 38). What a protocol wants besides,
 * such as X-Amz-Target, is headers.
 *
 * Who answers: a 2xx is the service's only with its request id (x-amzn-RequestId or
 * x-amz-request-id), and not when it is a web page where the operation answers with none; else a
 * proxy's or a portal's page would be a write that was done. It is tried again, and then PROTOCOL,
 * code ForeignAnswer. A server at an endpoint URL that has sent no id in this session needs none:
 * there are stores that have none. Nothing is absent because a page was not found: NOT_FOUND is a
 * code that the operation has for it, and 404 alone only for HEAD, with a request id.
 *
 * Any number of threads may make calls with one session, each with requests of its own: a request
 * is for one thread at a time.
 *
 * Errors:
 * - INVALID_ARGUMENT: the request or a setting is wrong, and nothing was sent; or the service
 *   refuses the request, with a 4xx that is none of the following.
 * - UNSUPPORTED: bodies in chunks, SigV4a, access points.
 * - UNAUTHENTICATED: there are no credentials, or the service does not accept them.
 * - PERMISSION, CONFLICT, STALE: 403, 409, 412, or a code that says so (rules 38 and 39).
 * - NOT_FOUND: a code that says so; see "Who answers".
 * - THROTTLED, UNAVAILABLE: still so after all retries; a certificate that is not trusted is
 *   UNAVAILABLE without any.
 * - PROTOCOL: the answer is not the service's, arrived damaged, or has more than 16 MiB, unless a
 * writer takes it.
 * - CANCELLED, TIMEOUT: as the context says, within 100 ms.
 * - Whatever the program's own reader or writer says.
 */
#ifndef DXAWS_AWS_H
#define DXAWS_AWS_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>
#include <dxaws/session.h>
#include <dxaws/stream.h>

DXAWS_BEGIN_DECLS

/** One API call and, once made, its answer. A value, which may be called again: the answer is then
 * replaced. @since 0.1 */
typedef struct dxaws_aws_request dxaws_aws_request;

/**
 * Makes a request. All texts are copied.
 *
 * @param service   any of AWS's services, by the name that its host has: "s3", "dynamodb", "sqs",
 *                  "iam", "email". What that means for endpoint and signature, see "Services".
 * @param operation the API operation, such as "ListBuckets": for errors and events, and for what S3
 *                  does otherwise with some ("CreateBucket", "GetObject", ...).
 * @param method    "GET", "PUT", "POST", "DELETE", "HEAD" or "PATCH".
 * @param path      absolute and not yet encoded, such as "/2013-04-01/hostedzone/Z1": every byte
 *                  but letters, digits, `-_.~` and slashes is encoded (rule 4). S3's is sent and
 *                  signed with all its `//` and `/../` (rules 2 and 3).
 * @return owned by the caller; NULL without memory, which every call reports. @since 0.1
 */
DXAWS_API dxaws_aws_request *dxaws_aws_request_new(const char *service, const char *operation,
                                                   const char *method, const char *path);
DXAWS_API void dxaws_aws_request_free(dxaws_aws_request *request);
DXAWS_DEFINE_CLEANUP(dxaws_aws_request, dxaws_aws_request_free)

/** @name Filling in the request
 * Copy; accept a NULL request, and a NULL text, which takes the setting back; cannot fail: running
 * out of memory is reported by the call. @since 0.1
 * @{ */
/** Adds to the path that dxaws_aws_request_new() began, encoded like that: slashes are kept.
 * @since 0.9 */
DXAWS_API void dxaws_aws_request_add_path(dxaws_aws_request *request, const char *path);
/**
 * Adds a slash, unless the path ends with one, and one segment in which slashes are encoded as
 * well: a name or an ARN, where AWS's reference has `{Name}`.
 *
 *     r = dxaws_aws_request_new("lambda", "Invoke", "POST", "/2015-03-31/functions");
 *     dxaws_aws_request_add_path_label(r, arn);
 *     dxaws_aws_request_add_path(r, "/invocations");
 *
 * The call refuses a label that is empty or NULL, and "." and ".." but for S3: the path would be
 * that of something else. @since 0.9
 */
DXAWS_API void dxaws_aws_request_add_path_label(dxaws_aws_request *request, const char *label);
/** Sends the request without a signature, as to a public bucket or for a token: no credentials are
 * looked for. @since 0.9 */
DXAWS_API void dxaws_aws_request_set_unsigned(dxaws_aws_request *request, bool is_unsigned);
/** What the service is signed for as, where that is not its name: "ses" for "email". @since 0.9 */
DXAWS_API void dxaws_aws_request_set_signing_name(dxaws_aws_request *request, const char *name);
/** What its host name begins with, where that is not its name, such as "api.ecr", or
 * "123456789012.s3-control". @since 0.9 */
DXAWS_API void dxaws_aws_request_set_endpoint_prefix(dxaws_aws_request *request,
                                                     const char *prefix);
/** Where this request goes, before all that a session is configured with: an endpoint that the
 * service gave out, such as those of AWS IoT. It is signed as before. @since 0.9 */
DXAWS_API void dxaws_aws_request_set_endpoint_url(dxaws_aws_request *request, const char *url);
/** Whether there is one endpoint for all regions of a partition, which is signed for the
 * partition's first region, such as us-east-1. @since 0.9 */
DXAWS_API void dxaws_aws_request_set_global(dxaws_aws_request *request, bool global);
/** Whether the path is signed to the byte as it is sent, as S3 has it, rather than normalised and
 * encoded once more (rule 2). @since 0.9 */
DXAWS_API void dxaws_aws_request_set_path_as_is(dxaws_aws_request *request, bool as_is);
/** Whether the body's hash is sent, as x-amz-content-sha256, as S3 wants it; the body may then be
 * left out of the signature, see dxaws_aws_request_set_unsigned_payload(). @since 0.9 */
DXAWS_API void dxaws_aws_request_set_payload_header(dxaws_aws_request *request, bool header);
/** Overrides the session's region; global services take only its partition from it (rule 14). */
DXAWS_API void dxaws_aws_request_set_region(dxaws_aws_request *request, const char *region);
/** S3 only: addresses the bucket, in the host name where its name allows that, else as the
 * beginning of the path (rule 42). */
DXAWS_API void dxaws_aws_request_set_bucket(dxaws_aws_request *request, const char *bucket);
/** Adds a query parameter, not yet encoded (rules 4 and 5); NULL value for a bare name such as
 * "?tagging". Those of a signature are refused by the call (rule 7). */
DXAWS_API void dxaws_aws_request_add_query(dxaws_aws_request *request, const char *name,
                                           const char *value);
/** Adds a header, which is signed with the others (rule 6). Refused by the call: those of the
 * signature, Host, Content-Length, User-Agent and what belongs to the connection (rule 7), and what
 * signs a body in pieces (rule 13, UNSUPPORTED). */
DXAWS_API void dxaws_aws_request_add_header(dxaws_aws_request *request, const char *name,
                                            const char *value);
/** The body, in the place of the one before; NULL for none. It is wiped when the request is
 * released. S3 is asked whether it wants one of 1 MiB or more before it is sent (rule 43). */
DXAWS_API void dxaws_aws_request_set_body(dxaws_aws_request *request, const void *body,
                                          size_t size);
/**
 * The body from a file, as long as it is when the request is called; it is opened by each call. In
 * the place of the body before, and NULL for none. @since 0.9
 */
DXAWS_API void dxaws_aws_request_set_body_file(dxaws_aws_request *request, const char *path);
/**
 * The body from a reader, piece by piece, in the place of the one before; NULL for none.
 *
 * A body from a file or reader is never held in memory. It is read once for its hash, which the
 * signature is of, once for each attempt, and rewound in between. It is read just once when it need
 * not be hashed: with dxaws_aws_request_set_body_hash(), or with
 * dxaws_aws_request_set_unsigned_payload(). S3's optional checksum is then left out.
 *
 * @param ops  copied. @param self owned by the request from now on.
 * @param size of the body, in bytes: what the reader is asked for. @since 0.9
 */
DXAWS_API void dxaws_aws_request_set_body_reader(dxaws_aws_request *request,
                                                 const dxaws_reader_ops *ops, void *self,
                                                 uint64_t size);
/** The body's SHA-256, 64 hexadecimal digits in lower case, from one who knows it: it is not
 * computed then. NULL takes it back. @since 0.9 */
DXAWS_API void dxaws_aws_request_set_body_hash(dxaws_aws_request *request, const char *sha256);
/**
 * Gives the body of the answer to a writer as it arrives, however long it is;
 * dxaws_aws_request_answer_body() is then empty. NULL takes it back.
 *
 * Only what a service answers with is written, never what it says went wrong: that is read as
 * always. When an answer breaks off, or its checksum is not what S3 says, another attempt begins
 * with the writer's restart; one that has none gets no second attempt once it has taken a byte.
 * When the call returns an error, what was written is not the whole. Operations of S3 whose 200 may
 * be an error are looked at first, and written at their end: of them at most 16 MiB.
 *
 * @param ops copied. @param self owned by the request from now on. @since 0.9
 */
DXAWS_API void dxaws_aws_request_set_answer_writer(dxaws_aws_request *request,
                                                   const dxaws_writer_ops *ops, void *self);
/** What the body is, as Content-Type says it, such as "application/x-amz-json-1.0"; NULL sends no
 * such header. @since 0.9 */
DXAWS_API void dxaws_aws_request_set_content_type(dxaws_aws_request *request, const char *type);
/** Sends the body's checksum of that algorithm, in S3's spelling: "CRC32", "CRC32C", "CRC64NVME",
 * "SHA1" or "SHA256". NULL for the usual: CRC32 with operations of S3 that want one, or take one,
 * see dxaws_session_options_set_request_checksum(). */
DXAWS_API void dxaws_aws_request_set_checksum(dxaws_aws_request *request, const char *algorithm);
/** S3 over https, and services that were given dxaws_aws_request_set_payload_header(): the body is
 * left out of the signature, so that it need not be hashed. Over plain http it is signed all the
 * same. (Rule 9.) */
DXAWS_API void dxaws_aws_request_set_unsigned_payload(dxaws_aws_request *request,
                                                      bool unsigned_payload);
/**
 * How many seconds the service may say nothing before an attempt is given up, at most a day. 0: as
 * its operation needs, where that is known (Lambda's Invoke, 15 minutes and a half), else 30.
 * @since 0.9
 */
DXAWS_API void dxaws_aws_request_set_idle_limit_s(dxaws_aws_request *request, int64_t seconds);
/**
 * Whether doing it twice is as good as doing it once: only then an attempt that was sent and to
 * which nothing was said is followed by another. Unless it is said, that is so of all methods but
 * POST and PATCH; of operations that only read, by their names ("List...", "Describe...",
 * "Get..."); and of the services that name what they make: ACM, CloudFront, Route 53, S3, STS.
 * @since 0.9
 */
DXAWS_API void dxaws_aws_request_set_idempotent(dxaws_aws_request *request, bool idempotent);
/**
 * Whether an answer of success means that something was written, which is noted with the call's
 * context (dxaws_context_note_write()). Unless it is said, that is so of all methods but GET and
 * HEAD, and of all operations but those that only read, by their names. Who says false, since only
 * the answer tells, notes it when it does. @since 0.9
 */
DXAWS_API void dxaws_aws_request_set_writes(dxaws_aws_request *request, bool writes);
/** Adds the session token behind what is signed, as AWS IoT wants it. (Rule 10.) */
DXAWS_API void dxaws_aws_request_set_unsigned_token(dxaws_aws_request *request,
                                                    bool unsigned_token);
/** What the request is about, for the error that it may end in. */
DXAWS_API void dxaws_aws_request_set_resource(dxaws_aws_request *request, const char *resource);
/** @} */

/**
 * Makes the call, and waits for its end. An HTTP status other than 2xx is an error, decoded from
 * the body: kind, AWS code, message, request id; so is S3's error document under a 200 (rule 40).
 * The request then still holds status, headers and body. A bucket that answers that it is in
 * another region of the partition is asked there, unless the endpoint was configured by URL
 * (rule 41).
 *
 * What may help is tried again (rules 33 to 36): connections that fail (10 s), break, or
 * fall silent (30 s, see dxaws_aws_request_set_idle_limit_s()), throttling, and the service's own
 * failures; after ExpiredToken with new credentials (rule 31), and after a wrong clock with the
 * service's (rule 37). Requests of which a service is known to take only so many wait for their
 * turn, such as Route 53's (rule 48).
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
 * Makes @a count independent calls concurrently, at most 16 at a time, and waits for the end of
 * all; each request keeps its own outcome, see dxaws_aws_request_error(). When the context is
 * cancelled or its deadline passes, every request that is not done has that as its outcome. Returns
 * an error only when nothing could be sent at all, such as for lack of credentials or memory.
 * @param requests borrowed, and all different. @since 0.1
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
 * @param url       for free(). It is as good as a password: it works for anybody.
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_aws_presign(dxaws_session *session,
                                                          dxaws_context *context,
                                                          dxaws_aws_request *request,
                                                          int64_t expires_s, char **url);

/** How a list of several pages is asked for and read, in the thread that walks it. @since 0.1 */
typedef struct dxaws_aws_pages_ops {
    size_t size; /**< sizeof(dxaws_aws_pages_ops) */
    /** The request of a page, which the walk releases; @a token is what the page before it named,
     * NULL for the first. NULL without memory. */
    dxaws_aws_request *(*request)(void *self, const char *token);
    /** Reads an answer that is no error. Sets @a next to the token of the next page, from malloc(),
     * which the walk frees, or leaves it NULL at the end of the list. Sets @a stop to end it
     * earlier. An error ends the walk, which returns it. */
    dxaws_error *(*read)(void *self, const dxaws_aws_request *answer, char **next, bool *stop);
    /* 0.1 ends here. */
} dxaws_aws_pages_ops;

/**
 * Walks a list page by page until it ends or somebody says stop. PROTOCOL when a page names itself
 * as the next one, since that would go on for ever. (Rule 49.) @a ops and @a self are borrowed
 * until it returns.
 *
 * @param first NULL; or the request of the first page, which was called in a batch already, as the
 *              beginnings of several lists may be: borrowed, and its outcome is taken. The list
 *              ends with that when it is an error.
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_aws_call_pages(dxaws_session *session,
                                                             dxaws_context *context,
                                                             const dxaws_aws_pages_ops *ops,
                                                             void *self, dxaws_aws_request *first);

/** @name The answer
 * Borrowed from the request, until it is called again; a NULL request has none. @since 0.9
 * @{ */
/** The outcome of a request of a batch; NULL for success. What dxaws_aws_call() returns is not kept
 * here. */
DXAWS_API const dxaws_error *dxaws_aws_request_error(const dxaws_aws_request *request);
/** The same, taken out: the caller owns it, and the request has none any more. */
DXAWS_API dxaws_error *dxaws_aws_request_take_error(dxaws_aws_request *request);
/** The HTTP status, 0 before an answer. */
DXAWS_API int dxaws_aws_request_answer_status(const dxaws_aws_request *request);
/**
 * The region that the answered attempt was signed for, which S3 may have pointed out; NULL before
 * an answer.
 */
DXAWS_API const char *dxaws_aws_request_answer_region(const dxaws_aws_request *request);
/** The first header of that case-insensitive name, or NULL. */
DXAWS_API const char *dxaws_aws_request_answer_header(const dxaws_aws_request *request,
                                                      const char *name);
/** How many headers there are. @since 0.9 */
DXAWS_API size_t dxaws_aws_request_answer_header_count(const dxaws_aws_request *request);
/** A header, in order of arrival: its name as it was sent, and its value, borrowed. False past the
 * end, leaving both alone. @since 0.9 */
DXAWS_API bool dxaws_aws_request_answer_header_at(const dxaws_aws_request *request, size_t index,
                                                  const char **name, const char **value);
/** Whether the answer is that of a later attempt, after one of which nobody knows what became of
 * it: an error says so itself, see dxaws_error_was_repeated(). @since 0.9 */
DXAWS_API bool dxaws_aws_request_answer_was_repeated(const dxaws_aws_request *request);
/** The body, with a NUL behind it; never NULL. @a size, without the NUL, may be NULL. */
DXAWS_API const char *dxaws_aws_request_answer_body(const dxaws_aws_request *request, size_t *size);
/** @} */

DXAWS_END_DECLS

#endif
