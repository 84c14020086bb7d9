/* SPDX-License-Identifier: MIT */
/* Contract cases: making, reading, removing; and what a manager refuses to begin. */
#include "contract.h"

static dxaws_error *absent_certificate_is_requested_and_issued(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    return run_converge(run, desired, RUN_ALL);
}

static dxaws_error *result_says_what_exists(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    for (int i = 0; i < 2; i++) { /* what a change returns, a second run returns as well */
        DXAWS_AUTO(dxaws_acm_result) result = NULL;
        DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &result));
        DX_EXPECT(dxaws_acm_result_exists(result), "the result does not exist");
        const char *const found[] = {dxaws_acm_result_domain_name(result),
                                     dxaws_acm_result_region(result),
                                     dxaws_acm_result_arn(result),
                                     dxaws_acm_status_name(dxaws_acm_result_status(result)),
                                     dxaws_acm_result_validation_record_name(result),
                                     dxaws_acm_result_validation_record_value(result)};
        const char *const wanted[] = {run->domain, run->region, ":certificate/",
                                      "ISSUED",    run->domain, ".acm-validations.aws."};
        for (int j = 0; j < 6; j++) {
            DX_EXPECT(found[j] != NULL && strstr(found[j], wanted[j]) != NULL,
                      "the result says \"%s\", expected \"%s\"", found[j] ? found[j] : "nothing",
                      wanted[j]);
        }
        DX_EXPECT(dxaws_acm_result_in_use_by_at(result, 0) == NULL, "a new certificate is in use");
        DX_TRY(run_expect_record(run, found[4], found[5], true));
    }
    return NULL;
}

static dxaws_error *the_spelling_of_a_name_does_not_matter(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DX_TRY(run_execute(run, desired));
    char shouted[90];
    size_t length = (size_t)snprintf(shouted, sizeof shouted, "%s.", run->domain);
    for (size_t i = 0; i < length; i++) {
        if (shouted[i] >= 'a' && shouted[i] <= 'z') {
            shouted[i] = (char)(shouted[i] - 'a' + 'A');
        }
    }
    DXAWS_AUTO(dxaws_acm_desired) same = dxaws_acm_desired_new(shouted, run->region);
    return run_expect_plan(run, same, "");
}

static dxaws_error *without_wait_it_is_left_pending(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    run->options = options;
    DX_TRY(run_converge(run, desired, RUN_REQUEST));
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    run->options = NULL;
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(dxaws_acm_result_status(result) == DXAWS_ACM_STATUS_ISSUED, "the status is %s",
              dxaws_acm_status_name(dxaws_acm_result_status(result)));
    return run_expect_plan(run, desired, "");
}

static dxaws_error *declared_tags_have_the_declared_values(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    DX_TRY(run_execute(run, desired));
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    dxaws_tags_set(tags, "env", "gr\xc3\xbc\xc3\x9f =+/:@");
    dxaws_tags_set(tags, "empty", "");
    dxaws_acm_desired_set_tags(desired, tags);
    DX_TRY(run_converge(run, desired, "PUT_TAGS"));
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    DX_TRY(dxaws_acm_manager_get_current(run->manager, run->context, desired, &current));
    DXAWS_AUTO(dxaws_tags) found = dxaws_acm_current_tags(current);
    const char *const keys[] = {"env", "empty", "owner"};
    const char *const values[] = {"gr\xc3\xbc\xc3\x9f =+/:@", "", NULL};
    for (size_t i = 0; i < 3; i++) {
        const char *value = dxaws_tags_get(found, keys[i]);
        bool same = values[i] ? value != NULL && strcmp(value, values[i]) == 0 : value == NULL;
        DX_EXPECT(same, "the tag %s was read back as \"%s\"", keys[i], value ? value : "nothing");
    }
    return NULL;
}

static dxaws_error *an_empty_set_removes_all_tags(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    DX_TRY(run_execute(run, desired));
    DXAWS_AUTO(dxaws_tags) none = dxaws_tags_new();
    dxaws_acm_desired_set_tags(desired, none);
    return run_converge(run, desired, "PUT_TAGS");
}

static dxaws_error *what_is_not_set_is_not_touched(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) full = run_tagged_desired(run);
    dxaws_acm_desired_set_key_algorithm(full, "EC_prime256v1");
    DX_TRY(run_execute(run, full));
    DXAWS_AUTO(dxaws_acm_desired) bare = run_desired(run);
    DX_TRY(run_expect_plan(run, bare, ""));
    DX_TRY(run_execute(run, bare));
    return run_expect_plan(run, full, "");
}

static dxaws_error *another_key_means_another_certificate(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    DX_TRY(run_execute(run, desired));
    dxaws_acm_desired_set_key_algorithm(desired, "EC_secp384r1");
    DX_TRY(run_converge(run, desired, RUN_ALL));
    DX_TRY(dxaws_acm_manager_get_current(run->manager, run->context, desired, &current));
    const char *found = dxaws_acm_current_key_algorithm(current);
    DX_EXPECT(found != NULL && strcmp(found, "EC_secp384r1") == 0,
              "the key algorithm is %s, expected EC_secp384r1", found ? found : "not reported");
    return NULL;
}

static dxaws_error *destroy_removes_certificate_and_record(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &result));
    dxaws_acm_desired_set_present(desired, false);
    DX_TRY(run_converge(run, desired, "DELETE_VALIDATION_RECORD DELETE_CERTIFICATE"));
    DX_TRY(run_destroy(run, desired));
    return run_expect_record(run, dxaws_acm_result_validation_record_name(result),
                             dxaws_acm_result_validation_record_value(result), false);
}

static dxaws_error *destroy_keeps_the_record_when_asked_to(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_execute(run->manager, run->context, desired, NULL, &result));
    dxaws_acm_desired_set_keep_validation(desired, true);
    dxaws_acm_desired_set_present(desired, false);
    DX_TRY(run_converge(run, desired, "DELETE_CERTIFICATE"));
    DX_TRY(run_expect_record(run, dxaws_acm_result_validation_record_name(result),
                             dxaws_acm_result_validation_record_value(result), true));
    DXAWS_AUTO(dxaws_dns_desired)
    record = run_record(dxaws_acm_result_validation_record_name(result),
                        dxaws_acm_result_validation_record_value(result));
    DXAWS_AUTO(dxaws_dns_result) removed = NULL;
    return dxaws_dns_manager_destroy(run->dns, run->context, record, NULL, &removed);
}

static dxaws_error *destroy_of_an_absent_certificate_is_no_change(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    dxaws_acm_desired_set_present(desired, false);
    DX_TRY(run_expect_plan(run, desired, ""));
    return run_destroy(run, desired);
}

static dxaws_error *a_certificate_made_again_is_issued_again(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_destroy(run, desired));
    /* Within the hour, the same idempotency token would name the deleted certificate. */
    return run_converge(run, desired, RUN_ALL);
}

static dxaws_error *the_same_plan_can_be_applied_twice(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_acm_result) first = NULL;
    DXAWS_AUTO(dxaws_acm_result) second = NULL;
    DX_TRY(dxaws_acm_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DX_TRY(dxaws_acm_manager_apply(run->manager, run->context, plan, NULL, &first));
    /* As after a run that was killed before it could tell. */
    DX_TRY(dxaws_acm_manager_apply(run->manager, run->context, plan, NULL, &second));
    DX_EXPECT(strcmp(dxaws_acm_result_arn(first), dxaws_acm_result_arn(second)) == 0,
              "a second certificate was made: %s and %s", dxaws_acm_result_arn(first),
              dxaws_acm_result_arn(second));
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_plan_read_from_json_can_be_applied(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_tagged_desired(run);
    DXAWS_AUTO(dxaws_plan) made = NULL;
    DXAWS_AUTO(dxaws_plan) parsed = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_plan(run->manager, run->context, desired, NULL, &made));
    DX_TRY(dxaws_plan_parse(dxaws_plan_text(made), &parsed));
    DX_TRY(dxaws_acm_manager_apply(run->manager, run->context, parsed, NULL, &result));
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_name_outside_every_zone_is_refused_before_the_request(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired)
    desired = dxaws_acm_desired_new("www.no-zone-for-this.test", run->region);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    return dx_contract_error(
        dxaws_acm_manager_plan(run->manager, run->context, desired, NULL, &plan),
        DXAWS_ERROR_NOT_FOUND);
}

static dxaws_error *a_cancelled_context_does_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_plan(run->manager, run->context, desired, NULL, &plan));
    DXAWS_AUTO(dxaws_context) cancelled = dxaws_context_new_child(run->context, DXAWS_NO_TIMEOUT);
    dxaws_context_cancel(cancelled);
    DX_TRY(dx_contract_error(dxaws_acm_manager_apply(run->manager, cancelled, plan, NULL, &result),
                             DXAWS_ERROR_CANCELLED));
    return run_expect_plan(run, desired, RUN_ALL);
}

/* Who changes a plan on purpose leaves out what it was when it was written. */
static void leave_out_digests(char *text)
{
    char *digests = text ? strstr(text, "\"digests\":{") : NULL;
    char *end = digests ? strstr(digests, "},") : NULL;
    if (end != NULL) {
        memmove(digests, end + 2, strlen(end + 2) + 1);
    }
}

/* The plan as it would be, had it been made for another account: the number begins with another
 * digit. */
static dxaws_error *move_plan(const dxaws_plan *plan, dxaws_plan **moved)
{
    static const char name[] = "\"account\"";
    char *text = strdup(dxaws_plan_text(plan));
    bool known = false;
    leave_out_digests(text);
    for (char *p = text; p != NULL && (p = strstr(p, name)) != NULL;) {
        p += sizeof name - 1;
        p += strspn(p, ": \"");
        known = known || (*p >= '0' && *p <= '9');
        *p = *p == '9' ? '1' : *p >= '0' && *p <= '8' ? '9' : *p;
    }
    dxaws_error *error = known ? dxaws_plan_parse(text, moved) : NULL;
    free(text);
    DX_EXPECT(known, "the plan does not say for which account the certificate is requested");
    return error;
}

/* What is not there can be made anywhere: nothing but the account tells that it is the wrong one.
 */
static dxaws_error *planned_for_another_account(struct run *run)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) moved = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DX_TRY(dxaws_acm_manager_plan(run->manager, run->context, desired, run->options, &plan));
    DX_TRY(move_plan(plan, &moved));
    DX_TRY(dx_contract_error(
        dxaws_acm_manager_apply(run->manager, run->context, moved, run->options, &result),
        DXAWS_ERROR_STALE));
    DX_TRY(run_expect_plan(run, desired, RUN_ALL));
    return dxaws_acm_manager_apply(run->manager, run->context, plan, run->options, &result);
}

const struct dx_contract_case contract_lifecycle_cases[] = {
    DX_CASE(absent_certificate_is_requested_and_issued, 0),
    DX_CASE(result_says_what_exists, 0),
    DX_CASE(the_spelling_of_a_name_does_not_matter, 0),
    DX_CASE(without_wait_it_is_left_pending, 0),
    DX_CASE(declared_tags_have_the_declared_values, 0),
    DX_CASE(an_empty_set_removes_all_tags, 0),
    DX_CASE(what_is_not_set_is_not_touched, 0),
    DX_CASE(another_key_means_another_certificate, 0),
    DX_CASE(destroy_removes_certificate_and_record, 0),
    DX_CASE(destroy_keeps_the_record_when_asked_to, 0),
    DX_CASE(destroy_of_an_absent_certificate_is_no_change, 0),
    DX_CASE(a_certificate_made_again_is_issued_again, 0),
    DX_CASE(the_same_plan_can_be_applied_twice, 0),
    DX_CASE(a_plan_read_from_json_can_be_applied, 0),
    DX_CASE(a_name_outside_every_zone_is_refused_before_the_request, 0),
    DX_CASE(a_cancelled_context_does_nothing, 0),
    {.name = "planned_for_another_account",
     .since = "0.9",
     .function = planned_for_another_account,
     .needs = DXAWS_ACM_LACKS_SEVERAL},
    {.name = NULL},
};
