/* SPDX-License-Identifier: MIT */
/* A site from nothing to Deployed and back, on the simulated account. */
#include <check.h>
#include <dxaws/extend/tree.h>
#include <stdio.h>
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

/* A kind of action with its module, and as plans are shown. */
static const char *const spelled[] = {"acm.WAIT_ISSUED", "WAIT_ISSUED"};

START_TEST(a_wait_that_timed_out_goes_on_in_the_next_run)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_timeout_ms(options, spelled[_i], 20000);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired,
                                          options, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "step certificate failed"));
    const dxaws_error *last = last_cause(error);
    ck_assert_int_eq(dxaws_error_get_kind(last), DXAWS_ERROR_TIMEOUT);
    DXAWS_AUTO(dxaws_apply_options) only = dxaws_apply_options_new();
    dxaws_apply_options_set_stop_after(only, spelled[_i]);
    fixture.options = only;
    json_decref(converge(&fixture));
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 0);
    fixture.options = NULL;
    json_decref(converge(&fixture));
    assert_one_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* The website's own events, one a line. */
struct heard {
    char text[8192];
};

static void hear(void *self, const dxaws_event *event)
{
    struct heard *heard = self;
    if (strcmp(dxaws_event_source(event), "dxaws.website") == 0) {
        json_t *fields = json_loads(dxaws_event_fields(event), 0, NULL);
        const char *step = text_of(fields, "step");
        const char *status = text_of(fields, "status");
        const char *outcome = text_of(fields, "outcome");
        size_t length = strlen(heard->text);
        snprintf(heard->text + length, sizeof heard->text - length, "%s%s%s%s%s%s%s%s\n",
                 dxaws_event_get_level(event) == DXAWS_EVENT_ERROR  ? "error: "
                 : dxaws_event_get_level(event) == DXAWS_EVENT_INFO ? ""
                                                                    : "another level: ",
                 dxaws_event_type(event), step ? " " : "", step ? step : "", status ? " " : "",
                 status ? status : "", outcome ? " " : "", outcome ? outcome : "");
        json_decref(fields);
    }
}

START_TEST(events_tell_of_each_step)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = hear};
    static const char *const expected[] = {
        "manager.plan.start\nmanager.plan.done\nmanager.apply.start\n",
        "manager.apply.progress bucket start\n",
        "manager.apply.progress certificate done\n",
        "manager.apply.progress distribution start\nmanager.apply.progress distribution done\n",
        "manager.apply.progress policy done\n",
        "manager.apply.progress records start\nmanager.apply.progress records done\n",
        "records done\nmanager.apply.done applied\nmanager.execute.done applied\n"};
    struct heard heard = {""};
    struct fixture fixture;
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    fixture_open(&fixture);
    must(dxaws_sink_new(&ops, &heard, &sink));
    dxaws_context_set_sink(fixture.context, sink);
    json_decref(converge(&fixture));
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        ck_assert_msg(strstr(heard.text, expected[i]) != NULL, "not among the events:\n%s\n%s",
                      expected[i], heard.text);
    }
    heard.text[0] = '\0';
    json_decref(converge(&fixture));
    ck_assert_str_eq(heard.text, "manager.plan.start\nmanager.plan.done\nmanager.apply.start\n"
                                 "manager.apply.done noop\nmanager.execute.done noop\n");
    fixture_close(&fixture);
}
END_TEST

/* A step that fails is told of at the level of errors, as is what it ends, and nothing else is. */
START_TEST(failures_are_told_as_errors)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = hear};
    struct heard heard = {""};
    struct fixture fixture;
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_timeout_ms(options, "acm.WAIT_ISSUED", 1000);
    fixture_open(&fixture);
    must(dxaws_sink_new(&ops, &heard, &sink));
    dxaws_context_set_sink(fixture.context, sink);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired,
                                          options, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(heard.text, "\nerror: manager.apply.progress certificate ") != NULL, "%s",
                  heard.text);
    ck_assert_msg(strstr(heard.text, "\nmanager.apply.progress certificate start\n") != NULL, "%s",
                  heard.text);
    ck_assert_msg(strstr(heard.text, "\nerror: manager.apply.done") != NULL, "%s", heard.text);
    ck_assert_ptr_null(strstr(heard.text, "another level"));
    ck_assert_ptr_null(strstr(heard.text, "error: manager.apply.start"));
    fixture_close(&fixture);
}
END_TEST

START_TEST(destroy_leaves_nothing)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_allow_destroy(options, SITE);
    for (int again = 0; again < 2; again++) {
        DXAWS_AUTO(dxaws_website_result) result = NULL;
        uint64_t writes = writes_so_far(&fixture);
        must(dxaws_website_manager_destroy(fixture.website, fixture.context, fixture.desired,
                                           options, &result));
        ck_assert_int_eq(dxaws_website_result_status(result), DXAWS_WEBSITE_STATUS_ABSENT);
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

START_TEST(what_destroy_removes_is_not_said_to_be_left)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_allow_destroy(options, SITE);
    dxaws_website_desired_set_present(fixture.desired, false);
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, options,
                                    &plan));
    ck_assert_ptr_null(json_object_get(dxaws_plan_tree(plan), "left"));
    fixture_close(&fixture);
}
END_TEST

/* allow_destroy, protect, and whether the site may be destroyed */
static const struct {
    const char *allow;
    bool protect;
    bool destroyed;
} protections[] = {
    {NULL, true, false},
    {"other", true, false},
    {SITE, true, true},
    {NULL, false, true},
};

START_TEST(a_protected_site_is_destroyed_by_its_name_only)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    uint64_t calls = calls_so_far(&fixture);
    dxaws_website_desired_set_protect(fixture.desired, protections[_i].protect);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_allow_destroy(options, protections[_i].allow);
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_destroy(fixture.website, fixture.context, fixture.desired,
                                          options, &result);
    if (protections[_i].destroyed) {
        ck_assert_ptr_null(error);
        assert_no_site(&fixture);
    } else {
        ck_assert_ptr_nonnull(error);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_REFUSED);
        ck_assert_uint_eq(writes_so_far(&fixture), writes);
        ck_assert(protections[_i].allow != NULL || calls_so_far(&fixture) == calls);
        assert_one_site(&fixture);
    }
    fixture_close(&fixture);
}
END_TEST

/* Somebody else chose the same name for a site: with another domain, or to be destroyed. */
START_TEST(a_name_goes_off_the_air_only_when_it_is_said)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want(&fixture,
         "{\"site\":\"" SITE "\",\"domain\":\"shop.example.com\",\"region\":\"eu-west-1\"}");
    for (int allowed = 0; allowed < 3; allowed++) {
        static const char *const names[] = {NULL, SITE, DOMAIN};
        uint64_t writes = writes_so_far(&fixture);
        DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        DXAWS_AUTO(dxaws_website_result) result = NULL;
        dxaws_apply_options_set_allow_destroy(options, names[allowed]);
        DXAWS_AUTO(dxaws_error)
        moved = dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired,
                                           options, &plan);
        DXAWS_AUTO(dxaws_error)
        gone = dxaws_website_manager_destroy(fixture.website, fixture.context, fixture.desired,
                                             options, &result);
        if (names[allowed] != NULL && strcmp(names[allowed], DOMAIN) == 0) {
            ck_assert_ptr_null(moved);
            ck_assert_ptr_null(gone);
            assert_no_site(&fixture);
        } else {
            ck_assert_int_eq(dxaws_error_get_kind(moved), DXAWS_ERROR_REFUSED);
            ck_assert_str_eq(dxaws_error_resource(moved), DOMAIN);
            ck_assert_int_eq(dxaws_error_get_kind(gone), DXAWS_ERROR_REFUSED);
            ck_assert_uint_eq(writes_so_far(&fixture), writes);
        }
    }
    fixture_close(&fixture);
}
END_TEST

START_TEST(the_zone_that_is_named_holds_all_records)
{
    struct fixture fixture;
    fixture_open(&fixture);
    char *second = NULL;
    must(dxaws_dns_memory_create_zone(fixture.account, fixture.context, "example.com", false,
                                      &second));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error)
    error =
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), second));
    /* The first of the account's zones, where the fixture looks for records. */
    dxaws_website_desired_set_zone(fixture.desired, fixture.zone_id);
    json_decref(converge(&fixture));
    assert_one_site(&fixture);
    char *kinds = planned_kinds(&fixture);
    ck_assert_str_eq(kinds, "");
    destroy(&fixture);
    assert_no_site(&fixture);
    free(kinds);
    free(second);
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
    dxaws_wait wait;
    const char *status;
    bool waits_at_first;
} waits[] = {
    {DXAWS_WAIT_NONE, "InProgress", false},
    {DXAWS_WAIT_DEFAULT, "InProgress", true},
    {DXAWS_WAIT_ACCEPTED, "InProgress", true},
    {DXAWS_WAIT_DEPLOYED, "Deployed", true},
};

START_TEST(each_level_waits_as_long_as_it_says)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(options, waits[_i].wait);
    fixture.options = options;
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
    TCase *tests = tcase_create("lifecycle");
    tcase_add_test(tests, a_site_is_made_from_nothing);
    tcase_add_loop_test(tests, a_wait_that_timed_out_goes_on_in_the_next_run, 0, 2);
    tcase_add_test(tests, events_tell_of_each_step);
    tcase_add_test(tests, failures_are_told_as_errors);
    tcase_add_test(tests, destroy_leaves_nothing);
    tcase_add_test(tests, what_destroy_removes_is_not_said_to_be_left);
    tcase_add_loop_test(tests, a_protected_site_is_destroyed_by_its_name_only, 0,
                        sizeof protections / sizeof *protections);
    tcase_add_test(tests, a_name_goes_off_the_air_only_when_it_is_said);
    tcase_add_test(tests, the_zone_that_is_named_holds_all_records);
    tcase_add_test(tests, a_dry_run_writes_nothing);
    tcase_add_test(tests, records_are_left_alone_where_dns_is_not_managed);
    tcase_add_loop_test(tests, each_level_waits_as_long_as_it_says, 0,
                        sizeof waits / sizeof *waits);
    return run_suite("lifecycle", tests);
}
