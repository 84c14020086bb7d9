/* SPDX-License-Identifier: MIT */
/* The provider's operations on the simulated account: how many calls, and what is refused. */
#include "testing.h"

#include <dxaws/extend/memory.h>
#include <dxaws/kit/jumping-clock.h>

#define ARN "arn:aws:acm:us-east-1:123456789012:certificate/a"
#define OTHER_ARN "arn:aws:acm:us-east-1:123456789012:certificate/b"

static dxaws_memory_account *account;
static dxaws_cloudfront_manager *manager;
static dxaws_context *context;

static void open_account(void)
{
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_cloudfront_provider_new_memory(account, &provider));
    ck_ok(dxaws_cloudfront_manager_new(provider, NULL, &manager));
    ck_ok(dx_jumping_context_new(NULL, &context));
}

static void close_account(void)
{
    manager = dxaws_cloudfront_manager_unref(manager);
    context = dxaws_context_unref(context);
    account = dxaws_memory_account_unref(account);
}

static void put(const char *service, const char *type, const char *id, const char *json)
{
    ck_ok(dxaws_memory_begin(account, context));
    ck_ok(dxaws_memory_put(account, service, type, id, json));
    ck_ok(dxaws_memory_commit(account));
}

/* Not the account's own memory, so that it outlives the transaction. */
static char *get(const char *service, const char *type, const char *id)
{
    ck_ok(dxaws_memory_begin(account, context));
    const char *text = dxaws_memory_get(account, service, type, id);
    char *copy = text ? strdup(text) : NULL;
    dxaws_memory_abort(account);
    return copy;
}

static size_t count_of(const char *type)
{
    const char *id;
    const char *json;
    size_t count = 0;
    ck_ok(dxaws_memory_begin(account, context));
    while (dxaws_memory_at(account, "cloudfront", type, count, &id, &json)) {
        count++;
    }
    dxaws_memory_abort(account);
    return count;
}

static dxaws_cloudfront_desired *site(void)
{
    dxaws_cloudfront_desired *desired = dxaws_cloudfront_desired_new("site");
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "b.s3.eu-west-1.amazonaws.com");
    dxaws_cloudfront_desired_set_tag(desired, "team", "web");
    return desired;
}

static dxaws_cloudfront_desired *named_site(const char *arn)
{
    dxaws_cloudfront_desired *desired = site();
    dxaws_cloudfront_desired_add_alias(desired, "www.example.com");
    dxaws_cloudfront_desired_set_certificate_arn(desired, arn);
    return desired;
}

static dxaws_error *execute(const dxaws_cloudfront_desired *desired, char *id)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    dxaws_error *error = dxaws_cloudfront_manager_execute(manager, context, desired, NULL, &result);
    if (error == NULL && id != NULL) {
        snprintf(id, 32, "%s", dxaws_cloudfront_result_id(result));
    }
    return error;
}

static dxaws_error *destroy(const dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    return dxaws_cloudfront_manager_destroy(manager, context, desired, NULL, &result);
}

static void put_certificate(const char *arn, const char *domain, const char *status)
{
    char json[300];
    snprintf(json, sizeof json,
             "{\"domain_name\":\"%s\",\"region\":\"us-east-1\",\"status\":\"%s\","
             "\"in_use_by\":[]}",
             domain, status);
    put("acm", "certificate", arn, json);
}

START_TEST(nothing_to_do_costs_four_reads)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    uint64_t calls[2];
    uint64_t writes[2];
    ck_ok(execute(desired, NULL));
    dxaws_memory_account_calls(account, &calls[0], &writes[0]);
    ck_ok(execute(desired, NULL));
    dxaws_memory_account_calls(account, &calls[1], &writes[1]);
    ck_assert_uint_eq(calls[1] - calls[0], 4);
    ck_assert_uint_eq(writes[1] - writes[0], 0);
    ck_assert_uint_eq(writes[0], 2); /* the access control and the distribution, tags and all */
}
END_TEST

START_TEST(a_reference_that_was_used_is_followed_by_the_next)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    char id[32];
    for (int i = 1; i <= 3; i++) {
        char part[64];
        ck_ok(execute(desired, id));
        char *json = get("cloudfront", "distribution", id);
        snprintf(part, sizeof part, i == 1 ? "\"dxaws-cloudfront:site\"" : "cloudfront:site/%d\"",
                 i);
        json_t *document = json_of(json);
        char *text = json_dumps(json_object_get(document, CF_REFERENCE), JSON_ENCODE_ANY);
        ck_assert_msg(strstr(text, part) != NULL, "%s", text);
        free(text);
        json_decref(document);
        free(json);
        ck_ok(destroy(desired));
        ck_assert_uint_eq(count_of("distribution") + count_of("oac"), 0);
    }
}
END_TEST

/* Makes the first call after the n-th progress event fail. */
struct saboteur {
    unsigned countdown;
    bool struck;
};

static void sabotage(void *self, const dxaws_event *event)
{
    struct saboteur *saboteur = self;
    if (strcmp(dxaws_event_type(event), "manager.apply.progress") == 0 && saboteur->countdown > 0 &&
        --saboteur->countdown == 0) {
        saboteur->struck = true;
        dxaws_memory_account_fail_next(account, "cloudfront", 1);
    }
}

/* Wherever a run stops, the next one completes what was begun, without duplicates. */
static bool is_completed_after(unsigned event, bool present)
{
    const dxaws_sink_ops ops = {.size = sizeof ops, .emit = sabotage};
    struct saboteur saboteur = {.countdown = event};
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    if (!present) {
        ck_ok(execute(desired, NULL));
    }
    dxaws_cloudfront_desired_set_present(desired, present);
    ck_ok(dxaws_sink_new(&ops, &saboteur, &sink));
    dxaws_context_set_sink(context, sink);
    dxaws_error_free(execute(desired, NULL));
    dxaws_context_set_sink(context, NULL);
    ck_ok(execute(desired, NULL));
    ck_ok(execute(desired, NULL));
    ck_assert_uint_eq(count_of("distribution"), present);
    ck_assert_uint_eq(count_of("oac"), present);
    ck_ok(destroy(desired));
    return saboteur.struck;
}

START_TEST(a_run_that_failed_is_completed_by_the_next)
{
    unsigned events = 1;
    while (is_completed_after(events, _i == 1)) {
        events++;
    }
    ck_assert_uint_gt(events, 6); /* every action was stopped before and after */
}
END_TEST

static const struct {
    const char *domain;
    const char *status;
    const char *fault;
} certificates[] = {
    {NULL, NULL, "ACM has no such certificate"},
    {"www.example.com", "PENDING_VALIDATION", "it is PENDING_VALIDATION"},
    {"www.example.com", "EXPIRED", "it is EXPIRED"},
    {"other.example.com", "ISSUED", "it does not cover www.example.com"},
    {"*.www.example.com", "ISSUED", "it does not cover www.example.com"},
};

START_TEST(a_certificate_that_does_not_do_is_refused_when_it_is_planned)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    if (certificates[_i].domain != NULL) {
        put_certificate(ARN, certificates[_i].domain, certificates[_i].status);
    }
    DXAWS_AUTO(dxaws_error) error = execute(desired, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_STATE);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), certificates[_i].fault));
    ck_assert_uint_eq(count_of("oac"), 0); /* or it would be the first thing that is made */
}
END_TEST

/* What is wrong by the time it is written is told at once: it will not pass. */
START_TEST(a_certificate_that_does_no_longer_do_is_refused_at_once)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    put_certificate(ARN, "www.example.com", "ISSUED");
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    put_certificate(ARN, certificates[_i].domain ? certificates[_i].domain : "example.org",
                    certificates[_i].status ? certificates[_i].status : "ISSUED");
    int64_t before = dxaws_context_now_ms(context);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_cloudfront_manager_apply(manager, context, plan, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_lt(dxaws_context_now_ms(context) - before, 60000);
    const dxaws_error *cause = dxaws_error_cause(error);
    ck_assert_ptr_nonnull(cause);
    ck_assert_int_eq(dxaws_error_get_kind(cause), DXAWS_ERROR_INVALID_STATE);
    ck_assert_str_eq(dxaws_error_aws_code(cause), "InvalidViewerCertificate");
    ck_assert_str_eq(dxaws_error_code(cause), DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE);
    ck_assert_ptr_nonnull(dxaws_error_find(cause, "core", DXAWS_CORE_ERROR_SERVICE));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "us-east-1"));
    ck_assert_uint_eq(count_of("distribution"), 0);
    ck_ok(destroy(desired));
    ck_assert_uint_eq(count_of("oac"), 0);
}
END_TEST

static size_t users_of(const char *arn)
{
    char *json = get("acm", "certificate", arn);
    json_t *document = json_of(json);
    size_t count = json_array_size(json_object_get(document, "in_use_by"));
    json_decref(document);
    free(json);
    return count;
}

START_TEST(a_certificate_knows_who_uses_it)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    put_certificate(ARN, "*.example.com", "ISSUED");
    put_certificate(OTHER_ARN, "www.example.com", "ISSUED");
    ck_ok(execute(desired, NULL));
    ck_assert_uint_eq(users_of(ARN), 1);
    dxaws_cloudfront_desired_set_certificate_arn(desired, OTHER_ARN);
    ck_ok(execute(desired, NULL));
    ck_assert_uint_eq(users_of(ARN), 0);
    ck_assert_uint_eq(users_of(OTHER_ARN), 1);
    ck_ok(destroy(desired));
    ck_assert_uint_eq(users_of(OTHER_ARN), 0);
}
END_TEST

START_TEST(an_alias_of_another_account_is_a_conflict_with_both_causes)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    put_certificate(ARN, "www.example.com", "ISSUED");
    put("cloudfront", "foreign_alias", "www.example.com", "{}");
    DXAWS_AUTO(dxaws_error) error = execute(desired, NULL);
    ck_assert_ptr_nonnull(error);
    const dxaws_error *cause = dxaws_error_cause(error);
    ck_assert_ptr_nonnull(cause);
    ck_assert_int_eq(dxaws_error_get_kind(cause), DXAWS_ERROR_CONFLICT);
    ck_assert_str_eq(dxaws_error_code(cause), "AliasConflict");
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "another account"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "DNS record"));
}
END_TEST

/* Somebody else's distribution; a brace is missing, so that a test can add to it. */
#define STRANGER(comment)                                                                          \
    "{\"id\":\"EOTHER\",\"arn\":\"arn:aws:cloudfront::123456789012:distribution/EOTHER\","         \
    "\"comment\":\"" comment "\",\"caller_reference\":\"theirs\",\"tags\":{\"owner\":"             \
    "\"finance\"},\"origin_domain_name\":\"theirs.s3.eu-west-1.amazonaws.com\",\"origin_path\":"   \
    "\"\",\"origin_oac_id\":\"\",\"error_responses\":[],\"certificate_arn\":\"\",\"enabled\":"     \
    "true,"                                                                                        \
    "\"status\":\"Deployed\",\"etag\":\"EV1\",\"price_class\":\"PriceClass_All\",\"http_"          \
    "version\":"                                                                                   \
    "\"http2\",\"ipv6\":true,\"minimum_protocol_version\":\"TLSv1\",\"default_root_object\":\"\"," \
    "\"viewer_protocol_policy\":\"allow-all\",\"compress\":false,\"cache_policy_id\":\"\","        \
    "\"response_headers_policy_id\":\"\""

START_TEST(a_foreign_holder_of_the_alias_is_named)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    put("cloudfront", "distribution", "EOTHER",
        STRANGER("theirs") ",\"aliases\":[\"www.example.com\"]}");
    DXAWS_AUTO(dxaws_error) error = execute(desired, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "EOTHER"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "www.example.com"));
}
END_TEST

START_TEST(a_wait_ends_at_its_deadline_and_is_taken_up_again)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    dxaws_apply_options_set_timeout_ms(options, "WAIT_DEPLOYED", 20000);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_cloudfront_manager_execute(manager, context, desired, options, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL);
    ck_assert_int_eq(dxaws_error_get_kind(dxaws_error_cause(error)), DXAWS_ERROR_TIMEOUT);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 1);
    ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(plan, 0)), CF_WAIT);
    ck_ok(execute(desired, NULL));
    ck_assert_uint_eq(count_of("distribution"), 1);
}
END_TEST

#define PAYLOAD                                                                                    \
    "{\"name\":\"site\",\"id\":\"%s\",\"mark\":true,\"tags_exact\":false,\"arn\":"                 \
    "\"arn:aws:cloudfront::123456789012:distribution/%s\"}"

/* A plan that leaves the wait out: CloudFront refuses for a while, and then does not. It leaves the
 * access control as well, and is told so. */
START_TEST(a_deletion_that_is_refused_at_first_is_tried_again)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    char id[32];
    ck_ok(execute(desired, id));
    char json[900];
    snprintf(json, sizeof json,
             "{\"plan\":1,\"module\":\"cloudfront\",\"resource\":\"site\",\"desired\":{\"name\":"
             "\"site\",\"present\":false},\"observed\":{\"exists\":true},\"actions\":["
             "{\"kind\":\"DISABLE\",\"resource\":\"site\",\"payload\":" PAYLOAD "},"
             "{\"kind\":\"DELETE_DISTRIBUTION\",\"resource\":\"site\",\"payload\":" PAYLOAD "}]}",
             id, id, id, id);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    ck_ok(dxaws_plan_parse(json, &plan));
    ck_refused(dxaws_cloudfront_manager_apply(manager, context, plan, NULL, &result),
               DXAWS_ERROR_INVALID_STATE, "run again, which does DELETE_OAC");
    ck_assert_uint_eq(count_of("distribution"), 0);
    ck_assert_uint_eq(count_of("oac"), 1);
}
END_TEST

/* The list of all distributions shows it before anything is deleted. */
START_TEST(an_access_control_in_use_is_left)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    const char *kind;
    const char *identity;
    const char *why;
    const char *remedy;
    ck_ok(execute(desired, NULL));
    ck_ok(dxaws_cloudfront_manager_get_current(manager, context, desired, &current));
    char json[300];
    const char *oac = dxaws_cloudfront_current_oac_id(current);
    snprintf(json, sizeof json,
             "{\"id\":\"EOTHER\",\"aliases\":[],\"comment\":\"\","
             "\"origin_oac_id\":\"%s\"}",
             oac);
    put("cloudfront", "distribution", "EOTHER", json);
    dxaws_cloudfront_desired_set_present(desired, false);
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert(dxaws_plan_left_at(plan, 0, &kind, &identity, &why, &remedy));
    ck_assert_str_eq(kind, "access_control");
    ck_assert_str_eq(identity, oac);
    ck_assert_str_eq(why, "distribution EOTHER uses it too");
    ck_ok(destroy(desired));
    ck_assert_uint_eq(count_of("distribution"), 1);
    ck_assert_uint_eq(count_of("oac"), 1);
}
END_TEST

/* The plan as it is read from a file that was made for another account. */
static dxaws_plan *moved(const dxaws_plan *plan)
{
    char *text = strdup(dxaws_plan_format(plan));
    dxaws_plan *other = NULL;
    static const char name[] = "\"caller_account\":\"";
    ck_assert_ptr_nonnull(strstr(text, name));
    for (char *at = strstr(text, name); at != NULL; at = strstr(at + 1, name)) {
        at[sizeof name - 1] = '9';
    }
    ck_ok(dxaws_plan_parse(text, &other));
    free(text);
    return other;
}

START_TEST(nothing_is_made_in_another_account_than_was_planned_for)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    DXAWS_AUTO(dxaws_plan) other = moved(plan);
    ck_refused(dxaws_cloudfront_manager_apply(manager, context, other, NULL, &result),
               DXAWS_ERROR_STALE, "for account 923456789012");
    ck_assert_uint_eq(count_of("oac") + count_of("distribution"), 0);
    ck_ok(dxaws_cloudfront_manager_apply(manager, context, plan, NULL, &result));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("memory");
    tcase_add_checked_fixture(cases, open_account, close_account);
    tcase_add_test(cases, nothing_to_do_costs_four_reads);
    tcase_add_test(cases, a_reference_that_was_used_is_followed_by_the_next);
    tcase_add_loop_test(cases, a_run_that_failed_is_completed_by_the_next, 0, 2);
    tcase_add_loop_test(cases, a_certificate_that_does_not_do_is_refused_when_it_is_planned, 0,
                        COUNT(certificates));
    tcase_add_loop_test(cases, a_certificate_that_does_no_longer_do_is_refused_at_once, 0,
                        COUNT(certificates));
    tcase_add_test(cases, a_certificate_knows_who_uses_it);
    tcase_add_test(cases, an_alias_of_another_account_is_a_conflict_with_both_causes);
    tcase_add_test(cases, a_foreign_holder_of_the_alias_is_named);
    tcase_add_test(cases, a_wait_ends_at_its_deadline_and_is_taken_up_again);
    tcase_add_test(cases, a_deletion_that_is_refused_at_first_is_tried_again);
    tcase_add_test(cases, an_access_control_in_use_is_left);
    tcase_add_test(cases, nothing_is_made_in_another_account_than_was_planned_for);
    return run_suite("memory", cases);
}
