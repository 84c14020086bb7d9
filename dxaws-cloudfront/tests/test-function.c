/* SPDX-License-Identifier: MIT */
/* A function's table: one meaning of a Desired, documents that grow, and what is refused. */
#include <dxaws/kit/schema-check.h>

#include "function/function.h"

#define CODE "function handler(event) { return event.request; }"
#define THERE                                                                                      \
    "\"exists\":true,\"arn\":\"arn:aws:cloudfront::1:function/f\",\"etag\":\"E1\",\"runtime\":"    \
    "\"cloudfront-js-1.0\",\"comment\":\"dxaws-cloudfront:f\","

static const char *const currents[] = {
    "{\"exists\":false}",
    "{" THERE "\"draft\":\"old\"}",
    "{" THERE "\"draft\":\"old\",\"code\":\"older\"}",
    NULL,
};

static struct dx_state *made(void)
{
    dxaws_cloudfront_function_desired *desired = dxaws_cloudfront_function_desired_new("f");
    dxaws_cloudfront_function_desired_set_code(desired, CODE);
    return desired ? &desired->state : NULL;
}

static const struct dx_sample sample = {
    .schema = &function_schema,
    .module = dxaws_cloudfront_function_module,
    .desired = "{\"name\":\"f\",\"code\":\"" CODE "\"}",
    .made = made,
    .currents = currents,
    .header = FUNCTION_HEADER,
};

static const struct {
    const char *desired;
    const char *part;
} wrong[] = {
    {"{\"name\":\"a.b\",\"code\":\"x\"}", "1 to 64 characters"},
    {"{\"name\":\"\",\"code\":\"x\"}", "1 to 64 characters"},
    {"{\"name\":\"f\"}", "\"code\" is required"},
    {"{\"name\":\"f\",\"code\":\"\"}", "CloudFront takes 1 to 10240"},
    {"{\"name\":\"f\",\"code\":\"x\\u0007\"}", "contains a control character"},
    {"{\"name\":\"f\",\"code\":\"x\",\"runtime\":\"node\"}", "one of cloudfront-js-1.0"},
    {"{\"name\":\"f\",\"code\":\"x\",\"owner\":\"\"}", "it must have 1 to 100"},
};

START_TEST(what_cloudfront_would_refuse_is_refused)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = NULL;
    ck_ok(dxaws_cloudfront_function_desired_parse(wrong[_i].desired, &desired));
    ck_refused(dxaws_cloudfront_function_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT,
               wrong[_i].part);
}
END_TEST

START_TEST(a_code_may_have_ten_kilobytes)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired)
    desired = dxaws_cloudfront_function_desired_new("f");
    char code[DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES + 2];
    memset(code, 'x', sizeof code);
    code[DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES] = '\0';
    dxaws_cloudfront_function_desired_set_code(desired, code);
    ck_ok(dxaws_cloudfront_function_desired_check(desired));
    code[DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES] = 'x';
    code[DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES + 1] = '\0';
    dxaws_cloudfront_function_desired_set_code(desired, code);
    ck_refused(dxaws_cloudfront_function_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT,
               "10241 bytes");
}
END_TEST

START_TEST(whose_it_is_has_to_be_told)
{
    DXAWS_AUTO(dxaws_cloudfront_function_current) current = NULL;
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_cloudfront_function_desired_parse(sample.desired, &desired));
    ck_ok(dxaws_cloudfront_function_current_parse("{\"exists\":true}", &current));
    ck_refused(dxaws_cloudfront_function_desired_plan(desired, current, NULL, &plan),
               DXAWS_ERROR_UNSUPPORTED, "does not report its comment");
}
END_TEST

/* What of a function that is there is shown, by the paths of each action's changes. A code is shown
 * where it goes live, and a draft where somebody's is lost. */
#define OURS "{\"exists\":true,\"arn\":\"arn:aws:cloudfront::1:function/f\",\"etag\":\"E1\","
#define AS_WANTED "\"runtime\":\"cloudfront-js-2.0\",\"comment\":\"dxaws-cloudfront:f\","
#define OLD_RUNTIME "\"runtime\":\"cloudfront-js-1.0\",\"comment\":\"dxaws-cloudfront:f\","
static const struct {
    const char *observed;
    const char *shown;
} changes[] = {
    {"{\"exists\":false}", "CREATE_FUNCTION runtime comment PUBLISH_FUNCTION code "},
    {OURS AS_WANTED "\"draft\":\"old\",\"code\":\"old\"}",
     "UPDATE_FUNCTION PUBLISH_FUNCTION code "},
    {OURS AS_WANTED "\"draft\":\"theirs\",\"code\":\"old\"}",
     "UPDATE_FUNCTION draft PUBLISH_FUNCTION code "},
    {OURS AS_WANTED "\"draft\":\"theirs\"}", "UPDATE_FUNCTION draft PUBLISH_FUNCTION code "},
    {OURS AS_WANTED "\"draft\":\"" CODE "\"}", "PUBLISH_FUNCTION code "},
    {OURS OLD_RUNTIME "\"draft\":\"" CODE "\",\"code\":\"" CODE "\"}",
     "UPDATE_FUNCTION runtime PUBLISH_FUNCTION "},
    {OURS OLD_RUNTIME "\"draft\":\"theirs\",\"code\":\"" CODE "\"}",
     "UPDATE_FUNCTION runtime draft PUBLISH_FUNCTION "},
};

START_TEST(a_code_is_shown_once)
{
    char shown[200] = "";
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = NULL;
    DXAWS_AUTO(dxaws_cloudfront_function_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_cloudfront_function_desired_parse(sample.desired, &desired));
    ck_ok(dxaws_cloudfront_function_current_parse(changes[_i].observed, &current));
    ck_ok(dxaws_cloudfront_function_desired_plan(desired, current, NULL, &plan));
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const dxaws_action *action = dxaws_plan_at(plan, i);
        snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "%s ",
                 dxaws_action_kind(action));
        for (size_t j = 0; j < dxaws_action_change_count(action); j++) {
            const char *path = dxaws_change_path(dxaws_action_change_at(action, j));
            snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "%s ", path);
        }
    }
    ck_assert_str_eq(shown, changes[_i].shown);
}
END_TEST

START_TEST(what_is_said_can_be_asked)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired) desired = NULL;
    DXAWS_AUTO(dxaws_cloudfront_function_current) current = NULL;
    ck_ok(dxaws_cloudfront_function_current_parse("{}", &current));
    desired = dxaws_cloudfront_function_desired_new("f");
    dxaws_cloudfront_function_desired_set_owner(desired, "site");
    dxaws_cloudfront_function_desired_set_runtime(desired, "cloudfront-js-1.0");
    ck_assert_str_eq(dxaws_cloudfront_function_desired_owner(desired), "site");
    ck_assert_str_eq(dxaws_cloudfront_function_desired_runtime(desired), "cloudfront-js-1.0");
    ck_assert_ptr_null(dxaws_cloudfront_function_desired_code(desired));
    ck_assert(dxaws_cloudfront_function_desired_is_present(desired));
    dxaws_cloudfront_function_current_set_exists(current, true);
    dxaws_cloudfront_function_current_set_code(current, "a");
    dxaws_cloudfront_function_current_set_draft(current, "b");
    dxaws_cloudfront_function_current_set_runtime(current, "c");
    dxaws_cloudfront_function_current_set_comment(current, "d");
    dxaws_cloudfront_function_current_set_arn(current, "e");
    dxaws_cloudfront_function_current_set_status(current, "f");
    dxaws_cloudfront_function_current_set_etag(current, "g");
    char *text = dxaws_cloudfront_function_current_format(current);
    ck_assert_str_eq(text, "{\"arn\":\"e\",\"code\":\"a\",\"comment\":\"d\",\"exists\":true,"
                           "\"runtime\":\"c\",\"status\":\"f\"}");
    free(text);
    ck_assert_str_eq(dxaws_cloudfront_function_current_draft(current), "b");
    ck_assert_str_eq(dxaws_cloudfront_function_current_etag(current), "g");
    ck_assert_str_eq(dxaws_cloudfront_function_current_status(current), "f");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("function");
    tcase_add_loop_test(cases, what_cloudfront_would_refuse_is_refused, 0,
                        sizeof wrong / sizeof *wrong);
    tcase_add_test(cases, a_code_may_have_ten_kilobytes);
    tcase_add_test(cases, whose_it_is_has_to_be_told);
    tcase_add_loop_test(cases, a_code_is_shown_once, 0, sizeof changes / sizeof *changes);
    tcase_add_test(cases, what_is_said_can_be_asked);
    return dx_schema_main(&sample, cases);
}
