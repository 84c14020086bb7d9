/* SPDX-License-Identifier: MIT */
/* A function and the distributions that use it: on the simulated account, and as documents. */
#include "on-memory.h"

#include <dxaws/cloudfront-function.h>
#include <dxaws/cloudfront-viewers.h>
#include <dxaws/cloudfront-function-providers.h>

#include "providers/aws-shapes.h"

static dxaws_cloudfront_function_manager *functions;

static void open_functions(void)
{
    DXAWS_AUTO(dxaws_cloudfront_function_provider) provider = NULL;
    open_account();
    ck_ok(dxaws_cloudfront_function_provider_new_memory(account, &provider));
    ck_ok(dxaws_cloudfront_function_manager_new(provider, NULL, &functions));
}

static void close_functions(void)
{
    functions = dxaws_cloudfront_function_manager_unref(functions);
    close_account();
}

static dxaws_error *converge(const char *name, bool present, char arn[100])
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired)
    desired = dxaws_cloudfront_function_desired_new(name);
    DXAWS_AUTO(dxaws_cloudfront_function_result) result = NULL;
    dxaws_cloudfront_function_desired_set_code(desired, "function handler(event) {}");
    dxaws_cloudfront_function_desired_set_present(desired, present);
    dxaws_error *error =
        dxaws_cloudfront_function_manager_execute(functions, context, desired, NULL, &result);
    if (error == NULL && present) {
        snprintf(arn, 100, "%s", dxaws_cloudfront_function_result_arn(result));
    }
    return error;
}

static size_t planned(const dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    return dxaws_plan_count(plan);
}

START_TEST(a_function_is_used_and_then_free)
{
    char arn[100];
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    dxaws_cloudfront_desired_set_viewer_request_function_arn(
        desired, "arn:aws:cloudfront::123456789012:function/dxaws-site");
    ck_refused(execute(desired, NULL), DXAWS_ERROR_PARTIAL, "InvalidFunctionAssociation");
    ck_ok(converge("dxaws-site", true, arn));
    dxaws_cloudfront_desired_set_viewer_request_function_arn(desired, arn);
    ck_ok(execute(desired, NULL));
    ck_assert_uint_eq(planned(desired), 0);
    ck_refused(converge("dxaws-site", false, arn), DXAWS_ERROR_CONFLICT, "uses it still");
    dxaws_cloudfront_desired_set_viewer_request_function_arn(desired, NULL);
    ck_assert_uint_eq(planned(desired), 0); /* nobody says: it stays */
    dxaws_cloudfront_desired_set_viewer_request_function_arn(desired, "");
    ck_ok(execute(desired, NULL));
    ck_assert_uint_eq(planned(desired), 0);
    ck_ok(converge("dxaws-site", false, arn));
    ck_assert_uint_eq(count_of("function"), 0);
}
END_TEST

START_TEST(the_function_of_somebody_else_is_not_taken_out)
{
    char theirs[100];
    char ours[100];
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    ck_ok(converge("theirs", true, theirs));
    ck_ok(converge("dxaws-site", true, ours));
    dxaws_cloudfront_desired_set_viewer_request_function_arn(desired, theirs);
    ck_ok(execute(desired, NULL));
    dxaws_cloudfront_desired_set_viewer_request_function_arn(desired, ours);
    ck_refused(execute(desired, NULL), DXAWS_ERROR_CONFLICT, "adopt \"function/theirs\"");
    dxaws_cloudfront_desired_set_viewer_request_function_arn(desired, "");
    ck_refused(execute(desired, NULL), DXAWS_ERROR_CONFLICT, "adopt \"function/theirs\"");
    dxaws_apply_options_add_adopt(options, "function/theirs");
    ck_ok(dxaws_cloudfront_manager_execute(manager, context, desired, options, &result));
    ck_assert_uint_eq(planned(desired), 0);
}
END_TEST

#define CODE "function handler(event) {}"
#define DRAFT "function handler(event) { return event.request; }"
#define OURS "dxaws-cloudfront:f"

/* Whose a function named "f" is, what is asked, and what is planned then: its kinds, or an error.
 */
static const struct {
    const char *comment;
    bool present;
    bool adopt;
    bool release;
    const char *kinds;
    const char *error;
    const char *after; /* the comment, when it is there still */
} verbs[] = {
    {"theirs", true, false, false, NULL, "adopt \"function/f\"", "theirs"},
    {"theirs", true, true, false, "UPDATE_FUNCTION PUBLISH_FUNCTION ", NULL, "adopted " OURS},
    {"theirs", false, true, false, "", NULL, "theirs"},
    {"", false, false, false, "", NULL, ""},
    {OURS, true, false, false, "", NULL, OURS},
    {OURS, false, false, false, "DELETE_FUNCTION ", NULL, NULL},
    {OURS, false, false, true, "UPDATE_FUNCTION ", NULL, ""},
    {"adopted " OURS, true, false, false, "", NULL, "adopted " OURS},
    {"adopted " OURS, false, false, false, "UPDATE_FUNCTION ", NULL, ""},
    {"adopted " OURS, false, false, true, "UPDATE_FUNCTION ", NULL, ""},
    {"dxaws-cloudfront:shop", true, true, false, NULL, "release it there", "dxaws-cloudfront:shop"},
    {"dxaws-cloudfront:shop", false, true, false, "", NULL, "dxaws-cloudfront:shop"},
    {"adopted dxaws-cloudfront:shop", false, true, true, "", NULL, "adopted dxaws-cloudfront:shop"},
};

/* Made with a draft that somebody works at. */
static void put_function(const char *comment)
{
    json_t *made = json_pack(
        "{ss ss ss ss ss ss}", "arn", "arn:aws:cloudfront::123456789012:function/f", "code", CODE,
        "draft", DRAFT, "runtime", "cloudfront-js-2.0", "etag", "E1", "comment", comment);
    char *text = json_dumps(made, 0);
    put("cloudfront", "function", "f", text);
    free(text);
    json_decref(made);
}

static void check_after(const char *comment)
{
    char *text = get("cloudfront", "function", "f");
    json_t *found = text ? json_loads(text, 0, NULL) : NULL;
    free(text);
    ck_assert_int_eq(found != NULL, comment != NULL);
    if (found != NULL) {
        ck_assert_str_eq(json_string_value(json_object_get(found, "comment")), comment);
        ck_assert_str_eq(json_string_value(json_object_get(found, "code")), CODE);
    }
    json_decref(found);
}

/* What its comment says is found in the account, by its owner as well. */
static void check_found(const char *comment)
{
    const dxaws_module *module = dxaws_cloudfront_function_module();
    const char *said = comment ? strstr(comment, "dxaws-cloudfront:") : NULL;
    const char *const owners[] = {NULL, said ? strchr(said, ':') + 1 : "f", "nobody"};
    for (size_t i = 0; i < COUNT(owners); i++) {
        DXAWS_AUTO(dxaws_document) found = NULL;
        ck_ok(module->find(module, (dxaws_manager *)functions, context, owners[i], &found));
        const json_t *list = json_object_get(dxaws_document_tree(found), "found");
        const json_t *one = json_array_get(list, 0);
        ck_assert_uint_eq(json_array_size(list), said != NULL && i < 2);
        if (one != NULL) {
            ck_assert_str_eq(json_string_value(json_object_get(one, "kind")), "function");
            ck_assert_str_eq(json_string_value(json_object_get(one, "identity")), "f");
            ck_assert_str_eq(json_string_value(json_object_get(one, "owner")), owners[1]);
            ck_assert_str_eq(json_string_value(json_object_get(one, "mark")),
                             said == comment ? "made f" : "adopted f");
            ck_assert_ptr_null(json_object_get(one, "copied"));
        }
    }
}

START_TEST(a_function_is_taken_over_and_given_back_as_all_else)
{
    DXAWS_AUTO(dxaws_cloudfront_function_desired)
    desired = dxaws_cloudfront_function_desired_new("f");
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_cloudfront_function_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char kinds[100] = "";
    put_function(verbs[_i].comment);
    dxaws_cloudfront_function_desired_set_code(desired, CODE);
    dxaws_cloudfront_function_desired_set_present(desired, verbs[_i].present);
    dxaws_apply_options_set_release(options, verbs[_i].release);
    if (verbs[_i].adopt) {
        dxaws_apply_options_add_adopt(options, "function/f");
    }
    dxaws_error *error =
        dxaws_cloudfront_function_manager_plan(functions, context, desired, options, &plan);
    if (verbs[_i].error != NULL) {
        ck_refused(error, DXAWS_ERROR_CONFLICT, verbs[_i].error);
    } else {
        ck_ok(error);
        for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
            strcat(strcat(kinds, dxaws_action_kind(dxaws_plan_at(plan, i))), " ");
        }
        ck_assert_str_eq(kinds, verbs[_i].kinds);
        ck_ok(dxaws_cloudfront_function_manager_execute(functions, context, desired, options,
                                                        &result));
    }
    check_after(verbs[_i].after);
    check_found(verbs[_i].after);
}
END_TEST

/* What is left after a step is planned from as if it had been read. */
START_TEST(a_step_leaves_what_can_be_planned_from)
{
    static const char *const codes[] = {CODE, DRAFT};
    const dxaws_module *module = dxaws_cloudfront_function_module();
    for (size_t i = 0; i < COUNT(codes); i++) {
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        DXAWS_AUTO(dxaws_plan) rest = NULL;
        DXAWS_AUTO(dxaws_plan) again = NULL;
        DXAWS_AUTO(dxaws_document) observed = NULL;
        DXAWS_AUTO(dxaws_document) wanted = NULL;
        DXAWS_AUTO(dxaws_cloudfront_function_desired)
        desired = dxaws_cloudfront_function_desired_new("f");
        dxaws_cloudfront_function_desired_set_code(desired, codes[i]);
        ck_ok(dxaws_cloudfront_function_manager_plan(functions, context, desired, NULL, &plan));
        ck_assert_uint_eq(dxaws_plan_count(plan), 2);
        ck_ok(module->step(module, (dxaws_manager *)functions, context, plan, NULL, &rest));
        ck_ok(dxaws_document_new(json_incref((json_t *)(uintptr_t)dxaws_plan_observed_tree(rest)),
                                 &observed));
        ck_ok(dxaws_document_new(json_incref((json_t *)(uintptr_t)dxaws_plan_desired_tree(rest)),
                                 &wanted));
        ck_ok(module->plan(module, wanted, observed, NULL, &again));
        ck_assert_uint_eq(dxaws_plan_count(again), 1);
        ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(again, 0)), "PUBLISH_FUNCTION");
        DXAWS_AUTO(dxaws_cloudfront_function_result) result = NULL;
        ck_ok(dxaws_cloudfront_function_manager_apply(functions, context, rest, NULL, &result));
    }
}
END_TEST

#define FUNCTION "arn:aws:cloudfront::1:function/f"
#define ONE(event)                                                                                 \
    "<FunctionAssociation><FunctionARN>" FUNCTION "</FunctionARN><EventType>" event                \
    "</EventType></FunctionAssociation>"
#define NEW                                                                                        \
    "<FunctionAssociation><FunctionARN>g</FunctionARN><EventType>viewer-request</EventType>"       \
    "</FunctionAssociation>"
#define SOME(count, items)                                                                         \
    "<FunctionAssociations><Quantity>" count "</Quantity><Items>" items                            \
    "</Items></FunctionAssociations>"
#define EMPTY "<FunctionAssociations><Quantity>0</Quantity></FunctionAssociations>"
#define CONFIG(list)                                                                               \
    "<DistributionConfig xmlns=\"" AWS_XMLNS "\"><DefaultCacheBehavior>" list                      \
    "</DefaultCacheBehavior></DistributionConfig>"

static const struct {
    const char *before;
    const char *arn;
    const char *after;
} lists[] = {
    {"", "g", SOME("1", NEW)},
    {EMPTY, "g", SOME("1", NEW)},
    {SOME("1", ONE("viewer-request")), "g", SOME("1", NEW)},
    {SOME("1", ONE("viewer-request")), "", EMPTY},
    {SOME("1", ONE("viewer-response")), "g", SOME("2", ONE("viewer-response") NEW)},
    {SOME("2", ONE("viewer-request") ONE("viewer-response")), "",
     SOME("1", ONE("viewer-response"))},
    {"", "", EMPTY},
};

START_TEST(what_runs_for_other_events_stays)
{
    char before[2000];
    char *body = NULL;
    snprintf(before, sizeof before, CONFIG("%s"), lists[_i].before);
    json_t *changes = json_pack("{ss}", CF_FUNCTION, lists[_i].arn);
    ck_ok(aws_write_update(before, changes, &body));
    ck_assert_msg(strstr(body, lists[_i].after) != NULL, "%s", body);
    free(body);
    json_decref(changes);
}
END_TEST

static const struct {
    const char *arn;
    bool good;
} names[] = {
    {FUNCTION, true},
    {"", true},
    {"f", false},
    {"arn:aws:cloudfront::1:function/", false},
    {"arn:aws:lambda:us-east-1:1:function:f:1", false},
};

START_TEST(only_a_function_is_one)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    dxaws_cloudfront_desired_set_viewer_request_function_arn(desired, names[_i].arn);
    if (names[_i].good) {
        ck_ok(dxaws_cloudfront_desired_check(desired));
    } else {
        ck_refused(dxaws_cloudfront_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT,
                   "not the ARN of a function");
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("function-use");
    tcase_add_checked_fixture(cases, open_functions, close_functions);
    tcase_add_test(cases, a_function_is_used_and_then_free);
    tcase_add_test(cases, the_function_of_somebody_else_is_not_taken_out);
    tcase_add_loop_test(cases, a_function_is_taken_over_and_given_back_as_all_else, 0,
                        COUNT(verbs));
    tcase_add_test(cases, a_step_leaves_what_can_be_planned_from);
    tcase_add_loop_test(cases, what_runs_for_other_events_stays, 0, COUNT(lists));
    tcase_add_loop_test(cases, only_a_function_is_one, 0, COUNT(names));
    return run_suite("function-use", cases);
}
