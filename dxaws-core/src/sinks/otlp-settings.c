/* SPDX-License-Identifier: MIT */
/* https://opentelemetry.io/docs/specs/otel/protocol/exporter/ and
 * .../configuration/sdk-environment-variables/ */
#include "otlp-settings.h"

#include <dxaws/error-codes.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../session-private.h"

#define DEFAULT_ENDPOINT "http://localhost:4318"
#define DEFAULT_TIMEOUT_MS 10000

static const char *const signal_names[] = {"TRACES", "LOGS"};
static const char *const signal_paths[] = {"/v1/traces", "/v1/logs"};

/* An empty variable is none. */
static const char *get(const struct aws_settings *settings, const char *name)
{
    const char *text = aws_settings_getenv(settings, name);
    return text && text[0] != '\0' ? text : NULL;
}

/* OTEL_EXPORTER_OTLP_TRACES_@a what before OTEL_EXPORTER_OTLP_@a what; @a name says which. */
static const char *get_of(const struct aws_settings *settings, enum otlp_signal signal,
                          const char *what, char name[80])
{
    snprintf(name, 80, "OTEL_EXPORTER_OTLP_%s_%s", signal_names[signal], what);
    const char *text = get(settings, name);
    if (text == NULL) {
        snprintf(name, 80, "OTEL_EXPORTER_OTLP_%s", what);
        text = get(settings, name);
    }
    return text;
}

static dxaws_error *invalid(const char *format, const char *name, const char *value)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_INVALID_OTLP,
                           format, name, value);
}

/* Whether a list with commas has the exporter that this is. */
static bool names_otlp(const char *list)
{
    for (const char *at = list; *at != '\0'; at += *at == ',') {
        at += strspn(at, " \t");
        size_t size = strcspn(at, ", \t");
        if (size == 4 && strncasecmp(at, "otlp", size) == 0) {
            return true;
        }
        at += strcspn(at, ",");
    }
    return false;
}

static bool is_off(const struct aws_settings *environment, enum otlp_signal signal, bool asked)
{
    char name[80];
    snprintf(name, sizeof name, "OTEL_%s_EXPORTER", signal_names[signal]);
    const char *exporter = get(environment, name);
    if (exporter != NULL) {
        return !names_otlp(exporter);
    }
    return asked && get_of(environment, signal, "ENDPOINT", name) == NULL;
}

/* @a suffix is what comes behind a URL that is of both signals. */
static dxaws_error *set_url(struct otlp_target *target, const char *name, const char *url,
                            const char *suffix)
{
    const char *host = strstr(url, "://");
    bool is_http = strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0;
    if (strchr(url, '@') != NULL) { /* it may be a password */
        return invalid("%s must be a URL without a name and a password; write them as %s", name,
                       "OTEL_EXPORTER_OTLP_HEADERS=Authorization=...");
    }
    if (!is_http || strpbrk(url, "?# \t\r\n") != NULL || host[3] == '\0' || host[3] == '/') {
        return invalid("%s \"%s\" must be the URL of a collector, such as http://localhost:4318",
                       name, url);
    }
    size_t size = (size_t)(host - url) + 3;
    size += strcspn(url + size, "/");
    size_t path = strlen(url + size);
    while (suffix[0] != '\0' && path > 0 && url[size + path - 1] == '/') {
        path--;
    }
    target->host = strndup(url, size);
    if (asprintf(&target->path, "%.*s%s", (int)path, url + size, suffix) < 0) {
        target->path = NULL;
    }
    if (target->path != NULL && target->path[0] == '\0') {
        free(target->path);
        target->path = strdup("/");
    }
    return target->host && target->path ? NULL : dxaws_error_out_of_memory();
}

static int hexadecimal(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* Blanks around it are left out, and what is encoded for a URL is decoded, in place. */
static char *cleaned(char *text)
{
    text += strspn(text, " \t");
    size_t size = strlen(text);
    while (size > 0 && strchr(" \t", text[size - 1]) != NULL) {
        text[--size] = '\0';
    }
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        int high = *from == '%' ? hexadecimal(from[1]) : -1;
        int low = high >= 0 ? hexadecimal(from[2]) : -1;
        *to++ = low >= 0 ? (char)(high * 16 + low) : *from;
        from += low >= 0 ? 2 : 0;
    }
    *to = '\0';
    return text;
}

/* A list of NAME=VALUE with commas in between, as W3C Baggage has it. False without memory; a part
 * that has no name is passed over. */
static bool each_pair(const char *list,
                      void (*take)(void *self, const char *name, const char *value), void *self)
{
    char *copy = strdup(list ? list : "");
    char *rest = copy, *part;
    while (rest != NULL && (part = strsep(&rest, ",")) != NULL) {
        char *value = strchr(part, '=');
        if (value != NULL) {
            *value = '\0';
            char *name = cleaned(part);
            if (name[0] != '\0') {
                take(self, name, cleaned(value + 1));
            }
        }
    }
    free(copy);
    return copy != NULL;
}

static void take_header(void *self, const char *name, const char *value)
{
    aws_headers_add(self, name, value);
}

static void take_attribute(void *self, const char *name, const char *value)
{
    if (strcmp(name, "service.name") != 0) {
        otlp_add_text(self, name, value);
    }
}

/* service.name is that of OTEL_SERVICE_NAME, else of OTEL_RESOURCE_ATTRIBUTES, else "dxaws". */
struct named {
    char text[256];
};

static void take_name(void *self, const char *name, const char *value)
{
    struct named *named = self;
    if (strcmp(name, "service.name") == 0) {
        snprintf(named->text, sizeof named->text, "%s", value);
    }
}

static dxaws_error *read_resource(const struct aws_settings *environment,
                                  struct otlp_settings *settings)
{
    struct named named = {.text = "dxaws"};
    const char *attributes = get(environment, "OTEL_RESOURCE_ATTRIBUTES");
    const char *name = get(environment, "OTEL_SERVICE_NAME");
    settings->resource = json_array();
    bool whole = each_pair(attributes, take_name, &named);
    otlp_add_text(settings->resource, "service.name", name ? name : named.text);
    otlp_add_text(settings->resource, "service.version", DXAWS_VERSION);
    otlp_add_text(settings->resource, "telemetry.sdk.name", "dxaws");
    otlp_add_text(settings->resource, "telemetry.sdk.language", "c");
    whole = each_pair(attributes, take_attribute, settings->resource) && whole;
    return whole && settings->resource ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *read_target(const struct aws_settings *environment, enum otlp_signal signal,
                                const char *endpoint, struct otlp_target *target)
{
    char name[80];
    const char *protocol = get_of(environment, signal, "PROTOCOL", name);
    if (protocol != NULL && strcmp(protocol, "http/json") != 0) {
        return invalid("%s=%s: what is sent is http/json, which collectors take at port 4318; set "
                       "that",
                       name, protocol);
    }
    const char *certificate = get_of(environment, signal, "CERTIFICATE", name);
    if (certificate != NULL) {
        return invalid("%s=%s is not read: set AWS_CA_BUNDLE, which is for all connections", name,
                       certificate);
    }
    const char *timeout = get_of(environment, signal, "TIMEOUT", name);
    char *end = NULL;
    errno = 0;
    target->timeout_ms = timeout ? strtol(timeout, &end, 10) : DEFAULT_TIMEOUT_MS;
    if (timeout != NULL && (*end != '\0' || errno != 0 || target->timeout_ms <= 0)) {
        return invalid("%s=%s must be a number of milliseconds, 1 or more", name, timeout);
    }
    if (!each_pair(get_of(environment, signal, "HEADERS", name), take_header, &target->headers) ||
        target->headers.failed) {
        return dxaws_error_out_of_memory();
    }
    snprintf(name, sizeof name, "OTEL_EXPORTER_OTLP_%s_ENDPOINT", signal_names[signal]);
    const char *own = endpoint ? NULL : get(environment, name);
    if (own != NULL) {
        return set_url(target, name, own, "");
    }
    const char *both = endpoint ? endpoint : get(environment, "OTEL_EXPORTER_OTLP_ENDPOINT");
    return set_url(target, endpoint ? "the endpoint" : "OTEL_EXPORTER_OTLP_ENDPOINT",
                   both ? both : DEFAULT_ENDPOINT, signal_paths[signal]);
}

/* Copies that many digits of lower case; false when there are others, or all are zero. */
static bool copy_id(char *id, const char *text, size_t digits)
{
    if (strspn(text, "0123456789abcdef") < digits || strspn(text, "0") >= digits) {
        return false;
    }
    memcpy(id, text, digits);
    id[digits] = '\0';
    return true;
}

/* What this process is a part of: https://www.w3.org/TR/trace-context/ "00-TRACE-PARENT-01", or
 * Lambda's "Root=1-EIGHT-TWENTYFOUR;Parent=SIXTEEN;Sampled=1". A trace of its own without either.
 */
static void read_trace(const struct aws_settings *environment, struct otlp_settings *settings)
{
    const char *parent = get(environment, "TRACEPARENT");
    if (parent != NULL && strlen(parent) >= 55 && parent[2] == '-' && parent[35] == '-' &&
        copy_id(settings->trace, parent + 3, 32) && copy_id(settings->parent, parent + 36, 16)) {
        return;
    }
    const char *header = get(environment, "_X_AMZN_TRACE_ID");
    const char *root = header ? strstr(header, "Root=1-") : NULL;
    if (root != NULL && strlen(root) >= 40 && root[15] == '-') {
        char trace[OTLP_TRACE_ID_SIZE];
        memcpy(trace, root + 7, 8);
        memcpy(trace + 8, root + 16, 24);
        trace[32] = '\0';
        if (copy_id(settings->trace, trace, 32)) {
            parent = strstr(header, "Parent=");
            if (parent == NULL || !copy_id(settings->parent, parent + 7, 16)) {
                settings->parent[0] = '\0';
            }
            return;
        }
    }
    otlp_trace_id(settings->trace);
    settings->parent[0] = '\0';
}

dxaws_error *otlp_settings_read(dxaws_session *session, const char *endpoint, bool asked,
                                struct otlp_settings *settings)
{
    const struct aws_settings *environment = NULL;
    dxaws_error *error = aws_session_settings(session, &environment);
    const char *disabled = asked && error == NULL ? get(environment, "OTEL_SDK_DISABLED") : NULL;
    bool none = disabled != NULL && strcasecmp(disabled, "true") == 0;
    for (size_t i = 0; i < OTLP_SIGNALS && error == NULL; i++) {
        enum otlp_signal signal = (enum otlp_signal)i;
        settings->targets[i].off = none || is_off(environment, signal, asked);
        if (!settings->targets[i].off) {
            error = read_target(environment, signal, endpoint, &settings->targets[i]);
        }
    }
    error = error ? error : read_resource(environment, settings);
    if (error == NULL) {
        read_trace(environment, settings);
    }
    return error;
}

void otlp_settings_clear(struct otlp_settings *settings)
{
    for (size_t i = 0; i < OTLP_SIGNALS; i++) {
        free(settings->targets[i].host);
        free(settings->targets[i].path);
        aws_headers_free(&settings->targets[i].headers);
    }
    json_decref(settings->resource);
    *settings = (struct otlp_settings){0};
}
