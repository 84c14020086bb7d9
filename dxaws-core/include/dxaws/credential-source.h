/* SPDX-License-Identifier: MIT */
/** @file
 * Keys as a value, and a source of them of the program's own, such as a vault.
 *
 * Keys are changed by one thread at a time; several may read them. A source is asked by whichever
 * thread needs credentials, by one at a time.
 */
#ifndef DXAWS_CREDENTIAL_SOURCE_H
#define DXAWS_CREDENTIAL_SOURCE_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** @name Keys
 * Strings are copied, and those that are returned borrowed from the keys until they change; "or
 * NULL" where there may be none. @since 0.1
 * @{ */

/** Keys and what belongs to them. A value, in memory that core dumps leave out, wiped when it is
 * released. */
typedef struct dxaws_credentials dxaws_credentials;

/** Keys for a session; either NULL or blank is reported by whoever uses them. The caller owns them;
 * NULL without memory. @since 0.9 */
DXAWS_API dxaws_credentials *dxaws_credentials_new(const char *access_key_id,
                                                   const char *secret_access_key);
DXAWS_API void dxaws_credentials_free(dxaws_credentials *credentials);
DXAWS_DEFINE_CLEANUP(dxaws_credentials, dxaws_credentials_free)

/** The session token of temporary keys; NULL or blank takes it back. Accepts NULL credentials, as
 * the other setters do; running out of memory is reported by what uses the keys. @since 0.9 */
DXAWS_API void dxaws_credentials_set_session_token(dxaws_credentials *credentials,
                                                   const char *token);
/** The account that they belong to. @since 0.9 */
DXAWS_API void dxaws_credentials_set_account_id(dxaws_credentials *credentials,
                                                const char *account_id);
/** The moment they end, by AWS's clock; without it they do not expire. @since 0.9 */
DXAWS_API void dxaws_credentials_set_expires_ms(dxaws_credentials *credentials, int64_t expires_ms);

/** The access key id, which is no secret; or NULL. */
DXAWS_API const char *dxaws_credentials_access_key_id(const dxaws_credentials *credentials);
/** The secret, or NULL. */
DXAWS_API const char *dxaws_credentials_secret_access_key(const dxaws_credentials *credentials);
/** The session token, a secret, or NULL. */
DXAWS_API const char *dxaws_credentials_session_token(const dxaws_credentials *credentials);
/** The account that they belong to, or NULL: not every source says. */
DXAWS_API const char *dxaws_credentials_account_id(const dxaws_credentials *credentials);
/** Where a session has them from, such as "environment"; NULL for those that the program made. */
DXAWS_API const char *dxaws_credentials_source(const dxaws_credentials *credentials);
/** The moment they end, which sources write in any form of time (rule 47). False, leaving
 * @a expires_ms alone, when they do not expire. @since 0.9 */
DXAWS_API bool dxaws_credentials_expires_ms(const dxaws_credentials *credentials,
                                            int64_t *expires_ms);
/** As `credential_process` wants them (rule 27): one line of JSON with Version, AccessKeyId,
 * SecretAccessKey, and where there are any SessionToken, Expiration and AccountId. A secret. NULL
 * for keys that are not whole, or without memory. */
DXAWS_API const char *dxaws_credentials_process_json(const dxaws_credentials *credentials);
/** @} */

/**
 * A source of credentials. Set with dxaws_session_options_set_credential_source(). @since 0.9
 */
typedef struct dxaws_credential_source_ops {
    size_t size; /**< sizeof(dxaws_credential_source_ops) */
    /** What it is called in reports, events and errors, such as "vault"; NULL for "program". */
    const char *name;
    /**
     * Gives credentials, anew each time: the session keeps them, and asks again early enough before
     * they expire (rule 31): advised 5 to 60 minutes before, by their lifetime, when a failure
     * leaves the ones that are there in use; they must be other ones in their last minute, when a
     * failure is told to everybody. They are never used once expired, unlike those of AWS's own
     * sources. One thread asks, however many wait; when a service says that they have expired, or
     * are not valid, it asks once more.
     *
     * Must not use the session, which would wait for itself for ever, and should return when
     * @a context (may be NULL) has ended.
     *
     * @param credentials NULL at first, and left so when there are none here: the next source is
     * then asked. The session owns and wipes what it is set to.
     * @return why there are none, which the session owns, and which ends the search: the cause of
     * an error DXAWS_CORE_ERROR_CREDENTIAL_SOURCE of its kind. Its text is shown and logged: it
     *         must have no secret.
     */
    dxaws_error *(*fetch)(void *self, dxaws_context *context, dxaws_credentials **credentials);
    /* 0.9 ends here. */
} dxaws_credential_source_ops;

DXAWS_END_DECLS

#endif
