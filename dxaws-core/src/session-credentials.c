/* SPDX-License-Identifier: MIT */
/* A session's credentials: shared by its threads, told of, and handed out. */
#include <dxaws/credentials.h>
#include <dxaws/event-types.h>
#include <dxaws/extend/events.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "secret.h"
#include "session-private.h"
#include "timestamp.h"

static dxaws_error *null_argument(const char *function)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                           "%s() needs a session and a result", function);
}

/* ---- obtaining them ---- */

/* The sources remember things, so one thread at a time asks them. */
static dxaws_error *enter_chain(dxaws_session *session, dxaws_context *context)
{
    for (;;) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 50000000; /* how often the context is looked at */
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        if (pthread_mutex_timedlock(&session->chain_lock, &until) == 0) {
            return NULL;
        }
        dxaws_error *error = dxaws_context_check(context);
        if (error) {
            return error;
        }
    }
}

static void tell(dxaws_context *context, const char *event, const char *warnings)
{
    struct aws_buffer fields = {0};
    aws_buffer_text(&fields, "{\"warnings\":");
    aws_json_quote(&fields, warnings);
    aws_buffer_char(&fields, '}');
    if (!fields.failed) {
        dxaws_context_emit(context, "dxaws.core", event, DXAWS_EVENT_WARN, NULL, fields.data);
    }
    aws_buffer_free(&fields);
}

void aws_tell_unread(dxaws_context *context, const char *warnings)
{
    tell(context, DXAWS_EVENT_TYPE_CONFIG_UNREAD, warnings);
}

/* Of what is passed over, most often for want of the word "profile" (rule 17), and of what was
 * meant for this run. */
static void warn_once(dxaws_session *session, dxaws_context *context)
{
    static const char *const events[] = {DXAWS_EVENT_TYPE_CONFIG_IGNORED,
                                         DXAWS_EVENT_TYPE_CONFIG_UNREAD};
    const struct aws_config *config = &session->settings.config;
    if (session->warned) {
        return;
    }
    session->warned = true;
    for (size_t unread = 0; unread < 2; unread++) {
        struct aws_buffer warnings = {0};
        for (size_t i = 0; i < config->note_count; i++) {
            if (config->notes[i].unread == (unread == 1)) {
                aws_buffer_format(&warnings, "%s%s", warnings.size ? "; " : "",
                                  dxaws_error_message(config->notes[i].error));
            }
        }
        if (warnings.size && !warnings.failed) {
            tell(context, events[unread], aws_buffer_string(&warnings));
        }
        aws_buffer_free(&warnings);
    }
}

static dxaws_error *ask_chain(dxaws_session *session, dxaws_context *context,
                              struct aws_credentials **credentials, struct aws_chain_report *report)
{
    dxaws_error *error = enter_chain(session, context);
    if (error) {
        return error;
    }
    warn_once(session, context);
    error = aws_credentials_find(&session->settings, context, credentials, report);
    pthread_mutex_unlock(&session->chain_lock);
    return error;
}

dxaws_error *aws_session_fetch_credentials(void *self, dxaws_context *context,
                                           struct aws_credentials **credentials)
{
    return ask_chain(self, context, credentials, NULL);
}

dxaws_error *aws_session_credentials(dxaws_session *session, dxaws_context *context,
                                     struct aws_credentials **credentials)
{
    const struct aws_settings *settings;
    dxaws_error *error = aws_session_settings(session, &settings);
    if (error) {
        return error;
    }
    return aws_refresh_get(&session->refresh, context, atomic_load(&session->traffic.skew_ms),
                           credentials);
}

bool aws_session_refuse(dxaws_session *session, dxaws_context *context,
                        const struct aws_credentials *credentials)
{
    return aws_refresh_refuse(&session->refresh, context, atomic_load(&session->traffic.skew_ms),
                              credentials);
}

dxaws_error *dxaws_session_find_credentials(dxaws_session *session, dxaws_context *context,
                                            const char **source)
{
    if (!session) {
        return null_argument("dxaws_session_find_credentials");
    }
    struct aws_credentials *credentials = NULL;
    dxaws_error *error = aws_session_credentials(session, context, &credentials);
    if (error) {
        return error;
    }
    pthread_mutex_lock(&session->find_lock);
    if (!session->source) { /* borrowed by callers until the session ends, so never replaced */
        session->source = strdup(aws_credentials_source(credentials));
    }
    if (!session->source) {
        error = dxaws_error_out_of_memory();
    } else if (source) {
        *source = session->source;
    }
    pthread_mutex_unlock(&session->find_lock);
    aws_credentials_unref(credentials);
    return error;
}

/* ---- where they come from ---- */

struct dxaws_credentials_report {
    struct aws_chain_report chain;
    dxaws_error *error;
};

dxaws_error *dxaws_session_get_credentials_report(dxaws_session *session, dxaws_context *context,
                                                  dxaws_credentials_report **report)
{
    if (!session || !report) {
        return null_argument("dxaws_session_get_credentials_report");
    }
    const struct aws_settings *settings;
    dxaws_error *error = aws_session_settings(session, &settings);
    if (error) {
        return error;
    }
    dxaws_credentials_report *self = calloc(1, sizeof(*self));
    if (!self) {
        return dxaws_error_out_of_memory();
    }
    struct aws_credentials *credentials = NULL;
    error = ask_chain(session, context, &credentials, &self->chain);
    if (!error) {
        aws_refresh_offer(&session->refresh,
                          dxaws_context_now_ms(context) + atomic_load(&session->traffic.skew_ms),
                          credentials);
    }
    aws_credentials_unref(credentials);
    dxaws_error_kind kind = error ? dxaws_error_get_kind(error) : 0;
    if (kind == DXAWS_ERROR_CANCELLED || kind == DXAWS_ERROR_OUT_OF_MEMORY) {
        dxaws_credentials_report_free(self);
        return error;
    }
    self->error = error;
    *report = self;
    return NULL;
}

void dxaws_credentials_report_free(dxaws_credentials_report *report)
{
    if (!report) {
        return;
    }
    aws_chain_report_free(&report->chain);
    dxaws_error_free(report->error);
    free(report);
}

size_t dxaws_credentials_report_count(const dxaws_credentials_report *report)
{
    return report->chain.count;
}

const dxaws_credential_finding *dxaws_credentials_report_at(const dxaws_credentials_report *report,
                                                            size_t index)
{
    return index < report->chain.count ? &report->chain.entries[index] : NULL;
}

const char *dxaws_credential_finding_source(const dxaws_credential_finding *finding)
{
    return finding->name;
}

dxaws_credential_outcome dxaws_credential_finding_outcome(const dxaws_credential_finding *finding)
{
    return (dxaws_credential_outcome)finding->outcome;
}

const char *dxaws_credential_finding_detail(const dxaws_credential_finding *finding)
{
    return finding->detail;
}

const dxaws_error *dxaws_credentials_report_error(const dxaws_credentials_report *report)
{
    return report->error;
}
