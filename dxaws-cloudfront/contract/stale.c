/* SPDX-License-Identifier: MIT */
/* Contract cases: the world moves between a plan and its actions. What others changed stays; where
 * what we converge moved, or whose it is, nothing is written. */
#include "contract.h"

static dxaws_error *make_plan(struct run *run, const dxaws_cloudfront_desired *desired,
                              dxaws_plan **plan)
{
    return dxaws_cloudfront_manager_plan(run->manager, run->context, desired, NULL, plan);
}

static dxaws_error *apply(struct run *run, const dxaws_plan *plan)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    return dxaws_cloudfront_manager_apply(run->manager, run->context, plan, NULL, &result);
}

/* All distributions, as a text for free(). */
static dxaws_error *read_all(struct run *run, char **text)
{
    char id[sizeof run->id];
    snprintf(id, sizeof id, "%s", run->id);
    run->id[0] = '\0';
    dxaws_error *error = run_read_strangers(run, text);
    snprintf(run->id, sizeof run->id, "%s", id);
    return error;
}

/* A plan of a change, after which the world moves: STALE, and the distribution is as it was, but
 * for what moved. */
static dxaws_error *expect_stale(struct run *run, void (*change)(dxaws_cloudfront_desired *),
                                 dxaws_cloudfront_contract_breakage breakage)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char *before = NULL;
    char *after = NULL;
    DX_TRY(run_execute(run, desired));
    change(desired);
    DX_TRY(make_plan(run, desired, &plan));
    DX_TRY(run_break(run, breakage));
    DX_TRY(read_all(run, &before));
    dxaws_error *error = dx_contract_error(apply(run, plan), DXAWS_ERROR_STALE);
    error = error ? error : read_all(run, &after);
    bool same = before != NULL && after != NULL && strcmp(before, after) == 0;
    free(before);
    free(after);
    DX_TRY(error);
    DX_EXPECT(same, "something was written");
    return NULL;
}

static void change_price_class(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_price_class(desired, "PriceClass_200");
}

static void change_tag(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_tag(desired, "env", "other");
}

static void take_away(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_present(desired, false);
}

static dxaws_error *an_update_without_the_mark_is_stale(struct run *run)
{
    return expect_stale(run, change_price_class, DXAWS_CLOUDFRONT_BREAK_MARK);
}

static dxaws_error *an_update_of_what_moved_is_stale(struct run *run)
{
    return expect_stale(run, change_price_class, DXAWS_CLOUDFRONT_BREAK_ERRORS);
}

static dxaws_error *tags_without_the_mark_are_stale(struct run *run)
{
    return expect_stale(run, change_tag, DXAWS_CLOUDFRONT_BREAK_MARK);
}

static dxaws_error *a_tag_that_moved_is_stale(struct run *run)
{
    return expect_stale(run, change_tag, DXAWS_CLOUDFRONT_BREAK_TAGS);
}

static dxaws_error *a_removal_without_the_mark_is_stale(struct run *run)
{
    return expect_stale(run, take_away, DXAWS_CLOUDFRONT_BREAK_MARK);
}

static dxaws_error *what_others_changed_since_the_plan_stays(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) full = run_full_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DX_TRY(run_execute(run, full));
    change_price_class(desired); /* says nothing of error responses and of tags */
    DX_TRY(make_plan(run, desired, &plan));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_ERRORS));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_OTHERS_TAG));
    DX_TRY(apply(run, plan));
    DX_TRY(run_read(run, desired, &current));
    DXAWS_AUTO(dxaws_tags) tags = dxaws_cloudfront_current_tags(current);
    DX_EXPECT(dxaws_cloudfront_current_error_response_count(current) == 0 &&
                  dxaws_tags_get(tags, "cost") != NULL,
              "what others changed was overwritten");
    return run_expect_plan(run, desired, "");
}

static dxaws_error *a_tag_of_others_since_the_plan_stays(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DX_TRY(run_execute(run, desired));
    change_tag(desired);
    DX_TRY(make_plan(run, desired, &plan));
    DX_TRY(run_break(run, DXAWS_CLOUDFRONT_BREAK_OTHERS_TAG));
    DX_TRY(apply(run, plan));
    DX_TRY(run_read(run, desired, &current));
    DXAWS_AUTO(dxaws_tags) tags = dxaws_cloudfront_current_tags(current);
    DX_EXPECT(dxaws_tags_get(tags, "cost") != NULL, "somebody else's tag is gone");
    return run_expect_plan(run, desired, "");
}

const struct dx_contract_case contract_stale_cases[] = {
    DX_CASE(an_update_without_the_mark_is_stale,
            DXAWS_CLOUDFRONT_LACKS_BREAK_MARK | DXAWS_CLOUDFRONT_LACKS_STRANGERS),
    DX_CASE(an_update_of_what_moved_is_stale,
            DXAWS_CLOUDFRONT_LACKS_BREAK_ERRORS | DXAWS_CLOUDFRONT_LACKS_STRANGERS),
    DX_CASE(tags_without_the_mark_are_stale,
            DXAWS_CLOUDFRONT_LACKS_BREAK_MARK | DXAWS_CLOUDFRONT_LACKS_STRANGERS),
    DX_CASE(a_tag_that_moved_is_stale,
            DXAWS_CLOUDFRONT_LACKS_BREAK_TAGS | DXAWS_CLOUDFRONT_LACKS_STRANGERS),
    DX_CASE(a_removal_without_the_mark_is_stale,
            DXAWS_CLOUDFRONT_LACKS_BREAK_MARK | DXAWS_CLOUDFRONT_LACKS_STRANGERS),
    DX_CASE(what_others_changed_since_the_plan_stays,
            DXAWS_CLOUDFRONT_LACKS_BREAK_ERRORS | DXAWS_CLOUDFRONT_LACKS_BREAK_OTHERS_TAG),
    DX_CASE(a_tag_of_others_since_the_plan_stays, DXAWS_CLOUDFRONT_LACKS_BREAK_OTHERS_TAG),
    {.name = NULL},
};
