/* SPDX-License-Identifier: MIT */
/* The options of a session. */
#include <dxaws/session.h>

#include <stdlib.h>
#include <string.h>

#include "credentials/sources.h"
#include "role.h"
#include "secret.h"
#include "ops.h"
#include "settings.h"

/* Where the strings are. Secrets have memory of their own kind. */
static const struct field {
    size_t offset;
    bool secret;
} fields[] = {
    {offsetof(dxaws_session_options, profile), false},
    {offsetof(dxaws_session_options, region), false},
    {offsetof(dxaws_session_options, endpoint_url), false},
    {offsetof(dxaws_session_options, access_key_id), false},
    {offsetof(dxaws_session_options, secret), true},
    {offsetof(dxaws_session_options, token), true},
    {offsetof(dxaws_session_options, ca_bundle), false},
    {offsetof(dxaws_session_options, proxy), true}, /* may hold a password */
    {offsetof(dxaws_session_options, file_root), false},
    {offsetof(dxaws_session_options, source_name), false},
    {offsetof(dxaws_session_options, role_arn), false},
    {offsetof(dxaws_session_options, external_id), false},
    {offsetof(dxaws_session_options, role_session_name), false},
};
enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

static char **string_of(dxaws_session_options *options, const struct field *field)
{
    return (char **)(void *)((char *)options + field->offset);
}

static void release(const struct field *field, char *string)
{
    if (field->secret) {
        aws_secret_free(string);
    } else {
        free(string);
    }
}

bool aws_options_copy(dxaws_session_options *target, const dxaws_session_options *source)
{
    *target = *source;
    for (size_t i = 0; i < FIELDS; i++) {
        *string_of(target, &fields[i]) = NULL;
    }
    bool done = !source->failed;
    for (size_t i = 0; i < FIELDS && done; i++) {
        const char *value = *(char *const *)(const void *)((const char *)source + fields[i].offset);
        char *copy = NULL;
        if (value) {
            copy = fields[i].secret ? aws_secret_copy(value) : strdup(value);
        }
        *string_of(target, &fields[i]) = copy;
        done = copy || !value;
    }
    return done;
}

void aws_options_clear(dxaws_session_options *options)
{
    for (size_t i = 0; i < FIELDS; i++) {
        release(&fields[i], *string_of(options, &fields[i]));
    }
    *options = (dxaws_session_options){0};
}

dxaws_error *aws_options_check(const dxaws_session_options *options)
{
    if (!options->has_role) {
        return NULL;
    }
    const struct aws_role role = {.role_arn = options->role_arn ? options->role_arn : "",
                                  .session_name = options->role_session_name,
                                  .duration_s = options->role_duration_s};
    return aws_sts_check_role(&role);
}

dxaws_session_options *dxaws_session_options_new(void)
{
    return calloc(1, sizeof(dxaws_session_options));
}

void dxaws_session_options_free(dxaws_session_options *options)
{
    if (!options) {
        return;
    }
    aws_options_clear(options);
    free(options);
}

/* Blank is as good as nothing, so that a caller may pass on an empty argument. */
static void set(dxaws_session_options *options, char **target, const char *value)
{
    const struct field *field = fields;
    while (string_of(options, field) != target) {
        field++;
    }
    release(field, *target);
    *target = NULL;
    if (!value || !value[strspn(value, " \t\r\n")]) {
        return;
    }
    *target = field->secret ? aws_secret_copy(value) : strdup(value);
    options->failed = options->failed || !*target;
}

void dxaws_session_options_set_profile(dxaws_session_options *options, const char *profile)
{
    if (options) {
        set(options, &options->profile, profile);
    }
}

void dxaws_session_options_set_region(dxaws_session_options *options, const char *region)
{
    if (options) {
        set(options, &options->region, region);
    }
}

void dxaws_session_options_set_endpoint_url(dxaws_session_options *options, const char *url)
{
    if (options) {
        set(options, &options->endpoint_url, url);
    }
}

void dxaws_session_options_set_keys(dxaws_session_options *options, const char *access_key_id,
                                    const char *secret, const char *token)
{
    if (!options) {
        return;
    }
    set(options, &options->access_key_id, access_key_id);
    set(options, &options->secret, secret);
    set(options, &options->token, token);
}

void dxaws_session_options_set_max_attempts(dxaws_session_options *options, unsigned attempts)
{
    if (options) {
        options->max_attempts = attempts;
    }
}

void dxaws_session_options_set_ca_bundle(dxaws_session_options *options, const char *path)
{
    if (options) {
        set(options, &options->ca_bundle, path);
    }
}

void dxaws_session_options_set_environment(dxaws_session_options *options,
                                           const char *(*lookup)(void *self, const char *name),
                                           void *self)
{
    if (!options) {
        return;
    }
    options->lookup = lookup;
    options->lookup_self = self;
}

void dxaws_session_options_set_role(dxaws_session_options *options, const dxaws_role *role)
{
    if (!options) {
        return;
    }
    if (!role) { /* for which there was no memory: not to be taken for no role */
        options->failed = true;
        return;
    }
    options->has_role = true;
    options->failed = options->failed || role->failed;
    set(options, &options->role_arn, role->arn);
    set(options, &options->external_id, role->external_id);
    set(options, &options->role_session_name, role->session_name);
    options->role_duration_s = role->duration_s;
}

void dxaws_session_options_unset_role(dxaws_session_options *options)
{
    if (!options) {
        return;
    }
    options->has_role = false;
    set(options, &options->role_arn, NULL);
    set(options, &options->external_id, NULL);
    set(options, &options->role_session_name, NULL);
    options->role_duration_s = 0;
}

void dxaws_session_options_set_aws_compute(dxaws_session_options *options, bool aws_compute)
{
    if (options) {
        options->aws_compute = aws_compute;
    }
}

void dxaws_session_options_set_mfa(dxaws_session_options *options,
                                   dxaws_error *(*ask)(void *self, dxaws_context *context,
                                                       const char *serial, char *code, size_t size),
                                   void *self)
{
    if (!options) {
        return;
    }
    options->ask_mfa = ask;
    options->mfa_self = self;
}

void dxaws_session_options_set_proxy(dxaws_session_options *options, const char *url)
{
    if (options) {
        set(options, &options->proxy, url);
    }
}

void dxaws_session_options_set_file_root(dxaws_session_options *options, const char *path)
{
    if (options) {
        set(options, &options->file_root, path);
    }
}

void dxaws_session_options_set_credential_source(dxaws_session_options *options,
                                                 const dxaws_credential_source_ops *ops, void *self)
{
    if (!options) {
        return;
    }
    dxaws_credential_source_ops known;
    aws_ops_copy(&known, sizeof(known), ops);
    set(options, &options->source_name, known.fetch ? known.name : NULL);
    options->source_fetch = known.fetch;
    options->source_self = self;
}

void dxaws_session_options_set_files(dxaws_session_options *options, const dxaws_file_ops *ops,
                                     void *self)
{
    if (!options) {
        return;
    }
    aws_ops_copy(&options->files, sizeof(options->files), ops);
    options->files_self = self;
}

void dxaws_session_options_set_processes(dxaws_session_options *options,
                                         const dxaws_process_ops *ops, void *self)
{
    if (!options) {
        return;
    }
    aws_ops_copy(&options->processes, sizeof(options->processes), ops);
    options->processes_self = self;
}

void dxaws_session_options_set_transport(dxaws_session_options *options,
                                         const dxaws_transport_ops *ops, void *self)
{
    if (!options) {
        return;
    }
    aws_ops_copy(&options->transport.ops, sizeof(options->transport.ops), ops);
    options->transport.self = self;
}
