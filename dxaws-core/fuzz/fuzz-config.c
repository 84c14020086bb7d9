/* SPDX-License-Identifier: MIT */
/* Any bytes as a configuration file and as a credentials file: sections, and notes that name file
 * and line; and how each profile gets its credentials, in a number of steps that its sections
 * allow, or an error that names the line as well. */
#include <dxaws/kit/fuzz-main.h>

#include "config-file.h"
#include "credentials/profile-plan.h"

#include <stdlib.h>
#include <string.h>

static bool begins_with_place(const char *message)
{
    return strncmp(message, "file line ", 10) == 0 && message[10] >= '1' && message[10] <= '9';
}

static void check_step(const struct aws_config *config, const struct aws_step *step, bool first)
{
    dx_fuzz_require(step->profile && aws_config_has(config, AWS_CONFIG_PROFILE, step->profile));
    dx_fuzz_require(step->place.file && step->place.line > 0);
    dx_fuzz_require(first == (step->kind != AWS_STEP_ASSUME_ROLE));
    switch (step->kind) {
    case AWS_STEP_KEYS:
        dx_fuzz_require(*step->access_key_id && *step->secret);
        break;
    case AWS_STEP_WEB_IDENTITY:
        dx_fuzz_require(*step->role_arn && *step->token_file);
        break;
    case AWS_STEP_SSO:
        dx_fuzz_require(*step->sso_region && *step->sso_account_id && *step->sso_role_name);
        break;
    case AWS_STEP_PROCESS:
        dx_fuzz_require(*step->command);
        break;
    case AWS_STEP_ASSUME_ROLE:
        dx_fuzz_require(*step->role_arn);
        break;
    case AWS_STEP_ENVIRONMENT:
    case AWS_STEP_INSTANCE:
    case AWS_STEP_CONTAINER:
        break;
    }
}

static void check_profile(const struct aws_config *config, const char *profile)
{
    struct aws_profile_plan plan = {0};
    dxaws_error *error = aws_profile_plan(config, profile, &plan);
    dx_fuzz_require(!error || begins_with_place(dxaws_error_message(error)));
    dx_fuzz_require(plan.count <= config->count + 1);
    for (size_t i = 0; !error && i < plan.count; i++) {
        check_step(config, &plan.steps[i], i == 0);
    }
    dx_fuzz_succeeds(error);
    aws_profile_plan_free(&plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct aws_config config = {0};
    for (int syntax = AWS_SYNTAX_CONFIG; syntax <= AWS_SYNTAX_CREDENTIALS; syntax++) {
        dx_fuzz_succeeds(aws_config_parse(&config, (enum aws_config_syntax)syntax, "file",
                                          (const char *)data, size));
    }
    for (size_t i = 0; i < config.note_count; i++) {
        const char *note = dxaws_error_message(config.notes[i].error);
        dx_fuzz_require(begins_with_place(note) && !strchr(note, '\n'));
    }
    const char *value = aws_config_get(&config, AWS_CONFIG_PROFILE, "default", "region");
    if (value && !*value) {
        abort();
    }
    for (size_t i = 0; i < config.count && i < 20; i++) {
        if (config.sections[i].kind == AWS_CONFIG_PROFILE) {
            check_profile(&config, config.sections[i].name);
        }
    }
    aws_config_free(&config);
    return 0;
}
