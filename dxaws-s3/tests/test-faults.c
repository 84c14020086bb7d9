/* SPDX-License-Identifier: MIT */
/* The aws provider when requests fail, against the AWS double at AWS_ENDPOINT_URL. Waiting moves a
 * clock of its own, so that minutes of patience take no time. */
#include <dxaws/kit/check.h>
#include <dxaws/s3-providers.h>

#include <jansson.h>
#include <stdio.h>
#include <time.h>

#include "contract-fixture.h"

#define BUCKET "dxaws-faults"
#define REGION "eu-west-1"
#define COUNT(table) (int)(sizeof table / sizeof *table)

static dxaws_session *session;
static dxaws_s3_manager *manager;
static dxaws_context *context;
static int64_t waited_ms;

/* The system's, because S3 does not answer what was signed at another time. */
static int64_t clock_now(void *self)
{
    (void)self;
    return (int64_t)time(NULL) * 1000;
}

static int64_t clock_monotonic(void *self)
{
    return *(int64_t *)self;
}

static void clock_sleep(void *self, int64_t ms)
{
    *(int64_t *)self += ms;
}

static void open_double(void)
{
    const dxaws_clock_ops ops = {.size = sizeof ops,
                                 .now_ms = clock_now,
                                 .monotonic_ms = clock_monotonic,
                                 .sleep_ms = clock_sleep};
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    ck_ok(dxaws_session_new(NULL, &session));
    ck_ok(aws_open(session, &provider));
    ck_ok(dxaws_s3_manager_new(provider, NULL, &manager));
    context = dxaws_context_new();
    waited_ms = 0;
    ck_ok(dxaws_context_set_clock(context, &ops, &waited_ms));
}

static void close_double(void)
{
    manager = dxaws_s3_manager_unref(manager);
    context = dxaws_context_unref(context);
    session = dxaws_session_unref(session);
}

static dxaws_s3_desired *bucket(void)
{
    dxaws_s3_desired *desired = dxaws_s3_desired_new(BUCKET, REGION);
    dxaws_s3_desired_set_versioning(desired, true);
    dxaws_s3_desired_set_tag(desired, "team", "web");
    dxaws_s3_desired_set_policy_statement(
        desired, "Ours",
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutBucketAcl\",\"Resource\":"
        "\"arn:aws:s3:::" BUCKET "\"}");
    return desired;
}

static dxaws_error *execute(dxaws_context *with, const dxaws_s3_desired *desired)
{
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    return dxaws_s3_manager_execute(manager, with, desired, NULL, &result);
}

static void set_fault(const char *rule)
{
    char rules[400];
    snprintf(rules, sizeof rules, "[%s]", rule);
    ck_ok(aws_control(session, "/double/faults", rules));
}

/* How often the rule in force has struck. */
static size_t struck(void)
{
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("s3", "Control", "GET", "/double/faults");
    ck_ok(dxaws_aws_call(session, NULL, request));
    json_t *state = json_loads(dxaws_aws_request_answer_body(request, NULL), 0, NULL);
    size_t count = json_array_size(json_object_get(state, "fired"));
    json_decref(state);
    return count;
}

static dxaws_s3_status status(void)
{
    dxaws_s3_status found = DXAWS_S3_STATUS_EXISTS_NO_ACCESS;
    ck_ok(dxaws_s3_manager_get_status(manager, context, BUCKET, REGION, &found));
    return found;
}

/* The error, or what caused it, carries that code of AWS. */
static bool comes_from(const dxaws_error *error, const char *aws_code)
{
    for (; error != NULL; error = dxaws_error_cause(error)) {
        const char *code = dxaws_error_aws_code(error);
        if (code != NULL && strcmp(code, aws_code) == 0) {
            return true;
        }
    }
    return false;
}

#define FAIL(request, status, code, message)                                                       \
    "{\"match\":\"" request "\",\"do\":\"error\",\"status\":" status ",\"code\":\"" code           \
    "\",\"message\":\"" message "\""
#define CREATE "^PUT /" BUCKET "/? "
#define ABORTED(request) FAIL(request, "409", "OperationAborted", "A conflicting operation")
#define NO_BUCKET(request) FAIL(request, "404", "NoSuchBucket", "The bucket does not exist")
#define NO_PRINCIPAL(request) FAIL(request, "400", "MalformedPolicy", "Invalid principal in policy")
#define FIRST(count) ",\"first\":" count "}"

static const char *const passing[] = {
    ABORTED(CREATE) FIRST("3"),
    ABORTED("PUT .*versioning") FIRST("2"),
    ABORTED("DELETE /" BUCKET) FIRST("2"),
    NO_BUCKET("PUT .*publicAccessBlock") FIRST("4"),
    NO_BUCKET("GET .*tagging") FIRST("3"),
    NO_PRINCIPAL("PUT .*policy") FIRST("3"),
    "{\"match\":\"" CREATE "\",\"do\":\"lost-reply\"" FIRST("1"),
    "{\"match\":\"PUT .*publicAccessBlock\",\"do\":\"lost-reply\"" FIRST("1"),
    "{\"match\":\"PUT .*policy\",\"do\":\"500\"" FIRST("2"),
    "{\"match\":\"GET .*policy\",\"do\":\"throttle\"" FIRST("2"),
    "{\"match\":\"GET .*versioning\",\"do\":\"truncate\"" FIRST("1"),
    "{\"match\":\"DELETE /" BUCKET "\",\"do\":\"lost-reply\"" FIRST("1"),
};

/* From nothing to a bucket, and to nothing again. */
START_TEST(what_fails_for_a_while_is_not_noticed)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = bucket();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    set_fault(passing[_i]);
    ck_ok(execute(context, desired));
    ck_ok(dxaws_s3_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
    dxaws_s3_desired_set_present(desired, false);
    ck_ok(execute(context, desired));
    ck_assert_int_eq(status(), DXAWS_S3_STATUS_DOES_NOT_EXIST);
    ck_assert_uint_gt(struck(), 0);
}
END_TEST

/* What never ends: how long it is tried, in seconds of the clock, and what comes of it. */
static const struct {
    const char *rule;
    const char *aws_code;
    int from_s;
    int to_s;
} lasting[] = {
    {ABORTED(CREATE) "}", "OperationAborted", 3600, 3640},
    {ABORTED("PUT .*versioning") "}", "OperationAborted", 3600, 3640},
    {NO_BUCKET("PUT .*publicAccessBlock") "}", "NoSuchBucket", 30, 35},
    {NO_PRINCIPAL("PUT .*policy") "}", "MalformedPolicy", 30, 35},
    {FAIL("PUT .*policy", "400", "MalformedPolicy", "Action does not apply") "}", "MalformedPolicy",
     0, 0},
    {FAIL(CREATE, "400", "TooManyBuckets", "You have too many") "}", "TooManyBuckets", 0, 0},
};

START_TEST(patience_has_an_end)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = bucket();
    set_fault(lasting[_i].rule);
    DXAWS_AUTO(dxaws_error) error = execute(context, desired);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(comes_from(error, lasting[_i].aws_code), "%s", dxaws_error_message(error));
    ck_assert_int_ge(waited_ms, lasting[_i].from_s * 1000);
    ck_assert_int_le(waited_ms, lasting[_i].to_s * 1000);
    size_t tries = struck();
    if (lasting[_i].to_s == 0) {
        ck_assert_uint_eq(tries, 1);
    } else {
        ck_assert_uint_gt(tries, 5);
        ck_assert_int_lt((int)tries, 25 + lasting[_i].to_s / 15); /* the pauses grow */
    }
}
END_TEST

START_TEST(a_bucket_that_is_gone_is_not_waited_for)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = bucket();
    ck_ok(execute(context, desired));
    dxaws_s3_desired_set_versioning(desired, false);
    set_fault(NO_BUCKET("PUT .*versioning") "}");
    waited_ms = 0;
    DXAWS_AUTO(dxaws_error) error = execute(context, desired);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(comes_from(error, "NoSuchBucket"), "%s", dxaws_error_message(error));
    ck_assert_int_eq(waited_ms, 0);
    ck_assert_uint_eq(struck(), 1);
}
END_TEST

/* The bucket is removed after its change was planned, as if the plan had come to another account.
 */
START_TEST(a_plan_says_that_its_bucket_is_gone)
{
    DXAWS_AUTO(dxaws_s3_desired) bare = dxaws_s3_desired_new(BUCKET, REGION);
    DXAWS_AUTO(dxaws_s3_desired) wanted = bucket();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) saved = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DXAWS_AUTO(dxaws_s3_result) gone = NULL;
    ck_ok(execute(context, bare));
    ck_ok(dxaws_s3_manager_plan(manager, context, wanted, NULL, &plan));
    ck_ok(dxaws_plan_parse(dxaws_plan_text(plan), &saved));
    ck_ok(dxaws_s3_manager_destroy(manager, context, bare, NULL, &gone));
    DXAWS_AUTO(dxaws_error)
    error = dxaws_s3_manager_apply(manager, context, saved, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(dxaws_error_get_kind(error) == DXAWS_ERROR_STALE, "%s",
                  dxaws_error_message(error));
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_MODULE_ERROR_STALE_PLAN);
    ck_assert_ptr_null(strchr(dxaws_error_message(error), '\n'));
    ck_assert(comes_from(error, "NoSuchBucket"));
    ck_assert_int_eq(status(), DXAWS_S3_STATUS_DOES_NOT_EXIST);
}
END_TEST

START_TEST(a_deadline_ends_patience_and_says_what_for)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = bucket();
    DXAWS_AUTO(dxaws_context) hurried = dxaws_context_new_child(context, 5000);
    set_fault(ABORTED(CREATE) "}");
    DXAWS_AUTO(dxaws_error) error = execute(hurried, desired);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_TIMEOUT);
    ck_assert_msg(comes_from(error, "OperationAborted"), "%s", dxaws_error_message(error));
    ck_assert_int_le(waited_ms, 5000);
}
END_TEST

static const struct {
    const char *rule;
    dxaws_error_kind kind;
} unreadable[] = {
    {"{\"match\":\"GET .*versioning\",\"do\":\"garbage\"}", DXAWS_ERROR_PROTOCOL},
    {"{\"match\":\"GET .*tagging\",\"do\":\"garbage\"}", DXAWS_ERROR_PROTOCOL},
    {"{\"match\":\"GET .*policy\",\"do\":\"garbage\"}", DXAWS_ERROR_PROTOCOL},
    {"{\"match\":\"GET .*publicAccessBlock\",\"do\":\"500\"}", DXAWS_ERROR_UNAVAILABLE},
    {"{\"match\":\"GET \",\"do\":\"throttle\"}", DXAWS_ERROR_THROTTLED},
};

START_TEST(what_cannot_be_read_is_never_taken_for_absent)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = bucket();
    set_fault(unreadable[_i].rule);
    DXAWS_AUTO(dxaws_error) error = execute(context, desired);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(dxaws_error_get_kind(error) == unreadable[_i].kind, "%s",
                  dxaws_error_message(error));
    ck_ok(aws_control(session, "/double/faults", "[]"));
    ck_assert_int_eq(status(), DXAWS_S3_STATUS_DOES_NOT_EXIST);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("faults");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, open_double, close_double);
    tcase_add_loop_test(cases, what_fails_for_a_while_is_not_noticed, 0, COUNT(passing));
    tcase_add_loop_test(cases, patience_has_an_end, 0, COUNT(lasting));
    tcase_add_test(cases, a_bucket_that_is_gone_is_not_waited_for);
    tcase_add_test(cases, a_plan_says_that_its_bucket_is_gone);
    tcase_add_test(cases, a_deadline_ends_patience_and_says_what_for);
    tcase_add_loop_test(cases, what_cannot_be_read_is_never_taken_for_absent, 0, COUNT(unreadable));
    return run_suite("faults", cases);
}
