/* SPDX-License-Identifier: MIT */
/* How calls are made: which hosts, how buckets are addressed, how failures are retried. */
#include "settings.h"

#include <stdio.h>
#include <string.h>

#include "headers.h"

/* A setting that is one of two words, in the order in which it is looked for. */
struct choice {
    const char *variable; /* or NULL */
    const char *property; /* of the profile, or NULL */
    const char *yes, *no;
    const char *alias;         /* another word for no, or NULL */
    const char *neither;       /* a word for not saying it, or NULL */
    enum aws_choice otherwise; /* when nothing says */
    size_t offset;             /* in struct aws_call_options */
};

#define AT(member) offsetof(struct aws_call_options, member)

static const struct choice choices[] = {
    {"AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", "true", "false", NULL, NULL, AWS_NO, AT(fips)},
    {"AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", "true", "false", NULL, NULL, AWS_NO,
     AT(dualstack)},
    {NULL, "s3.addressing_style", "path", "virtual", NULL, "auto", AWS_EITHER, AT(path_style)},
    {NULL, "s3.use_dualstack_endpoint", "true", "false", NULL, NULL, AWS_NO, AT(s3_dualstack)},
    {NULL, "s3.use_accelerate_endpoint", "true", "false", NULL, NULL, AWS_NO, AT(accelerate)},
    {"AWS_RETRY_MODE", "retry_mode", "adaptive", "standard", "legacy", NULL, AWS_NO, AT(adaptive)},
    {"AWS_DISABLE_CLOCK_SKEW_CORRECTION", "disable_clock_skew_correction", "false", "true", NULL,
     NULL, AWS_YES, AT(skew_correction)},
    {"AWS_REQUEST_CHECKSUM_CALCULATION", "request_checksum_calculation", "when_supported",
     "when_required", NULL, NULL, AWS_UNSET, AT(request_checksum)},
    {"AWS_RESPONSE_CHECKSUM_VALIDATION", "response_checksum_validation", "when_supported",
     "when_required", NULL, NULL, AWS_UNSET, AT(response_checksum)},
};
enum { CHOICES = sizeof(choices) / sizeof(choices[0]) };

/* What a variable or else the profile says, and which of them; NULL for neither. */
static const char *find(const struct aws_settings *settings, const struct choice *choice,
                        const char **from)
{
    *from = choice->variable;
    const char *text = *from ? aws_settings_getenv(settings, *from) : NULL;
    if (!text && choice->property) {
        *from = "profile";
        text = aws_settings_profile_get(settings, choice->property);
    }
    return text;
}

static dxaws_error *refuse(const struct aws_settings *settings, const struct choice *choice)
{
    char expected[64];
    snprintf(expected, sizeof(expected), "expected \"%s\"%s%s%s \"%s\"", choice->yes,
             choice->neither ? ", \"" : "", choice->neither ? choice->neither : "",
             choice->neither ? "\" or" : " or", choice->no);
    return aws_settings_refuse(settings, choice->variable, choice->property, expected);
}

static dxaws_error *load(const struct aws_settings *settings, const struct choice *choice,
                         enum aws_choice *result)
{
    if (*result) {
        return NULL;
    }
    const char *from;
    const char *text = find(settings, choice, &from);
    *result = choice->otherwise;
    if (!text) {
        return NULL;
    }
    if (aws_name_compare(text, choice->yes) == 0) {
        *result = AWS_YES;
    } else if (aws_name_compare(text, choice->no) == 0 ||
               (choice->alias && aws_name_compare(text, choice->alias) == 0)) {
        *result = AWS_NO;
    } else if (choice->neither && aws_name_compare(text, choice->neither) == 0) {
        *result = AWS_EITHER;
    } else {
        return refuse(settings, choice);
    }
    return NULL;
}

/* What every request tells of its origin. */
static bool load_origin(struct aws_settings *settings)
{
    const char *application = aws_settings_getenv(settings, "AWS_SDK_UA_APP_ID");
    if (!application) {
        application = aws_settings_profile_get(settings, "sdk_ua_app_id");
    }
    settings->on_lambda = aws_settings_getenv(settings, "AWS_LAMBDA_FUNCTION_NAME") != NULL;
    settings->application = application ? strdup(application) : NULL;
    return settings->application || !application;
}

dxaws_error *aws_settings_load_calls(struct aws_settings *settings)
{
    if (!load_origin(settings)) {
        return dxaws_error_out_of_memory();
    }
    settings->calls = settings->options.calls;
    settings->calls.retry_2_0 = aws_choice_of(settings->calls.retry_2_0 == AWS_YES);
    dxaws_error *error = NULL;
    for (size_t i = 0; i < CHOICES; i++) {
        char *target = (char *)&settings->calls + choices[i].offset;
        dxaws_error *wrong = load(settings, &choices[i], (enum aws_choice *)(void *)target);
        error = error ? error : wrong; /* the others hold, in the report of settings */
        dxaws_error_free(wrong == error ? NULL : wrong);
    }
    return error;
}

const char *aws_settings_call_source(const struct aws_settings *settings, const char *property)
{
    const struct choice *choice = choices;
    while (!choice->property || strcmp(choice->property, property) != 0) {
        choice++;
    }
    const char *own = (const char *)&settings->options.calls + choice->offset;
    const char *from = "session options";
    if (!*(const enum aws_choice *)(const void *)own && !find(settings, choice, &from)) {
        from = NULL;
    }
    return from;
}
