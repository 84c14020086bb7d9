/* SPDX-License-Identifier: MIT */
/* Contract cases: record sets of somebody else at our names. */
#include "contract.h"

/* What stands there already is to stay. */
static dxaws_error *expect_conflict(struct run *run, dxaws_dns_desired *desired)
{
    dxaws_dns_desired_set_existing(desired, DXAWS_DNS_EXISTING_REFUSE);
    return run_expect_refusal(run, desired, DXAWS_ERROR_CONFLICT, "RecordConflict");
}

/* Consent to replace whatever stands at the names that are wanted. */
static dxaws_apply_options *adopting(void)
{
    dxaws_apply_options *options = dxaws_apply_options_new();
    dxaws_apply_options_add_adopt(options, "record");
    return options;
}

static dxaws_error *other_values_are_changed(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) before = run_desired(run, "www", "A", "192.0.2.9");
    DX_TRY(run_converge(run, before));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    DX_TRY(run_converge(run, desired));
    return run_expect_value(run, "www", "A", "192.0.2.1");
}

/* One batch: the name is never without an answer, and never with two. */
static dxaws_error *addresses_become_a_cname_and_back(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) addresses = run_desired(run, "www", "A", "192.0.2.1");
    run_add(run, addresses, "www", "AAAA", "2001:db8::1");
    DXAWS_AUTO(dxaws_dns_desired) cname = run_desired(run, "www", "CNAME", "a.example.net");
    DX_TRY(run_converge(run, addresses));
    DX_TRY(run_converge(run, cname));
    DX_TRY(run_expect_value(run, "www", "A", NULL));
    DX_TRY(run_expect_value(run, "www", "AAAA", NULL));
    DX_TRY(run_converge(run, addresses));
    return run_expect_value(run, "www", "CNAME", NULL);
}

static dxaws_error *delegated_names_are_a_conflict(struct run *run)
{
    DX_TRY(run_put_record(run, "sub", "NS", "ns1.example.net.", NULL));
    DXAWS_AUTO(dxaws_dns_desired) below = run_desired(run, "www.sub", "A", "192.0.2.1");
    DXAWS_AUTO(dxaws_dns_desired) there = run_desired(run, "sub", "A", "192.0.2.1");
    DX_TRY(run_expect_refusal(run, below, DXAWS_ERROR_CONFLICT, "RecordConflict"));
    return run_expect_refusal(run, there, DXAWS_ERROR_CONFLICT, "RecordConflict");
}

static dxaws_error *other_values_are_a_conflict(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) theirs = run_desired(run, "www", "A", "192.0.2.9");
    DX_TRY(run_converge(run, theirs));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    DX_TRY(expect_conflict(run, desired));
    return run_expect_value(run, "www", "A", "192.0.2.9");
}

static dxaws_error *takeover_replaces_other_values(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) theirs = run_desired(run, "www", "A", "192.0.2.9");
    DX_TRY(run_converge(run, theirs));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_alias(run, "www", "d1.cloudfront.net");
    DXAWS_AUTO(dxaws_apply_options) options = adopting();
    run->options = options;
    DX_TRY(run_converge(run, desired));
    return run_expect_value(run, "www", "A", "d1.cloudfront.net.");
}

static dxaws_error *cname_and_others_are_a_conflict(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) text = run_desired(run, "www", "TXT", "theirs");
    DXAWS_AUTO(dxaws_dns_desired) cname = run_desired(run, "www", "CNAME", "a.example.net");
    DX_TRY(run_converge(run, text));
    DX_TRY(expect_conflict(run, cname));
    DXAWS_AUTO(dxaws_apply_options) options = adopting();
    run->options = options;
    return expect_conflict(run, cname);
}

static dxaws_error *takeover_replaces_a_cname(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) cname = run_desired(run, "www", "CNAME", "a.example.net");
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    run_add(run, desired, "www", "AAAA", "2001:db8::1");
    DX_TRY(run_converge(run, cname));
    DX_TRY(expect_conflict(run, desired));
    DXAWS_AUTO(dxaws_apply_options) options = adopting();
    run->options = options;
    DX_TRY(run_converge(run, desired));
    return run_expect_value(run, "www", "CNAME", NULL);
}

static dxaws_error *destroy_leaves_other_values(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) theirs = run_desired(run, "www", "A", "192.0.2.9");
    DX_TRY(run_converge(run, theirs));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    dxaws_dns_desired_set_present(desired, false);
    DXAWS_AUTO(dxaws_apply_options) options = adopting();
    run->options = options;
    DX_TRY(expect_conflict(run, desired));
    return run_expect_value(run, "www", "A", "192.0.2.9");
}

static dxaws_error *routing_policy_is_a_conflict(struct run *run)
{
    DX_TRY(run_put_record(run, "www", "A", "192.0.2.9", "blue"));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.9");
    DX_TRY(expect_conflict(run, desired));
    DXAWS_AUTO(dxaws_apply_options) options = adopting();
    run->options = options;
    DX_TRY(expect_conflict(run, desired));
    dxaws_dns_desired_set_present(desired, false);
    return expect_conflict(run, desired);
}

/* Deleting needs the service's own spelling. */
static dxaws_error *other_spelling_of_values_is_ours(struct run *run)
{
    DX_TRY(run_put_record(run, "www", "CNAME", "Target.Example.NET", NULL));
    DX_TRY(run_put_record(run, "v6", "AAAA", "2001:DB8:0::1", NULL));
    DXAWS_AUTO(dxaws_dns_desired) cname = run_desired(run, "www", "CNAME", "target.example.net.");
    DXAWS_AUTO(dxaws_dns_desired) address = run_desired(run, "v6", "AAAA", "2001:db8::1");
    DX_TRY(run_converge(run, cname)); /* mends the TTL */
    dxaws_dns_desired_set_present(address, false);
    return run_converge(run, address);
}

/* What only the service can judge reaches the caller in the service's words. */
static dxaws_error *refused_batch_says_why(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) alias = dxaws_dns_record_new();
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    DXAWS_AUTO(dxaws_dns_desired) any = run_desired(run, "www", "A", "192.0.2.1");
    DX_TRY(dxaws_dns_manager_get_current(run->manager, run->context, any, &current));
    dxaws_dns_record_set_name(alias, run_name(run, "www", name));
    dxaws_dns_record_set_type(alias, "A");
    dxaws_dns_record_set_alias_zone_id(alias,
                                       dxaws_dns_zone_id(dxaws_dns_current_zone_at(current, 0)));
    dxaws_dns_record_set_alias_dns_name(alias, run_name(run, "absent", name));
    dxaws_dns_desired_add_record(desired, alias);
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_dns_manager_execute(run->manager, run->context, desired, NULL, &result);
    const char *code = error ? dxaws_error_aws_code(error) : NULL;
    DX_EXPECT(code != NULL && strcmp(code, "InvalidChangeBatch") == 0,
              "the code is %s, expected InvalidChangeBatch", code ? code : "absent");
    DX_EXPECT(strstr(dxaws_error_message(error), "target") != NULL, "the message is: %s",
              dxaws_error_message(error));
    return run_expect_value(run, "www", "A", NULL);
}

/* More record sets at a name than a page of a list may have. */
static dxaws_error *everything_at_a_name_is_read(struct run *run)
{
    for (int i = 0; i < 25; i++) {
        char identifier[16];
        snprintf(identifier, sizeof identifier, "blue-%02d", i);
        DX_TRY(run_put_record(run, "www", "A", "192.0.2.9", identifier));
    }
    DX_TRY(run_put_record(run, "www", "AAAA", "2001:db8::9", NULL));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "AAAA", "2001:db8::1");
    DX_TRY(expect_conflict(run, desired));
    DXAWS_AUTO(dxaws_apply_options) options = adopting();
    run->options = options;
    DX_TRY(run_converge(run, desired));
    return run_expect_value(run, "www", "AAAA", "2001:db8::1");
}

static dxaws_error *change_since_the_plan_is_not_overwritten(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DX_TRY(dxaws_dns_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(run_put_record(run, "www", "A", "192.0.2.9", NULL));
    DX_TRY(
        dx_contract_error(dxaws_dns_manager_apply(run->manager, run->context, plan, NULL, &result),
                          DXAWS_ERROR_STALE));
    return run_expect_value(run, "www", "A", "192.0.2.9");
}

static dxaws_error *replacement_since_the_plan_is_not_overwritten(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) first = run_desired(run, "www", "A", "192.0.2.1");
    DX_TRY(run_converge(run, first));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.2");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = adopting();
    run->options = options;
    DX_TRY(dxaws_dns_manager_plan(run->manager, run->context, desired, options, &plan));
    DX_TRY(run_put_record(run, "www", "A", "192.0.2.9", NULL));
    DX_TRY(
        dx_contract_error(dxaws_dns_manager_apply(run->manager, run->context, plan, NULL, &result),
                          DXAWS_ERROR_STALE));
    return run_expect_value(run, "www", "A", "192.0.2.9");
}

const struct dx_contract_case contract_foreign_cases[] = {
    DX_CASE(other_values_are_changed, 0),
    DX_CASE(addresses_become_a_cname_and_back, 0),
    DX_CASE(delegated_names_are_a_conflict, DXAWS_DNS_LACKS_PUT_RECORD),
    DX_CASE(other_values_are_a_conflict, 0),
    DX_CASE(takeover_replaces_other_values, 0),
    DX_CASE(cname_and_others_are_a_conflict, 0),
    DX_CASE(takeover_replaces_a_cname, 0),
    DX_CASE(destroy_leaves_other_values, 0),
    DX_CASE(routing_policy_is_a_conflict, DXAWS_DNS_LACKS_PUT_RECORD),
    DX_CASE(other_spelling_of_values_is_ours, DXAWS_DNS_LACKS_PUT_RECORD),
    DX_CASE(refused_batch_says_why, DXAWS_DNS_LACKS_REFUSAL),
    DX_CASE(everything_at_a_name_is_read, DXAWS_DNS_LACKS_PUT_RECORD),
    DX_CASE(change_since_the_plan_is_not_overwritten, DXAWS_DNS_LACKS_PUT_RECORD),
    DX_CASE(replacement_since_the_plan_is_not_overwritten, DXAWS_DNS_LACKS_PUT_RECORD),
    {.name = NULL},
};
