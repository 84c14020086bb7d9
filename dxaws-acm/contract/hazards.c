/* SPDX-License-Identifier: MIT */
/* Contract cases: what happens to each action, whichever it is. It is performed twice, the answers
 * of its writes are lost, or the certificate is somebody else's by then. */
#include "contract.h"

#include <dxaws/kit/contract-hazards.h>

static dxaws_error *for_creation(struct run *run, void **desired)
{
    *desired = run_tagged_desired(run);
    return NULL;
}

static dxaws_error *for_record(struct run *run, void **desired)
{
    *desired = run_tagged_desired(run);
    DX_TRY(run_execute(run, *desired));
    return run_break(run, DXAWS_ACM_BREAK_RECORD);
}

static dxaws_error *for_tags(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_acm_desired) before = run_tagged_desired(run);
    dxaws_acm_desired *made = run_desired(run);
    *desired = made;
    dxaws_acm_desired_set_tag(made, "env", "other");
    dxaws_acm_desired_set_tag(made, "team", "web");
    return run_execute(run, before);
}

static dxaws_error *for_adoption(struct run *run, void **desired)
{
    *desired = run_desired(run);
    DX_TRY(run_execute(run, *desired));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_DISOWN));
    dxaws_apply_options_add_adopt(run->consents, "certificate");
    return NULL;
}

static dxaws_error *for_replacement(struct run *run, void **desired)
{
    *desired = run_tagged_desired(run);
    DX_TRY(run_execute(run, *desired));
    return run_break(run, DXAWS_ACM_BREAK_FAIL);
}

static dxaws_error *for_removal(struct run *run, void **desired)
{
    dxaws_acm_desired *made = run_tagged_desired(run);
    *desired = made;
    DX_TRY(run_execute(run, made));
    dxaws_acm_desired_set_present(made, false);
    return NULL;
}

static dxaws_error *for_release(struct run *run, void **desired)
{
    dxaws_apply_options_set_release(run->consents, true);
    return for_removal(run, desired);
}

/* One of two that have their record in common. */
static dxaws_error *for_heir(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_acm_desired) heir = dxaws_acm_desired_new(run->domain, run->other_region);
    DX_TRY(for_removal(run, desired));
    return run_execute(run, heir);
}

static const struct dx_contract_hazard creation = {RUN_ALL, for_creation, 1};
static const struct dx_contract_hazard record = {"PUT_VALIDATION_RECORD", for_record, 1};
static const struct dx_contract_hazard tags = {"PUT_TAGS", for_tags, 1};
static const struct dx_contract_hazard adoption = {"ADOPT", for_adoption, 1};
static const struct dx_contract_hazard replacement = {"DELETE_FAILED " RUN_ALL, for_replacement, 1};
static const struct dx_contract_hazard removal = {"DELETE_VALIDATION_RECORD DELETE_CERTIFICATE",
                                                  for_removal, 0};
static const struct dx_contract_hazard release = {"RELEASE", for_release, 1};
static const struct dx_contract_hazard heir = {"PASS_VALIDATION_RECORD DELETE_CERTIFICATE",
                                               for_heir, 0};

static dxaws_error *expect_count(struct run *run, size_t expected)
{
    DXAWS_AUTO(dxaws_acm_certificate_list) list = NULL;
    size_t count = 0;
    DX_TRY(dxaws_acm_manager_list_certificates(run->manager, run->context, run->region, &list));
    for (size_t i = 0; i < dxaws_acm_certificate_list_count(list); i++) {
        const char *name =
            dxaws_acm_certificate_domain_name(dxaws_acm_certificate_list_at(list, i));
        count += name != NULL && strcmp(name, run->domain) == 0;
    }
    DX_EXPECT(count == expected, "there are %zu certificates, expected %zu", count, expected);
    return NULL;
}

/* What is done is done once, and whole. */
static dxaws_error *expect_done(struct run *run, const dxaws_acm_desired *desired)
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    DX_TRY(run_expect_plan(run, desired, ""));
    return expect_count(run, hazard->left);
}

static dxaws_error *perform_twice(struct run *run, dxaws_acm_desired *desired)
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    dxaws_provider *twice = NULL;
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    dxaws_acm_manager *manager = NULL;
    DXAWS_AUTO(dxaws_acm_manager_options) through = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(through, run->dns);
    DX_TRY(run_expect_plan(run, desired, hazard->kinds));
    DX_TRY(dx_twice_provider_new(dxaws_acm_provider_base(run->provider), &twice));
    dxaws_error *error = dxaws_acm_provider_from(twice, &provider);
    dxaws_provider_unref(twice);
    error = error ? error : dxaws_acm_manager_new(provider, through, &manager);
    error = error
                ? error
                : dxaws_acm_manager_execute(manager, run->context, desired, run->options, &result);
    dxaws_acm_manager_unref(manager);
    return error ? error : expect_done(run, desired);
}

/* Each run says what is true, and the next one goes on. */
static dxaws_error *survive(struct run *run, const dxaws_acm_desired *desired, int lag_s)
{
    enum { RUNS = 8 };
    const struct dx_contract_hazard *hazard = run->row->detail;
    DX_TRY(run_expect_plan(run, desired, hazard->kinds));
    DX_TRY(run_lose_answers(run, lag_s));
    dxaws_error *error = run_execute(run, desired);
    for (int i = 0; i < RUNS && error != NULL; i++) {
        dxaws_error *untrue = dx_contract_lost(error);
        dxaws_error_free(error);
        DX_TRY(untrue);
        error = run_execute(run, desired);
    }
    DX_TRY(error);
    int64_t end = dxaws_context_monotonic_ms(run->context) + lag_s * INT64_C(1000) + 60000;
    while ((error = expect_done(run, desired)) != NULL &&
           dxaws_context_monotonic_ms(run->context) < end) {
        dxaws_error_free(error);
        DX_TRY(dxaws_context_sleep_ms(run->context, 1000));
    }
    return error;
}

static dxaws_error *survive_loss(struct run *run, dxaws_acm_desired *desired)
{
    return survive(run, desired, 0);
}

static dxaws_error *survive_lag(struct run *run, dxaws_acm_desired *desired)
{
    return survive(run, desired, 4);
}

static dxaws_error *survive_long_lag(struct run *run, dxaws_acm_desired *desired)
{
    return survive(run, desired, 40);
}

/* The certificate with that ARN, whosever it is. */
static dxaws_error *read_named(struct run *run, const char *arn, dxaws_acm_current **current)
{
    DXAWS_AUTO(dxaws_acm_desired) named = run_desired(run);
    dxaws_acm_desired_set_arn(named, arn);
    return dxaws_acm_manager_get_current(run->manager, run->context, named, current);
}

static dxaws_error *expect_same(struct run *run, const dxaws_acm_current *before)
{
    DXAWS_AUTO(dxaws_acm_current) after = NULL;
    bool stood = false;
    bool stands = false;
    DX_TRY(read_named(run, dxaws_acm_current_arn(before), &after));
    DXAWS_AUTO(dxaws_tags) then = dxaws_acm_current_tags(before);
    DXAWS_AUTO(dxaws_tags) now = dxaws_acm_current_tags(after);
    dxaws_acm_current_validation_published(before, &stood);
    dxaws_acm_current_validation_published(after, &stands);
    DX_EXPECT(dxaws_acm_current_exists(after), "what is somebody else's by now is gone");
    DX_EXPECT(then != NULL && dxaws_tags_equal(then, now), "its tags are others by now");
    DX_EXPECT(stood == stands, "its record was written to");
    return NULL;
}

/* The certificate, and its record, are as they were when they became somebody else's. */
static dxaws_error *be_stale(struct run *run, dxaws_acm_desired *desired)
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    DXAWS_AUTO(dxaws_acm_certificate_list) list = NULL;
    DXAWS_AUTO(dxaws_acm_current) before = NULL;
    dxaws_acm_manager *manager = run->manager;
    bool marked = !dx_contract_has_word(hazard->kinds, "ADOPT") &&
                  !dx_contract_has_word(hazard->kinds, "RELEASE"); /* and has to be, for this */
    DX_TRY(dxaws_acm_manager_plan(manager, run->context, desired, run->options, &plan));
    DX_TRY(dx_contract_kinds(plan, hazard->kinds));
    DX_TRY(run_break(run, marked ? DXAWS_ACM_BREAK_DISOWN : DXAWS_ACM_BREAK_COPY_MARK));
    DX_TRY(dxaws_acm_manager_list_certificates(manager, run->context, run->region, &list));
    DX_EXPECT(dxaws_acm_certificate_list_count(list) > 0, "there is no certificate");
    size_t last = dxaws_acm_certificate_list_count(list) - 1;
    DX_TRY(read_named(run, dxaws_acm_certificate_arn(dxaws_acm_certificate_list_at(list, last)),
                      &before));
    DX_TRY(dx_contract_error(
        dxaws_acm_manager_apply(manager, run->context, plan, run->options, &result),
        DXAWS_ERROR_STALE));
    return expect_same(run, before);
}

/* Leads to the plan, and has it happen. */
static dxaws_error *happen(struct run *run,
                           dxaws_error *(*function)(struct run *run, dxaws_acm_desired *desired))
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    void *desired = NULL;
    run->consents = dxaws_apply_options_new();
    dxaws_error *error = hazard->prepare(run, &desired);
    run->options = run->consents;
    error = error ? error : function(run, desired);
    run->options = NULL;
    dxaws_apply_options_free(run->consents);
    dxaws_acm_desired_free(desired);
    return error;
}

#define HAPPENS(name, function)                                                                    \
    static dxaws_error *name(struct run *run)                                                      \
    {                                                                                              \
        return happen(run, function);                                                              \
    }
HAPPENS(performed_twice, perform_twice)
HAPPENS(answers_lost, survive_loss)
HAPPENS(answers_lost_and_lists_4_s_late, survive_lag)
HAPPENS(answers_lost_and_lists_40_s_late, survive_long_lag)
HAPPENS(somebody_elses_by_then, be_stale)

static dxaws_error *every_action_is_tried(struct run *run)
{
    (void)run;
    return dx_contract_all_planned(run_tables(), dxaws_acm_module(), "");
}

#define ONE(hazard, what, bits)                                                                    \
    {                                                                                              \
        .name = #hazard "_" #what, .since = "0.9", .function = (what), .needs = (bits),            \
        .detail = &(hazard)                                                                        \
    }
#define SEVERAL DXAWS_ACM_LACKS_SEVERAL
#define LOST DXAWS_ACM_LACKS_LOSE_ANSWERS
#define HAZARD(hazard, bits)                                                                       \
    ONE(hazard, performed_twice, SEVERAL | (bits)),                                                \
        ONE(hazard, answers_lost, SEVERAL | LOST | (bits)),                                        \
        ONE(hazard, answers_lost_and_lists_4_s_late, SEVERAL | DXAWS_ACM_LACKS_LAG | (bits)),      \
        ONE(hazard, answers_lost_and_lists_40_s_late, SEVERAL | DXAWS_ACM_LACKS_LAG | (bits))
#define STALE(hazard, bits) ONE(hazard, somebody_elses_by_then, SEVERAL | DISOWN | (bits))
#define DISOWN DXAWS_ACM_LACKS_BREAK_DISOWN
#define FAIL DXAWS_ACM_LACKS_BREAK_FAIL

const struct dx_contract_case contract_hazard_cases[] = {
    HAZARD(creation, 0),
    HAZARD(record, DXAWS_ACM_LACKS_BREAK_RECORD),
    HAZARD(tags, 0),
    HAZARD(adoption, DISOWN),
    HAZARD(replacement, FAIL),
    HAZARD(removal, 0),
    HAZARD(release, 0),
    HAZARD(heir, 0),
    STALE(tags, 0),
    STALE(adoption, DXAWS_ACM_LACKS_BREAK_COPY_MARK),
    STALE(replacement, FAIL),
    STALE(removal, 0),
    STALE(release, DXAWS_ACM_LACKS_BREAK_COPY_MARK),
    STALE(record, DXAWS_ACM_LACKS_BREAK_RECORD),
    {.name = "every_action_is_tried", .since = "0.9", .function = every_action_is_tried},
    {.name = NULL},
};
