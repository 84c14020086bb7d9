/* SPDX-License-Identifier: MIT */
/* How long a certificate is waited for, on a provider whose certificate is never issued. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/jumping-clock.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/acm-providers.h>
#include <dxaws/dns-providers.h>

#define DOMAIN "www.example.com"

/* Time that only sleeping moves, and how often the certificate was looked at. */
struct world {
    struct dx_jumping_clock clock;
    unsigned looks;
};

static dxaws_error *read_pending(void *self, dxaws_context *context,
                                 const dxaws_acm_desired *wanted, dxaws_acm_current *current)
{
    (void)self;
    (void)context;
    dxaws_acm_current_set_exists(current, true);
    dxaws_acm_current_set_domain_name(current, dxaws_acm_desired_domain_name(wanted));
    dxaws_acm_current_set_region(current, dxaws_acm_desired_region(wanted));
    dxaws_acm_current_set_arn(current, "arn:aws:acm:eu-west-1:123456789012:certificate/1");
    dxaws_acm_current_set_status(current, DXAWS_ACM_STATUS_PENDING_VALIDATION);
    dxaws_acm_current_set_key_algorithm(current, "RSA_2048");
    dxaws_acm_current_clear_in_use_by(current);
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    dxaws_tags_set(tags, "dxaws:managed", "made " DOMAIN " 1");
    dxaws_tags_set(tags, "dxaws:record", "made");
    dxaws_acm_current_set_tags(current, tags);
    dxaws_acm_current_set_validation_record(current, "_a." DOMAIN ".", "_b.acm-validations.aws.");
    return NULL;
}

static dxaws_error *look(void *self, dxaws_context *context, const dxaws_action *action,
                         dxaws_acm_current *observed)
{
    struct world *world = self;
    (void)context;
    (void)action;
    (void)observed;
    world->looks++;
    return NULL;
}

/* A manager whose validation records go to a simulated account with the zone. */
static dxaws_acm_manager *manager_of(struct world *world, dxaws_context *context)
{
    static const dxaws_acm_provider_ops ops = {.size = sizeof ops,
                                               .name = "pending",
                                               .get_current = read_pending,
                                               .describe_certificate = look,
                                               .get_dns_validation_records = look};
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    DXAWS_AUTO(dxaws_dns_provider) dns_provider = NULL;
    DXAWS_AUTO(dxaws_dns_manager) dns = NULL;
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    dxaws_acm_manager *manager = NULL;
    ck_assert_ptr_null(dxaws_memory_account_new(NULL, NULL, &account));
    ck_assert_ptr_null(dxaws_dns_memory_create_zone(account, context, "example.com", false, NULL));
    ck_assert_ptr_null(dxaws_dns_provider_new_memory(account, &dns_provider));
    ck_assert_ptr_null(dxaws_dns_manager_new(dns_provider, NULL, &dns));
    ck_assert_ptr_null(dxaws_acm_provider_new(&ops, world, &provider));
    DXAWS_AUTO(dxaws_acm_manager_options) through = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(through, dns);
    ck_assert_ptr_null(dxaws_acm_manager_new(provider, through, &manager));
    return manager;
}

/* What is said of the wait, 0 for nothing, and how long it takes then. */
static const int64_t waits[][2] = {{0, 75 * 60}, {60, 60}, {5 * 60, 5 * 60}};

/* rule 48: longer than AWS's own waiter, 5 times 60 s, unless it is said; looks at least as often
 */
START_TEST(an_issue_is_waited_for)
{
    struct world world = {.looks = 0};
    DXAWS_AUTO(dxaws_context) context = dx_jumping_context(&world.clock, NULL);
    ck_assert_ptr_nonnull(context);
    DXAWS_AUTO(dxaws_acm_manager) manager = manager_of(&world, context);
    DXAWS_AUTO(dxaws_acm_desired) desired = dxaws_acm_desired_new(DOMAIN, "eu-west-1");
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (waits[_i][0] != 0) {
        dxaws_apply_options_set_timeout_ms(options, "WAIT_ISSUED", waits[_i][0] * 1000);
    }
    ck_assert_ptr_null(dxaws_acm_manager_plan(manager, context, desired, options, &plan));
    DXAWS_AUTO(dxaws_error) error = dxaws_acm_manager_apply(manager, context, plan, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL); /* the record stands */
    const dxaws_error *cause = dxaws_error_cause(error);
    ck_assert_str_eq(dxaws_error_code(cause), "WaitTimeout");
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "PENDING_VALIDATION; " DOMAIN));
    ck_assert_int_ge(world.clock.slept_ms / 1000, waits[_i][1]);
    ck_assert_int_le(world.clock.slept_ms / 1000,
                     waits[_i][1] + 120); /* and the record's own wait */
    ck_assert_int_le(world.clock.longest_ms, 60000);
    ck_assert_uint_ge(world.looks, waits[_i][1] / 60);
}
END_TEST

/* What is waited for is an action that says so: writing the record ends when it was written. */
START_TEST(the_record_is_put_without_a_wait)
{
    struct world world = {.looks = 0};
    DXAWS_AUTO(dxaws_context) context = dx_jumping_context(&world.clock, NULL);
    DXAWS_AUTO(dxaws_acm_manager) manager = manager_of(&world, context);
    DXAWS_AUTO(dxaws_acm_desired) desired = dxaws_acm_desired_new(DOMAIN, "eu-west-1");
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    ck_ok(dxaws_acm_manager_execute(manager, context, desired, options, &result));
    ck_assert_int_eq(world.clock.slept_ms, 0);
}
END_TEST

/* What is said to execute and destroy alike, and how each ends: NULL is well. */
static const struct {
    const char *options;
    const char *executed;
    const char *destroyed;
} said[] = {
    {"{\"stop_after\":\"PUT_VALIDATION_RECORD\"}", NULL, "cannot perform DELETE"},
    {"{\"wait\":\"none\"}", NULL, "cannot perform DELETE"},
    {"{\"timeouts_ms\":{\"acm.WAIT_ISSUED\":61000}}", "not reached after 61 s",
     "cannot perform DELETE"},
    {"{\"timeouts_ms\":{\"dns.WAIT_INSYNC\":61000}}", "\"dns.WAIT_INSYNC\", which is no wait",
     "\"dns.WAIT_INSYNC\", which is no wait"},
    {"{\"allow_destroy\":\"" DOMAIN "\"}", "\"allow_destroy\" has no effect",
     "\"allow_destroy\" has no effect"},
    {"{\"parallelism\":2}", "\"parallelism\" has no effect", "\"parallelism\" has no effect"},
};

static void judge(dxaws_error *given, const char *expected)
{
    DXAWS_AUTO(dxaws_error) error = given;
    if (expected == NULL) {
        ck_assert_ptr_null(error);
    } else {
        ck_assert_ptr_nonnull(error);
        ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), expected));
    }
}

START_TEST(options_count_in_execute_and_in_destroy)
{
    struct world world = {.looks = 0};
    DXAWS_AUTO(dxaws_context) context = dx_jumping_context(&world.clock, NULL);
    DXAWS_AUTO(dxaws_acm_manager) manager = manager_of(&world, context);
    DXAWS_AUTO(dxaws_acm_desired) desired = dxaws_acm_desired_new(DOMAIN, "eu-west-1");
    DXAWS_AUTO(dxaws_acm_result) made = NULL;
    DXAWS_AUTO(dxaws_acm_result) gone = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    ck_ok(dxaws_apply_options_parse(said[_i].options, &options));
    judge(dxaws_acm_manager_execute(manager, context, desired, options, &made), said[_i].executed);
    judge(dxaws_acm_manager_destroy(manager, context, desired, options, &gone), said[_i].destroyed);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("issued");
    tcase_add_loop_test(tests, an_issue_is_waited_for, 0, sizeof waits / sizeof *waits);
    tcase_add_test(tests, the_record_is_put_without_a_wait);
    tcase_add_loop_test(tests, options_count_in_execute_and_in_destroy, 0,
                        sizeof said / sizeof *said);
    return run_suite("issued", tests);
}
