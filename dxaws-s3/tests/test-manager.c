/* SPDX-License-Identifier: MIT */
/* The manager: events in order, partial success, cancellation, and being killed anywhere. */
#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>
#include <dxaws/s3-providers.h>

#include "failing-provider.h"

#define CREATE_KINDS "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_VERSIONING PUT_POLICY"

static dxaws_memory_account *account;
static dxaws_s3_provider *memory;
static struct failing failing;
static dxaws_s3_manager *manager;
static dxaws_context *context;
static dxaws_s3_desired *desired;
static char events[4000]; /* types of the manager's events, with what says how they ended */

/* "manager.plan.done", or with the member that tells outcomes apart: "...=failed". */
static void remember(void *self, const dxaws_event *event)
{
    (void)self;
    json_t *fields = json_loads(dxaws_event_fields(event), 0, NULL);
    const char *outcome = dx_text(fields, "outcome");
    const char *status = dx_text(fields, "status");
    const char *action = dx_text(fields, "action");
    size_t used = strlen(events);
    snprintf(events + used, sizeof events - used, "%s%s%s%s%s%s", used ? "\n" : "",
             dxaws_event_type(event), action ? " " : "", action ? action : "",
             outcome || status ? "=" : "",
             outcome  ? outcome
             : status ? status
                      : "");
    json_decref(fields);
    ck_assert_str_eq(dxaws_event_source(event), "dxaws.s3");
    ck_assert_str_eq(dxaws_event_subject(event), "my-bucket");
}

static void make_manager(void)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = remember};
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    ck_ok(failing_provider_new(&failing, memory, &provider));
    manager = dxaws_s3_manager_unref(manager);
    ck_ok(dxaws_s3_manager_new(provider, NULL, &manager));
    dxaws_context_unref(context);
    context = dxaws_context_new();
    ck_ok(dxaws_sink_new(&ops, NULL, &sink));
    dxaws_context_set_sink(context, sink);
    events[0] = '\0';
}

static void set_up(void)
{
    failing = (struct failing){.inner = NULL};
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_s3_provider_new_memory(account, &memory));
    make_manager();
    desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    dxaws_s3_desired_set_versioning(desired, true);
    dxaws_s3_desired_set_tag(desired, "env", "prod");
    dxaws_s3_desired_set_policy_statement(
        desired, "Tls",
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::"
        "my-bucket/*\","
        "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}");
}

static void tear_down(void)
{
    dxaws_s3_desired_free(desired);
    manager = dxaws_s3_manager_unref(manager);
    memory = dxaws_s3_provider_unref(memory);
    account = dxaws_memory_account_unref(account);
    context = dxaws_context_unref(context);
}

static void check_plan(const char *kinds)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_s3_manager_plan(manager, NULL, desired, NULL, &plan));
    char found[300] = "";
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        strcat(found, i ? " " : "");
        strcat(found, dxaws_action_kind(dxaws_plan_at(plan, i)));
    }
    ck_assert_str_eq(found, kinds);
}

static dxaws_error *execute(void)
{
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    dxaws_error *error = dxaws_s3_manager_execute(manager, context, desired, NULL, &result);
    ck_assert((error == NULL) == (result != NULL));
    return error;
}

START_TEST(events_of_a_success_come_in_order)
{
    ck_ok(execute());
    ck_assert_str_eq(events, "manager.plan.start\n"
                             "manager.plan.done\n"
                             "manager.apply.start\n"
                             "manager.apply.progress CREATE_BUCKET=start\n"
                             "manager.apply.progress CREATE_BUCKET=done\n"
                             "manager.apply.progress PUT_PUBLIC_ACCESS_BLOCK=start\n"
                             "manager.apply.progress PUT_PUBLIC_ACCESS_BLOCK=done\n"
                             "manager.apply.progress PUT_VERSIONING=start\n"
                             "manager.apply.progress PUT_VERSIONING=done\n"
                             "manager.apply.progress PUT_POLICY=start\n"
                             "manager.apply.progress PUT_POLICY=done\n"
                             "manager.apply.done=applied\n"
                             "manager.execute.done=applied");
}
END_TEST

START_TEST(events_of_no_change_come_in_order)
{
    ck_ok(execute());
    events[0] = '\0';
    failing.calls = 0;
    ck_ok(execute());
    ck_assert_str_eq(events, "manager.plan.start\n"
                             "manager.plan.done\n"
                             "manager.apply.start\n"
                             "manager.apply.done=noop\n"
                             "manager.execute.done=noop");
    ck_assert_int_eq(failing.calls, 1); /* nothing is read twice */
}
END_TEST

START_TEST(events_of_a_failed_read_come_in_order)
{
    failing.fail_at = 1;
    ck_refused(execute(), DXAWS_ERROR_UNAVAILABLE, "call 1 was lost");
    ck_assert_str_eq(events, "manager.plan.start\n"
                             "manager.plan.done=failed\n"
                             "manager.execute.done=failed");
}
END_TEST

START_TEST(events_of_a_failed_action_come_in_order)
{
    failing.fail_at = 3;
    ck_refused(execute(), DXAWS_ERROR_PARTIAL, "1 of 4 actions done, then PUT_PUBLIC_ACCESS");
    ck_assert_str_eq(events, "manager.plan.start\n"
                             "manager.plan.done\n"
                             "manager.apply.start\n"
                             "manager.apply.progress CREATE_BUCKET=start\n"
                             "manager.apply.progress CREATE_BUCKET=done\n"
                             "manager.apply.progress PUT_PUBLIC_ACCESS_BLOCK=start\n"
                             "manager.apply.progress PUT_PUBLIC_ACCESS_BLOCK=failed\n"
                             "manager.apply.done=failed\n"
                             "manager.execute.done=failed");
}
END_TEST

START_TEST(events_of_a_refused_desired_come_in_order)
{
    dxaws_s3_desired_set_tag(desired, "aws:x", "y");
    ck_refused(execute(), DXAWS_ERROR_INVALID_ARGUMENT, "reserved");
    ck_assert_str_eq(events, "manager.plan.start\n"
                             "manager.plan.done=failed\n"
                             "manager.execute.done=failed");
    ck_assert_int_eq(failing.calls, 0);
}
END_TEST

START_TEST(a_failure_before_the_first_effect_is_not_partial)
{
    failing.fail_at = 2;
    ck_refused(execute(), DXAWS_ERROR_UNAVAILABLE, "call 2 was lost");
    check_plan(CREATE_KINDS);
}
END_TEST

START_TEST(partial_success_carries_count_and_cause)
{
    failing.fail_at = 5;
    DXAWS_AUTO(dxaws_error) error = execute();
    ck_assert_str_eq(dxaws_error_message(error),
                     "s3 my-bucket: 3 of 4 actions done, then PUT_POLICY: call 5 was lost");
    ck_assert_str_eq(dxaws_error_message(dxaws_error_cause(error)), "call 5 was lost");
    ck_assert_str_eq(dxaws_error_resource(error), "my-bucket");
    check_plan("PUT_POLICY");
}
END_TEST

START_TEST(cancelling_stops_between_actions)
{
    failing.cancel_at = 3;
    DXAWS_AUTO(dxaws_error) error = execute();
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL);
    ck_assert_int_eq(dxaws_error_get_kind(dxaws_error_cause(error)), DXAWS_ERROR_CANCELLED);
    ck_assert_int_eq(failing.calls, 3);
    check_plan("PUT_VERSIONING PUT_POLICY");
}
END_TEST

START_TEST(a_passed_deadline_stops_like_cancelling)
{
    dxaws_context_set_timeout_ms(context, 1);
    dxaws_error_free(dxaws_context_sleep_ms(context, 50));
    ck_refused(execute(), DXAWS_ERROR_TIMEOUT, "deadline");
    ck_assert_int_eq(failing.calls, 0);
}
END_TEST

/* Call _i is lost, with or without its effect; a second run always completes the work. */
static void lose_one_call_then_run_again(int lost, bool answered)
{
    failing.fail_at = lost;
    failing.answered = answered;
    dxaws_error *error = execute();
    ck_assert_msg(error != NULL, "call %d of 6 did not happen", lost);
    dxaws_error_free(error);
    failing.fail_at = 0;
    make_manager();
    ck_ok(execute());
    check_plan("");
}

START_TEST(a_second_run_completes_what_was_killed_before_call)
{
    lose_one_call_then_run_again(_i, false);
}
END_TEST

START_TEST(a_second_run_completes_what_was_killed_after_call)
{
    lose_one_call_then_run_again(_i, true);
}
END_TEST

START_TEST(a_destroy_killed_anywhere_completes)
{
    ck_ok(execute());
    for (int lost = 1; lost <= 3; lost++) {
        failing.calls = 0;
        failing.fail_at = lost;
        failing.answered = true;
        dxaws_s3_result *result = NULL;
        dxaws_error *error = dxaws_s3_manager_destroy(manager, context, desired, NULL, &result);
        dxaws_s3_result_free(result);
        dxaws_error_free(error);
    }
    failing.fail_at = 0;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    ck_ok(dxaws_s3_manager_destroy(manager, context, desired, NULL, &result));
    ck_assert(!dxaws_s3_result_exists(result));
    check_plan(CREATE_KINDS);
}
END_TEST

/* Puts objects into the bucket that there is. */
static void fill(size_t count)
{
    bool whole = true;
    json_t *objects = json_array();
    for (size_t i = 0; i < count; i++) {
        dx_append(&whole, objects,
                  json_pack("{so ss}", "key", json_sprintf("k%zu", i), "version", "null"));
    }
    ck_assert(whole);
    ck_ok(dxaws_memory_begin(account, NULL));
    json_t *bucket = dxaws_memory_get_tree(account, "s3", "bucket", "my-bucket");
    json_object_set_new(bucket, "objects", objects);
    ck_ok(dxaws_memory_put_tree(account, "s3", "bucket", "my-bucket", bucket));
    ck_ok(dxaws_memory_commit(account));
    json_decref(bucket);
}

static size_t held(void)
{
    ck_ok(dxaws_memory_begin(account, NULL));
    json_t *bucket = dxaws_memory_get_tree(account, "s3", "bucket", "my-bucket");
    size_t count = json_array_size(json_object_get(bucket, "objects"));
    dxaws_memory_abort(account);
    json_decref(bucket);
    return count;
}

/* Cancels the context when told that some are gone. */
static void cancel_at_first(void *self, const dxaws_event *event)
{
    if (strcmp(dxaws_event_type(event), "bucket.emptying") == 0) {
        dxaws_context_cancel(self);
    }
}

START_TEST(emptying_tells_of_each_page)
{
    ck_ok(execute());
    fill(2001);
    dxaws_s3_desired_set_present(desired, false);
    dxaws_s3_desired_set_force_empty(desired, true);
    events[0] = '\0';
    ck_ok(execute());
    ck_assert_str_eq(events, "manager.plan.start\n"
                             "manager.plan.done\n"
                             "manager.apply.start\n"
                             "manager.apply.progress EMPTY_BUCKET=start\n"
                             "bucket.emptying\n"
                             "bucket.emptying\n"
                             "bucket.emptying\n"
                             "manager.apply.progress EMPTY_BUCKET=done\n"
                             "manager.apply.progress DESTROY_BUCKET=start\n"
                             "manager.apply.progress DESTROY_BUCKET=done\n"
                             "manager.apply.done=applied\n"
                             "manager.execute.done=applied");
}
END_TEST

START_TEST(emptying_is_cancelled_between_pages_and_gone_on_with)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = cancel_at_first};
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    DXAWS_AUTO(dxaws_context) hurried = dxaws_context_new();
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    ck_ok(execute());
    fill(2001);
    dxaws_s3_desired_set_present(desired, false);
    dxaws_s3_desired_set_force_empty(desired, true);
    ck_ok(dxaws_sink_new(&ops, hurried, &sink));
    dxaws_context_set_sink(hurried, sink);
    ck_refused(dxaws_s3_manager_execute(manager, hurried, desired, NULL, &result),
               DXAWS_ERROR_PARTIAL, "cancelled");
    ck_assert_uint_eq(held(), 1001);
    ck_ok(execute());
}
END_TEST

START_TEST(a_plan_of_another_module_is_refused)
{
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) foreign = NULL;
    ck_ok(dxaws_plan_parse("{\"plan\":1,\"module\":\"dns\",\"resource\":\"x\",\"desired\":{},"
                           "\"observed\":{},\"actions\":[]}",
                           &foreign));
    ck_refused(dxaws_s3_manager_apply(manager, NULL, foreign, NULL, &result),
               DXAWS_ERROR_INVALID_ARGUMENT, "module \"dns\"");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("manager");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, events_of_a_success_come_in_order);
    tcase_add_test(cases, events_of_no_change_come_in_order);
    tcase_add_test(cases, events_of_a_failed_read_come_in_order);
    tcase_add_test(cases, events_of_a_failed_action_come_in_order);
    tcase_add_test(cases, events_of_a_refused_desired_come_in_order);
    tcase_add_test(cases, a_failure_before_the_first_effect_is_not_partial);
    tcase_add_test(cases, partial_success_carries_count_and_cause);
    tcase_add_test(cases, cancelling_stops_between_actions);
    tcase_add_test(cases, a_passed_deadline_stops_like_cancelling);
    /* A read, four actions, and the read back. */
    tcase_add_loop_test(cases, a_second_run_completes_what_was_killed_before_call, 1, 7);
    tcase_add_loop_test(cases, a_second_run_completes_what_was_killed_after_call, 1, 7);
    tcase_add_test(cases, a_destroy_killed_anywhere_completes);
    tcase_add_test(cases, emptying_tells_of_each_page);
    tcase_add_test(cases, emptying_is_cancelled_between_pages_and_gone_on_with);
    tcase_add_test(cases, a_plan_of_another_module_is_refused);
    return run_suite("s3 manager", cases);
}
