/* SPDX-License-Identifier: MIT */
/** @file
 * What a session is configured with and where each setting comes from, to be shown to whoever
 * looks for a mistake. Any number of threads may ask a session; a report never changes.
 */
#ifndef DXAWS_SETTINGS_H
#define DXAWS_SETTINGS_H

#include <dxaws/base.h>
#include <dxaws/error.h>
#include <dxaws/session.h>

DXAWS_BEGIN_DECLS

/** The settings of a session. A value. @since 0.1 */
typedef struct dxaws_settings_report dxaws_settings_report;
typedef struct dxaws_setting
    dxaws_setting; /**< One of them; borrowed from its report. @since 0.9 */

/**
 * Reads environment and files anew, without the network. A mistake in one setting is told with that
 * setting and does not hide the others. Fails only with OUT_OF_MEMORY, and with CANCELLED and
 * TIMEOUT as the context says. The caller owns the report.
 *
 * The settings, in this order: `profile`, `config_file`, `credentials_file`, `region`, `partition`,
 * `max_attempts`, `ca_bundle`, `https_proxy`, `http_proxy`, `no_proxy`, `events`; `calls` when
 * something is wrong with how calls are to be made, else `request_checksum_calculation` and
 * `response_checksum_validation`, whose source is S3's endpoint when nothing else sets them and
 * that is not AWS's; then, for every service, `endpoint.s3`, `endpoint.sts` and so on: the URL that
 * its requests go to. More may follow.
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_session_get_settings_report(
    dxaws_session *session, dxaws_context *context, dxaws_settings_report **report);
DXAWS_API void dxaws_settings_report_free(dxaws_settings_report *report);
DXAWS_DEFINE_CLEANUP(dxaws_settings_report, dxaws_settings_report_free)

/** @name What a report says
 * Strings are borrowed from the report. @since 0.1
 * @{ */
/** How many settings it tells of. */
DXAWS_API size_t dxaws_settings_report_count(const dxaws_settings_report *report);
/** One of them; borrowed. NULL past the end. @since 0.9 */
DXAWS_API const dxaws_setting *dxaws_settings_report_at(const dxaws_settings_report *report,
                                                        size_t index);
/** The name of a setting, as above. @since 0.9 */
DXAWS_API const char *dxaws_setting_name(const dxaws_setting *setting);
/** NULL when nothing sets it, and when it is wrong, which its problem tells. User and password of a
 * URL are left out. @since 0.9 */
DXAWS_API const char *dxaws_setting_value(const dxaws_setting *setting);
/** "session options", a variable such as "AWS_REGION", "profile" for a property of the profile,
 * "services section", or "default"; never empty. @since 0.9 */
DXAWS_API const char *dxaws_setting_source(const dxaws_setting *setting);
/** What is wrong with it, or NULL. @since 0.9 */
DXAWS_API const dxaws_error *dxaws_setting_problem(const dxaws_setting *setting);
/** @} */

/**
 * How many warnings there are of what the shared files hold, and is passed over: sections with a
 * header that no SDK reads, and mistakes in sections that are not in use (rule 17).
 * @since 0.9
 */
DXAWS_API size_t dxaws_settings_report_warning_count(const dxaws_settings_report *report);
/** A warning, with file and line; borrowed from the report, NULL beyond its end. @since 0.9 */
DXAWS_API const char *dxaws_settings_report_warning_at(const dxaws_settings_report *report,
                                                       size_t index);

/**
 * What the services' clock is ahead of the context's, in milliseconds, as the last answer told it:
 * to the second (rule 37). False before the first answer.
 * @since 0.1
 */
DXAWS_API bool dxaws_session_clock_skew_ms(dxaws_session *session, int64_t *skew_ms);

DXAWS_END_DECLS

#endif
