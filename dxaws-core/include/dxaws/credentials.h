/* SPDX-License-Identifier: MIT */
/** @file
 * Whose credentials a session uses: where they come from, which account they belong to, and the
 * keys themselves for other tools.
 *
 * Any number of threads may use a session. Errors: of the settings and of the sources as
 * <dxaws/session.h> says (INVALID_ARGUMENT); UNAUTHENTICATED when no source has credentials, or the
 * one that should have is refused; UNAVAILABLE when that does not answer, PROTOCOL when it answers
 * with something else; what the token service says of a role, such as PERMISSION, as from
 * dxaws_aws_call(); UNSUPPORTED when a profile wants what is not there, such as a code that nobody
 * is asked for; CANCELLED and TIMEOUT as the context says.
 *
 * The sources are asked in this order (rule 23): explicit keys; the program's own source; the
 * environment; the profile; web identity from the environment; the container's endpoint; the
 * instance's metadata service.
 *
 * - A profile (rule 24): a role assumed with the credentials of `source_profile` or of
 *   `credential_source`, however many in a row; static keys; `web_identity_token_file`; single
 *   sign-on, with a token from `aws sso login`, renewed where possible (rule 30); the output of
 *   `credential_process`, run without a shell, for a minute at most (rule 27). When it fails, what
 *   it wrote to standard error is shown, but for what it also printed or what is named a secret.
 * - Roles (rules 25 and 26) are assumed at the token service of the session's region; where there
 *   is none, of the region of the profile that has the role.
 * - The instance (rule 28): version 2 of its metadata service, which is never asked through a
 *   proxy. Where nothing is configured and no instance is there, the whole chain ends in less than
 *   two seconds; AWS_EC2_METADATA_DISABLED=true ends it at once.
 * - The container (rule 29): only over TLS, or on loopback and the addresses of ECS and EKS.
 *
 * Credentials that expire are renewed by one thread for all, 5 to 60 minutes early; while their
 * source is away the old ones are used on, but for those of a process or of the program, which are
 * not used once they have expired. When a service says that they have expired they are
 * renewed once, and the request is repeated (rule 31).
 *
 * Secrets are in no error and no event, not even where a service, a proxy or a program repeats
 * them, and they are wiped when they are released (rule 32). Of a core dump of the process:
 *
 * - Secret access keys, what is derived from them for signing, and tokens as they are kept are not
 *   in it, where the system can leave memory out (Linux).
 * - What a request carries is, from then on until its memory is used for something else, in buffers
 *   of libcurl and of its TLS library, which nobody else can wipe: session tokens, the tokens for
 *   web identity, single sign-on and containers, a proxy's password, signatures. So is an answer
 *   with credentials, but only while it is received.
 * - What the program got as environment variables is, as they are, for its whole life.
 *
 * A program for which this is too much forbids core dumps: `prctl(PR_SET_DUMPABLE, 0)` at its
 * start, as the command `dxaws` does.
 */
#ifndef DXAWS_CREDENTIALS_H
#define DXAWS_CREDENTIALS_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/credential-source.h>
#include <dxaws/error.h>
#include <dxaws/session.h>

DXAWS_BEGIN_DECLS

/** @name Whose
 * Strings are borrowed from the dxaws_aws_env, and never NULL. @since 0.1
 * @{ */

/** Account, region and caller of a session. A value. */
typedef struct dxaws_aws_env dxaws_aws_env;

/**
 * Asks the token service who the caller is; the answer is remembered as long as the credentials
 * are. The caller owns the result.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_get_aws_env(dxaws_session *session,
                                                                  dxaws_context *context,
                                                                  dxaws_aws_env **env);
DXAWS_API void dxaws_aws_env_free(dxaws_aws_env *env);
DXAWS_DEFINE_CLEANUP(dxaws_aws_env, dxaws_aws_env_free)

/** The account's 12 digits. */
DXAWS_API const char *dxaws_aws_env_account(const dxaws_aws_env *env);
/** Such as "eu-west-1", as from dxaws_session_get_region(). */
DXAWS_API const char *dxaws_aws_env_region(const dxaws_aws_env *env);
/** The profile's name; "default" when nothing names one. */
DXAWS_API const char *dxaws_aws_env_profile(const dxaws_aws_env *env);
/** "aws", "aws-cn", "aws-us-gov", ... */
DXAWS_API const char *dxaws_aws_env_partition(const dxaws_aws_env *env);
/** Such as "arn:aws:sts::123456789012:assumed-role/name/session". */
DXAWS_API const char *dxaws_aws_env_caller_arn(const dxaws_aws_env *env);
/** @} */

/** @name Where from
 * Strings are borrowed from the report; NULL beyond its end. @since 0.1
 * @{ */

/** What became of a source. Open for additions. */
typedef enum dxaws_credential_outcome {
    DXAWS_CREDENTIALS_FOUND = 1,
    DXAWS_CREDENTIALS_NOTHING = 2,  /**< It has none; the next one was asked. */
    DXAWS_CREDENTIALS_FAILED = 3,   /**< It should have some, and is broken. The search ended. */
    DXAWS_CREDENTIALS_NOT_ASKED = 4 /**< One before had some, or failed. */
} dxaws_credential_outcome;

/** What became of each source, in order. A value. */
typedef struct dxaws_credentials_report dxaws_credentials_report;
/** What became of one of them; borrowed from its report. @since 0.9 */
typedef struct dxaws_credential_finding dxaws_credential_finding;

/**
 * Asks the sources anew and tells of each; what they have is what the session uses from then on.
 * Succeeds when none has credentials too: the report, which the caller owns, says why. Fails when
 * the settings have a mistake (INVALID_ARGUMENT), and when CANCELLED.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_get_credentials_report(
    dxaws_session *session, dxaws_context *context, dxaws_credentials_report **report);
DXAWS_API void dxaws_credentials_report_free(dxaws_credentials_report *report);
DXAWS_DEFINE_CLEANUP(dxaws_credentials_report, dxaws_credentials_report_free)

/** How many sources it tells of. */
DXAWS_API size_t dxaws_credentials_report_count(const dxaws_credentials_report *report);
/** One of them; borrowed. NULL past the end. @since 0.9 */
DXAWS_API const dxaws_credential_finding *dxaws_credentials_report_at(
    const dxaws_credentials_report *report, size_t index);
/** "explicit keys", "program" where it has a source, "environment", "profile", "web identity", ...;
 * last "role", with a role in the options. @since 0.9 */
DXAWS_API const char *dxaws_credential_finding_source(const dxaws_credential_finding *finding);
/** What became of it. @since 0.9 */
DXAWS_API dxaws_credential_outcome
dxaws_credential_finding_outcome(const dxaws_credential_finding *finding);
/** Where exactly they were found, why there are none, or what failed; NULL when it was not asked.
 * Never a secret. @since 0.9 */
DXAWS_API const char *dxaws_credential_finding_detail(const dxaws_credential_finding *finding);
/** What the search ended with; NULL when credentials were found. */
DXAWS_API const dxaws_error *dxaws_credentials_report_error(const dxaws_credentials_report *report);
/** @} */

/** The credentials that a request would be signed with now; the caller owns them. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_export_credentials(
    dxaws_session *session, dxaws_context *context, dxaws_credentials **credentials);

/** Room for an account's 12 digits and the final NUL. @since 0.9 */
#define DXAWS_ACCOUNT_SIZE 13
/**
 * Whose account the credentials are of. Most credentials say so; where they do not, the token
 * service is asked, as by dxaws_session_get_aws_env(). Any thread.
 * @param ask     whether it may be asked
 * @param account the 12 digits; "" where they are not known
 * @return what finding credentials, or asking, fails with; a refusal to answer is PERMISSION.
 *         AWS: GetCallerIdentity, Account. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_find_account(
    dxaws_session *session, dxaws_context *context, bool ask, char account[DXAWS_ACCOUNT_SIZE]);

DXAWS_END_DECLS

#endif
