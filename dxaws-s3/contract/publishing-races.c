/* SPDX-License-Identifier: MIT */
/* Contract cases: what others do to what was published, and to a run that is under way. */
#include "publishing.h"

/* Somebody writes or removes something, and a run mends it with so many writes. */
static dxaws_error *mend(struct run *run, const char *key, const char *text, const char *cache,
                         int64_t written)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DX_TRY(publishing_publish(run, desired, 4, 0));
    DX_TRY(publishing_interfere(run, key, text, cache));
    DX_TRY(publishing_publish(run, desired, written, 0));
    return publishing_expect(run, desired, "");
}

static dxaws_error *bytes_that_others_wrote_are_put_back(struct run *run)
{
    return mend(run, "about.html", "x", NULL, 1); /* as long as what was there */
}

static dxaws_error *headers_that_others_wrote_are_put_back(struct run *run)
{
    return mend(run, "about.html", "a", "no-store", 1);
}

static dxaws_error *an_object_that_others_removed_returns(struct run *run)
{
    return mend(run, "about.html", NULL, NULL, 1);
}

static dxaws_error *objects_of_others_stay(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DX_TRY(mend(run, "foreign.html", "x", NULL, 0));
    dxaws_s3_content_desired_set_prune_ms(desired, 0);
    return publishing_expect(run, desired, "");
}

/* A lost index costs looks, no writes of objects; and nobody knows what the edge has. */
static dxaws_error *lose_index(struct run *run, const char *text)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    DX_TRY(publishing_publish(run, desired, 4, 0));
    DX_TRY(publishing_interfere(run, ".dxaws/content.gz", text, NULL));
    DX_TRY(publishing_expect(run, desired, "CLAIM PUT_INDEX"));
    DX_TRY(dxaws_s3_content_manager_execute(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(dxaws_s3_content_result_is_all_stale(result), "not all is stale");
    return publishing_expect(run, desired, "");
}

static dxaws_error *a_lost_index_is_made_again(struct run *run)
{
    return lose_index(run, NULL);
}

static dxaws_error *a_damaged_index_is_made_again(struct run *run)
{
    return lose_index(run, "garbage");
}

static dxaws_error *expect_overtaken(dxaws_error *error)
{
    const char *code = error ? dxaws_error_code(error) : "nothing";
    dxaws_error *failure = NULL;
    if (strcmp(code, DXAWS_S3_ERROR_ANOTHER_PUBLISHER) != 0) {
        failure = dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed",
                                  "ended with %s, expected AnotherPublisher", code);
    }
    dxaws_error_free(error);
    return failure;
}

/* A plan that was kept while somebody else published writes nothing. */
static dxaws_error *a_plan_of_before_is_refused(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) first = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_desired) second = publishing_usual(run, "b");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(publishing_plan(run, first, &plan));
    DX_TRY(publishing_publish(run, second, 4, 0));
    DX_TRY(expect_overtaken(publishing_step(run, &plan)));
    return publishing_expect(run, second, "");
}

/* One run stops after that many steps; another takes its claim over and is right; and the first is
 * told at its next step. */
static dxaws_error *take_over(struct run *run, int steps)
{
    DXAWS_AUTO(dxaws_s3_content_desired) first = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_desired) second = publishing_usual(run, "b");
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(publishing_plan(run, first, &plan));
    for (int i = 0; i < steps; i++) {
        DX_TRY(publishing_step(run, &plan));
    }
    DX_TRY(publishing_expect(
        run, second,
        "CLAIM ABORT_UPLOADS PUT_ASSETS PUT_PAGES PUT_ENTRIES DELETE_OBJECTS SETTLE PUT_INDEX"));
    DX_TRY(dxaws_s3_content_manager_execute(run->manager, run->context, second, NULL, &result));
    DX_TRY(publishing_expect(run, second, ""));
    DX_TRY(expect_overtaken(publishing_step(run, &plan)));
    return publishing_expect(run, second, "");
}

static dxaws_error *a_claim_alone_is_taken_over(struct run *run)
{
    return take_over(run, 1);
}

static dxaws_error *a_run_is_taken_over_in_the_middle(struct run *run)
{
    return take_over(run, 3);
}

/* Each step is taken twice, as after an answer that was lost; plans go through texts. */
static dxaws_error *a_step_that_is_taken_again_does_nothing_twice(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(publishing_plan(run, desired, &plan));
    while (dxaws_plan_count(plan) > 0) {
        DXAWS_AUTO(dxaws_plan) again = NULL;
        DX_TRY(dxaws_plan_parse(dxaws_plan_text(plan), &again));
        DX_TRY(publishing_step(run, &plan));
        DX_TRY(publishing_step(run, &again));
        DX_EXPECT(dxaws_plan_count(again) == dxaws_plan_count(plan),
                  "%zu actions are left, and after the same step again %zu", dxaws_plan_count(plan),
                  dxaws_plan_count(again));
    }
    return publishing_expect(run, desired, "");
}

const struct dx_contract_case publishing_race_cases[] = {
    RUN_CASE(bytes_that_others_wrote_are_put_back, SOMEBODY),
    RUN_CASE(headers_that_others_wrote_are_put_back, SOMEBODY),
    RUN_CASE(an_object_that_others_removed_returns, SOMEBODY),
    RUN_CASE(objects_of_others_stay, SOMEBODY),
    RUN_CASE(a_lost_index_is_made_again, SOMEBODY),
    RUN_CASE(a_damaged_index_is_made_again, SOMEBODY),
    RUN_CASE(a_plan_of_before_is_refused, SOMEBODY),
    RUN_CASE(a_claim_alone_is_taken_over, SOMEBODY),
    RUN_CASE(a_run_is_taken_over_in_the_middle, SOMEBODY),
    RUN_CASE(a_step_that_is_taken_again_does_nothing_twice, SOMEBODY),
    {.name = NULL},
};
