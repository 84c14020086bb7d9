/* SPDX-License-Identifier: MIT */
/* The simulated ACM: its delays, its states, and what it refuses. */
#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "on-memory.h"

#define ZONE(private, records)                                                                     \
    "{\"name\":\"example.com.\",\"private\":" private ",\"records\":[" records "]}"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

static void setup(void)
{
    open_for("www.example.com");
}

static void execute(dxaws_acm_result **result)
{
    ck_ok(dxaws_acm_manager_execute(manager, context, desired, NULL, result));
}

/* The certificate is left pending. */
static void execute_without_waiting(dxaws_acm_result **result)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    ck_ok(dxaws_acm_manager_execute(manager, context, desired, options, result));
}

static void pass(int64_t ms)
{
    ck_ok(dxaws_context_sleep_ms(context, ms));
}

static void expect_status(const char *status)
{
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    ck_ok(dxaws_acm_manager_get_current(manager, context, desired, &current));
    ck_assert_str_eq(dxaws_acm_status_name(dxaws_acm_current_status(current)), status);
}

static void put(const char *service, const char *type, const char *id, const char *json)
{
    ck_ok(dxaws_memory_begin(fixture.account, context));
    ck_ok(dxaws_memory_put(fixture.account, service, type, id, json));
    ck_ok(dxaws_memory_commit(fixture.account));
}

/* The zone as it is, but with "private" as given. */
static void set_private(bool private)
{
    ck_ok(dxaws_memory_begin(fixture.account, context));
    json_t *zone = json_loads(dxaws_memory_get(fixture.account, "route53", "zone", "Z1"), 0, NULL);
    dxaws_memory_abort(fixture.account);
    json_object_set_new(zone, "private", json_boolean(private));
    char *text = json_dumps(zone, 0);
    put("route53", "zone", "Z1", text);
    free(text);
    json_decref(zone);
}

/* The manager itself would miss the zone; as for a destroy, that does not matter. */
static void look_without_dns(const char *status)
{
    dxaws_acm_desired_set_present(desired, false);
    expect_status(status);
    dxaws_acm_desired_set_present(desired, true);
}

START_TEST(an_issue_takes_as_long_as_it_does)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    int64_t begin = dxaws_context_now_ms(context);
    execute(&result);
    int64_t taken = dxaws_context_now_ms(context) - begin;
    /* Until the record is named, and until ACM has seen it. */
    ck_assert_int_ge(taken, 80 * 1000);
    ck_assert_int_le(taken, 180 * 1000);
    int64_t not_after_ms = 0;
    ck_assert(dxaws_acm_result_not_after_ms(result, &not_after_ms) && not_after_ms > 0);
}
END_TEST

START_TEST(a_record_in_a_private_zone_proves_nothing)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    execute_without_waiting(&result);
    set_private(true);
    look_without_dns("PENDING_VALIDATION");
    pass(HOUR);
    look_without_dns("PENDING_VALIDATION");
    set_private(false);
    expect_status("PENDING_VALIDATION");
    pass(59 * 1000);
    expect_status("PENDING_VALIDATION");
    pass(1000);
    expect_status("ISSUED");
}
END_TEST

START_TEST(a_record_with_another_value_proves_nothing)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    execute_without_waiting(&result);
    char zone[400];
    snprintf(zone, sizeof zone,
             ZONE("false", "{\"name\":\"%s\",\"type\":\"CNAME\",\"ttl_s\":300,\"values\":"
                           "[\"_other.acm-validations.aws.\"]}"),
             dxaws_acm_result_validation_record_name(result));
    put("route53", "zone", "Z1", zone);
    for (int i = 0; i < 5; i++) {
        pass(MINUTE);
        look_without_dns("PENDING_VALIDATION");
    }
    /* It is somebody's: nothing is planned over it. */
    dxaws_plan *none = NULL;
    ck_refused(dxaws_acm_manager_plan(manager, context, desired, NULL, &none), DXAWS_ERROR_CONFLICT,
               "_other.acm-validations.aws.");
}
END_TEST

START_TEST(validation_times_out_after_three_days)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_acm_result) again = NULL;
    execute_without_waiting(&result);
    put("route53", "zone", "Z1", ZONE("false", ""));
    pass((int64_t)71 * HOUR);
    expect_status("PENDING_VALIDATION");
    pass((int64_t)2 * HOUR);
    expect_status("VALIDATION_TIMED_OUT");
    execute(&again);
    ck_assert_int_eq(dxaws_acm_result_status(again), DXAWS_ACM_STATUS_ISSUED);
    ck_assert_str_ne(dxaws_acm_result_arn(again), dxaws_acm_result_arn(result));
}
END_TEST

START_TEST(a_certificate_that_was_not_renewed_is_replaced_in_time)
{
    DXAWS_AUTO(dxaws_acm_result) first = NULL;
    DXAWS_AUTO(dxaws_acm_result) second = NULL;
    execute(&first);
    pass((int64_t)360 * 24 * HOUR);
    execute(&second);
    ck_assert_str_eq(dxaws_acm_result_arn(second), dxaws_acm_result_arn(first));
    dxaws_acm_result_free(second);
    second = NULL;
    pass((int64_t)10 * 24 * HOUR);
    execute(&second);
    ck_assert_str_ne(dxaws_acm_result_arn(second), dxaws_acm_result_arn(first));
}
END_TEST

START_TEST(a_token_lives_for_an_hour)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_acm_result) first = NULL;
    DXAWS_AUTO(dxaws_acm_result) second = NULL;
    DXAWS_AUTO(dxaws_acm_result) third = NULL;
    ck_ok(dxaws_acm_manager_plan(manager, context, desired, NULL, &plan));
    ck_ok(dxaws_acm_manager_apply(manager, context, plan, NULL, &first));
    ck_ok(dxaws_acm_manager_apply(manager, context, plan, NULL, &second));
    ck_assert_str_eq(dxaws_acm_result_arn(second), dxaws_acm_result_arn(first));
    pass(HOUR);
    ck_ok(dxaws_acm_manager_apply(manager, context, plan, NULL, &third));
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    ck_ok(dxaws_acm_manager_get_current(manager, context, desired, &current));
    char *text = dxaws_acm_current_format(current);
    ck_assert_ptr_nonnull(strstr(text, "\"record_shared_with\":[\"arn:")); /* there are two */
    free(text);
}
END_TEST

START_TEST(a_certificate_in_use_cannot_be_deleted)
{
    char json[800];
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_acm_result) deleted = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    execute(&result);
    ck_ok(memory_break(&fixture, "www.example.com", "us-east-1", DXAWS_ACM_BREAK_USE));
    snprintf(json, sizeof json,
             "{\"plan\":1,\"module\":\"acm\",\"resource\":\"www.example.com\",\"desired\":{"
             "\"domain_name\":\"www.example.com\",\"region\":\"us-east-1\",\"present\":false},"
             "\"actions\":[{"
             "\"kind\":\"DELETE_CERTIFICATE\",\"resource\":\"www.example.com\",\"payload\":{"
             "\"domain_name\":\"www.example.com\",\"region\":\"us-east-1\",\"mark\":true,\"tags_"
             "exact\":false,\"arn\":\"%s\"}}]}",
             dxaws_acm_result_arn(result));
    ck_ok(dxaws_plan_parse(json, &plan));
    DXAWS_AUTO(dxaws_error) error = dxaws_acm_manager_apply(manager, context, plan, NULL, &deleted);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_STATE);
    ck_assert_str_eq(dxaws_error_aws_code(error), "ResourceInUseException");
    ck_assert_ptr_nonnull(dxaws_error_find(error, "acm", DXAWS_ACM_ERROR_CERTIFICATE_IN_USE));
    ck_assert_ptr_nonnull(dxaws_error_find(error, "core", DXAWS_CORE_ERROR_SERVICE));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "distribution/E1"));
}
END_TEST

START_TEST(a_run_that_broke_off_anywhere_is_completed_by_the_next)
{
    /* Each time a little later: in every wait, and between the actions. */
    for (unsigned n = 0; n < 12; n++) {
        teardown();
        setup();
        DXAWS_AUTO(dxaws_acm_result) broken = NULL;
        DXAWS_AUTO(dxaws_acm_result) result = NULL;
        DXAWS_AUTO(dxaws_acm_current) current = NULL;
        DXAWS_AUTO(dxaws_context) brief = dxaws_context_new_child(context, 1 + n * 9 * 1000);
        dxaws_error_free(dxaws_acm_manager_execute(manager, brief, desired, NULL, &broken));
        execute(&result);
        ck_assert_int_eq(dxaws_acm_result_status(result), DXAWS_ACM_STATUS_ISSUED);
        ck_ok(dxaws_acm_manager_get_current(manager, context, desired, &current));
        char *text = dxaws_acm_current_format(current);
        ck_assert_ptr_nonnull(strstr(text, "\"record_shared_with\":[]")); /* no duplicate */
        free(text);
    }
}
END_TEST

START_TEST(a_destroy_that_broke_off_leaves_nothing_after_the_next)
{
    for (unsigned n = 0; n < 8; n++) {
        teardown();
        setup();
        DXAWS_AUTO(dxaws_acm_result) made = NULL;
        DXAWS_AUTO(dxaws_acm_result) broken = NULL;
        DXAWS_AUTO(dxaws_acm_result) gone = NULL;
        execute(&made);
        DXAWS_AUTO(dxaws_context) brief = dxaws_context_new_child(context, 1 + n * 5 * 1000);
        dxaws_error_free(dxaws_acm_manager_destroy(manager, brief, desired, NULL, &broken));
        ck_ok(dxaws_acm_manager_destroy(manager, context, desired, NULL, &gone));
        ck_assert(!dxaws_acm_result_exists(gone));
        ck_ok(dxaws_memory_begin(fixture.account, context));
        const char *zone = dxaws_memory_get(fixture.account, "route53", "zone", "Z1");
        ck_assert_ptr_null(strstr(zone, "acm-validations"));
        dxaws_memory_abort(fixture.account);
    }
}
END_TEST

START_TEST(of_two_zones_of_one_name_the_named_one_gets_the_record)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    put("route53", "zone", "Z2", ZONE("false", ""));
    DXAWS_AUTO(dxaws_error)
    error = dxaws_acm_manager_execute(manager, context, desired, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "AmbiguousHostedZone");
    dxaws_acm_desired_set_zone(desired, "Z2");
    execute(&result);
    ck_assert_int_eq(dxaws_acm_result_status(result), DXAWS_ACM_STATUS_ISSUED);
    ck_ok(dxaws_memory_begin(fixture.account, context));
    ck_assert_ptr_null(strstr(dxaws_memory_get(fixture.account, "route53", "zone", "Z1"), "acm-"));
    ck_assert_ptr_nonnull(
        strstr(dxaws_memory_get(fixture.account, "route53", "zone", "Z2"), "acm-"));
    dxaws_memory_abort(fixture.account);
}
END_TEST

START_TEST(a_zone_that_is_not_there_is_told_before_the_request)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_acm_desired_set_zone(desired, "Z9");
    DXAWS_AUTO(dxaws_error) error = dxaws_acm_manager_plan(manager, context, desired, NULL, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_NOT_FOUND);
}
END_TEST

/* Unset: found by its name. */
static const char *const zone_options[] = {NULL, "Z1", "example.com"};

START_TEST(a_zone_of_an_aws_service_is_refused_before_the_request)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    json_t *zone = json_loads(ZONE("false", ""), 0, NULL);
    json_object_set_new(zone, "linked_service", json_string("servicediscovery.amazonaws.com"));
    char *text = json_dumps(zone, 0);
    put("route53", "zone", "Z1", text);
    free(text);
    json_decref(zone);
    dxaws_acm_desired_set_zone(desired, zone_options[_i]);
    DXAWS_AUTO(dxaws_error) error = dxaws_acm_manager_plan(manager, context, desired, NULL, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "LinkedServiceZone");
}
END_TEST

START_TEST(an_injected_fault_is_told)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    dxaws_memory_account_fail_next(fixture.account, "acm", 1);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_acm_manager_execute(manager, context, desired, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_UNAVAILABLE);
}
END_TEST

/* Gives the only certificate a member, which is taken over; its ARN, which the caller frees. */
static char *change_certificate(const char *member, json_t *value)
{
    const char *arn, *json;
    ck_ok(dxaws_memory_begin(fixture.account, context));
    ck_assert(dxaws_memory_at(fixture.account, "acm", "certificate", 0, &arn, &json));
    json_t *certificate = json_loads(json, 0, NULL);
    char *id = strdup(arn);
    dxaws_memory_abort(fixture.account);
    json_object_set_new(certificate, member, value);
    char *text = json_dumps(certificate, 0);
    put("acm", "certificate", id, text);
    free(text);
    json_decref(certificate);
    return id;
}

/* As it is said of a certificate of the account. */
START_TEST(a_renewal_that_fails_is_told)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    execute(&result);
    char *id = change_certificate("renewal_status", json_string("FAILED"));
    ck_ok(dxaws_acm_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
    const dxaws_left *left = dxaws_plan_left_at(plan, 0);
    ck_assert_ptr_nonnull(left);
    ck_assert_str_eq(dxaws_left_identity(left), id);
    ck_assert_ptr_nonnull(strstr(dxaws_left_why(left), "(FAILED)"));
    free(id);
}
END_TEST

/* It was told when it was validated, or nothing could be planned about it. */
START_TEST(an_issued_certificate_has_its_record_told_however_young)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    execute(&result);
    put("route53", "zone", "Z1", ZONE("false", ""));
    free(change_certificate("created_ms", json_integer(dxaws_context_now_ms(context))));
    ck_ok(dxaws_acm_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(plan, 0)), "PUT_VALIDATION_RECORD");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("memory");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, an_issue_takes_as_long_as_it_does);
    tcase_add_test(tests, a_record_in_a_private_zone_proves_nothing);
    tcase_add_test(tests, a_record_with_another_value_proves_nothing);
    tcase_add_test(tests, validation_times_out_after_three_days);
    tcase_add_test(tests, a_certificate_that_was_not_renewed_is_replaced_in_time);
    tcase_add_test(tests, a_token_lives_for_an_hour);
    tcase_add_test(tests, a_certificate_in_use_cannot_be_deleted);
    tcase_add_test(tests, a_run_that_broke_off_anywhere_is_completed_by_the_next);
    tcase_add_test(tests, a_destroy_that_broke_off_leaves_nothing_after_the_next);
    tcase_add_test(tests, of_two_zones_of_one_name_the_named_one_gets_the_record);
    tcase_add_test(tests, a_zone_that_is_not_there_is_told_before_the_request);
    tcase_add_loop_test(tests, a_zone_of_an_aws_service_is_refused_before_the_request, 0, 3);
    tcase_add_test(tests, a_renewal_that_fails_is_told);
    tcase_add_test(tests, an_issued_certificate_has_its_record_told_however_young);
    tcase_add_test(tests, an_injected_fault_is_told);
    return run_suite("memory", tests);
}
