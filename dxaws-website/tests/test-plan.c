/* SPDX-License-Identifier: MIT */
/* Plans of a whole site: complete, pure, saved, and never exceeded. */
#include <check.h>
#include <dxaws/extend/tree.h>
#include <stdlib.h>

#include "fixture.h"

START_TEST(the_first_plan_shows_everything_in_order)
{
    struct fixture fixture;
    fixture_open(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    assert_kinds(&fixture,
                 "s3.CREATE_BUCKET s3.PUT_PUBLIC_ACCESS_BLOCK s3.PUT_VERSIONING "
                 "acm.REQUEST_CERTIFICATE acm.WAIT_VALIDATION_RECORD acm.MARK_VALIDATION_RECORD "
                 "acm.PUT_VALIDATION_RECORD "
                 "acm.WAIT_ISSUED cloudfront.CREATE_OAC cloudfront.CREATE_DISTRIBUTION "
                 "s3.PUT_POLICY cloudfront.WAIT_DEPLOYED dns.CHANGE_RECORDS dns.WAIT_INSYNC");
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    fixture_close(&fixture);
}
END_TEST

START_TEST(the_second_plan_is_empty_and_writes_nothing)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_t *first = converge(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    uint64_t calls = calls_so_far(&fixture);
    assert_kinds(&fixture, "");
    uint64_t planning = calls_so_far(&fixture) - calls;
    ck_assert_uint_le(planning, 20);
    json_t *second = converge(&fixture);
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    /* Applying nothing reads nothing that planning has not read. */
    ck_assert_uint_eq(calls_so_far(&fixture) - calls, 2 * planning);
    ck_assert(json_equal(first, second));
    json_decref(first);
    json_decref(second);
    fixture_close(&fixture);
}
END_TEST

START_TEST(planning_is_pure_and_deterministic)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_website_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) one = NULL;
    DXAWS_AUTO(dxaws_plan) other = NULL;
    DXAWS_AUTO(dxaws_plan) read = NULL;
    must(dxaws_website_manager_get_current(fixture.website, fixture.context, fixture.desired,
                                           &current));
    uint64_t calls = calls_so_far(&fixture);
    must(dxaws_website_desired_plan(fixture.desired, current, NULL, &one));
    must(dxaws_website_desired_plan(fixture.desired, current, NULL, &other));
    ck_assert_uint_eq(calls_so_far(&fixture), calls);
    ck_assert_str_eq(dxaws_plan_hash(one), dxaws_plan_hash(other));
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &read));
    ck_assert_str_eq(dxaws_plan_hash(one), dxaws_plan_hash(read));
    ck_assert(!dxaws_plan_is_complete(one));
    char *shown = dxaws_website_current_format(current);
    json_t *document = json_loads(shown, 0, NULL);
    ck_assert_uint_eq(json_object_size(document), 4);
    json_decref(document);
    free(shown);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_plan_from_another_read_is_refused)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_website_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_website_desired_set_manage_dns(fixture.desired, false);
    must(dxaws_website_manager_get_current(fixture.website, fixture.context, fixture.desired,
                                           &current));
    dxaws_website_desired_set_manage_dns(fixture.desired, true);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_desired_plan(fixture.desired, current, NULL, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "NotObserved");
    fixture_close(&fixture);
}
END_TEST

START_TEST(no_context_means_no_limits)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(dxaws_website_manager_plan(fixture.website, NULL, fixture.desired, NULL, &plan));
    ck_assert_uint_gt(dxaws_plan_count(plan), 10);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_saved_plan_is_applied_as_it_was_shown)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) saved = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    must(dxaws_plan_parse(dxaws_plan_text(plan), &saved));
    must(dxaws_website_manager_apply(fixture.website, fixture.context, saved, NULL, &result));
    ck_assert_int_eq(dxaws_website_result_status(result), DXAWS_WEBSITE_STATUS_DEPLOYED);
    ck_assert_str_eq(dxaws_website_status_name(DXAWS_WEBSITE_STATUS_DEPLOYED), "Deployed");
    ck_assert_str_eq(dxaws_website_result_domain(result), "www.example.com");
    ck_assert_str_eq(dxaws_website_result_region(result),
                     dxaws_website_desired_region(fixture.desired));
    ck_assert_uint_eq(dxaws_website_result_record_count(result), 2);
    const dxaws_website_record *record = dxaws_website_result_record_at(result, 1);
    ck_assert_str_eq(dxaws_website_record_type(record), "AAAA");
    ck_assert_ptr_nonnull(strstr(dxaws_website_record_name(record), "www.example.com"));
    ck_assert_str_eq(dxaws_website_record_value(record),
                     dxaws_website_result_distribution_domain_name(result));
    ck_assert_ptr_null(dxaws_website_result_record_at(result, 2));
    assert_one_site(&fixture);
    assert_kinds(&fixture, "");
    fixture_close(&fixture);
}
END_TEST

START_TEST(an_old_plan_makes_nothing_twice)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    json_decref(converge(&fixture));
    dxaws_error_free(
        dxaws_website_manager_apply(fixture.website, fixture.context, plan, NULL, &result));
    assert_one_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_plan_of_another_module_is_refused)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(dxaws_plan_parse("{\"plan\":1,\"module\":\"s3\",\"resource\":\"b\",\"actions\":[]}",
                          &plan));
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_apply(fixture.website, fixture.context, plan, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_plan_with_an_action_taken_out_does_not_do_more)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) cut = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    json_t *document = dxaws_tree_copy(dxaws_plan_tree(plan));
    json_array_remove(json_object_get(document, "actions"), 0);
    char *text = json_dumps(document, 0);
    must(dxaws_plan_parse(text, &cut));
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_apply(fixture.website, fixture.context, cut, NULL, &result);
    ck_assert_ptr_nonnull(error);
    const dxaws_error *last = last_cause(error);
    ck_assert_str_eq(dxaws_error_code(last), "MoreThanPlanned");
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 0);
    free(text);
    json_decref(document);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("plan");
    tcase_add_test(tests, the_first_plan_shows_everything_in_order);
    tcase_add_test(tests, the_second_plan_is_empty_and_writes_nothing);
    tcase_add_test(tests, planning_is_pure_and_deterministic);
    tcase_add_test(tests, a_plan_from_another_read_is_refused);
    tcase_add_test(tests, no_context_means_no_limits);
    tcase_add_test(tests, a_saved_plan_is_applied_as_it_was_shown);
    tcase_add_test(tests, an_old_plan_makes_nothing_twice);
    tcase_add_test(tests, a_plan_of_another_module_is_refused);
    tcase_add_test(tests, a_plan_with_an_action_taken_out_does_not_do_more);
    return run_suite("plan", tests);
}
