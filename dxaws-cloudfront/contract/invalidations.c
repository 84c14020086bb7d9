/* SPDX-License-Identifier: MIT */
/* Contract cases: what the edge is asked to forget. */
#include "contract.h"

#include <dxaws/cloudfront-invalidation.h>

#define INVALIDATION "INVALIDATE WAIT_INVALIDATED"

static void ask(dxaws_cloudfront_desired *desired, const char *reference, const char *path)
{
    DXAWS_AUTO(dxaws_cloudfront_invalidation) asked = dxaws_cloudfront_invalidation_new();
    dxaws_cloudfront_invalidation_set_reference(asked, reference);
    dxaws_cloudfront_invalidation_add_path(asked, path);
    dxaws_cloudfront_invalidation_add_path(asked, "/%C3%BC/*");
    dxaws_cloudfront_desired_set_invalidation(desired, asked);
}

static dxaws_error *expect_status(struct run *run, const dxaws_cloudfront_desired *desired,
                                  dxaws_cloudfront_invalidation_status wanted)
{
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DX_TRY(run_read(run, desired, &current));
    const dxaws_cloudfront_invalidation *read = dxaws_cloudfront_current_invalidation(current);
    const char *first = dxaws_cloudfront_invalidation_path_at(read, 0);
    dxaws_cloudfront_invalidation_status status =
        dxaws_cloudfront_current_invalidation_status(current);
    DX_EXPECT(dxaws_cloudfront_current_invalidation_id(current) != NULL && first != NULL &&
                  strcmp(first, "/%C3%BC/*") == 0,
              "the invalidation reads with the path \"%s\"", first ? first : "none");
    DX_EXPECT(status == wanted, "the invalidation is %s",
              dxaws_cloudfront_invalidation_status_name(status));
    return NULL;
}

static dxaws_error *an_invalidation_is_made_once(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DX_TRY(run_converge(run, desired, CREATION));
    ask(desired, "first", "/a");
    DX_TRY(run_converge(run, desired, INVALIDATION));
    DX_TRY(expect_status(run, desired, DXAWS_CLOUDFRONT_INVALIDATION_STATUS_COMPLETED));
    ask(desired, "second", "/a");
    DX_TRY(run_converge(run, desired, INVALIDATION));
    ask(desired, "first", "/a");
    return run_expect_plan(run, desired, "");
}

static dxaws_error *an_invalidation_follows_the_changes(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    ask(desired, "first", "/a");
    DX_TRY(run_converge(run, desired, CREATION " " INVALIDATION));
    dxaws_cloudfront_desired_set_price_class(desired, "PriceClass_200");
    ask(desired, "second", "/*");
    return run_converge(run, desired, UPDATE " " INVALIDATION);
}

static dxaws_error *a_reference_is_for_one_set_of_paths(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    DX_TRY(run_execute(run, desired));
    ask(desired, "first", "/b");
    DX_TRY(dxaws_cloudfront_manager_plan(run->manager, run->context, desired, run->options, &plan));
    ask(desired, "first", "/a");
    DX_TRY(run_execute(run, desired));
    ask(desired, "first", "/b");
    DX_TRY(run_expect_refusal(run, desired, DXAWS_ERROR_CONFLICT));
    /* and when somebody used it since */
    return dx_contract_error(
        dxaws_cloudfront_manager_apply(run->manager, run->context, plan, NULL, &result),
        DXAWS_ERROR_CONFLICT);
}

static dxaws_error *an_invalidation_need_not_be_waited_for(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DX_TRY(run_execute(run, desired));
    ask(desired, "first", "/a");
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_ACCEPTED);
    run->options = options;
    dxaws_error *error = run_converge(run, desired, "INVALIDATE");
    run->options = NULL;
    DX_TRY(error);
    DX_TRY(run_execute(run, desired));
    return expect_status(run, desired, DXAWS_CLOUDFRONT_INVALIDATION_STATUS_COMPLETED);
}

static dxaws_error *keys_are_invalidated_by_their_addresses(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_invalidation) asked = dxaws_cloudfront_invalidation_new();
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    dxaws_cloudfront_invalidation_set_reference(asked, "keys");
    dxaws_cloudfront_invalidation_add_key(asked, "site/docs/index.html");
    dxaws_cloudfront_invalidation_add_key(asked, "site/a b.html");
    dxaws_cloudfront_invalidation_add_key(asked, "other/c.html");
    dxaws_cloudfront_invalidation_set_prefix(asked, "site/");
    dxaws_cloudfront_invalidation_set_urls(asked, "directories");
    DX_TRY(run_execute(run, desired));
    dxaws_cloudfront_desired_set_invalidation(desired, asked);
    DX_TRY(run_converge(run, desired, INVALIDATION));
    DX_TRY(run_read(run, desired, &current));
    static const char *const paths[] = {"/a*", "/docs", "/docs/", "/docs/index.html"};
    const dxaws_cloudfront_invalidation *read = dxaws_cloudfront_current_invalidation(current);
    for (size_t i = 0; i < 4; i++) {
        const char *path = dxaws_cloudfront_invalidation_path_at(read, i);
        DX_EXPECT(path != NULL && strcmp(path, paths[i]) == 0, "path %zu is \"%s\" and not %s", i,
                  path ? path : "none", paths[i]);
    }
    return NULL;
}

#define CASE(title, bits)                                                                          \
    {                                                                                              \
        .name = #title, .since = "0.9", .function = title, .needs = (bits)                         \
    }

const struct dx_contract_case contract_invalidation_cases[] = {
    CASE(an_invalidation_is_made_once, DXAWS_CLOUDFRONT_LACKS_INVALIDATIONS),
    CASE(an_invalidation_follows_the_changes, 0),
    CASE(a_reference_is_for_one_set_of_paths, DXAWS_CLOUDFRONT_LACKS_INVALIDATIONS),
    CASE(an_invalidation_need_not_be_waited_for, 0),
    CASE(keys_are_invalidated_by_their_addresses, 0),
    {.name = NULL},
};
