/* SPDX-License-Identifier: MIT */
/* Credentials in the profile of the shared configuration files: performs what was planned. */
#include "sources.h"

#include <string.h>

static dxaws_error *use_keys(const struct aws_settings *settings, const struct aws_step *step,
                             const char *source, struct aws_credentials **credentials)
{
    const struct aws_place places[] = {
        aws_step_place(&settings->config, step, "aws_access_key_id"),
        aws_step_place(&settings->config, step, "aws_secret_access_key"),
        aws_step_place(&settings->config, step, "aws_session_token"),
    };
    const struct aws_credentials_fields fields = {.access_key_id = step->access_key_id,
                                                  .secret = step->secret,
                                                  .token = step->token,
                                                  .account_id = step->account_id,
                                                  .source = source,
                                                  .places = places,
                                                  .expires_ms = INT64_MAX};
    return aws_credentials_from_pair("aws_access_key_id", "aws_secret_access_key", &fields,
                                     credentials);
}

/* A source that a profile names must have something. */
static dxaws_error *use_named(const struct aws_settings *settings, dxaws_context *context,
                              const struct aws_step *step, struct aws_credentials **credentials)
{
    struct aws_buffer why = {0};
    dxaws_error *error;
    const char *name = "Environment";
    if (step->kind == AWS_STEP_ENVIRONMENT) {
        error = aws_environment_credentials(settings, credentials, &why);
    } else if (step->kind == AWS_STEP_CONTAINER) {
        name = "EcsContainer";
        error = aws_source_container.find(settings, context, credentials, &why);
    } else {
        name = "Ec2InstanceMetadata";
        error = aws_instance_credentials(settings, context, false, credentials, &why);
    }
    if (!error && !*credentials) {
        error = aws_place_error(step->place, DXAWS_ERROR_UNAUTHENTICATED, "NoCredentials",
                                "profile \"%s\" has the credential_source %s, which has no "
                                "credentials: %s",
                                step->profile, name, aws_buffer_string(&why));
    }
    aws_buffer_free(&why);
    return error;
}

static dxaws_error *perform(const struct aws_settings *settings, dxaws_context *context,
                            const struct aws_step *step, struct aws_credentials *by, bool chained,
                            struct aws_credentials **credentials)
{
    struct aws_buffer name = {0};
    aws_buffer_format(&name, "profile \"%s\"", step->profile);
    if (name.failed) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = NULL;
    switch (step->kind) {
    case AWS_STEP_KEYS:
        error = use_keys(settings, step, name.data, credentials);
        break;
    case AWS_STEP_ENVIRONMENT:
    case AWS_STEP_INSTANCE:
    case AWS_STEP_CONTAINER:
        error = use_named(settings, context, step, credentials);
        break;
    case AWS_STEP_WEB_IDENTITY:
        error = aws_web_identity_step(settings, context, step, name.data, credentials);
        break;
    case AWS_STEP_SSO:
        error = aws_sso_step(settings, context, step, credentials);
        break;
    case AWS_STEP_PROCESS:
        error = aws_process_step(settings, context, step, credentials);
        break;
    case AWS_STEP_ASSUME_ROLE:
        error = aws_assume_role_step(settings, context, step, by, chained, credentials);
        break;
    }
    aws_buffer_free(&name);
    return error;
}

/* Whether what a step gives are a role's credentials, with which another role lasts an hour. */
static bool is_role(enum aws_step_kind kind)
{
    return kind != AWS_STEP_KEYS && kind != AWS_STEP_ENVIRONMENT && kind != AWS_STEP_PROCESS;
}

static void explain(const struct aws_settings *settings, struct aws_buffer *why)
{
    dxaws_error *lack = aws_profile_lack(&settings->config, settings->profile);
    if (lack) {
        aws_buffer_text(why, dxaws_error_message(lack));
    } else if (!settings->config_found && !settings->credentials_found) {
        aws_buffer_format(why, "neither %s nor %s exists", settings->config_file,
                          settings->credentials_file);
    } else {
        aws_buffer_format(why, "profile \"%s\" has no keys in %s or %s", settings->profile,
                          settings->config_file, settings->credentials_file);
    }
    dxaws_error_free(lack);
}

static dxaws_error *find(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why)
{
    struct aws_profile_plan plan = {0};
    *credentials = NULL;
    dxaws_error *error = aws_profile_plan(&settings->config, settings->profile, &plan);
    if (!error && !plan.count) {
        explain(settings, why);
    }
    struct aws_credentials *current = NULL;
    bool chained = false;
    for (size_t i = 0; i < plan.count && !error; i++) {
        struct aws_credentials *next = NULL;
        error = perform(settings, context, &plan.steps[i], current, chained, &next);
        aws_credentials_unref(current);
        current = next;
        chained = is_role(plan.steps[i].kind);
    }
    aws_profile_plan_free(&plan);
    if (!error) {
        *credentials = current;
    }
    return error;
}

const struct aws_credential_source aws_source_profile = {"profile", find};
