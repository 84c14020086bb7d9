/* SPDX-License-Identifier: MIT */
/* The aws provider when requests fail, against the AWS double at AWS_ENDPOINT_URL. */
#include "testing.h"

#include "contract-fixture.h"

#include <dxaws/cloudfront-function.h>
#include <dxaws/cloudfront-viewers.h>
#include <dxaws/cloudfront-function-providers.h>
#include <dxaws/cloudfront-invalidation.h>

static dxaws_session *session;
static dxaws_cloudfront_manager *manager;
static dxaws_context *context;

static void open_double(void)
{
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    ck_ok(dxaws_session_new(NULL, &session));
    ck_ok(aws_open(session, &provider));
    ck_ok(dxaws_cloudfront_manager_new(provider, NULL, &manager));
    ck_ok(dx_double_context(NULL, &context));
}

static void close_double(void)
{
    manager = dxaws_cloudfront_manager_unref(manager);
    context = dxaws_context_unref(context);
    session = dxaws_session_unref(session);
}

static dxaws_cloudfront_desired *site(void)
{
    dxaws_cloudfront_desired *desired = dxaws_cloudfront_desired_new("site");
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "b.s3.eu-west-1.amazonaws.com");
    return desired;
}

static dxaws_cloudfront_invalidation *invalidation_of(const char *reference, const char *path)
{
    dxaws_cloudfront_invalidation *asked = dxaws_cloudfront_invalidation_new();
    dxaws_cloudfront_invalidation_set_reference(asked, reference);
    dxaws_cloudfront_invalidation_add_path(asked, path);
    return asked;
}

static dxaws_error *execute(const dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    return dxaws_cloudfront_manager_execute(manager, context, desired, NULL, &result);
}

/* How often a text stands in an account's list. */
static size_t count_of(const char *path, const char *text)
{
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "List", "GET", path);
    ck_ok(dxaws_aws_call(session, context, request));
    size_t count = 0;
    for (const char *at = dxaws_aws_request_answer_body(request, NULL);
         (at = strstr(at, text)) != NULL; at++) {
        count++;
    }
    dxaws_aws_request_free(request);
    return count;
}

static size_t distributions(void)
{
    return count_of("/2020-05-31/distribution", "<DistributionSummary>");
}

static size_t controls(void)
{
    return count_of("/2020-05-31/origin-access-control", "<OriginAccessControlSummary>");
}

static const char *const passing[] = {
    "{\"match\":\"POST .*/distribution\",\"do\":\"lost-reply\",\"first\":1}",
    "{\"match\":\"POST .*/origin-access-control\",\"do\":\"lost-reply\",\"first\":1}",
    "{\"match\":\"PUT .*/distribution\",\"do\":\"lost-reply\",\"first\":1}",
    "{\"match\":\"POST .*/tagging\",\"do\":\"lost-reply\",\"first\":1}",
    "{\"match\":\"DELETE .*/distribution\",\"do\":\"lost-reply\",\"first\":1}",
    "{\"match\":\"DELETE .*/origin-access-control\",\"do\":\"lost-reply\",\"first\":1}",
    "{\"match\":\"POST .*/invalidation\",\"do\":\"lost-reply\",\"first\":1}",
    "{\"match\":\"GET .*/invalidation\",\"do\":\"500\",\"first\":1}",
    "{\"match\":\"GET .*/distribution\",\"do\":\"truncate\",\"first\":1}",
    "{\"match\":\"GET .*/distribution\",\"do\":\"throttle\",\"first\":2}",
    "{\"match\":\"GET .*/tagging\",\"do\":\"500\",\"first\":1}",
    "{\"match\":\"GET .*/origin-access-control\",\"do\":\"reset\",\"first\":1}",
    "{\"match\":\"DELETE .*/distribution\",\"do\":\"error\",\"status\":409,\"code\":"
    "\"DistributionNotDisabled\",\"first\":2}",
    "{\"match\":\"DELETE .*/distribution\",\"do\":\"error\",\"status\":412,\"code\":"
    "\"PreconditionFailed\",\"first\":2}",
    "{\"match\":\"DELETE .*/origin-access-control\",\"do\":\"error\",\"status\":409,\"code\":"
    "\"OriginAccessControlInUse\",\"first\":2}",
};

/* Fails unless the rule in force has struck: a rule that matches nothing proves nothing. */
static void assert_struck(void)
{
    dxaws_aws_request *request =
        dxaws_aws_request_new("cloudfront", "Control", "GET", "/double/faults");
    ck_ok(dxaws_aws_call(session, context, request));
    json_t *state = json_of(dxaws_aws_request_answer_body(request, NULL));
    ck_assert_uint_gt(json_array_size(json_object_get(state, "fired")), 0);
    json_decref(state);
    dxaws_aws_request_free(request);
}

/* From nothing to a distribution, changed, retagged, and to nothing again. */
START_TEST(what_fails_for_a_while_is_not_noticed)
{
    char rules[300];
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    snprintf(rules, sizeof rules, "[%s]", passing[_i]);
    ck_ok(aws_control(session, "/double/faults", rules));
    ck_ok(execute(desired));
    dxaws_cloudfront_desired_set_price_class(desired, "PriceClass_All");
    dxaws_cloudfront_desired_set_tag(desired, "team", "web");
    DXAWS_AUTO(dxaws_cloudfront_invalidation) asked = invalidation_of("a", "/a");
    dxaws_cloudfront_desired_set_invalidation(desired, asked);
    ck_ok(execute(desired));
    ck_assert_uint_eq(distributions(), 1);
    ck_assert_uint_eq(controls(), 1);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
    dxaws_cloudfront_desired_set_present(desired, false);
    ck_ok(execute(desired));
    ck_assert_uint_eq(distributions(), 0);
    ck_assert_uint_eq(controls(), 0);
    assert_struck();
}
END_TEST

static const struct {
    const char *rule;
    dxaws_error_kind kind;
} failing[] = {
    {"{\"match\":\"GET .*/distribution\",\"do\":\"garbage\"}", DXAWS_ERROR_PROTOCOL},
    {"{\"match\":\"GET .*/origin-access-control\",\"do\":\"garbage\"}", DXAWS_ERROR_PROTOCOL},
    {"{\"match\":\"GET .*/distribution\",\"do\":\"500\"}", DXAWS_ERROR_UNAVAILABLE},
    {"{\"match\":\"GET .*/distribution\",\"do\":\"throttle\"}", DXAWS_ERROR_TIMEOUT},
    {"{\"match\":\"GET .*/distribution\",\"do\":\"error\",\"status\":403,\"code\":"
     "\"AccessDenied\"}",
     DXAWS_ERROR_PERMISSION},
};

START_TEST(what_cannot_be_read_is_never_taken_for_absent)
{
    char rules[300];
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    snprintf(rules, sizeof rules, "[%s]", failing[_i].rule);
    ck_ok(aws_control(session, "/double/faults", rules));
    dxaws_context_set_timeout_ms(context, 6000); /* for what might pass */
    DXAWS_AUTO(dxaws_error) error = execute(desired);
    dxaws_context_set_timeout_ms(context, DXAWS_NO_TIMEOUT);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(dxaws_error_get_kind(error) == failing[_i].kind, "%s",
                  dxaws_error_message(error));
    ck_ok(aws_control(session, "/double/faults", "[]"));
    ck_assert_uint_eq(distributions(), 0);
    ck_assert_uint_eq(controls(), 0);
}
END_TEST

static void fill(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char body[900];
        snprintf(body, sizeof body,
                 "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">"
                 "<CallerReference>%zu</CallerReference><Origins><Quantity>1</Quantity><Items>"
                 "<Origin><Id>o</Id><DomainName>b.s3.eu-west-1.amazonaws.com</DomainName>"
                 "<S3OriginConfig><OriginAccessIdentity/></S3OriginConfig></Origin></Items>"
                 "</Origins><DefaultCacheBehavior><TargetOriginId>o</TargetOriginId>"
                 "<ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy><CachePolicyId>"
                 "658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior>"
                 "<Comment/><Enabled>true</Enabled></DistributionConfig>",
                 i);
        dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "CreateDistribution",
                                                           "POST", "/2020-05-31/distribution");
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_content_type(request, "application/xml");
        ck_ok(dxaws_aws_call(session, context, request));
        dxaws_aws_request_free(request);
    }
}

START_TEST(ours_is_found_behind_the_first_page)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    fill(101);
    ck_ok(execute(desired));
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
}
END_TEST

/* What CloudFront answers in life is not what its model says; and the one that is meant may be
 * behind the first page. */
START_TEST(a_reference_that_was_used_is_told_by_its_paths)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    ck_ok(aws_control(session, "/double/switches", "{\"repeated_reference_is_invalid\":true}"));
    for (int i = 0; i < 18; i++) {
        char reference[8];
        snprintf(reference, sizeof reference, "%d", i);
        DXAWS_AUTO(dxaws_cloudfront_invalidation) asked = invalidation_of(reference, "/a");
        dxaws_cloudfront_desired_set_invalidation(desired, asked);
        ck_ok(execute(desired));
    }
    DXAWS_AUTO(dxaws_cloudfront_invalidation) first = invalidation_of("0", "/a");
    dxaws_cloudfront_desired_set_invalidation(desired, first);
    ck_ok(execute(desired));
    DXAWS_AUTO(dxaws_cloudfront_invalidation) other = invalidation_of("0", "/b");
    dxaws_cloudfront_desired_set_invalidation(desired, other);
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    ck_refused(dxaws_cloudfront_manager_apply(manager, context, plan, NULL, &result),
               DXAWS_ERROR_CONFLICT, "another reference than \"0\"");
}
END_TEST

/* Made, used, kept from being deleted, let go and deleted. */
START_TEST(a_function_is_used_and_then_free)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_cloudfront_function_desired)
    function = dxaws_cloudfront_function_desired_new("dxaws-site");
    DXAWS_AUTO(dxaws_cloudfront_function_provider) provider = NULL;
    DXAWS_AUTO(dxaws_cloudfront_function_manager) functions = NULL;
    DXAWS_AUTO(dxaws_cloudfront_function_result) made = NULL;
    DXAWS_AUTO(dxaws_cloudfront_function_result) gone = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_cloudfront_function_provider_new_aws(session, &provider));
    ck_ok(dxaws_cloudfront_function_manager_new(provider, NULL, &functions));
    dxaws_cloudfront_function_desired_set_code(function, "function handler(event) {}");
    ck_ok(dxaws_cloudfront_function_manager_execute(functions, context, function, NULL, &made));
    dxaws_cloudfront_desired_set_viewer_request_function_arn(
        desired, dxaws_cloudfront_function_result_arn(made));
    ck_ok(execute(desired));
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
    ck_refused(dxaws_cloudfront_function_manager_destroy(functions, context, function, NULL, &gone),
               DXAWS_ERROR_CONFLICT, "uses it still");
    dxaws_cloudfront_desired_set_viewer_request_function_arn(desired, "");
    ck_ok(execute(desired));
    ck_ok(dxaws_cloudfront_function_manager_destroy(functions, context, function, NULL, &gone));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("faults");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, open_double, close_double);
    tcase_add_loop_test(cases, what_fails_for_a_while_is_not_noticed, 0, COUNT(passing));
    tcase_add_loop_test(cases, what_cannot_be_read_is_never_taken_for_absent, 0, COUNT(failing));
    tcase_add_test(cases, a_reference_that_was_used_is_told_by_its_paths);
    tcase_add_test(cases, a_function_is_used_and_then_free);
    tcase_add_test(cases, ours_is_found_behind_the_first_page);
    return run_suite("faults", cases);
}
