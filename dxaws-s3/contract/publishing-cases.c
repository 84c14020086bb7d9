/* SPDX-License-Identifier: MIT */
/* Contract cases: what is written, kept and removed. */
#include "publishing.h"

#define ALL "CLAIM PUT_ASSETS PUT_PAGES PUT_ENTRIES PUT_INDEX"

static dxaws_error *an_empty_bucket_gets_all_and_a_second_run_plans_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    DX_TRY(publishing_expect(run, desired, ALL));
    DX_TRY(dxaws_s3_content_manager_execute(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(dxaws_s3_content_result_stale_count(result) == 0 &&
                  !dxaws_s3_content_result_is_all_stale(result),
              "something is stale where nothing was");
    DX_TRY(publishing_expect(run, desired, ""));
    return publishing_publish(run, desired, 0, 0);
}

static dxaws_error *what_differs_alone_is_written(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_desired) other = publishing_usual(run, "b"); /* of the same size */
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    DX_TRY(publishing_publish(run, desired, 4, 0));
    DX_TRY(publishing_expect(run, other, "CLAIM PUT_PAGES PUT_INDEX"));
    DX_TRY(dxaws_s3_content_manager_execute(run->manager, run->context, other, NULL, &result));
    DX_EXPECT(dxaws_s3_content_result_stale_count(result) == 1, "%zu keys are stale, expected 1",
              dxaws_s3_content_result_stale_count(result));
    DX_EXPECT(strcmp(dxaws_s3_content_result_stale_at(result, 0), "about.html") == 0,
              "%s is stale, expected about.html", dxaws_s3_content_result_stale_at(result, 0));
    return publishing_publish(run, desired, 1, 0);
}

static dxaws_error *a_header_that_differs_is_written(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DX_TRY(publishing_publish(run, desired, 4, 0));
    dxaws_s3_content_desired_set_object_header(desired, "app.js", "Cache-Control", "no-store");
    DX_TRY(publishing_expect(run, desired, "CLAIM PUT_ASSETS PUT_INDEX"));
    DX_TRY(publishing_publish(run, desired, 1, 0));
    return publishing_expect(run, desired, "");
}

static dxaws_error *what_vanishes_is_kept_and_then_removed(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_desired) fewer = publishing_site(run);
    dxaws_s3_content_desired_set_object(fewer, "index.html", "<p>home");
    DX_TRY(publishing_publish(run, desired, 4, 0));
    DX_TRY(publishing_converge(run, fewer, "CLAIM PUT_INDEX"));
    dxaws_s3_content_desired_set_prune_ms(fewer, 0);
    DX_TRY(publishing_expect(run, fewer, "CLAIM DELETE_OBJECTS PUT_INDEX"));
    DX_TRY(publishing_publish(run, fewer, 0, 3));
    return publishing_expect(run, fewer, "");
}

static dxaws_error *what_returns_is_not_removed(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_desired) fewer = publishing_site(run);
    dxaws_s3_content_desired_set_object(fewer, "index.html", "<p>home");
    DX_TRY(publishing_publish(run, desired, 4, 0));
    DX_TRY(publishing_publish(run, fewer, 0, 0));
    DX_TRY(publishing_publish(run, desired, 0, 0));
    dxaws_s3_content_desired_set_prune_ms(desired, 0);
    return publishing_expect(run, desired, "");
}

/* More than ten objects, and more than a third of all. */
static dxaws_error *much_that_vanishes_needs_consent(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_desired) fewer = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    for (int i = 0; i < 11; i++) {
        char key[20];
        snprintf(key, sizeof key, "page-%d.html", i);
        dxaws_s3_content_desired_set_object(desired, key, "page");
    }
    DX_TRY(publishing_publish(run, desired, 15, 0));
    DX_TRY(dx_contract_error(publishing_plan(run, fewer, &plan), DXAWS_ERROR_INVALID_STATE));
    dxaws_apply_options_set_allow_destroy(options, run->fixture->bucket);
    return dxaws_s3_content_manager_plan(run->manager, run->context, fewer, options, &plan);
}

static dxaws_error *what_was_published_is_withdrawn(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_desired) gone = publishing_usual(run, "a");
    dxaws_s3_content_desired_set_present(gone, false);
    DX_TRY(publishing_expect(run, gone, ""));
    DX_TRY(publishing_publish(run, desired, 4, 0));
    DX_TRY(publishing_converge(run, gone, "CLAIM DELETE_OBJECTS DELETE_INDEX"));
    return publishing_publish(run, desired, 4, 0);
}

/* By a claim, although nothing differs, and by another reference each time. */
static dxaws_error *copies_of_elsewhere_are_forgotten(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    char before[80] = "";
    DX_TRY(publishing_publish(run, desired, 4, 0));
    dxaws_s3_content_desired_set_forgets_copies(desired, true);
    DX_TRY(publishing_expect(run, desired, "CLAIM PUT_INDEX"));
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
        DX_TRY(
            dxaws_s3_content_manager_execute(run->manager, run->context, desired, NULL, &result));
        const char *reference = dxaws_s3_content_result_reference(result);
        DX_EXPECT(dxaws_s3_content_result_is_all_stale(result), "not all is stale");
        DX_EXPECT(reference != NULL && strcmp(reference, before) != 0,
                  "the reference is %s, as it was", reference ? reference : "none");
        snprintf(before, sizeof before, "%s", reference);
    }
    dxaws_s3_content_desired_unset_forgets_copies(desired);
    return publishing_expect(run, desired, "");
}

/* Two sites of one bucket, each below a prefix of its own: neither sees the other's objects, its
 * index, or its end. */
static dxaws_error *a_prefix_leaves_the_rest(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_usual(run, "a");
    DXAWS_AUTO(dxaws_s3_content_desired) other = publishing_usual(run, "b");
    DXAWS_AUTO(dxaws_s3_content_result) gone = NULL;
    dxaws_s3_content_desired_set_prefix(other, SITE "other/");
    DX_TRY(publishing_publish(run, other, 4, 0));
    DX_TRY(publishing_publish(run, desired, 4, 0));
    DX_TRY(publishing_expect(run, other, ""));
    DX_TRY(publishing_expect(run, desired, ""));
    DX_TRY(dxaws_s3_content_manager_destroy(run->manager, run->context, desired, NULL, &gone));
    return publishing_expect(run, other, "");
}

/* Names with blanks and other letters, and nothing in them. */
static dxaws_error *keys_may_have_odd_letters(struct run *run)
{
    static const char *const keys[] = {
        "a b+c%&'().js",
        "\xc3\xbc/\xf0\x9f\x98\x80.html",
        "q?x=1#y.txt",
        "~tilde.css",
    };
    DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_site(run);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        dxaws_s3_content_desired_set_object(desired, keys[i], i % 2 ? "" : keys[i]);
    }
    DX_TRY(publishing_publish(run, desired, 4, 0));
    return publishing_expect(run, desired, "");
}

static dxaws_error *keys_that_cannot_be_are_refused(struct run *run)
{
    static const char *const keys[] = {"", "/a", "a/", "a//b", "../a", "a\nb", ".dxaws/content.gz"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        DXAWS_AUTO(dxaws_s3_content_desired) desired = publishing_site(run);
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        dxaws_s3_content_desired_set_object(desired, keys[i], "text");
        DX_TRY(
            dx_contract_error(publishing_plan(run, desired, &plan), DXAWS_ERROR_INVALID_ARGUMENT));
    }
    return NULL;
}

const struct dx_contract_case publishing_cases[] = {
    RUN_CASE(an_empty_bucket_gets_all_and_a_second_run_plans_nothing, 0),
    RUN_CASE(what_differs_alone_is_written, 0),
    RUN_CASE(a_header_that_differs_is_written, 0),
    RUN_CASE(what_vanishes_is_kept_and_then_removed, 0),
    RUN_CASE(what_returns_is_not_removed, 0),
    RUN_CASE(much_that_vanishes_needs_consent, 0),
    RUN_CASE(what_was_published_is_withdrawn, 0),
    RUN_CASE(copies_of_elsewhere_are_forgotten, 0),
    RUN_CASE(a_prefix_leaves_the_rest, SOMEBODY),
    RUN_CASE(keys_may_have_odd_letters, 0),
    RUN_CASE(keys_that_cannot_be_are_refused, 0),
    {.name = NULL},
};
