/* SPDX-License-Identifier: MIT */
/* Settings that change what other tools send, and that are not followed here: told of, never
 * silent. */
#include "settings.h"

#include <string.h>

#include "headers.h"

/* @see docs/differences.md, which has the same rows. */
static const struct {
    const char *variable; /* or NULL */
    const char *property; /* of the profile */
    const char *fits;     /* the value that asks for what is done anyway, or NULL */
    const char *also;     /* another one, or NULL */
    const char *instead;
} unread[] = {
    {NULL, "s3.signature_version", "s3v4", "v4", "requests are signed with version 4 alone"},
    {"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "s3_us_east_1_regional_endpoint", "regional", NULL,
     "us-east-1 has an endpoint as other regions have"},
    {NULL, "s3.us_east_1_regional_endpoint", "regional", NULL,
     "us-east-1 has an endpoint as other regions have"},
    {"AWS_SIGV4A_SIGNING_REGION_SET", "sigv4a_signing_region_set", NULL, NULL,
     "signatures are for one region"},
    {"AWS_AUTH_SCHEME_PREFERENCE", "auth_scheme_preference", "sigv4", NULL,
     "requests are signed with sigv4"},
    {"AWS_ACCOUNT_ID_ENDPOINT_MODE", "account_id_endpoint_mode", "preferred", "disabled",
     "endpoints without the account's id are used"},
    {NULL, "api_versions", NULL, NULL, "each service is called in the version that dxaws knows"},
};

/* Of the block "s3": what is followed, what is above, and what only says how fast others go. */
static const char *const known_of_s3[] = {
    "addressing_style",
    "use_accelerate_endpoint",
    "use_dualstack_endpoint",
    "signature_version",
    "us_east_1_regional_endpoint",
    "payload_signing_enabled", /* as it is done anyway */
    "use_arn_region",          /* of access points, which no bucket is named by here */
    "disable_multiregion_access_points",
    "s3_disable_multiregion_access_points",
    "max_concurrent_requests",
    "max_queue_size",
    "multipart_threshold",
    "multipart_chunksize",
    "max_bandwidth",
    "io_chunksize",
    "preferred_transfer_client",
    "target_bandwidth",
    "should_stream",
    "disk_throughput",
    "direct_io",
};

static bool fits(const char *value, const char *wanted)
{
    return wanted && aws_name_compare(value, wanted) == 0;
}

static dxaws_error *tell(struct aws_settings *settings, size_t i)
{
    struct aws_place place = {0};
    const char *name = unread[i].variable;
    const char *value = name ? aws_settings_getenv(settings, name) : NULL;
    if (!value) {
        name = unread[i].property;
        const struct aws_config_section *section = aws_config_find_section(
            &settings->config, AWS_CONFIG_PROFILE, settings->profile, strlen(settings->profile));
        const struct aws_config_property *found =
            section ? aws_config_find_property(section, name) : NULL;
        value = found ? found->value : NULL;
        place = found ? found->place : place;
    }
    if (!value || fits(value, unread[i].fits) || fits(value, unread[i].also)) {
        return NULL;
    }
    return aws_config_note(&settings->config, place, NULL, "%s is not followed: %s", name,
                           unread[i].instead);
}

static bool is_known_of_s3(const char *name)
{
    for (size_t i = 0; i < sizeof(known_of_s3) / sizeof(known_of_s3[0]); i++) {
        if (strcmp(name, known_of_s3[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Does not show the name, which may be anything that somebody wrote there. */
static dxaws_error *tell_unknown(struct aws_settings *settings)
{
    const struct aws_config_section *section = aws_config_find_section(
        &settings->config, AWS_CONFIG_PROFILE, settings->profile, strlen(settings->profile));
    dxaws_error *error = NULL;
    for (size_t i = 0; section && i < section->count && !error; i++) {
        const struct aws_config_property *item = &section->items[i];
        if (strncmp(item->name, "s3.", 3) == 0 && !is_known_of_s3(item->name + 3)) {
            error = aws_config_note(&settings->config, item->place, NULL,
                                    "dxaws knows no such setting of s3, which is passed over");
        }
    }
    return error;
}

dxaws_error *aws_settings_tell_unread(struct aws_settings *settings)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < sizeof(unread) / sizeof(unread[0]) && !error; i++) {
        error = tell(settings, i);
    }
    error = error ? error : tell_unknown(settings);
    return error ? error : aws_settings_tell_unread_endpoints(settings);
}
