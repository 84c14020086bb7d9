/* SPDX-License-Identifier: MIT */
/* Contract cases: making, reading, mending, removing. */
#include "contract.h"

static dxaws_error *absent_record_is_made(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    DX_TRY(run_converge(run, desired));
    return run_expect_value(run, "www", "A", "192.0.2.1");
}

static dxaws_error *alias_is_made_for_both_families(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DXAWS_AUTO(dxaws_dns_desired) desired = run_alias(run, "www", "d1.cloudfront.net");
    run_add_alias(desired, run_name(run, "www", name), "AAAA", "D1.cloudfront.net.");
    DX_TRY(run_converge(run, desired));
    DX_TRY(run_expect_value(run, "www", "A", "d1.cloudfront.net."));
    return run_expect_value(run, "www", "AAAA", "d1.cloudfront.net.");
}

static dxaws_error *missing_one_of_two_is_made(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) first = run_desired(run, "www", "A", "192.0.2.1");
    DX_TRY(run_converge(run, first));
    run_add(run, first, "www", "AAAA", "2001:db8::1");
    DX_TRY(run_converge(run, first));
    return run_expect_value(run, "www", "A", "192.0.2.1");
}

static dxaws_error *ttl_drift_is_mended(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) slow = run_slow(run, "www");
    DX_TRY(run_converge(run, slow));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    return run_converge(run, desired);
}

static dxaws_error *result_says_what_stands_there(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    for (int i = 0; i < 2; i++) { /* what a change returns, a second run returns as well */
        DXAWS_AUTO(dxaws_dns_result) result = NULL;
        int64_t ttl_s = 0;
        DX_TRY(dxaws_dns_manager_execute(run->manager, run->context, desired, NULL, &result));
        DX_EXPECT(dxaws_dns_result_exists(result), "the result does not exist");
        DX_EXPECT(dxaws_dns_result_record_count(result) == 1, "%zu records, expected 1",
                  dxaws_dns_result_record_count(result));
        const dxaws_dns_record *record = dxaws_dns_result_record_at(result, 0);
        DX_EXPECT(dxaws_dns_record_ttl_s(record, &ttl_s) && ttl_s == 300,
                  "the TTL is %lld, expected 300", (long long)ttl_s);
        DX_EXPECT(strncmp(dxaws_dns_record_name(record), "www.", 4) == 0, "the name is %s",
                  dxaws_dns_record_name(record));
        const char *zone_name = dxaws_dns_zone_name(dxaws_dns_result_zone_at(result, 0));
        DX_EXPECT(zone_name && strncmp(zone_name, run->zone, strlen(run->zone)) == 0,
                  "the zone is \"%s\"", zone_name ? zone_name : "");
    }
    return NULL;
}

static dxaws_error *several_names_are_one_plan(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    run_add(run, desired, "mail", "A", "192.0.2.2");
    run_add(run, desired, "", "MX", "10 mail.example.com");
    DX_TRY(run_converge(run, desired));
    DX_TRY(run_expect_among(run, desired, "mail", "A", "192.0.2.2"));
    return run_expect_among(run, desired, "", "MX", "10 mail.example.com.");
}

static dxaws_error *destroy_removes_the_records(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    run_add(run, desired, "www", "AAAA", "2001:db8::1");
    DX_TRY(run_converge(run, desired));
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DX_TRY(dxaws_dns_manager_destroy(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(!dxaws_dns_result_exists(result), "the result still exists");
    DX_TRY(run_expect_value(run, "www", "A", NULL));
    return run_expect_value(run, "www", "AAAA", NULL);
}

static dxaws_error *destroy_of_an_absent_record_is_no_change(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    dxaws_dns_desired_set_present(desired, false);
    return run_expect_plan(run, desired, "");
}

static dxaws_error *destroy_takes_a_drifted_ttl(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) slow = run_slow(run, "www");
    DX_TRY(run_converge(run, slow));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    dxaws_dns_desired_set_present(desired, false);
    DX_TRY(run_converge(run, desired));
    return run_expect_value(run, "www", "A", NULL);
}

static dxaws_error *wait_can_be_left_out(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    run->options = options;
    DX_TRY(run_expect_plan(run, desired, "CHANGE_RECORDS"));
    DX_TRY(run_execute(run, desired));
    return run_expect_value(run, "www", "A", "192.0.2.1");
}

static dxaws_error *cancelled_apply_changes_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DX_TRY(dxaws_dns_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DXAWS_AUTO(dxaws_context) child = dxaws_context_new_child(run->context, DXAWS_NO_TIMEOUT);
    dxaws_context_cancel(child);
    DX_TRY(dx_contract_error(dxaws_dns_manager_apply(run->manager, child, plan, NULL, &result),
                             DXAWS_ERROR_CANCELLED));
    return run_expect_value(run, "www", "A", NULL);
}

static dxaws_error *incomplete_plan_is_refused(struct run *run)
{
    char name[RUN_NAME_SIZE];
    char json[1000];
    snprintf(json, sizeof json,
             "{\"records\":[{\"name\":\"%s\",\"type\":\"A\",\"alias\":{\"zone_id\":\"%s\","
             "\"dns_name\":" DXAWS_KNOWN_AFTER_APPLY "}}]}",
             run_name(run, "www", name), RUN_CLOUDFRONT);
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DX_TRY(dxaws_dns_desired_parse(json, &desired));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DX_TRY(dxaws_dns_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_EXPECT(!dxaws_plan_is_complete(plan), "the plan is complete");
    return dx_contract_error(
        dxaws_dns_manager_apply(run->manager, run->context, plan, NULL, &result),
        DXAWS_ERROR_INVALID_STATE);
}

const struct dx_contract_case contract_lifecycle_cases[] = {
    DX_CASE(absent_record_is_made, 0),
    DX_CASE(alias_is_made_for_both_families, 0),
    DX_CASE(missing_one_of_two_is_made, 0),
    DX_CASE(ttl_drift_is_mended, 0),
    DX_CASE(result_says_what_stands_there, 0),
    DX_CASE(several_names_are_one_plan, 0),
    DX_CASE(destroy_removes_the_records, 0),
    DX_CASE(destroy_of_an_absent_record_is_no_change, 0),
    DX_CASE(destroy_takes_a_drifted_ttl, 0),
    DX_CASE(wait_can_be_left_out, 0),
    DX_CASE(cancelled_apply_changes_nothing, 0),
    DX_CASE(incomplete_plan_is_refused, 0),
    {.name = NULL},
};
