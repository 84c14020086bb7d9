/* SPDX-License-Identifier: MIT */
/** @file
 * Sessions: whose credentials, which region, which endpoints. One session is shared by all
 * providers of a program; it owns the connections.
 */
#ifndef DXAWS_SESSION_H
#define DXAWS_SESSION_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** What a session is made from; a value. What is not set comes from the environment and the
 * shared configuration files, in the order that the AWS SDKs document. */
typedef struct dxaws_session_options dxaws_session_options;

/** Refcounted, thread-safe. Making one touches neither files nor the network. */
typedef struct dxaws_session dxaws_session;

/** NULL without memory. @since 0.1 */
DXAWS_API dxaws_session_options *dxaws_session_options_new(void);
DXAWS_API void dxaws_session_options_free(dxaws_session_options *options);
DXAWS_DEFINE_CLEANUP(dxaws_session_options, dxaws_session_options_free)

/** @name Setters
 * Copy their argument; NULL takes the setting back. Running out of memory is reported by
 * dxaws_session_new(). @since 0.1
 * @{ */
/** The profile of the shared configuration files; overrides AWS_PROFILE and environment keys. */
DXAWS_API void dxaws_session_options_set_profile(dxaws_session_options *options,
                                                 const char *profile);
/** Overrides AWS_REGION, AWS_DEFAULT_REGION and the profile's region. */
DXAWS_API void dxaws_session_options_set_region(dxaws_session_options *options,
                                                const char *region);
/** Every service's endpoint, such as "http://127.0.0.1:5000"; overrides AWS_ENDPOINT_URL*. */
DXAWS_API void dxaws_session_options_set_endpoint_url(dxaws_session_options *options,
                                                      const char *url);
/** Explicit keys; @a token may be NULL. They override every other source. */
DXAWS_API void dxaws_session_options_set_keys(dxaws_session_options *options,
                                              const char *access_key_id, const char *secret,
                                              const char *token);
/** How often a request is sent at most, the first time included; 0 for the default (3). */
DXAWS_API void dxaws_session_options_set_max_attempts(dxaws_session_options *options,
                                                      unsigned attempts);
/** A file of certificates to trust instead of the system's; overrides AWS_CA_BUNDLE. */
DXAWS_API void dxaws_session_options_set_ca_bundle(dxaws_session_options *options,
                                                   const char *path);
/** Whether requests go to FIPS endpoints; overrides AWS_USE_FIPS_ENDPOINT. Together with an endpoint
 * URL every call fails. (Rule 42.) */
DXAWS_API void dxaws_session_options_set_fips(dxaws_session_options *options, bool fips);
/** Whether requests go to hosts that IPv6 reaches too; overrides AWS_USE_DUALSTACK_ENDPOINT.
 * Together with an endpoint URL every call fails. (Rule 42.) */
DXAWS_API void dxaws_session_options_set_dualstack(dxaws_session_options *options, bool dualstack);
/** Whether a bucket is named in the path even where the host name could; overrides the profile's
 * `s3` `addressing_style`. (Rule 42.) */
DXAWS_API void dxaws_session_options_set_s3_path_style(dxaws_session_options *options,
                                                       bool path_style);
/** Whether requests of a bucket go through S3 Transfer Acceleration. (Rule 42.) */
DXAWS_API void dxaws_session_options_set_s3_accelerate(dxaws_session_options *options,
                                                       bool accelerate);
/** Whether a service that throttles is asked no faster than it answers; overrides AWS_RETRY_MODE,
 * "adaptive" or "standard". (Rule 33.) */
DXAWS_API void dxaws_session_options_set_retry_adaptive(dxaws_session_options *options,
                                                        bool adaptive);
/** Whether retries wait and cost as before 2026; overrides AWS_NEW_RETRIES_2026. (Rule 33.) */
DXAWS_API void dxaws_session_options_set_retry_2_0(dxaws_session_options *options, bool retry_2_0);
/** How to look up the environment instead of getenv(); @a self is borrowed, and @a lookup may be
 * called by any thread that uses the session, but must not use it itself. For tests. */
DXAWS_API void dxaws_session_options_set_environment(dxaws_session_options *options,
                                                     const char *(*lookup)(void *self,
                                                                           const char *name),
                                                     void *self);
/** @} */

/** @param options NULL for all defaults. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_new(const dxaws_session_options *options,
                                                          dxaws_session **session);
DXAWS_API dxaws_session *dxaws_session_ref(dxaws_session *session);
DXAWS_API dxaws_session *dxaws_session_unref(dxaws_session *session);
static inline void dxaws_session_cleanup(dxaws_session **pointer)
{
    *pointer = dxaws_session_unref(*pointer);
}

/**
 * The region: explicit, AWS_REGION, AWS_DEFAULT_REGION, then the profile's. There is no silent
 * default: INVALID_ARGUMENT, saying what to set, when nothing names one.
 * @param region borrowed from the session. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_region(dxaws_session *session,
                                                             const char **region);

/**
 * Finds credentials without using them, so that a program can say early that there are none.
 * UNAUTHENTICATED, naming every source that was tried, when there are none.
 * @param source where they came from, such as "environment"; borrowed; may be NULL. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_check_credentials(dxaws_session *session,
                                                                        dxaws_context *context,
                                                                        const char **source);

DXAWS_END_DECLS

#endif
