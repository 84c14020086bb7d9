/* SPDX-License-Identifier: MIT */
/* A certificate of a name that no hosted zone of the account holds: its record is made elsewhere.
 */
#include <dxaws/dns-providers.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "on-memory.h"

#define DOMAIN "www.elsewhere.example"
enum { FEW_LOOKS_MS = 20 * 60 * 1000 };

static void setup(void)
{
    open_for(DOMAIN);
    dxaws_acm_desired_set_record_elsewhere(desired, true);
}

/* Waits some time only; the error, which the test expects to be that the time is up. */
static dxaws_error *execute_for_a_while(void)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_timeout_ms(options, "WAIT_ISSUED", FEW_LOOKS_MS);
    return dxaws_acm_manager_execute(manager, context, desired, options, &result);
}

static void look(dxaws_acm_current **current)
{
    dxaws_acm_current_free(*current);
    *current = NULL;
    ck_ok(dxaws_acm_manager_get_current(manager, context, desired, current));
}

/* As whoever runs the DNS of the name would. */
static void make_record(const char *value)
{
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    look(&current);
    const char *name = dxaws_acm_current_validation_record_name(current);
    value = value ? value : dxaws_acm_current_validation_record_value(current);
    ck_ok(dxaws_dns_memory_create_cname_elsewhere(fixture.account, context, name, value));
}

START_TEST(who_waits_is_told_which_record_to_make)
{
    DXAWS_AUTO(dxaws_error) error = execute_for_a_while();
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    char record[400];
    ck_assert_ptr_nonnull(error);
    look(&current);
    snprintf(record, sizeof record, "make the record %s CNAME %s where the DNS of that name is run",
             dxaws_acm_current_validation_record_name(current),
             dxaws_acm_current_validation_record_value(current));
    ck_assert_msg(strstr(dxaws_error_message(error), record), "%s", dxaws_error_message(error));
    const dxaws_error *cause = dxaws_error_cause(error);
    ck_assert_int_eq(dxaws_error_get_kind(cause ? cause : error), DXAWS_ERROR_TIMEOUT);
    ck_assert_str_eq(dxaws_acm_current_ownership(current), "made");
}
END_TEST

/* The second run goes on: it requests none besides, and ends once ACM has seen the record. */
START_TEST(the_record_of_elsewhere_issues_it)
{
    DXAWS_AUTO(dxaws_error) error = execute_for_a_while();
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_assert_ptr_nonnull(error);
    look(&current);
    make_record(NULL);
    ck_ok(dxaws_acm_manager_execute(manager, context, desired, NULL, &result));
    ck_assert_str_eq(dxaws_acm_result_arn(result), dxaws_acm_current_arn(current));
    ck_assert_int_eq(dxaws_acm_result_status(result), DXAWS_ACM_STATUS_ISSUED);
    ck_ok(dxaws_acm_manager_plan(manager, context, desired, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
}
END_TEST

START_TEST(a_record_that_leads_elsewhere_proves_nothing)
{
    DXAWS_AUTO(dxaws_error) error = execute_for_a_while();
    ck_assert_ptr_nonnull(error);
    make_record("_0.acm-validations.aws");
    DXAWS_AUTO(dxaws_error) again = execute_for_a_while();
    ck_assert_ptr_nonnull(again);
    ck_assert_int_eq(dxaws_error_get_kind(again), DXAWS_ERROR_TIMEOUT);
}
END_TEST

START_TEST(a_destroy_names_the_record)
{
    DXAWS_AUTO(dxaws_error) error = execute_for_a_while();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    const dxaws_left *left;
    ck_assert_ptr_nonnull(error);
    look(&current);
    dxaws_acm_desired_set_present(desired, false);
    ck_ok(dxaws_acm_manager_plan(manager, context, desired, NULL, &plan));
    left = dxaws_plan_left_at(plan, 0);
    ck_assert_ptr_nonnull(left);
    ck_assert_str_eq(dxaws_left_kind(left), "record");
    ck_assert(strstr(dxaws_left_identity(left), dxaws_acm_current_validation_record_name(
                                                    current)) == dxaws_left_identity(left));
    ck_assert_str_eq(dxaws_left_remedy(left), "delete it where the DNS of that name is run");
    ck_ok(dxaws_acm_manager_apply(manager, context, plan, NULL, &result));
    ck_assert(!dxaws_acm_result_exists(result));
}
END_TEST

/* A zone that is named is to be there, and without the switch all is as it was. */
START_TEST(nothing_is_requested_that_was_not_to_be)
{
    if (_i == 0) {
        dxaws_acm_desired_unset_record_elsewhere(desired);
    } else {
        dxaws_acm_desired_set_zone(desired, "elsewhere.example");
    }
    DXAWS_AUTO(dxaws_error) error = execute_for_a_while();
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "HostedZoneNotFound");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("elsewhere");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, who_waits_is_told_which_record_to_make);
    tcase_add_test(cases, the_record_of_elsewhere_issues_it);
    tcase_add_test(cases, a_record_that_leads_elsewhere_proves_nothing);
    tcase_add_test(cases, a_destroy_names_the_record);
    tcase_add_loop_test(cases, nothing_is_requested_that_was_not_to_be, 0, 2);
    return run_suite("acm elsewhere", cases);
}
