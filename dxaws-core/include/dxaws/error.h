/* SPDX-License-Identifier: MIT */
/** @file
 * Errors: one value that says what failed, why, and what a caller can do about it.
 *
 * Every fallible function of dxaws returns `dxaws_error *`; NULL is success. The caller owns the
 * error and releases it with dxaws_error_free(). There is no other channel: no errno, no
 * thread-local state, so that an error may be handed to another thread. An error never contains a
 * secret (rule 32). A service's error has its code, message and request id (rules 38 and 39).
 */
#ifndef DXAWS_ERROR_H
#define DXAWS_ERROR_H

#include <dxaws/base.h>

DXAWS_BEGIN_DECLS

/** An error: a value. @since 0.1 */
typedef struct dxaws_error dxaws_error;

/**
 * What a caller can do. Open for additions: treat an unknown kind as DXAWS_ERROR_INTERNAL.
 * Of what applies a plan, CONFLICT, INVALID_STATE and REFUSED also say that it has written nothing:
 * what stops it after a write is PARTIAL, with its cause. @since 0.1
 */
typedef enum dxaws_error_kind {
    DXAWS_ERROR_INVALID_ARGUMENT = 1, /**< Mend the value that the message names. */
    DXAWS_ERROR_NOT_FOUND = 2,        /**< The named thing does not exist. */
    DXAWS_ERROR_CONFLICT = 3,         /**< Somebody else holds it; nothing was overwritten. */
    DXAWS_ERROR_PERMISSION = 4,       /**< The caller is known but may not. */
    DXAWS_ERROR_UNAUTHENTICATED = 5,  /**< No, wrong or expired credentials. */
    DXAWS_ERROR_THROTTLED = 6,        /**< Too many requests, after all retries. */
    DXAWS_ERROR_UNAVAILABLE = 7,      /**< No connection, or the service failed, after retries. */
    DXAWS_ERROR_TIMEOUT = 8,          /**< A deadline of the context or of a wait passed. */
    DXAWS_ERROR_CANCELLED = 9,        /**< dxaws_context_cancel() was called. */
    DXAWS_ERROR_UNSUPPORTED = 10,     /**< This provider, or this release, cannot. */
    DXAWS_ERROR_PARTIAL = 11,         /**< Something was written; the cause says what stopped it. */
    DXAWS_ERROR_PROTOCOL = 12,        /**< The service answered what no service should. */
    DXAWS_ERROR_INVALID_STATE = 13,   /**< Not now: the resource is in a state that forbids it. */
    DXAWS_ERROR_OUT_OF_MEMORY = 14,   /**< malloc() failed. */
    DXAWS_ERROR_INTERNAL = 15,        /**< A bug in dxaws. */
    DXAWS_ERROR_REFUSED = 16,         /**< A protection or a preflight check says no. */
    DXAWS_ERROR_STALE = 17            /**< The resource changed since it was read: plan again. */
} dxaws_error_kind;

/**
 * Makes an error, which the caller owns.
 *
 * @param domain who says it: "core", "s3", "dns", ... Copied; NULL for "core".
 * @param code   a stable name within the domain, such as "BucketNameError". Copied; NULL for
 * "Error".
 * @param format one line that names the value and what would be right; never a secret. In what it
 *               gives, a control character becomes a blank; what is not UTF-8, question marks. Of
 * more than 2,000 bytes the beginning and the end are kept.
 * @return never NULL: without memory, dxaws_error_out_of_memory().
 * @since 0.1
 */
DXAWS_API dxaws_error *dxaws_error_new(dxaws_error_kind kind, const char *domain, const char *code,
                                       const char *format, ...) DXAWS_PRINTF(4, 5);

/** The out-of-memory error: static, so that it may be freed any number of times, and be shared.
 * Never NULL. @since 0.1 */
DXAWS_API dxaws_error *dxaws_error_out_of_memory(void);

/** Releases an error and its causes; NULL is accepted. @since 0.1 */
DXAWS_API void dxaws_error_free(dxaws_error *error);
DXAWS_DEFINE_CLEANUP(dxaws_error, dxaws_error_free)

/** @name What an error says
 * Strings are borrowed from the error; those marked "or NULL" may be absent. @since 0.1
 * @{ */
/** What a caller can do. */
DXAWS_API dxaws_error_kind dxaws_error_get_kind(const dxaws_error *error);
/** Who says it: "core", or a module such as "s3". */
DXAWS_API const char *dxaws_error_domain(const dxaws_error *error);
/** A stable name within the domain, such as DXAWS_CORE_ERROR_NO_REGION, see <dxaws/error-codes.h>.
 */
DXAWS_API const char *dxaws_error_code(const dxaws_error *error);
/** One line for people, in English; not to be parsed. */
DXAWS_API const char *dxaws_error_message(const dxaws_error *error);
/** The service's own code, such as "NoSuchBucket", or NULL. */
DXAWS_API const char *dxaws_error_aws_code(const dxaws_error *error);
/** The HTTP status, or 0. */
DXAWS_API int dxaws_error_http_status(const dxaws_error *error);
/** The service's request id, or NULL. */
DXAWS_API const char *dxaws_error_request_id(const dxaws_error *error);
/** The API operation, such as "PutBucketTagging", or NULL. */
DXAWS_API const char *dxaws_error_operation(const dxaws_error *error);
/** The resource it is about, or NULL. */
DXAWS_API const char *dxaws_error_resource(const dxaws_error *error);
/**
 * What of the document that was given it is about, as a JSON pointer (RFC 6901),
 * "/records/3/ttl_s";
 * "" is the document itself. Of what is missing, the object that lacks it. NULL: not known.
 * @since 0.9
 */
DXAWS_API const char *dxaws_error_path(const dxaws_error *error);
/** True when it is about the name at the end of the path, which no object may have there, and not
 * about its value. @since 0.9 */
DXAWS_API bool dxaws_error_is_about_name(const dxaws_error *error);
/** The file that holds the cause, or NULL. @since 0.9 */
DXAWS_API const char *dxaws_error_file(const dxaws_error *error);
/** The line in it, from 1; 0: not known. @since 0.9 */
DXAWS_API size_t dxaws_error_line(const dxaws_error *error);
/** The column in that line, from 1, in characters; 0: not known. @since 0.9 */
DXAWS_API size_t dxaws_error_column(const dxaws_error *error);
/** True when the same call may succeed later without a change by the caller. */
DXAWS_API bool dxaws_error_is_retryable(const dxaws_error *error);
/**
 * True when the request was made again after an attempt of which it is not known what became of
 * it: no answer arrived, or one that the service failed. A refusal then may be of what that attempt
 * did: DistributionAlreadyExists of the distribution that it made. Who writes reads before he
 * believes it. @since 0.9
 */
DXAWS_API bool dxaws_error_was_repeated(const dxaws_error *error);
/** What caused this error, or NULL; borrowed. */
DXAWS_API const dxaws_error *dxaws_error_cause(const dxaws_error *error);
/** @} */

/**
 * The first error of that domain and code among @a error and what caused it: what went wrong in the
 * midst of PARTIAL, say. Codes are in <dxaws/error-codes.h> and in the modules' headers.
 * @param error  may be NULL.
 * @param domain "core", or a module such as "s3"; NULL for any.
 * @return borrowed from @a error; NULL when there is none. @since 0.9
 */
DXAWS_API const dxaws_error *dxaws_error_find(const dxaws_error *error, const char *domain,
                                              const char *code);

/** The stable upper-case name of a kind, such as "NOT_FOUND"; "INTERNAL" when there is no such
 * kind. A static string. @since 0.1 */
DXAWS_API const char *dxaws_error_kind_name(dxaws_error_kind kind);

/** The kind of that name, or DXAWS_ERROR_INTERNAL when no kind has it or it is NULL. @since 0.1 */
DXAWS_API dxaws_error_kind dxaws_error_kind_from_name(const char *name);

/**
 * The error as JSON: `{"kind","domain","code","message","aws_code","http_status","request_id",
 * "operation","resource","path","about_name","file","line","column","retryable","repeated",
 * "cause"}`, absent members left out.
 * @return for free(); NULL without memory. @since 0.1
 */
DXAWS_API char *dxaws_error_format(const dxaws_error *error);

/** Reads what dxaws_error_format() wrote; the caller owns the result. NULL when @a json is NULL or
 * not an error. @since 0.1 */
DXAWS_API dxaws_error *dxaws_error_parse(const char *json);

DXAWS_END_DECLS

#endif
