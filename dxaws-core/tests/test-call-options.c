/* SPDX-License-Identifier: MIT */
/* Where the settings of calls come from: options, then the environment, then the profile. */
#include "testing.h"

#include <stdio.h>
#include <unistd.h>

#include "session-private.h"

#define AT(member) offsetof(struct aws_call_options, member)

static const struct {
    const char *variable, *value; /* of the environment, or NULL */
    const char *profile;          /* a line of it, or NULL */
    void (*setter)(dxaws_session_options *options, bool value);
    size_t offset;
    enum aws_choice expected;
    const char *error; /* or NULL */
} rows[] = {
    {NULL, NULL, NULL, NULL, AT(fips), AWS_NO, NULL},
    {NULL, NULL, NULL, NULL, AT(skew_correction), AWS_YES, NULL},
    {"AWS_USE_FIPS_ENDPOINT", "true", NULL, NULL, AT(fips), AWS_YES, NULL},
    {"AWS_USE_FIPS_ENDPOINT", "TRUE", NULL, NULL, AT(fips), AWS_YES, NULL},
    {"AWS_USE_FIPS_ENDPOINT", " ", NULL, NULL, AT(fips), AWS_NO, NULL},
    {"AWS_USE_FIPS_ENDPOINT", "false", "use_fips_endpoint = true", NULL, AT(fips), AWS_NO, NULL},
    {NULL, NULL, "use_fips_endpoint = true", NULL, AT(fips), AWS_YES, NULL},
    {"AWS_USE_FIPS_ENDPOINT", "false", NULL, dxaws_session_options_set_fips, AT(fips), AWS_YES,
     NULL},
    {"AWS_USE_FIPS_ENDPOINT", "yes", NULL, NULL, 0, AWS_UNSET,
     "AWS_USE_FIPS_ENDPOINT is \"yes\": expected \"true\" or \"false\""},
    {NULL, NULL, "use_fips_endpoint = 1", NULL, 0, AWS_UNSET,
     " line 2: use_fips_endpoint is \"1\": expected \"true\" or \"false\""},
    {"AWS_USE_DUALSTACK_ENDPOINT", "true", NULL, NULL, AT(dualstack), AWS_YES, NULL},
    {NULL, NULL, NULL, dxaws_session_options_set_dualstack, AT(dualstack), AWS_YES, NULL},
    {NULL, NULL, "s3 =\n  addressing_style = path", NULL, AT(path_style), AWS_YES, NULL},
    {NULL, NULL, "s3 =\n  addressing_style = virtual", NULL, AT(path_style), AWS_NO, NULL},
    {NULL, NULL, "s3 =\n  addressing_style = here", NULL, 0, AWS_UNSET,
     " line 3: s3.addressing_style is \"here\": expected \"path\" or \"auto\""},
    {NULL, NULL, NULL, dxaws_session_options_set_s3_path_style, AT(path_style), AWS_YES, NULL},
    {NULL, NULL, "s3 =\n  use_accelerate_endpoint = true", NULL, AT(accelerate), AWS_YES, NULL},
    {NULL, NULL, NULL, dxaws_session_options_set_s3_accelerate, AT(accelerate), AWS_YES, NULL},
    {"AWS_RETRY_MODE", "adaptive", NULL, NULL, AT(adaptive), AWS_YES, NULL},
    {"AWS_RETRY_MODE", "standard", "retry_mode = adaptive", NULL, AT(adaptive), AWS_NO, NULL},
    {"AWS_RETRY_MODE", "legacy", NULL, NULL, AT(adaptive), AWS_NO, NULL},
    {NULL, NULL, "retry_mode = adaptive", NULL, AT(adaptive), AWS_YES, NULL},
    {NULL, NULL, NULL, dxaws_session_options_set_retry_adaptive, AT(adaptive), AWS_YES, NULL},
    {"AWS_RETRY_MODE", "often", NULL, NULL, 0, AWS_UNSET,
     "AWS_RETRY_MODE is \"often\": expected \"adaptive\" or \"standard\""},
    {NULL, NULL, NULL, NULL, AT(retry_2_0), AWS_NO, NULL},
    {"AWS_NEW_RETRIES_2026", "true", NULL, NULL, AT(retry_2_0), AWS_NO, NULL},
    {"AWS_NEW_RETRIES_2026", "false", NULL, NULL, AT(retry_2_0), AWS_YES, NULL},
    {"AWS_NEW_RETRIES_2026", "true", NULL, dxaws_session_options_set_retry_2_0, AT(retry_2_0),
     AWS_YES, NULL},
    {"AWS_DISABLE_CLOCK_SKEW_CORRECTION", "true", NULL, NULL, AT(skew_correction), AWS_NO, NULL},
    {NULL, NULL, NULL, NULL, AT(request_checksum), AWS_UNSET, NULL},
    {"AWS_REQUEST_CHECKSUM_CALCULATION", " ", NULL, NULL, AT(request_checksum), AWS_UNSET, NULL},
    {"AWS_REQUEST_CHECKSUM_CALCULATION", "when_supported", NULL, NULL, AT(request_checksum),
     AWS_YES, NULL},
    {"AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED",
     "request_checksum_calculation = when_supported", NULL, AT(request_checksum), AWS_NO, NULL},
    {NULL, NULL, "request_checksum_calculation = when_required", NULL, AT(request_checksum), AWS_NO,
     NULL},
    {"AWS_REQUEST_CHECKSUM_CALCULATION", "when_required", NULL,
     dxaws_session_options_set_request_checksum, AT(request_checksum), AWS_YES, NULL},
    {"AWS_REQUEST_CHECKSUM_CALCULATION", "always", NULL, NULL, 0, AWS_UNSET,
     "AWS_REQUEST_CHECKSUM_CALCULATION is \"always\": expected \"when_supported\" or "
     "\"when_required\""},
    {NULL, NULL, "\nrequest_checksum_calculation = true", NULL, 0, AWS_UNSET,
     " line 3: request_checksum_calculation is \"true\": expected \"when_supported\" or "
     "\"when_required\""},
    {NULL, NULL, NULL, NULL, AT(response_checksum), AWS_UNSET, NULL},
    {"AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required", NULL, NULL, AT(response_checksum), AWS_NO,
     NULL},
    {NULL, NULL, "response_checksum_validation = when_supported", NULL, AT(response_checksum),
     AWS_YES, NULL},
    {"AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required", NULL,
     dxaws_session_options_set_response_checksum, AT(response_checksum), AWS_YES, NULL},
    {"AWS_RESPONSE_CHECKSUM_VALIDATION", "never", NULL, NULL, 0, AWS_UNSET,
     "AWS_RESPONSE_CHECKSUM_VALIDATION is \"never\": expected \"when_supported\" or "
     "\"when_required\""},
};

/* rule 20 and rule 33: the variables of calls, and what they mean */
START_TEST(call_setting_is)
{
    char file[] = "/tmp/dxaws-test-XXXXXX";
    char variable[128] = "X=";
    char config[64];
    FILE *stream = fdopen(mkstemp(file), "w");
    fprintf(stream, "[default]\n%s\n", rows[_i].profile ? rows[_i].profile : "");
    fclose(stream);
    if (rows[_i].variable) {
        snprintf(variable, sizeof(variable), "%s=%s", rows[_i].variable, rows[_i].value);
    }
    snprintf(config, sizeof(config), "AWS_CONFIG_FILE=%s", file);
    const char *environment[] = {variable, config, NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    if (rows[_i].setter) {
        rows[_i].setter(options, true);
    }
    DXAWS_AUTO(dxaws_session) session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    const struct aws_settings *settings;
    dxaws_error *error = aws_session_settings(session, &settings);
    unlink(file);
    if (rows[_i].error) {
        ck_error(error, DXAWS_ERROR_INVALID_ARGUMENT, rows[_i].error);
        return;
    }
    ck_ok(error);
    const char *member = (const char *)&settings->calls + rows[_i].offset;
    ck_assert_int_eq(*(const enum aws_choice *)(const void *)member, rows[_i].expected);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("call-options");
    TCase *tests = tcase_create("call-options");
    tcase_add_loop_test(tests, call_setting_is, 0, sizeof(rows) / sizeof(rows[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
