/* SPDX-License-Identifier: MIT */
/* The simulated Route53: what it refuses, what it counts, and how long its changes take. */
#include <dxaws/kit/jumping-clock.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-providers.h>

#include "providers/memory-rules.h"

#define ZONE                                                                                       \
    "{\"name\":\"example.com.\",\"private\":false,\"records\":["                                   \
    "{\"name\":\"example.com.\",\"type\":\"NS\",\"ttl_s\":172800,\"values\":[\"ns.\"]},"           \
    "{\"name\":\"www.example.com.\",\"type\":\"A\",\"ttl_s\":60,\"values\":[\"192.0.2.1\"]},"      \
    "{\"name\":\"c.example.com.\",\"type\":\"CNAME\",\"ttl_s\":60,\"values\":[\"b.\"]},"           \
    "{\"name\":\"r.example.com.\",\"type\":\"A\",\"ttl_s\":60,\"routing_identifier\":\"x\","       \
    "\"values\":[\"192.0.2.1\"]}]}"
#define RECORD(name, type, ttl, value)                                                             \
    "{\"name\":\"" name "\",\"type\":\"" type "\",\"ttl_s\":" #ttl ",\"values\":[\"" value "\"]}"
#define CREATE(record) "{\"after\":" record "}"
#define DELETE(record) "{\"before\":" record "}"
#define REPLACE(before, after) "{\"before\":" before ",\"after\":" after "}"
#define WWW RECORD("www.example.com.", "A", 60, "192.0.2.1")
#define CLOUDFRONT(target)                                                                         \
    "{\"name\":\"d.example.com.\",\"type\":\"A\",\"alias\":{\"zone_id\":\"Z2FDTNDATAQYW2\","       \
    "\"dns_name\":\"" target "\",\"evaluate_target_health\":false}}"

/* Changes, and a part of Route53's message; NULL when they are allowed. */
static const struct {
    const char *changes;
    const char *message;
} rows[] = {
    {CREATE(RECORD("new.example.com.", "A", 60, "192.0.2.1")), NULL},
    {CREATE(RECORD("www.example.com.", "AAAA", 60, "2001:db8::1")), NULL},
    {DELETE(WWW), NULL},
    {REPLACE(WWW, RECORD("www.example.com.", "A", 300, "192.0.2.2")), NULL},
    {CREATE(RECORD("c.example.com.", "A", 60, "192.0.2.1")) "," DELETE(
         RECORD("c.example.com.", "CNAME", 60, "b.")),
     NULL},
    {CREATE(CLOUDFRONT("d1.cloudfront.net.")), NULL},
    {CREATE(WWW), "already exists"},
    {DELETE(RECORD("no.example.com.", "A", 60, "192.0.2.1")), "was not found"},
    {DELETE(RECORD("www.example.com.", "A", 61, "192.0.2.1")), "do not match"},
    {DELETE(RECORD("www.example.com.", "A", 60, "192.0.2.2")), "do not match"},
    {CREATE(RECORD("www.example.org.", "A", 60, "192.0.2.1")), "not permitted in zone"},
    {CREATE(RECORD("notexample.com.", "A", 60, "192.0.2.1")), "not permitted in zone"},
    {CREATE(RECORD("example.com.", "CNAME", 60, "b.")), "not permitted at apex"},
    {CREATE(RECORD("www.example.com.", "CNAME", 60, "b.")), "conflicts with other records"},
    {CREATE(RECORD("c.example.com.", "A", 60, "192.0.2.1")), "conflicts with other records"},
    {CREATE(RECORD("r.example.com.", "A", 60, "192.0.2.1")), "another routing policy"},
    {DELETE(RECORD("r.example.com.", "A", 60, "192.0.2.1")), "was not found"},
    {DELETE(RECORD("example.com.", "NS", 172800, "ns.")), "exactly one NS"},
    {CREATE(CLOUDFRONT("d1.example.net.")), "does not lie within the target zone"},
};

START_TEST(batches_follow_the_rules_of_route53)
{
    char text[1000];
    snprintf(text, sizeof text, "[%s]", rows[_i].changes);
    json_t *zone = json_loads(ZONE, 0, NULL);
    json_t *changes = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(zone);
    ck_assert_ptr_nonnull(changes);
    json_t *batch =
        json_pack("{ss ss sO}", "zone_id", "Z1", "zone_name", "example.com.", "changes", changes);
    DXAWS_AUTO(dxaws_error) error = memory_apply_batch(zone, batch);
    if (rows[_i].message == NULL) {
        ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    } else {
        ck_assert_ptr_nonnull(error);
        ck_assert_str_eq(dxaws_error_aws_code(error), "InvalidChangeBatch");
        ck_assert_str_eq(dxaws_error_domain(error), "core");
        ck_assert_str_eq(dxaws_error_code(error), DXAWS_CORE_ERROR_SERVICE);
        ck_assert_msg(strstr(dxaws_error_message(error), rows[_i].message) != NULL, "%s",
                      dxaws_error_message(error));
    }
    json_decref(changes);
    json_decref(batch);
    json_decref(zone);
}
END_TEST

/* A manager over an account with the zone example.com, and a clock that jumps. */
struct account {
    dxaws_memory_account *account;
    dxaws_dns_manager *manager;
    dxaws_context *context;
};

static void account_open(struct account *account)
{
    DXAWS_AUTO(dxaws_dns_provider) provider = NULL;
    ck_assert_ptr_null(dx_jumping_context_new(NULL, &account->context));
    ck_assert_ptr_null(dxaws_memory_account_new(NULL, NULL, &account->account));
    ck_assert_ptr_null(dxaws_dns_memory_create_zone(account->account, account->context,
                                                    "example.com", false, NULL));
    ck_assert_ptr_null(dxaws_dns_provider_new_memory(account->account, &provider));
    ck_assert_ptr_null(dxaws_dns_manager_new(provider, NULL, &account->manager));
}

static void account_close(struct account *account)
{
    dxaws_dns_manager_unref(account->manager);
    dxaws_memory_account_unref(account->account);
    dxaws_context_unref(account->context);
}

static dxaws_dns_desired *both_families(void)
{
    dxaws_dns_desired *desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, "www.example.com");
    dxaws_dns_record_set_type(record, "A");
    dxaws_dns_record_set_alias_zone_id(record, "Z2FDTNDATAQYW2");
    dxaws_dns_record_set_alias_dns_name(record, "d1.cloudfront.net");
    dxaws_dns_desired_add_record(desired, record);
    dxaws_dns_record_set_type(record, "AAAA");
    dxaws_dns_desired_add_record(desired, record);
    return desired;
}

/* z.example.com, an alias to it, and one to that: the last of them by name has to be made first. */
START_TEST(targets_of_aliases_are_made_before_them)
{
    struct account account;
    account_open(&account);
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    ck_ok(dxaws_dns_desired_parse(
        "{\"records\":["
        "{\"name\":\"a.example.com\",\"type\":\"A\",\"alias\":{\"zone_id\":\"Z0000000000001\","
        "\"dns_name\":\"b.example.com\"}},"
        "{\"name\":\"b.example.com\",\"type\":\"A\",\"alias\":{\"zone_id\":\"Z0000000000001\","
        "\"dns_name\":\"z.example.com\"}},"
        "{\"name\":\"z.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}]}",
        &desired));
    ck_ok(dxaws_dns_manager_execute(account.manager, account.context, desired, NULL, &result));
    account_close(&account);
}
END_TEST

START_TEST(a_change_is_known_everywhere_after_half_a_minute)
{
    struct account account;
    account_open(&account);
    DXAWS_AUTO(dxaws_dns_desired) desired = both_families();
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    int64_t start = dxaws_context_monotonic_ms(account.context);
    ck_assert_ptr_null(
        dxaws_dns_manager_execute(account.manager, account.context, desired, NULL, &result));
    ck_assert_int_ge(dxaws_context_monotonic_ms(account.context) - start, 30000);
    account_close(&account);
}
END_TEST

START_TEST(a_wait_that_is_too_short_says_what_it_waited_for)
{
    struct account account;
    account_open(&account);
    DXAWS_AUTO(dxaws_dns_desired) desired = both_families();
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_timeout_ms(options, "dns.WAIT_INSYNC", 5000);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_dns_manager_execute(account.manager, account.context, desired, options, &result);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL);
    ck_assert_int_eq(dxaws_error_get_kind(dxaws_error_cause(error)), DXAWS_ERROR_TIMEOUT);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "it is PENDING"));
    /* Route53 cannot be asked whether a record set is in sync: the wait is not resumed. */
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_assert_ptr_null(
        dxaws_dns_manager_plan(account.manager, account.context, desired, NULL, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
    account_close(&account);
}
END_TEST

static dxaws_dns_desired *far_below(void)
{
    dxaws_dns_desired *desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, "_token.www.example.com");
    dxaws_dns_record_set_type(record, "CNAME");
    dxaws_dns_record_add_value(record, "proof.acm-validations.aws");
    dxaws_dns_desired_add_record(desired, record);
    return desired;
}

/* Far below the zone's name, servers of names in between are asked for only when something is to be
 * written. */
START_TEST(nothing_to_do_takes_two_requests_and_no_write)
{
    struct account account;
    account_open(&account);
    DXAWS_AUTO(dxaws_dns_desired) desired = both_families();
    DXAWS_AUTO(dxaws_dns_desired) deep = far_below();
    dxaws_dns_desired *const wanted[] = {desired, deep};
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_dns_result) first = NULL;
        DXAWS_AUTO(dxaws_dns_result) second = NULL;
        uint64_t calls[2];
        uint64_t writes[2];
        ck_assert_ptr_null(
            dxaws_dns_manager_execute(account.manager, account.context, wanted[i], NULL, &first));
        dxaws_memory_account_calls(account.account, &calls[0], &writes[0]);
        ck_assert_ptr_null(
            dxaws_dns_manager_execute(account.manager, account.context, wanted[i], NULL, &second));
        dxaws_memory_account_calls(account.account, &calls[1], &writes[1]);
        ck_assert_uint_eq(calls[1] - calls[0], 2);
        ck_assert_uint_eq(writes[1] - writes[0], 0);
    }
    account_close(&account);
}
END_TEST

START_TEST(a_failing_service_leaves_the_zone_as_it_was)
{
    struct account account;
    account_open(&account);
    DXAWS_AUTO(dxaws_dns_desired) desired = both_families();
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    ck_assert_ptr_null(
        dxaws_dns_manager_plan(account.manager, account.context, desired, NULL, &plan));
    dxaws_memory_account_fail_next(account.account, "route53", 1);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_dns_manager_apply(account.manager, account.context, plan, NULL, &result);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_UNAVAILABLE);
    ck_assert_ptr_null(
        dxaws_dns_manager_plan(account.manager, account.context, desired, NULL, &again));
    ck_assert_str_eq(dxaws_plan_hash(plan), dxaws_plan_hash(again));
    account_close(&account);
}
END_TEST

/* As when the answer was lost with the process that waited for it. */
START_TEST(what_was_changed_already_is_not_changed_again)
{
    struct account account;
    account_open(&account);
    DXAWS_AUTO(dxaws_dns_desired) desired = both_families();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_assert_ptr_null(
        dxaws_dns_manager_plan(account.manager, account.context, desired, NULL, &plan));
    for (int again = 0; again < 2; again++) {
        DXAWS_AUTO(dxaws_dns_result) result = NULL;
        ck_assert_ptr_null(
            dxaws_dns_manager_apply(account.manager, account.context, plan, NULL, &result));
    }
    ck_assert_ptr_null(dxaws_memory_begin(account.account, account.context));
    ck_assert_uint_eq(dxaws_memory_next_number(account.account, "route53.change"), 2);
    dxaws_memory_abort(account.account);
    account_close(&account);
}
END_TEST

START_TEST(a_zone_needs_a_proper_name)
{
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    ck_assert_ptr_null(dxaws_memory_account_new(NULL, NULL, &account));
    DXAWS_AUTO(dxaws_error)
    error = dxaws_dns_memory_create_zone(account, NULL, "a..b", false, NULL);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "\"a..b\""));
}
END_TEST

/* Whoever calls a provider may have written the Desired by hand. */
START_TEST(a_provider_reads_what_any_desired_says_and_refuses_a_wrong_one)
{
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    DXAWS_AUTO(dxaws_dns_provider) provider = NULL;
    DXAWS_AUTO(dxaws_document) wanted = NULL;
    DXAWS_AUTO(dxaws_document) observed = NULL;
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_dns_memory_create_zone(account, NULL, "example.com", false, NULL));
    ck_ok(dxaws_dns_provider_new_memory(account, &provider));
    dxaws_provider *base = dxaws_dns_provider_base(provider);
    ck_ok(dxaws_document_parse("{\"records\":[{\"name\":\"WWW.Example.COM\",\"type\":\"A\","
                               "\"values\":[\"192.0.2.1\"]}]}",
                               &wanted));
    ck_ok(dxaws_provider_read(base, NULL, wanted, &observed));
    ck_assert_ptr_nonnull(strstr(dxaws_document_text(observed), "\"example.com.\""));
    static const char *const wrong[] = {"{}", "{\"records\":5}", "{\"records\":[{\"name\":7}]}",
                                        "{\"records\":[]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        DXAWS_AUTO(dxaws_document) refused = NULL;
        DXAWS_AUTO(dxaws_document) nothing = NULL;
        ck_ok(dxaws_document_parse(wrong[i], &refused));
        ck_refused(dxaws_provider_read(base, NULL, refused, &nothing), DXAWS_ERROR_INVALID_ARGUMENT,
                   "");
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("memory");
    tcase_add_loop_test(cases, batches_follow_the_rules_of_route53, 0,
                        (int)(sizeof rows / sizeof *rows));
    tcase_add_test(cases, targets_of_aliases_are_made_before_them);
    tcase_add_test(cases, a_change_is_known_everywhere_after_half_a_minute);
    tcase_add_test(cases, a_wait_that_is_too_short_says_what_it_waited_for);
    tcase_add_test(cases, nothing_to_do_takes_two_requests_and_no_write);
    tcase_add_test(cases, a_failing_service_leaves_the_zone_as_it_was);
    tcase_add_test(cases, what_was_changed_already_is_not_changed_again);
    tcase_add_test(cases, a_zone_needs_a_proper_name);
    tcase_add_test(cases, a_provider_reads_what_any_desired_says_and_refuses_a_wrong_one);
    return run_suite("memory", cases);
}
