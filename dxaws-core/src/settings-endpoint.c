/* SPDX-License-Identifier: MIT */
/* Where the URL of an endpoint comes from (rule 22). */
#include "settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "endpoint.h"
#include "session-private.h"

#define SECTION "services section"
#define NAME_SIZE 64

/* "acm.endpoint_url", as a services section has it. */
static const char *section_property(const struct aws_service *service, char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "%s.endpoint_url", service->key);
    for (char *p = name; *p; p++) {
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
    }
    return name;
}

/* The profile's "services" section, then its endpoint_url. */
static dxaws_error *profile_endpoint(const struct aws_settings *settings,
                                     const struct aws_service *service, const char **url,
                                     const char **from)
{
    const char *services = aws_settings_profile_get(settings, "services");
    *from = SECTION;
    if (services) {
        char name[NAME_SIZE];
        if (!aws_config_has(&settings->config, AWS_CONFIG_SERVICES, services)) {
            return aws_place_error(aws_config_place(&settings->config, AWS_CONFIG_PROFILE,
                                                    settings->profile, "services"),
                                   DXAWS_ERROR_INVALID_ARGUMENT, "ConfigFileError",
                                   "profile \"%s\" names the services section \"%s\", which does "
                                   "not exist: add [services %s]",
                                   settings->profile, services, services);
        }
        dxaws_error *error = aws_config_check(&settings->config, AWS_CONFIG_SERVICES, services);
        if (error) {
            return error;
        }
        *url = aws_config_get(&settings->config, AWS_CONFIG_SERVICES, services,
                              section_property(service, name));
    }
    if (!*url) {
        *from = "profile";
        *url = aws_settings_profile_get(settings, "endpoint_url");
    }
    return NULL;
}

/* Whether only the program itself may name an endpoint. */
static bool ignores_endpoints(const struct aws_settings *settings)
{
    const char *text = aws_settings_getenv(settings, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    if (!text) {
        text = aws_settings_profile_get(settings, "ignore_configured_endpoint_urls");
    }
    return text && strcasecmp(text, "true") == 0;
}

dxaws_error *aws_settings_find_endpoint(const struct aws_settings *settings,
                                        const struct aws_service *service, const char **url,
                                        char from[AWS_ENDPOINT_FROM_SIZE])
{
    const char *found = settings->options.endpoint_url;
    const char *place = "session options";
    char variable[AWS_ENDPOINT_FROM_SIZE];
    dxaws_error *error = NULL;
    if (!found && !ignores_endpoints(settings)) {
        snprintf(variable, sizeof(variable), "AWS_ENDPOINT_URL_%s", service->key);
        place = variable;
        found = aws_settings_getenv(settings, variable);
        if (!found && (found = aws_settings_getenv(settings, "AWS_ENDPOINT_URL"))) {
            place = "AWS_ENDPOINT_URL";
        }
        if (!found) {
            error = profile_endpoint(settings, service, &found, &place);
        }
    }
    *url = found;
    snprintf(from, AWS_ENDPOINT_FROM_SIZE, "%s", found ? place : "default");
    return error;
}

dxaws_error *aws_settings_endpoint_url(const struct aws_settings *settings,
                                       const struct aws_service *service, char **url,
                                       char from[AWS_ENDPOINT_FROM_SIZE])
{
    const char *found = NULL;
    dxaws_error *error = aws_settings_find_endpoint(settings, service, &found, from);
    if (error) {
        return error;
    }
    *url = found ? strdup(found) : NULL;
    return *url || !found ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *dxaws_session_check_region(dxaws_session *session, const char *service,
                                        const char *region)
{
    if (!session || !service || !region) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "a region is checked with a session, a service and a name");
    }
    char key[AWS_SERVICE_NAME_SIZE];
    const struct aws_service described = aws_service_of(service, key);
    const struct aws_settings *settings;
    const char *url = NULL;
    char from[AWS_ENDPOINT_FROM_SIZE];
    struct aws_endpoint endpoint = {0};
    dxaws_error *error = aws_session_settings(session, &settings);
    error = error ? error : aws_settings_find_endpoint(settings, &described, &url, from);
    if (!error) {
        error = aws_endpoint_resolve(
            &(struct aws_endpoint_input){
                .service = &described, .region = region, .custom_url = url, .custom_from = from},
            &endpoint);
    }
    aws_endpoint_free(&endpoint);
    return error;
}

const char *aws_settings_endpoint_place(const struct aws_settings *settings,
                                        const struct aws_service *service, const char *from,
                                        char text[AWS_PLACE_SIZE])
{
    if (strcmp(from, SECTION) != 0) {
        return aws_settings_place(settings, from, "endpoint_url", text);
    }
    char name[NAME_SIZE];
    struct aws_place place = aws_config_place(&settings->config, AWS_CONFIG_SERVICES,
                                              aws_settings_profile_get(settings, "services"),
                                              section_property(service, name));
    snprintf(text, AWS_PLACE_SIZE, "%.*s line %u", AWS_PLACE_SIZE - 32, place.file, place.line);
    return text;
}
