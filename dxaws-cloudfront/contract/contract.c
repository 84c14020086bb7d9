/* SPDX-License-Identifier: MIT */
/* The contract suite: opens the fixture, runs one case, cleans up after it. */
#include "contract.h"

static const struct dx_contract_case *const tables[] = {
    contract_lifecycle_cases,    contract_attribute_cases,
    contract_drift_cases,        contract_ownership_cases,
    contract_stale_cases,        contract_hazard_cases,
    contract_invalidation_cases, NULL};

static const struct dx_contract_capability capabilities[] = {
    {DXAWS_CLOUDFRONT_LACKS_BREAK_COMMENT, "BREAK_COMMENT"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_ALIASES, "BREAK_ALIASES"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_ERRORS, "BREAK_ERRORS"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_PRICE_CLASS, "BREAK_PRICE_CLASS"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_TAGS, "BREAK_TAGS"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_ENABLED, "BREAK_ENABLED"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_ORIGIN, "BREAK_ORIGIN"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_DELETE, "BREAK_DELETE"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE, "BREAK_TAKE"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_SIGNING, "BREAK_SIGNING"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_MARK, "BREAK_MARK"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_COPY, "BREAK_COPY"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_OTHERS_TAG, "BREAK_OTHERS_TAG"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL, "BREAK_CONTROL"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_SHARE, "BREAK_SHARE"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL_MARK, "BREAK_CONTROL_MARK"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_ANOTHERS_MARK, "BREAK_ANOTHERS_MARK"},
    {DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE_ELSEWHERE, "BREAK_TAKE_ELSEWHERE"},
    {DXAWS_CLOUDFRONT_LACKS_CERTIFICATES, "CERTIFICATES"},
    {DXAWS_CLOUDFRONT_LACKS_STRANGERS, "STRANGERS"},
    {DXAWS_CLOUDFRONT_LACKS_LOSE_ANSWERS, "LOSE_ANSWERS"},
    {DXAWS_CLOUDFRONT_LACKS_LAG, "LAG"},
    {DXAWS_CLOUDFRONT_LACKS_INVALIDATIONS, "INVALIDATIONS"},
    {.name = NULL},
};

size_t dxaws_cloudfront_contract_count(void)
{
    return dx_contract_count(tables);
}

const char *dxaws_cloudfront_contract_name(size_t index)
{
    return dx_contract_name(tables, index);
}

const char *dxaws_cloudfront_contract_since(size_t index)
{
    return dx_contract_since(tables, index);
}

dxaws_cloudfront_desired *run_desired(const struct run *run)
{
    dxaws_cloudfront_desired *desired = dxaws_cloudfront_desired_new(run->name);
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "contract.s3.eu-west-1.amazonaws.com");
    return desired;
}

dxaws_cloudfront_desired *run_full_desired(const struct run *run)
{
    dxaws_cloudfront_desired *desired = run_desired(run);
    dxaws_cloudfront_desired_set_origin_path(desired, "/v1");
    DXAWS_AUTO(dxaws_cloudfront_error_response) response = dxaws_cloudfront_error_response_new();
    dxaws_cloudfront_error_response_set_error_code(response, 404);
    dxaws_cloudfront_error_response_set_response_code(response, 200);
    dxaws_cloudfront_error_response_set_page(response, "/index.html");
    dxaws_cloudfront_desired_add_error_response(desired, response);
    dxaws_cloudfront_error_response_set_error_code(response, 403);
    dxaws_cloudfront_desired_add_error_response(desired, response);
    dxaws_cloudfront_desired_set_tag(desired, "env", "test");
    dxaws_cloudfront_desired_set_tag(desired, "owner", "contract");
    return desired;
}

dxaws_error *run_add_alias(struct run *run, dxaws_cloudfront_desired *desired)
{
    char domain[120];
    char arn[200];
    DX_TRY(dx_contract_has(run->row, DXAWS_CLOUDFRONT_LACKS_CERTIFICATES,
                           run->fixture->make_certificate != NULL, "make_certificate()"));
    snprintf(domain, sizeof domain, "*.%s.example.com", run->name);
    DX_TRY(run->fixture->make_certificate(run->fixture->self, domain, arn, sizeof arn));
    snprintf(domain, sizeof domain, "www.%s.example.com", run->name);
    dxaws_cloudfront_desired_set_certificate_arn(desired, arn);
    dxaws_cloudfront_desired_add_alias(desired, domain);
    return NULL;
}

dxaws_error *run_execute(struct run *run, const dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(dxaws_cloudfront_manager_execute(run->manager, run->context, desired, run->options,
                                            &result));
    const char *id = dxaws_cloudfront_result_id(result);
    snprintf(run->id, sizeof run->id, "%s", id ? id : "");
    return NULL;
}

static dxaws_error *make_plan(struct run *run, const void *desired, dxaws_plan **plan)
{
    return dxaws_cloudfront_manager_plan(run->manager, run->context, desired, run->options, plan);
}

dxaws_error *run_expect_plan(struct run *run, const dxaws_cloudfront_desired *desired,
                             const char *kinds)
{
    if ((run->fixture->flags & DXAWS_CLOUDFRONT_CONTRACT_EVENTUAL) != 0) {
        return dx_contract_await_plan(run, make_plan, desired, kinds, run->context);
    }
    return dx_contract_expect_plan(run, make_plan, desired, kinds);
}

dxaws_error *run_converge(struct run *run, const dxaws_cloudfront_desired *desired,
                          const char *kinds)
{
    DX_TRY(run_expect_plan(run, desired, kinds));
    DX_TRY(run_execute(run, desired));
    return run_expect_plan(run, desired, "");
}

dxaws_error *run_expect_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DX_TRY(dxaws_cloudfront_manager_get_current(run->manager, run->context, desired, &current));
    const char *oac = dxaws_cloudfront_current_oac_id(current);
    DX_EXPECT(!dxaws_cloudfront_current_exists(current), "distribution %s is there",
              dxaws_cloudfront_current_id(current));
    DX_EXPECT(oac == NULL, "origin access control %s is there", oac);
    return NULL;
}

dxaws_error *run_break(struct run *run, dxaws_cloudfront_contract_breakage breakage)
{
    DX_TRY(dx_contract_has(run->row, 1u << breakage, run->fixture->break_state != NULL,
                           "break_state()"));
    return run->fixture->break_state(run->fixture->self, run->name, run->id[0] ? run->id : NULL,
                                     breakage);
}

const struct dx_contract_case *const *run_tables(void)
{
    return tables;
}

dxaws_error *run_lose_answers(struct run *run, int lag_s)
{
    unsigned bit = lag_s > 0 ? DXAWS_CLOUDFRONT_LACKS_LAG : DXAWS_CLOUDFRONT_LACKS_LOSE_ANSWERS;
    DX_TRY(dx_contract_has(run->row, bit, run->fixture->lose_answers != NULL, "lose_answers()"));
    return run->fixture->lose_answers(run->fixture->self, lag_s);
}

dxaws_error *run_read_strangers(struct run *run, char **text)
{
    DX_TRY(dx_contract_has(run->row, DXAWS_CLOUDFRONT_LACKS_STRANGERS,
                           run->fixture->read_strangers != NULL, "read_strangers()"));
    return run->fixture->read_strangers(run->fixture->self, run->id[0] ? run->id : NULL, text);
}

dxaws_error *run_read(struct run *run, const dxaws_cloudfront_desired *desired,
                      dxaws_cloudfront_current **current)
{
    return dxaws_cloudfront_manager_get_current(run->manager, run->context, desired, current);
}

dxaws_error *run_expect_refusal(struct run *run, const dxaws_cloudfront_desired *desired,
                                dxaws_error_kind kind)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    return dx_contract_error(make_plan(run, desired, &plan), kind);
}

dxaws_apply_options *run_consent(const char *kind, const char *identity)
{
    char consent[160];
    dxaws_apply_options *options = dxaws_apply_options_new();
    snprintf(consent, sizeof consent, "%s/%s", kind, identity);
    dxaws_apply_options_add_adopt(options, consent);
    return options;
}

/* A case leaves nothing behind, also where it failed. What cannot be removed is left. */
static void clean_up(struct run *run)
{
    dxaws_cloudfront_desired *desired = run_desired(run);
    dxaws_cloudfront_result *result = NULL;
    if (run->manager != NULL && desired != NULL) {
        dxaws_error_free(
            dxaws_cloudfront_manager_destroy(run->manager, run->context, desired, NULL, &result));
    }
    dxaws_cloudfront_result_free(result);
    dxaws_cloudfront_desired_free(desired);
}

static dxaws_error *open_run(struct run *run)
{
    const dxaws_cloudfront_contract_fixture *fixture = run->fixture;
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    DX_TRY(fixture->open(fixture->self, &provider));
    run->provider = dxaws_cloudfront_provider_ref(provider);
    DX_TRY(dxaws_cloudfront_manager_new(provider, NULL, &run->manager));
    return dx_contract_context(fixture->make_context, fixture->self, &run->context);
}

static dxaws_error *run_case(const dxaws_cloudfront_contract_fixture *fixture,
                             const struct dx_contract_case *row, size_t index)
{
    struct run run = {.fixture = fixture, .row = row};
    if (fixture->make_name != NULL) {
        fixture->make_name(fixture->self, run.name, sizeof run.name);
    } else {
        snprintf(run.name, sizeof run.name, "contract-%zu", index);
    }
    dxaws_error *error = open_run(&run);
    if (error == NULL) {
        error = row->function(&run);
        clean_up(&run);
    }
    dxaws_cloudfront_manager_unref(run.manager);
    dxaws_cloudfront_provider_unref(run.provider);
    dxaws_context_unref(run.context);
    free(run.others);
    if (fixture->close != NULL) {
        fixture->close(fixture->self);
    }
    return error;
}

dxaws_error *dxaws_cloudfront_contract_run(const dxaws_cloudfront_contract_fixture *fixture,
                                           size_t index)
{
    const struct dx_contract_case *row = NULL;
    dxaws_cloudfront_contract_fixture known = {.size = sizeof known};
    DX_TRY(dx_contract_take(tables, index, fixture, &known, sizeof known, &row));
    DX_TRY(dx_contract_admit(
        row, &(struct dx_contract_claims){known.open != NULL, known.level, known.lacks},
        capabilities));
    return dx_contract_conclude(run_case(&known, row, index));
}

static dxaws_error *run_any(const void *fixture, size_t index)
{
    return dxaws_cloudfront_contract_run(fixture, index);
}

dxaws_error *dxaws_cloudfront_contract_run_suite(const dxaws_cloudfront_contract_fixture *fixture,
                                                 const dxaws_contract_options *options,
                                                 dxaws_contract_counts *counts)
{
    return dx_contract_run_suite(tables, run_any, fixture, options, counts);
}
