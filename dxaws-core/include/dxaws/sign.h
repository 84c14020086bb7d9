/* SPDX-License-Identifier: MIT */
/** @file
 * Signatures for requests that somebody else sends: a program's own HTTP client, a WebSocket, a
 * database that takes a signed URL as a password. Signature Version 4 for any service, with the
 * session's credentials; nothing is sent, but for what finding credentials takes.
 *
 *     dxaws_signable *s = dxaws_signable_new("execute-api", "POST", "https://h.example/pets");
 *     dxaws_signable_add_header(s, "Content-Type", "application/json");
 *     dxaws_signable_set_body(s, body, size);
 *     error = dxaws_sign(session, context, s);
 *     for (size_t i = 0; !error && dxaws_signable_header_at(s, i, &name, &value); i++) {
 *         add(name, value);
 *     }
 *     dxaws_signable_free(s);
 *
 * What dxaws_aws_call() sends it signs itself; a signed URL of such a request is
 * dxaws_aws_presign()'s.
 *
 * Any number of threads may sign with one session, each something of its own.
 *
 * Errors:
 * - INVALID_ARGUMENT: what is to be signed is wrong, or no region is known.
 * - UNAUTHENTICATED: there are no credentials, or they are expired.
 * - CANCELLED, TIMEOUT: as the context says, while credentials are looked for.
 */
#ifndef DXAWS_SIGN_H
#define DXAWS_SIGN_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>
#include <dxaws/session.h>

DXAWS_BEGIN_DECLS

/** A request to be signed, and its signature. A value: for one thread at a time. @since 0.9 */
typedef struct dxaws_signable dxaws_signable;

/**
 * Describes a request. All texts are copied.
 *
 * @param service what the signature is for, such as "execute-api", "rds-db" or "ses"; a service
 * that dxaws_aws_request_new() knows by another name has its rules, as S3's for "s3".
 * @param method  such as "GET".
 * @param url     as it is sent, encoded: its path and query are signed as they stand. The scheme is
 *                http, https, ws or wss.
 * @return owned by the caller; NULL without memory, which the functions that sign report.
 * @since 0.9
 */
DXAWS_API dxaws_signable *dxaws_signable_new(const char *service, const char *method,
                                             const char *url);
DXAWS_API void dxaws_signable_free(dxaws_signable *signable);
DXAWS_DEFINE_CLEANUP(dxaws_signable, dxaws_signable_free)

/** @name Filling it in
 * Copy; accept a NULL signable, and a NULL text, which takes the setting back; cannot fail: what is
 * wrong is reported by the functions that sign. @since 0.9
 * @{ */
/** Overrides the session's region (rule 14). */
DXAWS_API void dxaws_signable_set_region(dxaws_signable *signable, const char *region);
/** Adds a header that is sent, which is then signed (rules 6 and 7). Those of the signature, and
 * Host, which is the URL's, are refused. */
DXAWS_API void dxaws_signable_add_header(dxaws_signable *signable, const char *name,
                                         const char *value);
/** The body, of which only the hash is kept; without one, that of an empty body is signed
 * (rule 9). */
DXAWS_API void dxaws_signable_set_body(dxaws_signable *signable, const void *body, size_t size);
/** The same of a body that is not in memory: its SHA-256 as 64 hexadecimal digits, or what S3 knows
 * in its place, such as "UNSIGNED-PAYLOAD" (rule 9). */
DXAWS_API void dxaws_signable_set_body_hash(dxaws_signable *signable, const char *hash);
/** As dxaws_aws_request_set_path_as_is() (rule 2). */
DXAWS_API void dxaws_signable_set_path_as_is(dxaws_signable *signable, bool as_is);
/** As dxaws_aws_request_set_payload_header() (rule 9). */
DXAWS_API void dxaws_signable_set_payload_header(dxaws_signable *signable, bool header);
/** As dxaws_aws_request_set_unsigned_token() (rule 10). */
DXAWS_API void dxaws_signable_set_unsigned_token(dxaws_signable *signable, bool unsigned_token);
/** @} */

/**
 * Signs it for now, which services accept for some minutes: the headers that are to be sent besides
 * those that were added are then in dxaws_signable_header_count() and so on. Again, it replaces
 * them (rule 12).
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sign(dxaws_session *session, dxaws_context *context,
                                                   dxaws_signable *signable);

/**
 * Makes a URL that carries the signature in its query. Whoever uses it must send the method, and
 * the headers that were added. Where the body's hash is a header, as with S3, the body is not
 * signed unless its hash was set (rule 11).
 *
 * @param expires_s how long it is to work: 1 to 604800 seconds. Credentials that expire sooner end
 * it sooner, and the URL then says so itself.
 * @param url       for free(). It is as good as a password.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_sign_url(dxaws_session *session,
                                                       dxaws_context *context,
                                                       dxaws_signable *signable, int64_t expires_s,
                                                       char **url);

/** @name The signature
 * Authorization, X-Amz-Date, and where they belong to it X-Amz-Security-Token and
 * X-Amz-Content-Sha256. Borrowed until it is signed again. They are secrets (rule 32). @since 0.9
 * @{ */
/** How many headers are to be added; 0 before dxaws_sign(). */
DXAWS_API size_t dxaws_signable_header_count(const dxaws_signable *signable);
/** One of them: its name and value. False past the end, leaving both alone. */
DXAWS_API bool dxaws_signable_header_at(const dxaws_signable *signable, size_t index,
                                        const char **name, const char **value);
/** @} */

DXAWS_END_DECLS

#endif
