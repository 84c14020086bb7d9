/* SPDX-License-Identifier: MIT */
/* What a profile that gives no credentials was probably meant to say. No error by itself, since
 * another source may have some, and others pass over it as well; but the first thing to tell when
 * none has. */
#include "profile-plan.h"

#include <string.h>
#include <strings.h>

#include <dxaws/extend/names.h>

/* Each gives credentials, alone or with others. */
static const char *const sources[] = {
    "aws_access_key_id", "aws_secret_access_key",   "aws_session_token",  "role_arn",
    "source_profile",    "web_identity_token_file", "credential_process", "credential_source",
    "sso_session",       "sso_start_url",           "sso_account_id",     "sso_role_name",
};

/* Each says how, and needs another that says what. */
static const struct {
    const char *property;
    const char *needs;
    const char *remedy;
} halves[] = {
    {"source_profile", "role_arn", "add the role to assume, or use the profile that it names"},
    {"aws_session_token", "aws_access_key_id", "add the keys that the token belongs to"},
    {"external_id", "role_arn", "add the role to assume, and source_profile"},
    {"role_session_name", "role_arn", "add the role to assume, and source_profile"},
    {"duration_seconds", "role_arn", "add the role to assume, and source_profile"},
    {"mfa_serial", "role_arn", "add the role to assume, and source_profile, or keys"},
    {"aws_account_id", "aws_access_key_id", "add the keys of that account"},
};

/* As other tools and people call them. */
static const struct {
    const char *written;
    const char *meant;
} names[] = {
    {"aws_access_key", "aws_access_key_id"},
    {"access_key", "aws_access_key_id"},
    {"access_key_id", "aws_access_key_id"},
    {"aws_key", "aws_access_key_id"},
    {"aws_secret_key", "aws_secret_access_key"},
    {"secret_key", "aws_secret_access_key"},
    {"secret_access_key", "aws_secret_access_key"},
    {"aws_secret", "aws_secret_access_key"},
    {"role", "role_arn"},
    {"process", "credential_process"},
    {"web_identity_token", "web_identity_token_file"},
    {"sso_account", "sso_account_id"},
    {"sso_role", "sso_role_name"},
    {"profile", "source_profile"},
};

enum { SLIPS = 2, NAME_SIZE = 64 };

/* @param written not one of the sources. */
static const char *nearest(const char *written)
{
    const char *found = NULL;
    size_t least = SLIPS + 1;
    char name[NAME_SIZE] = ""; /* a hyphen for an underscore is no slip, however many there are */
    for (size_t i = 0; i < NAME_SIZE - 1 && written[i]; i++) {
        name[i] = written[i] == '-' ? '_' : written[i];
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(name, names[i].written) == 0) {
            return names[i].meant;
        }
    }
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        size_t far = dxaws_name_distance(name, sources[i]);
        if (far < least) {
            least = far;
            found = sources[i];
        }
    }
    return found;
}

static bool is_source(const char *name)
{
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        if (strcmp(name, sources[i]) == 0) {
            return true;
        }
    }
    return false;
}

static dxaws_error *refuse(struct aws_place place, const char *profile, const char *has,
                           const char *property, const char *remedy)
{
    return aws_place_error(place, DXAWS_ERROR_UNAUTHENTICATED, "NoCredentials",
                           "profile \"%s\" %s %s: %s", profile, has, property, remedy);
}

static dxaws_error *find_half(const struct aws_config *config, const char *profile)
{
    for (size_t i = 0; i < sizeof(halves) / sizeof(halves[0]); i++) {
        const char *property = halves[i].property;
        if (aws_config_get(config, AWS_CONFIG_PROFILE, profile, property) &&
            !aws_config_get(config, AWS_CONFIG_PROFILE, profile, halves[i].needs)) {
            return aws_place_error(aws_config_place(config, AWS_CONFIG_PROFILE, profile, property),
                                   DXAWS_ERROR_UNAUTHENTICATED, "NoCredentials",
                                   "profile \"%s\" has %s but no %s: %s", profile, property,
                                   halves[i].needs, halves[i].remedy);
        }
    }
    return NULL;
}

dxaws_error *aws_profile_lack(const struct aws_config *config, const char *profile)
{
    const struct aws_config_section *section =
        aws_config_find_section(config, AWS_CONFIG_PROFILE, profile, strlen(profile));
    for (size_t i = 0; section && i < section->count; i++) {
        const struct aws_config_property *item = &section->items[i];
        const char *meant = is_source(item->name) ? NULL : nearest(item->name);
        if (meant) {
            return refuse(item->place, profile, "gives no credentials: this line sets no", meant,
                          "write its name as here");
        }
        if (!item->value[strspn(item->value, " \t\r\n")] && is_source(item->name)) {
            return refuse(item->place, profile, "has an empty", item->name,
                          "give it a value, or remove the line");
        }
    }
    if (section) {
        return find_half(config, profile);
    }
    const struct aws_config_note *note = aws_config_note_about(config, profile);
    if (note) {
        return dxaws_error_new(DXAWS_ERROR_UNAUTHENTICATED, "core", "NoCredentials", "%s",
                               dxaws_error_message(note->error));
    }
    const char *near = aws_config_near_profile(config, profile);
    return near && strcasecmp(near, profile) == 0
               ? aws_place_error(aws_config_place(config, AWS_CONFIG_PROFILE, near, NULL),
                                 DXAWS_ERROR_UNAUTHENTICATED, "NoCredentials",
                                 "profile \"%s\" is asked for, and this is \"%s\": write [%s]",
                                 profile, near, profile)
               : NULL;
}

dxaws_error *aws_profile_nothing_in(const struct aws_config *config, const char *profile,
                                    const char *root)
{
    dxaws_error *lack = aws_profile_lack(config, profile);
    if (lack) {
        return lack;
    }
    return aws_place_error(aws_config_place(config, AWS_CONFIG_PROFILE, profile, NULL),
                           DXAWS_ERROR_INVALID_ARGUMENT, "ProfileError",
                           "profile \"%s\", whose credentials \"%s\" uses, has none: give it keys, "
                           "or another source of credentials",
                           profile, root);
}
