/* SPDX-License-Identifier: MIT */
/* Contract cases: which hosted zone holds a name. */
#include "contract.h"

static dxaws_error *find(struct run *run, const char *label, dxaws_dns_zone **zone)
{
    char name[RUN_NAME_SIZE];
    return dxaws_dns_manager_find_zone(run->manager, run->context, run_name(run, label, name),
                                       zone);
}

/* Fails unless the zone of a label is the one of another label (with a trailing dot). */
static dxaws_error *expect_zone(struct run *run, const char *label, const char *zone_label)
{
    char expected[RUN_NAME_SIZE];
    DXAWS_AUTO(dxaws_dns_zone) zone = NULL;
    DX_TRY(find(run, label, &zone));
    const char *found = dxaws_dns_zone_name(zone);
    run_name(run, zone_label, expected);
    bool same = strncmp(found, expected, strlen(expected)) == 0 &&
                strcmp(found + strlen(expected), ".") == 0;
    return same ? NULL
                : dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed",
                                  "the zone of \"%s\" is %s, expected %s", label, found, expected);
}

static dxaws_error *name_outside_every_zone_is_not_found(struct run *run)
{
    static const char *const values[] = {"192.0.2.1"};
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    run_add_values(desired, "www.dxaws-contract.invalid", "A", values, 1);
    DX_TRY(run_expect_refusal(run, desired, DXAWS_ERROR_NOT_FOUND, "HostedZoneNotFound"));
    dxaws_dns_desired_set_present(desired, false);
    return run_expect_plan(run, desired, "");
}

static dxaws_error *suffix_ends_at_a_label(struct run *run)
{
    static const char *const values[] = {"192.0.2.1"};
    char name[RUN_NAME_SIZE];
    snprintf(name, sizeof name, "www.not%s", run->zone);
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    run_add_values(desired, name, "A", values, 1);
    return run_expect_refusal(run, desired, DXAWS_ERROR_NOT_FOUND, "HostedZoneNotFound");
}

static dxaws_error *longest_suffix_wins(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DX_TRY(run_add_zone(run, run_name(run, "sub", name), false));
    DX_TRY(expect_zone(run, "www", ""));
    DX_TRY(expect_zone(run, "", ""));
    DX_TRY(expect_zone(run, "www.sub", "sub"));
    DX_TRY(expect_zone(run, "a.b.sub", "sub"));
    return expect_zone(run, "xsub", "");
}

/* The name servers of a zone below, as the document that has them made in the zone above. */
static dxaws_error *delegation(struct run *run, const char *label, dxaws_dns_desired **desired)
{
    char name[RUN_NAME_SIZE];
    const char *values[10];
    DXAWS_AUTO(dxaws_dns_zone) zone = NULL;
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    DX_TRY(find(run, label, &zone));
    DXAWS_AUTO(dxaws_dns_desired) look = run_desired(run, label, "TXT", "anything");
    dxaws_dns_desired_set_zone(look, dxaws_dns_zone_id(zone));
    DX_TRY(dxaws_dns_manager_get_current(run->manager, run->context, look, &current));
    size_t count = 0;
    for (size_t i = 0; i < dxaws_dns_current_record_count(current); i++) {
        const dxaws_dns_record *record = dxaws_dns_current_record_at(current, i);
        for (size_t k = 0; strcmp(dxaws_dns_record_type(record), "NS") == 0 && count < 10 &&
                           (values[count] = dxaws_dns_record_value_at(record, k)) != NULL;
             k++) {
            count++;
        }
    }
    DX_EXPECT(count > 0, "zone \"%s\" has no name servers", label);
    *desired = dxaws_dns_desired_new();
    run_add_values(*desired, run_name(run, label, name), "NS", values, count);
    return NULL;
}

static dxaws_error *delegate(struct run *run, const char *label)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DX_TRY(delegation(run, label, &desired));
    return run_execute(run, desired);
}

/* Nobody asks a zone to which the one above it does not lead. */
static dxaws_error *zone_below_waits_for_its_delegation(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DX_TRY(run_add_zone(run, run_name(run, "sub", name), false));
    DXAWS_AUTO(dxaws_dns_desired) below = run_desired(run, "www.sub", "A", "192.0.2.2");
    DXAWS_AUTO(dxaws_dns_desired)
    elsewhere = run_desired(run, "sub", "NS", "ns1.dxaws-contract.net.");
    DX_TRY(run_expect_refusal(run, below, DXAWS_ERROR_REFUSED, "ZoneNotDelegated"));
    DX_TRY(run_converge(run, elsewhere));
    DX_TRY(run_expect_refusal(run, below, DXAWS_ERROR_REFUSED, "ZoneNotDelegated"));
    DX_TRY(delegate(run, "sub"));
    DX_TRY(run_converge(run, below));
    DX_TRY(run_converge(run, elsewhere)); /* what stands and is not changed is not refused */
    return run_expect_plan(run, below, "");
}

/* Whoever says which zone is meant knows it. */
static dxaws_error *zone_that_is_named_needs_no_delegation(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DX_TRY(run_add_zone(run, run_name(run, "sub", name), false));
    DXAWS_AUTO(dxaws_dns_zone) zone = NULL;
    DX_TRY(find(run, "www.sub", &zone));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www.sub", "A", "192.0.2.1");
    dxaws_dns_desired_set_zone(desired, dxaws_dns_zone_id(zone));
    DX_TRY(run_converge(run, desired));
    DXAWS_AUTO(dxaws_dns_desired) other = run_desired(run, "a.sub", "A", "192.0.2.1");
    dxaws_dns_desired_set_zone(other, run_name(run, "sub", name));
    return run_converge(run, other);
}

static dxaws_error *delegation_comes_with_what_it_delegates(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DX_TRY(run_add_zone(run, run_name(run, "sub", name), false));
    DX_TRY(delegation(run, "sub", &desired));
    run_add(run, desired, "www.sub", "A", "192.0.2.2");
    return run_converge(run, desired);
}

/* A zone that somebody makes further down takes nothing over, and what stands above is changed
 * there, until it is delegated. */
static dxaws_error *records_stay_above_a_new_zone(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www.sub", "A", "192.0.2.2");
    DXAWS_AUTO(dxaws_dns_desired) changed = run_desired(run, "www.sub", "A", "192.0.2.3");
    DXAWS_AUTO(dxaws_dns_desired) beside = run_desired(run, "_a.www.sub", "TXT", "b");
    DX_TRY(run_converge(run, desired));
    DX_TRY(run_add_zone(run, run_name(run, "sub", name), false));
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(run_add_zone(run, run_name(run, "www.sub", name), false));
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(run_converge(run, changed));
    DX_TRY(run_converge(run, beside));
    DX_TRY(expect_zone(run, "www.sub", ""));
    dxaws_dns_desired_set_present(changed, false);
    dxaws_dns_desired_set_present(beside, false);
    DX_TRY(run_converge(run, beside));
    DX_TRY(run_converge(run, changed));
    DX_TRY(delegate(run, "sub"));
    return expect_zone(run, "a.sub", "sub");
}

static dxaws_error *records_of_two_zones_are_one_plan(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DX_TRY(run_add_zone(run, run_name(run, "sub", name), false));
    DX_TRY(delegate(run, "sub"));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    run_add(run, desired, "www.sub", "A", "192.0.2.2");
    DX_TRY(run_converge(run, desired));
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DX_TRY(dxaws_dns_manager_execute(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(dxaws_dns_result_zone_count(result) == 2, "%zu zones, expected 2",
              dxaws_dns_result_zone_count(result));
    return NULL;
}

static dxaws_error *private_zone_is_not_chosen(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DX_TRY(run_add_zone(run, run_name(run, "sub", name), true));
    return expect_zone(run, "www.sub", "");
}

static dxaws_error *two_zones_of_a_name_need_a_choice(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_zone) zone = NULL;
    DX_TRY(find(run, "www", &zone));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www", "A", "192.0.2.1");
    dxaws_error *error = run_add_zone(run, run->zone, false);
    if (error == NULL) {
        error =
            run_expect_refusal(run, desired, DXAWS_ERROR_INVALID_ARGUMENT, "AmbiguousHostedZone");
    }
    dxaws_dns_desired_set_zone(desired, dxaws_dns_zone_id(zone));
    return error ? error : run_converge(run, desired);
}

static dxaws_error *zone_can_be_named(struct run *run)
{
    char name[RUN_NAME_SIZE];
    DX_TRY(run_add_zone(run, run_name(run, "sub", name), false));
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "www.sub", "A", "192.0.2.1");
    dxaws_dns_desired_set_zone(desired, run->zone);
    DX_TRY(run_converge(run, desired));
    dxaws_dns_desired_set_zone(desired, "Z0DXAWSCONTRACT0");
    return run_expect_refusal(run, desired, DXAWS_ERROR_NOT_FOUND, "HostedZoneNotFound");
}

static dxaws_error *zone_itself_cannot_be_a_cname(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "", "CNAME", "a.example.net");
    return run_expect_refusal(run, desired, DXAWS_ERROR_INVALID_ARGUMENT, "CnameAtApex");
}

const struct dx_contract_case contract_zone_cases[] = {
    DX_CASE(name_outside_every_zone_is_not_found, 0),
    DX_CASE(suffix_ends_at_a_label, 0),
    DX_CASE(longest_suffix_wins, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(zone_below_waits_for_its_delegation, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(zone_that_is_named_needs_no_delegation, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(delegation_comes_with_what_it_delegates, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(records_stay_above_a_new_zone, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(records_of_two_zones_are_one_plan, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(private_zone_is_not_chosen, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(two_zones_of_a_name_need_a_choice, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(zone_can_be_named, DXAWS_DNS_LACKS_ADD_ZONE),
    DX_CASE(zone_itself_cannot_be_a_cname, 0),
    {.name = NULL},
};
