/* SPDX-License-Identifier: MIT */
/* A site from nothing to Deployed and back, on the simulated account. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static const char *text_of(const json_t *document, const char *name)
{
    return json_string_value(json_object_get(document, name));
}

static json_t *first_alias(struct fixture *fixture)
{
    json_t *zone = first_of(fixture, "route53", "zone", NULL);
    json_t *found = NULL;
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, "records"), index, record) {
        json_t *alias = json_object_get(record, "alias");
        found = found || alias == NULL ? found : json_incref(alias);
    }
    json_decref(zone);
    return found;
}

START_TEST(a_site_is_made_from_nothing)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_t *result = converge(&fixture);
    assert_one_site(&fixture);
    ck_assert_str_eq(text_of(result, "url"), "https://" DOMAIN "/");
    ck_assert_str_eq(text_of(result, "bucket"), BUCKET);
    ck_assert_str_eq(text_of(result, "status"), "Deployed");
    ck_assert_ptr_nonnull(strstr(text_of(result, "certificate_arn"), ":acm:us-east-1:"));
    json_t *certificate = first_of(&fixture, "acm", "certificate", NULL);
    ck_assert_str_eq(text_of(certificate, "domain_name"), DOMAIN);
    json_t *alias = first_alias(&fixture);
    const char *target = text_of(result, "distribution_domain_name");
    ck_assert_int_eq(strncmp(text_of(alias, "dns_name"), target, strlen(target)), 0);
    ck_assert_uint_eq(json_array_size(json_object_get(result, "records")), 2);
    json_t *bucket = first_of(&fixture, "s3", "bucket", NULL);
    char *policy = json_dumps(json_object_get(bucket, "policy"), 0);
    json_t *distribution = first_of(&fixture, "cloudfront", "distribution", NULL);
    ck_assert_ptr_nonnull(strstr(policy, text_of(result, "distribution_id")));
    json_decref(distribution);
    free(policy);
    json_decref(bucket);
    json_decref(alias);
    json_decref(certificate);
    json_decref(result);
    fixture_close(&fixture);
}
END_TEST

START_TEST(the_first_plan_shows_everything_in_order)
{
    struct fixture fixture;
    fixture_open(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    char *kinds = planned_kinds(&fixture);
    ck_assert_str_eq(kinds,
                     "s3.CREATE_BUCKET s3.PUT_PUBLIC_ACCESS_BLOCK s3.PUT_VERSIONING s3.PUT_TAGS "
                     "acm.REQUEST_CERTIFICATE acm.WAIT_VALIDATION_RECORD acm.PUT_VALIDATION_RECORD "
                     "acm.WAIT_ISSUED cloudfront.CREATE_OAC cloudfront.CREATE_DISTRIBUTION "
                     "s3.PUT_POLICY cloudfront.WAIT_DEPLOYED dns.CHANGE_RECORDS dns.WAIT_INSYNC");
    free(kinds);
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
    char *kinds = planned_kinds(&fixture);
    ck_assert_str_eq(kinds, "");
    free(kinds);
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
    must(dxaws_website_plan_from(fixture.desired, current, &one));
    must(dxaws_website_plan_from(fixture.desired, current, &other));
    ck_assert_uint_eq(calls_so_far(&fixture), calls);
    ck_assert_str_eq(dxaws_plan_hash(one), dxaws_plan_hash(other));
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, &read));
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

START_TEST(a_saved_plan_is_applied_as_it_was_shown)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) saved = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, &plan));
    must(dxaws_plan_parse(dxaws_plan_format(plan), &saved));
    must(dxaws_website_manager_apply(fixture.website, fixture.context, saved, &result));
    ck_assert_str_eq(dxaws_website_result_status(result), "Deployed");
    assert_one_site(&fixture);
    char *kinds = planned_kinds(&fixture);
    ck_assert_str_eq(kinds, "");
    free(kinds);
    fixture_close(&fixture);
}
END_TEST

START_TEST(an_old_plan_makes_nothing_twice)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, &plan));
    json_decref(converge(&fixture));
    dxaws_error_free(dxaws_website_manager_apply(fixture.website, fixture.context, plan, &result));
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
    error = dxaws_website_manager_apply(fixture.website, fixture.context, plan, &result);
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
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, &plan));
    json_t *document = json_loads(dxaws_plan_format(plan), 0, NULL);
    json_array_remove(json_object_get(document, "actions"), 0);
    char *text = json_dumps(document, 0);
    must(dxaws_plan_parse(text, &cut));
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_apply(fixture.website, fixture.context, cut, &result);
    ck_assert_ptr_nonnull(error);
    const dxaws_error *last = error;
    while (dxaws_error_cause(last) != NULL) {
        last = dxaws_error_cause(last);
    }
    ck_assert_str_eq(dxaws_error_code(last), "MoreThanPlanned");
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 0);
    free(text);
    json_decref(document);
    fixture_close(&fixture);
}
END_TEST

START_TEST(destroy_leaves_nothing)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_decref(converge(&fixture));
    dxaws_website_desired_set_allow_destroy(fixture.desired, SITE);
    for (int again = 0; again < 2; again++) {
        DXAWS_AUTO(dxaws_website_result) result = NULL;
        uint64_t writes = writes_so_far(&fixture);
        must(dxaws_website_manager_destroy(fixture.website, fixture.context, fixture.desired,
                                           &result));
        ck_assert_str_eq(dxaws_website_result_status(result), "Absent");
        ck_assert_ptr_null(dxaws_website_result_url(result));
        ck_assert_ptr_null(dxaws_website_result_bucket(result));
        ck_assert_ptr_null(dxaws_website_result_certificate_arn(result));
        ck_assert_ptr_null(dxaws_website_result_distribution_id(result));
        assert_no_site(&fixture);
        ck_assert(again == 0 || writes_so_far(&fixture) == writes);
    }
    fixture_close(&fixture);
}
END_TEST

/* allow_destroy, protect, and whether the site may be destroyed */
static const struct {
    const char *allow;
    bool protect;
    bool destroyed;
} protections[] = {
    {NULL, true, false}, {"other", true, false}, {"", true, false},
    {SITE, true, true},  {NULL, false, true},
};

START_TEST(a_protected_site_is_destroyed_by_its_name_only)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_decref(converge(&fixture));
    uint64_t calls = calls_so_far(&fixture);
    dxaws_website_desired_set_protect(fixture.desired, protections[_i].protect);
    dxaws_website_desired_set_allow_destroy(fixture.desired, protections[_i].allow);
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error =
        dxaws_website_manager_destroy(fixture.website, fixture.context, fixture.desired, &result);
    if (protections[_i].destroyed) {
        ck_assert_ptr_null(error);
        assert_no_site(&fixture);
    } else {
        ck_assert_ptr_nonnull(error);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_REFUSED);
        ck_assert_uint_eq(calls_so_far(&fixture), calls);
        assert_one_site(&fixture);
    }
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_dry_run_writes_nothing)
{
    struct fixture fixture;
    fixture_open_dry_run(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    json_t *result = converge(&fixture);
    ck_assert_str_eq(text_of(result, "url"), "https://" DOMAIN "/");
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    assert_no_site(&fixture);
    json_decref(result);
    fixture_close(&fixture);
}
END_TEST

START_TEST(records_are_left_alone_where_dns_is_not_managed)
{
    struct fixture fixture;
    fixture_open(&fixture);
    dxaws_website_desired_set_manage_dns(fixture.desired, false);
    json_t *result = converge(&fixture);
    ck_assert_uint_eq(record_count(&fixture, "A") + record_count(&fixture, "AAAA"), 0);
    const json_t *record = json_array_get(json_object_get(result, "records"), 0);
    ck_assert_str_eq(text_of(record, "name"), DOMAIN);
    ck_assert_str_eq(text_of(record, "value"), text_of(result, "distribution_domain_name"));
    json_decref(result);
    fixture_close(&fixture);
}
END_TEST

/* What each level waits for, when nothing but the distribution changes. */
static const struct {
    const char *wait;
    const char *status;
    bool waits_at_first;
} waits[] = {
    {"none", "InProgress", false},
    {"accepted", "InProgress", true},
    {"deployed", "Deployed", true},
};

START_TEST(each_level_waits_as_long_as_it_says)
{
    struct fixture fixture;
    fixture_open(&fixture);
    dxaws_website_desired_set_wait(fixture.desired, waits[_i].wait);
    json_t *first = converge(&fixture);
    ck_assert_str_eq(text_of(first, "status"),
                     waits[_i].waits_at_first ? "Deployed" : "InProgress");
    dxaws_website_desired_set_fallback(fixture.desired, "spa");
    json_t *second = converge(&fixture);
    ck_assert_str_eq(text_of(second, "status"), waits[_i].status);
    json_decref(first);
    json_decref(second);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lifecycle");
    TCase *tests = tcase_create("lifecycle");
    tcase_add_test(tests, a_site_is_made_from_nothing);
    tcase_add_test(tests, the_first_plan_shows_everything_in_order);
    tcase_add_test(tests, the_second_plan_is_empty_and_writes_nothing);
    tcase_add_test(tests, planning_is_pure_and_deterministic);
    tcase_add_test(tests, a_saved_plan_is_applied_as_it_was_shown);
    tcase_add_test(tests, an_old_plan_makes_nothing_twice);
    tcase_add_test(tests, a_plan_of_another_module_is_refused);
    tcase_add_test(tests, a_plan_with_an_action_taken_out_does_not_do_more);
    tcase_add_test(tests, destroy_leaves_nothing);
    tcase_add_loop_test(tests, a_protected_site_is_destroyed_by_its_name_only, 0,
                        sizeof protections / sizeof *protections);
    tcase_add_test(tests, a_dry_run_writes_nothing);
    tcase_add_test(tests, records_are_left_alone_where_dns_is_not_managed);
    tcase_add_loop_test(tests, each_level_waits_as_long_as_it_says, 0,
                        sizeof waits / sizeof *waits);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
