/* SPDX-License-Identifier: MIT */
/* Content's contract suite: opens the fixture, runs one case, cleans up after it. */
#include "publishing.h"

static const struct dx_contract_case *const tables[] = {publishing_cases, publishing_race_cases,
                                                        NULL};

static const struct dx_contract_capability capabilities[] = {
    {DXAWS_S3_CONTENT_LACKS_SOMEBODY, "SOMEBODY"},
    {DXAWS_S3_CONTENT_LACKS_TIME, "TIME"},
    {.name = NULL},
};

size_t dxaws_s3_content_contract_count(void)
{
    return dx_contract_count(tables);
}

const char *dxaws_s3_content_contract_name(size_t index)
{
    return dx_contract_name(tables, index);
}

const char *dxaws_s3_content_contract_since(size_t index)
{
    return dx_contract_since(tables, index);
}

dxaws_s3_content_desired *publishing_site(const struct run *run)
{
    dxaws_s3_content_desired *desired =
        dxaws_s3_content_desired_new(run->fixture->bucket, run->region);
    dxaws_s3_content_desired_set_prefix(desired, SITE);
    return desired;
}

dxaws_s3_content_desired *publishing_usual(const struct run *run, const char *text)
{
    dxaws_s3_content_desired *desired = publishing_site(run);
    dxaws_s3_content_desired_set_object(desired, "app.js", "1;");
    dxaws_s3_content_desired_set_object(desired, "about.html", text);
    dxaws_s3_content_desired_set_object(desired, "docs/index.html", "<p>docs");
    dxaws_s3_content_desired_set_object(desired, "index.html", "<p>home");
    return desired;
}

dxaws_error *publishing_plan(struct run *run, const dxaws_s3_content_desired *desired,
                             dxaws_plan **plan)
{
    return dxaws_s3_content_manager_plan(run->manager, run->context, desired, NULL, plan);
}

static dxaws_error *make_plan(struct run *run, const void *desired, dxaws_plan **plan)
{
    return publishing_plan(run, desired, plan);
}

dxaws_error *publishing_expect(struct run *run, const dxaws_s3_content_desired *desired,
                               const char *kinds)
{
    return dx_contract_expect_plan(run, make_plan, desired, kinds);
}

dxaws_error *publishing_publish(struct run *run, const dxaws_s3_content_desired *desired,
                                int64_t written, int64_t removed)
{
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    int64_t did[2] = {-1, -1};
    DX_TRY(dxaws_s3_content_manager_execute(run->manager, run->context, desired, NULL, &result));
    dxaws_s3_content_result_written(result, &did[0]);
    dxaws_s3_content_result_removed(result, &did[1]);
    DX_EXPECT(did[0] == written && did[1] == removed,
              "%lld written and %lld removed, expected %lld and %lld", (long long)did[0],
              (long long)did[1], (long long)written, (long long)removed);
    return NULL;
}

dxaws_error *publishing_converge(struct run *run, const dxaws_s3_content_desired *desired,
                                 const char *kinds)
{
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    DX_TRY(publishing_expect(run, desired, kinds));
    DX_TRY(dxaws_s3_content_manager_execute(run->manager, run->context, desired, NULL, &result));
    return publishing_expect(run, desired, "");
}

/* What is published at the root of the bucket has the keys of the site, with its prefix. */
dxaws_error *publishing_interfere(struct run *run, const char *key, const char *text,
                                  const char *cache)
{
    char whole[200];
    DXAWS_AUTO(dxaws_s3_content_desired)
    desired = dxaws_s3_content_desired_new(run->fixture->bucket, run->region);
    DXAWS_AUTO(dxaws_s3_content_result) written = NULL;
    DXAWS_AUTO(dxaws_s3_content_result) gone = NULL;
    snprintf(whole, sizeof whole, SITE "%s", key);
    dxaws_s3_content_desired_set_prune_ms(desired, 0);
    dxaws_s3_content_desired_set_object(desired, whole, text ? text : "to be removed");
    if (cache != NULL) {
        dxaws_s3_content_desired_set_object_header(desired, whole, "Cache-Control", cache);
    }
    DX_TRY(dxaws_s3_content_manager_execute(run->manager, run->context, desired, NULL, &written));
    return text
               ? NULL
               : dxaws_s3_content_manager_destroy(run->manager, run->context, desired, NULL, &gone);
}

dxaws_error *publishing_step(struct run *run, dxaws_plan **plan)
{
    const dxaws_module *module = dxaws_s3_content_module();
    dxaws_plan *rest = NULL;
    DX_TRY(module->step(module, (dxaws_manager *)run->manager, run->context, *plan, NULL, &rest));
    dxaws_plan_free(*plan);
    *plan = rest;
    return NULL;
}

static dxaws_error *open_run(struct run *run)
{
    const dxaws_s3_content_contract_fixture *fixture = run->fixture;
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    DX_TRY(fixture->open(fixture->self, &provider));
    DX_TRY(dxaws_s3_content_manager_new(provider, NULL, &run->manager));
    return dx_contract_context(fixture->make_context, fixture->self, &run->context);
}

static dxaws_error *publishing_case(const dxaws_s3_content_contract_fixture *fixture,
                                    const struct dx_contract_case *row)
{
    struct run run = {
        .fixture = fixture, .row = row, .region = fixture->region ? fixture->region : "eu-west-1"};
    dxaws_error *error = open_run(&run);
    error = error ? error : row->function(&run);
    dxaws_s3_content_manager_unref(run.manager);
    dxaws_context_unref(run.context);
    if (fixture->close != NULL) {
        fixture->close(fixture->self);
    }
    return error;
}

dxaws_error *dxaws_s3_content_contract_run(const dxaws_s3_content_contract_fixture *fixture,
                                           size_t index)
{
    const struct dx_contract_case *row = NULL;
    dxaws_s3_content_contract_fixture known = {.size = sizeof known};
    DX_TRY(dx_contract_take(tables, index, fixture, &known, sizeof known, &row));
    DX_TRY(dx_contract_admit(
        row, &(struct dx_contract_claims){known.open != NULL, known.level, known.lacks},
        capabilities));
    return dx_contract_conclude(publishing_case(&known, row));
}

static dxaws_error *publishing_any(const void *fixture, size_t index)
{
    return dxaws_s3_content_contract_run(fixture, index);
}

dxaws_error *dxaws_s3_content_contract_run_suite(const dxaws_s3_content_contract_fixture *fixture,
                                                 const dxaws_contract_options *options,
                                                 dxaws_contract_counts *counts)
{
    return dx_contract_run_suite(tables, publishing_any, fixture, options, counts);
}
