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

/* Regions whose calls went to the one global endpoint, before there were others (rule 26). */
static bool had_global_endpoint(const char *region)
{
    static const char *const regions[] = {
        "ap-northeast-1", "ap-south-1",   "ap-southeast-1", "ap-southeast-2",
        "aws-global",     "ca-central-1", "eu-central-1",   "eu-north-1",
        "eu-west-1",      "eu-west-2",    "eu-west-3",      "sa-east-1",
        "us-east-1",      "us-east-2",    "us-west-1",      "us-west-2"};
    for (size_t i = 0; i < sizeof(regions) / sizeof(regions[0]); i++) {
        if (strcmp(region, regions[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Of the security token service: "aws-global" for the one that older settings ask for. */
static dxaws_error *map_region(const struct aws_settings *settings,
                               const struct aws_service *service, const char **region)
{
    if (strcmp(service->name, "sts") != 0 || !*region) {
        return NULL;
    }
    const char *mode = aws_settings_getenv(settings, "AWS_STS_REGIONAL_ENDPOINTS");
    if (!mode) {
        mode = aws_settings_profile_get(settings, "sts_regional_endpoints");
    }
    bool legacy = mode && strcasecmp(mode, "legacy") == 0;
    if (mode && !legacy && strcasecmp(mode, "regional") != 0) {
        return aws_settings_refuse(settings, "AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints",
                                   "expected regional or legacy");
    }
    *region = legacy && had_global_endpoint(*region) ? "aws-global" : *region;
    return NULL;
}

dxaws_error *aws_settings_resolve(const struct aws_settings *settings,
                                  const struct aws_endpoint_wish *wish,
                                  struct aws_endpoint *endpoint)
{
    const char *region = wish->region ? wish->region : settings->region;
    const char *url = wish->url;
    char from[AWS_ENDPOINT_FROM_SIZE];
    char place[AWS_PLACE_SIZE] = "the request";
    dxaws_error *error = map_region(settings, wish->service, &region);
    if (!error && !url) {
        error = aws_settings_find_endpoint(settings, wish->service, &url, from);
        if (url) {
            aws_settings_endpoint_place(settings, wish->service, from, place);
        }
    }
    const struct aws_call_options *calls = &settings->calls;
    /* As for the AWS CLI: few stores behind a URL have a name for each bucket. */
    bool path_style = calls->path_style == AWS_YES || (url && calls->path_style != AWS_NO);
    return error ? error
                 : aws_endpoint_resolve(
                       &(struct aws_endpoint_input){
                           .service = wish->service,
                           .region = region,
                           .custom_url = url,
                           .custom_from = url ? place : NULL,
                           .bucket = wish->bucket,
                           .fips = calls->fips == AWS_YES,
                           .dualstack = calls->dualstack == AWS_YES ||
                                        (wish->service->buckets && calls->s3_dualstack == AWS_YES),
                           .accelerate = wish->service->buckets && wish->bucket &&
                                         !wish->makes_bucket && calls->accelerate == AWS_YES,
                           .path_style = path_style,
                       },
                       endpoint);
}

dxaws_error *dxaws_session_check_region(dxaws_session *session, const char *service,
                                        const char *region)
{
    if (!session || !service || !region) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "to check a region needs a session, a service and a name");
    }
    char key[AWS_SERVICE_NAME_SIZE];
    const struct aws_service described = aws_service_of(service, key);
    const struct aws_settings *settings;
    struct aws_endpoint endpoint = {0};
    dxaws_error *error = aws_session_settings(session, &settings);
    if (!error) {
        const struct aws_endpoint_wish wish = {.service = &described, .region = region};
        error = aws_settings_resolve(settings, &wish, &endpoint);
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
