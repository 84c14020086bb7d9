/* SPDX-License-Identifier: MIT */
/* Contract cases: the certificate changes by other means, or others need it too. */
#include "contract.h"

/* Exactly what drifted is planned and repaired. */
static dxaws_error *repair(struct run *run, dxaws_acm_contract_breakage breakage, const char *kinds)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, breakage));
    return run_converge(run, desired, kinds);
}

static dxaws_error *deleted_certificate_is_requested_again(struct run *run)
{
    return repair(run, DXAWS_ACM_BREAK_DELETE, RUN_ALL);
}

static dxaws_error *drifted_tags_are_repaired(struct run *run)
{
    return repair(run, DXAWS_ACM_BREAK_TAGS, "PUT_TAGS");
}

static dxaws_error *missing_validation_record_is_put_again(struct run *run)
{
    return repair(run, DXAWS_ACM_BREAK_RECORD, "PUT_VALIDATION_RECORD");
}

static dxaws_error *failed_certificate_is_replaced(struct run *run)
{
    return repair(run, DXAWS_ACM_BREAK_FAIL, "DELETE_FAILED " RUN_ALL);
}

/* The plan was made while the certificate was pending; it fails before ACM is asked again. */
static dxaws_error *a_failure_while_waiting_is_told_with_its_reason(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_current) found = NULL;
    DXAWS_AUTO(dxaws_acm_current) pending = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    run->options = options;
    DX_TRY(run_execute(run, desired));
    run->options = NULL;
    DX_TRY(dxaws_acm_manager_get_current(run->manager, run->context, desired, &found));
    DX_TRY(dxaws_acm_current_parse(
        "{\"exists\":true,\"status\":\"PENDING_VALIDATION\",\"validation_published\":true,"
        "\"validation_record\":{\"name\":\"n.\",\"type\":\"CNAME\",\"value\":\"v.\"}}",
        &pending));
    dxaws_acm_current_set_arn(pending, dxaws_acm_current_arn(found));
    DXAWS_AUTO(dxaws_tags) tags = dxaws_acm_current_tags(found);
    dxaws_acm_current_set_tags(pending, tags);
    DX_TRY(dxaws_acm_desired_plan(desired, pending, NULL, &plan));
    DX_TRY(dx_contract_kinds(plan, "WAIT_ISSUED"));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_FAIL));
    dxaws_error *error = dxaws_acm_manager_apply(run->manager, run->context, plan, NULL, &result);
    if (error != NULL && strstr(dxaws_error_message(error), "CAA") == NULL) {
        return error;
    }
    return dx_contract_error(error, DXAWS_ERROR_INVALID_STATE);
}

static dxaws_error *say_who_lets_go(struct run *run, dxaws_acm_desired *desired)
{
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    DX_TRY(dxaws_acm_manager_get_current(run->manager, run->context, desired, &current));
    DX_EXPECT(dxaws_acm_current_in_use_by_count(current) == 1, "it is used by %zu, expected 1",
              dxaws_acm_current_in_use_by_count(current));
    dxaws_acm_desired_add_used_by(desired, dxaws_acm_current_in_use_by_at(current, 0));
    return NULL;
}

/* What uses it and is said to go is waited for; anything else keeps it. */
static dxaws_error *a_certificate_in_use_is_not_deleted(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_desired) absent = run_desired(run);
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_USE));
    dxaws_acm_desired_set_present(absent, false);
    DX_TRY(run_expect_left(run, absent, "", "certificate"));
    DX_TRY(run_execute(run, absent));
    DX_TRY(run_expect_plan(run, desired, "")); /* nothing was done to it */
    DX_TRY(say_who_lets_go(run, absent));
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_timeout_ms(options, "WAIT_UNUSED", 2000);
    DX_TRY(run_expect_plan(run, absent, "WAIT_UNUSED DELETE_VALIDATION_RECORD DELETE_CERTIFICATE"));
    dxaws_error *error =
        dxaws_acm_manager_execute(run->manager, run->context, absent, options, &result);
    if (error != NULL && strstr(dxaws_error_message(error), "in use by arn:") == NULL) {
        return error;
    }
    DX_TRY(dx_contract_error(error, DXAWS_ERROR_TIMEOUT));
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_RELEASE));
    return run_destroy(run, absent); /* which waits until that is known */
}

/* A wildcard and its parent are proved by one record, and so are all regions. */
static dxaws_error *shares_its_record(struct run *run, const char *domain, const char *region)
{
    DXAWS_AUTO(dxaws_acm_desired) one = run_desired(run);
    DXAWS_AUTO(dxaws_acm_desired) other = dxaws_acm_desired_new(domain, region);
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(run_execute(run, one));
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, other, NULL, &result));
    dxaws_acm_desired_set_present(one, false);
    DX_TRY(run_converge(run, one, "PASS_VALIDATION_RECORD DELETE_CERTIFICATE"));
    DX_TRY(run_expect_plan(run, other, ""));
    dxaws_acm_desired_set_present(other, false);
    DX_TRY(run_converge(run, other, "DELETE_VALIDATION_RECORD DELETE_CERTIFICATE"));
    return run_expect_record(run, dxaws_acm_result_validation_record_name(result),
                             dxaws_acm_result_validation_record_value(result), false);
}

static dxaws_error *a_record_that_a_wildcard_needs_is_kept(struct run *run)
{
    char wildcard[90];
    snprintf(wildcard, sizeof wildcard, "*.%s", run->domain);
    return shares_its_record(run, wildcard, run->region);
}

static dxaws_error *a_record_that_another_region_needs_is_kept(struct run *run)
{
    return shares_its_record(run, run->domain, run->other_region);
}

static dxaws_error *expect_other(struct run *run, const dxaws_acm_desired *desired, const char *arn)
{
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    DX_TRY(dxaws_acm_manager_get_current(run->manager, run->context, desired, &current));
    char *text = dxaws_acm_current_format(current);
    const char *others = text ? strstr(text, "\"others\"") : NULL;
    bool found = others != NULL && strstr(others, arn) != NULL;
    free(text);
    DX_EXPECT(found, "certificate %s is not named among the others", arn);
    return NULL;
}

/* Another key makes another certificate; the first one is found and removed by its ARN. */
static dxaws_error *a_replaced_certificate_is_removed_by_itself(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_desired) old = run_desired(run);
    DXAWS_AUTO(dxaws_acm_result) first = NULL;
    DXAWS_AUTO(dxaws_acm_result) second = NULL;
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &first));
    const char *arn = dxaws_acm_result_arn(first);
    dxaws_acm_desired_set_key_algorithm(desired, "EC_prime256v1");
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &second));
    DX_TRY(expect_other(run, desired, arn));
    dxaws_acm_desired_set_arn(old, arn);
    DX_TRY(run_expect_plan(run, old, ""));
    dxaws_acm_desired_set_present(old, false);
    DX_TRY(run_converge(run, old, "DELETE_CERTIFICATE"));
    return run_expect_plan(run, desired, "");
}

/* Fails unless the region's list has the certificate @a times, and says what it is. */
static dxaws_error *expect_listed(struct run *run, const char *region, const char *arn,
                                  size_t times)
{
    DXAWS_AUTO(dxaws_acm_certificate_list) list = NULL;
    const dxaws_acm_certificate *found = NULL;
    size_t count = 0;
    DX_TRY(dxaws_acm_manager_list_certificates(run->manager, run->context, region, &list));
    for (size_t i = 0; i < dxaws_acm_certificate_list_count(list); i++) {
        const dxaws_acm_certificate *one = dxaws_acm_certificate_list_at(list, i);
        const char *other = dxaws_acm_certificate_arn(one);
        DX_EXPECT(other != NULL, "certificate %zu of %s has no ARN", i, region);
        if (strcmp(other, arn) == 0) {
            found = one;
            count++;
        }
    }
    DX_EXPECT(count == times, "%s lists %s %zu times, expected %zu", region, arn, count, times);
    if (times == 0) {
        return NULL;
    }
    const char *domain = dxaws_acm_certificate_domain_name(found);
    const char *status = dxaws_acm_status_name(dxaws_acm_certificate_status(found));
    const char *key = dxaws_acm_certificate_key_algorithm(found);
    bool used = true;
    DX_EXPECT(domain != NULL && strcmp(domain, run->domain) == 0,
              "the list says \"%s\", not \"%s\"", domain ? domain : "nothing", run->domain);
    DX_EXPECT(strcmp(status, "ISSUED") == 0, "the list says %s, not ISSUED", status);
    DX_EXPECT(key != NULL && strcmp(key, "EC_prime256v1") == 0, "the list says %s, not the key",
              key ? key : "nothing");
    DX_EXPECT(dxaws_acm_certificate_in_use(found, &used) && !used, "a new certificate is in use");
    return NULL;
}

static dxaws_error *the_certificates_of_a_region_are_listed(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    dxaws_acm_desired_set_key_algorithm(desired, "EC_prime256v1");
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &result));
    const char *arn = dxaws_acm_result_arn(result);
    DX_TRY(expect_listed(run, run->region, arn, 1));
    DX_TRY(expect_listed(run, run->other_region, arn, 0));
    DX_TRY(run_destroy(run, desired));
    return expect_listed(run, run->region, arn, 0);
}

const struct dx_contract_case contract_drift_cases[] = {
    DX_CASE(deleted_certificate_is_requested_again, DXAWS_ACM_LACKS_BREAK_DELETE),
    DX_CASE(drifted_tags_are_repaired, DXAWS_ACM_LACKS_BREAK_TAGS),
    DX_CASE(missing_validation_record_is_put_again, DXAWS_ACM_LACKS_BREAK_RECORD),
    DX_CASE(failed_certificate_is_replaced, DXAWS_ACM_LACKS_BREAK_FAIL),
    DX_CASE(a_failure_while_waiting_is_told_with_its_reason, DXAWS_ACM_LACKS_BREAK_FAIL),
    DX_CASE(a_certificate_in_use_is_not_deleted,
            DXAWS_ACM_LACKS_BREAK_RELEASE | DXAWS_ACM_LACKS_BREAK_USE),
    DX_CASE(a_record_that_a_wildcard_needs_is_kept, DXAWS_ACM_LACKS_SEVERAL),
    DX_CASE(a_record_that_another_region_needs_is_kept, DXAWS_ACM_LACKS_SEVERAL),
    DX_CASE(a_replaced_certificate_is_removed_by_itself, DXAWS_ACM_LACKS_SEVERAL),
    {.name = "the_certificates_of_a_region_are_listed",
     .since = "0.9",
     .function = the_certificates_of_a_region_are_listed,
     .needs = DXAWS_ACM_LACKS_SEVERAL},
    {.name = NULL},
};
