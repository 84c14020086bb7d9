/* SPDX-License-Identifier: MIT */
/* The provider's operations on the simulated account: how many calls, and what is refused. */
#include "on-memory.h"

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
               DXAWS_ERROR_PARTIAL, "run again, which does DELETE_OAC");
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
    const dxaws_left *left;
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
    left = dxaws_plan_left_at(plan, 0);
    ck_assert_ptr_nonnull(left);
    ck_assert_str_eq(dxaws_left_kind(left), "access_control");
    ck_assert_str_eq(dxaws_left_identity(left), oac);
    ck_assert_str_eq(dxaws_left_why(left), "distribution EOTHER uses it too");
    ck_ok(destroy(desired));
    ck_assert_uint_eq(count_of("distribution"), 1);
    ck_assert_uint_eq(count_of("oac"), 1);
}
END_TEST

/* The plan as it is read from a file that was made for another account. */
static dxaws_plan *moved(const dxaws_plan *plan)
{
    char *text = json_dumps(dxaws_plan_tree(plan), JSON_COMPACT);
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
    tcase_add_test(cases, a_wait_ends_at_its_deadline_and_is_taken_up_again);
    tcase_add_test(cases, a_deletion_that_is_refused_at_first_is_tried_again);
    tcase_add_test(cases, an_access_control_in_use_is_left);
    tcase_add_test(cases, nothing_is_made_in_another_account_than_was_planned_for);
    return run_suite("memory", cases);
}
