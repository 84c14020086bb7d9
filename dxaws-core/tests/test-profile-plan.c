/* SPDX-License-Identifier: MIT */
/* How profiles get their credentials, as plans: every table data/profile-plans*.json. */
#include "table.h"

#include "buffer.h"
#include "credentials/profile-plan.h"

/*
 * A table is {"origin": "where its facts come from", "cases": [...]}, or a bare list of cases. A
 * case is {"docs", "input": {"profiles": {"A": {"property": "value"}}, "sso_sessions",
 * "selected_profile"}, "output": {"ProfileChain": [steps]} or {"Error": "a part of the message"} or
 * {"Nothing": true}, with {"Lack": "what is then said to lack"}; a step is {"AccessKey" |
 * "NamedSource" | "AssumeRole" | "WebIdentityToken" | "Sso" | "Process": its parts}. This is the
 * shape of smithy-rs's assume-role-tests.json, so that it can be given on the command line. There
 * errors are told in other words, so that in a bare list any error will do, also where nothing was
 * found.
 */
static struct tables plans;

static void write_sections(struct aws_buffer *text, const char *kind, const json_t *sections)
{
    const char *name;
    const char *property;
    json_t *section;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)sections, name, section) {
        aws_buffer_format(text, "[%s %s]\n", kind, name);
        json_object_foreach(section, property, value) {
            aws_buffer_format(text, "%s = %s\n", property, json_string_value(value));
        }
    }
}

static void put(json_t *object, const char *name, const char *value)
{
    if (value) {
        json_object_set_new(object, name, json_string(value));
    }
}

static json_t *describe(const struct aws_step *step)
{
    static const char *const kinds[] = {[AWS_STEP_KEYS] = "AccessKey",
                                        [AWS_STEP_WEB_IDENTITY] = "WebIdentityToken",
                                        [AWS_STEP_SSO] = "Sso",
                                        [AWS_STEP_PROCESS] = "Process",
                                        [AWS_STEP_ASSUME_ROLE] = "AssumeRole"};
    static const char *const named[] = {[AWS_STEP_ENVIRONMENT] = "Environment",
                                        [AWS_STEP_INSTANCE] = "Ec2InstanceMetadata",
                                        [AWS_STEP_CONTAINER] = "EcsContainer"};
    if (step->kind <= AWS_STEP_CONTAINER && step->kind >= AWS_STEP_ENVIRONMENT) {
        return json_pack("{s: s}", "NamedSource", named[step->kind]);
    }
    json_t *parts = json_object();
    put(parts, "access_key_id", step->access_key_id);
    put(parts, "secret_access_key", step->secret);
    put(parts, "session_token", step->token);
    put(parts, "role_arn", step->role_arn);
    put(parts, "external_id", step->external_id);
    put(parts, "role_session_name", step->session_name);
    put(parts, "mfa_serial", step->mfa_serial);
    put(parts, "web_identity_token_file", step->token_file);
    put(parts, "sso_session", step->sso_session);
    put(parts, "sso_start_url", step->sso_start_url);
    put(parts, "sso_region", step->sso_region);
    put(parts, "sso_account_id", step->sso_account_id);
    put(parts, "sso_role_name", step->sso_role_name);
    put(parts, "command", step->command);
    if (step->duration_s) {
        json_object_set_new(parts, "duration_seconds", json_integer(step->duration_s));
    }
    if (step->kind == AWS_STEP_KEYS) {
        put(parts, "account_id", step->account_id);
    }
    return json_pack("{s: o}", kinds[step->kind], parts);
}

/* rules 23, 24, 25 and 30: what a profile says, step by step */
START_TEST(profile_is_planned_as_the_table_says)
{
    bool foreign = !tables_is_ours(&plans, (size_t)_i);
    const json_t *row = tables_row(&plans, (size_t)_i);
    const json_t *input = json_object_get(row, "input");
    struct aws_buffer text = {0};
    struct aws_config config = {0};
    struct aws_profile_plan plan = {0};
    write_sections(&text, "profile", json_object_get(input, "profiles"));
    write_sections(&text, "sso-session", json_object_get(input, "sso_sessions"));
    ck_ok(aws_config_parse(&config, AWS_SYNTAX_CONFIG, "config", aws_buffer_string(&text),
                           text.size));
    const char *selected = table_text(input, "selected_profile");
    DXAWS_AUTO(dxaws_error) error = aws_profile_plan(&config, selected, &plan);
    json_t *chain = json_array();
    for (size_t i = 0; i < plan.count; i++) {
        json_array_append_new(chain, describe(&plan.steps[i]));
    }
    const json_t *output = json_object_get(row, "output");
    const char *wanted = table_text(output, "Error");
    char *got = json_dumps(chain, JSON_SORT_KEYS);
    const char *message = error ? dxaws_error_message(error) : got;
    if (wanted && foreign) {
        ck_assert_msg(error || !plan.count, "%s: got %s", table_text(row, "docs"), message);
    } else if (wanted) {
        ck_assert_msg(error && strstr(message, wanted), "%s: got %s", table_text(row, "docs"),
                      message);
    } else if (json_object_get(output, "Nothing")) {
        DXAWS_AUTO(dxaws_error) lack = aws_profile_lack(&config, selected);
        const char *lacking = table_text(output, "Lack");
        ck_assert_msg(!error && !plan.count, "%s: got %s", table_text(row, "docs"), message);
        ck_assert_msg(lacking ? lack && strstr(dxaws_error_message(lack), lacking) : !lack,
                      "%s: got %s", table_text(row, "docs"),
                      lack ? dxaws_error_message(lack) : "no lack");
    } else {
        ck_assert_msg(!error && json_equal(chain, json_object_get(output, "ProfileChain")),
                      "%s: got %s", table_text(row, "docs"), message);
    }
    free(got);
    json_decref(chain);
    aws_profile_plan_free(&plan);
    aws_config_free(&config);
    aws_buffer_free(&text);
}
END_TEST

/* Tables from elsewhere are named on the command line. */
int main(int count, char **arguments)
{
    tables_open(&plans, "profile-plans*.json", "docs:s! input:o! output:o!");
    for (int i = 1; i < count; i++) {
        tables_add(&plans, arguments[i]);
    }
    for (size_t i = 0; i < plans.rows; i++) {
        const json_t *row = tables_row(&plans, i);
        const char *file = tables_file(&plans, i);
        table_understand(file, table_name(row), json_object_get(row, "input"),
                         "profiles:o! sso_sessions:o selected_profile:s!");
        table_understand(file, table_name(row), json_object_get(row, "output"),
                         "ProfileChain:a Error:s Nothing:b Lack:s");
    }
    Suite *suite = suite_create("profile-plan");
    TCase *tests = tcase_create("plans");
    tcase_add_loop_test(tests, profile_is_planned_as_the_table_says, 0, (int)plans.rows);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&plans);
    return result;
}
