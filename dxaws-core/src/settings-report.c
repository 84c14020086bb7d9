/* SPDX-License-Identifier: MIT */
/* The settings of a session, told one by one with their sources. */
#include <dxaws/settings.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "endpoint.h"
#include "events-file.h"
#include "partitions.h"
#include "session-private.h"

#define REPORT_LIMIT 48

struct dxaws_setting {
    char *name;
    char *value;
    char *source;
    dxaws_error *problem;
};

struct dxaws_settings_report {
    struct dxaws_setting entries[REPORT_LIMIT];
    size_t count;
    char **warnings;
    size_t warning_count;
    bool failed; /* out of memory */
};

/* Takes the problem over. */
static void add(dxaws_settings_report *report, const char *name, const char *value,
                const char *source, dxaws_error *problem)
{
    if (report->count == REPORT_LIMIT) {
        dxaws_error_free(problem);
        return;
    }
    value = problem ? NULL : value; /* which is in the problem's text */
    struct dxaws_setting *entry = &report->entries[report->count++];
    *entry = (struct dxaws_setting){.name = strdup(name),
                                    .value = value ? strdup(value) : NULL,
                                    .source = strdup(source ? source : "default"),
                                    .problem = problem};
    report->failed |= !entry->name || (value && !entry->value) || !entry->source;
}

/* Leaves out "user:password@", also of a URL that is not valid. */
static void add_url(dxaws_settings_report *report, const char *name, const char *url,
                    const char *source, dxaws_error *problem)
{
    const char *at = url ? strrchr(url, '@') : NULL;
    const char *host = at ? strstr(url, "://") : NULL;
    struct aws_buffer shown = {0};
    if (host && host < at) {
        aws_buffer_append(&shown, url, (size_t)(host - url) + 3);
    }
    aws_buffer_text(&shown, at ? at + 1 : url ? url : "");
    report->failed |= shown.failed;
    add(report, name, url && !shown.failed ? aws_buffer_string(&shown) : NULL, source, problem);
    aws_buffer_free(&shown);
}

static void add_proxies(dxaws_settings_report *report, const struct aws_settings *settings)
{
    static const char *const names[AWS_PROXY_USES] = {"https_proxy", "http_proxy", "no_proxy"};
    for (int use = 0; use < AWS_PROXY_USES; use++) {
        const struct aws_proxy *proxy = &settings->proxies[use];
        if (use == AWS_PROXY_NOT) {
            add(report, names[use], proxy->value, proxy->from, NULL);
        } else {
            add_url(report, names[use], proxy->value, proxy->from, aws_proxy_check(proxy));
        }
    }
}

/* ---- endpoints ---- */

static void add_endpoint(dxaws_settings_report *report, const struct aws_settings *settings,
                         const struct aws_service *service)
{
    char from[AWS_ENDPOINT_FROM_SIZE] = "default";
    const char *custom_url = NULL;
    struct aws_endpoint endpoint = {0};
    struct aws_buffer name = {0};
    struct aws_buffer url = {0};
    dxaws_error *error = aws_settings_find_endpoint(settings, service, &custom_url, from);
    bool known = settings->region || service->global;
    if (!error && known) {
        error = aws_settings_resolve(settings, &(struct aws_endpoint_wish){.service = service},
                                     &endpoint);
    }
    aws_buffer_format(&name, "endpoint.%s", service->name);
    if (!error && known) {
        aws_buffer_format(&url, "%s://%s%s", endpoint.https ? "https" : "http", endpoint.host,
                          endpoint.path);
    }
    report->failed |= name.failed || url.failed;
    if (report->failed) {
        dxaws_error_free(error);
    } else {
        add_url(report, name.data, url.size ? url.data : custom_url, from, error);
    }
    aws_endpoint_free(&endpoint);
    aws_buffer_free(&name);
    aws_buffer_free(&url);
}

/* ---- checksums ---- */

/* Where nothing says, it depends on whose endpoint S3's is. */
static void add_checksum(dxaws_settings_report *report, const struct aws_settings *settings,
                         const char *name, enum aws_choice choice)
{
    const char *from = aws_settings_call_source(settings, name);
    char endpoint_from[AWS_ENDPOINT_FROM_SIZE];
    const char *url = NULL;
    if (!choice) {
        dxaws_error_free(
            aws_settings_find_endpoint(settings, aws_service_find("s3"), &url, endpoint_from));
        from = url ? endpoint_from : NULL;
    }
    bool supported = choice ? choice == AWS_YES : !url;
    add(report, name, supported ? "when_supported" : "when_required", from, NULL);
}

/* ---- events ---- */

/* Of the process, not of the session, which may look up its variables elsewhere. */
static void add_events(dxaws_settings_report *report)
{
    const dxaws_error *problem = events_file_problem();
    dxaws_error *own =
        problem ? dxaws_error_new(dxaws_error_get_kind(problem), "core", dxaws_error_code(problem),
                                  "DXAWS_EVENTS: %s", dxaws_error_message(problem))
                : NULL;
    add(report, "events", events_file_path(), events_file_path() ? "DXAWS_EVENTS" : NULL, own);
}

/* ---- what the files have that is passed over ---- */

static void add_warnings(dxaws_settings_report *report, const struct aws_config *config)
{
    report->warnings = calloc(config->note_count + 1, sizeof(*report->warnings));
    report->failed |= !report->warnings;
    for (size_t i = 0; i < config->note_count && !report->failed; i++) {
        report->warnings[i] = strdup(dxaws_error_message(config->notes[i].error));
        report->failed |= !report->warnings[i];
        report->warning_count++;
    }
}

/* ---- all of them ---- */

static void fill(dxaws_settings_report *report, const struct aws_settings *settings,
                 dxaws_error *problems[AWS_SETTINGS_PARTS])
{
    const struct aws_settings_sources *from = &settings->from;
    char attempts[16];
    snprintf(attempts, sizeof(attempts), "%u", settings->max_attempts);
    bool unread = problems[AWS_SETTINGS_CONFIG_FILE] || problems[AWS_SETTINGS_CREDENTIALS_FILE];
    if (unread) { /* then nobody knows whether the profile is there */
        dxaws_error_free(problems[AWS_SETTINGS_PROFILE]);
        problems[AWS_SETTINGS_PROFILE] = NULL;
    }
    add(report, "profile", settings->profile, from->profile, problems[AWS_SETTINGS_PROFILE]);
    add(report, "config_file", settings->config_file, from->config_file,
        problems[AWS_SETTINGS_CONFIG_FILE]);
    add(report, "credentials_file", settings->credentials_file, from->credentials_file,
        problems[AWS_SETTINGS_CREDENTIALS_FILE]);
    add(report, "region", settings->region, from->region, problems[AWS_SETTINGS_REGION]);
    add(report, "partition", settings->region ? aws_partition_of(settings->region)->name : NULL,
        settings->region ? "region" : NULL, NULL);
    add(report, "max_attempts", attempts, from->max_attempts, problems[AWS_SETTINGS_ATTEMPTS]);
    add(report, "ca_bundle", settings->ca_bundle, from->ca_bundle,
        problems[AWS_SETTINGS_CA_BUNDLE]);
    add_proxies(report, settings);
    add_events(report);
    /* only without memory */
    report->failed |= problems[AWS_SETTINGS_PROXIES] || problems[AWS_SETTINGS_UNREAD];
    dxaws_error_free(problems[AWS_SETTINGS_PROXIES]);
    dxaws_error_free(problems[AWS_SETTINGS_UNREAD]);
    if (problems[AWS_SETTINGS_CALLS]) {
        add(report, "calls", NULL, NULL, problems[AWS_SETTINGS_CALLS]);
    } else {
        add_checksum(report, settings, "request_checksum_calculation",
                     settings->calls.request_checksum);
        add_checksum(report, settings, "response_checksum_validation",
                     settings->calls.response_checksum);
    }
    for (const struct aws_service *service = aws_services; service->name; service++) {
        add_endpoint(report, settings, service);
    }
    add_warnings(report, &settings->config);
}

dxaws_error *dxaws_session_get_settings_report(dxaws_session *session, dxaws_context *context,
                                               dxaws_settings_report **report)
{
    if (!session || !report) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "dxaws_session_get_settings_report() needs a session and a result");
    }
    dxaws_error *error = dxaws_context_check(context);
    if (error) {
        return error;
    }
    struct aws_settings settings;
    dxaws_settings_report *self = calloc(1, sizeof(*self));
    error = self ? aws_settings_init(&settings, &session->settings.options)
                 : dxaws_error_out_of_memory();
    if (error) {
        free(self);
        return error;
    }
    settings.session = session;
    dxaws_error *problems[AWS_SETTINGS_PARTS];
    aws_settings_examine(&settings, problems);
    fill(self, &settings, problems);
    aws_settings_free(&settings);
    for (size_t i = 0; i < self->count; i++) {
        if (self->entries[i].problem) {
            self->failed |=
                dxaws_error_get_kind(self->entries[i].problem) == DXAWS_ERROR_OUT_OF_MEMORY;
        }
    }
    if (self->failed) {
        dxaws_settings_report_free(self);
        return dxaws_error_out_of_memory();
    }
    *report = self;
    return NULL;
}

void dxaws_settings_report_free(dxaws_settings_report *report)
{
    if (!report) {
        return;
    }
    for (size_t i = 0; i < report->count; i++) {
        free(report->entries[i].name);
        free(report->entries[i].value);
        free(report->entries[i].source);
        dxaws_error_free(report->entries[i].problem);
    }
    for (size_t i = 0; i < report->warning_count; i++) {
        free(report->warnings[i]);
    }
    free(report->warnings);
    free(report);
}

size_t dxaws_settings_report_count(const dxaws_settings_report *report)
{
    return report->count;
}

const dxaws_setting *dxaws_settings_report_at(const dxaws_settings_report *report, size_t index)
{
    return index < report->count ? &report->entries[index] : NULL;
}

const char *dxaws_setting_name(const dxaws_setting *setting)
{
    return setting->name;
}

const char *dxaws_setting_value(const dxaws_setting *setting)
{
    return setting->value;
}

const char *dxaws_setting_source(const dxaws_setting *setting)
{
    return setting->source;
}

const dxaws_error *dxaws_setting_problem(const dxaws_setting *setting)
{
    return setting->problem;
}

size_t dxaws_settings_report_warning_count(const dxaws_settings_report *report)
{
    return report->warning_count;
}

const char *dxaws_settings_report_warning_at(const dxaws_settings_report *report, size_t index)
{
    return index < report->warning_count ? report->warnings[index] : NULL;
}

bool dxaws_session_clock_skew_ms(dxaws_session *session, int64_t *skew_ms)
{
    int64_t measured = session ? atomic_load(&session->traffic.measured_skew_ms) : AWS_SKEW_UNKNOWN;
    if (measured == AWS_SKEW_UNKNOWN || !skew_ms) {
        return false;
    }
    *skew_ms = measured;
    return true;
}
