/* SPDX-License-Identifier: MIT */
/* Where each setting comes from: options, then the environment, then the profile. */
#include "settings.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"
#include "config-text.h"
#include "files.h"
#include "partitions.h"

#define FILE_LIMIT ((size_t)1024 * 1024)

static bool copy(char **target, const char *source)
{
    *target = source ? strdup(source) : NULL;
    return *target || !source;
}

dxaws_error *aws_settings_init(struct aws_settings *settings, const dxaws_session_options *options)
{
    *settings = (struct aws_settings){0};
    if (!options) {
        return NULL;
    }
    if (!aws_options_copy(&settings->options, options)) {
        return dxaws_error_out_of_memory();
    }
    return aws_options_check(&settings->options);
}

const char *aws_settings_getenv(const struct aws_settings *settings, const char *name)
{
    const dxaws_session_options *options = &settings->options;
    const char *value =
        options->lookup ? options->lookup(options->lookup_self, name) : getenv(name);
    return value && value[strspn(value, " \t\r\n")] ? value : NULL;
}

const char *aws_settings_profile_get(const struct aws_settings *settings, const char *property)
{
    return aws_config_get(&settings->config, AWS_CONFIG_PROFILE, settings->profile, property);
}

/* To be freed; NULL without memory. */
static char *home_directory(const struct aws_settings *settings)
{
    const char *home = aws_settings_getenv(settings, "HOME");
    if (home) {
        return strdup(home);
    }
    struct passwd entry;
    struct passwd *result = NULL;
    char buffer[4096];
    if (getpwuid_r(getuid(), &entry, buffer, sizeof(buffer), &result) == 0 && result) {
        return strdup(result->pw_dir);
    }
    return strdup("");
}

char *aws_settings_path(const struct aws_settings *settings, const char *path)
{
    if (strncmp(path, "~/", 2) != 0) {
        return strdup(path);
    }
    char *home = home_directory(settings);
    if (!home) {
        return NULL;
    }
    struct aws_buffer text = {0};
    aws_buffer_format(&text, "%s%s", home, path + 1);
    free(home);
    return aws_buffer_take(&text);
}

/* The session's own value, else a variable's, else a property's of the profile; borrowed. */
static const char *find(const struct aws_settings *settings, const char *own, const char *variable,
                        const char *property, const char **from)
{
    const char *value = own;
    *from = "session options";
    if (!value && (value = aws_settings_getenv(settings, variable))) {
        *from = variable;
    }
    if (!value && property && (value = aws_settings_profile_get(settings, property))) {
        *from = "profile";
    }
    if (!value) {
        *from = NULL;
    }
    return value;
}

const char *aws_settings_place(const struct aws_settings *settings, const char *from,
                               const char *property, char text[AWS_PLACE_SIZE])
{
    struct aws_place place = {0};
    if (strcmp(from, "profile") == 0) {
        place =
            aws_config_place(&settings->config, AWS_CONFIG_PROFILE, settings->profile, property);
    }
    if (place.file) {
        snprintf(text, AWS_PLACE_SIZE, "%.*s line %u", AWS_PLACE_SIZE - 32, place.file, place.line);
    } else {
        snprintf(text, AWS_PLACE_SIZE, "%s%s", strchr(from, ' ') ? "the " : "", from);
    }
    return text;
}

dxaws_error *aws_settings_refuse(const struct aws_settings *settings, const char *variable,
                                 const char *property, const char *expected)
{
    const char *name = variable;
    const char *value = variable ? aws_settings_getenv(settings, variable) : NULL;
    struct aws_place place = {0};
    if (!value) {
        name = property;
        value = aws_settings_profile_get(settings, property);
        place =
            aws_config_place(&settings->config, AWS_CONFIG_PROFILE, settings->profile, property);
    }
    bool shown = value && !strchr(value, '@'); /* or it may hold a password */
    return aws_place_error(place, DXAWS_ERROR_INVALID_ARGUMENT, "SettingError", "%s is \"%s\": %s",
                           name, shown ? value : "...", expected);
}

static dxaws_error *load_file(struct aws_settings *settings, enum aws_config_syntax syntax,
                              const char *named, const char *standard, char **path, bool *found)
{
    *path = aws_settings_path(settings, named ? named : standard);
    if (!*path) {
        return dxaws_error_out_of_memory();
    }
    struct aws_buffer text = {.limit = FILE_LIMIT};
    dxaws_error *error = aws_file_read(&settings->options, *path, &text, found);
    if (error && named) {
        dxaws_error *told = dxaws_error_new(
            dxaws_error_get_kind(error), "core", dxaws_error_code(error), "%s: %s",
            syntax == AWS_SYNTAX_CONFIG ? "AWS_CONFIG_FILE" : "AWS_SHARED_CREDENTIALS_FILE",
            dxaws_error_message(error));
        dxaws_error_free(error);
        error = told;
    }
    if (!error && *found) {
        error =
            aws_config_parse(&settings->config, syntax, *path, aws_buffer_string(&text), text.size);
    }
    aws_buffer_free(&text);
    return error;
}

static dxaws_error *load_config_file(struct aws_settings *settings)
{
    const char *named = find(settings, NULL, "AWS_CONFIG_FILE", NULL, &settings->from.config_file);
    return load_file(settings, AWS_SYNTAX_CONFIG, named, "~/.aws/config", &settings->config_file,
                     &settings->config_found);
}

static dxaws_error *load_credentials_file(struct aws_settings *settings)
{
    const char *named =
        find(settings, NULL, "AWS_SHARED_CREDENTIALS_FILE", NULL, &settings->from.credentials_file);
    return load_file(settings, AWS_SYNTAX_CREDENTIALS, named, "~/.aws/credentials",
                     &settings->credentials_file, &settings->credentials_found);
}

/* A section that lacks the word "profile" is the usual reason, or a slip. */
static dxaws_error *no_profile(const struct aws_settings *settings, const char *from)
{
    char place[AWS_PLACE_SIZE];
    struct aws_buffer why = {0};
    const struct aws_config *config = &settings->config;
    const char *near = aws_config_note_about(config, settings->profile)
                           ? NULL
                           : aws_config_near_profile(config, settings->profile);
    if (near) {
        aws_buffer_format(&why, "did you mean \"%s\"?", near);
    } else {
        aws_buffer_text(&why, "add [profile ");
        aws_config_quote(&why, settings->profile);
        aws_buffer_format(&why, "] to the first, or [%s] to the second", settings->profile);
        aws_settings_append_note_about(settings, settings->profile, &why);
    }
    dxaws_error *error =
        why.failed
            ? dxaws_error_out_of_memory()
            : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "ProfileNotFound",
                              "there is no profile \"%s\" in %s or %s, and %s names it%s %s",
                              settings->profile, settings->config_file, settings->credentials_file,
                              aws_settings_place(settings, from, NULL, place), near ? ";" : ":",
                              aws_buffer_string(&why));
    aws_buffer_free(&why);
    return error;
}

void aws_settings_append_note_about(const struct aws_settings *settings, const char *profile,
                                    struct aws_buffer *out)
{
    const struct aws_config_note *note = aws_config_note_about(&settings->config, profile);
    /* What comes before any section may be all that the file has. */
    dxaws_error *fault =
        note ? NULL : aws_config_check(&settings->config, AWS_CONFIG_PROFILE, "default");
    if (note || fault) {
        aws_buffer_format(out, "; %s", dxaws_error_message(note ? note->error : fault));
    }
    dxaws_error_free(fault);
}

static dxaws_error *load_profile(struct aws_settings *settings)
{
    const char **from = &settings->from.profile;
    const char *name = find(settings, settings->options.profile, "AWS_PROFILE", NULL, from);
    if (!name) {
        name = find(settings, NULL, "AWS_DEFAULT_PROFILE", NULL, from);
    }
    settings->profile = strdup(name ? name : "default");
    if (!settings->profile) {
        return dxaws_error_out_of_memory();
    }
    if (name && !aws_config_has(&settings->config, AWS_CONFIG_PROFILE, name)) {
        return no_profile(settings, *from);
    }
    return aws_config_check(&settings->config, AWS_CONFIG_PROFILE, settings->profile);
}

static dxaws_error *load_region(struct aws_settings *settings)
{
    const char **from = &settings->from.region;
    const char *region = find(settings, settings->options.region, "AWS_REGION", NULL, from);
    if (!region) {
        region = find(settings, NULL, "AWS_DEFAULT_REGION", "region", from);
    }
    if (region && !aws_region_is_valid(region)) {
        char place[AWS_PLACE_SIZE];
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RegionError",
                               "the region \"%s\" from %s is not one: expected letters, digits "
                               "and hyphens, such as \"eu-west-1\"",
                               region, aws_settings_place(settings, *from, "region", place));
    }
    return copy(&settings->region, region) ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *load_attempts(struct aws_settings *settings)
{
    settings->max_attempts = settings->options.max_attempts;
    const char **from = &settings->from.max_attempts;
    *from = settings->max_attempts ? "session options" : NULL;
    if (settings->max_attempts) {
        return NULL;
    }
    settings->max_attempts = 3;
    const char *text = find(settings, NULL, "AWS_MAX_ATTEMPTS", "max_attempts", from);
    if (!text) {
        return NULL;
    }
    char *end;
    long attempts = strtol(text, &end, 10);
    if (*end || attempts < 1 || attempts > 100) {
        return aws_settings_refuse(settings, "AWS_MAX_ATTEMPTS", "max_attempts",
                                   "expected a number from 1 to 100");
    }
    settings->max_attempts = (unsigned)attempts;
    return NULL;
}

static dxaws_error *load_ca_bundle(struct aws_settings *settings)
{
    const char **from = &settings->from.ca_bundle;
    const char *path =
        find(settings, settings->options.ca_bundle, "AWS_CA_BUNDLE", "ca_bundle", from);
    if (path && aws_transport_is_custom(
                    &settings->options.transport)) { /* which has certificates of its own */
        path = NULL;
        *from = NULL;
    }
    if (!path) {
        return NULL;
    }
    char *expanded = aws_settings_path(settings, path);
    settings->ca_bundle = expanded ? aws_file_path(&settings->options, expanded) : NULL;
    free(expanded);
    if (!settings->ca_bundle) {
        return dxaws_error_out_of_memory();
    }
    if (access(settings->ca_bundle, R_OK) != 0) {
        free(settings->ca_bundle);
        settings->ca_bundle = NULL;
        char place[AWS_PLACE_SIZE];
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "CaBundleError",
                               "cannot read the CA bundle \"%s\" from %s: expected a file of PEM "
                               "certificates",
                               path, aws_settings_place(settings, *from, "ca_bundle", place));
    }
    return NULL;
}

static void unload(struct aws_settings *settings)
{
    aws_config_free(&settings->config);
    free(settings->config_file);
    free(settings->credentials_file);
    free(settings->profile);
    free(settings->region);
    free(settings->ca_bundle);
    aws_proxies_free(settings->proxies);
    free(settings->application);
    *settings = (struct aws_settings){.options = settings->options, .session = settings->session};
}

static dxaws_error *(*const parts[AWS_SETTINGS_PARTS])(struct aws_settings *settings) = {
    [AWS_SETTINGS_CONFIG_FILE] = load_config_file,
    [AWS_SETTINGS_CREDENTIALS_FILE] = load_credentials_file,
    [AWS_SETTINGS_PROFILE] = load_profile,
    [AWS_SETTINGS_REGION] = load_region,
    [AWS_SETTINGS_ATTEMPTS] = load_attempts,
    [AWS_SETTINGS_CA_BUNDLE] = load_ca_bundle,
    [AWS_SETTINGS_CALLS] = aws_settings_load_calls,
    [AWS_SETTINGS_UNREAD] = aws_settings_tell_unread,
    [AWS_SETTINGS_PROXIES] = aws_settings_load_proxies,
};

dxaws_error *aws_settings_load(struct aws_settings *settings)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < AWS_SETTINGS_PARTS && !error; i++) {
        error = parts[i](settings);
    }
    if (error) {
        unload(settings);
    }
    return error;
}

void aws_settings_examine(struct aws_settings *settings, dxaws_error *problems[AWS_SETTINGS_PARTS])
{
    for (size_t i = 0; i < AWS_SETTINGS_PARTS; i++) {
        problems[i] = parts[i](settings);
    }
}

void aws_settings_free(struct aws_settings *settings)
{
    unload(settings);
    aws_options_clear(&settings->options);
}
