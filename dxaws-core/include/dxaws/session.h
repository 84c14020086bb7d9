/* SPDX-License-Identifier: MIT */
/** @file
 * Sessions: whose credentials, which region, which endpoints. One session is shared by all
 * providers of a program; it owns the connections.
 *
 * What is not set is looked up as the AWS SDKs document it. The environment (rule 20): AWS_PROFILE,
 * then AWS_DEFAULT_PROFILE; AWS_REGION, then AWS_DEFAULT_REGION; AWS_CONFIG_FILE and
 * AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/config and ~/.aws/credentials (rule 19). A variable
 * that is blank is as good as unset.
 *
 * The files (rules 15 to 18): `[default]`, `[profile x]`, `[sso-session x]`, `[services x]` in the
 * configuration file, `[x]` in the credentials file, whose properties win. A mistake in a file is
 * an error that names file and line, never an empty file. A section with a header of another kind
 * is ignored, and told of by the event `config.ignored` (`warnings`, source `dxaws.core`).
 *
 * Credentials (rule 23): explicit keys, the environment, the profile (assumed role, static keys,
 * web identity, single sign-on, a process), web identity from the environment, the container's
 * endpoint, the instance's metadata service. A source that was meant to be used and is broken is an
 * error; one that has nothing is passed over.
 */
#ifndef DXAWS_SESSION_H
#define DXAWS_SESSION_H

#include <dxaws/ambient.h>
#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>
#include <dxaws/transport.h>

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
DXAWS_API void dxaws_session_options_set_region(dxaws_session_options *options, const char *region);
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
/** Whether requests go to FIPS endpoints; overrides AWS_USE_FIPS_ENDPOINT. Together with an
 * endpoint URL every call fails. (Rule 42.) */
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
/** Whether S3 is told the CRC-32 of a body wherever it takes one, as with PutObject; overrides
 * AWS_REQUEST_CHECKSUM_CALCULATION, "when_supported" or "when_required". Where nothing says, it is
 * told at AWS's own endpoints only, since other stores may not know it. Operations that are refused
 * without a checksum have one anyway, signed URLs never, and one of the caller's is kept.
 * (Rule 20.) @since 0.1 */
DXAWS_API void dxaws_session_options_set_request_checksum(dxaws_session_options *options,
                                                          bool when_supported);
/** Whether an object that S3 sends is compared with its CRC-32 or SHA-256, and asked for again when
 * it is damaged; overrides AWS_RESPONSE_CHECKSUM_VALIDATION. The default is as above, and a request
 * that has `x-amz-checksum-mode` itself is compared anyway. (Rule 20.) @since 0.1 */
DXAWS_API void dxaws_session_options_set_response_checksum(dxaws_session_options *options,
                                                           bool when_supported);
/**
 * A role to assume with the credentials that the chain finds, whichever source has them: keys, a
 * profile, the container or the instance. See also `role_arn` in a profile, which needs none of
 * this. The name of the session is 2 to 64 of A-Za-z0-9_+=,.@- (NULL: "dxaws-" and the time);
 * the duration 900 to 43200 seconds, 3600 at most when the role is assumed from another role's
 * credentials (0: the service's default). Wrong values are reported by dxaws_session_new()
 * (rule 25).
 */
DXAWS_API void dxaws_session_options_set_role(dxaws_session_options *options, const char *role_arn,
                                              const char *external_id, const char *session_name,
                                              unsigned duration_s);
/**
 * True on AWS compute: only the container's and the instance's credentials are used, no keys of
 * the environment and no profile; and the region, where nothing names one, is the instance's
 * (rule 21).
 */
DXAWS_API void dxaws_session_options_set_aws_compute(dxaws_session_options *options,
                                                     bool aws_compute);
/** Asked for the code of a multi-factor device, once, when a profile has `mfa_serial`; without it
 * such a profile is refused at once (rule 25). @a code has room for @a size bytes; false to give
 * up. @a self is borrowed. */
DXAWS_API void dxaws_session_options_set_mfa(dxaws_session_options *options,
                                             bool (*ask)(void *self, const char *serial, char *code,
                                                         size_t size),
                                             void *self);
/** The proxy for all requests but those to loopback, containers and instance metadata, such as
 * "http://proxy:3128". Without it the environment says, as for curl: https_proxy or HTTPS_PROXY,
 * http_proxy in lower case alone, for both all_proxy or ALL_PROXY; but not for the hosts that
 * no_proxy or NO_PROXY lists. A password in it is a secret (rule 32). */
DXAWS_API void dxaws_session_options_set_proxy(dxaws_session_options *options, const char *url);
/** How to look up the environment instead of getenv(); @a self is borrowed, and @a lookup may be
 * called by any thread that uses the session, but must not use it itself. For tests. */
DXAWS_API void dxaws_session_options_set_environment(dxaws_session_options *options,
                                                     const char *(*lookup)(void *self,
                                                                           const char *name),
                                                     void *self);
/** A folder that stands for "/": every file is looked up below it. */
DXAWS_API void dxaws_session_options_set_file_root(dxaws_session_options *options,
                                                   const char *path);
/** How to read and write files. @a ops is copied; @a self is borrowed and must outlive the session,
 * as in the next two. NULL for the system's. */
DXAWS_API void dxaws_session_options_set_files(dxaws_session_options *options,
                                               const dxaws_file_ops *ops, void *self);
/** How to run programs. */
DXAWS_API void dxaws_session_options_set_processes(dxaws_session_options *options,
                                                   const dxaws_process_ops *ops, void *self);
/** How to send requests. */
DXAWS_API void dxaws_session_options_set_transport(dxaws_session_options *options,
                                                   const dxaws_transport_ops *ops, void *self);
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
 * default: INVALID_ARGUMENT, saying what to set, when nothing names one. On AWS compute the
 * instance is asked last; dxaws_session_find_region() lets a context end that.
 * @param region borrowed from the session. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_region(dxaws_session *session,
                                                             const char **region);
/** Likewise, within the context's deadline and as long as it is not cancelled. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_find_region(dxaws_session *session,
                                                                  dxaws_context *context,
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
