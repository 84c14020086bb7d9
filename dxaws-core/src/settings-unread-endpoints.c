/* SPDX-License-Identifier: MIT */
/* Endpoint URLs that were written down for a service by another name than the SDKs' own: passed
 * over, as everywhere, but told of. Who meant a test server would speak to AWS otherwise. */
#include "settings.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <dxaws/extend/names.h>

#define VARIABLE "AWS_ENDPOINT_URL"
enum {
    NAME_SIZE = 64,
    LONG_ENOUGH = 6, /* for a slip: ECS, SES and STS are all services */
    SLIPS = 2,
};

/* What others call a service, in letters and digits. */
static const struct {
    const char *name;
    const char *key;
} nicknames[] = {
    {"CERTIFICATEMANAGER", "ACM"},   {"STEPFUNCTIONS", "SFN"},    {"IDENTITYCENTER", "SSO"},
    {"SECURITYTOKENSERVICE", "STS"}, {"CWEVENTS", "EVENTBRIDGE"},
};

/* Letters and digits alone, in capitals. */
static void squeeze(const char *text, size_t size, char squeezed[NAME_SIZE])
{
    size_t used = 0;
    for (size_t i = 0; i < size && used < NAME_SIZE - 1; i++) {
        char c = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 32) : text[i];
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            squeezed[used++] = c;
        }
    }
    squeezed[used] = '\0';
}

static bool is_near(const char *typed, const char *key)
{
    char name[NAME_SIZE];
    squeeze(key, strlen(key), name);
    return strcmp(typed, name) == 0 ||
           (strlen(name) >= LONG_ENOUGH && strlen(typed) >= LONG_ENOUGH &&
            dxaws_name_distance(typed, name) <= SLIPS);
}

/* The key of the service that was meant, or NULL. */
static const char *meant(const char *text, size_t size)
{
    char typed[NAME_SIZE];
    squeeze(text, size, typed);
    for (size_t i = 0; i < sizeof(nicknames) / sizeof(nicknames[0]); i++) {
        if (strcmp(typed, nicknames[i].name) == 0) {
            return nicknames[i].key;
        }
    }
    for (const struct aws_service *service = aws_services; service->name; service++) {
        char name[NAME_SIZE];
        squeeze(service->name, strlen(service->name), name);
        if (strcmp(typed, name) == 0 || is_near(typed, service->key)) {
            return service->key;
        }
    }
    return NULL;
}

/* ---- variables ---- */

/* The variable that was meant. False when it is not one of these, or right as it is. */
static bool correct(const char *name, size_t size, char right[2 * NAME_SIZE])
{
    const size_t prefix = sizeof(VARIABLE) - 1;
    if (size > prefix && strncasecmp(name, VARIABLE "_", prefix + 1) == 0) {
        const char *key = meant(name + prefix + 1, size - prefix - 1);
        snprintf(right, 2 * NAME_SIZE, VARIABLE "_%s", key ? key : "");
        return key && (strlen(right) != size || strncmp(name, right, size) != 0);
    }
    strcpy(right, VARIABLE);
    return (size == prefix && strncasecmp(name, VARIABLE, size) == 0 &&
            strncmp(name, VARIABLE, size) != 0) ||
           (size == 12 && strncmp(name, "AWS_ENDPOINT", size) == 0);
}

static dxaws_error *tell_variable(struct aws_settings *settings, const char *name, size_t size)
{
    char right[2 * NAME_SIZE];
    if (!correct(name, size, right) || aws_settings_getenv(settings, right)) {
        return NULL;
    }
    return aws_config_note(&settings->config, (struct aws_place){0}, NULL,
                           "%.*s is not read: the variable is %s", (int)size, name, right);
}

/* Where a program looks variables up itself nobody can list them: those that come to mind. */
static dxaws_error *tell_looked_up(struct aws_settings *settings)
{
    dxaws_error *error = NULL;
    for (const struct aws_service *service = aws_services; service->name && !error; service++) {
        char key[NAME_SIZE];
        const char *const names[] = {service->key, service->name};
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !error; i++) {
            char variable[2 * NAME_SIZE];
            squeeze(names[i], strlen(names[i]), key);
            snprintf(variable, sizeof(variable), VARIABLE "_%s", key);
            char before[NAME_SIZE];
            squeeze(service->key, strlen(service->key), before);
            bool again = i > 0 && strcmp(key, before) == 0;
            if (!again && aws_settings_getenv(settings, variable)) {
                error = tell_variable(settings, variable, strlen(variable));
            }
        }
    }
    return error;
}

static dxaws_error *tell_variables(struct aws_settings *settings)
{
    extern char **environ;
    dxaws_error *error = NULL;
    if (settings->options.lookup) {
        return tell_looked_up(settings);
    }
    for (char **entry = environ; entry && *entry && !error; entry++) {
        const char *equals = strchr(*entry, '=');
        if (equals && strncasecmp(*entry, "AWS_ENDPOINT", 12) == 0 &&
            equals[1 + strspn(equals + 1, " \t\r\n")]) {
            error = tell_variable(settings, *entry, (size_t)(equals - *entry));
        }
    }
    return error;
}

/* ---- the services section ---- */

/* Whether it is how a services section writes that key. */
static bool is_key(const char *name, size_t size, const char *key)
{
    return strlen(key) == size && strncasecmp(name, key, size) == 0;
}

/* What stands in a section for a service that is known here, and does not help it. Shows only what
 * would be right: the rest may be anything that somebody wrote there. */
static dxaws_error *tell_item(struct aws_config *config, const struct aws_config_property *item)
{
    const char *dot = strchr(item->name, '.');
    size_t size = dot ? (size_t)(dot - item->name) : strlen(item->name);
    const char *key = meant(item->name, size);
    char right[NAME_SIZE] = "";
    for (size_t i = 0; key && key[i]; i++) {
        right[i] = key[i] >= 'A' && key[i] <= 'Z' ? (char)(key[i] + 32) : key[i];
        right[i + 1] = '\0';
    }
    if (!dot && strcmp(item->name, "endpoint_url") == 0) {
        return aws_config_note(config, item->place, NULL,
                               "endpoint_url is not read here: write it below the name of its "
                               "service, such as \"s3 =\", and indent it");
    }
    if (!key) {
        return NULL;
    }
    if (!dot) {
        return *item->value ? aws_config_note(config, item->place, NULL,
                                              "the value is not read here: write \"%s =\", and "
                                              "below it, indented, endpoint_url with that value",
                                              right)
                            : NULL;
    }
    if (!is_key(item->name, size, key)) {
        return aws_config_note(config, item->place, NULL,
                               "this is not read: the service's name in a services section is %s",
                               right);
    }
    return strcmp(dot + 1, "endpoint_url") == 0
               ? NULL
               : aws_config_note(config, item->place, NULL,
                                 "dxaws knows no such setting of %s here, which is passed over: "
                                 "only endpoint_url is read",
                                 right);
}

static dxaws_error *tell_section(struct aws_settings *settings)
{
    const char *name = aws_settings_profile_get(settings, "services");
    const struct aws_config_section *section =
        name ? aws_config_find_section(&settings->config, AWS_CONFIG_SERVICES, name, strlen(name))
             : NULL;
    dxaws_error *error = NULL;
    for (size_t i = 0; section && i < section->count && !error; i++) {
        error = tell_item(&settings->config, &section->items[i]);
    }
    return error;
}

dxaws_error *aws_settings_tell_unread_endpoints(struct aws_settings *settings)
{
    if (settings->options.endpoint_url) {
        return NULL; /* which is for all */
    }
    struct aws_config *config = &settings->config;
    size_t before = config->note_count;
    dxaws_error *error = tell_variables(settings);
    error = error ? error : tell_section(settings);
    for (size_t i = before; i < config->note_count; i++) {
        config->notes[i].unread = true;
    }
    return error;
}
