/* SPDX-License-Identifier: MIT */
/* The options of a session. */
#include <dxaws/session.h>

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "settings.h"

dxaws_session_options *dxaws_session_options_new(void)
{
    return calloc(1, sizeof(dxaws_session_options));
}

void dxaws_session_options_free(dxaws_session_options *options)
{
    if (!options)
        return;
    free(options->profile);
    free(options->region);
    free(options->endpoint_url);
    aws_string_wipe(options->access_key_id);
    aws_string_wipe(options->secret);
    aws_string_wipe(options->token);
    free(options->ca_bundle);
    free(options);
}

/* Blank is as good as nothing, so that a caller may pass on an empty argument. */
static void set(dxaws_session_options *options, char **target, const char *value)
{
    aws_string_wipe(*target);
    *target = NULL;
    if (!value || !value[strspn(value, " \t\r\n")])
        return;
    *target = strdup(value);
    options->failed = options->failed || !*target;
}

void dxaws_session_options_set_profile(dxaws_session_options *options, const char *profile)
{
    if (options)
        set(options, &options->profile, profile);
}

void dxaws_session_options_set_region(dxaws_session_options *options, const char *region)
{
    if (options)
        set(options, &options->region, region);
}

void dxaws_session_options_set_endpoint_url(dxaws_session_options *options, const char *url)
{
    if (options)
        set(options, &options->endpoint_url, url);
}

void dxaws_session_options_set_keys(dxaws_session_options *options, const char *access_key_id,
                                    const char *secret, const char *token)
{
    if (!options)
        return;
    set(options, &options->access_key_id, access_key_id);
    set(options, &options->secret, secret);
    set(options, &options->token, token);
}

void dxaws_session_options_set_max_attempts(dxaws_session_options *options, unsigned attempts)
{
    if (options)
        options->max_attempts = attempts;
}

void dxaws_session_options_set_ca_bundle(dxaws_session_options *options, const char *path)
{
    if (options)
        set(options, &options->ca_bundle, path);
}

void dxaws_session_options_set_environment(dxaws_session_options *options,
                                           const char *(*lookup)(void *self, const char *name),
                                           void *self)
{
    if (!options)
        return;
    options->lookup = lookup;
    options->lookup_self = self;
}
