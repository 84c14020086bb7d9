/* SPDX-License-Identifier: MIT */
/** @file
 * Sessions: whose credentials, which region, which endpoints. One session is shared by all
 * providers of a program and by any number of threads; it owns the connections.
 *
 *     dxaws_session_options *options = dxaws_session_options_new();
 *     dxaws_session_options_set_region(options, "eu-west-1");
 *     error = dxaws_session_new(options, &session);   (copies the options)
 *     dxaws_session_options_free(options);
 *
 * Making one touches neither files nor the network. Settings are found by the first call that needs
 * any of them, and kept. A mistake is INVALID_ARGUMENT, with the value and where it comes from; it
 * is not kept, so that the next call finds it mended. It is told
 *
 * - by dxaws_session_new(): a role that is not well formed;
 * - by the first call: a region that is not a DNS label, a profile that is not there, a mistake in
 *   a file, a CA bundle that cannot be read, a setting that has no such value;
 * - by the first call that needs credentials: a key without its secret, and what is wrong with
 *   their source;
 * - by each request that it is about: an endpoint or a proxy that is no URL, variants of endpoints
 *   that exclude each other.
 *
 * What is not set is looked up as the AWS SDKs document it. The environment (rule 20): AWS_PROFILE,
 * then AWS_DEFAULT_PROFILE; AWS_REGION, then AWS_DEFAULT_REGION; AWS_CONFIG_FILE and
 * AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/config and ~/.aws/credentials (rule 19). A variable
 * that is blank is as good as unset.
 *
 * The files (rules 15 to 18), as the AWS CLI or the SDKs take them: `[default]`, `[profile x]`,
 * `[sso-session x]`, `[services x]` in the configuration file, names with blanks in quotes; `[x]`
 * in the credentials file, whose properties win. A mistake is an error, with file and line, where
 * its section is in use. What is passed over, mistakes in other sections and sections with a header
 * of another kind, is told of by the event `config.ignored` (`warnings`, source `dxaws.core`) and
 * by dxaws_settings_report_warning_at(). What was meant for this session and is not read as it is
 * written, such as AWS_ENDPOINT_URL_ROUTE53, is told of by the event `config.unread` instead.
 *
 * Credentials (rule 23): explicit keys, a source of the program's own, the environment, the profile
 * (assumed role, static keys, web identity, single sign-on, a process), web identity from the
 * environment, the container's endpoint, the instance's metadata service. A source that was meant
 * to be used and is broken is an error; one that has nothing is passed over.
 */
#ifndef DXAWS_SESSION_H
#define DXAWS_SESSION_H

#include <dxaws/ambient.h>
#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/credential-source.h>
#include <dxaws/error.h>
#include <dxaws/role.h>
#include <dxaws/transport.h>

DXAWS_BEGIN_DECLS

/** What a session is made from; a value. @since 0.1 */
typedef struct dxaws_session_options dxaws_session_options;

/** Refcounted, thread-safe. @since 0.1 */
typedef struct dxaws_session dxaws_session;

/** Options of which none is set; the caller owns them. NULL without memory. @since 0.1 */
DXAWS_API dxaws_session_options *dxaws_session_options_new(void);
DXAWS_API void dxaws_session_options_free(dxaws_session_options *options);
DXAWS_DEFINE_CLEANUP(dxaws_session_options, dxaws_session_options_free)

/** @name Setters
 * Copy their texts, of which NULL or a blank one takes the setting back; check nothing, see above;
 * accept NULL options. Running out of memory is reported by dxaws_session_new(). @since 0.1
 * @{ */
/** The profile of the shared configuration files; overrides AWS_PROFILE and the keys of the
 * environment. */
DXAWS_API void dxaws_session_options_set_profile(dxaws_session_options *options,
                                                 const char *profile);
/** Such as "eu-west-1"; overrides AWS_REGION, AWS_DEFAULT_REGION and the profile's (rule 21). */
DXAWS_API void dxaws_session_options_set_region(dxaws_session_options *options, const char *region);
/** Every service's endpoint, such as "http://127.0.0.1:5000"; overrides, in their order,
 * AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, and the profile's `services` section and
 * `endpoint_url`; AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true passes over those, not over this
 * (rule 22). */
DXAWS_API void dxaws_session_options_set_endpoint_url(dxaws_session_options *options,
                                                      const char *url);
/** Explicit keys; @a token may be NULL. They override every other source (rule 23). One of key and
 * secret without the other is an error of the first use. Secrets are copied to memory of their own
 * and wiped (rule 32). */
DXAWS_API void dxaws_session_options_set_keys(dxaws_session_options *options,
                                              const char *access_key_id, const char *secret,
                                              const char *token);
/** A source of the program's own, such as a vault, see <dxaws/credential-source.h>; asked before
 * every other but for explicit keys. @a ops is copied; one without size or fetch, and NULL, take it
 * back.
 * @a self is borrowed and must outlive the session. @since 0.9 */
DXAWS_API void dxaws_session_options_set_credential_source(dxaws_session_options *options,
                                                           const dxaws_credential_source_ops *ops,
                                                           void *self);
/** How often a request is sent at most, the first time included; 0 for the default (3). */
DXAWS_API void dxaws_session_options_set_max_attempts(dxaws_session_options *options,
                                                      unsigned attempts);
/** A file of PEM certificates to trust instead of the system's; overrides AWS_CA_BUNDLE and the
 * profile's `ca_bundle`. libcurl reads it when it connects, so it must stay where it is; it is
 * looked up below the file root, but not by dxaws_file_ops. One without certificates ends the
 * request as UNAVAILABLE. A transport of the program's own is not told of it. */
DXAWS_API void dxaws_session_options_set_ca_bundle(dxaws_session_options *options,
                                                   const char *path);
/** @} */

/** @name Switches
 * Either value overrides what environment and profile say; there is no taking it back, so call them
 * only to decide. They accept NULL options. @since 0.1
 * @{ */
/** Whether requests go to FIPS endpoints; overrides AWS_USE_FIPS_ENDPOINT. Together with an
 * endpoint URL every call fails. (Rule 42.) */
DXAWS_API void dxaws_session_options_set_fips(dxaws_session_options *options, bool fips);
/** Whether requests go to hosts that IPv6 reaches too; overrides AWS_USE_DUALSTACK_ENDPOINT.
 * Together with an endpoint URL every call fails. (Rule 42.) */
DXAWS_API void dxaws_session_options_set_dualstack(dxaws_session_options *options, bool dualstack);
/** Whether requests of a bucket go through S3 Transfer Acceleration. (Rule 42.) */
DXAWS_API void dxaws_session_options_set_s3_accelerate(dxaws_session_options *options,
                                                       bool accelerate);
/** @} */

/** @name Modes
 * The first value of each takes the setting back: environment and profile say, then the default.
 * They accept NULL options. Open for additions. @since 0.9
 * @{ */
/** How requests are repeated; overrides AWS_RETRY_MODE. (Rule 33.) */
typedef enum dxaws_retry_mode {
    DXAWS_RETRY_MODE_DEFAULT = 0,
    DXAWS_RETRY_MODE_STANDARD = 1, /**< The default. */
    DXAWS_RETRY_MODE_ADAPTIVE =
        2 /**< A service that throttles is asked no faster than it answers. */
} dxaws_retry_mode;
/** Sets how requests are repeated. */
DXAWS_API void dxaws_session_options_set_retry_mode(dxaws_session_options *options,
                                                    dxaws_retry_mode mode);

/** How long a repetition waits, and what it costs of the budget; no variable says it. (Rule 33.) */
typedef enum dxaws_retry_pace {
    DXAWS_RETRY_PACE_DEFAULT = 0,
    DXAWS_RETRY_PACE_2026 = 1,       /**< From 50 ms on, 1 s when throttled. The default. */
    DXAWS_RETRY_PACE_BEFORE_2026 = 2 /**< From 1 s on, and for less. */
} dxaws_retry_pace;
/** Sets how long a repetition waits. */
DXAWS_API void dxaws_session_options_set_retry_pace(dxaws_session_options *options,
                                                    dxaws_retry_pace pace);

/** Where a bucket is named; overrides the profile's `s3` `addressing_style`. (Rule 42.) */
typedef enum dxaws_bucket_addressing {
    DXAWS_BUCKET_ADDRESSING_DEFAULT = 0,
    DXAWS_BUCKET_ADDRESSING_AUTO = 1, /**< In the host name at AWS's own endpoints, where it can be;
                                         in the path at those of an endpoint URL. The default. */
    DXAWS_BUCKET_ADDRESSING_PATH = 2, /**< In the path, even where the host name could. */
    DXAWS_BUCKET_ADDRESSING_VIRTUAL = 3 /**< In the host name, where it can be, at any endpoint. */
} dxaws_bucket_addressing;
/** Sets where a bucket is named. */
DXAWS_API void dxaws_session_options_set_bucket_addressing(dxaws_session_options *options,
                                                           dxaws_bucket_addressing addressing);

/** When checksums are used. (Rule 20.) */
typedef enum dxaws_checksum_mode {
    DXAWS_CHECKSUM_MODE_DEFAULT = 0, /**< As supported at AWS's own endpoints, else as required:
                                        other stores may not know them. */
    DXAWS_CHECKSUM_MODE_WHEN_SUPPORTED = 1, /**< Wherever the operation knows one. */
    DXAWS_CHECKSUM_MODE_WHEN_REQUIRED = 2   /**< Where the operation is refused without. */
} dxaws_checksum_mode;
/** When S3 is told the CRC-32 of a body, as with PutObject; overrides
 * AWS_REQUEST_CHECKSUM_CALCULATION. Signed URLs have none, and one of the caller's is kept. */
DXAWS_API void dxaws_session_options_set_request_checksum(dxaws_session_options *options,
                                                          dxaws_checksum_mode mode);
/** When an object that S3 sends whole is compared with its checksum (CRC-32, CRC-32C, CRC-64/NVME,
 * SHA-1 or SHA-256; one made of the checksums of parts, "...-3", is not compared) and asked for
 * again when it is damaged; overrides AWS_RESPONSE_CHECKSUM_VALIDATION. A request that has
 * `x-amz-checksum-mode` itself is compared anyway. */
DXAWS_API void dxaws_session_options_set_response_checksum(dxaws_session_options *options,
                                                           dxaws_checksum_mode mode);
/** @} */

/** @name Roles and proxies
 * As the setters above: they copy, check nothing, and can be taken back. @since 0.1
 * @{ */
/**
 * True on AWS compute: credentials are the container's or the instance's, and neither those of the
 * environment nor of a profile nor of web identity count. What the program itself says still does:
 * keys set with dxaws_session_options_set_keys() and a source of its own win, and a role is assumed
 * with what was found. Other settings come from where they always do; the region, where nothing
 * names one, is the instance's (rule 21), whose metadata service is asked four times before it
 * counts as away (rule 28). False, as when it was not called, leaves all sources in their order:
 * right for Lambda, whose credentials are in the environment, and for web identity on EKS.
 */
DXAWS_API void dxaws_session_options_set_aws_compute(dxaws_session_options *options,
                                                     bool aws_compute);
/** A role to assume with the credentials that the chain finds, whichever source has them: keys, a
 * profile, the container or the instance. See also `role_arn` in a profile, which needs none of
 * this. Copied; a NULL one is reported as OUT_OF_MEMORY by dxaws_session_new(). (Rule 25.) */
DXAWS_API void dxaws_session_options_set_role(dxaws_session_options *options,
                                              const dxaws_role *role);
/** Takes the role back: the credentials that are found are used themselves. */
DXAWS_API void dxaws_session_options_unset_role(dxaws_session_options *options);
/**
 * Asked for the code of a multi-factor device when a profile has `mfa_serial`; without it (NULL)
 * such a profile is refused at once as UNSUPPORTED (rule 25). A session uses one code: what it gave
 * cannot be renewed, and ends as UNAUTHENTICATED.
 *
 * It is called by whichever thread needs credentials, while the others wait: it must not use the
 * session, which would wait for itself for ever. Somebody may take long to type, so it should
 * return when @a context has ended. It writes the code to @a code, which has room for @a size
 * bytes, the final NUL among them, 32 at this time; or returns why there is none, an error that the
 * session owns. @a self is borrowed until the session ends.
 */
DXAWS_API void dxaws_session_options_set_mfa(dxaws_session_options *options,
                                             dxaws_error *(*ask)(void *self, dxaws_context *context,
                                                                 const char *serial, char *code,
                                                                 size_t size),
                                             void *self);
/** The proxy for all requests but those to loopback, containers and instance metadata, such as
 * "http://proxy:3128". Without it the environment says, as for curl: https_proxy or HTTPS_PROXY,
 * http_proxy in lower case alone, for both all_proxy or ALL_PROXY; but not for the hosts that
 * no_proxy or NO_PROXY lists. A password in it is a secret (rule 32). */
DXAWS_API void dxaws_session_options_set_proxy(dxaws_session_options *options, const char *url);
/** @} */

/** @name What a session stands on
 * To be replaced by a test, or by a program with means of its own. What is given may be called by
 * any thread that uses the session, several at once, and must not use it itself; @a self is
 * borrowed and must outlive the session. NULL functions stand for the system's. @since 0.1
 * @{ */
/** How to look up a variable instead of getenv(). NULL when it is not set; a string stays valid,
 * and as it is, as long as the session. */
DXAWS_API void dxaws_session_options_set_environment(dxaws_session_options *options,
                                                     const char *(*lookup)(void *self,
                                                                           const char *name),
                                                     void *self);
/** A folder that stands for "/": every file is looked up below it. Copied; NULL takes it back. */
DXAWS_API void dxaws_session_options_set_file_root(dxaws_session_options *options,
                                                   const char *path);
/** How to read and write files, see <dxaws/ambient.h>. @a ops is copied. */
DXAWS_API void dxaws_session_options_set_files(dxaws_session_options *options,
                                               const dxaws_file_ops *ops, void *self);
/** How to run programs, see <dxaws/ambient.h>. @a ops is copied. */
DXAWS_API void dxaws_session_options_set_processes(dxaws_session_options *options,
                                                   const dxaws_process_ops *ops, void *self);
/** How to send requests, see <dxaws/transport.h>. @a ops is copied. */
DXAWS_API void dxaws_session_options_set_transport(dxaws_session_options *options,
                                                   const dxaws_transport_ops *ops, void *self);
/** @} */

/**
 * Makes a session, of which the caller owns a reference. INVALID_ARGUMENT when the options' role is
 * not well formed.
 * @param options copied; NULL for all defaults. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_new(const dxaws_session_options *options,
                                                          dxaws_session **session);
DXAWS_API dxaws_session *dxaws_session_ref(dxaws_session *session);
DXAWS_API dxaws_session *dxaws_session_unref(dxaws_session *session);
static inline void dxaws_session_cleanup(dxaws_session **pointer)
{
    *pointer = dxaws_session_unref(*pointer);
}

/**
 * The region: explicit, AWS_REGION, AWS_DEFAULT_REGION, then the profile's (rule 21). There is no
 * silent default: INVALID_ARGUMENT, saying what to set, when nothing names one. On AWS compute the
 * instance is asked last, over the network. CANCELLED or TIMEOUT as the context says.
 * @param region borrowed from the session, as long as that lives. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_get_region(dxaws_session *session,
                                                                 dxaws_context *context,
                                                                 const char **region);

/** The regions of AWS that this release has heard of, in no order: to offer some, never to refuse
 * others. Static; NULL past the end. @since 0.9 */
DXAWS_API const char *dxaws_region_at(size_t index);

/**
 * Whether a service can be called in a region, offline: INVALID_ARGUMENT, code RegionError, for
 * what is no region's name, and for the misspelled name of one of AWS's ("eu-wset-1"), with the one
 * that was meant. A region that this release has not heard of passes when it is named as AWS names
 * regions; where an endpoint URL is configured for the service, any name does. Each call is checked
 * so: this is for a program that wants to know before the first one.
 * @param service as for dxaws_aws_request_new(), such as "s3".
 * @param region  such as "eu-west-1". @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_check_region(dxaws_session *session,
                                                                   const char *service,
                                                                   const char *region);

/**
 * Finds credentials without using them, so that a program can say early that there are none.
 * UNAUTHENTICATED, naming every source that was tried, when there are none; else what is wrong with
 * the source that should have them.
 * @param source where they came from, such as "environment"; borrowed from the session, as long as
 *               that lives; may be NULL. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_find_credentials(dxaws_session *session,
                                                                       dxaws_context *context,
                                                                       const char **source);

DXAWS_END_DECLS

#endif
