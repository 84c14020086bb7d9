/* SPDX-License-Identifier: MIT */
/* A role that is assumed with other credentials, by a profile or by the session's options. */
#include "sources.h"

#include <dxaws/extend/error.h>

#include <string.h>

#include <openssl/crypto.h>

#include "session-private.h"

/* A code for a profile that wants one, when the program can give it. */
static dxaws_error *ask_code(const struct aws_settings *settings, dxaws_context *context,
                             const struct aws_step *step, char *code, size_t size)
{
    const dxaws_session_options *options = &settings->options;
    struct aws_place place = aws_step_place(&settings->config, step, "mfa_serial");
    if (!options->ask_mfa) {
        return aws_place_error(place, DXAWS_ERROR_UNSUPPORTED, "MfaRequired",
                               "profile \"%s\" has mfa_serial, and this program asks for no code: "
                               "put what aws configure export-credentials --format env prints "
                               "into the environment, and name no profile",
                               step->profile);
    }
    if (settings->session->memory.mfa_used) {
        return dxaws_error_new(DXAWS_ERROR_UNAUTHENTICATED, "core", "MfaRequired",
                               "the credentials of profile \"%s\" have expired, and a code cannot "
                               "be used again: start anew",
                               step->profile);
    }
    dxaws_error *why = options->ask_mfa(options->mfa_self, context, step->mfa_serial, code, size);
    if (why || !*code) {
        dxaws_error *error = aws_place_error(
            place, DXAWS_ERROR_UNAUTHENTICATED, "MfaRequired",
            "no code was given for the device \"%s\" of profile \"%s\": %s", step->mfa_serial,
            step->profile, why ? dxaws_error_message(why) : "enter what the device shows");
        dxaws_error_set_cause(error, why);
        return error;
    }
    settings->session->memory.mfa_used = true;
    return NULL;
}

dxaws_error *aws_assume_role_step(const struct aws_settings *settings, dxaws_context *context,
                                  const struct aws_step *step, struct aws_credentials *by,
                                  bool chained, struct aws_credentials **credentials)
{
    if (chained && step->duration_s > 3600) {
        return aws_place_error(aws_step_place(&settings->config, step, "duration_seconds"),
                               DXAWS_ERROR_INVALID_ARGUMENT, "RoleError",
                               "the role %s is assumed with another role's credentials, which "
                               "lasts 3600 seconds at most: %u is too long",
                               step->role_arn, step->duration_s);
    }
    char code[32] = "";
    dxaws_error *error = NULL;
    if (step->mfa_serial) {
        error = ask_code(settings, context, step, code, sizeof(code));
    }
    if (error) {
        return error;
    }
    const struct aws_role role = {
        .role_arn = step->role_arn,
        .session_name = step->session_name,
        .external_id = step->external_id,
        .duration_s = step->duration_s,
        .mfa_serial = step->mfa_serial,
        .mfa_code = *code ? code : NULL,
        .region = step->region,
        .place = step->place,
        .name_place = aws_step_place(&settings->config, step, "role_session_name"),
    };
    struct aws_buffer source = {0};
    aws_buffer_format(&source, "%s, role %s", aws_credentials_source(by), step->role_arn);
    error = source.failed
                ? dxaws_error_out_of_memory()
                : aws_sts_assume_role(settings, context, &role, by, source.data, credentials);
    aws_buffer_free(&source);
    OPENSSL_cleanse(code, sizeof(code));
    return error;
}
