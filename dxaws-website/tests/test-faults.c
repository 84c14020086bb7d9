/* SPDX-License-Identifier: MIT */
/* Stopped at any moment, the next run completes the site, and nothing is there twice. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static const char *const services[] = {"s3", "acm", "route53", "cloudfront"};
enum { SERVICE_COUNT = sizeof services / sizeof *services, FOR_EVER = 1000000 };

static void inject(struct fixture *fixture, unsigned count)
{
    for (size_t i = 0; i < SERVICE_COUNT; i++) {
        dxaws_memory_account_fail_next(fixture->account, services[i], count);
    }
}

static void fail_once(void *self)
{
    inject(self, 1);
}

/* As when the process is killed: nothing works from here on. */
static void fail_for_ever(void *self)
{
    inject(self, FOR_EVER);
}

static void cancel(void *self)
{
    dxaws_context_cancel(((struct fixture *)self)->context);
}

/* Acts at the nth look at the clock from now, which is at least once in each simulated call. */
static void act_at(struct fixture *fixture, long long look, void (*act)(void *self))
{
    fixture->clock.act = act;
    fixture->clock.act_self = fixture;
    fixture->clock.act_at = atomic_load(&fixture->clock.looks) + look;
}

/* Runs once to its end, to know how many looks there are. */
static long long looks_of(bool destroying)
{
    struct fixture fixture;
    fixture_open(&fixture);
    long long before = atomic_load(&fixture.clock.looks);
    json_decref(converge(&fixture));
    long long created = atomic_load(&fixture.clock.looks);
    if (destroying) {
        DXAWS_AUTO(dxaws_website_result) result = NULL;
        dxaws_website_desired_set_protect(fixture.desired, false);
        must(dxaws_website_manager_destroy(fixture.website, fixture.context, fixture.desired, NULL,
                                           &result));
        before = created;
    }
    long long looks = atomic_load(&fixture.clock.looks) - before;
    fixture_close(&fixture);
    ck_assert_int_gt(looks, 10);
    return looks;
}

/* What the site serves may be another name by now: a refusal says which one to allow. */
static dxaws_error *destroy_as_told(struct fixture *fixture, dxaws_website_result **result)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_error *error = dxaws_website_manager_destroy(fixture->website, fixture->context,
                                                       fixture->desired, NULL, result);
    if (error == NULL || strcmp(dxaws_error_code(error), DXAWS_WEBSITE_ERROR_PROTECTED_SITE) != 0) {
        return error;
    }
    dxaws_apply_options_set_allow_destroy(options, dxaws_error_resource(error));
    dxaws_error_free(error);
    return dxaws_website_manager_destroy(fixture->website, fixture->context, fixture->desired,
                                         options, result);
}

static char last_error[1000]; /* of the last run; "" */

/* Returns whether the run was stopped. */
static bool stopped(struct fixture *fixture, bool destroying)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error = destroying ? destroy_as_told(fixture, &result)
                       : dxaws_website_manager_execute(fixture->website, fixture->context,
                                                       fixture->desired, NULL, &result);
    ck_assert((error == NULL) == (result != NULL));
    snprintf(last_error, sizeof last_error, "%s", error ? dxaws_error_message(error) : "");
    if (error != NULL) {
        ck_assert_ptr_null(strchr(dxaws_error_message(error), '\n'));
    }
    return error != NULL;
}

static const struct {
    bool destroying;
    void (*act)(void *self);
} faults[] = {{false, fail_once}, {false, fail_for_ever}, {true, fail_once}, {true, fail_for_ever}};

START_TEST(a_failure_at_any_call_is_mended_by_the_next_run)
{
    bool destroying = faults[_i].destroying;
    long long looks = looks_of(destroying);
    unsigned stops = 0;
    for (long long look = 1; look <= looks; look++) {
        struct fixture fixture;
        fixture_open(&fixture);
        dxaws_website_desired_set_protect(fixture.desired, false);
        if (destroying) {
            json_decref(converge(&fixture));
        }
        act_at(&fixture, look, faults[_i].act);
        stops += stopped(&fixture, destroying);
        fixture.clock.act_at = 0;
        inject(&fixture, 0);
        ck_assert_msg(!stopped(&fixture, destroying), "look %lld: the next run failed", look);
        if (destroying) {
            assert_no_site(&fixture);
        } else {
            assert_one_site(&fixture);
            assert_kinds(&fixture, "");
        }
        fixture_close(&fixture);
    }
    ck_assert_uint_gt(stops, 10);
}
END_TEST

START_TEST(cancelling_at_any_moment_is_safe)
{
    long long looks = looks_of(false);
    for (long long look = 1; look <= looks; look += 3) {
        struct fixture fixture;
        fixture_open(&fixture);
        dxaws_context *whole = fixture.context;
        fixture.context = dxaws_context_new_child(whole, DXAWS_NO_TIMEOUT);
        act_at(&fixture, look, cancel);
        stopped(&fixture, false);
        fixture.clock.act_at = 0;
        dxaws_context_unref(fixture.context);
        fixture.context = whole;
        ck_assert(!stopped(&fixture, false));
        assert_one_site(&fixture);
        fixture_close(&fixture);
    }
}
END_TEST

#define BASE "{\"site\":\"" SITE "\",\"region\":\"ca-central-1\",\"protect\":false,"
#define AT(domain) BASE "\"domain\":\"" domain "\"}"
#define KEY(key) BASE "\"domain\":\"" DOMAIN "\",\"certificate\":{\"key_algorithm\":\"" key "\"}}"

/* Changes that leave something behind, stopped on the way; then completed, or destroyed. */
static const struct {
    const char *before;
    const char *after;
    void (*act)(void *self);
    bool then_destroyed;
    int stride;
} changes[] = {
    {AT("old.example.com"), AT(DOMAIN), fail_once, false, 2},
    {AT("old.example.com"), AT(DOMAIN), fail_for_ever, false, 1},
    {AT("old.example.com"), AT(DOMAIN), fail_for_ever, true, 1},
    {KEY("RSA_2048"), KEY("EC_prime256v1"), fail_once, false, 2},
    {KEY("RSA_2048"), KEY("EC_prime256v1"), fail_for_ever, false, 1},
    {KEY("RSA_2048"), KEY("EC_prime256v1"), fail_for_ever, true, 1},
};

static long long looks_of_change(const char *before, const char *after)
{
    struct fixture fixture;
    fixture_open(&fixture);
    want(&fixture, before);
    json_decref(converge(&fixture));
    long long start = atomic_load(&fixture.clock.looks);
    want(&fixture, after);
    json_decref(converge(&fixture));
    long long looks = atomic_load(&fixture.clock.looks) - start;
    fixture_close(&fixture);
    return looks;
}

START_TEST(a_change_that_broke_off_leaves_nothing_behind)
{
    long long looks = looks_of_change(changes[_i].before, changes[_i].after);
    unsigned stops = 0;
    for (long long look = 1; look <= looks; look += changes[_i].stride) {
        struct fixture fixture;
        fixture_open(&fixture);
        want(&fixture, changes[_i].before);
        json_decref(converge(&fixture));
        want(&fixture, changes[_i].after);
        act_at(&fixture, look, changes[_i].act);
        stops += stopped(&fixture, false);
        fixture.clock.act_at = 0;
        inject(&fixture, 0);
        ck_assert_msg(!stopped(&fixture, changes[_i].then_destroyed),
                      "look %lld: the next run failed: %s", look, last_error);
        if (changes[_i].then_destroyed) {
            assert_no_site(&fixture);
        } else {
            assert_one_site(&fixture);
            assert_kinds(&fixture, "");
        }
        fixture_close(&fixture);
    }
    ck_assert_uint_gt(stops, 10);
}
END_TEST

START_TEST(the_error_names_the_step_that_failed)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    dxaws_memory_account_fail_next(fixture.account, "s3", FOR_EVER);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_apply(fixture.website, fixture.context, plan, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "step bucket failed"));
    /* That its neighbour was stopped for it is no news. */
    ck_assert_ptr_null(strstr(dxaws_error_message(error), "cancelled"));
    ck_assert_str_eq(dxaws_error_aws_code(last_cause(error)), "InternalError");
    ck_assert(dxaws_error_is_retryable(error));
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_later_failure_is_partial_and_says_what_is_done)
{
    struct fixture fixture;
    fixture_open(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    dxaws_memory_account_fail_next(fixture.account, "cloudfront", FOR_EVER);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_apply(fixture.website, fixture.context, plan, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL);
    ck_assert_int_eq(dxaws_error_get_kind(last_cause(error)), DXAWS_ERROR_UNAVAILABLE);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "step distribution failed"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "done: bucket, certificate"));
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("faults");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, a_failure_at_any_call_is_mended_by_the_next_run, 0,
                        sizeof faults / sizeof *faults);
    tcase_add_loop_test(tests, a_change_that_broke_off_leaves_nothing_behind, 0,
                        sizeof changes / sizeof *changes);
    tcase_add_test(tests, cancelling_at_any_moment_is_safe);
    tcase_add_test(tests, the_error_names_the_step_that_failed);
    tcase_add_test(tests, a_later_failure_is_partial_and_says_what_is_done);
    return run_suite("faults", tests);
}
